//! What a new year's plan goes on from: the actions that are not over, the goals with their
//! readings, and the contact, each value as it was typed.

use std::collections::HashSet;

use toml::de::{DeTable, DeValue};

use crate::files::plan::across_entries::free_id;
use crate::files::plan::new_entry::{Before, Drafting, NewEntry, about, new_id};
use crate::model::plan::{Goal, Plan, Status};
use crate::text::with_plain_ends;
use crate::toml::printable::shown;
use crate::toml::table::Value;
use crate::toml::writing::{comment, quoted};
use crate::words::day;

/// What goes on.
#[derive(Default)]
pub(crate) struct Carried {
    /// As the new file has it.
    pub(crate) entries: Vec<NewEntry>,
    /// Of the old plan what is in these entries.
    pub(crate) plan: Plan,
    /// What was done, as lines of comment.
    pub(crate) done: String,
}

impl Before<'_> {
    /// The value of a key at the top, as it was typed.
    pub(crate) fn value(&self, key: &str) -> Option<String> {
        let (root, _) = DeTable::parse_recoverable(self.text);
        root.get_ref().get(key).map(|value| typed(self.text, value))
    }
}

/// What goes on from the plan of the year before.
pub(crate) fn carried(before: &Before<'_>, drafting: &Drafting<'_>) -> Carried {
    let (root, _) = DeTable::parse_recoverable(before.text);
    let tables = |kind| tables(root.get_ref(), kind);
    let (mut entries, mut plan) = (Vec::new(), Plan::default());
    // A sound plan has an entry for each table.
    for (goal, table) in before.plan.goals.iter().zip(tables("goal")) {
        let is_named = || before.plan.actions.iter().any(|a| a.goal == goal.id);
        let is_blank = Goal {
            id: String::new(),
            unit: String::new(),
            ..goal.clone()
        } == Goal::default();
        // What a draft had, and nobody filled in.
        if is_blank && (goal.id.is_empty() || !is_named()) {
            continue;
        }
        let values = values(before.text, table);
        let mut entry = NewEntry::new("goal", &values);
        let target = goal.target.and_then(|target| target.day);
        if let (Some(by), Some(from)) = (target, drafting.assessment.from)
            && by < from
        {
            let past = format!(
                "This target was for {}, before this year's answers. Set a new one, or delete this goal.",
                day(by)
            );
            comment(&mut entry.comment, "", &past);
        }
        entries.push(entry);
        plan.goals.push(goal.clone());
    }
    let mut ids = HashSet::new();
    for (action, table) in before.plan.actions.iter().zip(tables("action")) {
        if action.status.is_over() {
            continue;
        }
        let mut values = values(before.text, table);
        let id = match action.practices.first() {
            Some(first) if action.id.is_empty() => {
                let known = &drafting.rubric.practices()[*first];
                let taken = before.plan.actions.iter().map(|a| a.id.clone());
                new_id(known, *first, &plan, &taken.chain(ids.clone()).collect())
            }
            _ if ids.contains(&action.id) => free_id(&action.id, &ids),
            _ => action.id.clone(),
        };
        if id != action.id {
            values.retain(|(key, _)| *key != "id");
            values.push(("id", quoted(&id)));
        }
        ids.insert(id);
        let mut entry = NewEntry::new("action", &values);
        for practice in &action.practices {
            entry.comment.push_str(&about(drafting, *practice));
        }
        let from = format!("Carried over from {}.", before.name);
        comment(&mut entry.comment, "", &from);
        entries.push(entry);
        plan.actions.push(action.clone());
    }
    Carried {
        entries,
        plan,
        done: done(before, drafting),
    }
}

fn done(before: &Before<'_>, drafting: &Drafting<'_>) -> String {
    let mut out = String::new();
    let all = before.plan.actions.iter();
    for action in all.filter(|a| a.status == Status::Done) {
        if out.is_empty() {
            comment(&mut out, "", &format!("Done in {}:", before.name));
        }
        let on = action.done.map(|day| format!(" ({day})"));
        let line = format!(
            "{}: {}{}",
            action.titles(drafting.rubric),
            action.action,
            on.unwrap_or_default()
        );
        comment(&mut out, "- ", &line);
    }
    out
}

fn tables<'t>(root: &'t DeTable<'t>, kind: &str) -> Vec<&'t DeTable<'t>> {
    let array = root.get(kind).and_then(|value| value.get_ref().as_array());
    let items = array.into_iter().flat_map(|array| array.iter());
    items.filter_map(|item| item.get_ref().as_table()).collect()
}

fn values<'t>(text: &str, table: &'t DeTable<'t>) -> Vec<(&'t str, String)> {
    let mut values = table.iter().collect::<Vec<_>>();
    values.sort_by_key(|(_, value)| value.span().start);
    values
        .into_iter()
        .map(|(key, value)| (key.get_ref().as_ref(), typed(text, value)))
        .collect()
}

/// A value as it was typed, but for what would act on whoever looks at it. One that was typed in sections or with dotted keys of its own is
/// put between brackets, since it has no text in one piece.
fn typed(text: &str, value: &Value<'_>) -> String {
    let written = &text[value.span()];
    match value.get_ref() {
        DeValue::Table(table) if !written.starts_with('{') => {
            let values = values(text, table).into_iter();
            let parts = values.map(|(key, value)| format!("{key} = {value}"));
            let parts: Vec<String> = parts.collect();
            format!("{{ {} }}", parts.join(", "))
        }
        DeValue::Array(array) if !written.starts_with('[') || written.starts_with("[[") => {
            let items: Vec<String> = array.iter().map(|item| typed(text, item)).collect();
            format!("[{}]", items.join(", "))
        }
        _ => shown(&with_plain_ends(written)).into_owned(),
    }
}
