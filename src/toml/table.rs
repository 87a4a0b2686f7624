//! Values of a section, checked: text, dates, numbers. Each of them reports what is wrong and
//! goes on.

use std::ops::Range;

use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::model::dates::day::day;
use crate::model::dates::read_date::Stamp;
use crate::model::dates::year::is_absurd;
use crate::model::response::student::{has_student_data, student_data};
use crate::problem::{Code, MOST_OF_A_FILE, Problem, Severity};
use crate::text::nearest::nearest;
use crate::text::{Text, as_id, cut, excerpt, with_plain_ends};
use crate::toml::key;
use crate::toml::writing::needs_escapes;
use crate::words;

/// More than any team or state has; keeps every sum within its type.
const MOST: u32 = 100_000_000;

/// A value with its place.
pub type Value<'t> = Spanned<DeValue<'t>>;

/// What is reported of a value that isn't what it should be: code, message, and help.
pub type NotThis<'m> = (Code, &'m str, &'m str);

/// Takes values out of sections, and collects what is wrong with them.
#[derive(Debug)]
pub struct Reader<'t> {
    /// The text that the places are in.
    pub text: &'t Text,
    /// What was found so far, in no order.
    pub problems: Vec<Problem>,
}

impl<'t> Reader<'t> {
    /// A reader that has found nothing yet.
    pub const fn new(text: &'t Text) -> Self {
        Self {
            text,
            problems: Vec::new(),
        }
    }

    /// Reports a problem at these bytes; it is handed back where it is kept.
    pub fn report(
        &mut self,
        code: Code,
        span: Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Option<&mut Problem> {
        if !self.has_room(code) {
            return None;
        }
        let place = self.text.place(span);
        self.problems
            .push(Problem::new(code, message, help).at(place));
        self.problems.last_mut()
    }

    pub(super) fn report_as(&mut self, (code, message, help): NotThis<'_>, span: Range<usize>) {
        self.report(code, span, message, help);
    }

    /// Whether another problem is kept; the first error always is.
    fn has_room(&self, code: Code) -> bool {
        self.problems.len() < MOST_OF_A_FILE
            || code.severity() == Severity::Error && !self.problems.iter().any(Problem::is_error)
    }

    /// The nearest name, but for a file that has too many of them to be a form.
    pub fn nearest<'a>(
        &self,
        written: &str,
        names: impl IntoIterator<Item = &'a str>,
    ) -> Option<&'a str> {
        let is_form = self.problems.len() < MOST_OF_A_FILE;
        is_form.then(|| nearest(written, names))?
    }

    /// Reports a problem of the file as a whole.
    pub fn report_whole(
        &mut self,
        code: Code,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.problems.push(Problem::new(code, message, help));
    }

    /// The text of a key with its place, trimmed; `None` where the key is missing or
    /// is no text, which is reported.
    pub fn text(&mut self, table: &DeTable<'_>, key: &str) -> Option<(String, Range<usize>)> {
        let value = written(table, key)?;
        let span = value.span();
        let DeValue::String(written) = value.get_ref() else {
            self.not_text(key, value);
            return None;
        };
        self.odd_characters(key, written, &span);
        self.students(written, &span);
        Some((with_plain_ends(written.trim()), span))
    }

    /// As [`Reader::text`], for a text that this program wrote: line ends and tabs in it
    /// are escapes, and are meant.
    pub fn own_text(&mut self, table: &DeTable<'_>, key: &str) -> String {
        let known = self.problems.len();
        let text = self.plain(table, key);
        let is_meant = |c: char| !c.is_control() || matches!(c, '\n' | '\t');
        if text.chars().all(is_meant) {
            let mut found = self.problems.split_off(known);
            found.retain(|p| p.code != Code::ControlCharacter);
            self.problems.append(&mut found);
        }
        text
    }

    /// As [`Reader::text`], empty where there is none.
    pub fn plain(&mut self, table: &DeTable<'_>, key: &str) -> String {
        self.text(table, key).unwrap_or_default().0
    }

    /// As [`Reader::plain`], for what is printed above results and in messages: what looks like a
    /// student's data isn't, and counts as blank.
    pub fn heading(&mut self, table: &DeTable<'_>, key: &str) -> String {
        let text = Some(self.plain(table, key));
        text.filter(|text| !has_student_data(text))
            .unwrap_or_default()
    }

    /// The school year of a file, which may be written in any way.
    pub fn cycle(&mut self, root: &DeTable<'_>) -> String {
        let written = self.text(root, "cycle");
        let Some((cycle, span)) = written.filter(|(text, _)| !has_student_data(text)) else {
            return String::new();
        };
        if is_absurd(&cycle) {
            self.report(
                Code::OtherDate,
                span,
                format!("The school year \"{}\" can't be right.", cut(&cycle)),
                "Correct the year. For the school year 2026-27: cycle = \"2026-27\"",
            );
        }
        cycle
    }

    /// Says where a text has what looks like a student's data; the words themselves are shown
    /// nowhere.
    fn students(&mut self, written: &str, span: &Range<usize>) {
        let raw = &self.text.as_str()[span.clone()];
        for line in written.lines() {
            let Some(found) = student_data(line) else {
                continue;
            };
            // A line that is written with escapes is somewhere in the text.
            let at = raw
                .find(line)
                .map_or(span.start, |at| span.start + at + found.start);
            let reported = self.report(
                Code::StudentData,
                at..at,
                "This looks like a student's ID or date of birth.",
                "Delete it. Describe what happened without anything that identifies a student.",
            );
            if let Some(place) = reported.and_then(|problem| problem.place.as_mut()) {
                place.hide();
            }
        }
    }

    fn day(&mut self, key: &str, written: &str, span: Range<usize>) -> Option<Date> {
        if let Some(Stamp::Day(date, _)) = day(written.trim()) {
            return Some(date);
        }
        if let Some((code, why, help)) = key::not_a_day(key, written) {
            let stop = match code {
                Code::OtherDate => ", so the date is treated as blank.",
                _ => ".",
            };
            self.report(code, span, why + stop, help);
        }
        None
    }

    fn not_text(&mut self, key: &str, value: &Value<'_>) {
        let what = what_it_is(value.get_ref());
        self.report(
            Code::WrongType,
            value.span(),
            format!("\"{key}\" should be text between quotation marks, but here it is {what}."),
            match (only_item(value), key::statement(key)) {
                (Some(item), _) => {
                    format!("Type it without brackets: {key} = \"{}\"", excerpt(item))
                }
                (None, Some(statement)) if key == "practice" => {
                    format!("Type it like this, with the right practice in its place: {statement}")
                }
                (None, Some(statement)) => format!("Type it like this: {statement}"),
                (None, None) => {
                    format!("Type {key} = \"...\" with the answer between the quotation marks.")
                }
            },
        );
    }

    /// Lost letters, and backslashes that made invisible characters.
    fn odd_characters(&mut self, key: &str, written: &str, span: &Range<usize>) {
        // Nearly all texts are of these alone, and to look at bytes is quick.
        if written.bytes().all(|b| matches!(b, b' '..=b'~')) {
            return;
        }
        let lost = written.contains('\u{fffd}');
        let worth_a_look = lost || written.contains(char::is_control);
        if !worth_a_look || !self.has_room(Code::ControlCharacter) {
            return;
        }
        // What a program wrote has escapes where a text needs them.
        let is_plain = |c: char| !c.is_control() || matches!(c, '\n' | '\t');
        if !lost && written.chars().all(is_plain) && needs_escapes(written) {
            return;
        }
        let raw = &self.text.as_str()[span.clone()];
        let whose = self.section_of(span.start);
        if let Some(at) = raw.find('\u{fffd}').filter(|_| lost) {
            let start = span.start + at;
            self.report(
                Code::GarbledText,
                start..start + '\u{fffd}'.len_utf8(),
                format!("Some characters of \"{key}\"{whose} were lost before you got the file (each shows as \u{fffd})."),
                "Type the lost characters again. If you don't know what they were, ask who typed this.",
            );
        }
        let is_code = |escape: &&str| escape.starts_with("\\u");
        let (at, length, message, help) = if let Some(at) = control_escape(raw) {
            match raw.get(at..at + 6).filter(is_code) {
                // Nobody types that by chance: it came with a text that was pasted or imported.
                Some(escape) => (
                    at,
                    escape.len(),
                    format!("The text of \"{key}\"{whose} has an invisible character in it, written as {escape}."),
                    format!("Delete {escape}."),
                ),
                None => (
                    at,
                    2,
                    format!("A backslash (\\) in \"{key}\"{whose} turned into an invisible character."),
                    "Put the text between single quotation marks instead, for example '\\\\server\\share'. Or type each backslash twice: \\\\.".to_owned(),
                ),
            }
        } else if let Some((at, c)) = raw.char_indices().find(|(_, c)| is_odd(*c)) {
            (
                at,
                c.len_utf8(),
                format!("The text of \"{key}\"{whose} has an invisible character in it."),
                "Delete the words around it and type them again.".to_owned(),
            )
        } else {
            return;
        };
        let at = span.start + at;
        self.report(Code::ControlCharacter, at..at + length, message, help);
    }

    /// Where the heading above these bytes is.
    pub fn heading_above(&self, at: usize) -> Option<Range<usize>> {
        let source = self.text.as_str();
        let feed = source[..at].rfind("\n[")?;
        let line = self.text.line_range(self.text.line_of(feed + 1));
        let content = &source[line.clone()];
        let end = content.find(']')?;
        let closing = content[end..].bytes().take_while(|b| *b == b']').count();
        Some(line.start..line.start + end + closing)
    }

    /// ` of [ingredient.practice]`, from the heading above.
    fn section_of(&self, at: usize) -> String {
        self.heading_above(at).map_or_else(String::new, |place| {
            format!(" in {}", cut(&self.text.as_str()[place]))
        })
    }

    /// A date: a bare one or text `YYYY-MM-DD`. Other forms are a warning and no date,
    /// since day and month are never guessed; a day on no calendar is an error.
    pub fn date(&mut self, table: &DeTable<'_>, key: &str) -> Option<Date> {
        self.date_of(key, written(table, key)?)
    }

    /// As [`Reader::date`], of a value that is in this key.
    pub fn date_of(&mut self, key: &str, value: &Value<'_>) -> Option<Date> {
        let span = value.span();
        match value.get_ref() {
            DeValue::Datetime(written) => {
                let Some(date) = written.date else {
                    self.no_date(key, "a time of day", span);
                    return None;
                };
                self.day(key, &date.to_string(), span)
            }
            DeValue::String(written) => self.day(key, written, span),
            other => {
                self.no_date(key, what_it_is(other), span);
                None
            }
        }
    }

    fn no_date(&mut self, key: &str, what: &str, span: Range<usize>) {
        self.report(
            Code::WrongType,
            span,
            format!("\"{key}\" should be a date, but here it is {what}."),
            format!("Type the date as year-month-day. {}", key::day(key)),
        );
    }

    /// A whole number from 0 to `MOST`; anything else is reported as `code`.
    pub fn number(
        &mut self,
        table: &DeTable<'_>,
        key: &str,
        code: Code,
        whose: &str,
    ) -> Option<u32> {
        let value = written(table, key)?;
        if let DeValue::Integer(written) = value.get_ref()
            && let Ok(number) = i64::from_str_radix(written.as_str(), written.radix())
            && let Ok(number) = u32::try_from(number)
            && number <= MOST
        {
            return Some(number);
        }
        let is_digits = |c: char| c.is_ascii_digit() || c == '_';
        let is_whole = self.text.as_str()[value.span()].chars().all(is_digits);
        let (what, number) = match is_whole {
            true => ("is too large", "number up to 100,000,000"),
            false => (
                "isn't a whole number",
                "whole number, 0 or more, without quotation marks",
            ),
        };
        let message = format!("\"{key}\"{whose} {what}.");
        self.report(code, value.span(), message, format!("Type a {number}."));
        None
    }

    /// The one of `all` that a key names by its `id`, whatever the capitals and the signs between
    /// words; blank is none. What is none of them is reported as `code`: what it should be, and
    /// what else can be done than to type one of these.
    pub fn choice<C: Copy, const N: usize>(
        &mut self,
        table: &DeTable<'_>,
        key: &str,
        (code, what, or): NotThis<'_>,
        all: [C; N],
        id: impl Fn(C) -> &'static str,
    ) -> Option<C> {
        let (written, span) = self.text(table, key)?;
        if written.is_empty() {
            return None;
        }
        let plain = as_id(&written);
        let found = all.into_iter().find(|one| id(*one) == plain);
        if found.is_none() {
            let ids = all.map(id);
            let likely = nearest(&plain, ids);
            let likely = likely.map_or_else(String::new, |near| format!(" Did you mean {near}?"));
            let message = format!("\"{}\" isn't {what}.{likely}", excerpt(&written));
            let all = format!("ype one of these: {}.{or}", words::any_of(&ids));
            let begins = |one: &&str| {
                let rest = plain.strip_prefix(one);
                rest.is_some_and(|rest| rest.starts_with('-'))
            };
            let help = match (ids.into_iter().find(begins), key::rest_of(key)) {
                (Some(one), Some(text)) => format!(
                    "If you mean {one}, type only that, and move the rest to {text}. Otherwise, t{all}"
                ),
                _ => format!("T{all}"),
            };
            self.report(code, span, message, help);
        }
        found
    }
}

/// The text of a list that has nothing else.
fn only_item<'a>(value: &'a Value<'_>) -> Option<&'a str> {
    let items = value.get_ref().as_array()?;
    let item = items.iter().next().filter(|_| items.len() == 1)?;
    let text = item.get_ref().as_str()?;
    (!text.contains(['"', '\\', '\n'])).then_some(text)
}

const fn what_it_is(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a section",
        DeValue::String(_) => "text",
    }
}

/// The value of a key, but for one that stands in for what could not be read: that is
/// told as a fault of the format.
pub fn written<'a, 't>(table: &'a DeTable<'t>, key: &str) -> Option<&'a Value<'t>> {
    table.get(key).filter(|value| !value.span().is_empty())
}

/// Whether a key is missing because another one was meant as it.
pub fn is_misspelt(table: &DeTable<'_>, key: &str) -> bool {
    let mut keys = table.keys();
    !table.contains_key(key) && keys.any(|other| nearest(other.get_ref(), [key]).is_some())
}

/// What a path such as `ingredient.practice` leads to.
pub fn at_path<'a, 't>(root: &'a DeTable<'t>, path: &str) -> Option<&'a Value<'t>> {
    match path.split_once('.') {
        Some((name, rest)) => at_path(root.get(name.trim())?.get_ref().as_table()?, rest),
        None => root.get(path.trim()),
    }
}

/// A control character that is no tab and no line end.
fn is_odd(c: char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\n' | '\r')
}

/// Where a text between double quotes has an escape that became a control character.
fn control_escape(raw: &str) -> Option<usize> {
    if !raw.starts_with('"') {
        return None;
    }
    let mut from = 0;
    loop {
        let at = from + raw[from..].find('\\')?;
        let kind = raw[at + 1..].chars().next()?;
        from = at + 1 + kind.len_utf8();
        let length = match kind {
            'b' | 't' | 'n' | 'f' | 'r' | 'e' => return Some(at),
            'x' => 2,
            'u' => 4,
            'U' => 8,
            _ => 0,
        };
        let digits = raw.get(from..from + length);
        let code = digits.and_then(|hex| u32::from_str_radix(hex, 16).ok());
        if code.and_then(char::from_u32).is_some_and(char::is_control) {
            return Some(at);
        }
    }
}
