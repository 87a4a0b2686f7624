//! Every odd and bad input of `tests/corpus`, tried as its manifest says.

use std::fs;
use std::path::{Path, PathBuf};

use fancy_regex::Regex;
use rayon::prelude::*;
use serde::Deserialize;
use serde_json::Value;

use crate::common::{Run, run};

#[derive(Deserialize)]
struct Manifest {
    case: Vec<Case>,
}

/// One input; the head of the manifest explains the fields.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    id: String,
    path: String,
    kind: Kind,
    #[serde(rename = "class")]
    _class: String,
    what: String,
    expect: Outcome,
    #[serde(default)]
    also_ok: Vec<Outcome>,
    #[serde(default)]
    mention: Vec<String>,
    #[serde(default)]
    never: Vec<String>,
    #[serde(default)]
    html_never: Vec<String>,
    #[serde(default)]
    md_never: Vec<String>,
    #[serde(default)]
    csv_cell_never: Vec<String>,
    line: Option<u64>,
    #[serde(default)]
    lines_also: Vec<u64>,
    line_any: Option<u64>,
    warning: Option<String>,
    counted: Option<u64>,
    #[serde(default)]
    counted_any: Vec<u64>,
    max_messages: Option<usize>,
    max_output_bytes: Option<usize>,
    #[serde(default)]
    no_file_outside: bool,
    #[serde(default)]
    no_file_named: Vec<String>,
    #[serde(default)]
    privacy: bool,
    #[serde(rename = "fix")]
    _fix: Option<String>,
    #[serde(rename = "only")]
    _only: Option<bool>,
}

#[derive(Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Kind {
    File,
    Folder,
    Plan,
    Team,
}

#[derive(Deserialize, Debug, Clone, Copy, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Outcome {
    Accept,
    Warn,
    Reject,
}

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus")
}

fn cases() -> Vec<Case> {
    let manifest = fs::read_to_string(corpus().join("cases.toml")).unwrap();
    toml::from_str::<Manifest>(&manifest).unwrap().case
}

/// What a case came to: in words for people, and as programs see it.
struct Tried<'c> {
    case: &'c Case,
    run: Run,
    text: String,
    /// Codes with their lines, from `validate --format json`, or from the text of a tally.
    problems: Vec<(String, Option<u64>)>,
    counted: Option<u64>,
    wrong: Vec<String>,
}

impl<'c> Tried<'c> {
    fn new(case: &'c Case) -> Self {
        let command = match case.kind {
            Kind::Folder => "tally",
            _ => "validate",
        };
        let run = try_command(&[command, &case.path]);
        let mut tried = Self {
            case,
            text: format!("{}{}", run.out, run.err),
            run,
            problems: Vec::new(),
            counted: None,
            wrong: Vec::new(),
        };
        tried.problems = if case.kind == Kind::Folder {
            problems_in_words(&tried.text)
        } else {
            let json = try_command(&[command, &case.path, "--format", "json"]);
            tried.demand(json.code == tried.run.code, "json ends otherwise".into());
            problems(&serde_json::from_str(&json.out).unwrap())
        };
        if matches!(case.kind, Kind::Folder | Kind::File) {
            let json = try_command(&["tally", &case.path, "--format", "json"]);
            tried.counted = serde_json::from_str::<Value>(&json.out)
                .ok()
                .and_then(|tally| tally["responses"].as_u64());
        }
        tried
    }

    fn demand(&mut self, holds: bool, what: String) {
        if !holds {
            self.wrong.push(what);
        }
    }

    /// What says that a rated practice is not documented is asked for of every form, and no
    /// complaint about an odd input.
    fn outcome(&self) -> Outcome {
        let told = |line: &str| {
            (line.starts_with("note: ") || line.starts_with("warning"))
                && !line.contains("how we know")
        };
        if self.run.code != 0 {
            Outcome::Reject
        } else if self.text.lines().any(told) {
            Outcome::Warn
        } else {
            Outcome::Accept
        }
    }

    fn check(&mut self) {
        let case = self.case;
        let outcome = self.outcome();
        self.demand(
            outcome == case.expect || case.also_ok.contains(&outcome),
            format!("{outcome:?}, and {:?} is wanted", case.expect),
        );
        if outcome != Outcome::Accept {
            self.check_message(outcome);
        }
        for pattern in &case.never {
            self.demand(!matches(pattern, &self.text), format!("has {pattern}"));
        }
        let bytes = self.text.len();
        let most = case.max_output_bytes.unwrap_or(usize::MAX);
        self.demand(bytes <= most, format!("{bytes} bytes of output"));
        let messages = self.problems.len();
        let most = case.max_messages.unwrap_or(usize::MAX);
        self.demand(messages <= most, format!("{messages} messages"));
        self.check_count(outcome);
        if outcome != Outcome::Reject {
            self.check_outputs();
        }
        if case.no_file_outside || !case.no_file_named.is_empty() {
            self.check_file_names();
        }
        if case.privacy {
            self.check_privacy();
        }
    }

    fn check_message(&mut self, outcome: Outcome) {
        let case = self.case;
        for pattern in &case.mention {
            self.demand(matches(pattern, &self.text), format!("no {pattern}"));
        }
        let lines: Vec<u64> = self.problems.iter().filter_map(|p| p.1).collect();
        for line in case.line.iter().chain(&case.lines_also) {
            let named = matches(
                &format!(r"(:{line}:|line {line}\b|lines .*\b{line}\b)"),
                &self.text,
            );
            self.demand(named, format!("does not name line {line}"));
        }
        if let Some(first) = case.line_any {
            let named = lines.iter().any(|line| *line >= first);
            self.demand(named, format!("no line from {first}"));
        }
        if let Some(code) = case.warning.as_ref().filter(|_| outcome == Outcome::Warn) {
            let told = self.problems.iter().any(|(c, _)| c == code);
            self.demand(told, format!("no {code}"));
        }
        let shown = case.path.rsplit('/').next().unwrap();
        if case.kind != Kind::Folder {
            self.demand(self.text.contains(shown), "does not name the file".into());
        }
        for word in ["panicked", "TOML parse", "expected `", "DeTable"] {
            self.demand(!self.text.contains(word), format!("says {word}"));
        }
    }

    fn check_count(&mut self, outcome: Outcome) {
        let case = self.case;
        let counted = self.counted;
        if let Some(wanted) = case.counted {
            self.demand(counted == Some(wanted), format!("counts {counted:?}"));
        } else if !case.counted_any.is_empty() {
            let among = counted.is_none_or(|n| case.counted_any.contains(&n));
            self.demand(among, format!("counts {counted:?}"));
        } else if case.kind == Kind::File {
            // A form that nobody filled in is no respondent.
            let blank = self.text.contains("blank (no answers)");
            let wanted = (outcome != Outcome::Reject && !blank).then_some(1);
            self.demand(counted == wanted, format!("counts {counted:?}"));
        }
    }

    /// No form that the text comes out in lets it act.
    fn check_outputs(&mut self) {
        let case = self.case;
        if !case.csv_cell_never.is_empty() {
            for form in ["csv", "long"] {
                let csv = match form {
                    "long" => try_command(&["tally", &case.path, "--long"]),
                    _ => try_command(&["tally", &case.path, "--format", "csv"]),
                };
                let mut reader = csv::Reader::from_reader(csv.out.as_bytes());
                let cells: Vec<String> = reader
                    .records()
                    .flat_map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>())
                    .collect();
                self.demand(!cells.is_empty(), format!("no cells in {form}"));
                for pattern in &case.csv_cell_never {
                    let bad = cells.iter().find(|cell| matches_case(pattern, cell));
                    self.demand(bad.is_none(), format!("{form} has the cell {bad:?}"));
                }
            }
        }
        let team = ["--audience", "team"];
        for (format, never) in [("markdown", &case.md_never), ("html", &case.html_never)] {
            if never.is_empty() || !renders(format) {
                continue;
            }
            let page = try_command(&["render", &case.path, "--format", format, team[0], team[1]]);
            self.demand(page.code == 0, format!("no page: {}", page.err));
            for pattern in never {
                self.demand(
                    !matches_case(pattern, &page.out),
                    format!("{format}: {pattern}"),
                );
            }
        }
    }

    /// A file that is named after the respondent lies in the folder, under a harmless name.
    fn check_file_names(&mut self) {
        let form = fs::read_to_string(corpus().join(&self.case.path)).unwrap();
        let form: toml::Table = form.parse().unwrap();
        let name = form["respondent"]["name"].as_str().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("inner");
        fs::create_dir(&inner).unwrap();
        let run = run(&inner, &["init", "--name", name]);
        self.demand(run.code == 0, format!("init: {}", run.err));
        self.demand(
            names_in(folder.path()) == ["inner"],
            "writes outside".into(),
        );
        let names = names_in(&inner);
        self.demand(names.len() == 1, format!("init wrote {names:?}"));
        for forbidden in &self.case.no_file_named {
            let stem = |name: &String| name.split('.').next().unwrap().to_lowercase();
            let bad = names.iter().find(|name| stem(name) == *forbidden);
            self.demand(bad.is_none(), format!("init wrote {bad:?}"));
        }
    }

    fn check_privacy(&mut self) {
        let path = &self.case.path;
        let public = ["render", path, "--before-debrief", "--audience", "public"];
        let refused = try_command(&public);
        self.demand(refused.code == 2, "a page for all without a word".into());
        let page = try_command(&[&public[..], &["--yes-small"]].concat());
        let names = fs::read_dir(corpus().join(path)).unwrap().map(|entry| {
            let form = fs::read_to_string(entry.unwrap().path()).unwrap();
            let form: toml::Table = form.parse().unwrap();
            form["respondent"]["name"].as_str().unwrap().to_owned()
        });
        let names: Vec<String> = names.collect();
        self.demand(!page.out.is_empty() && names.len() > 1, "no page".into());
        for name in names {
            self.demand(!page.out.contains(&name), format!("names {name}"));
        }
    }

    /// What became of it, on one line.
    fn line(&self) -> String {
        let told: Vec<String> = self
            .problems
            .iter()
            .map(|(code, line)| line.map_or(code.clone(), |line| format!("{code}:{line}")))
            .collect();
        let most = 6;
        let more = match told.len().saturating_sub(most) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let counted = self.counted.map_or("-".to_owned(), |n| n.to_string());
        let told = told[..told.len().min(most)].join(" ");
        let line = format!(
            "{:<34} exit {} counts {counted:<2} {told}{more}",
            self.case.id, self.run.code
        );
        format!("{}\n", line.trim_end())
    }
}

fn try_command(arguments: &[&str]) -> Run {
    run(&corpus(), arguments)
}

/// Whether summaries come in this form.
fn renders(format: &str) -> bool {
    let help = try_command(&["render", "--help"]).out;
    help.contains(&format!("- {format}:"))
}

fn problems(validation: &Value) -> Vec<(String, Option<u64>)> {
    let all = validation["problems"].as_array().unwrap();
    let one = |p: &Value| (p["code"].as_str().unwrap().to_owned(), p["line"].as_u64());
    all.iter().map(one).collect()
}

/// The codes in a text for people.
fn problems_in_words(text: &str) -> Vec<(String, Option<u64>)> {
    let code = |line: &str| {
        let rest = line
            .strip_prefix("error[")
            .or(line.strip_prefix("warning["))?;
        Some((rest.split(']').next()?.to_owned(), None))
    };
    text.lines().filter_map(code).collect()
}

fn matches(pattern: &str, text: &str) -> bool {
    matches_case(&format!("(?i){pattern}"), text)
}

fn matches_case(pattern: &str, text: &str) -> bool {
    Regex::new(pattern).unwrap().is_match(text).unwrap()
}

fn names_in(folder: &Path) -> Vec<String> {
    let name = |entry: std::io::Result<fs::DirEntry>| entry.unwrap().file_name();
    let names = fs::read_dir(folder).unwrap().map(name);
    names.map(|n| n.into_string().unwrap()).collect()
}

#[test]
fn every_case_ends_as_the_manifest_says() {
    let cases = cases();
    assert!(cases.len() >= 157);
    let tried: Vec<Tried<'_>> = cases
        .par_iter()
        .map(|case| {
            let mut tried = Tried::new(case);
            tried.check();
            tried
        })
        .collect();
    let wrong: String = tried
        .iter()
        .filter(|t| !t.wrong.is_empty())
        .map(|t| {
            let Case { id, what, .. } = t.case;
            format!("{id}: {what}\n  {}\n{}\n", t.wrong.join("\n  "), t.text)
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong}");
    let lines: String = tried.iter().map(Tried::line).collect();
    snapbox::assert_data_eq!(lines, snapbox::file!["snapshots/corpus.txt"]);
}

#[test]
fn every_file_has_a_case() {
    let cases = cases();
    let folders = names_in(&corpus().join("files"));
    assert!(folders.len() >= 157);
    for folder in folders {
        let path = format!("files/{folder}");
        let named = |case: &Case| case.path == path || case.path.starts_with(&format!("{path}/"));
        assert!(cases.iter().any(named), "{folder}");
    }
}
