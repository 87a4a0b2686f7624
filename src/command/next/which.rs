//! Which of several team assessments, or plans, is a year's.

use std::cmp::Ordering;
use std::path::Path;

use crate::command::in_context::beside;
use crate::command::next::folder_contents::{FoundPlan, Team};
use crate::disk::copies::copy_of;
use crate::files::bytes::is_one_file;
use crate::model::assessment::Assessment;
use crate::model::dates::year::{by_year, is_same, since};
use crate::model::plan::year::PlanYear;

/// By the first date, else by the year.
pub(super) fn newest(a: &Assessment, b: &Assessment) -> Ordering {
    let cycle = |of: &Assessment| of.cycle.clone().unwrap_or_default();
    match (since(a), since(b)) {
        (Some(a), Some(b)) if a != b => a.cmp(&b),
        _ => by_year(&cycle(a), &cycle(b)),
    }
}

/// Whether a plan is this year's: it names the assessment, or it was adopted for it, or
/// nothing says otherwise.
pub(super) fn is_of_year(plan: &FoundPlan, team: Option<&Team>, previous: Option<&Path>) -> bool {
    if plan.written.is_other_version {
        return false;
    }
    let Some(team) = team else {
        // Before this year's assessment there is nothing that a plan could follow from.
        return previous.is_none();
    };
    let written = &plan.written.plan;
    let year = PlanYear::new(written, &team.assessment);
    let day = written.renewed.or(written.adopted).and(year.since());
    if day.is_some() && !year.is_older() {
        return true;
    }
    let cycle = team.assessment.cycle.as_ref();
    let cycle = cycle.filter(|_| !written.cycle.is_empty());
    let is_cycles = cycle.map(|cycle| is_same(cycle, &written.cycle));
    if day.is_some() {
        // A date can be mistyped, where nothing else says that it's another year's.
        return names(plan, team) && is_cycles != Some(false)
            || written.assessment.is_empty() && is_cycles == Some(true);
    }
    // What is named may be gone.
    let is_gone = !beside(&plan.path, &written.assessment).exists() && previous.is_none();
    is_cycles.unwrap_or_else(|| written.assessment.is_empty() || names(plan, team) || is_gone)
}

/// The one that is nearer the top of the folder; of two there, that which is by its name no
/// copy of another, and else the first by name.
pub(super) fn nearer(a: &Path, b: &Path) -> Ordering {
    place(a).cmp(&place(b)).then(a.cmp(b))
}

/// How deep a file is, and whether it is a copy by its name.
fn place(path: &Path) -> (usize, bool) {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    (path.components().count(), copy_of(&name).is_some())
}

/// Why the first is the nearer, in words.
pub(super) fn why_nearer(used: &Path, also: &Path) -> &'static str {
    let ((deep, copy), (other, other_copy)) = (place(used), place(also));
    match (deep < other, !copy && other_copy) {
        (true, _) => "it's nearer the top of the folder",
        (_, true) => "the other name looks like a copy's",
        _ => "it's first by name",
    }
}

/// Whether a plan names this assessment.
pub(super) fn names(plan: &FoundPlan, team: &Team) -> bool {
    !plan.written.plan.assessment.is_empty()
        && is_one_file(
            &beside(&plan.path, &plan.written.plan.assessment),
            &team.path,
        )
}
