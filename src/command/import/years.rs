//! An export that a form tool makes of a form that is used every year has the rows of all
//! years; one import is of one of them.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::import::grid::rows_named;
use crate::import::responses::Imported;
use crate::model::dates::year::{after, begun_in, first_year, is_later_year, named};
use crate::model::response::Response;
use crate::report::formats::escape;
use crate::words::{agreeing, days, list};

/// Rows that were taken out.
pub(in crate::command) struct OtherYear {
    /// How many.
    pub(super) rows: usize,
    /// Their first day and their last, or what the export calls their school year.
    pub(super) days: String,
    /// Their school year.
    pub(super) cycle: String,
    /// Whether only their days say so.
    is_by_days: bool,
}

/// Takes the rows out that are of another school year than `cycle` or, where none is of that, than the
/// newest: as the export itself says which year a row is of, else by their days.
pub(in crate::command) fn take_other_years(
    imported: &mut Imported,
    cycle: Option<&str>,
) -> Vec<OtherYear> {
    if let Some(others) = take_by_name(imported, cycle) {
        return others;
    }
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
    let firsts = others
        .iter()
        .filter_map(|(row, response)| imported.readings(*row, response).min());
    in_years(&mut firsts.collect::<Vec<_>>())
        .iter()
        .filter_map(|of| {
            Some(OtherYear {
                rows: of.len(),
                days: days(*of.first()?, *of.last()?),
                cycle: after("", *of.first()?),
                is_by_days: true,
            })
        })
        .collect()
}

/// The same where the export names several school years. A row that names none is kept.
fn take_by_name(imported: &mut Imported, cycle: Option<&str>) -> Option<Vec<OtherYear>> {
    let years = named_years(imported);
    let newest = *years.last().filter(|_| years.len() > 1)?;
    let wanted = cycle.and_then(|cycle| years.iter().find(|year| is_named(**year, cycle)));
    let wanted = *wanted.unwrap_or(&newest);
    let rows = std::mem::take(&mut imported.responses);
    let is_other =
        |response: &Response| first_year(&response.cycle).is_some_and(|year| year != wanted);
    let (others, this): (Vec<_>, Vec<_>) = rows.into_iter().partition(|(_, row)| is_other(row));
    imported.responses = this;
    let others = years.iter().filter(|year| **year != wanted).map(|year| {
        let of = others.iter().map(|(_, row)| &row.cycle);
        let mut of = of
            .filter(|cycle| first_year(cycle) == Some(*year))
            .peekable();
        let cycle = of
            .peek()
            .map_or_else(|| named(*year), |cycle| (*cycle).clone());
        OtherYear {
            rows: of.count(),
            days: cycle.clone(),
            cycle,
            is_by_days: false,
        }
    });
    Some(others.collect())
}

/// The years in which the school years begin that rows name.
fn named_years(imported: &Imported) -> BTreeSet<u64> {
    let rows = imported.responses.iter();
    rows.filter_map(|(_, row)| first_year(&row.cycle)).collect()
}

/// Whether a school year that begins in this one can be called so.
fn is_named(year: u64, cycle: &str) -> bool {
    first_year(cycle)
        .is_some_and(|first| first == year || has_one_number(cycle) && first == year + 1)
}

/// Why no row can be of the school year that was typed, by its days. Where the export itself says which
/// year a row is of, that counts.
pub(super) fn none_of(imported: &Imported, cycle: &str) -> Option<String> {
    let mut rows = imported.responses.iter();
    if rows.any(|(_, row)| row.cycle != cycle.trim()) {
        let years = named_years(imported);
        let is_none =
            first_year(cycle).is_some() && !years.iter().any(|year| is_named(*year, cycle));
        let newest = named(*years.last().filter(|_| is_none)?);
        return Some(format!(
            "nothing was written because no row is from {}. The newest rows are from {newest}, as the export's column with the school year says. Type --cycle {newest}, or correct the column in a copy of the export.",
            escape::terminal(cycle)
        ));
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
    !is_later_year(day, from) && !is_later_year(to, day)
        || has_one_number(cycle) && begun_in(day) + 1 == begins
}

fn has_one_number(cycle: &str) -> bool {
    let numbers = cycle.split(|c: char| !c.is_ascii_digit());
    numbers.filter(|digits| !digits.is_empty()).count() == 1
}

/// Why the rows of other years can't be told from the others: some have no day that is certain.
pub(super) fn undated(imported: &Imported, others: &[OtherYear]) -> Option<String> {
    let rows = imported.responses.iter();
    let undated = rows.filter(|(_, response)| response.date.is_none());
    let undated: Vec<usize> = undated.map(|(row, _)| *row).collect();
    if undated.is_empty() || !others.iter().any(|of| of.is_by_days) {
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
