//! Reading a file of each kind: every problem has its place, the same bytes are read alike
//! twice, a value is there only where nothing is wrong, and what was read and written down is
//! read as the same.

use std::borrow::Cow;

use chronic::files::content::{Content, Kind, Reading};
use chronic::files::read::agrees;
use chronic::files::read::{BytesReader, read};
use chronic::files::response::form::{Head, form};
use chronic::files::response::scan::Scanner;
use chronic::files::team;
use chronic::model::rubric::Rubric;
use chronic::problem::{Code, Problem};

use super::input::{file, is_turn};
use super::{small, sound, written};

/// Reads a file, and holds the reading against what is true of any.
pub(super) fn sound(data: &[u8], bytes: &[u8]) -> Reading {
    let reading = read(bytes, small::rubric());
    let problems = &reading.checked.problems;
    let errors = problems.iter().any(Problem::is_error);
    match &reading.checked.value {
        // A plan can be updated and shown before it is complete.
        Some(Content::Plan(plan)) => {
            let incomplete = |p: &Problem| !p.is_error() || p.code.is_incompleteness();
            assert_eq!(
                plan.is_sound,
                problems.iter().all(incomplete),
                "{problems:#?}"
            );
            assert_eq!(plan.actions.len(), plan.plan.actions.len());
            assert_eq!(plan.communications.len(), plan.plan.communications.len());
        }
        value => assert_eq!(value.is_some(), !errors, "{problems:#?}"),
    }
    sound::in_place(bytes, problems);
    if is_turn(data, 16) {
        sound::shown(problems);
    }
    if is_turn(data, 8) {
        let again = read(bytes, small::rubric());
        assert_eq!(&again.checked.problems, problems);
        assert_eq!(again.kind, reading.kind);
        match (&again.checked.value, &reading.checked.value) {
            (None, None) => {}
            (Some(again), Some(value)) => same(again, value),
            other => panic!("{other:?}"),
        }
    }
    reading
}

fn same(one: &Content, other: &Content) {
    match (one, other) {
        (Content::Response(one), Content::Response(other)) => assert_eq!(one, other),
        (Content::Assessment(one), Content::Assessment(other)) => assert_eq!(one, other),
        (Content::Plan(one), Content::Plan(other)) => {
            assert_eq!((&one.plan, one.is_sound), (&other.plan, other.is_sound));
        }
        (Content::Rubric(one), Content::Rubric(other)) => same_rubric(one, other),
        other => panic!("{other:?}"),
    }
}

fn same_rubric(one: &Rubric, other: &Rubric) {
    assert_eq!(one.practices(), other.practices());
    assert_eq!(one.ingredients, other.ingredients);
    assert_eq!(one.steps, other.steps);
    assert_eq!(one.labels, other.labels);
    let texts = |r: &Rubric| {
        [
            &r.title,
            &r.question,
            &r.source,
            &r.purpose,
            &r.vulnerable_populations,
            &r.frequency,
        ]
        .map(Clone::clone)
    };
    assert_eq!(texts(one), texts(other));
    assert_eq!(one.reference(), other.reference());
}

/// What a file holds that was written from something that was read: nothing but that.
pub(super) fn again(text: &str, rubric: &Rubric) -> Content {
    let reading = read(text.as_bytes(), rubric);
    let problems = &reading.checked.problems;
    match reading.checked.value {
        Some(content) => content,
        None => panic!("{problems:#?}\n{text}"),
    }
}

/// A file as other editors save it: with a byte-order mark and with CRLF. None where it has
/// such ends already, or was no UTF-8.
fn saved_otherwise(bytes: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(bytes).ok()?;
    let plain = !text.contains('\r') && !text.starts_with('\u{feff}');
    plain.then(|| format!("\u{feff}{}", text.replace('\n', "\r\n")))
}

/// The law of reading a response, in the layout that `init` writes and in any other.
pub fn response(data: &[u8]) {
    let bytes = file(data, &small::RESPONSES);
    let mut scanner = Scanner::new(small::rubric());
    if is_turn(data, 2) {
        let _ = scanner.scan(small::RESPONSES[0].as_bytes());
    }
    for before in ["after another form", "after itself"] {
        assert!(
            agrees(&mut scanner, &bytes, small::rubric()),
            "the quick way and the full one read this differently {before}"
        );
    }
    let reading = sound(data, &bytes);
    let Some(Content::Response(response)) = &reading.checked.value else {
        return;
    };
    if is_turn(data, 4) {
        same(
            &again(&written::response(response), small::rubric()),
            &Content::Response(response.clone()),
        );
    }
    if let Some(otherwise) = saved_otherwise(&bytes).filter(|_| is_turn(data, 3)) {
        same(
            &again(&otherwise, small::rubric()),
            &Content::Response(response.clone()),
        );
    }
}

/// The law of reading a team assessment, also one of another version of the rubric.
pub fn assessment(data: &[u8]) {
    let bytes = file(data, &small::TEAMS);
    let reading = sound(data, &bytes);
    // A number that is missing is read as 0, with a warning, so that a renewal can put it in.
    let problems = &reading.checked.problems;
    let all_there = problems.iter().all(|p| p.code != Code::MissingKey);
    if let Some(Content::Assessment(assessment)) = &reading.checked.value
        && is_turn(data, 4)
        && all_there
    {
        let text = team::new::write(small::rubric(), assessment, true);
        same(
            &again(&text, small::rubric()),
            &Content::Assessment(assessment.clone()),
        );
    }
    if reading.kind == Some(Kind::TeamAssessment)
        && reading
            .checked
            .problems
            .iter()
            .any(|p| p.code == Code::OtherRubric)
        && let Some(Content::OtherVersion(assessment, own)) =
            BytesReader::of_any_version(small::rubric())
                .read(&bytes)
                .checked
                .value
    {
        assert_eq!(assessment.practices.len(), own.len());
        let text = team::new::write(&own, &assessment, true);
        same(&again(&text, &own), &Content::Assessment(assessment));
    }
}

/// The law of reading a plan.
pub fn plan(data: &[u8]) {
    let bytes = file(data, &small::PLANS);
    let reading = sound(data, &bytes);
    if let Some(Content::Plan(plan)) = &reading.checked.value
        && plan.is_sound
        && is_turn(data, 4)
    {
        let text = written::plan(&plan.plan, small::rubric());
        same(&again(&text, small::rubric()), &Content::Plan(plan.clone()));
    }
}

/// The law of reading a rubric: its blank form can be read by it, too.
pub fn rubric(data: &[u8]) {
    let bytes: Cow<'_, [u8]> = file(data, &small::RUBRICS);
    let reading = sound(data, &bytes);
    let Some(Content::Rubric(rubric)) = &reading.checked.value else {
        return;
    };
    if is_turn(data, 4) {
        same(
            &again(&written::rubric(rubric), small::rubric()),
            &Content::Rubric(rubric.clone()),
        );
    }
    if is_turn(data, 16) {
        let blank = form(rubric, &Head::default());
        let reading = read(blank.as_bytes(), rubric);
        let codes: Vec<Code> = reading.checked.problems.iter().map(|p| p.code).collect();
        assert_eq!(codes, [Code::Unanswered], "{blank}");
    }
}
