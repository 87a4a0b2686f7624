//! Workbooks and CSV opened by LibreOffice: what it makes of the cells, in its own flat
//! XML, where a formula says that it is one and a number that it is one.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::Check;
use crate::common::typed::typed;
use crate::common::{examples, run};
use crate::program::{LIBREOFFICE, libreoffice};

pub(crate) fn checks() -> Vec<Check> {
    vec![
        Check {
            name: "spreadsheet::the_workbook_is_opened",
            needs: &LIBREOFFICE,
            run: the_workbook_is_opened,
        },
        Check {
            name: "spreadsheet::no_cell_of_any_csv_is_a_formula",
            needs: &LIBREOFFICE,
            run: no_cell_of_any_csv_is_a_formula,
        },
        Check {
            name: "spreadsheet::what_was_typed_comes_back",
            needs: &LIBREOFFICE,
            run: what_was_typed_comes_back,
        },
    ]
}

fn chronic(folder: &Path, arguments: &[&str]) -> Vec<u8> {
    let output = Command::new(env!("CARGO_BIN_EXE_chronic"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.code() == Some(0), "{arguments:?} {said}");
    output.stdout
}

/// Opens files of a folder, `how` telling how to read them, and gives each as flat XML.
fn opened(folder: &Path, how: &[&str], files: &[String]) -> BTreeMap<String, String> {
    let saved = saved(folder, how, "fods", files).into_iter();
    saved
        .map(|(file, bytes)| (file, String::from_utf8(bytes).unwrap()))
        .collect()
}

/// As [`opened`], saved in this format.
pub(crate) fn saved(
    folder: &Path,
    how: &[&str],
    format: &str,
    files: &[String],
) -> BTreeMap<String, Vec<u8>> {
    let profile = tempfile::tempdir().unwrap();
    let out = tempfile::tempdir().unwrap();
    let output = Command::new(libreoffice().unwrap())
        // A profile of its own: two runs at once would wait for each other.
        .arg(format!(
            "-env:UserInstallation=file://{}",
            profile.path().display()
        ))
        .arg("--headless")
        .args(how)
        .args(["--convert-to", format, "--outdir"])
        .arg(out.path())
        .args(files)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let read = |file: &String| {
        let name = Path::new(file).with_extension(format);
        let there = out.path().join(name);
        assert!(there.is_file(), "{file} was not opened: {output:?}");
        (file.clone(), fs::read(there).unwrap())
    };
    files.iter().map(read).collect()
}

fn the_workbook_is_opened() {
    let folder = tempfile::tempdir().unwrap();
    let bytes = chronic(
        &examples(),
        &[
            "tally",
            "responses",
            "--plan",
            "plan-2026.toml",
            "--long",
            "--format",
            "xlsx",
        ],
    );
    fs::write(folder.path().join("w.xlsx"), bytes).unwrap();
    let opened = opened(folder.path(), &[], &["w.xlsx".to_owned()]);
    let xml = &opened["w.xlsx"];
    assert!(!xml.contains("table:formula"), "there is a formula");
    for name in [
        "Assessment",
        "Chart",
        "Top priorities",
        "Plan",
        "Long data",
        "About",
    ] {
        assert!(xml.contains(&format!("table:name=\"{name}\"")), "{name}");
    }
    // 25 practices with 12 numbers or 11 in the assessment, 225 respondents' numbers in the
    // long data, and more on the other sheets.
    let numbers = xml.matches("office:value-type=\"float\"").count();
    assert!(numbers > 25 * 11 + 225, "{numbers} numbers");
    // The due days of the plan, and of whoever is told.
    assert!(xml.contains("office:date-value=\"2027-01-29\""));
    let days = xml.matches("office:value-type=\"date\"").count();
    assert!(days > 15, "{days} days");
    assert!(xml.contains("chart:chart") || xml.contains("draw:object"));
    assert!(xml.contains("table:display-filter-buttons=\"true\""));
}

/// The workbook as LibreOffice saves it, with what somebody typed.
fn what_was_typed_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    for (from, to) in [
        ("team-2026.toml", "team.toml"),
        ("plan-2026.toml", "plan.toml"),
    ] {
        fs::copy(examples().join(from), root.join(to)).unwrap();
    }
    chronic(
        root,
        &[
            "tally",
            "team.toml",
            "--plan",
            "plan.toml",
            "-o",
            "made.xlsx",
        ],
    );
    let made = fs::read(root.join("made.xlsx")).unwrap();
    let cells = [
        ("Assessment", "P6", "Unsure"),
        ("Assessment", "R7", "First \"line\".\nSecond & last."),
        ("Plan", "F6", "=Other"),
        ("Plan", "G6", "March 14, 2027"),
        ("Sharing", "B6", "We meet."),
    ];
    fs::write(root.join("w.xlsx"), typed(&made, &cells)).unwrap();
    let saved = saved(root, &[], "xlsx", &["w.xlsx".to_owned()]);
    assert_ne!(saved["w.xlsx"], fs::read(root.join("w.xlsx")).unwrap());
    fs::write(root.join("w.xlsx"), &saved["w.xlsx"]).unwrap();
    for back in [
        &["tally", "w.xlsx", "-o", "team.toml"][..],
        &["plan", "update", "plan.toml", "w.xlsx"],
    ] {
        let back = run(root, back);
        assert_eq!(back.code, 0, "{}", back.err);
        assert!(!back.err.contains("note:"), "{}", back.err);
        back.says(&["Nothing else was changed"]);
    }
    let team = fs::read_to_string(root.join("team.toml")).unwrap();
    assert!(team.contains("agreed = \"unsure\""));
    assert!(
        team.contains("notes = '''\nFirst \"line\".\nSecond & last.\n'''"),
        "{team}"
    );
    let plan = fs::read_to_string(root.join("plan.toml")).unwrap();
    for line in [
        "owner = \"=Other\"",
        "due = \"2027-03-14\"",
        "message = \"We meet.\"",
    ] {
        assert!(plan.contains(line), "{line}");
    }
}

/// Texts that a spreadsheet takes for a formula, or might.
const EVIL: [&str; 12] = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    " =1+1",
    "\t=1+1",
    "a\n=1+1",
    "\u{ff1d}1+1",
    "x\";=1+1;\"",
    "x;=1+1",
    "\"=1+1",
    "\u{feff}=1+1",
];

/// A folder in which one hostile text stands wherever a CSV form has a person's text.
fn district(folder: &Path, evil: &str) {
    let text = toml::Value::from(evil);
    let rubric = format!(
        "id = \"own\"\nversion = 1\ntitle = \"t\"\n[ratings]\nstrength = \"A\"\nok-for-now = \"B\"\ncould-be-better = \"C\"\nurgent-gap = \"D\"\nunsure = \"E\"\n[[ingredient]]\nid = \"i\"\ntitle = {text}\n[[ingredient.practice]]\nid = \"p\"\ntitle = {text}\nstatement = \"s\"\n"
    );
    let plan = format!(
        "kind = \"plan\"\nrubric = \"own/1\"\ntitle = {text}\n[[action]]\nid = {text}\npractice = \"i.p\"\naction = {text}\nowner = {text}\ndue = 2026-10-01\n[[communication]]\naudience = \"schools\"\nmessage = {text}\nowner = {text}\n"
    );
    fs::write(folder.join("r.toml"), rubric).unwrap();
    fs::write(folder.join("p.toml"), plan).unwrap();
    fs::create_dir(folder.join("forms")).unwrap();
    for at in 0..6 {
        let department = if at < 3 { text.clone() } else { "x".into() };
        let form = format!(
            "kind = \"response\"\nrubric = \"own/1\"\n[respondent]\nname = \"n{at}\"\ndepartment = {department}\n[i.p]\nrating = \"A\"\n"
        );
        fs::write(folder.join(format!("forms/{at}.toml")), form).unwrap();
    }
}

/// Every form of CSV there is, with each hostile text, read with a comma as separator and
/// again with a semicolon, as where the decimal sign is a comma.
fn no_cell_of_any_csv_is_a_formula() {
    let made = tempfile::tempdir().unwrap();
    let mut files = Vec::new();
    for (at, evil) in EVIL.into_iter().enumerate() {
        let folder = tempfile::tempdir().unwrap();
        district(folder.path(), evil);
        for (name, arguments) in [
            ("tally", &["tally", "forms", "--format", "csv"][..]),
            ("long", &["tally", "forms", "--long"]),
            (
                "group",
                &[
                    "tally",
                    "forms",
                    "--by",
                    "department",
                    "--min-group",
                    "3",
                    "--format",
                    "csv",
                ],
            ),
            ("diff", &["diff", "forms", "forms", "--format", "csv"]),
            (
                "status",
                &[
                    "plan",
                    "status",
                    "p.toml",
                    "--today",
                    "2026-09-01",
                    "--format",
                    "csv",
                ],
            ),
        ] {
            let file = format!("{name}-{at}.csv");
            let all = [&["--rubric", "r.toml"], arguments].concat();
            fs::write(made.path().join(&file), chronic(folder.path(), &all)).unwrap();
            files.push(file);
        }
    }
    // A form that LibreOffice would take for a formula, so that it is known to see one.
    fs::write(made.path().join("known.csv"), "a,b\n=1+1,x\n").unwrap();
    let known = "known.csv".to_owned();
    for separator in ["44", "59"] {
        let how = format!("--infilter=CSV:{separator},34,76,1");
        let all = [&files[..], std::slice::from_ref(&known)].concat();
        for (file, xml) in opened(made.path(), &[&how], &all) {
            let has_formula = xml.contains("table:formula");
            assert_eq!(has_formula, file == known, "{file} with {separator}\n{xml}");
            if file.starts_with("long") && separator == "44" {
                let numbers = xml.matches("office:value-type=\"float\"").count();
                assert_eq!(numbers, 6, "{file}");
            }
        }
    }
}
