//! The time stamp of a form tool, as a day. Which number is the day and which the month is
//! never guessed: they cannot be confused, or somebody says in which order they stand.

use jiff::civil::{Date, Time};

use crate::model::choice::choices;
use crate::model::punctuation::is_dash;

/// The years of the forms and of what is planned.
pub const YEARS: std::ops::RangeInclusive<i16> = 2000..=2099;

choices! {
    /// In which order a time stamp has its numbers.
    pub enum DateOrder {
        /// 10/25/2026
        MonthDayYear = "mdy",
        /// 25/10/2026
        DayMonthYear = "dmy",
        /// 2026/10/25
        YearMonthDay = "ymd",
    }
}

/// What a time stamp says, or a day that somebody typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stamp {
    /// The day, and the order in which it was written where only one makes sense.
    Day(Date, Option<DateOrder>),
    /// Day and month could be either, or the day isn't on the weekday that is said.
    Unclear,
    /// Written like a day, and on no calendar.
    Impossible,
    /// A day in a year outside of [`YEARS`].
    OtherYear,
    /// Nothing like a day.
    Other,
}

/// Reads a time stamp: `2026/10/05 9:13:02 AM MST`, `10/5/26 9:13:02`, `5.10.2026`,
/// `Oct 5, 2026`. Where the
/// year comes first, month and day follow; where it has two digits, it may come first or last,
/// and `order` says where.
pub fn stamp(written: &str, order: Option<DateOrder>) -> Stamp {
    read(written, order).0
}

/// The time of day behind the day of a time stamp, where it has one: `9:13`, `09:13:02`, `3:14 PM`.
pub fn time_of(written: &str) -> Option<Time> {
    let (stamp, rest) = read(written, None);
    let rest = Some(rest).filter(|_| stamp != Stamp::Other)?;
    let colon = rest.find(':')?;
    let hour = rest[..colon].trim_start_matches(|c: char| !c.is_ascii_digit());
    let mut parts = rest[colon + 1..].splitn(2, ':');
    let number = |text: &str| {
        let end = text.bytes().take_while(u8::is_ascii_digit).count();
        text[..end].parse::<i8>().ok()
    };
    let (minute, second) = (parts.next()?, parts.next().and_then(number).unwrap_or(0));
    let hour = hour.parse::<i8>().ok()?;
    let half = rest.to_lowercase();
    let is = |letter: char| {
        half.contains(&format!("{letter}m")) || half.contains(&format!("{letter}.m"))
    };
    let hour = match (is('a'), is('p')) {
        (true, false) => hour % 12,
        (false, true) => hour % 12 + 12,
        _ => hour,
    };
    Time::new(hour, number(minute)?, second, 0).ok()
}

/// As [`stamp`], where nothing but such characters follows the day.
pub(super) fn alone(written: &str, may_follow: impl Fn(char) -> bool) -> Stamp {
    match read(written, None) {
        (stamp, rest) if rest.chars().all(may_follow) => stamp,
        _ => Stamp::Other,
    }
}

/// As [`stamp`], where nothing but a time of day follows the day.
pub fn without_words(written: &str) -> Stamp {
    // T, Z, AM, PM
    let is_of_a_time = |c: char| !c.is_alphabetic() || "tzapm".contains(c.to_ascii_lowercase());
    alone(written, is_of_a_time)
}

/// The days that a time stamp could say, each with the order of its numbers: two or three where
/// day and month could be either.
pub fn readings(written: &str) -> Vec<(DateOrder, Date)> {
    let mut readings = Vec::new();
    for order in DateOrder::ALL {
        if let Stamp::Day(day, _) = stamp(written, Some(order))
            && readings.iter().all(|(_, known)| *known != day)
        {
            readings.push((order, day));
        }
    }
    readings
}

/// As [`stamp`], with what follows the day.
fn read(written: &str, order: Option<DateOrder>) -> (Stamp, &str) {
    let (stamp, rest) = match (in_words(written), numbers(written)) {
        // If the order of the numbers is given, it decides.
        (Some((Some(_), false, rest)), _) if order.is_none() => (Stamp::Unclear, rest),
        (Some((day, _, rest)), _) => (day.map_or(Stamp::Impossible, |d| Stamp::Day(d, None)), rest),
        (None, Some((numbers, rest))) => (in_numbers(numbers, order), rest),
        (None, None) => (Stamp::Other, written),
    };
    match stamp {
        Stamp::Day(day, _) if !YEARS.contains(&day.year()) => (Stamp::OtherYear, rest),
        stamp => (stamp, rest),
    }
}

fn in_numbers([first, second, third]: [&str; 3], order: Option<DateOrder>) -> Stamp {
    let year_first = first.len() == 4;
    if !year_first && !matches!(third.len(), 2 | 4) {
        return Stamp::Other;
    }
    let dated = |year: &str, month: &str, day: &str| -> Option<Date> {
        let century = if year.len() == 2 { 2000 } else { 0 };
        let year = year.parse::<i16>().ok()? + century;
        Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
    };
    let known = |day: Option<Date>| day.map_or(Stamp::Impossible, |day| Stamp::Day(day, None));
    if year_first {
        return known(dated(first, second, third));
    }
    let month_first = || dated(third, first, second);
    let day_first = || dated(third, second, first);
    match order {
        Some(DateOrder::MonthDayYear) => known(month_first()),
        Some(DateOrder::DayMonthYear) => known(day_first()),
        Some(DateOrder::YearMonthDay) if third.len() == 2 && first.len() == 2 => {
            known(dated(first, second, third))
        }
        Some(DateOrder::YearMonthDay) => Stamp::Impossible,
        // The year may come first as well.
        None if first.len() == 2
            && third.len() == 2
            && dated(first, second, third)
                .is_some_and(|day| Some(day) != month_first().or_else(day_first)) =>
        {
            Stamp::Unclear
        }
        None => match (month_first(), day_first()) {
            (Some(one), Some(other)) if one == other || !YEARS.contains(&one.year()) => {
                Stamp::Day(one, None)
            }
            (Some(_), Some(_)) => Stamp::Unclear,
            (Some(day), None) => Stamp::Day(day, Some(DateOrder::MonthDayYear)),
            // The same day with the year first: 26-10-26.
            (None, Some(day)) if first.len() == 2 && first == third => Stamp::Day(day, None),
            (None, Some(day)) => Stamp::Day(day, Some(DateOrder::DayMonthYear)),
            (None, None) => Stamp::Impossible,
        },
    }
}

/// The English names of the months, of which three letters will do.
pub(crate) const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// A day with the month by its name, which nobody confuses: `Oct 5, 2026 3:14 PM`,
/// `05-Oct-2026`, `Monday, 5 October 2026`; whether a weekday that is said is its own. No day
/// where it is on no calendar.
fn in_words(written: &str) -> Option<(Option<Date>, bool, &str)> {
    let mut rest = written;
    let mut next = || -> Option<&str> {
        let word = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
        let end = word.find(|c: char| !c.is_alphanumeric());
        let (word, behind) = word.split_at(end.unwrap_or(word.len()));
        rest = behind;
        (!word.is_empty()).then_some(word)
    };
    let mut first = next()?.to_lowercase();
    const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let weekday = DAYS.iter().position(|day| first.starts_with(day));
    if weekday.is_some() {
        first = next()?.to_lowercase();
    }
    let (second, year) = (next()?.to_lowercase(), next()?);
    let month_of = |word: &str| {
        let is = |month: &&str| word.len() >= 3 && month.starts_with(word);
        MONTHS.iter().position(is)
    };
    let (month, day) = match (month_of(&first), month_of(&second)) {
        (Some(month), None) => (month, second),
        (None, Some(month)) => (month, first),
        _ => return None,
    };
    let day = day.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let date = Date::new(
        year.parse().ok().filter(|_| year.len() == 4)?,
        i8::try_from(month).ok()? + 1,
        day.parse().ok()?,
    )
    .ok();
    let is_on = |weekday: usize| {
        date.is_some_and(|date| date.weekday().to_monday_zero_offset() as usize == weekday)
    };
    Some((date, weekday.is_none_or(is_on), rest))
}

/// The three numbers that a time stamp begins with, of one, two or four digits, and what
/// follows them.
fn numbers(written: &str) -> Option<([&str; 3], &str)> {
    let mut rest = written.trim();
    let mut found = [""; 3];
    for (at, number) in found.iter_mut().enumerate() {
        let end = rest.bytes().take_while(u8::is_ascii_digit).count();
        if !matches!(end, 1 | 2 | 4) {
            return None;
        }
        (*number, rest) = rest.split_at(end);
        if at < 2 {
            let parts = |c: char| matches!(c, '/' | '.') || is_dash(c);
            let after = rest.trim_start_matches(|c| c == ' ' || parts(c));
            // Two numbers with nothing but a space between them are no day.
            if !rest.trim_start().starts_with(parts) {
                return None;
            }
            rest = after;
        }
    }
    let next = rest.chars().next();
    next.is_none_or(|c| !c.is_ascii_digit() && c != ':' && c != '/')
        .then_some((found, rest))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use DateOrder::{DayMonthYear, MonthDayYear, YearMonthDay};

    #[test]
    fn the_time_is_told_whatever_the_order_of_the_day_is() {
        for (written, expected) in [
            ("2026/10/05 9:13:02 AM MST", Some((9, 13, 2))),
            ("25/10/2026 15:14", Some((15, 14, 0))),
            ("2026-10-05T09:13:02.5Z", Some((9, 13, 2))),
            ("10/5/26 12:05 a.m.", Some((0, 5, 0))),
            ("Oct 5, 2026 3:14 PM", Some((15, 14, 0))),
            ("10/5/2026", None),
            ("9:13", None),
            ("Minutes of 10:15", None),
        ] {
            let time = time_of(written).map(|t| (t.hour(), t.minute(), t.second()));
            assert_eq!(time, expected, "{written}");
        }
    }

    #[test]
    fn day_and_month_are_never_guessed() {
        let on = |month, day| Stamp::Day(date(2026, month, day), None);
        let told = |month, day, order| Stamp::Day(date(2026, month, day), Some(order));
        for (written, order, expected) in [
            ("2026/10/05 9:13:02 AM MST", None, on(10, 5)),
            ("2026-10-05T09:13:02Z", None, on(10, 5)),
            ("2026. 10. 5. 9:13", None, on(10, 5)),
            ("2026/10/05", Some(MonthDayYear), on(10, 5)),
            ("10/5/2026 9:13:02", None, Stamp::Unclear),
            ("10/5/26 9:13:02", None, Stamp::Unclear),
            ("10/5/2026 9:13:02", Some(MonthDayYear), on(10, 5)),
            ("10/5/2026 9:13:02", Some(DayMonthYear), on(5, 10)),
            ("10/5/26", Some(MonthDayYear), on(10, 5)),
            ("26/10/05", Some(YearMonthDay), on(10, 5)),
            ("10/25/2026 9:13:02", None, told(10, 25, MonthDayYear)),
            ("10/25/26", None, told(10, 25, MonthDayYear)),
            ("26/10/05 15:14", None, Stamp::Unclear),
            ("26-10-20", None, Stamp::Unclear),
            ("26-10-26", None, on(10, 26)),
            ("26/10/26 9:13", None, on(10, 26)),
            ("25/10/26", None, Stamp::Unclear),
            ("25/10/26", Some(DayMonthYear), on(10, 25)),
            ("25.10.2026 09:13", None, told(10, 25, DayMonthYear)),
            ("10/10/2026", None, on(10, 10)),
            ("10/25/2026", Some(DayMonthYear), Stamp::Impossible),
            ("10/25/2026", Some(YearMonthDay), Stamp::Impossible),
            ("4052/10/02", None, Stamp::OtherYear),
            ("10/5/2126", None, Stamp::OtherYear),
            ("Oct 5, 1926", None, Stamp::OtherYear),
            ("Feb 30, 2026", None, Stamp::Impossible),
            ("13/13/2026", None, Stamp::Impossible),
            ("2/30/2026", None, Stamp::Impossible),
            ("2026-02-30", None, Stamp::Impossible),
            ("0/0/2026", None, Stamp::Impossible),
            ("9:13:02", None, Stamp::Other),
            ("Oct 5, 2026 3:14 PM", None, on(10, 5)),
            ("05-Oct-2026 15:14", None, on(10, 5)),
            ("5 October 2026", None, on(10, 5)),
            ("Monday, October 5th, 2026", None, on(10, 5)),
            ("Mon Oct 05 2026", None, on(10, 5)),
            ("5 Sept 2026", None, on(9, 5)),
            ("Oct 32, 2026", None, Stamp::Impossible),
            ("Oct 5, 26", None, Stamp::Other),
            ("Spring", None, Stamp::Other),
            ("46300.38", None, Stamp::Other),
            ("10 5 2026", None, Stamp::Other),
            ("10/5/20261", None, Stamp::Other),
            ("1/2/3/4", None, Stamp::Other),
            ("", None, Stamp::Other),
        ] {
            assert_eq!(stamp(written, order), expected, "{written} {order:?}");
        }
    }
}
