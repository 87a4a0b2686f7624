//! `validate --fix`: what has one safe reading is fixed, shown first, and the original kept.

use std::fs;
use std::path::Path;

use crate::common::{Run, names, run};
use tempfile::TempDir;

const FORM: &str = "kind = \"response\"\nrubric = \"district/1\"\n\n[respondent]\nname = \"Zo\u{eb}\"\nrole = \"\"\ndate = \"2026-10-01\"\n\n\
[actionable-data.team-review]\nrating = \"Strength\"\ndocumentation = '''\nThe \u{201c}SART\u{201d} team\u{2019}s caf\u{e9}.\n'''\n";

fn folder_with(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    folder
}

fn fix(folder: &Path, arguments: &[&str]) -> Run {
    run(folder, &[&["validate", "--fix"], arguments].concat())
}

#[test]
fn the_change_is_shown_and_the_original_kept() {
    let damaged = FORM
        .replace("\"Strength\"", "\u{201c}Stength\u{201d}")
        .replace("\"Zo\u{eb}\"", "\u{201c}Zo\u{eb}\u{201d}");
    let folder = folder_with(&[("zoe.toml", damaged.as_bytes())]);
    let ended = fix(folder.path(), &["zoe.toml"]);
    snapbox::assert_data_eq!(
        format!("exit code {}\n{}----\n{}", ended.code, ended.err, ended.out),
        snapbox::file!["snapshots/fix/shown.txt"]
    );
    assert_eq!(
        fs::read_to_string(folder.path().join("zoe.toml")).unwrap(),
        FORM
    );
    let kept = fs::read(folder.path().join("zoe.toml.bak")).unwrap();
    assert_eq!(kept, damaged.as_bytes());

    let again = fix(folder.path(), &["zoe.toml"]);
    assert_eq!((again.code, again.err.as_str()), (0, ""));
    assert_eq!(names(folder.path()), ["zoe.toml", "zoe.toml.bak"]);
}

/// The form with curly quotation marks around what it is.
fn curly() -> String {
    FORM.replace("\"response\"", "\u{201c}response\u{201d}")
}

#[test]
fn an_original_that_was_kept_before_is_never_written_over() {
    let damaged = curly();
    let folder = folder_with(&[
        ("zoe.toml", damaged.as_bytes()),
        ("zoe.toml.bak", b"mine"),
        ("zoe.toml.2.bak", b"mine too"),
    ]);
    let ended = fix(folder.path(), &["."]);
    assert!(ended.err.contains("zoe.toml.3.bak"), "{}", ended.err);
    let read = |name: &str| fs::read(folder.path().join(name)).unwrap();
    assert_eq!(read("zoe.toml.bak"), b"mine");
    assert_eq!(read("zoe.toml.2.bak"), b"mine too");
    assert_eq!(read("zoe.toml.3.bak"), damaged.as_bytes());
    // The same original is not kept twice.
    fs::write(folder.path().join("zoe.toml"), &damaged).unwrap();
    let ended = fix(folder.path(), &["."]);
    assert!(ended.err.contains("zoe.toml.3.bak"), "{}", ended.err);
    assert_eq!(names(folder.path()).len(), 4);
}

#[test]
fn what_is_safe_is_fixed_and_the_rest_reported() {
    let damaged = FORM
        .replace("\"response\"", "\u{201c}response\u{201d}")
        .replace("\"Strength\"", "\"n/a\"");
    let folder = folder_with(&[("zoe.toml", damaged.as_bytes())]);
    let ended = fix(folder.path(), &["zoe.toml", "--format", "json"]);
    assert_eq!(ended.code, 1);
    let json: serde_json::Value = serde_json::from_str(&ended.out).unwrap();
    let codes = json["problems"].as_array().unwrap().iter();
    let codes: Vec<_> = codes.map(|p| p["code"].as_str().unwrap()).collect();
    assert!(
        codes.contains(&"unknown-rating") && !codes.contains(&"curly-quotes"),
        "{codes:?}"
    );
    let now = fs::read_to_string(folder.path().join("zoe.toml")).unwrap();
    assert_eq!(now, FORM.replace("\"Strength\"", "\"n/a\""));
}

#[test]
fn what_is_not_ours_or_not_clear_is_left_alone() {
    let files: [(&str, &[u8]); 5] = [
        ("Cargo.toml", b"\xef\xbb\xbf[package]\nname = \"caf\xe9\"\n"),
        ("empty.toml", b""),
        ("word.toml", b"PK\x03\x04..."),
        ("number.toml", b"kind = \"response\"\nrubric = \"district/1\"\n[actionable-data.team-review]\nrating = \"3\"\n"),
        ("merge.toml", b"kind = \"response\"\n<<<<<<< a\n=======\n>>>>>>> b\n"),
    ];
    let folder = folder_with(&files);
    let ended = fix(folder.path(), &["."]);
    assert!(!ended.err.contains("Fixed"), "{}", ended.err);
    assert_eq!(names(folder.path()).len(), files.len());
    for (name, bytes) in files {
        assert_eq!(fs::read(folder.path().join(name)).unwrap(), bytes, "{name}");
    }
}

#[test]
fn plans_and_team_assessments_are_fixed_too() {
    let plan = "kind = \u{201c}plan\u{201d}\nrubric = \"district/1\"\n\n[[action]]\npractice = \u{201c}actionable-data.team-review\u{201d}\npartners = [\u{201c}Clinic\u{201d}]\n";
    let team = "\u{feff}kind = \"team-assessment\"\r\nrubric = \"district/1\"\r\nresponses = 0\r\n\r\n[actionable-data.team-review]\r\nagreed = \"ok for  noow\"\r\n";
    let folder = folder_with(&[
        ("plan.toml", plan.as_bytes()),
        ("team.toml", team.as_bytes()),
    ]);
    fix(folder.path(), &["."]);
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    assert_eq!(
        read("plan.toml"),
        plan.replace(['\u{201c}', '\u{201d}'], "\"")
    );
    assert_eq!(
        read("team.toml"),
        team.replace("ok for  noow", "OK for Now")
    );
}

#[test]
fn standard_input_is_not_fixed() {
    let folder = tempfile::tempdir().unwrap();
    let ended = fix(folder.path(), &["-"]);
    assert_eq!(ended.code, 2);
    assert!(ended.err.contains("standard input"), "{}", ended.err);
}

#[test]
fn text_that_would_act_is_shown_harmless() {
    let damaged = FORM.replace("\"Zo\u{eb}\"", "\u{201c}\u{202e}::error::x\u{201d}");
    let folder = folder_with(&[("zoe.toml", damaged.as_bytes())]);
    let ended = fix(folder.path(), &["zoe.toml"]);
    assert!(ended.err.contains("becomes: name"), "{}", ended.err);
    assert!(!ended.err.contains('\u{202e}'));
    assert!(
        !ended
            .err
            .lines()
            .any(|line| line.trim_start().starts_with("::"))
    );
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    #[test]
    fn the_mode_and_a_link_are_kept() {
        let folder = folder_with(&[("real.toml", curly().as_bytes())]);
        let at = |name: &str| folder.path().join(name);
        fs::set_permissions(at("real.toml"), PermissionsExt::from_mode(0o640)).unwrap();
        symlink("real.toml", at("link.toml")).unwrap();
        let ended = fix(folder.path(), &["link.toml"]);
        assert!(ended.err.contains("real.toml.bak"), "{}", ended.err);
        assert!(fs::symlink_metadata(at("link.toml")).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(at("real.toml")).unwrap(), FORM);
        for name in ["real.toml", "real.toml.bak"] {
            let mode = fs::metadata(at(name)).unwrap().permissions().mode() & 0o777;
            assert_eq!(mode, 0o640, "{name}");
        }
    }

    #[test]
    fn a_file_that_may_not_be_written_stays_and_leaves_no_copy() {
        let damaged = curly();
        let folder = folder_with(&[("zoe.toml", damaged.as_bytes())]);
        let path = folder.path().join("zoe.toml");
        fs::set_permissions(&path, PermissionsExt::from_mode(0o444)).unwrap();
        let ended = fix(folder.path(), &["zoe.toml"]);
        assert_eq!(ended.code, 2);
        assert!(ended.err.contains("read-only"), "{}", ended.err);
        assert!(
            ended.err.starts_with("Fixes for zoe.toml:"),
            "{}",
            ended.err
        );
        assert!(
            ended.err.ends_with("Nothing in zoe.toml was fixed.\n"),
            "{}",
            ended.err
        );
        assert!(
            !ended.err.contains("is fixed") && !ended.err.contains("Fixed "),
            "{}",
            ended.err
        );
        assert_eq!(fs::read(&path).unwrap(), damaged.as_bytes());
        assert_eq!(names(folder.path()), ["zoe.toml"]);
    }
}
