//! Which rows of a table are headings, and which are answers.

use std::collections::{BTreeSet, HashSet};

use crate::import::form_export::answer::{is_code, rating};
use crate::import::grid::{Cell, Row, TOP, Wanted, bad};
use crate::import::headings::{Own, Questions, Says, asks_in_other_words, number};
use crate::model::dates::read_date::{Stamp, stamp};
use crate::model::rating::{Labels, Rating};
use crate::model::rubric::Rubric;
use crate::problem::Problem;
use crate::text::cut;
use crate::toml::other_formats::OLD_OFFICE;

/// No rating is longer, in bytes.
const LONGEST_LABEL: usize = 200;

/// Tells headings and answers from all else that a table holds.
pub(in crate::import) struct HeadingRows<'r> {
    questions: Questions,
    labels: &'r Labels,
}

impl<'r> HeadingRows<'r> {
    pub(in crate::import) fn new(rubric: &'r Rubric) -> Self {
        Self {
            questions: Questions::new(rubric),
            labels: &rubric.labels,
        }
    }

    /// Which row has the headings: the one that names most practices in words; else, above the
    /// first answers, of the widest the one with most to say; else one that numbers them.
    pub(super) fn headings(&self, rows: &[Row]) -> usize {
        let top = &rows[..rows.len().min(TOP)];
        let named = top.iter().position(|row| self.names_in_words(row));
        let answered = || top.iter().position(|row| self.is_answered(row));
        let widest = || {
            let above = &top[..answered()?];
            let most = above.iter().map(|row| row.cells().len()).max()?;
            let wide = above
                .iter()
                .enumerate()
                .filter(|(_, row)| 2 * row.cells().len() > most && self.ratings(row) == 0);
            let said = |row: &Row| -> usize {
                let words = row.texts().filter(|text| !text.starts_with('{'));
                words.map(str::len).sum()
            };
            let most_said = wide.rev().max_by_key(|(_, row)| said(row));
            most_said.map(|(at, _)| at)
        };
        let numbered = || top.iter().position(|row| self.names_practices(row));
        let mentioned = || {
            let mentions = |row| self.more_than_half(row, |text| self.questions.mentions(text));
            top.iter().position(mentions)
        };
        // Below answers there is no other row of headings than one that names or numbers them.
        let rated = || top.iter().position(|row| self.ratings(row) > 0);
        let below = numbered().filter(|at| rated().is_some_and(|first| first < *at));
        named
            .or(below)
            .or_else(widest)
            .or_else(mentioned)
            .or_else(numbered)
            .unwrap_or(0)
    }

    /// How many rows right below the headings have labels or ids of the form tool, and not
    /// anyone's answers: they have something where others have ratings, and no day or name, and more
    /// different texts than there are ratings, or nothing but what a tool writes.
    ///
    /// # Errors
    /// The row right below those, where it has no day and texts in place of most ratings.
    pub(super) fn label_rows(&self, rows: &[Row], headings: usize) -> Result<usize, Problem> {
        let below = rows.get(headings + 1..).unwrap_or_default();
        let first = below.iter().take(TOP);
        let Some(labels) = first.clone().position(|row| self.ratings(row) > 0) else {
            return Ok(0);
        };
        let answers = || below[labels..].iter().take(10 * TOP);
        let rated: BTreeSet<usize> = answers().flat_map(|row| self.rated(row)).collect();
        let in_place_of_ratings = |row: &Row| {
            let texts = rated.iter().map(|at| row.text(*at));
            let texts: Vec<String> = texts.filter(|text| !text.is_empty()).collect();
            let has_day = row.cells().any(|(_, cell)| match cell {
                Cell::Day(..) => true,
                Cell::Text(text) => matches!(stamp(&text, None), Stamp::Day(..) | Stamp::Unclear),
            });
            (texts.len() > 2 && 2 * texts.len() > rated.len() && !has_day).then_some(texts)
        };
        let is_labels = |row: &Row, texts: &[String]| {
            let distinct = texts.iter().collect::<HashSet<_>>().len();
            let differ = distinct > Rating::ALL.len() && 10 * distinct >= 8 * texts.len();
            let all: HashSet<&str> = row.texts().collect();
            let asks = |text: &&str| {
                asks_in_other_words(text) && row.texts().filter(|t| t == text).count() > 2
            };
            let repeats = all.len() <= Rating::ALL.len() && all.iter().any(asks);
            !self.has_name(row, &rows[headings])
                && (differ || repeats || row.texts().all(|text| self.is_a_tools(text)))
        };
        for (nth, row) in below[..labels].iter().enumerate() {
            match in_place_of_ratings(row) {
                // People's names, where the practices are down the rows.
                Some(_) if self.is_turned_around(below) => return Ok(0),
                Some(texts) if is_labels(row, &texts) => {}
                Some(texts) => {
                    return Err(bad(
                        format!(
                            "Row {} has texts such as \"{}\" where the rows below have ratings.",
                            row.number,
                            cut(&texts[0])
                        ),
                        &format!(
                            "If it's a second row of headings or instructions, delete it in a copy of the export. If it's a response, type one of these instead of each text: {}.",
                            self.labels.phrase()
                        ),
                    ));
                }
                None => return Ok(nth),
            }
        }
        Ok(labels)
    }

    /// Whether one of the first columns names more than half of the practices.
    fn is_turned_around(&self, rows: &[Row]) -> bool {
        (0..TOP).any(|at| {
            let texts = rows.iter().take(100).map(|row| row.text(at));
            let named: HashSet<usize> = texts
                .filter_map(|text| self.questions.named(&text))
                .collect();
            2 * named.len() > self.questions.len()
        })
    }

    /// Whether a row has what is no tool's below a heading for people's names.
    fn has_name(&self, row: &Row, headings: &Row) -> bool {
        let is_name = |heading: &str| {
            let says = self.questions.says(heading);
            matches!(says, Says::Own(own, _) if Own::NAMES.contains(&own))
        };
        let asks = |text: &str| matches!(self.questions.says(text), Says::Own(..));
        row.cells().any(|(at, _)| {
            let text = row.text(at);
            is_name(&headings.text(at)) && !self.is_a_tools(&text) && !asks(&text)
        })
    }

    /// Whether a heading is about something that is known, by words.
    pub(super) fn is_known(&self, heading: &str) -> bool {
        self.questions.is_known(heading)
    }

    /// Whether a form tool writes this below a heading: what is chosen, an id, or the question.
    fn is_a_tools(&self, text: &str) -> bool {
        let lower = text.to_lowercase();
        "response, answer, open-ended, choice, other, rating"
            .split(", ")
            .any(|word| lower.contains(word))
            || asks_in_other_words(text)
            || text.starts_with('{')
            || is_code(text) && number(text).is_none()
            || self.is_known(text)
    }

    /// Whether a row names more than half of the practices in words.
    pub(super) fn names_in_words(&self, row: &Row) -> bool {
        self.more_than_half(row, |text| self.questions.named(text))
    }

    fn names_practices(&self, row: &Row) -> bool {
        self.more_than_half(row, |text| self.questions.asked(text))
    }

    fn more_than_half(&self, row: &Row, practice: impl Fn(&str) -> Option<usize>) -> bool {
        2 * practices_in(row, practice) > self.questions.len()
    }

    fn is_answered(&self, row: &Row) -> bool {
        2 * self.ratings(row) > self.questions.len()
    }

    /// How many cells hold a rating.
    pub(super) fn ratings(&self, row: &Row) -> usize {
        self.rated(row).count()
    }

    /// The columns whose cells hold a rating.
    pub(super) fn rated(&self, row: &Row) -> impl Iterator<Item = usize> {
        row.cells().filter_map(|(at, cell)| match cell {
            Cell::Text(text) if text.len() <= LONGEST_LABEL => {
                rating(self.labels, &text).map(|_| at)
            }
            _ => None,
        })
    }
}

/// How many practices the cells of a row name in some way.
fn practices_in(row: &Row, practice: impl Fn(&str) -> Option<usize>) -> usize {
    let practices: HashSet<usize> = row.texts().filter_map(practice).collect();
    practices.len()
}

impl Wanted for HeadingRows<'_> {
    /// Whether one of the rows at the top names more than half of the practices.
    fn has_headings(&self, rows: &[Row]) -> bool {
        rows.iter().take(TOP).any(|row| self.names_practices(row))
    }

    /// Whether one of the first rows rates more than half of the practices, or any below
    /// headings that name them.
    fn has_content(&self, rows: &[Row]) -> bool {
        let first = rows.iter().take(10 * TOP);
        let mut top = rows.iter().take(TOP);
        let headings = top.position(|row| self.names_practices(row));
        first.clone().any(|row| self.is_answered(row))
            || headings.is_some_and(|at| first.skip(at + 1).any(|row| self.ratings(row) > 0))
    }

    /// Whether one of the rows at the top names a few practices, and there are ratings.
    fn has_part(&self, rows: &[Row]) -> bool {
        let names_some = |row| practices_in(row, |text| self.questions.named(text)) > 1;
        rows.iter().take(TOP).any(names_some) && rows.iter().any(|row| self.ratings(row) > 0)
    }

    fn content(&self) -> &'static str {
        "answers"
    }

    fn several(&self, first: &str, second: &str) -> Problem {
        bad(
            format!("More than one sheet has answers: \"{first}\" and \"{second}\"."),
            "If one sheet has all the responses, save it as CSV, and import that. If each has other people, save each as CSV, and import them one after the other.",
        )
    }

    fn not_csv(&self, bytes: &[u8], problem: Problem) -> Problem {
        let message = if bytes.starts_with(OLD_OFFICE) {
            "This is an old Excel workbook (.xls), or a workbook with a password.".to_owned()
        } else {
            problem.message
        };
        Problem {
            place: problem.place,
            ..Problem::new(
                problem.code,
                message,
                "Export the responses from the form tool as CSV, or open them in a spreadsheet program and save as an Excel workbook (.xlsx) with no password.",
            )
        }
    }

    fn unclosed_quote(&self) -> Problem {
        bad(
            "This quotation mark is never closed, so every row below it would become one cell.",
            "The file was cut off or edited. Export the responses from the form tool again.",
        )
    }
}
