//! Many districts side by side, a folder for each, in every form that they can be
//! printed in: DESIGN.md, "Machine-readable forms".

use std::fmt::Write as _;

use crate::model::assessment::{Assessed, Assessment};
use crate::model::class::Class;
use crate::model::debrief;
use crate::model::districts::{self, Classes};
use crate::model::group::DEFAULT_MINIMUM;
use crate::model::rubric::Rubric;
use crate::report::tally::{Order, View};

pub mod csv;
pub mod json;
pub mod long;
pub mod markdown;
pub mod table;

/// The classes in the order of their columns: what goes well, what does not, the rest.
const CLASSES: [Class; 7] = [
    Class::Strength,
    Class::Maintain,
    Class::Improve,
    Class::UrgentGap,
    Class::Split,
    Class::DontKnow,
    Class::NoAnswers,
];
/// So many of a district's priorities stand in its line.
const FIRST: usize = 3;

/// A district, counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folder {
    /// Its folder, below the one that was given or as given, with `/`. Not escaped.
    pub name: String,
    /// Its counts.
    pub assessment: Assessment,
}

/// Districts, and what is asked of them.
#[derive(Debug, Clone, Copy)]
pub struct FoldersView<'a> {
    /// The practices.
    pub rubric: &'a Rubric,
    /// In the order of their names.
    pub folders: &'a [Folder],
    /// The flat index of the one practice that they are compared on.
    pub practice: Option<usize>,
}

impl<'a> FoldersView<'a> {
    /// What the counts of each say, with its name.
    fn views(self) -> impl Iterator<Item = (&'a str, View<'a>)> {
        let views = self.folders.iter();
        views.map(move |f| (f.name.as_str(), View::new(self.rubric, &f.assessment)))
    }

    /// Flat indexes of the practices that are printed.
    fn practices(&self) -> std::ops::Range<usize> {
        self.practice
            .map_or(0..self.rubric.len(), |index| index..index + 1)
    }

    /// Places of the folders in this order; the survey's is that of their names.
    fn ordered(&self, order: Order) -> Vec<usize> {
        let all = self.folders.iter();
        if let Some(practice) = self.practice {
            let asked: Vec<Assessed> = all
                .map(|f| f.assessment.practices[practice].clone())
                .collect();
            return match order {
                Order::Survey => (0..asked.len()).collect(),
                Order::Concern => debrief::by_concern(&asked),
                Order::Spread => debrief::by_spread(&asked),
            };
        }
        let classes: Vec<Classes> = all.map(|f| Classes::of(&f.assessment.practices)).collect();
        match order {
            Order::Survey => (0..classes.len()).collect(),
            Order::Concern => districts::by_concern(&classes),
            Order::Spread => districts::by_spread(&classes),
        }
    }

    /// How many folders and responses, how complete, what is missing.
    fn coverage(&self) -> String {
        let all = || self.folders.iter().map(|f| &f.assessment);
        let plural = |n: u64| if n == 1 { "" } else { "s" };
        let responses: u64 = all().map(|a| u64::from(a.responses)).sum();
        let not_read: u64 = all().map(|a| u64::from(a.not_read)).sum();
        let folders = self.folders.len() as u64;
        let mut text = format!("{folders} folder{}, ", plural(folders));
        let _ = if not_read > 0 {
            let all = responses + not_read;
            write!(
                text,
                "{responses} of {all} responses counted, {not_read} not"
            )
        } else {
            write!(text, "{responses} response{}", plural(responses))
        };
        let (given, possible) = all()
            .map(Assessment::answered)
            .fold((0, 0), |sum, more| (sum.0 + more.0, sum.1 + more.1));
        if given == possible {
            text.push_str(", complete.");
        } else {
            let _ = write!(text, ", {given} of {possible} answers given.");
        }
        text
    }

    /// What is to be borne in mind of folders with few responses, where there are any.
    #[must_use]
    pub fn small(&self) -> Option<String> {
        let few = |f: &&Folder| (1..DEFAULT_MINIMUM).contains(&f.assessment.responses);
        let small = self.folders.iter().filter(few).count();
        (small > 0).then(|| {
            let verb = if small == 1 { "has" } else { "have" };
            format!(
                "{small} of {} folders {verb} fewer than {DEFAULT_MINIMUM} responses: a word for a practice can turn on one person there, and who said what can be guessed. Such lines are not for the public.",
                self.folders.len()
            )
        })
    }

    /// Each practice that is among the first priorities of a folder, by flat index, with
    /// the number of such folders; the most frequent first, then in survey order.
    fn firsts(&self) -> Vec<(usize, usize)> {
        let mut times = vec![0; self.rubric.len()];
        for (_, view) in self.views() {
            for index in view.debrief.priorities.iter().take(FIRST) {
                times[*index] += 1;
            }
        }
        let mut firsts: Vec<(usize, usize)> = times.into_iter().enumerate().collect();
        firsts.retain(|(_, times)| *times > 0);
        firsts.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
        firsts
    }
}

/// `12 of 14` where two could not be read.
fn responses(assessment: &Assessment) -> String {
    let counted = assessment.responses;
    match assessment.not_read {
        0 => counted.to_string(),
        missing => format!("{counted} of {}", u64::from(counted) + u64::from(missing)),
    }
}

/// How many of a hundred answers were given, rounded down: 100% has none missing.
fn completeness(assessment: &Assessment) -> String {
    match assessment.answered() {
        (_, 0) => "-".to_owned(),
        (given, all) => format!("{}%", given * 100 / all),
    }
}

/// The numbers of the first priorities: `12, 3, 7`.
fn first_priorities(view: &View<'_>) -> String {
    let numbers = view.debrief.priorities.iter().take(FIRST);
    let numbers: Vec<String> = numbers.map(|index| (index + 1).to_string()).collect();
    numbers.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::tally::Counts;

    #[test]
    fn only_what_is_complete_is_a_hundred_in_a_hundred() {
        let of = |responses: u32, blanks: u32| {
            let mut assessment = Assessment {
                responses,
                practices: vec![Assessed::default(); 25],
                ..Assessment::default()
            };
            for practice in &mut assessment.practices {
                practice.counts = Counts::new([responses, 0, 0, 0, 0], 0);
            }
            let first = &mut assessment.practices[0].counts;
            *first = Counts::new([responses - blanks, 0, 0, 0, 0], blanks);
            completeness(&assessment)
        };
        assert_eq!(of(40, 0), "100%");
        assert_eq!(of(40, 1), "99%");
        assert_eq!(of(0, 0), "-");
    }
}
