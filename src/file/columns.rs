//! What the columns of an export are for: which practice each one asks about, which asks how
//! we know, which are the respondent's and which the form tool's own.

use std::fmt::Write as _;

use crate::file::export::{Export, bad};
use crate::file::table::cut;
use crate::model::letters::letters;
use crate::model::rubric::Rubric;
use crate::problem::Problem;

mod heading;
mod own;

pub(in crate::file) use heading::Questions;
pub(super) use heading::plain;
use heading::{Words, documentation};
pub use own::Own;
pub(in crate::file) use own::is_anonymous;
#[expect(unused_imports, reason = "rosters read their headings by it")]
pub(in crate::file) use own::own;

/// What a column is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// The rating of the practice with this flat index.
    Rating(usize),
    /// How the respondent knows, of the practice with this flat index.
    Documentation(usize),
    /// The respondent, or when it was answered, or what only the form tool wants.
    Own(Own),
    /// It matches nothing.
    Nothing,
}

/// A column with a heading, or with something below none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// From 0.
    pub at: usize,
    /// As it stands in the export; may be blank.
    pub heading: String,
    /// What it is for.
    pub used: Use,
    /// Whether its heading is only like what it should be.
    pub near: bool,
}

impl Column {
    /// Whether somebody has to look at it: what is only near may be wrong, and what
    /// matches nothing may be an answer that gets lost.
    #[must_use]
    pub const fn is_doubtful(&self) -> bool {
        self.near || matches!(self.used, Use::Nothing)
    }
}

/// Finds out what every column is for, in their order, and what is wrong with them: a
/// practice without a column, or with two; two columns for the name.
#[must_use]
pub fn columns(export: &Export, rubric: &Rubric) -> (Vec<Column>, Vec<Problem>) {
    let questions = Questions::new(rubric);
    let mut columns: Vec<Column> = Vec::new();
    for (at, heading) in export.headings.iter().enumerate() {
        if heading.is_empty() && !has_content(export, at) {
            continue;
        }
        let before = columns.last().filter(|c| c.at + 1 == at).map(|c| c.used);
        let (used, near) = meant(heading, before, &questions);
        columns.push(Column {
            at,
            heading: heading.clone(),
            used,
            near,
        });
    }
    near_practices(&mut columns, &questions, rubric);
    near_documentation(&mut columns);
    let mut problems = twice(&columns, rubric);
    problems.extend(own::settle(&mut columns, export));
    problems.extend(missing(&columns, rubric));
    (columns, problems)
}

fn has_content(export: &Export, at: usize) -> bool {
    export.rows.iter().any(|row| row.cell(at).is_some())
}

/// What a heading says without a doubt, or in other words for the respondent's own.
fn meant(heading: &str, before: Option<Use>, questions: &Questions) -> (Use, bool) {
    if let Some(practice) = questions.named(heading) {
        return (Use::Rating(practice), false);
    }
    if let Some(rest) = documentation(heading) {
        let rated = match before {
            Some(Use::Rating(practice)) => Some(practice),
            _ => None,
        };
        let only_number = rest.trim().bytes().all(|b| b.is_ascii_digit());
        // A tool puts a digit right behind a title that it has had before: it says nothing.
        let digits = |c: char| c.is_ascii_digit();
        let is_counted = heading.trim_end().ends_with(digits)
            && heading
                .trim_end()
                .trim_end_matches(digits)
                .ends_with(['?', ':']);
        let named = if only_number && (is_counted || rest.trim().is_empty()) && rated.is_some() {
            None
        } else {
            questions.named(&rest)
        };
        return match named.or(rated.filter(|_| only_number)) {
            // Where number and place say two things, somebody has to look.
            Some(practice) => {
                let begins = heading.trim_start().starts_with(digits);
                let in_place = rated.is_none_or(|rated| rated == practice);
                let near = only_number && !begins && !in_place;
                (Use::Documentation(practice), near)
            }
            // What else it says is not known; the place tells.
            None => rated.map_or((Use::Nothing, false), |p| (Use::Documentation(p), true)),
        };
    }
    if let Some(practice) = questions.in_grid(heading) {
        return (Use::Rating(practice), false);
    }
    own::own(heading).map_or((Use::Nothing, false), |(own, near)| (Use::Own(own), near))
}

/// Gives practices that have no column the ones that are most like them, each once.
fn near_practices(columns: &mut [Column], questions: &Questions, rubric: &Rubric) {
    let mut free: Vec<bool> = vec![true; rubric.len()];
    for column in columns.iter() {
        if let Use::Rating(practice) = column.used {
            free[practice] = false;
        }
    }
    let mut alike: Vec<(f64, usize, usize)> = Vec::new();
    for (at, column) in columns.iter().enumerate() {
        if column.used != Use::Nothing || documentation(&column.heading).is_some() {
            continue;
        }
        let words = Words::of(&column.heading);
        let practices = (0..rubric.len()).filter(|p| free[*p]);
        alike.extend(practices.filter_map(|p| Some((questions.alike(&words, p)?, at, p))));
    }
    alike.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    for (_, at, practice) in alike {
        if free[practice] && columns[at].used == Use::Nothing {
            free[practice] = false;
            columns[at].used = Use::Rating(practice);
            columns[at].near = true;
        }
    }
}

/// A column right after a practice's that was not known before, or that asks in other
/// words, such as "Comments".
fn near_documentation(columns: &mut [Column]) {
    for at in 1..columns.len() {
        let before = &columns[at - 1];
        let (Use::Rating(practice), true) = (before.used, before.at + 1 == columns[at].at) else {
            continue;
        };
        let column = &mut columns[at];
        if column.used == Use::Nothing {
            let asks = documentation(&column.heading).is_some();
            if asks || heading::asks_in_other_words(&column.heading) {
                column.used = Use::Documentation(practice);
                column.near = true;
            }
        }
    }
}

/// Two columns for one thing of a practice.
fn twice(columns: &[Column], rubric: &Rubric) -> Vec<Problem> {
    let mut problems = Vec::new();
    for practice in 0..rubric.len() {
        for (used, what) in [
            (Use::Rating(practice), "practice"),
            (Use::Documentation(practice), "documentation of practice"),
        ] {
            let of: Vec<String> = columns
                .iter()
                .filter(|c| c.used == used)
                .map(|c| letters(c.at))
                .collect();
            if of.len() > 1 {
                problems.push(bad(
                    format!(
                        "There are {} columns for the {what} {}: {}.",
                        of.len(),
                        titled(rubric, practice),
                        of.join(", ")
                    ),
                    "Keep the one with the answers: delete the other column in the spreadsheet, or give it another heading.",
                ));
            }
        }
    }
    problems
}

fn missing(columns: &[Column], rubric: &Rubric) -> Option<Problem> {
    let has = |practice| columns.iter().any(|c| c.used == Use::Rating(practice));
    let missing: Vec<usize> = (0..rubric.len()).filter(|p| !has(*p)).collect();
    if missing.is_empty() {
        return None;
    }
    let subject = match missing.len() {
        1 => "1 practice has no column".to_owned(),
        n => format!("{n} practices have no column"),
    };
    let mut message = format!("{subject}: ");
    for (at, practice) in missing.iter().enumerate() {
        let comma = if at > 0 { "; " } else { "" };
        let _ = write!(message, "{comma}{}", titled(rubric, *practice));
    }
    message.push('.');
    let mut help =
        "Give its column the practice's number or title as heading, such as \"".to_owned();
    let _ = write!(help, "{}\".", titled(rubric, missing[0]));
    help.push_str(" A practice that nobody was asked about needs a column without answers.");
    if missing.len() == rubric.len() {
        help.push_str(" Was the form made from another rubric? Then name it with --rubric.");
    }
    Some(bad(message, &help))
}

/// `4. Yearly reporting to the School Board`.
#[must_use]
pub fn titled(rubric: &Rubric, practice: usize) -> String {
    format!(
        "{}. {}",
        practice + 1,
        cut(&rubric.practices()[practice].title)
    )
}

#[cfg(test)]
mod tests;
