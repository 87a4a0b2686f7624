//! A complete form to damage, and what a test expects of the damaged one.

use std::sync::LazyLock;

use chronic::files::content::{Content, Kind, Reading};
use chronic::files::read::read;
use chronic::files::rubric::builtin;
use chronic::model::response::Response;
use chronic::model::rubric::Rubric;
use chronic::problem::{Code, Problem};

/// The embedded rubric, read once.
pub(crate) static RUBRIC: LazyLock<Rubric> = LazyLock::new(builtin);

/// The rating line of the second practice, and the line it is on.
pub(crate) const RATING: &str = "rating = \"ok-for-now\"\n";
pub(crate) const RATING_LINE: usize = 18;
/// The documentation of the second practice, from line 19 on.
pub(crate) const DOCUMENTATION: &str = "documentation = '''\nMinutes of meeting 2.\n'''\n";
/// The heading of the second practice, on line 17.
pub(crate) const HEADING: &str = "[actionable-data.school-reports]\n";

/// A form as `init` lays it out, all of it filled in: every practice Strength but for the
/// second, which is OK for Now.
pub(crate) fn form() -> String {
    let mut form = String::from(
        "kind = \"response\"\nrubric = \"district/1\"\ndistrict = \"Elm\"\ncycle = \"2026-27\"\n\n[respondent]\nname = \"Ann Lee\"\nrole = \"Principal\"\ndate = \"2026-10-01\"\n",
    );
    for (index, practice) in RUBRIC.practices().iter().enumerate() {
        let n = index + 1;
        let rating = if n == 2 { "ok-for-now" } else { "strength" };
        form.push_str(&format!(
            "\n[{}]\nrating = \"{rating}\"\ndocumentation = '''\nMinutes of meeting {n}.\n'''\n",
            practice.id
        ));
    }
    form
}

/// The form with one piece of it replaced.
pub(crate) fn form_with(old: &str, new: &str) -> String {
    let form = form();
    assert!(form.contains(old), "the form has {old:?}");
    form.replacen(old, new, 1)
}

pub(crate) fn reading(bytes: impl AsRef<[u8]>) -> Reading {
    read(bytes.as_ref(), &RUBRIC)
}

pub(crate) fn problems(bytes: impl AsRef<[u8]>) -> Vec<Problem> {
    reading(bytes).checked.problems
}

/// The response of a form in which nothing is an error.
pub(crate) fn response(bytes: impl AsRef<[u8]>) -> Response {
    let reading = reading(bytes);
    assert_eq!(reading.kind, Some(Kind::Response));
    match reading.checked.value {
        Some(Content::Response(response)) => response,
        other => panic!("no response: {other:?} {:?}", reading.checked.problems),
    }
}

/// Where a problem is, as `line:column code`.
pub(crate) fn spot(problem: &Problem) -> String {
    match &problem.place {
        Some(place) => format!("{}:{} {}", place.line, place.column, problem.code),
        None => format!("- {}", problem.code),
    }
}

/// That these problems and no others are told, in this order.
pub(crate) fn told(name: &str, bytes: impl AsRef<[u8]>, spots: &[&str]) -> Vec<Problem> {
    let problems = problems(bytes);
    let found: Vec<String> = problems.iter().map(spot).collect();
    assert_eq!(found, spots, "{name}: {problems:#?}");
    for problem in &problems {
        in_plain_words(problem);
    }
    problems
}

/// That one problem is told, here, and that it and its help hold these words.
pub(crate) fn one(name: &str, bytes: impl AsRef<[u8]>, spot: &str, words: &[&str]) {
    let problems = told(name, bytes, &[spot]);
    let said = format!("{} {}", problems[0].message, problems[0].help);
    for word in words {
        assert!(said.contains(word), "{name}: no {word:?} in {said:?}");
    }
}

/// No word that only programmers know.
fn in_plain_words(problem: &Problem) {
    let said = format!("{} {}", problem.message, problem.help).to_lowercase();
    for jargon in [
        "parse",
        "token",
        "syntax",
        "string",
        "boolean",
        "integer",
        "array",
        "enum",
        "delimiter",
        "literal",
        "identifier",
        "expected",
        "utf8",
    ] {
        let is_word = said
            .split(|c: char| !c.is_alphanumeric())
            .any(|w| w == jargon);
        assert!(!is_word, "{jargon} in {said}");
    }
    assert!(
        problem.code == Code::NotText || !problem.help.is_empty(),
        "{problem:?}"
    );
}

#[test]
fn the_form_itself_is_complete() {
    assert_eq!(problems(form()), []);
    let lines: Vec<String> = form().lines().map(|l| format!("{l}\n")).collect();
    assert_eq!(lines[RATING_LINE - 2], HEADING);
    assert_eq!(lines[RATING_LINE - 1], RATING);
    assert_eq!(response(form()).answered(), 25);
}
