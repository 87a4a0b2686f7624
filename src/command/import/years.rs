//! An export that a form tool makes of a form that is used every year has the rows of all
//! years; one import is of one of them.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::import::responses::Imported;
use crate::model::dates::year::{begun_in, first_year, is_later_year};

/// Rows that were taken out: how many, their first day and their last.
pub(in crate::command) type OtherYear = (usize, Date, Date);

/// Takes the rows out that are of another school year by their days than `cycle` or, where none
/// is of that, than the newest; where the export itself says which year a row is of, none.
pub(in crate::command) fn take_other_years(
    imported: &mut Imported,
    cycle: Option<&str>,
) -> Vec<OtherYear> {
    let rows = imported.responses.iter().map(|(_, row)| row);
    let named: BTreeSet<&str> = rows.map(|row| row.cycle.as_str()).collect();
    if named.len() > 1 || cycle.is_none() && named.iter().any(|cycle| !cycle.is_empty()) {
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
    let this = years.iter().find(is_wanted).or(years.last());
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

/// Days by the school years that are told apart.
fn in_years(days: &mut [Date]) -> Vec<Vec<Date>> {
    days.sort_unstable();
    let years = days.chunk_by(|a, b| !is_later_year(*a, *b));
    years.map(<[Date]>::to_vec).collect()
}
