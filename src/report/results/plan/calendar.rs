//! The due dates and check-ins as an iCalendar file (RFC 5545). A calendar program that
//! imports it again updates its entries, since an entry's UID stays while its texts and days
//! change, and a later file says that it is the newer one.

use std::collections::HashSet;

use jiff::civil::{Date, DateTime, date};

use crate::model::placeholder::says_nothing;
use crate::model::plan::{Action, Communication, Plan, Status};
use crate::model::rubric::Rubric;
use crate::report::formats::escape;
use crate::report::results::plan::goal::numbers;
use crate::report::results::plan::{EntryRow, rows};
use crate::words::joined_by;

/// So many characters of a text are in a calendar: an entry is no document.
const MOST_OF_TEXT: usize = 4_000;

/// What a calendar is made of.
#[derive(Debug, Clone, Copy)]
pub struct Exported<'a> {
    /// Whose entries they are.
    pub plan: &'a Plan,
    /// Its practices.
    pub rubric: &'a Rubric,
    /// What calendars know the plan by.
    pub id: &'a str,
    /// When it is made, in UTC.
    pub at: DateTime,
    /// The owners whose entries are wanted, as the plan has them; else everybody's.
    pub owners: Option<&'a [String]>,
}

impl Exported<'_> {
    /// A check-in is everybody's.
    fn wants(&self, row: &EntryRow<'_>) -> bool {
        let owner = row.owner.unwrap_or_default();
        let is_theirs = |owners: &[String]| owners.iter().any(|wanted| wanted == owner);
        row.is_review() || self.owners.is_none_or(is_theirs)
    }
}

/// The file, and how many entries have no due date and are not in it.
pub fn calendar(exported: &Exported<'_>) -> (String, usize) {
    let Exported { plan, rubric, .. } = *exported;
    let mut file = String::new();
    let head = [
        ("BEGIN", "VCALENDAR"),
        ("VERSION", "2.0"),
        ("PRODID", "-//chronic//plan//EN"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
    ];
    add(&mut file, &head);
    if !plan.title.is_empty() {
        add(&mut file, &[("X-WR-CALNAME", &harmless(&plan.title))]);
    }
    let mut without = 0;
    let mut ids = HashSet::new();
    for row in rows(plan, rubric, exported.at.date(), 0) {
        let at = row.at;
        let (uid, text) = match row.r#type {
            "action" => {
                let uid = match row.id.filter(|id| ids.insert(*id)) {
                    Some(id) => format!("{id}@action.chronic"),
                    None => action_uid(plan, rubric, at),
                };
                (uid, about_action(&plan.actions[at], exported))
            }
            "communication" => {
                let text = about_communication(&plan.communications[at]);
                (communication_uid(plan, at), text)
            }
            _ => (format!("{}@review.chronic", at + 1), about_check_in(plan)),
        };
        match row.due() {
            _ if !exported.wants(&row) => {}
            Some(due) => event(&mut file, exported, (&row, due), [&uid, &text]),
            None => without += 1,
        }
    }
    add(&mut file, &[("END", "VCALENDAR")]);
    (file, without)
}

/// Adds lines of a name and its text, each folded: none has more than 75 bytes, and the space that
/// begins the rest of one is among them (RFC 5545, 3.1 and 3.3.11).
fn add(file: &mut String, lines: &[(&str, &str)]) {
    for (name, text) in lines {
        let text = text.replace('\\', r"\\").replace('\n', r"\n");
        let text = text.replace(',', r"\,").replace(';', r"\;");
        let mut width = 0;
        for c in format!("{name}:{text}").chars() {
            width += c.len_utf8();
            if width > 75 {
                file.push_str("\r\n ");
                width = 1 + c.len_utf8();
            }
            file.push(c);
        }
        file.push_str("\r\n");
    }
}

/// From its practice and its place among that practice's actions.
fn action_uid(plan: &Plan, rubric: &Rubric, at: usize) -> String {
    let first = plan.actions[at].practices.first();
    let same = plan.actions[..=at].iter();
    let same = same.filter(|a| a.practices.first() == first).count();
    let practice = first.map_or("", |p| &rubric.practices()[*p].id);
    format!("{practice}-{same}@practice.chronic")
}

/// From the audience and the place among those to it.
fn communication_uid(plan: &Plan, at: usize) -> String {
    let audience = plan.communications[at].audience;
    let same = plan.communications[..=at].iter();
    let same = same.filter(|c| c.audience == audience);
    format!("{}-{}@communication.chronic", audience.id(), same.count())
}

/// Adds an entry, with its UID within the plan and what is said of it.
fn event(
    file: &mut String,
    exported: &Exported<'_>,
    (row, due): (&EntryRow<'_>, Date),
    [uid, text]: [&str; 2],
) {
    let status = row.status.unwrap_or_default();
    let stamp = exported.at.strftime("%Y%m%dT%H%M%SZ").to_string();
    let uid = harmless(&format!("{}-{uid}", exported.id));
    let summary = harmless(&match status {
        Status::Done => format!("Done: {}", row.what),
        Status::Dropped => format!("Dropped: {}", row.what),
        Status::NotStarted | Status::InProgress => row.what.clone(),
    });
    let day = |day: Date| day.strftime("%Y%m%d").to_string();
    let is_dropped = status == Status::Dropped;
    add(
        file,
        &[("BEGIN", "VEVENT"), ("DESCRIPTION", &harmless(text))],
    );
    // The end is the day after; the last day that a file can name has none.
    if let Ok(next) = due.tomorrow() {
        add(file, &[("DTEND;VALUE=DATE", &day(next))]);
    }
    let entry = [
        ("DTSTAMP", &*stamp),
        ("DTSTART;VALUE=DATE", &day(due)),
        ("LAST-MODIFIED", &stamp),
        ("SEQUENCE", &sequence(exported.at).to_string()),
        ("STATUS", if is_dropped { "CANCELLED" } else { "CONFIRMED" }),
        ("SUMMARY", &summary),
        // It reminds; it keeps nobody from a meeting.
        ("TRANSP", "TRANSPARENT"),
        ("UID", &uid),
    ];
    add(file, &entry);
    if !status.is_over() {
        let alarm = [
            ("BEGIN", "VALARM"),
            ("ACTION", "DISPLAY"),
            ("DESCRIPTION", &summary),
            ("DTSTAMP", &stamp),
            ("TRIGGER", "-P7D"),
            ("UID", &format!("{uid}-alarm")),
            ("END", "VALARM"),
        ];
        add(file, &alarm);
    }
    add(file, &[("END", "VEVENT")]);
}

/// Seconds since 2020: a file that is made later is the newer one (RFC 5545, 3.8.7.4).
fn sequence(at: DateTime) -> i64 {
    let since = at.duration_since(date(2020, 1, 1).at(0, 0, 0, 0));
    since.as_secs().clamp(0, i64::from(i32::MAX))
}

/// A text with line feeds alone, in which nothing acts on a reader, and not too long.
fn harmless(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let shown = escape::terminal_lines(&text);
    match shown.char_indices().nth(MOST_OF_TEXT) {
        Some((end, _)) => format!("{} ...", &shown[..end]),
        None => shown.into_owned(),
    }
}

/// Lines of `name: text`, without those that have no text.
fn named(parts: &[(&str, &str)]) -> String {
    let parts = parts.iter().filter(|(_, text)| !text.is_empty());
    let lines = parts.map(|(name, text)| format!("{name}: {text}"));
    joined_by(lines, "\n").unwrap_or_default()
}

fn about_action(action: &Action, exported: &Exported<'_>) -> String {
    let mut goals = exported.plan.goals.iter();
    let goal = goals.find_map(|goal| {
        let is_its = !action.goal.is_empty() && goal.id == action.goal;
        let said = [goal.what.clone(), numbers(goal, exported.at.date())];
        joined_by(said.iter().filter(|said| is_its && !said.is_empty()), ": ")
    });
    named(&[
        ("Practice", &action.titles(exported.rubric)),
        ("Owner", &action.owner),
        ("Status", action.status.words()),
        ("Progress", &action.progress),
        ("Measure of success", &action.measure),
        ("Goal", &goal.unwrap_or_default()),
        ("Partners", &action.partners.join(", ")),
    ])
}

/// Who imports a calendar may have neither the plan nor the program.
fn about_check_in(plan: &Plan) -> String {
    let whom = Some(&*plan.contact).filter(|contact| !says_nothing(contact));
    let whom = whom.unwrap_or("your team");
    format!("For the check-in sheet, ask {whom}.")
}

fn about_communication(communication: &Communication) -> String {
    named(&[
        ("Ask", &communication.ask),
        ("Channel", &communication.channel),
        ("Owner", &communication.owner),
        ("Status", communication.status.words()),
    ])
}
