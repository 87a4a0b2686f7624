//! A new entry of a plan: its comment with what the assessment says of the practice, its id, and
//! its keys as they are typed.

use std::collections::HashSet;
use std::fmt::Write as _;

use crate::files::plan::across_entries::numbered;
use crate::model::assessment::{Assessed, Assessment, Decision, Quote};
use crate::model::finding::class;
use crate::model::keys::plan::of_entries;
use crate::model::keys::{Holds, Key, Need};
use crate::model::plan::{Plan, Status};
use crate::model::rating::{Labels, Rating};
use crate::model::rubric::{Practice, Rubric};
use crate::text::shortened;
use crate::toml::writing::{comment, plain, quoted};

/// The plan of the year before.
#[derive(Debug)]
pub struct Before<'a> {
    /// How a comment names its file.
    pub name: &'a str,
    /// Its text, without a byte-order mark.
    pub text: &'a str,
    /// What was read from it; sound.
    pub plan: &'a Plan,
}

/// So many quotes of one practice are repeated, the most pressing first.
const MOST_QUOTES: usize = 8;
/// So many characters of a quote or a note are repeated.
const MOST_OF_QUOTE: usize = 240;

/// An entry to be written into a plan.
#[derive(Debug, Clone)]
pub(crate) struct NewEntry {
    /// The key of its list, such as `action`.
    pub(crate) kind: &'static str,
    /// What it is about, for people: the practice's title, or the audience.
    pub(crate) about: String,
    /// Lines of comment, each with its line feed.
    pub(crate) comment: String,
    /// Keys and values as they are written.
    pub(crate) keys: Vec<(&'static str, String)>,
    /// Lines of comment below the last key.
    pub(crate) below: String,
}

impl NewEntry {
    /// An entry with these values, written as TOML, and else what a draft has.
    pub(crate) fn new(kind: &'static str, values: &[(&str, String)]) -> Self {
        let given = |key: &Key| {
            let (_, value) = values.iter().find(|(name, _)| *name == key.name)?;
            Some(value.clone())
        };
        let drafted = |key: &Key| (key.need != Need::Optional).then(|| blank(key.holds));
        Self {
            kind,
            about: String::new(),
            comment: String::new(),
            keys: of_entries(kind)
                .iter()
                .filter_map(|key| Some((key.name, given(key).or_else(|| drafted(key))?)))
                .collect(),
            below: String::new(),
        }
    }

    /// With its comment above, as a section of its own.
    pub(crate) fn section(&self) -> String {
        let mut out = format!("{}[[{}]]\n", self.comment, self.kind);
        for (key, value) in &self.keys {
            let _ = writeln!(out, "{key} = {value}");
        }
        out.push_str(&self.below);
        out
    }

    /// On one line, for a list that is written inline.
    pub(crate) fn inline(&self) -> String {
        let typed = |(key, value): &(&str, String)| format!("{key} = {value}");
        let keys: Vec<String> = self.keys.iter().map(typed).collect();
        format!("{{ {} }}", keys.join(", "))
    }
}

/// What a new plan is made from.
#[derive(Debug, Clone, Copy)]
pub struct Drafting<'a> {
    /// Its practices.
    pub rubric: &'a Rubric,
    /// What it follows from.
    pub assessment: &'a Assessment,
    /// The path of the team assessment relative to the plan; empty where there is none.
    pub from: &'a str,
    /// Whether comments say how many gave which answer, and what they wrote: what a file
    /// that is passed on must not.
    pub shows_answers: bool,
    /// The plan of the year before, which it goes on from.
    pub after: Option<&'a Before<'a>>,
}

impl<'a> Drafting<'a> {
    /// A plan for the team itself, which goes on from none.
    pub const fn new(rubric: &'a Rubric, assessment: &'a Assessment, from: &'a str) -> Self {
        Self {
            rubric,
            assessment,
            from,
            shows_answers: true,
            after: None,
        }
    }
}

/// The next id for an action about a practice.
pub(crate) fn new_id(
    practice: &Practice,
    index: usize,
    plan: &Plan,
    taken: &HashSet<String>,
) -> String {
    let before = plan.actions.iter().filter(|a| a.serves(index)).count();
    numbered(practice.short_id(), before + 1, taken)
}

/// What is known of a practice, as comment lines: its title, the counts and what they
/// say, what the team made of it, and what respondents wrote, in short.
pub(crate) fn about(drafting: &Drafting<'_>, practice: usize) -> String {
    let labels = &drafting.rubric.labels;
    let assessed = &drafting.assessment.practices[practice];
    let mut out = String::new();
    comment(&mut out, "", &drafting.rubric.practices()[practice].title);
    if drafting.shows_answers {
        comment(&mut out, "  ", &counts(labels, assessed));
        comment(&mut out, "  ", &format!("{}.", result(assessed)));
    }
    comment(&mut out, "  ", &agreement(labels, assessed));
    if !drafting.shows_answers {
        return out;
    }
    if !assessed.notes.is_empty() {
        let notes = shortened(&plain(&assessed.notes), MOST_OF_QUOTE);
        comment(&mut out, "  ", &format!("Notes: {notes}"));
    }
    documentation(&mut out, labels, &assessed.documentation);
    out
}

/// Whether no comment line of a plan has counts of answers, as `about` writes them: it was drafted
/// without them, or somebody took them out to share it.
pub fn has_no_answers(text: &str, labels: &Labels) -> bool {
    let mut comments = text.lines().filter_map(|line| line.strip_prefix('#'));
    !comments.any(|comment| {
        let Some((number, label)) = comment.trim().split_once(' ') else {
            return false;
        };
        let is_label = |rating| label.starts_with(labels.of(rating));
        number.parse::<u32>().is_ok() && Rating::ALL.into_iter().any(is_label)
    })
}

/// What the answers say, and of whom; what the team agreed on is in the line below.
fn result(assessed: &Assessed) -> String {
    let said = class(&assessed.counts).sentence();
    let of_whom = assessed.counts.of_whom();
    let of_whom = of_whom.map_or_else(String::new, |of_whom| format!(" ({of_whom})"));
    let alone = if assessed.agreed.is_some() {
        "The answers alone: "
    } else {
        ""
    };
    format!("{alone}{said}{of_whom}")
}

fn counts(labels: &Labels, assessed: &Assessed) -> String {
    let given = Rating::ALL
        .into_iter()
        .map(|r| (assessed.counts.of(r), labels.of(r)));
    let mut parts: Vec<String> = given
        .chain([(assessed.counts.unanswered, "unanswered")])
        .filter(|(count, _)| *count > 0)
        .map(|(count, label)| format!("{count} {label}"))
        .collect();
    if parts.is_empty() {
        parts.push("No responses".to_owned());
    }
    format!("{}.", parts.join(", "))
}

fn agreement(labels: &Labels, assessed: &Assessed) -> String {
    let agreed = assessed.agreed.map(|agreed| labels.of(agreed));
    let who = if agreed.is_some() { "It" } else { "The team" };
    let decided = assessed.decision.map(|decision| match decision {
        Decision::Improve => "improve this",
        Decision::FindOut => "find out more",
        Decision::Continue => "continue this",
        Decision::Watch => "review this next time",
    });
    let agreed = agreed.map(|agreed| format!("The team agreed on {agreed}."));
    let decided = decided.map(|decided| format!("{who} decided to {decided}."));
    let both: Vec<String> = agreed.into_iter().chain(decided).collect();
    both.join(" ")
}

fn documentation(out: &mut String, labels: &Labels, quotes: &[Quote]) {
    if quotes.is_empty() {
        return;
    }
    comment(out, "  ", "Comments:");
    // Most pressing first; the usual order within one rating.
    let mut shown: Vec<&Quote> = quotes.iter().collect();
    shown.sort_by_key(|quote| match quote.rating {
        Some(Rating::Unsure) => 4,
        Some(rating) => 3 - rating.index(),
        None => 5,
    });
    for quote in shown.iter().take(MOST_QUOTES) {
        let rating = quote.rating.map_or("no rating", |r| labels.of(r));
        let text = shortened(&plain(&quote.text), MOST_OF_QUOTE);
        comment(out, "  - ", &format!("{rating}: {text}"));
    }
    let more = quotes.len().saturating_sub(MOST_QUOTES);
    if more > 0 {
        comment(out, "  ", &format!("and {more} more in the assessment"));
    }
}

/// What a draft has where people have to write.
pub(crate) fn blank(holds: Holds) -> String {
    match holds {
        Holds::Days | Holds::Texts => "[]".to_owned(),
        Holds::Status => quoted(Status::NotStarted.id()),
        _ => quoted(""),
    }
}
