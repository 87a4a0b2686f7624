//! One run at a time changes files in a folder: what lies between the last look at a file
//! and its renewal cannot be used by another run. Runs of other programs know nothing of it.

use std::fs::{File, TryLockError};
use std::io::{self, ErrorKind};
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

/// How often, and how long apart, a run asks again: 10 seconds, while a turn takes milliseconds.
const ATTEMPTS: u32 = 1000;
const PAUSE: Duration = Duration::from_millis(10);

/// The right to change files in a folder; given back when dropped, or when the run is killed.
#[derive(Debug)]
pub(super) struct Turn {
    _held: Option<File>,
}

impl Turn {
    /// Waits for the turn of this run. Drives that know no locks let everybody through: what
    /// is compared during the turn still holds there, but for an instant.
    ///
    /// # Errors
    /// When another run does not give its turn back.
    pub(super) fn wait(folder: &Path) -> io::Result<Self> {
        let Ok(file) = lockable(folder) else {
            return Ok(Self { _held: None });
        };
        for _ in 0..ATTEMPTS {
            match file.try_lock() {
                Ok(()) => return Ok(Self { _held: Some(file) }),
                Err(TryLockError::WouldBlock) => sleep(PAUSE),
                Err(TryLockError::Error(_)) => return Ok(Self { _held: None }),
            }
        }
        Err(io::Error::new(
            ErrorKind::ResourceBusy,
            "another run is writing into the same folder and does not end. Wait for it, or end it, and try again",
        ))
    }
}

/// A folder can be locked itself, so that no file has to lie in it for that.
#[cfg(unix)]
fn lockable(folder: &Path) -> io::Result<File> {
    File::open(folder)
}

/// Elsewhere it is a file among the temporary ones, named after the folder.
#[cfg(not(unix))]
fn lockable(folder: &Path) -> io::Result<File> {
    let folder = std::fs::canonicalize(folder)?;
    let name = xxhash_rust::xxh3::xxh3_128(folder.to_string_lossy().as_bytes());
    File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(std::env::temp_dir().join(format!("chronic-{name:032x}.lock")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turn_ends_when_it_is_dropped() {
        let folder = tempfile::tempdir().unwrap();
        let turn = Turn::wait(folder.path()).unwrap();
        let other = lockable(folder.path()).unwrap();
        assert!(matches!(other.try_lock(), Err(TryLockError::WouldBlock)));
        drop(turn);
        other.try_lock().unwrap();
    }
}
