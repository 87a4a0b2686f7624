//! What `init` promises whoever hands out forms.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::common::{Run, run};

fn init(folder: &Path, arguments: &[&str]) -> Run {
    run(folder, &[&["init"], arguments].concat())
}

/// Every file below a folder, by its path with `/`, hidden ones included.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let walk = walkdir::WalkDir::new(folder)
        .into_iter()
        .map(Result::unwrap);
    walk.filter(|entry| !entry.file_type().is_dir())
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).unwrap();
            let parts: Vec<_> = path.iter().map(|p| p.to_str().unwrap()).collect();
            (parts.join("/"), fs::read_to_string(entry.path()).unwrap())
        })
        .collect()
}

fn names(folder: &Path) -> Vec<String> {
    files(folder).into_keys().collect()
}

/// The head of a form: district, cycle, name, role, department.
fn head(form: &str) -> [String; 5] {
    let form: toml::Table = form.parse().unwrap();
    let text = |value: &toml::Value| value.as_str().unwrap().to_owned();
    let respondent = &form["respondent"];
    let [name, role, department] = ["name", "role", "department"].map(|key| text(&respondent[key]));
    [
        text(&form["district"]),
        text(&form["cycle"]),
        name,
        role,
        department,
    ]
}

#[test]
fn alone_it_writes_a_blank_form_and_says_what_is_next() {
    let folder = TempDir::new().unwrap();
    let run = init(folder.path(), &[]);
    assert_eq!((run.code, run.out.as_str()), (0, ""));
    assert!(run.err.contains("response.toml") && run.err.contains("chronic validate"));
    assert_eq!(names(folder.path()), ["response.toml"]);
    let form = &files(folder.path())["response.toml"];
    assert_eq!(head(form), [""; 5]);
    assert_eq!(form.matches("rating = \"\"\n").count(), 25);
}

#[test]
fn what_is_known_fills_the_head_and_the_name_names_the_file() {
    let folder = TempDir::new().unwrap();
    let known = [
        "--name",
        "Maria \"Mia\" Alvarez",
        "--role",
        "Lead\\Clerk",
        "--department",
        "Student Services",
        "--district",
        "North",
        "--cycle",
        "2026-27",
    ];
    assert_eq!(init(folder.path(), &known).code, 0);
    let form = &files(folder.path())["maria-mia-alvarez.toml"];
    let expected = [
        "North",
        "2026-27",
        "Maria \"Mia\" Alvarez",
        "Lead\\Clerk",
        "Student Services",
    ];
    assert_eq!(head(form), expected);
}

#[test]
fn odd_names_stay_in_the_folder() {
    let folder = TempDir::new().unwrap();
    let inner = folder.path().join("in");
    fs::create_dir(&inner).unwrap();
    for name in [
        "../../etc/passwd",
        "..\\..\\x",
        "CON",
        "\u{202e}\u{1b}[2J",
        "/",
        "a\nb",
    ] {
        let run = init(&inner, &["--name", name]);
        assert_eq!(run.code, 0, "{name:?}: {}", run.err);
    }
    let [.., name, _, _] = head(&files(folder.path())["in/a-b.toml"]);
    assert_eq!(name, "a b");
    assert_eq!(
        names(folder.path()),
        [
            "in/2j.toml",
            "in/a-b.toml",
            "in/con-form.toml",
            "in/etc-passwd.toml",
            "in/respondent.toml",
            "in/x.toml"
        ]
    );
}

#[test]
fn a_file_that_is_there_is_not_touched() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("response.toml"), "filled in").unwrap();
    for arguments in [
        &[][..],
        &["response.toml"],
        &["-o", "response.toml"],
        &["."],
    ] {
        let run = init(folder.path(), arguments);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{arguments:?}");
        run.says(&["response.toml already exists, so nothing was written"]);
        assert!(run.err.contains("another name"), "{}", run.err);
    }
    let expected = BTreeMap::from([("response.toml".to_owned(), "filled in".to_owned())]);
    assert_eq!(files(folder.path()), expected);
}

#[test]
fn the_screen_gets_the_form_and_nothing_is_written() {
    let folder = TempDir::new().unwrap();
    for arguments in [["-o", "-"].as_slice(), &["-"]] {
        let run = init(folder.path(), arguments);
        assert_eq!((run.code, run.err.as_str()), (0, ""));
        assert!(run.out.contains("[actionable-data.team-review]"));
    }
    assert!(names(folder.path()).is_empty());
    init(folder.path(), &["a.toml"]);
    let printed = init(folder.path(), &["-o", "-"]).out;
    assert_eq!(files(folder.path())["a.toml"], printed);
}

#[test]
fn a_folder_gets_a_file_and_what_is_neither_is_explained() {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("forms")).unwrap();
    assert_eq!(init(folder.path(), &["forms"]).code, 0);
    assert_eq!(init(folder.path(), &["forms/", "--name", "Bo"]).code, 0);
    assert_eq!(
        names(folder.path()),
        ["forms/bo.toml", "forms/response.toml"]
    );
    for (path, word) in [
        ("maria", "maria.toml"),
        ("maria.txt", "maria.toml"),
        ("new/", "the folder new/ doesn't exist"),
        ("new/maria.toml", "folder doesn't exist"),
        ("bad\n::error::x", "\\u{a}"),
    ] {
        let run = init(folder.path(), &[path]);
        assert_eq!(run.code, 2, "{path}");
        assert!(run.err.contains(word), "{path}: {}", run.err);
        assert!(!run.err.contains("\n::"));
    }
    assert_eq!(names(folder.path()).len(), 2);
}

#[test]
fn a_team_gets_one_form_a_row() {
    let folder = TempDir::new().unwrap();
    let roster = "\u{feff}ROLE;E-Mail;Name\r\nLead;a@b;Ana D\u{ed}az\r\n;;\r\nAide;;ana d\u{ed}az\r\nAide;;nul\r\n";
    fs::write(folder.path().join("roster.csv"), roster).unwrap();
    let run = init(
        folder.path(),
        &["--team", "roster.csv", "--cycle", "2026-27", "new/forms"],
    );
    assert_eq!((run.code, run.out.as_str()), (0, ""), "{}", run.err);
    assert!(
        run.err.contains("3 forms") && run.err.contains("E-Mail"),
        "{}",
        run.err
    );
    let files = files(&folder.path().join("new/forms"));
    let heads: Vec<_> = files
        .iter()
        .map(|(name, form)| (name.as_str(), head(form)))
        .collect();
    let expected = [
        (
            "ana-d\u{ed}az-2.toml",
            ["", "2026-27", "ana d\u{ed}az", "Aide", ""],
        ),
        (
            "ana-d\u{ed}az.toml",
            ["", "2026-27", "Ana D\u{ed}az", "Lead", ""],
        ),
        ("nul-form.toml", ["", "2026-27", "nul", "Aide", ""]),
    ];
    assert_eq!(
        heads,
        expected.map(|(name, head)| (name, head.map(String::from)))
    );
}

#[test]
fn a_roster_with_a_bad_row_writes_nothing_and_names_every_such_row() {
    let folder = TempDir::new().unwrap();
    fs::write(
        folder.path().join("roster.csv"),
        "name,role\nAna,Lead\n,Clerk\nBo,Aide,more\nana,LEAD\n",
    )
    .unwrap();
    let run = init(folder.path(), &["--team", "roster.csv", "forms"]);
    assert_eq!((run.code, run.out.as_str()), (1, ""));
    for needle in [
        "roster.csv:3",
        "roster.csv:4",
        "roster.csv:5",
        "No forms were written",
    ] {
        assert!(run.err.contains(needle), "{needle}: {}", run.err);
    }
    assert!(!folder.path().join("forms").exists());
}

#[test]
fn a_team_whose_forms_are_partly_there_gets_none() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("roster.csv"), "name\nAna\nBo\nCy\n").unwrap();
    let forms = folder.path().join("forms");
    fs::create_dir(&forms).unwrap();
    fs::write(forms.join("BO.toml"), "filled in").unwrap();
    fs::write(forms.join("cy.toml"), "too").unwrap();
    let run = init(folder.path(), &["--team", "roster.csv", "forms"]);
    assert_eq!(run.code, 2);
    assert!(
        run.err.contains("BO.toml") && run.err.contains("cy.toml"),
        "{}",
        run.err
    );
    assert_eq!(names(&forms), ["BO.toml", "cy.toml"]);
    assert_eq!(files(&forms)["BO.toml"], "filled in");
}

#[test]
fn anonymous_forms_have_a_number_and_no_name() {
    let folder = TempDir::new().unwrap();
    let run = init(
        folder.path(),
        &["--anonymous", "12", "forms", "--district", "North"],
    );
    assert_eq!((run.code, run.out.as_str()), (0, ""));
    let files = files(&folder.path().join("forms"));
    assert_eq!(files.len(), 12);
    assert_eq!(head(&files["response-01.toml"]), ["North", "", "", "", ""]);
    assert!(files["response-03.toml"].starts_with("# Form 3 of 12, anonymous.\n"));
    let name = "\nname = \"\"          # leave blank: this form is anonymous\n";
    assert!(files["response-03.toml"].contains(name));
    assert_ne!(files["response-01.toml"], files["response-02.toml"]);
    assert_eq!(init(folder.path(), &["--anonymous", "2", "forms"]).code, 2);
}

#[test]
fn several_forms_need_a_folder() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("roster.csv"), "name\nAna\n").unwrap();
    for arguments in [
        &["--anonymous", "2"][..],
        &["--anonymous", "2", "-"],
        &["--anonymous", "2", "roster.csv"],
        &["--team", "roster.csv"],
        &["--team", "nowhere.csv", "forms"],
        &["--team", ".", "forms"],
    ] {
        let run = init(folder.path(), arguments);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{arguments:?}");
        assert!(run.err.starts_with("error: "), "{}", run.err);
    }
    assert_eq!(names(folder.path()), ["roster.csv"]);
}

#[test]
fn the_rubric_prints_in_four_forms() {
    let folder = TempDir::new().unwrap();
    let print = |format| {
        let run = run(folder.path(), &["rubric", "--format", format]);
        assert_eq!((run.code, run.err.as_str()), (0, ""));
        run.out
    };
    assert_eq!(print("toml"), include_str!("../assessments/district.toml"));
    assert!(print("text").lines().all(|line| line.chars().count() <= 80));
    assert!(print("markdown").contains("\n## Actionable Data\n"));
    assert!(print("json").starts_with("{\n  \"id\": \"district\""));
}

#[cfg(unix)]
#[test]
fn a_form_can_be_read_by_colleagues() {
    use std::os::unix::fs::PermissionsExt;
    let folder = TempDir::new().unwrap();
    init(folder.path(), &[]);
    let usual = folder.path().join("usual");
    fs::write(&usual, "").unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode();
    assert_eq!(mode(&folder.path().join("response.toml")), mode(&usual));
}

#[test]
fn what_a_page_saves_is_looked_for_where_it_is_put() {
    let folder = TempDir::new().unwrap();
    let run = init(folder.path(), &["form.html"]);
    assert_eq!(run.code, 0);
    assert!(
        run.err
            .contains("Put those files in one folder, such as responses.")
            && run.err.ends_with("Next: chronic next --remind\n"),
        "{}",
        run.err
    );
}

#[test]
fn several_forms_go_into_no_folder_that_is_named_like_a_file() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("roster.csv"), "name\nAna\n").unwrap();
    for (path, word) in [("x.html", "--format html"), ("x.toml", "the folder x?")] {
        for who in [["--anonymous", "3"], ["--team", "roster.csv"]] {
            let run = init(folder.path(), &[&who[..], &[path]].concat());
            assert_eq!((run.code, run.out.as_str()), (2, ""), "{path}: {}", run.err);
            assert!(run.err.contains(word), "{}", run.err);
        }
    }
    assert_eq!(names(folder.path()), ["roster.csv"]);
    fs::create_dir(folder.path().join("x.html")).unwrap();
    assert_eq!(init(folder.path(), &["--anonymous", "3", "x.html"]).code, 0);
    let pages = ["--anonymous", "3", "--format", "html", "pages"];
    assert_eq!(init(folder.path(), &pages).code, 0);
    let run = init(folder.path(), &["--anonymous", "3", "my forms"]);
    assert!(
        run.err.ends_with("chronic validate \"my forms\"\n"),
        "{}",
        run.err
    );
}

#[test]
fn a_row_without_a_name_says_how_forms_without_names_are_written() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("roster.csv"), "name,role\n,Clerk\n").unwrap();
    let run = init(folder.path(), &["--team", "roster.csv", "forms"]);
    run.says(&["chronic init --anonymous 5 forms"]);
}
