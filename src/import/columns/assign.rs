//! One column for each thing that is asked of a person: the one that holds something.

use std::collections::BTreeSet;

use jiff::civil::Time;

use crate::import::columns::{ExportColumn, Use, when};
use crate::import::form_export::{Cell, Export, Row, bad};
use crate::import::grid::texts_in;
use crate::import::headings::{
    Own, are_of_several_words, asked, has_all_of, is_other_half, joins_name_and_post, plain,
};
use crate::model::dates::read_date::{Stamp, stamp, time_of};
use crate::model::each_once::only;
use crate::model::letters::letters;
use crate::model::placeholder::names_nobody;
use crate::problem::Problem;
use crate::words::list;

/// Leaves one column for each thing, the one that holds something; of time stamps also those that
/// have a day where the others have none.
pub(super) fn settle(columns: &mut [ExportColumn], export: &Export) -> Vec<Problem> {
    let mut problems = Vec::new();
    no_districts(columns, export);
    problems.extend(name_and_post(columns));
    account_name(columns);
    problems.extend(halves_of_a_name(columns, export));
    problems.extend(parts_of_a_name(columns));
    for own in Own::PERSONS.into_iter().chain([Own::District, Own::Cycle]) {
        let of = of(columns, own);
        if of.len() < 2 {
            continue;
        }
        let (mut filled, mut sure) = (of.clone(), of.clone());
        filled.retain(|at| says_something(export, columns[*at].at));
        // A column that is sure goes before one that is only likely.
        sure.retain(|at| filled.contains(at) && !columns[*at].near);
        let kept = match (filled.as_slice(), sure.as_slice()) {
            ([], _) => Some(of[0]),
            ([only], _) | (_, [only]) => Some(*only),
            _ => {
                let has_all =
                    |kept: &usize| filled.iter().all(|at| agrees(*at, *kept, columns, export));
                let has_all = filled.iter().copied().find(has_all);
                has_all.or_else(|| best(own, columns, &filled))
            }
        };
        let Some(kept) = kept else {
            let named: Vec<String> = filled.iter().map(|at| columns[*at].named()).collect();
            problems.push(bad(
                format!("More than one column has the {}: {}.", own.words(), named.join(", ")),
                "Give the one that isn't the answer another heading. If each row has it in only one of them, put them together in one column.",
            ));
            continue;
        };
        for at in of.into_iter().filter(|at| *at != kept) {
            let is_lost = filled.contains(&at) && !agrees(at, kept, columns, export);
            columns[at].near = false;
            columns[at].used = match is_lost {
                true => Use::Nothing,
                false => Use::Own(Own::Tools),
            };
        }
    }
    time_stamps(columns, export);
    problems
}

/// Takes what is no district's name for none: a sentence, and below a heading that is only like one for
/// it what differs from row to row.
fn no_districts(columns: &mut [ExportColumn], export: &Export) {
    for at in of(columns, Own::District) {
        let texts: BTreeSet<String> = texts_in(&export.rows, columns[at].at).collect();
        let is_sentence = |text: &String| {
            let ends = text.ends_with(['.', '!', '?']) && text.split_whitespace().count() > 4;
            ends || text.len() > 80
        };
        if texts.iter().any(is_sentence) || columns[at].near && texts.len() > 1 {
            (columns[at].used, columns[at].near) = (Use::Nothing, false);
        }
    }
}

/// One column for the name and the role, where no other has the name.
fn name_and_post(columns: &[ExportColumn]) -> Option<Problem> {
    let is_named = columns.iter().any(|c| c.filled && c.used.is_name());
    let is_both =
        |c: &&ExportColumn| c.used == Use::Nothing && c.filled && joins_name_and_post(&c.heading);
    let column = columns.iter().find(is_both).filter(|_| !is_named)?;
    Some(bad(
        format!(
            "Column {} has the name and the role or department in one.",
            column.named()
        ),
        "In a copy of the export, split it into one column called Name and one called Role or Department.",
    ))
}

/// Whether a column says nothing that another one doesn't.
fn agrees(at: usize, other: usize, columns: &[ExportColumn], export: &Export) -> bool {
    let text = |row: &Row, of: usize| plain(&row.text(columns[of].at));
    let is_same = |row: &Row| ["", &text(row, other)].contains(&&*text(row, at));
    export.rows.iter().all(is_same)
}

/// Of different roles or departments, the one with the better heading, as in a roster.
fn best(own: Own, columns: &[ExportColumn], of: &[usize]) -> Option<usize> {
    let rank = |at: &usize| asked(&columns[*at].heading).map_or(usize::MAX, |(_, rank)| rank);
    let best = of.iter().copied().min_by_key(rank)?;
    let is_only = of.iter().filter(|at| rank(at) == rank(&best)).count() == 1;
    (matches!(own, Own::Role | Own::Department) && is_only).then_some(best)
}

/// Where people sign in, a form tool writes the account's name right behind its address: it
/// is not what somebody answered who was asked for a name, and left it empty.
fn account_name(columns: &mut [ExportColumn]) {
    let names = of(columns, Own::Name);
    let is_account = |at: &&usize| {
        let mut before = columns[..**at].iter();
        before
            .next_back()
            .is_some_and(|c| c.used == Use::Own(Own::Email))
            && before.any(|c| c.used == Use::Own(Own::Tools))
    };
    let is_asked = |column: &ExportColumn| !column.near && column.used.is_name();
    if let Some(account) = names.iter().find(is_account).copied()
        && columns[account + 1..].iter().any(is_asked)
    {
        columns[account].used = Use::Own(Own::Tools);
    }
}

/// What is called only "Name" can be half of one, beside a first or a last name that is no part of
/// it; or it can say again one half of both.
fn halves_of_a_name(columns: &mut [ExportColumn], export: &Export) -> Option<Problem> {
    let [whole, first, last] = Own::NAMES.map(|own| of(columns, own));
    let ([whole_column], 1..) = (whole.as_slice(), first.len() + last.len()) else {
        return None;
    };
    let name = |row: &Row| row.text(columns[*whole_column].at);
    let both = [first.as_slice(), &last].concat();
    let parts = |row: &Row| {
        let parts = both.iter().map(|at| row.text(columns[*at].at));
        parts.collect::<Vec<_>>().join(" ")
    };
    let first_row = |is: fn(&str, &str) -> bool| {
        let mut rows = export.rows.iter();
        let row = rows.find(|row| is(&name(row), &parts(row)))?;
        Some(row.number)
    };
    let whole_row = first_row(has_all_of);
    if !first.is_empty() && !last.is_empty() {
        let again = first_row(|name, parts| has_all_of(parts, name) && !has_all_of(name, parts));
        if again.is_some() && whole_row.is_none() {
            columns[*whole_column].used = Use::Own(Own::Tools);
        }
        return None;
    }
    let half = first_row(is_other_half)?;
    let is_long = are_of_several_words(&export.rows, columns[*whole_column].at);
    let is_preferred = |at: &usize| plain(&columns[*at].heading).contains("preferred");
    if is_long && both.iter().any(is_preferred) {
        return None;
    }
    if is_long || whole_row.is_some() {
        let all = whole.iter().chain(&both);
        let named = list(all.map(|at| columns[*at].named()));
        let why = match whole_row {
            Some(whole) => {
                format!("In row {whole}, one has the whole name. In row {half}, each has a part.")
            }
            None => format!("In row {half}, it isn't clear whether one has the whole name."),
        };
        return Some(bad(
            format!("Columns {named} are both for the name. {why}"),
            "In a copy of the export, put the whole name of each person in one column called Name.",
        ));
    }
    let other = match first.as_slice() {
        [] => Own::FirstName,
        _ => Own::LastName,
    };
    (columns[*whole_column].used, columns[*whole_column].near) = (Use::Own(other), true);
    None
}

/// First and last name make a name. Where a question asks for all of it, they are those of a
/// list of addresses, and nobody's answer.
fn parts_of_a_name(columns: &mut [ExportColumn]) -> Option<Problem> {
    let is_asked = !of(columns, Own::Name).is_empty();
    let [first, last] = [Own::FirstName, Own::LastName].map(|own| of(columns, own));
    let is_alone = first.is_empty() || last.is_empty();
    for at in first.iter().chain(&last).copied() {
        if is_asked {
            columns[at].used = Use::Own(Own::Tools);
        } else if is_alone {
            columns[at].near = true;
        }
    }
    // Under no heading, the other half may be somebody's name.
    let mut unknown = columns.iter().filter(|c| c.used == Use::Nothing);
    let column = unknown.find(|c| c.heading.is_empty())?;
    let (is, has) = match (first.as_slice(), last.as_slice()) {
        ([_], []) => ("first", "last"),
        ([], [_]) => ("last", "first"),
        _ => return None,
    };
    (!is_asked).then(|| {
        let at = letters(column.at);
        bad(
            format!("There's a column of {is} names, but none of {has} names, and column {at} has text below no heading."),
            &format!("Type a heading above column {at}: \"{has} name\", or whatever it is."),
        )
    })
}

fn of(columns: &[ExportColumn], own: Own) -> Vec<usize> {
    let is = |at: &usize| columns[*at].used == Use::Own(own);
    (0..columns.len()).filter(is).collect()
}

/// Leaves the column whose day counts, and others that have one where that has none.
fn time_stamps(columns: &mut [ExportColumn], export: &Export) {
    let has_day = |row: &Row, at: usize| match row.cell(at) {
        Some(Cell::Day(..)) => true,
        Some(Cell::Text(text)) => stamp(&text, None) != Stamp::Other,
        None => false,
    };
    let dated = |at: &usize| export.rows.iter().any(|row| has_day(row, *at));
    if !when(columns).iter().any(dated) {
        // When a tool began, or what it changed last, is better than no day.
        let is_day = |row: &Row, at| row.cell(at).is_none() || has_day(row, at);
        let is_tools = |c: &&mut ExportColumn| c.used == Use::Own(Own::Tools) && dated(&c.at);
        let tools = columns.iter_mut().filter(is_tools);
        let days = tools.filter(|c| export.rows.iter().all(|row| is_day(row, c.at)));
        let rank = |c: &&mut ExportColumn| {
            let heading = plain(&c.heading);
            let is_last = heading.contains("modified") || heading.contains("last");
            (is_last, heading.starts_with("sta"))
        };
        if let Some(column) = days.min_by_key(rank) {
            column.used = Use::Own(Own::When);
        } else if let Some(at) = unknown_time_stamp(columns, export) {
            (columns[at].used, columns[at].near) = (Use::Own(Own::When), true);
        }
    }
    let mut ranked = when(columns);
    ranked.sort_by_cached_key(|at| !dated(at));
    let is_used = |nth: usize| {
        let mut rows = export.rows.iter();
        let is_first_in = |row: &Row| {
            let before = ranked[..nth].iter();
            has_day(row, ranked[nth]) && !before.clone().any(|at| has_day(row, *at))
        };
        nth == 0 || rows.any(is_first_in)
    };
    let unused = (0..ranked.len()).filter(|nth| !is_used(*nth));
    let unused: Vec<usize> = unused.map(|nth| ranked[nth]).collect();
    for column in columns.iter_mut().filter(|c| unused.contains(&c.at)) {
        (column.used, column.near) = (Use::Own(Own::Tools), false);
    }
}

/// The only column of days with times in every row, whatever language its heading is in.
fn unknown_time_stamp(columns: &[ExportColumn], export: &Export) -> Option<usize> {
    let is_time = |cell: Cell| match cell {
        Cell::Day(_, time) => time != Time::midnight(),
        Cell::Text(text) => time_of(&text).is_some(),
    };
    let is_stamp = |at: &usize| {
        let column = &columns[*at];
        let mut rows = export.rows.iter();
        column.used == Use::Nothing && rows.all(|row| row.cell(column.at).is_some_and(is_time))
    };
    only((0..columns.len()).filter(is_stamp))
}

/// Whether a column holds anything but what a tool writes for people who are not named.
fn says_something(export: &Export, column: usize) -> bool {
    texts_in(&export.rows, column).any(|text| !names_nobody(&text))
}
