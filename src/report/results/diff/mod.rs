//! Two sources side by side, in every form that it can be printed in. No form holds a
//! name: two people are the first and the second.

use std::fmt::Write as _;

use crate::model::assessment::Assessment;
use crate::model::comparison::change::Label;
use crate::model::comparison::{Compared, Comparison, Side, compare, sole_rating};
use crate::model::finding::position;
use crate::model::rating::Rating;
use crate::model::rubric::Rubric;
use crate::model::tally::Counts;
use crate::words::{counted, days};

pub mod csv;
pub mod json;
pub mod markdown;
mod picture;
mod sections;
pub mod table;
pub mod trend;

/// What stands for a value that a side does not have.
const NONE: &str = "-";

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
    #[must_use]
    pub fn new(rubric: &'a Rubric, old: Side<'a>, new: Side<'a>) -> Self {
        Self {
            rubric,
            old,
            new,
            comparison: compare(old, new, rubric),
        }
    }

    /// What the two sides are called, such as `Old` and `New`.
    const fn sides(&self) -> [&'static str; 2] {
        if self.comparison.two_people {
            ["First", "Second"]
        } else {
            ["Old", "New"]
        }
    }

    /// A line for each side: whose it is, how many responses, from when to when.
    fn headings(&self) -> [(&'static str, String); 2] {
        let [old, new] = self.sides();
        [
            (old, heading(self.old.assessment)),
            (new, heading(self.new.assessment)),
        ]
    }

    /// The number in the survey; empty where the rubric in use has no such practice.
    fn number(practice: &Compared) -> String {
        practice
            .index
            .map_or_else(String::new, |at| (at + 1).to_string())
    }

    /// The title, or the id where the rubric in use has no such practice.
    fn title<'p>(&'p self, practice: &'p Compared) -> &'p str {
        practice.title(self.rubric).unwrap_or(&practice.id)
    }

    fn label_of(&self, rating: Option<Rating>) -> &str {
        rating.map_or(NONE, |rating| self.rubric.labels.of(rating))
    }

    /// What one side says: the middle answer, or the answer of one of two people.
    fn answer(&self, side: Option<Counts>) -> &str {
        let said = |counts: Counts| match self.comparison.two_people {
            true => sole_rating(&counts),
            false => position(&counts),
        };
        self.label_of(side.and_then(said))
    }

    /// The heads of the columns of a table for people; those of the sides are the third and the
    /// fourth, and numbers stand in those behind them.
    fn heads(&self) -> Vec<&'static str> {
        let said: &[&str] = match self.comparison.two_people {
            true => &["Steps"],
            false => &["Rated", "Unsure", "Delta"],
        };
        [&["No.", "Practice"], &self.sides()[..], said].concat()
    }

    /// What stands in them; `safe` makes harmless what people wrote.
    fn cells(&self, practice: &Compared, safe: impl Fn(&str) -> String) -> Vec<String> {
        let mut cells = vec![Self::number(practice), safe(self.title(practice))];
        let sides = [practice.old, practice.new];
        cells.extend(sides.map(|side| safe(self.answer(side))));
        if self.comparison.two_people {
            cells.push(steps(practice));
        } else {
            cells.extend([rated, unsure, delta].map(|of| of(practice)));
        }
        cells
    }

    /// What the machine-readable forms say of a practice. Two single responses are too
    /// few to say anything, so that steps are told instead.
    fn label(&self, practice: &Compared) -> Option<Label> {
        let told = practice.both().is_none() || !self.comparison.two_people;
        told.then_some(practice.change.label)
    }
}

fn heading(side: &Assessment) -> String {
    let known = [&side.district, &side.cycle].into_iter().flatten();
    let mut text = String::new();
    for part in known {
        let _ = write!(text, "{part}, ");
    }
    let _ = match side.not_read {
        0 => write!(text, "{}", counted(side.responses as usize, "response")),
        missing => write!(
            text,
            "{} of {} responses, {missing} couldn't be read",
            side.responses,
            u64::from(side.responses) + u64::from(missing)
        ),
    };
    // Those that could not be read are not the ones of these days.
    let stop = if side.not_read > 0 { ";" } else { "," };
    if let (Some(from), Some(to)) = (side.from, side.to) {
        let _ = write!(text, "{stop} {}", days(from, to));
    }
    text
}

/// `8 -> 9`.
fn rated(practice: &Compared) -> String {
    let number = |side: Option<Counts>| side.map_or_else(|| NONE.into(), |c| c.rated().to_string());
    format!("{} -> {}", number(practice.old), number(practice.new))
}

/// `4 of 8 -> 1 of 8`, of those who answered; nothing where nobody is unsure.
fn unsure(practice: &Compared) -> String {
    let of = |side: Option<Counts>| side.map_or(0, |c| c.of(Rating::Unsure));
    if of(practice.old) == 0 && of(practice.new) == 0 {
        return String::new();
    }
    let words = |side: Option<Counts>| {
        side.map_or_else(
            || NONE.to_owned(),
            |c| format!("{} of {}", c.of(Rating::Unsure), c.answered()),
        )
    };
    format!("{} -> {}", words(practice.old), words(practice.new))
}

/// `+0.72`.
fn delta(practice: &Compared) -> String {
    let Some(delta) = practice.change.delta else {
        return NONE.to_owned();
    };
    let text = format!("{:+.2}", delta.value());
    if matches!(text.as_str(), "+0.00" | "-0.00") {
        "0.00".to_owned()
    } else {
        text
    }
}

/// `+2`.
fn steps(practice: &Compared) -> String {
    match practice.steps() {
        None => NONE.to_owned(),
        Some(0) => "0".to_owned(),
        Some(steps) => format!("{steps:+}"),
    }
}
