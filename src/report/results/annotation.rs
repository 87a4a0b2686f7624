//! Problems as annotations of a GitHub workflow: commands in its log, one a line.

use std::fmt::Write as _;

use crate::problem::{Problem, Severity};
use crate::report::formats::escape::{annotation, annotation_property};
use crate::report::results::problem::{FileProblems, plain_path, sentences};

/// A line for each problem, in the order of the files.
#[must_use]
pub fn annotations<'f>(files: impl Iterator<Item = FileProblems<'f>>) -> String {
    let mut out = String::new();
    for file in files {
        let path = annotation_property(&plain_path(file.path));
        if let Some(why) = file.refused {
            let why = annotation(why);
            let _ = writeln!(
                out,
                "::error file={path},title=refused::The file can't be read: {why}."
            );
        }
        for problem in file.problems {
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
    use crate::problem::{Code, Place};

    #[test]
    fn nothing_that_people_wrote_ends_a_line_or_a_property_and_a_note_is_a_notice() {
        let problem = Problem::new(
            Code::MissingOwner,
            "\"50%\r\n::error::x\u{1b}[0m\" is nobody",
            "Type a name: owner",
        )
        .at(Place {
            line: 3,
            column: 7,
            text: String::new(),
            mark: (0, 0),
            cut: (false, false),
        });
        let mut note = Problem::new(Code::Overdue, "Late.", "");
        note.severity = Severity::Note;
        let file = FileProblems {
            path: Path::new("a,b:c%\nd/plan.toml"),
            problems: &[problem, note],
            refused: None,
        };
        assert_eq!(
            annotations([file].into_iter()),
            "::error file=a%2Cb%3Ac%25%0Ad/plan.toml,line=3,col=7,title=missing-owner::\"50%25%0D%0A::error::x\\u{1b}[0m\" is nobody. Type a name: owner\n\
             ::notice file=a%2Cb%3Ac%25%0Ad/plan.toml,title=overdue::Late.\n"
        );
    }
}
