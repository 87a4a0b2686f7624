//! The entries of a plan while they are read: which there are, and the values that are one
//! of several words.

use std::ops::Range;

use jiff::civil::Date;
use toml::de::{DeTable, DeValue};

use crate::model::plan::keys::{self as keys, Key, names};
use crate::model::plan::{Audience, Figure, Status};
use crate::model::rubric::Rubric;
use crate::problem::Code;
use crate::text::nearest::nearest;
use crate::toml::key::statement;
use crate::toml::table::{Reader, Value, written};
use crate::words;

/// An entry while it is read.
#[derive(Debug, Clone)]
pub(crate) struct ReadEntry<'d> {
    pub(crate) table: &'d DeTable<'d>,
    /// Its heading, such as `[[action]]`; its braces where it is written inline.
    pub(crate) heading: Range<usize>,
}

impl ReadEntry<'_> {
    /// The value of a key, else the heading.
    pub(crate) fn at(&self, key: &str) -> Range<usize> {
        let value = self.table.get(key);
        value.map_or_else(|| self.heading.clone(), toml::Spanned::span)
    }

    /// Whether the key is missing because it is misspelt, which is reported as that.
    pub(crate) fn is_misspelt(&self, key: &str) -> bool {
        let mut keys = self.table.keys();
        !self.table.contains_key(key) && keys.any(|k| nearest(k.get_ref(), [key]).is_some())
    }
}

/// How many entries of a kind a file means to have.
pub(crate) fn array_length(root: &DeTable<'_>, kind: &str) -> usize {
    root.get(kind).map_or(0, |value| match value.get_ref() {
        DeValue::Array(array) => array.len(),
        _ => 1,
    })
}

/// The entries of a kind; what is none is reported.
pub(crate) fn entries<'d>(
    reader: &mut Reader<'_>,
    root: &'d DeTable<'d>,
    kind: &str,
) -> Vec<ReadEntry<'d>> {
    let Some(value) = root.get(kind) else {
        return Vec::new();
    };
    let mut not_an_entry = |span: Range<usize>, what: &str| {
        reader.report(
            Code::WrongType,
            span,
            format!("\"{kind}\" should be a list of entries, but here it is {what}."),
            format!("Type [[{kind}]], with two brackets on each side, on a line of its own above the keys of every entry."),
        );
    };
    let DeValue::Array(array) = value.get_ref() else {
        let DeValue::Table(table) = value.get_ref() else {
            not_an_entry(value.span(), "a single value");
            return Vec::new();
        };
        // What is in it is an entry all the same.
        not_an_entry(value.span(), "a single section");
        return vec![ReadEntry {
            table,
            heading: value.span(),
        }];
    };
    let mut entries = Vec::new();
    for item in array.iter() {
        match item.get_ref() {
            DeValue::Table(table) => entries.push(ReadEntry {
                table,
                heading: item.span(),
            }),
            _ => not_an_entry(item.span(), "a value without keys"),
        }
    }
    entries
}

/// Reports keys that do not belong. One that belongs elsewhere in a plan is a line in the wrong
/// place, and right in itself: it is to be moved.
pub(crate) fn unknown_keys(
    reader: &mut Reader<'_>,
    table: &DeTable<'_>,
    known: &[Key],
    whose: &str,
) {
    let known = names(known);
    for key in table.keys() {
        let name = key.get_ref().as_ref();
        if known.contains(&name) {
            continue;
        }
        let mut homes = keys::TOP.iter().filter_map(|kind| match kind.holds {
            keys::Holds::Entries(keys) => names(keys).contains(&name).then_some(kind.name),
            _ => None,
        });
        let is_of_plan = keys::TOP
            .iter()
            .any(|key| key.name == name && !matches!(key.holds, keys::Holds::Entries(_)));
        let (what, to) = if is_of_plan {
            (
                "is about the whole plan".to_owned(),
                "up to the top, above the first heading".to_owned(),
            )
        } else if let Some(first) = homes.next() {
            let all: Vec<String> = std::iter::once(first)
                .chain(homes)
                .map(|kind| format!("[[{kind}]]"))
                .collect();
            let kinds = words::any_of(&all);
            (
                format!("belongs in {kinds}"),
                format!("below the {kinds} it belongs to"),
            )
        } else {
            reader.unknown_key(name, key.span(), &known, whose);
            continue;
        };
        reader.report(
            Code::UnknownKey,
            key.span(),
            format!("The line {name} {what}, but here it's part of {whose}."),
            format!("Move the line {to}."),
        );
    }
}

/// The practice of an entry: the one that is named, or that must be meant by what is
/// named, which is reported.
pub(crate) fn practice(
    reader: &mut Reader<'_>,
    entry: &ReadEntry<'_>,
    rubric: &Rubric,
    kind: &str,
) -> Option<usize> {
    let written = reader.text(entry.table, "practice");
    match written.filter(|(written, _)| !written.is_empty()) {
        Some((written, span)) => named(reader, rubric, &written, span, false),
        None => {
            no_practice(reader, entry, rubric, kind);
            None
        }
    }
}

/// The practices of an action, which may be a list, each once.
pub(crate) fn practices(
    reader: &mut Reader<'_>,
    entry: &ReadEntry<'_>,
    rubric: &Rubric,
) -> Vec<usize> {
    const HELP: &str = "Put each id between quotation marks: practice = [\"one\", \"other\"].";
    let Some(DeValue::Array(array)) = written(entry.table, "practice").map(toml::Spanned::get_ref)
    else {
        return practice(reader, entry, rubric, "action")
            .into_iter()
            .collect();
    };
    let mut practices = Vec::new();
    let mut is_reported = false;
    for item in array.iter().filter(|item| !item.span().is_empty()) {
        let found = match item.get_ref() {
            DeValue::String(id) if id.trim().is_empty() => continue,
            DeValue::String(id) => named(reader, rubric, id.trim(), item.span(), true),
            _ => {
                reader.report(
                    Code::WrongType,
                    item.span(),
                    "A practice in this list isn't text between quotation marks.",
                    HELP,
                );
                None
            }
        };
        match found {
            Some(practice) if practices.contains(&practice) => {}
            Some(practice) => practices.push(practice),
            None => is_reported = true,
        }
    }
    if practices.is_empty() && !is_reported {
        no_practice(reader, entry, rubric, "action");
    }
    practices
}

fn no_practice(reader: &mut Reader<'_>, entry: &ReadEntry<'_>, rubric: &Rubric, kind: &str) {
    let is_reported = entry.is_misspelt("practice")
        || entry
            .table
            .get("practice")
            .is_some_and(|v| !v.get_ref().is_str() && !v.get_ref().is_array());
    if !is_reported {
        reader.report(
            Code::UnknownPractice,
            entry.at("practice"),
            format!("This [[{kind}]] doesn't say which practice it is about."),
            format!(
                "Type practice = \"{}\", with the right practice in its place. To see them all: chronic rubric",
                rubric.practices().first().map_or("", |p| p.id.as_str())
            ),
        );
    }
}

/// The practice that is named, or must be meant; `is_in_list` where it is one of several.
fn named(
    reader: &mut Reader<'_>,
    rubric: &Rubric,
    written: &str,
    span: Range<usize>,
    is_in_list: bool,
) -> Option<usize> {
    if let Some(index) = rubric.index_of(written) {
        return Some(index);
    }
    let meant = meant(rubric, written);
    let (message, help) = match meant {
        Some(index) => {
            let near = &rubric.practices()[index].id;
            let typed = if is_in_list {
                format!("Type \"{near}\" in its place.")
            } else {
                format!("Type practice = \"{near}\".")
            };
            (
                format!(
                    "\"{}\" isn't a practice in this self-assessment. Did you mean {near}?",
                    short(written)
                ),
                typed,
            )
        }
        None => (
            format!(
                "\"{}\" isn't a practice in this self-assessment.",
                short(written)
            ),
            "Type the id of a practice. To see them all: chronic rubric".to_owned(),
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

pub(crate) fn status(reader: &mut Reader<'_>, table: &DeTable<'_>) -> Status {
    let choice = choice(reader, table, "status", &Status::ALL.map(Status::id));
    choice
        .and_then(|id| Status::from_id(&id))
        .unwrap_or_default()
}

pub(crate) fn audience(reader: &mut Reader<'_>, entry: &ReadEntry<'_>) -> Option<Audience> {
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
            "This communication doesn't say who it is for.",
            format!(
                "Type audience = and one of these between quotation marks: {}.",
                words::any_of(&ids)
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
            "\"{}\" isn't one of the choices for {key}.{likely}",
            short(&written)
        ),
        format!("Type one of these: {}.", words::any_of(ids)),
    );
    None
}

/// The community partners of an action.
pub(crate) fn partners(reader: &mut Reader<'_>, table: &DeTable<'_>) -> Vec<String> {
    const HELP: &str = "Type partners = [\"First partner\", \"Second partner\"], each name in quotation marks, or partners = [] if there are none.";
    let names = reader.names(table, "partners", Code::WrongType, HELP);
    names.into_iter().map(|(name, _)| name).collect()
}

/// A list of days.
pub(crate) fn days(reader: &mut Reader<'_>, table: &DeTable<'_>, key: &str) -> Vec<Date> {
    let Some(value) = written(table, key) else {
        return Vec::new();
    };
    match value.get_ref() {
        DeValue::Array(array) => array
            .iter()
            .filter(|item| !item.span().is_empty())
            .filter_map(|item| reader.date_of(key, item))
            .collect(),
        // What a draft would have, emptied.
        DeValue::String(text) if text.trim().is_empty() => Vec::new(),
        _ => {
            reader.report(
                Code::WrongType,
                value.span(),
                format!("\"{key}\" isn't a list of dates."),
                format!("Put the dates between brackets: {key} = [\"2027-01-29\", \"2027-04-30\"]. If there are none: {key} = []"),
            );
            Vec::new()
        }
    }
}

/// A value of a goal, with its day in the last of `keys`. `None` where it has no number.
pub(crate) fn figure(
    reader: &mut Reader<'_>,
    table: &DeTable<'_>,
    key: &'static str,
    keys: &[Key],
) -> Option<Figure> {
    figure_of(reader, key, written(table, key)?, keys)
}

/// The values of a goal that were measured since.
pub(crate) fn figures(
    reader: &mut Reader<'_>,
    table: &DeTable<'_>,
    key: &'static str,
) -> Vec<Figure> {
    let Some(value) = written(table, key) else {
        return Vec::new();
    };
    let DeValue::Array(array) = value.get_ref() else {
        reader.report(
            Code::WrongType,
            value.span(),
            format!("\"{key}\" isn't a list of numbers with their dates."),
            format!("Type {}", statement(key).unwrap_or_default()),
        );
        return Vec::new();
    };
    let items = array.iter().filter(|item| !item.span().is_empty());
    items
        .filter_map(|item| figure_of(reader, key, item, keys::MEASURED))
        .collect()
}

fn figure_of(
    reader: &mut Reader<'_>,
    key: &'static str,
    value: &Value<'_>,
    keys: &[Key],
) -> Option<Figure> {
    let help = || {
        format!(
            "Type it like this, without a unit: {}",
            statement(key).unwrap_or_default()
        )
    };
    let DeValue::Table(table) = value.get_ref() else {
        reader.report(
            Code::WrongType,
            value.span(),
            format!("\"{key}\" isn't a number with its date."),
            help(),
        );
        return None;
    };
    reader.unknown_keys(table, &names(keys), &format!("\"{key}\""));
    let day = keys.last().and_then(|day| reader.date(table, day.name));
    let number = written(table, "value")?;
    let digits = match number.get_ref() {
        DeValue::Integer(digits) => i64::from_str_radix(digits.as_str(), digits.radix())
            .ok()
            .map(|number| number.to_string()),
        DeValue::Float(digits) => Some(digits.as_str().replace('_', "")),
        _ => None,
    };
    let value = digits.and_then(|digits| digits.parse::<f64>().ok());
    match value.filter(|value| value.is_finite()) {
        Some(value) => Some(Figure { value, day }),
        None => {
            reader.report(
                Code::WrongType,
                number.span(),
                format!("The value of \"{key}\" isn't a number."),
                help(),
            );
            None
        }
    }
}

/// What someone typed, for a message.
pub(crate) fn short(text: &str) -> String {
    const LENGTH: usize = 60;
    let mut short: String = text.chars().take(LENGTH).collect();
    if short.len() < text.len() {
        short.push_str("...");
    }
    short
}
