//! A table of a workbook as it is now: which columns are where, and which rows are below.

use std::collections::HashMap;

use crate::import::grid::Row;
use crate::import::headings::number;
use crate::model::letters::cell;
use crate::words::is_one_of;

/// The keys whose values people type.
const TYPED: &str = "agreed, decision, notes, action, owner, due, status, done, progress, measure, partners, \
     message, ask, channel";

/// A column of a table as it was made, and where it is now.
pub(super) struct FilledColumn {
    pub(super) key: String,
    pub(super) heading: String,
    /// None where it isn't there anymore.
    pub(super) place: Option<usize>,
}

impl FilledColumn {
    pub(super) fn is_typed(&self) -> bool {
        is_one_of(&self.key, TYPED)
    }
}

/// A table as it is in the workbook now.
pub(super) struct TableNow<'r> {
    /// In the order in which they were made.
    pub(super) columns: Vec<FilledColumn>,
    /// Which of them has the ids of the rows, and where that is now.
    pub(super) id: (usize, usize),
    pub(super) head: &'r Row,
    pub(super) below: &'r [Row],
}

impl<'r> TableNow<'r> {
    /// Looks for the row with the headings; none where that or the column of the ids isn't there.
    pub(super) fn find(mut columns: Vec<FilledColumn>, id: usize, rows: &'r [Row]) -> Option<Self> {
        let mut rows_below = rows;
        while let [head, below @ ..] = rows_below {
            let mut free: HashMap<String, Vec<usize>> = HashMap::new();
            for (at, _) in head.cells() {
                free.entry(text(head, at)).or_default().push(at);
            }
            for column in &mut columns {
                let free = free
                    .get_mut(&column.heading)
                    .filter(|free| !free.is_empty());
                column.place = free.map(|free| free.remove(0));
            }
            let there = columns.iter().filter(|column| column.place.is_some());
            if 2 * there.count() > columns.len() {
                return Some(Self {
                    id: (id, columns[id].place?),
                    columns,
                    head,
                    below,
                });
            }
            rows_below = below;
        }
        None
    }

    /// The column that is at this place now.
    pub(super) fn column(&self, place: usize) -> Option<&FilledColumn> {
        let mut columns = self.columns.iter();
        columns.find(|column| column.place == Some(place))
    }

    pub(super) fn typed(&self) -> impl Iterator<Item = &FilledColumn> {
        self.columns.iter().filter(|column| column.is_typed())
    }

    pub(super) fn id_of(&self, row: &Row) -> String {
        text(row, self.id.1)
    }

    /// A cell that names the entry of its row, and now has what was made for another id than the
    /// row's. Such cells are the texts in the columns before those with a key, and the action.
    pub(super) fn of_another_row(&self, made: &[Row]) -> Option<String> {
        let keyed = self.columns.iter().position(|of| !of.key.is_empty());
        self.below.iter().find_map(|row| {
            let is_its = |made: &&Row| text(made, self.id.0) == self.id_of(row);
            let own = made.iter().find(is_its)?;
            self.columns.iter().zip(0..).find_map(|(of, at)| {
                let place = of.place?;
                let now = text(row, place);
                let is_moved = (Some(at) < keyed || of.key == "action")
                    && !(now.is_empty() || number(&now).is_some())
                    && now != text(own, at)
                    && made.iter().any(|other| text(other, at) == now);
                is_moved.then(|| cell(place, row.number))
            })
        })
    }
}

/// The text of a cell, with the line ends of any system.
pub(super) fn text(row: &Row, at: usize) -> String {
    let text = row.text(at).replace("_x000D_", "").replace('\r', "");
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    lines.join("\n").trim().to_owned()
}
