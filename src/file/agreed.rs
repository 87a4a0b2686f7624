//! What a team still has to settle in its assessment. It takes the reading of the counts,
//! and so stands apart from how the file is read.

use crate::file::table::phrase;
use crate::model::agenda;
use crate::model::assessment::Assessment;
use crate::problem::{Code, Problem};

/// A team assessment in which the team has not settled everything it should, in one
/// warning with the numbers of the practices.
#[must_use]
pub fn not_agreed(assessment: &Assessment) -> Option<Problem> {
    let open = agenda::not_agreed(assessment);
    let numbers: Vec<String> = open.iter().map(|at| (at + 1).to_string()).collect();
    let words: Vec<&str> = numbers.iter().map(String::as_str).collect();
    let (what, number) = match words.len() {
        0 => return None,
        1 => ("1 practice that is split or a gap has".to_owned(), "number"),
        n => (
            format!("{n} practices that are split or a gap have"),
            "numbers",
        ),
    };
    Some(Problem::new(
        Code::NotAgreed,
        format!(
            "{what} no agreed rating or no decision yet: {number} {}.",
            phrase(&words)
        ),
        "Once the team has talked about it, type the rating between the quotes of agreed, and continue, improve, find-out or watch between those of decision.",
    ))
}
