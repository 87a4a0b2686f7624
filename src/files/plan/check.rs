//! A plan: drafted from an assessment, finished by the team. Here it is read; whether
//! it is complete is `plan_check`'s, and whether it deals with what an assessment asks
//! for `plan_coverage`'s.

use std::ops::Range;

use toml::de::DeTable;

use crate::files::plan::entry::{
    ReadEntry, array_length, audience, days, entries, figure, figures, partners, practice,
    practices, status, unknown_keys,
};
use crate::files::plan::{across_entries, completeness};
use crate::files::section::other_rubric;
use crate::model::plan::keys;
use crate::model::plan::{Action, Audience, Communication, Continue, Defer, Goal, Plan};
use crate::model::rubric::Rubric;
use crate::problem::{Code, Place};
use crate::text::Text;
use crate::toml::document::Checked;
use crate::toml::document::Document;
use crate::toml::table::Reader;

/// A plan with the places of its entries, for what can only be checked with an
/// assessment or on a day.
#[derive(Debug, Clone)]
pub struct WrittenPlan {
    /// What was read. Where the file is not sound, as far as it could be.
    pub plan: Plan,
    /// Whether nothing but completeness is wrong with it.
    pub is_sound: bool,
    /// The line that names the assessment, else the one that says what the file is.
    pub assessment: Option<Place>,
    /// The day from which the plan is: `renewed`, else `adopted`, else what the file is.
    pub from: Option<Place>,
    /// For each action in turn.
    pub actions: Vec<Places>,
    /// For each communication in turn.
    pub communications: Vec<Places>,
}

/// Where an entry and some of its values stand.
#[derive(Debug, Clone)]
pub struct Places {
    /// The value of `due`, else the heading of the entry.
    pub due: Place,
    /// The value of `status`, else the heading of the entry.
    pub status: Place,
}

/// Reads a plan's document, and checks what can be checked without an assessment and
/// on any day. The value is there unless the text itself cannot be read, also where
/// the plan is not complete.
#[must_use]
pub fn check(text: &Text, document: Document<'_>, rubric: &Rubric) -> Checked<WrittenPlan> {
    if let Some(problem) = other_rubric(text, &document, rubric) {
        return Checked {
            value: None,
            problems: document.problems(text, vec![problem]),
        };
    }
    let mut reader = Reader::new(text);
    let root = &document.root;
    let is_whole = document.faults.is_empty();
    let top = top_line(root);
    if !root.contains_key("rubric") {
        reader.report(
            Code::MissingKey,
            top.clone(),
            format!(
                "The line rubric = \"{}\" is missing. The file was read as if it were there.",
                rubric.reference()
            ),
            "Type it below the line that begins with kind.",
        );
    }
    unknown_keys(&mut reader, root, keys::TOP, "a plan");
    let place = |keys: &[&str]| {
        let mut values = keys.iter().filter_map(|key| root.get(*key));
        Some(text.place(values.next().map_or(top.clone(), toml::Spanned::span)))
    };
    let mut written = WrittenPlan {
        plan: Plan {
            id: reader.plain(root, "id"),
            assessment: reader.plain(root, "assessment"),
            title: reader.plain(root, "title"),
            cycle: reader.cycle(root),
            adopted: reader.date(root, "adopted"),
            renewed: reader.date(root, "renewed"),
            contact: reader.plain(root, "contact"),
            reviews: days(&mut reader, root, "reviews"),
            ..Plan::default()
        },
        is_sound: false,
        assessment: place(&["assessment"]),
        from: place(&["renewed", "adopted"]),
        actions: Vec::new(),
        communications: Vec::new(),
    };
    let adopted = written
        .plan
        .adopted
        .zip(root.get("adopted").map(toml::Spanned::span));
    goals(
        &mut reader,
        root,
        &mut written.plan,
        is_whole.then(|| top.clone()),
    );
    let actions = actions(&mut reader, root, rubric, &mut written, adopted.as_ref());
    let deferred = others(&mut reader, root, rubric, &mut written.plan);
    communications(
        &mut reader,
        root,
        rubric,
        &mut written,
        is_whole.then(|| top.clone()),
    );
    if is_whole && actions + deferred == 0 {
        completeness::empty(&mut reader, top);
    }
    let problems = document.problems(text, reader.problems);
    written.is_sound = problems
        .iter()
        .all(|p| !p.is_error() || p.code.is_incompleteness());
    Checked {
        value: is_whole.then_some(written),
        problems,
    }
}

/// Where problems of the whole plan stand: at the line that says that it is one.
fn top_line(root: &DeTable<'_>) -> Range<usize> {
    root.get("kind").map_or(0..0, toml::Spanned::span)
}

/// Reads the goals. `top` is where it is reported that there is none, when that can be known.
fn goals(reader: &mut Reader<'_>, root: &DeTable<'_>, plan: &mut Plan, top: Option<Range<usize>>) {
    let entries = entries(reader, root, "goal");
    let mut ids = across_entries::EntryIds::default();
    for entry in &entries {
        unknown_keys(reader, entry.table, keys::GOAL, "a goal");
        let goal = Goal {
            id: reader.plain(entry.table, "id"),
            what: reader.plain(entry.table, "what"),
            unit: reader.plain(entry.table, "unit"),
            source: reader.plain(entry.table, "source"),
            baseline: figure(reader, entry.table, "baseline", keys::MEASURED),
            target: figure(reader, entry.table, "target", keys::TARGET),
            readings: figures(reader, entry.table, "readings"),
        };
        completeness::goal(reader, entry, &goal);
        ids.see(entry, &goal.id);
        plan.goals.push(goal);
    }
    ids.check(reader, Code::SameGoal);
    let is_readable = entries.len() == array_length(root, "goal");
    if let Some(top) = top
        && is_readable
        && entries.is_empty()
    {
        completeness::no_goal(reader, top);
    }
}

/// Reads the actions, and says how many entries there are.
fn actions(
    reader: &mut Reader<'_>,
    root: &DeTable<'_>,
    rubric: &Rubric,
    written: &mut WrittenPlan,
    adopted: Option<&completeness::Adopted>,
) -> usize {
    let entries = entries(reader, root, "action");
    let mut texts = across_entries::RepeatedActions::default();
    let mut ids = across_entries::EntryIds::default();
    for entry in &entries {
        unknown_keys(reader, entry.table, keys::ACTION, "an action");
        let practices = practices(reader, entry, rubric);
        let about = completeness::About::new(entry, rubric, practices.first().copied());
        let action = Action {
            id: reader.plain(entry.table, "id"),
            practices,
            action: reader.plain(entry.table, "action"),
            owner: reader.plain(entry.table, "owner"),
            due: completeness::action_due(reader, &about),
            status: status(reader, entry.table),
            done: reader.date(entry.table, "done"),
            progress: reader.plain(entry.table, "progress"),
            measure: reader.plain(entry.table, "measure"),
            goal: reader.plain(entry.table, "goal"),
            partners: partners(reader, entry.table),
        };
        completeness::action(reader, &about, &action);
        completeness::known_goal(reader, entry, &action.goal, &written.plan.goals);
        completeness::after_adoption(reader, entry, &action, adopted);
        texts.check(reader, entry, rubric, &action);
        ids.see(entry, &action.id);
        if !action.practices.is_empty() {
            written.plan.actions.push(action);
            written.actions.push(places(reader, entry));
        }
    }
    ids.check(reader, Code::SameAction);
    entries.len()
}

/// Reads what continues and what is on hold, and says how many entries are on hold.
fn others(reader: &mut Reader<'_>, root: &DeTable<'_>, rubric: &Rubric, plan: &mut Plan) -> usize {
    for entry in entries(reader, root, "continue") {
        unknown_keys(
            reader,
            entry.table,
            keys::CONTINUE,
            "a strength to continue",
        );
        let how = reader.plain(entry.table, "how");
        if let Some(practice) = practice(reader, &entry, rubric, "continue") {
            plan.continues.push(Continue { practice, how });
        }
    }
    let entries = entries(reader, root, "defer");
    for entry in &entries {
        unknown_keys(reader, entry.table, keys::DEFER, "a gap that is on hold");
        let reason = reader.plain(entry.table, "reason");
        let practice = practice(reader, entry, rubric, "defer");
        completeness::defer(reader, entry, rubric, practice, &reason);
        if let Some(practice) = practice {
            plan.defers.push(Defer { practice, reason });
        }
    }
    entries.len()
}

/// Reads who is told. `top` is where a missing one is reported, when that can be known.
fn communications(
    reader: &mut Reader<'_>,
    root: &DeTable<'_>,
    rubric: &Rubric,
    written: &mut WrittenPlan,
    top: Option<Range<usize>>,
) {
    let entries = entries(reader, root, "communication");
    let mut office = across_entries::Office::default();
    for entry in &entries {
        unknown_keys(reader, entry.table, keys::COMMUNICATION, "a communication");
        let audience = audience(reader, entry);
        let communication = Communication {
            audience: audience.unwrap_or(Audience::Other),
            message: reader.plain(entry.table, "message"),
            ask: reader.plain(entry.table, "ask"),
            channel: reader.plain(entry.table, "channel"),
            owner: reader.plain(entry.table, "owner"),
            due: reader.date(entry.table, "due"),
            status: status(reader, entry.table),
        };
        completeness::communication(reader, entry, rubric, &communication);
        office.see(entry, &communication);
        written.plan.communications.push(communication);
        written.communications.push(places(reader, entry));
    }
    let is_readable = entries.len() == array_length(root, "communication");
    office.check(reader, top.filter(|_| is_readable));
}

fn places(reader: &Reader<'_>, entry: &ReadEntry<'_>) -> Places {
    Places {
        due: reader.text.place(entry.at("due")),
        status: reader.text.place(entry.at("status")),
    }
}
