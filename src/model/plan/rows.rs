//! What the entries of a plan are known by where they are rows of a table that somebody fills in:
//! an action's own id; else its kind, its practices or audience, and its place among those alike.

use std::collections::HashMap;

use crate::model::plan::Plan;
use crate::model::rubric::Rubric;

/// An entry of a plan as a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanRow {
    /// The key of its list, such as `action`.
    pub kind: &'static str,
    /// Its place among those of its kind.
    pub at: usize,
    /// No two rows have the same.
    pub id: String,
}

/// The rows of all entries: actions, what is on hold, what continues, and communications.
pub fn rows(plan: &Plan, rubric: &Rubric) -> Vec<PlanRow> {
    let id = |practice: &usize| rubric.practices()[*practice].id.as_str();
    let actions = plan.actions.iter().map(|action| {
        let ids: Vec<&str> = action.practices.iter().map(id).collect();
        format!("unnamed {}", ids.join("+"))
    });
    let defers = plan.defers.iter();
    let defers = defers.map(|d| format!("defer {}", id(&d.practice)));
    let continues = plan.continues.iter();
    let continues = continues.map(|c| format!("continue {}", id(&c.practice)));
    let told = plan.communications.iter();
    let told = told.map(|c| format!("communication {}", c.audience.id()));
    let kinds: [(&'static str, Vec<String>); 4] = [
        ("action", actions.collect()),
        ("defer", defers.collect()),
        ("continue", continues.collect()),
        ("communication", told.collect()),
    ];
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut rows = Vec::new();
    for (kind, all) in kinds {
        for (at, what) in all.into_iter().enumerate() {
            let own = plan.actions.get(at).map(|action| action.id.as_str());
            let id = match own.filter(|id| kind == "action" && !id.is_empty()) {
                Some(id) => format!("action {id}"),
                None => {
                    let times = seen.entry(what.clone()).or_default();
                    *times += 1;
                    format!("{what} {times}")
                }
            };
            rows.push(PlanRow { kind, at, id });
        }
    }
    rows
}
