//! The questions of a form as a table, a row each, to paste into a form tool. What the
//! tool exports afterwards names its columns by these questions.

pub mod google_form;
pub mod word;

use std::io;

use crate::model::rating::Rating;
use crate::model::rubric::{Practice, Rubric};
use crate::report::formats::csv::CsvTable;

const HEAD: &str = "question,description,answer,choice_1,choice_2,choice_3,choice_4,choice_5";

/// Whether a CSV file has the questions, and so nobody's answers.
pub fn are_in(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    text.starts_with(HEAD.as_bytes())
}
const LINE: &str = "short text";
const PARAGRAPHS: &str = "long text";
const CHOICE: &str = "one choice";

/// What is asked about the person, and what to know about it.
pub(super) const ABOUT: [(&str, &str); 3] = [
    ("Name", "Leave this blank to answer anonymously."),
    (
        "Role",
        "To stay anonymous, leave this blank too if only one person has your role.",
    ),
    ("Department", ""),
];
pub(super) const HOW_WE_KNOW: &str = "How do we know?";

/// What stands above the questions: what it is for, how to answer, and what the ratings mean.
pub(super) fn instructions(rubric: &Rubric) -> [String; 3] {
    let labels = &rubric.labels;
    let meanings = Rating::ALL.map(|rating| match labels.are_own() {
        true => labels.of(rating).to_owned(),
        false => format!("{}: {}", labels.of(rating), rating.meaning()),
    });
    [
        rubric.purpose.clone(),
        format!(
            "Answer on your own. Your team compares later. If you don't know, choose {}. Don't name any students.",
            labels.of(Rating::Unsure)
        ),
        meanings.join("\n"),
    ]
}

/// `4. Yearly reporting to the School Board`
pub(super) fn numbered(at: usize, practice: &Practice) -> String {
    format!("{}. {}", at + 1, practice.title)
}

/// Writes the table: who answers, and for each practice its rating and how we know.
///
/// # Errors
/// When `out` refuses.
pub fn write(out: &mut dyn io::Write, rubric: &Rubric) -> io::Result<()> {
    let mut table = CsvTable::new(out, HEAD)?;
    let mut ask = |[question, description, answer]: [&str; 3], choices: [&str; 5]| {
        table.row(&[&[question, description, answer], &choices[..]].concat())
    };
    for (question, description) in ABOUT {
        ask([question, description, LINE], [""; 5])?;
    }
    let labels = Rating::ALL.map(|rating| rubric.labels.of(rating));
    for (at, practice) in rubric.practices().iter().enumerate() {
        let question = numbered(at, practice);
        ask([&question, &practice.statement, CHOICE], labels)?;
        ask([HOW_WE_KNOW, "", PARAGRAPHS], [""; 5])?;
    }
    table.finish()
}
