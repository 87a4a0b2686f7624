//! What people did to their exports, rosters, and files, and what has to come of it: the cases
//! of `cases/`, each a kind that other inputs share (`cases/README.md`).

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use chronic::files::rubric::builtin;
use chronic::model::rubric::Rubric;
use fancy_regex::Regex;
use serde_json::Value as Json;
use tempfile::TempDir;
use toml::{Table, Value};
use walkdir::WalkDir;

use crate::common::{Run, run};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/cases")
}

#[test]
fn every_kind_comes_to_what_it_has_to() {
    let cases: Table = fs::read_to_string(folder().join("cases.toml"))
        .unwrap()
        .parse()
        .unwrap();
    let rubric = builtin();
    let titles: Table = fs::read_to_string(folder().join("titles.toml"))
        .unwrap()
        .parse()
        .unwrap();
    for practice in rubric.practices() {
        let title = titles[&practice.id].as_str().unwrap();
        assert_eq!(title, practice.title, "the files use the practices' titles");
    }
    let mut failed = Vec::new();
    for case in cases["case"].as_array().unwrap() {
        let case = case.as_table().unwrap();
        if let Err(why) = holds(case, &rubric) {
            failed.push(format!("{}: {why}", case["id"]));
        }
    }
    assert!(failed.is_empty(), "{}\n", failed.join("\n\n"));
}

fn strings(value: Option<&Value>) -> Vec<String> {
    let of = |value: &Value| value.as_str().map(String::from);
    match value {
        None => Vec::new(),
        Some(Value::Array(all)) => all.iter().filter_map(of).collect(),
        Some(one) => of(one).into_iter().collect(),
    }
}

/// The outcome of a case's commands.
struct Outcome {
    run: Run,
    folder: TempDir,
    forms: Vec<Table>,
}

fn holds(case: &Table, rubric: &Rubric) -> Result<(), String> {
    let outcome = tried(case);
    let ways = match case.get("either") {
        Some(ways) => ways.as_array().unwrap().iter().collect(),
        None => Vec::new(),
    };
    let common = check(case, &outcome, rubric);
    let said = || {
        format!(
            "exit {}\n{}{}",
            outcome.run.code, outcome.run.out, outcome.run.err
        )
    };
    common.map_err(|why| format!("{why}\n{}", said()))?;
    let mut reasons = Vec::new();
    for way in &ways {
        match check(way.as_table().unwrap(), &outcome, rubric) {
            Ok(()) => return Ok(()),
            Err(why) => reasons.push(why),
        }
    }
    if reasons.is_empty() {
        return Ok(());
    }
    Err(format!("{}\n{}", reasons.join("\n"), said()))
}

fn tried(case: &Table) -> Outcome {
    let folder = TempDir::new().unwrap();
    let from = self::folder().join(case["file"].as_str().unwrap());
    if from.is_dir() {
        for entry in WalkDir::new(&from).into_iter().map(Result::unwrap) {
            let to = folder
                .path()
                .join(entry.path().strip_prefix(&from).unwrap());
            if entry.file_type().is_dir() {
                fs::create_dir_all(to).unwrap();
            } else {
                fs::copy(entry.path(), to).unwrap();
            }
        }
    } else {
        fs::copy(&from, folder.path().join(from.file_name().unwrap())).unwrap();
    }
    for before in case
        .get("before")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        let arguments = strings(Some(before));
        run(
            folder.path(),
            &arguments.iter().map(String::as_str).collect::<Vec<_>>(),
        );
    }
    let arguments = strings(case.get("args"));
    let mut arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let mut tried = run(folder.path(), &arguments);
    let may_confirm = case.get("yes").and_then(Value::as_bool) == Some(true);
    if may_confirm && tried.code == 2 && tried.err.contains("--yes") {
        arguments.push("--yes");
        tried = run(folder.path(), &arguments);
    }
    let files = fs::read_dir(folder.path().join("out"))
        .into_iter()
        .flatten();
    let files = files.map(|entry| entry.unwrap().path());
    let files = files.filter(|path| {
        path.extension().is_some_and(|e| e == "toml")
            && !path.file_name().unwrap().to_str().unwrap().starts_with('.')
    });
    let forms = files.map(|path| fs::read_to_string(path).unwrap().parse().unwrap());
    let forms = forms.collect();
    Outcome {
        run: tried,
        folder,
        forms,
    }
}

fn own<'f>(form: &'f Table, key: &str) -> &'f str {
    form["respondent"]
        .get(key)
        .and_then(Value::as_str)
        .unwrap_or_default()
}

/// The answers of a form in one word each, in survey order.
fn ratings(form: &Table, rubric: &Rubric) -> String {
    let mut out = String::new();
    for practice in rubric.practices() {
        let (ingredient, short) = practice.id.split_once('.').unwrap();
        let rating = form
            .get(ingredient)
            .and_then(|i| i.get(short))
            .and_then(|p| p["rating"].as_str());
        out.push(match rating.unwrap_or_default() {
            "strength" => 's',
            "ok-for-now" => 'o',
            "could-be-better" => 'b',
            "urgent-gap" => 'g',
            "unsure" => 'u',
            _ => '-',
        });
    }
    out
}

fn check(way: &Table, outcome: &Outcome, rubric: &Rubric) -> Result<(), String> {
    let Outcome { run, folder, forms } = outcome;
    let fail = |what: String| Err(what);
    if let Some(exit) = way.get("exit") {
        let allowed: Vec<i64> = match exit {
            Value::Array(all) => all.iter().filter_map(Value::as_integer).collect(),
            one => one.as_integer().into_iter().collect(),
        };
        if !allowed.contains(&i64::from(run.code)) {
            return fail(format!("exit {} is none of {allowed:?}", run.code));
        }
    }
    if let Some(count) = way.get("responses").and_then(Value::as_integer)
        && forms.len() as i64 != count
    {
        return fail(format!("{} forms, not {count}", forms.len()));
    }
    for (list, key) in [
        ("names", "name"),
        ("dates", "date"),
        ("roles", "role"),
        ("departments", "department"),
    ] {
        if let Some(expected) = way.get(list) {
            let mut expected = strings(Some(expected));
            let mut found: Vec<String> = forms.iter().map(|f| own(f, key).to_owned()).collect();
            expected.sort();
            found.sort();
            if expected != found {
                return fail(format!("{list}: {found:?}, not {expected:?}"));
            }
        }
    }
    match way.get("ratings") {
        Some(Value::Table(by_name)) => {
            for (name, expected) in by_name {
                let form = forms.iter().find(|form| own(form, "name") == name);
                let found = form.map(|form| ratings(form, rubric));
                let expected = expected.as_str().unwrap().replace(' ', "");
                if found.as_deref() != Some(&expected) {
                    return fail(format!("{name}: {found:?}, not {expected}"));
                }
            }
        }
        Some(any_order) => {
            let mut expected = strings(Some(any_order));
            expected.iter_mut().for_each(|e| *e = e.replace(' ', ""));
            let mut found: Vec<String> = forms.iter().map(|f| ratings(f, rubric)).collect();
            expected.sort();
            found.sort();
            if expected != found {
                return fail(format!("ratings: {found:?}, not {expected:?}"));
            }
        }
        None => {}
    }
    if let Some(counts) = way.get("counts").and_then(Value::as_table) {
        let tally = crate::import::run(folder.path(), &["tally", "out", "--format", "json"]);
        let json: Json =
            serde_json::from_str(&tally.out).map_err(|e| format!("{e}: {}", tally.err))?;
        for (id, expected) in counts {
            let practices = json["practices"].as_array().unwrap();
            let counts = &practices.iter().find(|p| p["id"] == id.as_str()).unwrap()["counts"];
            let keys = [
                "strength",
                "ok_for_now",
                "could_be_better",
                "urgent_gap",
                "unsure",
                "unanswered",
            ];
            let found: Vec<i64> = keys
                .iter()
                .map(|key| counts[key].as_i64().unwrap())
                .collect();
            let expected: Vec<i64> = expected
                .as_array()
                .unwrap()
                .iter()
                .filter_map(Value::as_integer)
                .collect();
            if found != expected {
                return fail(format!("counts of {id}: {found:?}, not {expected:?}"));
            }
        }
    }
    documentation(way, forms)?;
    let said = format!("{}{}", run.out, run.err);
    for pattern in strings(way.get("said")) {
        if !matches(&pattern, &said) {
            return fail(format!("/{pattern}/ was not said"));
        }
    }
    for pattern in strings(way.get("not_said")) {
        if matches(&pattern, &said) {
            return fail(format!("/{pattern}/ was said"));
        }
    }
    for pattern in strings(way.get("printed")) {
        if !run.out.lines().any(|line| matches(&pattern, line)) {
            return fail(format!("/{pattern}/ was not printed"));
        }
    }
    if let Some(most) = way.get("max_problems").and_then(Value::as_integer)
        && said.matches("error[").count() as i64 > most
    {
        return fail(format!("more than {most} problems"));
    }
    if way.get("json").is_some() && serde_json::from_str::<Json>(&run.out).is_err() {
        return fail("no JSON".to_owned());
    }
    Ok(())
}

fn matches(pattern: &str, text: &str) -> bool {
    Regex::new(&format!("(?i){pattern}"))
        .unwrap()
        .is_match(text)
        .unwrap()
}

/// Where texts have to be, and where not.
fn documentation(way: &Table, forms: &[Table]) -> Result<(), String> {
    let tables = |key: &str| -> Vec<Table> {
        let all = way.get(key).and_then(Value::as_array).into_iter().flatten();
        all.map(|t| t.as_table().unwrap().clone()).collect()
    };
    let texts = |form: &Table| -> BTreeMap<String, String> {
        let mut texts = BTreeMap::new();
        for (ingredient, section) in form {
            let Some(section) = section.as_table().filter(|_| ingredient != "respondent") else {
                continue;
            };
            for (short, practice) in section {
                let text = practice["documentation"].as_str().unwrap().to_owned();
                texts.insert(format!("{ingredient}.{short}"), text);
            }
        }
        texts
    };
    let once = way.get("once").and_then(Value::as_bool) == Some(true);
    for wanted in tables("documentation") {
        let [practice, contains] =
            ["practice", "contains"].map(|key| wanted[key].as_str().unwrap());
        let of = wanted.get("of").and_then(Value::as_str);
        let mut of = forms
            .iter()
            .filter(|form| of.is_none_or(|of| own(form, "name") == of));
        let is_there = of.any(|form| {
            let texts = texts(form);
            let only = texts
                .iter()
                .filter(|(_, text)| text.contains(contains))
                .count()
                == 1;
            texts
                .get(practice)
                .is_some_and(|text| text.contains(contains))
                && (only || !once)
        });
        if !is_there {
            return Err(format!("{contains} is not with {practice}"));
        }
    }
    for absent in tables("absent") {
        let contains = absent["contains"].as_str().unwrap();
        let practice = absent.get("practice").and_then(Value::as_str);
        let is_there = forms.iter().any(|form| {
            texts(form).iter().any(|(id, text)| {
                text.contains(contains) && practice.is_none_or(|practice| practice == id)
            })
        });
        if is_there {
            return Err(format!("{contains} is there"));
        }
    }
    Ok(())
}
