//! Texts between quotes, and the first that has no end: what follows it is nonsense.

use std::ops::Range;

use toml_parser::Source;
use toml_parser::lexer::TokenKind;

use crate::problem::{Code, Problem};
use crate::text::Text;
use crate::toml::cause::Met;
use crate::toml::key;

/// A text between quotes.
#[derive(Debug, Clone)]
pub(crate) struct Quoted {
    /// With the quotes.
    pub(crate) span: Range<usize>,
    /// Whether it may go on over several lines.
    pub(crate) multi_line: bool,
    /// The quote that opens and has to close it.
    pub(crate) quote: &'static str,
}

/// Every text between quotes, in order.
pub(crate) fn strings(source: &str) -> Vec<Quoted> {
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

/// How many bytes of a text stand between quotes.
pub(crate) fn quoted_bytes(source: &str) -> usize {
    strings(source).iter().map(|quoted| quoted.span.len()).sum()
}

/// How many words, signs and texts between quotes there are, comments left out: what it takes
/// to read a text grows with them.
pub(crate) fn signs(source: &str) -> usize {
    let strings = strings(source);
    let starts = std::iter::once(0).chain(strings.iter().map(|quoted| quoted.span.end));
    let ends = strings.iter().map(|quoted| quoted.span.start);
    let between = starts.zip(ends.chain([source.len()]));
    let signs = between.map(|(start, end)| {
        let (mut signs, mut in_word, mut in_comment) = (0, false, false);
        for byte in source[start.min(end)..end].bytes() {
            in_comment = byte != b'\n' && (in_comment || byte == b'#');
            let is_word = byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
            let is_blank = matches!(byte, b' ' | b'\t' | b'\r');
            signs += usize::from(!(in_comment || is_blank || in_word && is_word));
            in_word = is_word;
        }
        signs
    });
    signs.sum::<usize>() + strings.len()
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
pub(crate) fn heading(line: &str) -> Option<&str> {
    let inner = line.trim().strip_prefix('[')?;
    let (inner, rest) = inner.split_once(']')?;
    let rest = rest.trim_start();
    if !(rest.is_empty() || rest.starts_with('#')) {
        return None;
    }
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    (inner.contains(['.', '-']) && inner.chars().all(plain)).then_some(inner)
}

/// Whether a line is a heading of any kind of file.
pub(crate) fn is_heading(line: &str) -> bool {
    let line = line.trim();
    let list = line
        .strip_prefix("[[")
        .and_then(|rest| rest.strip_suffix("]]"));
    line == "[respondent]" || list.is_some_and(key::is_key) || heading(line).is_some()
}

/// Whether a text goes on over the heading of another section and its keys: it should
/// have ended before them. A bracket alone may well stand in what people write.
pub(crate) fn swallowed_heading(raw: &str) -> bool {
    let mut lines = raw.lines().skip(1);
    lines.any(is_heading)
        && lines.any(|line| {
            line.split_once('=')
                .is_some_and(|(key, _)| key::is_known(key))
        })
}

pub(crate) fn swallows_a_heading(source: &str) -> bool {
    ["'''", "\"\"\""].iter().any(|quote| source.contains(quote))
        && strings(source)
            .iter()
            .any(|s| s.multi_line && swallowed_heading(&source[s.span.clone()]))
}

/// The first quote that is not closed where it should be: where the nonsense begins,
/// and the problem, where no fault before it says so already.
pub(crate) fn open_quote(
    text: &Text,
    source: &str,
    strings: &[Quoted],
    met: &[Met],
) -> Option<(usize, Option<Problem>)> {
    let open = strings.iter().find(|s| {
        !s.is_closed(source) || (s.multi_line && swallowed_heading(&source[s.span.clone()]))
    })?;
    let start = open.span.start;
    let line = text.line_range(text.line_of(start));
    let first_since = |from: usize| {
        let starts = met.iter().map(|met| met.span.start);
        { starts }.find(|at| (from..start).contains(at))
    };
    let before = source[line.start..start].trim();
    if !open.multi_line && before.ends_with(open.quote) {
        return Some((start, Some(too_many_marks(text, source, line))));
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
    const LATER: &str = "Fix this first. Then the rest of the file will be checked.";
    let place = text.place(open.span.start..open.span.start + open.quote.len());
    let quote = open.quote;
    if open.multi_line {
        let message =
            format!("The text that starts here never ends. The closing {quote} is missing.");
        let help = match damaged_end(text, source, open) {
            Some(line) => format!(
                "On line {}, type {quote} instead of what's there now. {LATER}",
                line + 1
            ),
            None => {
                format!("Type {quote} on its own line below the last line of this text. {LATER}")
            }
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
            1 => " The same problem is on one more line.".to_owned(),
            n => format!(" The same problem is on {n} more lines."),
        };
        return Problem::new(
            Code::CurlyQuotes,
            format!(
                "The closing quotation mark of this answer is curly. It needs to be straight.{more}"
            ),
            format!("Type a straight one ({quote}) over it. {LATER}"),
        )
        .at(text.place(at..content.len()));
    }
    let (message, help) = if written.ends_with("\\\"") {
        (
            "The backslash (\\) before the last quotation mark cancels it, so the text never ends.",
            format!(
                "Delete the backslash, or put the text between single quotation marks instead. {LATER}"
            ),
        )
    } else if written.len() > 1 && written.ends_with(['"', '\'']) && !written.ends_with(quote) {
        (
            "The answer starts with one kind of quotation mark and ends with another.",
            format!("Type {quote} at the end too. {LATER}"),
        )
    } else {
        (
            "This quotation mark has no match. The text needs a closing quotation mark on the same line.",
            format!(
                "Type {quote} at the end of the answer. If the text is more than one line, put it between two lines of '''. {LATER}"
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
            "There are too many quotation marks here. Three in a row end the text.",
            format!("Type only {quote} on this line."),
        ),
        None => (
            "This line has more than two quotation marks.",
            "Delete the extra one. If the text has quotation marks in it, put it between two lines of '''.".to_owned(),
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

/// Quotes that word processors and other keyboards put where straight ones belong; each
/// stands for one of the two straight ones ([`pair_of`]). Curly ones of all languages, heavy
/// ones, those of East Asia and of Hebrew, primes, and what looks like them.
pub(crate) const CURLY: &[char] = &[
    '\u{201c}', '\u{201d}', '\u{201e}', '\u{201f}', '\u{2018}', '\u{2019}', '\u{201a}', '\u{201b}',
    '\u{ab}', '\u{bb}', '\u{2039}', '\u{203a}', '\u{2032}', '\u{2033}', '\u{2035}', '\u{2036}',
    '\u{275b}', '\u{275c}', '\u{275d}', '\u{275e}', '\u{275f}', '\u{2760}', '\u{301d}', '\u{301e}',
    '\u{301f}', '\u{300c}', '\u{300d}', '\u{300e}', '\u{300f}', '\u{ff02}', '\u{ff07}', '\u{5f3}',
    '\u{5f4}', '\u{2ba}', '\u{2bc}', '\u{2ee}', '`', '\u{b4}',
];

/// The straight quote in whose place this one stands.
pub(crate) fn pair_of(c: char) -> Option<char> {
    match c {
        '"' | '\'' => Some(c),
        '\u{2018}'..='\u{201b}'
        | '\u{2039}'
        | '\u{203a}'
        | '\u{2032}'
        | '\u{2035}'
        | '\u{275b}'
        | '\u{275c}'
        | '\u{275f}'
        | '\u{ff07}'
        | '\u{5f3}'
        | '\u{2bc}'
        | '`'
        | '\u{b4}' => Some('\''),
        c if CURLY.contains(&c) => Some('"'),
        _ => None,
    }
}

pub(crate) fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'') || CURLY.contains(&c)
}
