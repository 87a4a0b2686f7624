//! The spelling of a rating, where only one can be meant.

use std::cell::OnceCell;

use strsim::damerau_levenshtein;
use toml::de::DeValue;

use crate::files::fix::{Fix, with_lines};
use crate::model::punctuation::is_unseen;
use crate::model::rating::{Labels, Rating};
use crate::model::rubric::Rubric;
use crate::text::Text;
use crate::toml::document::parse_to_end;
use crate::toml::quoted::is_curly;
use crate::toml::writing::quoted;

/// A text with the ratings of its practices spelled as the rubric does, and what that
/// changes; `None` where nothing does.
pub(super) fn fix(source: &str, key: &str, rubric: &Rubric) -> Option<(String, Vec<Fix>)> {
    let text = Text::new(source.to_owned());
    let spare = OnceCell::new();
    let document = parse_to_end(&text, source, &spare);
    // Behind a quote that is not closed nothing means what it seems to.
    let end = document.faults.stop.unwrap_or(source.len());
    let mut edits = Vec::new();
    for practice in rubric.practices() {
        let value = practice.id.split_once('.').and_then(|(ingredient, id)| {
            let ingredient = document.root.get(ingredient)?.get_ref().as_table()?;
            ingredient.get(id)?.get_ref().as_table()?.get(key)
        });
        let Some(value) = value else {
            continue;
        };
        let mut span = value.span();
        let line = text.line_of(span.start);
        let range = text.line_range(line);
        let rating = match value.get_ref() {
            DeValue::String(written) if source[span.clone()].starts_with(['"', '\'']) => {
                only_reading(written, &rubric.labels)
            }
            // A word or words without quotation marks, up to the end of the line.
            _ if span.start < range.end => {
                let rest = &source[span.start..range.end];
                let written = rest.split('#').next().unwrap_or(rest).trim_end();
                span = span.start..span.start + written.len();
                let read = rubric.labels.read(written);
                read.or_else(|| only_reading(written, &rubric.labels))
                    .filter(|_| written.starts_with(char::is_alphabetic))
            }
            _ => None,
        };
        let Some(rating) = rating.filter(|_| span.end <= end.min(range.end)) else {
            continue;
        };
        let label = quoted(rubric.labels.of(rating));
        let [before, behind] = [range.start..span.start, span.end..range.end].map(|r| &source[r]);
        edits.push((line, format!("{before}{label}{behind}")));
    }
    edits.sort_by_key(|(line, _)| *line);
    edits.dedup_by_key(|(line, _)| *line);
    with_lines(&text, edits)
}

/// The rating that a misspelt one can only be: a letter or two apart from it, and well
/// apart from the other four. Marks that say something, such as a question mark or a
/// number, are no slips.
fn only_reading(written: &str, labels: &Labels) -> Option<Rating> {
    if written.trim().is_empty() || written.len() > 100 || labels.read(written).is_some() {
        return None;
    }
    let bare = written.trim_matches(is_wrapping);
    if let Some(rating) = labels.read(bare) {
        return Some(rating);
    }
    let written = letters(bare)?;
    let nearest = |rating: Rating| {
        let names = [rating.id(), labels.of(rating)].map(|name| letters(name).unwrap_or_default());
        let distances = names.map(|name| (damerau_levenshtein(&written, &name), name));
        distances.into_iter().min().unwrap_or_default()
    };
    let mut all = Rating::ALL.map(|rating| (nearest(rating), rating));
    all.sort_unstable();
    let [((first, name), rating), ((second, _), _), ..] = &all;
    (is_slip(&written, name, *first) && *second > first + SLIPS).then_some(*rating)
}

/// At most so many letters of a word are slips.
const SLIPS: usize = 2;

/// Whether so many letters that differ are a slip: fewer in a short word, and none that
/// stands in front of it ("inactive" is not "active").
fn is_slip(written: &str, name: &str, distance: usize) -> bool {
    let [length, of] = [written, name].map(|text| text.chars().count());
    let most = match of {
        0..4 => 0,
        4..8 => 1,
        _ => SLIPS,
    };
    let other_start = length != of && written.chars().next() != name.chars().next();
    distance <= most && !other_start
}

/// What stands around a rating and says nothing.
fn is_wrapping(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '"' | '\'' | '.' | ',' | ';' | ':' | '*')
        || is_curly(c)
        || is_unseen(c)
}

/// The letters of a word or words, small; `None` where there is more than letters and
/// what stands between words.
fn letters(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_alphabetic() {
            out.extend(c.to_lowercase());
        } else if !(c.is_whitespace() || matches!(c, '-' | '_' | '\'') || is_unseen(c)) {
            return None;
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_has_one_reading() {
        let labels = Labels::default();
        for (written, rating) in [
            ("Stength", Rating::Strength),
            ("Strenght", Rating::Strength),
            ("strengths", Rating::Strength),
            ("\u{405}trength", Rating::Strength),
            ("Stre\u{200b}ngth", Rating::Strength),
            ("\u{201c}Strength\u{201d}", Rating::Strength),
            ("Strength.", Rating::Strength),
            ("okfornow", Rating::OkForNow),
            ("OK for  noww", Rating::OkForNow),
            ("could be beter", Rating::CouldBeBetter),
            ("Urgnet Gap", Rating::UrgentGap),
            ("Unsrue", Rating::Unsure),
        ] {
            assert_eq!(only_reading(written, &labels), Some(rating), "{written}");
        }
    }

    #[test]
    fn what_may_say_something_else_is_left() {
        let labels = Labels::default();
        for written in [
            "",
            "n/a",
            "3",
            "OK/Strength",
            "Strength / OK for Now",
            "Strength?",
            "ok",
            "urgent",
            "sure",
            "better",
            "no strength",
            "not ok for now",
            "none",
            "Strength 2",
            "Strength",
            "good",
            "gap",
        ] {
            assert_eq!(only_reading(written, &labels), None, "{written}");
        }
    }

    #[test]
    fn labels_that_are_alike_are_not_told_apart() {
        let labels = Labels::new(
            ["Established", "Establishing", "Active", "Inactive", "No"].map(String::from),
        );
        for written in ["Establishe", "Unestablished", "Inctive", "Nö", "inactiv e!"] {
            let read = only_reading(written, &labels);
            assert!(
                matches!(
                    (written, read),
                    (_, None) | ("Inctive", Some(Rating::UrgentGap))
                ),
                "{written}: {read:?}"
            );
        }
    }
}
