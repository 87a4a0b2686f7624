//! A comparison for programs, as JSON and CSV: docs/files.md, "Machine-readable forms".

use std::io;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::json;

use crate::model::comparison::change::{Delta, Label};
use crate::model::comparison::{Compared, Side, sole_rating};
use crate::model::finding::{Class, finding, position};
use crate::model::rating::Rating;
use crate::model::tally::Counts;
use crate::report::formats::csv;
use crate::report::formats::json::{self, JsonDay};
use crate::report::results::diff::DiffView;
use crate::report::results::tally::for_programs::Numbers;

/// Two sources side by side.
#[derive(Debug, Serialize, JsonSchema)]
pub struct DiffJson<'a> {
    old: SideJson<'a>,
    new: SideJson<'a>,
    practices: Vec<DiffPractice<'a>>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct SideJson<'a> {
    rubric: String,
    district: Option<&'a str>,
    cycle: Option<&'a str>,
    responses: u32,
    not_read: u32,
    from: Option<JsonDay>,
    to: Option<JsonDay>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct DiffPractice<'a> {
    id: &'a str,
    title: Option<&'a str>,
    /// Null if only the other side has the practice.
    old: Option<HalfJson>,
    /// Null if only the other side has the practice.
    new: Option<HalfJson>,
    /// How far the answers moved up the scale.
    delta: Option<f64>,
    label: Option<Label>,
    /// How many ratings up the scale. Only if both sides are one response; null if either isn't on the scale.
    #[serde(skip_serializing_if = "Option::is_none")]
    steps: Option<Option<i8>>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct HalfJson {
    counts: Numbers,
    position: Option<Rating>,
    class: Class,
    spread: Option<u32>,
    /// Only if both sides are one response; null if it's blank.
    #[serde(skip_serializing_if = "Option::is_none")]
    rating: Option<Option<Rating>>,
}

impl<'a> From<Side<'a>> for SideJson<'a> {
    fn from(side: Side<'a>) -> Self {
        let read = side.assessment;
        Self {
            rubric: side.rubric.reference(),
            district: read.district.as_deref(),
            cycle: read.cycle.as_deref(),
            responses: read.responses,
            not_read: read.not_read,
            from: read.from.map(JsonDay),
            to: read.to.map(JsonDay),
        }
    }
}

/// What is said of one practice.
fn practice<'v>(view: &'v DiffView<'_>, compared: &'v Compared) -> DiffPractice<'v> {
    let people = view.comparison.two_people;
    // Two single responses are too few to say anything, so that steps are told instead.
    let is_called = compared.both().is_none() || !people;
    let half = |counts: Counts| {
        let finding = finding(&counts);
        HalfJson {
            counts: (&counts).into(),
            position: finding.position,
            class: finding.class,
            spread: finding.spread,
            rating: people.then(|| sole_rating(&counts)),
        }
    };
    let [old, new] = compared.sides().map(|side| side.map(half));
    let change = compared.change();
    DiffPractice {
        id: &compared.id,
        title: compared.title(view.rubric),
        old,
        new,
        delta: change.delta.filter(|_| !people).map(Delta::value),
        label: is_called.then_some(change.label),
        steps: people.then(|| compared.steps()),
    }
}

/// The whole comparison, with a line end.
///
/// # Errors
/// None that a comparison can cause.
pub fn json(view: &DiffView<'_>) -> serde_json::Result<String> {
    let practices = view.comparison.practices.iter();
    let diff = DiffJson {
        old: view.old.into(),
        new: view.new.into(),
        practices: practices.map(|compared| practice(view, compared)).collect(),
    };
    json::write("diff", &diff)
}

/// The first line of the CSV.
const HEAD: &str = "practice,title,old_position,new_position,old_rated,new_rated,old_unsure,new_unsure,delta,label,steps";

/// Writes the table.
///
/// # Errors
/// When `out` refuses.
pub fn csv(view: &DiffView<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let rows = view.comparison.practices.iter().map(|compared| {
        let mut row = json!({ "practice": compared.id, "json": practice(view, compared) });
        for (side, counts) in ["old", "new"].into_iter().zip(compared.sides()) {
            row[format!("{side}_position")] = json!(counts.and_then(|counts| position(&counts)));
            row[format!("{side}_rated")] = json!(counts.map(|counts| counts.rated()));
            row[format!("{side}_unsure")] = json!(counts.map(|counts| counts.of(Rating::Unsure)));
        }
        row
    });
    csv::write(out, HEAD, rows)
}
