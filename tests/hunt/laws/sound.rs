//! What holds of the problems of any file, and of how they are shown.

use std::collections::HashMap;
use std::path::Path;

use chronic::model::response::student::student_data;
use chronic::problem::{Code, Place, Problem};
use chronic::report::results::annotation::annotations;
use chronic::report::results::problem as report;
use chronic::report::results::problem::FileProblems;
use chronic::toml::decode::decode;

use super::escapes::{acts, has_command, is_harmless_but_for};

/// Problems in order, each at a place that is in the file.
pub(super) fn in_place(bytes: &[u8], problems: &[Problem]) {
    assert!(problems.is_sorted_by_key(Problem::order), "{problems:#?}");
    assert!(problems.len() <= 40 + bytes.len(), "{}", problems.len());
    let decoded = decode(bytes).ok();
    let text = decoded.as_ref().map(|decoded| decoded.text.as_str());
    // How spreadsheets on old Macs end lines is seen to after decoding.
    let lines: Option<Vec<&str>> = text.map(|text| text.split('\n').collect());
    let ends = bytes.iter().filter(|b| matches!(b, b'\n' | b'\r')).count();
    for problem in problems {
        assert!(!problem.message.is_empty());
        let also = problem.also.iter().map(|also| &also.0);
        for place in problem.place.as_deref().into_iter().chain(also) {
            match &lines {
                Some(lines) => in_line(place, lines, problem.code == Code::StudentData),
                None => assert!((1..=ends + 1).contains(&place.line), "{problem:?}"),
            }
            assert!(place.column >= 1 && place.text.len() <= 300);
            // A mark that cuts a letter in two would stop the program here.
            let _ = &place.text[place.marked()];
        }
    }
}

/// That what a place shows stands where it says.
fn in_line(place: &Place, lines: &[&str], is_of_student: bool) {
    let line = lines.get(place.line - 1);
    let line = line.unwrap_or_else(|| panic!("no such line: {place:?}"));
    let line = line.strip_suffix('\r').unwrap_or(line);
    let before: usize = line
        .chars()
        .take(place.column - 1)
        .map(char::len_utf8)
        .sum();
    let characters = line.chars().count();
    assert!(place.column <= characters + 1, "{place:?} in {line:?}");
    let from = before
        .checked_sub(place.mark.0)
        .expect("a mark in its line");
    assert!(
        line[from..].starts_with(&place.text),
        "{place:?} in {line:?}"
    );
    // What may be a student's is shown nowhere, only where it is, whatever else is wrong in the
    // line; and nothing else is hidden. Of a long line only what is near is looked at.
    let has_student = student_data(line).is_some();
    if is_of_student || (has_student && place.text.is_empty()) {
        assert_eq!((place.text.as_str(), place.cut), ("", (false, false)));
        return;
    }
    assert!(!has_student || line.len() > place.text.len(), "{place:?}");
    assert_eq!(student_data(&place.text), None, "{place:?}");
    let to = from + place.text.len();
    assert_eq!(place.cut, (from > 0, to < line.len()), "{place:?}");
}

/// That problems are shown to people and to a CI run without acting on either.
pub(super) fn shown(problems: &[Problem]) {
    let all: Vec<&Problem> = problems.iter().collect();
    let human = unstyled(&report::human("a.toml", &all));
    assert_eq!(human.is_empty(), problems.is_empty());
    assert!(!human.contains(|c| acts(c) && c != '\n'), "{human:?}");
    assert!(!has_command(&human), "{human:?}");
    // Before a second place stand three colons and a space, which no command begins with.
    let is_command = |line: &str| {
        let line = line.trim_start();
        line.starts_with("::") && !line.starts_with("::: a.toml:")
    };
    assert!(!human.lines().any(is_command), "{human}");
    let heads = human
        .lines()
        .filter(|l| l.starts_with("error[") || l.starts_with("warning["));
    assert_eq!(heads.count(), told(problems).min(20), "{human}");
    let file = FileProblems {
        path: Path::new("a.toml"),
        problems,
        refused: None,
    };
    let log = annotations([file].into_iter());
    assert_eq!(log.lines().count(), problems.len(), "{log}");
    for line in log.lines() {
        assert!(
            line.starts_with("::error file=a.toml,") || line.starts_with("::warning file=a.toml,")
        );
        is_harmless_but_for(line, &[]);
    }
}

/// How many messages people get: the same mistake in three lines or more is one.
fn told(problems: &[Problem]) -> usize {
    let mut same = HashMap::<_, usize>::new();
    for problem in problems {
        let merges = problem.place.is_some() && problem.also.is_none();
        let kind = (problem.code, &problem.message, &problem.help, merges);
        *same.entry(kind).or_default() += 1;
    }
    let one = |((.., merges), times): ((_, _, _, bool), usize)| match merges {
        true if times > 2 => 1,
        _ => times,
    };
    same.into_iter().map(one).sum()
}

/// A text without the styles of a terminal; any other sequence stays.
fn unstyled(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let codes = part
            .bytes()
            .take_while(|b| b.is_ascii_digit() || *b == b';')
            .count();
        match part[codes..].strip_prefix('m') {
            Some(rest) => out.push_str(rest),
            None => {
                out.push_str("\u{1b}[");
                out.push_str(part);
            }
        }
    }
    out
}
