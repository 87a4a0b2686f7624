//! What responses of one exercise have in common: one district and one year, in whatever spelling.

use std::cmp::Reverse;

use crate::model::rating::folded;
use crate::words::numbers_in;

/// Responses of one exercise are at most so many days apart.
pub const MOST_DAYS: i32 = 90;

/// What all writings of one name have in common, whatever their case, spacing, and composition of
/// accents; of a school year that names both of its years, in any way: `2027/2028`, `SY 27-28`.
pub fn key(name: &str) -> String {
    let folded = folded(name);
    let letters: String = folded.chars().filter(|c| c.is_alphabetic()).collect();
    let both = match *numbers_in(&folded).collect::<Vec<_>>() {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_or_school_year_is_one_however_it_is_written() {
        for (spellings, agreed) in [
            (&[("MILLBROOK", 1), ("Millbrook", 2)][..], Some("Millbrook")),
            (&[("a", 1), ("A", 1)], Some("A")),
            (&[("a", 1), ("b", 1)], None),
            (&[], None),
            (
                &[
                    ("2027/28", 1),
                    ("2027-28", 3),
                    ("SY 27-28", 1),
                    ("20272028", 1),
                ],
                Some("2027-28"),
            ),
        ] {
            assert_eq!(agreed_on(spellings).as_deref(), agreed);
        }
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
}
