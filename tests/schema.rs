//! `chronic schema`: what an editor is told about each kind of file.

use std::fs;
use std::path::{Path, PathBuf};

use clap::{CommandFactory as _, ValueEnum as _};
use serde_json::{Value, json};

use crate::common::output as chronic;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn schema(kind: &str) -> jsonschema::Validator {
    let output = chronic(&root(), &["schema", kind]);
    let schema: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(
        schema["$schema"],
        "https://json-schema.org/draft/2020-12/schema"
    );
    assert!(jsonschema::meta::is_valid(&schema), "{kind}");
    jsonschema::validator_for(&schema).unwrap()
}

/// A TOML file as an editor hands it to a schema: days are text.
fn json(text: &str) -> Value {
    fn plain(value: toml::Value) -> Value {
        match value {
            toml::Value::Datetime(day) => json!(day.to_string()),
            toml::Value::Array(items) => items.into_iter().map(plain).collect(),
            toml::Value::Table(table) => {
                Value::Object(table.into_iter().map(|(k, v)| (k, plain(v))).collect())
            }
            toml::Value::String(text) => json!(text),
            toml::Value::Integer(number) => json!(number),
            toml::Value::Float(number) => json!(number),
            toml::Value::Boolean(yes) => json!(yes),
        }
    }
    plain(toml::Value::Table(text.parse().unwrap()))
}

fn read(path: &Path) -> Value {
    json(&fs::read_to_string(path).unwrap())
}

#[test]
fn every_example_is_accepted() {
    let examples = root().join("examples");
    let mut files: Vec<(&str, PathBuf)> = fs::read_dir(examples.join("responses"))
        .unwrap()
        .map(|entry| ("response", entry.unwrap().path()))
        .collect();
    files.extend(
        ["team-2025.toml", "team-2026.toml"].map(|f| ("team-assessment", examples.join(f))),
    );
    files.push(("plan", examples.join("plan-2026.toml")));
    files.push(("rubric", root().join("assessments/district.toml")));
    for (kind, path) in files {
        let value = read(&path);
        let errors: Vec<String> = schema(kind)
            .iter_errors(&value)
            .map(|e| format!("{e} at {}", e.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{}: {errors:#?}", path.display());
    }
}

/// A run of each command that prints a result for programs, in examples/.
const RESULTS: [&str; 13] = [
    "tally responses",
    "tally responses --by role",
    "tally team-2026.toml",
    "tally . --by folder",
    "diff team-2025.toml team-2026.toml",
    "diff responses/registrar.toml responses/elementary-principal.toml",
    "diff team-2025.toml team-2026.toml responses",
    "validate responses plan-incomplete.toml",
    "next --today 2026-11-02",
    "next 2027 --today 2027-10-01",
    "plan status plan-2026.toml --today 2026-11-02",
    "man",
    "rubric",
];

/// Every object in a result, by its place; of a list only the first.
fn objects(value: &Value, at: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            found.push(at.to_owned());
            for (key, value) in fields {
                objects(value, &format!("{at}/{key}"), found);
            }
        }
        Value::Array(items) => {
            if let Some(first) = items.first() {
                objects(first, &format!("{at}/0"), found);
            }
        }
        _ => {}
    }
}

#[test]
fn every_result_is_as_its_schema_says_and_a_key_more_or_fewer_is_refused() {
    let mut kinds: Vec<String> = ["response", "team-assessment", "plan"]
        .map(str::to_owned)
        .to_vec();
    for line in RESULTS {
        let words = line.split(' ').chain(["--format", "json"]);
        let run = chronic(&root().join("examples"), &words.collect::<Vec<_>>());
        let result: Value = serde_json::from_slice(&run.stdout).unwrap();
        // The self-assessment is printed with the keys of its file.
        let kind = result["kind"].as_str().unwrap_or("rubric");
        let schema = schema(kind);
        let errors: Vec<String> = schema
            .iter_errors(&result)
            .map(|e| format!("{e} at {}", e.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{line}: {errors:#?}");
        let mut found = Vec::new();
        objects(&result, "", &mut found);
        for at in found {
            let mut more = result.clone();
            more.pointer_mut(&at).unwrap()["later"] = json!(1);
            assert!(!schema.is_valid(&more), "{line}: a key more at {at:?}");
        }
        for key in [
            "schema_version",
            "kind",
            "practices",
            "files",
            "entries",
            "steps",
        ] {
            if result.get(key).is_some() {
                let mut fewer = result.clone();
                fewer.as_object_mut().unwrap().remove(key);
                assert!(!schema.is_valid(&fewer), "{line}: without {key}");
            }
        }
        kinds.push(kind.to_owned());
    }
    for value in chronic::cli::SchemaKind::value_variants() {
        let name = value.to_possible_value().unwrap();
        assert!(kinds.iter().any(|kind| kind == name.get_name()), "{name:?}");
    }
}

#[test]
fn what_is_written_here_is_accepted_and_begins_with_a_hint_when_asked() {
    let folder = tempfile::tempdir().unwrap();
    let team = root().join("examples/team-2026.toml");
    let responses = root().join("examples/responses");
    for (kind, arguments) in [
        ("response", vec!["init", "-o", "-"]),
        ("plan", vec!["plan", "draft", team.to_str().unwrap()]),
        (
            "team-assessment",
            vec!["tally", responses.to_str().unwrap(), "--format", "toml"],
        ),
    ] {
        let plain = String::from_utf8(chronic(folder.path(), &arguments).stdout).unwrap();
        assert!(schema(kind).is_valid(&json(&plain)), "{kind}");
        assert!(!plain.contains("#:schema"));
        let hinted = [&arguments[..], &["--schema", "https://example.org/s.json"]].concat();
        let hinted = String::from_utf8(chronic(folder.path(), &hinted).stdout).unwrap();
        assert_eq!(
            hinted,
            format!("#:schema https://example.org/s.json\n\n{plain}")
        );
        let wrong = [&arguments[..], &["--schema", "x\nkind = 1"]].concat();
        assert_eq!(chronic(folder.path(), &wrong).status.code(), Some(2));
    }
}

#[test]
fn what_people_get_wrong_is_refused() {
    for (kind, file, wrong) in [
        (
            "response",
            "kind = \"response\"\n[actionable-data.team-review]\nrating = \" OK_for  now \"\n",
            ("OK_for  now", "Okey"),
        ),
        (
            "response",
            "kind = \"response\"\n[respondent]\ndate = 2026-10-01\n",
            ("date", "day"),
        ),
        (
            "response",
            "kind = \"response\"\n[actionable-data.team-review]\n",
            ("team-review", "team-reviews"),
        ),
        (
            "plan",
            "kind = \"plan\"\n[[action]]\npractice = \"actionable-data.team-review\"\ndue = \"\"\n",
            ("\"\"", "\"Spring\""),
        ),
        (
            "plan",
            "kind = \"plan\"\n[[action]]\npractice = \"actionable-data.team-review\"\nstatus = \"In Progress\"\n",
            ("In Progress", "started"),
        ),
        (
            "plan",
            "kind = \"plan\"\n[[action]]\npractice = \"actionable-data.team-review\"\n",
            ("data.team-review", "data.team-revue"),
        ),
        (
            "plan",
            "kind = \"plan\"\n[[communication]]\naudience = \"schools\"\n",
            ("schools", "pupils"),
        ),
        (
            "team-assessment",
            "kind = \"team-assessment\"\nresponses = 1\n[actionable-data.team-review]\ncounts = { strength = 0, ok-for-now = 0, could-be-better = 0, urgent-gap = 0, unsure = 1, unanswered = 0 }\n",
            ("unsure = 1", "unsure = -1"),
        ),
        (
            "rubric",
            "id = \"a\"\ntitle = \"A\"\n[[ingredient]]\nid = \"b\"\ntitle = \"B\"\n[[ingredient.practice]]\nid = \"c\"\ntitle = \"C\"\nstatement = \"D\"\n",
            ("id = \"c\"", "id = \"C c\""),
        ),
    ] {
        let schema = schema(kind);
        assert!(schema.is_valid(&json(file)), "{file}");
        let wrong = file.replace(wrong.0, wrong.1);
        assert!(!schema.is_valid(&json(&wrong)), "{wrong}");
    }
}

#[test]
fn another_rubric_makes_another_schema() {
    let folder = tempfile::tempdir().unwrap();
    let rubric = "id = \"x\"\nversion = 3\ntitle = \"A\"\n[ratings]\nstrength = \"Fortaleza, (1)/\u{bf}a?\"\nok-for-now = \"Bien\"\ncould-be-better = \"Regular\"\nurgent-gap = \"Urgente\"\nunsure = \"No s\u{e9}\"\n[[ingredient]]\nid = \"b\"\ntitle = \"B\"\n[[ingredient.practice]]\nid = \"c\"\ntitle = \"C\"\nstatement = \"D\"\n";
    fs::write(folder.path().join("r.toml"), rubric).unwrap();
    let output = chronic(folder.path(), &["schema", "response", "--rubric", "r.toml"]);
    let schema: Value = serde_json::from_slice(&output.stdout).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    for (rating, is_valid) in [
        ("NO S\u{c9}", true),
        ("fortaleza, (1)/\u{bf}a?", true),
        ("Don\u{2019}t know", true),
        ("fortaleza, (1)/\u{bf}ab", false),
        ("unsure", true),
        ("Unsur", false),
    ] {
        let file = format!("kind = \"response\"\nrubric = \"x/3\"\n[b.c]\nrating = \"{rating}\"\n");
        assert_eq!(schema.is_valid(&json(&file)), is_valid, "{rating}");
    }
}

#[test]
fn completions_and_manual_know_every_command() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = String::from_utf8(chronic(&root(), &["completions", shell]).stdout).unwrap();
        assert!(
            script.contains("validate") && script.contains("calendar"),
            "{shell}"
        );
    }
    let page = String::from_utf8(chronic(&root(), &["man"]).stdout).unwrap();
    assert!(page.contains(".TH") && page.contains("validate"), "{page}");
    let page = String::from_utf8(chronic(&root(), &["man", "plan", "draft"]).stdout).unwrap();
    assert!(
        page.contains("chronic\\-plan\\-draft") && page.contains("force"),
        "{page}"
    );
    assert_eq!(chronic(&root(), &["man", "nothing"]).status.code(), Some(2));
}

/// The words of every command, those above others too.
fn commands() -> Vec<Vec<String>> {
    fn below(command: &clap::Command, path: &[String], all: &mut Vec<Vec<String>>) {
        all.push(path.to_vec());
        for inner in command.get_subcommands() {
            if inner.get_name() != "help" {
                let mut path = path.to_vec();
                path.push(inner.get_name().to_owned());
                below(inner, &path, all);
            }
        }
    }
    let mut cli = chronic::cli::Cli::command();
    cli.build();
    let mut all = Vec::new();
    below(&cli, &[], &mut all);
    all
}

#[test]
fn every_page_of_the_manual_has_its_sections() {
    for path in commands() {
        let arguments: Vec<&str> = std::iter::once("man")
            .chain(path.iter().map(String::as_str))
            .collect();
        let page = String::from_utf8(chronic(&root(), &arguments).stdout).unwrap();
        let title = page.lines().find(|line| line.starts_with(".TH")).unwrap();
        assert!(title.contains(" 202"), "{title}");
        for section in ["SYNOPSIS", "EXIT STATUS", "FILES", "EXAMPLES"] {
            let heading = [format!(".SH {section}\n"), format!(".SH \"{section}\"\n")];
            assert!(
                heading.iter().any(|h| page.contains(h)),
                "{path:?} {section}: {page}"
            );
        }
        assert!(page.contains("\\fBchronic "), "{page}");
    }
}

/// The words of a line, as a shell takes them apart.
fn shell_words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (at, part) in line.split('"').enumerate() {
        if at % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}

/// Each example is typed where the example district's files are, as they were.
#[test]
fn the_help_of_every_command_ends_with_examples_that_work() {
    for path in commands() {
        let mut arguments: Vec<&str> = path.iter().map(String::as_str).collect();
        arguments.push("--help");
        let help = String::from_utf8(chronic(&root(), &arguments).stdout).unwrap();
        assert!(
            help.lines().all(|line| line.chars().count() <= 80),
            "{help}"
        );
        let examples = help
            .split_once("\nExamples:\n")
            .map(|(_, examples)| examples);
        let examples =
            examples.unwrap_or_else(|| panic!("no examples: src/cli/examples.rs {path:?}"));
        assert!(examples.lines().count() > 0);
        for example in examples.lines() {
            let line = example.strip_prefix("  chronic ");
            let line = line.unwrap_or_else(|| panic!("{example:?} is not the end: {help}"));
            assert!(line.starts_with(&path.join(" ")), "{line}");
            let folder = tempfile::tempdir().unwrap();
            fs::create_dir(folder.path().join("responses")).unwrap();
            for below in ["", "responses"] {
                for entry in fs::read_dir(root().join("examples").join(below)).unwrap() {
                    let entry = entry.unwrap();
                    let name = entry.file_name().into_string().unwrap();
                    if [".toml", ".csv", ".xlsx"]
                        .iter()
                        .any(|end| name.ends_with(end))
                    {
                        fs::copy(entry.path(), folder.path().join(below).join(name)).unwrap();
                    }
                }
            }
            let words = shell_words(line);
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let output = chronic(folder.path(), &words);
            let err = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(0), "chronic {line}: {err}");
        }
    }
}
