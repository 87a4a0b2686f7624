//! A roster: the people of a team, from a spreadsheet's CSV file or workbook. One row is
//! one person; a row that can't be used is a problem with its line. Headings are those that
//! personnel systems write ("Last Name", "Job Title", "Dept"), in any case and order.

use std::collections::HashMap;

use crate::import::csv_rows::{self, layouts, unclosed_quote};
use crate::import::grid::{Grid, Row, Wanted};
use crate::import::headings::{Own, headings_of, plain};
use crate::import::workbook;
use crate::model::rating::folded;
use crate::model::response::person::person;
use crate::model::roster::Member;
use crate::problem::{Code, Place, Problem};
use crate::text::Text;
use crate::toml::decode::decode;

/// Words of a heading that hint at a field, where no heading is one of those that are known.
const HINTS: [(Own, &[&str]); 3] = [
    (Own::Department, &["department", "dept", "office", "school"]),
    (Own::Role, &["role", "title", "position"]),
    (Own::Name, &["name"]),
];

/// Words of a heading that say that it is about something else.
const OTHERWISE: [&str; 22] = [
    "id",
    "code",
    "number",
    "no",
    "phone",
    "telephone",
    "email",
    "mail",
    "address",
    "date",
    "year",
    "middle",
    "nickname",
    "maiden",
    "user",
    "supervisor",
    "manager",
    "emergency",
    "contact",
    "district",
    "file",
    "hours",
];

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

/// A table: its rows, how it was read, and what is not seen in it.
type RosterTable = (Vec<RosterRow>, Vec<String>, Vec<Problem>);

/// More forms than any team is handed out in one run, as with anonymous ones.
const MOST: usize = 10_000;
/// Headings are found in one of so many first rows; above them may be a title.
const TOP: usize = 10;

/// Reads a roster: comma, semicolon or tab, quotes, byte-order mark, any encoding that
/// a spreadsheet writes; or a workbook. Blank rows are passed over.
///
/// # Errors
/// Every problem of the file, in its order.
pub fn read(bytes: &[u8]) -> Result<Roster, Vec<Problem>> {
    let (rows, mut remarks, unseen) = if bytes.starts_with(b"PK\x03\x04") {
        from_workbook(bytes)
    } else {
        from_csv(bytes)
    }
    .map_err(|problem| vec![problem])?;
    let above = headings(&rows);
    let mut rows = rows.into_iter().skip(above);
    let Some(heading) = rows.next() else {
        return Err(vec![no_rows()]);
    };
    if above > 0 {
        remarks.push(format!(
            "The headings are in row {}. Everything above them was skipped.",
            heading.number
        ));
    }
    let rows: Vec<RosterRow> = rows.collect();
    let columns = RosterColumns::new(&heading, &rows)?;
    let mut roster = Roster {
        members: Vec::new(),
        ignored: columns.ignored(&heading),
        remarks,
        unseen,
    };
    let mut problems = Vec::new();
    let mut seen: HashMap<[String; 2], usize> = HashMap::new();
    for row in rows {
        match columns.member(&row) {
            Err(problem) => problems.push(problem),
            Ok(member) => {
                let who = [person(&member.name), folded(&member.role).into_owned()];
                if let Some(first) = seen.get(&who) {
                    problems.push(same_person(&member, &row, *first));
                } else {
                    seen.insert(who, row.number);
                    roster.members.push(member);
                }
            }
        }
    }
    if roster.members.is_empty() && problems.is_empty() {
        problems.push(no_rows());
    }
    if roster.members.len() > MOST {
        problems.push(bad(
            format!(
                "The roster has {} rows, but you can make only {MOST} forms at a time.",
                roster.members.len()
            ),
            "Is it the right file? If so, split it, and make the forms of each part in their own folder.",
        ));
    }
    if problems.is_empty() {
        Ok(roster)
    } else {
        Err(problems)
    }
}

/// Whether a table that can't be used as it is was meant as a roster: it has a heading for
/// people's names.
#[must_use]
pub fn looks_like_one(bytes: &[u8]) -> bool {
    let rows = if bytes.starts_with(b"PK\x03\x04") {
        from_workbook(bytes)
    } else {
        from_csv(bytes)
    };
    rows.is_ok_and(|(rows, ..)| {
        let top = rows.iter().take(TOP);
        top.map(|row| &row.cells).any(|cells| names_people(cells))
    })
}

/// One row of the table.
struct RosterRow {
    /// As spreadsheets count, from 1.
    number: usize,
    /// In a text file.
    place: Option<Place>,
    cells: Vec<String>,
}

fn from_csv(bytes: &[u8]) -> Result<RosterTable, Problem> {
    let decoded = decode(bytes).map_err(not_a_table)?;
    let text = decoded.text;
    let (layout, _) = layouts(&text);
    if let Some(at) = unclosed_quote(&text, layout) {
        let problem = bad(
            "A quotation mark opens here but never closes, so all rows below would be one cell.",
            "Add the missing quotation mark (\") at the end of the cell, or remove this one.",
        );
        return Err(problem.at(text.place(at..at + 1)));
    }
    let place = |row: &csv_rows::CsvRow, text: &Text| Some(row.place(text));
    let rows = csv_rows::rows(&text, layout).map(|row| RosterRow {
        number: row.number,
        place: place(&row, &text),
        cells: row.cells,
    });
    let remarks = decoded.warning.into_iter().map(|w| w.message);
    Ok((rows.collect(), remarks.collect(), Vec::new()))
}

fn from_workbook(bytes: &[u8]) -> Result<RosterTable, Problem> {
    let Grid {
        rows,
        remarks,
        unseen,
    } = workbook::read(bytes, &NamesPeople).map_err(not_a_table)?;
    let unseen = unseen.told(&rows);
    let rows = rows.into_iter().map(|row| RosterRow {
        number: row.number,
        place: None,
        cells: cells(&row),
    });
    let blank = |row: &RosterRow| row.cells.iter().all(String::is_empty);
    let rows = rows.filter(|row| !blank(row)).collect();
    Ok((rows, remarks, unseen))
}

fn cells(row: &Row) -> Vec<String> {
    let width = row.cells().last().map_or(0, |(at, _)| at + 1);
    let cells = (0..width).map(|at| row.text(at).trim().to_owned());
    cells.collect()
}

/// Of the sheets of a workbook, the first with a heading for people's names is the roster.
struct NamesPeople;

impl Wanted for NamesPeople {
    fn has_headings(&self, rows: &[Row]) -> bool {
        let mut top = rows.iter().take(TOP);
        top.any(|row| names_people(&cells(row)))
    }

    fn has_content(&self, _: &[Row]) -> bool {
        false
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
    Problem {
        place: problem.place,
        ..bad(
            problem.message,
            "Open the roster in your spreadsheet program, choose File, Save As, and choose CSV UTF-8 or Excel workbook (.xlsx).",
        )
    }
}

fn same_person(member: &Member, row: &RosterRow, first: usize) -> Problem {
    row.at(bad(
        format!(
            "{} appears twice on the roster with the same role (first in row {first}).",
            member.name
        ),
        "Delete one of the rows. If two people have the same name, give them different roles.",
    ))
}

impl RosterRow {
    /// The problem at this row; of a workbook its number is said.
    fn at(&self, mut problem: Problem) -> Problem {
        match &self.place {
            Some(place) => problem.at(place.clone()),
            None => {
                problem.message = format!("Row {}: {}", self.number, problem.message);
                problem
            }
        }
    }

    fn cell(&self, at: Option<usize>) -> &str {
        at.and_then(|at| self.cells.get(at)).map_or("", |c| c)
    }
}

/// A heading as plain words, without what explains it in brackets.
fn words(heading: &str) -> String {
    let explained = heading.find('(').filter(|at| *at > 0);
    plain(explained.map_or(heading, |at| &heading[..at]))
}

/// How well a heading names this field; less is better.
fn rank(field: Own, heading: &str) -> Option<usize> {
    let words = words(heading);
    let known = headings_of(field);
    if let Some(at) = known.iter().position(|known| *known == words) {
        return Some(at);
    }
    let mut each = words.split(' ');
    let (_, hints) = HINTS.iter().find(|(of, _)| *of == field)?;
    let hinted = each.clone().any(|word| hints.contains(&word));
    // "School name" is a school's.
    let other = HINTS
        .iter()
        .take_while(|(of, _)| *of != field)
        .any(|(_, hints)| each.clone().any(|word| hints.contains(&word)));
    let otherwise = each.any(|word| OTHERWISE.contains(&word));
    let part = [Own::FirstName, Own::LastName]
        .into_iter()
        .any(|part| field == Own::Name && rank(part, heading).is_some());
    (hinted && !other && !otherwise && !part).then_some(usize::MAX)
}

fn names_people(cells: &[String]) -> bool {
    [Own::Name, Own::FirstName, Own::LastName]
        .into_iter()
        .any(|field| cells.iter().any(|cell| rank(field, cell).is_some()))
}

/// The place of the row with the headings: a title may be above it.
fn headings(rows: &[RosterRow]) -> usize {
    let mut top = rows.iter().take(TOP);
    let is_title = |row: &RosterRow| row.cells.iter().filter(|c| !c.is_empty()).count() < 2;
    if rows
        .first()
        .is_some_and(|first| !is_title(first) || names_people(&first.cells))
    {
        return 0;
    }
    top.position(|row| names_people(&row.cells)).unwrap_or(0)
}

/// Where each field is, and how many columns there are.
struct RosterColumns {
    /// One column, or first and last name.
    name: [Option<usize>; 2],
    role: Option<usize>,
    department: Option<usize>,
    count: usize,
}

impl RosterColumns {
    fn new(heading: &RosterRow, rows: &[RosterRow]) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut best = |field: Own| {
            let ranked = heading.cells.iter().enumerate();
            let ranked: Vec<(usize, usize)> = ranked
                .filter(|(at, cell)| words(cell) != "title" || !is_form_of_address(rows, *at))
                .filter_map(|(at, cell)| Some((rank(field, cell)?, at)))
                .collect();
            let (first, at) = ranked.iter().min().copied()?;
            let same: Vec<usize> = ranked
                .iter()
                .filter(|(rank, _)| *rank == first)
                .map(|(_, at)| *at)
                .collect();
            let alike = same
                .iter()
                .all(|other| words(&heading.cells[*other]) == words(&heading.cells[at]));
            if same.len() > 1 && alike {
                problems.push(heading.at(bad(
                    format!(
                        "The heading {} appears {} times.",
                        heading.cells[at],
                        same.len()
                    ),
                    "Keep one of these columns, and give the others another heading.",
                )));
            }
            Some((first, at))
        };
        let [name, first, last, role, department] = [
            Own::Name,
            Own::FirstName,
            Own::LastName,
            Own::Role,
            Own::Department,
        ]
        .map(&mut best);
        let at = |found: Option<(usize, usize)>| found.map(|(_, at)| at);
        let name = match (name, first, last) {
            // The whole name, unless it is called that only in a way.
            (Some((0..=6, whole)), ..) => [Some(whole), None],
            (_, Some((_, first)), Some((_, last))) => [Some(first), Some(last)],
            (Some((_, whole)), ..) => [Some(whole), None],
            (None, first, last) => [at(first.or(last)), None],
        };
        if name == [None, None] {
            problems.push(heading.at(bad(
                "The first line has no heading for people's names.",
                "Put these headings on the first line: name, role, department. Only name is required. First Name and Last Name work too.",
            )));
        }
        if problems.is_empty() {
            return Ok(Self {
                name,
                role: at(role),
                department: at(department),
                count: heading.cells.len(),
            });
        }
        Err(problems)
    }

    fn ignored(&self, heading: &RosterRow) -> Vec<String> {
        let used = [self.name[0], self.name[1], self.role, self.department];
        let unused = heading.cells.iter().enumerate();
        unused
            .filter(|(at, cell)| !used.contains(&Some(*at)) && !cell.is_empty())
            .map(|(_, cell)| cell.clone())
            .collect()
    }

    fn member(&self, row: &RosterRow) -> Result<Member, Problem> {
        let refuse = |message: &str, help: &str| Err(row.at(bad(message, help)));
        if row.cells.iter().skip(self.count).any(|c| !c.is_empty()) {
            return refuse(
                "This row has more cells than there are headings.",
                "If a cell has a comma or another separator in it, put the cell in quotation marks, such as \"Curriculum, Instruction\".",
            );
        }
        let names = self.name.map(|at| row.cell(at));
        let others = [self.role, self.department].map(|at| row.cell(at));
        let swallowed = |cell: &str| row.place.is_some() && cell.contains(['\n', '\r']);
        if names.iter().any(|cell| swallowed(cell))
            || others
                .iter()
                .any(|cell| swallowed(cell) && cell.contains([',', ';', '\t', '"']))
        {
            return refuse(
                "A cell in this row runs over more than one line.",
                "A quotation mark (\") is probably missing or extra. Put each person on one line.",
            );
        }
        let [role, department] = others.map(on_one_line);
        let name = on_one_line(&names.join(" "));
        if name.is_empty() {
            return refuse(
                "This row has no name.",
                "Type the person's name, or delete the row. For forms without names: chronic init --anonymous 5 forms",
            );
        }
        Ok(Member {
            name,
            role,
            department,
        })
    }
}

/// Whether a column called "Title" has "Ms." and "Dr." in it.
fn is_form_of_address(rows: &[RosterRow], column: usize) -> bool {
    const FORMS: [&str; 7] = ["mr", "mrs", "ms", "miss", "mx", "dr", "prof"];
    let cells = || rows.iter().map(|row| plain(row.cell(Some(column))));
    let mut filled = cells().filter(|cell| !cell.is_empty()).peekable();
    filled.peek().is_some() && filled.all(|cell| FORMS.contains(&cell.as_str()))
}

fn on_one_line(cell: &str) -> String {
    cell.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
