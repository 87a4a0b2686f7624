//! Advice that says what to type is followed to the letter: the problem is gone, and no other
//! comes in its place.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use chronic::files::content::Content;
use chronic::files::plan::coverage::{PlanCommands, coverage, on_day};
use chronic::files::read::read;
use chronic::files::rubric::builtin;
use chronic::model::assessment::Assessment;
use chronic::toml::document::Checked;
use fancy_regex::Regex;
use jiff::civil::{Date, date};
use rayon::prelude::*;

use crate::common::examples;

const TODAY: Date = date(2026, 11, 29);

/// A problem as a program is told of it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Told {
    code: &'static str,
    line: usize,
    message: String,
    help: String,
}

impl Told {
    /// What it is, wherever it stands and however many there are.
    fn what(&self) -> (&'static str, String) {
        static NUMBERS: LazyLock<Regex> = LazyLock::new(|| Regex::new("[0-9]+").unwrap());
        let message = match self.code {
            // Its numbers are of the whole file.
            "undocumented" | "unanswered" => String::new(),
            _ => NUMBERS.replace_all(&self.message, "0").into_owned(),
        };
        (self.code, message)
    }
}

/// What `chronic validate` says of a file with this text; a plan goes with the example's assessment.
fn told(text: &str) -> Vec<Told> {
    let rubric = builtin();
    let Checked {
        value,
        mut problems,
    } = read(text.as_bytes(), &rubric).checked;
    if let Some(Content::Plan(written)) = value {
        problems.extend(on_day(&written, TODAY));
        let commands = PlanCommands::default();
        problems.extend(coverage(&written, assessment(), &rubric, &commands));
    }
    let problems = problems.into_iter().map(|problem| Told {
        code: problem.code.id(),
        line: problem.place.map_or(0, |place| place.line),
        message: problem.message,
        help: problem.help,
    });
    problems.collect()
}

fn assessment() -> &'static Assessment {
    static TEAM: LazyLock<Assessment> = LazyLock::new(|| {
        let bytes = fs::read(examples().join("team-2026.toml")).unwrap();
        match read(&bytes, &builtin()).checked.value {
            Some(Content::Assessment(assessment)) => assessment,
            other => panic!("{other:?}"),
        }
    });
    &TEAM
}

/// The first text that a pattern takes out of the help.
fn taken(pattern: &str, help: &str) -> Option<String> {
    thread_local! {
        // To make one takes longer than all else here.
        static MADE: RefCell<HashMap<String, Regex>> = RefCell::default();
    }
    let regex = MADE.with_borrow_mut(|made| {
        let make = || Regex::new(pattern).unwrap();
        made.entry(pattern.to_owned()).or_insert_with(make).clone()
    });
    let found = regex.captures(help).unwrap()?;
    Some(found.get(1).unwrap().as_str().to_owned())
}

/// The key of a line; none where it is a heading, a note, or a text.
fn key(line: &str) -> Option<String> {
    taken(r#"^\s*#?\s*"?([A-Za-z0-9_-]+)"?\s*[=:]"#, line)
}

/// Puts a line in the place of one, or below it.
fn put(lines: &mut Vec<String>, at: usize, line: &str) {
    let same = key(line);
    let is_heading = |l: &String| l.trim_start().starts_with('[');
    if line.starts_with('[') || key(&lines[at]) == same {
        lines[at] = line.to_owned();
        return;
    }
    // The line may be further down in the section, still empty.
    let end = lines[at + 1..].iter().position(is_heading);
    let end = end.map_or(lines.len(), |n| at + 1 + n);
    match (at + 1..end).find(|&n| key(&lines[n]) == same) {
        Some(there) => lines[there] = line.to_owned(),
        None => lines.insert(at + 1, line.to_owned()),
    }
}

/// A line with its quotation marks made straight.
fn straight(line: &str) -> String {
    line.replace('\u{201c}', "\"")
}

/// Does what the help says, as somebody would who does nothing else; `None` where it says nothing
/// to type.
fn followed(text: &str, told: &Told) -> Option<String> {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let at = told.line.checked_sub(1)?;
    // What only they know.
    let own = ["in its place", "in this form", "your own"];
    if own.iter().any(|words| told.help.contains(words)) {
        return None;
    }
    let help = told
        .help
        .replace(r#"= "...""#, r#"= "The team's own words""#);
    let value = r#"("[^"]*"|'[^']*'|\[[^\]]*\]|\{.*\}|[0-9-]+)"#;
    if let Some(entry) = taken(r"^Add (an? \[\[[a-z]+\]\].*)$", &help) {
        let name = taken(r"(\[\[[a-z]+\]\])", &entry)?;
        lines.push(String::new());
        lines.push(name);
        let said = Regex::new(&format!(r"[a-z]+ = {value}(?=,|\.| )")).unwrap();
        let said = said
            .find_iter(&entry)
            .map(|m| m.unwrap().as_str().to_owned());
        lines.extend(said);
        return Some(lines.join("\n") + "\n");
    }
    if help.contains("Type straight quotation marks (\") over them") {
        lines[at] = straight(&lines[at]);
    } else if let Some(choice) = taken(
        r"^Type one of these(?: between quotation marks)?: (.+?)(?:,|\.| or )",
        &help,
    ) {
        lines[at] = format!("{} = \"{choice}\"", key(&lines[at])?);
    } else if let Some(statement) = taken(&format!("([a-z]+ = {value})"), &help) {
        put(&mut lines, at, &statement);
    } else if let Some(heading) = taken(r"[Tt]ype (?:the heading as )?(\[+[^\]]+\]+)", &help) {
        lines[at] = heading;
    } else if let Some(right) = taken(r"^Type ([a-z-]+) instead\.", &help) {
        let wrong = key(&lines[at])?;
        lines[at] = lines[at].replacen(&wrong, &right, 1);
    } else if help.starts_with("Put # in front of the line") {
        lines[at].insert_str(0, "# ");
    } else if help.starts_with("Delete the line") {
        lines.remove(at);
    } else {
        return None;
    }
    Some(lines.join("\n") + "\n")
}

/// A line of a file, gone wrong in the ways in which people get one wrong.
fn mistakes(line: &str) -> Vec<String> {
    let Some((key, value)) = line.split_once(" = ") else {
        let inner = line.trim_matches(['[', ']']);
        let mut wrong = vec![
            format!("[{inner}"),
            format!("{inner}]"),
            format!("[[{inner}]"),
            format!("[{}]", &inner[..inner.len() - 1]),
        ];
        wrong.push(if line.starts_with("[[") {
            format!("[{inner}]")
        } else {
            format!("[[{inner}]]")
        });
        return wrong;
    };
    let plain = value.trim_matches('"');
    let with = |value: &str| format!("{key} = {value}");
    let mut wrong = vec![
        String::new(),
        with("12"),
        with("true"),
        with(r#"["Ana Ruiz", "Ben Cole"]"#),
        with("[Ana Ruiz, Ben Cole]"),
        with("[]"),
        with("{ who = 1 }"),
        with(r#""""#),
        with(r#""xyzzy""#),
        with(&value.replace('"', "\u{201c}")),
        with(plain),
        with(&format!("\"\" {plain}")),
        with(&format!("{value} {value}")),
        with(r#""10/5/2026""#),
        with(r#""2026-02-31""#),
        with("2026-02-31"),
        with("2020-01-01"),
        format!("{key}: {value}"),
        format!("{} = {value}", &key[..key.len() - 1]),
        format!("{line}\n{line}"),
        format!("# {line}"),
        with(&value.replace('"', "")),
    ];
    if key == "partners" {
        wrong.push(with("Ana Ruiz, Ben Cole"));
        wrong.push(with(r#""Ana Ruiz", "Ben Cole""#));
    }
    wrong
}

/// One line of each key and heading of a file, by its number, from 0. All practices have the same.
fn kinds(text: &str) -> Vec<usize> {
    let mut section = String::new();
    let mut seen = BTreeSet::new();
    let mut numbers = Vec::new();
    let mut in_list = false;
    for (number, line) in text.lines().enumerate() {
        let is_in_list = in_list;
        in_list = (in_list && line != "]") || line.ends_with('[');
        if line.starts_with('[') {
            let is_practice = line.contains('.');
            section = if is_practice { "practice" } else { line }.to_owned();
        }
        let is_key = line.contains(" = ") && !line.contains("'''") && !in_list;
        if !is_in_list && !line.starts_with(['#', ' ']) && (is_key || line.starts_with('[')) {
            let what = key(line).unwrap_or_default();
            if seen.insert((section.clone(), what)) {
                numbers.push(number);
            }
        }
    }
    numbers
}

/// How often each problem is told.
type All = BTreeMap<(&'static str, String), usize>;

fn all(told: &[Told]) -> All {
    let mut all = All::new();
    for one in told {
        *all.entry(one.what()).or_default() += 1;
    }
    all
}

/// The text with no more than two entries of each kind, and few comments: enough, and quicker.
fn short(text: &str) -> String {
    let mut entries: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut goes, mut comments) = (false, 0);
    let mut kept = String::new();
    for line in text.lines() {
        if line.starts_with('[') {
            let number = entries.entry(line).or_default();
            *number += 1;
            goes = *number > 2;
        }
        let is_comment = line.starts_with("  {");
        comments += usize::from(is_comment);
        if !(goes || is_comment && comments > 2) {
            kept += line;
            kept.push('\n');
        }
    }
    kept
}

/// What following the advice of each problem came to, where that is not an end of it.
fn led_astray(name: &str, known: &All, wrong: &str, done: &AtomicUsize) -> Vec<String> {
    let problems = told(wrong);
    let before = all(&problems);
    let mut astray = Vec::new();
    let mut seen = BTreeSet::new();
    for problem in &problems {
        if known.contains_key(&problem.what()) || !seen.insert(problem.what()) {
            continue;
        }
        // Which kind of file it is, of which rubric, and for which goal, is not for a message to say.
        let line = wrong.lines().nth(problem.line.saturating_sub(1));
        if line.is_some_and(|line| {
            line.starts_with("rubric")
                || ["kind = [", "kind = 2", "goal = [", "goal = 2"]
                    .iter()
                    .any(|begins| line.starts_with(begins))
        }) {
            continue;
        }
        let Some(right) = followed(wrong, problem) else {
            continue;
        };
        done.fetch_add(1, Ordering::Relaxed);
        let after = all(&told(&right));
        let count = |all: &All, what| all.get(what).copied().unwrap_or(0);
        let what = problem.what();
        let left = count(&after, &what) >= count(&before, &what);
        let new: Vec<_> = after
            .keys()
            .filter(|what| count(&after, what) > count(&before, what).max(count(known, what)))
            .collect();
        // What was to be told before people answered is too early, whether or not it is done.
        let is_early = problem.code == "overdue"
            && new.iter().all(|(code, _)| *code == "missing-communication");
        // Whether an action is done is its team's to say.
        let is_done = line.is_some_and(|line| line.starts_with("done"))
            && new.iter().all(|(code, _)| *code == "done-early");
        if left || !(new.is_empty() || is_early || is_done) {
            astray.push(format!(
                "{name}:{} `{}`\n  {}: {}\n  help: {}\n  {}{new:?}",
                problem.line,
                line.unwrap_or_default(),
                problem.code,
                problem.message,
                problem.help,
                if left { "still there " } else { "" },
            ));
        }
    }
    astray
}

#[test]
fn what_a_message_says_to_type_ends_the_problem_and_makes_no_other() {
    let form = fs::read_dir(examples().join("responses")).unwrap();
    let form = form.map(|entry| entry.unwrap().path()).min().unwrap();
    let files = [
        ("form.toml", form),
        ("team-2026.toml", examples().join("team-2026.toml")),
        ("plan-2026.toml", examples().join("plan-2026.toml")),
    ];
    let mut cases = Vec::new();
    for (name, path) in files {
        let text = short(&fs::read_to_string(path).unwrap());
        let known = all(&told(&text));
        for number in kinds(&text) {
            let lines: Vec<&str> = text.lines().collect();
            for mistake in mistakes(lines[number]) {
                let mut wrong = lines.clone();
                wrong[number] = &mistake;
                cases.push((name, known.clone(), wrong.join("\n") + "\n"));
            }
        }
    }
    let done = AtomicUsize::new(0);
    let astray: Vec<String> = cases
        .par_iter()
        .flat_map(|(name, known, wrong)| led_astray(name, known, wrong, &done))
        .collect();
    let done = done.into_inner();
    assert!(done > 700, "{done} of {}", cases.len());
    assert!(
        astray.is_empty(),
        "{} of {} cases:\n{}",
        astray.len(),
        cases.len(),
        astray.join("\n")
    );
}
