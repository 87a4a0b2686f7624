//! What a form itself says behind its labels, which is nobody's comment.

use std::collections::HashMap;

use crate::import::columns::{ExportColumn, Use};
use crate::import::form_export::{Export, answer};
use crate::model::rating::{Labels, Rating};
use crate::text::cut;
use crate::words::list;

/// What the form itself says behind a label: the same in every cell that has it, of
/// more than one person.
pub(super) struct Explanations {
    said: HashMap<Rating, String>,
    /// Whether every rating of the table has one, so that no one's words can be among them.
    are_certain: bool,
}

/// The words behind a label.
#[derive(Default)]
struct WordsBehind {
    first: Option<String>,
    differ: bool,
    row: usize,
    are_in_more_rows: bool,
}

impl Explanations {
    pub(super) fn of(export: &Export, columns: &[ExportColumn], labels: &Labels) -> Self {
        let mut behind: HashMap<Rating, WordsBehind> = HashMap::new();
        let mut is_any_bare = false;
        let rated = columns.iter().filter(|c| matches!(c.used, Use::Rating(_)));
        let rated: Vec<usize> = rated.map(|c| c.at).collect();
        for row in &export.rows {
            for at in &rated {
                let text = row.text(*at);
                let Some((rating, words)) = answer::with_words(labels, &text) else {
                    continue;
                };
                is_any_bare |= words.is_none();
                let of = behind.entry(rating).or_insert_with(|| WordsBehind {
                    first: words.map(str::to_owned),
                    row: row.number,
                    ..WordsBehind::default()
                });
                of.differ |= of.first.as_deref() != words;
                of.are_in_more_rows |= of.row != row.number;
            }
        }
        let are_certain = !is_any_bare && behind.values().all(|of| !of.differ);
        let said = behind.into_iter().filter_map(|(rating, of)| {
            let is_forms = !of.differ && (are_certain || of.are_in_more_rows);
            Some((rating, of.first.filter(|_| is_forms)?))
        });
        Self {
            said: said.collect(),
            are_certain,
        }
    }

    pub(super) fn is_one(&self, rating: Rating, words: &str) -> bool {
        self.said.get(&rating).is_some_and(|said| said == words)
    }

    pub(super) fn remark(&self, labels: &Labels) -> Option<String> {
        let said = Rating::ALL.into_iter().filter_map(|rating| {
            let said = self.said.get(&rating)?;
            Some(format!("{} (\"{}\")", labels.of(rating), cut(said)))
        });
        let said: Vec<String> = said.collect();
        (!self.are_certain && !said.is_empty()).then(|| {
            format!(
                "After {}, every cell has the same words. They count as the form's own, so they aren't imported. If people wrote them, move them to a comment in a copy of the export.",
                list(&said)
            )
        })
    }
}
