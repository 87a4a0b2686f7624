//! A response in the very layout that `init` writes, read in one pass: comments and blank
//! lines are free, the keys stand in their order, each on a line of its own. No tree, no
//! places. Whatever else a file is or might be, the full reading of
//! [`read`](crate::files::read) decides: in any doubt the answer here is `None`, and
//! nothing but the two remarks on what is left blank is ever said here.

use jiff::civil::Date;
use memchr::{memchr, memchr_iter, memchr2, memchr3, memmem};

use crate::files::content::{Content, Kind, Reading};
use crate::files::response::in_comment::OwnRemarks;
use crate::files::response::read::gaps;
use crate::model::dates::day::day;
use crate::model::dates::read_date::Stamp;
use crate::model::dates::year::is_absurd;
use crate::model::placeholder::name_of_somebody;
use crate::model::response::student::has_student_data;
use crate::model::response::{Answer, Response};
use crate::model::rubric::Rubric;
use crate::text::with_plain_ends;
use crate::toml::document::Checked;
use crate::toml::other_formats::without_mark;
use crate::toml::quoted::is_heading;

/// Scans one form after the other. Forms that were made from one blank form are alike but for
/// their values, so what stands between the values is looked at closely once, and then only
/// compared with the form before.
#[derive(Debug)]
pub struct Scanner<'r> {
    rubric: &'r Rubric,
    /// How forms name it.
    reference: String,
    own: OwnRemarks,
    /// What last stood before each value, from the end of the value before it, as it has to be:
    /// in a form with line feeds alone, and in one with carriage returns before them.
    before: [Vec<Vec<u8>>; 2],
}

impl<'r> Scanner<'r> {
    /// A scanner of forms of this rubric.
    pub fn new(rubric: &'r Rubric) -> Self {
        Self {
            rubric,
            reference: rubric.reference(),
            own: OwnRemarks::new(&rubric.labels),
            before: [Vec::new(), Vec::new()],
        }
    }

    /// What the full reading would say of these bytes, where they are laid out as a form of
    /// this rubric is and hold nothing that is wrong or odd.
    pub fn scan(&mut self, bytes: &[u8]) -> Option<Reading> {
        let response = self.response(without_mark(bytes))?;
        let problems = gaps(response.rated(), |_| false);
        Some(Reading {
            kind: Some(Kind::Response),
            checked: Checked::new(Content::Response(response), problems),
        })
    }

    fn response(&mut self, text: &[u8]) -> Option<Response> {
        let rubric = self.rubric;
        let first_line = memchr(b'\n', text).map_or(text, |feed| &text[..feed]);
        let mut form = FormScan {
            lines: Lines { text, at: 0 },
            own: &self.own,
            before: &mut self.before[usize::from(first_line.ends_with(b"\r"))],
            values: 0,
        };
        if form.value(None, "kind")? != Kind::Response.id()
            || form.value(None, "rubric")? != self.reference
        {
            return None;
        }
        let mut response = Response {
            district: form.value(None, "district")?.to_owned(),
            cycle: form
                .value(None, "cycle")
                .filter(|cycle| !is_absurd(cycle))?
                .to_owned(),
            answers: Vec::with_capacity(rubric.len()),
            ..Response::default()
        };
        response.name = name_of_somebody(form.value(Some("respondent"), "name")?).to_owned();
        response.role = form.value(None, "role")?.to_owned();
        response.department = form.value(None, "department")?.to_owned();
        form.reach(None, "date")?;
        response.date = form.lines.date()?;
        for practice in rubric.practices() {
            let rating = match form.value(Some(&practice.id), "rating")? {
                "" => None,
                written => Some(rubric.labels.read(written)?),
            };
            form.reach(None, "documentation")?;
            let documentation = form.lines.documentation()?;
            response.answers.push(Answer {
                rating,
                documentation: documentation.into(),
            });
        }
        form.end().then_some(response)
    }
}

/// A form, value by value.
struct FormScan<'f, 't> {
    lines: Lines<'t>,
    own: &'f OwnRemarks,
    before: &'f mut Vec<Vec<u8>>,
    /// How many values were reached.
    values: usize,
}

impl<'t> FormScan<'_, 't> {
    /// The text of a key between single or double quotes on one line, trimmed.
    fn value(&mut self, heading: Option<&str>, key: &str) -> Option<&'t str> {
        self.reach(heading, key)?;
        self.lines.one_line()
    }

    /// Goes on to the value of a key, the next but for a heading.
    fn reach(&mut self, heading: Option<&str>, key: &str) -> Option<()> {
        let lines = &mut self.lines;
        let text = lines.text;
        match self.before.get_mut(self.values) {
            Some(known) if lines.rest().starts_with(known) => lines.at += known.len(),
            known => {
                let from = lines.at;
                match heading {
                    Some(heading) => {
                        lines.end_of_section(self.own)?;
                        lines.heading(heading)?;
                    }
                    None if self.values > 0 => lines.end_of_value(self.own)?,
                    None => {}
                }
                let remarks = lines.at;
                lines.key(key)?;
                // What the form says to begin with stands above its first key.
                if self.values > 0 && !self.own.are_own(&text[remarks..lines.at]) {
                    return None;
                }
                let passed = usual(&text[from..lines.at])?.as_bytes();
                match known {
                    Some(known) => {
                        known.clear();
                        known.extend_from_slice(passed);
                    }
                    None => self.before.push(passed.to_owned()),
                }
            }
        }
        self.values += 1;
        Some(())
    }

    /// Whether nothing but blank lines and comments follows on the last value.
    fn end(self) -> bool {
        let Self { mut lines, .. } = self;
        let left = lines.rest();
        lines.end_of_section(self.own).is_some() && {
            lines.skip_free();
            lines.rest().is_empty() && usual(left).is_some()
        }
    }
}

/// The bytes as text, where they are UTF-8 without characters that are a fault or worth a
/// remark anywhere in a file.
fn usual(bytes: &[u8]) -> Option<&str> {
    // Tabs and line feeds are not meant.
    let control = |byte: u8| (byte < b' ') & (byte.wrapping_sub(b'\t') > 1) | (byte == 0x7f);
    // Without a way out of the loop, so that many bytes are looked at in one step.
    let any = bytes
        .iter()
        .fold(false, |found, byte| found | control(*byte));
    let ends_line = |at: &usize| bytes.get(at + 1) == Some(&b'\n');
    if any {
        let controls = bytes.iter().filter(|byte| control(**byte)).count();
        if controls != memchr_iter(b'\r', bytes).filter(ends_line).count() {
            return None;
        }
    }
    let odd = |c: char| !c.is_ascii() && c.is_control() || c == char::REPLACEMENT_CHARACTER;
    let text = std::str::from_utf8(bytes).ok()?;
    (text.is_ascii() || !text.contains(odd)).then_some(text)
}

/// So many bytes are looked at in one go where most of them are passed over.
const CHUNK: usize = 64;

/// What is still to be read of a text.
struct Lines<'t> {
    text: &'t [u8],
    at: usize,
}

impl<'t> Lines<'t> {
    fn rest(&self) -> &'t [u8] {
        &self.text[self.at..]
    }

    /// Goes on to the first line that is neither blank nor a comment.
    fn skip_free(&mut self) {
        loop {
            match self.rest() {
                [b'#', ..] => self.skip_comments(),
                [b'\n', ..] => self.at += 1,
                [b'\r' | b' ' | b'\t', ..] => {
                    let before = self.at;
                    if self.end_of_line().is_none() {
                        // An indented key is not how `init` writes one.
                        self.at = before;
                        return;
                    }
                }
                _ => return,
            }
        }
    }

    /// Goes on to the first line that does not begin as this one does, with a hash sign.
    fn skip_comments(&mut self) {
        let rest = self.rest();
        // A line feed and what comes after it, without a way out of the inner loop.
        let (feeds, _) = rest.as_chunks::<CHUNK>();
        let (after, _) = rest[1..].as_chunks::<CHUNK>();
        let goes_on = |(feeds, after): &(&[u8; CHUNK], &[u8; CHUNK])| {
            let pairs = feeds.iter().zip(after.iter());
            !pairs.fold(false, |found, (feed, next)| {
                found | (*feed == b'\n') & (*next != b'#')
            })
        };
        let from = feeds.iter().zip(after).take_while(goes_on).count() * CHUNK;
        let mut feeds = memchr_iter(b'\n', &rest[from..]).map(|at| from + at);
        let last = feeds.find(|feed| rest.get(feed + 1) != Some(&b'#'));
        self.at += last.map_or(rest.len(), |feed| feed + 1);
    }

    fn skip_line(&mut self) {
        let rest = self.rest();
        self.at += memchr(b'\n', rest).map_or(rest.len(), |feed| feed + 1);
    }

    fn skip_blanks(&mut self) {
        while let [b' ' | b'\t', ..] = self.rest() {
            self.at += 1;
        }
    }

    /// Nothing but blanks and a comment may follow on this line.
    fn end_of_line(&mut self) -> Option<()> {
        self.skip_blanks();
        match self.rest() {
            [] | [b'#' | b'\n', ..] | [b'\r', b'\n', ..] => {
                self.skip_line();
                Some(())
            }
            _ => None,
        }
    }

    /// Nothing may follow on a value but what the form has there: what somebody adds may be
    /// the answer.
    fn end_of_value(&mut self, own: &OwnRemarks) -> Option<()> {
        let from = self.at;
        self.end_of_line()?;
        own.are_own(&self.text[from..self.at]).then_some(())
    }

    /// As [`end_of_value`](Self::end_of_value), where the form has a blank line below.
    fn end_of_section(&mut self, own: &OwnRemarks) -> Option<()> {
        self.end_of_value(own)?;
        let mut below = self.rest().iter();
        let begins = below.find(|byte| !matches!(byte, b' ' | b'\t'));
        (begins != Some(&b'#')).then_some(())
    }

    fn take(&mut self, expected: &str) -> Option<()> {
        self.rest().starts_with(expected.as_bytes()).then(|| {
            self.at += expected.len();
        })
    }

    /// `[name]` on a line of its own.
    fn heading(&mut self, name: &str) -> Option<()> {
        self.skip_free();
        self.take("[")?;
        self.take(name)?;
        self.take("]")?;
        self.end_of_line()
    }

    /// `key =`, up to where its value begins.
    fn key(&mut self, key: &str) -> Option<()> {
        self.skip_free();
        self.take(key)?;
        self.skip_blanks();
        self.take("=")?;
        self.skip_blanks();
        Some(())
    }

    /// A text between single or double quotes on one line, trimmed.
    fn one_line(&mut self) -> Option<&'t str> {
        let quote = *self.rest().first()?;
        let from = self.at + 1;
        let rest = self.text.get(from..)?;
        let end = match quote {
            // An escape is for the full reading.
            b'"' => memchr3(b'"', b'\\', b'\n', rest)?,
            b'\'' => memchr2(b'\'', b'\n', rest)?,
            _ => return None,
        };
        if rest[end] != quote {
            return None;
        }
        self.at = from + end + 1;
        self.between(from, from + end)
    }

    /// The day, with quotes or without.
    fn date(&mut self) -> Option<Option<Date>> {
        const LENGTH: usize = "2026-10-01".len();
        let is_bare = self.rest().first()?.is_ascii_digit();
        let written = if is_bare {
            let from = self.at;
            self.at = (from + LENGTH).min(self.text.len());
            self.between(from, from + LENGTH)?
        } else {
            self.one_line()?
        };
        match day(written) {
            None => Some(None),
            // Without quotes there is only one way to write it.
            Some(Stamp::Day(date, _)) if is_bare && date.to_string() != written => None,
            Some(Stamp::Day(date, _)) => Some(Some(date)),
            Some(Stamp::Impossible | Stamp::Unclear | Stamp::Other | Stamp::OtherYear) => None,
        }
    }

    /// What stands there, trimmed.
    fn between(&self, from: usize, end: usize) -> Option<&'t str> {
        let written = usual(self.text.get(from..end)?)?;
        // What looks like a student's data is for the full reading, which says where it is.
        (!has_student_data(written)).then(|| written.trim())
    }

    /// What a respondent wrote, on one line or over several.
    fn documentation(&mut self) -> Option<String> {
        if self.take("'''").is_none() {
            return self.one_line().map(str::to_owned);
        }
        let from = self.at;
        let end = from + closing_marks(self.rest())?;
        // A fourth mark, which would belong to the text, is nothing that may follow.
        self.at = end + "'''".len();
        if might_be_more(&self.text[from..end]) {
            return None;
        }
        self.between(from, end).map(with_plain_ends)
    }
}

/// Where the three marks stand that end a text of several lines.
fn closing_marks(text: &[u8]) -> Option<usize> {
    memchr_iter(b'\'', text).find(|at| text[*at..].starts_with(b"'''"))
}

/// Whether a text might have swallowed a heading, or hold what a merge left behind.
fn might_be_more(text: &[u8]) -> bool {
    let is_heading = |line: &[u8]| std::str::from_utf8(line).map_or(true, is_heading);
    memchr2(b'[', b'<', text).is_some()
        && (memmem::find(text, b"<<<<<<<").is_some()
            || text
                .split(|byte| *byte == b'\n')
                .any(|line| line.trim_ascii_start().first() == Some(&b'[') && is_heading(line)))
}
