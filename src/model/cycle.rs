//! Whether responses belong together: one district, one year, and days that are not
//! far apart. Last year's form is easily left in the folder.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::model::rating::folded;
use crate::model::response::Response;

/// Responses of one exercise are at most so many days apart.
pub const MOST_DAYS: i32 = 90;

/// The one text that all who wrote any agree on, without regard to case, spacing and
/// composition of accents; in the spelling that most use, and of equally frequent ones
/// the first in the alphabet. `None` where nobody wrote any, or more than one.
#[must_use]
pub fn agreed_on<'t>(texts: impl Iterator<Item = &'t str>) -> Option<String> {
    let mut spellings: BTreeMap<&str, u32> = BTreeMap::new();
    for text in texts.filter(|text| !text.is_empty()) {
        *spellings.entry(text).or_default() += 1;
    }
    let mut distinct = spellings.keys().map(|text| folded(text));
    let first = distinct.next()?;
    if distinct.any(|other| other != first) {
        return None;
    }
    // The last of the most frequent, seen from the end, is the first in the alphabet.
    let most = spellings.iter().rev().max_by_key(|(_, times)| **times);
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
pub fn mixed<'r>(responses: impl Iterator<Item = &'r Response> + Clone) -> Mixed {
    let from = responses.clone().filter_map(|r| r.date).min();
    let to = responses.clone().filter_map(|r| r.date).max();
    let far = |(from, to): &(Date, Date)| {
        from.until(*to)
            .is_ok_and(|span| span.get_days() > MOST_DAYS)
    };
    Mixed {
        districts: several(responses.clone().map(|r| r.district.as_str())),
        cycles: several(responses.map(|r| r.cycle.as_str())),
        dates: from.zip(to).filter(far),
    }
}

/// The distinct texts, when there is more than one.
fn several<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<String> {
    let mut distinct: BTreeMap<String, &str> = BTreeMap::new();
    for text in texts.filter(|text| !text.is_empty()) {
        let shown = distinct.entry(folded(text).into_owned()).or_insert(text);
        *shown = text.min(*shown);
    }
    if distinct.len() < 2 {
        return Vec::new();
    }
    distinct.into_values().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn agreement_does_not_care_for_case_and_blanks() {
        let texts = ["", "Millbrook", "MILLBROOK", "Millbrook", ""];
        assert_eq!(agreed_on(texts.into_iter()).as_deref(), Some("Millbrook"));
        assert_eq!(agreed_on(["a", "A"].into_iter()).as_deref(), Some("A"));
        assert_eq!(agreed_on(["a", "b"].into_iter()), None);
        assert_eq!(agreed_on(["", ""].into_iter()), None);
    }

    #[test]
    fn ninety_days_are_one_exercise_and_ninety_one_are_not() {
        let on = |date| Response {
            date: Some(date),
            ..Response::default()
        };
        let near = [on(date(2026, 1, 1)), on(date(2026, 4, 1))];
        assert_eq!(mixed(near.iter()), Mixed::default());
        let far = [on(date(2026, 4, 2)), on(date(2026, 1, 1))];
        let dates = Some((date(2026, 1, 1), date(2026, 4, 2)));
        assert_eq!(mixed(far.iter()).dates, dates);
    }
}
