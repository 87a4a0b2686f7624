//! Text in a calendar file.

use chronic::model::placeholder::says_nothing;
use chronic::model::plan::audience::Audience;
use chronic::model::plan::{Action, Communication, Plan, Status};
use chronic::report::results::plan::calendar as report;
use jiff::civil::date;

use super::escapes::is_harmless_but_for;
use super::input::text;
use super::small;

/// The law of a calendar: lines that a calendar program can read, the entries of the plan
/// and no others, and in each what was written.
pub fn calendar(data: &[u8]) {
    let text = text(data);
    let due = Some(date(2027, 1, 29));
    let said = || text.to_string();
    let action = Action {
        id: said(),
        practices: vec![0],
        action: said(),
        owner: said(),
        due,
        measure: said(),
        partners: vec![said()],
        ..Action::default()
    };
    let told = Communication {
        audience: Audience::Schools,
        message: said(),
        ask: said(),
        channel: String::new(),
        owner: said(),
        due,
        status: Status::Done,
    };
    let plan = Plan {
        title: said(),
        actions: vec![action],
        communications: vec![told],
        ..Plan::default()
    };
    let (file, without) = report::calendar(&report::Exported {
        plan: &plan,
        rubric: small::rubric(),
        id: &text,
        at: date(2026, 11, 1).at(0, 0, 0, 0),
        owners: None,
    });
    assert_eq!(without, 0);
    is_harmless_but_for(&file, &['\r', '\n']);
    assert!(file.ends_with("\r\n") && file.matches('\r').count() == file.matches("\r\n").count());
    assert_eq!(file.matches('\n').count(), file.matches("\r\n").count());
    assert!(file.split("\r\n").all(|line| line.len() <= 75), "{file}");
    let unfolded = file.replace("\r\n ", "");
    let mut names = Vec::new();
    for line in unfolded.lines() {
        let end = line
            .find([':', ';'])
            .unwrap_or_else(|| panic!("{line:?}\n{file}"));
        names.push(&line[..end]);
        if let Some(summary) = line.strip_prefix("SUMMARY:") {
            let written = unescaped(summary);
            let wanted =
                chronic::report::formats::escape::terminal_lines(&text.replace("\r\n", "\n"))
                    .into_owned();
            assert!(
                says_nothing(&text) || written.ends_with(&wanted),
                "{summary:?} of {wanted:?}"
            );
        }
    }
    let known = [
        "BEGIN",
        "END",
        "VERSION",
        "PRODID",
        "CALSCALE",
        "METHOD",
        "X-WR-CALNAME",
        "UID",
        "DTSTAMP",
        "LAST-MODIFIED",
        "SEQUENCE",
        "DTSTART",
        "DTEND",
        "SUMMARY",
        "DESCRIPTION",
        "TRANSP",
        "STATUS",
        "ACTION",
        "TRIGGER",
    ];
    assert!(names.iter().all(|name| known.contains(name)), "{names:?}");
    let count = |line: &str| unfolded.lines().filter(|l| *l == line).count();
    assert_eq!(
        (
            count("BEGIN:VEVENT"),
            count("END:VEVENT"),
            count("BEGIN:VALARM")
        ),
        (2, 2, 1),
        "{file}"
    );
    let of = |name: &str| names.iter().filter(|n| **n == name).count();
    assert_eq!(
        (of("UID"), of("SUMMARY"), of("DTSTART")),
        // One of the three is a reminder's.
        (3, 2, 2),
        "{file}"
    );
}

/// RFC 5545, 3.3.11.
fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut letters = text.chars();
    while let Some(c) = letters.next() {
        match (c, if c == '\\' { letters.next() } else { None }) {
            ('\\', Some('n' | 'N')) => out.push('\n'),
            ('\\', Some(c)) => out.push(c),
            (c, _) => out.push(c),
        }
    }
    out
}
