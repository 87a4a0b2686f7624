//! Two sets of responses to one practice, such as last year's and this year's, and
//! whether they differ by more than a team of that size shows by chance: docs/method.md.

use crate::model::choice::choices;
use crate::model::ratio::Ratio;
use crate::model::tally::Counts;
use crate::model::wide_counts::WideCounts;

choices! {
    /// What may be said of a practice that was rated twice.
    pub enum Label {
        /// Better by more than a team of this size shows by chance.
        Improved = "improved" "improved",
        /// Worse by more than that.
        Declined = "declined" "declined",
        /// Neither, which is not to say that nothing changed.
        NoClearChange = "no-clear-change" "no clear change",
        /// Fewer than five raters on one of the sides.
        TooFew = "too-few" "too few to say",
        /// Nobody rated it on one of the sides.
        NotComparable = "not-comparable" "not comparable",
    }
}

/// Cliff's delta: of all pairs of one old and one new rating, the share in which the
/// new one is better less the share in which it is worse. -1 to 1, and exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Delta {
    size: Ratio,
    /// Never where the size is 0.
    falls: bool,
}

impl Delta {
    /// The delta, its sign aside: what differences are put in order by.
    pub const fn size(self) -> Ratio {
        self.size
    }

    /// The nearest float, for printing and never for deciding.
    pub const fn value(self) -> f64 {
        if self.falls {
            -self.size.value()
        } else {
            self.size.value()
        }
    }

    /// None where one of the two has no ratings.
    fn between(old: &WideCounts, new: &WideCounts) -> Option<Self> {
        let (better, worse) = (better_pairs(new, old), better_pairs(old, new));
        let size = Ratio::new(better.abs_diff(worse), old.rated() * new.rated())?;
        let falls = better < worse;
        Some(Self { size, falls })
    }
}

/// In how many pairs of a rating of the one and a rating of the other the first is better.
const fn better_pairs(one: &WideCounts, other: &WideCounts) -> u128 {
    one.s * (other.o + other.b + other.g) + one.o * (other.b + other.g) + one.b * other.g
}

/// How two sets of responses to one practice compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// None where one of them has no ratings.
    pub delta: Option<Delta>,
    /// Comes from the delta and the smaller number of raters alone.
    pub label: Label,
}

/// Compares the counts of one practice. Unsure and blanks stay out.
pub fn change(old: &Counts, new: &Counts) -> Change {
    let (old, new) = (WideCounts::from(old), WideCounts::from(new));
    let delta = Delta::between(&old, &new);
    let label = match (delta, least_size(old.rated().min(new.rated()))) {
        (None, _) => Label::NotComparable,
        (_, None) => Label::TooFew,
        (Some(delta), Some(least)) if delta.size < least => Label::NoClearChange,
        (Some(delta), _) if delta.falls => Label::Declined,
        _ => Label::Improved,
    };
    Change { delta, label }
}

/// The least delta, sign aside, that is called a change where the smaller side has
/// this many raters; none where no delta is.
const fn least_size(smaller: u128) -> Option<Ratio> {
    match smaller {
        0..=4 => None,
        5..=7 => Ratio::new(3, 5),
        8..=11 => Ratio::new(1, 2),
        12..=19 => Ratio::new(2, 5),
        _ => Ratio::new(1, 3),
    }
}

/// What a team can conclude of a comparison, as a report says it under one.
/// `smaller` is how many raters the smaller of the two sides has; whether anything is labelled as no
/// clear change, which says less than it seems to.
pub fn caution(smaller: u32, any_unclear: bool) -> String {
    let said = match smaller {
        0 => "At least one side has no ratings, so there is nothing to compare.",
        1..=4 => {
            "With fewer than five people rating, one person's answer counts too much to call \
             any practice improved or declined. Talk about what changed instead."
        }
        5..=7 => {
            "With five to seven people rating, only a large shift in their answers is called a \
             change, and even that can be chance. A real change can be missed."
        }
        8..=11 => {
            "With a team of about eight, one or two practices in 25 can look improved or declined \
             by chance. Small changes don't show. If half of the team changes a rating by one \
             step, this comparison usually misses it."
        }
        _ => {
            "A practice can still be called improved or declined by chance, and a real change \
             can be missed. Before you trust a label, ask what was done about the practice."
        }
    };
    match any_unclear {
        true => format!("{said} \"No clear change\" doesn't mean that nothing changed."),
        false => said.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::finding::position;
    use crate::model::rating::Rating;

    const YEARS: &str = include_str!("../../../tests/method/year_over_year.csv");

    fn counts(on_scale: [u32; 4]) -> Counts {
        let [s, o, b, g] = on_scale;
        Counts::new([s, o, b, g, 7], 3)
    }

    #[test]
    fn every_reference_value_is_met() {
        let mut rows = csv::Reader::from_reader(YEARS.as_bytes());
        let mut seen = 0;
        for row in rows.records().map(Result::unwrap) {
            let number = |at: usize| row[at].parse::<u32>().unwrap();
            let old = counts([0, 1, 2, 3].map(number));
            let new = counts([4, 5, 6, 7].map(number));
            let found = change(&old, &new);
            let delta = found.delta.expect("both sides have ratings").value();
            let case = row.as_slice();
            let expected: f64 = row[8].parse().unwrap();
            assert!((delta - expected).abs() < 1e-9, "{case}");
            for (side, at) in [(old, 9), (new, 10)] {
                let step = position(&side).and_then(Rating::step);
                assert_eq!(step.map(u32::from), Some(number(at)), "{case}");
            }
            assert_eq!(found.label.words(), &row[11], "{case}");
            seen += 1;
        }
        assert_eq!(seen, 14);
    }

    /// `n` raters who all say OK, then `better` and `worse` of them moved by a step.
    fn moved(n: u32, better: u32, worse: u32) -> Label {
        let old = counts([0, n, 0, 0]);
        change(&old, &counts([better, n - better - worse, worse, 0])).label
    }

    #[test]
    fn a_label_begins_exactly_at_the_threshold_of_the_team_size() {
        for (n, least) in [
            (5, 3),
            (6, 4),
            (7, 5),
            (8, 4),
            (11, 6),
            (12, 5),
            (19, 8),
            (20, 7),
            (60, 20),
        ] {
            assert_eq!(moved(n, least, 0), Label::Improved, "{n}");
            assert_eq!(moved(n, 0, least), Label::Declined, "{n}");
            assert_eq!(moved(n, least - 1, 0), Label::NoClearChange, "{n}");
            assert_eq!(moved(n, 0, least - 1), Label::NoClearChange, "{n}");
        }
    }

    #[test]
    fn the_smaller_side_decides_what_may_be_said() {
        let many = counts([0, 100, 0, 0]);
        for (few, label) in [
            (0, Label::NotComparable),
            (1, Label::TooFew),
            (4, Label::TooFew),
            (5, Label::Improved),
        ] {
            let found = change(&many, &counts([few, 0, 0, 0]));
            assert_eq!(found.label, label);
            assert_eq!(found.delta.is_none(), label == Label::NotComparable);
        }
        let none = counts([0; 4]);
        assert_eq!(change(&none, &none).label, Label::NotComparable);
    }

    #[test]
    fn the_caution_follows_the_thresholds() {
        let bands = [0, 1, 5, 8, 12].map(|smaller| caution(smaller, false));
        let last = [0, 4, 7, 11, u32::MAX].map(|smaller| caution(smaller, false));
        assert_eq!(bands, last);
        let distinct: std::collections::HashSet<_> = bands.iter().collect();
        assert_eq!(distinct.len(), bands.len());
        let unclear = caution(8, true);
        assert!(unclear.starts_with(&bands[3]) && unclear.contains("No clear change"));
        assert!(bands.iter().all(|band| !band.contains("No clear change")));
    }

    proptest! {
        #[test]
        fn swapping_the_sides_negates(old in any::<[u32; 4]>(), new in any::<[u32; 4]>()) {
            let (old, new) = (counts(old), counts(new));
            let (there, back) = (change(&old, &new), change(&new, &old));
            prop_assert_eq!(there.delta.map(Delta::size), back.delta.map(Delta::size));
            let negated = back.delta.map(|delta| 0.0 - delta.value());
            prop_assert_eq!(there.delta.map(Delta::value), negated);
            let mirrored = match there.label {
                Label::Improved => Label::Declined,
                Label::Declined => Label::Improved,
                same => same,
            };
            prop_assert_eq!(mirrored, back.label);
            prop_assert!(there.delta.is_none_or(|delta| delta.size().value() <= 1.0));
        }

        #[test]
        fn nothing_changes_against_itself(same in any::<[u32; 4]>()) {
            let same = counts(same);
            let found = change(&same, &same);
            // Not -0.0 either.
            prop_assert!(found.delta.is_none_or(|delta| delta.value().to_bits() == 0));
            prop_assert!(!matches!(found.label, Label::Improved | Label::Declined));
        }

        #[test]
        fn delta_is_what_pair_by_pair_comparing_gives(
            old in [0u32..4, 0..4, 0..4, 0..4], new in [0u32..4, 0..4, 0..4, 0..4],
        ) {
            let line = |c: [u32; 4]| -> Vec<usize> {
                (0..4).flat_map(|at| std::iter::repeat_n(at, c[at] as usize)).collect()
            };
            let (before, after) = (line(old), line(new));
            let pairs = before.iter().flat_map(|b| after.iter().map(move |a| (b, a)));
            let net: i32 = pairs.map(|(b, a)| i32::from(a < b) - i32::from(a > b)).sum();
            let all = before.len() * after.len();
            let delta = change(&counts(old), &counts(new)).delta.map(Delta::value);
            prop_assert_eq!(delta, (all > 0).then(|| f64::from(net) / all as f64));
        }
    }
}
