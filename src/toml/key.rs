//! The keys of all kinds of files, and how the value of one is typed where not any text will do:
//! what a message shows must be right as it stands.

use jiff::civil::Date;

use crate::model::dates::day;
use crate::model::dates::read_date::Stamp;
use crate::model::keys::{Holds, Key, has, plan, response, rubric, team};
use crate::model::punctuation::is_dash;
use crate::problem::Code;
use crate::text::cut;
use crate::words;

/// The tables of the keys that people type on a line of their own.
const TABLES: [&[Key]; 15] = [
    response::TOP,
    response::RESPONDENT,
    response::PRACTICE,
    team::TOP,
    team::PRACTICE,
    plan::TOP,
    plan::GOAL,
    plan::ACTION,
    plan::CONTINUE,
    plan::DEFER,
    plan::COMMUNICATION,
    rubric::TOP,
    rubric::STEP,
    rubric::INGREDIENT,
    rubric::PRACTICE,
];

/// The keys of all kinds of files, for telling an answer from other text; without those that are
/// written as headings.
pub(crate) fn known() -> impl Iterator<Item = &'static Key> {
    let is_heading = |key: &Key| matches!(key.holds, Holds::Section | Holds::Entries);
    let all = TABLES.iter().copied().flatten();
    all.filter(move |key| !is_heading(key))
}

/// Whether this is one of them, whatever its capitals.
pub(crate) fn is_known(key: &str) -> bool {
    let key = key.trim().to_lowercase();
    known().any(|known| known.name == key)
}

/// Whether files of this kind have such a key, whatever its capitals; where the kind isn't known,
/// whether any have.
pub(crate) fn is_of(kind: Option<&str>, key: &str) -> bool {
    let says = |id: &str| kind.is_some_and(|kind| kind.contains(id));
    let tables = match () {
        () if says("response") => &TABLES[..3],
        () if says("team-assessment") => &TABLES[3..5],
        () if says("plan") => &TABLES[5..11],
        () => &TABLES[..],
    };
    let key = key.trim().to_lowercase();
    is_known(&key) && tables.iter().any(|keys| has(keys, &key))
}

/// Whether one of these belongs in a key of that name.
pub(crate) fn holds(key: &str, what: &[Holds]) -> bool {
    known().any(|known| known.name == key && what.contains(&known.holds))
}

/// Whether this can be a key as the form has them.
pub(crate) fn is_key(text: &str) -> bool {
    let is_of_key = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    !text.trim().is_empty() && text.trim().chars().all(is_of_key)
}

/// Key and value of a line, where the key can be one.
pub(crate) fn assignment(line: &str) -> Option<(&str, &str)> {
    line.split_once('=').filter(|(key, _)| is_key(key))
}

/// The value as it is typed, such as `"2026-10-01"`; none for a key that takes any text.
pub(crate) fn example(key: &str) -> Option<&'static str> {
    Some(match key {
        "date" | "from" | "to" | "adopted" | "renewed" | "done" => "\"2026-10-01\"",
        "due" => "\"2027-03-31\"",
        "reviews" => "[\"2027-01-29\", \"2027-04-30\"]",
        "rating" | "agreed" => "\"Unsure\"",
        "decision" => "\"watch\"",
        "status" => "\"in-progress\"",
        "audience" => "\"district-office\"",
        "partners" => "[\"First partner\", \"Second partner\"]",
        "focus" => "[\"disabilities\"]",
        "responses" | "invited" => "12",
        "version" => "1",
        "practice" => "\"actionable-data.team-review\"",
        "goal" => "\"\"",
        "baseline" => "{ value = 21.0, on = 2026-06-12 }",
        "target" => "{ value = 15.0, by = 2028-06-30 }",
        "readings" => "[{ value = 21.0, on = 2026-06-12 }]",
        "counts" => {
            "{ strength = 0, ok-for-now = 0, could-be-better = 0, urgent-gap = 0, unsure = 0, unanswered = 0 }"
        }
        _ => return None,
    })
}

/// The text to which the reasons for a choice belong.
pub(crate) fn rest_of(key: &str) -> Option<&'static str> {
    match key {
        "rating" => Some("\"How do we know?\""),
        "agreed" | "decision" => Some("notes"),
        "status" => Some("progress"),
        _ => None,
    }
}

/// The same with its key.
pub(crate) fn statement(key: &str) -> Option<String> {
    example(key).map(|value| format!("{key} = {value}"))
}

/// The same for numbers with their days, as a text has them, one or, where it is a list, several; none
/// where it isn't clear what each is.
pub(crate) fn figure(key: &str, written: &str) -> Option<String> {
    let (open, rest) = example(key)?.split_once("value = ")?;
    let (_, rest) = rest.split_once(", ")?;
    let (day_key, _) = rest.split_once(" = ")?;
    let close = rest.rsplit_once(" }")?.1;
    let one = |text: &str| {
        let (number, day) = number_and_day(text)?;
        Some(format!("value = {number:?}, {day_key} = {day}"))
    };
    let parting = if written.contains('}') { '}' } else { ',' };
    let parts = written.split(parting);
    let parts = parts.filter(|part| part.contains(char::is_alphanumeric));
    let several = || parts.map(one).collect::<Option<Vec<String>>>();
    let all = match one(written) {
        Some(one) => one,
        None => several().filter(|_| close == "]")?.join(" }, { "),
    };
    Some(format!("{key} = {open}{all} }}{close}"))
}

/// The number that a text begins with and the day that it ends with, where neither is a part of more, and
/// there is no other number.
fn number_and_day(text: &str) -> Option<(f64, Date)> {
    let (before, rest) = text.split_at(text.find(|c: char| c.is_ascii_digit())?);
    let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.');
    let (number, rest) = rest.split_at(end.unwrap_or(rest.len()));
    let mut words = before.split(|c: char| !c.is_alphanumeric());
    let is_key =
        words.all(|word| matches!(word, "" | "value" | "baseline" | "target" | "readings"));
    let begins = before.chars().next_back();
    let is_whole = begins.is_none_or(|c| c == ' ' || "{[(=\"'".contains(c));
    let number: f64 = number.trim_end_matches('.').parse().ok()?;
    let mut spaces = rest.match_indices(' ').map(|(at, _)| at);
    let (at, day) = spaces.find_map(|at| {
        let words = rest[at..].trim_matches(|c: char| !c.is_alphanumeric());
        match day::day(words)? {
            Stamp::Day(date, _) => Some((at, date)),
            _ => None,
        }
    })?;
    let between = &rest[..at];
    let is_sign = between.starts_with(|c: char| c == '/' || is_dash(c));
    let is_one = !between.contains(char::is_numeric) && !is_sign;
    (is_key && is_whole && is_one).then_some((number, day))
}

/// The keys that a file of this kind has below a heading, or at its top.
pub(crate) fn keys_below(kind: Option<&str>, heading: &str) -> &'static [Key] {
    let says = |id: &str| kind.is_some_and(|kind| kind.contains(id));
    let is_top = !heading.starts_with('[');
    match () {
        () if says("response") && is_top => response::TOP,
        () if says("response") && heading.contains("[respondent]") => response::RESPONDENT,
        () if says("response") => response::PRACTICE,
        () if says("team-assessment") && is_top => team::TOP,
        () if says("team-assessment") => team::PRACTICE,
        () if says("plan") && is_top => plan::TOP,
        () if says("plan") => plan::of_entries(heading.trim_matches(['[', ']'])),
        () => &[],
    }
}

/// Several keys in a sentence: `id, practice, action, owner, and 7 more keys`.
pub(crate) fn several(names: &[&str]) -> String {
    // As many as fit into a line, and never one alone left over.
    const NAMED: usize = 4;
    let named = if names.len() > NAMED + 1 {
        NAMED
    } else {
        names.len()
    };
    let first: Vec<String> = names[..named].iter().map(|name| cut(name)).collect();
    words::named(&first, names.len(), "key")
}

/// How a day is typed after this key.
pub(crate) fn day(key: &str) -> String {
    let (words, day) = match key {
        "due" => ("March 31, 2027", "2027-03-31"),
        _ => ("October 1, 2026", "2026-10-01"),
    };
    let value = match key {
        "reviews" => format!("[\"{day}\"]"),
        _ => format!("\"{day}\""),
    };
    format!("For {words}: {key} = {value}")
}

/// Why a text after this key isn't a day, without a stop, and what to type; none where it is one.
pub(crate) fn not_a_day(key: &str, written: &str) -> Option<(Code, String, String)> {
    let written = written.trim();
    let shown = cut(written);
    let example = day(key);
    Some(match day::day(written)? {
        Stamp::Day(..) => return None,
        Stamp::Impossible => (
            Code::ImpossibleDate,
            format!("The date \"{shown}\" doesn't exist"),
            format!("Type the date as year-month-day. {example}"),
        ),
        Stamp::OtherYear => (
            Code::OtherDate,
            format!("The year in \"{shown}\" can't be right"),
            format!("Correct the year. {example}"),
        ),
        Stamp::Unclear => {
            let days = day::readings(written);
            let said = |day| words::either_day(&[day]);
            let typed = days
                .iter()
                .map(|day| format!("For {}, type \"{day}\".", said(*day)));
            (
                Code::OtherDate,
                format!("\"{shown}\" could be {}", words::could_be(&days)),
                typed.collect::<Vec<_>>().join(" "),
            )
        }
        Stamp::Other => {
            let due = if key == "due" { "due " } else { "" };
            (
                Code::OtherDate,
                format!("We can't read \"{shown}\" as a {due}date"),
                match day::with_a_note(written) {
                    Some((day, note)) => {
                        let only = match is_list(key) {
                            true => "Type only the date in its place:".to_owned(),
                            false => format!("Type only the date: {key} ="),
                        };
                        let note = cut(note);
                        format!(
                            "{only} \"{day}\". Put the rest into a line of its own above: # {note}"
                        )
                    }
                    None => format!("Type it as year-month-day. {example}"),
                },
            )
        }
    })
}

/// Whether a key takes a list.
pub(crate) fn is_list(key: &str) -> bool {
    key == "practice" || example(key).is_some_and(|value| value.starts_with('['))
}

/// Whether a key takes a list of words or days, and nothing else.
pub(crate) fn is_list_of_words(key: &str) -> bool {
    use Holds::{Days, Focus, Names, Texts};
    holds(key, &[Days, Focus, Names, Texts])
}

/// Whether a key takes numbers, and so no quotation marks.
pub(crate) fn is_bare(key: &str) -> bool {
    example(key).is_some_and(|value| value.starts_with(|c: char| c == '{' || c.is_ascii_digit()))
}

/// Whether a key takes one of a few words.
pub(crate) fn is_choice(key: &str) -> bool {
    use Holds::{Audience, Decision, Rating, Status};
    holds(key, &[Rating, Decision, Status, Audience])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_a_line_of_its_own_is_known_and_no_heading() {
        let known = ["Rating", "what", "not_read", "due", "goal", "focus"];
        assert!(known.into_iter().all(is_known));
        let others = ["respondent", "defer", "step", "strength", "value", "by"];
        assert!(!others.into_iter().any(is_known));
    }
}
