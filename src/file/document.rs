//! A text laid out as sections and keys with their places, and what keeps it from
//! being read: all of it in one run, in the order of the file.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::ops::Range;

use toml::de::{DeTable, Error};
use toml_parser::Source;
use toml_parser::lexer::TokenKind;

use crate::file::fault::{self, CURLY, is_merge_mark, is_quote};
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
            let lines = FaultyLines::new(text, &self.faults);
            found.retain(|p| {
                p.place
                    .as_ref()
                    .is_some_and(|place| !lines.explain(place.line - 1, p.code))
            });
        }
        found.extend(self.faults);
        found.sort_by_key(Problem::order);
        found
    }
}

/// Where the faults of a file are, to tell what only follows from them.
struct FaultyLines {
    /// From 0.
    faults: BTreeSet<usize>,
    headings: Vec<usize>,
}

impl FaultyLines {
    fn new(text: &Text, faults: &[Problem]) -> Self {
        let lines = faults.iter().filter_map(|f| f.place.as_ref());
        Self {
            faults: lines.map(|place| place.line - 1).collect(),
            headings: fault::headings(text, text.as_str()),
        }
    }

    /// Whether a fault is the reason for what seems to be wrong on this line as well.
    fn explain(&self, line: usize, code: Code) -> bool {
        if self.faults.contains(&line) {
            return true;
        }
        let above = self.headings.partition_point(|h| *h <= line);
        let heading = self.headings[..above].last().copied();
        match code {
            // What seems to be missing stands in a line that could not be read.
            Code::MissingKey => {
                // A box such as [x] only seems to be a heading.
                let mut below = self.headings[above..].iter();
                let end = below.find(|h| !self.faults.contains(h));
                let end = end.copied().unwrap_or(usize::MAX);
                self.faults.range(line..end).next().is_some()
            }
            // What seems not to belong stands below a heading that could not be read.
            Code::UnknownKey | Code::UnknownPractice | Code::WrongType => {
                heading.is_some_and(|h| self.faults.contains(&h))
            }
            _ => false,
        }
    }
}

/// Text with what an unfinished merge left taken out, byte for byte, so that places
/// stay and the rest can be checked: the marks, and the second of the two versions. And a
/// problem for each such spot.
#[must_use]
pub fn without_conflicts(text: &Text) -> (Cow<'_, str>, Vec<Problem>) {
    let source = text.as_str();
    if !source.contains("<<<<<<<") {
        return (Cow::Borrowed(source), Vec::new());
    }
    let mut masked = source.as_bytes().to_vec();
    let mut problems = Vec::new();
    // The lines where a conflict and its other versions begin.
    let mut open: Option<(usize, Option<usize>)> = None;
    for line in 0..text.lines() {
        let content = &source[text.line_range(line)];
        if !is_merge_mark(content) {
            continue;
        }
        match (content.as_bytes()[0], open) {
            (b'<', _) => open = Some((line, None)),
            (b'|' | b'=', Some((start, None))) => open = Some((start, Some(line))),
            (b'>', Some((start, Some(other)))) => {
                open = None;
                for hidden in std::iter::once(start).chain(other..=line) {
                    masked[text.line_range(hidden)].fill(b' ');
                }
                problems.push(conflict(text, start, line));
            }
            _ => {}
        }
    }
    match String::from_utf8(masked) {
        Ok(masked) if !problems.is_empty() => (Cow::Owned(masked), problems),
        _ => (Cow::Borrowed(source), problems),
    }
}

fn conflict(text: &Text, start: usize, end: usize) -> Problem {
    Problem::new(
        Code::MergeConflict,
        "Two versions of this file were merged and nobody chose between them: what stands between these marks is in the file twice.",
        "Keep one of the two versions, and delete the other and the marked lines.",
    )
    .at(text.place_of_line(start))
    .with(text.place_of_line(end), "up to here")
}

/// Reads a text; `source` is the text itself or [`without_conflicts`] of it.
#[must_use]
pub fn parse<'s>(text: &Text, source: &'s str) -> Document<'s> {
    let (root, errors) = DeTable::parse_recoverable(source);
    document(text, source, root.into_inner(), errors)
}

/// As [`parse`], to the end: the parser leaves off at the first line that is no answer and
/// no heading, so that what follows is read again without such lines, from `spare`.
#[must_use]
pub fn parse_to_end<'s>(text: &Text, source: &'s str, spare: &'s OnceCell<String>) -> Document<'s> {
    let (root, errors) = DeTable::parse_recoverable(source);
    let hidden = lines_that_end_it(text, source, &errors);
    if hidden.is_empty() {
        return document(text, source, root.into_inner(), errors);
    }
    let rest = spare.get_or_init(|| blanked(source, &hidden));
    let (root, mut all) = DeTable::parse_recoverable(rest);
    let in_hidden = |error: &Error| {
        let at = error.span().map_or(0, |s| s.start);
        let after = hidden.partition_point(|range| range.start <= at);
        after > 0 && at <= hidden[after - 1].end
    };
    all.retain(|e| !in_hidden(e));
    all.extend(errors.into_iter().filter(in_hidden));
    document(text, source, root.into_inner(), all)
}

/// The lines at which the parser leaves off, each with all of the text that begins in it.
fn lines_that_end_it(text: &Text, source: &str, errors: &[Error]) -> Vec<Range<usize>> {
    let ends = |error: &&Error| error.message().contains("key with no value");
    let mut starts: Vec<usize> = errors
        .iter()
        .filter(ends)
        .filter_map(|e| e.span().map(|s| s.start))
        .collect();
    if starts.is_empty() {
        return Vec::new();
    }
    starts.sort_unstable();
    let strings = strings(source);
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for start in starts {
        let mut range = text.line_range(text.line_of(fault::position(source, start)));
        let first = strings.partition_point(|s| s.span.end <= range.start);
        for quoted in &strings[first..] {
            if quoted.span.start >= range.end {
                break;
            }
            range.end = text
                .line_range(text.line_of(quoted.span.end))
                .end
                .max(range.end);
        }
        if ranges.last().is_none_or(|last| last.end < range.start) {
            ranges.push(range);
        }
    }
    ranges
}

/// A text with these bytes blank, and as long as it was.
fn blanked(source: &str, ranges: &[Range<usize>]) -> String {
    let mut out = String::with_capacity(source.len());
    let mut done = 0;
    for range in ranges {
        out.push_str(&source[done..range.start]);
        let blank = source[range.clone()].bytes();
        out.extend(blank.map(|b| if b == b'\n' { '\n' } else { ' ' }));
        done = range.end;
    }
    out.push_str(&source[done..]);
    out
}

fn document<'s>(
    text: &Text,
    source: &str,
    root: DeTable<'s>,
    mut errors: Vec<Error>,
) -> Document<'s> {
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
    let (inner, rest) = inner.split_once(']')?;
    let rest = rest.trim_start();
    if !(rest.is_empty() || rest.starts_with('#')) {
        return None;
    }
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    (inner.contains(['.', '-']) && inner.chars().all(plain)).then_some(inner)
}

/// Whether a text goes on over the heading of another section and its keys: it should
/// have ended before them. A bracket alone may well stand in what people write.
fn swallowed_heading(raw: &str) -> bool {
    let is_heading = |line: &str| {
        let line = line.trim();
        let list = line.strip_prefix("[[").and_then(|l| l.strip_suffix("]]"));
        line == "[respondent]" || list.is_some_and(fault::is_key) || heading(line).is_some()
    };
    let mut lines = raw.lines().skip(1);
    lines.any(is_heading)
        && lines.any(|line| {
            line.split_once('=')
                .is_some_and(|(key, _)| fault::is_known(key))
        })
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
    let first_since = |from: usize| {
        let spans = errors.iter().filter_map(Error::span);
        spans.map(|s| s.start).find(|at| (from..start).contains(at))
    };
    let before = source[line.start..start].trim();
    if !open.multi_line
        && ["'''", "\"\"\""]
            .iter()
            .any(|quote| before.ends_with(quote))
    {
        return Some((start, Some(too_many_marks(text, line))));
    }
    if !open.multi_line || before.ends_with(['=', ',', '[']) {
        // A fault before it on its line has the same cause.
        let told = before.ends_with('=') || first_since(line.start).is_none();
        return Some((start, told.then(|| unclosed(text, source, open))));
    }
    // It stands where a closing quote belongs: the one that opened the text is damaged,
    // or the text has such marks inside. The first fault of the section is the place.
    let from = source[..start].rfind("\n[").unwrap_or(0);
    match first_since(from) {
        Some(fault) => Some((fault + 1, None)),
        None => Some((start, Some(unclosed(text, source, open)))),
    }
}

/// What is wrong with a text that has no end, and where the end was most likely meant.
fn unclosed(text: &Text, source: &str, open: &Quoted) -> Problem {
    const LATER: &str = "What follows in the file is checked after that.";
    let place = text.place(open.span.start..open.span.start + open.quote.len());
    let quote = open.quote;
    if open.multi_line {
        let message =
            format!("The text that begins here has no end: the closing {quote} is missing.");
        let help = match damaged_end(text, source, open) {
            Some(line) => format!(
                "Type {quote} on line {} in place of what stands there. {LATER}",
                line + 1
            ),
            None => format!(
                "Type {quote} on a line of its own below the last line of this text. {LATER}"
            ),
        };
        return Problem::new(Code::UnclosedQuote, message, help).at(place);
    }
    let line = text.line_range(text.line_of(open.span.start));
    let content = source[..line.end].trim_end();
    let written = &content[open.span.start.min(content.len())..];
    if let Some(last) = written.chars().last().filter(|c| CURLY.contains(c)) {
        let at = content.len() - last.len_utf8();
        let alike = |line: &usize| {
            let content = source[text.line_range(*line)].trim();
            let value = content
                .split_once('=')
                .map_or("", |(_, value)| value.trim());
            value.starts_with(quote) && value.ends_with(CURLY)
        };
        let more = match (place.line..text.lines()).filter(alike).count() {
            0 => String::new(),
            1 => " So it is on another line.".to_owned(),
            n => format!(" So it is on {n} more lines."),
        };
        return Problem::new(
            Code::CurlyQuotes,
            format!("The quote that ends this answer is a curly one, where a straight one belongs.{more}"),
            format!("Type a straight quote ({quote}) over it. {LATER}"),
        )
        .at(text.place(at..content.len()));
    }
    let (message, help) = if written.ends_with("\\\"") {
        (
            "The backslash before the last quote takes away its meaning, so that the text has no end.",
            format!(
                "Put the text between single quotes instead, or take the backslash away. {LATER}"
            ),
        )
    } else if written.len() > 1 && written.ends_with(['"', '\'']) && !written.ends_with(quote) {
        (
            "The answer begins with one kind of quote and ends with another.",
            format!("Type {quote} at the end as well. {LATER}"),
        )
    } else {
        (
            "This quote is not closed: the text that begins here has no closing quote on its line.",
            format!(
                "Type {quote} at the end of the answer. Text of several lines goes between two lines of '''. {LATER}"
            ),
        )
    };
    Problem::new(Code::UnclosedQuote, message, help).at(place)
}

/// `''''''` at the end of a text, `"Strength""`.
fn too_many_marks(text: &Text, source: &str, line: Range<usize>) -> Problem {
    let marks = ["'''", "\"\"\""];
    let content = source[line.clone()].trim();
    let alone = marks.into_iter().find(|quote| content.starts_with(quote));
    let (message, help) = match alone {
        Some(quote) => (
            "There are too many quote marks here: three of them end a text.",
            format!("Type {quote} on this line and nothing else."),
        ),
        None => (
            "There are more quotes in this line than the two that the answer stands between.",
            "Delete the quote that is too many. Text with quotes in it goes between two lines of '''.".to_owned(),
        ),
    };
    Problem::new(Code::Syntax, message, help).at(text.place(line))
}

/// The first line of a text that holds nothing but marks: curly ones, or too few.
fn damaged_end(text: &Text, source: &str, open: &Quoted) -> Option<usize> {
    let first = text.line_of(open.span.start) + 1;
    let last = text.line_of(open.span.end);
    (first..last.min(text.lines()))
        .take_while(|line| heading(&source[text.line_range(*line)]).is_none())
        .find(|line| {
            let content = source[text.line_range(*line)].trim();
            content.chars().count() > 1 && content.chars().all(is_quote)
        })
}
