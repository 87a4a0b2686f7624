//! The words of a heading, without regard to how it is written, and the number that it begins
//! with. What they mean is in `headings`.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::model::punctuation::{is_apostrophe, is_unseen};
use crate::words::is_one_of;

/// Words without regard to case, punctuation and blank space: `review of data`.
pub(in crate::import) fn plain(text: &str) -> String {
    if text.is_ascii() {
        // Nothing in it is composed.
        return plain_of(text.len(), text.chars().map(|c| c.to_ascii_lowercase()));
    }
    plain_of(text.len(), text.nfkc().flat_map(char::to_lowercase))
}

/// A heading without what explains it in brackets: "Your name (leave empty to stay anonymous)".
pub(in crate::import) fn without_explanation(heading: &str) -> &str {
    let explained = heading.find('(').filter(|at| *at > 0);
    explained.map_or(heading, |at| &heading[..at])
}

/// A heading without the number that a tool puts behind what it has had before.
pub(in crate::import) fn without_counter(heading: &str) -> &str {
    let bare = heading.trim_end_matches(|c: char| c.is_ascii_digit());
    bare.trim_end()
}

/// The letters alone of plain words: they are the same however a tool counts a heading.
pub(in crate::import) fn uncounted(mut words: String) -> String {
    words.retain(|c| !c.is_ascii_digit() && c != ' ');
    words
}

fn plain_of(length: usize, lower: impl Iterator<Item = char>) -> String {
    let mut out = String::with_capacity(length);
    for c in lower {
        if c.is_alphanumeric() || is_combining_mark(c) {
            out.push(c);
        } else if !(is_apostrophe(c) || is_unseen(c) || out.ends_with(' ') || out.is_empty()) {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// A heading as words, and the number that it begins with.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::import) struct Words {
    /// All of it.
    pub(in crate::import) all: String,
    /// Without the number.
    pub(in crate::import) rest: String,
    /// Of `1.`, `Q1`, `Question 1:` or `1 of 25.`.
    pub(in crate::import) number: Option<usize>,
}

impl Words {
    pub(in crate::import) fn of(text: &str) -> Self {
        let all = plain(text);
        let found = numbered(&all);
        let rest = found.map_or(&*all, |(_, rest)| rest).to_owned();
        let number = found.map(|(number, _)| number);
        Self { all, rest, number }
    }
}

/// The number at the start of plain words, and what follows it.
fn numbered(words: &str) -> Option<(usize, &str)> {
    const BEFORE: &str = "question, practice, item, number, no, nr, q, statement";
    let (first, rest) = words.split_once(' ').unwrap_or((words, ""));
    let digits = first.strip_prefix('q').unwrap_or(first);
    let (digits, rest) = if is_one_of(first, BEFORE) {
        rest.split_once(' ').unwrap_or((rest, ""))
    } else {
        (digits, rest)
    };
    if digits.is_empty() || digits.len() > 4 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let behind_count = rest.strip_prefix("of ").and_then(|after| {
        let (count, rest) = after.split_once(' ').unwrap_or((after, ""));
        count.bytes().all(|b| b.is_ascii_digit()).then_some(rest)
    });
    Some((digits.parse().ok()?, behind_count.unwrap_or(rest)))
}
