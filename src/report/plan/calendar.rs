//! The due dates as an iCalendar file (RFC 5545). A calendar program that imports it
//! again updates its entries, since an entry's UID stays while its texts and days change.

use icalendar::{Alarm, Calendar, Component, Event, EventLike, EventStatus, Property};
use jiff::civil::Date;

use crate::model::plan::{Action, Communication, Plan, Status};
use crate::model::rubric::Rubric;
use crate::report::escape;

/// The file, and how many entries have no due date and are not in it. `today` is the
/// day it is made on.
#[must_use]
pub fn calendar(plan: &Plan, rubric: &Rubric, today: Date) -> (String, usize) {
    let mut calendar = Calendar::empty();
    calendar
        .append_property(("VERSION", "2.0"))
        .append_property(("PRODID", "-//chronic//plan//EN"))
        .append_property(("CALSCALE", "GREGORIAN"))
        .append_property(("METHOD", "PUBLISH"));
    if !plan.title.is_empty() {
        calendar.append_property(("X-WR-CALNAME", clean(&plan.title).as_str()));
    }
    let mut without = 0;
    for (at, action) in plan.actions.iter().enumerate() {
        match action.due {
            Some(due) => {
                let uid = action_uid(plan, rubric, at);
                let title = &rubric.practices()[action.practice].title;
                let summary = first_of(&action.action, title);
                let text = about_action(action, title);
                calendar.push(event(&uid, today, due, action.status, &summary, &text));
            }
            None => without += 1,
        }
    }
    for (at, communication) in plan.communications.iter().enumerate() {
        match communication.due {
            Some(due) => {
                let uid = communication_uid(plan, at);
                let tell = format!("Tell {}", communication.audience.name());
                let summary = match communication.message.as_str() {
                    "" => tell,
                    message => format!("{tell}: {message}"),
                };
                let text = about_communication(communication);
                calendar.push(event(
                    &uid,
                    today,
                    due,
                    communication.status,
                    &summary,
                    &text,
                ));
            }
            None => without += 1,
        }
    }
    (plain_alarms(&calendar.to_string()), without)
}

/// From the action's id; else from its practice and its place among that practice's
/// actions.
fn action_uid(plan: &Plan, rubric: &Rubric, at: usize) -> String {
    let action = &plan.actions[at];
    if !action.id.is_empty() {
        return format!("{}@action.chronic", clean(&action.id));
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

fn event(uid: &str, today: Date, due: Date, status: Status, summary: &str, text: &str) -> Event {
    let stamp = format!("{}T000000Z", digits(today));
    let mut event = Event::new();
    let summary = match status {
        Status::Done => format!("Done: {summary}"),
        Status::Dropped => format!("Dropped: {summary}"),
        Status::NotStarted | Status::InProgress => summary.to_owned(),
    };
    event
        .uid(uid)
        .add_property("DTSTAMP", &stamp)
        .add_property("LAST-MODIFIED", &stamp)
        .append_property(day("DTSTART", due))
        .summary(&clean(&summary))
        .description(&clean(text))
        // It reminds; it keeps nobody from a meeting.
        .add_property("TRANSP", "TRANSPARENT")
        .status(match status {
            Status::Dropped => EventStatus::Cancelled,
            _ => EventStatus::Confirmed,
        });
    // The end is the day after; the last day that a file can name has none.
    if let Ok(next) = due.tomorrow() {
        event.append_property(day("DTEND", next));
    }
    if !status.is_over() {
        alarm(&mut event, &clean(&summary));
    }
    event.done()
}

/// A week before.
fn alarm(event: &mut Event, text: &str) {
    let mut alarm = Alarm::display(text, -chrono::Duration::days(7));
    // The library writes it in seconds.
    alarm.add_property("TRIGGER", "-P7D");
    event.alarm(alarm);
}

/// The file without the stamp and the random UID that the library gives every alarm:
/// RFC 5545 knows neither, and the same plan would not make the same file.
fn plain_alarms(file: &str) -> String {
    let mut is_alarm = false;
    let lines = file.split_inclusive('\n').filter(|line| {
        match line.trim_end() {
            "BEGIN:VALARM" => is_alarm = true,
            "END:VALARM" => is_alarm = false,
            _ => {}
        }
        // What goes on over a second line begins with a space there.
        !(is_alarm && (line.starts_with("DTSTAMP:") || line.starts_with("UID:")))
    });
    lines.collect()
}

fn day(key: &str, date: Date) -> Property {
    Property::new(key, digits(date))
        .add_parameter("VALUE", "DATE")
        .done()
}

/// `20270301`.
fn digits(date: Date) -> String {
    format!("{:04}{:02}{:02}", date.year(), date.month(), date.day())
}

/// The text without what a calendar file cannot hold, or what acts on a terminal.
fn clean(text: &str) -> String {
    escape::terminal_lines(&text.replace("\r\n", "\n")).into_owned()
}

fn first_of(text: &str, otherwise: &str) -> String {
    if text.is_empty() { otherwise } else { text }.to_owned()
}

/// Lines of `name: text`, without those that have no text.
fn lines(parts: &[(&str, &str)]) -> String {
    let lines: Vec<String> = parts
        .iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(name, text)| format!("{name}: {text}"))
        .collect();
    lines.join("\n")
}

fn about_action(action: &Action, title: &str) -> String {
    lines(&[
        ("Practice", title),
        ("Owner", &action.owner),
        ("Status", action.status.id()),
        ("Progress", &action.progress),
        ("Goal", &action.measure),
        ("Partners", &action.partners.join(", ")),
    ])
}

fn about_communication(communication: &Communication) -> String {
    lines(&[
        ("Ask", &communication.ask),
        ("Channel", &communication.channel),
        ("Owner", &communication.owner),
        ("Status", communication.status.id()),
    ])
}
