//! Curly quotes where straight ones belong, line by line: only in sections in which every
//! line is what a form has, so that nothing which people wrote can be taken for one.

use crate::files::fix::Edit;
use crate::text::Text;
use crate::toml::document::parse;
use crate::toml::key::assignment;
use crate::toml::quoted::{
    is_curly, is_heading, is_one_text, is_quote, opening_marks, pair_of, quote_around,
    swallowed_heading,
};

/// The lines with such quotes around answers, these straight.
pub(super) fn edits(text: &Text) -> Vec<Edit> {
    let source = text.as_str();
    // A text that can be read as it stands has no quotes to be fixed.
    if !source.contains(is_curly) || parse(text, source).faults.problems.is_empty() {
        return Vec::new();
    }
    let sections = Sections {
        text,
        edits: Vec::new(),
        of_section: Vec::new(),
        is_clear: true,
        in_list: false,
    };
    sections.edits()
}

/// No text of a form has more lines than that.
const LONGEST: usize = 2000;

/// Goes through the lines from section to section.
struct Sections<'t> {
    text: &'t Text,
    /// Lines to be written anew, from 0.
    edits: Vec<Edit>,
    /// The same of the section that is being read, as long as all of it is clear.
    of_section: Vec<Edit>,
    is_clear: bool,
    /// Inside the brackets of a list that goes on over several lines.
    in_list: bool,
}

impl<'t> Sections<'t> {
    fn line(&self, line: usize) -> &'t str {
        &self.text.as_str()[self.text.line_range(line)]
    }

    fn edits(mut self) -> Vec<Edit> {
        let mut line = 0;
        while line < self.text.lines() {
            let content = self.line(line).trim();
            if is_heading(content) {
                self.end_section();
            } else if !(content.is_empty() || content.starts_with('#')) {
                match self.is_clear.then(|| self.answer(line)).flatten() {
                    Some(last) => line = last,
                    None => self.is_clear = false,
                }
            }
            line += 1;
        }
        self.end_section();
        self.edits
    }

    fn end_section(&mut self) {
        let edits = std::mem::take(&mut self.of_section);
        if self.is_clear && !self.in_list {
            self.edits.extend(edits);
        }
        self.is_clear = true;
        self.in_list = false;
    }

    /// Reads an answer; its last line, or `None` where it is not clear what it is.
    fn answer(&mut self, line: usize) -> Option<usize> {
        let content = self.line(line);
        if self.in_list {
            self.list_line(line, content)?;
            return Some(line);
        }
        let (_, value) = assignment(content)?;
        let lead = content.len() - value.trim_start().len();
        let value = value.trim();
        let straight = opening_marks(value);
        if let Some(quote) = straight.or_else(|| three_marks(value)) {
            let rest = value.strip_prefix(quote);
            // What stands on one line is an answer as it is.
            return match rest.is_some_and(|rest| rest.contains(quote)) {
                true => Some(line),
                false => self.text_of_lines(line, lead, quote),
            };
        }
        if value.starts_with(['[', '{']) {
            self.in_list = value.starts_with('[');
            self.list_line(line, &content[lead..])?;
        } else if value.starts_with(is_quote) {
            let fixed = answer_of_line(value)?;
            self.edit(line, &content[..lead], &fixed);
        }
        Some(line)
    }

    fn edit(&mut self, line: usize, before: &str, after: &str) {
        let new = format!("{before}{after}");
        if new != self.line(line).trim_end() {
            self.of_section.push((line, new));
        }
    }

    /// A text of several lines, from the line with its three marks to that with the three
    /// that end it.
    fn text_of_lines(&mut self, first: usize, lead: usize, quote: &str) -> Option<usize> {
        let is_straight = self.line(first)[lead..].starts_with(quote);
        let mut below = first + 1..self.text.lines().min(first + LONGEST);
        let damaged = |line: &usize| three_marks(self.line(*line).trim()) == Some(quote);
        let sound = below.clone().find(|line| self.line(*line).contains(quote));
        let raw = |last: usize| {
            let start = self.text.line_range(first).start;
            &self.text.as_str()[start..self.text.line_range(last).end]
        };
        let last = match sound {
            Some(last) if !swallowed_heading(raw(last)) => {
                if is_straight {
                    return Some(last);
                }
                // A curly end before the straight one is the end of this text.
                let alone = self.line(last).trim() == quote;
                (first + 1..last)
                    .find(damaged)
                    .or(Some(last).filter(|_| alone))?
            }
            _ => below.find(damaged)?,
        };
        let inside = raw(last).lines().skip(1);
        if inside.clone().any(is_heading) || (quote == "\"\"\"" && raw(last).contains('\\')) {
            return None;
        }
        let content = self.line(first);
        if !is_straight {
            self.edit(first, &content[..lead], quote);
        }
        let end = self.line(last);
        if end.trim() != quote {
            let space = &end[..end.len() - end.trim_start().len()];
            self.edit(last, space, quote);
        }
        Some(last)
    }

    /// One line of a list, or of a list in one line; nothing where it is not clear.
    fn list_line(&mut self, line: usize, content: &str) -> Option<()> {
        let whole = self.line(line);
        let fixed = list_line(content)?;
        if fixed != content {
            let before = &whole[..whole.len() - content.len()];
            self.edit(line, before, fixed.trim_end());
        }
        if content.trim_end().ends_with(']') {
            self.in_list = false;
        }
        Some(())
    }
}

/// What three quote marks and nothing else stand for, where one of them is curly.
fn three_marks(text: &str) -> Option<&'static str> {
    let mut marks = text.chars();
    let first = pair_of(marks.next()?)?;
    let alike = text.chars().all(|c| pair_of(c) == Some(first));
    (alike && text.chars().count() == 3 && text.contains(is_curly)).then_some(match first {
        '"' => "\"\"\"",
        _ => "'''",
    })
}

/// An answer between quotes, one of which is curly, between straight ones; as it is where
/// both are straight.
fn answer_of_line(value: &str) -> Option<String> {
    let opening = value.chars().next()?;
    let pair = pair_of(opening)?;
    if opening == pair && is_one_text(value) {
        return Some(value.to_owned());
    }
    let alike = |c: char| pair_of(c) == Some(pair);
    let at_end = value.chars().rev().take_while(|c| alike(*c)).count();
    let at_start = value.chars().take_while(|c| alike(*c)).count();
    if at_start.max(at_end) > 2 {
        // Three at each end are those of a text that may have any others in it.
        let (marks, inner) = (pair.to_string().repeat(3), value.trim_matches(alike));
        let is_plain = !inner.contains(&marks) && (pair == '\'' || !inner.contains('\\'));
        let sound = (at_start, at_end) == (3, 3) && is_plain;
        return sound.then(|| format!("{marks}{inner}{marks}"));
    }
    let rest = &value[opening.len_utf8()..];
    if let Some(closing) = rest.chars().next_back().filter(|c| alike(*c)) {
        let inner = &rest[..rest.len() - closing.len_utf8()];
        // Is it a remark, or is it the text?
        let unclear = inner.contains('#') && inner.contains(is_quote);
        let of_its_own = [opening, closing].contains(&pair) && inner.contains(pair);
        let sound = (opening, closing) == (pair, pair);
        let is_clear = !(unclear || of_its_own || sound) && is_around(inner, pair);
        return between_straight(inner).filter(|_| is_clear);
    }
    let (inner, behind) = rest.split_once(alike)?;
    let is_remark = behind.trim_start().starts_with('#') && !behind.contains(alike);
    let answer = between_straight(inner).filter(|_| is_remark && !inner.contains('#'))?;
    Some(format!("{answer}{behind}"))
}

/// Whether the first and the last mark of an answer can only belong to each other: those of
/// their kind in between come in pairs. A mark that closes before any opened, or that stays
/// open, makes a second reading: `“a” and “b”`, or `"She said “go”` without its last mark.
fn is_around(inner: &str, pair: char) -> bool {
    let mut open = 0_usize;
    for (at, mark) in inner.match_indices(|c| pair_of(c) == Some(pair)) {
        let [before, behind] = [&inner[..at], &inner[at + mark.len()..]];
        let near = [before.chars().next_back(), behind.chars().next()];
        if near.iter().all(|c| c.is_some_and(char::is_alphanumeric)) {
            // An apostrophe, or the mark of a Hebrew abbreviation.
            if pair == '\'' || mark == "\u{5f4}" {
                continue;
            }
            return false;
        }
        let before = before.trim_end_matches(is_quote).chars().next_back();
        let behind = behind.trim_start_matches(is_quote).chars().next();
        let opens = before.is_none_or(|c| c.is_whitespace() || is_bracket_or_dash(c));
        let closes = behind.is_none_or(|c| !c.is_alphanumeric());
        open = match (opens, closes) {
            (true, false) => open + 1,
            (false, true) if open > 0 => open - 1,
            _ => return false,
        };
    }
    open == 0
}

const fn is_bracket_or_dash(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '/' | '-' | '\u{2013}' | '\u{2014}')
}

/// A text as it stands, between straight quotes; `None` where no pair of them does.
fn between_straight(inner: &str) -> Option<String> {
    let acts = |c: char| c == '\\' || c.is_control() && c != '\t';
    let quote = quote_around(inner).filter(|_| !inner.contains(acts))?;
    Some(format!("{quote}{inner}{quote}"))
}

/// A line with several texts: every quote belongs to the next of its kind, and what follows
/// that parts one entry from the next. Words between two texts may belong to one text.
fn list_line(content: &str) -> Option<String> {
    let mut out = String::with_capacity(content.len());
    let mut rest = content;
    let mut keyed = None;
    while let Some((at, opening)) = rest.char_indices().find(|(_, c)| is_quote(*c)) {
        let pair = pair_of(opening)?;
        out.push_str(&rest[..at]);
        let inside = &rest[at + opening.len_utf8()..];
        if opening == pair && !content.contains(is_curly) {
            return Some(content.to_owned());
        }
        let has_key = rest[..at].trim_end().ends_with('=');
        if !parts_entries(&rest[..at]) || *keyed.get_or_insert(has_key) != has_key {
            return None;
        }
        let mut ends = inside.char_indices();
        let (end, closing) = ends.find(|(_, c)| pair_of(*c) == Some(pair))?;
        let inner = &inside[..end];
        rest = &inside[end + closing.len_utf8()..];
        let behind = rest.trim_start();
        if !(behind.is_empty() || behind.starts_with([',', '}', ']'])) {
            return None;
        }
        if (opening, closing) == (pair, pair) {
            out.push_str(&format!("{pair}{inner}{pair}"));
        } else {
            out.push_str(&between_straight(inner)?);
        }
    }
    out.push_str(rest);
    parts_entries(rest).then_some(out)
}

/// Whether nothing but brackets, commas and entries with a key stands between two texts.
fn parts_entries(between: &str) -> bool {
    let (entries, _) = between.split_once('#').unwrap_or((between, ""));
    entries.split(['[', ']', '{', '}', ',']).all(|entry| {
        let entry = entry.trim();
        entry.is_empty() || assignment(entry).is_some()
    })
}
