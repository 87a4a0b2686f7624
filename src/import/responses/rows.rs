//! Rows of an export that are nobody's response: totals, and the most common answers. A row
//! that may be a person's is never taken for one of them.

use std::collections::BTreeSet;

use crate::import::columns::{ExportColumn, Own, Use, of};
use crate::import::form_export::{Cell, Export, Row, answer, bad};
use crate::import::grid::rows_named;
use crate::import::headings::{may_name_a_summary, names_a_summary, number};
use crate::model::dates::read_date::{Stamp, stamp};
use crate::model::letters::letters;
use crate::model::placeholder::{names_nobody, says_nothing};
use crate::model::rating::{Labels, Rating};
use crate::model::rubric::Rubric;
use crate::problem::Problem;
use crate::text::cut;
use crate::words::{agreeing, any_of};

/// What a person says besides a name.
const ABOUT: [Own; 4] = [Own::Role, Own::Department, Own::District, Own::Cycle];

/// The numbers of rows that sum up the others.
///
/// # Errors
/// Where a row may be a person's or may be none, with what to do about it.
pub(super) fn summaries(
    export: &Export,
    columns: &[ExportColumn],
    rubric: &Rubric,
) -> Result<Vec<usize>, Problem> {
    let signs = |row| RowSigns::of(row, export, columns, &rubric.labels);
    let rows: Vec<RowSigns> = export.rows.iter().map(signs).collect();
    let (mut sums, mut people): (Vec<&RowSigns>, Vec<&RowSigns>) =
        rows.iter().partition(|row| row.is_summary());
    // Where every row is like that, it is not one of sums.
    if people.is_empty() {
        people = std::mem::take(&mut sums);
    }
    let doubt = called_so(&people)
        .or_else(|| choices(&people))
        .or_else(|| codes(&people))
        .or_else(|| text_for_a_stamp(&people))
        .or_else(|| only_ratings(&people, columns))
        .or_else(|| answers_elsewhere(&people, rubric));
    match doubt {
        Some(problem) => Err(problem),
        None => Ok(numbers(sums)),
    }
}

/// What a row has that tells a person from a summary.
#[derive(Default)]
struct RowSigns {
    number: usize,
    /// In place of a name, a time stamp, or an id it says "Average", or the like.
    called: Option<String>,
    /// It says so in place of a role, or the like.
    is_called: bool,
    /// Its name is most likely no person's.
    is_doubtful: bool,
    /// It has somebody's name.
    is_named: bool,
    /// Its time stamp is one.
    is_dated: bool,
    /// The text in place of a time stamp.
    stamp: Option<String>,
    /// It has a role, or the like.
    is_placed: bool,
    /// It has anything else that no formula gives.
    has_more: bool,
    /// What is in place of its ratings, where more than two are numbers or codes, and none is a
    /// rating.
    codes: Option<String>,
    /// All of those are numbers.
    is_numbers: bool,
    /// How many ratings it has.
    ratings: usize,
    /// The rating that all its cells have that aren't blank.
    only: Option<Rating>,
    /// Without anything in place of a rating: the columns that aren't recognized in which it has something.
    elsewhere: Vec<usize>,
}

impl RowSigns {
    fn of(row: &Row, export: &Export, columns: &[ExportColumn], labels: &Labels) -> Self {
        let mut signs = Self {
            number: row.number,
            ..Self::default()
        };
        let mut answers = Vec::new();
        // "Mean" can be half of somebody's name.
        let halves = [Own::FirstName, Own::LastName].map(|half| {
            let mut texts = of(columns, Use::Own(half)).map(|column| row.text(column.at));
            texts.find(|text| !text.is_empty())
        });
        if let [Some(first), Some(last)] = &halves {
            signs.see(Use::Own(Own::Name), &format!("{first} {last}"), false);
        }
        for column in columns {
            let Some(cell) = row.cell(column.at) else {
                continue;
            };
            let text = row.text(column.at);
            match column.used {
                Use::Rating(_) => answers.push(text),
                Use::Own(Own::FirstName | Own::LastName) if !halves.contains(&None) => {}
                Use::Own(Own::When) => signs.see_stamp(&cell, text, export.rows.len()),
                used => {
                    let is_label = answers.is_empty() || column.heading.is_empty();
                    signs.see(used, &text, is_label);
                }
            }
        }
        if answers.is_empty() {
            let unknown = of(columns, Use::Nothing).map(|column| column.at);
            signs.elsewhere = unknown.filter(|at| row.cell(*at).is_some()).collect();
        }
        let ratings = answers.iter().map(|text| answer::rating(labels, text));
        let ratings: Vec<Option<Rating>> = ratings.collect();
        signs.ratings = ratings.iter().flatten().count();
        let first = ratings.first().copied().flatten();
        signs.only = first.filter(|_| ratings.iter().all(|rating| *rating == first));
        let is_number = |text: &String| number(text).is_some();
        let is_coded = |text: &String| answer::is_code(text) || is_number(text);
        if answers.len() > 2 && answers.iter().all(is_coded) {
            signs.is_numbers = signs.ratings < answers.len() && answers.iter().all(is_number);
            let mut both = answers.into_iter().zip(ratings);
            signs.codes = both.find_map(|(text, rating)| rating.is_none().then_some(text));
        }
        signs
    }

    fn see_stamp(&mut self, cell: &Cell, text: String, rows: usize) {
        if names_a_summary(&text) {
            self.called = Some(text);
        } else if matches!(cell, Cell::Day(..)) || stamp(&text, None) != Stamp::Other {
            self.is_dated = true;
        } else if number(&text).is_none_or(|count| count > rows as f64) {
            self.stamp = Some(text);
        }
    }

    fn see(&mut self, used: Use, text: &str, is_label: bool) {
        let is_name = used.is_name();
        let is_about = ABOUT.map(Use::Own).contains(&used);
        let is_first = is_name || used == Use::Own(Own::Tools) || is_label && used == Use::Nothing;
        if (is_first || is_about) && names_a_summary(text) {
            self.is_called = true;
            self.called = is_first.then(|| text.to_owned()).or(self.called.take());
        } else if is_name && number(text).is_none() {
            self.is_named |= !names_nobody(text);
            if used == Use::Own(Own::Name) && may_name_a_summary(text) {
                self.is_doubtful = true;
                self.called = Some(text.to_owned());
            }
        } else {
            self.is_placed |= is_about && number(text).is_none();
            // A formula can count the comments.
            self.has_more |= number(text).is_none() || used == Use::Own(Own::Tools);
        }
    }

    fn is_summary(&self) -> bool {
        let is_sum = self.is_numbers && !self.has_more && self.stamp.is_none();
        let is_called = self.is_called || self.called.is_some();
        !self.is_named && !self.is_dated && (is_called || is_sum)
    }
}

fn numbers<'r>(rows: impl IntoIterator<Item = &'r RowSigns>) -> Vec<usize> {
    rows.into_iter().map(|row| row.number).collect()
}

/// What is called like a summary and has a name or a time stamp, or has such a name where others
/// have people's.
fn called_so(rows: &[&RowSigns]) -> Option<Problem> {
    let doubtful = rows.iter().filter(|row| row.is_doubtful).count();
    let (row, called) = rows.iter().find_map(|row| {
        let is_one = match row.is_doubtful {
            true => 2 * doubtful <= rows.len(),
            false => row.is_named || row.is_dated,
        };
        Some((row, row.called.as_ref().filter(|_| is_one)?))
    })?;
    let (what, help) = match row.is_doubtful {
        true => (
            ". Is it one person's response?",
            "If it is, type the person's first and last name there, or leave it blank. If it's a summary of the others or last year's, import a copy of the export without it. If it has the comments on the ratings in the row above, move each into a column right after its practice.",
        ),
        false => (
            ", but it also has a name or a time stamp. Is it a summary of the others?",
            "If it's a response, type the person's first and last name there. If it's a summary, import a copy of the export without it.",
        ),
    };
    let called = format!("Row {} is called \"{}\"", row.number, cut(called));
    Some(bad(called + what, help))
}

/// A list of what can be chosen, one below the other, without anything else.
fn choices(rows: &[&RowSigns]) -> Option<Problem> {
    let is_bare = |row: &RowSigns| {
        !row.is_named && !row.is_dated && !row.is_placed && !row.has_more && row.stamp.is_none()
    };
    let is_next = |a: &&RowSigns, b: &&RowSigns| {
        is_bare(a) && is_bare(b) && a.only.is_some() && b.only.is_some() && a.ratings == b.ratings
    };
    let mut runs = rows.chunk_by(is_next);
    let list = runs.find(|run| {
        let chosen: BTreeSet<_> = run.iter().filter_map(|row| row.only).collect();
        run.len() > 3 && chosen.len() == run.len() && run.len() < rows.len()
    })?;
    Some(bad(
        format!(
            "{} have only one of the ratings each: this looks like the list of what can be chosen.",
            rows_named(&numbers(list.iter().copied()))
        ),
        "If it is, import a copy of the export without these rows. If they're responses, type each person's role or a date.",
    ))
}

/// People whose answers are codes where others have ratings.
fn codes(rows: &[&RowSigns]) -> Option<Problem> {
    let is_coded = |row: &&RowSigns| row.codes.is_some() && row.ratings == 0;
    let mut of = rows.iter().copied().filter(is_coded);
    let numbers = numbers(of.clone());
    let code = of.find_map(|row| row.codes.as_deref())?;
    let have = agreeing(numbers.len(), "has", "have");
    Some(bad(
        format!(
            "{} {have} numbers or codes, such as \"{}\", not the five ratings.",
            rows_named(&numbers),
            cut(code)
        ),
        "If it's a response, replace the codes with the ratings, or export the text of the choices. If it's a summary of the others, import a copy of the export without it. chronic doesn't guess whether 1 or 5 is best.",
    ))
}

/// Ratings of nobody, with some words where the others have a time stamp.
fn text_for_a_stamp(rows: &[&RowSigns]) -> Option<Problem> {
    let dated = rows.iter().filter(|row| row.is_dated).count();
    let (row, text) = rows.iter().find_map(|row| {
        let is_words = |text: &&String| text.starts_with(char::is_alphabetic);
        let text = row.stamp.as_ref().filter(is_words)?;
        (!row.is_named && row.ratings > 0 && !says_nothing(text)).then_some((row, text))
    })?;
    (2 * dated >= rows.len()).then(|| {
        bad(
            format!(
                "Row {} has \"{}\" where others have a time stamp, and no name. Is it a summary of the others?",
                row.number,
                cut(text)
            ),
            "If it's a response, delete that text, or type a date in its place. If it's a summary, import a copy of the export without it.",
        )
    })
}

/// Rows of ratings that nobody sent: every other row has a time stamp or, where there are none, a role or
/// the like, and these have neither that nor a comment, and no name, or nothing but that where the others
/// have two things more.
fn only_ratings(rows: &[&RowSigns], columns: &[ExportColumn]) -> Option<Problem> {
    let has = |used: &dyn Fn(Use) -> bool| columns.iter().any(|c| c.filled && used(c.used));
    let has_stamps = of(columns, Use::Own(Own::When)).next().is_some();
    let is_sent = |row: &RowSigns| match has_stamps {
        true => row.is_dated || row.stamp.is_some(),
        false => row.is_placed,
    };
    let is_other = |row: &&RowSigns| is_sent(row) || row.has_more || row.ratings <= 2;
    let (others, bare): (Vec<_>, Vec<_>) = rows.iter().copied().partition(is_other);
    let is_any_named = bare.iter().any(|row| row.is_named);
    let have_more = others.iter().all(|row| row.has_more);
    let asked = ABOUT
        .into_iter()
        .filter(|own| has(&|used| used == Use::Own(*own)));
    let mut without: Vec<&str> = asked.map(Own::words).collect();
    if !is_any_named && has(&Use::is_name) {
        without.insert(0, "name");
    }
    let add = match without.first() {
        _ if has_stamps => "a date into its time stamp".to_owned(),
        Some(what) => format!("the person's {what} there"),
        None => return None,
    };
    if has_stamps {
        without.insert(0, "time stamp");
    }
    if bare.is_empty()
        || others.len() < bare.len().max(2) + 1
        || !others.iter().all(|row| is_sent(row))
        || is_any_named && !(have_more && without.len() > 1)
    {
        return None;
    }
    if has(&|used| matches!(used, Use::Documentation(_) | Use::Shared(..))) {
        without.push("comment");
    }
    let (have, are) = match bare.len() {
        1 => ("has", "Is it a summary"),
        _ => ("have", "Are they summaries"),
    };
    Some(bad(
        format!(
            "{} {have} answers, but no {}, unlike every other row. {are} of the others?",
            rows_named(&numbers(bare)),
            any_of(&without)
        ),
        &format!(
            "If it's a response, type {add}. If it's a summary, import a copy of the export without it."
        ),
    ))
}

/// People whose answers are all in columns that weren't recognized, as in the second branch of a form.
fn answers_elsewhere(rows: &[&RowSigns], rubric: &Rubric) -> Option<Problem> {
    let of = rows.iter().copied().filter(|row| row.elsewhere.len() > 2);
    let numbers = numbers(of.clone());
    let columns = of.flat_map(|row| &row.elsewhere);
    let (first, last) = (columns.clone().min()?, columns.max()?);
    let (has, it) = match numbers.len() {
        1 => ("has", "it has"),
        _ => ("have", "they have"),
    };
    Some(bad(
        format!(
            "{} {has} no answers in the columns that were recognized. What {it} is in columns {} to {}, which weren't recognized.",
            rows_named(&numbers),
            letters(*first),
            letters(*last)
        ),
        &format!(
            "If the form asked some people in other columns, such as those of another language, move their answers to the columns of the same practices in a copy of the export. Use these ratings: {}. If these rows aren't responses, import a copy of the export without them.",
            rubric.labels.phrase()
        ),
    ))
}
