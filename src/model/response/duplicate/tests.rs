use super::*;
use crate::model::response::Answer;

fn resolve(prints: &[Fingerprint], policy: Policy) -> Resolved {
    super::resolve(&prints.iter().cloned().collect(), policy)
}

fn response(name: &str, rating: Rating, day: Option<i8>, bytes: u8) -> Fingerprint {
    in_post(name, "Nurse", rating, day, bytes)
}

fn in_post(name: &str, role: &str, rating: Rating, day: Option<i8>, bytes: u8) -> Fingerprint {
    let response = Response {
        name: name.to_owned(),
        role: role.to_owned(),
        date: day.map(|day| jiff::civil::date(2026, 10, day)),
        answers: vec![Answer {
            rating: Some(rating),
            documentation: Box::default(),
        }],
        ..Response::default()
    };
    Fingerprint::new(&response, &[bytes])
}

/// Answers to two practices, with texts.
fn wrote(name: &str, texts: [&str; 2], rating: Rating, bytes: u8) -> Fingerprint {
    let answer = |text: &str| Answer {
        rating: Some(rating),
        documentation: text.into(),
    };
    let response = Response {
        name: name.to_owned(),
        answers: texts.map(answer).to_vec(),
        ..Response::default()
    };
    Fingerprint::new(&response, &[bytes])
}

#[test]
fn the_same_answers_count_once_under_every_policy() {
    let twice = [
        response("Ana", Rating::Unsure, None, 1),
        response(" ANA ", Rating::Unsure, Some(2), 2),
    ];
    for policy in [Policy::Ask, Policy::Latest, Policy::All] {
        let resolved = resolve(&twice, policy);
        assert_eq!(resolved.counts, [false, true]);
        assert_eq!(
            resolved.findings,
            [DuplicateFinding::SameAnswers(vec![0, 1])]
        );
    }
}

#[test]
fn different_answers_are_somebodys_decision() {
    let twice = [
        response("Ana", Rating::Strength, Some(3), 1),
        response("Ana", Rating::Unsure, Some(2), 2),
    ];
    let asked = resolve(&twice, Policy::Ask);
    assert_eq!(
        asked.findings,
        [DuplicateFinding::Differ(vec![0, 1], vec![0])]
    );
    assert!(asked.findings[0].is_error());
    let latest = resolve(&twice, Policy::Latest);
    assert_eq!(latest.counts, [true, false]);
    assert_eq!(resolve(&twice, Policy::All).counts, [true, true]);
}

#[test]
fn equal_or_missing_dates_tell_no_latest() {
    for day in [None, Some(3)] {
        let twice = [
            response("Ana", Rating::Strength, Some(3), 1),
            response("Ana", Rating::Unsure, day, 2),
        ];
        let resolved = resolve(&twice, Policy::Latest);
        assert!(matches!(
            resolved.findings[..],
            [DuplicateFinding::NoLatest(..)]
        ));
    }
}

/// Who answered three times, and twice the same, is counted twice where all are wanted.
#[test]
fn of_all_that_are_counted_the_same_answers_count_once() {
    let thrice = [
        response("Ana", Rating::Unsure, None, 1),
        response("Ana", Rating::Unsure, None, 2),
        response("Ana", Rating::Strength, None, 3),
    ];
    let resolved = resolve(&thrice, Policy::All);
    assert_eq!(resolved.counts, [true, false, true]);
    let found = [
        DuplicateFinding::SameAnswers(vec![0, 1]),
        DuplicateFinding::AllCounted(vec![0, 2]),
    ];
    assert_eq!(resolved.findings, found);
}

#[test]
fn one_name_in_two_posts_is_two_people_and_worth_a_word() {
    let second = in_post("ana", "Clerk", Rating::Unsure, None, 2);
    let resolved = resolve(
        &[response("Ana", Rating::Unsure, None, 1), second],
        Policy::Ask,
    );
    assert_eq!(resolved.counts, [true, true]);
    assert_eq!(resolved.findings, [DuplicateFinding::SameName(vec![0, 1])]);
}

#[test]
fn documentation_alone_can_differ_and_is_told_by_practice() {
    let wrote = |texts| wrote("Ana", texts, Rating::Unsure, 1);
    for (second, found) in [
        (["a", "c"], DuplicateFinding::NoLatest(vec![0, 1], vec![1])),
        (
            ["b", "a"],
            DuplicateFinding::NoLatest(vec![0, 1], vec![0, 1]),
        ),
        (["a", "b"], DuplicateFinding::SameAnswers(vec![0, 1])),
    ] {
        let resolved = resolve(&[wrote(["a", "b"]), wrote(second)], Policy::Ask);
        assert_eq!(resolved.findings, [found]);
    }
}

#[test]
fn anonymous_responses_equal_nobody_but_their_own_bytes() {
    let some = [
        response("", Rating::Unsure, None, 1),
        response("", Rating::Unsure, None, 2),
        response("", Rating::Unsure, None, 1),
    ];
    let asked = resolve(&some, Policy::Ask);
    assert_eq!(asked.findings, [DuplicateFinding::SameFile(vec![0, 2])]);
    assert_eq!(resolve(&some, Policy::Latest).counts, [true, true, false]);
    assert_eq!(resolve(&some, Policy::All).counts, [true, true, true]);
}
#[test]
fn anonymous_responses_in_the_same_words_are_told_and_counted() {
    let response = |texts, rating, bytes| wrote("", texts, rating, bytes);
    let first = response(["seen", ""], Rating::Unsure, 1);
    for (second, found) in [
        (response(["seen", ""], Rating::Unsure, 2), true),
        (response(["seen", ""], Rating::Strength, 2), false),
        (response(["", "seen"], Rating::Unsure, 2), false),
    ] {
        let resolved = resolve(&[first.clone(), second], Policy::Ask);
        assert_eq!(resolved.counts, [true, true]);
        let told = resolved.findings == [DuplicateFinding::SameWords(vec![0, 1])];
        assert_eq!(told, found, "{:?}", resolved.findings);
    }
    let blank = |bytes| response(["", ""], Rating::Unsure, bytes);
    assert_eq!(resolve(&[blank(1), blank(2)], Policy::Ask).findings, []);
}

#[test]
fn many_comments_in_the_same_words_are_told_whatever_the_ratings() {
    let form = |name: &str, texts: [&str; 3], rating: Rating| {
        let mut answers: Vec<Answer> = texts
            .iter()
            .map(|text| Answer {
                rating: Some(Rating::Unsure),
                documentation: (*text).into(),
            })
            .collect();
        answers[1].rating = Some(rating);
        let name = name.to_owned();
        let response = Response {
            name,
            answers,
            ..Response::default()
        };
        Fingerprint::new(&response, rating.id().as_bytes())
    };
    let many = ["seen", "heard", "asked"];
    let told = DuplicateFinding::SameComments(vec![0, 1], vec![1]);
    for (texts, second, found) in [
        (many, ["", ""], vec![told.clone()]),
        (many, ["Ana", "Bo"], vec![told]),
        // Few people have much to say, and some say the same of everything.
        (["seen", "heard", ""], ["", ""], vec![]),
        (["n/a"; 3], ["", ""], vec![]),
    ] {
        let [a, b] = second;
        let prints = [
            form(a, texts, Rating::Strength),
            form(b, texts, Rating::UrgentGap),
        ];
        let resolved = resolve(&prints, Policy::Ask);
        assert_eq!((resolved.counts, resolved.findings), (vec![true; 2], found));
    }
}

#[test]
fn what_is_rated_and_documented_can_be_read_off_again() {
    let print = wrote("Ana", ["seen", ""], Rating::UrgentGap, 0);
    let other = wrote("Ben", ["", "heard"], Rating::Unsure, 0);
    let prints = Fingerprints::from_iter([other, print]);
    let answers: Vec<_> = prints.answered(1).collect();
    assert_eq!(
        answers,
        [
            (Some(Rating::UrgentGap), true),
            (Some(Rating::UrgentGap), false)
        ]
    );
    // A digest of which the part that is kept would be nothing.
    assert!(has_text(&compared(None, 1 << 21)));
    assert!(!has_text(&compared(None, 0)));
    assert_eq!(rating(&compared(None, 1 << 21)), None);
}
