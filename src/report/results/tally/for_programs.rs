//! A tally for programs, as JSON and CSV, and its responses as CSV: docs/files.md,
//! "Machine-readable forms".

use std::io;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};

use crate::model::assessment::Decision;
use crate::model::finding::{Class, Flag, Ratio};
use crate::model::rating::Rating;
use crate::model::response::responses::Responses;
use crate::model::rubric::Rubric;
use crate::model::tally::Counts;
use crate::report::formats::csv::{self, CsvTable};
use crate::report::formats::json::{self, JsonDay};
use crate::report::results::group::for_programs::{self as group, DifferenceJson, GroupJson};
use crate::report::results::tally::{PracticeRow, View};

/// The answers of one source, counted.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TallyJson<'a> {
    rubric: String,
    district: Option<&'a str>,
    cycle: Option<&'a str>,
    /// How many were counted.
    responses: u32,
    /// How many forms couldn't be read.
    not_read: u32,
    /// The first date of a response.
    from: Option<JsonDay>,
    /// The last.
    to: Option<JsonDay>,
    practices: Vec<PracticeJson<'a>>,
    priorities: Vec<&'a str>,
    priority_bands: Vec<Vec<&'a str>>,
    differences: Vec<&'a str>,
    find_out: Vec<&'a str>,
    keep: Vec<&'a str>,
    /// How many people were on the roster.
    invited: Option<u32>,
    could_tip: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    groups: Option<Vec<GroupJson<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    group_differences: Option<Vec<DifferenceJson<'a>>>,
}

/// One practice; null where numbers are withheld.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::report) struct PracticeJson<'a> {
    id: &'a str,
    ingredient: &'a str,
    title: &'a str,
    counts: Option<Numbers>,
    rated: Option<u32>,
    answered: Option<u32>,
    position: Option<Rating>,
    /// What the counts say.
    class: Option<Class>,
    /// What the team settled on, if it did, or else what the counts say.
    standing: Option<Class>,
    spread: Option<u32>,
    concern: Option<f64>,
    flags: Vec<Flag>,
    agreed: Option<Rating>,
    decision: Option<Decision>,
}

/// How many gave each answer.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Numbers {
    strength: u32,
    ok_for_now: u32,
    could_be_better: u32,
    urgent_gap: u32,
    unsure: u32,
    unanswered: u32,
}

impl From<&Counts> for Numbers {
    fn from(counts: &Counts) -> Self {
        let [strength, ok_for_now, could_be_better, urgent_gap, unsure] = counts.by_rating();
        Self {
            strength,
            ok_for_now,
            could_be_better,
            urgent_gap,
            unsure,
            unanswered: counts.unanswered,
        }
    }
}

/// What is said of one practice.
pub(in crate::report) fn practice<'v>(
    view: &'v View<'_>,
    row: PracticeRow<'v>,
) -> PracticeJson<'v> {
    // Where something is withheld its counts are blank, and nothing is made of them.
    let counts = Some(&row.assessed.counts).filter(|_| !row.withheld);
    PracticeJson {
        id: &row.practice.id,
        ingredient: &view.rubric.ingredients[row.practice.ingredient].id,
        title: &row.practice.title,
        counts: counts.map(Into::into),
        rated: counts.map(Counts::rated),
        answered: counts.map(Counts::answered),
        position: row.finding.position,
        class: counts.map(|_| row.finding.class),
        standing: row.shown_standing(),
        spread: row.finding.spread,
        concern: row.finding.concern.map(Ratio::value),
        flags: row.finding.flags.clone(),
        agreed: row.assessed.agreed,
        decision: row.assessed.decision,
    }
}

/// The ids of these practices.
pub(in crate::report) fn ids<'v>(view: &'v View<'_>, list: &[usize]) -> Vec<&'v str> {
    let id = |index: &usize| view.rubric.practices()[*index].id.as_str();
    list.iter().map(id).collect()
}

/// The whole tally, with a line end.
///
/// # Errors
/// None that a tally can cause.
pub fn json(view: &View<'_>) -> serde_json::Result<String> {
    let a = view.assessment;
    let ids = |list: &[usize]| ids(view, list);
    let tally = TallyJson {
        rubric: view.rubric.reference(),
        district: a.district.as_deref(),
        cycle: a.cycle.as_deref(),
        responses: a.responses,
        not_read: a.not_read,
        from: a.from.map(JsonDay),
        to: a.to.map(JsonDay),
        practices: view.rows().map(|row| practice(view, row)).collect(),
        priorities: ids(&view.debrief.priorities),
        priority_bands: view.debrief.bands.iter().map(|band| ids(band)).collect(),
        differences: ids(&view.debrief.differences),
        find_out: ids(&view.debrief.find_out),
        keep: ids(&view.debrief.keep),
        invited: a.invited,
        could_tip: ids(&a.could_tip()),
        groups: view.groups.as_ref().map(group::groups),
        group_differences: view.groups.as_ref().map(group::differences),
    };
    json::write("tally", &tally)
}

/// The first line of the CSV, which has a row for each practice.
pub(in crate::report) const HEAD: &str = "ingredient,practice,title,strength,ok_for_now,could_be_better,urgent_gap,unsure,unanswered,rated,answered,position,class,standing,spread,concern,flags,agreed,decision";

/// A practice as a row; what JSON calls its id is in a column of another name.
pub(in crate::report) fn csv_row(view: &View<'_>, row: PracticeRow<'_>) -> Value {
    json!({ "practice": row.practice.id, "json": practice(view, row) })
}

/// The CSV.
///
/// # Errors
/// When `out` refuses.
pub fn csv(view: &View<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    csv::write(out, HEAD, view.rows().map(|row| csv_row(view, row)))
}

/// The first line of the responses as CSV, a row for each response and practice, without names.
pub(in crate::report) const LONG_HEAD: &str = "respondent,ingredient,practice,rating";

/// The respondents in the order in which they are numbered: that of their answers, not of
/// their files, since neither a number nor a file's name is to tell who it is.
pub(in crate::report) fn numbered(responses: &Responses) -> Vec<usize> {
    let mut order: Vec<usize> = (0..responses.len()).collect();
    order.sort_unstable_by_key(|at| responses.ratings(*at));
    order
}

/// Ingredient, practice, and rating of each practice, in the order of the survey.
pub(in crate::report) fn rated<'r>(
    rubric: &'r Rubric,
    ratings: &'r [Option<Rating>],
) -> impl Iterator<Item = [&'r str; 3]> {
    let practices = rubric.practices().iter().zip(ratings);
    practices.map(|(practice, rating)| {
        let ingredient = rubric.ingredients[practice.ingredient].id.as_str();
        [ingredient, &practice.id, rating.map_or("", Rating::id)]
    })
}

/// Writes the rows of one respondent: an answer each, after what is in `lead`, of the practices
/// that are shown.
///
/// # Errors
/// When `table` refuses.
pub(in crate::report) fn answers(
    table: &mut CsvTable<'_>,
    lead: &[&str],
    (rubric, ratings): (&Rubric, &[Option<Rating>]),
    is_shown: impl Fn(usize) -> bool,
) -> io::Result<()> {
    let mut row = lead.to_vec();
    for (index, rated) in rated(rubric, ratings).enumerate() {
        if is_shown(index) {
            row.truncate(lead.len());
            row.extend(rated);
            table.row(&row)?;
        }
    }
    Ok(())
}

/// The responses as CSV.
///
/// # Errors
/// When `out` refuses.
pub fn long(rubric: &Rubric, responses: &Responses, out: &mut dyn io::Write) -> io::Result<()> {
    let mut table = CsvTable::new(out, LONG_HEAD)?;
    for (number, at) in (1..).zip(numbered(responses)) {
        let (number, said): (u32, _) = (number, (rubric, responses.ratings(at)));
        answers(&mut table, &[&number.to_string()], said, |_| true)?;
    }
    table.finish()
}
