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
    use proptest::prelude::*;

    use super::*;
    use crate::model::rubric::Outline;

    /// A rubric of one ingredient with these practices.
    fn rubric(practices: &[&str]) -> Rubric {
        let texts = |id: &&str| [(*id).to_owned(), format!("Title of {id}"), String::new()].into();
        let outline = Outline {
            id: "a".into(),
            title: "A".into(),
            practices: practices.iter().map(texts).collect(),
        };
        Rubric::default().with(vec![outline])
    }

    /// What one side counted, and the rubric that has nothing but that.
    #[derive(Debug)]
    struct Read(Assessment, Rubric);

    impl Read {
        fn side(&self) -> Side<'_> {
            Side {
                assessment: &self.0,
                rubric: &self.1,
            }
        }
    }

    fn read(practices: &[(&str, [u32; 5])]) -> Read {
        let ids: Vec<&str> = practices.iter().map(|(id, _)| *id).collect();
        let counted = practices
            .iter()
            .map(|(_, counts)| Assessed::counted(*counts));
        let mut assessment: Assessment = counted.collect();
        let totals = assessment.practices.iter().map(|p| p.counts.total());
        assessment.responses = totals.max().unwrap_or(0);
        Read(assessment, rubric(&ids))
    }

    fn compared(old: &Read, new: &Read, rubric: &Rubric) -> Comparison {
        compare(old.side(), new.side(), rubric)
    }

    #[test]
    fn practices_are_found_by_id_and_those_of_one_side_are_named() {
        let old = read(&[
            ("gone", [8, 0, 0, 0, 0]),
            ("one", [0, 8, 0, 0, 0]),
            ("dropped", [8, 0, 0, 0, 0]),
        ]);
        let new = read(&[
            ("added", [8, 0, 0, 0, 0]),
            ("foreign", [8, 0, 0, 0, 0]),
            ("one", [8, 0, 0, 0, 0]),
        ]);
        let rubric = rubric(&["one", "dropped", "added", "nowhere"]);
        let found = compared(&old, &new, &rubric);
        let told = found.practices.iter();
        let told = told.map(|p| (p.id.as_str(), p.index, p.change.label.id()));
        let expected = [
            ("a.one", Some(0), "improved"),
            ("a.dropped", Some(1), "not-comparable"),
            ("a.added", Some(2), "not-comparable"),
            ("a.foreign", None, "not-comparable"),
            ("a.gone", None, "not-comparable"),
        ];
        assert!(told.eq(expected), "{found:?}");
        assert_eq!(found.practices[0].title(&rubric), Some("Title of one"));
        assert_eq!(found.practices[4].title(&rubric), None);
        let ids = found.on_one_side().map(|side| {
            let ids = side.into_iter().map(|p| p.id.as_str());
            ids.collect::<Vec<_>>()
        });
        assert_eq!(ids, [["a.dropped", "a.gone"], ["a.added", "a.foreign"]]);
        assert!(found.labelled(Label::NotComparable).is_empty());
    }

    #[test]
    fn the_largest_change_is_first() {
        let old = read(&[
            ("p", [0, 8, 0, 0, 0]),
            ("q", [0, 0, 0, 8, 0]),
            ("r", [0, 8, 0, 0, 0]),
        ]);
        let new = read(&[
            ("p", [4, 4, 0, 0, 0]),
            ("q", [8, 0, 0, 0, 0]),
            ("r", [4, 4, 0, 0, 0]),
        ]);
        let found = compared(&old, &new, &rubric(&["p", "q", "r"]));
        let improved = found.labelled(Label::Improved).into_iter();
        assert!(improved.map(|p| &p.id).eq(["a.q", "a.p", "a.r"]));
        assert_eq!(found.caution(), change::caution(8, false));
    }

    #[test]
    fn two_people_are_steps_apart() {
        let old = read(&[
            ("p", [1, 0, 0, 0, 0]),
            ("q", [0, 0, 1, 0, 0]),
            ("r", [0, 0, 0, 0, 1]),
        ]);
        let new = read(&[
            ("p", [0, 0, 0, 1, 0]),
            ("q", [0, 1, 0, 0, 0]),
            ("r", [1, 0, 0, 0, 0]),
        ]);
        let found = compared(&old, &new, &rubric(&["p", "q", "r"]));
        assert!(found.two_people);
        let steps: Vec<_> = found.practices.iter().map(Compared::steps).collect();
        assert_eq!(steps, [Some(-3), Some(1), None]);
        let team = read(&[("p", [1, 1, 0, 0, 0])]);
        let found = compared(&old, &team, &rubric(&["p"]));
        assert!(!found.two_people && found.one_person);
    }

    #[test]
    fn what_moved_is_the_middle_answer_or_what_nobody_knew() {
        let moved = |old, new| {
            let found = compared(&read(&[("p", old)]), &read(&[("p", new)]), &rubric(&["p"]));
            found.practices[0].moved()
        };
        assert!(moved([3, 0, 0, 0, 0], [0, 3, 0, 0, 0]));
        assert!(moved([0, 2, 0, 0, 6], [0, 7, 0, 0, 1]));
        assert!(!moved([0, 2, 0, 0, 6], [0, 3, 0, 0, 5]));
        assert!(!moved([1, 2, 0, 0, 0], [0, 3, 0, 0, 0]));
    }

    fn any_read() -> impl Strategy<Value = Read> {
        let practice = prop::option::of([0u32..9, 0..9, 0..9, 0..9, 0..9]);
        [practice.clone(), practice.clone(), practice].prop_map(|practices| {
            let named = ["p", "q", "r"].into_iter().zip(practices);
            let named: Vec<_> = named.filter_map(|(id, c)| Some((id, c?))).collect();
            read(&named)
        })
    }

    proptest! {
        #[test]
        fn a_side_with_itself_has_no_change(same in any_read()) {
            let found = compared(&same, &same, &rubric(&["p", "q"]));
            prop_assert_eq!(found.practices.len(), same.0.practices.len());
            for practice in &found.practices {
                prop_assert!(!matches!(practice.change.label, Label::Improved | Label::Declined));
                prop_assert!(!practice.moved());
            }
        }

        #[test]
        fn swapping_the_sides_negates(old in any_read(), new in any_read()) {
            let rubric = rubric(&["p", "q"]);
            let (there, back) = (compared(&old, &new, &rubric), compared(&new, &old, &rubric));
            prop_assert_eq!(there.practices.len(), back.practices.len());
            for one in &there.practices {
                let other = back.practices.iter().find(|p| p.id == one.id).unwrap();
                prop_assert_eq!((one.old, one.new), (other.new, other.old));
                prop_assert_eq!(one.moved(), other.moved());
            }
        }
    }
}
