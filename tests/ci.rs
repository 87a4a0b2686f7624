//! What a CI job makes of `chronic validate`: annotations, a SARIF log, exit codes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

use crate::common::{examples, output as chronic};

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

const DAY: [&str; 2] = ["--today", "2026-11-20"];

fn validate(format: &str) -> Output {
    let arguments = [
        &["validate", "plan-incomplete.toml", "--format", format][..],
        &DAY,
    ]
    .concat();
    chronic(&examples(), &arguments)
}

#[test]
fn an_annotation_stands_on_its_line_with_its_properties_in_order() {
    let output = validate("github");
    assert_eq!(output.status.code(), Some(1));
    let lines = text(&output.stdout);
    assert!(
        lines.contains("::error file=plan-incomplete.toml,line=12,col=9,title=missing-owner::\"TBD\" isn't an owner. Name the person or job title responsible. Type who"),
        "{lines}"
    );
    assert!(
        lines.contains("::warning file=plan-incomplete.toml,line=27,")
            || !lines.contains("overdue")
    );
    let json: Value = serde_json::from_slice(&validate("json").stdout).unwrap();
    assert_eq!(
        lines.lines().count(),
        json["problems"].as_array().unwrap().len()
    );
    assert!(lines.lines().all(|l| {
        ["error", "warning", "notice"]
            .iter()
            .any(|level| l.starts_with(&format!("::{level} file=")))
    }));
}

#[test]
fn what_people_type_is_no_command() {
    let folder = tempfile::tempdir().unwrap();
    let name = if cfg!(unix) {
        "a,b%\nc:d.toml"
    } else {
        "a,b%.toml"
    };
    let plan = "kind = \"plan\"\nrubric = \"district/1\"\n[[action]]\npractice = \"\"\"x\r\n::error::owned 100%\"\"\"\n";
    fs::write(folder.path().join(name), plan).unwrap();
    let lines = text(&chronic(folder.path(), &["validate", ".", "--format", "github"]).stdout);
    assert!(
        lines
            .lines()
            .all(|l| l.starts_with("::error file=a%2Cb%25")
                || l.starts_with("::warning file=a%2Cb%25")),
        "{lines}"
    );
    assert!(lines.contains("%0A::error::owned 100%25"), "{lines}");
}

/// The schema that a library of SARIF's types is made from; it is among the sources of
/// this crate's dependencies.
fn sarif_schema() -> Value {
    let rustc = Command::new("rustc").arg("-vV").output().unwrap();
    let rustc = text(&rustc.stdout);
    let host = rustc
        .lines()
        .find_map(|l| l.strip_prefix("host: "))
        .unwrap();
    let output = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--format-version",
            "1",
            "--offline",
            "--filter-platform",
            host,
        ])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let metadata: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("{}", text(&output.stderr)));
    let packages = metadata["packages"].as_array().unwrap();
    let library = packages
        .iter()
        .find(|p| p["name"] == "serde-sarif")
        .unwrap();
    let manifest = PathBuf::from(library["manifest_path"].as_str().unwrap());
    let path = manifest.with_file_name("src").join("schema.json");
    let mut schema: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    // A stray bracket, of which a strict validator makes much; the log names no language.
    for part in ["run", "toolComponent"] {
        let properties = &mut schema["definitions"][part]["properties"];
        let language = properties["language"].as_object_mut().unwrap();
        language.remove("pattern");
    }
    schema
}

#[test]
fn a_sarif_log_is_what_the_standard_asks_for() {
    let folder = tempfile::tempdir().unwrap();
    let odd = folder.path().join("a b#%\u{e9}.toml");
    fs::copy(examples().join("plan-incomplete.toml"), &odd).unwrap();
    fs::write(folder.path().join("empty.toml"), "").unwrap();
    let output = chronic(
        folder.path(),
        &[&["validate", ".", "--format", "sarif"][..], &DAY].concat(),
    );
    assert_eq!(output.status.code(), Some(1));
    let log: Value = serde_json::from_slice(&output.stdout).unwrap();
    let schema = jsonschema::validator_for(&sarif_schema()).unwrap();
    let errors: Vec<String> = schema.iter_errors(&log).map(|e| e.to_string()).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    // The same schema refuses what is wrong.
    let mut wrong = log.clone();
    wrong["runs"][0]["results"][0]["level"] = "bad".into();
    assert!(!schema.is_valid(&wrong));
    let read: serde_sarif::sarif::Sarif = serde_json::from_value(log.clone()).unwrap();
    let results = read.runs[0].results.as_ref().unwrap();
    let rules = &log["runs"][0]["tool"]["driver"]["rules"];
    for result in results {
        let index = usize::try_from(result.rule_index.unwrap()).unwrap();
        assert_eq!(rules[index]["id"].as_str(), result.rule_id.as_deref());
    }
    let owner = log["runs"][0]["results"]
        .as_array()
        .unwrap()
        .iter()
        .find(|r| r["ruleId"] == "missing-owner")
        .unwrap();
    let place = &owner["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "a%20b%23%25%C3%A9.toml");
    assert_eq!(
        (
            &place["region"]["startLine"],
            &place["region"]["startColumn"],
            &place["region"]["endColumn"]
        ),
        (&12.into(), &9.into(), &14.into())
    );
}

/// The example's plans and assessment in a folder of their own.
fn repository() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for file in ["team-2026.toml", "plan-2026.toml", "plan-incomplete.toml"] {
        fs::copy(examples().join(file), folder.path().join(file)).unwrap();
    }
    folder
}

fn root_file(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    fs::read_to_string(path).unwrap().replace("\r\n", "\n")
}

/// The arguments after `chronic` of the line of a file that begins with this.
fn arguments(file: &str, lead: &str) -> Vec<String> {
    let line = file.lines().find_map(|l| l.trim().strip_prefix(lead));
    let line = line.unwrap_or_else(|| panic!("no {lead} in {file}"));
    line.split_whitespace().map(str::to_owned).collect()
}

fn exit(folder: &Path, arguments: &[String]) -> Option<i32> {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    chronic(folder, &arguments).status.code()
}

#[test]
fn the_gitlab_job_passes_a_complete_plan_and_no_other() {
    let folder = repository();
    let mut command = arguments(&root_file("examples/ci/gitlab.yml"), "- chronic ");
    assert_eq!(exit(folder.path(), &command), Some(0));
    *command.last_mut().unwrap() = "plan-incomplete.toml".to_owned();
    assert_eq!(exit(folder.path(), &command), Some(1));
}

#[test]
fn the_pre_commit_hook_takes_the_files_that_changed() {
    let folder = repository();
    let hooks = root_file(".pre-commit-hooks.yaml");
    let wanted = root_file("examples/ci/pre-commit-config.yaml");
    assert_eq!(arguments(&hooks, "- id: "), arguments(&wanted, "- id: "));
    let entry = arguments(&hooks, "entry: chronic ");
    let with = |file: &str| [&entry[..], &[file.to_owned(), "team-2026.toml".to_owned()]].concat();
    assert_eq!(exit(folder.path(), &with("plan-2026.toml")), Some(0));
    assert_eq!(exit(folder.path(), &with("plan-incomplete.toml")), Some(1));
}

#[cfg(unix)]
#[test]
fn the_github_action_notes_what_is_missing_on_its_line() {
    let folder = repository();
    let action = root_file("action.yml");
    let script = action.split("run: |\n").nth(1).unwrap();
    let temp = tempfile::tempdir().unwrap();
    fs::create_dir_all(temp.path().join("chronic/bin")).unwrap();
    let binary = temp.path().join("chronic/bin/chronic");
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_chronic"), binary).unwrap();
    let run = |paths: &str, strict: &str| {
        Command::new("bash")
            .args(["-e", "-o", "pipefail", "-c", script])
            .current_dir(folder.path())
            .env("RUNNER_TEMP", temp.path())
            .env("PATHS", paths)
            .env("STRICT", strict)
            .output()
            .unwrap()
    };
    // What the example's workflow asks for.
    let workflow = root_file("examples/ci/github.yml");
    let paths = arguments(&workflow, "paths: ").concat();
    assert_eq!(run(&paths, "false").status.code(), Some(0));
    let all = run("plan-2026.toml\nplan-incomplete.toml\n", "true");
    assert_eq!(all.status.code(), Some(1));
    assert!(
        text(&all.stdout)
            .contains("::error file=plan-incomplete.toml,line=12,col=9,title=missing-owner::")
    );
    let hostile = run("$(touch owned); --help", "false");
    assert_eq!(hostile.status.code(), Some(2), "{}", text(&hostile.stderr));
    assert!(!folder.path().join("owned").exists());
}
