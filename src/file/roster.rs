//! A roster: the people of a team, from a spreadsheet's CSV file. One row is one
//! person; a row that cannot be used is a problem with its line.

use std::collections::HashMap;

use crate::file::decode::decode;
use crate::file::sheet::{Row, layouts, rows, unclosed_quote, with_line_feeds};
use crate::file::text::Text;
use crate::model::rating::folded;
use crate::problem::{Code, Place, Problem};

/// The columns that are used, in any case and order.
const COLUMNS: [&str; 3] = ["name", "role", "department"];

/// One person of a team. Texts are trimmed and on one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Never empty.
    pub name: String,
    /// May be empty.
    pub role: String,
    /// May be empty.
    pub department: String,
}

/// A roster that can be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roster {
    /// In the order of the file, at least one, no person twice.
    pub members: Vec<Member>,
    /// Headings of columns that are not used.
    pub ignored: Vec<String>,
    /// A word on how the file was saved.
    pub warning: Option<String>,
}

/// More forms than any team is handed out in one run, as with anonymous ones.
const MOST: usize = 10_000;

/// Reads a roster: comma, semicolon or tab, quotes, byte-order mark, any encoding that
/// a spreadsheet writes. Blank rows are passed over.
///
/// # Errors
/// Every problem of the file, in its order.
pub fn read(bytes: &[u8]) -> Result<Roster, Vec<Problem>> {
    let decoded = decode(bytes).map_err(|problem| vec![not_csv(problem)])?;
    let text = with_line_feeds(decoded.text);
    let (layout, _) = layouts(&text);
    if let Some(at) = unclosed_quote(&text, layout) {
        let problem = bad(
            "A quote is opened here and closed nowhere, so that all rows below would be one cell.",
            "Add the missing quote (\") at the end of the cell, or take this one out.",
        );
        return Err(vec![problem.at(text.place(at..at + 1))]);
    }
    let mut rows = rows(&text, layout).into_iter();
    let Some(heading) = rows.next() else {
        return Err(vec![no_rows()]);
    };
    let columns = Columns::new(&heading, &text)?;
    let mut roster = Roster {
        members: Vec::new(),
        ignored: columns.ignored(&heading),
        warning: decoded.warning.map(|w| w.message),
    };
    let mut problems = Vec::new();
    let mut seen: HashMap<[String; 2], Place> = HashMap::new();
    for row in rows {
        match columns.member(&row, &text) {
            Err(problem) => problems.push(problem),
            Ok(member) => {
                let place = row.place(&text);
                let person = [&member.name, &member.role].map(|t| folded(t).into_owned());
                if let Some(first) = seen.get(&person) {
                    problems.push(same_person(&member, place, first.clone()));
                } else {
                    seen.insert(person, place);
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
                "The roster has {} rows, and {MOST} forms at most are written in one run.",
                roster.members.len()
            ),
            "Is it the right file? Else split it, and write each part into a folder of its own.",
        ));
    }
    if problems.is_empty() {
        Ok(roster)
    } else {
        Err(problems)
    }
}

fn bad(message: impl Into<String>, help: &str) -> Problem {
    Problem::new(Code::BadRoster, message, help)
}

fn no_rows() -> Problem {
    bad(
        "The roster names nobody: there is no row below the headings.",
        "Write one row for each person, with the headings name, role, department in the first line.",
    )
}

/// What is wrong with the bytes, with the way out that a roster has.
fn not_csv(problem: Problem) -> Problem {
    let message = match problem
        .message
        .strip_prefix("This is a Word document (.docx)")
    {
        Some(_) => "This is a workbook (.xlsx) or another zip file, not a CSV file.".to_owned(),
        None => problem.message,
    };
    Problem {
        place: problem.place,
        ..bad(
            message,
            "Open the roster in the spreadsheet, choose File, Save As, and take CSV UTF-8.",
        )
    }
}

fn same_person(member: &Member, place: Place, first: Place) -> Problem {
    bad(
        format!(
            "{} is in the roster twice with the same role; the first time in line {}.",
            member.name, first.line
        ),
        "Take one of the two rows out. Two people of one name need different roles.",
    )
    .at(place)
    .with(first, "first named here")
}

/// Where each of [`COLUMNS`] is, and how many columns there are.
struct Columns {
    at: [Option<usize>; 3],
    count: usize,
}

impl Columns {
    fn new(heading: &Row, text: &Text) -> Result<Self, Vec<Problem>> {
        let is = |cell: &String, column: &str| folded(cell) == column;
        let mut problems = Vec::new();
        for column in COLUMNS {
            let times = heading.cells.iter().filter(|c| is(c, column)).count();
            if times > 1 {
                problems.push(bad(
                    format!("The heading {column} is there {times} times."),
                    "Keep one of these columns, and give the others another heading.",
                ));
            }
        }
        let at = COLUMNS.map(|column| heading.cells.iter().position(|c| is(c, column)));
        if at[0].is_none() {
            problems.push(bad(
                "The first line has no heading called name.",
                "Write the headings in the first line: name, role, department. Only name is needed.",
            ));
        }
        if problems.is_empty() {
            let count = heading.cells.len();
            return Ok(Self { at, count });
        }
        let place = heading.place(text);
        Err(problems.into_iter().map(|p| p.at(place.clone())).collect())
    }

    fn ignored(&self, heading: &Row) -> Vec<String> {
        let unused = heading.cells.iter().enumerate();
        unused
            .filter(|(at, cell)| !self.at.contains(&Some(*at)) && !cell.is_empty())
            .map(|(_, cell)| cell.clone())
            .collect()
    }

    fn member(&self, row: &Row, text: &Text) -> Result<Member, Problem> {
        let cell = |at: Option<usize>| at.and_then(|at| row.cells.get(at)).map_or("", |c| c);
        let refuse = |message: &str, help: &str| Err(bad(message, help).at(row.place(text)));
        if row.cells.iter().skip(self.count).any(|c| !c.is_empty()) {
            return refuse(
                "This row has more cells than there are headings.",
                "Put a text that holds the separator in quotes, such as \"Curriculum, Instruction\".",
            );
        }
        let texts = self.at.map(cell);
        if texts
            .iter()
            .enumerate()
            .any(|(at, t)| swallowed_rows(at, t))
        {
            return refuse(
                "A cell of this row goes on over several lines.",
                "Most likely a quote (\") is missing or too many. Write each person on one line.",
            );
        }
        let [name, role, department] = texts.map(on_one_line);
        if name.is_empty() {
            return refuse(
                "This row has no name.",
                "Write the person's name, or take the row out. For forms without names: chronic init --anonymous 5 forms",
            );
        }
        Ok(Member {
            name,
            role,
            department,
        })
    }
}

/// Whether a cell looks like several rows that a stray quote made into one. A line
/// break alone may be meant, but not in a name.
fn swallowed_rows(column: usize, cell: &str) -> bool {
    cell.contains(['\n', '\r']) && (column == 0 || cell.contains([',', ';', '\t', '"']))
}

fn on_one_line(cell: &str) -> String {
    cell.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(name: &str, role: &str, department: &str) -> Member {
        let [name, role, department] = [name, role, department].map(String::from);
        Member {
            name,
            role,
            department,
        }
    }

    /// Line and message of each problem.
    fn problems(csv: &str) -> Vec<(usize, String)> {
        let problems = read(csv.as_bytes()).unwrap_err();
        let shown = problems.into_iter().map(|p| {
            assert_eq!(p.code, Code::BadRoster);
            assert!(!p.help.is_empty());
            (p.place.map_or(0, |place| place.line), p.message)
        });
        shown.collect()
    }

    #[test]
    fn headings_separators_and_marks_of_any_spreadsheet_are_read() {
        let expected = [
            member("Ana D\u{ed}az", "Lead, A", "Office"),
            member("Bo", "", "Schools"),
        ];
        for csv in [
            "name,role,department\nAna D\u{ed}az,\"Lead, A\",Office\nBo,,Schools\n",
            "\u{feff}DEPARTMENT; Name ;Role\r\nOffice;Ana D\u{ed}az;Lead, A\r\n;;\r\nSchools;Bo;\r\n",
            "Role\tname\tDepartment\rLead, A\tAna D\u{ed}az\tOffice\r\tBo\tSchools",
            "sep=;\nname;role;department\n\n\nAna  D\u{ed}az;Lead, A;Office;;\n ; ;\nBo;;Schools",
        ] {
            let roster = read(csv.as_bytes()).unwrap();
            assert_eq!(roster.members, expected, "{csv:?}");
        }
        let utf16 = "\u{feff}name\trole\tdepartment\r\nAna D\u{ed}az\t\"Lead, A\"\tOffice\r\nBo\t\tSchools\r\n";
        for order in [u16::to_le_bytes, u16::to_be_bytes] {
            let bytes: Vec<u8> = utf16.encode_utf16().flat_map(order).collect();
            let roster = read(&bytes).unwrap();
            assert_eq!(roster.members, expected);
            assert!(roster.warning.is_some());
        }
        let broken = read(b"name,role\nAna,\"Lead\r\nTeacher\"\n").unwrap();
        assert_eq!(broken.members[0].role, "Lead Teacher");
        let ansi = b"name,role\nAna D\xedaz,Lead\n";
        let roster = read(ansi).unwrap();
        assert_eq!(roster.members[0].name, "Ana D\u{ed}az");
        assert!(roster.warning.is_some());
    }

    #[test]
    fn columns_that_are_not_used_are_named() {
        let roster = read(b"Email,Name,,Phone\na@b,Ana,x,1\n").unwrap();
        assert_eq!(roster.ignored, ["Email", "Phone"]);
        assert_eq!(roster.members, [member("Ana", "", "")]);
    }

    #[test]
    fn every_row_that_cannot_be_used_is_named_with_its_line() {
        let found = problems(
            "name,role\n\nAna,\"Lead\nTeacher\"\n,Clerk\n\nBo,Aide,x\nANA,lead  teacher\nCy,Aide\n",
        );
        let lines: Vec<_> = found.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [5, 7, 8], "{found:?}");
        assert!(found[0].1.contains("no name"));
        assert!(found[1].1.contains("more cells"));
        assert!(found[2].1.contains("twice") && found[2].1.contains("line 3"));
    }

    #[test]
    fn people_of_one_name_with_different_roles_are_two() {
        let roster = read(b"name,role\nAna,Lead\nAna,Aide\n").unwrap();
        assert_eq!(roster.members.len(), 2);
    }

    #[test]
    fn a_stray_quote_swallows_nobody() {
        for (csv, line) in [
            ("name,role\nAna,Lead\n\"Bo,Aide\nCy,Aide\n", 3),
            ("name,role\n\"Ana,Lead\n\"Bo\",Aide\n", 2),
            ("name,role\nAna,\"Lead\nBo,\"Aide\"\n", 2),
            ("name,role\nAna,\"Lead \"\"x\"\"\nBo,Aide\n", 2),
        ] {
            let found = problems(csv);
            assert_eq!((found.len(), found[0].0), (1, line), "{csv:?} {found:?}");
        }
        assert!(read(b"name,role\nAna \"Bo\" C,5\" pipes\n").is_ok());
    }

    #[test]
    fn a_file_that_is_no_roster_is_named_for_what_it_is() {
        for (csv, word) in [
            ("", "empty"),
            ("PK\u{3}\u{4}...", "workbook"),
            ("Ana,Lead\nBo,Aide\n", "heading called name"),
            ("name,Name\nAna,Bo\n", "2 times"),
            ("name,role\n,\n", "nobody"),
        ] {
            let found = problems(csv);
            assert!(found[0].1.contains(word), "{csv:?} {found:?}");
        }
    }

    #[test]
    fn a_file_of_far_too_many_rows_is_no_teams_roster() {
        let rows = |n: usize| {
            let people: String = (0..n).map(|at| format!("Ann {at}\n")).collect();
            format!("name\n{people}").into_bytes()
        };
        assert_eq!(read(&rows(MOST)).unwrap().members.len(), MOST);
        let problems = read(&rows(MOST + 1)).unwrap_err();
        assert!(problems[0].message.contains("10001 rows"), "{problems:?}");
    }
}
