//! The spelling of a rating, where only one can be meant.

use std::cell::OnceCell;

use strsim::damerau_levenshtein;
use toml::de::DeValue;

use crate::files::fix::Edit;
use crate::model::punctuation::{is_apostrophe, is_unseen};
use crate::model::rating::{Labels, Rating};
use crate::model::rubric::Rubric;
use crate::text::Text;
use crate::toml::document::parse_to_end;
use crate::toml::quoted::is_curly;
use crate::toml::table::at_path;
use crate::toml::writing::quoted;

/// The lines with ratings of practices that the rubric spells otherwise, spelled as it does.
pub(super) fn edits(text: &Text, key: &str, rubric: &Rubric) -> Vec<Edit> {
    let source = text.as_str();
    let spare = OnceCell::new();
    let document = parse_to_end(text, source, &spare);
    // Behind a quote that is not closed nothing means what it seems to.
    let end = document.faults.stop.unwrap_or(source.len());
    let mut edits = Vec::new();
    for practice in rubric.practices() {
        let Some(value) = at_path(&document.root, &format!("{}.{key}", practice.id)) else {
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
    edits
}

/// The rating that a misspelt one can only be: the same words with a letter or two of them
/// wrong, or the same run together or apart, and well apart from the other four. A word more or another
/// word is no slip, nor are marks that say something, such as a question mark or a number.
fn only_reading(written: &str, labels: &Labels) -> Option<Rating> {
    if written.trim().is_empty() || written.len() > 100 || labels.read(written).is_some() {
        return None;
    }
    let bare = written.trim_matches(is_wrapping);
    if let Some(rating) = labels.read(bare) {
        return Some(rating);
    }
    let written = words(bare)?;
    let mut all = Rating::ALL.map(|rating| {
        let names = [rating.id(), labels.of(rating)].map(|name| words(name).unwrap_or_default());
        let apart = |name: &[String]| damerau_levenshtein(&written.concat(), &name.concat());
        (
            names.map(|name| (apart(&name), name)).into_iter().min(),
            rating,
        )
    });
    all.sort_unstable();
    let [(Some((first, name)), rating), (Some((second, _)), _), ..] = &all else {
        return None;
    };
    (are_meant(&written, name) && *second > first + SLIPS).then_some(*rating)
}

/// At most so many letters are slips.
const SLIPS: usize = 2;

/// Whether these words can only be those: run together or apart, or each the same but for slips.
fn are_meant(written: &[String], name: &[String]) -> bool {
    if written.len() != name.len() {
        // Apart, "not able" would be "notable".
        let denies = written.iter().any(|word| matches!(&**word, "no" | "not"));
        let is_same = without_doubles(&written.concat()) == without_doubles(&name.concat());
        return is_same && (written.len() < name.len() || !denies);
    }
    let pairs = || written.iter().zip(name);
    let distances = pairs().map(|(word, of)| damerau_levenshtein(word, of));
    distances.sum::<usize>() <= SLIPS && pairs().all(|(word, of)| is_slip(word, of))
}

/// Whether a word is another one with slips: fewer in a short one, where "or" and "not" are
/// words too; none that stands in front of it or takes its first letter's place ("inactive" is
/// not "active", "ensure" not "unsure"); and nothing behind it that makes another word of it
/// ("strengthen").
fn is_slip(word: &str, of: &str) -> bool {
    if without_doubles(word) == without_doubles(of) {
        return true;
    }
    if let Some(behind) = word.strip_prefix(of) {
        return behind == "s";
    }
    let most = match of.chars().count() {
        ..3 => 0,
        3..8 => 1,
        _ => SLIPS,
    };
    let [letters, of_letters] = [word, of].map(|word| word.chars().collect::<Vec<_>>());
    let [start, of_start] = [&letters, &of_letters].map(|word| &word[..word.len().min(2)]);
    let looks_alike = letters.first().is_some_and(|c| !c.is_ascii());
    let swapped = start.iter().eq(of_start.iter().rev());
    let same_start = start.first() == of_start.first()
        || letters.len() == of_letters.len() && (looks_alike || swapped);
    // Of three letters two may have changed places.
    let [sorted, of_sorted] = [&letters, &of_letters].map(|word| {
        let mut word = word.clone();
        word.sort_unstable();
        word
    });
    damerau_levenshtein(word, of) <= most
        && same_start
        && (of_letters.len() > 3 || sorted == of_sorted)
}

/// A word in which no letter stands twice in a row.
fn without_doubles(word: &str) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    letters.dedup();
    letters.into_iter().collect()
}

/// What stands around a rating and says nothing.
fn is_wrapping(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '"' | '\'' | '.' | ',' | ';' | ':' | '*')
        || is_curly(c)
        || is_unseen(c)
}

/// The words of a text, small; `None` where there is more than letters, apostrophes, and what
/// stands between words.
fn words(text: &str) -> Option<Vec<String>> {
    let seen: String = text.chars().filter(|c| !is_unseen(*c)).collect();
    let parts = seen.split(|c: char| c.is_whitespace() || matches!(c, '-' | '_'));
    let words = parts.filter(|word| !word.is_empty()).map(|word| {
        let plain = word.replace(is_apostrophe, "'");
        let plain: String = plain.chars().flat_map(char::to_lowercase).collect();
        let is_word = plain.chars().all(|c| c.is_alphabetic() || c == '\'');
        is_word.then_some(plain)
    });
    words.collect()
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
            ("Tsrength", Rating::Strength),
            ("OK fro now", Rating::OkForNow),
            ("couldbe beter", Rating::CouldBeBetter),
            ("urgent-gaps", Rating::UrgentGap),
            ("un sure", Rating::Unsure),
        ] {
            assert_eq!(only_reading(written, &labels), Some(rating), "{written}");
        }
    }

    #[test]
    fn what_may_say_something_else_is_left() {
        let labels = Labels::default();
        let left = "n/a, 3, OK/Strength, Strength / OK for Now, Strength?, ok, urgent, sure, better, \
             no strength, not ok for now, none, Strength 2, Strength, good, gap, \
             Couldn't be better, Couldn\u{2019}t be better, Couldnt be better, \
             Couldn be better, Could not be better, Would be better, Could be better no, \
             Could be better OK, Strength OK, Strength - OK, Strength-DK, Strength no, \
             Strength_or, no strength, Strengthen, Strength's, Urgent Gap no, Urgent gap OK, \
             Not urgent gap, OK not now, OK or now, okornow, OK for no, Ensure, Insure, \
             OK for no w";
        for written in left.split(", ").chain([""]) {
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
