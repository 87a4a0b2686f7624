//! A day as people type it: year, month and day, or another way that has only one reading.
//! Which number is the day and which the month is never guessed.

use jiff::civil::Date;

use crate::model::dates::read_date::{self, Stamp};

/// What a person typed as a day, of which only one day can be meant: `12/18/2026`, `10/10/2026`,
/// `Oct. 5, 2026`. Nothing like it where there is more than a day; none where it is blank.
pub fn day(written: &str) -> Option<Stamp> {
    (!written.is_empty()).then(|| read_date::alone(written, char::is_whitespace))
}

/// The days that an unclear text could say.
pub fn readings(written: &str) -> Vec<Date> {
    let readings = read_date::readings(written).into_iter();
    readings.map(|(_, day)| day).collect()
}

/// The day in a text that has more words before or after it, and those: "12/18/2026 (moved)".
/// None where there is no day, or where there are several.
pub fn with_a_note(written: &str) -> Option<(Date, &str)> {
    let spaces = written.match_indices(' ').map(|(at, _)| at);
    let mut found: Vec<(Date, &str)> = Vec::new();
    for at in spaces {
        let (before, after) = (written[..at].trim(), written[at..].trim());
        for (text, note) in [(before, after), (after, before)] {
            let text = text.trim_end_matches([',', ';', '.', ':']);
            if let Some(Stamp::Day(date, _)) = day(text) {
                found.push((date, note));
            }
        }
    }
    // "October 5, 2026 or so" has one day, and so has "by October 5, 2026".
    let (date, note) = *found.first()?;
    let is_one = found.iter().all(|(other, _)| *other == date);
    let has_day = |word: &str| matches!(day(word), Some(Stamp::Day(..)));
    (is_one && !note.split_whitespace().any(has_day)).then_some((date, note))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_beside_a_day_is_told_from_it() {
        let on = jiff::civil::date(2026, 12, 18);
        for (written, note) in [
            ("2026-12-18 (moved from Nov. 20)", "(moved from Nov. 20)"),
            ("2026-12-18, or later", "or later"),
            ("December 18, 2026 at noon", "at noon"),
            ("by 12/18/2026", "by"),
            ("2026-12-18 or 2026-12-19", ""),
            ("2026-12-18 to January", "to January"),
            ("Friday", ""),
            ("10/5/2026 or so", ""),
            ("", ""),
        ] {
            let found = (!note.is_empty()).then_some((on, note));
            assert_eq!(with_a_note(written), found, "{written}");
        }
    }

    #[test]
    fn what_has_one_reading_is_read() {
        use Stamp::{Impossible, Other, OtherYear, Unclear};
        let on = |month, day| Stamp::Day(jiff::civil::date(2026, month, day), None);
        for (written, read) in [
            ("2026-10-01", on(10, 1)),
            ("12/18/2026", on(12, 18)),
            ("Oct. 5, 2026", on(10, 5)),
            ("2026\u{2013}10\u{2011}05", on(10, 5)),
            ("Monday, October 5, 2026", on(10, 5)),
            ("Tue, October 5, 2026", Unclear),
            ("2026-13-01", Impossible),
            ("0026-10-01", OtherYear),
            ("10/5/0206", OtherYear),
            ("10/5/2026", Unclear),
            ("10/5/2026 or so", Other),
            ("12/18/2026 or later", Other),
            ("Oct. 5, 2026, or so", Other),
            ("by Oct. 5, 2026", Other),
            ("12/18", Other),
            ("+026-10-01", Other),
        ] {
            // The order of its numbers makes no difference.
            let said = match day(written) {
                Some(Stamp::Day(day, _)) => Some(Stamp::Day(day, None)),
                said => said,
            };
            assert_eq!(said, Some(read), "{written}");
        }
        assert_eq!(day(""), None);
        for (written, could) in [
            ("10/5/2026", "2026-10-05 2026-05-10"),
            ("26/10/25", "2025-10-26 2026-10-25"),
            ("Tue, October 5, 2026", "2026-10-05"),
            ("10/11/12", "2012-10-11 2012-11-10 2010-11-12"),
        ] {
            let days = readings(written).into_iter().map(|day| day.to_string());
            assert!(days.eq(could.split(' ')), "{written}");
        }
    }
}
