//! The headings of an export, read as questions: which practice, and whether it asks for
//! the rating or for how we know.

use std::collections::HashMap;

use strsim::sorensen_dice;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::model::rubric::Rubric;

/// From here on two texts are alike.
const ALIKE: f64 = 0.7;
/// From here on they are where the number is the same as well.
const ALIKE_BY_NUMBER: f64 = 0.4;
/// What is longer is not compared letter by letter.
const LONGEST: usize = 2_000;

/// Words without regard to case, punctuation and blank space: `review of data`.
pub(in crate::file) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfkc().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() || is_combining_mark(c) {
            out.push(c);
        } else if !is_inside_word(c) && !out.ends_with(' ') && !out.is_empty() {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Apostrophes, and what nobody sees.
fn is_inside_word(c: char) -> bool {
    matches!(
        c,
        '\'' | '\u{2019}' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}'
    )
}

/// A heading as words, and the number that it begins with.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Words {
    /// All of it.
    pub(super) all: String,
    /// Without the number.
    pub(super) rest: String,
    /// Of `1.`, `Q1`, `Question 1:` or `1 of 25.`.
    pub(super) number: Option<usize>,
}

impl Words {
    pub(super) fn of(text: &str) -> Self {
        let all = plain(text);
        let (number, rest) = match numbered(&all) {
            Some((number, rest)) => (Some(number), rest.to_owned()),
            None => (None, all.clone()),
        };
        Self { all, rest, number }
    }
}

/// The number at the start of plain words, and what follows it.
fn numbered(words: &str) -> Option<(usize, &str)> {
    const BEFORE: [&str; 8] = [
        "question",
        "practice",
        "item",
        "number",
        "no",
        "nr",
        "q",
        "statement",
    ];
    let (first, rest) = words.split_once(' ').unwrap_or((words, ""));
    let digits = first.strip_prefix('q').unwrap_or(first);
    let (digits, rest) = if BEFORE.contains(&first) {
        rest.split_once(' ').unwrap_or((rest, ""))
    } else {
        (digits, rest)
    };
    if digits.is_empty() || digits.len() > 4 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let of = rest.strip_prefix("of ").map(|after| {
        let (count, rest) = after.split_once(' ').unwrap_or((after, ""));
        (count.bytes().all(|b| b.is_ascii_digit()), rest)
    });
    let rest = match of {
        Some((true, rest)) => rest,
        _ => rest,
    };
    Some((digits.parse().ok()?, rest))
}

/// The phrases that ask how we know, as plain words.
const ASKS: [&str; 6] = [
    "how do we know",
    "how do you know",
    "how we know",
    "how you know",
    "how do i know",
    "documentation",
];

/// What a heading says beside asking how we know; none where it does not ask. The digit
/// that a form tool puts behind a title that it has had before stays.
pub(super) fn documentation(heading: &str) -> Option<String> {
    let words = plain(heading);
    let found = ASKS.iter().find_map(|asks| {
        let at = words.find(asks)?;
        let (before, after) = (&words[..at], &words[at + asks.len()..]);
        let whole = before.is_empty() || before.ends_with(' ');
        let ends = after.chars().next().is_none_or(|c| !c.is_alphabetic());
        (whole && ends).then(|| format!("{} {}", before.trim(), after.trim()))
    })?;
    Some(found.trim().to_owned())
}

/// Whether a heading behind a practice's asks for a few words on it.
pub(super) fn asks_in_other_words(heading: &str) -> bool {
    const WORDS: [&str; 14] = [
        "evidence",
        "comment",
        "comments",
        "note",
        "notes",
        "explain",
        "explanation",
        "example",
        "examples",
        "why",
        "reason",
        "reasons",
        "details",
        "know",
    ];
    let words = plain(heading);
    words
        .split(' ')
        .map(|word| word.trim_end_matches(|c: char| c.is_ascii_digit()))
        .any(|word| WORDS.contains(&word))
}

/// The practices of a rubric, by everything that a form may call them.
pub(in crate::file) struct Questions {
    by_words: HashMap<String, Vec<usize>>,
    texts: Vec<[String; 3]>,
}

impl Questions {
    pub(in crate::file) fn new(rubric: &Rubric) -> Self {
        let mut by_words: HashMap<String, Vec<usize>> = HashMap::new();
        let mut texts = Vec::new();
        for (at, practice) in rubric.practices().iter().enumerate() {
            let ingredient = &rubric.ingredients[practice.ingredient].title;
            let (title, statement) = (&practice.title, &practice.statement);
            let mut names = vec![
                practice.id.clone(),
                practice.short_id().to_owned(),
                title.clone(),
                statement.clone(),
                format!("{title} {statement}"),
                format!("{ingredient} {title}"),
                format!("{ingredient} {title} {statement}"),
            ];
            names = names.iter().map(|name| plain(name)).collect();
            names.sort();
            names.dedup();
            for name in names.into_iter().filter(|name| !name.is_empty()) {
                by_words.entry(name).or_default().push(at);
            }
            texts.push([
                plain(title),
                plain(statement),
                plain(&format!("{title} {statement}")),
            ]);
        }
        Self { by_words, texts }
    }

    /// The practice that stands in brackets at the end, as in a grid of questions.
    pub(super) fn in_grid(&self, heading: &str) -> Option<usize> {
        self.named(in_brackets(heading)?)
    }

    /// How many practices the rubric has.
    pub(in crate::file) const fn len(&self) -> usize {
        self.texts.len()
    }

    /// The practice that a heading asks about without a doubt.
    pub(in crate::file) fn asked(&self, heading: &str) -> Option<usize> {
        self.named(heading).or_else(|| self.in_grid(heading))
    }

    /// The practice that a heading names, by id, number, title or statement.
    pub(super) fn named(&self, text: &str) -> Option<usize> {
        let words = Words::of(text);
        if let Some([only]) = self.by_words.get(&words.all).map(Vec::as_slice) {
            return Some(*only);
        }
        let by_number = words.number.and_then(|n| n.checked_sub(1));
        let by_number = by_number.filter(|at| *at < self.texts.len());
        if words.rest.is_empty() {
            return by_number;
        }
        let named = self.by_words.get(&words.rest)?;
        match named.as_slice() {
            [only] => Some(*only),
            several => by_number.filter(|at| several.contains(at)),
        }
    }

    /// How much a heading is like a practice, up to 1; none where it is not.
    pub(super) fn alike(&self, heading: &Words, practice: usize) -> Option<f64> {
        let same_number = heading.number == Some(practice + 1);
        let words = if heading.number.is_some() {
            &heading.rest
        } else {
            &heading.all
        };
        if words.len() < 3 || words.len() > LONGEST {
            return None;
        }
        let texts = self.texts[practice].iter();
        let likeness = |text: &String| {
            let holds = |long: &str, short: &str| short.len() >= 15 && long.contains(short);
            if holds(words, text) || holds(text, words) {
                0.95
            } else if text.len() > LONGEST {
                0.0
            } else {
                sorensen_dice(words, text)
            }
        };
        let most = texts.map(likeness).fold(0.0, f64::max);
        let enough = if same_number { ALIKE_BY_NUMBER } else { ALIKE };
        let bonus = if same_number { 0.05 } else { 0.0 };
        (most >= enough).then_some(most + bonus)
    }
}

/// What stands in square brackets at the end.
fn in_brackets(heading: &str) -> Option<&str> {
    let inside = heading.trim_end().strip_suffix(']')?;
    // A title may hold brackets itself: the first ones take in all of it.
    let (_, inside) = inside.split_once('[')?;
    Some(inside)
}
