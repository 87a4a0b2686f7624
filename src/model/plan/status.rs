//! Where a plan stands on a day: what is overdue, due soon, open, done or dropped.

use jiff::civil::Date;

use crate::model::choice::choices;
use crate::model::plan::Status;

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

/// Where what is due so many days from a day on stands on that day; `within` is how many days ahead
/// are soon.
pub fn state(status: Status, days: Option<i32>, within: u32) -> State {
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
