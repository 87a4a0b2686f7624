//! The five ratings, their ids, and the labels that a rubric gives them.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use crate::model::choice::choices;
use crate::model::punctuation::{is_apostrophe, is_dash, is_unseen};
use crate::words::parts;

choices! {
    /// One of the five answers to a practice, best first. `Unsure` is an answer
    /// without a place on the scale; a blank is no answer and is `Option::None`.
    pub enum Rating {
        /// In place and working.
        Strength = "strength",
        /// Good enough at present.
        OkForNow = "ok-for-now",
        /// Should improve.
        CouldBeBetter = "could-be-better",
        /// Has to be dealt with.
        UrgentGap = "urgent-gap",
        /// The respondent does not know.
        Unsure = "unsure",
    }
}

impl Rating {
    /// The four that have a place on the scale, best first.
    pub const SCALE: [Self; 4] = [
        Self::Strength,
        Self::OkForNow,
        Self::CouldBeBetter,
        Self::UrgentGap,
    ];

    /// The place on the scale: 4 Strength, 3 OK for Now, 2 Could be Better,
    /// 1 Urgent Gap, none for Unsure (docs/method.md).
    pub const fn step(self) -> Option<u8> {
        match self {
            Self::Unsure => None,
            rated => Some(4 - rated as u8),
        }
    }

    /// What it says of a practice, for whoever chooses: in the words of the usual labels.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Strength => "in place and working well",
            Self::OkForNow => "good enough for now, not a priority",
            Self::CouldBeBetter => "needs to improve",
            Self::UrgentGap => "missing or failing, so we must act on it",
            Self::Unsure => "I don't know (that's a useful answer too)",
        }
    }

    /// The place in [`Rating::ALL`], 0 to 4.
    pub const fn index(self) -> usize {
        self as usize
    }
}

/// The labels of a rubric that names none of its own.
const USUAL: [&str; 5] = [
    "Strength",
    "OK for Now",
    "Could be Better",
    "Urgent Gap",
    "Unsure",
];

/// What people type for two of them, without apostrophes.
const USUAL_ANSWERS: [(&str, Rating); 8] = [
    ("ok", Rating::OkForNow),
    ("okay", Rating::OkForNow),
    ("dk", Rating::Unsure),
    ("dont-know", Rating::Unsure),
    ("i-dont-know", Rating::Unsure),
    ("do-not-know", Rating::Unsure),
    ("i-do-not-know", Rating::Unsure),
    ("not-sure", Rating::Unsure),
];

/// What a rubric calls the five ratings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labels {
    shown: [String; 5],
    /// As they are compared, made once: a state's responses are read by them.
    plain: [String; 5],
}

impl Labels {
    /// Labels in the order of [`Rating::ALL`].
    pub fn new(labels: [String; 5]) -> Self {
        let plain = labels.each_ref().map(|label| plain(label));
        Self {
            shown: labels,
            plain,
        }
    }

    /// The label of one rating.
    pub fn of(&self, rating: Rating) -> &str {
        &self.shown[rating.index()]
    }

    /// The rating that a person wrote: an id or a label, in any capitals, with
    /// spaces, hyphens or underscores between the words. `None` where it is
    /// none of the five; the caller has already dealt with an empty one.
    pub fn read(&self, written: &str) -> Option<Rating> {
        if let Some(exact) = Rating::from_id(written) {
            return Some(exact);
        }
        let as_shown = self.shown.iter().position(|label| label == written);
        let plain = match as_shown {
            Some(index) => Cow::Borrowed(self.plain[index].as_str()),
            None => Cow::Owned(plain(written)),
        };
        Rating::ALL
            .into_iter()
            .find(|r| plain == r.id() || plain == self.plain[r.index()].as_str())
            .or_else(|| self.usual(&plain))
    }

    /// What is read as this rating, words joined by hyphens and apostrophes left out of the
    /// usual short answers.
    pub fn spellings(&self, rating: Rating) -> Vec<&str> {
        [rating.id(), &self.plain[rating.index()]]
            .into_iter()
            .chain(self.usual_answers(rating))
            .collect()
    }

    /// The usual short answers that are read as this rating: words joined by hyphens, apostrophes
    /// left out.
    pub fn usual_answers(&self, rating: Rating) -> impl Iterator<Item = &str> {
        let usual = USUAL_ANSWERS.iter().map(|(word, _)| *word);
        usual.filter(move |word| self.read(word) == Some(rating))
    }

    /// The rating that people mean by a usual short answer, unless the label of another
    /// rating has the same words in it.
    fn usual(&self, plain: &str) -> Option<Rating> {
        let plain = plain.replace(is_apostrophe, "");
        let (_, meant) = USUAL_ANSWERS.iter().find(|(word, _)| *word == plain)?;
        let has = |label: &str| format!("-{label}-").contains(&format!("-{plain}-"));
        let says_otherwise =
            |r: &Rating| *r != *meant && has(&self.plain[r.index()].replace(is_apostrophe, ""));
        (!Rating::ALL.iter().any(says_otherwise)).then_some(*meant)
    }

    /// Whether words beside a rating may mean another one: "OK", "no, urgent", "dk".
    pub fn name_another(&self, rating: Rating, words: &str) -> bool {
        /// A usual short answer has no more: "I do not know".
        const MOST: usize = 4;
        let words: Vec<&str> =
            parts(words, |c| !(c.is_alphanumeric() || is_apostrophe(c))).collect();
        let others = Rating::ALL.into_iter().filter(|r| *r != rating);
        // Of a label, a long word at its beginning says as much: "urgent".
        let first = others.map(|r| self.of(r).split(' ').next().unwrap_or_default());
        let first = first.filter(|word| word.len() > 5).map(str::to_lowercase);
        let first: Vec<String> = first.collect();
        (0..words.len()).any(|at| {
            let ends = at + 1..=words.len().min(at + MOST);
            let mut phrases = ends.map(|end| words[at..end].join(" "));
            first.contains(&words[at].to_lowercase())
                || phrases.any(|phrase| self.read(&phrase).is_some_and(|r| r != rating))
        })
    }

    /// Whether the labels are a rubric's own: they may be in another language, or shade
    /// the meanings otherwise.
    pub fn are_own(&self) -> bool {
        self.shown != USUAL
    }

    /// The five labels as one phrase, in order: `A, B, C, D, and E`.
    pub fn phrase(&self) -> String {
        let [a, b, c, d, e] = &self.shown;
        format!("{a}, {b}, {c}, {d}, and {e}")
    }
}

impl Default for Labels {
    fn default() -> Self {
        Self::new(USUAL.map(String::from))
    }
}

/// Text without regard to case, to composition of accents, and to which and how
/// many spaces, hyphens or underscores stand between words: `ok-for-now`.
fn plain(text: &str) -> String {
    let lower: String = if text.is_ascii() {
        // Nothing in it is composed.
        text.to_ascii_lowercase()
    } else {
        text.nfc().flat_map(char::to_lowercase).collect()
    };
    let words = parts(&lower, |c| c.is_whitespace() || is_dash(c) || c == '_');
    words.collect::<Vec<_>>().join("-")
}

/// A person's text for comparing: without regard to case, spacing and composition of
/// accents (docs/files.md, "A response"), nor to which apostrophe was typed and to signs
/// that nobody sees.
pub fn folded(text: &str) -> Cow<'_, str> {
    let ascii_plain = text
        .bytes()
        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    if ascii_plain {
        return Cow::Borrowed(text);
    }
    if text.is_ascii() {
        // Nothing in it is composed; saves most of the work for most names.
        let words = text.split_whitespace();
        let mut spaced = words.collect::<Vec<_>>().join(" ");
        spaced.make_ascii_lowercase();
        return Cow::Owned(spaced);
    }
    let seen = text.chars().filter(|c| !is_unseen(*c));
    let plain = seen.map(|c| if is_apostrophe(c) { '\'' } else { c });
    // By way of capitals, in which more letters are one: sharp s is two, and a last sigma
    // like any other.
    let lower: String = plain
        .nfkc()
        .flat_map(char::to_uppercase)
        .flat_map(char::to_lowercase)
        .collect();
    let spaced = lower.split_whitespace().collect::<Vec<_>>().join(" ");
    Cow::Owned(spaced.nfc().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rating_is_read_in_every_spelling_and_never_guessed() {
        use Rating::{CouldBeBetter, OkForNow, Strength, UrgentGap};
        let usual = Labels::default();
        // They have words of the usual short answers in them.
        let unusual = "OK, Mostly, Not sure it works, Not okay, I don't know";
        let spanish = "Fortaleza, Bien por ahora, Podr\u{ed}a mejorar, Urgente, No s\u{e9}";
        let [unusual, spanish] = [unusual, spanish].map(|own| {
            let own: Vec<String> = own.split(", ").map(String::from).collect();
            Labels::new(own.try_into().unwrap())
        });
        for (labels, written, rating) in [
            (&usual, "strength", Some(Strength)),
            (&usual, "Strength", Some(Strength)),
            (&usual, "STRENGTH", Some(Strength)),
            (&usual, "OK for Now", Some(OkForNow)),
            (&usual, "ok_for_now", Some(OkForNow)),
            (&usual, "Ok - for\u{a0} now", Some(OkForNow)),
            (&usual, "Could  be\u{a0}Better", Some(CouldBeBetter)),
            (&usual, "URGENT-GAP", Some(UrgentGap)),
            (&usual, "unsure", Some(Rating::Unsure)),
            (&usual, "Ok", Some(OkForNow)),
            (&usual, "okay", Some(OkForNow)),
            (&usual, "DK", Some(Rating::Unsure)),
            (&usual, "Don't know", Some(Rating::Unsure)),
            (&usual, "I don\u{2019}t know", Some(Rating::Unsure)),
            (&usual, "dont know", Some(Rating::Unsure)),
            (&usual, "I do not know", Some(Rating::Unsure)),
            (&usual, "Not sure", Some(Rating::Unsure)),
            (&usual, "urgent", None),
            (&usual, "not ok", None),
            (&usual, "Strength?", None),
            (&usual, "4", None),
            (&usual, "N/A", None),
            (&usual, "\u{405}trength", None),
            (&unusual, "ok", Some(Strength)),
            (&unusual, "okay", None),
            (&unusual, "not sure", None),
            (&unusual, "don't know", Some(Rating::Unsure)),
            (&unusual, "dk", Some(Rating::Unsure)),
            (&spanish, "FORTALEZA", Some(Strength)),
            (&spanish, "podri\u{301}a mejorar", Some(CouldBeBetter)),
            (&spanish, "unsure", Some(Rating::Unsure)),
        ] {
            assert_eq!(labels.read(written), rating, "{written}");
        }
    }

    #[test]
    fn one_person_written_in_several_ways_is_one() {
        assert_eq!(folded("  Jos\u{e9}   DIAZ "), folded("jose\u{301} diaz"));
        assert_ne!(folded("jose diaz"), folded("jos\u{e9} diaz"));
    }
}
