//! A text laid out as sections and keys with their places, and what keeps it from
//! being read: all of it in one run, in the order of the file.

use std::borrow::Cow;
use std::ops::Range;

use toml::de::{DeTable, Error};
use toml_parser::Source;
use toml_parser::lexer::TokenKind;

use crate::file::fault;
use crate::file::text::Text;
use crate::problem::{Code, Problem};

/// Sections and keys, as far as they could be read.
#[derive(Debug)]
pub struct Document<'t> {
    /// What stands in the file.
    pub root: DeTable<'t>,
    /// What keeps it from being read; empty when all of it was.
    pub faults: Vec<Problem>,
    /// From this byte on nothing means what it seems to: a quote was not closed.
    pub stop: Option<usize>,
}

impl Document<'_> {
    /// Puts what is wrong with the content beside the faults: in order, nothing from
    /// behind an open quote, and one problem where a line has a fault anyway.
    #[must_use]
    pub fn problems(self, text: &Text, mut found: Vec<Problem>) -> Vec<Problem> {
        if let Some(stop) = self.stop {
            let last = text.line_of(stop) + 1;
            found.retain(|p| p.place.as_ref().is_some_and(|place| place.line < last));
        }
        if !self.faults.is_empty() {
            let faulty = |line| {
                self.faults
                    .iter()
                    .any(|f| f.place.as_ref().is_some_and(|p| p.line == line))
            };
            let section_is_faulty = |line: usize| {
                // What seems to be missing stands in a line that could not be read.
                (line..text.lines())
                    .take_while(|below| {
                        faulty(below + 1)
                            || !text.as_str()[text.line_range(*below)].starts_with('[')
                    })
                    .any(|below| faulty(below + 1))
            };
            found.retain(|p| {
                p.place.as_ref().is_some_and(|place| {
                    !(faulty(place.line)
                        || p.code.is_missing_in_section() && section_is_faulty(place.line))
                })
            });
        }
        found.extend(self.faults);
        found.sort_by_key(Problem::order);
        found
    }
}

/// Text with what an unfinished merge left taken out, byte for byte, so that places
/// stay and the rest can be checked; and a problem for each such spot.
#[must_use]
pub fn without_conflicts(text: &Text) -> (Cow<'_, str>, Vec<Problem>) {
    let source = text.as_str();
    if !source.contains("<<<<<<< ") {
        return (Cow::Borrowed(source), Vec::new());
    }
    let mut masked = source.as_bytes().to_vec();
    let mut problems = Vec::new();
    let mut open: Option<(usize, bool)> = None;
    for line in 0..text.lines() {
        let range = text.line_range(line);
        let content = &source[range.clone()];
        if content.starts_with("<<<<<<< ") {
            open = Some((line, false));
        } else if content.starts_with("=======") {
            open = open.map(|(start, _)| (start, true));
        } else if content.starts_with(">>>>>>> ")
            && let Some((start, true)) = open.take()
        {
            let hidden = text.line_range(start).start..range.end;
            for byte in &mut masked[hidden] {
                if !matches!(byte, b'\n' | b'\r') {
                    *byte = b' ';
                }
            }
            problems.push(
                Problem::new(
                    Code::MergeConflict,
                    "Two versions of this file were merged and nobody chose between them: what stands between these marks is in the file twice.",
                    "Keep one of the two versions, and delete the other and the three marked lines.",
                )
                .at(text.place_of_line(start))
                .with(text.place_of_line(line), "up to here"),
            );
        }
    }
    match String::from_utf8(masked) {
        Ok(masked) if !problems.is_empty() => (Cow::Owned(masked), problems),
        _ => (Cow::Borrowed(source), problems),
    }
}

/// Reads a text; `source` is the text itself or [`without_conflicts`] of it.
#[must_use]
pub fn parse<'s>(text: &Text, source: &'s str) -> Document<'s> {
    let (root, mut errors) = DeTable::parse_recoverable(source);
    let root = root.into_inner();
    errors.sort_by_key(|e| e.span().map_or(0, |s| s.start));
    // A text that swallowed a heading reads without a fault when every other one does too.
    if errors.is_empty() && !swallows_a_heading(source) {
        return Document {
            root,
            faults: Vec::new(),
            stop: None,
        };
    }
    let strings = strings(source);
    let open = open_quote(text, source, &strings, &errors);
    let stop = open.as_ref().map(|(at, _)| *at);
    let cutoff = stop.unwrap_or(usize::MAX);
    let before: Vec<&Error> = errors
        .iter()
        .filter(|e| e.span().is_none_or(|s| s.start < cutoff))
        .collect();
    let mut faults = fault::explain(text, source, &strings, &before);
    faults.extend(open.and_then(|(_, problem)| problem));
    Document { root, faults, stop }
}

/// A text between quotes.
#[derive(Debug, Clone)]
pub(super) struct Quoted {
    pub(super) span: Range<usize>,
    /// Whether it may go on over several lines.
    pub(super) multi_line: bool,
    /// The quote that opens and has to close it.
    pub(super) quote: &'static str,
}

/// Every text between quotes, in order.
fn strings(source: &str) -> Vec<Quoted> {
    Source::new(source)
        .lex()
        .filter_map(|token| {
            let (multi_line, quote) = match token.kind() {
                TokenKind::BasicString => (false, "\""),
                TokenKind::LiteralString => (false, "'"),
                TokenKind::MlBasicString => (true, "\"\"\""),
                TokenKind::MlLiteralString => (true, "'''"),
                _ => return None,
            };
            Some(Quoted {
                span: token.span().start()..token.span().end(),
                multi_line,
                quote,
            })
        })
        .collect()
}

impl Quoted {
    fn is_closed(&self, source: &str) -> bool {
        let raw = &source[self.span.clone()];
        raw.len() >= 2 * self.quote.len()
            && raw.ends_with(self.quote)
            // An escaped quote closes nothing.
            && (self.quote.starts_with('\'')
                || raw[..raw.len() - self.quote.len()]
                    .bytes()
                    .rev()
                    .take_while(|b| *b == b'\\')
                    .count()
                    % 2
                    == 0)
    }
}

/// Whether a line is a heading such as `[actionable-data.team-review]`.
pub(super) fn heading(line: &str) -> Option<&str> {
    let inner = line.trim().strip_prefix('[')?;
    let (inner, _) = inner.split_once(']')?;
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    (inner.contains(['.', '-']) && inner.chars().all(plain)).then_some(inner)
}

/// The heading inside a text that should have ended before it: a practice's, alone on
/// its line. People write `[2025-26] minutes` and mean it.
fn swallowed_heading(raw: &str) -> bool {
    let is_practice = |line: &str| {
        let behind = line.split_once(']').map_or("", |(_, behind)| behind.trim());
        let parts = |name: &str| name.contains('.') && name.split('.').all(|part| !part.is_empty());
        (behind.is_empty() || behind.starts_with('#')) && heading(line).is_some_and(parts)
    };
    raw.contains("\n[") && raw.lines().skip(1).any(is_practice)
}

fn swallows_a_heading(source: &str) -> bool {
    // Cheap enough to ask of every file: no heading, or as many as keys follow from them.
    source.contains("'''")
        && strings(source)
            .iter()
            .any(|s| s.multi_line && swallowed_heading(&source[s.span.clone()]))
}

/// The first quote that is not closed where it should be: where the nonsense begins,
/// and the problem, where no fault before it says so already.
fn open_quote(
    text: &Text,
    source: &str,
    strings: &[Quoted],
    errors: &[Error],
) -> Option<(usize, Option<Problem>)> {
    let open = strings.iter().find(|s| {
        !s.is_closed(source) || (s.multi_line && swallowed_heading(&source[s.span.clone()]))
    })?;
    let start = open.span.start;
    let line = text.line_range(text.line_of(start));
    let before = source[line.start..start].trim();
    if before.ends_with('=') || !open.multi_line || before.ends_with([',', '[']) {
        return Some((start, Some(unclosed(text, open))));
    }
    // It stands where a closing quote belongs: the one that opened the text is damaged,
    // or the text has such marks inside. The first fault of the section is the place.
    let from = source[..start]
        .rmatch_indices("\n[")
        .map(|(at, _)| at)
        .next()
        .unwrap_or(0);
    let first = errors
        .iter()
        .filter_map(Error::span)
        .find(|s| s.start >= from && s.start < start);
    match first {
        Some(fault) => Some((fault.start + 1, None)),
        None => Some((start, Some(unclosed(text, open)))),
    }
}

fn unclosed(text: &Text, open: &Quoted) -> Problem {
    let place = text.place(open.span.start..open.span.start + open.quote.len());
    let (message, help) = match open.quote {
        "'''" | "\"\"\"" => (
            format!(
                "The text that begins here has no end: the closing {} is missing.",
                open.quote
            ),
            format!(
                "Type {} on a line of its own below the last line of this text. What follows in the file is checked after that.",
                open.quote
            ),
        ),
        quote => (
            "This quote is not closed: the text that begins here has no closing quote on its line."
                .to_owned(),
            format!(
                "Type {quote} at the end of the answer. Text of several lines goes between two lines of '''. What follows in the file is checked after that."
            ),
        ),
    };
    Problem::new(Code::UnclosedQuote, message, help).at(place)
}
