//! The due dates and check-ins as an iCalendar file (RFC 5545). A calendar program that
//! imports it again updates its entries, since an entry's UID stays while its texts and days
//! change, and a later file says that it is the newer one.

use std::collections::HashSet;

use icalendar::{Alarm, Calendar, Component as _, Event, EventLike as _, Property, Trigger};
use jiff::civil::{Date, DateTime, date};

use crate::model::placeholder::says_nothing;
use crate::model::plan::status::{EntryKind, entries};
use crate::model::plan::{Action, Communication, Plan, Status};
use crate::model::rubric::Rubric;
use crate::report::formats::escape;
use crate::report::results::plan::goal::numbers;
use crate::report::results::plan::{EntryRow, row};
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
#[must_use]
pub fn calendar(exported: &Exported<'_>) -> (String, usize) {
    let Exported { plan, rubric, .. } = *exported;
    let mut calendar = Calendar::empty();
    for (key, value) in [
        ("VERSION", "2.0"),
        ("PRODID", "-//chronic//plan//EN"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
    ] {
        calendar.append_property((key, value));
    }
    if !plan.title.is_empty() {
        calendar.append_property(Property::new("X-WR-CALNAME", harmless(&plan.title)));
    }
    let mut without = 0;
    let mut ids = HashSet::new();
    for entry in entries(plan, exported.at.date(), 0) {
        let row = row(plan, rubric, &entry);
        let (uid, text) = match entry.kind {
            EntryKind::Action(at) => {
                let uid = match row.id.filter(|id| ids.insert(*id)) {
                    Some(id) => format!("{id}@action.chronic"),
                    None => action_uid(plan, rubric, at),
                };
                (uid, about_action(&plan.actions[at], exported))
            }
            EntryKind::Communication(at) => {
                let text = about_communication(&plan.communications[at]);
                (communication_uid(plan, at), text)
            }
            EntryKind::Review(at) => (format!("{}@review.chronic", at + 1), about_check_in(plan)),
        };
        match row.due() {
            _ if !exported.wants(&row) => {}
            Some(due) => {
                calendar.push(event(exported, &row, due, [&uid, &text]));
            }
            None => without += 1,
        }
    }
    (folded(&calendar.to_string()), without)
}

/// The lines folded again: the library counts the space that begins a folded line as none, and
/// so makes some of 76 bytes where 75 is the most (RFC 5545, 3.1).
fn folded(file: &str) -> String {
    let mut out = String::with_capacity(file.len() + file.len() / 64);
    for line in file.replace("\r\n ", "").split_inclusive("\r\n") {
        let mut width = 0;
        for c in line.chars() {
            width += c.len_utf8();
            if width > 75 && !c.is_ascii_control() {
                out.push_str("\r\n ");
                width = 1 + c.len_utf8();
            }
            out.push(c);
        }
    }
    out
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
    let same = plan.communications[..=at]
        .iter()
        .filter(|c| c.audience == audience);
    format!("{}-{}@communication.chronic", audience.id(), same.count())
}

/// An entry of the calendar, with its UID within the plan and what is said of it.
fn event(exported: &Exported<'_>, row: &EntryRow<'_>, due: Date, [uid, text]: [&str; 2]) -> Event {
    let status = row.status.unwrap_or_default();
    let stamp = exported.at.strftime("%Y%m%dT%H%M%SZ").to_string();
    let uid = harmless(&format!("{}-{uid}", exported.id));
    let summary = harmless(&match status {
        Status::Done => format!("Done: {}", row.what),
        Status::Dropped => format!("Dropped: {}", row.what),
        Status::NotStarted | Status::InProgress => row.what.clone(),
    });
    let mut event = Event::new();
    event.add_property("UID", &uid);
    event.add_property("DTSTAMP", &stamp);
    event.add_property("LAST-MODIFIED", &stamp);
    event.add_property("SEQUENCE", sequence(exported.at).to_string());
    event.append_property(day("DTSTART", due));
    // The end is the day after; the last day that a file can name has none.
    if let Ok(next) = due.tomorrow() {
        event.append_property(day("DTEND", next));
    }
    event.add_property("SUMMARY", &summary);
    event.add_property("DESCRIPTION", harmless(text));
    let is_dropped = status == Status::Dropped;
    event.add_property("STATUS", if is_dropped { "CANCELLED" } else { "CONFIRMED" });
    // It reminds; it keeps nobody from a meeting.
    event.add_property("TRANSP", "TRANSPARENT");
    if !status.is_over() {
        // The library reads no length of time that is negative, but writes one.
        if let Ok(week) = Trigger::try_from(&Property::new("TRIGGER", "P7D")) {
            let mut alarm = Alarm::display(&summary, week);
            alarm.add_property("TRIGGER", "-P7D");
            // Else the library makes these two up, and no two files are the same.
            alarm.add_property("UID", format!("{uid}-alarm"));
            alarm.add_property("DTSTAMP", &stamp);
            event.alarm(alarm);
        }
    }
    event
}

/// Seconds since 2020: a file that is made later is the newer one (RFC 5545, 3.8.7.4).
fn sequence(at: DateTime) -> i64 {
    let since = date(2020, 1, 1).at(0, 0, 0, 0);
    at.duration_since(since)
        .as_secs()
        .clamp(0, i64::from(i32::MAX))
}

fn day(name: &str, day: Date) -> Property {
    Property::new(name, day.strftime("%Y%m%d").to_string())
        .add_parameter("VALUE", "DATE")
        .done()
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
    let lines: Vec<String> = parts
        .iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(name, text)| format!("{name}: {text}"))
        .collect();
    lines.join("\n")
}

fn about_action(action: &Action, exported: &Exported<'_>) -> String {
    let goals = exported.plan.goals.iter();
    let goal = goals
        .filter(|goal| !action.goal.is_empty() && goal.id == action.goal)
        .find_map(|goal| {
            joined_by(
                [goal.what.clone(), numbers(goal, exported.at.date())]
                    .into_iter()
                    .filter(|part| !part.is_empty()),
                ": ",
            )
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
    format!(
        "For the check-in sheet, ask {}.",
        whom.unwrap_or("your team")
    )
}

fn about_communication(communication: &Communication) -> String {
    named(&[
        ("Ask", &communication.ask),
        ("Channel", &communication.channel),
        ("Owner", &communication.owner),
        ("Status", communication.status.words()),
    ])
}
