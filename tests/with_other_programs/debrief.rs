//! The page of a debrief, filled in, kept, joined with another file, and printed.

use std::fs;
use std::path::Path;

use chronic::files::content::Content;
use chronic::files::read::read;
use chronic::files::rubric::builtin;
use chronic::model::assessment::{Assessment, Decision};
use chronic::model::rating::Rating;
use serde_json::{Value, json};
use tempfile::TempDir;
use toml::de::DeTable;

use crate::Check;
use crate::browser::drive;
use crate::common::{examples, run};
use crate::program::{CHROMIUM, FIREFOX, Program};

pub(crate) fn checks() -> Vec<Check> {
    let checks: [(&'static str, &'static Program, fn()); 4] = [
        (
            "debrief::nothing_changes_but_what_was_filled_in",
            &CHROMIUM,
            || saved("debrief-saved.mjs"),
        ),
        ("debrief::nor_does_it_in_firefox", &FIREFOX, || {
            saved("debrief-firefox.mjs");
        }),
        (
            "debrief::two_windows_and_two_files_are_joined",
            &CHROMIUM,
            kept,
        ),
        (
            "debrief::nobody_is_shut_out_and_paper_will_do",
            &CHROMIUM,
            seen,
        ),
    ];
    let check = |(name, needs, run)| Check { name, needs, run };
    checks.into_iter().map(check).collect()
}

const KEYS: [&str; 3] = ["agreed", "decision", "notes"];

/// What is typed, and what a file may have in it already.
pub(crate) const TEXTS: [&str; 9] = [
    "Agreed.",
    "Two\nlines, \\\\server\\share",
    "\"Quoted\" and 'single' and '''three''' # no comment",
    "[actionable-data.team-review]\nrating = \"strength\"",
    "</pre></script><img src=x onerror=ran=1>",
    "a\u{202e}b\u{7f}c\u{e9}\u{1f600}",
    "\"\"\" \\u0041 \\",
    "<<<<<<< HEAD\nx",
    "",
];

/// Numbers that look like chance and are the same in every run.
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    pub(crate) fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 32).unwrap() % n
    }

    pub(crate) fn of<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }
}

/// A text as somebody may have written it.
pub(crate) fn written(text: &str, chance: &mut Chance) -> String {
    let has = |what: &[&str]| what.iter().any(|what| text.contains(what));
    let is_plain = !text.contains(|c: char| c.is_control() && c != '\n') && !has(&["<<<", "[a"]);
    match chance.below(4) {
        0 if is_plain && !has(&["'", "\n"]) => format!("'{text}'"),
        1 if is_plain && !has(&["'''"]) => format!("'''\n{text}\n'''"),
        2 if is_plain && !has(&["\\", "\""]) => format!("\"\"\"\n{text}\\\n   \"\"\""),
        _ => {
            let escaped = text.chars().map(|c| match c {
                '"' | '\\' => format!("\\{c}"),
                c if c.is_control() => format!("\\u{:04X}", u32::from(c)),
                c => c.to_string(),
            });
            format!("\"{}\"", escaped.collect::<String>())
        }
    }
}

/// A team assessment as no program writes it: comments anywhere, each ingredient in its own
/// way, keys missing.
fn team(chance: &mut Chance) -> String {
    let rubric = builtin();
    let mut top = String::from(
        "# top\nkind = \"team-assessment\"\nrubric = \"district/1\"\ndistrict = \"N\"\nresponses = 8\n",
    );
    let mut below = String::new();
    for ingredient in &rubric.ingredients {
        let style = chance.below(4);
        for index in ingredient.practices.clone() {
            let id = rubric.practices()[index].id.as_str();
            let n = chance.below(5);
            let mut lines = vec![
                format!(
                    "counts = {{ strength = {n}, ok-for-now = {}, could-be-better = 0, urgent-gap = 3, unsure = 1, unanswered = 0 }}",
                    4 - n
                ),
                format!(
                    "documentation = [{{ rating = 'strength', text = {} }},]",
                    written(TEXTS[0], chance)
                ),
            ];
            for key in KEYS {
                let value = match key {
                    "agreed" => {
                        chance.of(&["", "", "Could be better", "urgent_gap", "Don\u{2019}t know"])
                    }
                    "decision" => chance.of(&["", "", "improve", "Find out", "watch"]),
                    _ => chance.of(&TEXTS),
                };
                if chance.below(6) > 0 {
                    lines.push(format!("{key} = {}", written(value, chance)));
                }
            }
            let comment = chance.of(&["", "  # why, \"so\" = '''x", "\t#"]);
            match style {
                0 => top.push_str(&format!("{id} = {{ {} }}{comment}\n", lines.join(", "))),
                1 => {
                    for line in lines {
                        top.push_str(&format!("  {id}.{line}{comment}\n"));
                    }
                }
                _ => {
                    let head = id.replace('.', chance.of(&[".", " . "]));
                    below.push_str(&format!("\n# [{id}]\n[{head}]{comment}\n"));
                    for line in lines {
                        below.push_str(&format!("{line}{comment}\n# agreed = \"strength\"\n"));
                    }
                }
            }
        }
    }
    saved_somehow(format!("{top}{below}"), chance)
}

/// A text as some editor saves it.
pub(crate) fn saved_somehow(mut text: String, chance: &mut Chance) -> String {
    if chance.below(3) == 0 {
        text.truncate(text.trim_end().len());
    }
    match chance.below(3) {
        0 => format!("\u{feff}{}", text.replace('\n', "\r\n")),
        1 => text.replace('\n', "\r\n"),
        _ => text,
    }
}

fn assessment(bytes: &[u8]) -> Assessment {
    let reading = read(bytes, &builtin());
    let problems = reading.checked.problems;
    match reading.checked.value {
        Some(Content::Assessment(assessment)) => assessment,
        _ => panic!("{problems:?}\n{}", String::from_utf8_lossy(bytes)),
    }
}

/// The text without the values that a debrief fills in, by TOML's own places, and how many.
fn without_values(text: &str) -> (String, usize) {
    let text = text.trim_start_matches('\u{feff}');
    let root = DeTable::parse(text).unwrap();
    let mut spans = Vec::new();
    for practice in builtin().practices() {
        let (ingredient, short) = practice.id.split_once('.').unwrap();
        let ingredient = root.get_ref().get(ingredient).unwrap();
        let section = ingredient.get_ref().get(short).unwrap();
        let value = |key: &&str| Some(section.get_ref().get(*key)?.span());
        spans.extend(KEYS.iter().filter_map(value));
    }
    spans.sort_by_key(|span| span.start);
    let mut rest = String::new();
    let mut from = 0;
    for span in &spans {
        rest.push_str(&text[from..span.start]);
        from = span.end;
    }
    rest.push_str(&text[from..]);
    (rest, spans.len())
}

/// Fills in and saves pages of all kinds of files, with this script.
fn saved(script: &str) {
    let folder = TempDir::new().unwrap();
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
    let mut wanted = Vec::new();
    let names: Vec<String> = (0..8).map(|at| at.to_string()).collect();
    for (at, name) in names.iter().enumerate() {
        let there = folder.path().join(name);
        fs::create_dir(&there).unwrap();
        let text = match at {
            0 => fs::read_to_string(examples().join("team-2026.toml")).unwrap(),
            _ => team(&mut chance),
        };
        fs::write(there.join("team.toml"), &text).unwrap();
        let page = run(&there, &["page", "team.toml", "-o", "debrief.html"]);
        assert_eq!(page.code, 0, "{}\n{text}", page.err);
        let mut expected = assessment(text.as_bytes());
        let mut changes: Vec<Value> = Vec::new();
        for (practice, assessed) in expected.practices.iter_mut().enumerate() {
            let mut change = json!({ "number": practice + 1 });
            if chance.below(2) == 0 {
                let ratings = [None, Some(Rating::Unsure), Some(Rating::OkForNow)];
                assessed.agreed = ratings[chance.below(3)];
                change["agreed"] = json!(assessed.agreed.map_or("", Rating::id));
            }
            if chance.below(2) == 0 {
                let decisions = [None, Some(Decision::FindOut), Some(Decision::Continue)];
                assessed.decision = decisions[chance.below(3)];
                change["decision"] = json!(assessed.decision.map_or("", Decision::id));
            }
            if chance.below(2) == 0 {
                let text = chance.of(&TEXTS);
                change["notes"] = json!(text);
                text.trim().clone_into(&mut assessed.notes);
            }
            changes.push(change);
        }
        fs::write(there.join("changes.json"), json!(changes).to_string()).unwrap();
        wanted.push((text, expected));
    }
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    drive(script, folder.path(), &names);
    for (name, (before, expected)) in names.iter().zip(wanted) {
        let after = folder.path().join(name).join("saved.toml");
        let after = fs::read_to_string(after).unwrap();
        assert_eq!(assessment(after.as_bytes()), expected, "{name}\n{after}");
        let [(old, values), (new, now)] = [&before, &after].map(|text| without_values(text));
        if values == now {
            assert_eq!(old, new, "{name}");
        } else {
            // Keys that were not there have been put in between.
            let mut rest = new.chars();
            assert!(old.chars().all(|c| rest.any(|d| c == d)), "{name}\n{after}");
        }
        let has_mark = |text: &str| text.starts_with('\u{feff}');
        assert_eq!(has_mark(&before), has_mark(&after), "{name}");
        if before.contains("\r\n") {
            let feeds = after.matches('\n').count();
            assert_eq!(feeds, after.matches("\r\n").count(), "{name}");
        }
    }
}

/// The example's team assessment before its debrief, and the page of it.
fn before_the_debrief(folder: &Path) {
    let team = folder.join("team.toml");
    let tally = run(
        &examples(),
        &["tally", "responses", "-o", team.to_str().unwrap()],
    );
    assert_eq!(tally.code, 0, "{}", tally.err);
    let [previous, responses] = ["team-2025.toml", "responses"].map(|name| examples().join(name));
    let mut arguments = vec!["page", "team.toml", "-o", "debrief.html"];
    arguments.extend(["--previous", previous.to_str().unwrap()]);
    arguments.extend(["--responses", responses.to_str().unwrap()]);
    arguments.extend(["--by", "department", "--min-group", "3"]);
    let page = run(folder, &arguments);
    assert_eq!(page.code, 0, "{}", page.err);
}

fn kept() {
    let folder = TempDir::new().unwrap();
    before_the_debrief(folder.path());
    drive(
        "debrief-kept.mjs",
        folder.path(),
        &["debrief.html", "team.toml"],
    );
}

fn seen() {
    let folder = TempDir::new().unwrap();
    before_the_debrief(folder.path());
    let pictures = std::env::var("CHRONIC_TESTS_PICTURES").ok();
    let arguments: Vec<&str> = std::iter::once("debrief.html")
        .chain(pictures.as_deref())
        .collect();
    drive("debrief-seen.mjs", folder.path(), &arguments);
    // Without what people wrote it can be mailed.
    let responses = examples().join("responses");
    let bare = [
        "tally",
        responses.to_str().unwrap(),
        "--no-documentation",
        "-o",
        "bare.toml",
    ];
    let bare = run(folder.path(), &bare);
    assert_eq!(bare.code, 0, "{}", bare.err);
    let page = run(folder.path(), &["page", "bare.toml"]);
    assert!((1..200_000).contains(&page.out.len()), "{}", page.out.len());
}
