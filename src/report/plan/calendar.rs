//! The due dates as an iCalendar file (RFC 5545). A calendar program that imports it
//! again updates its entries, since an entry's UID stays while its texts and days change.

use jiff::civil::Date;

use crate::model::plan::{Action, Communication, Plan, Status};
use crate::model::rubric::Rubric;
use crate::report::plan::ics::Lines;

/// The file, and how many entries have no due date and are not in it. `today` is the
/// day it is made on.
#[must_use]
pub fn calendar(plan: &Plan, rubric: &Rubric, today: Date) -> (String, usize) {
    let mut lines = Lines::default();
    lines.line("BEGIN", "VCALENDAR");
    lines.line("VERSION", "2.0");
    lines.line("PRODID", "-//chronic//plan//EN");
    lines.line("CALSCALE", "GREGORIAN");
    lines.line("METHOD", "PUBLISH");
    if !plan.title.is_empty() {
        lines.text("X-WR-CALNAME", &plan.title);
    }
    let mut without = 0;
    for (at, action) in plan.actions.iter().enumerate() {
        let title = &rubric.practices()[action.practice].title;
        let event = action.due.map(|due| Event {
            uid: action_uid(plan, rubric, at),
            due,
            status: action.status,
            summary: first_of(&action.action, title),
            text: about_action(action, title),
        });
        match event {
            Some(event) => event.write(&mut lines, today),
            None => without += 1,
        }
    }
    for (at, communication) in plan.communications.iter().enumerate() {
        let tell = format!("Tell {}", communication.audience.name());
        let event = communication.due.map(|due| Event {
            uid: communication_uid(plan, at),
            due,
            status: communication.status,
            summary: match communication.message.as_str() {
                "" => tell,
                message => format!("{tell}: {message}"),
            },
            text: about_communication(communication),
        });
        match event {
            Some(event) => event.write(&mut lines, today),
            None => without += 1,
        }
    }
    lines.line("END", "VCALENDAR");
    (lines.into_file(), without)
}

/// From the action's id; else from its practice and its place among that practice's
/// actions.
fn action_uid(plan: &Plan, rubric: &Rubric, at: usize) -> String {
    let action = &plan.actions[at];
    if !action.id.is_empty() {
        return format!("{}@action.chronic", action.id);
    }
    let same = plan.actions[..=at]
        .iter()
        .filter(|a| a.practice == action.practice);
    let practice = &rubric.practices()[action.practice].id;
    format!("{practice}-{}@practice.chronic", same.count())
}

/// From the audience and the place among those to it.
fn communication_uid(plan: &Plan, at: usize) -> String {
    let audience = plan.communications[at].audience;
    let same = plan.communications[..=at]
        .iter()
        .filter(|c| c.audience == audience);
    format!("{}-{}@communication.chronic", audience.id(), same.count())
}

/// An entry of the calendar.
struct Event {
    uid: String,
    due: Date,
    status: Status,
    summary: String,
    text: String,
}

impl Event {
    fn write(&self, lines: &mut Lines, today: Date) {
        lines.line("BEGIN", "VEVENT");
        lines.text("UID", &self.uid);
        lines.stamp("DTSTAMP", today);
        lines.stamp("LAST-MODIFIED", today);
        lines.day("DTSTART", self.due);
        // The end is the day after; the last day that a file can name has none.
        if let Ok(next) = self.due.tomorrow() {
            lines.day("DTEND", next);
        }
        let summary = match self.status {
            Status::Done => format!("Done: {}", self.summary),
            Status::Dropped => format!("Dropped: {}", self.summary),
            Status::NotStarted | Status::InProgress => self.summary.clone(),
        };
        lines.text("SUMMARY", &summary);
        lines.text("DESCRIPTION", &self.text);
        let is_dropped = self.status == Status::Dropped;
        lines.line("STATUS", if is_dropped { "CANCELLED" } else { "CONFIRMED" });
        // It reminds; it keeps nobody from a meeting.
        lines.line("TRANSP", "TRANSPARENT");
        if !self.status.is_over() {
            alarm(lines, &summary);
        }
        lines.line("END", "VEVENT");
    }
}

/// A week before.
fn alarm(lines: &mut Lines, text: &str) {
    lines.line("BEGIN", "VALARM");
    lines.line("ACTION", "DISPLAY");
    lines.text("DESCRIPTION", text);
    lines.line("TRIGGER", "-P7D");
    lines.line("END", "VALARM");
}

fn first_of(text: &str, otherwise: &str) -> String {
    if text.is_empty() { otherwise } else { text }.to_owned()
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

fn about_action(action: &Action, title: &str) -> String {
    named(&[
        ("Practice", title),
        ("Owner", &action.owner),
        ("Status", action.status.id()),
        ("Progress", &action.progress),
        ("Goal", &action.measure),
        ("Partners", &action.partners.join(", ")),
    ])
}

fn about_communication(communication: &Communication) -> String {
    named(&[
        ("Ask", &communication.ask),
        ("Channel", &communication.channel),
        ("Owner", &communication.owner),
        ("Status", communication.status.id()),
    ])
}
