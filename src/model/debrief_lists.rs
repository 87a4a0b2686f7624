//! The four lists that a team's debrief goes through, all by where a practice stands
//! (docs/method.md, "The four lists").

use std::cmp::Reverse;

use crate::model::assessment::Assessed;
use crate::model::choice::choices;
use crate::model::each_once::each_once;
use crate::model::finding::{Class, Finding, Ratio, finding};
use crate::model::practice_class::counts_for_something;
use crate::model::rating::Rating;
use crate::model::tally::Counts;
use crate::model::wide_counts::WideCounts;

/// Four lists of practices, by their index in survey order, each with what to talk
/// about first at its head, and what no one answered. A split practice is in both of the first two.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Debrief {
    /// Urgent gaps, what could be better, and differences of opinion.
    pub priorities: Vec<usize>,
    /// The same in bands, within which practices are too close to rank. None is empty.
    pub bands: Vec<Vec<usize>>,
    /// The first of the priorities, where no other is too close to rank, or equal where nobody
    /// rated it.
    pub greatest_concern: Option<usize>,
    /// Differences of opinion.
    pub differences: Vec<usize>,
    /// What half or more of those who answered do not know.
    pub find_out: Vec<usize>,
    /// What no one answered, where the team agreed on nothing. In survey order.
    pub unanswered: Vec<usize>,
    /// Strengths, then what is OK for now.
    pub keep: Vec<usize>,
    /// The first of `differences`, where no other is as wide.
    pub widest: Option<usize>,
    /// The first of `keep`, where no other is as strong.
    pub strongest: Option<usize>,
}

impl Debrief {
    /// How many of the priorities are named where so many come first, and how many more are
    /// too close to rank with the last of those.
    pub fn first(&self, most: usize) -> (usize, usize) {
        let named = self.priorities.len().min(most);
        let mut end = 0;
        for band in &self.bands {
            end += band.len();
            if end >= named {
                break;
            }
        }
        (named, end - named)
    }

    /// What calls for talk, each practice once, in the order of a debrief: differences of
    /// opinion, what to find out, what no one answered, priorities.
    pub fn to_discuss(&self) -> Vec<usize> {
        let open = [&self.differences, &self.find_out, &self.unanswered];
        let all = open.into_iter().chain([&self.priorities]);
        each_once(all.flatten().copied())
    }

    /// Whether every practice has a place on the scale: none is split, unknown, or unanswered. Only
    /// then can it be said of all of them that none is a gap.
    pub fn is_on_the_scale(&self) -> bool {
        let open = [&self.differences, &self.find_out, &self.unanswered];
        open.iter().all(|list| list.is_empty())
    }
}

/// Puts the practices of a survey into the four lists.
pub fn debrief(practices: &[Assessed]) -> Debrief {
    let read = read(practices);
    let strength = |read: &PracticeReading| (read.standing, read.concern);
    let differences = listed(&read, &[Class::Split], |read| Reverse(read.difference()));
    let keep = listed(&read, &[Class::Strength, Class::Maintain], strength);
    let priorities = listed(
        &read,
        &[Class::UrgentGap, Class::Improve, Class::Split],
        |read| Reverse(read.priority()),
    );
    let bands = bands(&read, &priorities);
    let alone = first_alone(&read, &priorities, |read| read.concern);
    Debrief {
        greatest_concern: alone.filter(|_| bands[0].len() == 1),
        bands,
        priorities,
        widest: first_alone(&read, &differences, PracticeReading::difference),
        differences,
        find_out: listed(&read, &[Class::DontKnow], |read| Reverse(read.unknown())),
        unanswered: listed(&read, &[Class::NoAnswers], |_| ()),
        strongest: first_alone(&read, &keep, strength),
        keep,
    }
}

choices! {
    /// Order of practices, or of districts, in the forms for people.
    pub enum Order {
        /// As in the survey, by ingredient; districts as they come.
        Survey = "survey",
        /// Most concern first.
        Concern = "concern",
        /// Most difference of opinion first.
        Spread = "spread",
    }
}

/// All practices in this order; those of most concern first stand as the priorities do.
pub fn ordered(practices: &[Assessed], order: Order) -> Vec<usize> {
    let all = read(practices);
    match order {
        Order::Survey => (0..all.len()).collect(),
        Order::Concern => listed(&all, &Class::ALL, |read| Reverse(read.priority())),
        Order::Spread => listed(&all, &Class::ALL, |read| Reverse(read.difference())),
    }
}

/// How many say Urgent Gap in a practice that is kept up, where they are one or more
/// and one in twenty raters or more: "1 of 8 says Urgent Gap".
pub fn heads_up(counts: &Counts) -> Option<u32> {
    let scale = WideCounts::from(counts);
    counts_for_something(scale.g, scale.rated()).then(|| counts.of(Rating::UrgentGap))
}

/// What puts one practice in its place.
struct PracticeReading {
    scale: WideCounts,
    finding: Finding,
    standing: Class,
    concern: Option<Ratio>,
}

fn read(practices: &[Assessed]) -> Vec<PracticeReading> {
    let read = |assessed: &Assessed| PracticeReading {
        scale: WideCounts::from(&assessed.counts),
        finding: finding(&assessed.counts),
        standing: assessed.standing(),
        concern: assessed.concern(),
    };
    practices.iter().map(read).collect()
}

/// In each key, what is larger comes first. A practice that has no such figure comes after
/// all that have one: nobody rated it, or a single person did, which makes no spread.
impl PracticeReading {
    const fn priority(&self) -> (Option<Ratio>, Option<Ratio>, u128, Option<Ratio>) {
        let counts = self.finding.concern;
        (
            self.concern,
            counts,
            self.scale.g,
            self.finding.spread_exact,
        )
    }

    fn difference(&self) -> (Option<Ratio>, Option<Ratio>) {
        let both_ends = Ratio::new(self.scale.at_each_end(), self.scale.rated());
        (self.finding.spread_exact, both_ends)
    }

    const fn unknown(&self) -> (bool, Option<Ratio>, Option<Ratio>) {
        let WideCounts { b, g, u, .. } = self.scale;
        let of_all = self.scale.answered();
        let below_ok = Ratio::new(b + g, of_all);
        (self.scale.rated() > 0, below_ok, Ratio::new(u, of_all))
    }
}

/// The practices that stand so, least key first, equal ones in survey order: the sort is
/// stable.
fn listed<K: Ord>(
    read: &[PracticeReading],
    standings: &[Class],
    key: impl Fn(&PracticeReading) -> K,
) -> Vec<usize> {
    let places = 0..read.len();
    let mut list: Vec<usize> = places
        .filter(|index| standings.contains(&read[*index].standing))
        .collect();
    list.sort_by_cached_key(|index| key(&read[*index]));
    list
}

/// The first in a list, unless the next has the same key.
fn first_alone<K: PartialEq>(
    read: &[PracticeReading],
    list: &[usize],
    key: impl Fn(&PracticeReading) -> K,
) -> Option<usize> {
    match list {
        [first, next, ..] if key(&read[*first]) == key(&read[*next]) => None,
        _ => list.first().copied(),
    }
}

/// Cuts the priorities into bands, each measured from its first practice.
fn bands(read: &[PracticeReading], priorities: &[usize]) -> Vec<Vec<usize>> {
    let mut bands: Vec<Vec<usize>> = Vec::new();
    for index in priorities {
        match bands.last_mut() {
            Some(band) if within_a_step(&read[band[0]], &read[*index]) => band.push(*index),
            _ => bands.push(vec![*index]),
        }
    }
    bands
}

/// Whether the concern of two practices differs by at most one person moving one step, in
/// the practice that fewer rated. Never where nobody rated one of them.
fn within_a_step(first: &PracticeReading, other: &PracticeReading) -> bool {
    let fewer = first.scale.rated().min(other.scale.rated());
    let step = Ratio::new(1, 3 * fewer);
    match (first.concern, other.concern, step) {
        (Some(one), Some(other), Some(step)) => one.differs_by_at_most(other, step),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn survey(practices: &[[u32; 5]]) -> Vec<Assessed> {
        practices.iter().copied().map(Assessed::counted).collect()
    }

    /// Practices by their numbers in the bands, as `1 11 | 2 3`.
    fn bands(debrief: &Debrief) -> String {
        assert_eq!(debrief.bands.concat(), debrief.priorities);
        let band = |band: &Vec<usize>| {
            let numbers = band.iter().map(|index| (index + 1).to_string());
            numbers.collect::<Vec<_>>().join(" ")
        };
        let bands: Vec<String> = debrief.bands.iter().map(band).collect();
        bands.join(" | ")
    }

    const TWELVE: [[u32; 5]; 12] = [
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
    ];

    #[test]
    fn twelve_practices_are_in_the_published_order() {
        let debrief = debrief(&survey(&TWELVE));
        assert_eq!(bands(&debrief), "1 11 | 2 3 | 5 4 12 | 6 | 7 9 8 | 10");
        // By spread 1, .83, then .67 twice, which the survey's order tells apart, then .63.
        assert_eq!(debrief.differences, [6, 8, 4, 9, 5]);
        assert_eq!(debrief.find_out, [0; 0]);
        assert_eq!(debrief.keep, [0; 0]);
    }

    #[test]
    fn what_the_team_agreed_on_goes_before_the_counts() {
        let mut practices = survey(&TWELVE);
        practices[7].agreed = Some(Rating::UrgentGap);
        practices[0].agreed = Some(Rating::CouldBeBetter);
        let found = debrief(&practices);
        assert_eq!(bands(&found), "11 8 | 2 3 | 1 5 4 12 | 6 | 7 9 | 10");
        practices[6].agreed = Some(Rating::Strength);
        practices[8].agreed = Some(Rating::Unsure);
        practices[9].agreed = Some(Rating::OkForNow);
        let found = debrief(&practices);
        assert_eq!(bands(&found), "11 8 | 2 3 | 1 5 4 12 | 6");
        assert_eq!(found.differences, [4, 5]);
        assert_eq!(found.find_out, [8]);
        assert_eq!(found.keep, [6, 9]);
    }

    #[test]
    fn what_nobody_rated_comes_last_of_its_concern_and_is_a_band_of_its_own() {
        let mut practices = survey(&[[0; 5], [0, 0, 0, 8, 0], [0, 0, 0, 0, 3], [0, 0, 0, 8, 0]]);
        practices[0].agreed = Some(Rating::UrgentGap);
        practices[2].agreed = Some(Rating::UrgentGap);
        assert_eq!(bands(&debrief(&practices)), "2 4 | 1 | 3");

        let mut practices = survey(&[[0; 5], [0, 0, 0, 0, 8], [4, 0, 0, 0, 4]]);
        practices[0].agreed = Some(Rating::Unsure);
        assert_eq!(debrief(&practices).find_out, [2, 1, 0]);
    }

    #[test]
    fn a_band_is_measured_from_its_first_practice_and_by_the_fewer_raters() {
        // 24 of 24 steps, then one less each: the third is two from the first.
        let close = survey(&[[0, 0, 0, 8, 0], [0, 0, 1, 7, 0], [0, 0, 2, 6, 0]]);
        assert_eq!(bands(&debrief(&close)), "1 2 | 3");
        // A step of one in two is as wide as a sixth.
        let few = survey(&[[0, 0, 0, 12, 0], [0, 0, 1, 1, 0]]);
        assert_eq!(bands(&debrief(&few)), "1 2");
        let between = survey(&[[0, 0, 0, 12, 0], [0, 0, 1, 1, 0], [0, 0, 6, 6, 0]]);
        assert_eq!(bands(&debrief(&between)), "1 | 3 2");
    }

    #[test]
    fn what_is_cut_off_within_a_band_is_counted() {
        let gap = [0, 0, 0, 8, 0];
        let first = |practices: &[[u32; 5]]| debrief(&survey(practices)).first(3);
        assert_eq!(first(&[gap; 5]), (3, 2));
        assert_eq!(first(&[gap, gap, gap, [0, 0, 8, 0, 0]]), (3, 0));
        assert_eq!(first(&[gap, gap]), (2, 0));
        assert_eq!(first(&[]), (0, 0));
    }

    #[test]
    fn each_list_has_its_order() {
        // Concern is 1/2 in the first three, 8/15 in the others. How many say Urgent Gap
        // counts, not their share.
        let found = debrief(&survey(&[
            [1, 1, 1, 1, 0],
            [3, 2, 5, 2, 0],
            [2, 2, 2, 2, 0],
            [0, 2, 3, 0, 0],
            [1, 0, 4, 0, 0],
        ]));
        assert_eq!(found.priorities, [4, 3, 2, 1, 0]);
        // One rater comes after raters who agree.
        let found = debrief(&survey(&[[0, 0, 1, 0, 0], [0, 0, 2, 0, 0]]));
        assert_eq!(found.priorities, [1, 0]);
        // Spread is 2/3 in each; one of six stands at each end, then none.
        let at_ends = [[0, 3, 0, 3, 0], [0, 4, 0, 4, 0], [1, 1, 3, 1, 0]];
        assert_eq!(debrief(&survey(&at_ends)).differences, [2, 0, 1]);
        // What nobody knows, by the gaps that some see.
        let found = debrief(&survey(&[
            [4, 0, 0, 0, 4],
            [0, 0, 2, 0, 6],
            [0, 0, 0, 4, 4],
            [0, 0, 1, 1, 6],
            [2, 0, 0, 0, 6],
        ]));
        assert_eq!(found.find_out, [2, 1, 3, 4, 0]);
        // Strengths before what is OK, and the surest first.
        let found = debrief(&survey(&[
            [0, 8, 0, 0, 0],
            [7, 0, 0, 1, 0],
            [8, 0, 0, 0, 0],
            [4, 4, 0, 0, 0],
            [8, 0, 0, 0, 0],
            [7, 0, 3, 0, 0],
        ]));
        // The last, a strength, is of more concern than the fourth, which is OK for now.
        assert_eq!(found.keep, [2, 4, 1, 5, 3, 0]);
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
            let found = heads_up(&Counts::new(by_rating, 2));
            assert_eq!(found, expected, "{by_rating:?}");
        }
    }

    proptest! {
        /// Every practice is in one list, or in two when split.
        #[test]
        fn nothing_is_lost_between_the_lists(
            practices in prop::collection::vec((any::<[u32; 5]>(), 0..10_usize), 0..30),
        ) {
            let counts: Vec<_> = practices.iter().map(|(counts, _)| *counts).collect();
            let mut survey = survey(&counts);
            for (assessed, (_, agreed)) in survey.iter_mut().zip(&practices) {
                assessed.agreed = Rating::ALL.get(*agreed).copied();
            }
            let Debrief { priorities, bands, differences, find_out, unanswered, keep, .. } =
                debrief(&survey);
            prop_assert_eq!(&bands.concat(), &priorities);
            let mut all = [priorities.clone(), find_out, unanswered, keep].concat();
            all.sort_unstable();
            prop_assert_eq!(all, (0..survey.len()).collect::<Vec<_>>());
            prop_assert!(differences.iter().all(|index| priorities.contains(index)));
        }
    }
}
