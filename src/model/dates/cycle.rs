//! Whether responses belong together: one district, one year, and days that are not
//! far apart. Last year's form is easily left in the folder.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::model::rating::folded;
use crate::model::response::responses::Responses;

/// Responses of one exercise are at most so many days apart.
pub const MOST_DAYS: i32 = 90;

/// What all writings of one name have in common, whatever their case, spacing, and composition of
/// accents; of a school year that names both of its years, in any way: `2027/2028`, `SY 27-28`.
#[must_use]
pub fn key(name: &str) -> String {
    let folded = folded(name);
    let letters: String = folded.chars().filter(|c| c.is_alphabetic()).collect();
    let numbers = folded.split(|c: char| !c.is_ascii_digit());
    let numbers: Vec<&str> = numbers.filter(|digits| !digits.is_empty()).collect();
    let both = match *numbers {
        [both] if matches!(both.len(), 6 | 8) => Some(both.split_at(4)),
        [first, second] => Some((first, second)),
        _ => None,
    };
    let year = |digits: &str| match (digits.len(), digits.parse::<u64>()) {
        (2, Ok(year)) => Some(2000 + year),
        (4, Ok(year)) => Some(year),
        _ => None,
    };
    let both = both.and_then(|(first, second)| Some((year(first)?, year(second)?)));
    match both {
        Some((first, second)) if first + 1 == second && matches!(&*letters, "" | "sy") => {
            format!("{first}-{second}")
        }
        _ => folded.into_owned(),
    }
}

/// The one text that all who wrote any agree on, by its [`key`]; in the spelling that most use, and
/// of equally frequent ones the first in the alphabet. `None` where nobody wrote any, or more than one. Given is
/// each spelling, none of them empty, with how many use it.
#[must_use]
pub fn agreed_on(spellings: &[(&str, u32)]) -> Option<String> {
    let mut distinct = spellings.iter().map(|(text, _)| key(text));
    let first = distinct.next()?;
    if distinct.any(|other| other != first) {
        return None;
    }
    let most = spellings
        .iter()
        .max_by_key(|(text, times)| (*times, Reverse(*text)));
    most.map(|(text, _)| (*text).to_owned())
}

/// What makes responses look like those of more than one exercise.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mixed {
    /// The districts, where there is more than one.
    pub districts: Vec<String>,
    /// The years, where there is more than one.
    pub cycles: Vec<String>,
    /// The first and the last date, where they are more than [`MOST_DAYS`] apart.
    pub dates: Option<(Date, Date)>,
}

/// Looks whether the responses belong together.
#[must_use]
pub fn mixed(responses: &Responses) -> Mixed {
    let dates = || responses.iter().filter_map(|r| r.date);
    let far = |(from, to): &(Date, Date)| {
        from.until(*to)
            .is_ok_and(|span| span.get_days() > MOST_DAYS)
    };
    Mixed {
        districts: several(&responses.districts()),
        cycles: several(&responses.cycles()),
        dates: dates().min().zip(dates().max()).filter(far),
    }
}

/// The distinct texts, when there is more than one.
fn several(spellings: &[(&str, u32)]) -> Vec<String> {
    let mut distinct: BTreeMap<String, &str> = BTreeMap::new();
    for (text, _) in spellings {
        let shown = distinct.entry(key(text)).or_insert(text);
        *shown = (*text).min(*shown);
    }
    if distinct.len() < 2 {
        return Vec::new();
    }
    distinct.into_values().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::response::Response;
    use jiff::civil::date;

    #[test]
    fn agreement_does_not_care_for_case_and_blanks() {
        let agreed = |texts: &[(&str, u32)]| agreed_on(texts);
        let millbrook = agreed(&[("MILLBROOK", 1), ("Millbrook", 2)]);
        assert_eq!(millbrook.as_deref(), Some("Millbrook"));
        assert_eq!(agreed(&[("a", 1), ("A", 1)]).as_deref(), Some("A"));
        assert_eq!(agreed(&[("a", 1), ("b", 1)]), None);
        assert_eq!(agreed(&[]), None);
    }

    #[test]
    fn a_school_year_is_one_however_it_is_written() {
        let spellings = [
            ("2027/28", 1),
            ("2027-28", 3),
            ("SY 27-28", 1),
            ("20272028", 1),
        ];
        assert_eq!(agreed_on(&spellings).as_deref(), Some("2027-28"));
        for (one, other) in [
            ("2027-28", "2027"),
            ("2027-28", "SY28"),
            ("2027-28", "Fall 2027-28"),
            ("2027-28", "2028-29"),
            ("District 27-28", "27-28"),
        ] {
            assert_ne!(key(one), key(other));
        }
    }

    #[test]
    fn ninety_days_are_one_exercise_and_ninety_one_are_not() {
        let on = |date| Response {
            date: Some(date),
            ..Response::default()
        };
        let of = |days: [Date; 2]| mixed(&days.into_iter().map(on).collect());
        let near = of([date(2026, 1, 1), date(2026, 4, 1)]);
        assert_eq!(near, Mixed::default());
        let far = of([date(2026, 4, 2), date(2026, 1, 1)]);
        let dates = Some((date(2026, 1, 1), date(2026, 4, 2)));
        assert_eq!(far.dates, dates);
    }
}
