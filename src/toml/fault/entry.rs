//! Entries of a list, each on a line of its own between braces: what is wrong in one.

use std::ops::Range;

use toml_parser::Source;
use toml_parser::lexer::TokenKind;

use crate::problem::{Code, Problem};
use crate::toml::key::{assignment, is_list_of_words};
use crate::toml::quoted::{MARKS, Quoted, is_curly, is_quote};

use super::layout::Layout;
use super::line::Fault;
use super::typed::list_of;

/// What is wrong in an entry: in which bytes of its line, and what to type.
type Wrong = (Range<usize>, Code, &'static str, String);

impl Fault<'_> {
    /// What is wrong in a line that is an entry of a list, or between it and the one above.
    pub(super) fn entry(&self) -> Option<Problem> {
        let content = self.content().trim();
        if content.starts_with('{') {
            return of_line(self.layout, self.line).or_else(|| self.comma_above());
        }
        let is_entry = content.trim_end_matches(',').ends_with('}') && content.contains('=');
        (is_entry && self.layout.is_in_list(self.line)).then(|| {
            self.syntax(
                "The bracket { is missing at the beginning of this entry.",
                "Type { at the beginning of the line.",
            )
        })
    }

    /// Whether this is a sound item of a list, and so is the line above it.
    fn is_item_below(&self, above: &str) -> bool {
        let is_mark = |c: char| is_quote(c) || c.is_ascii_digit();
        self.layout.is_in_list(self.line)
            && self.content().trim().starts_with(is_mark)
            && above.ends_with(is_mark)
    }

    /// The first and last line of the list in which this is a line without the marks that an item
    /// needs.
    fn items(&self) -> Option<(usize, usize)> {
        let Layout { text, .. } = self.layout;
        let content = self.content().trim();
        if content.starts_with(['{', ']']) || !self.layout.is_in_list(self.line) {
            return None;
        }
        let key = |line: usize| assignment(self.layout.trimmed(line)).map(|(key, _)| key.trim());
        let open = (0..self.line).rev().find(|line| key(*line).is_some())?;
        let close = (self.line..text.lines()).find(|line| self.layout.trimmed(*line) == "]")?;
        is_list_of_words(key(open)?).then_some((open, close))
    }

    /// Where a list ends whose items need marks, all of which are told at one of them.
    pub(super) fn end_of_items(&self) -> Option<usize> {
        let (_, close) = self.items().filter(|_| self.comma_above().is_none())?;
        Some(close)
    }

    /// What is wrong in a line of a list, or between it and the one above.
    pub(super) fn item(&self) -> Option<Problem> {
        self.comma_above().or_else(|| {
            let (open, close) = self.items()?;
            let (key, first) = assignment(self.layout.trimmed(open))?;
            let below = (open + 1..close).map(|line| self.layout.trimmed(line));
            let first = first.trim().trim_start_matches('[');
            let items = std::iter::once(first).chain(below);
            let items = items.filter(|item| !item.trim().is_empty());
            Some(self.syntax(
                "Each item of a list needs quotation marks around it, and a comma after it.",
                list_of("Type", key.trim(), items),
            ))
        })
    }

    fn comma_above(&self) -> Option<Problem> {
        let mut above = (0..self.line).rev();
        let line = above.find(|line| !self.layout.trimmed(*line).is_empty())?;
        let entry = self.layout.trimmed(line);
        let is_entry = entry.starts_with('{') && entry.ends_with('}');
        let is_pair = assignment(entry).is_some()
            && !entry.ends_with(',')
            && assignment(self.content()).is_some()
            && self.layout.is_in_braces(self.line);
        (is_entry || is_pair || self.is_item_below(entry)).then(|| {
            let end =
                self.layout.text.line_range(line).start + self.layout.line(line).trim_end().len();
            self.syntax(
                "A comma is missing between this entry and the next one.",
                "Type a comma (,) at the end of this line.",
            )
            .at(self.layout.text.place(end - 1..end))
        })
    }
}

/// What is wrong in this line, if it is an entry.
pub(super) fn of_line(layout: &Layout<'_>, line: usize) -> Option<Problem> {
    let mut below = layout.below(line);
    let next = below.find_map(|line| Some(layout.trimmed(line)).filter(|l| !l.is_empty()));
    let ends_here = next.is_none_or(|next| next.starts_with(['{', ']', '[']));
    let (span, code, message, help) = wrong(layout.line(line), ends_here)?;
    let start = layout.text.line_range(line).start;
    let place = layout.text.place(start + span.start..start + span.end);
    Some(Problem::new(code, message, help).at(place))
}

fn wrong(line: &str, ends_here: bool) -> Option<Wrong> {
    if !line.trim_start().starts_with('{') || MARKS.iter().any(|mark| line.contains(mark)) {
        return None;
    }
    let says = |kind: &TokenKind| {
        use TokenKind::{Comment, Eof, Newline, Whitespace};
        !matches!(kind, Comment | Eof | Newline | Whitespace)
    };
    let tokens = Source::new(line).lex().map(|token| {
        let span = token.span();
        (token.kind(), span.start()..span.end())
    });
    let tokens: Vec<_> = tokens.filter(|(kind, _)| says(kind)).collect();
    let kind_at = |at: usize| tokens.get(at).map(|(kind, _)| *kind);
    for (at, (kind, span)) in tokens.iter().enumerate().skip(1) {
        if kind_at(at - 1) != Some(TokenKind::Equals) {
            continue;
        }
        let quote = match kind {
            TokenKind::BasicString => "\"",
            TokenKind::LiteralString => "'",
            _ if line[span.clone()].starts_with(is_curly) => return Some(curly(line, span.start)),
            _ if is_word(&line[span.clone()]) => {
                let message = "This text isn't between quotation marks.";
                let help = "Type quotation marks (\") at both ends of the text.".to_owned();
                return Some((span.clone(), Code::Syntax, message, help));
            }
            _ => continue,
        };
        let span = span.clone();
        let quoted = Quoted { span, quote };
        if !quoted.is_closed(line) {
            return Some(no_end(line, quoted));
        }
        let last = quoted.span.end - 1..quoted.span.end;
        match (kind_at(at + 1), kind_at(at + 2)) {
            (None | Some(TokenKind::Comma | TokenKind::RightCurlyBracket), _) => {}
            (Some(TokenKind::Atom), Some(TokenKind::Equals)) => {
                let message = "A comma is missing after this text.";
                let help = "Type a comma (,) after the quotation mark.".to_owned();
                return Some((last, Code::Syntax, message, help));
            }
            _ => return Some(more_behind(last, quote)),
        }
    }
    let mut kinds = tokens.iter().map(|(kind, _)| *kind);
    let is_closed = kinds.any(|kind| kind == TokenKind::RightCurlyBracket);
    let open = tokens.first().filter(|_| !is_closed && ends_here)?;
    let help = "Type } at the end of this entry, before its comma.".to_owned();
    let message = "The bracket { that opens here is never closed.";
    Some((open.1.clone(), Code::Syntax, message, help))
}

/// Whether a value begins as a text does, and no number, date, or truth value.
fn is_word(value: &str) -> bool {
    value.starts_with(char::is_alphabetic) && !matches!(value, "true" | "false" | "inf" | "nan")
}

fn more_behind(mark: Range<usize>, quote: &str) -> Wrong {
    let help = match quote {
        "\"" => "Inside the text, type single quotation marks (') instead.",
        _ => {
            "Put the text between double quotation marks (\") instead. Inside it, type only single ones (')."
        }
    };
    let message = "The text ends at this quotation mark, but there is more after it.";
    (mark, Code::Syntax, message, help.to_owned())
}

/// A text that is open at the end of its line.
fn no_end(line: &str, Quoted { span, quote }: Quoted) -> Wrong {
    let entry = line.trim_end().trim_end_matches(',').trim_end();
    let text = entry.strip_suffix('}').map(str::trim_end);
    let last = text.unwrap_or(entry);
    if let Some(mark) = last.chars().last().filter(|c| is_curly(*c)) {
        return curly(line, last.len() - mark.len_utf8());
    }
    let message = "This quotation mark has no match. The text needs one at its end.";
    let help = match text {
        Some(_) => format!("Type {quote} at the end of the text, before the }}."),
        None => format!("Type {quote} and }} at the end of the text."),
    };
    let mark = span.start..span.start + 1;
    (mark, Code::UnclosedQuote, message, help)
}

/// A curly quote where a straight one belongs.
fn curly(line: &str, at: usize) -> Wrong {
    let end = at + line[at..].chars().next().map_or(0, char::len_utf8);
    let message = "This quotation mark is curly. It needs to be straight.";
    let help = "Type straight quotation marks (\") at both ends of the text.".to_owned();
    (at..end, Code::CurlyQuotes, message, help)
}
