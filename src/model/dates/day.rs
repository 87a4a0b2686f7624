//! A day as people type it: year, month and day, or another way that has only one reading.
//! Which number is the day and which the month is never guessed.

use jiff::civil::Date;

use crate::model::dates::timestamp::{self, Stamp};

/// What a text says as a date, in whatever form; none where it is blank.
#[must_use]
pub fn day(written: &str) -> Option<Stamp> {
    (!written.is_empty()).then(|| timestamp::typed(written))
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
        use Stamp::{Impossible, Other, OtherYear, Unclear};
        let on = |month, day| Stamp::Day(jiff::civil::date(2026, month, day), None);
        for (written, read) in [
            ("2026-10-01", on(10, 1)),
            ("12/18/2026", on(12, 18)),
            ("12/18/26", on(12, 18)),
            ("18.12.2026", on(12, 18)),
            ("10/10/2026", on(10, 10)),
            ("Oct. 5, 2026", on(10, 5)),
            ("October 5th, 2026", on(10, 5)),
            ("5 Oct 2026", on(10, 5)),
            ("2026/10/5", on(10, 5)),
            ("2026-02-30", Impossible),
            ("2026-13-01", Impossible),
            ("2/30/2026", Impossible),
            ("0026-10-01", OtherYear),
            ("2126-10-01", OtherYear),
            ("10/13/1926", OtherYear),
            ("10/5/0206", OtherYear),
            ("October 5, 2126", OtherYear),
            ("February 30, 2026", Impossible),
            ("10/5/2026", Unclear),
            ("10/01/2026", Unclear),
            ("26/10/25", Unclear),
            ("10/5/2026 or so", Other),
            ("12/18/2026 or later", Other),
            ("Oct. 5, 2026, or so", Other),
            ("by Oct. 5, 2026", Other),
            ("12/18", Other),
            ("+026-10-01", Other),
            ("Spring", Other),
        ] {
            // The order of its numbers makes no difference.
            let said = match day(written) {
                Some(Stamp::Day(day, _)) => Some(Stamp::Day(day, None)),
                said => said,
            };
            assert_eq!(said, Some(read), "{written}");
        }
        assert_eq!(day(""), None);
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
