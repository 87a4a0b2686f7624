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

/// Tables, one a line with ` / ` where a line of theirs ends, and what each comes to.
fn cases(text: &str) -> impl Iterator<Item = (String, &str)> {
    text.lines().skip(1).map(|case| {
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

/// The people of a roster, what is said of it, and which columns are not used; ` & ` parts them.
#[test]
fn who_is_in_a_table_is_read_and_what_is_not_used_is_told() {
    // What parts the cells is known from the headings, not from a title.
    let all = r#"
Employee ID,Last Name,First Name,Middle Name,Job Title,Dept,Email,Hire Date / 7,Diaz,Ana,M,Lead,Office,a@b,x => Ana Diaz|Lead|Office & & Employee ID, Middle Name, Email, Hire Date
FIRST NAME;LAST NAME;Position;School / Ana;Diaz;Lead;Office => Ana Diaz|Lead|Office & &
Employee First Name,Employee Last Name,Position,Location / Ana,Diaz,Lead,Office => Ana Diaz|Lead|Office & &
Name (First),Name (Middle),Name (Last),Role,Dept / Ana,M,Diaz,Lead,Office => Ana Diaz|Lead|Office & & Name (Middle)
Nombre,Apellido,Role,Office / Ana,Diaz,Lead,Office => Ana Diaz|Lead|Office & &
School Name,Title,Full Name / Office,Lead,Ana Diaz => Ana Diaz|Lead|Office & &
Title,Name,Job Title,Department,School / Ms.,Ana Diaz,Lead,Office,North => Ana Diaz|Lead|Office & & Title, School
Employee's Name,Title (2026-27),Home Dept / Ana Diaz,Lead,Office => Ana Diaz|Lead|Office & The column "Home Dept" was read as the department. &
Supervisor Name,Name,Role,Office / X,Ana Diaz,Lead,Office => Ana Diaz|Lead|Office & & Supervisor Name
Employee,First,Last,Role,Department Code,Department / 7,Ana,Diaz,Lead,9,Office => Ana Diaz|Lead|Office & & Employee, Department Code
Team for chronic absence,, /  / name,role,department / Ana Diaz,Lead,Office => Ana Diaz|Lead|Office & The headings are in row 3. &
Team, 2026-27, Millbrook /  / Name;Role;Department / Ana Diaz;Lead;Office => Ana Diaz|Lead|Office & The headings are in row 3. &
Title,Name / Mr.,Bo Lee / Dr,Ana => Bo Lee; Ana & & Title
Email,Name,,Phone / a@b,Ana,x,1 => Ana & & Email, Phone
Name,Title,Department Head / Ana Ruiz,Nurse,Tom Ash => Ana Ruiz|Nurse & & Department Head
Name,Home Office / Ana Ruiz,Oak => Ana Ruiz||Oak & The column "Home Office" was read as the department. &
name,role / Ana,Lead / Ana,Aide => Ana|Lead; Ana|Aide & &
name,role / Ana,#REF! => Ana & Cell B2 has an error (#REF!) &
name,role / Ana "Bo" C,5" pipes => Ana "Bo" C|5" pipes & &
Last Name,Name,Role / Ruiz,Ana,Nurse / Ash,Ana,Nurse => Ana Ruiz|Nurse; Ana Ash|Nurse & &
Preferred name,Legal name / Na,Nadia Quill / Ow,Owen Thrush => Nadia Quill; Owen Thrush & & Preferred name
Preferred name,Last name / Na,Quill / Ow,Thrush => Na Quill; Ow Thrush & &
Name,Role / "Okafor, Imani <imani@example.org>",Nurse / Bo (Robert) Ash,Aide => Okafor, Imani|Nurse; Bo (Robert) Ash|Aide & &
First name,Last name / Ana,Vacanti / Vacant, / -,- => Ana Vacanti & Rows 3 and 4 have vacancies, not people, so they were skipped. &
Name,Role / Ana Ruiz,Nurse / Bo Lee, / Tom Ash,Aide => Ana Ruiz|Nurse; Bo Lee; Tom Ash|Aide & Row 3 has only a name, unlike other rows. &
Name,Role / Student Services, / Ana Ruiz,Nurse / Health Services, / Tom Bell,Principal => Student Services; Ana Ruiz|Nurse; Health Services; Tom Bell|Principal & Rows 2 and 4 have only a name, unlike other rows. &
Name,Role / Ana Ruiz, / Tom Bell, / Bo Lee, / Cy Ito,Principal => Ana Ruiz; Tom Bell; Bo Lee; Cy Ito|Principal & &
Name,Role,Phone / Ana Ruiz,Nurse, / Bo Lee,Aide / Tom Ash,Aide, => Ana Ruiz|Nurse; Bo Lee|Aide; Tom Ash|Aide & & Phone
Name,Role / Ana Ruiz,Nurse / Bo Lee / Tom Ash, / Cy Ito,Aide => Ana Ruiz|Nurse; Bo Lee; Tom Ash; Cy Ito|Aide & Rows 3 and 4 have only a name, unlike other rows. &"#;
    for (csv, comes) in cases(all) {
        let roster = read(csv.as_bytes()).unwrap_or_else(|e| panic!("{csv}: {e:?}"));
        let members = roster.members.iter().map(|m| {
            let all = [&*m.name, &m.role, &m.department].join("|");
            all.trim_end_matches('|').to_owned()
        });
        let people = members.collect::<Vec<_>>().join("; ");
        let [of, said, ignored] = comes.split('&').map(str::trim).collect::<Vec<_>>()[..] else {
            panic!("{comes}");
        };
        assert_eq!(
            (&*people, &*roster.ignored.join(", ")),
            (of, ignored),
            "{csv}"
        );
        assert_eq!(roster.remarks.len(), usize::from(!said.is_empty()), "{csv}");
        assert!(roster.remarks.concat().starts_with(said), "{roster:?}");
    }
}

/// Line and message of each problem.
#[test]
fn what_cannot_be_used_is_named_with_its_line() {
    let all = r#"
name,role /  / Ana,"Lead / Teacher" / ,Clerk /  / Bo,Aide,x / ANA,lead  teacher / Cy,Aide => 5: This row has no name & 7: This row has more cells & 8: This row has the same name and role as row 3
name,role / Ana,Lead / #REF!,Aide => 3: This row has no name
name,role / Ana,Lead / #NAME?,Aide => 3: This row has no name
name,role / Ana,Lead / #N/A,Aide => 3: This row has no name
name,role / Ana,Lead / "Bo,Aide / Cy,Aide => 3: 
name,role / "Ana,Lead / "Bo",Aide => 2: 
name,role / Ana,"Lead / Bo,"Aide" => 2: 
name,role / Ana,"Lead ""x"" / Bo,Aide => 2: 
Name,Role,Department / Ana Ruiz,Nurse,Health / Total,2, => a number, an address, or a word such as Total
Name,Role,Department / HEALTH,, / Ana Ruiz,Nurse,Health / Bo Ash,Aide,Health => looks like a heading or a note
Name,Role / Ana Ruiz,Nurse / Bo Ash,Aide / Updated 10/1/2026 by HR, => looks like a heading or a note
Name,Role / Ana Ruiz,Nurse / 12 people, => a number, an address, or a word such as Total
Name,Role / Ana Ruiz,Nurse / imani@example.org,Aide => a number, an address
Department,Name / Health,Ana Ruiz / Health Count,1 => a number, an address, or a word such as Total
Name,Role,Department / Ana Ruiz,Nurse,Health / Name,Role,Department => the heading "Name"
First Name,Last Name,Role / Ana,Ruiz,Nurse / First Name,Last Name,Role => the heading "First Name Last Name"
"Last Name,First Name" / "Ruiz,Ana" => Each row is one cell
ID,Last,First,Role / 1,Ruiz,Ana,Nurse / 2,Ash,Principal / 3,Bell,Tom,Aide => too few cells
Name,Ana Ruiz,Tom Ash / Role,Nurse,Principal => the heading "Role"
Name,Role,,Name,Role / Ana Ruiz,Nurse,,Tom Ash,Aide => Name appears twice & Role appears twice"#;
    for (csv, comes) in cases(all) {
        let found = problems(&csv);
        let found: Vec<String> = found
            .iter()
            .map(|(n, said)| format!("{n}: {said}"))
            .collect();
        let mut both = found.iter().zip(comes.split(" & "));
        assert_eq!(found.len(), comes.split(" & ").count(), "{csv:?} {found:?}");
        assert!(
            both.all(|(found, said)| found.contains(said)),
            "{csv:?} {found:?}"
        );
    }
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
fn a_post_that_nobody_has_is_no_person() {
    let open = "Vacant, TBD, To be hired, (vacancy), N/A, -, ?, New hire";
    let rows: String = open
        .split(", ")
        .map(|name| format!("{name},Dean\n"))
        .collect();
    let table = format!("Name,Role\nAna,Nurse\n{rows}Bo,Lead\n");
    let said = "Rows 3, 4, 5, 6, 7, 8, 9 and 10 have vacancies, not people, so they were skipped.";
    let roster = read(table.as_bytes()).unwrap();
    assert_eq!(roster.members.len(), 2);
    assert_eq!(roster.remarks, [said]);
}
