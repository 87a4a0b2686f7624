//! Sources, as every command takes them: files, folders, a team assessment. Files are
//! read side by side and come back in the order of their names.

use std::fmt;
use std::io;
use std::path::PathBuf;

use crate::command::output;
use crate::file::folder::{self, Found, FoundFile, Unread};
use crate::file::read::{Checked, Reading, read};
use crate::model::rubric::Rubric;
use crate::problem::{Code, Problem};
use crate::report::problem::path;

/// Reads one file that was found.
///
/// # Errors
/// When the system refuses it.
pub fn read_file(file: &FoundFile, rubric: &Rubric) -> io::Result<Reading> {
    let (reading, _) = read_bytes(file, rubric)?;
    Ok(reading)
}

/// As [`read_file`], with a digest of the bytes.
///
/// # Errors
/// As [`read_file`].
pub fn read_bytes(file: &FoundFile, rubric: &Rubric) -> io::Result<(Reading, u128)> {
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

/// Names on stderr every file below the paths that was not `done` (counted, checked).
pub fn name_what_is_left_out(found: &Found, done: &str) {
    for (file, error) in &found.refused {
        output::note(format_args!(
            "error: {} cannot be read: {error}.",
            path(file)
        ));
    }
    for file in &found.not_downloaded {
        output::note(format_args!(
            "warning: {} was not {done}: the cloud drive has not downloaded it. Open it once, and run this again.",
            path(file)
        ));
    }
    for (file, why) in &found.passed_over {
        output::note(format_args!("note: {} was not {done}: {why}.", path(file)));
    }
    for file in &found.twice {
        output::note(format_args!(
            "note: {} was named more than once and {done} once.",
            path(file)
        ));
    }
    match found.system {
        0 => {}
        1 => output::note(format_args!(
            "note: 1 system, lock or hidden file was not {done}."
        )),
        n => output::note(format_args!(
            "note: {n} system, lock or hidden files were not {done}."
        )),
    }
}

/// Says that there was nothing in these paths, and what was looked for.
pub struct Nothing<'a>(pub &'a [PathBuf]);

impl fmt::Display for Nothing<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let paths: Vec<String> = self.0.iter().map(|p| path(p)).collect();
        write!(
            f,
            "error: there is no form in {}. Forms are files whose names end in .toml, in the folder or in a folder below it; `chronic init` writes a blank one.",
            paths.join(", ")
        )
    }
}
