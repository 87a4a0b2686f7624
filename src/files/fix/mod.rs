//! Fixes what has one safe reading: how a file was saved, curly quotes, unusual spaces, and dashes where plain
//! ones belong, the capitals of a key, the spelling of a rating. Never a person's words, and never a guess. Pure: what
//! was changed comes back next to the new bytes, and nothing is written.

mod curly;
mod key;
mod rating;
mod space;

use crate::files::content::Kind;
use crate::files::read::read;
use crate::model::rubric::Rubric;
use crate::problem::{Code, Fix, Problem};
use crate::text::Text;
use crate::toml::decode::{Decoded, Saved, decode, is_plausible, unmarked_utf16, with_line_feeds};
use crate::toml::other_formats::{MARK, without_mark};
use crate::toml::quoted::strings;

/// A file as it should have been saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FixedFile {
    /// UTF-8, with a byte-order mark if it had one.
    pub bytes: Vec<u8>,
    /// What is different, in the order of the file.
    pub changes: Vec<Fix>,
}

/// What can be fixed in the bytes of a file; `None` where nothing can, or the file is none
/// of the kinds that are known here. What is fixed stays so: a second time there is nothing.
#[must_use]
pub fn fix(bytes: &[u8], rubric: &Rubric) -> Option<FixedFile> {
    let (mut text, mut changes) = saved_well(bytes)?;
    // What is fixed in a section can show what is wrong in the next; a form has so many at most.
    const MOST_TURNS: usize = 200;
    for _ in 0..MOST_TURNS {
        let known = changes.len();
        for fix in [key::fix, space::fix, curly::fix] {
            if let Some((fixed, lines)) = fix(&text) {
                text = fixed;
                changes.extend(lines);
            }
        }
        if changes.len() == known {
            break;
        }
    }
    let kind = read(text.as_bytes(), rubric).kind?;
    if let Some(key) = rating_key(kind)
        && let Some((fixed, lines)) = rating::fix(&text, key, rubric)
    {
        text = fixed;
        changes.extend(lines);
    }
    let is_marked = bytes.starts_with(MARK);
    let mark = if is_marked { MARK } else { &[] };
    let bytes = [mark, text.as_bytes()].concat();
    (!changes.is_empty()).then(|| FixedFile {
        bytes,
        changes: in_order(changes),
    })
}

/// Puts what fixes a file with what is wrong in it: each change with the problem of its line, or the
/// last above it that may be fixed, or the first; all with how it was saved, where that is
/// fixed too.
pub fn add_fixes(problems: &mut [Problem], bytes: &[u8], rubric: &Rubric) {
    let mut fixable: Vec<(&mut Problem, Vec<Fix>)> = problems
        .iter_mut()
        .filter(|problem| may_be_fixed(problem.code))
        .map(|problem| (problem, Vec::new()))
        .collect();
    if fixable.is_empty() {
        return;
    }
    let changes = fix(bytes, rubric).map_or_else(Vec::new, |fixed| fixed.changes);
    // Lines of a file that was saved another way aren't what somebody sees in it.
    let as_a_whole = changes.iter().any(|change| matches!(change, Fix::Whole(_)));
    for change in changes {
        let line = line_of_change(&change);
        let line_of = |problem: &Problem| problem.place.as_ref().map_or(0, |place| place.line);
        // What is said once of several lines is said of quotation marks.
        let said_once = |problem: &Problem| matches!(problem.code, Code::CurlyQuotes);
        let place = |wanted: &dyn Fn(&Problem) -> bool| {
            fixable.iter().rposition(|(problem, _)| wanted(problem))
        };
        let at = if as_a_whole {
            place(&|problem| problem.code == Code::Encoding)
        } else {
            place(&|problem| line_of(problem) == line)
                .or_else(|| place(&|problem| line_of(problem) < line && said_once(problem)))
                .or_else(|| place(&|problem| line_of(problem) < line))
        };
        let at = at.unwrap_or(0);
        fixable[at].1.push(change);
    }
    for (problem, changes) in fixable {
        problem.fix = (!changes.is_empty()).then(|| changes.into());
    }
}

/// From 1; 0 for the whole file.
const fn line_of_change(change: &Fix) -> usize {
    match change {
        Fix::Whole(_) => 0,
        Fix::Line { line, .. } => *line,
    }
}

/// Whether this kind of problem may be one that is fixed.
const fn may_be_fixed(code: Code) -> bool {
    matches!(
        code,
        Code::Encoding
            | Code::CurlyQuotes
            | Code::UnclosedQuote
            | Code::Syntax
            | Code::UnknownRating
            | Code::NotText
            | Code::UnknownKey
    )
}

/// Where people type a rating in a file of this kind.
const fn rating_key(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Response => Some("rating"),
        Kind::TeamAssessment => Some("agreed"),
        Kind::Plan | Kind::Rubric => None,
    }
}

/// The text of a file without a byte-order mark, and what that changes; `None` where
/// no one can be sure of the letters.
fn saved_well(bytes: &[u8]) -> Option<(String, Vec<Fix>)> {
    let decoded = match decode(bytes) {
        Ok(decoded) => decoded,
        Err(_) => {
            let text = unmarked_utf16(bytes)?;
            let change =
                Fix::Whole("encoding: changed to UTF-8 from UTF-16 without a byte-order mark");
            return Some((text, vec![change]));
        }
    };
    let changes = how_it_was_saved(bytes, &decoded)?;
    let text = decoded.text.into_string();
    // Programs that put a second mark in front of the first leave it in the text.
    let unmarked = text.trim_start_matches('\u{feff}');
    Some((unmarked.to_owned(), changes))
}

fn how_it_was_saved(bytes: &[u8], decoded: &Decoded) -> Option<Vec<Fix>> {
    let text = decoded.text.as_str();
    let mut changes = Vec::new();
    match decoded.encoding {
        Saved::Utf16 => changes.push(Fix::Whole("encoding: changed from UTF-16 to UTF-8")),
        Saved::Windows1252 => {
            // Letters of two kinds have two readings, and odd ones were something else.
            if !is_plausible(text) || has_letters_of_utf8(bytes) {
                return None;
            }
            changes.push(Fix::Whole(
                "encoding: changed from Windows-1252 to UTF-8. Check that these letters are right",
            ));
            changes.extend(letters(bytes, text));
        }
        Saved::Utf8 => {}
    }
    if text.starts_with('\u{feff}') && decoded.encoding != Saved::Utf16 {
        changes.push(Fix::Whole(
            "start of the file: removed the second byte-order mark",
        ));
    }
    if decoded.old_mac {
        changes.push(Fix::Whole(
            "line endings: changed from old Mac (CR) to the usual (LF)",
        ));
    }
    Some(changes)
}

fn has_letters_of_utf8(bytes: &[u8]) -> bool {
    let mut chunks = without_mark(bytes).utf8_chunks();
    chunks.any(|chunk| !chunk.valid().is_ascii())
}

/// The lines of a text whose letters were saved with one byte each, with those bytes as `\xE9`.
fn letters(bytes: &[u8], text: &str) -> Vec<Fix> {
    let mut before = String::with_capacity(bytes.len() + 64);
    for chunk in without_mark(bytes).utf8_chunks() {
        before.push_str(chunk.valid());
        for byte in chunk.invalid() {
            before.push_str(&format!("\\x{byte:02X}"));
        }
    }
    let before = with_line_feeds(&before);
    let lines = before.split('\n').zip(text.split('\n')).enumerate();
    lines
        .filter(|(_, (before, after))| before != after)
        .map(|(at, (before, after))| Fix::Line {
            line: at + 1,
            before: before.trim_end_matches('\r').to_owned(),
            after: after.trim_end_matches('\r').to_owned(),
        })
        .collect()
}

/// What concerns the whole file first, then line by line; all that changes in a line is one
/// change.
fn in_order(mut changes: Vec<Fix>) -> Vec<Fix> {
    changes.sort_by_key(line_of_change);
    let mut out: Vec<Fix> = Vec::with_capacity(changes.len());
    for change in changes {
        match (out.last_mut(), change) {
            (
                Some(Fix::Line {
                    line: same, after, ..
                }),
                Fix::Line {
                    line, after: last, ..
                },
            ) if *same == line => *after = last,
            (_, change) => out.push(change),
        }
    }
    out
}

/// Whether a byte of this is in a text between quotes.
fn in_texts(source: &str) -> impl Fn(usize) -> bool {
    let texts = strings(source);
    move |at| {
        let text = texts.get(texts.partition_point(|text| text.span.end <= at));
        text.is_some_and(|text| text.span.start <= at)
    }
}

/// A text with some of its lines written again, each given by its number from 0.
fn with_lines(text: &Text, edits: Vec<(usize, String)>) -> Option<(String, Vec<Fix>)> {
    if edits.is_empty() {
        return None;
    }
    let source = text.as_str();
    let mut out = String::with_capacity(source.len() + 64);
    let mut changes = Vec::new();
    let mut done = 0;
    for (line, after) in edits {
        let range = text.line_range(line);
        out.push_str(&source[done..range.start]);
        out.push_str(&after);
        done = range.end;
        changes.push(Fix::Line {
            line: line + 1,
            before: source[range].to_owned(),
            after,
        });
    }
    out.push_str(&source[done..]);
    Some((out, changes))
}

#[cfg(test)]
mod tests;
