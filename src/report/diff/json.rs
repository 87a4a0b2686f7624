//! A comparison as JSON: docs/files.md, "Machine-readable forms".

use serde::Serialize;

use crate::model::change::{Delta, Label};
use crate::model::comparison::{Side, sole_rating};
use crate::model::finding::finding;
use crate::model::rating::Rating;
use crate::model::tally::Counts;
use crate::report::diff::DiffView;
use crate::report::escape;
use crate::report::tally::json::Numbers;

#[derive(Serialize)]
struct Diff<'a> {
    schema_version: u32,
    kind: &'static str,
    old: SideJson<'a>,
    new: SideJson<'a>,
    practices: Vec<PracticeJson<'a>>,
}

#[derive(Serialize)]
struct SideJson<'a> {
    rubric: &'a str,
    district: Option<&'a str>,
    cycle: Option<&'a str>,
    responses: u32,
    not_read: u32,
    from: Option<String>,
    to: Option<String>,
}

#[derive(Serialize)]
struct PracticeJson<'a> {
    id: &'a str,
    title: Option<&'a str>,
    old: Option<HalfJson>,
    new: Option<HalfJson>,
    delta: Option<f64>,
    label: Option<&'static str>,
    /// Only where both sides are one response; null where either is not on the scale.
    #[serde(skip_serializing_if = "Option::is_none")]
    steps: Option<Option<i8>>,
}

#[derive(Serialize)]
struct HalfJson {
    counts: Numbers,
    position: Option<&'static str>,
    class: &'static str,
    spread: Option<u32>,
    /// Only where both sides are one response; null where it is blank.
    #[serde(skip_serializing_if = "Option::is_none")]
    rating: Option<Option<&'static str>>,
}

impl<'a> From<&'a Side> for SideJson<'a> {
    fn from(side: &'a Side) -> Self {
        Self {
            rubric: &side.rubric,
            district: side.district.as_deref(),
            cycle: side.cycle.as_deref(),
            responses: side.responses,
            not_read: side.not_read,
            from: side.from.map(|day| day.to_string()),
            to: side.to.map(|day| day.to_string()),
        }
    }
}

/// The whole comparison, with a line end.
///
/// # Errors
/// None that a comparison can cause.
pub fn json(view: &DiffView<'_>) -> serde_json::Result<String> {
    let people = view.comparison.two_people;
    let half = |counts: Counts| {
        let finding = finding(&counts);
        HalfJson {
            counts: (&counts).into(),
            position: finding.position.map(Rating::id),
            class: finding.class.id(),
            spread: finding.spread,
            rating: people.then(|| sole_rating(&counts).map(Rating::id)),
        }
    };
    let practices = view
        .comparison
        .practices
        .iter()
        .map(|practice| PracticeJson {
            id: &practice.id,
            title: practice.title(view.rubric),
            old: practice.old.map(half),
            new: practice.new.map(half),
            delta: practice.change.delta.filter(|_| !people).map(Delta::value),
            label: view.label(practice).map(Label::id),
            steps: people.then(|| practice.steps()),
        });
    let diff = Diff {
        schema_version: 1,
        kind: "diff",
        old: view.old.into(),
        new: view.new.into(),
        practices: practices.collect(),
    };
    let mut written = serde_json::to_string_pretty(&diff)?;
    written.push('\n');
    Ok(escape::json(&written))
}
