//! What a team still has to settle in its assessment. It takes the reading of the counts,
//! and so stands apart from how the file is read.

use crate::model::assessment::Assessment;
use crate::model::settled::left_to_settle;
use crate::problem::{Code, Problem};
use crate::words;

/// A team assessment in which the team has not settled everything it should, in one
/// warning with the numbers of the practices.
#[must_use]
pub fn not_agreed(assessment: &Assessment) -> Option<Problem> {
    let open = left_to_settle(assessment);
    let numbers: Vec<String> = open.iter().map(|at| (at + 1).to_string()).collect();
    let (needs, number) = match numbers.len() {
        0 => return None,
        1 => ("needs", "number"),
        _ => ("need", "numbers"),
    };
    Some(Problem::new(
        Code::NotAgreed,
        format!(
            "{} still {needs} an agreed rating or a decision: {number} {}.",
            words::counted(numbers.len(), "practice"),
            words::list(&numbers)
        ),
        "After the team talks about it, fill in two lines: agreed = \"...\" (the rating) and decision = \"...\" (continue, improve, find-out, or watch).",
    ))
}
