//! Lines of a page: own words, in which `**` and `*` stand around what is strong or
//! stressed, and people's text between two control characters. `text` is the only way
//! for it in, and shows control characters as visible escapes, so that no text from
//! people can end where it does not.

use std::iter::from_fn;

use crate::model::rating::{Labels, Rating};
use crate::model::tally::Counts;
use crate::report::formats::escape;
use crate::words::{joined_by, stop};

/// "Start of text" and "end of text", which is what ASCII has them for.
const START: char = '\u{2}';
const END: char = '\u{3}';

/// Text from people, as a part of a line; nothing where there is none.
pub(in crate::report) fn text(from_people: &str) -> String {
    let shown = escape::on_one_line(from_people);
    if shown.is_empty() {
        shown
    } else {
        format!("{START}{shown}{END}")
    }
}

/// A part of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::report) enum Run<'a> {
    /// Own words, with their marks.
    Own(&'a str),
    /// From people: harmless on a terminal, but not yet in any other place.
    Said(&'a str),
}

/// The parts of a line, in order.
pub(in crate::report) fn runs(line: &str) -> impl Iterator<Item = Run<'_>> {
    let mut rest = line;
    from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        if let Some(after) = rest.strip_prefix(START) {
            let (said, after) = after.split_once(END).unwrap_or((after, ""));
            rest = after;
            return Some(Run::Said(said));
        }
        let (own, after) = rest.split_at(rest.find(START).unwrap_or(rest.len()));
        rest = after;
        Some(Run::Own(own))
    })
}

/// A line that ends a sentence: with a period, where what people wrote has no mark of its own.
pub(in crate::report) fn ended(line: &str) -> String {
    format!("{line}{}", stop(line.trim_end_matches(END)))
}

/// A line without marks, for the title of a window or of a picture.
pub(in crate::report) fn plain(line: &str) -> String {
    let parts = runs(line).map(|run| match run {
        Run::Own(own) => own.replace('*', ""),
        Run::Said(said) => said.to_owned(),
    });
    parts.collect()
}

/// `5 Strength, 4 OK for Now, 1 unanswered`; what nobody chose is left out, and nothing is said of
/// no answers.
pub(in crate::report) fn counts(counts: &Counts, labels: &Labels) -> Option<String> {
    let unanswered = Some(counts.unanswered).filter(|n| *n > 0);
    let unanswered = unanswered.map(|n| format!("{n} unanswered"));
    let chosen = chosen(counts, &Rating::ALL, labels).into_iter();
    joined_by(chosen.chain(unanswered), ", ")
}

/// How many chose each of these ratings, without those that nobody chose.
pub(in crate::report) fn chosen(
    counts: &Counts,
    ratings: &[Rating],
    labels: &Labels,
) -> Vec<String> {
    let ratings = ratings.iter().filter(|r| counts.of(**r) > 0);
    ratings
        .map(|r| format!("{} {}", counts.of(*r), text(labels.of(*r))))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_wrote_begins_and_ends_where_it_does() {
        let line = format!("**{}** (practice 1){}.", text(" a *b*\n\u{3}c"), text("\t"));
        let parts: Vec<Run<'_>> = runs(&line).collect();
        assert_eq!(
            parts,
            [
                Run::Own("**"),
                Run::Said("a *b* \\u{3}c"),
                Run::Own("** (practice 1).")
            ]
        );
        assert_eq!(plain(&line), "a *b* \\u{3}c (practice 1).");
    }
}
