//! File names made from people's names: letters of any script, digits and hyphens,
//! good on Windows, macOS and Linux, and never a way out of the folder.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::model::punctuation::is_unseen;

/// At most so many characters, the number at the end included.
const CHARACTERS: usize = 60;
/// At most so many bytes: 255 is the limit of most systems, and `.toml` and a
/// cloud drive's "(conflicted copy)" come on top.
const BYTES: usize = 200;

/// The name of a file without its extension, from a person's name: lower case, words
/// joined by hyphens. `respondent` where the name holds no letter and no digit.
pub fn stem(name: &str) -> String {
    numbered(&words(name), "")
}

/// A file name without its extension for each of these names, in their order; no two
/// are the same on a system that takes no account of case.
pub fn distinct<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut taken: HashMap<String, u32> = HashMap::new();
    let mut stems = Vec::new();
    for name in names {
        let words = words(name);
        let first = numbered(&words, "");
        let key = clash_key(&first);
        let mut number = taken.get(&key).copied().unwrap_or(0);
        let mut stem = first;
        while taken.contains_key(&clash_key(&stem)) {
            number = number.max(1) + 1;
            stem = numbered(&words, &format!("-{number}"));
        }
        // Where to go on counting when the name comes again.
        taken.insert(key, number);
        taken.entry(clash_key(&stem)).or_insert(0);
        stems.push(stem);
    }
    stems
}

/// What two file names have in common when some system takes them for one: without
/// regard to case and to how accents are composed.
pub fn clash_key(name: &str) -> String {
    // Up and down again, since sharp s and final sigma have no lower case of their own.
    let upper: String = name.nfkc().flat_map(char::to_uppercase).collect();
    upper.chars().flat_map(char::to_lowercase).nfkc().collect()
}

fn words(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let composed: String = name.nfc().collect();
    for c in composed.to_lowercase().nfc() {
        let in_word = out.chars().next_back().is_some_and(|last| last != '-');
        if c.is_alphanumeric() || (in_word && is_combining_mark(c)) {
            out.push(c);
        } else if in_word && !joins(c) {
            out.push('-');
        }
    }
    out.truncate(out.trim_end_matches('-').len());
    out
}

/// What may stand inside a word and parts none: apostrophes and invisible joiners.
fn joins(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}') || is_unseen(c)
}

fn numbered(words: &str, number: &str) -> String {
    let words = match words {
        "" => "respondent",
        words => words,
    };
    let device = if is_device(words) { "-form" } else { "" };
    let room = number.len() + device.len();
    let end = words
        .char_indices()
        .map(|(at, c)| at + c.len_utf8())
        .take(CHARACTERS - room)
        .take_while(|end| end + room <= BYTES)
        .last()
        .unwrap_or(0);
    format!("{}{device}{number}", words[..end].trim_end_matches('-'))
}

/// Names that Windows keeps for devices, whatever their extension.
fn is_device(stem: &str) -> bool {
    let is_digit = |c: char| c.is_ascii_digit() || matches!(c, '\u{b9}' | '\u{b2}' | '\u{b3}');
    let prefixes = ["com", "lpt"].into_iter();
    let mut ports = prefixes.filter_map(|port| stem.strip_prefix(port));
    matches!(stem, "con" | "prn" | "aux" | "nul")
        || ports.any(|number| number.chars().count() == 1 && number.chars().all(is_digit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_file_names() {
        for (name, expected) in [
            ("Maria Alvarez", "maria-alvarez"),
            ("  O\u{2019}Brien,  Pat (Dr.) ", "obrien-pat-dr"),
            ("Jose\u{301} D\u{cd}AZ", "jos\u{e9}-d\u{ed}az"),
            ("\u{738b}\u{5c0f}\u{660e}", "\u{738b}\u{5c0f}\u{660e}"),
            (
                "\u{939}\u{93f}\u{928}\u{94d}\u{926}\u{940}",
                "\u{939}\u{93f}\u{928}\u{94d}\u{926}\u{940}",
            ),
            ("../../etc/passwd", "etc-passwd"),
            ("C:\\Users\\x", "c-users-x"),
            ("...", "respondent"),
            ("\u{1f600}\u{202e}\n", "respondent"),
            ("", "respondent"),
            ("CON", "con-form"),
            ("nul.", "nul-form"),
            ("COM7", "com7-form"),
            ("Lpt\u{b9}", "lpt\u{b9}-form"),
            ("CONIN$", "conin"),
            ("com10", "com10"),
            ("--help", "help"),
            ("a\u{200b}b\tc", "ab-c"),
        ] {
            assert_eq!(stem(name), expected, "{name:?}");
        }
    }

    #[test]
    fn names_that_some_system_takes_for_one_get_numbers() {
        let names = [
            "Ana Diaz",
            "ANA  DIAZ",
            "Ana Diaz 2",
            "ana-diaz",
            "",
            "?",
            "Stra\u{df}e",
            "STRASSE",
        ];
        assert_eq!(
            distinct(names),
            [
                "ana-diaz",
                "ana-diaz-2",
                "ana-diaz-2-2",
                "ana-diaz-3",
                "respondent",
                "respondent-2",
                "stra\u{df}e",
                "strasse-2"
            ]
        );
        let long = "x".repeat(200);
        let stems = distinct([long.as_str(), long.as_str()]);
        assert!(stems[1].ends_with("x-2") && stems[1].len() == CHARACTERS);
    }
}
