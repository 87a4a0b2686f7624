//! What people typed into a workbook that `tally` made: its tables against the hidden sheets that
//! keep them as they were made. Which file each value belongs into is known in `team` and `plan`
//! below; nothing is written over that was changed there since.

use std::collections::{BTreeMap, HashMap};

use crate::files::content::Kind;
use crate::files::workbook::{AS_MADE, OTHERS};
use crate::import::grid::{Row, Unseen, bad, rows_named};
use crate::import::table::Table;
use crate::model::choice::choices;
use crate::model::letters::cell;
use crate::model::rubric::Rubric;
use crate::problem::Problem;
use crate::words::{agreeing, counted, list, numbered, the_first};

mod edit;
mod others;
mod plan;
mod table_now;
mod team;

use others::OtherRows;
pub use plan::{into_plan, is_of_plan};
use table_now::{FilledColumn, TableNow, text};
pub use team::{into_team, is_made_from, may_be_from, values_for};

choices! {
    /// Which side counts where a value was changed in the workbook and in the file.
    pub enum Prefer {
        /// The workbook's.
        Workbook = "workbook",
        /// The file's.
        File = "file",
    }
}

/// How a text looks in a cell of a workbook.
pub type InCell<'f> = &'f dyn Fn(&str) -> String;

/// A file with what was typed into the workbook.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The whole file.
    pub bytes: Vec<u8>,
    /// How many values were put in.
    pub values: usize,
    /// What is worth a word.
    pub told: Vec<String>,
    /// What somebody typed and that is in no file now.
    pub left_out: Vec<String>,
}

/// The tables of a workbook that people fill in.
#[derive(Debug, Default)]
pub struct Filled {
    rubric: String,
    plan: String,
    /// The school year that it was made for, where it says so.
    pub cycle: Option<String>,
    tables: Vec<FilledTable>,
    /// What was changed outside of them.
    told: Vec<String>,
}

impl Filled {
    /// The tables of a team assessment, or those of a plan.
    fn tables_of(&self, kind: Kind) -> impl Iterator<Item = &FilledTable> {
        let is_teams = |table: &FilledTable| {
            let mut rows = table.rows.iter();
            rows.any(|row| row.was.contains_key("agreed"))
        };
        let tables = self.tables.iter();
        tables.filter(move |table| is_teams(table) == (kind == Kind::TeamAssessment))
    }

    /// The kinds of files for which something was typed here that a newer workbook doesn't have.
    pub fn typed_since(&self, newer: &Self) -> impl Iterator<Item = Kind> {
        let rows = || newer.tables.iter().flat_map(|table| &table.rows);
        let is_in_newer = move |row: &MadeRow, changed: &ChangedCell| {
            let mut same = rows().filter(|other| other.id == row.id);
            same.any(|other| other.was.get(&changed.key) == Some(&changed.now))
        };
        let is_missing = move |table: &FilledTable| {
            let mut rows = table.rows.iter();
            !table.left_out.is_empty()
                || rows.any(|row| !row.changed.iter().all(|changed| is_in_newer(row, changed)))
        };
        let kinds = [Kind::TeamAssessment, Kind::Plan].into_iter();
        kinds.filter(move |kind| self.tables_of(*kind).any(&is_missing))
    }

    /// That something was typed into the tables of the other kind, and the command that reads it.
    fn of_another_file(&self, kind: Kind) -> Option<String> {
        let (other, command) = match kind {
            Kind::TeamAssessment => (Kind::Plan, "chronic plan update PLAN WORKBOOK"),
            _ => (Kind::TeamAssessment, "chronic tally WORKBOOK -o TEAM"),
        };
        let is_typed = |table: &&FilledTable| table.rows.iter().any(|row| !row.changed.is_empty());
        let typed = self.tables_of(other).filter(is_typed);
        let typed: Vec<String> = typed.map(|table| table.sheet.clone()).collect();
        (!typed.is_empty()).then(|| {
            format!(
                "What was typed in the {} is for another file. To put it there: {command}",
                numbered("sheet", &typed)
            )
        })
    }
}

/// One of them.
#[derive(Debug, Default)]
struct FilledTable {
    sheet: String,
    rows: Vec<MadeRow>,
    told: Vec<String>,
    left_out: Vec<String>,
    /// The number of the row with its headings.
    head: usize,
}

/// A row as it was made, and what was changed in it since.
#[derive(Debug)]
struct MadeRow {
    id: String,
    /// By key.
    was: BTreeMap<String, String>,
    changed: Vec<ChangedCell>,
}

/// A cell that is not as it was made.
#[derive(Debug)]
struct ChangedCell {
    key: String,
    heading: String,
    /// Such as `P7`.
    cell: String,
    was: String,
    now: String,
}

impl ChangedCell {
    /// Where it is, and what it is about.
    fn place(&self, about: &str, table: &FilledTable) -> String {
        let Self { heading, cell, .. } = self;
        format!("{heading} of {about} (sheet {}, cell {cell})", table.sheet)
    }
}

/// Reads a workbook that was made by `tally`.
///
/// # Errors
/// That it isn't one, or that it is too large, or that its rows were mixed up.
pub fn read(table: &Table<'_>, rubric: &Rubric) -> Result<Filled, Problem> {
    let sheets = table.sheets()?;
    let blank = |name: &str| sheets.iter().find(|sheet| sheet.name == name)?.blank();
    let rows = sheets.iter().map(|sheet| Ok((&*sheet.name, sheet.rows()?)));
    let sheets: Vec<(&str, &[Row])> = rows.collect::<Result<_, Problem>>()?;
    let mut filled = Filled::default();
    let others = OtherRows::of(&sheets);
    for (name, made) in &sheets {
        let is_made = name.ends_with(AS_MADE) && *name != OTHERS;
        let first = made.split_first();
        let Some((first, made)) = first.filter(|(first, _)| is_made && first.number == 1) else {
            continue;
        };
        (filled.rubric, filled.plan) = (first.text(1), first.text(2));
        let sheet = first.text(0);
        let now = sheets.iter().find(|(name, _)| *name == sheet);
        let blank = blank(&sheet).map(|blank| format!("In the sheet {sheet}: {blank}"));
        let unseen = table.unseen(&sheet);
        if let Some(mut table) = filled_table(sheet, made, now.map(|(_, rows)| *rows), unseen)? {
            table.left_out.extend(blank);
            filled.tables.push(table);
        }
    }
    if let Some(others) = others {
        filled.cycle = others.cycle();
        filled.told = others.told(&sheets, &filled.tables);
    }
    if filled.tables.is_empty() {
        return Err(bad(
            "This workbook wasn't made by chronic, or the hidden sheets that it needs to be read back were deleted.",
            "Make a new one: chronic tally SOURCE -o team.xlsx. Then copy what was typed into it.",
        ));
    }
    if filled.rubric != rubric.reference() {
        return Err(bad(
            format!(
                "The workbook is for the self-assessment \"{}\", not for \"{}\".",
                filled.rubric,
                rubric.reference()
            ),
            "If that's another self-assessment, name it with --rubric.",
        ));
    }
    Ok(filled)
}

fn filled_table(
    sheet: String,
    made: &[Row],
    now: Option<&[Row]>,
    unseen: Unseen,
) -> Result<Option<FilledTable>, Problem> {
    let [keys, heads, made @ ..] = made else {
        return Ok(None);
    };
    let columns = (0..heads.width()).map(|at| FilledColumn {
        key: keys.text(at),
        heading: heads.text(at),
        place: None,
    });
    let columns: Vec<FilledColumn> = columns.collect();
    let Some(id) = columns.iter().position(|column| column.key == "id") else {
        return Ok(None);
    };
    let rows = made.iter().map(|row| {
        let was = columns.iter().enumerate();
        let was = was.map(|(at, column)| (column.key.clone(), text(row, at)));
        MadeRow {
            id: text(row, id),
            was: was.collect(),
            changed: Vec::new(),
        }
    });
    let mut table = FilledTable {
        rows: rows.collect(),
        sheet,
        ..FilledTable::default()
    };
    let Some(found) = now.and_then(|now| TableNow::find(columns, id, now)) else {
        let sheet = &table.sheet;
        table.left_out.push(match now {
            Some(_) => format!("The sheet {sheet} can't be read because its headings or its hidden column ID were changed. Change them back, and run this again."),
            None => format!("The workbook has no sheet called {sheet}. If it was renamed, rename it back, and run this again."),
        });
        return Ok(Some(table));
    };
    table.head = found.head.number;
    table.tell_unseen(unseen, &found);
    if let Some(cell) = found.of_another_row(made) {
        return Err(bad(
            format!(
                "The rows of the sheet {} were sorted or moved without their hidden column ID: cell {cell} has what belongs to another row.",
                table.sheet
            ),
            "Undo the sorting, or make a new workbook and copy what was typed into it. To sort rows, select all columns, including hidden ones.",
        ));
    }
    table.compare(made, &found);
    table.tell_outside(&found);
    Ok(Some(table))
}

impl FilledTable {
    /// What nobody sees in this table and was read all the same, and cells that are one on the screen.
    fn tell_unseen(&mut self, mut unseen: Unseen, now: &TableNow<'_>) {
        // The program's own is hidden.
        let columns = unseen.columns.into_iter().flatten();
        let columns = columns.filter(|at| *at != now.id.1);
        unseen.columns = columns.map(|at| at..=at).collect();
        let is_typed = |at: usize| now.column(at).is_some_and(FilledColumn::is_typed);
        for merged in std::mem::take(&mut unseen.merged) {
            let (first, last) = (*merged.rows.start(), *merged.rows.end());
            let is_below = now.below.iter().any(|row| row.number == first);
            if merged.columns.clone().any(is_typed) && is_below {
                let from = cell(*merged.columns.start(), first);
                let to = cell(*merged.columns.end(), last);
                self.left_out.push(format!(
                    "Cells {from} to {to} of the sheet {} are merged. Only {from} has what they say, and the others count as blank. Unmerge them, type in each cell what it should say, and run this again.",
                    self.sheet
                ));
            }
        }
        let told = unseen.told(now.below).into_iter();
        let told = told.map(|problem| format!("Sheet {}: {}", self.sheet, problem.message));
        self.told.extend(told);
    }

    /// What is beside the columns, or in rows that the table doesn't have.
    fn tell_outside(&mut self, now: &TableNow<'_>) {
        let beside = now.head.cells().map(|(at, _)| at);
        let beside = beside.filter(|at| now.column(*at).is_none());
        let mut outside: Vec<String> = beside.map(|at| cell(at, now.head.number)).collect();
        for row in now.below {
            let id = now.id_of(row);
            let is_known = !id.is_empty() && self.rows.iter().any(|made| made.id == id);
            let is_used = |at: &usize| {
                let column = now.column(*at);
                column.is_some_and(|column| is_known || column.is_typed())
            };
            let unused = row.cells().map(|(at, _)| at).filter(|at| !is_used(at));
            outside.extend(unused.map(|at| cell(at, row.number)));
        }
        // A heading that was changed has been told.
        if !outside.is_empty() && now.typed().all(|column| column.place.is_some()) {
            let cells = match outside.len() {
                0..=6 => list(&outside),
                _ => the_first(&outside, 6),
            };
            self.told.push(format!(
                "What is outside the table of the sheet {} wasn't used ({cells}). Type it in one of the light yellow columns, or in the file.",
                self.sheet
            ));
        }
    }

    /// The rows now by their ids, and the numbers of those that are new and have something typed in them.
    fn rows_now<'r>(&self, now: &TableNow<'r>) -> (HashMap<String, Vec<&'r Row>>, Vec<usize>) {
        let mut by_id: HashMap<String, Vec<&Row>> = HashMap::new();
        let mut new = Vec::new();
        for row in now.below {
            let id = now.id_of(row);
            let known = self.rows.iter().filter(|made| made.id == id).count();
            let is_filled =
                |column: &FilledColumn| column.place.is_some_and(|at| row.cell(at).is_some());
            if known == 1 {
                by_id.entry(id).or_default().push(row);
            } else if now.typed().any(is_filled) {
                new.push(row.number);
            }
        }
        (by_id, new)
    }

    /// Finds what was changed in each row.
    fn compare(&mut self, made: &[Row], now: &TableNow<'_>) {
        let (by_id, new) = self.rows_now(now);
        let sheet = &self.sheet;
        if !new.is_empty() {
            self.left_out.push(format!(
                "{} of the sheet {sheet} {} new. Only what the workbook was made with can be changed in it, so type new entries into the file.",
                rows_named(&new),
                agreeing(new.len(), "is", "are")
            ));
        }
        for FilledColumn { heading, .. } in now.typed().filter(|column| column.place.is_none()) {
            self.left_out.push(format!(
                "The sheet {sheet} has no column {heading} anymore, so nothing was read from that column. If its heading was changed, change it back, and run this again."
            ));
        }
        let mut missing = 0;
        let mut emptied = Vec::new();
        let mut locked = Vec::new();
        for (entry, was) in self.rows.iter_mut().zip(made) {
            let Some(rows) = by_id.get(&entry.id) else {
                missing += 1;
                continue;
            };
            let &[row] = rows.as_slice() else {
                let rows: Vec<usize> = rows.iter().map(|row| row.number).collect();
                self.left_out.push(format!(
                    "{} of the sheet {sheet} are the same entry, so none of them was read. Keep only the one that counts, and run this again.",
                    rows_named(&rows)
                ));
                continue;
            };
            for (at, column) in now.columns.iter().enumerate() {
                let Some(place) = column.place else { continue };
                let (was, now) = (text(was, at), text(row, place));
                if was == now {
                    continue;
                }
                let cell = cell(place, row.number);
                if !column.is_typed() {
                    locked.push(cell);
                } else if now.is_empty() {
                    emptied.push(cell);
                } else {
                    entry.changed.push(ChangedCell {
                        key: column.key.clone(),
                        heading: column.heading.clone(),
                        cell,
                        was,
                        now,
                    });
                }
            }
        }
        if missing > 0 {
            self.told.push(format!(
                "{} of the sheet {sheet} {} in the workbook anymore. The file keeps what it has for {}.",
                counted(missing, "row"),
                agreeing(missing, "isn't", "aren't"),
                agreeing(missing, "it", "them")
            ));
        }
        if !emptied.is_empty() {
            self.told.push(format!(
                "An empty cell changes nothing. To remove what the file has, edit the file (sheet {sheet}, {}).",
                list(&emptied)
            ));
        }
        if !locked.is_empty() {
            self.told.push(format!(
                "Changes outside the cells to fill in weren't used (sheet {sheet}, {}).",
                list(&locked)
            ));
        }
    }
}
