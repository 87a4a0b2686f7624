//! The entries of a plan in which several things are still empty, told to people as one
//! problem each. Programs get every problem by itself.

use std::borrow::Cow;

use crate::problem::Problem;
use crate::words::list;

/// The problems of a file for people: where several say of one entry that something in it
/// is still empty, the first of them says it of all.
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
                    let first = first.to_mut();
                    // It is worth what the worst of them is.
                    if problem.severity < first.severity {
                        *first = problem.clone();
                    }
                    of_all(first, &keys);
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
    let mut keys = keys.to_vec();
    let order = ["action", "owner", "due", "measure"];
    keys.sort_by_key(|key| order.iter().position(|known| known == key));
    let about = first.unfilled.as_ref().map_or("", |entry| &entry.about);
    first.message = format!("{about}: {} are still empty.", list(&keys));
    let what: Vec<&str> = keys
        .iter()
        .map(|key| match *key {
            "action" => "what will be done",
            "owner" => "who is responsible (a person or a job title)",
            "measure" => "what will show that it worked",
            _ => "the due date (such as 2027-03-31)",
        })
        .collect();
    first.help = format!("Type between the quotation marks: {}.", list(&what));
}
