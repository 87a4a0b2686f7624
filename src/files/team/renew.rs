//! A team assessment that is there already: header and counts are renewed and every
//! other byte stays. Positions come from the parser, and each new value is spliced
//! into the original text; nothing is printed again.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::ops::Range;

use jiff::civil::Date;
use toml::de::{DeTable, DeValue};

use crate::files::content::{Content, Kind, text_of_bytes};
use crate::files::read::read;
use crate::files::response::form::practice_in_words;
use crate::files::team::new::{counts, quotes_array, section};
use crate::model::assessment::{Assessed, Assessment, Quote};
use crate::model::keys::names;
use crate::model::keys::team::{COUNTS, TOP};
use crate::model::rating::Rating;
use crate::model::rubric::Rubric;
use crate::problem::{Code, Problem};
use crate::text::Text;
use crate::text::splice::Splice;
use crate::toml::decode::EditedFile;
use crate::toml::document::parse;
use crate::toml::table::{Reader, at_path};
use crate::toml::writing::quoted;

/// What is done about what respondents wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quotes {
    /// Those in the file stay as they are; a practice that is new gets its own.
    Keep,
    /// The arrays are written again where they differ.
    Renew,
    /// None is wanted; a file that has some is refused.
    None,
}

/// A renewed file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renewed {
    /// The whole file.
    pub bytes: Vec<u8>,
    /// What is in it.
    pub written: Assessment,
    /// The quotes that the file and the responses don't both have.
    pub quotes: OtherQuotes,
}

/// Quotes that a file and the responses don't both have.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OtherQuotes {
    /// The texts that only the responses have.
    pub missing: Vec<String>,
    /// How many the file has that no response does.
    pub gone: usize,
}

/// Renews the team assessment in `bytes` from a new tally.
///
/// # Errors
/// What is wrong with the file, when it is not UTF-8, has errors, is of another rubric
/// or is written in a way that numbers cannot be put into; it is to stay as it is.
pub fn renew(
    bytes: &[u8],
    rubric: &Rubric,
    new: &Assessment,
    quotes: Quotes,
) -> Result<Renewed, Vec<Problem>> {
    let file = EditedFile::new(bytes).map_err(|problem| vec![problem])?;
    let old = existing(bytes, rubric)?;
    if quotes == Quotes::None && old.practices.iter().any(|p| !p.documentation.is_empty()) {
        return Err(vec![Problem::new(
            Code::WrongKind,
            "The file has comments from respondents, and --no-documentation wouldn't remove them.",
            "Choose another file name, or run this without --no-documentation.",
        )]);
    }
    let text = &file.text;
    let root = parse(text, text.as_str()).root;
    let mut renewal = Renewal {
        splice: Splice::new(text.as_str()),
        text,
        quotes,
    };
    renewal.header(&root, rubric, new);
    renewal.practices(&root, rubric, &old, new);
    let written = file.with(&renewal.splice.apply());
    Ok(Renewed {
        written: sound(&written, rubric, (&old, new), quotes)?,
        quotes: other_quotes(&old, new),
        bytes: written,
    })
}

/// Whether the bytes are, or were before they were damaged, a team assessment.
pub fn holds_team_assessment(bytes: &[u8]) -> bool {
    text_of_bytes(bytes).contains(Kind::TeamAssessment.id())
}

/// The assessment as it stands in the file.
fn existing(bytes: &[u8], rubric: &Rubric) -> Result<Assessment, Vec<Problem>> {
    let reading = read(bytes, rubric);
    match reading.checked.value {
        Some(Content::Assessment(assessment)) => Ok(assessment),
        Some(_) => Err(vec![Problem::new(
            Code::WrongKind,
            format!(
                "This is {}, so it won't be overwritten.",
                reading.kind.map_or("another file", |k| k.words())
            ),
            "Choose another file name.",
        )]),
        None => Err(reading
            .checked
            .problems
            .into_iter()
            .filter(Problem::is_error)
            .collect()),
    }
}

/// Reads the result again: the new counts, and everything else as it was.
fn sound(
    bytes: &[u8],
    rubric: &Rubric,
    (old, new): (&Assessment, &Assessment),
    quotes: Quotes,
) -> Result<Assessment, Vec<Problem>> {
    let reading = read(bytes, rubric);
    let practices = old.practices.iter().zip(&new.practices);
    let good = matches!(&reading.checked.value, Some(Content::Assessment(written))
    if (written.responses, written.not_read) == (new.responses, new.not_read)
        && (written.from, written.to) == (new.from, new.to)
        && written.invited == new.invited.or(old.invited)
        && &written.district == new.district.as_ref().map_or(&old.district, |_| &new.district)
        && &written.cycle == new.cycle.as_ref().map_or(&old.cycle, |_| &new.cycle)
        && written.counts() == new.counts()
        && written.practices.iter().zip(practices).all(|(now, (old, new))| {
            // A practice that was missing had none, and comes with its own.
            let quoted = match quotes {
                Quotes::Renew => now.documentation == new.documentation,
                _ if old.documentation.is_empty() => now.documentation.is_empty() || now.documentation == new.documentation,
                _ => now.documentation == old.documentation,
            };
            quoted && (now.agreed, now.decision, &now.notes) == (old.agreed, old.decision, &old.notes)
        }));
    if let Some(Content::Assessment(written)) = reading.checked.value.filter(|_| good) {
        return Ok(written);
    }
    Err(vec![Problem::new(
        Code::Syntax,
        "New counts can't be added to this file because of how it is written.",
        "Tally into a new file (another name after -o), and copy what the team agreed into it.",
    )])
}

/// The quotes that the file and the new tally don't both hold.
fn other_quotes(old: &Assessment, new: &Assessment) -> OtherQuotes {
    let mut other = OtherQuotes::default();
    for (old, new) in old.practices.iter().zip(&new.practices) {
        let mut there: HashMap<&Quote, usize> = HashMap::new();
        for quote in &old.documentation {
            *there.entry(quote).or_default() += 1;
        }
        for quote in &new.documentation {
            match there.get_mut(quote) {
                Some(left) if *left > 0 => *left -= 1,
                _ => other.missing.push(quote.text.clone()),
            }
        }
        other.gone += there.values().sum::<usize>();
    }
    other
}

struct Renewal<'t> {
    splice: Splice<'t>,
    text: &'t Text,
    quotes: Quotes,
}

impl Renewal<'_> {
    fn header(&mut self, root: &DeTable<'_>, rubric: &Rubric, new: &Assessment) {
        let mut reader = Reader::new(self.text);
        let number = |n: u32| (n > 0).then(|| n.to_string());
        // Each key's new value, `None` to take it out, and whether the file says so already.
        let mut values: Vec<(&str, Option<String>, bool)> = Vec::new();
        values.push((
            "rubric",
            Some(quoted(&rubric.reference())),
            root.contains_key("rubric"),
        ));
        for (key, agreed) in [("district", &new.district), ("cycle", &new.cycle)] {
            if let Some(agreed) = agreed {
                let same = reader.plain(root, key) == *agreed;
                values.push((key, Some(quoted(agreed)), same));
            }
        }
        // Without a roster nothing is known of who was asked, and what is written stays.
        let invited = new.invited.map(|n| ("invited", Some(n.to_string())));
        let known = [
            ("responses", Some(new.responses.to_string())),
            ("not_read", number(new.not_read)),
        ];
        for (key, value) in known.into_iter().chain(invited) {
            let there = reader
                .number(root, key, Code::Counts, "")
                .map(|n| n.to_string());
            let same = there == value;
            values.push((key, value, same));
        }
        for (key, date) in [("from", new.from), ("to", new.to)] {
            let same = root.contains_key(key) == date.is_some() && reader.date(root, key) == date;
            values.push((key, date.map(|d: Date| d.to_string()), same));
        }
        let mut anchor = root.get("kind").map_or(0, |v| v.span().end);
        for key in names(&TOP[1..]) {
            let there = root
                .get_key_value(key)
                .map(|(k, v)| k.span().start..v.span().end);
            let wanted = values.iter().find(|(name, _, _)| *name == key);
            match (there, wanted) {
                (Some(there), Some((_, None, false))) => self.splice.take_out(there),
                (Some(there), Some((_, Some(value), same))) => {
                    anchor = there.end;
                    if !same {
                        let span = root[key].span();
                        self.splice.replace(span, value.clone());
                    }
                }
                (None, Some((_, Some(value), _))) => {
                    self.splice
                        .line_after(anchor, "", &format!("{key} = {value}"));
                }
                (Some(there), _) => anchor = there.end,
                (None, _) => {}
            }
        }
    }

    fn practices(
        &mut self,
        root: &DeTable<'_>,
        rubric: &Rubric,
        old: &Assessment,
        new: &Assessment,
    ) {
        for (index, practice) in rubric.practices().iter().enumerate() {
            let assessed = &new.practices[index];
            match at_path(root, &practice.id).map(|v| (v.get_ref(), v.span())) {
                Some((DeValue::Table(table), span)) => {
                    // What finds no place in the section as it is written.
                    let mut lines = String::new();
                    if !self.counts(table, &span, assessed) {
                        let _ = writeln!(lines, "counts = {}", counts(&assessed.counts));
                    }
                    if self.quotes == Quotes::Renew
                        && old.practices[index].documentation != assessed.documentation
                        && !self.documentation(table, &span, assessed)
                    {
                        let array = quotes_array(&assessed.documentation, "\n");
                        let _ = writeln!(lines, "documentation = {array}");
                    }
                    if !lines.is_empty() {
                        self.add_section(rubric, index, lines.trim_end());
                    }
                }
                _ => {
                    let mut lines = String::new();
                    section(&mut lines, assessed, self.quotes != Quotes::None);
                    self.add_section(rubric, index, lines.trim_end());
                }
            }
        }
    }

    /// A section of its own at the end of the file.
    fn add_section(&mut self, rubric: &Rubric, index: usize, lines: &str) {
        let mut above = String::new();
        practice_in_words(&mut above, rubric, index);
        let id = &rubric.practices()[index].id;
        self.splice.at_end(&format!("\n{above}[{id}]\n{lines}\n"));
    }

    /// Renews the counts of a practice; false where the section has no place for them.
    fn counts(&mut self, table: &DeTable<'_>, section: &Range<usize>, new: &Assessed) -> bool {
        let line = format!("counts = {}", counts(&new.counts));
        let Some(value) = table.get("counts") else {
            return self.first_line(table, section, &line);
        };
        let DeValue::Table(written) = value.get_ref() else {
            return false;
        };
        let inline = self.text.as_str()[value.span()].starts_with('{');
        if inline && written.is_empty() {
            let at = value.span().start + 1;
            let entries = counts(&new.counts);
            let entries = entries.trim_start_matches('{').trim_end_matches('}');
            self.splice.replace(at..at, entries.trim_end().to_owned());
            return true;
        }
        let mut reader = Reader::new(self.text);
        let mut before: Option<Range<usize>> = None;
        for (position, key) in names(COUNTS).into_iter().enumerate() {
            let wanted = match Rating::ALL.get(position) {
                Some(rating) => new.counts.of(*rating),
                None => new.counts.unanswered,
            };
            if let Some((name, number)) = written.get_key_value(key) {
                if reader.number(written, key, Code::Counts, "") != Some(wanted) {
                    self.splice.replace(number.span(), wanted.to_string());
                }
                before = Some(name.span().start..number.span().end);
                continue;
            }
            let entry = format!("{key} = {wanted}");
            match &before {
                Some(before) => self.splice.entry_after(before.clone(), inline, &entry),
                None if inline => {
                    let at = value.span().start + 1;
                    self.splice.replace(at..at, format!(" {entry},"));
                }
                None => {
                    if !self.first_line(written, &value.span(), &entry) {
                        return false;
                    }
                }
            }
        }
        true
    }

    /// Puts a line first into a section, however the section is written.
    fn first_line(&mut self, table: &DeTable<'_>, section: &Range<usize>, line: &str) -> bool {
        let written = &self.text.as_str()[section.clone()];
        if written.starts_with('[') {
            self.splice.line_after(section.end, "", line);
            return true;
        }
        if written.starts_with('{') {
            let comma = if table.is_empty() { " " } else { "," };
            let at = section.start + 1;
            self.splice.replace(at..at, format!(" {line}{comma}"));
            return true;
        }
        // Dotted keys: the same way of naming it, above the first of them.
        let Some(first) = table.keys().map(|k| k.span().start).min() else {
            return false;
        };
        let prefix = self.splice.prefix(first).to_owned();
        if prefix.trim_start().starts_with('[') {
            return false;
        }
        self.splice.line_before(first, &prefix, line);
        true
    }

    /// Renews what respondents wrote of a practice; false where the section has no
    /// place for it.
    fn documentation(
        &mut self,
        table: &DeTable<'_>,
        section: &Range<usize>,
        new: &Assessed,
    ) -> bool {
        let array = quotes_array(&new.documentation, self.splice.line_end());
        let written = |span: &Range<usize>| &self.text.as_str()[span.clone()];
        if let Some(span) = table.get("documentation").map(toml::Spanned::span) {
            // Else it is written as sections of their own, which `sound` then sees.
            if written(&span).starts_with('[') && !written(&span).starts_with("[[") {
                self.splice.replace(span, array);
            }
            return true;
        }
        let line = format!("documentation = {array}");
        if let Some((key, value)) = table.get_key_value("counts")
            && !written(section).starts_with('{')
        {
            let prefix = self.splice.prefix(key.span().start);
            if !prefix.trim_start().starts_with('[') {
                self.splice.line_after(value.span().end, prefix, &line);
                return true;
            }
        }
        if table.is_empty() && written(section).starts_with('{') {
            // The counts have just been put in here.
            let at = section.start + 1;
            self.splice.replace(at..at, format!(", {line}"));
            return true;
        }
        self.first_line(table, section, &line)
    }
}
