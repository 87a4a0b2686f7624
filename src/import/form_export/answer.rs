//! A rating as form tools write it: the label, with a number before it, a separator behind it,
//! or what it means after a colon.

use crate::import::headings::{number, plain};
use crate::model::each_once::only;
use crate::model::punctuation::is_unseen;
use crate::model::rating::{Labels, Rating};
use crate::words::is_one_of;

/// The rating that a cell has, where only one reading is possible.
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
    let inside = without_signs(bare);
    // A number behind a number is no label, but a range.
    let candidates = if number(label).is_some() {
        [bare, bare, inside]
    } else {
        [label, bare, inside]
    };
    let bare = |text: &str| labels.read(text).map(|rating| (rating, None));
    let read = |text: &'t str| bare(text).or_else(|| with_meaning(labels, text));
    candidates.into_iter().find_map(read)
}

/// The label and what it means: only where nothing behind it is a label as well.
fn with_meaning<'t>(labels: &Labels, text: &'t str) -> Option<(Rating, Option<&'t str>)> {
    let is_mark = |c: char| ":([/|=,.\n\r\u{2013}\u{2014}".contains(c);
    let marks = text.match_indices(is_mark).map(|(at, _)| at);
    let dashes = text.match_indices(" - ").map(|(at, _)| at);
    let end = marks.chain(dashes).min()?;
    let rating = labels.read(text[..end].trim())?;
    let is_part = text[end..].starts_with(['/', '|', '=', ',', '.']);
    if is_part && number(text[..end].trim()).is_some() {
        return None;
    }
    let meaning = text[end..].to_lowercase();
    let own = labels.of(rating).to_lowercase();
    let names_another = Rating::ALL.into_iter().any(|r| {
        let other = labels.of(r).to_lowercase();
        r != rating
            && (meaning.contains(&other) || meaning.contains(r.id()) || other.starts_with(&own))
    });
    let is_mark = |c: char| c.is_whitespace() || ":-/|=,\u{2013}\u{2014}".contains(c);
    let words = text[end..].trim_start_matches('.').trim_matches(is_mark);
    let brackets = [['(', ')'], ['[', ']']].into_iter();
    let mut in_brackets = brackets.filter_map(|[open, close]| {
        let inside = words.strip_prefix(open)?.strip_suffix(close)?;
        (!inside.contains([open, close])).then_some(inside)
    });
    let words = in_brackets.next().unwrap_or(words).trim();
    let has_words = words.contains(char::is_alphanumeric);
    (!names_another).then_some((rating, Some(words).filter(|_| has_words)))
}

/// Whether somebody's words behind a rating may mean another one: "OK", "no, urgent", "dk"; or take a good
/// one back: "not yet".
pub(in crate::import) fn names_another(labels: &Labels, rating: Rating, words: &str) -> bool {
    let first = words.split_whitespace().next().map(plain);
    let is_good = matches!(rating, Rating::Strength | Rating::OkForNow);
    is_good && is_one_of(&first.unwrap_or_default(), TAKES_BACK)
        || labels.name_another(rating, words)
}

/// `4`, `2.0`, `A2`, `(3)`.
pub(in crate::import) fn is_code(text: &str) -> bool {
    text.len() <= 6
        && text.bytes().any(|b| b.is_ascii_digit())
        && text.bytes().filter(u8::is_ascii_alphabetic).count() <= 3
        && !text.contains(char::is_whitespace)
}

/// The only label among the words of a text that doesn't deny it.
pub(in crate::import) fn label_in<'l>(labels: &'l Labels, text: &str) -> Option<&'l str> {
    let words = plain(text);
    let spaced = format!(" {words} ");
    let is_in = |label: &&str| spaced.contains(&format!(" {} ", plain(label)));
    let all = Rating::ALL.map(|rating| labels.of(rating)).into_iter();
    let denies = words.split(' ').any(|word| is_one_of(word, TAKES_BACK));
    only(all.filter(is_in)).filter(|_| !denies)
}

/// Words that say that what they are beside isn't so, or isn't anymore.
const TAKES_BACK: &str = "not, no, never, was, were, wasnt, isnt, arent, formerly, used";

/// Without brackets and quotation marks around it, and pictures such as a star or an arrow; none of which can
/// mean more or less than what is between them, as a plus can.
fn without_signs(text: &str) -> &str {
    let is_sign = |c: char| {
        let means = "\u{bf}\u{ac}\u{b1}\u{d7}\u{f7}\u{2013}\u{2014}\u{2212}\u{2248}\u{2260}\u{2264}\u{2265}\u{2717}\u{2718}\u{274c}";
        c.is_whitespace()
            || "()[]'\"#*".contains(c)
            || !c.is_ascii() && !c.is_alphanumeric() && !means.contains(c)
    };
    let inside = text.trim_matches(is_sign);
    // Of a number, what is around it may be a part.
    let is_word = inside.starts_with(char::is_alphabetic);
    if is_word { inside } else { text }
}

fn trimmed(text: &str) -> &str {
    const MARKS: &str = ";,.|\"*\u{2022}\u{2713}\u{2714}";
    text.trim_matches(|c: char| c.is_whitespace() || is_unseen(c) || MARKS.contains(c))
}

/// Without `1 - `, `(1) `, `1.` or `1)` in front, or a letter instead of the number.
fn without_number(text: &str) -> &str {
    let open = text.trim_start_matches(['(', '[', '#']);
    let mut rest = open.trim_start_matches(|c: char| c.is_ascii_digit());
    if rest.len() == open.len() {
        rest = open
            .strip_prefix(|c: char| c.is_ascii_alphabetic())
            .unwrap_or(open);
        // A word can be one letter long.
        if !rest.starts_with(['.', ')', ']', ':']) && !rest.starts_with(" - ") {
            return text;
        }
    }
    if rest.len() == open.len() || open.len() - rest.len() > 2 {
        return text;
    }
    let is_mark = |c: char| c.is_whitespace() || ")]-.:=\u{2013}\u{2014}".contains(c);
    let label = rest.trim_start_matches(is_mark);
    let in_brackets = label.strip_prefix('(').and_then(|l| l.strip_suffix(')'));
    match label.len() == rest.len() {
        true => text,
        false => in_brackets.unwrap_or(label),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_read_with_what_a_tool_puts_around_it() {
        let labels = Labels::default();
        let all = "1 - Strength & (5) Strength & 5. strength & 1= Strength & Strength; & \
             \u{2022} Strength & Strength: our approach is systemic & \
             Strength (our approach is systemic) & Strength - systemic & 1) Strength: systemic. & \
             A. Strength & (a) Strength & \u{feff}Strength\u{200b} & 1 - \u{200b}Strength & \
             Strength / Fortaleza & Strength\nFortaleza & Strength = 5 & 5 (Strength) & \
             #5 Strength & [Strength] & \u{201c}Strength\u{201d} & \u{2192} Strength & \
             S - Strength & Strength, in place and working";
        for written in all.split(" & ") {
            let read = rating(&labels, written);
            assert_eq!(read, Some(Rating::Strength), "{written}");
        }
        let none = "Strength;OK for Now & Strength, OK for Now; & Strength - Unsure & \
             Strength (or urgent gap) & Not a strength & Strength of sorts & 1 & 5 4 Strength & \
             123 - Strength & a Strength & AB. Strength & Strength? & Strength+ & \
             \u{2260} Strength & Strength / OK for Now & Fortaleza / Strength & ";
        for written in none.split(" & ") {
            assert_eq!(rating(&labels, written), None, "{written}");
        }
    }

    #[test]
    fn labels_that_are_numbers_are_read_as_numbers() {
        let labels = Labels::new(["4", "3", "2", "1", "0"].map(String::from));
        let all = [
            ("4", "4 & 4.0 & 4."),
            ("0", "0.0"),
            ("3", "3 - often"),
            (
                "",
                "1.5 & 0,4 & 4% & 40 & 3-4 & 3 4 & 4.0.1 & 3 - 4 & (1) 4 & [4] & 4, 3",
            ),
        ];
        for (label, all) in all {
            for written in all.split(" & ") {
                let read = rating(&labels, written).map_or("", |rating| labels.of(rating));
                assert_eq!(read, label, "{written}");
            }
        }
    }
}
