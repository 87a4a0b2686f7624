//! The four lists that a team's debrief goes through: METHOD.md, "The four lists of a
//! debrief".

use std::cmp::Reverse;

use crate::model::finding::{Class, Finding, Ratio, counts_for_something, finding};
use crate::model::rating::Rating;
use crate::model::scale::Scale;
use crate::model::tally::Counts;

/// Four lists of practices, by their index in survey order, each with what to talk
/// about first at its head. A split practice stands in both of the first two.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Debrief {
    /// Urgent gaps, what could be better, and differences of opinion.
    pub priorities: Vec<usize>,
    /// Differences of opinion.
    pub differences: Vec<usize>,
    /// What half or more of those who answered do not know.
    pub find_out: Vec<usize>,
    /// Strengths, then what is OK for now.
    pub keep: Vec<usize>,
}

/// Puts the practices of a survey, each by its counts, into the four lists.
#[must_use]
pub fn debrief(counts: &[Counts]) -> Debrief {
    let read: Vec<_> = counts
        .iter()
        .map(|c| (Scale::from(c), finding(c)))
        .collect();
    Debrief {
        priorities: listed(
            &read,
            &[Class::UrgentGap, Class::Improve, Class::Split],
            |scale, finding| Reverse(priority(scale, finding)),
        ),
        differences: listed(&read, &[Class::Split], |scale, finding| {
            let both_ends = Ratio::new(scale.at_each_end(), scale.rated());
            Reverse((finding.spread_exact, both_ends))
        }),
        find_out: listed(&read, &[Class::DontKnow], |scale, _| {
            let below_ok = Ratio::new(scale.b + scale.g, scale.answered());
            Reverse((below_ok, unsure(scale)))
        }),
        keep: listed(&read, &[Class::Strength, Class::Maintain], |_, finding| {
            (finding.class, finding.concern)
        }),
    }
}

/// All practices, most concern first, as the priorities are put in order.
#[must_use]
pub fn by_concern(counts: &[Counts]) -> Vec<usize> {
    let read: Vec<_> = counts
        .iter()
        .map(|c| (Scale::from(c), finding(c)))
        .collect();
    listed(&read, &Class::ALL, |scale, finding| {
        Reverse(priority(scale, finding))
    })
}

/// All practices, most difference of opinion first.
#[must_use]
pub fn by_spread(counts: &[Counts]) -> Vec<usize> {
    let read: Vec<_> = counts
        .iter()
        .map(|c| (Scale::from(c), finding(c)))
        .collect();
    listed(&read, &Class::ALL, |scale, finding| {
        let both_ends = Ratio::new(scale.at_each_end(), scale.rated());
        Reverse((finding.spread_exact, both_ends))
    })
}

/// How many say Urgent Gap in a practice that is kept up, where they are one or more
/// and one in twenty raters or more: "1 of 8 says Urgent Gap".
#[must_use]
pub fn heads_up(counts: &Counts) -> Option<u32> {
    let scale = Scale::from(counts);
    counts_for_something(scale.g, scale.rated()).then(|| counts.of(Rating::UrgentGap))
}

/// The practices of these classes, least key first, equal ones in survey order: the
/// sort is stable.
fn listed<K: Ord>(
    read: &[(Scale, Finding)],
    classes: &[Class],
    key: impl Fn(&Scale, &Finding) -> K,
) -> Vec<usize> {
    let mut list: Vec<_> = read
        .iter()
        .enumerate()
        .filter(|(_, (_, finding))| classes.contains(&finding.class))
        .map(|(index, (scale, finding))| (key(scale, finding), index))
        .collect();
    list.sort_by(|(one, _), (other, _)| one.cmp(other));
    list.into_iter().map(|(_, index)| index).collect()
}

/// What is larger where it is more pressing. A single rater has no spread, and comes
/// after raters who agree.
fn priority(scale: &Scale, finding: &Finding) -> [Option<Ratio>; 4] {
    [
        finding.concern,
        Ratio::new(scale.g, scale.rated()),
        finding.spread_exact,
        unsure(scale),
    ]
}

const fn unsure(scale: &Scale) -> Option<Ratio> {
    Ratio::new(scale.u, scale.answered())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn survey(practices: &[[u32; 5]]) -> Vec<Counts> {
        practices.iter().map(|c| Counts::new(*c, 0)).collect()
    }

    #[test]
    fn twelve_practices_stand_in_the_published_order() {
        let debrief = debrief(&survey(&[
            [0, 0, 0, 8, 0],
            [0, 0, 4, 4, 0],
            [0, 0, 5, 3, 0],
            [0, 0, 8, 0, 0],
            [0, 4, 0, 4, 0],
            [0, 5, 0, 3, 0],
            [4, 0, 0, 4, 0],
            [0, 4, 4, 0, 0],
            [2, 2, 2, 2, 0],
            [4, 0, 4, 0, 0],
            [0, 0, 0, 5, 3],
            [0, 0, 8, 0, 2],
        ]));
        let numbers: Vec<_> = debrief.priorities.iter().map(|index| index + 1).collect();
        assert_eq!(numbers, [11, 1, 2, 3, 5, 12, 4, 6, 7, 9, 8, 10]);
        // By spread 1, .83, then .67 twice, which the survey's order tells apart, then .63.
        assert_eq!(debrief.differences, [6, 8, 4, 9, 5]);
        assert_eq!(debrief.find_out, [0; 0]);
        assert_eq!(debrief.keep, [0; 0]);
    }

    #[test]
    fn equal_concern_is_told_apart_by_urgent_gaps_then_by_spread() {
        // Concern is 1/2 in the first two, 8/15 in the others.
        let debrief = debrief(&survey(&[
            [2, 2, 2, 2, 0],
            [1, 3, 0, 2, 0],
            [0, 2, 3, 0, 0],
            [1, 0, 4, 0, 0],
        ]));
        assert_eq!(debrief.priorities, [3, 2, 1, 0]);
    }

    #[test]
    fn one_rater_comes_after_raters_who_agree() {
        let debrief = debrief(&survey(&[[0, 0, 1, 0, 0], [0, 0, 2, 0, 0]]));
        assert_eq!(debrief.priorities, [1, 0]);
    }

    #[test]
    fn equal_spread_is_told_apart_by_who_stands_at_both_ends() {
        // Spread is 2/3 in each; one of six stands at each end, then none.
        let debrief = debrief(&survey(&[
            [0, 3, 0, 3, 0],
            [0, 4, 0, 4, 0],
            [1, 1, 3, 1, 0],
        ]));
        assert_eq!(debrief.differences, [2, 0, 1]);
    }

    #[test]
    fn what_nobody_knows_is_ordered_by_the_gaps_that_some_see() {
        let debrief = debrief(&survey(&[
            [4, 0, 0, 0, 4],
            [0, 0, 2, 0, 6],
            [0, 0, 0, 4, 4],
            [0, 0, 1, 1, 6],
            [2, 0, 0, 0, 6],
        ]));
        assert_eq!(debrief.find_out, [2, 1, 3, 4, 0]);
    }

    #[test]
    fn strengths_are_kept_before_what_is_ok_and_the_surest_first() {
        let debrief = debrief(&survey(&[
            [0, 8, 0, 0, 0],
            [7, 0, 0, 1, 0],
            [8, 0, 0, 0, 0],
            [4, 4, 0, 0, 0],
            [8, 0, 0, 0, 0],
            [7, 0, 3, 0, 0],
        ]));
        // The last, a strength, is of more concern than the fourth, which is OK for now.
        assert_eq!(debrief.keep, [2, 4, 1, 5, 3, 0]);
    }

    #[test]
    fn one_urgent_gap_in_twenty_is_a_heads_up() {
        for (by_rating, expected) in [
            ([7, 0, 0, 1, 0], Some(1)),
            ([8, 0, 0, 0, 0], None),
            ([19, 0, 0, 1, 0], Some(1)),
            ([20, 0, 0, 1, 0], None),
            ([40, 0, 0, 3, 0], Some(3)),
            ([0, 0, 0, 0, 3], None),
        ] {
            assert_eq!(
                heads_up(&Counts::new(by_rating, 2)),
                expected,
                "{by_rating:?}"
            );
        }
    }

    proptest! {
        /// Every practice that was answered stands in one list, or in two when split.
        #[test]
        fn nothing_is_lost_between_the_lists(practices in prop::collection::vec(any::<[u32; 5]>(), 0..30)) {
            let counts = survey(&practices);
            let Debrief { priorities, differences, find_out, keep } = debrief(&counts);
            let mut all = [priorities.clone(), find_out, keep].concat();
            all.sort_unstable();
            let answered = |index: &usize| counts[*index].by_rating() != [0; 5];
            prop_assert_eq!(all, (0..counts.len()).filter(answered).collect::<Vec<_>>());
            prop_assert!(differences.iter().all(|index| priorities.contains(index)));
        }
    }
}
