//! Texts between quotes, headings, and the quotes that stand where straight ones belong.

use std::ops::Range;

use toml_parser::Source;
use toml_parser::lexer::TokenKind;

use crate::toml::key;

/// What opens and ends a text of several lines.
pub(crate) const MARKS: [&str; 2] = ["'''", "\"\"\""];

/// Those of them that a text begins with.
pub(crate) fn opening_marks(text: &str) -> Option<&'static str> {
    MARKS.into_iter().find(|marks| text.starts_with(marks))
}

/// The straight quote between which a text can stand on one line as it is; none where neither will do.
pub(crate) fn quote_around(text: &str) -> Option<char> {
    match (text.contains(['"', '\\']), text.contains('\'')) {
        (false, _) => Some('"'),
        (true, false) => Some('\''),
        (true, true) => None,
    }
}

/// A text between quotes.
#[derive(Debug, Clone)]
pub(crate) struct Quoted {
    /// With the quotes.
    pub(crate) span: Range<usize>,
    /// The quote that opens and has to close it.
    pub(crate) quote: &'static str,
}

/// Every text between quotes, in order.
pub(crate) fn strings(source: &str) -> Vec<Quoted> {
    Source::new(source)
        .lex()
        .filter_map(|token| {
            let quote = match token.kind() {
                TokenKind::BasicString => "\"",
                TokenKind::LiteralString => "'",
                TokenKind::MlBasicString => "\"\"\"",
                TokenKind::MlLiteralString => "'''",
                _ => return None,
            };
            Some(Quoted {
                span: token.span().start()..token.span().end(),
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
    /// Whether it may go on over several lines.
    pub(crate) fn is_of_lines(&self) -> bool {
        MARKS.contains(&self.quote)
    }

    /// Whether it goes on over a heading, and should have ended before it.
    pub(crate) fn swallows_a_heading(&self, source: &str) -> bool {
        self.is_of_lines() && swallowed_heading(&source[self.span.clone()])
    }

    /// Whether it has the end that it needs.
    pub(crate) fn is_closed(&self, source: &str) -> bool {
        let raw = source[self.span.clone()].strip_prefix(self.quote);
        let inner = raw.and_then(|raw| raw.strip_suffix(self.quote));
        inner.is_some_and(|inner| {
            // An escaped quote closes nothing.
            let escapes = inner.bytes().rev().take_while(|b| *b == b'\\').count();
            self.quote.starts_with('\'') || escapes % 2 == 0
        })
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
    let list = line.strip_prefix("[[");
    let list = list.and_then(|rest| rest.strip_suffix("]]"));
    line == "[respondent]" || list.is_some_and(key::is_key) || heading(line).is_some()
}

/// Whether a text goes on over the heading of another section and its keys, or up to where the text
/// of another key begins: it should have ended before. A bracket alone may well stand in what
/// people write.
pub(crate) fn swallowed_heading(raw: &str) -> bool {
    let mut lines = raw.lines().skip(1);
    let begins = |line: &str| {
        let key = line.split_once('=');
        let key = key.filter(|(_, value)| MARKS.contains(&value.trim()));
        key.is_some_and(|(key, _)| key::is_known(key.trim_start_matches(['>', ' '])))
    };
    let has_key = |line: &str| {
        line.split_once('=')
            .is_some_and(|(key, _)| key::is_known(key))
    };
    lines.clone().last().is_some_and(begins) || lines.any(is_heading) && lines.any(has_key)
}

/// Whether a text between quotes does that, where any of them has what a heading begins with.
pub(crate) fn swallows_a_heading(source: &str) -> bool {
    if !MARKS.iter().any(|quote| source.contains(quote)) {
        return false;
    }
    let texts = strings(source);
    texts.iter().any(|s| source[s.span.clone()].contains('['))
        && texts.iter().any(|s| s.swallows_a_heading(source))
}

/// Whether a value is a text between straight quotes, with nothing but a remark after it.
pub(crate) fn is_one_text(value: &str) -> bool {
    strings(value).first().is_some_and(|text| {
        let after = value[text.span.end..].trim_start();
        let is_last = after.is_empty() || after.starts_with('#');
        text.span.start == 0 && text.is_closed(value) && is_last
    })
}

/// Quotes that word processors and other keyboards put where a straight `'` belongs: curly ones
/// of all languages, heavy ones, those of East Asia and of Hebrew, primes, and what looks like them.
const SINGLE: &[char] = &[
    '\u{2018}', '\u{2019}', '\u{201a}', '\u{201b}', '\u{2039}', '\u{203a}', '\u{2032}', '\u{2035}',
    '\u{275b}', '\u{275c}', '\u{275f}', '\u{ff07}', '\u{5f3}', '\u{2bc}', '`', '\u{b4}',
];
/// The same where a straight `"` belongs.
const DOUBLE: &[char] = &[
    '\u{201c}', '\u{201d}', '\u{201e}', '\u{201f}', '\u{ab}', '\u{bb}', '\u{2033}', '\u{2036}',
    '\u{275d}', '\u{275e}', '\u{2760}', '\u{301d}', '\u{301e}', '\u{301f}', '\u{300c}', '\u{300d}',
    '\u{300e}', '\u{300f}', '\u{ff02}', '\u{5f4}', '\u{2ba}', '\u{2ee}',
];

/// The straight quote in whose place this one stands.
pub(crate) fn pair_of(c: char) -> Option<char> {
    match c {
        '"' | '\'' => Some(c),
        c if SINGLE.contains(&c) => Some('\''),
        c if DOUBLE.contains(&c) => Some('"'),
        _ => None,
    }
}

pub(crate) fn is_quote(c: char) -> bool {
    pair_of(c).is_some()
}

/// Whether this is a quote other than the two straight ones.
pub(crate) fn is_curly(c: char) -> bool {
    pair_of(c).is_some_and(|straight| straight != c)
}
