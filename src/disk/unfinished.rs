//! What a run has made on disk and not finished, so that an interrupted run leaves none
//! of it behind: hidden files with half of a text, the first files of a folder.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tempfile::NamedTempFile;

/// How the hidden files are named: no folder of forms counts these. Six letters between.
pub(crate) const PREFIX: &str = ".chronic-";
pub(crate) const SUFFIX: &str = ".tmp";

/// A folder comes before the folders in it.
static ALL: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

fn all() -> MutexGuard<'static, BTreeSet<PathBuf>> {
    // A set of paths is sound whatever its holder died of.
    ALL.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A file or folder that goes when the run is interrupted, until this is dropped.
#[derive(Debug)]
pub(crate) struct Unfinished(PathBuf);

/// Makes a file or a folder and takes note of it, with no moment between the two.
///
/// # Errors
/// Those of `make`; nothing was made then, and nothing is taken note of.
pub(crate) fn made<T, E>(
    make: impl FnOnce() -> Result<T, E>,
    path: impl FnOnce(&T) -> PathBuf,
) -> Result<(T, Unfinished), E> {
    let mut all = all();
    let made = make()?;
    let path = path(&made);
    all.insert(path.clone());
    Ok((made, Unfinished(path)))
}

/// A hidden file in the folder, to be written and then moved to its place; gone when dropped.
///
/// # Errors
/// When the system refuses; the error does not name the file, which would mean nothing to anyone.
pub(crate) fn hidden(folder: &Path) -> io::Result<(NamedTempFile, Unfinished)> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX).suffix(SUFFIX);
    // Opened as any new file: the library's own way has mode 600, and names the file in errors.
    let open = |path: &Path| File::options().write(true).create_new(true).open(path);
    let make = || builder.make_in(folder, open);
    made(make, |file| file.path().to_owned())
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        all().remove(&self.0);
    }
}

/// Removes all that is not finished; from now on nothing more is made. For a run that
/// ends at once.
pub fn remove_all() {
    let all = all();
    // Some of the paths are absolute and some are not, so that their order does not tell
    // which folder a file is in.
    for path in all.iter() {
        let _ = fs::remove_file(path);
    }
    // A folder in which somebody has put something meanwhile is not empty and stays.
    for path in all.iter().rev() {
        let _ = fs::remove_dir(path);
    }
    // Whoever is about to make something waits for the end of the run.
    std::mem::forget(all);
}
