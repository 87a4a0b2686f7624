//! Words that people type where they have nothing to say yet.

/// Words that stand for nothing, alone.
pub const NOTHING: &[&str] = &[
    "tbd",
    "tba",
    "tbc",
    "na",
    "none",
    "nobody",
    "noone",
    "no one",
    "nothing",
    "nil",
    "null",
    "empty",
    "blank",
    "unknown",
    "not known",
    "todo",
    "to do",
    "to be determined",
    "to be decided",
    "to be announced",
    "to be confirmed",
    "to be defined",
    "to be named",
    "to be assigned",
    "to be filled",
    "not yet known",
    "not yet decided",
    "not yet",
    "not decided",
    "not assigned",
    "unassigned",
    "undecided",
    "pending",
    "open",
    "vacant",
    "later",
    "someone",
    "somebody",
    "anyone",
    "anybody",
    "who",
    "name",
    "owner",
    "x",
    "xx",
    "xxx",
    "placeholder",
    "no owner",
    "no idea",
    "dont know",
    "don't know",
    "nn",
];
/// What "TBD, probably Human Resources" says is still that nobody is.
pub const FIRST: &[&str] = &["tbd", "tba", "tbc"];

/// Whether a text that should name something names nothing: empty, a lone sign such as
/// `?` or `-`, or a word that stands for "later" or "nobody" (TBD, n/a, none, nobody).
#[must_use]
pub fn says_nothing(text: &str) -> bool {
    let plain: String = text
        .to_lowercase()
        .replace('\u{2019}', "'")
        .chars()
        .filter(|c| !matches!(c, '.' | '/'))
        .map(|c| {
            if c.is_alphanumeric() || c == '\'' {
                c
            } else {
                ' '
            }
        })
        .collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    let joined = words.join(" ");
    joined.chars().all(|c| !c.is_alphanumeric())
        || NOTHING.contains(&joined.as_str())
        || words.first().is_some_and(|first| FIRST.contains(first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_names_nobody_is_told_from_a_name() {
        for nothing in [
            "",
            " ",
            "?",
            "???",
            "-",
            "\u{2014}",
            "...",
            "TBD",
            "tbd.",
            "T.B.D.",
            "(tba)",
            "n/a",
            "N.A.",
            "None",
            "nobody",
            "No one",
            "To be determined",
            "xxx",
            "TBD (HR?)",
            "<name>",
            "Don\u{2019}t know",
        ] {
            assert!(says_nothing(nothing), "{nothing}");
        }
        for name in [
            "Director of Student Services",
            "Nan Tbdson",
            "Registrar",
            "M. None-Smith",
            "\u{738b}",
            "4",
            "Team X",
        ] {
            assert!(!says_nothing(name), "{name}");
        }
    }
}
