//! A day as people write it: year, month and day, and no other way, since day and month
//! are never guessed.

use jiff::civil::Date;

/// A written day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Day {
    /// Blank.
    None,
    /// `YYYY-MM-DD`.
    Day(Date),
    /// In that form, but on no calendar.
    Impossible,
    /// In another form.
    Other,
    /// In a year in which nobody filled in a form or will: a two-digit one, most likely.
    OtherYear,
}

/// The years of the forms and of what is planned.
pub const YEARS: std::ops::RangeInclusive<i16> = 2000..=2199;

/// What a text says as a date.
#[must_use]
pub fn day(written: &str) -> Day {
    if written.is_empty() {
        return Day::None;
    }
    let parts: Vec<&str> = written.split('-').collect();
    let digits =
        |part: &str, length| part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
    let [year, month, day] = parts[..] else {
        return Day::Other;
    };
    if !(digits(year, 4) && digits(month, 2) && digits(day, 2)) {
        return Day::Other;
    }
    match (year.parse(), month.parse(), day.parse()) {
        (Ok(year), Ok(month), Ok(day)) => {
            Date::new(year, month, day).map_or(Day::Impossible, |date| {
                if YEARS.contains(&year) {
                    Day::Day(date)
                } else {
                    Day::OtherYear
                }
            })
        }
        _ => Day::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_way_of_writing_a_day_is_read() {
        let first = jiff::civil::date(2026, 10, 1);
        for (written, read) in [
            ("", Day::None),
            ("2026-10-01", Day::Day(first)),
            ("2026-02-30", Day::Impossible),
            ("2026-13-01", Day::Impossible),
            ("0026-10-01", Day::OtherYear),
            ("2260-10-01", Day::OtherYear),
            ("10/01/2026", Day::Other),
            ("2026-10-1", Day::Other),
            ("+026-10-01", Day::Other),
            ("Spring", Day::Other),
        ] {
            assert_eq!(day(written), read, "{written}");
        }
    }
}
