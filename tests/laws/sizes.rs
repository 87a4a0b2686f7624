//! What is written is read again, whatever its size; or is too large, and is not written.

use chronic::files::content::{Content, Kind, is_too_large, most_bytes};
use chronic::files::read::read;
use chronic::files::response::form::{Head, filled};
use chronic::files::team;
use chronic::model::assessment::Assessment;
use chronic::model::rating::Rating;
use chronic::model::response::responses::Responses;
use chronic::model::response::{Answer, Response};
use chronic::model::rubric::Rubric;
use proptest::prelude::*;

use crate::common::cases;
use crate::laws::rubric;

/// A rubric of so many practices in one ingredient.
fn of(practices: usize) -> Rubric {
    let mut text = String::from(
        "id = \"x\"\nversion = 1\ntitle = \"A\"\n[ratings]\nstrength = \"Strength\"\nok-for-now = \"OK for now\"\ncould-be-better = \"Could be better\"\nurgent-gap = \"Urgent gap\"\nunsure = \"Unsure\"\n[[ingredient]]\nid = \"b\"\ntitle = \"B\"\n",
    );
    for number in 0..practices {
        text.push_str(&format!(
            "[[ingredient.practice]]\nid = \"p{number}\"\ntitle = \"P\"\nstatement = \"We do it.\"\n"
        ));
    }
    rubric(&text)
}

/// What so many people wrote: a text of so many lines of so many letters for each practice.
fn responses(rubric: &Rubric, people: usize, lines: usize, letters: usize) -> Responses {
    let mut all = Responses::default();
    for person in 0..people {
        let line = format!("{person} {}", "x".repeat(letters));
        let answer = Answer {
            rating: Some(Rating::ALL[person % Rating::ALL.len()]),
            documentation: vec![line; lines].join("\n").into(),
        };
        all.push(Response {
            name: format!("Person {person}"),
            answers: vec![answer; rubric.len()],
            ..Response::default()
        });
    }
    all
}

/// Whether the text is read again; or is one that is never written.
fn holds(kind: Kind, text: &str, rubric: &Rubric) -> bool {
    if is_too_large(kind, text) {
        return false;
    }
    assert!(text.len() as u64 <= most_bytes(text.as_bytes()));
    let reading = read(text.as_bytes(), rubric);
    let read = matches!(
        (kind, &reading.checked.value),
        (Kind::TeamAssessment, Some(Content::Assessment(_)))
            | (Kind::Response, Some(Content::Response(_)))
    );
    assert!(
        read,
        "{} bytes: {:?}",
        text.len(),
        reading.checked.problems.first()
    );
    true
}

fn team(rubric: &Rubric, responses: &Responses) -> String {
    let assessment = Assessment::of(responses, rubric.len());
    team::new::write(rubric, &assessment, true)
}

proptest! {
    #![proptest_config(cases(12))]
    #[test]
    fn what_is_written_is_read_again(
        practices in 1..120_usize,
        people in 1..40_usize,
        lines in 1..6_usize,
        letters in 0..300_usize,
    ) {
        let rubric = of(practices);
        let responses = responses(&rubric, people, lines, letters);
        prop_assert!(holds(Kind::TeamAssessment, &team(&rubric, &responses), &rubric));
        let answer = Answer {
            rating: Some(Rating::ALL[0]),
            documentation: vec!["y".repeat(letters); lines].join("\n").into(),
        };
        let form = filled(&rubric, &Head::default(), None, &vec![answer; practices]);
        prop_assert!(holds(Kind::Response, &form, &rubric));
    }
}

#[test]
fn five_hundred_forms_with_long_comments_are_one_file() {
    let rubric = of(25);
    let responses = responses(&rubric, 500, 1, 400);
    let team = team(&rubric, &responses);
    assert!(team.len() > 5 << 20);
    assert!(holds(Kind::TeamAssessment, &team, &rubric));
}

#[test]
fn what_no_command_would_read_again_is_known_beforehand() {
    let rubric = of(25);
    // Too many comments, and too many letters of them.
    for (people, letters) in [(8_000, 1), (30, 100_000)] {
        let team = team(&rubric, &responses(&rubric, people, 1, letters));
        assert!(
            !holds(Kind::TeamAssessment, &team, &rubric),
            "{}",
            team.len()
        );
    }
    let rubric = of(12_000);
    let blank = vec![Answer::default(); rubric.len()];
    let form = filled(&rubric, &Head::default(), None, &blank);
    assert!(!holds(Kind::Response, &form, &rubric), "{}", form.len());
}
