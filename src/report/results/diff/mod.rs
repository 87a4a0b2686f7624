//! Two sources side by side, in every form that it can be printed in. No form holds a
//! name: two people are the first and the second.

use crate::model::assessment::Assessment;
use crate::model::comparison::{Compared, Comparison, Side, compare};
use crate::model::rubric::Rubric;
use crate::report::results::tally::responses_counted;
use crate::words::{agreeing, days, joined_by};

pub mod for_people;
pub mod for_programs;
mod sections;
pub mod trend;

/// Two sides with what is needed to print them.
#[derive(Debug)]
pub struct DiffView<'a> {
    /// The rubric in use.
    pub rubric: &'a Rubric,
    /// The old side, or the first of two people.
    pub old: Side<'a>,
    /// The new side, or the second of two people.
    pub new: Side<'a>,
    /// How they compare.
    pub comparison: Comparison,
}

impl<'a> DiffView<'a> {
    /// Compares two sides.
    pub fn new(rubric: &'a Rubric, old: Side<'a>, new: Side<'a>) -> Self {
        Self {
            rubric,
            old,
            new,
            comparison: compare(old, new, rubric),
        }
    }
}

/// What is left out of the tables of a page, and how many practices that is, with a sentence more.
fn not_listed((practices, said): (usize, String)) -> String {
    let they = agreeing(practices, "It isn't", "They aren't");
    format!("{said} {they} listed here.")
}

/// Whose a side is, how many responses, from when to when.
fn heading(side: &Assessment) -> String {
    let days = side.from.zip(side.to).map(|(from, to)| days(from, to));
    let responses = responses_counted(side.responses as usize, side.not_read as usize, days);
    let known = [&side.district, &side.cycle].into_iter().flatten();
    joined_by(known.chain([&responses]), ", ").unwrap_or_default()
}

/// The number of a practice in the survey and its title; no number, and its id, where the rubric
/// in use does not have it.
fn numbered(rubric: &Rubric, practice: &Compared) -> [String; 2] {
    match practice.index {
        Some(at) => [(at + 1).to_string(), rubric.practices()[at].title.clone()],
        None => [String::new(), practice.id.clone()],
    }
}
