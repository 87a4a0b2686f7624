use icalendar::{Calendar, Component};
use jiff::civil::date;

use super::*;
use crate::files::content::Content;
use crate::files::read::read;
use crate::files::rubric::builtin;

fn plan(text: &str) -> Plan {
    let text = format!("kind = \"plan\"\nrubric = \"district/1\"\n{text}");
    match read(text.as_bytes(), &builtin()).checked.value {
        Some(Content::Plan(plan)) => plan.plan,
        other => panic!("{other:?}"),
    }
}

const PLAN: &str = r#"title = "Plan, with; signs: \\ and\nlines"
reviews = ["2027-01-29", "2027-04-30"]
[[goal]]
id = "rate"
what = "Students who miss 10% or more | \u001b[31m"
unit = "%"
baseline = { value = 21, on = 2026-06-12 }
target = { value = 15, by = 2028-06-30 }
[[action]]
id = "a-1"
practice = "actionable-data.team-review"
action = "=1+1, a | b; \u001b[31mred\u202e <b> and a text that goes on for longer than seventy-five bytes \u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9"
owner = "Ana"
due = "2027-01-01"
[[action]]
practice = "actionable-data.team-review"
action = "Second"
owner = "TBD"
due = "2027-02-01"
status = "done"
[[action]]
practice = "actionable-data.team-review"
action = "Third"
owner = " ana "
status = "in-progress"
[[communication]]
audience = "schools"
message = "What we found"
owner = "Bo"
due = "2027-01-20"
status = "dropped"
[[communication]]
audience = "schools"
due = "2027-01-20"
"#;

fn calendar(text: &str, today: Date) -> (String, usize) {
    calendar::calendar(&calendar::Exported {
        plan: &plan(text),
        rubric: &builtin(),
        id: "p",
        at: today.at(0, 0, 0, 0),
        owners: None,
    })
}

#[test]
fn a_calendar_is_read_back_by_a_library_as_it_was_meant() {
    let (text, without) = calendar(PLAN, date(2026, 12, 1));
    assert_eq!(without, 1);
    let lines: Vec<&str> = text.split_terminator("\r\n").collect();
    assert!(
        lines
            .iter()
            .all(|l| l.len() <= 75 && !l.contains(['\n', '\r', '\u{1b}'])),
        "{text}"
    );
    let read: Calendar = text.parse().unwrap();
    assert_eq!(
        read.property_value("X-WR-CALNAME"),
        Some("Plan, with; signs: \\ and\nlines")
    );
    let events: Vec<_> = read.events().collect();
    let uids: Vec<_> = events.iter().filter_map(|e| e.get_uid()).collect();
    assert_eq!(
        uids,
        [
            "p-a-1@action.chronic",
            "p-actionable-data.team-review-2@practice.chronic",
            "p-schools-1@communication.chronic",
            "p-schools-2@communication.chronic",
            "p-1@review.chronic",
            "p-2@review.chronic",
        ]
    );
    let summary = events[0].get_summary().unwrap();
    assert!(
        summary.starts_with("=1+1, a | b; \\u{1b}[31mred"),
        "{summary}"
    );
    assert_eq!(events[3].get_summary(), Some("Share with schools"));
    for (line, count) in [
        // Of the entries, and of their reminders.
        ("DTSTAMP:20261201T000000Z", 6 + 4),
        ("SEQUENCE:218246400", 6),
        ("DTSTART;VALUE=DATE:20270101", 1),
        ("DTEND;VALUE=DATE:20270102", 1),
        ("TRIGGER:-P7D", 4),
        ("STATUS:CANCELLED", 1),
        ("BEGIN:VALARM", 4),
    ] {
        assert_eq!(
            lines.iter().filter(|l| **l == line).count(),
            count,
            "{line}\n{text}"
        );
    }
}

#[test]
fn what_changes_in_an_entry_leaves_its_uid() {
    let uids = |text: &str| -> Vec<String> {
        let (text, _) = calendar(text, date(2027, 3, 1));
        let lines = text.lines().filter(|l| l.starts_with("UID:"));
        lines.map(str::to_owned).collect()
    };
    let changed = PLAN
        .replace("Second", "Other words")
        .replace("Ana", "Cleo")
        .replace("2027-01-20", "2027-06-30")
        .replace("2027-01-29", "2027-02-05")
        .replace("title = \"Plan", "title = \"Another");
    assert_eq!(uids(PLAN), uids(&changed));
}

#[test]
fn rows_are_grouped_by_state_or_by_owner() {
    let (plan, rubric) = (plan(PLAN), builtin());
    let standing = Standing::new(&plan, &rubric, date(2027, 1, 3), 20);
    assert_eq!(
        standing.summary(),
        "As of January 3, 2027: 1 overdue, 1 due within 20 days, 1 open, 1 done, 1 dropped."
    );
    let names = |by_owner| -> Vec<(String, usize)> {
        let groups = standing.groups(by_owner).into_iter();
        groups.map(|(name, rows)| (name, rows.len())).collect()
    };
    let named = |names: &[(&str, usize)]| -> Vec<(String, usize)> {
        names
            .iter()
            .map(|(name, n)| ((*name).to_owned(), *n))
            .collect()
    };
    assert_eq!(
        names(true),
        named(&[("Ana", 2), ("Bo", 1), ("No owner", 2)])
    );
    let states = ["Overdue", "Due within 20 days", "Open", "Done", "Dropped"];
    assert_eq!(names(false), named(&states.map(|s| (s, 1))));
}

#[test]
fn a_status_is_whole_for_programs_and_fits_a_terminal() {
    let (plan, rubric) = (plan(PLAN), builtin());
    let standing = Standing::new(&plan, &rubric, date(2027, 1, 3), 20);
    let mut csv = Vec::new();
    for_programs::csv(&standing, true, &mut csv).unwrap();
    assert_eq!(String::from_utf8(csv).unwrap().lines().count(), 8);
    let json: serde_json::Value =
        serde_json::from_str(&for_programs::json(&standing, false).unwrap()).unwrap();
    assert_eq!(json["today"], "2027-01-03");
    let first = &json["entries"][0];
    assert_eq!(
        (&first["state"], &first["days"]),
        (&"overdue".into(), &(-2).into())
    );
    assert_eq!(json["entries"][2]["due"], serde_json::Value::Null);
    assert_eq!(json["entries"][3]["type"], "communication");
    assert_eq!(json["entries"][5]["type"], "review");
    assert_eq!(json["entries"][5]["status"], serde_json::Value::Null);
    assert_eq!(
        json["goals"][0]["baseline"],
        serde_json::json!({ "value": 21.0, "on": "2026-06-12" })
    );
    let mut dated = plan.clone();
    dated.actions[1].done = Some(date(2026, 12, 1));
    for (plan, said) in [
        (&plan, "Feb. 1, 2027   was due"),
        (&dated, "Feb. 1, 2027   done Dec. 1,"),
    ] {
        let standing = Standing::new(plan, &rubric, date(2027, 1, 3), 20);
        let table = anstream::adapter::strip_str(&for_people::table(&standing, false)).to_string();
        assert!(table.contains(said), "{table}");
    }
    for by_owner in [false, true] {
        let table = for_people::table(&standing, by_owner);
        let table = anstream::adapter::strip_str(&table).to_string();
        assert!(table.lines().all(|l| l.chars().count() <= 80), "{table}");
    }
}
