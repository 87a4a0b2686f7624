//! What an unfinished merge of two versions left in a file.

use std::borrow::Cow;

use crate::problem::{Code, MOST_OF_A_FILE, Problem};
use crate::text::Text;
use crate::toml::fault::is_merge_mark;

/// Text with what an unfinished merge left taken out, byte for byte, so that places
/// stay and the rest can be checked: the marks, and the second of the two versions. And a
/// problem for each such spot.
pub fn without_conflicts(text: &Text) -> (Cow<'_, str>, Vec<Problem>) {
    let source = text.as_str();
    if !source.contains("<<<<<<<") {
        return (Cow::Borrowed(source), Vec::new());
    }
    let mut masked = source.as_bytes().to_vec();
    let mut problems = Vec::new();
    // The lines where a conflict and its other versions begin.
    let mut open: Option<(usize, Option<usize>)> = None;
    for line in 0..text.lines() {
        let content = &source[text.line_range(line)];
        if !is_merge_mark(content) {
            continue;
        }
        match (content.as_bytes()[0], open) {
            (b'<', _) => open = Some((line, None)),
            (b'|' | b'=', Some((start, None))) => open = Some((start, Some(line))),
            (b'>', Some((start, Some(other)))) => {
                open = None;
                for hidden in std::iter::once(start).chain(other..=line) {
                    masked[text.line_range(hidden)].fill(b' ');
                }
                if problems.len() < MOST_OF_A_FILE {
                    problems.push(conflict(text, start, line));
                }
            }
            _ => {}
        }
    }
    let masked = String::from_utf8(masked).map_or(Cow::Borrowed(source), Cow::Owned);
    (masked, problems)
}

fn conflict(text: &Text, start: usize, end: usize) -> Problem {
    Problem::new(
        Code::MergeConflict,
        "Two versions of this file were merged, but no one chose which to keep. They differ between these marks.",
        "Put all that you want to keep in one version. Delete the other one and the marked lines.",
    )
    .at(text.place_of_line(start))
    .with(text.place_of_line(end), "up to here")
}
