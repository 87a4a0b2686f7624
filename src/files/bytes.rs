//! The bytes of a file that was found: no more than are read of any, and in as few calls of
//! the system as can be.

use std::fs;
use std::io::{self, Read};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::disk::folder::{FoundFile, STDIN};
use crate::disk::regular_file;
use crate::files::content::{MOST_BYTES, MOST_BYTES_OF_OTHERS, most_bytes};

/// Why a file was not read.
#[derive(Debug)]
pub enum Unread {
    /// The system refused.
    Refused(io::Error),
    /// Larger than any file of its kind, which has so many bytes at most.
    TooLarge(u64),
}

/// The bytes of a file, as many as its kind may have; of standard input for `-`.
///
/// # Errors
/// When the system refuses, the file is no plain file, or it is too large.
pub fn bytes(path: &Path) -> Result<Vec<u8>, Unread> {
    read(path, None)
}

/// As [`bytes`], of at most `most` bytes: for a file that is no form.
///
/// # Errors
/// As [`bytes`].
pub fn bytes_up_to(path: &Path, most: u64) -> Result<Vec<u8>, Unread> {
    read(path, Some(most))
}

fn read(path: &Path, most: Option<u64>) -> Result<Vec<u8>, Unread> {
    let mut buffer = Vec::new();
    let length = FoundFile::named(path).bytes_up_to(&mut buffer, most)?.len();
    buffer.truncate(length);
    Ok(buffer)
}

impl FoundFile {
    /// The bytes of this file, as [`bytes`] gives them, read into a buffer that can be used
    /// for the next one.
    ///
    /// # Errors
    /// As [`bytes`].
    pub fn bytes<'b>(&self, buffer: &'b mut Vec<u8>) -> Result<&'b [u8], Unread> {
        self.bytes_up_to(buffer, None)
    }

    /// At most so many, or as many as its kind may have.
    fn bytes_up_to<'b>(
        &self,
        buffer: &'b mut Vec<u8>,
        most: Option<u64>,
    ) -> Result<&'b [u8], Unread> {
        if self.path.as_os_str() == STDIN {
            // What was read is gone.
            static IS_READ: AtomicBool = AtomicBool::new(false);
            if IS_READ.swap(true, Ordering::Relaxed) {
                let why = "you can use - for only one file. Name the others";
                return Err(Unread::Refused(io::Error::other(why)));
            }
            return read_to_end(&mut io::stdin(), buffer, most);
        }
        let mut file = regular_file::open(&self.path, self.given).map_err(Unread::Refused)?;
        let most_ever = most.unwrap_or(MOST_BYTES_OF_OTHERS);
        if file.metadata().map_err(Unread::Refused)?.len() > most_ever {
            return Err(Unread::TooLarge(most_ever));
        }
        read_to_end(&mut file, buffer, most)
    }
}

#[cfg(not(target_family = "wasm"))]
fn is_same(a: &Path, b: &Path) -> bool {
    same_file::is_same_file(a, b).unwrap_or(false)
}

/// In WebAssembly the library can't tell; no file has two names there.
#[cfg(target_family = "wasm")]
fn is_same(a: &Path, b: &Path) -> bool {
    matches!((fs::canonicalize(a), fs::canonicalize(b)), (Ok(a), Ok(b)) if a == b)
}

/// Whether two paths lead to one file or folder. Only such are opened for it.
pub fn is_one_file(a: &Path, b: &Path) -> bool {
    let is_plain =
        |path: &Path| fs::metadata(path).is_ok_and(|data| data.is_file() || data.is_dir());
    is_plain(a) && is_plain(b) && is_same(a, b)
}

/// In as few calls of the system as can be: a form fits into the buffer as it is. The
/// buffer stays as long as it has become, so that it is made blank only once.
fn read_to_end<'b>(
    file: &mut impl Read,
    buffer: &'b mut Vec<u8>,
    most: Option<u64>,
) -> Result<&'b [u8], Unread> {
    const FORM: usize = 1 << 15;
    let size = |most| usize::try_from(most).unwrap_or(usize::MAX - 1);
    // A form is small, whatever else it says it is.
    let mut limit = most.unwrap_or(MOST_BYTES);
    let mut filled = 0;
    loop {
        if filled == buffer.len() {
            buffer.resize((2 * filled).clamp(FORM, size(limit) + 1), 0);
        }
        match file.read(&mut buffer[filled..]) {
            Ok(0) => return Ok(&buffer[..filled]),
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(Unread::Refused(error)),
        }
        if filled > size(limit) {
            let of_its_kind = most.unwrap_or_else(|| most_bytes(&buffer[..filled]));
            if of_its_kind <= limit {
                return Err(Unread::TooLarge(limit));
            }
            limit = of_its_kind;
        }
    }
}
