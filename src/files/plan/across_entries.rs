//! What only several entries of a plan show together: ids and texts that are there twice, and what
//! the communications leave out.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::files::plan::entry::{PlanReader, ReadEntry};
use crate::model::placeholder::says_nothing;
use crate::model::plan::{Action, Audience, Communication, Status};
use crate::model::rating::folded;
use crate::problem::Code;
use crate::text::excerpt;
use crate::toml::writing::quoted;
use crate::words;

/// What the actions of a plan have said so far.
#[derive(Debug, Default)]
pub(super) struct RepeatedActions {
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

impl PlanReader<'_, '_> {
    /// Reports an action that repeats another one's words. What is advised leaves no
    /// practice without its action.
    pub(super) fn check_repeated(
        &mut self,
        entry: &ReadEntry<'_>,
        action: &Action,
        before: &mut RepeatedActions,
    ) {
        if says_nothing(&action.action) {
            return;
        }
        let span = entry.at("action");
        let Some(first) = before.texts.get_mut(folded(&action.action).as_ref()) else {
            let first = First {
                span,
                is_over: action.status.is_over(),
                practices: action.practices.clone(),
            };
            before
                .texts
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
                .map(|p| quoted(&self.rubric.practices()[*p].id))
                .collect();
            format!(
                "If one action serves them all, delete {other} and type in {kept} practice = [{}]. Otherwise, say in each what it does for its practice.",
                ids.join(", ")
            )
        } else {
            format!("Delete {other}, or say in each what it does for its practice.")
        };
        let message = "This action repeats another one word for word.";
        self.same((Code::SameAction, &span), &first.span, message, help);
    }

    /// Reports every id of entries of one kind that is there a second time, with one that is free.
    pub(super) fn check_ids(&mut self, entries: &[ReadEntry<'_>], code: Code) {
        let ids = entries.iter().map(|entry| (entry.text("id"), entry));
        let ids =
            ids.filter_map(|(id, entry)| Some((id.filter(|id| !id.is_empty())?, entry.at("id"))));
        let ids: Vec<(String, Range<usize>)> = ids.collect();
        let mut taken: HashSet<String> = ids.iter().map(|(id, _)| id.clone()).collect();
        let mut first: HashMap<&str, &Range<usize>> = HashMap::new();
        for (id, span) in &ids {
            let Some(before) = first.get(id.as_str()) else {
                first.insert(id, span);
                continue;
            };
            let free = free_id(id, &taken);
            let help = format!(
                "Give this one an id of its own, such as id = {}",
                quoted(&free)
            );
            taken.insert(free);
            let message = format!("The id \"{}\" appears twice.", excerpt(id));
            self.same((code, span), before, &message, help);
        }
    }

    fn same(
        &mut self,
        (code, span): (Code, &Range<usize>),
        first: &Range<usize>,
        message: &str,
        help: String,
    ) {
        let place = self.reader.text.place(first.clone());
        if let Some(problem) = self.reader.report(code, span.clone(), message, help) {
            problem.also = Some(Box::new((place, "first written here".to_owned())));
        }
    }

    /// Reports what the most complete communication to the district office lacks; or, where `is_all`
    /// and that can be known, that there is none.
    pub(super) fn check_office(
        &mut self,
        entries: &[ReadEntry<'_>],
        communications: &[Communication],
        is_all: bool,
    ) {
        let top = self.whole.clone().filter(|_| is_all);
        let told = entries.iter().zip(communications);
        let told = told.filter(|(_, communication)| {
            communication.audience == Audience::DistrictOffice
                && communication.status != Status::Dropped
        });
        let told = told.map(|(entry, communication)| (communication.lacks(), entry));
        match (told.min_by_key(|(missing, _)| missing.len()), top) {
            (Some((missing, entry)), _) => {
                if let Some(first) = missing.first() {
                    self.reader.report(
                        Code::MissingCommunication,
                        entry.at(first),
                        format!(
                            "The communication to the district office isn't complete: {} missing.",
                            is_missing(&missing)
                        ),
                        format!("In that entry, type {}.", typed(&missing)),
                    );
                }
            }
            (None, Some(top)) => {
                self.reader.report(
                    Code::MissingCommunication,
                    top,
                    "The plan doesn't say how the district office will hear about the results.",
                    "Add a [[communication]] with audience = \"district-office\", message = \"...\", channel = \"Staff meeting\", owner = \"Superintendent\", and due = \"2027-03-31\".",
                );
            }
            (None, None) => {}
        }
    }
}

/// An id like this one that no other entry has: with the next number at its end.
pub(crate) fn free_id(id: &str, taken: &HashSet<String>) -> String {
    let stem = match id.rsplit_once('-') {
        Some((stem, number)) if number.bytes().all(|b| b.is_ascii_digit()) => stem,
        _ => id,
    };
    numbered(stem, 2, taken)
}

/// The first id of these words, and a number from this one on, that no other entry has.
pub(crate) fn numbered(stem: &str, from: usize, taken: &HashSet<String>) -> String {
    (from..)
        .map(|number| format!("{stem}-{number}"))
        .find(|id| !taken.contains(id))
        .unwrap_or_default()
}

fn is_missing(keys: &[&str]) -> String {
    let verb = if keys.len() == 1 { "is" } else { "are" };
    format!("{} {verb}", words::list(keys))
}

fn typed(keys: &[&str]) -> String {
    let lines: Vec<&str> = keys
        .iter()
        .map(|key| match *key {
            "channel" => "how they will hear it: channel = \"Staff meeting\"",
            "owner" => "who tells them: owner = \"Superintendent\"",
            _ => "the due date as year-month-day: due = \"2027-01-15\"",
        })
        .collect();
    lines.join("; ")
}
