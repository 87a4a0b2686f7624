//! What was changed in a workbook outside the tables that people fill in: in other sheets, above a
//! table, or with a sheet that is new.

use std::collections::{HashMap, HashSet};

use crate::files::workbook::{ABOUT, AS_MADE, OTHERS, SCHOOL_YEAR};
use crate::import::filled_workbook::{FilledTable, text};
use crate::import::grid::{Row, rows_named};
use crate::words::agreeing;

/// What all sheets have outside the tables that people fill in, as it was made.
pub(super) struct OtherRows {
    of: HashMap<String, HashSet<Vec<String>>>,
}

impl OtherRows {
    pub(super) fn of(sheets: &[(&str, &[Row])]) -> Option<Self> {
        let (_, rows) = sheets.iter().find(|(name, _)| *name == OTHERS)?;
        let mut of: HashMap<String, HashSet<Vec<String>>> = HashMap::new();
        for row in rows.iter().skip(1) {
            of.entry(row.text(0)).or_default().insert(texts(row, 1));
        }
        Some(Self { of })
    }

    /// The school year that the workbook was made for.
    pub(super) fn cycle(&self) -> Option<String> {
        let mut about = self.of.get(ABOUT)?.iter();
        let of_year = about.find(|row| row.first().is_some_and(|word| word == SCHOOL_YEAR))?;
        of_year.get(1).cloned()
    }

    /// What was changed in rows, or came with a new sheet. A sheet of which nothing was kept is let be.
    pub(super) fn told(&self, sheets: &[(&str, &[Row])], tables: &[FilledTable]) -> Vec<String> {
        let mut told = Vec::new();
        for (name, rows) in sheets {
            if name.ends_with(AS_MADE) || rows.is_empty() {
                continue;
            }
            let Some(made) = self.of.get(*name) else {
                told.push(format!(
                    "The sheet {name} was added to the workbook, so nothing in it was used. Type what belongs in the file into the sheet that chronic made."
                ));
                continue;
            };
            let table = tables.iter().find(|table| table.sheet == *name);
            let is_other = |row: &&Row| table.is_none_or(|table| row.number < table.head);
            let is_kept = made.iter().any(|row| !row.is_empty());
            let changed = rows.iter().filter(is_other);
            let changed = changed.filter(|row| !made.contains(&texts(row, 0)));
            let changed: Vec<usize> = changed.map(|row| row.number).collect();
            if is_kept && !changed.is_empty() {
                told.push(format!(
                    "{} of the sheet {name} {} changed, which wasn't used. Only what is typed in light yellow cells is.",
                    rows_named(&changed),
                    agreeing(changed.len(), "was", "were")
                ));
            }
        }
        told
    }
}

/// What a row has from this column on.
fn texts(row: &Row, from: usize) -> Vec<String> {
    let texts = row.cells().filter(|(at, _)| *at >= from);
    texts.map(|(at, _)| text(row, at)).collect()
}
