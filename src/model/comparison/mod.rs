//! Sets of responses side by side, practice by practice: two people, a person and the team, last
//! year and this, or three years and more, the oldest first. Practices are found by their ids, so
//! that the sides may be of different versions of one rubric.

pub mod change;

use std::cmp::Reverse;

use crate::model::assessment::{Assessed, Assessment};
use crate::model::comparison::change::{Change, Delta, Label, change};
use crate::model::dates::year::is_another;
use crate::model::each_once::each_once;
use crate::model::finding::{Class, class, position};
use crate::model::rating::Rating;
use crate::model::rubric::Rubric;
use crate::model::tally::Counts;

/// One of them, or an earlier year's: an assessment with the rubric that it was read by, which
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

/// A practice on one of the sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct At {
    /// Its answers.
    pub counts: Counts,
    /// What the team agreed on, or else what the answers say.
    pub standing: Class,
}

/// One practice on all sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// The full id.
    pub id: String,
    /// The flat index in the rubric in use; none where it has no such practice.
    pub index: Option<usize>,
    /// For each side; none where it has no such practice.
    pub at: Vec<Option<At>>,
    /// For each step from one side to the next, so one fewer; not comparable where one of them has no
    /// such practice.
    pub changes: Vec<Change>,
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

/// The practices of the rubric in use in survey order, and after them those that only some side has,
/// the newest side's first; the sides are given oldest first. What none of them has is left out.
pub fn practices(sides: &[Side<'_>], rubric: &Rubric) -> Vec<Compared> {
    let rubrics = sides.iter().rev().map(|side| side.rubric);
    let all = std::iter::once(rubric).chain(rubrics);
    let ids = each_once(all.flat_map(Rubric::practices).map(|p| p.id.as_str()));
    let at = |found: &Assessed| At {
        counts: found.counts,
        standing: found.standing(),
    };
    // Blank counts have no ratings, which is what is missing where a side has no such practice.
    let counts = |at: Option<At>| at.map(|at| at.counts).unwrap_or_default();
    let all = ids.into_iter().map(|id| {
        let at: Vec<Option<At>> = sides.iter().map(|side| side.of(id).map(at)).collect();
        let steps = at.windows(2);
        let changes = steps.map(|step| change(&counts(step[0]), &counts(step[1])));
        Compared {
            id: id.to_owned(),
            index: rubric.index_of(id),
            changes: changes.collect(),
            at,
        }
    });
    all.filter(|practice| practice.at.iter().any(Option::is_some))
        .collect()
}

/// Compares two sides.
pub fn compare(old: Side<'_>, new: Side<'_>, rubric: &Rubric) -> Comparison {
    let is_one = |side: Side<'_>| side.assessment.responses == 1;
    // A year's first form says too little of the year to be held against a team's.
    let is_one_year = !is_another(old.assessment, new.assessment);
    Comparison {
        two_people: is_one(old) && is_one(new),
        one_person: is_one_year && is_one(old) != is_one(new),
        practices: practices(&[old, new], rubric),
    }
}

impl Compared {
    /// Its title in the rubric in use, where that has it.
    pub fn title<'r>(&self, rubric: &'r Rubric) -> Option<&'r str> {
        self.index.map(|at| rubric.practices()[at].title.as_str())
    }

    /// Whether it was called improved or declined, or stands elsewhere than before.
    pub fn is_changed(&self) -> bool {
        let is_change = |change: &Change| matches!(change.label, Label::Improved | Label::Declined);
        let stands = |at: &Option<At>| at.map(|at| at.standing);
        let mut steps = self.at.windows(2);
        self.changes.iter().any(is_change) || steps.any(|two| stands(&two[0]) != stands(&two[1]))
    }

    /// The counts of the two sides, each where it has the practice.
    pub fn sides(&self) -> [Option<Counts>; 2] {
        [0, 1].map(|side| self.at[side].map(|at| at.counts))
    }

    /// The counts of both sides, where both have the practice.
    pub fn both(&self) -> Option<(Counts, Counts)> {
        let [old, new] = self.sides();
        old.zip(new)
    }

    /// From the old side to the new one.
    pub fn change(&self) -> Change {
        self.changes[0]
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
        let mut found: Vec<_> = both.filter(|p| p.change().label == label).collect();
        found.sort_by_key(|practice| Reverse(practice.change().delta.map(Delta::size)));
        found
    }

    /// The practices that only one side has: of the old one, of the new one.
    pub fn on_one_side(&self) -> [Vec<&Compared>; 2] {
        [1, 0].map(|other| {
            let found = self.practices.iter().filter(|p| p.at[other].is_none());
            found.collect()
        })
    }

    /// What can be concluded of the comparison, as a report says it under one.
    pub fn caution(&self) -> String {
        if self.two_people {
            return "When two answers differ, it doesn't mean one is wrong. For each, ask how they know.".to_owned();
        }
        if self.one_person {
            return "Comparing one person with a team shows what to talk about, not who is right. Ask each side how they know.".to_owned();
        }
        caution(&self.practices)
    }
}

/// What the steps from one side to the next allow to conclude: as many as rated on both sides of one.
pub fn caution(practices: &[Compared]) -> String {
    let steps = practices.iter().flat_map(|p| p.at.windows(2));
    let rated = |at: &Option<At>| at.map(|at| at.counts.rated());
    let smaller = steps.filter_map(|step| Some(rated(&step[0])?.min(rated(&step[1])?)));
    let mut changes = practices.iter().flat_map(|p| &p.changes);
    let any_unclear = changes.any(|change| change.label == Label::NoClearChange);
    change::caution(smaller.max().unwrap_or(0), any_unclear)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_moved_is_the_middle_answer_or_what_nobody_knew() {
        let moved = |old: [u32; 5], new: [u32; 5]| {
            let at = |counts| At {
                counts: Counts::new(counts, 0),
                standing: Class::Split,
            };
            let compared = Compared {
                id: String::new(),
                index: None,
                at: [old, new].map(|counts| Some(at(counts))).to_vec(),
                changes: Vec::new(),
            };
            compared.moved()
        };
        assert!(moved([3, 0, 0, 0, 0], [0, 3, 0, 0, 0]));
        assert!(moved([0, 2, 0, 0, 6], [0, 7, 0, 0, 1]));
        assert!(!moved([0, 2, 0, 0, 6], [0, 3, 0, 0, 5]));
        assert!(!moved([1, 2, 0, 0, 0], [0, 3, 0, 0, 0]));
    }
}
