//! The page of a plan: filled in, saved, and checked against what `validate` says.

use std::fs;
use std::path::Path;

use chronic::files::content::Content;
use chronic::files::plan::read::WrittenPlan;
use chronic::files::read::read;
use chronic::files::rubric::builtin;
use chronic::model::plan::audience::Audience;
use chronic::model::plan::{Action, Communication, Continue, Defer, Figure, Goal, Plan, Status};
use jiff::civil::Date;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::Check;
use crate::browser::drive;
use crate::common::{examples, run};
use crate::debrief::{Chance, TEXTS, saved_somehow, written};
use crate::program::{CHROMIUM, FIREFOX, Program};

pub(crate) fn checks() -> Vec<Check> {
    let checks: [(&'static str, &'static Program, fn()); 4] = [
        (
            "plan_page::nothing_changes_but_what_was_filled_in",
            &CHROMIUM,
            || saved("plan-saved.mjs", 24),
        ),
        ("plan_page::nor_does_it_in_firefox", &FIREFOX, || {
            saved("plan-firefox.mjs", 8);
        }),
        (
            "plan_page::two_windows_and_two_files_are_joined",
            &CHROMIUM,
            kept,
        ),
        (
            "plan_page::nobody_is_shut_out_and_paper_will_do",
            &CHROMIUM,
            seen,
        ),
    ];
    let check = |(name, needs, run)| Check { name, needs, run };
    checks.into_iter().map(check).collect()
}

const DAYS: [&str; 6] = [
    "2026-10-20",
    "2026-12-18",
    "2027-03-31",
    "12/18/2026",
    "",
    "2025-03-01",
];
const OWNERS: [&str; 5] = ["Registrar", "TBD", "", "Ana \"A\" D\u{ed}az", "n/a"];
const STATUSES: [&str; 6] = [
    "not-started",
    "In Progress",
    "done",
    "dropped",
    "",
    "in_progress",
];
const COMMENTS: [&str; 5] = ["", "", "  # why, \"so\" = '''x", "\t#", " # [[action]]"];

fn day(chance: &mut Chance) -> String {
    let text = chance.of(&DAYS);
    if text.starts_with("20") && chance.below(3) == 0 {
        text.to_owned()
    } else {
        format!("\"{text}\"")
    }
}

fn figure(chance: &mut Chance, day_key: &str) -> String {
    let number = chance.of(&["21.0", "1_000", "-3", "4.25"]);
    let day = chance.of(&["2026-06-12", "\"2027-06-30\"", "\"\""]);
    format!("value = {number}, {day_key} = {day}")
}

/// One entry: its keys and values as they are written, and sections below it.
fn entry(kind: &str, at: usize, chance: &mut Chance) -> (Vec<String>, Vec<String>) {
    let rubric = builtin();
    let any = |chance: &mut Chance| rubric.practices()[chance.below(rubric.len())].id.clone();
    let text = |chance: &mut Chance| {
        let text = chance.of(&TEXTS);
        written(text, chance)
    };
    let mut lines = Vec::new();
    let mut below = Vec::new();
    match kind {
        "goal" => {
            lines.push(format!("id = \"goal-{}\"", at.min(1)));
            lines.push(format!("what = {}", text(chance)));
            match chance.below(4) {
                0 => lines.push(format!("baseline = {{ {} }}", figure(chance, "on"))),
                1 => lines.push("baseline.value = 7".to_owned()),
                2 => below.push(format!(
                    "[goal.baseline] # below\n{}",
                    figure(chance, "on").replace(", ", "\n")
                )),
                _ => {}
            }
            if chance.below(2) == 0 {
                lines.push(format!("target = {{{}}}", figure(chance, "by")));
            }
            if chance.below(2) == 0 {
                lines.push(format!(
                    "readings = [{{ {} }}, {{ {} }},]",
                    figure(chance, "on"),
                    figure(chance, "on")
                ));
            }
        }
        "action" => {
            let practice = any(chance);
            lines.push(match chance.below(3) {
                0 => format!("practice = [\"{practice}\", # first\n  '{}' ]", any(chance)),
                1 => format!("practice = ['{practice}']"),
                _ => format!("practice = \"{practice}\""),
            });
            for (key, value) in [
                ("id", format!("\"a-{}\"", at / 2)),
                ("action", text(chance)),
                ("owner", format!("'{}'", chance.of(&OWNERS))),
                ("due", day(chance)),
                ("status", format!("\"{}\"", chance.of(&STATUSES))),
                ("done", day(chance)),
                ("measure", text(chance)),
                (
                    "goal",
                    format!("\"{}\"", chance.of(&["goal-0", "", "goal-7"])),
                ),
                (
                    "partners",
                    chance
                        .of(&["[]", "['One', \"Two\"]", "[\n  # why\n  \"One\", # here\n]"])
                        .to_owned(),
                ),
            ] {
                if chance.below(5) > 0 {
                    lines.push(format!("{key} = {value}"));
                }
            }
        }
        "communication" => {
            for (key, value) in [
                (
                    "audience",
                    format!(
                        "\"{}\"",
                        chance.of(&["district-office", "District Office", "schools", "families"])
                    ),
                ),
                ("message", text(chance)),
                ("channel", format!("'{}'", chance.of(&OWNERS))),
                ("owner", format!("'{}'", chance.of(&OWNERS))),
                ("due", day(chance)),
                ("status", format!("'{}'", chance.of(&STATUSES))),
            ] {
                if key == "audience" || chance.below(5) > 0 {
                    lines.push(format!("{key} = {value}"));
                }
            }
        }
        _ => {
            lines.push(format!("practice = \"{}\"", any(chance)));
            let key = if kind == "defer" { "reason" } else { "how" };
            lines.push(format!("{key} = {}", text(chance)));
        }
    }
    (lines, below)
}

/// A plan as no program writes it: comments anywhere, each kind in its own way, keys missing.
fn plan(chance: &mut Chance) -> String {
    let mut text = String::from("# top\n\nkind = \"plan\"\nrubric = 'district/1' # why\n");
    let team = chance.of(&["team-2026.toml", "team-2026.toml", "gone.toml"]);
    text.push_str(&format!("assessment = \"{team}\"\n"));
    if chance.below(3) > 0 {
        text.push_str(&format!(
            "adopted = {}\n",
            chance.of(&["2026-11-10", "\"2026-11-10\" # board", "\"2025-11-01\""])
        ));
    }
    text.push_str(chance.of(&[
        "",
        "reviews = []\n",
        "reviews = [ \"2027-01-29\", 2027-04-30 ]\n",
        "reviews = [\n  \"2027-01-29\", # first\n  \"2027-04-30\",\n  # last\n]\n",
    ]));
    let mut sections = Vec::new();
    for kind in ["goal", "action", "continue", "defer", "communication"] {
        let entries = chance.below(4);
        if chance.below(4) == 0 {
            let items: Vec<String> = (0..entries)
                .map(|at| entry(kind, at, chance).0.join(", "))
                .map(|keys| format!("  {{ {} }}", keys.replace("# first\n", "")))
                .filter(|item| !item.contains('#') && !item.contains('\n'))
                .collect();
            text.push_str(&format!("{kind} = [ # inline\n{}\n]\n", items.join(",\n")));
            continue;
        }
        for at in 0..entries {
            let (lines, below) = entry(kind, at, chance);
            let mut section = String::new();
            section.push_str(chance.of(&[
                "",
                "\n",
                "\n# of this\n",
                "\n# alone\n\n",
                "\n# two\n# lines\n",
            ]));
            section.push_str(&format!("[[{kind}]]{}\n", chance.of(&COMMENTS)));
            for line in lines {
                section.push_str(&format!(
                    "{}{line}{}\n",
                    chance.of(&["", "  "]),
                    chance.of(&COMMENTS)
                ));
            }
            section.push_str(chance.of(&["", "", "# owner = \"x\"\n", "\n# alone\n"]));
            for more in below {
                section.push_str(&format!("{more}\n"));
            }
            sections.push(section);
        }
    }
    text.push_str(&sections.concat());
    saved_somehow(text, chance)
}

fn read_plan(bytes: &[u8]) -> WrittenPlan {
    let reading = read(bytes, &builtin());
    let problems = reading.checked.problems;
    match reading.checked.value {
        Some(Content::Plan(plan)) if plan.is_sound => *plan,
        _ => panic!("{problems:?}\n{}", String::from_utf8_lossy(bytes)),
    }
}

fn date_of(text: &str) -> Option<Date> {
    text.parse().ok()
}

/// Does one thing to a plan, and gives it as a step for the page; none where it can't be done.
fn step(plan: &mut Plan, chance: &mut Chance) -> Option<Value> {
    let rubric = builtin();
    let practice = chance.below(rubric.len());
    let id = rubric.practices()[practice].id.clone();
    let text = chance.of(&TEXTS);
    let set = |kind: &str, at: usize, key: &str, value: &str| {
        Some(json!({ "op": "set", "kind": kind, "at": at, "key": key, "value": value }))
    };
    let pick = |len: usize, chance: &mut Chance| (len > 0).then(|| chance.below(len));
    match chance.below(14) {
        0 => {
            let at = pick(plan.actions.len(), chance)?;
            let action = &mut plan.actions[at];
            let owner = chance.of(&OWNERS);
            owner.clone_into(&mut action.owner);
            set("action", at, "owner", owner)
        }
        1 => {
            let at = pick(plan.actions.len(), chance)?;
            text.trim().clone_into(&mut plan.actions[at].action);
            set("action", at, "action", text)
        }
        2 => {
            let at = pick(plan.actions.len(), chance)?;
            let due = chance.of(&["2027-02-01", "2026-10-02", ""]);
            plan.actions[at].due = date_of(due);
            set("action", at, "due", due)
        }
        3 => {
            let at = pick(plan.actions.len(), chance)?;
            let status = Status::ALL[chance.below(4)];
            plan.actions[at].status = status;
            set("action", at, "status", status.id())
        }
        4 => {
            let at = pick(plan.actions.len(), chance)?;
            let partners = ["New", "One"];
            plan.actions[at].partners = partners.map(str::to_owned).to_vec();
            set("action", at, "partners", &partners.join("\n"))
        }
        5 => {
            let at = pick(plan.actions.len(), chance)?;
            if plan.actions[at].practices.contains(&practice) {
                return None;
            }
            plan.actions[at].practices.push(practice);
            Some(
                json!({ "op": "also", "kind": "action", "at": at, "key": "practice", "value": id }),
            )
        }
        6 => {
            let at = pick(plan.actions.len(), chance)?;
            let down = at + 1 < plan.actions.len() && chance.below(2) == 0;
            if !down && at == 0 {
                return None;
            }
            plan.actions.swap(at, if down { at + 1 } else { at - 1 });
            Some(
                json!({ "op": "move", "kind": "action", "at": at, "value": if down { 1 } else { -1 } }),
            )
        }
        7 => {
            let at = pick(plan.communications.len(), chance)?;
            plan.communications.remove(at);
            Some(json!({ "op": "remove", "kind": "communication", "at": at }))
        }
        8 => {
            let at = pick(plan.actions.len(), chance)?;
            let action = plan.actions.remove(at);
            for practice in action.practices {
                plan.defers.push(Defer {
                    practice,
                    reason: String::new(),
                });
            }
            Some(json!({ "op": "hold", "kind": "action", "at": at }))
        }
        9 => {
            plan.actions.push(Action {
                practices: vec![practice],
                ..Action::default()
            });
            Some(json!({ "op": "add", "kind": "action", "value": id }))
        }
        10 => {
            plan.continues.push(Continue {
                practice,
                how: String::new(),
            });
            Some(json!({ "op": "add", "kind": "continue", "value": id }))
        }
        11 => {
            let audience = Audience::ALL[chance.below(6)];
            plan.communications.push(Communication {
                audience,
                message: String::new(),
                ask: String::new(),
                channel: String::new(),
                owner: String::new(),
                due: None,
                status: Status::NotStarted,
            });
            Some(json!({ "op": "add", "kind": "communication", "value": audience.id() }))
        }
        12 => {
            let day = "2027-06-11";
            if plan.reviews.contains(&day.parse().unwrap()) {
                return None;
            }
            plan.reviews.extend(date_of(day));
            Some(json!({ "op": "day", "kind": "top", "key": "reviews", "value": day }))
        }
        _ => {
            let at = pick(plan.goals.len(), chance)?;
            let goal: &mut Goal = &mut plan.goals[at];
            let value = chance.of(&["15.5", "-2", "30"]);
            let day = goal.baseline.and_then(|baseline| baseline.day);
            goal.baseline = value.parse().ok().map(|value| Figure { value, day });
            set("goal", at, "baseline.value", value)
        }
    }
}

/// Whether the page said what `validate` does, whatever it puts into one place.
fn assert_agrees(folder: &Path, file: &str, shown: &str) {
    let validated = run(folder, &["validate", file, "--format", "json"]);
    let document: Value = serde_json::from_str(&validated.out).unwrap();
    let problems = document["problems"].as_array().unwrap();
    // What nobody can see is nothing that is typed, and a remark in the file is no field's.
    let is_in_file = |p: &Value| p["code"] == "in-comment";
    let is_seen = |p: &Value| shown != "after.json" || p["code"] != "control-character";
    let typed = |p: &&Value| is_seen(p) && !is_in_file(p);
    let typed = problems.iter().filter(typed);
    let mut messages: Vec<&str> = typed.map(|p| p["message"].as_str().unwrap()).collect();
    messages.sort_by_key(|message| std::cmp::Reverse(message.len()));
    let mut places: Vec<String> =
        serde_json::from_str(&fs::read_to_string(folder.join(shown)).unwrap()).unwrap();
    for message in messages {
        let plain = message.split_whitespace().collect::<Vec<_>>().join(" ");
        let place = places
            .iter_mut()
            .find(|place| place.contains(message) || place.contains(&plain));
        let Some(place) = place else {
            panic!(
                "{}/{file}: the page doesn't say: {message}\n{places:#?}\n{}",
                folder.display(),
                fs::read_to_string(folder.join(file)).unwrap()
            );
        };
        *place = place.replacen(message, "", 1).replacen(&plain, "", 1);
    }
    let in_file = ["invisible character", "Anything after a # is ignored"];
    places.retain(|place| {
        !place.trim().is_empty() && !in_file.iter().any(|said| place.contains(said))
    });
    assert!(
        places.is_empty(),
        "{}/{file}: only the page says: {places:#?}\n{}",
        folder.display(),
        fs::read_to_string(folder.join(file)).unwrap()
    );
}

/// The lines of a text that are comments alone.
fn comments(text: &str) -> Vec<&str> {
    let mut lines: Vec<&str> = text
        .lines()
        .map(str::trim)
        .filter(|line| line.starts_with('#'))
        .collect();
    lines.sort_unstable();
    lines
}

/// Fills in and saves pages of all kinds of plans, with this script.
fn saved(script: &str, plans: usize) {
    let folder = TempDir::new().unwrap();
    let mut chance = Chance(0x2545_f491_4f6c_dd1d);
    let mut wanted = Vec::new();
    let names: Vec<String> = (0..plans).map(|at| at.to_string()).collect();
    for (at, name) in names.iter().enumerate() {
        let there = folder.path().join(name);
        fs::create_dir(&there).unwrap();
        fs::copy(
            examples().join("team-2026.toml"),
            there.join("team-2026.toml"),
        )
        .unwrap();
        let text = match at {
            0 => fs::read_to_string(examples().join("plan-2026.toml")).unwrap(),
            1 => run(&there, &["plan", "draft", "team-2026.toml"]).out,
            _ => plan(&mut chance),
        };
        fs::write(there.join("plan.toml"), &text).unwrap();
        let page = run(&there, &["page", "plan.toml", "-o", "plan.html"]);
        assert_eq!(page.code, 0, "{}\n{text}", page.err);
        let mut expected = read_plan(text.as_bytes()).plan;
        let mut steps = Vec::new();
        for _ in 0..chance.below(12) {
            steps.extend(step(&mut expected, &mut chance));
        }
        fs::write(there.join("steps.json"), json!(steps).to_string()).unwrap();
        wanted.push((text, expected, steps));
    }
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    drive(script, folder.path(), &names);
    for (name, (before, mut expected, steps)) in names.iter().zip(wanted) {
        let there = folder.path().join(name);
        let after = fs::read_to_string(there.join("saved.toml")).unwrap();
        let plan = read_plan(after.as_bytes()).plan;
        // What was added has an id of its own.
        for (action, saved) in expected.actions.iter_mut().zip(&plan.actions) {
            if action.id.is_empty() {
                action.id.clone_from(&saved.id);
            }
        }
        assert_eq!(
            plan, expected,
            "{name}\n{steps:#?}\n{before}\n----\n{after}"
        );
        assert_agrees(&there, "plan.toml", "before.json");
        assert_agrees(&there, "saved.toml", "after.json");
        let removes = |step: &Value| matches!(step["op"].as_str(), Some("remove" | "hold"));
        if !steps.iter().any(removes) {
            assert_eq!(
                comments(&before),
                comments(&after),
                "{name}\n{before}\n----\n{after}"
            );
        }
        assert_eq!(
            before.starts_with('\u{feff}'),
            after.starts_with('\u{feff}'),
            "{name}"
        );
        if before.contains("\r\n") {
            let feeds = after.matches('\n').count();
            assert_eq!(feeds, after.matches("\r\n").count(), "{name}\n{after:?}");
        }
    }
}

/// The page of this text of a plan, next to its assessment.
fn page_of(folder: &Path, text: &str) {
    let team = "team-2026.toml";
    fs::copy(examples().join(team), folder.join(team)).unwrap();
    fs::write(folder.join("plan.toml"), text).unwrap();
    let page = run(folder, &["page", "plan.toml", "-o", "plan.html"]);
    assert_eq!(page.code, 0, "{}", page.err);
}

fn kept() {
    let folder = TempDir::new().unwrap();
    let text = fs::read_to_string(examples().join("plan-2026.toml")).unwrap();
    page_of(folder.path(), &text);
    drive("plan-kept.mjs", folder.path(), &["plan.html", "plan.toml"]);
}

fn seen() {
    let folder = TempDir::new().unwrap();
    let team = examples().join("team-2026.toml");
    let draft = [
        "plan",
        "draft",
        team.to_str().unwrap(),
        "--no-documentation",
    ];
    let text = run(folder.path(), &draft).out;
    let text = text.replace(team.to_str().unwrap(), "team-2026.toml");
    page_of(folder.path(), &text);
    let pictures = std::env::var("CHRONIC_TESTS_PICTURES").ok();
    let arguments: Vec<&str> = std::iter::once("plan.html")
        .chain(pictures.as_deref())
        .collect();
    drive("plan-seen.mjs", folder.path(), &arguments);
    // Without what people wrote it can be mailed.
    let length = fs::metadata(folder.path().join("plan.html")).unwrap().len();
    assert!((1..200_000).contains(&length), "{length}");
}
