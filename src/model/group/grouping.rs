//! Respondents counted by role or by department. What of it may be shown is decided
//! in [`group`](crate::model::group).

use std::collections::BTreeMap;

use crate::model::rating::{Rating, folded};
use crate::model::response::responses::{Respondent, Responses};
use crate::model::tally::Counts;

/// The group of those who left theirs blank.
pub const NOT_STATED: &str = "Not stated";

/// What respondents are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// Their post.
    Role,
    /// Where they work.
    Department,
}

impl By {
    /// `role` or `department`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Role => "role",
            Self::Department => "department",
        }
    }

    const fn of<'r>(self, respondent: &Respondent<'r>) -> &'r str {
        match self {
            Self::Role => respondent.role,
            Self::Department => respondent.department,
        }
    }
}

/// The groups that these responses are of, before anything is hidden.
#[must_use]
pub fn grouped(responses: &Responses, by: By) -> Vec<GroupCounts> {
    let mut grouping = Grouping::default();
    for respondent in responses.iter() {
        grouping.add(by.of(&respondent), respondent.ratings);
    }
    grouping.finish()
}

/// The counts of one group of respondents, before anything is hidden.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupCounts {
    /// As it is shown; distinct from every other group's when [`folded`].
    pub name: String,
    /// How many belong to it.
    pub respondents: u32,
    /// By the rubric's flat index.
    pub counts: Vec<Counts>,
}

/// Groups being counted, one respondent after another, in any order.
#[derive(Debug, Clone, Default)]
pub struct Grouping {
    by_folded: BTreeMap<String, CountedGroup>,
}

#[derive(Debug, Clone, Default)]
struct CountedGroup {
    spellings: BTreeMap<String, u32>,
    counts: Vec<Counts>,
}

impl Grouping {
    /// Counts one respondent. Names that differ in case, spacing or composition of
    /// accents are one group; a blank one is [`NOT_STATED`].
    pub fn add(&mut self, name: &str, ratings: &[Option<Rating>]) {
        let stated = match name.trim() {
            "" => NOT_STATED,
            name => name,
        };
        let group = self.by_folded.entry(folded(stated).into()).or_default();
        *group.spellings.entry(stated.to_owned()).or_default() += 1;
        if group.counts.len() < ratings.len() {
            group.counts.resize(ratings.len(), Counts::default());
        }
        for (counts, rating) in group.counts.iter_mut().zip(ratings) {
            counts.add(*rating);
        }
    }

    /// The groups in name order, each under its most frequent spelling, and of equally
    /// frequent ones the first in the alphabet.
    #[must_use]
    pub fn finish(self) -> Vec<GroupCounts> {
        self.by_folded
            .into_values()
            .map(CountedGroup::named)
            .collect()
    }
}

impl CountedGroup {
    fn named(self) -> GroupCounts {
        let respondents = self.spellings.values().sum();
        let mut best = (0, String::new());
        for (spelling, times) in self.spellings {
            if times > best.0 {
                best = (times, spelling);
            }
        }
        GroupCounts {
            name: best.1,
            respondents,
            counts: self.counts,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups(names: &[&str]) -> Vec<(String, u32)> {
        let mut grouping = Grouping::default();
        for name in names {
            grouping.add(name, &[]);
        }
        let finished = grouping.finish().into_iter();
        finished.map(|g| (g.name, g.respondents)).collect()
    }

    #[test]
    fn spellings_of_one_role_are_one_group() {
        let found = groups(&[
            "school  nurse",
            "School Nurse",
            "Principal",
            "SCHOOL NURSE ",
            "School Nurse",
        ]);
        assert_eq!(found, [("Principal".into(), 1), ("School Nurse".into(), 4)]);
    }

    #[test]
    fn equally_frequent_spellings_do_not_depend_on_order() {
        assert_eq!(groups(&["nurse", "Nurse"]), groups(&["Nurse", "nurse"]));
        assert_eq!(groups(&["nurse", "Nurse"]), [("Nurse".into(), 2)]);
    }

    #[test]
    fn who_states_no_role_is_counted_all_the_same() {
        let found = groups(&["", "Nurse", "  ", "not stated"]);
        assert_eq!(found, [(NOT_STATED.into(), 3), ("Nurse".into(), 1)]);
    }

    #[test]
    fn answers_are_counted_in_their_own_group() {
        let mut grouping = Grouping::default();
        grouping.add("Nurse", &[Some(Rating::Strength), None]);
        grouping.add("nurse", &[Some(Rating::Unsure), None]);
        grouping.add("Principal", &[None, Some(Rating::UrgentGap)]);
        let counts: Vec<_> = grouping.finish().into_iter().map(|g| g.counts).collect();
        assert_eq!(
            counts,
            [
                [Counts::new([1, 0, 0, 0, 1], 0), Counts::new([0; 5], 2)],
                [Counts::new([0; 5], 1), Counts::new([0, 0, 0, 1, 0], 0)],
            ]
        );
    }
}
