//! Commands that a run prints for people to type. Where the run was given a rubric of their own,
//! each of them needs it too.

use std::fmt::Display;
use std::path::Path;
use std::sync::OnceLock;

use crate::report::formats::command_line::{word, words};

/// ` --rubric FILE`, or nothing; set once, when the command line has been read.
static RUBRIC: OnceLock<String> = OnceLock::new();

pub(super) fn with_rubric(path: Option<&Path>) {
    if let Some(path) = path {
        // A run has one command line.
        let _ = RUBRIC.set(format!(" --rubric {}", word(path)));
    }
}

/// The line, without the name of the program, that prints reminders from what is in a folder.
pub(super) fn remind(dir: &Path) -> String {
    format!("{} --remind", next(dir))
}

/// The line, without the name of the program, that says where the year of a folder stands.
pub(super) fn next(dir: &Path) -> String {
    match dir.as_os_str().is_empty() || dir == Path::new(".") {
        true => "next".to_owned(),
        false => format!("next {}", word(dir)),
    }
}

/// The whole command that counts these into a team assessment, or a workbook into what it was made
/// from.
pub(super) fn tally(sources: &[impl AsRef<Path>], team: &Path) -> String {
    command(format_args!("tally {} -o {}", words(sources), word(team)))
}

/// The whole command; `line` is without the name of the program.
pub(super) fn command(line: impl Display) -> String {
    let rubric = RUBRIC.get().map_or("", String::as_str);
    format!("chronic {line}{rubric}")
}
