//! A team assessment: written by `tally`, finished by the team.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use crate::files::hash_comment::report_blank;
use crate::files::named_rubric::{report_no_rubric, version_of_another};
use crate::files::response::read::rating;
use crate::files::section::{
    Presence, missing_sections, name_the_damaged, name_the_lost, practices,
};
use crate::model::assessment::{Assessed, Assessment, Decision, Quote};
use crate::model::keys::team::{COUNTS, PRACTICE, QUOTE, TOP};
use crate::model::keys::{has, names};
use crate::model::rubric::{Outline, Rubric, is_id};
use crate::model::tally::Counts;
use crate::problem::Code;
use crate::text::Text;
use crate::toml::document::{Checked, Document};
use crate::toml::key::statement;
use crate::toml::table::{Reader, is_misspelt};
use crate::words::{agreeing, counted, day};

/// How to have the practices that are missing put in.
const TALLY_AGAIN: &str = "Tally the responses again, with the name of this file after -o. That adds what's missing and keeps what the team typed: chronic tally FOLDER -o FILE";

/// What to do where the headings of several practices are lost.
const LOST_HEADING: &str = "Above this line, type the heading of the second practice. To see all practices: chronic rubric.";

/// Where a document is of another version of this rubric: a rubric made of its own
/// sections, in the order of the file and without texts.
pub(crate) fn other_version(root: &DeTable<'_>, rubric: &Rubric) -> Option<Rubric> {
    let version = version_of_another(root, rubric)?;
    let mut outlines: Vec<(usize, Outline)> = Vec::new();
    for (key, value) in root {
        let id = key.get_ref().as_ref();
        if has(TOP, id) || !is_id(id) {
            continue;
        }
        let DeValue::Table(sections) = value.get_ref() else {
            continue;
        };
        let mut practices: Vec<_> = sections
            .iter()
            .filter(|(key, section)| is_id(key.get_ref()) && section.get_ref().is_table())
            .map(|(key, _)| (key.span().start, key.get_ref().to_string()))
            .collect();
        practices.sort_unstable();
        let Some((first, _)) = practices.first() else {
            continue;
        };
        let outline = Outline {
            id: id.to_owned(),
            title: String::new(),
            practices: practices
                .iter()
                .map(|(_, id)| [id.clone(), String::new(), String::new()].into())
                .collect(),
        };
        outlines.push((*first, outline));
    }
    outlines.sort_by_key(|(first, _)| *first);
    let heading = Rubric {
        id: rubric.id.clone(),
        version,
        labels: rubric.labels.clone(),
        ..Rubric::default()
    };
    let outlines = outlines.into_iter().map(|(_, outline)| outline).collect();
    Some(heading.with(outlines))
}

/// Reads a team assessment's document.
pub fn read(text: &Text, mut document: Document<'_>, rubric: &Rubric) -> Checked<Assessment> {
    let mut reader = Reader::new(text);
    let root = &document.root;
    report_no_rubric(&mut reader, root, rubric);
    let responses = reader.number(root, "responses", Code::Counts, "");
    if !root.contains_key("responses") {
        reader.report_whole(
            Code::MissingKey,
            "The line that says how many responses were counted is missing.",
            "On the line below cycle, type responses = and the number. Or run chronic tally on the responses again.",
        );
    }
    let some = |text: String| (!text.is_empty()).then_some(text);
    let mut assessment = Assessment {
        district: some(reader.heading(root, "district")),
        cycle: some(reader.cycle(root)),
        responses: responses.unwrap_or_default(),
        invited: reader.number(root, "invited", Code::Counts, ""),
        not_read: reader
            .number(root, "not_read", Code::Counts, "")
            .unwrap_or_default(),
        from: reader.date(root, "from"),
        to: reader.date(root, "to"),
        practices: vec![Assessed::default(); rubric.len()],
    };
    days_in_order(&mut reader, root, &assessment);
    let presence = practices(
        &mut reader,
        root,
        rubric,
        TOP,
        |reader, table, index, place| {
            assessment.practices[index] = assessed(reader, table, rubric, index, &place, responses);
        },
    );
    name_the_damaged(text, &mut document, rubric, &presence);
    name_the_lost(&mut document, rubric, &presence, Some(LOST_HEADING));
    missing_sections(&mut reader, rubric, &presence, TALLY_AGAIN);
    if responses.is_none() {
        let totals = assessment.practices.iter().map(|p| p.counts.total());
        assessment.responses = totals.max().unwrap_or_default();
    }
    for (practice, presence) in assessment.practices.iter_mut().zip(&presence) {
        if *presence != Presence::Read {
            practice.counts = Counts::new([0; 5], assessment.responses);
        }
    }
    if document.faults.problems.is_empty() {
        report_blank(&mut reader, &document.root, |heading| match heading {
            "" => TOP,
            _ => PRACTICE,
        });
    }
    let problems = document.problems(text, reader.problems);
    Checked::new(assessment, problems)
}

/// Reports a last day that is before the first.
fn days_in_order(reader: &mut Reader<'_>, root: &DeTable<'_>, assessment: &Assessment) {
    if let (Some(from), Some(to)) = (assessment.from, assessment.to)
        && from > to
        && let Some(place) = root.get("to")
    {
        reader.report(
            Code::ImpossibleDate,
            place.span(),
            format!("The last answers can't be from {}, because the first are from {}.", day(to), day(from)),
            "After from, type the date of the first response. After to, type the date of the last one.",
        );
    }
}

fn assessed(
    reader: &mut Reader<'_>,
    table: &DeTable<'_>,
    rubric: &Rubric,
    index: usize,
    place: &Range<usize>,
    responses: Option<u32>,
) -> Assessed {
    let id = rubric.practices()[index].id.as_str();
    for key in table.keys() {
        let name = key.get_ref().as_ref();
        if has(TOP, name) {
            reader.misplaced(name, key.span(), &format!("[{id}]"));
        } else if !has(PRACTICE, name) {
            reader.unknown_key(
                name,
                key.span(),
                PRACTICE,
                "a practice of a team assessment",
            );
        }
    }
    Assessed {
        counts: counts(reader, table, id, place, responses),
        documentation: documentation(reader, table, rubric),
        agreed: rating(reader, table, "agreed", &rubric.labels),
        decision: decision(reader, table),
        notes: reader.plain(table, "notes"),
    }
}

fn counts(
    reader: &mut Reader<'_>,
    table: &DeTable<'_>,
    id: &str,
    place: &Range<usize>,
    responses: Option<u32>,
) -> Counts {
    let blank = Counts::new([0; 5], responses.unwrap_or_default());
    let Some(value) = table.get("counts") else {
        reader.report(
            Code::MissingKey,
            place.clone(),
            format!("[{id}] has no counts, so the practice is treated as unanswered."),
            "Run chronic tally on the responses again to fill in the counts.",
        );
        return blank;
    };
    let DeValue::Table(written) = value.get_ref() else {
        reader.report(
            Code::Counts,
            value.span(),
            format!("The counts of [{id}] aren't six numbers."),
            format!(
                "Type the numbers in this form: {}",
                statement("counts").unwrap_or_default()
            ),
        );
        return blank;
    };
    let before = reader.problems.len();
    reader.unknown_keys(written, COUNTS, "the counts");
    let whose = format!(" in the counts of [{id}]");
    let mut numbers = [0; 6];
    for (number, key) in numbers.iter_mut().zip(names(COUNTS)) {
        if written.contains_key(key) {
            *number = reader
                .number(written, key, Code::Counts, &whose)
                .unwrap_or_default();
        } else if !is_misspelt(written, key) {
            reader.report(
                Code::MissingKey,
                value.span(),
                format!("The counts of [{id}] don't include {key}, so it is treated as 0."),
                format!("Between the braces, type {key} = and the number. Or run chronic tally on the responses again."),
            );
        }
    }
    let [s, o, b, g, u, unanswered] = numbers;
    let counts = Counts::new([s, o, b, g, u], unanswered);
    let sum: u64 = numbers.iter().map(|n| u64::from(*n)).sum();
    if let Some(responses) = responses
        && reader.problems.len() == before
        && sum != u64::from(responses)
    {
        reader.report(
            Code::Counts,
            value.span(),
            format!(
                "The counts of [{id}] add up to {sum}, but there {} {}.",
                agreeing(responses as usize, "is", "are"),
                counted(responses as usize, "response")
            ),
            "Fix the wrong number. The six counts must add up to the number of responses at the top of the file. Or tally the responses into a new file with another name.",
        );
    }
    counts
}

fn documentation(reader: &mut Reader<'_>, table: &DeTable<'_>, rubric: &Rubric) -> Vec<Quote> {
    const HELP: &str = "Between the brackets of documentation = [ ], type entries such as { rating = \"strength\", text = \"...\" } with a comma after each one.";
    let no_list = "\"documentation\" isn't a list of comments.";
    let no_entry = "This entry doesn't have a rating and a text.";
    let [no_list, no_entry] = [no_list, no_entry].map(|message| (Code::WrongType, message, HELP));
    let mut quotes = Vec::new();
    for (entry, _) in reader.sections(table, "documentation", no_list, no_entry) {
        reader.unknown_keys(entry, QUOTE, "a comment");
        let rating = rating(reader, entry, "rating", &rubric.labels);
        let text = reader.own_text(entry, "text");
        if !text.is_empty() {
            quotes.push(Quote { rating, text });
        }
    }
    quotes
}

pub(crate) fn decision(reader: &mut Reader<'_>, table: &DeTable<'_>) -> Option<Decision> {
    let kind = (Code::UnknownDecision, "a decision", " Or leave it blank.");
    reader.choice(table, "decision", kind, Decision::ALL, Decision::id)
}
