//! Text from people, made harmless for the place it goes to: one function an exit.

use std::borrow::Cow;
use std::fmt::Write as _;

/// For a terminal: C0, DEL, C1, every bidirectional control and the Unicode line
/// and paragraph separators become visible escapes such as `\u{1b}`. Letters of all
/// scripts stay as they are.
#[must_use]
pub fn terminal(text: &str) -> Cow<'_, str> {
    visible(text, |_| false)
}

/// As [`terminal`], for a text of several lines: line feeds stay.
#[must_use]
pub fn terminal_lines(text: &str) -> Cow<'_, str> {
    visible(text, |c| c == '\n')
}

/// As [`terminal_lines`], for a text that the program itself has styled around what
/// a person typed: line feeds and styles (`ESC [ digits m`) stay.
#[must_use]
pub fn terminal_styled(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("\u{1b}[") {
        out.push_str(&terminal_lines(&rest[..at]));
        let after = &rest[at + 2..];
        let digits = after
            .bytes()
            .take_while(|b| b.is_ascii_digit() || *b == b';')
            .count();
        if after[digits..].starts_with('m') {
            out.push_str(&rest[at..at + 2 + digits + 1]);
            rest = &after[digits + 1..];
        } else {
            out.push_str("\\u{1b}[");
            rest = after;
        }
    }
    out.push_str(&terminal_lines(rest));
    out
}

fn visible(text: &str, keep: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.chars().any(|c| acts(c) && !keep(c)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if acts(c) && !keep(c) {
            let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// Whether a character acts on what shows it instead of being shown.
#[must_use]
pub fn acts(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
}
