//! A response: one respondent's form, filled in by hand.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use crate::files::named_rubric::report_no_rubric;
use crate::files::response::in_comment;
use crate::files::section::{
    Presence, is_respondent, missing_sections, name_the_damaged, name_the_lost, practices,
    unknown_practice,
};
use crate::model::keys::response::{PRACTICE, RESPONDENT, TOP};
use crate::model::keys::{Key, has};
use crate::model::placeholder::name_of_somebody;
use crate::model::punctuation::{acts, is_apostrophe, is_unseen};
use crate::model::rating::{Labels, Rating};
use crate::model::response::{Answer, Response};
use crate::model::rubric::Rubric;
use crate::problem::{Code, Problem};
use crate::text::nearest::{nearest, nearest_first};
use crate::text::{Text, cut};
use crate::toml::document::{Checked, Document};
use crate::toml::fault::{Layout, above_heading, heading_below};
use crate::toml::key::rest_of;
use crate::toml::table::{Reader, written};
use crate::words;

/// Reads a response's document.
pub fn read(text: &Text, mut document: Document<'_>, rubric: &Rubric) -> Checked<Response> {
    let mut reader = Reader::new(text);
    let root = &document.root;
    report_no_rubric(&mut reader, root, rubric);
    let mut response = Response {
        district: reader.heading(root, "district"),
        cycle: reader.cycle(root),
        answers: vec![Answer::default(); rubric.len()],
        ..Response::default()
    };
    respondent(&mut reader, root, &mut response);
    let mut damaged = vec![false; rubric.len()];
    let mut presence = practices(
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
    in_comment::report_sections(&mut reader, rubric, &mut presence);
    for (damaged, presence) in damaged.iter_mut().zip(&presence) {
        *damaged |= *presence == Presence::Damaged;
    }
    name_the_damaged(text, &mut document, rubric, &presence);
    name_the_lost(&mut document, rubric, &presence, None);
    missing_sections(
        &mut reader,
        rubric,
        &presence,
        "If answers were lost, copy the missing sections from the blank form and fill them in.",
    );
    // Where a line could not be read, what stands around it may be half of that.
    if document.faults.problems.is_empty() {
        in_comment::report(&mut reader, &document.root, &response, rubric);
    }
    reader
        .problems
        .extend(gaps(response.rated(), |index| damaged[index]));
    let problems = document.problems(text, reader.problems);
    Checked::new(response, problems)
}

fn respondent(reader: &mut Reader<'_>, root: &DeTable<'_>, response: &mut Response) {
    match root.get("respondent").map(|v| (v.get_ref(), v.span())) {
        Some((DeValue::Table(table), _)) => {
            respondents_keys(reader, table);
            response.name = name_of_somebody(&reader.plain(table, "name")).to_owned();
            response.role = reader.plain(table, "role");
            response.department = reader.plain(table, "department");
            response.date = reader.date(table, "date");
        }
        Some((_, span)) => {
            reader.report(
                Code::WrongType,
                span,
                "\"respondent\" isn't a section.",
                "Type [respondent], and below it name, role, department, and date.",
            );
        }
        None if root.iter().any(|(key, value)| {
            has(RESPONDENT, key.get_ref()) || is_respondent((key.get_ref(), value), TOP)
        }) => {}
        None => reader.report_whole(
            Code::MissingSection,
            "The section [respondent] is missing, so the response counts as anonymous.",
            "Type [respondent], and below it name, role, department, and date, each with = \"\".",
        ),
    }
}

fn answer(
    reader: &mut Reader<'_>,
    table: &DeTable<'_>,
    rubric: &Rubric,
    index: usize,
    place: Range<usize>,
) -> Answer {
    let id = &rubric.practices()[index].id;
    let mut explained = false;
    for (key, value) in table {
        let name = key.get_ref().as_ref();
        if has(PRACTICE, name) {
            continue;
        }
        if has(TOP, name) || has(RESPONDENT, name) {
            reader.misplaced(name, key.span(), &format!("[{id}]"));
            continue;
        }
        if let Some(inner) = value.get_ref().as_table() {
            let dotted = inner.keys().next().filter(|inner| {
                let line = reader.text.line_of(key.span().start);
                has(PRACTICE, inner.get_ref()) && line == reader.text.line_of(inner.span().start)
            });
            match dotted {
                Some(inner) => {
                    reader.report(
                        Code::UnknownKey,
                        key.span(),
                        format!(
                            "Only the word {} can go before the equals sign.",
                            inner.get_ref()
                        ),
                        format!("Delete what is in front of the word: {}.", cut(name)),
                    );
                }
                None => {
                    unknown_practice(reader, rubric, &format!("{id}.{name}"), key.span());
                }
            }
            explained = true;
        } else if let Some(own) = same_as(reader, table, key, (PRACTICE, "a practice")) {
            explained |= own == "rating";
        } else {
            reader.unknown_key(name, key.span(), PRACTICE, "a practice");
            // A misspelt key has been named already.
            explained |= nearest(name, ["rating"]).is_some();
        }
    }
    if !table.contains_key("rating") && !explained {
        reader.report(
            Code::MissingKey,
            place,
            format!("[{id}] has no line for the rating, so the practice counts as unanswered."),
            "Below the heading, type rating = \"\" with the answer between the quotation marks. If there is such a line with a # in front, delete the #.",
        );
    }
    Answer {
        rating: rating(reader, table, "rating", &rubric.labels),
        documentation: reader.plain(table, "documentation").into(),
    }
}

/// What people call each key of a form, as in a roster or another survey.
const SAME_AS: [(&str, &str); 4] = [
    ("role", "title, position, job"),
    ("department", "school, office, dept"),
    ("rating", "answer, response, score, my-rating"),
    (
        "documentation",
        "evidence, comment, comments, notes, reason, how",
    ),
];

/// Reports a key that people call otherwise, and tells what the form calls it; none where it isn't
/// one of these, or the section has the right one too.
fn same_as(
    reader: &mut Reader<'_>,
    table: &DeTable<'_>,
    key: &Spanned<DeString<'_>>,
    (keys, whose): (&[Key], &str),
) -> Option<&'static str> {
    let name = key.get_ref().as_ref();
    let is_other = |(own, others): &&(&str, &str)| {
        words::is_one_of(&name.to_ascii_lowercase(), others)
            && has(keys, own)
            && !table.contains_key(*own)
    };
    let (own, _) = SAME_AS.iter().find(is_other)?;
    reader.report(
        Code::UnknownKey,
        key.span(),
        format!(
            "\"{}\" isn't part of {whose}. Did you mean {own}?",
            cut(name)
        ),
        format!("Type {own} instead."),
    );
    Some(own)
}

/// Reports keys that are not the respondent's; those of a practice have lost their heading.
fn respondents_keys(reader: &mut Reader<'_>, table: &DeTable<'_>) {
    let mut lost: Vec<Range<usize>> = Vec::new();
    for key in table.keys() {
        let name = key.get_ref().as_ref();
        if has(PRACTICE, name) {
            lost.push(key.span());
        } else if has(TOP, name) {
            reader.misplaced(name, key.span(), "[respondent]");
        } else if !has(RESPONDENT, name)
            && same_as(reader, table, key, (RESPONDENT, "the section [respondent]")).is_none()
        {
            reader.unknown_key(name, key.span(), RESPONDENT, "the section [respondent]");
        }
    }
    if let Some(span) = lost.into_iter().min_by_key(|span| span.start) {
        let text = reader.text;
        let (line, key) = (text.line_of(span.start), &text.as_str()[span.clone()]);
        let layout = Layout::new(text, text.as_str());
        if let Some(heading) = heading_below(&layout, line, key) {
            let problem = above_heading(key, heading, Code::UnknownKey);
            reader.problems.push(problem.at(text.place(span)));
            return;
        }
        reader.report(
            Code::UnknownKey,
            span,
            "There is an answer here, but the heading of its practice is missing.",
            "Above this line, type the heading of the practice again as it is in the blank form. If it's there with a # in front, delete the #.",
        );
    }
}

/// The rating of a key; `None` where it is blank, missing or, which is reported, none
/// of the five.
pub(crate) fn rating(
    reader: &mut Reader<'_>,
    table: &DeTable<'_>,
    key: &str,
    labels: &Labels,
) -> Option<Rating> {
    if let Some(value) = written(table, key)
        && !value.get_ref().is_str()
    {
        let all = words::any_of(&Rating::ALL.map(|r| labels.of(r)));
        reader.report(
            Code::WrongType,
            value.span(),
            "The rating has to be text between quotation marks.",
            format!("Type one of these between quotation marks: {all}."),
        );
        return None;
    }
    let before = reader.problems.len();
    let (written, span) = reader.text(table, key)?;
    if written.is_empty() {
        return None;
    }
    let rating = labels.read(&written);
    if rating.is_none() {
        // Odd characters are the reason, and not a second problem.
        reader.problems.truncate(before);
        let (message, mut help) = not_a_rating(&written, labels);
        // A reason behind it.
        const FAR: usize = 60;
        let words = written.match_indices(|c: char| !c.is_alphanumeric() && c != '-');
        let mut words = words.take_while(|(at, _)| *at < FAR);
        let meant = words.find_map(|(at, _)| labels.read(&written[..at]).zip(written.get(at..)));
        if let (Some((meant, rest)), Some(text)) = (meant, rest_of(key)) {
            let is_said = rest.contains(char::is_alphanumeric);
            help = format!(
                "If you mean {}, type only that{}. {}",
                labels.of(meant),
                if is_said {
                    format!(", and move the rest to {text}")
                } else {
                    String::new()
                },
                help.replacen("Type", "Otherwise, type", 1),
            );
        }
        reader.report(Code::UnknownRating, span, message, help);
    }
    rating
}

/// What is wrong with something that is none of the five, and what to type instead.
pub(crate) fn not_a_rating(written: &str, labels: &Labels) -> (String, String) {
    let all: Vec<&str> = Rating::ALL.iter().map(|r| labels.of(*r)).collect();
    let mut message = format!("\"{}\" isn't a rating.", cut(written));
    let near = nearest(written, all.iter().copied());
    if let Some(near) = near.filter(|near| denials(near) == denials(written)) {
        message.push_str(&format!(" Did you mean {near}?"));
    }
    if let Some(odd) = written.chars().find(|c| is_invisible(*c)) {
        message.push_str(&format!(
            " It has an invisible character in it (U+{:04X}). Delete the whole word and type it again.",
            u32::from(odd)
        ));
    } else if let Some(odd) = odd_letter(written, &all) {
        message.push_str(&format!(
            " The letter \"{odd}\" in it (U+{:04X}) only looks like the usual one.",
            u32::from(odd)
        ));
    }
    let help = format!(
        "Type one of these: {}.",
        words::any_of(&nearest_first(written, &all))
    );
    (message, help)
}

/// How many words of a text turn what it says into its opposite: "couldn't be better" doesn't
/// mean "could be better".
fn denials(text: &str) -> usize {
    let plain = text.to_lowercase().replace(is_apostrophe, "'");
    let words = plain.split(|c: char| !c.is_alphanumeric() && c != '\'');
    let denies = |word: &&str| matches!(*word, "no" | "not" | "never") || word.ends_with("n't");
    words.filter(denies).count()
}

fn is_invisible(c: char) -> bool {
    is_unseen(c) || acts(c) && c != '\n'
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

/// A form without a rating is no answer; what is written in it is not passed over.
pub fn nobody_answered(response: &Response) -> Problem {
    let has_comments = response.answers.iter().any(|a| !a.documentation.is_empty());
    nobody(Code::NobodyAnswered, has_comments)
}

fn nobody(code: Code, has_comments: bool) -> Problem {
    let (message, help) = if has_comments {
        (
            "This form has comments but no ratings, so neither is counted or shown anywhere.",
            "Ask the respondent for ratings. Unsure counts as an answer, and a rating after a # doesn't.",
        )
    } else {
        (
            "This form is blank, so it isn't counted.",
            "If someone did answer it, the answers weren't saved, or each one is after a #. Look at the file, or ask for it again. Otherwise, you can leave the blank form here.",
        )
    };
    Problem::new(code, message, help)
}

/// What is unanswered, and what is rated without saying how we know: of each practice its
/// rating, and whether it is documented. Practices in whose section something else is wrong
/// are left out.
pub(crate) fn gaps(
    answers: impl Iterator<Item = (Option<Rating>, bool)>,
    is_damaged: impl Fn(usize) -> bool,
) -> Vec<Problem> {
    let answers: Vec<(Option<Rating>, bool)> = answers.collect();
    let of = answers.len();
    let mut problems = Vec::new();
    let numbers = |wanted: fn(Option<Rating>, bool) -> bool| -> Vec<usize> {
        let is_wanted = |(index, (rating, documented)): (usize, &(Option<Rating>, bool))| {
            (wanted(*rating, *documented) && !is_damaged(index)).then_some(index + 1)
        };
        answers.iter().enumerate().filter_map(is_wanted).collect()
    };
    let unanswered = numbers(|rating, _| rating.is_none());
    if unanswered.len() == of && of > 0 {
        let has_comments = answers.iter().any(|(_, documented)| *documented);
        problems.push(nobody(Code::Unanswered, has_comments));
    } else if !unanswered.is_empty() {
        let whose = words::agreeing(
            unanswered.len(),
            "its quotation marks",
            "the quotation marks for each one",
        );
        problems.push(Problem::new(
            Code::Unanswered,
            practices_by_number(&unanswered, of, ("is unanswered", "are unanswered")),
            format!("Type a rating between {whose}. Unsure counts as an answer."),
        ));
    }
    let undocumented =
        numbers(|rating, documented| !documented && rating.is_some_and(|r| r != Rating::Unsure));
    if !undocumented.is_empty() {
        problems.push(Problem::new(
            Code::Undocumented,
            practices_by_number(&undocumented, of, ("has a rating but doesn't say how we know", "have a rating but don't say how we know")),
            "Under \"How do we know?\", add a few words on what you saw or where it's written down.",
        ));
    }
    problems
}

/// `2 of 25 practices are unanswered: numbers 4 and 7.`; of all of them without their numbers.
fn practices_by_number(numbers: &[usize], of: usize, (one, many): (&str, &str)) -> String {
    let some = words::capitalized(&words::out_of(numbers.len(), of, "practice"));
    let what = words::agreeing(numbers.len(), one, many);
    format!("{some} {what}{}.", words::which_of(numbers, of))
}
