//! Quotes and brackets that open a text or a list and have no end: what follows is nonsense.

use std::ops::Range;

use toml_parser::Source;
use toml_parser::lexer::TokenKind;

use crate::problem::{Code, Problem};
use crate::toml::cause::{Cause, Met};
use crate::toml::key::{is_bare, is_list};
use crate::toml::quoted::{Quoted, heading, is_curly, is_heading, is_quote, opening_marks};

use super::layout::Layout;
use super::{LATER, entry};

/// Where the nonsense begins, and the problem, where no fault before it says so already.
type Unclosed = (usize, Option<Problem>);

/// The first quote or bracket that is not closed where it should be.
pub(super) fn unclosed(layout: &Layout<'_>, met: &[Met]) -> Option<Unclosed> {
    let quote = open_quote(layout, met);
    let too_deep = met.iter().any(|met| met.cause == Cause::TooDeep);
    let bracket = open_bracket(layout).filter(|_| !too_deep);
    match bracket {
        Some(at) if quote.as_ref().is_none_or(|(quote, _)| at < *quote) => {
            let first = layout.text.line_of(at);
            let mut entries = (first..layout.text.lines())
                .take_while(|line| *line == first || !is_heading(layout.line(*line)));
            let mut entry = entries.find_map(|line| entry::of_line(layout, line));
            if let Some(entry) = &mut entry {
                entry.help = format!("{} {LATER}", entry.help);
            }
            // A text that isn't closed hides the bracket behind it.
            let same_line = |quote: &Unclosed| layout.text.line_of(quote.0) == first;
            let of_quote = || quote.filter(same_line)?.1;
            let problem = entry.or_else(of_quote);
            let problem = problem.unwrap_or_else(|| unclosed_bracket(layout, at));
            Some((at, Some(problem)))
        }
        _ => quote,
    }
}

/// Where the first bracket stands that opens a value and is not closed before the next
/// heading or the end of the file, or before the list that it is in is closed.
fn open_bracket(layout: &Layout<'_>) -> Option<usize> {
    let mut open: Vec<usize> = Vec::new();
    let (mut in_value, mut is_list, mut after_equals) = (false, false, false);
    for token in Source::new(layout.source).lex() {
        let start = token.span().start();
        match token.kind() {
            TokenKind::Equals => in_value = true,
            TokenKind::LeftSquareBracket | TokenKind::LeftCurlyBracket if in_value => {
                is_list = after_equals || is_list && !open.is_empty();
                open.push(start);
            }
            TokenKind::RightSquareBracket | TokenKind::RightCurlyBracket => {
                let closes_list = token.kind() == TokenKind::RightSquareBracket;
                if let Some(top) = open.pop()
                    && (is_list && closes_list)
                    && layout.source[top..].starts_with('{')
                {
                    return Some(top);
                }
            }
            TokenKind::Newline if open.is_empty() => in_value = false,
            TokenKind::Newline => {
                let next = layout.text.line_of(token.span().end());
                if is_heading(layout.line(next)) {
                    break;
                }
            }
            _ => {}
        }
        let is_space = token.kind() == TokenKind::Whitespace;
        after_equals = token.kind() == TokenKind::Equals || after_equals && is_space;
    }
    open.first().copied()
}

fn unclosed_bracket(layout: &Layout<'_>, at: usize) -> Problem {
    let (open, close) = match layout.source[at..].starts_with('{') {
        true => ('{', '}'),
        false => ('[', ']'),
    };
    let line = layout.text.line_range(layout.text.line_of(at));
    let before = layout.source[line.start..at].split('=').next();
    let help = match before.unwrap_or_default().trim() {
        key if key.is_empty() || key == "documentation" || is_list(key) || is_bare(key) => {
            format!("Type {close} after the last entry.")
        }
        _ => format!("Delete the {open}. An answer goes between quotation marks and nothing else."),
    };
    let message = format!("The bracket {open} that opens here is never closed.");
    let problem = Problem::new(Code::Syntax, message, format!("{help} {LATER}"));
    problem.at(layout.text.place(at..at + 1))
}

fn open_quote(layout: &Layout<'_>, met: &[Met]) -> Option<Unclosed> {
    let Layout { text, source, .. } = layout;
    let is_open = |s: &&Quoted| !s.is_closed(source) || s.swallows_a_heading(source);
    let open = layout.strings.iter().find(is_open)?;
    let start = open.span.start;
    let line = text.line_of(start);
    let line_start = text.line_range(line).start;
    let first_since = |from: usize| {
        let mut starts = met.iter().map(|met| met.span.start);
        starts.find(|at| (from..start).contains(at))
    };
    let before = source[line_start..start].trim();
    if !open.is_of_lines() && before.ends_with(open.quote) {
        return Some((start, Some(too_many_marks(layout, line))));
    }
    if !open.is_of_lines() || before.ends_with(['=', ',', '[']) {
        // A fault before it on its line has the same cause.
        let told = before.ends_with('=') || first_since(line_start).is_none();
        return Some((start, told.then(|| unclosed_quote(layout, open))));
    }
    // It stands where a closing quote belongs: the one that opened the text is damaged,
    // or the text has such marks inside. The first fault of the section is the place.
    let from = source[..start].rfind("\n[").unwrap_or(0);
    match first_since(from) {
        Some(fault) => Some((fault + 1, None)),
        None => Some((start, Some(unclosed_quote(layout, open)))),
    }
}

/// What is wrong with a text that has no end, and where the end was most likely meant.
fn unclosed_quote(layout: &Layout<'_>, open: &Quoted) -> Problem {
    let (start, quote) = (open.span.start, open.quote);
    let unclosed = |message: &str, help: &str| {
        let place = layout.text.place(start..start + quote.len());
        Problem::new(Code::UnclosedQuote, message, format!("{help} {LATER}")).at(place)
    };
    if open.is_of_lines() {
        let message =
            format!("The text that starts here never ends. The closing {quote} is missing.");
        let help = match damaged_end(layout, open).map(|line| line + 1) {
            Some(line) => format!("On line {line}, type {quote} instead of what's there now."),
            None => format!("Type {quote} on its own line below the last line of this text."),
        };
        return unclosed(&message, &help);
    }
    let line = layout.text.line_of(start);
    let content = layout.source[..layout.text.line_range(line).end].trim_end();
    let written = &content[start.min(content.len())..];
    if let Some(last) = written.chars().last().filter(|c| is_curly(*c)) {
        let mark = content.len() - last.len_utf8()..content.len();
        return curly_end(layout, open, line, mark);
    }
    let (message, help) = match () {
        () if written.ends_with("\\\"") => (
            "The backslash (\\) before the last quotation mark cancels it, so the text never ends.",
            "Delete the backslash, or put the text between single quotation marks instead."
                .to_owned(),
        ),
        () if written.len() > 1 && written.ends_with(['"', '\'']) && !written.ends_with(quote) => (
            "The answer starts with one kind of quotation mark and ends with another.",
            format!("Type {quote} at the end too."),
        ),
        () => (
            "This quotation mark has no match. The text needs a closing quotation mark on the same line.",
            format!(
                "Type {quote} at the end of the answer. If the text is more than one line, put it between two lines of '''."
            ),
        ),
    };
    unclosed(message, &help)
}

/// A curly quote that should close what a straight one opened, and how often it does below.
fn curly_end(layout: &Layout<'_>, open: &Quoted, line: usize, mark: Range<usize>) -> Problem {
    let quote = open.quote;
    let alike = |line: &usize| {
        let value = layout.line(*line).split_once('=');
        let value = value.map_or("", |(_, value)| value.trim());
        value.starts_with(quote) && value.ends_with(is_curly)
    };
    let more = match layout.below(line).filter(alike).count() {
        0 => String::new(),
        1 => " The same problem is on one more line.".to_owned(),
        n => format!(" The same problem is on {n} more lines."),
    };
    let message = format!(
        "The closing quotation mark of this answer is curly. It needs to be straight.{more}"
    );
    let help = format!("Type a straight one ({quote}) over it. {LATER}");
    Problem::new(Code::CurlyQuotes, message, help).at(layout.text.place(mark))
}

/// `''''''` at the end of a text, `"Strength""`.
fn too_many_marks(layout: &Layout<'_>, line: usize) -> Problem {
    let content = layout.trimmed(line);
    let alone = opening_marks(content);
    let (message, help) = match alone {
        Some(quote) => (
            "There are too many quotation marks here. Three in a row end the text.",
            format!("Type only {quote} on this line."),
        ),
        None => (
            "This line has more than two quotation marks.",
            "Delete the extra one. If the text has quotation marks in it, put it between two lines of '''.".to_owned(),
        ),
    };
    let place = layout.text.place(layout.text.line_range(line));
    Problem::new(Code::Syntax, message, help).at(place)
}

/// The first line of a text that holds nothing but marks: curly ones, or too few.
fn damaged_end(layout: &Layout<'_>, open: &Quoted) -> Option<usize> {
    let last = layout.text.line_of(open.span.end);
    layout
        .below(layout.text.line_of(open.span.start))
        .take_while(|line| *line < last)
        .take_while(|line| heading(layout.line(*line)).is_none())
        .find(|line| {
            let content = layout.trimmed(*line);
            content.chars().count() > 1 && content.chars().all(is_quote)
        })
}
