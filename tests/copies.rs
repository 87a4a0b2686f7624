//! Copies that shared folders, mail programs and browsers make: named for what they are.

#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

mod common;

use std::fs;
use std::path::Path;

use common::run;

const FORM: &str = "kind = \"response\"\nrubric = \"district/1\"\ndistrict = \"North\"\n\n[respondent]\nname = \"Maria\"\nrole = \"Nurse\"\n\n\
[actionable-data.team-review]\nrating = \"Strength\"\ndocumentation = \"Seen\"\n";

fn put(folder: &Path, name: &str, form: &str) {
    fs::write(folder.join(name), form).unwrap();
}

#[test]
fn a_conflict_copy_with_other_answers_is_named_for_what_it_is() {
    for (name, words) in [
        ("maria-DESKTOP-AB12CD3.toml", "two people or machines saved"),
        (
            "maria.sync-conflict-20261001-101500-ABCDEFG.toml",
            "two people or machines saved",
        ),
        (
            "maria (Ana's conflicted copy 2026-10-01).toml",
            "two people or machines saved",
        ),
        ("maria (1).toml", "second copy"),
        ("Copy of maria.toml", "second copy"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        put(folder.path(), "maria.toml", FORM);
        put(folder.path(), name, &FORM.replace("Strength", "Unsure"));
        let tally = run(folder.path(), &["tally", "."]);
        assert_eq!(tally.code, 1, "{name}");
        assert_eq!(tally.err.matches(words).count(), 1, "{name}: {}", tally.err);
        assert!(tally.err.contains("error[same-person]"), "{}", tally.err);
        let check = run(folder.path(), &["validate", "."]);
        assert_eq!(check.code, 0, "{}", check.out);
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
        &nobody.replace("Seen", "Read"),
    );
    let clean = run(folder.path(), &["tally", "."]);
    assert!(!clean.err.contains("[copy]"), "{}", clean.err);
    put(
        folder.path(),
        "response-01 (1).toml",
        &nobody.replace("Strength", "Unsure"),
    );
    let copied = run(folder.path(), &["tally", "."]);
    assert_eq!(copied.code, 0);
    assert!(copied.out.contains("3 responses"), "{}", copied.out);
    assert!(copied.err.contains("warning[copy]"), "{}", copied.err);
}

#[test]
fn what_is_no_form_by_its_name_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "maria.toml", FORM);
    for (name, words) in [
        ("a.toml.docx", "it is a document"),
        ("b.eml", "save the attached form"),
        ("c.zip", "take the forms out"),
        ("d.toml.url", "download the form itself"),
        ("e.toml.download", "download it again"),
        ("f.toml (1)", "if it is a form, rename it"),
        ("notes.txt", "does not end in .toml"),
    ] {
        put(folder.path(), name, FORM);
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
