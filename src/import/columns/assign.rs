//! One column for each thing that is asked of a person: the one that holds something.

use crate::import::columns::{ExportColumn, Use};
use crate::import::form_export::{Export, bad};
use crate::import::headings::{Own, is_anonymous, plain};
use crate::model::letters::letters;
use crate::problem::Problem;

/// Leaves one column for each thing, the one that holds something; of time stamps the one
/// of the day that the respondent gave, or else of when it was sent.
pub(super) fn settle(columns: &mut [ExportColumn], export: &Export) -> Vec<Problem> {
    let mut problems = Vec::new();
    account_name(columns);
    problems.extend(parts_of_a_name(columns));
    for own in [
        Own::Name,
        Own::FirstName,
        Own::LastName,
        Own::Role,
        Own::Department,
        Own::District,
        Own::Cycle,
    ] {
        let of = of(columns, own);
        if of.len() < 2 {
            continue;
        }
        let filled: Vec<usize> = of
            .iter()
            .copied()
            .filter(|at| says_something(export, columns[*at].at))
            .collect();
        // A column that is sure goes before one that is only likely.
        let sure: Vec<usize> = filled
            .iter()
            .copied()
            .filter(|at| !columns[*at].near)
            .collect();
        let kept = match (filled.as_slice(), sure.as_slice()) {
            ([], _) => of.first().copied(),
            ([only], _) | (_, [only]) => Some(*only),
            _ => None,
        };
        match kept {
            Some(kept) => {
                for at in of.into_iter().filter(|at| *at != kept) {
                    let filled = filled.contains(&at);
                    columns[at].used = if filled {
                        Use::Nothing
                    } else {
                        Use::Own(Own::Tools)
                    };
                    columns[at].near = false;
                }
            }
            None => problems.push(two_columns(columns, &filled, own.words())),
        }
    }
    one_time_stamp(columns);
    problems
}

/// Where people sign in, a form tool writes the account's name right behind its address: it
/// is not what somebody answered who was asked for a name, and left it empty.
fn account_name(columns: &mut [ExportColumn]) {
    let names = of(columns, Own::Name);
    let is_account = |at: &&usize| {
        **at > 0
            && columns[**at - 1].used == Use::Own(Own::Email)
            && columns[..**at]
                .iter()
                .any(|c| c.used == Use::Own(Own::Tools))
    };
    let is_asked = |column: &ExportColumn| {
        let names = [Own::Name, Own::FirstName, Own::LastName].map(Use::Own);
        !column.near && names.contains(&column.used)
    };
    if let Some(account) = names.iter().find(is_account).copied()
        && columns[account + 1..].iter().any(is_asked)
    {
        columns[account].used = Use::Own(Own::Tools);
    }
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
    let column = columns
        .iter()
        .find(|c| c.heading.is_empty() && c.used == Use::Nothing)?;
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

fn two_columns(columns: &[ExportColumn], of: &[usize], what: &str) -> Problem {
    let named: Vec<String> = of.iter().map(|at| columns[*at].named()).collect();
    bad(
        format!("More than one column has the {what}: {}.", named.join(", ")),
        "Give the one that isn't the answer another heading. If each row has it in only one of them, put them together in one column.",
    )
}

fn one_time_stamp(columns: &mut [ExportColumn]) {
    let rank = |column: &ExportColumn| {
        let words = plain(&column.heading);
        let day_given = words.contains("date");
        (column.near, !day_given, column.at)
    };
    let of = of(columns, Own::When);
    let first = of.iter().copied().min_by_key(|at| rank(&columns[*at]));
    for at in of {
        if Some(at) != first {
            columns[at].used = Use::Own(Own::Tools);
            columns[at].near = false;
        }
    }
}

/// Whether a column holds anything but what a tool writes for people who are not named.
fn says_something(export: &Export, column: usize) -> bool {
    let said = |text: String| !text.is_empty() && !is_anonymous(&text);
    export.rows.iter().any(|row| said(row.text(column)))
}
