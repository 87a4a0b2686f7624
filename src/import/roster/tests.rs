use super::*;

fn read(bytes: &[u8]) -> Result<Roster, Vec<Problem>> {
    super::read(Table::read(bytes)).map_err(|no_roster| no_roster.problems)
}

fn member(name: &str, role: &str, department: &str) -> Member {
    let [name, role, department] = [name, role, department].map(String::from);
    Member {
        name,
        role,
        department,
    }
}

fn names(csv: &str) -> Vec<String> {
    let members = read(csv.as_bytes()).unwrap().members;
    members.into_iter().map(|member| member.name).collect()
}

/// Tables, one a line with ` / ` where a line of theirs ends, and what each comes to.
fn cases(text: &str) -> impl Iterator<Item = (String, &str)> {
    text.lines().map(|case| {
        let (csv, comes) = case.split_once(" => ").unwrap();
        (format!("{}\n", csv.replace(" / ", "\n")), comes)
    })
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
    let utf16 =
        "\u{feff}name\trole\tdepartment\r\nAna D\u{ed}az\t\"Lead, A\"\tOffice\r\nBo\t\tSchools\r\n";
    for order in [u16::to_le_bytes, u16::to_be_bytes] {
        let bytes: Vec<u8> = utf16.encode_utf16().flat_map(order).collect();
        let roster = read(&bytes).unwrap();
        assert_eq!(roster.members, expected);
        assert!(!roster.remarks.is_empty());
    }
    let broken = read(b"name,role\nAna,\"Lead\r\nTeacher\"\n").unwrap();
    assert_eq!(broken.members[0].role, "Lead Teacher");
    let ansi = b"name,role\nAna D\xedaz,Lead\n";
    let roster = read(ansi).unwrap();
    assert_eq!(roster.members[0].name, "Ana D\u{ed}az");
    assert!(!roster.remarks.is_empty());
}

#[test]
fn headings_of_a_personnel_system_are_read() {
    // What parts the cells is known from the headings, not from a title.
    let all = "\
Employee ID,Last Name,First Name,Middle Name,Job Title,Dept,Email,Hire Date / 7,Diaz,Ana,M,Lead,Office,a@b,x => Employee ID, Middle Name, Email, Hire Date
FIRST NAME;LAST NAME;Position;School / Ana;Diaz;Lead;Office => none
Employee First Name,Employee Last Name,Position,Location / Ana,Diaz,Lead,Office => none
Name (First),Name (Middle),Name (Last),Role,Dept / Ana,M,Diaz,Lead,Office => Name (Middle)
Nombre,Apellido,Role,Office / Ana,Diaz,Lead,Office => none
School Name,Title,Full Name / Office,Lead,Ana Diaz => none
Title,Name,Job Title,Department,School / Ms.,Ana Diaz,Lead,Office,North => Title, School
Employee's Name,Title (2026-27),Home Dept / Ana Diaz,Lead,Office => none
Supervisor Name,Name,Role,Office / X,Ana Diaz,Lead,Office => Supervisor Name
Employee,First,Last,Role,Department Code,Department / 7,Ana,Diaz,Lead,9,Office => Employee, Department Code
Team for chronic absence,, /  / name,role,department / Ana Diaz,Lead,Office => none
Team, 2026-27, Millbrook /  / Name;Role;Department / Ana Diaz;Lead;Office => none";
    for (csv, ignored) in cases(all) {
        let roster = read(csv.as_bytes()).unwrap_or_else(|e| panic!("{csv}: {e:?}"));
        assert_eq!(
            roster.members,
            [member("Ana Diaz", "Lead", "Office")],
            "{csv}"
        );
        assert_eq!(
            roster.ignored.join(", "),
            ignored.replace("none", ""),
            "{csv}"
        );
    }
    let only = read(b"Title,Name\nMr.,Bo Lee\nDr,Ana\n").unwrap();
    assert_eq!(only.members[0], member("Bo Lee", "", ""));
    assert_eq!(only.ignored, ["Title"]);
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
    assert!(
        found[2].1.contains("same name and role as row 3"),
        "{found:?}"
    );
    assert_eq!(names("name,role\nAna,Lead\nAna,Aide\n"), ["Ana", "Ana"]);
}

#[test]
fn what_a_spreadsheet_could_not_work_out_is_no_person() {
    for name in ["#REF!", "#NAME?", "#N/A"] {
        let found = problems(&format!("name,role\nAna,Lead\n{name},Aide\n"));
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].1.contains("no name"), "{found:?}");
    }
    let roster = read(b"name,role\nAna,#REF!\n").unwrap();
    assert_eq!(roster.members, [member("Ana", "", "")]);
    assert!(roster.remarks[0].contains("Cell B2 has an error (#REF!)"));
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
        ("", "file is empty"),
        ("PK\u{3}\u{4}...", "damaged"),
        ("Ana,Lead\nBo,Aide\n", "no heading for people's names"),
        ("name,Name\nAna,Bo\n", "name appears twice."),
        ("name,role\n,\n", "The roster is empty"),
    ] {
        let found = problems(csv);
        assert!(found[0].1.contains(word), "{csv:?} {found:?}");
        let no_roster = super::read(Table::read(csv.as_bytes())).unwrap_err();
        assert_eq!(no_roster.names_people, csv.starts_with("name"), "{csv:?}");
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

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "threads or not makes no difference here"
)]
fn the_sheet_with_peoples_names_is_the_roster_wherever_it_stands() {
    let with = |last: [&str; 2]| {
        let mut workbook = rust_xlsxwriter::Workbook::new();
        for (name, rows) in [
            ("Dates", [["Event", "When"], ["Kickoff", "September 5"]]),
            ("Team", [["Name", "Role"], ["Ana Ruiz", "Principal"]]),
            ("South", [["Name", "Role"], last]),
        ] {
            let sheet = workbook.add_worksheet().set_name(name).unwrap();
            for (at, row) in (0..).zip(rows) {
                let cells = row.into_iter().filter(|cell| !cell.is_empty());
                sheet.write_row(at, 0, cells).unwrap();
            }
        }
        read(&workbook.save_to_buffer().unwrap())
    };
    // People on a second sheet would be left out.
    let problems = with(["Ben Ito", "Nurse"]).unwrap_err();
    let said = "More than one sheet has people: \"Team\" and \"South\".";
    assert_eq!(problems[0].message, said);
    let roster = with(["", ""]).unwrap();
    assert_eq!(roster.members.len(), 1);
    assert_eq!(roster.members[0].name, "Ana Ruiz");
    assert_eq!(roster.remarks, ["Of its 3 sheets, \"Team\" was read."]);
}

#[test]
fn rows_and_columns_that_are_no_people_are_told() {
    let all = "\
Name,Role,Department / Ana Ruiz,Nurse,Health / Total,2, => a number, an address, or a word such as Total
Name,Role,Department / HEALTH,, / Ana Ruiz,Nurse,Health / Bo Ash,Aide,Health => looks like a heading or a note
Name,Role / Ana Ruiz,Nurse / Bo Ash,Aide / Updated 10/1/2026 by HR, => looks like a heading or a note
Name,Role / Ana Ruiz,Nurse / 12 people, => a number, an address, or a word such as Total
Name,Role / Ana Ruiz,Nurse / imani@example.org,Aide => a number, an address
Department,Name / Health,Ana Ruiz / Health Count,1 => a number, an address, or a word such as Total
Name,Role,Department / Ana Ruiz,Nurse,Health / Name,Role,Department => the heading \"Name\"
First Name,Last Name,Role / Ana,Ruiz,Nurse / First Name,Last Name,Role => the heading \"First Name Last Name\"
\"Last Name,First Name\" / \"Ruiz,Ana\" => Each row is one cell
ID,Last,First,Role / 1,Ruiz,Ana,Nurse / 2,Ash,Principal / 3,Bell,Tom,Aide => too few cells
Name,Ana Ruiz,Tom Ash / Role,Nurse,Principal => the heading \"Role\"
Name,Role,,Name,Role / Ana Ruiz,Nurse,,Tom Ash,Aide => appears twice";
    for (csv, word) in cases(all) {
        let found = problems(&csv);
        assert!(found[0].1.contains(word), "{csv:?} {found:?}");
    }
    let unposted = read(b"Name,Role\nAna Ruiz,Nurse\nBo Lee,\nTom Ash,Aide\n").unwrap();
    assert_eq!(unposted.members[1], member("Bo Lee", "", ""));
    // What nobody, or not everybody, has may be left off.
    for csv in [
        "Name,Role,Phone\nAna Ruiz,Nurse,\nBo Lee,Aide\nTom Ash,Aide,\n",
        "Name,Role\nAna Ruiz,Nurse\nBo Lee\nTom Ash,\nCy Ito,Aide\n",
    ] {
        assert!(read(csv.as_bytes()).is_ok(), "{csv}");
    }
    let halves = "Last Name,Name,Role\nRuiz,Ana,Nurse\nAsh,Ana,Nurse\n";
    assert_eq!(names(halves), ["Ana Ruiz", "Ana Ash"]);
    let head = read(b"Name,Title,Department Head\nAna Ruiz,Nurse,Tom Ash\n").unwrap();
    assert_eq!(head.members, [member("Ana Ruiz", "Nurse", "")]);
    assert_eq!(head.ignored, ["Department Head"]);
    let hinted = read(b"Name,Home Office\nAna Ruiz,Oak\n").unwrap();
    assert_eq!(
        hinted.remarks,
        ["The column \"Home Office\" was read as the department."]
    );
}

#[test]
fn a_post_that_nobody_has_is_no_person() {
    let open = "Vacant, TBD, To be hired, (vacancy), N/A, -, ?, New hire";
    let rows: String = open
        .split(", ")
        .map(|name| format!("{name},Dean\n"))
        .collect();
    let table = format!("Name,Role\nAna,Nurse\n{rows}Bo,Lead\n");
    assert_eq!(names(&table), ["Ana", "Bo"]);
    let said = "Rows 3, 4, 5, 6, 7, 8, 9 and 10 have vacancies, not people, so they were skipped.";
    assert_eq!(read(table.as_bytes()).unwrap().remarks, [said]);
    let halves = "First name,Last name\nAna,Vacanti\nVacant,\n-,-\n";
    let roster = read(halves.as_bytes()).unwrap();
    assert_eq!(roster.members.len(), 1);
}

#[test]
fn a_row_with_only_a_name_is_told_where_others_have_more() {
    let read = |csv: &str| read(csv.as_bytes()).unwrap();
    let roster = read(
        "Name,Role\nStudent Services,\nAna Ruiz,Nurse\nHealth Services,\nTom Bell,Principal\n",
    );
    let said = "Rows 2 and 4 have only a name, unlike other rows.";
    assert!(roster.remarks[0].starts_with(said), "{:?}", roster.remarks);
    let roster = read("Name,Role\nAna Ruiz,\nTom Bell,\nBo Lee,\nCy Ito,Principal\n");
    assert_eq!(roster.remarks, [""; 0]);
}

#[test]
fn a_preferred_name_is_no_half_of_a_whole_one() {
    let legal = "Preferred name,Legal name\nNa,Nadia Quill\nOw,Owen Thrush\n";
    assert_eq!(names(legal), ["Nadia Quill", "Owen Thrush"]);
    let halves = "Preferred name,Last name\nNa,Quill\nOw,Thrush\n";
    assert_eq!(names(halves), ["Na Quill", "Ow Thrush"]);
}

#[test]
fn a_name_is_read_without_the_address_behind_it() {
    let csv = "Name,Role\n\"Okafor, Imani <imani@example.org>\",Nurse\nBo (Robert) Ash,Aide\n";
    assert_eq!(names(csv), ["Okafor, Imani", "Bo (Robert) Ash"]);
}
