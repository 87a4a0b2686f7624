//! A response: one respondent's form, filled in by hand.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use crate::file::document::Document;
use crate::file::nearest::{nearest, nearest_first};
use crate::file::read::{Checked, other_rubric};
use crate::file::table::{Reader, Value, phrase};
use crate::file::text::Text;
use crate::model::rating::{Labels, Rating};
use crate::model::response::{Answer, Response};
use crate::model::rubric::Rubric;
use crate::problem::{Code, Problem};

pub(super) const TOP: &[&str] = &["kind", "rubric", "district", "cycle", "respondent"];
pub(super) const RESPONDENT: &[&str] = &["name", "role", "department", "date"];
pub(super) const PRACTICE: &[&str] = &["rating", "documentation"];

/// Reads a response's document.
#[must_use]
pub fn check(text: &Text, document: Document<'_>, rubric: &Rubric) -> Checked<Response> {
    let mut reader = Reader::new(text);
    if let Some(problem) = other_rubric(text, &document, rubric) {
        let problems = document.problems(text, vec![problem]);
        return Checked::new(Response::default(), problems);
    }
    let root = &document.root;
    if !root.contains_key("rubric") {
        reader.report_whole(
            Code::MissingKey,
            format!(
                "The line rubric = \"{}\" is missing; the form was read as one of it.",
                rubric.reference()
            ),
            "Type it below the line that begins with kind.",
        );
    }
    let mut response = Response {
        district: reader.plain(root, "district"),
        cycle: reader.plain(root, "cycle"),
        answers: vec![Answer::default(); rubric.len()],
        ..Response::default()
    };
    respondent(&mut reader, root, &mut response);
    let mut damaged = vec![false; rubric.len()];
    let present = practices(
        &mut reader,
        root,
        rubric,
        TOP,
        |reader, table, index, place| {
            let before = reader.problems.len();
            response.answers[index] = answer(reader, table, rubric, index, place);
            damaged[index] = reader.problems[before..].iter().any(Problem::is_error);
        },
    );
    missing_sections(&mut reader, rubric, &present);
    gaps(&mut reader, &response, &damaged);
    let problems = document.problems(text, reader.problems);
    Checked::new(response, problems)
}

fn respondent(reader: &mut Reader<'_>, root: &DeTable<'_>, response: &mut Response) {
    match root.get("respondent").map(|v| (v.get_ref(), v.span())) {
        Some((DeValue::Table(table), _)) => {
            reader.unknown_keys(table, RESPONDENT, "the respondent");
            response.name = reader.plain(table, "name");
            response.role = reader.plain(table, "role");
            response.department = reader.plain(table, "department");
            response.date = reader.date(table, "date");
        }
        Some((_, span)) => reader.report(
            Code::WrongType,
            span,
            "\"respondent\" is not a section.",
            "Type [respondent], and below it name, role, department and date.",
        ),
        None => reader.report_whole(
            Code::MissingSection,
            "The section [respondent] is missing: the response counts as anonymous.",
            "Type [respondent], and below it name, role, department and date, each with = \"\".",
        ),
    }
}

/// Walks the sections of practices that a file has, and says for each practice whether
/// it is there; ingredients and practices that the rubric does not have are reported.
/// A file's own keys are `top`.
pub(super) fn practices(
    reader: &mut Reader<'_>,
    root: &DeTable<'_>,
    rubric: &Rubric,
    top: &[&str],
    mut each: impl FnMut(&mut Reader<'_>, &DeTable<'_>, usize, Range<usize>),
) -> Vec<bool> {
    let mut present = vec![false; rubric.len()];
    for (key, value) in root {
        let name = key.get_ref().as_ref();
        // A heading without a name is a fault of the format, and is reported as that.
        if top.contains(&name) || name.is_empty() {
            continue;
        }
        let DeValue::Table(table) = value.get_ref() else {
            reader.unknown_key(name, key.span(), top, "this file");
            continue;
        };
        let known = rubric.ingredient(name).is_some();
        for (practice, section) in table {
            let id = format!("{name}.{}", practice.get_ref());
            let DeValue::Table(content) = section.get_ref() else {
                if known {
                    not_a_section(reader, &id, section);
                } else {
                    reader.unknown_key(
                        practice.get_ref(),
                        practice.span(),
                        &[],
                        &format!("[{name}]"),
                    );
                }
                continue;
            };
            match rubric.index_of(&id) {
                Some(index) => {
                    present[index] = true;
                    each(reader, content, index, section.span());
                }
                None => unknown_practice(reader, rubric, &id, section.span()),
            }
        }
        if !known && table.is_empty() {
            unknown_practice(reader, rubric, name, value.span());
        }
    }
    present
}

fn not_a_section(reader: &mut Reader<'_>, id: &str, value: &Value<'_>) {
    reader.report(
        Code::WrongType,
        value.span(),
        format!("\"{id}\" is not a section with answers."),
        format!("Type [{id}], and below it rating = \"\"."),
    );
}

fn unknown_practice(reader: &mut Reader<'_>, rubric: &Rubric, id: &str, span: Range<usize>) {
    let ids = rubric.practices().iter().map(|p| p.id.as_str());
    let (message, help) = match nearest(id, ids) {
        Some(near) => (
            format!("[{id}] is no practice of this rubric. Did you mean [{near}]?"),
            format!("Type the heading as [{near}]."),
        ),
        None => (
            format!("[{id}] is no practice of this rubric."),
            "Delete the section, or give it the heading of the blank form. `chronic rubric` lists the practices.".to_owned(),
        ),
    };
    reader.report(Code::UnknownPractice, span, message, help);
}

fn answer(
    reader: &mut Reader<'_>,
    table: &DeTable<'_>,
    rubric: &Rubric,
    index: usize,
    place: Range<usize>,
) -> Answer {
    reader.unknown_keys(table, PRACTICE, "a practice");
    if !table.contains_key("rating") {
        let id = &rubric.practices()[index].id;
        // A misspelt key has been named already.
        let misspelt = table
            .keys()
            .any(|k| nearest(k.get_ref(), ["rating"]).is_some());
        if !misspelt {
            reader.report(
                Code::MissingKey,
                place,
                format!("[{id}] has no line for the rating: the practice counts as unanswered."),
                "Type rating = \"\" below the heading, with the answer between the quotes; or take the # away from the line that has it.",
            );
        }
    }
    Answer {
        rating: rating(reader, table, "rating", &rubric.labels),
        documentation: reader.plain(table, "documentation"),
    }
}

/// The rating of a key; `None` where it is blank, missing or, which is reported, none
/// of the five.
pub(super) fn rating(
    reader: &mut Reader<'_>,
    table: &DeTable<'_>,
    key: &str,
    labels: &Labels,
) -> Option<Rating> {
    if let Some(value) = table.get(key)
        && !value.get_ref().is_str()
    {
        reader.report(
            Code::WrongType,
            value.span(),
            "The rating is not text between quotes.",
            format!("Type one of the five between quotes: {}.", labels.phrase()),
        );
        return None;
    }
    let (written, span) = reader.text(table, key)?;
    if written.is_empty() {
        return None;
    }
    let rating = labels.read(&written);
    if rating.is_none() {
        let all: Vec<&str> = Rating::ALL.iter().map(|r| labels.of(*r)).collect();
        let likely = nearest(&written, all.iter().copied());
        let mut message = format!("\"{}\" is not a rating.", cut(&written));
        if let Some(near) = likely {
            message.push_str(&format!(" Did you mean {near}?"));
        }
        if let Some(odd) = odd_letter(&written, &all) {
            message.push_str(&format!(
                " The letter \"{odd}\" in it (U+{:04X}) only looks like the usual one.",
                u32::from(odd)
            ));
        }
        let help = format!(
            "Type one of the five: {}.",
            phrase(&nearest_first(&written, &all)).replace(" and ", " or ")
        );
        reader.report(Code::UnknownRating, span, message, help);
    }
    rating
}

/// A letter of another script in a word of Latin letters, where no label has any.
fn odd_letter(written: &str, labels: &[&str]) -> Option<char> {
    let latin = |c: char| c < '\u{250}';
    let plain = labels.iter().all(|l| l.chars().all(latin))
        && written.chars().any(|c| c.is_ascii_alphabetic());
    written
        .chars()
        .find(|c| plain && c.is_alphabetic() && !latin(*c))
}

fn cut(text: &str) -> String {
    const LENGTH: usize = 60;
    let mut cut: String = text.chars().take(LENGTH).collect();
    if cut.len() < text.len() {
        cut.push_str("...");
    }
    cut
}

pub(super) fn missing_sections(reader: &mut Reader<'_>, rubric: &Rubric, present: &[bool]) {
    let missing: Vec<String> = rubric
        .practices()
        .iter()
        .zip(present)
        .filter(|(_, present)| !**present)
        .map(|(practice, _)| format!("[{}]", practice.id))
        .collect();
    let message = match missing.len() {
        0 => return,
        1 => format!(
            "One practice is missing from the file and counts as unanswered: {}.",
            missing[0]
        ),
        n if n == rubric.len() => {
            "All practices are missing from the file and count as unanswered.".to_owned()
        }
        n => format!(
            "{n} practices are missing from the file and count as unanswered: {}.",
            missing.join(", ")
        ),
    };
    reader.report_whole(
        Code::MissingSection,
        message,
        "If answers were lost, copy the missing sections from the blank form and fill them in.",
    );
}

/// What is unanswered, and what is rated without saying how we know; but for practices
/// in whose section something else is wrong.
fn gaps(reader: &mut Reader<'_>, response: &Response, damaged: &[bool]) {
    let of = response.answers.len();
    let numbers = |wanted: fn(&Answer) -> bool| -> Vec<String> {
        let all = response.answers.iter().zip(damaged).enumerate();
        all.filter(|(_, (answer, damaged))| !**damaged && wanted(answer))
            .map(|(index, _)| (index + 1).to_string())
            .collect()
    };
    let unanswered = numbers(|a| a.rating.is_none());
    if !unanswered.is_empty() {
        let message = if unanswered.len() == of {
            format!("All {of} practices are unanswered: the form is blank.")
        } else {
            practices_by_number(&unanswered, of, "unanswered")
        };
        reader.report_whole(
            Code::Unanswered,
            message,
            "Type a rating between the quotes of each; Unsure is an answer too.",
        );
    }
    let undocumented =
        numbers(|a| a.documentation.is_empty() && a.rating.is_some_and(|r| r != Rating::Unsure));
    if !undocumented.is_empty() {
        reader.report_whole(
            Code::Undocumented,
            practices_by_number(&undocumented, of, "rated without saying how we know"),
            "A few words on what you saw or where it is written are enough, below \"How do we know?\".",
        );
    }
}

/// `2 of 25 practices are unanswered: numbers 4 and 7.`
fn practices_by_number(numbers: &[String], of: usize, what: &str) -> String {
    let words: Vec<&str> = numbers.iter().map(String::as_str).collect();
    let (verb, number) = if words.len() == 1 {
        ("is", "number")
    } else {
        ("are", "numbers")
    };
    format!(
        "{} of {of} practices {verb} {what}: {number} {}.",
        words.len(),
        phrase(&words)
    )
}
