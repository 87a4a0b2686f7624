//! A rating as form tools write it: the label, with a number before it, a separator behind it,
//! or what it means after a colon.

use crate::import::headings::number;
use crate::model::punctuation::is_unseen;
use crate::model::rating::{Labels, Rating};

/// The rating that a cell has, where only one reading is possible.
#[must_use]
pub(in crate::import) fn rating(labels: &Labels, written: &str) -> Option<Rating> {
    with_words(labels, written).map(|(rating, _)| rating)
}

/// The same with the words that stand behind it.
pub(in crate::import) fn with_words<'t>(
    labels: &Labels,
    written: &'t str,
) -> Option<(Rating, Option<&'t str>)> {
    if let Some(rating) = labels.read(written) {
        return Some((rating, None));
    }
    // Labels can be numbers: no part of "3.0" or "1.5" is another one.
    if number(written).is_some() {
        let written: f64 = written.trim().parse().ok()?;
        let is_it = |r: &Rating| labels.of(*r).parse() == Ok(written);
        return Rating::ALL.into_iter().find(is_it).map(|r| (r, None));
    }
    let bare = trimmed(written);
    let label = trimmed(without_number(bare));
    // A number behind a number is no label, but a range.
    let candidates = if number(label).is_some() {
        [bare; 2]
    } else {
        [label, bare]
    };
    let bare = |text: &str| labels.read(text).map(|rating| (rating, None));
    let read = |text: &'t str| bare(text).or_else(|| with_meaning(labels, text));
    candidates.into_iter().find_map(read)
}

/// The label and what it means: only where nothing behind it is a label as well.
fn with_meaning<'t>(labels: &Labels, text: &'t str) -> Option<(Rating, Option<&'t str>)> {
    let marks = text
        .char_indices()
        .filter(|(_, c)| matches!(c, ':' | '(' | '\u{2013}' | '\u{2014}'));
    let marks = marks.map(|(at, _)| at);
    let dashes = text.match_indices(" - ").map(|(at, _)| at);
    let end = marks.chain(dashes).min()?;
    let rating = labels.read(text[..end].trim())?;
    let meaning = text[end..].to_lowercase();
    let names_another = Rating::ALL.into_iter().any(|r| {
        r != rating && (meaning.contains(&labels.of(r).to_lowercase()) || meaning.contains(r.id()))
    });
    let is_mark = |c: char| c.is_whitespace() || matches!(c, ':' | '-' | '\u{2013}' | '\u{2014}');
    let words = text[end..].trim_matches(is_mark);
    let in_brackets = words.strip_prefix('(').and_then(|w| w.strip_suffix(')'));
    let words = in_brackets
        .filter(|w| !w.contains(['(', ')']))
        .unwrap_or(words)
        .trim();
    let has_words = words.contains(char::is_alphanumeric);
    (!names_another).then_some((rating, Some(words).filter(|_| has_words)))
}

/// Whether somebody's words behind a rating may mean another one: "OK", "no, urgent", "dk".
pub(in crate::import) fn names_another(labels: &Labels, rating: Rating, words: &str) -> bool {
    /// A usual short answer has no more: "I do not know".
    const MOST: usize = 4;
    let is_letter = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '\u{2019}');
    let words: Vec<&str> = words
        .split(|c| !is_letter(c))
        .filter(|w| !w.is_empty())
        .collect();
    let others = Rating::ALL.into_iter().filter(|r| *r != rating);
    // Of a label, a long word at its beginning says as much: "urgent".
    let first = others.map(|r| {
        labels
            .of(r)
            .split(' ')
            .next()
            .unwrap_or_default()
            .to_lowercase()
    });
    let first: Vec<String> = first.filter(|word| word.len() > 5).collect();
    (0..words.len()).any(|at| {
        let mut phrases = (at + 1..=words.len().min(at + MOST)).map(|end| words[at..end].join(" "));
        first.contains(&words[at].to_lowercase())
            || phrases.any(|phrase| labels.read(&phrase).is_some_and(|r| r != rating))
    })
}

/// `4`, `2.0`, `A2`, `(3)`.
pub(in crate::import) fn is_code(text: &str) -> bool {
    text.len() <= 6
        && text.bytes().any(|b| b.is_ascii_digit())
        && text.bytes().filter(u8::is_ascii_alphabetic).count() <= 3
        && !text.contains(char::is_whitespace)
}

fn trimmed(text: &str) -> &str {
    let is_mark = |c: char| {
        c.is_whitespace()
            || is_unseen(c)
            || matches!(
                c,
                ';' | ',' | '.' | '|' | '"' | '*' | '\u{2022}' | '\u{2713}' | '\u{2714}'
            )
    };
    text.trim_matches(is_mark)
}

/// Without `1 - `, `(1) `, `1.` or `1)` in front, or a letter instead of the number.
fn without_number(text: &str) -> &str {
    let open = text.trim_start_matches(['(', '[']);
    let mut rest = open.trim_start_matches(|c: char| c.is_ascii_digit());
    if rest.len() == open.len() {
        rest = open
            .strip_prefix(|c: char| c.is_ascii_alphabetic())
            .unwrap_or(open);
        // A word can be one letter long.
        if !rest.starts_with(['.', ')', ']', ':']) {
            return text;
        }
    }
    if rest.len() == open.len() || open.len() - rest.len() > 2 {
        return text;
    }
    let label = rest.trim_start_matches(|c: char| {
        c.is_whitespace()
            || matches!(
                c,
                ')' | ']' | '-' | '.' | ':' | '=' | '\u{2013}' | '\u{2014}'
            )
    });
    if label.len() == rest.len() {
        text
    } else {
        label
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_read_with_what_a_tool_puts_around_it() {
        let labels = Labels::default();
        for written in [
            "1 - Strength",
            "(5) Strength",
            "5. strength",
            "1= Strength",
            "Strength;",
            "\u{2022} Strength",
            "Strength: our approach is systemic",
            "Strength (our approach is systemic)",
            "Strength - systemic",
            "1) Strength: systemic.",
            "A. Strength",
            "(a) Strength",
            "\u{feff}Strength\u{200b}",
            "1 - \u{200b}Strength",
        ] {
            assert_eq!(
                rating(&labels, written),
                Some(Rating::Strength),
                "{written}"
            );
        }
        for written in [
            "Strength;OK for Now",
            "Strength, OK for Now;",
            "Strength - Unsure",
            "Strength (or urgent gap)",
            "Not a strength",
            "Strength of sorts",
            "1",
            "5 4 Strength",
            "123 - Strength",
            "a Strength",
            "AB. Strength",
            "",
        ] {
            assert_eq!(rating(&labels, written), None, "{written}");
        }
    }

    #[test]
    fn labels_that_are_numbers_are_read_as_numbers() {
        let labels = Labels::new(["4", "3", "2", "1", "0"].map(String::from));
        for (written, label) in [
            ("4", Some("4")),
            ("4.0", Some("4")),
            ("0.0", Some("0")),
            ("3 - often", Some("3")),
            ("4.", Some("4")),
            ("1.5", None),
            ("0,4", None),
            ("4%", None),
            ("40", None),
            ("3-4", None),
            ("3 4", None),
            ("4.0.1", None),
            ("3 - 4", None),
            ("(1) 4", None),
        ] {
            let read = rating(&labels, written).map(|rating| labels.of(rating));
            assert_eq!(read, label, "{written}");
        }
    }
}
