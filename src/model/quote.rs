//! Whether a text gives a respondent away by name.

use std::collections::HashMap;

use crate::model::rating::folded;

/// The names of respondents, to be looked for in texts.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// Whole names by their first word, as words.
    whole: HashMap<String, Vec<Vec<String>>>,
    /// Single words of names, such as a surname.
    words: HashMap<String, String>,
}

/// Shorter words of a name ("de", "Jo") stand in too many texts to say anything.
const SHORTEST: usize = 3;

impl Names {
    /// Names to look for; blank ones name nobody.
    #[must_use]
    pub fn new<'n>(names: impl Iterator<Item = &'n str>) -> Self {
        let mut found = Self::default();
        for name in names {
            let words: Vec<String> = words(name).map(|w| folded(w).into_owned()).collect();
            let Some(first) = words.first() else {
                continue;
            };
            for word in words.iter().filter(|w| w.chars().count() >= SHORTEST) {
                found.words.insert(word.clone(), name.to_owned());
            }
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
        let plain: Vec<String> = written.iter().map(|w| folded(w).into_owned()).collect();
        for (at, word) in plain.iter().enumerate() {
            let capital = written[at].chars().next().is_some_and(char::is_uppercase);
            if capital && self.words.contains_key(word) {
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
    text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '\u{300}'..='\u{36f}'))
        .filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_whole_or_by_a_capital_word() {
        let names = Names::new(["Ray Cole", "", "Jos\u{e9} de la Cruz", "Will May"].into_iter());
        for (text, found) in [
            ("Ask Ray, he knows.", Some("Ray")),
            ("see ray cole's minutes", Some("ray")),
            ("Mr. Cole's file", Some("Cole")),
            ("JOSE\u{301} said so", Some("JOSE\u{301}")),
            ("we will see, it may be so", None),
            ("the rays of the sun", None),
            ("de la", None),
        ] {
            assert_eq!(names.found_in(text), found, "{text}");
        }
    }
}
