//! What kind of fault the parser met. Its own words for it change with its version, so the tokens
//! are gone through once more, by the same grammar, and what is not its fault is told from what is.

use std::cell::Cell;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use toml::de::Error;
use toml_parser::decoder::Encoding;
use toml_parser::parser::{EventReceiver, parse_document};
use toml_parser::{ErrorSink, Expected, ParseError, Raw, Source, Span};

/// More brackets inside brackets than the parser follows.
const DEEPEST: usize = 80;

/// What a fault is, where more is made of it than "this line can't be read"; of several at
/// one place the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
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
    let causes = causes(source);
    let cause = |at: usize| causes.get(&at).copied().unwrap_or(Cause::Other);
    let met = errors.iter().map(|error| match error.span() {
        Some(span) => Met {
            cause: cause(span.start),
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

/// The causes of the faults of a text, by their places.
fn causes(source: &str) -> HashMap<usize, Cause> {
    let tokens = Source::new(source).lex().into_vec();
    let depth = Cell::new(0);
    let mut walk = Walk {
        source,
        depth: &depth,
        found: Vec::new(),
    };
    let mut broken = HashSet::new();
    let mut no_equals = Vec::new();
    let mut sink = |error: ParseError| {
        if let Some(place) = error.unexpected() {
            broken.insert(place.start());
            let wants_equals = error.expected() == Some(&[Expected::Literal("=")]);
            if wants_equals && depth.get() == 0 && error.context() == Some(place) {
                no_equals.push((place.start(), Cause::NoEquals));
            }
        }
    };
    parse_document(&tokens, &mut walk, &mut sink);
    let is_sound = |at: &usize| !broken.contains(at);
    let mut causes = HashMap::new();
    for (at, cause) in walk.found.into_iter().chain(no_equals) {
        // A key that is sound by itself is there already, if there is a fault at all.
        if cause != Cause::Repeated || is_sound(&at) {
            let known = causes.entry(at).or_insert(cause);
            *known = cause.min(*known);
        }
    }
    causes
}

/// Goes along with the parser.
struct Walk<'w> {
    source: &'w str,
    depth: &'w Cell<usize>,
    found: Vec<(usize, Cause)>,
}

impl Walk<'_> {
    fn open(&mut self, span: Span) -> bool {
        self.depth.set(self.depth.get() + 1);
        let is_too_deep = self.depth.get() > DEEPEST;
        if is_too_deep {
            self.found.push((span.start(), Cause::TooDeep));
        }
        !is_too_deep
    }

    fn close(&self) {
        self.depth.set(self.depth.get().saturating_sub(1));
    }

    fn raw(&self, span: Span, kind: Option<Encoding>) -> Raw<'_> {
        let raw = self.source.get(span.start()..span.end());
        Raw::new_unchecked(raw.unwrap_or_default(), kind, span)
    }

    /// Passes the faults of a text on, and keeps which of them are of a backslash in it.
    fn decode(
        &mut self,
        span: Span,
        kind: Option<Encoding>,
        error: &mut dyn ErrorSink,
        decode: impl Fn(Raw<'_>, &mut dyn ErrorSink),
    ) {
        let mut escapes = Vec::new();
        let raw = self.raw(span, kind);
        let escaped = matches!(kind, Some(Encoding::BasicString | Encoding::MlBasicString));
        decode(raw, &mut |fault: ParseError| {
            let at = fault.unexpected().map(|place| place.start());
            let before = at.and_then(|at| raw.as_str().get(..at.checked_sub(span.start())?));
            if escaped && before.is_some_and(ends_in_escape) {
                escapes.extend(at.map(|at| (at, Cause::Escape)));
            }
            error.report_error(fault);
        });
        self.found.extend(escapes);
    }
}

/// Whether a text ends in a backslash, and in digits for a character at most.
fn ends_in_escape(text: &str) -> bool {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_hexdigit());
    let marked = digits.strip_suffix(['u', 'U', 'x']).unwrap_or(digits);
    text.ends_with('\\') || marked.ends_with('\\')
}

impl EventReceiver for Walk<'_> {
    fn inline_table_open(&mut self, span: Span, _: &mut dyn ErrorSink) -> bool {
        self.open(span)
    }

    fn inline_table_close(&mut self, _: Span, _: &mut dyn ErrorSink) {
        self.close();
    }

    fn array_open(&mut self, span: Span, _: &mut dyn ErrorSink) -> bool {
        self.open(span)
    }

    fn array_close(&mut self, _: Span, _: &mut dyn ErrorSink) {
        self.close();
    }

    fn simple_key(&mut self, span: Span, kind: Option<Encoding>, error: &mut dyn ErrorSink) {
        self.found.push((span.start(), Cause::Repeated));
        self.decode(span, kind, error, |raw, error| {
            raw.decode_key(&mut (), error);
        });
    }

    fn scalar(&mut self, span: Span, kind: Option<Encoding>, error: &mut dyn ErrorSink) {
        self.decode(span, kind, error, |raw, error| {
            let _ = raw.decode_scalar(&mut (), error);
        });
    }

    fn comment(&mut self, span: Span, error: &mut dyn ErrorSink) {
        self.raw(span, None).decode_comment(error);
    }

    fn newline(&mut self, span: Span, error: &mut dyn ErrorSink) {
        self.raw(span, None).decode_newline(error);
    }
}

#[cfg(test)]
mod tests {
    use toml::de::DeTable;

    use super::*;

    #[test]
    fn a_cause_is_told_from_what_stands_there() {
        let deep = format!("a = {}", "[".repeat(DEEPEST + 2));
        let dotted = format!("{}a = 1", "a.".repeat(DEEPEST));
        for (source, cause) in [
            ("a = 1\nrating \"x\"\nb = 2", Cause::NoEquals),
            ("just a line", Cause::NoEquals),
            ("'''\nx\n'''\n", Cause::NoEquals),
            (deep.as_str(), Cause::TooDeep),
            (&dotted, Cause::TooDeep),
            ("a = \"C:\\server\"", Cause::Escape),
            ("a = \"\\u00\"", Cause::Escape),
            ("a = \"\"\"\n\\d\n\"\"\"", Cause::Escape),
            ("a = 1\na = 2", Cause::Repeated),
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
