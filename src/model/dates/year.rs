//! Which school year a file is of, and what the next one is called: `2026-27`, `2027-28`.
//! A year may be written in any way; where it has numbers, they tell which is the later.

use std::cmp::Ordering;

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::model::assessment::Assessment;
use crate::model::dates::cycle::{MOST_DAYS, key};
use crate::model::dates::read_date::YEARS;
use crate::model::rating::folded;
use crate::words::numbers_in;

/// The order of two school years: by their first number, else as text.
pub fn by_year(a: &str, b: &str) -> Ordering {
    let key = |text: &str| (first_number(text), folded(text).into_owned());
    key(a).cmp(&key(b))
}

/// The first number in it, which of two school years tells the later; `26-27` is 2026's, and so
/// is `SY26`.
pub(crate) fn first_number(text: &str) -> Option<u64> {
    let mut numbers = numbers_in(text);
    let digits = numbers.next()?;
    let number = first_of(digits).parse().ok()?;
    let is_last_or_followed = numbers.next().is_none_or(|next| next == one_more(digits));
    Some(match (digits.len(), number) {
        (2, 20..) if is_last_or_followed => 2000 + number,
        _ => number,
    })
}

/// The calendar year in which the school year begins that a text names; none where its number
/// isn't a year.
pub(crate) fn first_year(text: &str) -> Option<u64> {
    first_number(text).filter(|first| (2000..2100).contains(first))
}

/// The first of two years that stand in one number, as data systems write them: `202627`,
/// `20262027`; else the number.
fn first_of(digits: &str) -> &str {
    match digits.len() {
        6 | 8 => &digits[..4],
        _ => digits,
    }
}

/// Whether a text is a school year with a number that's no year of a district's and is too large
/// for anything else: `0206-07`, `SY 2126/27`. Any other text may be one.
pub fn is_absurd(cycle: &str) -> bool {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '/' | '.' | '\u{2013}');
    cycle.chars().all(is_plain)
        && numbers_in(cycle).any(|digits| {
            let year = first_of(digits).parse();
            digits.len() > 2 && year.map_or(true, |year: i16| !YEARS.contains(&year))
        })
}

/// Whether two texts name one year.
pub fn is_same(a: &str, b: &str) -> bool {
    key(a) == key(b)
}

/// Whether the school year that a text names is over on this day; of a text without a year,
/// nobody knows.
pub fn is_over(cycle: &str, today: Date) -> bool {
    first_year(cycle).is_some_and(|first| first < begun_in(today))
}

/// Whether these days aren't in the school year that a text names, nor in the summer or the spring
/// next to it. One number can be the year in which it ends: "Spring 2026".
pub fn is_outside(cycle: &str, (from, to): (Date, Date)) -> bool {
    let is_one = numbers_in(cycle).count() == 1;
    let Some(begins) = first_year(cycle).and_then(|year| i16::try_from(year).ok()) else {
        return false;
    };
    let first = Date::new(begins - i16::from(is_one), 5, 1);
    let last = Date::new(begins + 1, 8, 31);
    first.is_ok_and(|first| to < first) || last.is_ok_and(|last| from > last)
}

/// Whether counts are from another school year than an assessment that is there: a year
/// later, or both name one and not the same. Forms in which only the name of the year was
/// corrected are not.
pub fn is_another(there: &Assessment, counted: &Assessment) -> bool {
    let last = since(there).map(|since| there.to.map_or(since, |to| to.max(since)));
    let counted_since = since(counted);
    let later = counted_since.zip(last);
    let cycles = [there, counted].map(|of| of.cycle.as_deref().and_then(first_number));
    let differ = matches!(cycles, [Some(there), Some(counted)] if there != counted);
    later.is_some_and(|(from, last)| is_later_year(last, from))
        || counted_since
            .zip(due_again(there))
            .is_some_and(|(from, again)| from >= again)
        || differ && (there.from.is_none() || there.from != counted.from)
}

/// Whether a day is in a later school year than the last on which a round was answered, and too
/// far from it for one round. A year later it always is.
pub fn is_later_year(last: Date, day: Date) -> bool {
    let until = last.checked_add(MOST_DAYS.days());
    begun_in(last) < begun_in(day) && until.is_ok_and(|until| day > until)
}

/// The calendar year in which the school year of this day began, in July.
pub(crate) fn begun_in(day: Date) -> u64 {
    u64::from(day.year().unsigned_abs()) - u64::from(day.month() < 7)
}

/// The year after this one, in the same writing, or a later one where that is over too; of a
/// text without a number, the school year of this day.
pub fn after(cycle: &str, today: Date) -> String {
    if first_number(cycle).is_none() {
        return named(begun_in(today));
    }
    let next = one_later(cycle);
    if is_over(&next, today) {
        return after(&next, today);
    }
    next
}

fn one_later(cycle: &str) -> String {
    let mut out = String::new();
    let mut rest = cycle;
    while let Some(from) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, digits) = rest.split_at(from);
        let end = digits.find(|c: char| !c.is_ascii_digit());
        let (digits, after) = digits.split_at(end.unwrap_or(digits.len()));
        out.push_str(before);
        out.push_str(&one_more(digits));
        rest = after;
    }
    out + rest
}

/// The next number, or the next two where two years stand in one; of two digits, 99 is
/// followed by 00.
fn one_more(digits: &str) -> String {
    let (first, second) = digits.split_at(first_of(digits).len());
    if !second.is_empty() {
        return one_more(first) + &one_more(second);
    }
    match digits.parse::<u64>() {
        Ok(99) if digits.len() == 2 => "00".to_owned(),
        Ok(n) if n < u64::MAX => format!("{:0width$}", n + 1, width = digits.len()),
        _ => digits.to_owned(),
    }
}

/// The day from which an assessment is: its first response's, where that is in the school year
/// that the assessment names, else in that of the last. Where it isn't, and the two are too far
/// apart for one exercise, as far before the last as one may take, in the school year of that.
pub fn since(assessment: &Assessment) -> Option<Date> {
    let from = assessment.from?;
    let to = assessment.to.unwrap_or(from);
    let named = assessment.cycle.as_deref().and_then(first_year);
    let is_of_year = begun_in(from) == named.unwrap_or_else(|| begun_in(to));
    let earliest = to.checked_sub(MOST_DAYS.days()).unwrap_or(from);
    if is_of_year || from >= earliest {
        return Some(from);
    }
    let july = i16::try_from(begun_in(to)).ok();
    let july = july.and_then(|year| Date::new(year, 7, 1).ok());
    Some(july.map_or(earliest, |july| earliest.max(july)))
}

/// The calendar year in which the school year of an assessment begins: as its name has it, else by
/// its days. These tell whether one number names the year that it ends in: `SY28`.
pub fn begins_in(assessment: &Assessment) -> Option<u64> {
    let cycle = assessment.cycle.as_deref().unwrap_or_default();
    let mut numbers = numbers_in(cycle);
    let is_one = numbers.next().is_some_and(|first| first.len() <= 4) && numbers.next().is_none();
    let (named, begun) = (first_year(cycle), since(assessment).map(begun_in));
    match (named, begun) {
        (Some(named), Some(begun)) if is_one && named == begun + 1 => Some(begun),
        _ => named.or(begun),
    }
}

/// The name of the school year that begins in this one: `2026-27`.
pub fn named(first: u64) -> String {
    format!("{first}-{:02}", (first + 1) % 100)
}

/// The day from which the exercise is due again: a year later.
pub fn due_again(assessment: &Assessment) -> Option<Date> {
    since(assessment)?.checked_add(1.year()).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_next_year_is_written_as_this_one_and_is_later() {
        let today = date(2027, 9, 1);
        for (this, next) in [
            ("2026-27", "2027-28"),
            ("2098-99", "2099-00"),
            ("SY 2026/2027", "SY 2027/2028"),
            ("Fall 2026", "Fall 2027"),
            ("Year 2", "Year 3"),
            ("", "2027-28"),
            ("Fall", "2027-28"),
            ("202627", "202728"),
            ("SY 20262027", "SY 20272028"),
            ("2024-25", "2027-28"),
            ("Fall 2024", "Fall 2027"),
        ] {
            assert_eq!(after(this, today), next);
            assert_eq!(by_year(this, next), Ordering::Less, "{this}");
        }
        assert_eq!(after("", date(2027, 6, 30)), "2026-27");
        assert!(is_same("2026-27", " 2026-27 ") && !is_same("2026-27", "2025-26"));
    }

    #[test]
    fn a_year_that_no_district_means_is_noticed() {
        for cycle in ["0206-07", "1926-27", "2126-27", "SY 020627", "206-27"] {
            assert!(is_absurd(cycle), "{cycle}");
        }
        let all = ", 2026-27, SY 2026/2027, 26-27, SY 202627, 20262027, Year 2, 2099-00, Fall, +49 30 1234";
        for cycle in all.split(", ") {
            assert!(!is_absurd(cycle), "{cycle}");
        }
    }

    #[test]
    fn another_years_counts_are_known_by_their_days_or_by_its_name() {
        let of = |(cycle, from): (&str, Option<Date>)| Assessment {
            cycle: Some(cycle.to_owned()).filter(|cycle| !cycle.is_empty()),
            from,
            to: from,
            ..Assessment::default()
        };
        let [first, later] = [2026, 2027].map(|year| Some(date(year, 10, 1)));
        let [before, sooner] = [2026, 2027].map(|year| Some(date(year, 9, 20)));
        for (there, counted, is) in [
            (("2026-27", first), ("2027-28", later), true),
            (("2026-27", first), ("2026-27", later), true),
            (("", first), ("", later), true),
            (("2026-27", None), ("2027-28", None), true),
            (("2026-27", first), ("2027-28", sooner), true),
            (("2026-27", first), ("2026-27", before), false),
            // Corrected, or written in another way.
            (("2025-26", first), ("2026-27", first), false),
            (("2026-27", None), ("SY 2026/27", None), false),
            (("Fall", None), ("2026-27", None), false),
        ] {
            let found = is_another(&of(there), &of(counted));
            assert_eq!(found, is, "{there:?} {counted:?}");
        }
        for (cycle, day, is) in [
            ("2027-28", date(2029, 1, 8), true),
            ("2027-28", date(2028, 9, 10), true),
            ("2027-28", date(2026, 10, 1), true),
            ("2027-28", date(2027, 5, 20), false),
            ("2027-28", date(2028, 8, 20), false),
            ("Spring 2028", date(2028, 3, 1), false),
            ("SY28", date(2027, 10, 1), false),
            ("Fall", date(2029, 1, 8), false),
        ] {
            assert_eq!(is_outside(cycle, (day, day)), is, "{cycle} {day}");
        }
        assert!(is_over("2026-27", date(2027, 7, 1)) && !is_over("2026-27", date(2027, 6, 30)));
        assert!(is_over("202627", date(2027, 7, 1)) && !is_over("Year 2", date(2027, 7, 1)));
        let firsts = ["26-27", "SY26", "20 schools, 30 responses", "Fall"].map(first_year);
        assert_eq!(firsts, [Some(2026), Some(2026), None, None]);
    }

    #[test]
    fn a_misdated_form_makes_no_year() {
        let of = |from, to| Assessment {
            from: Some(from),
            to: Some(to),
            ..Assessment::default()
        };
        for (from, to, expected) in [
            (date(2026, 10, 1), date(2026, 10, 20), date(2026, 10, 1)),
            (date(2026, 7, 11), date(2026, 10, 9), date(2026, 7, 11)),
            (date(2019, 10, 1), date(2026, 10, 20), date(2026, 7, 22)),
            (date(2025, 9, 26), date(2026, 9, 25), date(2026, 7, 1)),
        ] {
            assert_eq!(since(&of(from, to)), Some(expected), "{from}");
        }
        let usual = of(date(2026, 10, 1), date(2026, 10, 20));
        assert_eq!(due_again(&usual), Some(date(2027, 10, 1)));
        // The last one is late, or has the wrong day.
        for (cycle, to) in [("", date(2027, 2, 10)), ("2026-27", date(2027, 9, 25))] {
            let late = Assessment {
                cycle: Some(cycle.to_owned()),
                ..of(date(2026, 9, 20), to)
            };
            assert_eq!(since(&late), late.from, "{cycle}");
        }
        let undated = Assessment {
            from: None,
            ..usual
        };
        assert_eq!(since(&undated), None);
    }
}
