use super::*;
use crate::model::response::Answer;
use Alike::{AllCounted, SameAnswers, SameComments, SameWords};
use Rating::{Strength, Unsure, UrgentGap};

/// Which responses count, as `x-`, and what was found.
fn told(prints: &[Fingerprint], policy: Policy) -> (String, Vec<(Vec<usize>, Alike)>) {
    let resolved = resolve(&prints.iter().cloned().collect(), policy);
    let counts = resolved.counts.iter();
    let counts = counts.map(|counts| if *counts { 'x' } else { '-' });
    let findings = resolved.findings.into_iter();
    (
        counts.collect(),
        findings.map(|f| (f.of, f.alike)).collect(),
    )
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

/// Who answered three times, and twice the same, is counted twice where all are wanted.
#[test]
fn of_all_that_are_counted_the_same_answers_count_once() {
    let thrice = [["a", ""], ["a", ""], ["b", ""]];
    let thrice = thrice.map(|texts| wrote("Ana", texts, Unsure, 1));
    let found = vec![(vec![0, 1], SameAnswers), (vec![0, 2], AllCounted)];
    assert_eq!(told(&thrice, Policy::All), ("x-x".to_owned(), found));
}

#[test]
fn the_same_words_of_different_people_are_told_and_counted() {
    let same = || vec![(vec![0, 1], SameWords)];
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
    let same = || vec![(vec![0, 1], SameComments(vec![1]))];
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
