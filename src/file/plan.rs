//! A plan: drafted from an assessment, finished by the team. Here it is read; whether
//! it is complete is `plan_check`'s, and whether it deals with what an assessment asks
//! for `plan_coverage`'s.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use crate::file::document::Document;
use crate::file::nearest::nearest;
use crate::file::plan_check as complete;
use crate::file::read::{Checked, other_rubric};
use crate::file::table::{Reader, phrase};
use crate::file::text::Text;
use crate::model::plan::{Action, Audience, Communication, Continue, Defer, Plan, Status};
use crate::model::rubric::Rubric;
use crate::problem::{Code, Place, Problem};

/// The keys at the top, in the order of the layout.
pub const TOP: &[&str] = &[
    "kind",
    "rubric",
    "assessment",
    "title",
    "adopted",
    "action",
    "continue",
    "defer",
    "communication",
];
/// The keys of an `[[action]]`, in the order of the layout.
pub const ACTION: &[&str] = &[
    "id", "practice", "action", "owner", "due", "status", "done", "progress", "measure", "partners",
];
/// The keys of a `[[continue]]`, in the order of the layout.
pub const CONTINUE: &[&str] = &["practice", "how"];
/// The keys of a `[[defer]]`, in the order of the layout.
pub const DEFER: &[&str] = &["practice", "reason"];
/// The keys of a `[[communication]]`, in the order of the layout.
pub const COMMUNICATION: &[&str] = &[
    "audience", "message", "ask", "channel", "owner", "due", "status",
];

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

/// An entry while it is read.
#[derive(Debug, Clone)]
pub(super) struct Entry<'d> {
    pub(super) table: &'d DeTable<'d>,
    /// Its heading, such as `[[action]]`; its braces where it is written inline.
    pub(super) heading: Range<usize>,
}

impl Entry<'_> {
    /// The value of a key, else the heading.
    pub(super) fn at(&self, key: &str) -> Range<usize> {
        let value = self.table.get(key);
        value.map_or_else(|| self.heading.clone(), toml::Spanned::span)
    }

    /// Whether the key is missing because it is misspelt, which is reported as that.
    pub(super) fn is_misspelt(&self, key: &str) -> bool {
        let mut keys = self.table.keys();
        !self.table.contains_key(key) && keys.any(|k| nearest(k.get_ref(), [key]).is_some())
    }
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
                "The line rubric = \"{}\" is missing; the plan was read as one of it.",
                rubric.reference()
            ),
            "Type it below the line that begins with kind.",
        );
    }
    reader.unknown_keys(root, TOP, "a plan");
    let mut written = WrittenPlan {
        plan: Plan {
            assessment: reader.plain(root, "assessment"),
            title: reader.plain(root, "title"),
            adopted: reader.date(root, "adopted"),
            ..Plan::default()
        },
        is_sound: false,
        assessment: Some(
            text.place(
                root.get("assessment")
                    .map_or(top.clone(), toml::Spanned::span),
            ),
        ),
        actions: Vec::new(),
        communications: Vec::new(),
    };
    let adopted = written
        .plan
        .adopted
        .zip(root.get("adopted").map(toml::Spanned::span));
    let actions = actions(&mut reader, root, rubric, &mut written, adopted.as_ref());
    let deferred = others(&mut reader, root, rubric, &mut written.plan);
    communications(
        &mut reader,
        root,
        &mut written,
        adopted.as_ref(),
        is_whole.then(|| top.clone()),
    );
    if is_whole && actions + deferred == 0 {
        complete::empty(&mut reader, top);
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

/// The day of adoption and where it stands.
pub(super) type Adopted = (jiff::civil::Date, Range<usize>);

/// Reads the actions, and says how many entries there are.
fn actions(
    reader: &mut Reader<'_>,
    root: &DeTable<'_>,
    rubric: &Rubric,
    written: &mut WrittenPlan,
    adopted: Option<&Adopted>,
) -> usize {
    let entries = entries(reader, root, "action");
    let mut texts = complete::Repeated::default();
    for entry in &entries {
        reader.unknown_keys(entry.table, ACTION, "an action");
        let practice = practice(reader, entry, rubric, "action");
        let action = Action {
            id: reader.plain(entry.table, "id"),
            practice: practice.unwrap_or(usize::MAX),
            action: reader.plain(entry.table, "action"),
            owner: reader.plain(entry.table, "owner"),
            due: complete::action_due(reader, entry, rubric, practice),
            status: status(reader, entry.table),
            done: reader.date(entry.table, "done"),
            progress: reader.plain(entry.table, "progress"),
            measure: reader.plain(entry.table, "measure"),
            partners: partners(reader, entry.table),
        };
        complete::action(reader, entry, rubric, practice, &action);
        complete::after_adoption(reader, entry, action.due, adopted);
        texts.check(reader, entry, &action);
        if practice.is_some() {
            written.plan.actions.push(action);
            written.actions.push(places(reader, entry));
        }
    }
    entries.len()
}

/// Reads what is kept up and what waits, and says how many entries wait.
fn others(reader: &mut Reader<'_>, root: &DeTable<'_>, rubric: &Rubric, plan: &mut Plan) -> usize {
    for entry in entries(reader, root, "continue") {
        reader.unknown_keys(entry.table, CONTINUE, "a strength to keep up");
        let how = reader.plain(entry.table, "how");
        if let Some(practice) = practice(reader, &entry, rubric, "continue") {
            plan.continues.push(Continue { practice, how });
        }
    }
    let entries = entries(reader, root, "defer");
    for entry in &entries {
        reader.unknown_keys(entry.table, DEFER, "a gap that waits");
        let reason = reader.plain(entry.table, "reason");
        let practice = practice(reader, entry, rubric, "defer");
        complete::defer(reader, entry, rubric, practice, &reason);
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
    written: &mut WrittenPlan,
    adopted: Option<&Adopted>,
    top: Option<Range<usize>>,
) {
    let entries = entries(reader, root, "communication");
    let mut office = complete::Office::default();
    for entry in &entries {
        reader.unknown_keys(entry.table, COMMUNICATION, "a communication");
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
        complete::communication(reader, entry, &communication);
        complete::after_adoption(reader, entry, communication.due, adopted);
        office.see(entry, &communication);
        written.plan.communications.push(communication);
        written.communications.push(places(reader, entry));
    }
    let is_readable = entries.len() == array_length(root, "communication");
    office.check(reader, top.filter(|_| is_readable));
}

fn places(reader: &Reader<'_>, entry: &Entry<'_>) -> Places {
    Places {
        due: reader.text.place(entry.at("due")),
        status: reader.text.place(entry.at("status")),
    }
}

fn array_length(root: &DeTable<'_>, kind: &str) -> usize {
    root.get(kind).map_or(0, |value| match value.get_ref() {
        DeValue::Array(array) => array.len(),
        _ => 1,
    })
}

/// The entries of a kind; what is none is reported.
fn entries<'d>(reader: &mut Reader<'_>, root: &'d DeTable<'d>, kind: &str) -> Vec<Entry<'d>> {
    let Some(value) = root.get(kind) else {
        return Vec::new();
    };
    let mut not_an_entry = |span: Range<usize>, what: &str| {
        reader.report(
            Code::WrongType,
            span,
            format!("\"{kind}\" is {what} here, and a list of entries belongs there."),
            format!("Type [[{kind}]], with two brackets on each side, on a line of its own above the keys of every entry."),
        );
    };
    let DeValue::Array(array) = value.get_ref() else {
        let what = if value.get_ref().is_table() {
            "a single section"
        } else {
            "a single value"
        };
        not_an_entry(value.span(), what);
        return Vec::new();
    };
    let mut entries = Vec::new();
    for item in array.iter() {
        match item.get_ref() {
            DeValue::Table(table) => entries.push(Entry {
                table,
                heading: item.span(),
            }),
            _ => not_an_entry(item.span(), "a value without keys"),
        }
    }
    entries
}

/// The practice of an entry: the one that is named, or that must be meant by what is
/// named, which is reported.
fn practice(
    reader: &mut Reader<'_>,
    entry: &Entry<'_>,
    rubric: &Rubric,
    kind: &str,
) -> Option<usize> {
    let written = reader.text(entry.table, "practice");
    let Some((written, span)) = written.filter(|(written, _)| !written.is_empty()) else {
        let is_reported = entry.is_misspelt("practice")
            || entry
                .table
                .get("practice")
                .is_some_and(|v| !v.get_ref().is_str());
        if !is_reported {
            reader.report(
                Code::UnknownPractice,
                entry.at("practice"),
                format!("This [[{kind}]] does not say which practice it is about."),
                format!(
                    "Type practice = \"{}\" with the practice in its place; `chronic rubric` lists them.",
                    rubric.practices().first().map_or("", |p| p.id.as_str())
                ),
            );
        }
        return None;
    };
    if let Some(index) = rubric.index_of(&written) {
        return Some(index);
    }
    let meant = meant(rubric, &written);
    let (message, help) = match meant {
        Some(index) => {
            let near = &rubric.practices()[index].id;
            (
                format!(
                    "\"{}\" is no practice of this rubric. Did you mean {near}?",
                    short(&written)
                ),
                format!("Type practice = \"{near}\"."),
            )
        }
        None => (
            format!("\"{}\" is no practice of this rubric.", short(&written)),
            "Type the id of a practice; `chronic rubric` lists them.".to_owned(),
        ),
    };
    reader.report(Code::UnknownPractice, span, message, help);
    meant
}

/// The practice that must be meant: written without its ingredient, as a heading, with
/// spaces, or nearly right.
fn meant(rubric: &Rubric, written: &str) -> Option<usize> {
    let plain = written
        .trim_matches(|c: char| matches!(c, '[' | ']') || c.is_whitespace())
        .to_lowercase()
        .replace([' ', '_'], "-");
    let by_short_id = || {
        let practices = rubric.practices().iter().enumerate();
        let mut same = practices.filter(|(_, p)| p.short_id() == plain);
        let (index, _) = same.next()?;
        same.next().is_none().then_some(index)
    };
    let by_nearest = || {
        let ids = rubric.practices().iter().map(|p| p.id.as_str());
        rubric.index_of(nearest(&plain, ids)?)
    };
    rubric
        .index_of(&plain)
        .or_else(by_short_id)
        .or_else(by_nearest)
}

fn status(reader: &mut Reader<'_>, table: &DeTable<'_>) -> Status {
    let choice = choice(reader, table, "status", &Status::ALL.map(Status::id));
    choice
        .and_then(|id| Status::from_id(&id))
        .unwrap_or_default()
}

fn audience(reader: &mut Reader<'_>, entry: &Entry<'_>) -> Option<Audience> {
    let ids = Audience::ALL.map(Audience::id);
    let is_blank = match entry.table.get("audience").map(toml::Spanned::get_ref) {
        None => !entry.is_misspelt("audience"),
        Some(DeValue::String(written)) => written.trim().is_empty(),
        Some(_) => false,
    };
    if is_blank {
        reader.report(
            Code::UnknownChoice,
            entry.at("audience"),
            "This communication does not say who is told.",
            format!(
                "Type audience = and one of these between quotes: {}.",
                any_of(&ids)
            ),
        );
        return None;
    }
    let choice = choice(reader, entry.table, "audience", &ids)?;
    Audience::from_id(&choice)
}

/// The choice that a key makes among `ids`, whatever the capitals and the signs between
/// words; what is none of them is reported, and blank is none.
fn choice(reader: &mut Reader<'_>, table: &DeTable<'_>, key: &str, ids: &[&str]) -> Option<String> {
    let (written, span) = reader.text(table, key)?;
    if written.is_empty() {
        return None;
    }
    let plain = written.to_lowercase().replace([' ', '_'], "-");
    if ids.contains(&plain.as_str()) {
        return Some(plain);
    }
    let likely = nearest(&plain, ids.iter().copied())
        .map_or_else(String::new, |near| format!(" Did you mean {near}?"));
    reader.report(
        Code::UnknownChoice,
        span,
        format!(
            "\"{}\" is not one of the words for {key}.{likely}",
            short(&written)
        ),
        format!("Type one of these: {}.", any_of(ids)),
    );
    None
}

fn any_of(ids: &[&str]) -> String {
    match ids {
        [rest @ .., last] if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => phrase(ids),
    }
}

fn partners(reader: &mut Reader<'_>, table: &DeTable<'_>) -> Vec<String> {
    const HELP: &str =
        "Type partners = [\"the one\", \"the other\"], or partners = [] when there are none.";
    let Some(value) = table.get("partners") else {
        return Vec::new();
    };
    let DeValue::Array(array) = value.get_ref() else {
        reader.report(
            Code::WrongType,
            value.span(),
            "\"partners\" is not a list of names.",
            HELP,
        );
        return Vec::new();
    };
    let mut partners = Vec::new();
    for item in array.iter() {
        match item.get_ref() {
            DeValue::String(name) if name.trim().is_empty() => {}
            DeValue::String(name) => partners.push(name.trim().to_owned()),
            _ => reader.report(
                Code::WrongType,
                item.span(),
                "A partner is not text between quotes.",
                HELP,
            ),
        }
    }
    partners
}

/// What somebody typed, for a message.
pub(super) fn short(text: &str) -> String {
    const LENGTH: usize = 60;
    let mut short: String = text.chars().take(LENGTH).collect();
    if short.len() < text.len() {
        short.push_str("...");
    }
    short
}

/// A team assessment in which the team has not settled everything it should, in one
/// warning with the numbers of the practices.
#[must_use]
pub fn not_agreed(assessment: &crate::model::assessment::Assessment) -> Option<Problem> {
    let open = crate::model::agenda::not_agreed(assessment);
    let numbers: Vec<String> = open.iter().map(|at| (at + 1).to_string()).collect();
    let words: Vec<&str> = numbers.iter().map(String::as_str).collect();
    let (what, number) = match words.len() {
        0 => return None,
        1 => ("1 practice that is split or a gap has".to_owned(), "number"),
        n => (
            format!("{n} practices that are split or a gap have"),
            "numbers",
        ),
    };
    Some(Problem::new(
        Code::NotAgreed,
        format!(
            "{what} no agreed rating or no decision yet: {number} {}.",
            phrase(&words)
        ),
        "Once the team has talked about it, type the rating between the quotes of agreed, and continue, improve, find-out or watch between those of decision.",
    ))
}
