//! The entries of a plan while they are read: which there are, and the values that are one
//! of several words.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use crate::file::nearest::nearest;
use crate::file::table::{Reader, phrase};
use crate::model::plan::{Audience, Status};
use crate::model::rubric::Rubric;
use crate::problem::Code;

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

/// How many entries of a kind a file means to have.
pub(super) fn array_length(root: &DeTable<'_>, kind: &str) -> usize {
    root.get(kind).map_or(0, |value| match value.get_ref() {
        DeValue::Array(array) => array.len(),
        _ => 1,
    })
}

/// The entries of a kind; what is none is reported.
pub(super) fn entries<'d>(
    reader: &mut Reader<'_>,
    root: &'d DeTable<'d>,
    kind: &str,
) -> Vec<Entry<'d>> {
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
pub(super) fn practice(
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

pub(super) fn status(reader: &mut Reader<'_>, table: &DeTable<'_>) -> Status {
    let choice = choice(reader, table, "status", &Status::ALL.map(Status::id));
    choice
        .and_then(|id| Status::from_id(&id))
        .unwrap_or_default()
}

pub(super) fn audience(reader: &mut Reader<'_>, entry: &Entry<'_>) -> Option<Audience> {
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

pub(super) fn partners(reader: &mut Reader<'_>, table: &DeTable<'_>) -> Vec<String> {
    const HELP: &str = "Type partners = [\"First partner\", \"Second partner\"], each name in quotation marks, or partners = [] if there are none.";
    let names = reader.names(table, "partners", Code::WrongType, HELP);
    names.into_iter().map(|(name, _)| name).collect()
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
