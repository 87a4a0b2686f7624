//! What was checked, for programs: the JSON of `validate`.

use schemars::JsonSchema;
use serde::Serialize;

use crate::problem::{Code, Problem, Severity};

/// What was checked, and what is wrong.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Validation<'a> {
    /// In the order in which they were checked.
    pub files: Vec<FileJson>,
    /// The problems in all of them, in the same order.
    pub problems: Vec<ProblemJson<'a>>,
}

/// A file that was checked.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FileJson {
    /// As given, with `/`.
    pub path: String,
    /// What it is, if that's clear.
    pub kind: Option<&'static str>,
    /// `error` with an error, `incomplete` with a warning and no error, otherwise `complete`.
    #[schemars(extend("enum" = ["complete", "incomplete", "error"]))]
    pub status: &'static str,
    /// How many practices a response answers.
    pub answered: Option<usize>,
    /// How many practices there are.
    pub practices: Option<usize>,
}

/// One problem.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ProblemJson<'a> {
    path: String,
    /// From 1; null if the problem is the whole file's.
    line: Option<usize>,
    /// From 1, in characters.
    column: Option<usize>,
    severity: Severity,
    code: Code,
    message: &'a str,
    help: &'a str,
}

impl<'a> ProblemJson<'a> {
    /// Of the file with this path.
    pub fn of(path: String, problem: &'a Problem) -> Self {
        let place = problem.place.as_ref();
        Self {
            path,
            line: place.map(|place| place.line),
            column: place.map(|place| place.column),
            severity: problem.severity,
            code: problem.code,
            message: &problem.message,
            help: &problem.help,
        }
    }
}
