//! What the entries of a plan are known by where they are rows of a table that somebody fills in:
//! an action's own id; else its kind, its practices or audience, and its place among those alike.

use std::collections::HashMap;

use crate::model::plan::{Action, Plan};
use crate::model::rubric::Rubric;

/// The ids of a plan's rows, in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ids {
    /// Of actions, of what is on hold, and of what continues.
    pub entries: Vec<String>,
    /// Of communications.
    pub communications: Vec<String>,
}

/// The ids of all entries. No two are the same, and each says which kind it is.
#[must_use]
pub fn ids(plan: &Plan, rubric: &Rubric) -> Ids {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut counted = |what: String| {
        let times = seen.entry(what.clone()).or_default();
        *times += 1;
        format!("{what} {times}")
    };
    let id = |practice: usize| rubric.practices()[practice].id.as_str();
    let mut entries = Vec::new();
    for action in &plan.actions {
        entries.push(if action.id.is_empty() {
            counted(format!("unnamed {}", practices(action, rubric)))
        } else {
            format!("action {}", action.id)
        });
    }
    let defers = plan.defers.iter();
    entries.extend(defers.map(|d| counted(format!("defer {}", id(d.practice)))));
    let continues = plan.continues.iter();
    entries.extend(continues.map(|c| counted(format!("continue {}", id(c.practice)))));
    let told = plan.communications.iter();
    let told = told.map(|c| counted(format!("communication {}", c.audience.id())));
    Ids {
        entries,
        communications: told.collect(),
    }
}

fn practices(action: &Action, rubric: &Rubric) -> String {
    let practices = action.practices.iter();
    let ids = practices.map(|at| rubric.practices()[*at].id.as_str());
    ids.collect::<Vec<_>>().join("+")
}
