//! Every reference value and worked case of docs/method.md, and a second, slow reading of
//! small teams rating by rating.

use proptest::prelude::*;

use super::*;

const VECTORS: &str = include_str!("../../../tests/method/vectors.csv");

fn counts(by_rating: [u32; 5]) -> Counts {
    Counts::new(by_rating, 0)
}

fn flag_ids(finding: &Finding, between: &str) -> String {
    let ids: Vec<_> = finding.flags.iter().map(|f| f.id()).collect();
    ids.join(between)
}

#[test]
fn every_reference_value_is_met() {
    let mut rows = csv::Reader::from_reader(VECTORS.as_bytes());
    let mut seen = 0;
    for row in rows.records().map(Result::unwrap) {
        let number = |at: usize| row[at].parse::<u32>().unwrap();
        let counts = counts([0, 1, 2, 3, 4].map(number));
        let found = finding(&counts);
        let case = row.as_slice();
        assert_eq!(counts.answered(), number(5), "{case}");
        assert_eq!(counts.rated(), number(6), "{case}");
        let step = found.position.and_then(Rating::step);
        assert_eq!(step.map(u32::from), row[7].parse().ok(), "{case}");
        assert_eq!(found.spread, row[8].parse().ok(), "{case}");
        assert_near(found.spread_exact, &row[9], case);
        assert_near(found.concern, &row[10], case);
        assert_eq!(found.class.id(), &row[11], "{case}");
        assert_eq!(flag_ids(&found, "|"), &row[12], "{case}");
        seen += 1;
    }
    assert_eq!(seen, 130);
}

/// The reference values are rounded to ten places.
fn assert_near(found: Option<Ratio>, expected: &str, case: &str) {
    match (found, expected.parse::<f64>()) {
        (Some(found), Ok(expected)) => assert!((found.value() - expected).abs() < 1e-9, "{case}"),
        (found, expected) => assert!(found.is_none() && expected.is_err(), "{case}"),
    }
}

#[test]
fn every_worked_case_is_met() {
    let unknown = "dont-know";
    for (by_rating, class, spread, flags) in [
        ([0, 0, 0, 0, 0], "no-answers", None, ""),
        ([0, 0, 0, 1, 1], unknown, None, "unsure known-urgent few"),
        (
            [0, 0, 0, 4, 4],
            unknown,
            Some(0),
            "unsure known-urgent small",
        ),
        (
            [0, 2, 0, 2, 5],
            unknown,
            Some(67),
            "unsure known-urgent tie small",
        ),
        ([0, 0, 0, 5, 3], "urgent-gap", Some(0), "unsure"),
        ([1, 0, 1, 0, 0], "split", Some(67), "tie few"),
        ([1, 1, 1, 0, 0], "split", Some(67), "small"),
        ([4, 0, 0, 1, 0], "strength", Some(67), "both-ends outlier"),
        ([0, 0, 4, 4, 0], "urgent-gap", Some(33), "tie"),
        ([7, 0, 3, 0, 0], "strength", Some(56), "outlier"),
        ([67, 0, 33, 0, 0], "strength", Some(59), "outlier"),
        ([66, 0, 34, 0, 0], "split", Some(60), ""),
        // One rater in twenty is heard, which is among the reference values, and one in
        // twenty-one is not.
        ([20, 0, 0, 1, 0], "strength", Some(18), ""),
        // An urgent gap is known only where someone rated.
        ([0, 0, 0, 0, 5], "dont-know", None, "unsure"),
        ([0, 1, 1, 1, 4], "dont-know", Some(67), "unsure small"),
        ([0, 0, 0, 5, 4], "urgent-gap", Some(0), "unsure"),
    ] {
        let found = finding(&counts(by_rating));
        assert_eq!(found.class.id(), class, "{by_rating:?}");
        assert_eq!(found.spread, spread, "{by_rating:?}");
        assert_eq!(flag_ids(&found, " "), flags, "{by_rating:?}");
    }
}

#[test]
fn one_person_tips_a_practice_that_is_at_an_edge() {
    for (by_rating, tips) in [
        // 4 of 7 say Strength, without one of them 3 of 6; 5 of 8, then 4 of 7.
        ([4, 3, 0, 0, 0], true),
        ([5, 3, 0, 0, 0], false),
        // Half of the answers are Unsure; without one of those fewer are.
        ([4, 0, 0, 0, 4], true),
        ([1, 0, 0, 0, 7], false),
        ([0, 0, 0, 0, 1], true),
        ([0, 0, 0, 0, 0], false),
        ([2, 0, 0, 0, 0], false),
        // A quarter at each end, and of seven still a quarter, but of six an Urgent Gap less.
        ([6, 0, 0, 2, 0], true),
    ] {
        assert_eq!(one_could_tip(&counts(by_rating)), tips, "{by_rating:?}");
    }
}

#[test]
fn blanks_enter_no_reading() {
    let blank = Counts::new([0; 5], 8);
    assert_eq!(finding(&blank), finding(&counts([0; 5])));
    let some = Counts::new([1, 3, 3, 1, 0], 40);
    assert_eq!(finding(&some), finding(&counts([1, 3, 3, 1, 0])));
}

/// Ratings one by one, best first, as steps 4 to 1.
fn line_up(by_rating: [u32; 5]) -> Vec<i64> {
    [4, 3, 2, 1]
        .into_iter()
        .zip(by_rating)
        .flat_map(|(step, count)| std::iter::repeat_n(step, count as usize))
        .collect()
}

/// All counts of up to `most` raters, and a few of Unsure with each.
fn teams(most: u32) -> impl Iterator<Item = [u32; 5]> {
    let each =
        move |s| (0..=most - s).flat_map(move |o| (0..=most - s - o).map(move |b| (s, o, b)));
    (0..=most)
        .flat_map(each)
        .flat_map(move |(s, o, b)| (0..=most - s - o - b).map(move |g| [s, o, b, g]))
        .flat_map(|[s, o, b, g]| [0, 1, 3, 6, 20].map(|u| [s, o, b, g, u]))
}

#[test]
fn small_teams_read_rating_by_rating_agree() {
    let mut read = 0;
    for team in teams(12) {
        let found = finding(&counts(team));
        let line = line_up(team);
        let n = line.len();
        let lower = line.get(n / 2).copied();
        let better = line.get(n.saturating_sub(1) / 2).copied();
        let step = found.position.and_then(Rating::step);
        assert_eq!(step.map(i64::from), lower, "{team:?}");
        assert_eq!(found.has(Flag::Tie), lower != better, "{team:?}");
        assert_eq!(found.spread, slow_spread(&line), "{team:?}");
        let far = line.iter().filter(|r| {
            let apart = |middle: Option<i64>| middle.is_some_and(|m| (m - **r).abs() >= 2);
            apart(lower) && apart(better)
        });
        let outlier = found.class != Class::Split && far.count() > 0;
        assert_eq!(found.has(Flag::Outlier), outlier, "{team:?}");
        let known = !matches!(found.class, Class::DontKnow | Class::NoAnswers);
        let split = known && slow_split(&line);
        assert_eq!(found.class == Class::Split, split, "{team:?}");
        read += 1;
    }
    assert_eq!(read, 1820 * 5);
}

/// Steps between all pairs, against the widest team there is: half at each end.
fn slow_spread(line: &[i64]) -> Option<u32> {
    let total = |line: &[i64]| -> i64 {
        let pairs = line.iter().enumerate();
        pairs
            .flat_map(|(at, a)| line[at + 1..].iter().map(move |b| (a - b).abs()))
            .sum()
    };
    let n = line.len();
    let widest: Vec<_> = (0..n).map(|at| if at < n / 2 { 4 } else { 1 }).collect();
    let (steps, most) = (total(line), total(&widest));
    (n >= 2).then(|| {
        let percent = (200 * steps + most) / (2 * most);
        u32::try_from(percent).unwrap()
    })
}

fn slow_split(line: &[i64]) -> bool {
    let outside = |a: i64, b: i64| line.iter().filter(|r| **r != a && **r != b).count();
    let every_pair = [(4, 3), (3, 2), (2, 1)]
        .into_iter()
        .all(|(a, b)| 3 * outside(a, b) >= line.len());
    let at = |end: i64| 4 * line.iter().filter(|r| **r == end).count() >= line.len();
    !line.is_empty() && (every_pair || (at(4) && at(1)))
}

proptest! {
    #[test]
    fn any_counts_have_a_reading(by_rating in any::<[u32; 5]>(), blank in any::<u32>()) {
        let found = finding(&Counts::new(by_rating, blank));
        prop_assert_eq!(found.position.is_some(), by_rating[..4] != [0; 4]);
        prop_assert!(found.spread.is_none_or(|spread| spread <= 100));
        prop_assert!(found.concern.is_none_or(|concern| concern.value() < 1.0 || by_rating[..3] == [0; 3]));
        prop_assert_eq!(found.class, class(&counts(by_rating)));
    }

    #[test]
    fn a_team_several_times_as_large_has_the_same_class(
        by_rating in [0u32..40, 0..40, 0..40, 0..40, 0..40],
        times in 1u32..100_000_000,
    ) {
        let (one, many) = (counts(by_rating), counts(by_rating.map(|c| c * times)));
        prop_assert_eq!(class(&one), class(&many));
        prop_assert_eq!(finding(&one).concern, finding(&many).concern);
    }
}
