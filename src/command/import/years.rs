//! An export that a form tool makes of a form that is used every year has the rows of all
//! years; one import is of one of them.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::import::grid::rows_named;
use crate::import::responses::Imported;
use crate::model::dates::year::{begun_in, first_year, is_later_year, named};
use crate::report::formats::escape;
use crate::words::{agreeing, days, list};

/// Rows that were taken out: how many, their first day and their last.
pub(in crate::command) type OtherYear = (usize, Date, Date);

/// Takes the rows out that are of another school year by their days than `cycle` or, where none
/// is of that, than the newest; where the export itself says which year a row is of, none.
pub(in crate::command) fn take_other_years(
    imported: &mut Imported,
    cycle: Option<&str>,
) -> Vec<OtherYear> {
    let rows = imported.responses.iter().map(|(_, row)| row);
    let given: BTreeSet<&str> = rows.map(|row| row.cycle.as_str()).collect();
    if given.len() > 1 || cycle.is_none() && given.iter().any(|cycle| !cycle.is_empty()) {
        return Vec::new();
    }
    let known = imported.responses.iter().filter_map(|(_, row)| row.date);
    let mut known: Vec<Date> = known.collect();
    if known.is_empty() {
        known = imported.days().collect();
    }
    let wanted = cycle.and_then(first_year);
    let years = in_years(&mut known);
    let is_wanted = |days: &&Vec<Date>| days.iter().any(|day| Some(begun_in(*day)) == wanted);
    let may_be = |days: &&Vec<Date>| {
        let mut days = days.iter();
        cycle.is_some_and(|cycle| days.any(|day| may_be_of(*day, cycle)))
    };
    let this = years.iter().find(is_wanted);
    let this = this.or_else(|| years.iter().find(may_be)).or(years.last());
    let Some((from, to)) = this.and_then(|days| Some((*days.first()?, *days.last()?))) else {
        return Vec::new();
    };
    let is_apart = |day: Date| is_later_year(day, from) || is_later_year(to, day);
    let rows = std::mem::take(&mut imported.responses);
    let (others, this): (Vec<_>, Vec<_>) = rows.into_iter().partition(|(row, response)| {
        let mut days = imported.readings(*row, response).peekable();
        days.peek().is_some() && days.all(is_apart)
    });
    imported.responses = this;
    let days = others
        .iter()
        .filter_map(|(row, response)| imported.readings(*row, response).min());
    in_years(&mut days.collect::<Vec<_>>())
        .iter()
        .filter_map(|days| Some((days.len(), *days.first()?, *days.last()?)))
        .collect()
}

/// Why no row can be of the school year that was typed, by its days. Where the export itself says which
/// year a row is of, that counts.
pub(super) fn none_of(imported: &Imported, cycle: &str) -> Option<String> {
    let mut rows = imported.responses.iter();
    if rows.any(|(_, row)| row.cycle != cycle.trim()) {
        return None;
    }
    let rows = imported.responses.iter();
    let mut could_be = rows.flat_map(|(row, response)| imported.readings(*row, response));
    let years = in_years(&mut imported.days().collect::<Vec<_>>());
    let newest = years.last()?.last()?;
    (!could_be.any(|day| may_be_of(day, cycle))).then(|| {
        let of = years.iter().filter_map(|of| Some(days(*of.first()?, *of.last()?)));
        format!(
            "nothing was written because no row is from {}. The export's answers are from {}. Type the rows' own school year, such as --cycle {}, or correct the dates in a copy of the export.",
            escape::terminal(cycle),
            list(&of.collect::<Vec<_>>()),
            named(begun_in(*newest))
        )
    })
}

/// Whether a round that is called so can have had an answer on this day: in that school year, or not long
/// before or after it. One number can be the year in which it ends: "Spring 2026".
fn may_be_of(day: Date, cycle: &str) -> bool {
    let Some(begins) = first_year(cycle) else {
        return true;
    };
    let [from, to] = [(begins, 7, 1), (begins + 1, 6, 30)].map(|(year, month, day)| {
        let year = i16::try_from(year).unwrap_or_default();
        Date::constant(year, month, day)
    });
    let numbers = cycle.split(|c: char| !c.is_ascii_digit());
    let is_one = numbers.filter(|digits| !digits.is_empty()).count() == 1;
    !is_later_year(day, from) && !is_later_year(to, day) || is_one && begun_in(day) + 1 == begins
}

/// Why the rows of other years can't be told from the others: some have no day that is certain.
pub(super) fn undated(imported: &Imported, others: &[OtherYear]) -> Option<String> {
    let rows = imported.responses.iter();
    let undated = rows.filter(|(_, response)| response.date.is_none());
    let undated: Vec<usize> = undated.map(|(row, _)| *row).collect();
    if undated.is_empty() || others.is_empty() {
        return None;
    }
    let mut either = undated.iter();
    let (date, how) = match either.any(|row| imported.either_day.contains_key(row)) {
        true => ("no date that is clear", "Run this again with --date-order."),
        false => (
            "no date",
            "In a copy of the export, type the date as year-month-day, such as 2026-10-01.",
        ),
    };
    Some(format!(
        "nothing was written because the export has rows from more than one school year, but {} {} {date}. {how}",
        rows_named(&undated).to_lowercase(),
        agreeing(undated.len(), "has", "have"),
    ))
}

/// Days by the school years that are told apart.
fn in_years(days: &mut [Date]) -> Vec<Vec<Date>> {
    days.sort_unstable();
    let years = days.chunk_by(|a, b| !is_later_year(*a, *b));
    years.map(<[Date]>::to_vec).collect()
}
