//! Plans of several school years that are checked together: an earlier one's open actions are
//! no longer late, since they were carried over or given up; how many there are is a note.

use std::path::Path;

use crate::command::in_context::assessment_of;
use crate::files::plan::read::WrittenPlan;
use crate::model::dates::year::{after, first_year};
use crate::model::rating::folded;
use crate::model::rubric::Rubric;
use crate::problem::{Code, Place, Problem};
use crate::words::{agreeing, counted};

/// The school year of a plan, and whose it is.
#[derive(Debug, Clone)]
pub(super) struct CheckedYear {
    district: String,
    cycle: String,
    open: usize,
    place: Option<Place>,
}

impl CheckedYear {
    /// Of a plan: what it says, and else what its assessment says, or its days. `None` where
    /// neither tells a school year.
    pub(super) fn of(path: &Path, written: &WrittenPlan, rubric: &Rubric) -> Option<Self> {
        let plan = &written.plan;
        let assessment = assessment_of(path, &plan.assessment, rubric).unwrap_or_default();
        let begun = assessment.from.or(plan.adopted);
        let cycle = match plan.cycle.as_str() {
            "" => assessment.cycle.or(begun.map(|day| after("", day))),
            cycle => Some(cycle.to_owned()),
        };
        let cycle = cycle.unwrap_or_default();
        let open = plan.actions.iter().filter(|a| !a.status.is_over());
        (!cycle.is_empty()).then(|| Self {
            district: folded(&assessment.district.unwrap_or_default()).into_owned(),
            cycle: folded(&cycle).into_owned(),
            open: open.count(),
            place: written.assessment.clone(),
        })
    }

    /// Whether the same district has a plan of a later year among these.
    pub(super) fn is_earlier(&self, all: &[Self]) -> bool {
        let mut later = all.iter();
        later.any(|other| {
            let is_later = match (first_year(&self.cycle), first_year(&other.cycle)) {
                (Some(this), Some(other)) => other > this,
                (None, None) => other.cycle > self.cycle,
                // Of a year and of words, nobody knows.
                _ => false,
            };
            other.district == self.district && is_later
        })
    }

    /// Takes what is late out of an earlier year's problems, and says how much is open.
    pub(super) fn settle(&self, problems: &mut Vec<Problem>) {
        problems.retain(|problem| problem.code != Code::Overdue);
        if self.open == 0 {
            return;
        }
        let is = agreeing(self.open, "is", "are");
        let note = Problem::new(
            Code::EarlierYear,
            format!(
                "This plan is for an earlier school year ({}), but {} in it {is} still open.",
                self.cycle,
                counted(self.open, "action")
            ),
            "If the newer plan continues them, you can leave them open here. Otherwise, type status = \"done\" or status = \"dropped\".",
        );
        problems.push(note.or_at(self.place.as_ref()));
        problems.sort_by_key(Problem::order);
    }
}
