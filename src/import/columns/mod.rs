//! What the columns of an export are for: which practice each one asks about, which asks how
//! we know, which are the respondent's and which the form tool's own.
//!
//! What a heading says in words counts, and what its cells hold. A number counts only where it
//! agrees with both and with the other columns: forms number their questions by place, and
//! tools count headings that repeat.

use std::fmt::Write as _;

use crate::import::form_export::{Export, bad};
use crate::import::headings::{
    Asks, HeadingLikeness, Questions, Says, are_forms_of_address, asks_for_the_day, number,
};
use crate::model::letters::letters;
use crate::model::rating::{Labels, Rating};
use crate::model::rubric::Rubric;
use crate::problem::Problem;
use crate::text::cut;
use crate::words::counted;

mod assign;
mod cause;
mod cell_contents;
mod comments;
mod other_words;
mod quiz;
mod twice;

pub use crate::import::headings::Own;
pub(in crate::import) use cause::without_ratings;
use cell_contents::CellContents;
pub(in crate::import) use twice::asked_twice;

/// What a column is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// The rating of the practice with this flat index.
    Rating(usize),
    /// How the respondent knows, of the practice with this flat index.
    Documentation(usize),
    /// How the respondent knows, of all practices from the first of these to the last: one box
    /// for an ingredient.
    Shared(usize, usize),
    /// The respondent, or when it was answered, or what only the form tool wants.
    Own(Own),
    /// It matches nothing.
    Nothing,
}

/// A column with a heading, or with something below none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportColumn {
    /// From 0.
    pub at: usize,
    /// As it stands in the export; may be blank.
    pub heading: String,
    /// What it is for.
    pub used: Use,
    /// Whether its heading is only like what it should be, or its place tells.
    pub near: bool,
    /// Whether it holds anything.
    pub filled: bool,
}

impl ExportColumn {
    /// Whether somebody has to look at it: what is only near may be wrong, and what
    /// matches nothing may be an answer that gets lost.
    #[must_use]
    pub const fn is_doubtful(&self) -> bool {
        self.near || matches!(self.used, Use::Nothing) && self.filled
    }

    /// `F ("3. Attendance data ...")`
    pub(in crate::import) fn named(&self) -> String {
        match cut(&self.heading) {
            heading if heading.is_empty() => format!("{} (no heading)", letters(self.at)),
            heading => format!("{} (\"{heading}\")", letters(self.at)),
        }
    }
}

/// A column, what its heading says, and what it holds.
struct SeenColumn {
    column: ExportColumn,
    says: Says,
    holds: CellContents,
}

/// Finds out what every column is for, in their order, and what is wrong with them: a
/// practice without a column, or with two that differ; answers under no practice.
#[must_use]
pub fn columns(export: &Export, rubric: &Rubric) -> (Vec<ExportColumn>, Vec<Problem>) {
    let questions = Questions::new(rubric);
    let mut seen: Vec<SeenColumn> = Vec::new();
    for (at, heading) in export.headings.iter().enumerate() {
        let holds = CellContents::of(export, at, &rubric.labels);
        if heading.is_empty() && holds.filled == 0 {
            continue;
        }
        let mut says = questions.says(heading);
        if matches!(says, Says::Own(Own::Role, _)) && are_forms_of_address(&export.rows, at) {
            says = Says::Own(Own::Tools, false);
        }
        seen.push(SeenColumn {
            column: ExportColumn {
                at,
                heading: heading.clone(),
                used: Use::Nothing,
                near: false,
                filled: holds.filled > 0,
            },
            says,
            holds,
        });
    }
    let cause = cause::of_the_table(export, &seen, &questions, rubric);
    if let Some(problem) = cause {
        return (seen.into_iter().map(|s| s.column).collect(), vec![problem]);
    }
    quiz::in_other_languages(&mut seen, &questions);
    other_words::in_other_words(&mut seen, &questions);
    other_words::below_other_headings(&mut seen, &questions);
    let numbers = HeadingNumbers::of(&seen);
    by_words(&mut seen, &rubric.labels);
    let doubt = by_number(&mut seen, rubric).or_else(|| {
        by_likeness(&mut seen, &questions, numbers);
        // A practice that is not known leaves its comment without one.
        ratings_under_nothing(&seen, rubric)
            .or_else(|| comments::place(&mut seen, numbers, &questions, rubric))
    });
    let mut problems: Vec<Problem> = doubt.into_iter().collect();
    problems.extend(cause::of_the_answers(export, &seen, rubric));
    let mut columns: Vec<ExportColumn> = seen.into_iter().map(|s| s.column).collect();
    problems.extend(twice::twice(&columns, export, rubric));
    problems.extend(assign::settle(&mut columns, export));
    // Whose columns are not known is not missing on top of it.
    if problems.is_empty() {
        problems.extend(missing(&columns, rubric));
    }
    (columns, problems)
}

/// What the numbers in front of headings are worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum HeadingNumbers {
    /// Those of the practices, as far as can be told.
    OfPractices,
    /// Those of the questions in the form, or of anything else.
    OfPlaces,
    /// Some agree with the words beside them, and some do not.
    Mixed,
    /// There are none where words tell.
    Unknown,
}

impl HeadingNumbers {
    fn of(seen: &[SeenColumn]) -> Self {
        let mut agree = 0;
        let mut differ = 0;
        let mut count = |number: usize, practice: usize| {
            if number == practice + 1 {
                agree += 1;
            } else {
                differ += 1;
            }
        };
        let asked: Vec<usize> = (0..seen.len())
            .filter(|at| !seen[*at].is_scored())
            .collect();
        let rated = |at: Option<usize>| seen.get(at?)?.says.practice();
        for (place, at) in asked.iter().enumerate() {
            match seen[*at].says {
                Says::Practice(practice, Some(number)) => count(number, practice),
                // Only where one practice stands between two comments.
                Says::Comment(Asks {
                    number: Some(number),
                    named: None,
                    ..
                }) => {
                    let before = place.checked_sub(1).map(|place| asked[place]);
                    let next = asked.get(place + 1).map(|at| &seen[*at].says);
                    if let Some(practice) = rated(before)
                        && rated(before.and_then(|at| at.checked_sub(1))).is_none()
                        && !matches!(next, Some(Says::Comment(_)))
                    {
                        count(number, practice);
                    }
                }
                _ => {}
            }
        }
        match (agree, differ) {
            (0, 0) => Self::Unknown,
            (_, 0) => Self::OfPractices,
            // Where places are counted, one of them can be a practice's number by chance.
            (0 | 1, 2..) => Self::OfPlaces,
            _ => Self::Mixed,
        }
    }
}

impl SeenColumn {
    fn is_scored(&self) -> bool {
        matches!(self.says, Says::Own(Own::Scored, _))
    }
}

/// What headings say in words.
fn by_words(seen: &mut [SeenColumn], labels: &Labels) {
    let are_numbers = Rating::ALL.iter().any(|r| number(labels.of(*r)).is_some());
    let rated = seen.iter().filter(|s| s.holds.rates());
    let rated: Vec<usize> = rated.filter_map(|s| s.says.practice()).collect();
    for here in seen.iter_mut() {
        let (used, near) = match &here.says {
            // A form can ask how we know by the title once more.
            Says::Practice(practice, _) if here.holds.is_words() && rated.contains(practice) => {
                (Use::Documentation(*practice), true)
            }
            Says::Practice(practice, _) => (Use::Rating(*practice), false),
            // Ratings are an answer, whatever it is called: "School", "Status". A tool's own numbers
            // can look like some.
            Says::Own(own, _)
                if here.holds.rates()
                    && !(are_numbers && matches!(own, Own::Scored | Own::Tools | Own::Cycle)) =>
            {
                (Use::Nothing, false)
            }
            Says::Own(own, near) => (Use::Own(*own), *near),
            Says::Comment(asks) => match asks.named {
                Some(practice) => (Use::Documentation(practice), asks.explained),
                None => (Use::Nothing, false),
            },
            Says::Number(_) | Says::Other => (Use::Nothing, false),
        };
        (here.column.used, here.column.near) = (used, near);
    }
}

/// Columns whose headings are nothing but a number: all of them are practices by number, or
/// none is.
fn by_number(seen: &mut [SeenColumn], rubric: &Rubric) -> Option<Problem> {
    let number = |s: &SeenColumn| match s.says {
        Says::Number(number) => Some(number),
        _ => None,
    };
    let of_practice = |n: usize| (1..=rubric.len()).contains(&n);
    let numbered: Vec<&SeenColumn> = seen.iter().filter(|s| number(s).is_some()).collect();
    let nobody_answered = numbered.iter().all(|s| s.holds.filled == 0);
    if !nobody_answered
        && !numbered
            .iter()
            .any(|s| s.holds.rates() || s.holds.is_coded())
    {
        return None;
    }
    let taken = |practice: usize| seen.iter().any(|s| s.column.used == Use::Rating(practice));
    let against = numbered.iter().find(|s| {
        let n = number(s).unwrap_or_default();
        if of_practice(n) {
            s.holds.is_words() || taken(n - 1)
        } else {
            s.holds.rates()
        }
    });
    if let Some(against) = against {
        let is_of_practice = of_practice(number(against).unwrap_or_default());
        let what = match (against.holds.rates(), is_of_practice) {
            (false, _) => "has no ratings".to_owned(),
            (true, true) => "has ratings, but another column names that practice".to_owned(),
            (true, false) => format!("has ratings, but there are {} practices", rubric.len()),
        };
        return Some(bad(
            format!(
                "The numbers in the headings aren't those of the practices: column {} {what}.",
                against.column.named()
            ),
            "Export the questions' text instead of their codes, or change each heading to the practice's title.",
        ));
    }
    let mut any = nobody_answered;
    for here in seen.iter_mut() {
        if let Says::Number(n) = here.says
            && of_practice(n)
        {
            any |= here.holds.filled > 0;
            here.column.used = Use::Rating(n - 1);
            // A question before the first practice that everyone skipped looks the same.
            here.column.near = !any;
        }
    }
    None
}

/// Gives practices that have no column the ones that are clearly most like them, each once.
/// A column of words comes last: it has no ratings, unless its heading has the title and no other column is like it.
fn by_likeness(seen: &mut [SeenColumn], questions: &Questions, numbers: HeadingNumbers) {
    let mut free: Vec<bool> = vec![true; questions.len()];
    for here in seen.iter() {
        if let Use::Rating(practice) = here.column.used {
            free[practice] = false;
        }
    }
    let candidates = seen.iter().enumerate().filter(|(_, s)| {
        s.says == Says::Other
            && !s.column.heading.is_empty()
            && (s.holds.rates()
                || s.holds.filled == 0
                || s.holds.is_coded()
                // Whatever is in place of its ratings is told then.
                || questions.mentions(&s.column.heading).is_some())
    });
    let candidates =
        candidates.filter_map(|(at, s)| Some((at, questions.most_alike(&s.column.heading)?)));
    let candidates: Vec<(usize, HeadingLikeness)> = candidates.collect();
    let borne_out = candidates.iter().filter(|(_, l)| l.has_its_number());
    let numbers_hold = match numbers {
        HeadingNumbers::OfPractices => true,
        HeadingNumbers::Unknown => {
            let numbered = candidates.iter().filter(|(_, l)| l.number.is_some());
            let (borne_out, numbered) = (borne_out.count(), numbered.count());
            borne_out >= 3 && 3 * borne_out >= 2 * numbered
        }
        HeadingNumbers::OfPlaces | HeadingNumbers::Mixed => false,
    };
    let mut alike: Vec<(f64, usize, usize)> = candidates
        .into_iter()
        .filter_map(|(at, likeness)| Some((likeness.enough(numbers_hold)?, at, likeness.practice)))
        .collect();
    alike.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    alike.sort_by_key(|(_, at, _)| seen[*at].holds.is_words());
    for (_, at, practice) in alike {
        if free[practice] {
            free[practice] = false;
            seen[at].column.used = Use::Rating(practice);
            seen[at].column.near = true;
        }
    }
}

/// Answers that would be lost: nobody is asked whether that may be.
fn ratings_under_nothing(seen: &[SeenColumn], rubric: &Rubric) -> Option<Problem> {
    let lost: Vec<String> = seen
        .iter()
        .filter(|s| s.column.used == Use::Nothing && s.holds.rates())
        // "Unsure" can be a comment as well.
        .filter(|s| !matches!(s.says, Says::Comment(_)))
        .map(|s| s.column.named())
        .collect();
    let (first, more) = (lost.first()?, lost.len() - 1);
    let mut message = match more {
        0 => format!("Column {first} has ratings, but its heading doesn't match any practice."),
        1 => format!(
            "Columns {} have ratings, but their headings don't match any practice.",
            lost.join(" and ")
        ),
        n => format!(
            "Column {first} and {n} more have ratings, but their headings don't match any practice."
        ),
    };
    let has = |practice| seen.iter().any(|s| s.column.used == Use::Rating(practice));
    let free: Vec<usize> = (0..rubric.len()).filter(|p| !has(*p)).collect();
    if let Some(practice) = free.first() {
        let more = match free.len() {
            1 => String::new(),
            n => format!(" and {} more", n - 1),
        };
        let _ = write!(
            message,
            " No column was found for {}{more}.",
            titled(rubric, *practice)
        );
    }
    Some(bad(
        message,
        "Change the heading to the practice's title as chronic rubric prints it. If it's a question of your own, import a copy of the export without that column.",
    ))
}

fn without_column(columns: &[ExportColumn], rubric: &Rubric) -> Vec<usize> {
    let has = |practice| columns.iter().any(|c| c.used == Use::Rating(practice));
    (0..rubric.len()).filter(|p| !has(*p)).collect()
}

/// The columns, from 0, that are for this.
pub(in crate::import) fn of(columns: &[ExportColumn], used: Use) -> Vec<usize> {
    let of = columns.iter().filter(|c| c.used == used);
    of.map(|c| c.at).collect()
}

/// The columns, from 0, that have the date: the day of sending before the day that a respondent
/// typed.
pub(in crate::import) fn when(columns: &[ExportColumn]) -> Vec<usize> {
    let when = columns.iter().filter(|c| c.used == Use::Own(Own::When));
    let mut when: Vec<&ExportColumn> = when.collect();
    when.sort_by_key(|c| (c.near, asks_for_the_day(&c.heading), c.at));
    when.into_iter().map(|c| c.at).collect()
}

fn missing(columns: &[ExportColumn], rubric: &Rubric) -> Option<Problem> {
    let missing = without_column(columns, rubric);
    if missing.is_empty() {
        return None;
    }
    if missing.len() == rubric.len() {
        return Some(bad(
            "None of the columns matches a practice.",
            &format!(
                "If this is the right file, change each column's heading to the practice's title, such as \"{}\". The headings have to be in one of the first 10 rows. If the form was made from another self-assessment, name it with --rubric.",
                titled(rubric, 0)
            ),
        ));
    }
    let titles: Vec<String> = missing
        .iter()
        .map(|practice| titled(rubric, *practice))
        .collect();
    let first = &titles[0];
    Some(bad(
        format!(
            "No column was found for {}: {}.",
            counted(missing.len(), "practice"),
            titles.join("; ")
        ),
        &if are_whole_ingredients(&missing, rubric) {
            format!(
                "If other files have these practices, put the columns of all practices next to each other in one table, with one row for each person. If you didn't ask about them, add a blank column for each, with its title, such as \"{first}\"."
            )
        } else {
            format!(
                "Change the column's heading to the practice's title, such as \"{first}\". If you didn't ask about a practice, add a blank column with its title."
            )
        },
    ))
}

/// Whether these practices are all of some ingredients, and none of the others.
fn are_whole_ingredients(practices: &[usize], rubric: &Rubric) -> bool {
    let of = |p: usize| rubric.practices()[p].ingredient;
    let others = (0..rubric.len()).filter(|p| !practices.contains(p));
    let others: Vec<usize> = others.map(of).collect();
    practices.iter().all(|p| !others.contains(&of(*p)))
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
