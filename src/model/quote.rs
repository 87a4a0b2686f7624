//! Whether a text gives a respondent away by name, with or without accents and hyphens.

use std::collections::{BTreeMap, HashMap, HashSet};

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use crate::model::rating::folded;
use crate::model::response::person::person;
use crate::words::{is_one_of, parts};

/// The names of respondents, to be looked for in texts.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// Whole names by their first word, as words.
    whole: HashMap<String, Vec<Vec<String>>>,
    /// Single words of names, such as a surname.
    words: HashSet<String>,
    /// Whole names by their first letter, of writing that has no spaces between words.
    unspaced: BTreeMap<char, Vec<String>>,
}

/// Whether a word of a name stands in too many texts to say anything: a letter, and of two letters
/// those that are a word of their own or that many names have ("de").
fn is_too_common(word: &str) -> bool {
    const COMMON: &str = "ad, ah, al, am, an, as, at, be, by, da, de, di, do, dr, du, el, ex, go, he, hi, id, if, ii, \
         in, is, it, jr, la, le, lo, me, mr, ms, my, no, of, oh, ok, on, or, pe, so, sr, st, to, up, us, we";
    match word.chars().count() {
        0 | 1 => true,
        2 => is_one_of(word, COMMON),
        _ => false,
    }
}

impl Names {
    /// Names to look for; blank ones name nobody.
    pub fn new<'n>(names: impl Iterator<Item = &'n str>) -> Self {
        let mut found = Self::default();
        for name in names {
            let name = person(name);
            let words: Vec<String> = words(&name).map(plain).collect();
            let Some(first) = words.first() else {
                continue;
            };
            // "O'Neil" may be written "ONeil".
            let joined = name
                .split(' ')
                .map(|part| self::words(part).map(plain).collect());
            let long = words.iter().cloned().chain(joined);
            let long = long.filter(|word: &String| !is_too_common(word));
            found.words.extend(long);
            let alike = found.whole.entry(first.clone()).or_default();
            if !alike.contains(&words) {
                alike.push(words);
            }
            let letters: String = self::words(&name).collect();
            if let Some(first) = letters.chars().next()
                && letters.chars().nth(1).is_some()
                && letters.chars().all(is_unspaced)
            {
                found.unspaced.entry(first).or_default().push(letters);
            }
        }
        found
    }

    /// The words of a text that are a respondent's name: the first of the whole name in any
    /// capitals, or one word of it that is written with a capital. Each once.
    pub fn found_in(&self, text: &str) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        if self.whole.is_empty() {
            return found;
        }
        let mut add = |word: &str| {
            if !found.iter().any(|told| plain(told) == plain(word)) {
                found.push(word.to_owned());
            }
        };
        let written: Vec<&str> = words(text).collect();
        let plain: Vec<String> = written.iter().copied().map(plain).collect();
        let mut at = 0;
        while let Some(word) = plain.get(at) {
            let whole = self.whole.get(word).into_iter().flatten();
            let whole = whole.filter(|name| plain[at..].starts_with(name));
            let whole = whole.map(Vec::len).max();
            let capital = written[at].chars().next().is_some_and(char::is_uppercase);
            if whole.is_some() || capital && self.words.contains(word) {
                add(written[at]);
            }
            at += whole.unwrap_or(1);
        }
        if !self.unspaced.is_empty() {
            let text = folded(text);
            for (at, letter) in text.char_indices() {
                let names = self.unspaced.get(&letter).into_iter().flatten();
                names
                    .filter(|name| text[at..].starts_with(name.as_str()))
                    .for_each(|name| add(name));
            }
        }
        found
    }
}

/// Whether a letter is of writing that puts no spaces between words, or none between a name and
/// what follows it: Thai to Khmer, Japanese, Chinese, Korean.
const fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3005}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    parts(text, |c| !c.is_alphanumeric() && !is_combining_mark(c))
}

/// A word in small letters without accents.
fn plain(word: &str) -> String {
    let word = folded(word);
    word.nfd().filter(|c| !is_combining_mark(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_whole_or_by_a_capital_word() {
        let names = Names::new(
            [
                "Ray Cole",
                "",
                "Jos\u{e9} de la Cruz",
                "Will May",
                "O'Neil, Mary-Jane",
                "Jo Ng",
                "\u{738b}\u{5c0f}\u{660e}",
                "\u{d64d} \u{ae38}\u{b3d9}",
            ]
            .into_iter(),
        );
        for (text, found) in [
            ("Ask Ray, he knows.", &["Ray"][..]),
            ("see ray cole's minutes", &["ray"]),
            ("Mr. Cole's file", &["Cole"]),
            ("JOSE\u{301} said so", &["JOSE\u{301}"]),
            ("Jose said so", &["Jose"]),
            ("Cole-Ray's file", &["Cole", "Ray"]),
            (
                "Ask Ray; Jos\u{e9} and Ray Cole too, or Will.",
                &["Ray", "Jos\u{e9}", "Will"],
            ),
            ("Mary says", &["Mary"]),
            ("Mary-Jane says", &["Mary", "Jane"]),
            ("see mary jane o'neil", &["mary"]),
            ("see ONeil", &["ONeil"]),
            ("Ask Jo or Mr. Ng", &["Jo", "Ng"]),
            ("la joya, de nada: jo", &[]),
            (
                "\u{8bf7}\u{95ee}\u{738b}\u{5c0f}\u{660e}\u{8001}\u{5e08}\u{3002}",
                &["\u{738b}\u{5c0f}\u{660e}"],
            ),
            (
                "\u{d64d}\u{ae38}\u{b3d9}\u{c740}",
                &["\u{d64d}\u{ae38}\u{b3d9}"],
            ),
            ("jane says", &[]),
            ("we will see, it may be so", &[]),
            ("the rays of the sun", &[]),
            ("\u{738b}\u{8001}\u{5e08}", &[]),
            ("de la", &[]),
        ] {
            assert_eq!(names.found_in(text), found, "{text}");
        }
    }
}
