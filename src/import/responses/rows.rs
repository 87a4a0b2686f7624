//! Rows of an export that are nobody's response: totals, and the most common answers.

use crate::import::columns::{ExportColumn, Own, Use, of};
use crate::import::form_export::{Export, Row, answer, bad};
use crate::import::headings::plain;
use crate::model::rubric::Rubric;
use crate::problem::Problem;

/// What somebody calls a row that sums the others up.
const CALLED: [&str; 22] = [
    "total",
    "totals",
    "grand total",
    "sum",
    "count",
    "counts",
    "average",
    "averages",
    "avg",
    "mean",
    "median",
    "mode",
    "most common",
    "most common answer",
    "most common answers",
    "most frequent",
    "majority",
    "summary",
    "overall",
    "percent",
    "result",
    "results",
];

/// The numbers of rows that sum up the others: they are called so, or have numbers where the
/// others have ratings.
pub(super) fn summaries(export: &Export, columns: &[ExportColumn], rubric: &Rubric) -> Vec<usize> {
    let ratings = rated(columns);
    let is_summary = |row: &&Row| {
        let called = row.cells().map(|(at, _)| at);
        let called = called.filter(|at| !ratings.contains(at));
        let called = called.map(|at| plain(&row.text(at)));
        let is_called = called
            .take(3)
            .any(|text| CALLED.contains(&text.trim_end_matches([':', ' '])));
        let texts = ratings.iter().map(|at| row.text(*at));
        let texts: Vec<String> = texts.filter(|text| !text.is_empty()).collect();
        let is_number = |text: &String| {
            let bare = text.trim_end_matches('%').replace([',', ' '], "");
            bare.parse::<f64>().is_ok()
        };
        let numbers = texts.len() > 2 && texts.iter().all(is_number);
        let rates = texts
            .iter()
            .any(|text| answer::rating(&rubric.labels, text).is_some());
        is_called && (rates || numbers || texts.is_empty()) || numbers
    };
    let all: Vec<usize> = export
        .rows
        .iter()
        .filter(is_summary)
        .map(|row| row.number)
        .collect();
    // Where every row is like that, it is not one of sums.
    if all.len() == export.rows.len() {
        Vec::new()
    } else {
        all
    }
}

/// A row of ratings that nobody sent: every other one has a time stamp, and this one has neither
/// that nor anything else about a person.
pub(super) fn without_a_stamp(
    export: &Export,
    columns: &[ExportColumn],
    summaries: &[usize],
) -> Option<Problem> {
    let when = *of(columns, Use::Own(Own::When)).first()?;
    let ratings = rated(columns);
    let rows = export
        .rows
        .iter()
        .filter(|row| !summaries.contains(&row.number));
    let rows: Vec<&Row> = rows.collect();
    let unstamped: Vec<&&Row> = rows.iter().filter(|row| row.cell(when).is_none()).collect();
    let [row] = unstamped.as_slice() else {
        return None;
    };
    let only_ratings = row.cells().all(|(at, _)| ratings.contains(&at));
    let is_last = rows.last().is_some_and(|last| last.number == row.number);
    (rows.len() > 3 && is_last && only_ratings && row.cells().len() > 2).then(|| {
        bad(
            format!(
                "Row {} has answers, but no time stamp, name, or comment, unlike every other row. Is it a summary of the others?",
                row.number
            ),
            "If it's a response, type a date into its time stamp. If it's a summary, import a copy of the export without it.",
        )
    })
}

fn rated(columns: &[ExportColumn]) -> Vec<usize> {
    let rated = columns.iter().filter(|c| matches!(c.used, Use::Rating(_)));
    rated.map(|c| c.at).collect()
}
