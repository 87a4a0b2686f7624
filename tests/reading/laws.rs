//! What holds of any bytes at all, and of a form after any slip of the hand.

use std::ops::Range;
use std::path::Path;

use chronic::files::content::{Content, Reading};
use chronic::model::response::{Answer, Response};
use chronic::problem::Problem;
use chronic::report::results::problem as report;
use chronic::report::results::validation::ProblemJson;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::reading::form::{form, reading, response};

/// What every reading keeps to, whatever was read.
fn is_sound(bytes: &[u8], reading: &Reading) {
    let problems = &reading.checked.problems;
    let errors = problems.iter().any(Problem::is_error);
    assert!(!(errors && reading.checked.value.is_some()));
    // A file that is not used says why.
    assert!(errors || reading.checked.value.is_some(), "{problems:?}");
    assert!(problems.is_sorted_by_key(Problem::order), "{problems:?}");
    // A lone carriage return ends a line too, and other encodings are no longer than that.
    let lines = bytes.iter().filter(|b| matches!(b, b'\n' | b'\r')).count() + 1;
    for place in problems.iter().flat_map(|p| &p.place) {
        assert!(
            (1..=lines).contains(&place.line) && place.column >= 1,
            "{place:?}"
        );
        assert!(place.text.len() <= 300);
        // A mark that cuts a letter in two would stop the program here.
        let _ = &place.text[place.marked()];
    }
    let shown: Vec<&Problem> = problems.iter().collect();
    let path = report::path(Path::new("a.toml"));
    let text = report::human(&path, &shown);
    assert!(problems.is_empty() == text.is_empty());
    for problem in problems {
        let json = serde_json::to_value(ProblemJson::of(path.clone(), problem)).unwrap();
        assert_eq!(json["code"], problem.code.id());
    }
}

/// The response that is in a reading, if nothing in it is an error.
fn accepted(reading: Reading) -> Option<Response> {
    match reading.checked.value {
        Some(Content::Response(response)) => Some(response),
        _ => None,
    }
}

/// The practice to which each line of the form belongs; none for its head.
fn owners(form: &str) -> Vec<Option<usize>> {
    let mut owner = None;
    form.lines()
        .map(|line| {
            if line.starts_with('[') && line != "[respondent]" {
                owner = Some(owner.map_or(0, |n| n + 1));
            }
            owner
        })
        .collect()
}

/// That an answer is what it was, or less: nobody else's, and nothing made up.
fn is_part_of(now: &Answer, was: &Answer) {
    assert!(
        now.rating.is_none() || now.rating == was.rating,
        "{now:?} of {was:?}"
    );
    let said: Vec<&str> = now.documentation.lines().collect();
    let mut written = was.documentation.lines();
    assert!(
        said.iter().all(|line| written.any(|w| w == *line)),
        "{now:?} of {was:?}"
    );
}

/// That a form from which lines are gone is refused, or holds no answer in another's place;
/// what is gone is then told.
fn holds_nobody_elses(lines: &[&str], was: &Response) {
    let text: String = lines.iter().map(|l| format!("{l}\n")).collect();
    let reading = reading(&text);
    is_sound(text.as_bytes(), &reading);
    let problems = reading.checked.problems.clone();
    let Some(now) = accepted(reading) else {
        return;
    };
    for (now, was) in now.answers.iter().zip(&was.answers) {
        is_part_of(now, was);
        assert!(now.rating == was.rating || !problems.is_empty());
    }
}

#[test]
fn a_lost_line_never_moves_an_answer() {
    let form = form();
    let was = response(&form);
    let lines: Vec<&str> = form.lines().collect();
    for gone in 0..lines.len() {
        let mut rest = lines.clone();
        rest.remove(gone);
        holds_nobody_elses(&rest, &was);
    }
}

#[test]
fn two_lost_lines_never_move_an_answer() {
    let form = form();
    let was = response(&form);
    let lines: Vec<&str> = form.lines().take(60).collect();
    for first in 0..lines.len() {
        for second in first + 1..lines.len().min(first + 20) {
            let mut rest = lines.clone();
            rest.remove(second);
            rest.remove(first);
            holds_nobody_elses(&rest, &was);
        }
    }
}

#[test]
fn a_repeated_or_moved_line_never_moves_an_answer() {
    let form = form();
    let was = response(&form);
    let lines: Vec<&str> = form.lines().collect();
    for at in 0..lines.len() - 1 {
        let mut twice = lines.clone();
        twice.insert(at, lines[at]);
        let mut swapped = lines.clone();
        swapped.swap(at, at + 1);
        for changed in [twice, swapped] {
            let text: String = changed.iter().map(|l| format!("{l}\n")).collect();
            let reading = reading(&text);
            let told = !reading.checked.problems.is_empty();
            if let Some(now) = accepted(reading) {
                for (now, was) in now.answers.iter().zip(&was.answers) {
                    // A rating line that got into the text below it is told as missing.
                    assert!(
                        now.rating == was.rating || now.rating.is_none() && told,
                        "{at}"
                    );
                    let others =
                        |line: &str| line.starts_with("Minutes") && *line != *was.documentation;
                    assert!(!now.documentation.lines().any(others), "{at}");
                }
            }
        }
    }
}

#[test]
fn a_form_that_breaks_off_is_refused_or_says_what_is_missing() {
    let form = form();
    let was = response(&form);
    for end in (0..form.len() - 1).step_by(3) {
        let cut = &form[..end];
        let reading = reading(cut);
        is_sound(cut.as_bytes(), &reading);
        if let Some(now) = accepted(reading.clone()) {
            let same = now.answers == was.answers;
            assert!(same || !reading.checked.problems.is_empty(), "{end}");
            for (now, was) in now.answers.iter().zip(&was.answers) {
                assert!(now.rating.is_none() || now.rating == was.rating);
            }
        }
    }
}

/// One slip: some bytes go and others come.
#[derive(Debug, Clone)]
struct Slip {
    at: Index,
    gone: usize,
    typed: String,
}

fn slip() -> impl Strategy<Value = Slip> {
    let typed = prop_oneof![
        Just(String::new()),
        "[\\[\\]'\"=#.\\\\\n\r\t {},:<>a-z0-9]{0,4}",
        "\\PC{0,3}",
        prop::sample::select(vec![
            "'''",
            "\"\"\"",
            "\n[",
            "]]",
            "\u{201c}",
            "\u{a0}",
            "\u{feff}",
            "\0",
            "\u{fffd}",
            "rating = \"",
            "<<<<<<< ",
            "=======",
            "\u{1b}[31m",
            "\u{2028}",
            "# ",
            "=3D",
            "> ",
            "[x] ",
            "unsure",
        ])
        .prop_map(str::to_owned),
    ];
    (any::<Index>(), 0..30_usize, typed).prop_map(|(at, gone, typed)| Slip { at, gone, typed })
}

/// The bytes after a slip, and which of them went.
fn slipped(form: &str, slip: &Slip) -> (Vec<u8>, Range<usize>) {
    let at = slip.at.index(form.len());
    let gone = at..(at + slip.gone).min(form.len());
    let mut bytes = form.as_bytes().to_vec();
    bytes.splice(gone.clone(), slip.typed.bytes());
    (bytes, gone)
}

proptest! {
    #![proptest_config(crate::common::cases(200))]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        is_sound(&bytes, &reading(&bytes));
    }

    #[test]
    fn any_text_that_looks_like_a_form_is_read_or_refused(
        lines in prop::collection::vec(prop_oneof![
            "\\PC{0,20}",
            "[\\[\\]'\"=#.\\\\ \r\t{},:a-c1-3-]{0,12}",
            prop::sample::select(vec![
                "kind = \"response\"", "kind = \"team-assessment\"", "rubric = \"district/1\"", "[respondent]",
                "[actionable-data.team-review]", "[[ingredient]]", "rating = \"strength\"",
                "documentation = '''", "'''", "\"\"\"", "counts = {", "}", "]", "date = 2026-02-30",
                "<<<<<<< a", "=======", ">>>>>>> b", "rating = \u{201c}x\u{201d}", "a = [", "[x] y", "rating =",
            ]).prop_map(str::to_owned),
        ], 0..25),
        end in prop::sample::select(vec!["\n", "\r\n", "\r"]),
    ) {
        let text = lines.join(end);
        is_sound(text.as_bytes(), &reading(&text));
    }

    #[test]
    fn a_slip_changes_the_answers_where_it_was_made_and_no_others(slip in slip()) {
        let form = form();
        let was = response(&form);
        let (bytes, gone) = slipped(&form, &slip);
        let reading = reading(&bytes);
        is_sound(&bytes, &reading);
        if let Some(now) = accepted(reading) {
            let owners = owners(&form);
            let line = |at: usize| form[..at.min(form.len())].matches('\n').count();
            let touched: Vec<Option<usize>> = (line(gone.start)..=line(gone.end))
                .filter_map(|l| owners.get(l).copied())
                .collect();
            for (index, (now, was)) in now.answers.iter().zip(&was.answers).enumerate() {
                if !touched.contains(&Some(index)) {
                    prop_assert_eq!(now, was, "{} of {:?}", index, touched);
                }
            }
        }
    }

    #[test]
    fn any_number_of_slips_is_read_or_refused(slips in prop::collection::vec(slip(), 1..6)) {
        let mut bytes = form().into_bytes();
        for slip in &slips {
            let at = slip.at.index(bytes.len());
            let end = (at + slip.gone).min(bytes.len());
            bytes.splice(at..end, slip.typed.bytes());
        }
        is_sound(&bytes, &reading(&bytes));
    }
}
