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
    /// Someone changed this file since it was read; it was not touched.
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
                "Someone changed {} while this was running, so it was left alone. Run this again.",
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
                write!(f, "{} wasn't written", shown(path))?;
                match in_plain_words(error.kind()) {
                    _ if is_too_many_open(error) => write!(f, " because {TOO_MANY_OPEN}."),
                    // An error of this module's own says it better.
                    Some(words) if error.get_ref().is_none() => write!(f, " because {words}"),
                    _ => write!(f, ": {}.", without_code(error)),
                }
            }
        }
    }
}

/// What to do when a program may not have more files open.
const TOO_MANY_OPEN: &str = "too many files are open. Close other programs, then run this again";

/// Whether the system refused since this program, or all together, have too many files open.
fn is_too_many_open(error: &io::Error) -> bool {
    let codes: &[i32] = if cfg!(windows) { &[4] } else { &[23, 24] };
    error
        .raw_os_error()
        .is_some_and(|code| codes.contains(&code))
}

fn exists(f: &mut fmt::Formatter<'_>, paths: &[PathBuf]) -> fmt::Result {
    let names: Vec<_> = paths.iter().take(NAMED).map(|p| shown(p)).collect();
    f.write_str(&names.join(", "))?;
    if paths.len() > NAMED {
        write!(f, " and {} more", paths.len() - NAMED)?;
    }
    f.write_str(if paths.len() == 1 {
        " already exists, so nothing was written. Choose another name, or move that file first."
    } else {
        " already exist, so nothing was written. Choose another folder, or move those files first."
    })
}

/// A path for a message. Line feeds are all that a printer of several lines lets through.
fn shown(path: &Path) -> String {
    path.display().to_string().replace('\n', "\\u{a}")
}

/// Why, and what to do; for what happens to people, not for what happens to disks.
fn in_plain_words(kind: ErrorKind) -> Option<&'static str> {
    Some(match kind {
        ErrorKind::NotFound => {
            "its folder doesn't exist. Create the folder first, or correct its name."
        }
        ErrorKind::PermissionDenied => {
            "you don't have permission to write there. Choose another folder, or ask for access."
        }
        ErrorKind::ReadOnlyFilesystem => {
            "the drive is read-only. Choose a folder on another drive."
        }
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            "the disk is full. Free up some space, then try again."
        }
        ErrorKind::FileTooLarge => "the file is too large for this drive. Choose another folder.",
        ErrorKind::NotADirectory => "part of that path is a file, not a folder.",
        ErrorKind::IsADirectory => "it's a folder. Add a file name.",
        ErrorKind::InvalidFilename => {
            "the name is too long or can't be used here. Choose a shorter one."
        }
        _ => return None,
    })
}

/// Why the system refused, without its own words where there are better ones.
pub fn in_words(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "that file or folder doesn't exist".to_owned(),
        ErrorKind::PermissionDenied => "you don't have permission to read it".to_owned(),
        ErrorKind::IsADirectory => "it's a folder, not a file".to_owned(),
        ErrorKind::NotADirectory => "part of that path is a file, not a folder".to_owned(),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            "the disk is full. Free up some space, then try again".to_owned()
        }
        ErrorKind::InvalidFilename => "that name is too long or can't be used here".to_owned(),
        _ if is_too_many_open(error) => TOO_MANY_OPEN.to_owned(),
        _ if is_circle(error) => "it's a link that leads back to itself".to_owned(),
        _ => without_code(error),
    }
}

/// Whether links lead to each other; the standard library has no stable name for it.
fn is_circle(error: &io::Error) -> bool {
    let code = if cfg!(target_os = "linux") { 40 } else { 62 };
    cfg!(unix) && error.raw_os_error() == Some(code)
}

/// What the system says, without its number.
fn without_code(error: &io::Error) -> String {
    let said = error.to_string();
    let code = error.raw_os_error();
    let code = code.map(|code| format!(" (os error {code})"));
    let said_alone = code.and_then(|code| said.strip_suffix(&code).map(str::to_owned));
    said_alone.unwrap_or(said)
}
