//! A workbook holds no respondent's name, nothing that they wrote, and no formula,
//! whatever people type.

use std::fs;

use calamine::{Data, Reader as _};
use tempfile::TempDir;

use crate::workbook::{bytes, open, parts};

/// Words that occur nowhere else.
const NAME: &str = "Zephyrine Quackenbush";
const ROLE: &str = "Xylophone Warden";
const WORDS: &str = "the walrus ledger";

fn district(count: usize, text: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    let rubric = chronic::files::rubric::builtin();
    for at in 0..count {
        let value = |text: String| toml::Value::from(text).to_string();
        let mut form = format!(
            "kind = \"response\"\nrubric = \"district/1\"\ndistrict = {}\n[respondent]\nname = {}\nrole = {}\ndepartment = {}\n",
            value(text.to_owned()),
            value(format!("{NAME} {at}")),
            value(format!("{ROLE} {at}")),
            value(text.to_owned()),
        );
        for practice in rubric.practices() {
            form.push_str(&format!(
                "[{}]\nrating = \"unsure\"\ndocumentation = {}\n",
                practice.id,
                value(format!("{WORDS} {text}"))
            ));
        }
        fs::write(folder.path().join(format!("zephyr-{at}.toml")), form).unwrap();
    }
    folder
}

#[test]
fn no_name_no_role_and_no_words_are_in_it() {
    let folder = district(6, "Cedar");
    for arguments in [
        &["."][..],
        &[".", "--by", "role"],
        &[".", "--by", "department", "--min-group", "3"],
        &[".", "--no-documentation"],
    ] {
        for (part, xml) in parts(&bytes(folder.path(), arguments)) {
            for secret in ["Zephyrine", "Quackenbush", "zephyr", "Xylophone", "walrus"] {
                assert!(!xml.contains(secret), "{secret} is in {part} {arguments:?}");
            }
        }
    }
}

#[test]
fn hostile_text_is_text() {
    for evil in [
        "=HYPERLINK(\"http://x.example\",\"y\")",
        "+1",
        "-1+1|cmd",
        "@SUM(A1)",
        "http://x.example",
        "_x0041_",
        "<c><f>1</f></c>]]>&amp;",
        "\u{1b}[31m\u{202e}\u{ffff}\t\n=1",
        "2026-10-01",
        "12",
    ] {
        let folder = district(5, evil);
        let value = toml::Value::from(evil);
        let rubric = format!(
            "id = \"own\"\nversion = 1\ntitle = {value}\n[ratings]\nstrength = \"A\"\nok-for-now = \"B\"\ncould-be-better = \"C\"\nurgent-gap = \"D\"\nunsure = \"E\"\n[[ingredient]]\nid = \"i\"\ntitle = {value}\n[[ingredient.practice]]\nid = \"p\"\ntitle = {value}\nstatement = {value}\n"
        );
        let plan = format!(
            "kind = \"plan\"\nrubric = \"own/1\"\ntitle = {value}\n[[action]]\npractice = \"i.p\"\naction = {value}\nowner = {value}\ndue = 2026-10-01\npartners = [{value}]\n[[communication]]\naudience = \"schools\"\nmessage = {value}\n"
        );
        let forms = folder.path().join("forms");
        fs::create_dir(&forms).unwrap();
        for at in 0..5 {
            let form = format!(
                "kind = \"response\"\nrubric = \"own/1\"\ndistrict = {value}\ncycle = {value}\n[respondent]\nname = \"{at}\"\ndepartment = {}\n[i.p]\nrating = \"A\"\n",
                if at < 3 {
                    value.to_string()
                } else {
                    "\"x\"".to_owned()
                }
            );
            fs::write(forms.join(format!("{at}.toml")), form).unwrap();
        }
        let more = "kind = \"response\"\nrubric = \"own/1\"\n[respondent]\nname = \"y\"\ndepartment = \"x\"\n[i.p]\nrating = \"D\"\n";
        fs::write(forms.join("more.toml"), more).unwrap();
        fs::write(folder.path().join("r.toml"), rubric).unwrap();
        fs::write(folder.path().join("p.toml"), plan).unwrap();
        let arguments = [
            "forms",
            "--rubric",
            "r.toml",
            "--plan",
            "p.toml",
            "--by",
            "department",
            "--min-group",
            "3",
        ];
        let bytes = bytes(folder.path(), &arguments);
        for (part, xml) in parts(&bytes) {
            assert!(
                !xml.contains("<f>") && !xml.contains("<hyperlink"),
                "{part} {xml}"
            );
            assert!(
                !xml.contains('\u{202e}') && !xml.contains('\u{1b}'),
                "{part}"
            );
        }
        let mut workbook = open(bytes);
        let mut found = 0;
        for name in workbook.sheet_names() {
            assert_eq!(
                workbook
                    .worksheet_formula(&name)
                    .unwrap()
                    .used_cells()
                    .count(),
                0
            );
            let sheet = workbook.worksheet_range(&name).unwrap();
            let shown = chronic::report::formats::escape::sheet_cell(evil);
            let is = |data: &Data| *data == Data::String(shown.clone());
            found += sheet.used_cells().filter(|(_, _, data)| is(data)).count();
        }
        assert!(found > 10, "{evil:?} stands in {found} cells");
    }
}
