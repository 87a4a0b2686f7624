//! Which files a path stands for: every form below a folder, in the order of their
//! names; and what else lies there, since nothing is passed over without a word.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::file::read::MOST_BYTES;

/// Standard input, where a path is expected.
pub const STDIN: &str = "-";

/// What was found below the paths that were given.
#[derive(Debug, Default)]
pub struct Found {
    /// To be read, in order, each once.
    pub files: Vec<FoundFile>,
    /// Not to be read, and why, in order.
    pub passed_over: Vec<(PathBuf, &'static str)>,
    /// Likewise, but by their names they are forms, and an answer may be missing.
    pub no_plain_files: Vec<(PathBuf, &'static str)>,
    /// How many system, lock and backup files there are.
    pub system: usize,
    /// Forms that a cloud drive has not downloaded, by the names that they will have.
    pub not_downloaded: Vec<PathBuf>,
    /// Paths that the system refused.
    pub refused: Vec<(PathBuf, io::Error)>,
    /// Paths that were given more than once, by themselves or by a folder.
    pub twice: Vec<PathBuf>,
}

/// A file to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundFile {
    /// As given, or below the folder that was given.
    pub path: PathBuf,
    /// Whether the path itself was given; else it was found in a folder.
    pub given: bool,
    /// Whether its name ends in `.toml.txt`.
    pub extra_ending: bool,
}

impl FoundFile {
    /// A file that was named by itself; `-` is standard input.
    #[must_use]
    pub fn named(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
            given: path.as_os_str() != STDIN,
            extra_ending: false,
        }
    }
}

/// Everything that these paths stand for. Links in a folder are named and not
/// followed: they can lead out of it, or to a form that is counted already.
#[must_use]
pub fn find(paths: &[PathBuf]) -> Found {
    let mut found = Found::default();
    let mut seen = HashSet::new();
    for path in paths {
        if path.as_os_str() == STDIN {
            if seen.insert(path.clone()) {
                found.add(path.clone(), true);
            }
            continue;
        }
        match fs::metadata(path) {
            Ok(data) if data.is_dir() => found.folder(path, &mut seen),
            Ok(_) => {
                if seen.insert(identity(path)) {
                    found.add(path.clone(), true);
                } else {
                    found.twice.push(path.clone());
                }
            }
            Err(error) => found.refused.push((path.clone(), error)),
        }
    }
    found.files.sort_by(|a, b| a.path.cmp(&b.path));
    found.passed_over.sort();
    found.no_plain_files.sort();
    found.not_downloaded.sort();
    found
}

/// The same for every way of naming one file.
fn identity(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

impl Found {
    fn add(&mut self, path: PathBuf, given: bool) {
        let name = file_name(&path).to_lowercase();
        self.files.push(FoundFile {
            path,
            given,
            extra_ending: name.ends_with(".toml.txt"),
        });
    }

    fn folder(&mut self, folder: &Path, seen: &mut HashSet<PathBuf>) {
        let mut walk = WalkDir::new(folder).sort_by_file_name().into_iter();
        while let Some(entry) = walk.next() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let path = error.path().unwrap_or(folder).to_owned();
                    let error = error
                        .into_io_error()
                        .unwrap_or_else(|| io::Error::other("the folder goes round in a circle"));
                    self.refused.push((path, error));
                    continue;
                }
            };
            if entry.depth() == 0 {
                continue;
            }
            let name = entry.file_name().to_string_lossy().into_owned();
            if entry.file_type().is_dir() {
                if is_system(&name) {
                    self.system += 1;
                    walk.skip_current_dir();
                }
                continue;
            }
            self.entry(entry.into_path(), &name, seen);
        }
    }

    fn entry(&mut self, path: PathBuf, name: &str, seen: &mut HashSet<PathBuf>) {
        let lower = name.to_lowercase();
        if let Some(stub) = placeholder(name) {
            self.not_downloaded.push(path.with_file_name(stub));
            return;
        }
        if is_system(name) {
            self.system += 1;
            return;
        }
        let is_form = lower.ends_with(".toml") || lower.ends_with(".toml.txt");
        let Ok(data) = fs::symlink_metadata(&path) else {
            // Gone since the folder was listed; reading it says so.
            self.add(path, false);
            return;
        };
        if !is_form {
            const DOCUMENTS: [&str; 6] = [".doc", ".docx", ".odt", ".rtf", ".pdf", ".pages"];
            let why = if DOCUMENTS.iter().any(|ending| lower.ends_with(ending)) {
                "it is a document; if somebody's answers are in it, copy them into a blank form"
            } else {
                "its name does not end in .toml"
            };
            self.passed_over.push((path, why));
        } else if data.is_symlink() {
            let why = "it is a link; put the file itself into the folder";
            self.no_plain_files.push((path, why));
        } else if !data.is_file() {
            self.no_plain_files.push((path, "it is not a plain file"));
        } else if seen.insert(identity(&path)) {
            self.add(path, false);
        } else {
            self.twice.push(path);
        }
    }
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

/// The form's name in the name of a cloud drive's stand-in for it: `.name.toml.icloud`.
fn placeholder(name: &str) -> Option<&str> {
    let stub = name.strip_prefix('.')?.strip_suffix(".icloud")?;
    stub.to_lowercase().ends_with(".toml").then_some(stub)
}

/// Files and folders that programs leave behind: hidden ones, locks, backups.
fn is_system(name: &str) -> bool {
    let lower = name.to_lowercase();
    name.starts_with(['.', '~'])
        || name.starts_with('$')
        || name.ends_with('~')
        || [".tmp", ".swp", ".bak", ".lnk", ".part", ".crdownload"]
            .iter()
            .any(|ending| lower.ends_with(ending))
        || [
            "thumbs.db",
            "ehthumbs.db",
            "desktop.ini",
            "icon\r",
            "__macosx",
        ]
        .contains(&lower.as_str())
}

/// Why a file was not read.
#[derive(Debug)]
pub enum Unread {
    /// The system refused.
    Refused(io::Error),
    /// Larger than any form.
    TooLarge,
}

/// The bytes of a file, at most [`MOST_BYTES`] of it; of standard input for `-`.
///
/// # Errors
/// When the system refuses, the file is no plain file, or it is too large.
pub fn bytes(path: &Path) -> Result<Vec<u8>, Unread> {
    bytes_up_to(path, MOST_BYTES)
}

/// As [`bytes`], of at most `most` bytes: for a file that is no form.
///
/// # Errors
/// As [`bytes`].
pub fn bytes_up_to(path: &Path, most: u64) -> Result<Vec<u8>, Unread> {
    let mut bytes = Vec::new();
    let read = if path.as_os_str() == STDIN {
        io::stdin().take(most + 1).read_to_end(&mut bytes)
    } else {
        // Asked first: opening a pipe would wait for somebody to write into it.
        let data = fs::metadata(path).map_err(Unread::Refused)?;
        if !data.is_file() {
            return Err(Unread::Refused(io::Error::other("it is not a plain file")));
        }
        if data.len() > most {
            return Err(Unread::TooLarge);
        }
        File::open(path).and_then(|file| file.take(most + 1).read_to_end(&mut bytes))
    };
    match read {
        Err(error) => Err(Unread::Refused(error)),
        Ok(_) if bytes.len() as u64 > most => Err(Unread::TooLarge),
        Ok(_) => Ok(bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_programs_leave_behind_is_known() {
        for name in [
            ".DS_Store",
            "Thumbs.db",
            "desktop.ini",
            "~$form.toml",
            "form.toml~",
            ".git",
            "a.tmp",
        ] {
            assert!(is_system(name), "{name}");
        }
        for name in ["form.toml", "notes.docx", "plan.toml", "re~port.toml"] {
            assert!(!is_system(name), "{name}");
        }
        assert_eq!(placeholder(".maria.toml.icloud"), Some("maria.toml"));
        assert_eq!(placeholder(".photo.jpg.icloud"), None);
    }
}
