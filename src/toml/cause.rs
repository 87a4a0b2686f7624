//! What kind of fault the parser met. Its own words for it change with its version, so the tokens
//! are gone through once more, by the same grammar, and what is not its fault is told from what is.

use std::cell::Cell;
use std::collections::HashSet;
use std::ops::Range;

use toml::de::Error;
use toml_parser::lexer::{Token, TokenKind};
use toml_parser::parser::{Event, EventKind, RecursionGuard, parse_document};
use toml_parser::{Expected, ParseError, Source};

/// More brackets inside brackets than the parser follows.
const DEEPEST: u32 = 80;

/// What a fault is, where more is made of it than "this line can't be read".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cause {
    /// Brackets inside brackets, too many of them.
    TooDeep,
    /// A key without an equals sign: the parser's table ends there.
    NoEquals,
    /// A backslash that stands for no character.
    Escape,
    /// A key or a heading that is there already.
    Repeated,
    Other,
}

/// A fault that the parser met.
pub(crate) struct Met {
    pub(crate) span: Range<usize>,
    pub(crate) cause: Cause,
}

/// What the parser's faults of a text are.
pub(crate) fn met(source: &str, errors: &[Error]) -> Vec<Met> {
    if errors.is_empty() {
        return Vec::new();
    }
    let walk = Walk::new(source);
    let met = errors.iter().map(|error| match error.span() {
        Some(span) => Met {
            cause: walk.cause(span.start),
            span,
        },
        // The parser names no place where a key has too many parts.
        None => Met {
            cause: Cause::TooDeep,
            span: 0..0,
        },
    });
    met.collect()
}

/// What the parser goes by, with the places where each begins.
struct Walk<'s> {
    source: &'s str,
    tokens: Vec<Token>,
    too_deep: HashSet<usize>,
    no_equals: HashSet<usize>,
    /// Keys that are sound by themselves.
    keys: HashSet<usize>,
}

impl<'s> Walk<'s> {
    fn new(source: &'s str) -> Self {
        let text = Source::new(source);
        let tokens = text.lex().into_vec();
        let depth = Cell::new(0_u32);
        let (mut too_deep, mut no_equals) = (HashSet::new(), HashSet::new());
        let (mut keys, mut broken) = (Vec::new(), HashSet::new());
        let mut go_along = |event: Event| match event.kind() {
            EventKind::ArrayOpen | EventKind::InlineTableOpen => {
                depth.set(depth.get() + 1);
                if depth.get() > DEEPEST {
                    too_deep.insert(event.span().start());
                }
            }
            EventKind::ArrayClose | EventKind::InlineTableClose => {
                depth.set(depth.get().saturating_sub(1));
            }
            EventKind::SimpleKey => keys.push(event),
            _ => {}
        };
        let mut sink = |error: ParseError| {
            let Some(place) = error.unexpected() else {
                return;
            };
            broken.insert(place.start());
            let wants_equals = error.expected() == Some(&[Expected::Literal("=")]);
            if wants_equals && depth.get() == 0 && error.context() == Some(place) {
                no_equals.insert(place.start());
            }
        };
        let mut guarded = RecursionGuard::new(&mut go_along, DEEPEST);
        parse_document(&tokens, &mut guarded, &mut sink);
        for raw in keys.iter().filter_map(|key| text.get(key)) {
            raw.decode_key(&mut (), &mut sink);
        }
        let keys = keys.iter().map(|key| key.span().start());
        let keys = keys.filter(|at| !broken.contains(at)).collect();
        Self {
            source,
            tokens,
            too_deep,
            no_equals,
            keys,
        }
    }

    fn cause(&self, at: usize) -> Cause {
        match () {
            () if self.too_deep.contains(&at) => Cause::TooDeep,
            () if self.no_equals.contains(&at) => Cause::NoEquals,
            () if self.is_escape(at) => Cause::Escape,
            // If there is a fault at all, it is there already.
            () if self.keys.contains(&at) => Cause::Repeated,
            () => Cause::Other,
        }
    }

    /// Whether this is in a text with escapes, after a backslash and digits for a character at most.
    fn is_escape(&self, at: usize) -> bool {
        let before = self.tokens.partition_point(|token| token.span().end() < at);
        let Some(token) = self.tokens.get(before) else {
            return false;
        };
        let said = self.source.get(token.span().start()..at).unwrap_or("");
        let digits = said.trim_end_matches(|c: char| c.is_ascii_hexdigit());
        let marked = digits.strip_suffix(['u', 'U', 'x']).unwrap_or(digits);
        matches!(
            token.kind(),
            TokenKind::BasicString | TokenKind::MlBasicString
        ) && (said.ends_with('\\') || marked.ends_with('\\'))
    }
}

#[cfg(test)]
mod tests {
    use toml::de::DeTable;

    use super::*;

    #[test]
    fn a_cause_is_told_from_what_stands_there() {
        let deep = format!("a = {}", "[".repeat(DEEPEST as usize + 2));
        let dotted = format!("{}a = 1", "a.".repeat(DEEPEST as usize));
        for (source, cause) in [
            ("'''\nx\n'''\n", Cause::NoEquals),
            (deep.as_str(), Cause::TooDeep),
            (&dotted, Cause::TooDeep),
            ("a = \"\\u00\"", Cause::Escape),
            ("a = \"\"\"\n\\d\n\"\"\"", Cause::Escape),
            ("[a.b]\n[a.b]", Cause::Repeated),
            ("a = 1\na.b = 2", Cause::Repeated),
            ("a = { b = 1, b = 2 }", Cause::Repeated),
            ("a = yes", Cause::Other),
            ("a = \"x", Cause::Other),
            ("[a", Cause::Other),
            ("a = { b 1 }", Cause::Other),
            ("a = 1 # \u{1}", Cause::Other),
        ] {
            let (_, errors) = DeTable::parse_recoverable(source);
            let met = met(source, &errors);
            assert!(met.iter().any(|met| met.cause == cause), "{source}");
            let mut others = met.iter().filter(|met| met.cause != cause);
            assert!(others.all(|met| met.cause == Cause::Other), "{source}");
        }
    }
}
