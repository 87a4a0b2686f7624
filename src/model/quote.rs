//! Whether a text gives a respondent away by name, with or without accents and hyphens.

use std::collections::{HashMap, HashSet};

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use crate::model::rating::folded;
use crate::model::response::person::person;

/// The names of respondents, to be looked for in texts.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// Whole names by their first word, as words.
    whole: HashMap<String, Vec<Vec<String>>>,
    /// Single words of names, such as a surname.
    words: HashSet<String>,
}

/// Shorter words of a name ("de", "Jo") stand in too many texts to say anything.
const SHORTEST: usize = 3;

impl Names {
    /// Names to look for; blank ones name nobody.
    #[must_use]
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
            let long = long.filter(|w: &String| w.chars().count() >= SHORTEST);
            found.words.extend(long);
            let alike = found.whole.entry(first.clone()).or_default();
            if !alike.contains(&words) {
                alike.push(words);
            }
        }
        found
    }

    /// The words of a text that are a respondent's name: the whole of it in any
    /// capitals, or one word of it that is written with a capital.
    #[must_use]
    pub fn found_in<'t>(&self, text: &'t str) -> Option<&'t str> {
        if self.whole.is_empty() {
            return None;
        }
        let written: Vec<&str> = words(text).collect();
        let plain: Vec<String> = written.iter().copied().map(plain).collect();
        for (at, word) in plain.iter().enumerate() {
            let capital = written[at].chars().next().is_some_and(char::is_uppercase);
            if capital && self.words.contains(word) {
                return Some(written[at]);
            }
            let whole = self.whole.get(word).into_iter().flatten();
            for name in whole {
                if plain[at..].starts_with(name) {
                    return Some(written[at]);
                }
            }
        }
        None
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && !is_combining_mark(c))
        .filter(|word| !word.is_empty())
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
            ]
            .into_iter(),
        );
        for (text, found) in [
            ("Ask Ray, he knows.", Some("Ray")),
            ("see ray cole's minutes", Some("ray")),
            ("Mr. Cole's file", Some("Cole")),
            ("JOSE\u{301} said so", Some("JOSE\u{301}")),
            ("Jose said so", Some("Jose")),
            ("Cole-Ray's file", Some("Cole")),
            ("Mary says", Some("Mary")),
            ("Mary-Jane says", Some("Mary")),
            ("see mary jane o'neil", Some("mary")),
            ("see ONeil", Some("ONeil")),
            ("jane says", None),
            ("we will see, it may be so", None),
            ("the rays of the sun", None),
            ("de la", None),
        ] {
            assert_eq!(names.found_in(text), found, "{text}");
        }
    }
}
