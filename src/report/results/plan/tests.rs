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
    let read: Calendar = text.parse().unwrap();
    let name = read.property_value("X-WR-CALNAME");
    assert_eq!(name, Some("Plan, with; signs: \\ and\nlines"));
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
    let summaries: Vec<_> = events.iter().filter_map(|e| e.get_summary()).collect();
    assert!(summaries[0].starts_with("=1+1, a | b; \\u{1b}[31mred"));
    assert_eq!(summaries[3], "Share with schools");
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
        let found = text.split("\r\n").filter(|l| *l == line).count();
        assert_eq!(found, count, "{line}\n{text}");
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
    let names = |by_owner| -> Vec<String> {
        let groups = standing.groups(by_owner).into_iter();
        let groups = groups.map(|(name, rows)| format!("{} {name}", rows.len()));
        groups.collect()
    };
    assert_eq!(names(true), ["2 Ana", "1 Bo", "2 No owner"]);
    let states = ["Overdue", "Due within 20 days", "Open", "Done", "Dropped"];
    assert_eq!(names(false), states.map(|state| format!("1 {state}")));
}

#[test]
fn a_status_fits_a_terminal_and_says_when_what_is_done_was_due() {
    let (plan, rubric) = (plan(PLAN), builtin());
    let mut dated = plan.clone();
    dated.actions[1].done = Some(date(2026, 12, 1));
    for (plan, by_owner, said) in [
        (&plan, false, "Feb. 1, 2027   was due"),
        (&dated, false, "Feb. 1, 2027   done Dec. 1,"),
        (&plan, true, "Feb. 1, 2027   was due"),
    ] {
        let standing = Standing::new(plan, &rubric, date(2027, 1, 3), 20);
        let table = for_people::table(&standing, by_owner);
        let table = anstream::adapter::strip_str(&table).to_string();
        assert!(table.contains(said), "{table}");
        assert!(table.lines().all(|l| l.chars().count() <= 80), "{table}");
    }
}
