//! What was typed into the sheet Assessment, put into a team assessment.

use crate::files::content::Kind;
use crate::import::filled_workbook::edit::{Entry, EntryName, Putting};
use crate::import::filled_workbook::{Filled, FilledTable, InCell, Prefer, Written};
use crate::import::grid::bad;
use crate::model::assessment::{Assessed, Assessment};
use crate::model::keys::team::PRACTICE;
use crate::model::rating::Rating;
use crate::model::rubric::Rubric;
use crate::problem::Problem;
use crate::toml::decode::EditedFile;
use crate::words::counted;

/// Puts agreed ratings, decisions and notes into the team assessment in `bytes`.
///
/// # Errors
/// What is wrong with a cell; that the file has other counts than the workbook; values that were
/// changed on both sides. Nothing is to be written then.
pub fn into_team(
    filled: &Filled,
    (bytes, team): (&[u8], &Assessment),
    rubric: &Rubric,
    in_cell: InCell<'_>,
    prefer: Option<Prefer>,
) -> Result<Written, Vec<Problem>> {
    let Some(table) = filled.tables_of(Kind::TeamAssessment).next() else {
        return Err(vec![bad(
            "The workbook has no assessment.",
            "Make a new one: chronic tally SOURCE -o team.xlsx",
        )]);
    };
    if let Some(problem) = other_counts(table, team, rubric) {
        return Err(vec![problem]);
    }
    put(filled, table, bytes, (rubric, in_cell), prefer)
}

/// Whether a workbook has the counts of this team assessment.
pub fn is_made_from(filled: &Filled, team: &Assessment, rubric: &Rubric) -> bool {
    let table = filled.tables_of(Kind::TeamAssessment).next();
    table.is_some_and(|table| other_counts(table, team, rubric).is_none())
}

/// Whether a workbook can be made from this team assessment as it was before more was counted.
pub fn may_be_from(filled: &Filled, team: &Assessment, rubric: &Rubric) -> bool {
    let table = filled.tables_of(Kind::TeamAssessment).next();
    table.is_some_and(|table| differing(table, team, rubric, |was, is| was <= is) == 0)
}

/// How many values were typed that the team assessment in `bytes` has nothing for, whatever its
/// counts are.
pub fn values_for(filled: &Filled, bytes: &[u8], rubric: &Rubric, in_cell: InCell<'_>) -> usize {
    let table = filled.tables_of(Kind::TeamAssessment).next();
    let put = |table| put(filled, table, bytes, (rubric, in_cell), Some(Prefer::File));
    table
        .and_then(|table| put(table).ok())
        .map_or(0, |written| written.values)
}

fn put(
    filled: &Filled,
    table: &FilledTable,
    bytes: &[u8],
    (rubric, in_cell): (&Rubric, InCell<'_>),
    prefer: Option<Prefer>,
) -> Result<Written, Vec<Problem>> {
    let file = EditedFile::new(bytes).map_err(|problem| vec![problem])?;
    let mut putting = Putting::new(&file, rubric, in_cell, prefer);
    putting.tell(&table.told, &table.left_out);
    putting.tell(&filled.told, &[]);
    for row in &table.rows {
        let Some(index) = rubric.index_of(&row.id) else {
            continue;
        };
        let practice = &rubric.practices()[index];
        let entry = Entry {
            of: &rubric.ingredients[practice.ingredient].id,
            one: EntryName::Id(practice.short_id()),
            keys: PRACTICE,
        };
        for changed in &row.changed {
            let place = changed.place(&format!("practice {}", index + 1), table);
            // What is no key of these is on the sheet to be read alone.
            let _ = putting.put((changed, &place), entry, &changed.key);
        }
    }
    putting.finish(filled, Kind::TeamAssessment)
}

/// Where the workbook was made from other answers than the file has.
fn other_counts(table: &FilledTable, team: &Assessment, rubric: &Rubric) -> Option<Problem> {
    let n = differing(table, team, rubric, |was, is| was == is);
    (n > 0).then(|| {
        bad(
            format!("The file's counts of answers differ from the workbook's for {}: they aren't of the same answers.", counted(n, "practice")),
            "If forms were counted since, make a new workbook from the file, and copy the columns Agreed, Decision, and Notes into it.",
        )
    })
}

/// For how many practices the workbook's counts don't stand to those of the file as they should.
fn differing(
    table: &FilledTable,
    team: &Assessment,
    rubric: &Rubric,
    fits: fn(u32, u32) -> bool,
) -> usize {
    let is_other = |(at, assessed): &(usize, &Assessed)| {
        let id = &rubric.practices()[*at].id;
        let row = table.rows.iter().find(|row| row.id == *id);
        let is = |key: &str, now: u32| {
            let was = row.and_then(|row| row.was.get(key)?.parse().ok());
            was.is_some_and(|was| fits(was, now))
        };
        let counts = &assessed.counts;
        let mut ratings = Rating::ALL.into_iter();
        !(ratings.all(|r| is(r.id(), counts.of(r))) && is("unanswered", counts.unanswered))
    };
    team.practices.iter().enumerate().filter(is_other).count()
}
