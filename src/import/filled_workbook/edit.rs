//! Values of a workbook put into a file: each in the place of the one that is there, every other
//! byte as it was.

use std::ops::Range;

use jiff::civil::Date;
use toml::de::DeTable;

use crate::import::filled_workbook::{ChangedCell, FilledTable, InCell, Prefer, Written};
use crate::import::form_export::answer;
use crate::import::grid::bad;
use crate::model::assessment::Decision;
use crate::model::plan::Status;
use crate::model::rating::{Labels, Rating};
use crate::model::timestamp::{Stamp, readings, stamp};
use crate::problem::Problem;
use crate::text::cut;
use crate::text::splice::Splice;
use crate::toml::writing::lines_of_text;
use crate::toml::writing::quoted;
use crate::words::any_of;

/// What a key of a file has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum NewValue {
    Text(String),
    Texts(Vec<String>),
    Day(Option<Date>),
    Rating(Option<Rating>),
    Decision(Option<Decision>),
    Status(Status),
}

impl NewValue {
    /// As the workbook shows it; the same as `report::xlsx` has it.
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
        let fits = |text: &String| in_cell(text).split_whitespace().eq(text.split_whitespace());
        match self {
            Self::Text(text) => fits(text),
            // They are parted at commas.
            Self::Texts(texts) => texts.iter().all(|t| fits(t) && !t.contains([',', ';'])),
            _ => true,
        }
    }

    /// The value of the same kind that somebody typed, or what can be typed.
    fn typed(&self, now: &str, labels: &Labels) -> Result<Self, String> {
        let id = now.to_lowercase().replace([' ', '_'], "-");
        let one_of = |all: Vec<String>| format!("Choose {}.", any_of(&all));
        Ok(match self {
            Self::Text(_) => Self::Text(now.to_owned()),
            Self::Texts(_) => Self::Texts(
                now.split([',', ';', '\n'])
                    .map(|text| text.trim().to_owned())
                    .filter(|text| !text.is_empty())
                    .collect(),
            ),
            Self::Day(_) => match stamp(now, None) {
                Stamp::Day(day, _) => Self::Day(Some(day)),
                Stamp::Unclear => {
                    let days = readings(now).into_iter().map(|(_, day)| day.to_string());
                    return Err(format!("Type {}.", any_of(&days.collect::<Vec<_>>())));
                }
                _ => return Err("Type a date such as 2027-03-31.".to_owned()),
            },
            Self::Rating(_) => {
                Self::Rating(Some(answer::rating(labels, now).ok_or_else(|| {
                    one_of(Rating::ALL.map(|r| labels.of(r).to_owned()).to_vec())
                })?))
            }
            Self::Decision(_) => Self::Decision(Some(
                Decision::ALL
                    .into_iter()
                    .find(|d| [d.id(), &d.words().replace(' ', "-")].contains(&&*id))
                    .ok_or_else(|| one_of(Decision::ALL.map(|d| d.words().to_owned()).to_vec()))?,
            )),
            Self::Status(_) => Self::Status(Status::from_id(&id).ok_or_else(|| {
                one_of(Status::ALL.map(|status| status.words().to_owned()).to_vec())
            })?),
        })
    }

    /// As a file has it; `of_lines` where it may take several.
    fn written(&self, of_lines: bool) -> String {
        match self {
            Self::Text(text) if of_lines => lines_of_text(text),
            Self::Text(text) => quoted(text),
            Self::Texts(texts) => {
                let texts: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
                format!("[{}]", texts.join(", "))
            }
            Self::Day(day) => quoted(&day.map(|day| day.to_string()).unwrap_or_default()),
            Self::Rating(rating) => quoted(rating.map_or("", Rating::id)),
            Self::Decision(decision) => quoted(decision.map_or("", Decision::id)),
            Self::Status(status) => quoted(status.id()),
        }
    }
}

/// An entry of a file: its table, where it is, and the order of its keys.
pub(super) struct Entry<'d> {
    pub(super) table: &'d DeTable<'d>,
    pub(super) span: Range<usize>,
    pub(super) keys: Vec<&'static str>,
}

impl Entry<'_> {
    /// Puts a value into it: in the place of the one that is there, else below the key before it.
    fn put(&self, splice: &mut Splice<'_>, text: &str, key: &str, value: &NewValue) -> bool {
        let is_inline = text[self.span.clone()].starts_with('{');
        let span = self.table.get(key).map(toml::Spanned::span);
        let is_of_lines = |span: &Range<usize>| {
            let raw = &text[span.clone()];
            raw.starts_with("'''") || raw.starts_with("\"\"\"")
        };
        let of_lines = match value {
            NewValue::Text(said) => {
                !is_inline && (said.contains('\n') || span.as_ref().is_some_and(is_of_lines))
            }
            _ => false,
        };
        let written = value.written(of_lines).replace('\n', splice.line_end());
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

/// Puts what was typed in one table into a file, value by value.
pub(super) struct Putting<'a> {
    pub(super) labels: &'a Labels,
    pub(super) in_cell: InCell<'a>,
    pub(super) prefer: Option<Prefer>,
    pub(super) written: Written,
    pub(super) problems: Vec<Problem>,
    conflicts: Vec<String>,
}

impl<'a> Putting<'a> {
    pub(super) fn new(labels: &'a Labels, in_cell: InCell<'a>, prefer: Option<Prefer>) -> Self {
        Self {
            labels,
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

    /// The value that is to be written, where one is.
    pub(super) fn wanted(
        &mut self,
        (table, changed): (&FilledTable, &ChangedCell),
        about: &str,
        here: &NewValue,
    ) -> Option<NewValue> {
        let shown = here.shown(self.labels, self.in_cell);
        let place = format!(
            "{} of {about} (sheet {}, cell {})",
            changed.heading, table.sheet, changed.cell
        );
        let value = match here.typed(&changed.now, self.labels) {
            Ok(value) => value,
            Err(help) => {
                let message = format!("{place}: \"{}\" can't be used here.", cut(&changed.now));
                self.problems.push(bad(message, &help));
                return None;
            }
        };
        if *here == value || shown == changed.now {
            return None;
        }
        if shown != changed.was {
            match self.prefer {
                Some(Prefer::File) => return None,
                Some(Prefer::Workbook) => {}
                None => {
                    self.conflicts.push(format!(
                        "{place}: the workbook has \"{}\", and the file has \"{}\"",
                        cut(&changed.now),
                        cut(&shown)
                    ));
                    return None;
                }
            }
        }
        if !here.fits(self.in_cell) {
            self.problems.push(bad(
                format!("{place}: a cell can't hold all that the file has there."),
                "Change it in the file, and put the cell back as it was.",
            ));
            return None;
        }
        Some(value)
    }

    /// Puts the value in.
    pub(super) fn put(
        &mut self,
        (splice, text): (&mut Splice<'_>, &str),
        entry: &Entry<'_>,
        key: &str,
        value: &NewValue,
    ) {
        self.written.values += 1;
        if !entry.put(splice, text, key, value) {
            self.problems.push(not_written());
        }
    }

    /// What was put in.
    ///
    /// # Errors
    /// What keeps it from being written.
    pub(super) fn finish(mut self) -> Result<Written, Vec<Problem>> {
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
        if self.problems.is_empty() {
            Ok(self.written)
        } else {
            Err(self.problems)
        }
    }
}

/// What is said where a file is written in a way that values can't be put into.
pub(super) fn not_written() -> Problem {
    bad(
        "The values can't be added to this file because of how it is written.",
        "Type them into the file yourself.",
    )
}
