//! Which rows of a table are headings, and which are answers.

use std::collections::HashSet;

use crate::file::columns::Questions;
use crate::file::grid::{Row, Wanted};
use crate::model::rating::Labels;
use crate::model::rubric::Rubric;

/// The headings are sought in so many rows: a title can stand above them.
const TOP: usize = 10;
/// No rating is longer, in bytes.
const LONGEST_LABEL: usize = 200;

/// Tells headings and answers from all else that a table holds.
pub(in crate::file) struct Look<'r> {
    questions: Questions,
    labels: &'r Labels,
}

impl<'r> Look<'r> {
    pub(in crate::file) fn new(rubric: &'r Rubric) -> Self {
        Self {
            questions: Questions::new(rubric),
            labels: &rubric.labels,
        }
    }

    /// Which row has the headings: the one that names most practices; else, above the first
    /// answers, the one with most cells.
    pub(super) fn headings(&self, rows: &[Row]) -> usize {
        let top = &rows[..rows.len().min(TOP)];
        let named = top.iter().position(|row| self.names_practices(row));
        let answered = || top.iter().position(|row| self.is_answered(row));
        let widest = || {
            let above = top[..answered()?].iter().enumerate().rev();
            let widest = above.max_by_key(|(_, row)| row.cells().len());
            widest.map(|(at, _)| at)
        };
        named.or_else(widest).unwrap_or(0)
    }

    fn names_practices(&self, row: &Row) -> bool {
        let named = row.texts().filter_map(|text| self.questions.asked(text));
        2 * named.collect::<HashSet<_>>().len() > self.questions.len()
    }

    fn is_answered(&self, row: &Row) -> bool {
        2 * self.ratings(row) > self.questions.len()
    }

    /// How many cells hold a rating.
    pub(super) fn ratings(&self, row: &Row) -> usize {
        let short = row.texts().filter(|text| text.len() <= LONGEST_LABEL);
        short
            .filter(|text| self.labels.read(text).is_some())
            .count()
    }
}

impl Wanted for Look<'_> {
    /// Whether one of the rows at the top names more than half of the practices.
    fn has_headings(&self, rows: &[Row]) -> bool {
        rows.iter().take(TOP).any(|row| self.names_practices(row))
    }

    /// Whether one of the first rows rates more than half of the practices, or any below
    /// headings that name them.
    fn has_content(&self, rows: &[Row]) -> bool {
        let first = || rows.iter().take(10 * TOP);
        let below = match rows
            .iter()
            .take(TOP)
            .position(|row| self.names_practices(row))
        {
            Some(at) => at + 1,
            None => rows.len(),
        };
        first().any(|row| self.is_answered(row))
            || first().skip(below).any(|row| self.ratings(row) > 0)
    }
}
