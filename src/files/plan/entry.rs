//! The entries of a plan while they are read: which there are, and the values that are one
//! of several words.

use std::ops::Range;

use jiff::civil::Date;
use toml::de::{DeString, DeTable, DeValue};

use crate::files::section::practice_meant;
use crate::model::keys::plan::{GOAL, TOP, of_entries};
use crate::model::keys::{Key, has};
use crate::model::plan::audience::Audience;
use crate::model::plan::{Figure, Status};
use crate::model::rubric::Rubric;
use crate::problem::Code;
use crate::text::{excerpt, with_plain_ends};
use crate::toml::key::{self, statement};
use crate::toml::table::{Reader, Value, is_misspelt, written};
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

    /// The text of a key, trimmed, and empty where there is none. `None` where it is misspelt or
    /// no text, which is reported as that.
    pub(crate) fn text(&self, key: &str) -> Option<String> {
        match self.table.get(key).map(toml::Spanned::get_ref) {
            Some(DeValue::String(text)) => Some(with_plain_ends(text.trim())),
            None if !is_misspelt(self.table, key) => Some(String::new()),
            _ => None,
        }
    }
}

/// A plan while it is read.
pub(super) struct PlanReader<'c, 't> {
    pub(super) reader: Reader<'t>,
    pub(super) root: &'c DeTable<'c>,
    pub(super) rubric: &'c Rubric,
    /// Where it stands that something is missing in the whole plan, when that can be known.
    pub(super) whole: Option<Range<usize>>,
    /// Whether no entry has become a part of the one above.
    pub(super) has_all_headings: bool,
}

impl<'c> PlanReader<'c, '_> {
    /// Reports what is missing in the whole plan, when that can be known.
    pub(super) fn report_of_plan(&mut self, code: Code, message: &str, help: impl Into<String>) {
        if let Some(top) = self.whole.clone() {
            self.reader.report(code, top, message, help);
        }
    }

    /// The entries of a kind, which messages call `whose`, and whether these are all that the file
    /// means to have. What is none is reported, and so are their keys that do not belong.
    pub(super) fn entries(&mut self, kind: &str, whose: &str) -> (Vec<ReadEntry<'c>>, bool) {
        let Some(value) = self.root.get(kind) else {
            return (Vec::new(), true);
        };
        let (items, is_single) = match value.get_ref() {
            DeValue::Array(array) => (array.iter().collect(), false),
            _ => (vec![value], true),
        };
        let mut entries = Vec::new();
        for item in &items {
            let table = item.get_ref().as_table();
            let instead = match (is_single, table) {
                (false, Some(_)) => None,
                (false, None) => Some("a value without keys"),
                (true, Some(_)) => Some("a single section"),
                (true, None) => Some("a single value"),
            };
            if let Some(what) = instead {
                self.reader.report(
                    Code::WrongType,
                    item.span(),
                    format!("\"{kind}\" should be a list of entries, but here it is {what}."),
                    format!("Type [[{kind}]], with two brackets on each side, on a line of its own above the keys of every entry."),
                );
            }
            // What is in a single section is an entry all the same.
            if table.is_some_and(DeTable::is_empty) && self.is_again(&item.span(), kind) {
                self.reader.report(
                    Code::DuplicateSection,
                    item.span(),
                    format!("The heading [[{kind}]] is there twice in a row."),
                    "Delete one of the two lines.",
                );
            } else if let Some(table) = table {
                self.unknown_keys(table, of_entries(kind), whose);
                let heading = item.span();
                entries.push(ReadEntry { table, heading });
            }
        }
        let is_all = entries.len() == items.len();
        (entries, is_all)
    }

    /// Whether the heading that stands here stands below again, with nothing between.
    fn is_again(&self, heading: &Range<usize>, kind: &str) -> bool {
        let below = self.reader.text.as_str()[heading.end..].trim_start();
        below.starts_with(&format!("[[{kind}]]"))
    }

    /// Reports keys that do not belong. One that belongs elsewhere in a plan is a line in the wrong
    /// place, and right in itself: it is to be moved. Several of one other kind are an entry whose
    /// heading is lost.
    pub(super) fn unknown_keys(&mut self, table: &DeTable<'_>, known: &[Key], whose: &str) {
        let strays = table.keys().filter(|key| !has(known, key.get_ref()));
        let mut strays: Vec<_> = strays.collect();
        strays.sort_by_key(|key| key.span().start);
        if let Some(kind) = self.lost_kind(&strays) {
            // What seems to be missing may be in it.
            self.whole = None;
            let names: Vec<&str> = strays.iter().map(|key| key.get_ref().as_ref()).collect();
            self.reader.report(
                Code::UnknownKey,
                strays[0].span(),
                format!("{} belong in [[{kind}]], but here they're part of {whose}. The heading [[{kind}]] is probably missing.", key::several(&names)),
                format!("If another entry begins here, type [[{kind}]] above this line. Otherwise, move the lines below the [[{kind}]] they belong to."),
            );
            return;
        }
        for key in strays {
            let name = key.get_ref().as_ref();
            let is_of_plan = TOP.iter().any(|key| key.name == name && !key.has_entries());
            let homes = TOP.iter().filter(|kind| has(kind.keys, name));
            let homes: Vec<String> = homes.map(|kind| format!("[[{}]]", kind.name)).collect();
            let kinds = words::any_of(&homes);
            let (what, to) = if is_of_plan {
                (
                    "is about the whole plan".to_owned(),
                    "up to the top, above the first heading".to_owned(),
                )
            } else if homes.is_empty() {
                self.reader.unknown_key(name, key.span(), known, whose);
                continue;
            } else {
                (
                    format!("belongs in {kinds}"),
                    format!("below the {kinds} it belongs to"),
                )
            };
            self.reader.report(
                Code::UnknownKey,
                key.span(),
                format!("The line {name} {what}, but here it's part of {whose}."),
                format!("Move the line {to}."),
            );
        }
    }

    /// The one kind of entry that several stray keys are of, each on its line.
    fn lost_kind(&self, strays: &[&toml::Spanned<DeString<'_>>]) -> Option<&'static str> {
        let is_of = |kind: &&Key| strays.iter().all(|key| has(kind.keys, key.get_ref()));
        let mut kinds = TOP.iter().filter(is_of);
        let (kind, None) = (kinds.next()?, kinds.next()) else {
            return None;
        };
        let has_lines = strays.len() > 1 && !self.reader.is_inside_a_line(strays[0].span().start);
        has_lines.then_some(kind.name)
    }

    /// The practice of an entry: the one that is named, or that must be meant by what is
    /// named, which is reported.
    pub(super) fn practice(&mut self, entry: &ReadEntry<'_>, kind: &str) -> Option<usize> {
        let written = self.reader.text(entry.table, "practice");
        match written.filter(|(written, _)| !written.is_empty()) {
            Some((written, span)) => self.named(&written, span, false),
            None => {
                self.no_practice(entry, kind);
                None
            }
        }
    }

    /// The practices of an action, which may be a list, each once.
    pub(super) fn practices(&mut self, entry: &ReadEntry<'_>) -> Vec<usize> {
        let value = written(entry.table, "practice");
        let Some(array) = value.and_then(|value| value.get_ref().as_array()) else {
            let practice = self.practice(entry, "action");
            return practice.into_iter().collect();
        };
        let is_there = |item: &&Value<'_>| {
            let text = item.get_ref().as_str();
            !item.span().is_empty() && text.is_none_or(|text| !text.trim().is_empty())
        };
        let items: Vec<&Value<'_>> = array.iter().filter(is_there).collect();
        if items.is_empty() {
            self.no_practice(entry, "action");
        }
        let mut practices = Vec::new();
        for item in items {
            let Some(id) = item.get_ref().as_str() else {
                self.reader.report(
                    Code::WrongType,
                    item.span(),
                    "A practice in this list isn't text between quotation marks.",
                    "Put each id between quotation marks: practice = [\"one\", \"other\"].",
                );
                continue;
            };
            let practice = self.named(id.trim(), item.span(), true);
            practices.extend(practice.filter(|practice| !practices.contains(practice)));
        }
        practices
    }

    fn no_practice(&mut self, entry: &ReadEntry<'_>, kind: &str) {
        let is_list =
            matches!(entry.table.get("practice"), Some(value) if value.get_ref().is_array());
        if is_list || entry.text("practice").is_some() {
            self.reader.report(
                Code::UnknownPractice,
                entry.at("practice"),
                format!("This [[{kind}]] doesn't say which practice it is about."),
                format!(
                    "Type practice = \"{}\", with the right practice in its place. To see them all: chronic rubric",
                    self.rubric.practices().first().map_or("", |p| p.id.as_str())
                ),
            );
        }
    }

    /// The practice that is named, or must be meant; `is_in_list` where it is one of several.
    fn named(&mut self, written: &str, span: Range<usize>, is_in_list: bool) -> Option<usize> {
        if let Some(index) = self.rubric.index_of(written) {
            return Some(index);
        }
        let meant = practice_meant(written, &self.rubric.practices().iter()).map(|p| &p.id);
        let (likely, help) = match meant {
            Some(near) => (
                format!(" Did you mean {near}?"),
                match is_in_list {
                    true => format!("Type \"{near}\" in its place."),
                    false => format!("Type practice = \"{near}\"."),
                },
            ),
            None => (
                String::new(),
                "Type the id of a practice. To see them all: chronic rubric".to_owned(),
            ),
        };
        self.reader.report(
            Code::UnknownPractice,
            span,
            format!(
                "\"{}\" isn't a practice in this self-assessment.{likely}",
                excerpt(written)
            ),
            help,
        );
        self.rubric.index_of(meant?)
    }

    pub(super) fn audience(&mut self, entry: &ReadEntry<'_>) -> Option<Audience> {
        if entry.text("audience").is_some_and(|text| text.is_empty()) {
            self.reader.report(
                Code::UnknownChoice,
                entry.at("audience"),
                "This communication doesn't say who it is for.",
                format!(
                    "Type audience = and one of these between quotation marks: {}.",
                    words::any_of(&Audience::ALL.map(Audience::id))
                ),
            );
            return None;
        }
        let kind = (Code::UnknownChoice, "one of the choices for audience", "");
        self.reader
            .choice(entry.table, "audience", kind, Audience::ALL, Audience::id)
    }

    /// The community partners of an action.
    pub(super) fn partners(&mut self, table: &DeTable<'_>) -> Vec<String> {
        const HELP: &str = "Type partners = [\"First partner\", \"Second partner\"], each name in quotation marks, or partners = [] if there are none.";
        let names = self.reader.names(table, "partners", Code::WrongType, HELP);
        names.into_iter().map(|(name, _)| name).collect()
    }

    /// A list of days.
    pub(super) fn days(&mut self, table: &DeTable<'_>, key: &str) -> Vec<Date> {
        // What a draft would have, emptied.
        let is_blank = |value: &Value<'_>| matches!(value.get_ref().as_str(), Some(text) if text.trim().is_empty());
        if written(table, key).is_some_and(is_blank) {
            return Vec::new();
        }
        let help = format!(
            "Put the dates between brackets: {key} = [\"2027-01-29\", \"2027-04-30\"]. If there are none: {key} = []"
        );
        let no_list = &format!("\"{key}\" isn't a list of dates.");
        let items = self
            .reader
            .list(table, key, (Code::WrongType, no_list, &help));
        items
            .filter_map(|day| self.reader.date_of(key, day))
            .collect()
    }

    /// A value of a goal. `None` where it has no number.
    pub(super) fn figure(&mut self, table: &DeTable<'_>, key: &'static str) -> Option<Figure> {
        let value = written(table, key)?;
        self.figure_of(key, value, value.span())
    }

    /// The values of a goal that were measured since.
    pub(super) fn figures(&mut self, table: &DeTable<'_>, key: &'static str) -> Vec<Figure> {
        let help = format!("Type {}", statement(key).unwrap_or_default());
        let no_list = &format!("\"{key}\" isn't a list of numbers with their dates.");
        let items = self
            .reader
            .list(table, key, (Code::WrongType, no_list, &help));
        // What to type is all of the list.
        let list = written(table, key).map(toml::Spanned::span);
        let list = list.unwrap_or_default();
        let figures = items.filter_map(|item| self.figure_of(key, item, list.clone()));
        figures.collect()
    }

    /// A number, with its day in the last of its keys; `all` is the place of all that the key has.
    fn figure_of(
        &mut self,
        key: &'static str,
        value: &Value<'_>,
        all: Range<usize>,
    ) -> Option<Figure> {
        let written_here = &self.reader.text.as_str()[all];
        let help = || match key::figure(key, written_here) {
            Some(own) => format!("Type it without a unit: {own}"),
            None => format!(
                "Type it like this, with your own numbers and without a unit: {}",
                statement(key).unwrap_or_default()
            ),
        };
        let keys = GOAL.iter().find(|known| known.name == key)?.keys;
        let DeValue::Table(table) = value.get_ref() else {
            self.reader.report(
                Code::WrongType,
                value.span(),
                format!("\"{key}\" isn't a number with its date."),
                help(),
            );
            return None;
        };
        self.reader.unknown_keys(table, keys, &format!("\"{key}\""));
        let day = keys
            .last()
            .and_then(|day| self.reader.date(table, day.name));
        let number = written(table, "value")?;
        let value = match number.get_ref() {
            DeValue::Integer(digits) => {
                let whole = i64::from_str_radix(digits.as_str(), digits.radix());
                whole.ok().map(|whole| whole as f64)
            }
            DeValue::Float(digits) => digits.as_str().replace('_', "").parse().ok(),
            _ => None,
        };
        if let Some(value) = value.filter(|value: &f64| value.is_finite()) {
            return Some(Figure { value, day });
        }
        let message = format!("The value of \"{key}\" isn't a number.");
        self.reader
            .report(Code::WrongType, number.span(), message, help());
        None
    }
}

pub(crate) fn status(reader: &mut Reader<'_>, table: &DeTable<'_>) -> Status {
    let kind = (Code::UnknownChoice, "one of the choices for status", "");
    let choice = reader.choice(table, "status", kind, Status::ALL, Status::id);
    choice.unwrap_or_default()
}
