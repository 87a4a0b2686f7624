//! One file of a source, from its name to what it holds.

use std::io;

use crate::file::folder::{self, FoundFile, Unread};
use crate::file::read::{Checked, Reading, read};
use crate::model::rubric::Rubric;
use crate::problem::{Code, Problem};
use crate::report::problem::path;

/// Reads one file that was found.
///
/// # Errors
/// When the system refuses it.
pub fn read_file(file: &FoundFile, rubric: &Rubric) -> io::Result<Reading> {
    let (reading, _) = read_by(read, file, rubric)?;
    Ok(reading)
}

/// [`read`], or [`read_any_version`].
pub(super) type Read = fn(&[u8], &Rubric) -> Reading;

/// As [`read_file`], with a digest of the bytes.
pub(super) fn read_by(
    read: Read,
    file: &FoundFile,
    rubric: &Rubric,
) -> io::Result<(Reading, u128)> {
    let bytes = match folder::bytes(&file.path) {
        Ok(bytes) => bytes,
        Err(Unread::Refused(error)) => return Err(error),
        Err(Unread::TooLarge) => {
            let problem = Problem::new(
                Code::TooLarge,
                "The file is over 4 MiB; a filled-in form has a few pages. It was not read.",
                "Copy the answers into a blank form, without pictures or attachments.",
            );
            let checked = Checked {
                value: None,
                problems: vec![problem],
            };
            return Ok((
                Reading {
                    kind: None,
                    checked,
                },
                0,
            ));
        }
    };
    let mut reading = read(&bytes, rubric);
    if file.extra_ending {
        let name = path(&file.path);
        let problem = Problem::new(
            Code::Extension,
            "The name of the file ends in .toml.txt (Notepad adds .txt). It was read all the same.",
            format!(
                "Rename it to {}.",
                &name[..name.len() - ".txt".len()]
                    .rsplit('/')
                    .next()
                    .unwrap_or("")
            ),
        );
        reading.checked.problems.insert(0, problem);
    }
    Ok((reading, xxhash_rust::xxh3::xxh3_128(&bytes)))
}

/// Why the system refused, without its own words where there are better ones.
pub fn in_words(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "you may not read it".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        _ => error.to_string(),
    }
}
