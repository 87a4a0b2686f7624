//! What a quiz says of its questions, in any language: `Punkte - <question>`, `<question> [Puntuación]`.

use std::collections::{HashMap, HashSet};

use crate::import::columns::SeenColumn;
use crate::import::headings::{Own, Questions, Says, plain};

/// Takes columns that repeat other headings, all with the same word, for the tool's own, where none of
/// them has anything but numbers.
pub(super) fn in_other_languages(seen: &mut [SeenColumn], questions: &Questions) {
    let headings: HashSet<String> = seen.iter().map(|s| plain(&s.column.heading)).collect();
    let mut same: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, here) in seen.iter().enumerate() {
        let words = around_a_heading(&here.column.heading, &headings);
        if let Some(words) = words.filter(|words| questions.asked(words).is_none()) {
            same.entry(words).or_default().push(at);
        }
    }
    let is_scored = |at: &usize| seen[*at].holds.filled == 0 || seen[*at].holds.is_coded();
    let scored = same.into_values();
    let scored = scored.filter(|of| of.len() > 1 && of.iter().all(is_scored));
    for at in scored.flatten().collect::<Vec<_>>() {
        seen[at].says = Says::Own(Own::Scored, false);
    }
}

/// What stands before a dash or in brackets at the end, where the rest is another column's heading.
fn around_a_heading(heading: &str, headings: &HashSet<String>) -> Option<String> {
    let dashes = [" - ", " \u{2013} ", " \u{2014} "].into_iter();
    let before = dashes.filter_map(|dash| heading.split_once(dash));
    let behind = heading
        .trim_end_matches(|c: char| c.is_ascii_digit() || c.is_whitespace())
        .strip_suffix([']', ')'])
        .and_then(|open| open.rsplit_once(['[', '(']))
        .map(|(question, words)| (words, question));
    let mut parts = before.chain(behind);
    let (words, _) = parts.find(|(_, question)| {
        let question = plain(question);
        !question.is_empty() && headings.contains(&question)
    })?;
    Some(plain(words))
}
