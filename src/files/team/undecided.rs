//! What a team still has to settle in its assessment. It takes the reading of the counts,
//! and so stands apart from how the file is read.

use crate::model::assessment::Assessment;
use crate::model::settled::left_to_settle;
use crate::problem::{Code, Problem};
use crate::words::{agreeing, counted, numbered};

/// A team assessment in which the team has not settled everything it should, in one
/// warning with the numbers of the practices.
pub fn not_agreed(assessment: &Assessment) -> Option<Problem> {
    let open = left_to_settle(assessment);
    let numbers: Vec<usize> = open.iter().map(|at| at + 1).collect();
    let problem = || {
        Problem::new(
            Code::NotAgreed,
            format!(
                "{} still {} an agreed rating, a decision, or both: {}.",
                counted(numbers.len(), "practice"),
                agreeing(numbers.len(), "needs", "need"),
                numbered("number", &numbers)
            ),
            "After the team talks about it, fill in two lines: agreed = \"...\" (the rating) and decision = \"...\" (continue, improve, find-out, or watch).",
        )
    };
    (!numbers.is_empty()).then(problem)
}
