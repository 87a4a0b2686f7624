//! What the columns of an export are for: which practice each one asks about, which asks how
//! we know, which are the respondent's and which the form tool's own.
//!
//! What a heading says in words counts, and what its cells hold. A number counts only where it
//! agrees with both and with the other columns: forms number their questions by place, and
//! tools count headings that repeat.

use crate::import::form_export::{Export, bad};
use crate::import::headings::{
    HeadingLikeness, Questions, Says, are_forms_of_address, asks_for_the_day, number,
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

impl Use {
    /// Whether it is a name, or a part of one.
    pub fn is_name(self) -> bool {
        Own::NAMES.map(Self::Own).contains(&self)
    }
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

impl SeenColumn {
    fn is_scored(&self) -> bool {
        matches!(self.says, Says::Own(Own::Scored, _))
    }

    fn is_comment(&self) -> bool {
        self.says.asks().is_some()
    }
}

/// Finds out what every column is for, in their order, and what is wrong with them: a
/// practice without a column, or with two that differ; answers under no practice.
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
    if let Some(problem) = cause::of_the_table(export, &seen, &questions, rubric) {
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
        let asked = |at: &usize| !seen[*at].is_scored();
        let rated = |at: Option<usize>| seen.get(at?)?.says.practice();
        for at in (0..seen.len()).filter(asked) {
            if let Says::Practice(practice, Some(number)) = seen[at].says {
                count(number, practice);
            }
            // Only where one practice stands between two comments.
            let before = (0..at).rfind(asked);
            let mut after = at + 1..seen.len();
            if let Some(asks) = seen[at].says.asks()
                && let (Some(number), None) = (asks.number, asks.named)
                && let Some(practice) = rated(before)
                && rated(before.and_then(|at| at.checked_sub(1))).is_none()
                && !after.find(asked).is_some_and(|at| seen[at].is_comment())
            {
                count(number, practice);
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
    let of_practice = |n: usize| (1..=rubric.len()).contains(&n);
    let mut numbered = seen.iter().filter_map(|s| match s.says {
        Says::Number(number) => Some((number, s)),
        _ => None,
    });
    let nobody_answered = numbered.clone().all(|(_, s)| s.holds.filled == 0);
    let is_answer = |s: &SeenColumn| s.holds.rates() || s.holds.is_coded();
    if !nobody_answered && !numbered.clone().any(|(_, s)| is_answer(s)) {
        return None;
    }
    let free = without_column(&seen.iter().map(|s| &s.column), rubric.len());
    let against = numbered.find(|(n, s)| match of_practice(*n) {
        true => s.holds.is_words() || !free.contains(&(n - 1)),
        false => s.holds.rates(),
    });
    if let Some((n, against)) = against {
        let what = match (against.holds.rates(), of_practice(n)) {
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
    let mut free = without_column(&seen.iter().map(|s| &s.column), questions.len());
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
        if let Some(place) = free.iter().position(|free| *free == practice) {
            free.remove(place);
            seen[at].column.used = Use::Rating(practice);
            seen[at].column.near = true;
        }
    }
}

/// Answers that would be lost: nobody is asked whether that may be.
fn ratings_under_nothing(seen: &[SeenColumn], rubric: &Rubric) -> Option<Problem> {
    // "Unsure" can be a comment as well.
    let is_lost = |s: &&SeenColumn| s.holds.rates() && !s.is_comment();
    let lost = of(seen.iter().filter(is_lost).map(|s| &s.column), Use::Nothing);
    let lost: Vec<String> = lost.map(ExportColumn::named).collect();
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
    let free = without_column(&seen.iter().map(|s| &s.column), rubric.len());
    if let Some(practice) = free.first() {
        let more = match free.len() {
            1 => String::new(),
            n => format!(" and {} more", n - 1),
        };
        message += &format!(
            " No column was found for {}{more}.",
            titled(rubric, *practice)
        );
    }
    Some(bad(
        message,
        "Change the heading to the practice's title as chronic rubric prints it. If it's a question of your own, import a copy of the export without that column.",
    ))
}

/// Of so many practices those that no column has the ratings of.
fn without_column<'c>(
    columns: &(impl Iterator<Item = &'c ExportColumn> + Clone),
    practices: usize,
) -> Vec<usize> {
    let is_free = |practice: &usize| of(columns.clone(), Use::Rating(*practice)).next().is_none();
    (0..practices).filter(is_free).collect()
}

/// The columns that are for this.
pub(in crate::import) fn of<'c>(
    columns: impl IntoIterator<Item = &'c ExportColumn, IntoIter: Clone>,
    used: Use,
) -> impl Iterator<Item = &'c ExportColumn> + Clone {
    columns.into_iter().filter(move |c| c.used == used)
}

/// The columns, from 0, that have the date: the day of sending before the day that a respondent
/// typed.
pub(in crate::import) fn when(columns: &[ExportColumn]) -> Vec<usize> {
    let mut when: Vec<&ExportColumn> = of(columns, Use::Own(Own::When)).collect();
    when.sort_by_key(|c| (c.near, asks_for_the_day(&c.heading), c.at));
    when.into_iter().map(|c| c.at).collect()
}

fn missing(columns: &[ExportColumn], rubric: &Rubric) -> Option<Problem> {
    let missing = without_column(&columns.iter(), rubric.len());
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
    let titles = missing.iter().map(|practice| titled(rubric, *practice));
    let titles: Vec<String> = titles.collect();
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
pub fn titled(rubric: &Rubric, practice: usize) -> String {
    format!(
        "{}. {}",
        practice + 1,
        cut(&rubric.practices()[practice].title)
    )
}

#[cfg(test)]
mod tests;
