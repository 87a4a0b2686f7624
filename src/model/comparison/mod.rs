//! Two sets of responses side by side, practice by practice: two people, a person and
//! the team, last year and this. Practices are found by their ids, so that the two may
//! be of different versions of one rubric.

pub mod change;
pub mod trend;

use std::cmp::Reverse;

use crate::model::assessment::{Assessed, Assessment};
use crate::model::comparison::change::{Change, Delta, Label, change};
use crate::model::dates::year::is_another;
use crate::model::each_once::each_once;
use crate::model::finding::{Class, class, position};
use crate::model::rating::Rating;
use crate::model::rubric::Rubric;
use crate::model::tally::Counts;

/// One of the two, or an earlier year's: an assessment with the rubric that it was read by, which
/// need not be the one in use.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// As the team left it.
    pub assessment: &'a Assessment,
    /// That of its time.
    pub rubric: &'a Rubric,
}

impl<'a> Side<'a> {
    /// What it has of the practice with this id.
    pub fn of(&self, id: &str) -> Option<&'a Assessed> {
        let index = self.rubric.index_of(id)?;
        self.assessment.practices.get(index)
    }

    /// The school year as somebody wrote it, or the year of the first answer.
    pub fn name(&self) -> Option<String> {
        let year = || self.assessment.from.map(|from| from.year().to_string());
        self.assessment.cycle.clone().or_else(year)
    }

    /// The same, or that it was earlier.
    pub fn year(&self) -> String {
        self.name().unwrap_or_else(|| "Earlier".to_owned())
    }
}

/// One practice on both sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// The full id.
    pub id: String,
    /// The flat index in the rubric in use; none where it has no such practice.
    pub index: Option<usize>,
    /// None where the old side has no such practice.
    pub old: Option<Counts>,
    /// None where the new side has no such practice.
    pub new: Option<Counts>,
    /// Old to new; not comparable where one side has no such practice.
    pub change: Change,
}

/// Two sides, compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// Whether both sides are one response each: then steps are told instead of labels.
    pub two_people: bool,
    /// Whether one of the two is a single response and the other is not.
    pub one_person: bool,
    /// In survey order; then, in the order of their file, what the rubric in use does
    /// not have.
    pub practices: Vec<Compared>,
}

/// The ids of the practices of the rubric in use in survey order, and after them those that only
/// some side has, the newest side's first; the sides are given oldest first.
fn ids<'a>(sides: &[Side<'a>], rubric: &'a Rubric) -> Vec<&'a str> {
    let of = |rubric: &'a Rubric| rubric.practices().iter().map(|p| p.id.as_str());
    let sides = sides.iter().rev().flat_map(|side| of(side.rubric));
    each_once(of(rubric).chain(sides))
}

/// Compares two sides. A practice that neither of them has is left out.
pub fn compare(old: Side<'_>, new: Side<'_>, rubric: &Rubric) -> Comparison {
    let practices = ids(&[old, new], rubric)
        .into_iter()
        .map(|id| {
            let [old, new] = [old, new].map(|side| side.of(id).map(|found| found.counts));
            // Blank counts have no ratings, which is what is missing here.
            let change = change(&old.unwrap_or_default(), &new.unwrap_or_default());
            Compared {
                id: id.to_owned(),
                index: rubric.index_of(id),
                old,
                new,
                change,
            }
        })
        .filter(|practice| practice.old.is_some() || practice.new.is_some());
    let is_one = |side: Side<'_>| side.assessment.responses == 1;
    // A year's first form says too little of the year to be held against a team's.
    let is_one_year = !is_another(old.assessment, new.assessment);
    Comparison {
        two_people: is_one(old) && is_one(new),
        one_person: is_one_year && is_one(old) != is_one(new),
        practices: practices.collect(),
    }
}

impl Compared {
    /// Its title in the rubric in use, where that has it.
    pub fn title<'r>(&self, rubric: &'r Rubric) -> Option<&'r str> {
        self.index.map(|at| rubric.practices()[at].title.as_str())
    }

    /// The counts of both sides, where both have the practice.
    pub fn both(&self) -> Option<(Counts, Counts)> {
        self.old.zip(self.new)
    }

    /// Of two single responses: from the old rating to the new one on the scale,
    /// positive where the new one is better. None where either is not on it.
    pub fn steps(&self) -> Option<i8> {
        let (old, new) = self.both()?;
        let step = |counts| Some(sole_rating(&counts)?.step()?.cast_signed());
        Some(step(new)? - step(old)?)
    }

    /// Whether the middle answer is another, or half or more are unsure on one side
    /// only. Worth a word where there are too few to say more; chance alone does it
    /// often.
    pub fn moved(&self) -> bool {
        self.has_other_position()
            || self.both().is_some_and(|(old, new)| {
                let unknown = |counts| class(counts) == Class::DontKnow;
                unknown(&old) != unknown(&new)
            })
    }

    /// Whether the middle answer is another.
    pub fn has_other_position(&self) -> bool {
        self.both()
            .is_some_and(|(old, new)| position(&old) != position(&new))
    }
}

/// The answer of a single response; `None` where it has none.
pub fn sole_rating(counts: &Counts) -> Option<Rating> {
    Rating::ALL.into_iter().find(|r| counts.of(*r) > 0)
}

impl Comparison {
    /// The practices with this label, the largest delta first, equal ones in survey
    /// order. Practices that only one side has are not among them.
    pub fn labelled(&self, label: Label) -> Vec<&Compared> {
        let both = self.practices.iter().filter(|p| p.both().is_some());
        let mut found: Vec<_> = both.filter(|p| p.change.label == label).collect();
        found.sort_by_key(|practice| Reverse(practice.change.delta.map(Delta::size)));
        found
    }

    /// The practices that only one side has: of the old one, of the new one.
    pub fn on_one_side(&self) -> [Vec<&Compared>; 2] {
        let alone = |wanted: fn(&Compared) -> bool| {
            let found = self.practices.iter().filter(|p| wanted(p));
            found.collect()
        };
        [alone(|p| p.new.is_none()), alone(|p| p.old.is_none())]
    }

    /// What can be concluded of the comparison, as a report says it under one.
    pub fn caution(&self) -> String {
        if self.two_people {
            return "When two answers differ, it doesn't mean one is wrong. For each, ask how they know.".to_owned();
        }
        if self.one_person {
            return "Comparing one person with a team shows what to talk about, not who is right. Ask each side how they know.".to_owned();
        }
        let both = self.practices.iter().filter_map(Compared::both);
        let smaller = both.map(|(old, new)| old.rated().min(new.rated()));
        let any_unclear = !self.labelled(Label::NoClearChange).is_empty();
        change::caution(smaller.max().unwrap_or(0), any_unclear)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_moved_is_the_middle_answer_or_what_nobody_knew() {
        let moved = |old: [u32; 5], new: [u32; 5]| {
            let [old, new] = [old, new].map(|counts| Counts::new(counts, 0));
            let compared = Compared {
                id: String::new(),
                index: None,
                old: Some(old),
                new: Some(new),
                change: change(&old, &new),
            };
            compared.moved()
        };
        assert!(moved([3, 0, 0, 0, 0], [0, 3, 0, 0, 0]));
        assert!(moved([0, 2, 0, 0, 6], [0, 7, 0, 0, 1]));
        assert!(!moved([0, 2, 0, 0, 6], [0, 3, 0, 0, 5]));
        assert!(!moved([1, 2, 0, 0, 0], [0, 3, 0, 0, 0]));
    }
}
