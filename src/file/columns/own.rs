//! The columns that are no question of the rubric: who answered and when, and what a form
//! tool writes for itself.

use crate::file::columns::heading::{Words, plain};
use crate::file::columns::{Column, Use};
use crate::file::export::{Export, bad};
use crate::file::table::cut;
use crate::model::letters::letters;
use crate::problem::Problem;

/// What a column says that no practice asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Own {
    /// Who answered.
    Name,
    /// Their role or post.
    Role,
    /// Their department.
    Department,
    /// The school district.
    District,
    /// The school year.
    Cycle,
    /// When it was answered.
    When,
    /// An address; no name, and not used.
    Email,
    /// What only the form tool wants; not used.
    Tools,
}

/// Words that say nothing of what is asked.
const FILLERS: [&str; 27] = [
    "what",
    "whats",
    "is",
    "s",
    "your",
    "the",
    "please",
    "enter",
    "type",
    "write",
    "state",
    "give",
    "tell",
    "us",
    "respondent",
    "respondents",
    "full",
    "optional",
    "of",
    "you",
    "are",
    "my",
    "in",
    "do",
    "which",
    "a",
    "required",
];

/// What is asked when the fillers are gone.
const ASKED: [(&str, Own); 40] = [
    ("name", Own::Name),
    ("first and last name", Own::Name),
    ("name first and last", Own::Name),
    ("role", Own::Role),
    ("role or post", Own::Role),
    ("role or position", Own::Role),
    ("role or title", Own::Role),
    ("role title", Own::Role),
    ("current role", Own::Role),
    ("post", Own::Role),
    ("position", Own::Role),
    ("job", Own::Role),
    ("job title", Own::Role),
    ("department", Own::Department),
    ("department or office", Own::Department),
    ("department or school", Own::Department),
    ("department work", Own::Department),
    ("district", Own::District),
    ("school district", Own::District),
    ("district name", Own::District),
    ("name district", Own::District),
    ("cycle", Own::Cycle),
    ("school year", Own::Cycle),
    ("timestamp", Own::When),
    ("time stamp", Own::When),
    ("marca temporal", Own::When),
    ("horodateur", Own::When),
    ("zeitstempel", Own::When),
    ("date", Own::When),
    ("completion time", Own::When),
    ("submitted", Own::When),
    ("submitted at", Own::When),
    ("submission time", Own::When),
    ("submission date", Own::When),
    ("id", Own::Tools),
    ("start time", Own::Tools),
    ("last modified time", Own::Tools),
    ("language", Own::Tools),
    ("total points", Own::Tools),
    ("quiz feedback", Own::Tools),
];

/// A word of a short heading that hints at what is asked.
const HINTS: [(&str, Own); 8] = [
    ("role", Own::Role),
    ("position", Own::Role),
    ("job", Own::Role),
    ("department", Own::Department),
    ("name", Own::Name),
    ("district", Own::District),
    ("date", Own::When),
    ("year", Own::Cycle),
];

/// What a heading asks that no practice does, and whether that is only likely. What stands
/// in brackets behind it explains it: "Your name (leave empty to stay anonymous)".
pub(super) fn own(heading: &str) -> Option<(Own, bool)> {
    let explained = heading.find('(').filter(|at| *at > 0);
    let all = Words::of(explained.map_or(heading, |at| &heading[..at])).rest;
    let words: Vec<&str> = all.split(' ').filter(|w| !FILLERS.contains(w)).collect();
    // A tool puts a digit behind a title that it has had before.
    let left = words.join(" ");
    let left = left
        .trim_end_matches(|c: char| c.is_ascii_digit())
        .trim_end();
    if let Some((_, own)) = ASKED.iter().find(|(asked, _)| *asked == left) {
        return Some((*own, false));
    }
    let is_mail = |word: &&str| matches!(*word, "email" | "mail" | "emails" | "username");
    if words.len() <= 4 && words.iter().any(is_mail) {
        return Some((Own::Email, false));
    }
    if all.starts_with("points ") || all.starts_with("feedback ") {
        return Some((Own::Tools, false));
    }
    if words.len() > 4 {
        return None;
    }
    let hint = HINTS.iter().find(|(hint, _)| words.contains(hint));
    hint.map(|(_, own)| (*own, true))
}

/// Leaves one column for each thing, the one that holds something; of time stamps the one
/// of the day that the respondent gave, or else of when it was sent.
pub(super) fn settle(columns: &mut [Column], export: &Export) -> Vec<Problem> {
    let mut problems = Vec::new();
    account_name(columns);
    for (own, what) in [
        (Own::Name, "name"),
        (Own::Role, "role"),
        (Own::Department, "department"),
        (Own::District, "district"),
        (Own::Cycle, "school year"),
    ] {
        let of = of(columns, own);
        if of.len() < 2 {
            continue;
        }
        let filled: Vec<usize> = of
            .iter()
            .copied()
            .filter(|at| says_something(export, columns[*at].at))
            .collect();
        // A column that is sure goes before one that is only likely.
        let sure: Vec<usize> = filled
            .iter()
            .copied()
            .filter(|at| !columns[*at].near)
            .collect();
        let kept = match (filled.as_slice(), sure.as_slice()) {
            ([], _) => of.first().copied(),
            ([only], _) | (_, [only]) => Some(*only),
            _ => None,
        };
        match kept {
            Some(kept) => {
                for at in of.into_iter().filter(|at| *at != kept) {
                    let filled = filled.contains(&at);
                    columns[at].used = if filled {
                        Use::Nothing
                    } else {
                        Use::Own(Own::Tools)
                    };
                    columns[at].near = false;
                }
            }
            None => problems.push(two_columns(columns, &filled, what)),
        }
    }
    one_time_stamp(columns);
    problems
}

/// Where people sign in, a form tool writes the account's name right behind its address: it
/// is not what somebody answered who was asked for a name, and left it empty.
fn account_name(columns: &mut [Column]) {
    let names = of(columns, Own::Name);
    let is_account = |at: &&usize| {
        **at > 0
            && columns[**at - 1].used == Use::Own(Own::Email)
            && columns[..**at]
                .iter()
                .any(|c| c.used == Use::Own(Own::Tools))
    };
    if let Some(account) = names.iter().find(is_account).copied()
        && names.iter().any(|at| *at > account && !columns[*at].near)
    {
        columns[account].used = Use::Own(Own::Tools);
    }
}

fn of(columns: &[Column], own: Own) -> Vec<usize> {
    let is = |at: &usize| columns[*at].used == Use::Own(own);
    (0..columns.len()).filter(is).collect()
}

fn two_columns(columns: &[Column], of: &[usize], what: &str) -> Problem {
    let named: Vec<String> = of
        .iter()
        .map(|at| {
            format!(
                "{} (\"{}\")",
                letters(columns[*at].at),
                cut(&columns[*at].heading)
            )
        })
        .collect();
    bad(
        format!(
            "More than one column holds the {what}: {}.",
            named.join(", ")
        ),
        "Keep the one that is right: delete the others in the spreadsheet, or give them another heading.",
    )
}

fn one_time_stamp(columns: &mut [Column]) {
    let rank = |column: &Column| {
        let words = plain(&column.heading);
        let day_given = words.contains("date");
        (column.near, !day_given, column.at)
    };
    let of = of(columns, Own::When);
    let first = of.iter().copied().min_by_key(|at| rank(&columns[*at]));
    for at in of {
        if Some(at) != first {
            columns[at].used = Use::Own(Own::Tools);
            columns[at].near = false;
        }
    }
}

/// Whether a column holds anything but what a tool writes for people who are not named.
fn says_something(export: &Export, column: usize) -> bool {
    let said = |text: String| !text.is_empty() && !is_anonymous(&text);
    export.rows.iter().any(|row| said(row.text(column)))
}

/// What Microsoft Forms writes where people answer without signing in.
#[must_use]
pub(in crate::file) fn is_anonymous(name: &str) -> bool {
    plain(name) == "anonymous"
}
