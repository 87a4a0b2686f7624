//! The pieces of a TOML file that is written for people: strings and comments that
//! are right and legible whatever text goes into them.

use std::fmt::Write as _;

use textwrap::{Options, WordSplitter, WrapAlgorithm};

use crate::model::punctuation::acts;
use crate::text::{on_one_line, with_any_ends_plain};

/// No comment is wider than this, in columns.
pub const WIDTH: usize = 76;

/// A text as a one-line TOML string, quotes included. What could not be seen in an
/// editor, or would act on it, is written as an escape.
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for (at, c) in text.char_indices() {
        match c {
            '#' if begins_command(&text[at..]) => out.push_str("\\u0023"),
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if acts(c) => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A text on one line, without what is hidden.
pub fn plain(text: &str) -> String {
    on_one_line(&text.replace(acts, " "))
}

/// A paragraph of comment lines; `lead` goes before the first and is left free before
/// the others. None at all when the text is blank.
pub fn comment(out: &mut String, lead: &str, text: &str) {
    let text = plain(text);
    if text.is_empty() {
        return;
    }
    let text = harmless(&text);
    let first = format!("# {lead}");
    let next = format!("# {}", " ".repeat(lead.len()));
    let options = Options::new(WIDTH)
        .initial_indent(&first)
        .subsequent_indent(&next)
        .wrap_algorithm(WrapAlgorithm::FirstFit)
        .word_splitter(WordSplitter::NoHyphenation);
    for line in textwrap::wrap(&text, options) {
        out.push_str(line.trim_end());
        out.push('\n');
    }
}

/// A comment line with nothing on it.
pub fn empty_comment(out: &mut String) {
    out.push_str("#\n");
}

/// Whether a text cannot stand as it is between three plain quotes: for what ends them, what
/// nobody sees, and what looks as if the quotes had swallowed another part of a form.
pub(crate) fn needs_escapes(text: &str) -> bool {
    let hides = |c: char| acts(c) && !matches!(c, '\n' | '\t');
    let misleads = |line: &str| is_misleading(line) || is_command(line);
    let mut hashes = text.match_indices("##");
    text.contains("'''")
        || text.contains(hides)
        || text.lines().any(misleads)
        || hashes.any(|(at, _)| begins_command(&text[at..]))
}

/// Whether a line looks like a heading, or like the mark that a merge left behind.
fn is_misleading(line: &str) -> bool {
    let line = line.trim_start_matches([' ', '\t']);
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
    let name = line.trim_start_matches('[');
    let close = name.trim_start_matches(is_name);
    let rest = close.trim_start_matches(']');
    let is_heading =
        name.len() < line.len() && close.len() < name.len() && rest.len() < close.len();
    let rest = rest.trim_start_matches([' ', '\t']);
    line.starts_with("<<<<<<<") || is_heading && (rest.is_empty() || rest.starts_with('#'))
}

/// Whether a line is a command in the log of a CI run.
pub(crate) fn is_command(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("::") || begins_command(line)
}

/// Whether this begins with what is a command wherever it is in a line of such a log: `##[` or,
/// as on other services, `##vso[`.
fn begins_command(text: &str) -> bool {
    text.strip_prefix("##").is_some_and(|rest| {
        let after = rest.trim_start_matches('#');
        let after = after.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        after.starts_with('[')
    })
}

/// A text for a comment, which has no escapes: the signs of such a command apart.
fn harmless(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        out.push(c);
        if c == '#' && begins_command(&text[at..]) {
            out.push(' ');
        }
    }
    out
}

/// A key and a text, as [`lines_of_text`].
pub(crate) fn several_lines(out: &mut String, key: &str, text: &str) {
    let _ = writeln!(out, "{key} = {}", lines_of_text(text));
}

/// A text between three plain quotes, in which Enter, quotes and backslashes do no harm; as a
/// one-line string where the text can't be written so.
pub(crate) fn lines_of_text(text: &str) -> String {
    let text = with_any_ends_plain(text);
    if needs_escapes(&text) {
        return quoted(&text);
    }
    let end = if text.is_empty() { "" } else { "\n" };
    format!("'''\n{text}{end}'''")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_an_escape() {
        assert_eq!(
            quoted("a\"\\\t\r\n\u{0}\u{9b}\u{202e}\u{200f}\u{e9}"),
            r#""a\"\\\t\u000D\n\u0000\u009B\u202E\u200F\u{e9}""#.replace("\\u{e9}", "\u{e9}")
        );
    }

    #[test]
    fn no_line_has_a_command_for_a_log() {
        for (text, written) in [
            ("see ##vso[task.x]y", r#""see \u0023#vso[task.x]y""#),
            ("a\n ##[group]z", r#""a\n \u0023#[group]z""#),
            ("###[x", r#""\u0023\u0023#[x""#),
            ("## 1 [x]", "'''\n## 1 [x]\n'''"),
        ] {
            assert_eq!(lines_of_text(text), written);
            let read: toml::Table = format!("k = {written}").parse().unwrap();
            assert_eq!(read["k"].as_str().unwrap().trim(), text);
            let mut out = String::new();
            comment(&mut out, "", text);
            assert!(
                out.match_indices('#')
                    .all(|(at, _)| !begins_command(&out[at..])),
                "{out}"
            );
        }
    }

    #[test]
    fn a_comment_stays_one() {
        let mut out = String::new();
        comment(
            &mut out,
            "1. ",
            &format!("a\r\nb = 1\u{7}\u{2028}c {}", "word ".repeat(20)),
        );
        assert!(out.starts_with("# 1. a b = 1 c word"));
        assert!(
            out.lines()
                .skip(1)
                .all(|line| line.starts_with("#    word"))
        );
        comment(&mut out, "", "x");
        assert!(out.ends_with("\n# x\n"));
    }
}
