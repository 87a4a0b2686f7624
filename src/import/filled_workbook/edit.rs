//! Values of a workbook put into a file: each in the place of the one that is there, every other
//! byte as it was.

use std::ops::Range;

use jiff::civil::Date;
use toml::de::DeTable;

use crate::files::content::{Content, Kind};
use crate::files::plan::entry::status;
use crate::files::read::read;
use crate::files::response::read::rating;
use crate::files::team::read::decision;
use crate::import::filled_workbook::{ChangedCell, Filled, InCell, Prefer, Written};
use crate::import::form_export::answer;
use crate::import::grid::bad;
use crate::import::headings::number;
use crate::model::assessment::Decision;
use crate::model::dates::day::{readings, with_a_note};
use crate::model::dates::read_date::{Stamp, without_words};
use crate::model::keys::{Holds, Key};
use crate::model::placeholder::says_nothing;
use crate::model::plan::Status;
use crate::model::rating::{Labels, Rating};
use crate::model::rubric::Rubric;
use crate::problem::{Code, Problem};
use crate::text::splice::Splice;
use crate::text::{Text, as_id, cut};
use crate::toml::decode::EditedFile;
use crate::toml::document::parse;
use crate::toml::quoted::opening_marks;
use crate::toml::table::Reader;
use crate::toml::writing::{lines_of_text, quoted};
use crate::words::{any_of, could_be, is_one_of};

/// What a key of a file has, where somebody may type it into a cell.
#[derive(Debug, PartialEq, Eq)]
enum TypedValue {
    Text(String),
    Texts(Vec<String>),
    Day(Option<Date>),
    Rating(Option<Rating>),
    Decision(Option<Decision>),
    Status(Status),
}

impl TypedValue {
    /// What a section or an entry has in a key; none where that isn't typed into cells.
    fn of(file: &Text, table: &DeTable<'_>, key: &Key, labels: &Labels) -> Option<Self> {
        let reader = &mut Reader::new(file);
        Some(match key.holds {
            Holds::Text => Self::Text(reader.plain(table, key.name)),
            Holds::Texts => {
                let texts = reader.names(table, key.name, Code::WrongType, "");
                Self::Texts(texts.into_iter().map(|(text, _)| text).collect())
            }
            Holds::Day => Self::Day(reader.date(table, key.name)),
            Holds::Rating => Self::Rating(rating(reader, table, key.name, labels)),
            Holds::Decision => Self::Decision(decision(reader, table)),
            Holds::Status => Self::Status(status(reader, table)),
            _ => return None,
        })
    }

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
            Self::Texts(texts) => texts.iter().all(|t| fits(t) && parted(t) == [t.as_str()]),
            _ => true,
        }
    }

    /// What somebody typed in its place.
    ///
    /// # Errors
    /// What can be typed.
    fn typed(&self, now: &str, labels: &Labels) -> Result<Self, String> {
        Ok(match self {
            Self::Text(_) => Self::Text(now.to_owned()),
            Self::Texts(_) => Self::Texts(parted(now)),
            Self::Day(_) => match without_words(now) {
                Stamp::Day(typed, _) => Self::Day(Some(typed)),
                Stamp::Unclear => {
                    let days = readings(now);
                    return Err(format!(
                        "It could be {}. Type {}.",
                        could_be(&days),
                        any_of(days.iter().map(Date::to_string))
                    ));
                }
                _ => {
                    return Err(match with_a_note(now) {
                        Some((day, _)) => format!(
                            "Type only the date, {day}. Put the other words into a cell for text."
                        ),
                        None => "Type a date such as 2027-03-31.".to_owned(),
                    });
                }
            },
            Self::Rating(_) => {
                // Words behind it may take it back.
                let choice = answer::with_words(labels, now).filter(|(_, words)| words.is_none());
                let choice = choice.map(|(rating, _)| rating);
                let typed = one_of(choice, &Rating::ALL.map(|r| labels.of(r)));
                Self::Rating(Some(
                    typed.map_err(|help| format!("{help} Put other words in Notes."))?,
                ))
            }
            Self::Decision(_) => {
                let id = as_id(now);
                let mut all = Decision::ALL.into_iter();
                let choice = all.find(|d| d.id() == id || as_id(d.words()) == id);
                Self::Decision(Some(one_of(choice, &Decision::ALL.map(Decision::words))?))
            }
            Self::Status(_) => {
                let choice = Status::from_id(&as_id(now));
                Self::Status(one_of(choice, &Status::ALL.map(Status::words))?)
            }
        })
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

/// The names in a cell, which commas part, but not from what kind of company one is: "Home Visits, Inc."
fn parted(text: &str) -> Vec<String> {
    const COMPANY: &str = "inc, llc, llp, lp, ltd, corp, co, pc, pllc, jr, sr, phd, md, edd";
    let mut names: Vec<String> = Vec::new();
    for part in text.split_inclusive([',', ';', '\n']) {
        let name = part.trim_end_matches([',', ';', '\n']).trim();
        let is_more = is_one_of(&name.replace('.', "").to_lowercase(), COMPANY);
        match names.last_mut() {
            Some(last) if is_more => *last = format!("{last}, {name}"),
            _ if says_nothing(name) => {}
            _ => names.push(name.to_owned()),
        }
    }
    names
}

/// The choice, or which there are.
fn one_of<T>(choice: Option<T>, all: &[&str]) -> Result<T, String> {
    choice.ok_or_else(|| format!("Choose {}.", any_of(all)))
}

/// Where a section or an entry is in a file, and its keys.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry<'a> {
    /// The ingredient, or the kind of entries.
    pub(super) of: &'a str,
    /// Which of them.
    pub(super) one: EntryName<'a>,
    pub(super) keys: &'static [Key],
}

/// How a file knows one of several.
#[derive(Debug, Clone, Copy)]
pub(super) enum EntryName<'a> {
    /// The id of a practice without its ingredient's.
    Id(&'a str),
    /// The place in a list.
    Place(usize),
}

impl Entry<'_> {
    /// Its keys in a file, and where they are; none where the file has no section for it.
    fn in_file<'d>(&self, root: &'d DeTable<'d>) -> Option<(&'d DeTable<'d>, Range<usize>)> {
        let all = root.get(self.of)?.get_ref();
        let value = match self.one {
            EntryName::Id(id) => all.as_table()?.get(id)?,
            EntryName::Place(at) => all.as_array()?.get(at)?,
        };
        Some((value.get_ref().as_table()?, value.span()))
    }

    /// The same, of a file without places.
    fn in_values<'v>(&self, root: &'v mut toml::Table) -> Option<&'v mut toml::Table> {
        let all = root.get_mut(self.of)?;
        let value = match self.one {
            EntryName::Id(id) => all.get_mut(id)?,
            EntryName::Place(at) => all.get_mut(at)?,
        };
        value.as_table_mut()
    }
}

/// What was typed, put into a file value by value.
pub(super) struct Putting<'a> {
    file: &'a EditedFile<'a>,
    root: DeTable<'a>,
    splice: Splice<'a>,
    rubric: &'a Rubric,
    in_cell: InCell<'a>,
    prefer: Option<Prefer>,
    pub(super) written: Written,
    /// What was put in.
    put: Vec<(Entry<'a>, &'static Key, TypedValue)>,
    problems: Vec<Problem>,
    conflicts: Vec<String>,
    /// Whether one of them is of a text, which can have what both sides say.
    is_any_text: bool,
}

impl<'a> Putting<'a> {
    pub(super) fn new(
        file: &'a EditedFile<'a>,
        rubric: &'a Rubric,
        in_cell: InCell<'a>,
        prefer: Option<Prefer>,
    ) -> Self {
        let text = file.text.as_str();
        Self {
            file,
            root: parse(&file.text, text).root,
            splice: Splice::new(text),
            rubric,
            in_cell,
            prefer,
            written: Written::default(),
            put: Vec::new(),
            problems: Vec::new(),
            conflicts: Vec::new(),
            is_any_text: false,
        }
    }

    /// What is said of a table or of the workbook as a whole.
    pub(super) fn tell(&mut self, told: &[String], left_out: &[String]) {
        self.written.told.extend_from_slice(told);
        self.written.left_out.extend_from_slice(left_out);
    }

    /// Puts what was typed, where that is as people say it, in the place of the value of a key. None where
    /// no such value is typed.
    pub(super) fn put(
        &mut self,
        (changed, place): (&ChangedCell, &str),
        entry: Entry<'a>,
        key: &str,
    ) -> Option<()> {
        let key = entry.keys.iter().find(|known| known.name == key)?;
        let there = entry.in_file(&self.root);
        let none = DeTable::default();
        let table = there.as_ref().map_or(&none, |(table, _)| *table);
        let here = TypedValue::of(&self.file.text, table, key, &self.rubric.labels)?;
        let Some(typed) = self.wanted((changed, place), &here) else {
            return Some(());
        };
        self.written.values += 1;
        if self.put_into(entry, key.name, &typed).is_none() {
            self.problems.push(not_written());
        }
        self.put.push((entry, key, typed));
        Some(())
    }

    /// Puts a value in the place of the one that is there, else below the key before it. None
    /// where there is no place for it.
    fn put_into(&mut self, entry: Entry<'_>, key: &str, value: &TypedValue) -> Option<()> {
        let text = self.file.text.as_str();
        let (table, section) = entry.in_file(&self.root)?;
        let is_inline = text[section].starts_with('{');
        let span = table.get(key).map(toml::Spanned::span);
        let was = span.clone().map_or("", |span| &text[span]);
        let was_of_lines = opening_marks(was).is_some();
        let written = value.written(|said| !is_inline && (said.contains('\n') || was_of_lines));
        let written = written.replace('\n', self.splice.line_end());
        if let Some(span) = span {
            self.splice.replace(span, written);
            return Some(());
        }
        let before = entry.keys.iter().take_while(|before| before.name != key);
        let before = before.filter_map(|before| table.get_key_value(before.name));
        let (name, value) = before.last()?;
        let (before, entry) = (
            name.span().start..value.span().end,
            format!("{key} = {written}"),
        );
        self.splice.entry_after(before, is_inline, &entry);
        Some(())
    }

    /// What was typed in the place of a value, where that is to be written.
    fn wanted(
        &mut self,
        (changed, place): (&ChangedCell, &str),
        here: &TypedValue,
    ) -> Option<TypedValue> {
        let labels = &self.rubric.labels;
        let shown = here.shown(labels, self.in_cell);
        let typed = match here.typed(&changed.now, labels) {
            Ok(typed) => typed,
            Err(help) => {
                let message = format!("{place}: \"{}\" can't be used here.", cut(&changed.now));
                self.problems.push(bad(message, &help));
                return None;
            }
        };
        if *here == typed || shown == changed.now {
            return None;
        }
        if shown != changed.was && self.prefer != Some(Prefer::Workbook) {
            if self.prefer.is_none() {
                self.is_any_text |= matches!(here, TypedValue::Text(_)) && !shown.is_empty();
                self.conflicts.push(format!(
                    "{place}: the workbook has \"{}\", and the file has \"{}\"",
                    cut(&changed.now),
                    cut(&shown)
                ));
            }
            return None;
        }
        if !here.fits(self.in_cell) {
            self.problems.push(bad(
                format!("{place}: a cell can't hold all that the file has there."),
                "Change it in the file, and put the cell back as it was.",
            ));
            return None;
        }
        let is_text = matches!(typed, TypedValue::Text(_) | TypedValue::Texts(_));
        let now = &changed.now;
        if is_text && (number(now).is_some() || now.parse::<Date>().is_ok()) {
            self.written.told.push(format!(
                "{place}: the cell has {now}. If the sheet shows it in another way, such as 50% for 0.5, correct it in the file."
            ));
        }
        Some(typed)
    }

    /// The file with what was put in. It is read again first: it has to say that, and else what
    /// it said before. Where nothing was put in, it is told what was typed for a file of another kind.
    ///
    /// # Errors
    /// What keeps it from being written.
    pub(super) fn finish(mut self, filled: &Filled, kind: Kind) -> Result<Written, Vec<Problem>> {
        if self.written.values == 0 {
            self.written.told.extend(filled.of_another_file(kind));
        }
        for conflict in &self.conflicts {
            let message = format!("{conflict}. Both were changed since the workbook was made.");
            self.problems.push(bad(message, ""));
        }
        if !self.conflicts.is_empty()
            && let Some(last) = self.problems.last_mut()
        {
            const BOTH: &str = "To keep two texts, first type the file's text into the workbook's cell as well, and then add --prefer workbook. ";
            last.help = format!(
                "{}To keep what the workbook has: --prefer workbook. To keep what the file has: --prefer file",
                if self.is_any_text { BOTH } else { "" }
            );
        }
        if !self.problems.is_empty() {
            return Err(self.problems);
        }
        let text = self.splice.clone().apply();
        self.written.bytes = self.file.with(&text);
        if self.is_as_expected(&text) {
            Ok(self.written)
        } else {
            Err(vec![not_written()])
        }
    }

    fn is_as_expected(&self, written: &str) -> bool {
        let is_sound = match read(&self.written.bytes, self.rubric).checked.value {
            Some(Content::Plan(plan)) => plan.is_sound,
            content => matches!(content, Some(Content::Assessment(_))),
        };
        let text = Text::new(written.to_owned());
        let root = parse(&text, written).root;
        let is_there = |(entry, key, typed): &(Entry<'_>, &Key, TypedValue)| {
            let now = entry.in_file(&root);
            let now = now.and_then(|(t, _)| TypedValue::of(&text, t, key, &self.rubric.labels));
            now.as_ref() == Some(typed)
        };
        let others = |text: &str| -> Option<toml::Table> {
            let mut root = text.parse().ok()?;
            for (entry, key, _) in &self.put {
                entry.in_values(&mut root)?.remove(key.name);
            }
            Some(root)
        };
        let before = others(self.file.text.as_str());
        is_sound && self.put.iter().all(is_there) && before.is_some() && before == others(written)
    }
}

fn not_written() -> Problem {
    bad(
        "The values can't be added to this file because of how it is written.",
        "Type them into the file yourself.",
    )
}
