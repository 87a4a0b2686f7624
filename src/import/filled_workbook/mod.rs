//! What people typed into a workbook that `tally` made: its tables against the hidden sheets that
//! keep them as they were made. Which file each value belongs into is known in `team` and `plan`
//! below; nothing is written over that was changed there since.

use std::collections::{BTreeMap, HashMap};

use crate::import::grid::{Row, Unseen, bad, rows_named};
use crate::import::table::Table;
use crate::model::choice::choices;
use crate::model::letters::letters;
use crate::model::rubric::Rubric;
use crate::problem::Problem;
use crate::words::{counted, list, numbered};

mod edit;
mod others;
mod plan;
mod team;

use others::{OTHERS, OtherRows};
pub use plan::into_plan;
pub use team::into_team;

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
#[derive(Debug)]
pub struct Filled {
    rubric: String,
    plan: String,
    tables: Vec<FilledTable>,
    /// What was changed outside of them.
    told: Vec<String>,
}

impl Filled {
    /// The commands that read what was typed into the tables of another file, where any was.
    fn of_another_file(
        &self,
        is_its: impl Fn(&FilledTable) -> bool,
        command: &str,
    ) -> Option<String> {
        let tables = self.tables.iter().filter(|table| !is_its(table));
        let typed = tables.filter(|table| table.rows.iter().any(|row| !row.changed.is_empty()));
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
#[derive(Debug)]
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

/// How the name of a hidden sheet ends.
const AS_MADE: &str = " as made";

/// Reads a workbook that was made by `tally`.
///
/// # Errors
/// That it isn't one, or that it is too large, or that its rows were mixed up.
pub fn read(table: &Table<'_>, rubric: &Rubric) -> Result<Filled, Problem> {
    let sheets = table.sheets()?;
    let blank = |name: &str| sheets.iter().find(|sheet| sheet.name == name)?.blank();
    let rows = sheets.iter().map(|sheet| Ok((&*sheet.name, sheet.rows()?)));
    let sheets: Vec<(&str, &[Row])> = rows.collect::<Result<_, Problem>>()?;
    let mut filled = Filled {
        rubric: String::new(),
        plan: String::new(),
        tables: Vec::new(),
        told: Vec::new(),
    };
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

/// The columns of a table: key and heading of each.
type FilledColumns = Vec<(String, String)>;

fn filled_table(
    sheet: String,
    made: &[Row],
    now: Option<&[Row]>,
    unseen: Unseen,
) -> Result<Option<FilledTable>, Problem> {
    let [keys, heads, rows @ ..] = made else {
        return Ok(None);
    };
    let width = heads.width();
    let columns: FilledColumns = (0..width)
        .map(|at| (keys.text(at), heads.text(at)))
        .collect();
    let Some(id) = columns.iter().position(|(key, _)| key == "id") else {
        return Ok(None);
    };
    let mut table = FilledTable {
        rows: rows
            .iter()
            .map(|row| MadeRow {
                id: text(row, id),
                was: columns
                    .iter()
                    .enumerate()
                    .map(|(at, (key, _))| (key.clone(), text(row, at)))
                    .collect(),
                changed: Vec::new(),
            })
            .collect(),
        sheet,
        told: Vec::new(),
        left_out: Vec::new(),
        head: 0,
    };
    let below = now.and_then(|now| below_headings(now, &columns));
    let Some((places, head, below)) = below.filter(|(places, ..)| places[id].is_some()) else {
        table.left_out.push(if now.is_some() {
            format!(
                "The sheet {} can't be read because its headings or its hidden column ID were changed. Change them back, and run this again.",
                table.sheet
            )
        } else {
            format!(
                "The workbook has no sheet called {}. If it was renamed, rename it back, and run this again.",
                table.sheet
            )
        });
        return Ok(Some(table));
    };
    table.head = head.number;
    let beside = head.cells().filter(|(at, _)| !places.contains(&Some(*at)));
    let mut beside: Vec<String> = beside.map(|(at, _)| named(at, head)).collect();
    table.tell_unseen(unseen, (&columns, &places), below);
    if let Some(cell) = of_another_row(rows, &columns, (id, &places), below) {
        return Err(bad(
            format!(
                "The rows of the sheet {} were sorted or moved without their hidden column ID: cell {cell} has what belongs to another row.",
                table.sheet
            ),
            "Undo the sorting, or make a new workbook and copy what was typed into it. To sort rows, select all columns, including hidden ones.",
        ));
    }
    table.compare(rows, &columns, (id, &places), below);
    let is_known = |row: &Row| {
        let id = text(row, places[id].unwrap_or_default());
        !id.is_empty() && table.rows.iter().any(|made| made.id == id)
    };
    for row in below {
        let is_typed = |at: &usize| {
            let place = places.iter().position(|place| *place == Some(*at));
            place.is_some_and(|place| is_known(row) || TYPED.contains(&&*columns[place].0))
        };
        let cells = row.cells().map(|(at, _)| at);
        beside.extend(cells.filter(|at| !is_typed(at)).map(|at| named(at, row)));
    }
    let mut typed = columns
        .iter()
        .zip(&places)
        .filter(|((key, _), _)| TYPED.contains(&&**key));
    // A heading that was changed has been told.
    if !beside.is_empty() && typed.all(|(_, place)| place.is_some()) {
        table.told.push(format!(
            "What is outside the table of the sheet {} wasn't used ({}). Type it in one of the light yellow columns, or in the file.",
            table.sheet,
            some_of(&beside)
        ));
    }
    Ok(Some(table))
}

/// A cell that names the entry of its row, and now has what was made for another id than the row's.
/// Such cells are in the columns before those with a key.
fn of_another_row(
    made: &[Row],
    columns: &FilledColumns,
    (id, places): (usize, &[Option<usize>]),
    below: &[Row],
) -> Option<String> {
    let naming = columns.iter().take_while(|(key, _)| key.is_empty()).count();
    for row in below {
        let id_now = text(row, places[id].unwrap_or_default());
        let Some(own) = made.iter().find(|made| text(made, id) == id_now) else {
            continue;
        };
        for (at, place) in places.iter().enumerate().take(naming) {
            let Some(place) = place else { continue };
            let now = text(row, *place);
            let is_moved = !now.is_empty()
                && now != text(own, at)
                && made.iter().any(|other| text(other, at) == now);
            if is_moved {
                return Some(format!("{}{}", letters(*place), row.number));
            }
        }
    }
    None
}

/// Where each column is now, where it is there; the row of headings, and the rows below it.
type BelowHeadings<'r> = (Vec<Option<usize>>, &'r Row, &'r [Row]);

/// Looks for the headings.
fn below_headings<'r>(rows: &'r [Row], columns: &FilledColumns) -> Option<BelowHeadings<'r>> {
    let places = |row: &Row| -> Vec<Option<usize>> {
        let mut free: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, _) in row.cells() {
            free.entry(text(row, at)).or_default().push(at);
        }
        let mut take = |heading: &String| {
            let places = free.get_mut(heading)?;
            (!places.is_empty()).then(|| places.remove(0))
        };
        columns.iter().map(|(_, heading)| take(heading)).collect()
    };
    rows.iter().enumerate().find_map(|(at, row)| {
        let places = places(row);
        let there = places.iter().flatten().count();
        (2 * there > columns.len()).then_some((places, row, &rows[at + 1..]))
    })
}

impl FilledTable {
    /// What nobody sees in this table and was read all the same, and cells that are one on the screen.
    fn tell_unseen(
        &mut self,
        mut unseen: Unseen,
        (columns, places): (&FilledColumns, &[Option<usize>]),
        below: &[Row],
    ) {
        let place = |key: &str| places[columns.iter().position(|(of, _)| of == key)?];
        // The program's own.
        unseen.columns = (unseen.columns.into_iter().flatten())
            .filter(|at| Some(*at) != place("id"))
            .map(|at| at..=at)
            .collect();
        let is_typed = |at: usize| {
            let of = places.iter().position(|place| *place == Some(at));
            of.is_some_and(|of| TYPED.contains(&&*columns[of].0))
        };
        let merged = std::mem::take(&mut unseen.merged);
        for merged in merged {
            let of_typed = merged.columns.clone().any(is_typed);
            let (first, last) = (*merged.rows.start(), *merged.rows.end());
            let holds = below.iter().any(|row| row.number == first);
            if of_typed && holds {
                let [from, to] =
                    [merged.columns.start(), merged.columns.end()].map(|at| letters(*at));
                self.left_out.push(format!(
                    "Cells {from}{first} to {to}{last} of the sheet {} are merged. Only {from}{first} has what they say, and the others count as blank. Unmerge them, type in each cell what it should say, and run this again.",
                    self.sheet
                ));
            }
        }
        for problem in unseen.told(below) {
            self.told
                .push(format!("Sheet {}: {}", self.sheet, problem.message));
        }
    }

    fn compare(
        &mut self,
        made: &[Row],
        columns: &FilledColumns,
        (id, places): (usize, &[Option<usize>]),
        below: &[Row],
    ) {
        let id_now = places[id].unwrap_or_default();
        let is_typed = |key: &str| TYPED.contains(&key);
        let mut of: HashMap<String, Vec<&Row>> = HashMap::new();
        let mut new = Vec::new();
        for row in below {
            let id = text(row, id_now);
            let known = self.rows.iter().filter(|made| made.id == id).count();
            let typed = columns.iter().zip(places);
            let mut typed = typed.filter(|((key, _), _)| is_typed(key));
            if known == 1 {
                of.entry(id).or_default().push(row);
            } else if typed.any(|(_, at)| at.is_some_and(|at| row.cell(at).is_some())) {
                new.push(row.number);
            }
        }
        let sheet = &self.sheet;
        if !new.is_empty() {
            let what = if new.len() == 1 { "is" } else { "are" };
            self.left_out.push(format!(
                "{} of the sheet {sheet} {what} new. Only what the workbook was made with can be changed in it, so type new entries into the file.",
                rows_named(&new)
            ));
        }
        let lost = columns.iter().zip(places);
        let lost = lost.filter(|((key, _), at)| is_typed(key) && at.is_none());
        for ((_, heading), _) in lost {
            self.left_out.push(format!(
                "The sheet {sheet} has no column {heading} anymore, so nothing was read from that column. If its heading was changed, change it back, and run this again."
            ));
        }
        let mut missing = 0;
        let mut emptied = Vec::new();
        let mut locked = Vec::new();
        for (entry, was) in self.rows.iter_mut().zip(made) {
            let row = match of.get(&entry.id).map(Vec::as_slice) {
                Some([only]) => only,
                None => {
                    missing += 1;
                    continue;
                }
                Some(several) => {
                    let rows: Vec<usize> = several.iter().map(|row| row.number).collect();
                    self.left_out.push(format!(
                        "{} of the sheet {sheet} are the same entry, so none of them was read. Keep only the one that counts, and run this again.",
                        rows_named(&rows)
                    ));
                    continue;
                }
            };
            for (at, ((key, heading), place)) in columns.iter().zip(places).enumerate() {
                let Some(place) = place else { continue };
                let (was, now) = (text(was, at), text(row, *place));
                if was == now {
                    continue;
                }
                let cell = format!("{}{}", letters(*place), row.number);
                if !is_typed(key) {
                    locked.push(cell);
                } else if now.is_empty() {
                    emptied.push(cell);
                } else {
                    entry.changed.push(ChangedCell {
                        key: key.clone(),
                        heading: heading.clone(),
                        cell,
                        was,
                        now,
                    });
                }
            }
        }
        if missing > 0 {
            let (arent, them) = match missing {
                1 => ("isn't", "it"),
                _ => ("aren't", "them"),
            };
            self.told.push(format!(
                "{} of the sheet {sheet} {arent} in the workbook anymore. The file keeps what it has for {them}.",
                counted(missing, "row")
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

/// The keys whose values people type.
const TYPED: &str = "agreed, decision, notes, action, owner, due, status, done, progress, measure, partners, \
     message, ask, channel";

/// Such as `P7`.
fn named(at: usize, row: &Row) -> String {
    format!("{}{}", letters(at), row.number)
}

/// The first of these cells.
fn some_of(cells: &[String]) -> String {
    const MOST: usize = 6;
    match cells.len() {
        0..=MOST => list(cells),
        n => format!("{}, and {} more", cells[..MOST].join(", "), n - MOST),
    }
}

/// The text of a cell, with the line ends of any system.
fn text(row: &Row, at: usize) -> String {
    let text = row.text(at).replace("_x000D_", "").replace('\r', "");
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    lines.join("\n").trim().to_owned()
}
