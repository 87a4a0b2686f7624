//! A day as people type it: year, month and day, or another way that has only one reading.
//! Which number is the day and which the month is never guessed.

use jiff::civil::Date;

use crate::model::dates::timestamp::{self, Stamp};

/// A written day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Day {
    /// Blank.
    None,
    /// `YYYY-MM-DD`.
    Day(Date),
    /// Written as a day, but on no calendar.
    Impossible,
    /// Day and month could be either; [`readings`] has the days.
    Unclear,
    /// In another form.
    Other,
    /// In a year in which nobody filled in a form or will.
    OtherYear,
}

/// What a text says as a date, in whatever form.
#[must_use]
pub fn day(written: &str) -> Day {
    if written.is_empty() {
        return Day::None;
    }
    match timestamp::typed(written) {
        Some(Stamp::Day(date, _)) => Day::Day(date),
        Some(Stamp::Impossible) => Day::Impossible,
        Some(Stamp::OtherYear) => Day::OtherYear,
        Some(Stamp::Unclear) => Day::Unclear,
        Some(Stamp::Other) | None => Day::Other,
    }
}

/// The days that an unclear text could say.
#[must_use]
pub fn readings(written: &str) -> Vec<Date> {
    timestamp::readings(written)
        .into_iter()
        .map(|(_, day)| day)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_one_reading_is_read() {
        let on = |month, day| Day::Day(jiff::civil::date(2026, month, day));
        for (written, read) in [
            ("", Day::None),
            ("2026-10-01", on(10, 1)),
            ("12/18/2026", on(12, 18)),
            ("12/18/26", on(12, 18)),
            ("18.12.2026", on(12, 18)),
            ("10/10/2026", on(10, 10)),
            ("Oct. 5, 2026", on(10, 5)),
            ("October 5th, 2026", on(10, 5)),
            ("5 Oct 2026", on(10, 5)),
            ("2026/10/5", on(10, 5)),
            ("2026-02-30", Day::Impossible),
            ("2026-13-01", Day::Impossible),
            ("2/30/2026", Day::Impossible),
            ("0026-10-01", Day::OtherYear),
            ("2126-10-01", Day::OtherYear),
            ("10/13/1926", Day::OtherYear),
            ("10/5/0206", Day::OtherYear),
            ("October 5, 2126", Day::OtherYear),
            ("February 30, 2026", Day::Impossible),
            ("10/5/2026", Day::Unclear),
            ("10/01/2026", Day::Unclear),
            ("26/10/25", Day::Unclear),
            ("10/5/2026 or so", Day::Other),
            ("12/18/2026 or later", Day::Other),
            ("Oct. 5, 2026, or so", Day::Other),
            ("by Oct. 5, 2026", Day::Other),
            ("12/18", Day::Other),
            ("+026-10-01", Day::Other),
            ("Spring", Day::Other),
        ] {
            assert_eq!(day(written), read, "{written}");
        }
        let day = |year, month, day| jiff::civil::date(year, month, day);
        for (written, could) in [
            ("10/5/2026", &[day(2026, 10, 5), day(2026, 5, 10)][..]),
            ("26/10/25", &[day(2025, 10, 26), day(2026, 10, 25)]),
            (
                "10/11/12",
                &[day(2012, 10, 11), day(2012, 11, 10), day(2010, 11, 12)],
            ),
        ] {
            assert_eq!(readings(written), could, "{written}");
        }
    }
}
