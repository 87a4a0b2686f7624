//! Values of a workbook put into a file: each in the place of the one that is there, every other
//! byte as it was.

use std::ops::Range;

use jiff::civil::Date;
use toml::de::{DeTable, DeValue};

use crate::files::content::Content;
use crate::files::read::read;
use crate::import::filled_workbook::{ChangedCell, FilledTable, InCell, Prefer, Written};
use crate::import::form_export::answer;
use crate::import::grid::bad;
use crate::model::assessment::Decision;
use crate::model::dates::timestamp::{Stamp, readings, stamp};
use crate::model::plan::Status;
use crate::model::rating::{Labels, Rating};
use crate::model::rubric::Rubric;
use crate::problem::Problem;
use crate::text::cut;
use crate::text::splice::Splice;
use crate::toml::decode::EditedFile;
use crate::toml::writing::lines_of_text;
use crate::toml::writing::quoted;
use crate::words::any_of;

/// What a key of a file has, where somebody may type it into a cell.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum TypedValue<'v> {
    Text(&'v mut String),
    Texts(&'v mut Vec<String>),
    Day(&'v mut Option<Date>),
    Rating(&'v mut Option<Rating>),
    Decision(&'v mut Option<Decision>),
    Status(&'v mut Status),
}

impl TypedValue<'_> {
    /// As the workbook shows it; the same as `report::workbook` has it.
    fn shown(&self, labels: &Labels, in_cell: InCell<'_>) -> String {
        match self {
            Self::Text(text) => in_cell(text),
            Self::Texts(texts) => in_cell(&texts.join(", ")),
            Self::Day(day) => day.map_or_else(String::new, |day| day.to_string()),
            Self::Rating(rating) => rating.map_or_else(String::new, |r| in_cell(labels.of(r))),
            Self::Decision(decision) => decision.map_or("", Decision::words).to_owned(),
            Self::Status(status) => status.words().to_owned(),
        }
    }

    /// Whether a cell has all of it: a text can be longer, or have signs that it can't.
    fn fits(&self, in_cell: InCell<'_>) -> bool {
        let fits = |text: &str| in_cell(text).split_whitespace().eq(text.split_whitespace());
        match self {
            Self::Text(text) => fits(text),
            // They are parted at commas.
            Self::Texts(texts) => texts.iter().all(|t| fits(t) && !t.contains([',', ';'])),
            _ => true,
        }
    }

    /// Makes it what somebody typed.
    ///
    /// # Errors
    /// What can be typed.
    fn become_typed(&mut self, now: &str, labels: &Labels) -> Result<(), String> {
        match self {
            Self::Text(text) => now.clone_into(text),
            Self::Texts(texts) => {
                let parts = now.split([',', ';', '\n']).map(str::trim);
                let parts = parts.filter(|text| !text.is_empty());
                **texts = parts.map(str::to_owned).collect();
            }
            Self::Day(day) => match stamp(now, None) {
                Stamp::Day(typed, _) => **day = Some(typed),
                Stamp::Unclear => {
                    let days = readings(now).into_iter().map(|(_, day)| day.to_string());
                    return Err(format!("Type {}.", any_of(&days.collect::<Vec<_>>())));
                }
                _ => return Err("Type a date such as 2027-03-31.".to_owned()),
            },
            Self::Rating(rating) => {
                let choice = answer::rating(labels, now);
                **rating = Some(one_of(choice, &Rating::ALL.map(|r| labels.of(r)))?);
            }
            Self::Decision(decision) => {
                let id = as_id(now);
                let mut all = Decision::ALL.into_iter();
                let choice = all.find(|d| d.id() == id || as_id(d.words()) == id);
                **decision = Some(one_of(choice, &Decision::ALL.map(Decision::words))?);
            }
            Self::Status(status) => {
                let choice = Status::from_id(&as_id(now));
                **status = one_of(choice, &Status::ALL.map(Status::words))?;
            }
        }
        Ok(())
    }

    /// As a file has it; a text by whether it takes several lines.
    fn written(&self, of_lines: impl Fn(&str) -> bool) -> String {
        match self {
            Self::Text(text) if of_lines(text) => lines_of_text(text),
            Self::Text(text) => quoted(text),
            Self::Texts(texts) => {
                let texts: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
                format!("[{}]", texts.join(", "))
            }
            Self::Day(day) => quoted(&day.map_or_else(String::new, |day| day.to_string())),
            Self::Rating(rating) => quoted(rating.map_or("", Rating::id)),
            Self::Decision(decision) => quoted(decision.map_or("", Decision::id)),
            Self::Status(status) => quoted(status.id()),
        }
    }
}

fn as_id(words: &str) -> String {
    words.to_lowercase().replace([' ', '_'], "-")
}

/// The choice, or which there are.
fn one_of<T>(choice: Option<T>, all: &[&str]) -> Result<T, String> {
    choice.ok_or_else(|| format!("Choose {}.", any_of(all)))
}

/// An entry of a file: its table, where it is, and the order of its keys.
pub(super) struct Entry<'d> {
    table: &'d DeTable<'d>,
    span: Range<usize>,
    keys: Vec<&'static str>,
}

impl<'d> Entry<'d> {
    /// None where the value isn't a table.
    pub(super) fn of(
        value: Option<&'d toml::Spanned<DeValue<'d>>>,
        keys: Vec<&'static str>,
    ) -> Option<Self> {
        let value = value?;
        Some(Self {
            table: value.get_ref().as_table()?,
            span: value.span(),
            keys,
        })
    }

    /// Puts a value into it: in the place of the one that is there, else below the key before it.
    /// False where there is no place for it.
    fn put(&self, splice: &mut Splice<'_>, text: &str, key: &str, value: &TypedValue<'_>) -> bool {
        let is_inline = text[self.span.clone()].starts_with('{');
        let span = self.table.get(key).map(toml::Spanned::span);
        let was_of_lines = span.as_ref().is_some_and(|span| {
            let raw = &text[span.clone()];
            raw.starts_with("'''") || raw.starts_with("\"\"\"")
        });
        let written = value.written(|said| !is_inline && (said.contains('\n') || was_of_lines));
        let written = written.replace('\n', splice.line_end());
        if let Some(span) = span {
            splice.replace(span, written);
            return true;
        }
        let before = self.keys.iter().take_while(|k| **k != key);
        let before = before.filter_map(|k| self.table.get_key_value(*k));
        let Some((name, value)) = before.last() else {
            return false;
        };
        let end = value.span().end;
        if is_inline {
            splice.replace(end..end, format!(", {key} = {written}"));
        } else {
            let prefix = splice.prefix(name.span().start).to_owned();
            splice.line_after(end, &prefix, &format!("{key} = {written}"));
        }
        true
    }
}

/// A cell that somebody changed, and what it is about.
pub(super) struct TypedCell<'a> {
    pub(super) sheet: &'a str,
    pub(super) changed: &'a ChangedCell,
    pub(super) about: &'a str,
    /// Where its value is in the file; none where that is written so that it has no place.
    pub(super) entry: Option<&'a Entry<'a>>,
}

/// What was typed, put into a file value by value.
pub(super) struct Putting<'a> {
    file: &'a EditedFile<'a>,
    splice: Splice<'a>,
    rubric: &'a Rubric,
    in_cell: InCell<'a>,
    prefer: Option<Prefer>,
    pub(super) written: Written,
    problems: Vec<Problem>,
    conflicts: Vec<String>,
}

impl<'a> Putting<'a> {
    pub(super) fn new(
        file: &'a EditedFile<'a>,
        rubric: &'a Rubric,
        in_cell: InCell<'a>,
        prefer: Option<Prefer>,
    ) -> Self {
        Self {
            file,
            splice: Splice::new(file.text.as_str()),
            rubric,
            in_cell,
            prefer,
            written: Written::default(),
            problems: Vec::new(),
            conflicts: Vec::new(),
        }
    }

    /// What is said of a table as a whole.
    pub(super) fn tell(&mut self, table: &FilledTable) {
        self.written.told.extend(table.told.iter().cloned());
        self.written.left_out.extend(table.left_out.iter().cloned());
    }

    /// Puts what was typed in the place of the value that `value` finds in what a file says, with
    /// its key. None where it finds none.
    pub(super) fn put<T: Clone>(
        &mut self,
        cell: &TypedCell<'_>,
        file: &mut T,
        value: impl Fn(&mut T) -> Option<(&'static str, TypedValue<'_>)>,
    ) -> Option<()> {
        let mut with_it = file.clone();
        let (key, mut typed) = value(&mut with_it)?;
        let (_, here) = value(file)?;
        if !self.is_wanted(cell, &here, &mut typed) {
            return Some(());
        }
        self.written.values += 1;
        let text = self.file.text.as_str();
        let mut entry = cell.entry.into_iter();
        if !entry.any(|entry| entry.put(&mut self.splice, text, key, &typed)) {
            self.problems.push(not_written());
        }
        *file = with_it;
        Some(())
    }

    /// Makes the value what was typed, and says whether that is to be written.
    fn is_wanted<'v>(
        &mut self,
        cell: &TypedCell<'_>,
        here: &TypedValue<'v>,
        typed: &mut TypedValue<'v>,
    ) -> bool {
        let (changed, labels) = (cell.changed, &self.rubric.labels);
        let shown = here.shown(labels, self.in_cell);
        let place = format!(
            "{} of {} (sheet {}, cell {})",
            changed.heading, cell.about, cell.sheet, changed.cell
        );
        if let Err(help) = typed.become_typed(&changed.now, labels) {
            let message = format!("{place}: \"{}\" can't be used here.", cut(&changed.now));
            self.problems.push(bad(message, &help));
            return false;
        }
        if here == typed || shown == changed.now {
            return false;
        }
        if shown != changed.was && self.prefer != Some(Prefer::Workbook) {
            if self.prefer.is_none() {
                self.conflicts.push(format!(
                    "{place}: the workbook has \"{}\", and the file has \"{}\"",
                    cut(&changed.now),
                    cut(&shown)
                ));
            }
            return false;
        }
        if !here.fits(self.in_cell) {
            self.problems.push(bad(
                format!("{place}: a cell can't hold all that the file has there."),
                "Change it in the file, and put the cell back as it was.",
            ));
            return false;
        }
        true
    }

    /// The file with what was put in. It is read again first: it has to be what is expected.
    ///
    /// # Errors
    /// What keeps it from being written.
    pub(super) fn finish(
        mut self,
        is_expected: impl FnOnce(Content) -> bool,
    ) -> Result<Written, Vec<Problem>> {
        let differ = self.conflicts.len();
        for conflict in self.conflicts {
            self.problems.push(bad(
                format!("{conflict}. Both were changed since the workbook was made."),
                "",
            ));
        }
        if differ > 0
            && let Some(last) = self.problems.last_mut()
        {
            last.help = "To keep what the workbook has: --prefer workbook. To keep what the file has: --prefer file".into();
        }
        if !self.problems.is_empty() {
            return Err(self.problems);
        }
        self.written.bytes = self.file.with(&self.splice.apply());
        let now = read(&self.written.bytes, self.rubric).checked.value;
        if now.is_some_and(is_expected) {
            Ok(self.written)
        } else {
            Err(vec![not_written()])
        }
    }
}

fn not_written() -> Problem {
    bad(
        "The values can't be added to this file because of how it is written.",
        "Type them into the file yourself.",
    )
}
