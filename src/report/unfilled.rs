//! The entries of a plan in which several things are still empty, told to people as one
//! problem each. Programs get every problem by itself.

use std::borrow::Cow;

use crate::problem::Problem;

/// The problems of a file for people: where several say of one entry that something in it
/// is still empty, the first of them says it of all.
#[must_use]
pub fn joined(problems: &[Problem]) -> Vec<Cow<'_, Problem>> {
    let mut joined: Vec<Cow<'_, Problem>> = Vec::with_capacity(problems.len());
    let mut keys: Vec<&str> = Vec::new();
    for problem in problems {
        let entry = problem.unfilled.as_ref();
        let last = joined.last().and_then(|last| last.unfilled.as_ref());
        match (entry, last) {
            (Some(entry), Some(last)) if entry.start == last.start => {
                keys.push(entry.key);
                if let Some(first) = joined.last_mut() {
                    of_all(first.to_mut(), &keys);
                }
            }
            _ => {
                keys = entry.iter().map(|entry| entry.key).collect();
                joined.push(Cow::Borrowed(problem));
            }
        }
    }
    joined
}

fn of_all(first: &mut Problem, keys: &[&str]) {
    let about = first.unfilled.as_ref().map_or("", |entry| &entry.about);
    let (others, last) = keys.split_at(keys.len().saturating_sub(1));
    first.message = format!(
        "{about}: {} and {} are still empty.",
        others.join(", "),
        last.join("")
    );
    let what: Vec<&str> = keys
        .iter()
        .map(|key| match *key {
            "action" => "what will be done",
            "owner" => "who is responsible, a person or a post",
            _ => "by when, as year, month and day (YYYY-MM-DD)",
        })
        .collect();
    first.help = format!("Type between the quotes {}.", what.join("; "));
}
