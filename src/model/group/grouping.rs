//! Respondents counted by role or by department. What of it may be shown is decided
//! in [`group`](crate::model::group).

use std::collections::BTreeMap;

use crate::model::choice::choices;
use crate::model::rating::{Rating, folded};
use crate::model::response::responses::{Respondent, Responses};
use crate::model::tally::Counts;

/// The group of those who left theirs blank.
pub const NOT_STATED: &str = "Not stated";

choices! {
    /// What respondents are grouped by.
    pub enum By {
        /// Their post.
        Role = "role",
        /// Where they work.
        Department = "department",
    }
}

impl By {
    const fn of<'r>(self, respondent: &Respondent<'r>) -> &'r str {
        match self {
            Self::Role => respondent.role,
            Self::Department => respondent.department,
        }
    }
}

/// A group of respondents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// As it is shown; distinct from every other group's when [`folded`].
    pub name: String,
    /// How many belong to it.
    pub respondents: u32,
    /// By the rubric's flat index; none is hidden. Nothing until it is decided what may be shown.
    pub cells: Vec<Option<GroupCell>>,
    /// By the rubric's flat index, also what is hidden.
    pub(super) counts: Vec<Counts>,
}

/// What is shown of one group in one practice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GroupCell {
    /// The lower median of the group's ratings.
    pub position: Option<Rating>,
    /// `n`: how many of the group rated.
    pub rated: u32,
    /// How many of the group are unsure.
    pub unsure: u32,
}

/// The groups that these responses are of, before anything is hidden.
pub fn grouped(responses: &Responses, by: By) -> Vec<Group> {
    counted(responses.iter().map(|one| (by.of(&one), one.ratings)))
}

/// The groups of respondents in any order, each given by the name of its group and its answers.
/// Names that differ in case, spacing or composition of accents are one group; a blank one is
/// [`NOT_STATED`]. The groups are in name order, each under its most frequent spelling, and of
/// equally frequent ones the first in the alphabet.
pub(super) fn counted<'r>(
    respondents: impl Iterator<Item = (&'r str, &'r [Option<Rating>])>,
) -> Vec<Group> {
    let mut by_folded: BTreeMap<String, (BTreeMap<&str, u32>, Vec<Counts>)> = BTreeMap::new();
    for (name, ratings) in respondents {
        let stated = match name.trim() {
            "" => NOT_STATED,
            name => name,
        };
        let (spellings, counts) = by_folded.entry(folded(stated).into()).or_default();
        *spellings.entry(stated).or_default() += 1;
        if counts.len() < ratings.len() {
            counts.resize(ratings.len(), Counts::default());
        }
        for (counts, rating) in counts.iter_mut().zip(ratings) {
            counts.add(*rating);
        }
    }
    let groups = by_folded.into_values().map(|(spellings, counts)| {
        // Of equal ones it takes the last.
        let best = spellings.iter().rev().max_by_key(|(_, times)| **times);
        Group {
            name: best.map_or_else(String::new, |(name, _)| (*name).to_owned()),
            respondents: spellings.values().sum(),
            cells: Vec::new(),
            counts,
        }
    });
    groups.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Names of equally frequent spellings do not depend on their order, and who states none is counted
    /// all the same.
    #[test]
    fn spellings_of_one_role_are_one_group() {
        for (names, expected) in [
            (
                "school  nurse|School Nurse|Principal|SCHOOL NURSE |School Nurse",
                "Principal 1|School Nurse 4",
            ),
            ("nurse|Nurse", "Nurse 2"),
            ("Nurse|nurse", "Nurse 2"),
            ("|Nurse|  |not stated", "Not stated 3|Nurse 1"),
        ] {
            let groups = counted(names.split('|').map(|name| (name, &[][..])));
            let told = groups
                .iter()
                .map(|g| format!("{} {}", g.name, g.respondents));
            assert_eq!(told.collect::<Vec<_>>().join("|"), expected);
        }
    }

    #[test]
    fn answers_are_counted_in_their_own_group() {
        let groups = counted(
            [
                ("Nurse", &[Some(Rating::Strength), None][..]),
                ("nurse", &[Some(Rating::Unsure), None]),
                ("Principal", &[None, Some(Rating::UrgentGap)]),
            ]
            .into_iter(),
        );
        let counts: Vec<_> = groups.into_iter().map(|g| g.counts).collect();
        assert_eq!(
            counts,
            [
                [Counts::new([1, 0, 0, 0, 1], 0), Counts::new([0; 5], 2)],
                [Counts::new([0; 5], 1), Counts::new([0, 0, 0, 1, 0], 0)],
            ]
        );
    }
}
