//! Copies that shared folders, mail programs and browsers make: named for what they are.

use std::fs;

use crate::common::{put, run};

const FORM: &str = "kind = \"response\"\nrubric = \"district/1\"\ndistrict = \"North\"\n\n[respondent]\nname = \"Maria\"\nrole = \"Nurse\"\n\n\
[actionable-data.team-review]\nrating = \"Strength\"\ndocumentation = \"Seen\"\n";

#[test]
fn a_conflict_copy_with_other_answers_is_named_for_what_it_is() {
    for (name, words) in [
        ("maria-DESKTOP-AB12CD3.toml", "two people or computers save"),
        (
            "maria.sync-conflict-20261001-101500-ABCDEFG.toml",
            "two people or computers save",
        ),
        (
            "maria (Ana's conflicted copy 2026-10-01).toml",
            "two people or computers save",
        ),
        ("maria (1).toml", "a copy, such as"),
        ("Copy of maria.toml", "a copy, such as"),
        ("maria (002).toml", "a copy, such as"),
        ("maria (1) (1).toml", "a copy, such as"),
        ("maria.toml.toml", "a copy, such as"),
        ("maria.toml.txt", "a copy, such as"),
        ("maria-RPS-LT-0412.toml", "two people or computers save"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        put(folder.path(), "maria.toml", FORM);
        put(folder.path(), name, FORM.replace("Strength", "Unsure"));
        let tally = run(folder.path(), &["tally", "."]);
        assert_eq!(tally.code, 1, "{name}");
        assert_eq!(tally.err.matches(words).count(), 1, "{name}: {}", tally.err);
        assert!(tally.err.contains("error[same-person]"), "{}", tally.err);
        let check = run(folder.path(), &["validate", "."]);
        assert_eq!(check.code, 1, "{}", check.out);
        assert!(check.out.contains("error[same-person]"), "{}", check.out);
        assert!(
            check.out.contains("warning[copy]") && check.out.contains(words),
            "{}",
            check.out
        );
    }
}

#[test]
fn a_copy_without_a_name_is_not_counted_without_a_word() {
    let folder = tempfile::tempdir().unwrap();
    let nobody = FORM.replace("Maria", "");
    put(folder.path(), "response-01.toml", &nobody);
    put(
        folder.path(),
        "response-02.toml",
        nobody.replace("Seen", "Read"),
    );
    let clean = run(folder.path(), &["tally", "."]);
    assert!(!clean.err.contains("[copy]"), "{}", clean.err);
    put(
        folder.path(),
        "response-01 (1).toml",
        nobody.replace("Strength", "Unsure"),
    );
    let copied = run(folder.path(), &["tally", "."]);
    assert_eq!(copied.code, 0);
    assert!(copied.out.contains("3 responses"), "{}", copied.out);
    assert!(copied.err.contains("warning[copy]"), "{}", copied.err);
}

#[test]
fn of_what_a_year_has_one_only_one_copy_is_to_be_kept() {
    let folder = tempfile::tempdir().unwrap();
    let examples = crate::common::examples();
    for name in ["plan-2026", "team-2026"] {
        let text = fs::read_to_string(examples.join(format!("{name}.toml"))).unwrap();
        put(folder.path(), &format!("{name}.toml"), &text);
        put(folder.path(), &format!("{name} (1).toml"), &text);
    }
    let check = run(folder.path(), &["validate", "."]);
    assert_eq!(
        check.out.matches("warning[copy]").count(),
        2,
        "{}",
        check.out
    );
    assert!(!check.out.contains("keep both"), "{}", check.out);
    assert!(
        check.out.contains("put all of it in one of them first"),
        "{}",
        check.out
    );
}

#[test]
fn what_is_no_form_by_its_name_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "maria.toml", FORM);
    for (name, words) in [
        ("a.docx", "documents can't be read"),
        ("a.toml.docx", "it's a response"),
        ("b.eml", "Save the attached form"),
        ("c.zip", "Extract the forms"),
        ("d.url", "Download the form itself"),
        ("e.download", "Download the file again"),
        ("f.toml (1)", "Rename it"),
        ("late.txt", "it's a response"),
        ("notes.txt", "names that end in .toml"),
    ] {
        let is_form = name != "notes.txt";
        put(folder.path(), name, if is_form { FORM } else { "Dear all" });
        let tally = run(folder.path(), &["tally", "."]);
        let line = tally.err.lines().find(|line| line.contains(name));
        assert!(
            line.is_some_and(|line| line.contains(words)),
            "{name}: {}",
            tally.err
        );
        assert!(
            tally.out.contains("1 response,") || tally.out.contains("1 response "),
            "{}",
            tally.out
        );
    }
}

/// What was saved once more by another program is told as one that was copied is.
#[test]
fn anonymous_forms_that_say_the_same_are_told_however_they_were_saved() {
    let nobody = FORM.replace("Maria", "");
    let utf16: Vec<u8> = [0xfeff]
        .into_iter()
        .chain(nobody.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    for again in [
        nobody.replace('\n', "\r\n").into_bytes(),
        format!("\u{feff}{nobody}").into_bytes(),
        format!("{nobody}\n\n").into_bytes(),
        utf16,
    ] {
        let folder = tempfile::tempdir().unwrap();
        put(folder.path(), "x.toml", &nobody);
        fs::write(folder.path().join("y.toml"), again).unwrap();
        let tally = run(folder.path(), &["tally", "."]);
        assert_eq!(tally.code, 1, "{}", tally.err);
        assert!(tally.err.contains("error[same-file]"), "{}", tally.err);
    }
}

/// One name, and small differences that a person does not see or forgot.
#[test]
fn a_name_that_is_written_otherwise_is_told() {
    let form = |name: &str, district: &str| {
        FORM.replace("\"Maria\"", &format!("\"{name}\""))
            .replace("\"North\"", &format!("\"{district}\""))
            .replace("Strength", "Unsure")
    };
    for (one, other, code) in [
        (("Maria", ""), ("Maria", "North"), "warning[same-name]"),
        (
            ("Ma\u{200b}ria", "North"),
            ("Maria", "North"),
            "error[same-person]",
        ),
        (
            ("O'Neil", "North"),
            ("O\u{2019}Neil", "North"),
            "error[same-person]",
        ),
        (
            ("Wei\u{df}", "North"),
            ("WEISS", "North"),
            "error[same-person]",
        ),
        (
            ("\u{3a3}\u{3bf}\u{3c6}\u{3bf}\u{3c2}", "North"),
            ("\u{3a3}\u{39f}\u{3a6}\u{39f}\u{3a3}", "North"),
            "error[same-person]",
        ),
    ] {
        let folder = tempfile::tempdir().unwrap();
        put(folder.path(), "x.toml", form(one.0, one.1));
        put(
            folder.path(),
            "y.toml",
            form(other.0, other.1).replace("Unsure", "Strength"),
        );
        let tally = run(folder.path(), &["tally", "."]);
        assert!(tally.err.contains(code), "{one:?} {other:?}: {}", tally.err);
    }
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "x.toml", form("Maria", "North"));
    put(folder.path(), "y.toml", form("Maria", "South"));
    let tally = run(folder.path(), &["tally", "."]);
    assert!(!tally.err.contains("same-name"), "{}", tally.err);
}

/// A folder that is linked in is not looked into, and whoever linked it is told.
#[cfg(unix)]
#[test]
fn a_linked_folder_is_told_as_one() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("forms")).unwrap();
    fs::create_dir(folder.path().join("other")).unwrap();
    put(&folder.path().join("forms"), "x.toml", FORM);
    put(&folder.path().join("other"), "y.toml", FORM);
    std::os::unix::fs::symlink("../other", folder.path().join("forms/linked")).unwrap();
    let tally = run(folder.path(), &["tally", "forms"]);
    tally.says(&["warning: forms/linked wasn't counted: it's a link to a folder"]);
}
