//! A workbook that a team filled in is read back: what was typed comes into the assessment and the
//! plan, and nothing else in them changes, whichever program saved it.

use std::fmt::Write as _;
use std::fs;
use std::io::{Cursor, Write as _};
use std::path::Path;

use calamine::{Data, Reader as _, SheetVisible};
use tempfile::TempDir;
use zip::write::{SimpleFileOptions, ZipWriter};

use crate::common::typed::typed;
use crate::common::{Run, examples, run};
use crate::workbook::open;

pub(super) const TEAM: &str = "team.toml";
pub(super) const PLAN: &str = "plan.toml";

/// A folder with the example's team assessment and plan, and the workbook made from both.
pub(super) fn district() -> TempDir {
    let folder = TempDir::new().unwrap();
    for (from, to) in [("team-2026.toml", TEAM), ("plan-2026.toml", PLAN)] {
        let text = fs::read_to_string(examples().join(from)).unwrap();
        let text = text.replace("team-2026.toml", TEAM);
        fs::write(folder.path().join(to), text).unwrap();
    }
    make(folder.path());
    folder
}

fn make(folder: &Path) {
    let _ = fs::remove_file(folder.join("w.xlsx"));
    let made = run(folder, &["tally", TEAM, "--plan", PLAN, "-o", "w.xlsx"]);
    assert_eq!(made.code, 0, "{}", made.err);
}

pub(super) fn file(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap()
}

/// Types into the workbook.
pub(super) fn type_in(folder: &Path, cells: &[(&str, &str, &str)]) {
    let path = folder.join("w.xlsx");
    let bytes = typed(&fs::read(&path).unwrap(), cells);
    fs::write(path, bytes).unwrap();
}

pub(super) fn team_back(folder: &Path, more: &[&str]) -> Run {
    run(folder, &[&["tally", "w.xlsx", "-o", TEAM], more].concat())
}

pub(super) fn plan_back(folder: &Path, more: &[&str]) -> Run {
    run(
        folder,
        &[&["plan", "update", PLAN, "w.xlsx"], more].concat(),
    )
}

/// Lines that are not in the other text, each way.
fn changed(old: &str, new: &str) -> (Vec<String>, Vec<String>) {
    let missing = |from: &str, other: &str| {
        let there: Vec<&str> = other.lines().collect();
        let lines = from.lines().filter(|line| !there.contains(line));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    (missing(old, new), missing(new, old))
}

#[test]
fn a_workbook_in_which_nobody_typed_changes_nothing() {
    let folder = district();
    let (team, plan) = (file(folder.path(), TEAM), file(folder.path(), PLAN));
    for back in [team_back(folder.path(), &[]), plan_back(folder.path(), &[])] {
        assert_eq!(back.code, 0, "{}", back.err);
        assert!(back.err.contains("Nothing was changed"), "{}", back.err);
    }
    assert_eq!(
        (team, plan),
        (file(folder.path(), TEAM), file(folder.path(), PLAN))
    );
}

#[test]
fn what_comes_next_is_the_plan_that_names_this_team_whatever_it_is_called() {
    let folder = district();
    let next = |line: &str| {
        let back = team_back(folder.path(), &[]);
        assert!(
            back.err.ends_with(&format!("Next: chronic {line}\n")),
            "{}",
            back.err
        );
    };
    next("render team.toml --plan plan.toml --audience district-office");
    let [plan, ours] = [PLAN, "ours.toml"].map(|name| folder.path().join(name));
    fs::rename(plan, &ours).unwrap();
    next("render team.toml --plan ours.toml --audience district-office");
    let other = file(folder.path(), "ours.toml").replace(TEAM, "other.toml");
    fs::write(ours, other).unwrap();
    // By its dates, it's still this year's plan.
    next("validate ours.toml");
}

#[test]
fn only_cells_to_fill_in_are_unlocked_and_two_columns_have_choices() {
    let folder = district();
    let parts = crate::workbook::parts(&fs::read(folder.path().join("w.xlsx")).unwrap());
    let sheet = |number: usize| {
        let name = format!("xl/worksheets/sheet{number}.xml");
        let part = parts.iter().find(|(part, _)| *part == name);
        &part.unwrap().1
    };
    for (number, choices) in [(1, 2), (7, 1), (8, 1)] {
        let xml = sheet(number);
        assert!(xml.contains("<sheetProtection"), "{number}");
        assert_eq!(xml.matches("<dataValidation ").count(), choices, "{number}");
    }
    assert!(sheet(1).contains("Strength,OK for Now,Could be Better,Urgent Gap,Unsure"));
    assert!(sheet(1).contains("continue,improve,find out,review next time"));
    let styles = &parts
        .iter()
        .find(|(name, _)| name == "xl/styles.xml")
        .unwrap()
        .1;
    let formats = styles.split("<cellXfs").nth(1).unwrap();
    let formats: Vec<&str> = formats.split("<xf ").skip(1).collect();
    let mut open = 0;
    for cell in sheet(1).split("<c ").skip(1) {
        let value = |name: &str| cell.split(name).nth(1).unwrap().split('"').next().unwrap();
        let column = value("r=\"").trim_end_matches(|c: char| c.is_ascii_digit());
        let row: usize = value("r=\"")[column.len()..].parse().unwrap();
        let style = cell
            .split('>')
            .next()
            .unwrap()
            .contains(" s=\"")
            .then(|| value(" s=\""));
        let format = formats[style.map_or(0, |s| s.parse().unwrap())];
        let is_open = format.contains("locked=\"0\"");
        assert_eq!(
            is_open,
            ["P", "Q", "R"].contains(&column) && row > 5,
            "{column}{row}"
        );
        open += usize::from(is_open);
    }
    assert_eq!(open, 75);
}

#[test]
fn what_was_typed_is_in_the_assessment_and_nothing_else_changes() {
    for (mark, end) in [("", "\n"), ("\u{feff}", "\r\n")] {
        let folder = district();
        let mut old = file(folder.path(), TEAM);
        // People's comments, and a key that they removed.
        old = old.replacen("decision = \"watch\"\n", "# still open\n", 1);
        old = old.replacen(
            "agreed = \"strength\"",
            "agreed = \"strength\" # all of us",
            1,
        );
        let old = format!("{mark}{}", old.replace('\n', end));
        fs::write(folder.path().join(TEAM), &old).unwrap();
        make(folder.path());
        type_in(
            folder.path(),
            &[
                ("Assessment", "P6", "ok for now"),
                ("Assessment", "Q7", "Find out"),
                ("Assessment", "R8", "One \"line\",\nand C:\\other & <more>"),
            ],
        );
        let back = team_back(folder.path(), &[]);
        assert_eq!(back.code, 0, "{}", back.err);
        back.says(&["Put 3 values from w.xlsx into team.toml"]);
        let new = file(folder.path(), TEAM);
        let (gone, come) = changed(&old, &new);
        assert_eq!(gone[0], "agreed = \"strength\" # all of us");
        assert!(
            gone[1..].iter().all(|line| !line.starts_with(['#', '['])),
            "{gone:?}"
        );
        assert!(
            come.contains(&"agreed = \"ok-for-now\" # all of us".to_owned()),
            "{come:?}"
        );
        assert!(
            new.contains(&format!(
                "agreed = \"ok-for-now\"{end}decision = \"find-out\"{end}"
            )),
            "{new}"
        );
        assert!(new.contains(&format!(
            "notes = '''{end}One \"line\",{end}and C:\\other & <more>{end}'''{end}"
        )));
        assert!(new.contains("# still open"));
        assert!(!new.replace(end, "").contains(['\r', '\n']));
        assert_eq!(new.starts_with('\u{feff}'), old.starts_with('\u{feff}'));
        // A second time there is nothing to do.
        let again = team_back(folder.path(), &[]);
        assert!(again.err.contains("Nothing was changed"), "{}", again.err);
        assert_eq!(file(folder.path(), TEAM), new);
    }
}

#[test]
fn what_was_typed_is_in_the_plan_and_nothing_else_changes() {
    let folder = district();
    // An action without an id, which is known by its practice and text.
    let mut old = file(folder.path(), PLAN);
    old = old.replacen("id = \"subgroup-breakdowns-2\"\n", "", 1);
    fs::write(folder.path().join(PLAN), &old).unwrap();
    make(folder.path());
    type_in(
        folder.path(),
        &[
            ("Plan", "F6", "Data Analyst"),
            ("Plan", "G6", "March 14, 2027"),
            ("Plan", "H7", "Done"),
            ("Plan", "I7", "2027-05-01 00:00:00"),
            ("Plan", "L6", "Clinic; Boys & Girls Club, Inc., YMCA; none"),
            ("Plan", "E20", "Not yet."),
            ("Plan", "E21", "Every week."),
            ("Sharing", "B6", "We meet, and you can help."),
        ],
    );
    let back = plan_back(folder.path(), &[]);
    assert_eq!(back.code, 0, "{}", back.err);
    let (gone, come) = changed(&old, &file(folder.path(), PLAN));
    assert_eq!(
        come,
        [
            "owner = \"Data Analyst\"",
            "due = \"2027-03-14\"",
            "partners = [\"Clinic\", \"Boys & Girls Club, Inc.\", \"YMCA\"]",
            "status = \"done\"",
            "done = \"2027-05-01\"",
            "how = \"Every week.\"",
            "reason = \"Not yet.\"",
            "message = \"We meet, and you can help.\"",
        ]
    );
    assert!(gone.len() <= come.len(), "{gone:?}");
    // Where that text is another now, nobody knows which action it was.
    let other = old.replace(
        "Add reports by neighborhood",
        "Make reports by neighborhood",
    );
    fs::write(folder.path().join(PLAN), other).unwrap();
    let back = plan_back(folder.path(), &[]);
    assert_eq!(back.code, 1);
    back.says(&["The entry in row 7 of the sheet Plan isn't in the plan"]);
}

#[test]
fn words_behind_a_rating_are_not_thrown_away() {
    let folder = district();
    for typed in [
        "Strength - not agreed",
        "Strength: no",
        "Strength / OK",
        "Strength, OK",
    ] {
        make(folder.path());
        type_in(folder.path(), &[("Assessment", "P9", typed)]);
        let back = team_back(folder.path(), &[]);
        assert_eq!(back.code, 1, "{typed}: {}", back.err);
        assert!(
            back.err.contains("Put other words in Notes."),
            "{}",
            back.err
        );
    }
}

#[test]
fn where_both_sides_changed_somebody_has_to_say_which_counts() {
    let folder = district();
    let old = file(folder.path(), TEAM);
    let other = old.replacen("agreed = \"strength\"", "agreed = \"unsure\"", 1);
    type_in(
        folder.path(),
        &[
            ("Assessment", "P6", "Urgent Gap"),
            ("Assessment", "Q7", "improve"),
        ],
    );
    fs::write(folder.path().join(TEAM), &other).unwrap();
    let refused = team_back(folder.path(), &[]);
    assert_eq!(refused.code, 1);
    for said in [
        "cell P6",
        "\"Urgent Gap\"",
        "\"Unsure\"",
        "--prefer workbook",
    ] {
        assert!(refused.err.contains(said), "{said}: {}", refused.err);
    }
    assert_eq!(file(folder.path(), TEAM), other);
    assert!(!refused.err.contains("two texts"), "{}", refused.err);
    for (prefer, agreed) in [("file", "unsure"), ("workbook", "urgent-gap")] {
        fs::write(folder.path().join(TEAM), &other).unwrap();
        let back = team_back(folder.path(), &["--prefer", prefer]);
        assert_eq!(back.code, 0, "{}", back.err);
        let new = file(folder.path(), TEAM);
        assert!(new.contains(&format!("agreed = \"{agreed}\"")), "{prefer}");
        assert!(
            new.contains("agreed = \"ok-for-now\"\ndecision = \"improve\""),
            "{prefer}"
        );
    }
}

#[test]
fn of_two_texts_both_can_be_kept() {
    let folder = district();
    type_in(folder.path(), &[("Assessment", "R6", "First")]);
    assert_eq!(team_back(folder.path(), &[]).code, 0);
    let first = file(folder.path(), TEAM);
    type_in(folder.path(), &[("Assessment", "R6", "Second")]);
    let refused = team_back(folder.path(), &[]);
    assert_eq!(refused.code, 1, "{}", refused.err);
    refused
        .says(&["To keep two texts, first type the file's text into the workbook's cell as well"]);
    type_in(folder.path(), &[("Assessment", "R6", "First. Second")]);
    assert_eq!(team_back(folder.path(), &["--prefer", "workbook"]).code, 0);
    let both = file(folder.path(), TEAM);
    assert_eq!(both, first.replacen("\"First\"", "\"First. Second\"", 1));
}

#[test]
fn what_a_workbook_cannot_change_is_told() {
    let folder = district();
    let old = file(folder.path(), PLAN);
    type_in(
        folder.path(),
        &[
            ("Plan", "C6", "Another practice"),
            ("Plan", "F7", " "),
            ("Plan", "F20", "Somebody"),
            ("Plan", "F30", "Somebody new"),
        ],
    );
    let back = plan_back(folder.path(), &[]);
    assert_eq!(back.code, 1);
    for said in [
        "Row 30 of the sheet Plan is new",
        "Nothing can be typed into cell F20",
        "An empty cell changes nothing",
        "F7",
        "outside the cells to fill in weren't used (sheet Plan, C6)",
    ] {
        assert!(back.err.contains(said), "{said}: {}", back.err);
    }
    assert_eq!(file(folder.path(), PLAN), old);
    // Nothing is written where one cell can't be read.
    for (cell, text, said) in [
        ("G6", "3/4/2027", "Type 2027-03-04 or 2027-04-03."),
        (
            "G6",
            "2027-03-31 (if funded)",
            "Type only the date, 2027-03-31. Put the other words into a cell for text.",
        ),
        (
            "I6",
            "2027-05-01 at board meeting",
            "Type only the date, 2027-05-01.",
        ),
        ("H6", "nearly", "in progress"),
    ] {
        make(folder.path());
        type_in(
            folder.path(),
            &[("Plan", cell, text), ("Plan", "F6", "Other")],
        );
        let back = plan_back(folder.path(), &[]);
        assert_eq!(back.code, 1);
        assert!(
            back.err.contains(&format!("cell {cell}")) && back.err.contains(said),
            "{}",
            back.err
        );
        assert_eq!(file(folder.path(), PLAN), old);
    }
}

#[test]
fn a_workbook_is_read_back_only_into_the_file_it_was_made_from() {
    let folder = district();
    let root = folder.path();
    let (team, plan) = (file(root, TEAM), file(root, PLAN));
    type_in(
        root,
        &[("Assessment", "P6", "Unsure"), ("Plan", "F6", "Other")],
    );
    fs::write(
        root.join(TEAM),
        team.replacen("strength = 5", "strength = 4", 1)
            .replacen("unsure = 0", "unsure = 1", 1),
    )
    .unwrap();
    let back = team_back(root, &[]);
    assert_eq!(back.code, 1);
    back.says(&["counts of answers differ from the workbook's for 1 practice"]);
    let id = plan.lines().find(|line| line.starts_with("id = ")).unwrap();
    fs::write(root.join(PLAN), plan.replacen(id, "id = \"last-year\"", 1)).unwrap();
    let back = plan_back(root, &[]);
    assert_eq!(back.code, 1);
    assert!(back.err.contains("made with another plan"), "{}", back.err);
    fs::copy(examples().join("form-export.csv"), root.join("w.csv")).unwrap();
    fs::write(
        root.join("w.xlsx"),
        google(&fs::read(root.join("w.xlsx")).unwrap(), false),
    )
    .unwrap();
    let back = team_back(root, &[]);
    assert_eq!(back.code, 1);
    assert!(back.err.contains("hidden sheets"), "{}", back.err);
    for (arguments, said) in [
        (&["tally", "w.xlsx"][..], "Name that"),
        (&["tally", "w.xlsx", "-o", "new.toml"], "doesn't exist"),
        (&["tally", "w.xlsx", TEAM, "-o", TEAM], "Name it alone"),
        (&["tally", "w.xlsx", "-o", TEAM, "--long"], "--long"),
        (&["tally", TEAM, "--prefer", "file"], "--prefer"),
        (
            &["plan", "update", PLAN, TEAM, "--prefer", "file"],
            "--prefer",
        ),
        (&["plan", "update", "-", "w.xlsx"], "instead of -"),
        (&["plan", "update", PLAN, "gone.xlsx"], "doesn't exist"),
    ] {
        let back = run(root, arguments);
        assert_eq!(back.code, 2, "{arguments:?} {}", back.err);
        assert!(back.err.contains(said), "{arguments:?} {}", back.err);
    }
}

#[test]
fn a_workbook_that_google_sheets_saved_is_read() {
    let folder = district();
    type_in(
        folder.path(),
        &[
            ("Assessment", "P6", "Unsure"),
            ("Assessment", "R7", "First.\n\nSecond."),
            ("Plan", "F6", "Other"),
        ],
    );
    let path = folder.path().join("w.xlsx");
    fs::write(&path, google(&fs::read(&path).unwrap(), true)).unwrap();
    for back in [team_back(folder.path(), &[]), plan_back(folder.path(), &[])] {
        assert_eq!(back.code, 0, "{}", back.err);
        assert!(!back.err.contains("note:"), "{}", back.err);
    }
    let team = file(folder.path(), TEAM);
    assert!(team.contains("agreed = \"unsure\"") && team.contains("'''\nFirst.\n\nSecond.\n'''"));
    assert!(file(folder.path(), PLAN).contains("owner = \"Other\""));
}

/// The workbook as Google Sheets exports it: its own few parts, whole numbers with a decimal, days
/// as numbers with a style, hidden sheets where `hidden`, no protection and no size.
fn google(workbook: &[u8], hidden: bool) -> Vec<u8> {
    let mut book = open(workbook.to_vec());
    let sheets = book.sheets_metadata().to_vec();
    let mut strings: Vec<String> = Vec::new();
    let mut parts: Vec<(String, String)> = Vec::new();
    let (mut names, mut targets) = (String::new(), String::new());
    for (number, sheet) in (1..).zip(&sheets) {
        let is_hidden = sheet.visible != SheetVisible::Visible;
        if is_hidden && !hidden {
            continue;
        }
        let state = if is_hidden { "hidden" } else { "visible" };
        let _ = write!(
            names,
            "<sheet state=\"{state}\" name=\"{}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>",
            sheet.name
        );
        let _ = write!(
            targets,
            "<Relationship Id=\"rId{number}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"
        );
        let range = book.worksheet_range(&sheet.name).unwrap();
        let (top, left) = range.start().unwrap_or_default();
        let mut rows = String::new();
        for (row, cells) in (top + 1..).zip(range.rows()) {
            let _ = write!(rows, "<row r=\"{row}\">");
            for (column, cell) in (left as usize..).zip(cells) {
                let at = format!("{}{row}", chronic::model::letters::letters(column));
                let _ = match cell {
                    Data::String(text) if !text.is_empty() => {
                        strings.push(text.clone());
                        write!(
                            rows,
                            "<c r=\"{at}\" s=\"1\" t=\"s\"><v>{}</v></c>",
                            strings.len() - 1
                        )
                    }
                    Data::Float(number) => {
                        write!(rows, "<c r=\"{at}\" s=\"1\"><v>{number:?}</v></c>")
                    }
                    Data::DateTime(when) => {
                        write!(rows, "<c r=\"{at}\" s=\"2\"><v>{:?}</v></c>", when.as_f64())
                    }
                    _ => write!(rows, "<c r=\"{at}\" s=\"1\"/>"),
                };
            }
            rows.push_str("</row>");
        }
        parts.push((
            format!("xl/worksheets/sheet{number}.xml"),
            format!("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{rows}</sheetData></worksheet>"),
        ));
    }
    let escaped = |text: &String| text.replace('&', "&amp;").replace('<', "&lt;");
    let strings: String = strings
        .iter()
        .map(|text| format!("<si><t xml:space=\"preserve\">{}</t></si>", escaped(text)))
        .collect();
    parts.push(("_rels/.rels".to_owned(), "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>".to_owned()));
    parts.push(("xl/sharedStrings.xml".to_owned(), format!("<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">{strings}</sst>")));
    parts.push(("xl/styles.xml".to_owned(), "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\"/></numFmts><cellXfs count=\"3\"><xf numFmtId=\"0\"/><xf numFmtId=\"0\"/><xf numFmtId=\"164\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>".to_owned()));
    parts.push(("xl/workbook.xml".to_owned(), format!("<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><workbookPr/><sheets>{names}</sheets><definedNames/><calcPr/></workbook>")));
    parts.push(("xl/_rels/workbook.xml.rels".to_owned(), format!("<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rIdA\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/><Relationship Id=\"rIdB\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings\" Target=\"sharedStrings.xml\"/>{targets}</Relationships>")));
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in &parts {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn what_people_typed_is_not_replaced_until_it_is_in_its_file() {
    let folder = district();
    let root = folder.path();
    let again = |more: &[&str]| {
        let made = ["tally", TEAM, "--plan", PLAN, "-o", "w.xlsx"];
        run(root, &[&made, more].concat())
    };
    type_in(
        root,
        &[("Assessment", "R7", "Ask HR."), ("Plan", "F6", "Other")],
    );
    let typed = fs::read(root.join("w.xlsx")).unwrap();
    for more in [&[][..], &["--force"]] {
        let refused = again(more);
        assert_eq!(refused.code, 2, "{}", refused.err);
        refused.says(&[
            "chronic tally w.xlsx -o team.toml",
            "chronic plan update plan.toml w.xlsx",
        ]);
        assert!(!refused.err.contains("--force"), "{}", refused.err);
        assert_eq!(fs::read(root.join("w.xlsx")).unwrap(), typed);
    }
    assert_eq!(team_back(root, &[]).code, 0);
    assert_eq!(plan_back(root, &[]).code, 0);
    let offered = again(&[]);
    assert_eq!(offered.code, 2, "{}", offered.err);
    offered.says(&["has all that was typed", "--force"]);
    assert_eq!(again(&["--force"]).code, 0);
}
