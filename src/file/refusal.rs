//! Why a file was not written, in words that say what to do.

use std::fmt;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// So many files are named in one message.
const NAMED: usize = 20;

/// Why a file was not written.
#[derive(Debug)]
pub enum Refusal {
    /// These files are there already; none of them was touched and nothing was written.
    Exists(Vec<PathBuf>),
    /// Somebody changed this file since it was read; it was not touched.
    Changed(PathBuf),
    /// Another run writes into this folder: who started it, where that is known.
    InUse(PathBuf, String),
    /// The system refused this file or folder.
    System(PathBuf, io::Error),
}

impl std::error::Error for Refusal {}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exists(paths) => exists(f, paths),
            Self::Changed(path) => write!(
                f,
                "{} was changed by somebody while this ran, and was not touched. Run this again.",
                shown(path)
            ),
            Self::InUse(folder, who) => write!(
                f,
                "Nothing was written because {} is writing into {} with chronic. Wait until that's done, then run this again. If that run was stopped, this one can go on two minutes later.",
                if who.is_empty() {
                    "someone"
                } else {
                    who.as_str()
                },
                shown(folder)
            ),
            Self::System(path, error) => {
                write!(f, "{} was not written: ", shown(path))?;
                match in_plain_words(error.kind()) {
                    // An error of this module's own says it better.
                    Some(words) if error.get_ref().is_none() => f.write_str(words),
                    _ => write!(f, "{error}."),
                }
            }
        }
    }
}

fn exists(f: &mut fmt::Formatter<'_>, paths: &[PathBuf]) -> fmt::Result {
    let names: Vec<_> = paths.iter().take(NAMED).map(|p| shown(p)).collect();
    f.write_str(&names.join(", "))?;
    if paths.len() > NAMED {
        write!(f, " and {} more", paths.len() - NAMED)?;
    }
    f.write_str(if paths.len() == 1 {
        " is there already and was not touched; nothing was written. Choose another name, or move that file away first."
    } else {
        " are there already. They were not touched and nothing was written. Choose another folder, or move those files away first."
    })
}

/// A path for a message. Line feeds are all that a printer of several lines lets through.
fn shown(path: &Path) -> String {
    path.display().to_string().replace('\n', "\\u{a}")
}

/// Why, and what to do; for what happens to people, not for what happens to disks.
fn in_plain_words(kind: ErrorKind) -> Option<&'static str> {
    Some(match kind {
        ErrorKind::NotFound => "the folder is not there. Create it first, or correct its name.",
        ErrorKind::PermissionDenied => {
            "you may not write there. Choose another folder, or ask for the right to write."
        }
        ErrorKind::ReadOnlyFilesystem => {
            "the drive can only be read. Choose a folder on another one."
        }
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            "the disk is full. Make room, then try again."
        }
        ErrorKind::FileTooLarge => "no file may be that large here. Choose another folder.",
        ErrorKind::NotADirectory => "a part of that path is a file and no folder.",
        ErrorKind::IsADirectory => "it is a folder. Add the name of a file.",
        ErrorKind::InvalidFilename => {
            "the name is too long or cannot be used here. Choose a shorter one."
        }
        _ => return None,
    })
}
