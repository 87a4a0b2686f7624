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
use crate::text::splice::Splice;
use crate::toml::decode::{Decoded, Saved, decode, is_plausible, unmarked_utf16, with_line_feeds};
use crate::toml::other_formats::without_mark;
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
pub fn fix(bytes: &[u8], rubric: &Rubric) -> Option<FixedFile> {
    let (mut text, mut changes) = saved_well(bytes)?;
    // What is fixed in a section can show what is wrong in the next; a form has so many at most.
    const MOST_TURNS: usize = 200;
    for _ in 0..MOST_TURNS {
        let known = changes.len();
        for edits in [key::edits, space::edits, curly::edits] {
            let edits = edits(&text);
            changes.extend(rewrite(&mut text, edits));
        }
        if changes.len() == known {
            break;
        }
    }
    let kind = read(text.as_str().as_bytes(), rubric).kind?;
    if let Some(key) = rating_key(kind) {
        let edits = rating::edits(&text, key, rubric);
        changes.extend(rewrite(&mut text, edits));
    }
    let mark = &bytes[..bytes.len() - without_mark(bytes).len()];
    (!changes.is_empty()).then(|| FixedFile {
        bytes: [mark, text.as_str().as_bytes()].concat(),
        changes: in_order(changes),
    })
}

/// Puts what fixes a file with what is wrong in it: each change with the problem of its line, or the
/// last above it that may be fixed, or the first; all with how it was saved, where that is
/// fixed too.
pub fn add_fixes(problems: &mut [Problem], bytes: &[u8], rubric: &Rubric) {
    let mut fixable: Vec<(&mut Problem, Vec<Fix>)> = problems
        .iter_mut()
        .filter(|problem| FIXABLE.contains(&problem.code))
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
        let nearness = |(problem, _): &(&mut Problem, Vec<Fix>)| {
            let of_problem = problem.place.as_ref().map_or(0, |place| place.line);
            match problem.code {
                code if as_a_whole => usize::from(code == Code::Encoding),
                _ if of_problem == line => 3,
                // What is said once of several lines is said of quotation marks.
                Code::CurlyQuotes if of_problem < line => 2,
                _ => usize::from(of_problem < line),
            }
        };
        let last = (0..fixable.len()).max_by_key(|at| nearness(&fixable[*at]));
        // None of them is near: the first.
        let at = last.filter(|at| nearness(&fixable[*at]) > 0).unwrap_or(0);
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

/// The kinds of problems that may be fixed.
const FIXABLE: [Code; 7] = [
    Code::Encoding,
    Code::CurlyQuotes,
    Code::UnclosedQuote,
    Code::Syntax,
    Code::UnknownRating,
    Code::NotText,
    Code::UnknownKey,
];

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
fn saved_well(bytes: &[u8]) -> Option<(Text, Vec<Fix>)> {
    let Ok(decoded) = decode(bytes) else {
        let what = "encoding: changed to UTF-8 from UTF-16 without a byte-order mark";
        return Some((Text::new(unmarked_utf16(bytes)?), vec![Fix::Whole(what)]));
    };
    let changes = how_it_was_saved(bytes, &decoded)?;
    // Programs that put a second mark in front of the first leave it in the text.
    let unmarked = decoded.text.as_str().trim_start_matches('\u{feff}');
    Some((Text::new(unmarked.to_owned()), changes))
}

fn how_it_was_saved(bytes: &[u8], decoded: &Decoded) -> Option<Vec<Fix>> {
    let text = decoded.text.as_str();
    let mut changes = Vec::new();
    match decoded.encoding {
        Saved::Utf16 => changes.push(Fix::Whole("encoding: changed from UTF-16 to UTF-8")),
        Saved::Windows1252 => {
            // Letters of two kinds have two readings, and odd ones were something else.
            let mut chunks = without_mark(bytes).utf8_chunks();
            if !is_plausible(text) || chunks.any(|chunk| !chunk.valid().is_ascii()) {
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
    let lines = before.split('\n').zip(text.split('\n')).zip(1..);
    let changed = lines.filter(|((before, after), _)| before != after);
    let fixes = changed.map(|((before, after), line)| Fix::Line {
        line,
        before: before.trim_end_matches('\r').to_owned(),
        after: after.trim_end_matches('\r').to_owned(),
    });
    fixes.collect()
}

/// What concerns the whole file first, then line by line; all that changes in a line is one
/// change.
fn in_order(mut changes: Vec<Fix>) -> Vec<Fix> {
    changes.sort_by_key(line_of_change);
    changes.dedup_by(|later, kept| {
        let is_same = line_of_change(later) == line_of_change(kept);
        match (later, kept) {
            (Fix::Line { after: last, .. }, Fix::Line { after, .. }) if is_same => {
                *after = std::mem::take(last);
                true
            }
            _ => false,
        }
    });
    changes
}

/// Whether a byte of this is in a text between quotes.
fn in_texts(source: &str) -> impl Fn(usize) -> bool {
    let texts = strings(source);
    move |at| {
        let text = texts.get(texts.partition_point(|text| text.span.end <= at));
        text.is_some_and(|text| text.span.start <= at)
    }
}

/// A line to be written again: its number from 0, and what it will be.
type Edit = (usize, String);

/// Writes these lines of a text again, and tells what that changes.
fn rewrite(text: &mut Text, edits: Vec<Edit>) -> Vec<Fix> {
    if edits.is_empty() {
        return Vec::new();
    }
    let mut splice = Splice::new(text.as_str());
    let changes = edits.into_iter().map(|(line, after)| {
        let range = text.line_range(line);
        let before = text.as_str()[range.clone()].to_owned();
        splice.replace(range, after.clone());
        let line = line + 1;
        Fix::Line {
            line,
            before,
            after,
        }
    });
    let changes = changes.collect();
    *text = Text::new(splice.apply());
    changes
}

#[cfg(test)]
mod tests;
