use super::*;
use crate::model::response::Answer;
use DuplicateFinding::{
    AllCounted, Differ, Latest, NoLatest, SameAnswers, SameComments, SameFile, SameFileOnce,
    SameName, SameWords,
};
use Rating::{Strength, Unsure, UrgentGap};

/// Which responses count, as `x-`, and what was found.
fn told(prints: &[Fingerprint], policy: Policy) -> (String, Vec<DuplicateFinding>) {
    let resolved = resolve(&prints.iter().cloned().collect(), policy);
    let counts = resolved.counts.iter();
    let counts = counts.map(|counts| if *counts { 'x' } else { '-' });
    (counts.collect(), resolved.findings)
}

/// A nurse's answer on a day in October; of several files, each says something else.
fn rated(name: &str, rating: Rating, day: Option<i8>, file: u8) -> Fingerprint {
    let response = Response {
        role: "Nurse".to_owned(),
        date: day.map(|day| jiff::civil::date(2026, 10, day)),
        ..response(name, &[(rating, "")])
    };
    Fingerprint::new(&response, &[file])
}

/// Answers in these words, all with one rating.
fn wrote(name: &str, texts: [&str; 2], rating: Rating, file: u8) -> Fingerprint {
    Fingerprint::new(&response(name, &texts.map(|text| (rating, text))), &[file])
}

fn response(name: &str, answers: &[(Rating, &str)]) -> Response {
    let answer = |(rating, text): &(Rating, &str)| Answer {
        rating: Some(*rating),
        documentation: (*text).into(),
    };
    Response {
        name: name.to_owned(),
        answers: answers.iter().map(answer).collect(),
        ..Response::default()
    }
}

#[test]
fn one_persons_answers_count_once_and_different_ones_are_somebodys_decision() {
    let both = || vec![0, 1];
    let twice = [
        rated("Ana", Unsure, None, 1),
        rated(" ANA ", Unsure, Some(2), 2),
    ];
    for policy in Policy::ALL {
        assert_eq!(
            told(&twice, policy),
            ("-x".to_owned(), vec![SameAnswers(both())])
        );
    }
    let twice = [
        rated("Ana", Strength, Some(3), 1),
        rated("Ana", Unsure, Some(2), 2),
    ];
    for (policy, counts, found) in [
        (Policy::Ask, "xx", Differ(both(), vec![0])),
        (Policy::Latest, "x-", Latest(both(), 0)),
        (Policy::All, "xx", AllCounted(both())),
    ] {
        assert_eq!(found.is_error(), policy == Policy::Ask);
        assert_eq!(told(&twice, policy), (counts.to_owned(), vec![found]));
    }
    // Equal and missing dates tell no latest.
    for day in [None, Some(3)] {
        let twice = [
            rated("Ana", Strength, Some(3), 1),
            rated("Ana", Unsure, day, 2),
        ];
        let (_, found) = told(&twice, Policy::Latest);
        assert_eq!(found, [NoLatest(both(), vec![0])]);
    }
    // Who answered three times, and twice the same, is counted twice where all are wanted.
    let thrice = [(Unsure, 1), (Unsure, 2), (Strength, 3)];
    let thrice = thrice.map(|(rating, file)| rated("Ana", rating, None, file));
    let found = vec![SameAnswers(both()), AllCounted(vec![0, 2])];
    assert_eq!(told(&thrice, Policy::All), ("x-x".to_owned(), found));
}

#[test]
fn one_name_in_two_posts_is_two_people_and_worth_a_word() {
    let clerk = Response {
        role: "Clerk".to_owned(),
        ..response("ana", &[(Unsure, "")])
    };
    let both = [
        rated("Ana", Unsure, None, 1),
        Fingerprint::new(&clerk, &[2]),
    ];
    let found = vec![SameName(vec![0, 1])];
    assert_eq!(told(&both, Policy::Ask), ("xx".to_owned(), found));
}

#[test]
fn documentation_alone_can_differ_and_is_told_by_practice() {
    let wrote = |texts| wrote("Ana", texts, Unsure, 1);
    for (second, found) in [
        (["a", "c"], NoLatest(vec![0, 1], vec![1])),
        (["b", "a"], NoLatest(vec![0, 1], vec![0, 1])),
        (["a", "b"], SameAnswers(vec![0, 1])),
    ] {
        let (_, told) = told(&[wrote(["a", "b"]), wrote(second)], Policy::Ask);
        assert_eq!(told, [found]);
    }
}

#[test]
fn anonymous_responses_equal_nobody_but_their_own_bytes() {
    let some = [1, 2, 1].map(|file| rated("", Unsure, None, file));
    for (policy, counts, found) in [
        (Policy::Ask, "xxx", Some(SameFile(vec![0, 2]))),
        (Policy::Latest, "xx-", Some(SameFileOnce(vec![0, 2]))),
        (Policy::All, "xxx", None),
    ] {
        let found = Vec::from_iter(found);
        assert_eq!(told(&some, policy), (counts.to_owned(), found));
    }
}

#[test]
fn the_same_words_of_different_people_are_told_and_counted() {
    let same = || vec![SameWords(vec![0, 1])];
    for (first, second, rating, found) in [
        (["seen", ""], ["seen", ""], Unsure, same()),
        (["seen", ""], ["seen", ""], Strength, vec![]),
        (["seen", ""], ["", "seen"], Unsure, vec![]),
        (["", ""], ["", ""], Unsure, vec![]),
    ] {
        let prints = [wrote("", first, Unsure, 1), wrote("", second, rating, 2)];
        assert_eq!(told(&prints, Policy::Ask), ("xx".to_owned(), found));
    }
    // Many comments whatever the ratings.
    let many = ["seen", "heard", "asked"];
    let same = || vec![SameComments(vec![0, 1], vec![1])];
    for (texts, names, found) in [
        (many, ["", ""], same()),
        (many, ["Ana", "Bo"], same()),
        // Few people have much to say, and some say the same of everything.
        (["seen", "heard", ""], ["", ""], vec![]),
        (["n/a"; 3], ["", ""], vec![]),
    ] {
        let [a, b, c] = texts;
        let print = |name, rating: Rating| {
            let answers = [(Unsure, a), (rating, b), (Unsure, c)];
            Fingerprint::new(&response(name, &answers), rating.id().as_bytes())
        };
        let prints = [print(names[0], Strength), print(names[1], UrgentGap)];
        assert_eq!(told(&prints, Policy::Ask), ("xx".to_owned(), found));
    }
}

#[test]
fn what_is_rated_and_documented_can_be_read_off_again() {
    let print = wrote("Ana", ["seen", ""], UrgentGap, 0);
    let other = wrote("Ben", ["", "heard"], Unsure, 0);
    let prints = Fingerprints::from_iter([other, print]);
    let answers: Vec<_> = prints.answered(1).collect();
    assert_eq!(answers, [(Some(UrgentGap), true), (Some(UrgentGap), false)]);
    // A digest of which the part that is kept would be nothing.
    assert!(has_text(&compared(None, 1 << 21)));
    assert!(!has_text(&compared(None, 0)));
    assert_eq!(rating(&compared(None, 1 << 21)), None);
}
