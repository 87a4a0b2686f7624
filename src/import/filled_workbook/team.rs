//! What was typed into the sheet Assessment, put into a team assessment.

use crate::files::content::Content;
use crate::files::read::read;
use crate::import::filled_workbook::edit::{Entry, NewValue, Putting, not_written};
use crate::import::filled_workbook::{Filled, FilledTable, InCell, MadeRow, Prefer, Written};
use crate::import::grid::bad;
use crate::model::assessment::{Assessed, Assessment};
use crate::model::rating::Rating;
use crate::model::rubric::Rubric;
use crate::problem::Problem;
use crate::text::splice::Splice;
use crate::toml::decode::EditedFile;
use crate::toml::document::parse;

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
    let is_of_team =
        |table: &&FilledTable| table.rows.iter().any(|row| row.was.contains_key("agreed"));
    let Some(table) = filled.tables.iter().find(is_of_team) else {
        return Err(vec![bad(
            "The workbook has no assessment.",
            "Make a new one: chronic tally SOURCE -o team.xlsx",
        )]);
    };
    if let Some(problem) = other_counts(table, team, rubric) {
        return Err(vec![problem]);
    }
    let file = EditedFile::new(bytes).map_err(|problem| vec![problem])?;
    let document = parse(&file.text, file.text.as_str());
    let mut splice = Splice::new(file.text.as_str());
    let mut expected = team.clone();
    let mut putting = Putting::new(&rubric.labels, in_cell, prefer);
    putting.tell(table);
    for row in &table.rows {
        let Some(index) = rubric.index_of(&row.id) else {
            continue;
        };
        let practice = &rubric.practices()[index];
        for changed in &row.changed {
            let about = format!("practice {}", index + 1);
            let assessed = &mut expected.practices[index];
            let Some(here) = value(assessed, &changed.key) else {
                continue;
            };
            let Some(wanted) = putting.wanted((table, changed), &about, &here) else {
                continue;
            };
            let ingredient = document
                .root
                .get(rubric.ingredients[practice.ingredient].id.as_str());
            let section = ingredient
                .and_then(|v| v.get_ref().as_table())
                .and_then(|t| t.get(practice.short_id()));
            match section.and_then(|v| Some((v.get_ref().as_table()?, v.span()))) {
                Some((table, span)) => {
                    let keys = vec!["counts", "documentation", "agreed", "decision", "notes"];
                    let entry = Entry { table, span, keys };
                    putting.put(
                        (&mut splice, file.text.as_str()),
                        &entry,
                        &changed.key,
                        &wanted,
                    );
                }
                None => putting.problems.push(not_written()),
            }
            set(assessed, &changed.key, wanted);
        }
    }
    let mut written = putting.finish()?;
    written.bytes = file.with(&splice.apply());
    let now = read(&written.bytes, rubric).checked.value;
    if !matches!(now, Some(Content::Assessment(now)) if now == expected) {
        return Err(vec![not_written()]);
    }
    Ok(written)
}

fn value(assessed: &Assessed, key: &str) -> Option<NewValue> {
    Some(match key {
        "agreed" => NewValue::Rating(assessed.agreed),
        "decision" => NewValue::Decision(assessed.decision),
        "notes" => NewValue::Text(assessed.notes.clone()),
        _ => return None,
    })
}

fn set(assessed: &mut Assessed, key: &str, value: NewValue) {
    match (key, value) {
        ("agreed", NewValue::Rating(rating)) => assessed.agreed = rating,
        ("decision", NewValue::Decision(decision)) => assessed.decision = decision,
        ("notes", NewValue::Text(text)) => assessed.notes = text,
        _ => {}
    }
}

/// Where the workbook was made from other answers than the file has.
fn other_counts(table: &FilledTable, team: &Assessment, rubric: &Rubric) -> Option<Problem> {
    let count = |row: &MadeRow, key: &str| row.was.get(key).and_then(|n| n.parse::<u32>().ok());
    let same = |(at, assessed): (usize, &Assessed)| {
        let id = &rubric.practices()[at].id;
        let Some(row) = table.rows.iter().find(|row| row.id == *id) else {
            return false;
        };
        let counts = &assessed.counts;
        let ratings = Rating::ALL.into_iter();
        ratings
            .clone()
            .all(|r| count(row, r.id()) == Some(counts.of(r)))
            && count(row, "unanswered") == Some(counts.unanswered)
    };
    let differ = team.practices.iter().enumerate().filter(|p| !same(*p));
    let n = differ.count();
    (n > 0).then(|| {
        let which = if n == 1 { "1 practice" } else { &format!("{n} practices") };
        bad(
            format!("The file's counts of answers differ from the workbook's for {which}: they aren't of the same answers."),
            "If forms were counted since, make a new workbook from the file, and copy the columns Agreed, Decision, and Notes into it.",
        )
    })
}
