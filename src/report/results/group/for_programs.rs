//! Groups for programs, as they stand in a tally's JSON and as CSV: docs/files.md, "Machine-readable
//! forms".

use std::io;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::json;

use crate::model::group::grouping::GroupCell;
use crate::model::rating::Rating;
use crate::model::rubric::Practice;
use crate::report::formats::csv;
use crate::report::results::group::GroupView;

/// One group; null where something is hidden.
#[derive(Debug, Serialize, JsonSchema)]
pub struct GroupJson<'a> {
    name: &'a str,
    respondents: u32,
    practices: Vec<CellJson<'a>>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct CellJson<'a> {
    id: &'a str,
    position: Option<Rating>,
    rated: Option<u32>,
    unsure: Option<u32>,
}

impl<'a> CellJson<'a> {
    fn of(practice: &'a Practice, cell: Option<GroupCell>) -> Self {
        Self {
            id: &practice.id,
            position: cell.and_then(|cell| cell.position),
            rated: cell.map(|cell| cell.rated),
            unsure: cell.map(|cell| cell.unsure),
        }
    }
}

// How large it is stays out: with the middle answers and the numbers it would give the counts
// of both groups away.
/// One of the largest differences between two groups.
#[derive(Debug, Serialize, JsonSchema)]
pub struct DifferenceJson<'a> {
    practice: &'a str,
    groups: [&'a str; 2],
}

/// The groups that may be shown.
pub fn groups<'v>(view: &'v GroupView<'_>) -> Vec<GroupJson<'v>> {
    let groups = view.shown.iter().map(|group| {
        let practices = view.rubric.practices().iter().zip(&group.cells);
        GroupJson {
            name: &group.name,
            respondents: group.respondents,
            practices: practices.map(|(p, cell)| CellJson::of(p, *cell)).collect(),
        }
    });
    groups.collect()
}

/// The largest differences between them.
pub fn differences<'v>(view: &'v GroupView<'_>) -> Vec<DifferenceJson<'v>> {
    let found = view.differences().into_iter();
    let found = found.map(|difference| DifferenceJson {
        practice: &view.rubric.practices()[difference.practice].id,
        groups: [difference.a, difference.b].map(|at| view.shown[at].name.as_str()),
    });
    found.collect()
}

/// The CSV, a row for each group and practice; nothing but its first line where no group may be
/// shown.
///
/// # Errors
/// When `out` refuses.
pub fn csv(view: &GroupView<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let rows = view.shown.iter().flat_map(|group| {
        let practices = view.rubric.practices().iter().zip(&group.cells);
        practices.map(move |(practice, cell)| {
            json!({
                "group": group.name,
                "respondents": group.respondents,
                "ingredient": view.rubric.ingredients[practice.ingredient].id,
                "practice": practice.id,
                "title": practice.title,
                "cell": CellJson::of(practice, *cell),
            })
        })
    });
    let head = "group,respondents,ingredient,practice,title,position,rated,unsure";
    csv::write(out, head, rows)
}
