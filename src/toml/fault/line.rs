//! A line that could not be read, and the faults that have little to do with what was
//! meant: marks of other programs, characters that no one sees, curly quotes.

use crate::model::punctuation::{acts, is_unseen};
use crate::problem::{Code, Place, Problem};
use crate::text::cut;
use crate::toml::cause::{Cause, Met};
use crate::toml::key::{assignment, is_key};
use crate::toml::quoted::{MARKS, Quoted, is_curly, is_quote, pair_of, quote_around};

use super::layout::{Layout, position};

const BOXES: &str = "[x], [X], [ ], [v], [\u{2713}], \u{2610}, \u{2611}, \u{2612}, \u{2713}, \u{2714}, (x), \
     (X), ( )";

/// Faults that come in many lines at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    /// With what belongs in their place.
    Curly(&'static str),
    Mail,
    Rewritten,
    Space,
    Control,
    Box,
    Merge,
}

pub(super) struct Fault<'t> {
    pub(super) layout: &'t Layout<'t>,
    /// From 0.
    pub(super) line: usize,
    pub(super) at: usize,
    pub(super) end: usize,
    pub(super) cause: Cause,
    pub(super) after_quote: Option<&'t Quoted>,
}

impl<'t> Fault<'t> {
    pub(super) fn new(layout: &'t Layout<'t>, met: &Met) -> Self {
        let at = position(layout.source, met.span.start);
        let before = layout.strings.partition_point(|s| s.span.end <= at);
        Self {
            layout,
            line: layout.text.line_of(at),
            at,
            end: met.span.end.max(at).min(layout.source.len()),
            cause: met.cause,
            after_quote: layout.strings[..before].last(),
        }
    }

    pub(super) fn content(&self) -> &'t str {
        self.layout.line(self.line)
    }

    /// The place of the first character of this line for which `wanted` holds.
    pub(super) fn character(&self, wanted: impl Fn(char) -> bool) -> Place {
        let text = self.layout.text;
        let start = text.line_range(self.line).start;
        match self.content().char_indices().find(|(_, c)| wanted(*c)) {
            Some((at, c)) => text.place(start + at..start + at + c.len_utf8()),
            None => text.place_of_line(self.line),
        }
    }

    /// A problem of the whole line.
    pub(super) fn syntax(&self, message: impl Into<String>, help: impl Into<String>) -> Problem {
        self.problem(Code::Syntax, message, help)
    }

    fn problem(&self, code: Code, message: impl Into<String>, help: impl Into<String>) -> Problem {
        Problem::new(code, message, help).at(self.layout.text.place_of_line(self.line))
    }

    /// The number of the line with the heading above, from 0.
    pub(super) fn section_start(&self) -> usize {
        let headings = &self.layout.headings;
        let above = headings.partition_point(|h| *h <= self.line);
        headings[..above].last().copied().unwrap_or(0)
    }

    pub(super) fn is_repeated(&self) -> bool {
        self.cause == Cause::Repeated
    }

    /// Whether it is not the first thing on its line.
    pub(super) fn is_between_braces(&self) -> bool {
        let start = self.layout.text.line_range(self.line).start;
        !self.layout.source[start..self.at].trim().is_empty()
    }

    /// A key that is between its braces already.
    pub(super) fn between_braces(&self) -> Problem {
        let rest = &self.layout.source[self.at..];
        let name = rest.split(['=', '\n']).next().unwrap_or_default().trim();
        let message = format!(
            "\"{}\" appears twice between these braces. Only one can count.",
            cut(name)
        );
        let help = "Put all that you want to keep in one of them, and delete the other.";
        let place = self.layout.text.place(self.at..self.at + name.len());
        Problem::new(Code::DuplicateKey, message, help).at(place)
    }

    /// Whether only blank lines lie between a line and this one.
    pub(super) fn is_blank_since(&self, line: usize) -> bool {
        (line + 1..self.line).all(|between| self.layout.trimmed(between).is_empty())
    }

    /// Whether a text of several lines ends on this line, before the fault.
    pub(super) fn closes_text(&self) -> bool {
        let line_of = |at| self.layout.text.line_of(at);
        let quoted = self.after_quote.filter(|quoted| quoted.is_of_lines());
        quoted.is_some_and(|quoted| line_of(quoted.span.end) == self.line)
    }

    /// Whether no heading and no `key =` stands after a line and up to this one.
    pub(super) fn is_text_since(&self, line: usize) -> bool {
        (line + 1..=self.line).all(|between| {
            let content = self.layout.trimmed(between);
            !content.starts_with('[') && assignment(content).is_none()
        })
    }

    fn value(&self) -> &'t str {
        let content = self.content();
        content.split_once('=').map_or(content, |(_, v)| v).trim()
    }

    /// Whether curly quotes stand where straight ones belong: first or last after the
    /// equals sign, or as marks on a line of their own.
    fn has_curly_quotes(&self) -> bool {
        let content = self.content().trim();
        if content.starts_with("```") {
            return false;
        }
        let only_marks = content.starts_with(is_curly) && content.chars().all(is_quote);
        let Some((key, value)) = content.split_once([':', '=']) else {
            return only_marks;
        };
        let value = value.trim();
        let before = value.strip_suffix(is_curly);
        let ends = before.is_some_and(|rest| !rest.ends_with(['"', '\'']));
        is_key(key) && (value.starts_with(is_curly) || ends)
    }

    /// Whether a text between curly quotes begins here and goes on below.
    pub(super) fn opens_curly_text(&self) -> bool {
        let value = self.value();
        value.starts_with(is_curly) && (value.chars().all(is_quote) || !value.ends_with(is_curly))
    }

    /// The straight marks that belong in the place of curly ones: they have to fit what is between
    /// them, and the lines below.
    fn straight_marks(&self) -> &'static str {
        let value = self.value();
        let Some(first) = value.chars().next().filter(|c| is_quote(*c)) else {
            return "\"";
        };
        let alike = |c: char| pair_of(c) == pair_of(first);
        let inner = &value[first.len_utf8()..];
        match inner.rfind(alike) {
            _ if value.chars().take_while(|c| alike(*c)).count() > 2 => self.marks_of_text(),
            None if value.starts_with(is_curly) => self.marks_of_text(),
            end => match quote_around(inner[..end.unwrap_or(inner.len())].trim_matches(is_quote)) {
                Some('"') => "\"",
                Some(_) => "'",
                None => "'''",
            },
        }
    }

    /// The marks of a text of several lines that begins or ends here.
    pub(super) fn marks_of_text(&self) -> &'static str {
        let of_three = self.value().starts_with(|c| pair_of(c) == Some('"'))
            && self.value().chars().take_while(|c| is_quote(*c)).count() > 2;
        if of_three { MARKS[1] } else { MARKS[0] }
    }

    pub(super) fn ends_with_curly(&self) -> bool {
        self.content().trim_end().ends_with(is_curly)
    }

    pub(super) fn family(&self) -> Option<Family> {
        let content = self.content().trim();
        let rewritten = ["=3D", "&quot;", "&#39;", "&nbsp;"];
        Some(match () {
            () if is_merge_mark(content) => Family::Merge,
            () if self.has_curly_quotes() => Family::Curly(self.straight_marks()),
            () if BOXES.split(", ").any(|mark| content.starts_with(mark)) => Family::Box,
            () if content.starts_with('>') => Family::Mail,
            () if rewritten.iter().any(|code| content.contains(code)) => Family::Rewritten,
            () if self.unusual_space() => Family::Space,
            () if self.content().contains(is_odd_control) => Family::Control,
            () => return None,
        })
    }

    pub(super) fn of_family(&self, family: Family) -> Problem {
        match family {
            Family::Curly(marks) => {
                let example = match marks {
                    "\"" => ", for example rating = \"Strength\"",
                    "'" => ", since double ones don't go with a backslash (\\) or a double one in the text",
                    _ => ", three at each end of the text",
                };
                self.problem(
                    Code::CurlyQuotes,
                    "This line has curly quotation marks, which word processors put in. They need to be straight.",
                    format!("Type straight quotation marks ({marks}) over them{example}. A plain text editor such as Notepad keeps them straight."),
                )
                .at(self.character(is_curly))
            }
            Family::Mail => self.syntax(
                "This line starts with \">\", which email programs add to replies.",
                "Delete the > and the space after it, here and on every line that starts that way.",
            ),
            Family::Rewritten => self.syntax(
                "An email program or a web page changed this file. It replaced some characters with codes such as =3D or &quot;.",
                "Ask for the file again as an attachment.",
            ),
            Family::Space => self.space(),
            Family::Control => self.syntax(
                "There is an invisible control character on this line.",
                "Delete the line and type it again.",
            )
            .at(self.character(is_odd_control)),
            Family::Box => self.syntax(
                "This form doesn't use checkboxes.",
                "Delete the lines with boxes. Type the rating between the quotation marks, for example rating = \"Strength\".",
            ),
            Family::Merge => self.problem(
                Code::MergeConflict,
                "This line was left over when two versions of the file were merged.",
                "Put all that you want to keep in one version. Delete the other one, and every line like this one.",
            ),
        }
    }

    /// Whether a space that is no plain one stands outside quotes, where it matters.
    fn unusual_space(&self) -> bool {
        let content = self.content();
        let Some(at) = content.find(is_unusual_space) else {
            return false;
        };
        let before = &content[..at];
        let quotes = before.matches(['"', '\'']).count();
        // Stray text has such spaces too: only a line that was meant as one of the form.
        let rest = content.trim_matches(|c: char| c.is_whitespace() || is_unusual_space(c));
        if MARKS.contains(&rest) {
            return true;
        }
        let key = rest.split_once('=').map(|(key, _)| key);
        let meant = rest.is_empty()
            || rest.starts_with(['[', '#', '{'])
            || key.is_some_and(|key| is_key(key.trim_matches(is_unusual_space)));
        quotes.is_multiple_of(2) && meant
    }

    fn space(&self) -> Problem {
        let odd = self.content().chars().find(|c| is_unusual_space(*c));
        let odd = odd.unwrap_or_default();
        let (what, which) = match odd.is_whitespace() {
            true => ("unusual space here that looks like a normal one", "space"),
            false => ("invisible character here", "line"),
        };
        let message = format!(
            "There is an {what} (U+{:04X}, which comes with text that was pasted).",
            u32::from(odd)
        );
        let help = format!("Delete the {which} and type it again.");
        self.syntax(message, help)
            .at(self.character(is_unusual_space))
    }
}

pub(crate) fn is_merge_mark(line: &str) -> bool {
    let line = line.trim_end();
    ['=', '<', '>', '|'].iter().any(|sign| {
        let rest = line.trim_start_matches(*sign);
        let is_mark = line.len() - rest.len() >= 7;
        is_mark && (rest.is_empty() || *sign != '=' && rest.starts_with(' '))
    })
}

fn is_odd_control(c: char) -> bool {
    c.is_control() && c != '\t'
}

fn is_unusual_space(c: char) -> bool {
    let is_space = c.is_whitespace() && !c.is_ascii();
    is_space || is_unseen(c) || acts(c) && !c.is_control()
}
