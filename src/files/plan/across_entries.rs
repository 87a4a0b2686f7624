//! What only several entries of a plan show together: ids and texts that are there twice, and what
//! the communications leave out.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

use crate::files::plan::entry::{PlanReader, ReadEntry};
use crate::model::each_once::each_once;
use crate::model::placeholder::says_nothing;
use crate::model::plan::audience::Audience;
use crate::model::plan::{Action, Communication, Status};
use crate::model::rating::folded;
use crate::problem::{Code, Problem};
use crate::text::excerpt;
use crate::toml::writing::quoted;
use crate::words;

/// The actions of a plan that say the same, each with its place, in their order.
pub(super) type SameActions = BTreeMap<String, Vec<(Range<usize>, Action)>>;

/// Puts an action to those that say the same.
pub(super) fn gather(same: &mut SameActions, entry: &ReadEntry<'_>, action: &Action) {
    if !says_nothing(&action.action) {
        let text = folded(&action.action).into_owned();
        let alike = same.entry(text).or_default();
        alike.push((entry.at("action"), action.clone()));
    }
}

impl PlanReader<'_, '_> {
    /// Reports actions that repeat another one's words. What is advised leaves no practice without
    /// its action.
    pub(super) fn check_repeated(&mut self, same: &SameActions) {
        for alike in same.values().filter(|alike| alike.len() > 1) {
            let help = self.keep_one(alike);
            for (again, _) in &alike[1..] {
                let message =
                    "The text of this action is the same as another one's, word for word.";
                let span = (Code::SameAction, again);
                self.same(span, &alike[0].0, message, help.clone());
            }
        }
    }

    fn keep_one(&self, alike: &[(Range<usize>, Action)]) -> String {
        // What is still to be done is kept.
        let is_open = |(_, action): &(_, Action)| !action.status.is_over();
        let at = alike.iter().position(is_open).unwrap_or(0);
        let (span, keeps) = &alike[at];
        let line = self.reader.text.line_of(span.start) + 1;
        let on_line = format!("the one on line {line}");
        let (kept, others) = match (alike.len(), at) {
            (2, 0) => ("the first one", "this one"),
            (2, _) => ("this one", "the first one"),
            _ => (&*on_line, "the others"),
        };
        let say = words::agreeing(alike.len() - 1, "says", "say");
        let practices = each_once(alike.iter().flat_map(|(_, action)| &action.practices));
        if practices.len() == keeps.practices.len() {
            return format!(
                "Move what only {others} {say} to {kept}, and delete {others}. Or say in each what it does for its practice."
            );
        }
        let ids = practices.into_iter();
        let ids = ids.map(|p| quoted(&self.rubric.practices()[*p].id));
        format!(
            "If one action serves them all, move what only {others} {say} to {kept}, type there practice = [{}], and delete {others}. Otherwise, say in each what it does for its practice.",
            ids.collect::<Vec<_>>().join(", ")
        )
    }

    /// Reports every id of entries of one kind that is there a second time, with one that is free.
    pub(super) fn check_ids(&mut self, entries: &[ReadEntry<'_>], code: Code) {
        let id = |entry: &ReadEntry<'_>| {
            let id = entry.text("id").filter(|id| !id.is_empty());
            Some((id?, entry.at("id")))
        };
        let ids: Vec<(String, Range<usize>)> = entries.iter().filter_map(id).collect();
        let mut taken: HashSet<String> = ids.iter().map(|(id, _)| id.clone()).collect();
        let mut first: HashMap<&str, &Range<usize>> = HashMap::new();
        let mut from: HashMap<&str, usize> = HashMap::new();
        for (id, span) in &ids {
            let Some(before) = first.get(id.as_str()) else {
                first.insert(id, span);
                continue;
            };
            let stem = stem_of(id);
            let from = from.entry(stem).or_insert(2);
            let free = numbered(stem, *from, &taken);
            *from += 1;
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
        let told = entries.iter().zip(communications);
        let told = told.filter(|(_, communication)| {
            communication.audience == Audience::DistrictOffice
                && communication.status != Status::Dropped
        });
        let told = told.map(|(entry, communication)| (communication.lacks(), entry));
        match told.min_by_key(|(missing, _)| missing.len()) {
            Some((missing, entry)) => {
                if let Some(first) = missing.first() {
                    let place = self.reader.text.place(entry.at(first));
                    self.reader.problems.push(not_complete(&missing).at(place));
                }
            }
            None if is_all => self.report_of_plan(
                Code::MissingCommunication,
                "The plan doesn't say how the district office will hear about the results.",
                "Add a [[communication]] with audience = \"district-office\", message = \"...\", channel = \"Staff meeting\", owner = \"Superintendent\", and due = \"2027-03-31\".",
            ),
            None => {}
        }
    }
}

/// An id like this one that no other entry has: with the next number at its end.
pub(crate) fn free_id(id: &str, taken: &HashSet<String>) -> String {
    numbered(stem_of(id), 2, taken)
}

/// The id without the number at its end.
fn stem_of(id: &str) -> &str {
    match id.rsplit_once('-') {
        Some((stem, number)) if number.bytes().all(|b| b.is_ascii_digit()) => stem,
        _ => id,
    }
}

/// The first id of these words, and a number from this one on, that no other entry has.
pub(crate) fn numbered(stem: &str, from: usize, taken: &HashSet<String>) -> String {
    (from..)
        .map(|number| format!("{stem}-{number}"))
        .find(|id| !taken.contains(id))
        .unwrap_or_default()
}

/// That a communication to the district office lacks these keys.
pub(super) fn not_complete(missing: &[&str]) -> Problem {
    let verb = words::agreeing(missing.len(), "is", "are");
    let lines: Vec<&str> = missing
        .iter()
        .map(|key| match *key {
            "channel" => "how they will hear it: channel = \"Staff meeting\"",
            "owner" => "who tells them: owner = \"Superintendent\"",
            _ => "the due date as year-month-day: due = \"2027-01-15\"",
        })
        .collect();
    Problem::new(
        Code::MissingCommunication,
        format!(
            "The communication to the district office isn't complete: {} {verb} missing.",
            words::list(missing)
        ),
        format!("In that entry, type {}.", lines.join("; ")),
    )
}
