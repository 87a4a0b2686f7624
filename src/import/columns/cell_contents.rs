//! What the cells of a column are, whatever its heading says.

use crate::import::form_export::{Cell, Export, answer};
use crate::model::dates::read_date::{Stamp, stamp};
use crate::model::rating::Labels;

/// No rating is longer, in bytes.
const LONGEST_LABEL: usize = 300;

/// How many cells of a column are what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct CellContents {
    /// Those that hold anything.
    pub(super) filled: usize,
    /// Ratings.
    pub(super) ratings: usize,
    /// Numbers, and codes such as `A2`.
    pub(super) codes: usize,
    /// Words: more letters than digits, and no rating or code.
    pub(super) worded: usize,
    /// Of those, a few words at least.
    prose: usize,
}

impl CellContents {
    pub(super) fn of(export: &Export, at: usize, labels: &Labels) -> Self {
        let mut holds = Self::default();
        for cell in export.rows.iter().filter_map(|row| row.cell(at)) {
            holds.filled += 1;
            if let Cell::Text(text) = cell {
                if text.len() <= LONGEST_LABEL && answer::rating(labels, &text).is_some() {
                    holds.ratings += 1;
                } else if answer::is_code(&text) {
                    holds.codes += 1;
                } else if is_worded(&text) {
                    holds.worded += 1;
                    holds.prose += usize::from(text.split_whitespace().nth(3).is_some());
                }
            }
        }
        holds
    }

    /// Whether most of its cells are ratings.
    pub(super) const fn rates(self) -> bool {
        self.ratings > 0 && 3 * self.ratings >= 2 * self.filled
    }

    /// Whether it holds words, and no rating or code.
    pub(super) const fn is_words(self) -> bool {
        self.filled > 0 && self.ratings == 0 && self.codes == 0
    }

    /// Whether most of its cells are words.
    pub(super) const fn is_worded(self) -> bool {
        2 * self.worded > self.filled
    }

    /// Whether most of its cells are sentences, or nearly.
    pub(super) const fn is_prose(self) -> bool {
        2 * self.prose > self.filled
    }

    /// Whether it holds numbers or codes, and no rating.
    pub(super) const fn is_coded(self) -> bool {
        self.ratings == 0 && self.codes > 0 && 3 * self.codes >= 2 * self.filled
    }
}

/// Whether a text is words, and no time stamp or the like. Its beginning tells.
fn is_worded(text: &str) -> bool {
    let of = |is: fn(char) -> bool| text.chars().take(200).filter(|c| is(*c)).count();
    of(char::is_alphabetic) > of(char::is_numeric) && stamp(text, None) == Stamp::Other
}
