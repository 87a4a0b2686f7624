//! An export that a form tool makes of a form that is used every year has the rows of all
//! years; one import is of one of them.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::import::grid::rows_named;
use crate::import::responses::Imported;
use crate::model::dates::year::{after, begun_in, first_year, is_later_year, named};
use crate::model::response::Response;
use crate::report::formats::escape;
use crate::words::{agreeing, days, list};

/// Rows that were taken out.
pub(in crate::command) struct OtherYear {
    /// With the number of each.
    pub(super) rows: Vec<(usize, Response)>,
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
    if !imported.named_year.is_empty() {
        return take_by_name(imported, cycle);
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
        let cycle = cycle.filter(|_| wanted.is_some());
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
    let first = |(row, response): &(usize, Response)| imported.readings(*row, response).min();
    let firsts = others.iter().filter_map(first);
    in_years(&mut firsts.collect::<Vec<_>>())
        .iter()
        .filter_map(|of| {
            let rows = others.iter();
            let rows = rows.filter(|row| first(row).is_some_and(|day| of.contains(&day)));
            Some(OtherYear {
                rows: rows.cloned().collect(),
                days: days(*of.first()?, *of.last()?),
                cycle: after("", *of.first()?),
                is_by_days: true,
            })
        })
        .collect()
}

/// The same where the export says of rows which school year they are of. One that doesn't is of the year of
/// its day, and is kept if it has none.
fn take_by_name(imported: &mut Imported, cycle: Option<&str>) -> Vec<OtherYear> {
    let years = years_of(imported);
    let known: BTreeSet<u64> = years.iter().flatten().copied().collect();
    let wanted = cycle.and_then(|cycle| known.iter().find(|year| is_named(**year, cycle)));
    let Some(wanted) = wanted.or(known.last()) else {
        return Vec::new();
    };
    let rows = std::mem::take(&mut imported.responses);
    let mut others: BTreeMap<u64, OtherYear> = BTreeMap::new();
    for ((number, row), year) in rows.into_iter().zip(years) {
        let Some(year) = year.filter(|year| year != wanted) else {
            imported.responses.push((number, row));
            continue;
        };
        let is_named = imported.named_year.contains(&number);
        let cycle = if is_named {
            row.cycle.clone()
        } else {
            named(year)
        };
        let other = others.entry(year).or_insert_with(|| OtherYear {
            rows: Vec::new(),
            days: cycle.clone(),
            cycle,
            is_by_days: false,
        });
        other.rows.push((number, row));
        other.is_by_days |= !is_named;
    }
    others.into_values().collect()
}

/// The years in which the school years of the rows begin: as the export says, else by their days, where
/// those that it names come first.
fn years_of(imported: &Imported) -> Vec<Option<u64>> {
    let is_named = |row: &usize| imported.named_year.contains(row);
    let rows = || imported.responses.iter();
    let by_name = rows().filter(|(row, _)| is_named(row));
    let by_name: BTreeSet<u64> = by_name
        .filter_map(|(_, row)| first_year(&row.cycle))
        .collect();
    let year = |(number, row): &(usize, Response)| {
        if is_named(number) {
            return first_year(&row.cycle);
        }
        let day = imported.day_of(*number, row)?;
        let begun = begun_in(day);
        let near = by_name.iter().find(|year| may_be_of(day, &named(**year)));
        near.filter(|_| !by_name.contains(&begun))
            .copied()
            .or(Some(begun))
    };
    rows().map(year).collect()
}

/// Whether a school year that begins in this one can be called so.
fn is_named(year: u64, cycle: &str) -> bool {
    first_year(cycle)
        .is_some_and(|first| first == year || has_one_number(cycle) && first == year + 1)
}

/// Why no row can be of the school year that was typed, by its days. Where the export itself says which
/// year a row is of, that counts.
pub(super) fn none_of(imported: &Imported, cycle: &str) -> Option<String> {
    if !imported.named_year.is_empty() {
        let years: BTreeSet<u64> = years_of(imported).into_iter().flatten().collect();
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
            list(of),
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
    let is_several = others.iter().any(|of| of.is_by_days) || is_several(imported);
    if undated.is_empty() || !is_several {
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

/// Whether the rows are of several school years, whichever way around day and month are.
fn is_several(imported: &Imported) -> bool {
    let years = |nth: usize| {
        let rows = imported
            .responses
            .iter()
            .filter(|(row, _)| !imported.named_year.contains(row));
        let days = rows.filter_map(|(row, response)| {
            let days: Vec<Date> = imported.readings(*row, response).collect();
            days.get(nth).or(days.last()).copied()
        });
        in_years(&mut days.collect::<Vec<_>>()).len()
    };
    (0..3).all(|nth| years(nth) > 1)
}

/// Days by the school years that are told apart.
fn in_years(days: &mut [Date]) -> Vec<Vec<Date>> {
    days.sort_unstable();
    let years = days.chunk_by(|a, b| !is_later_year(*a, *b));
    years.map(<[Date]>::to_vec).collect()
}
