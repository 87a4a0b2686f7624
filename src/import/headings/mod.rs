//! The headings of an export, read as questions, each by its own words: which practice, and
//! whether it asks for the rating or for how we know. What the numbers in them are worth is
//! decided by all of them together, in `columns`.

use std::collections::{BTreeSet, HashMap};

use strsim::sorensen_dice;

use crate::import::headings::words::Words;
use crate::model::each_once::only;
use crate::model::rubric::Rubric;
use crate::words::is_one_of;

mod not_questions;
mod words;

pub use not_questions::Own;
pub(in crate::import) use not_questions::{
    OTHERWISE, are_forms_of_address, are_of_several_words, asked, asks_for_the_day, half_of_a_name,
    has_all_of, headings_of, is_of_a_further_name, is_other_half, joins_name_and_post,
    may_name_a_summary, names_a_summary, number,
};
pub(in crate::import) use words::{plain, uncounted, without_counter, without_explanation};

/// From here on two texts are alike.
const ALIKE: f64 = 0.7;
/// From here on they are where the number is the same as well.
const ALIKE_BY_NUMBER: f64 = 0.4;
/// So many letters of a title or statement are no chance.
const SURE: usize = 15;
/// What is longer is not compared letter by letter.
const LONGEST: usize = 2_000;

/// The phrases that ask how we know, as plain words.
const ASKS: &str =
    "how do we know, how do you know, how we know, how you know, how do i know, documentation";

/// What a heading's plain words say around the question how we know: before it and after it.
/// None where it does not ask.
fn around_the_question(words: &str) -> Option<[String; 2]> {
    ASKS.split(", ").find_map(|asks| {
        let at = words.find(asks)?;
        let (before, after) = (&words[..at], &words[at + asks.len()..]);
        let whole = before.is_empty() || before.ends_with(' ');
        let ends = after.chars().next().is_none_or(|c| !c.is_alphabetic());
        (whole && ends).then(|| [before, after].map(|part| part.trim().to_owned()))
    })
}

/// What a heading says, by its words alone.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::import) enum Says {
    /// It names a practice in the rubric's words, and may have a number in front.
    Practice(usize, Option<usize>),
    /// Nothing but a number, from 1.
    Number(usize),
    /// It asks how we know.
    Comment(Asks),
    /// It asks what no practice does; whether that is only likely.
    Own(Own, bool),
    /// Anything else, blank included.
    Other,
}

impl Says {
    /// The practice that it names.
    pub(in crate::import) const fn practice(&self) -> Option<usize> {
        match self {
            Self::Practice(practice, _) => Some(*practice),
            _ => None,
        }
    }

    /// What it asks of how we know.
    pub(in crate::import) const fn asks(&self) -> Option<Asks> {
        match self {
            Self::Comment(asks) => Some(*asks),
            _ => None,
        }
    }
}

/// A question how we know.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::import) struct Asks {
    /// The practice that it names in words.
    pub(in crate::import) named: Option<usize>,
    /// The ingredient that it names, and no practice.
    pub(in crate::import) ingredient: Option<usize>,
    /// The number in front of it, or behind a word such as "practice", also further on.
    pub(in crate::import) number: Option<usize>,
    /// What a tool counts equal headings by: it tells their order and no practice.
    pub(in crate::import) counter: Option<usize>,
    /// Whether it says anything else.
    pub(in crate::import) explained: bool,
}

/// Whether a form tool writes what is below a heading, for itself.
pub(in crate::import) fn is_a_tools(heading: &str) -> bool {
    matches!(not_questions::own(heading), Some((Own::Tools, _)))
}

/// Whether a heading behind a practice's asks for a few words on it.
pub(in crate::import) fn asks_in_other_words(heading: &str) -> bool {
    around_other_words(&plain(heading)).is_some()
}

/// What plain words say before and after a word that asks for a few words.
fn around_other_words(words: &str) -> Option<[String; 2]> {
    const WORDS: &str = "evidence, comment, comments, note, notes, explain, explanation, example, examples, \
         why, reason, reasons, details, know";
    let mut at = 0;
    for word in words.split(' ') {
        // A tool counts equal headings right behind them.
        let bare = word.trim_end_matches(|c: char| c.is_ascii_digit());
        if is_one_of(bare, WORDS) {
            let around = [&words[..at], &words[at + bare.len()..]];
            return Some(around.map(|part| part.trim().to_owned()));
        }
        at += word.len() + 1;
    }
    None
}

/// The practices of a rubric, by everything that a form may call them.
pub(in crate::import) struct Questions {
    by_words: HashMap<String, Vec<usize>>,
    texts: Vec<[String; 3]>,
    ingredients: Vec<String>,
}

impl Questions {
    pub(in crate::import) fn new(rubric: &Rubric) -> Self {
        let mut by_words: HashMap<String, Vec<usize>> = HashMap::new();
        let mut texts = Vec::new();
        for (at, practice) in rubric.practices().iter().enumerate() {
            let ingredient = &rubric.ingredients[practice.ingredient].title;
            let (title, statement) = (&practice.title, &practice.statement);
            let both = format!("{title} {statement}");
            let names: BTreeSet<String> = [
                practice.id.as_str(),
                practice.short_id(),
                title,
                statement,
                &both,
                &format!("{ingredient} {title}"),
                &format!("{ingredient} {both}"),
            ]
            .map(plain)
            .into();
            for name in names.into_iter().filter(|name| !name.is_empty()) {
                by_words.entry(name).or_default().push(at);
            }
            texts.push([title, statement, &both].map(|text| plain(text)));
        }
        let ingredients = rubric.ingredients.iter();
        Self {
            by_words,
            texts,
            ingredients: ingredients.map(|i| plain(&i.title)).collect(),
        }
    }

    /// How many practices the rubric has.
    pub(in crate::import) const fn len(&self) -> usize {
        self.texts.len()
    }

    /// What a heading says.
    pub(in crate::import) fn says(&self, heading: &str) -> Says {
        let words = Words::of(heading);
        if let Some(practice) = self.by_words(&words) {
            return Says::Practice(practice, words.number);
        }
        if let Some(number) = words.number.filter(|_| words.rest.is_empty()) {
            return Says::Number(number);
        }
        let own = not_questions::own(heading);
        // A quiz has columns of its own that repeat the question.
        if let Some((own @ (Own::Scored | Own::Tools), near)) = own {
            return Says::Own(own, near);
        }
        if let Some([before, after]) = around_the_question(&words.all) {
            return Says::Comment(self.comment(&before, &after));
        }
        // In a grid of questions, each stands in brackets at the end.
        if let Some(practice) =
            in_brackets(heading).find_map(|inside| self.by_words(&Words::of(inside)))
        {
            return Says::Practice(practice, None);
        }
        if let Some(asks) = self.asks_in_other_words(heading)
            && asks.named.or(asks.ingredient).is_some()
        {
            return Says::Comment(asks);
        }
        match own {
            // A word of a practice's title only hints at something else: "district".
            Some((_, true)) if self.in_part(&words).is_some() => Says::Other,
            Some((own, near)) => Says::Own(own, near),
            None => Says::Other,
        }
    }

    /// A question how we know that says so in other words: "Comments on: Home visits".
    pub(in crate::import) fn asks_in_other_words(&self, heading: &str) -> Option<Asks> {
        let (named, rest) = self.without_practice(heading);
        let [before, after] = around_other_words(&rest)?;
        let asks = self.comment(&before, &after);
        let named = named.or(asks.named);
        Some(Asks {
            named,
            ingredient: asks.ingredient.filter(|_| named.is_none()),
            explained: true,
            ..asks
        })
    }

    /// The practice that a heading has in it, and its other words.
    pub(in crate::import) fn without_practice(&self, heading: &str) -> (Option<usize>, String) {
        let words = plain(heading);
        match self.holds(&words) {
            Some((practice, _, rest)) => (Some(practice), rest),
            None => (None, words),
        }
    }

    /// Whether what a heading says around its question in other words is nothing but the beginning, or
    /// words, of a practice's title or statement.
    pub(in crate::import) fn is_of(&self, practice: usize, heading: &str) -> bool {
        let said = around_other_words(&plain(heading)).map(|around| around.join(" "));
        let said = said.unwrap_or_default();
        let mut texts = self.texts[practice].iter();
        !said.trim().is_empty() && texts.any(|text| has_all_of(text, said.trim()))
    }

    /// The only practice whose title or statement is among these plain words, how long that is,
    /// and the others.
    fn holds(&self, words: &str) -> Option<(usize, usize, String)> {
        let spaced = format!(" {words} ");
        let longest = |spaced: &str| {
            let texts = self.texts.iter().enumerate();
            let texts = texts.flat_map(|(practice, [title, statement, _])| {
                [title, statement].map(|text| (practice, format!(" {text} ")))
            });
            let held = texts.filter(|(_, text)| text.len() > 2 && spaced.contains(text));
            held.max_by_key(|(_, text)| text.len())
        };
        let (practice, text) = longest(&spaced)?;
        let rest = spaced.replacen(&text, " ", 1);
        let is_only = longest(&rest).is_none_or(|(other, _)| other == practice);
        is_only.then(|| (practice, text.trim().len(), rest.trim().to_owned()))
    }

    /// Whether a heading has a practice's title or statement in it.
    pub(in crate::import) fn mentions(&self, heading: &str) -> Option<usize> {
        self.holds(&plain(heading)).map(|(practice, ..)| practice)
    }

    /// How many practices' titles a text has in it.
    pub(in crate::import) fn titles_in(&self, text: &str) -> usize {
        let spaced = format!(" {} ", plain(text));
        let titles = self.texts.iter().map(|[title, ..]| title);
        titles.filter(|title| is_among(title, &spaced)).count()
    }

    fn comment(&self, before: &str, after: &str) -> Asks {
        let is_counter = after.len() <= 4 && after.bytes().all(|b| b.is_ascii_digit());
        let counter = after.parse().ok().filter(|_| is_counter);
        let after = if counter.is_some() { "" } else { after };
        let said = format!("{before} {after}");
        let [front, behind] = [before, after].map(Words::of);
        let number = front.number.or(behind.number);
        let number = number.or_else(|| number_inside(after));
        // A code counts as well: `g02q03` comes after `g02q01`.
        let code = |text: &str| {
            let first = text.split(' ').next().filter(|first| is_code(first))?;
            let digits = first.split(|c: char| !c.is_ascii_digit());
            let groups = digits.filter_map(|group| group.parse::<usize>().ok());
            Some(groups.fold(0, |all, group| all * 1_000 + group % 1_000))
        };
        let counter = counter.or_else(|| code(&front.rest));
        let rest = format!("{} {}", without_code(&front.rest), behind.rest);
        let rest = rest.trim();
        let neutral = ["", "this", "that", "it", "so"].contains(&rest)
            || self.ingredients.iter().any(|title| title == rest);
        let exactly = self.by_words(&Words::of(said.trim()));
        let named = exactly.or_else(|| self.mentions(&said));
        let spaced = format!(" {said} ");
        let is_in = |at: &usize| is_among(&self.ingredients[*at], &spaced);
        let ingredient = only((0..self.ingredients.len()).filter(is_in));
        Asks {
            named,
            ingredient: ingredient.filter(|_| named.is_none()),
            number,
            counter,
            explained: !neutral && exactly.is_none(),
        }
    }

    /// Whether a heading, whatever the others say, is about something that is known.
    pub(in crate::import) fn is_known(&self, heading: &str) -> bool {
        match self.says(heading) {
            Says::Practice(..) | Says::Comment(_) => true,
            Says::Own(_, near) => !near,
            Says::Number(_) | Says::Other => false,
        }
    }

    /// The practice that a heading names in words.
    pub(in crate::import) fn named(&self, heading: &str) -> Option<usize> {
        self.says(heading).practice()
    }

    /// As [`Self::named`], or by nothing but its number.
    pub(in crate::import) fn asked(&self, heading: &str) -> Option<usize> {
        match self.says(heading) {
            Says::Practice(practice, _) => Some(practice),
            Says::Number(number) => number.checked_sub(1).filter(|at| *at < self.len()),
            _ => None,
        }
    }

    /// The practice that has just these words. A number or a code before them and a counter
    /// behind them say nothing, but that a number tells apart what has one title.
    fn by_words(&self, words: &Words) -> Option<usize> {
        let number = words.number.and_then(|n| n.checked_sub(1));
        let candidates = [words.all.as_str(), words.rest.as_str()];
        let uncoded = candidates.map(without_code);
        let uncounted = [candidates, uncoded].concat();
        let uncounted = uncounted.iter().map(|words| without_counter(words));
        let all = candidates.into_iter().chain(uncoded).chain(uncounted);
        all.into_iter()
            .find_map(|words| match self.by_words.get(words).map(Vec::as_slice) {
                Some([only]) => Some(*only),
                Some(several) => number.filter(|at| several.contains(at)),
                None => None,
            })
    }

    /// The practice that a heading is most like, how much, and how much it is like the next.
    pub(in crate::import) fn most_alike(&self, heading: &str) -> Option<HeadingLikeness> {
        let words = Words::of(heading);
        let in_part = self.in_part(&words);
        let number = words.number.and_then(|number| number.checked_sub(1));
        let mut alike: Vec<(f64, bool, usize)> = (0..self.len())
            .map(|practice| {
                let is_it = in_part.is_none_or(|only| only == practice);
                let alike = match is_it {
                    true => self.alike(&words, practice),
                    false => 0.0,
                };
                (alike, number != Some(practice), practice)
            })
            .collect();
        alike.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        let (most, _, practice) = *alike.first()?;
        let next = alike.get(1).map_or(0.0, |next| next.0);
        Some(HeadingLikeness {
            practice,
            most,
            next,
            number: words.number,
        })
    }

    /// The only practice whose title or statement a heading has in it, other words around; or
    /// which it is the beginning of, as a tool cuts it off.
    fn in_part(&self, heading: &Words) -> Option<usize> {
        let words = &heading.rest;
        let shared = |practice: usize| {
            let texts = self.texts[practice].iter();
            let both = texts.map(|text| text.bytes().zip(words.bytes()));
            both.map(|both| both.take_while(|(a, b)| a == b).count())
                .max()
                .unwrap_or_default()
        };
        let begun = only((0..self.len()).filter(|practice| shared(*practice) == words.len()));
        if begun.is_some() && words.len() >= SURE {
            return begun;
        }
        // A statement that is cut off can have another practice's title in it.
        let (held, length, _) = self.holds(&heading.all)?;
        let mut others = (0..self.len()).filter(|practice| *practice != held);
        (length >= SURE && others.all(|other| shared(other) <= length)).then_some(held)
    }

    /// How much a heading is like a practice, up to 1.
    fn alike(&self, heading: &Words, practice: usize) -> f64 {
        let words = &heading.rest;
        if words.len() < 3 || words.len() > LONGEST {
            return 0.0;
        }
        let texts = self.texts[practice].iter();
        let likeness = |text: &String| {
            let holds = |long: &str, short: &str| short.len() >= SURE && long.contains(short);
            if holds(words, text) || holds(text, words) {
                0.95
            } else if text.len() > LONGEST {
                0.0
            } else {
                sorensen_dice(words, text)
            }
        };
        texts.map(likeness).fold(0.0, f64::max)
    }
}

/// How much a heading is like the practice that it is most like.
#[derive(Debug, Clone, Copy)]
pub(in crate::import) struct HeadingLikeness {
    pub(in crate::import) practice: usize,
    most: f64,
    next: f64,
    /// The number in front of it.
    pub(in crate::import) number: Option<usize>,
}

impl HeadingLikeness {
    /// Whether it says the practice's own number.
    pub(in crate::import) fn has_its_number(&self) -> bool {
        self.number == Some(self.practice + 1)
    }

    /// How sure it is, where it is like enough: a number that the other columns bear out
    /// makes up for words.
    pub(in crate::import) fn enough(&self, numbers_hold: bool) -> Option<f64> {
        let by_number = numbers_hold && self.has_its_number();
        let against = numbers_hold && self.number.is_some() && !by_number;
        let least = if by_number { ALIKE_BY_NUMBER } else { ALIKE };
        // Where no other practice is nearly as like it.
        let is_clear = self.most - self.next >= 0.1;
        let enough = !against && self.most >= least && (by_number || is_clear);
        enough.then_some(self.most)
    }
}

/// The number behind a word such as "practice", among plain words: "on question 7", "on Q7".
fn number_inside(words: &str) -> Option<usize> {
    let words: Vec<&str> = words.split(' ').collect();
    let numbered = words.windows(2).find_map(|pair| {
        const BEFORE: &str = "question, practice, item, number, statement, on, for, to, about, of";
        let digits = pair[1].strip_prefix('q').unwrap_or(pair[1]);
        is_one_of(pair[0], BEFORE).then(|| digits.parse().ok())?
    });
    numbered.filter(|number| *number < 10_000)
}

/// Whether plain words are among others that have a space at both ends.
fn is_among(words: &str, spaced: &str) -> bool {
    !words.is_empty() && spaced.contains(&format!(" {words} "))
}

/// What stands in square brackets at the end; where several open, from each of them on.
fn in_brackets(heading: &str) -> impl Iterator<Item = &str> {
    // A tool counts equal headings behind the bracket.
    let heading = without_counter(heading.trim_end());
    let inside = heading.strip_suffix(']').unwrap_or_default();
    inside
        .match_indices('[')
        .map(move |(at, _)| &inside[at + 1..])
}

/// Plain words without the code of a question that stands before them: `g01q01`, `a1 sq001`.
fn without_code(words: &str) -> &str {
    let mut rest = words;
    for _ in 0..2 {
        let (first, after) = rest.split_once(' ').unwrap_or((rest, ""));
        if !is_code(first) {
            break;
        }
        rest = after;
    }
    rest
}

fn is_code(word: &str) -> bool {
    (2..=8).contains(&word.len())
        && word.bytes().any(|b| b.is_ascii_digit())
        && word.bytes().any(|b| b.is_ascii_alphabetic())
        && word.bytes().all(|b| b.is_ascii_alphanumeric())
}
