//! A roster: the people of a team, from a spreadsheet's CSV file or workbook. One row is
//! one person; a row that can't be used is a problem with its line. Headings are those that
//! personnel systems write ("Last Name", "Job Title", "Dept"), in any case and order.

mod headings;

use std::collections::{HashMap, HashSet};

use crate::import::grid::{Grid, Row, TOP, Wanted, headings_in, of_rows};
use crate::import::headings::{
    Own, are_forms_of_address, are_of_several_words, has_all_of, is_other_half, names_a_summary,
    plain,
};
use crate::import::person_name::{is_address, without_address};
use crate::import::roster::headings::{is_heading, names_people, rank, words};
use crate::import::table::Table;
use crate::model::placeholder::is_vacancy;
use crate::model::rating::folded;
use crate::model::response::person::person;
use crate::model::turnout::Member;
use crate::problem::{Code, Problem};
use crate::text::{Text, cut, on_one_line};
use crate::words::is_one_of;

/// A roster that can be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roster {
    /// In the order of the file, at least one, no person twice.
    pub members: Vec<Member>,
    /// Headings of columns that are not used.
    pub ignored: Vec<String>,
    /// Words on how the file was saved and where its headings were found.
    pub remarks: Vec<String>,
    /// What somebody who looks at the workbook does not see, and that was read.
    pub unseen: Vec<Problem>,
}

/// More forms than any team is handed out in one run, as with anonymous ones.
const MOST: usize = 10_000;

/// A table that can't be used as a roster.
#[derive(Debug)]
pub struct NoRoster {
    /// Every problem of the file, in its order.
    pub problems: Vec<Problem>,
    /// Whether it was meant as one: it has a heading for people's names.
    pub names_people: bool,
}

/// Reads a roster: comma, semicolon or tab, quotes, byte-order mark, any encoding that
/// a spreadsheet writes; or a workbook. Blank rows are passed over.
///
/// # Errors
/// Why the table can't be used.
pub fn read(table: Table<'_>) -> Result<Roster, NoRoster> {
    let mut names_people = false;
    let read = table.grid(&NamesPeople);
    let read = read.map_err(|problem| vec![not_a_table(problem)]);
    let read = read.and_then(|grid| {
        names_people = NamesPeople.has_headings(&grid.rows);
        roster(grid)
    });
    read.map_err(|problems| NoRoster {
        problems,
        names_people,
    })
}

fn roster(grid: Grid) -> Result<Roster, Vec<Problem>> {
    let (rows, text, mut remarks) = (grid.rows, grid.text, grid.remarks);
    let text = text.as_ref();
    let above = headings(&rows);
    let Some((heading, people)) = rows[above..].split_first() else {
        return Err(vec![no_rows()]);
    };
    let in_heading = |problem| at(text, heading, problem);
    let columns = RosterColumns::new(heading, people)
        .map_err(|problems| problems.into_iter().map(in_heading).collect::<Vec<_>>())?;
    let mut members = Vec::new();
    let mut problems = Vec::new();
    let mut seen: HashMap<[String; 2], usize> = HashMap::new();
    let (mut vacant, mut bare) = (Vec::new(), Vec::new());
    for row in people {
        if columns.is_vacant(row) {
            vacant.push(row.number);
            continue;
        }
        let member = columns.member(row, text.is_some()).and_then(|member| {
            let who = [person(&member.name), folded(&member.role).into_owned()];
            let first = *seen.entry(who).or_insert(row.number);
            if first == row.number {
                return Ok(member);
            }
            Err(bad(
                format!("This row has the same name and role as row {first}."),
                "Delete one of the rows. If two people have the same name, give them different roles.",
            ))
        });
        match member {
            Ok(member) => {
                bare.extend(columns.is_bare(row).then_some(row.number));
                members.push(member);
            }
            Err(problem) => problems.push(at(text, row, problem)),
        }
    }
    if members.is_empty() && problems.is_empty() {
        problems.push(no_rows());
    }
    if members.len() > MOST {
        problems.push(bad(
            format!(
                "The roster has {} rows, but you can make only {MOST} forms at a time.",
                members.len()
            ),
            "Is it the right file? If so, split it, and make the forms of each part in their own folder.",
        ));
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    if above > 0 {
        remarks.push(headings_in(heading.number));
    }
    remarks.extend(of_rows(
        &bare,
        "has only a name, unlike other rows. If it isn't a person's, delete the row.",
        "have only a name, unlike other rows. If one isn't a person's, delete the row.",
    ));
    remarks.extend(of_rows(
        &vacant,
        "has a vacancy, not a person, so it was skipped.",
        "have vacancies, not people, so they were skipped.",
    ));
    remarks.extend(columns.hinted.iter().map(|(at, field)| {
        format!(
            "The column \"{}\" was read as the {}.",
            cut(&heading.text(*at)),
            field.words()
        )
    }));
    Ok(Roster {
        members,
        ignored: columns.ignored(heading),
        remarks,
        unseen: grid.unseen.told(&rows),
    })
}

/// A table with a heading for people's names is a roster; of a workbook it is the only such sheet with people.
struct NamesPeople;

impl Wanted for NamesPeople {
    fn has_headings(&self, rows: &[Row]) -> bool {
        rows.iter().take(TOP).any(names_people)
    }

    /// Whether somebody is below a heading that is just that for names.
    fn has_content(&self, rows: &[Row]) -> bool {
        let is_name = |cell| is_heading(cell, &Own::NAMES);
        let mut top = rows.iter().take(TOP);
        let above = top.position(|row| row.texts().any(is_name));
        above.is_some_and(|at| rows.len() > at + 1)
    }

    fn content(&self) -> &'static str {
        "people"
    }

    fn several(&self, first: &str, second: &str) -> Problem {
        bad(
            format!("More than one sheet has people: \"{first}\" and \"{second}\"."),
            "Put everyone on one sheet, or use a copy of the workbook with only the right sheet.",
        )
    }

    fn unclosed_quote(&self) -> Problem {
        bad(
            "A quotation mark opens here but never closes, so all rows below would be one cell.",
            "Add the missing quotation mark (\") at the end of the cell, or remove this one.",
        )
    }
}

fn bad(message: impl Into<String>, help: &str) -> Problem {
    Problem::new(Code::BadRoster, message, help)
}

fn no_rows() -> Problem {
    bad(
        "The roster is empty. There are no rows below the headings.",
        "Write one row for each person below a row with the headings Name, Role, and Department.",
    )
}

/// What is wrong with the bytes, with the way out that a roster has.
fn not_a_table(problem: Problem) -> Problem {
    if problem.code == Code::BadRoster {
        return problem;
    }
    Problem {
        place: problem.place,
        ..bad(
            problem.message,
            "Open the roster in your spreadsheet program, choose File, Save As, and choose CSV UTF-8 or Excel workbook (.xlsx).",
        )
    }
}

/// The problem at this row; of a workbook its number is said.
fn at(text: Option<&Text>, row: &Row, mut problem: Problem) -> Problem {
    match text {
        Some(text) => problem.at(text.place_of_line(text.line_of(row.begins))),
        None => {
            problem.message = format!("Row {}: {}", row.number, problem.message);
            problem
        }
    }
}

/// The place of the row with the headings: a title may be above it.
fn headings(rows: &[Row]) -> usize {
    let is_title = |row: &&Row| row.cells().len() < 2 && !names_people(row);
    let named = || rows.iter().take(TOP).position(names_people);
    rows.first()
        .filter(is_title)
        .and_then(|_| named())
        .unwrap_or(0)
}

/// Where each field is, and how many columns there are.
struct RosterColumns {
    /// One column, or first and last name.
    name: [Option<usize>; 2],
    role: Option<usize>,
    department: Option<usize>,
    count: usize,
    /// How many cells a row of a text needs: up to the last that is filled in every row with as
    /// many cells as there are headings, where most rows have as many.
    needed: usize,
    /// Whether most people have a role or a department.
    has_posts: bool,
    /// Whether a third do.
    has_some_posts: bool,
    departments: HashSet<String>,
    /// Those that only a word of their headings tells.
    hinted: Vec<(usize, Own)>,
}

impl RosterColumns {
    fn new(heading: &Row, rows: &[Row]) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut best = |field: Own| {
            let ranked = heading.cells().map(|(at, _)| (at, heading.text(at)));
            let ranked: Vec<(usize, usize)> = ranked
                .filter(|(at, cell)| words(cell) != "title" || !are_forms_of_address(rows, *at))
                .filter_map(|(at, cell)| Some((rank(field, &cell)?, at)))
                .collect();
            let (first, at) = ranked.iter().min().copied()?;
            let same = ranked.iter().filter(|(rank, _)| *rank == first);
            let called = |at: usize| plain(&heading.text(at));
            let count = same.clone().count();
            if count > 1 && same.clone().all(|(_, other)| called(*other) == called(at)) {
                let times = match count {
                    2 => "twice".to_owned(),
                    n => format!("{n} times"),
                };
                problems.push(bad(
                    format!("The heading {} appears {times}.", heading.text(at)),
                    "If people are listed side by side, put them all in one list. If not, give the columns you don't need another heading.",
                ));
            }
            Some((first, at))
        };
        let [name, first, last, role, department] = Own::PERSONS.map(&mut best);
        let at = |found: Option<(usize, usize)>| found.map(|(_, at)| at);
        let is_half = |whole: usize, part: usize| {
            let mut both = rows.iter().map(|row| (row.text(whole), row.text(part)));
            let is_preferred = plain(&heading.text(part)).contains("preferred");
            !(is_preferred && are_of_several_words(rows, whole))
                && both
                    .clone()
                    .any(|(whole, part)| is_other_half(&whole, &part))
                && !both.any(|(whole, part)| has_all_of(&whole, &part))
        };
        let name = match (name, first, last) {
            // Half of a name can be called only that.
            (Some((_, whole)), Some((_, first)), None) if is_half(whole, first) => {
                [Some(first), Some(whole)]
            }
            (Some((_, whole)), None, Some((_, last))) if is_half(whole, last) => {
                [Some(whole), Some(last)]
            }
            // The whole name, unless it is called that only in a way.
            (Some((0..=6, whole)), ..) => [Some(whole), None],
            (_, Some((_, first)), Some((_, last))) => [Some(first), Some(last)],
            (Some((_, whole)), ..) => [Some(whole), None],
            (None, first, last) => [at(first.or(last)), None],
        };
        let first = heading.text(0);
        let parts = first.split([',', ';', '\t']);
        if heading.width() == 1 && parts.filter(|part| is_heading(part, &Own::PERSONS)).count() > 1
        {
            problems.push(bad(
                "Each row is one cell, since all of it is between quotation marks.",
                "Delete the quotation marks at both ends of each row. Inside a row, type one in place of every two.",
            ));
        } else if name == [None, None] {
            problems.push(bad(
                "The first line has no heading for people's names.",
                "Put these headings on the first line: name, role, department. Only name is required. First Name and Last Name work too.",
            ));
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let hinted = [(role, Own::Role), (department, Own::Department)];
        let hinted = hinted.into_iter().filter_map(|(found, field)| {
            let (rank, at) = found?;
            (rank == usize::MAX).then_some((at, field))
        });
        let posts = [role, department].map(at);
        let has_post = |row: &&Row| posts.iter().any(|at| !text_at(row, *at).is_empty());
        let with_post = rows.iter().filter(has_post);
        let [role, department] = posts;
        let departments = with_post
            .clone()
            .map(|row| plain(&text_at(row, department)));
        Ok(Self {
            hinted: hinted.collect(),
            name,
            role,
            department,
            count: heading.columns,
            needed: needed(heading.columns, rows),
            has_posts: 2 * with_post.clone().count() > rows.len(),
            has_some_posts: 3 * with_post.count() > rows.len(),
            departments: departments.collect(),
        })
    }

    /// Whether what stands alone in a row, where people have a role or a department, is a heading of a
    /// group or a note rather than a name.
    fn is_note(&self, name: &str) -> bool {
        let words = plain(name);
        self.has_posts
            && (!words.contains(' ')
                || name.contains(|c: char| c.is_ascii_digit() || matches!(c, ':' | '=' | '*'))
                || name.contains(char::is_uppercase) && !name.contains(char::is_lowercase)
                || self.departments.contains(&words)
                || words
                    .split(' ')
                    .any(|word| is_one_of(word, "by, of, as, for, the, see, note")))
    }

    /// Whether a row has only a name, where others have a role or a department.
    fn is_bare(&self, row: &Row) -> bool {
        self.has_some_posts && row.cells().all(|(at, _)| self.name.contains(&Some(at)))
    }

    fn ignored(&self, heading: &Row) -> Vec<String> {
        let used = [self.name[0], self.name[1], self.role, self.department];
        let unused = heading.cells().map(|(at, _)| at);
        let unused = unused.filter(|at| !used.contains(&Some(*at)));
        unused.map(|at| heading.text(at)).collect()
    }

    /// Whether in place of a name it says that nobody has the post.
    fn is_vacant(&self, row: &Row) -> bool {
        let halves = self.name.iter().flatten().map(|at| row.text(*at));
        let mut halves = halves.filter(|half| !half.is_empty()).peekable();
        halves.peek().is_some()
            && halves.all(|half| is_vacancy(&half) && !is_heading(&half, &Own::PERSONS))
    }

    /// The person of a row, which in a text has no line end that is meant.
    fn member(&self, row: &Row, is_in_text: bool) -> Result<Member, Problem> {
        // Whose row it is isn't said: what `validate` says may be public.
        let refuse = |message: &str, help: &str| Err(bad(message, help));
        if row.width() > self.count {
            const QUOTE: &str = "If a cell has a comma or another separator in it, put the cell in quotation marks, such as \"Curriculum, Instruction\".";
            const CLEAR: &str = "Clear the cells that are to the right of the last heading, or type a heading above them.";
            let help = if is_in_text { QUOTE } else { CLEAR };
            return refuse("This row has more cells than there are headings.", help);
        }
        if is_in_text && row.columns < self.needed {
            return refuse(
                "This row has too few cells, so some of them would be in the wrong column.",
                "Add what is missing. Where a cell is blank, type its comma (or other separator) too.",
            );
        }
        let names = self.name.map(|at| text_at(row, at));
        let others = [self.role, self.department].map(|at| text_at(row, at));
        let swallowed = |cell: &String| is_in_text && cell.contains(['\n', '\r']);
        let has_more = |cell: &String| swallowed(cell) && cell.contains([',', ';', '\t', '"']);
        if names.iter().any(swallowed) || others.iter().any(has_more) {
            return refuse(
                "A cell in this row runs over more than one line.",
                "A quotation mark (\") is probably missing or extra. Put each person on one line.",
            );
        }
        let [role, department] = others.map(|cell| on_one_line(&cell));
        let name = on_one_line(&names.join(" "));
        let name = without_address(&name).to_owned();
        if name.is_empty() {
            return refuse(
                "This row has no name.",
                "Type the person's name, or delete the row. For forms without names: chronic init --anonymous 5 forms",
            );
        }
        let is_count = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '.' | ',' | '%');
        if names_a_summary(&name) || name.chars().all(is_count) || is_address(&name) {
            return refuse(
                "This row has a number, an address, or a word such as Total instead of a name.",
                "If it's a summary, delete the row. If it's a person, type the first and last name.",
            );
        }
        if role.is_empty() && department.is_empty() && self.is_note(&name) {
            return refuse(
                "This row has no role or department, and its name looks like a heading or a note, not a person's.",
                "If it isn't a person, delete the row. If it is, type the first and last name, and the role or department.",
            );
        }
        let mut halves = names.iter().filter(|half| !half.is_empty());
        if is_heading(&name, &Own::PERSONS) || halves.all(|half| is_heading(half, &Own::PERSONS)) {
            let name = cut(&name);
            return refuse(
                &format!("This row has the heading \"{name}\" instead of a name."),
                "If it repeats the headings, delete the row. If each person has a column, turn the table around: copy it and choose Paste Special, Transpose.",
            );
        }
        Ok(Member {
            name,
            role,
            department,
        })
    }
}

/// The text in a column, if there is one.
fn text_at(row: &Row, at: Option<usize>) -> String {
    at.map_or_else(String::new, |at| row.text(at))
}

/// What [`RosterColumns::needed`] is.
fn needed(columns: usize, rows: &[Row]) -> usize {
    let whole: Vec<&Row> = rows.iter().filter(|row| row.columns >= columns).collect();
    if 2 * whole.len() <= rows.len() {
        return 0;
    }
    let is_filled = |at: &usize| whole.iter().all(|row| row.cell(*at).is_some());
    (0..columns).rev().find(is_filled).map_or(0, |at| at + 1)
}

#[cfg(test)]
mod tests;
