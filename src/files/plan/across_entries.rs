//! What only several entries of a plan show together: ids and texts that are there twice, and what
//! the communications leave out.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::files::plan::completeness::{is_missing, typed};
use crate::files::plan::entry::{ReadEntry, short};
use crate::model::placeholder::says_nothing;
use crate::model::plan::{Action, Audience, Communication, Status};
use crate::model::rating::folded;
use crate::model::rubric::Rubric;
use crate::problem::Code;
use crate::toml::table::Reader;
use crate::toml::writing::quoted;

/// What the actions of a plan have said so far.
#[derive(Debug, Default)]
pub(crate) struct RepeatedActions {
    texts: HashMap<String, First>,
}

/// The first action that says something.
#[derive(Debug, Clone)]
struct First {
    span: Range<usize>,
    is_over: bool,
    /// Of all that say the same.
    practices: Vec<usize>,
}

impl RepeatedActions {
    /// Reports an action that repeats another one's words. What is advised leaves no
    /// practice without its action.
    pub(crate) fn check(
        &mut self,
        reader: &mut Reader<'_>,
        entry: &ReadEntry<'_>,
        rubric: &Rubric,
        action: &Action,
    ) {
        if says_nothing(&action.action) {
            return;
        }
        let span = entry.at("action");
        let Some(first) = self.texts.get_mut(folded(&action.action).as_ref()) else {
            let first = First {
                span,
                is_over: action.status.is_over(),
                practices: action.practices.clone(),
            };
            self.texts
                .insert(folded(&action.action).into_owned(), first);
            return;
        };
        // Where one of the two is over, the other is what is still to be done.
        let keeps_this = first.is_over && !action.status.is_over();
        let (kept, other) = if keeps_this {
            ("this one", "the first one")
        } else {
            ("the first one", "this one")
        };
        let is_for_more = action
            .practices
            .iter()
            .any(|p| !first.practices.contains(p))
            || keeps_this && first.practices.iter().any(|p| !action.serves(*p));
        for practice in &action.practices {
            if !first.practices.contains(practice) {
                first.practices.push(*practice);
            }
        }
        let help = if is_for_more {
            let ids: Vec<String> = first
                .practices
                .iter()
                .map(|p| quoted(&rubric.practices()[*p].id))
                .collect();
            format!(
                "If one action serves them all, delete {other} and type in {kept} practice = [{}]. Otherwise, say in each what it does for its practice.",
                ids.join(", ")
            )
        } else {
            format!("Delete {other}, or say in each what it does for its practice.")
        };
        let first = first.span.clone();
        same(
            reader,
            (Code::SameAction, span),
            first,
            "This action repeats another one word for word.",
            help,
        );
    }
}

/// The ids of one kind of entries, in the order of the file.
#[derive(Debug, Default)]
pub(crate) struct EntryIds {
    seen: Vec<(String, Range<usize>)>,
}

impl EntryIds {
    /// Takes note of an entry's.
    pub(crate) fn see(&mut self, entry: &ReadEntry<'_>, id: &str) {
        if !id.is_empty() {
            self.seen.push((id.to_owned(), entry.at("id")));
        }
    }

    /// Reports every id that is there a second time, with one that is free.
    pub(crate) fn check(self, reader: &mut Reader<'_>, code: Code) {
        let mut taken: HashSet<String> = self.seen.iter().map(|(id, _)| id.clone()).collect();
        let mut first: HashMap<&str, Range<usize>> = HashMap::new();
        for (id, span) in &self.seen {
            let Some(before) = first.get(id.as_str()) else {
                first.insert(id, span.clone());
                continue;
            };
            let free = free_id(id, &taken);
            let help = format!(
                "Give this one an id of its own, such as id = {}",
                quoted(&free)
            );
            taken.insert(free);
            same(
                reader,
                (code, span.clone()),
                before.clone(),
                &format!("The id \"{}\" appears twice.", short(id)),
                help,
            );
        }
    }
}

/// An id like this one that no other entry has: with the next number at its end.
pub(crate) fn free_id(id: &str, taken: &HashSet<String>) -> String {
    let stem = match id.rsplit_once('-') {
        Some((stem, number)) if number.bytes().all(|b| b.is_ascii_digit()) => stem,
        _ => id,
    };
    (2..)
        .map(|number| format!("{stem}-{number}"))
        .find(|id| !taken.contains(id))
        .unwrap_or_default()
}

fn same(
    reader: &mut Reader<'_>,
    (code, span): (Code, Range<usize>),
    first: Range<usize>,
    message: &str,
    help: String,
) {
    let from = reader.problems.len();
    reader.report(code, span, message, help);
    let place = reader.text.place(first);
    if let Some(problem) = reader.problems.get_mut(from) {
        problem.also = Some(Box::new((place, "first written here".to_owned())));
    }
}

/// The communication to the district office, as far as it has been seen.
#[derive(Debug, Default)]
pub(crate) struct Office {
    /// Of the most complete one: what is missing, and where.
    best: Option<(Vec<&'static str>, Range<usize>)>,
}

impl Office {
    /// Takes note of a communication.
    pub(crate) fn see(&mut self, entry: &ReadEntry<'_>, communication: &Communication) {
        if communication.audience != Audience::DistrictOffice
            || communication.status == Status::Dropped
        {
            return;
        }
        let missing = communication.lacks();
        let is_better = self
            .best
            .as_ref()
            .is_none_or(|(best, _)| missing.len() < best.len());
        if is_better {
            let place = missing
                .first()
                .map_or(entry.heading.clone(), |key| entry.at(key));
            self.best = Some((missing, place));
        }
    }

    /// Reports that there is none (at `top`, where that can be known), or what it lacks.
    pub(crate) fn check(self, reader: &mut Reader<'_>, top: Option<Range<usize>>) {
        match (self.best, top) {
            (Some((missing, _)), _) if missing.is_empty() => {}
            (Some((missing, span)), _) => reader.report(
                Code::MissingCommunication,
                span,
                format!("The communication to the district office isn't complete: {} missing.", is_missing(&missing)),
                format!("In that entry, type {}.", typed(&missing)),
            ),
            (None, Some(top)) => reader.report(
                Code::MissingCommunication,
                top,
                "The plan doesn't say how the district office will hear about the results.",
                "Add a [[communication]] with audience = \"district-office\", message = \"...\", channel = \"Staff meeting\", owner = \"Superintendent\", and due = \"2027-03-31\".",
            ),
            (None, None) => {}
        }
    }
}
