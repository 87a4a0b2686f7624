//! Practices for which there is more than one column.

use crate::import::columns::{ExportColumn, Use, of, titled, without_column};
use crate::import::form_export::{Export, bad};
use crate::model::letters::letters;
use crate::model::rubric::Rubric;
use crate::problem::Problem;
use crate::words::{counted, list, same_of};

/// Two columns for one thing of a practice, both filled in in one row and not alike.
pub(super) fn twice(columns: &[ExportColumn], export: &Export, rubric: &Rubric) -> Option<Problem> {
    let mut clashes = asked_twice(columns, rubric).filter_map(|(practice, what, of)| {
        let row = export.rows.iter().find(|row| {
            let mut said = of.iter().filter_map(|at| row.cell(*at));
            let first = said.next();
            said.any(|other| Some(other) != first)
        })?;
        Some((practice, what, of, row.number))
    });
    let (practice, what, of, row) = clashes.next()?;
    let (both, more_than_one) = match of.len() {
        2 => ("both", "both are"),
        _ => ("all", "more than one is"),
    };
    let more = same_of(clashes.count(), "more question");
    let of_others = match without_column(&columns.iter(), rubric.len()).as_slice() {
        [] => String::new(),
        [only] => format!(" No column was found for {}.", titled(rubric, *only)),
        [first, more @ ..] => format!(
            " No column was found for {} and {}.",
            titled(rubric, *first),
            counted(more.len(), "more practice")
        ),
    };
    let help = match (of_others.as_str(), what) {
        ("", "practice") => {
            "In a copy of the export, change the heading of the one that doesn't count, such as to Last year."
        }
        ("", _) => {
            "In a copy of the export, put what belongs to the practice together in one column."
        }
        _ => {
            "If one of the columns is for another practice, change its heading to that practice's title."
        }
    };
    Some(bad(
        format!(
            "Columns {} are {both} for {what} {}, and in row {row} {more_than_one} filled in.{more}{of_others}",
            list(of.into_iter().map(letters)),
            titled(rubric, practice),
        ),
        help,
    ))
}

/// What more than one column is for: the practice, what of it, and the columns from 0.
pub(in crate::import) fn asked_twice(
    columns: &[ExportColumn],
    rubric: &Rubric,
) -> impl Iterator<Item = (usize, &'static str, Vec<usize>)> {
    let asked = (0..rubric.len()).flat_map(move |practice| {
        let comments = ("comments on practice", Use::Documentation(practice));
        [("practice", Use::Rating(practice)), comments].map(|(what, used)| {
            let of = of(columns, used).map(|column| column.at);
            (practice, what, of.collect())
        })
    });
    asked.filter(|(.., of): &(_, _, Vec<usize>)| of.len() > 1)
}
