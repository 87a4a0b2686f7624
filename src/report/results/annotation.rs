//! Problems as annotations of a GitHub workflow: commands in its log, one a line.

use std::fmt::Write as _;

use crate::problem::{Problem, Severity};
use crate::report::formats::escape::{annotation, annotation_property};
use crate::report::results::problem::{FileProblems, plain_path, refusal, sentences};

/// A line for each problem, in the order of the files.
pub fn annotations<'f>(files: impl Iterator<Item = FileProblems<'f>>) -> String {
    let mut out = String::new();
    for file in files {
        let path = annotation_property(&plain_path(file.path));
        for problem in file.refused.map(refusal).iter().chain(file.problems) {
            let _ = writeln!(out, "{}", one(&path, problem));
        }
    }
    out
}

fn one(path: &str, problem: &Problem) -> String {
    let level = match problem.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let place = problem.place.as_ref().map_or_else(String::new, |place| {
        format!(",line={},col={}", place.line, place.column)
    });
    format!(
        "::{level} file={path}{place},title={}::{}",
        annotation_property(problem.code.id()),
        annotation(&sentences(problem))
    )
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::problem::Code;

    #[test]
    fn a_note_is_a_notice() {
        let mut note = Problem::new(Code::Overdue, "Late.", "");
        note.severity = Severity::Note;
        let file = FileProblems {
            path: Path::new("plan.toml"),
            problems: &[note],
            refused: None,
        };
        let said = annotations([file].into_iter());
        assert_eq!(said, "::notice file=plan.toml,title=overdue::Late.\n");
    }
}
