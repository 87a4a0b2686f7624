//! Where a workbook goes, and when it does not.

use std::fs;

use tempfile::TempDir;

use crate::common::{examples, output, run};
use crate::workbook::{bytes, open};

#[test]
fn the_same_tally_is_the_same_bytes() {
    let arguments = ["responses", "--plan", "plan-2026.toml"];
    let first = bytes(&examples(), &arguments);
    assert_eq!(first, bytes(&examples(), &arguments));
    let parts = crate::workbook::parts(&first);
    let (_, core) = parts
        .iter()
        .find(|(name, _)| name == "docProps/core.xml")
        .unwrap();
    assert!(core.contains("2000-01-01T00:00:00Z"), "{core}");
    assert!(!core.contains("202"), "{core}");
}

#[test]
fn the_example_is_current() {
    let made = bytes(&examples(), &["responses", "--plan", "plan-2026.toml"]);
    let there = fs::read(examples().join("workbook.xlsx")).unwrap();
    assert!(
        made == there,
        "run: chronic tally examples/responses --plan examples/plan-2026.toml -o examples/workbook.xlsx --force"
    );
    open(there);
}

#[test]
fn a_file_that_is_there_is_replaced_only_by_force() {
    let folder = TempDir::new().unwrap();
    let source = examples().join("responses");
    let to = |more: &[&str]| {
        let tally = ["tally", source.to_str().unwrap(), "-o", "t.xlsx"];
        run(folder.path(), &[&tally[..], more].concat())
    };
    assert_eq!(to(&[]).code, 0);
    let file = folder.path().join("t.xlsx");
    let made = fs::read(&file).unwrap();
    assert_eq!(to(&[]).code, 0, "the same again is no loss");
    fs::write(&file, "mine").unwrap();
    let refused = to(&[]);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("--force"), "{}", refused.err);
    assert_eq!(fs::read(&file).unwrap(), b"mine");
    assert_eq!(to(&["--force"]).code, 0);
    assert_eq!(fs::read(&file).unwrap(), made);
}

#[test]
fn what_was_read_for_it_is_never_written_over() {
    let folder = TempDir::new().unwrap();
    for name in ["team-2026.toml", "plan-2026.toml"] {
        let copy = name.replace(".toml", ".xlsx");
        fs::copy(examples().join(name), folder.path().join(copy)).unwrap();
    }
    for file in ["team-2026.xlsx", "plan-2026.xlsx"] {
        let before = fs::read(folder.path().join(file)).unwrap();
        let arguments = [
            "tally",
            "team-2026.xlsx",
            "--plan",
            "plan-2026.xlsx",
            "-o",
            file,
            "--force",
        ];
        let run = run(folder.path(), &arguments);
        assert_eq!(run.code, 2, "{}", run.err);
        assert_eq!(fs::read(folder.path().join(file)).unwrap(), before);
    }
}

#[test]
fn a_dash_prints_it() {
    let piped = output(
        &examples(),
        &["tally", "responses", "--format", "xlsx", "-o", "-"],
    );
    assert_eq!(piped.stdout, bytes(&examples(), &["responses"]));
}

#[test]
fn what_does_not_go_together_is_said() {
    for (arguments, said) in [
        (
            &["tally", "responses", "--plan", "plan-2026.toml"][..],
            "--plan works only with a workbook",
        ),
        (
            &["tally", "team-2026.toml", "--format", "xlsx", "--long"],
            "has only counts",
        ),
        (
            &["tally", "responses", "--format", "xlsx", "-o", "x.csv"],
            "ends in .csv",
        ),
        (
            &[
                "tally",
                "responses",
                "--format",
                "xlsx",
                "--plan",
                "nowhere.toml",
            ],
            "nowhere.toml",
        ),
    ] {
        let run = run(&examples(), arguments);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{said} {}", run.err);
        assert!(run.err.contains(said), "{said} {}", run.err);
    }
    let run = run(
        &examples(),
        &[
            "tally",
            "responses",
            "--format",
            "xlsx",
            "--plan",
            "team-2026.toml",
        ],
    );
    assert_eq!((run.code, run.out.as_str()), (1, ""), "{}", run.err);
}
