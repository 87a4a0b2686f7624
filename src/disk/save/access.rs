//! Who may open a file: of one that replaces another, the same people as before.

use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::Path;

/// Whether files have modes at all. WASI knows none, and every file seems read-only there.
pub(super) const HAS_MODES: bool = !cfg!(target_family = "wasm");

/// That this user may write into a file, as an editor would ask: to put another in its place, the
/// folder alone decides.
///
/// # Errors
/// When the system refuses.
pub(super) fn may_write(path: &Path) -> io::Result<()> {
    if !HAS_MODES {
        return Ok(());
    }
    let opened = OpenOptions::new().write(true).open(path).map(drop);
    opened.map_err(|error| match error.kind() {
        ErrorKind::PermissionDenied => io::Error::new(
            ErrorKind::PermissionDenied,
            "you don't have permission to change it. Ask its owner for access, or use a copy of it",
        ),
        _ => error,
    })
}

/// Gives a new file the owner, the group, and the mode of the one in whose place it comes.
///
/// # Errors
/// When the system refuses, and others could open more or less than before.
#[cfg(unix)]
pub(super) fn take_over(new: &File, original: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, fchown};

    let is = new.metadata()?;
    let (owner, group) = (original.uid(), original.gid());
    if is.uid() != owner || is.gid() != group {
        // Only an administrator can give a file away, and a member keep it in the group.
        let kept =
            fchown(new, Some(owner), Some(group)).or_else(|_| fchown(new, None, Some(group)));
        // What everyone may do needs no group.
        let of_group = (original.mode() >> 3) & 7;
        if kept.is_err() && is.gid() != group && of_group & !original.mode() != 0 {
            return Err(io::Error::other(
                "its group can't be kept, so people who share it couldn't open it anymore. Ask to be added to the group, or have its owner do this",
            ));
        }
    }
    let set = new.set_permissions(original.permissions());
    // Some drives have one mode for all files.
    let is_as_private = new.metadata()?.permissions().mode() & !original.mode() & 0o777 == 0;
    if is_as_private { Ok(()) } else { set }
}

/// Gives a new file the mode of the one in whose place it comes.
///
/// # Errors
/// When the system refuses.
#[cfg(not(unix))]
pub(super) fn take_over(new: &File, original: &Metadata) -> io::Result<()> {
    match HAS_MODES {
        true => new.set_permissions(original.permissions()),
        false => Ok(()),
    }
}
