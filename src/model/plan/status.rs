//! Where a plan stands on a day: what is overdue, due soon, open, done or dropped.

use jiff::civil::Date;

use crate::model::choice::choices;
use crate::model::plan::{Plan, Status};

choices! {
    /// Where an entry of a plan stands on a day.
    #[derive(Default)]
    pub enum State {
        /// Its day has passed, and it is neither done nor dropped.
        Overdue = "overdue" "overdue",
        /// Its day is today or within the days asked for.
        DueSoon = "due-soon" "due soon",
        /// Its day is later, or nobody named one.
        #[default]
        Open = "open" "open",
        /// Done.
        Done = "done" "done",
        /// Dropped.
        Dropped = "dropped" "dropped",
    }
}

impl State {
    /// Whether something is still to be done.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Overdue | Self::DueSoon | Self::Open)
    }
}

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntryKind {
    /// An action, by its place in [`Plan::actions`].
    Action(usize),
    /// A communication, by its place in [`Plan::communications`].
    Communication(usize),
    /// A check-in, by its place in [`Plan::reviews`].
    Review(usize),
}

/// An action, a communication or a check-in on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueEntry {
    /// Which one.
    pub kind: EntryKind,
    /// Where it stands.
    pub state: State,
    /// Days from the day asked for to the day it is due; negative when that has passed.
    pub days: Option<i32>,
}

/// Every action, communication and check-in of a plan as it stands on a day, in the order of
/// the plan; `within` is how many days ahead are soon. A check-in whose day has passed is
/// done: nobody says of one that it was not held.
pub fn entries(plan: &Plan, today: Date, within: u32) -> Vec<DueEntry> {
    let entry = |kind, due: Option<Date>, status| {
        let days = due.map(|due| days_between(today, due));
        DueEntry {
            kind,
            state: state(status, days, within),
            days,
        }
    };
    let actions = plan.actions.iter().enumerate();
    let communications = plan.communications.iter().enumerate();
    actions
        .map(|(at, a)| entry(EntryKind::Action(at), a.due, a.status))
        .chain(communications.map(|(at, c)| entry(EntryKind::Communication(at), c.due, c.status)))
        .chain(plan.reviews.iter().enumerate().map(|(at, day)| {
            let is_over = *day < today;
            let status = if is_over {
                Status::Done
            } else {
                Status::NotStarted
            };
            entry(EntryKind::Review(at), Some(*day), status)
        }))
        .collect()
}

fn state(status: Status, days: Option<i32>, within: u32) -> State {
    match (status, days) {
        (Status::Done, _) => State::Done,
        (Status::Dropped, _) => State::Dropped,
        (_, Some(days)) if days < 0 => State::Overdue,
        (_, Some(days)) if days.unsigned_abs() <= within => State::DueSoon,
        _ => State::Open,
    }
}

/// Days from one day to another; negative when the other is earlier.
pub(crate) fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_day_is_overdue_when_it_has_passed_and_soon_until_the_last_day_asked_for() {
        let today = date(2026, 12, 30);
        let begun = Status::InProgress;
        for (due, status, expected, days) in [
            (date(2026, 12, 29), Status::NotStarted, State::Overdue, -1),
            (date(2026, 12, 30), begun, State::DueSoon, 0),
            (date(2027, 1, 29), Status::NotStarted, State::DueSoon, 30),
            (date(2027, 1, 30), Status::NotStarted, State::Open, 31),
            (date(2026, 1, 1), Status::Done, State::Done, -363),
            (date(2026, 1, 1), Status::Dropped, State::Dropped, -363),
            (date(9999, 12, 31), begun, State::Open, 2_912_079),
        ] {
            let distance = days_between(today, due);
            assert_eq!(distance, days, "{due}");
            assert_eq!(state(status, Some(distance), 30), expected, "{due}");
        }
        assert_eq!(state(Status::NotStarted, None, 30), State::Open);
    }
}
