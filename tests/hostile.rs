//! A name of a file is no command in a log, and no command writes over what it has read.
//! What texts could do to their reader is tried in every form by `exits`.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use tempfile::TempDir;

const PRACTICES: [&str; 2] = [
    "actionable-data.team-review",
    "actionable-data.school-reports",
];

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chronic"));
    command.args(arguments).current_dir(folder);
    command
}

fn chronic(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = command(folder, arguments);
    command.stdin(Stdio::null()).output().unwrap()
}

/// What a run prints, on either way out.
fn printed(folder: &Path, arguments: &[&str]) -> String {
    let output = chronic(folder, arguments);
    let bytes = [output.stdout, output.stderr].concat();
    String::from_utf8(bytes).unwrap()
}

/// A response with one hostile text in every place.
fn response(name: &str, rating: &str, text: &str) -> String {
    let text = toml::Value::from(text);
    let mut form = format!(
        "kind = \"response\"\nrubric = \"district/1\"\ndistrict = {text}\ncycle = {text}\n[respondent]\nname = \"{name}\"\nrole = {text}\ndepartment = {text}\n"
    );
    for practice in PRACTICES {
        form.push_str(&format!(
            "[{practice}]\nrating = \"{rating}\"\ndocumentation = {text}\n"
        ));
    }
    form
}

fn plan(text: &str) -> String {
    let text = toml::Value::from(text);
    let practice = PRACTICES[0];
    format!(
        "kind = \"plan\"\nrubric = \"district/1\"\ntitle = {text}\n[[action]]\npractice = \"{practice}\"\naction = {text}\nowner = {text}\ndue = 2026-10-01\n"
    )
}

fn is_command(line: &str) -> bool {
    line.trim_start().starts_with("::") || line.contains("##[")
}

#[test]
fn nothing_that_people_wrote_is_a_command_in_a_log() {
    let folder = TempDir::new().unwrap();
    let long = "words that fill the line up to its end and then go on below: ".repeat(2);
    for (at, evil) in ["::error::x", " ##[error]x", &format!("{long}::error::x")]
        .into_iter()
        .enumerate()
    {
        fs::write(folder.path().join("::error::f.toml"), "x = = 1\n").unwrap();
        fs::write(
            folder.path().join("r.toml"),
            response("Ana", "unsure", evil),
        )
        .unwrap();
        fs::write(folder.path().join("p.toml"), plan(evil)).unwrap();
        for arguments in [
            &["tally", "r.toml"][..],
            &["validate", "::error::f.toml"],
            &["validate", "r.toml", "p.toml", "--format", "json"],
            &["plan", "status", "p.toml"],
            &["plan", "status", "p.toml", "--by", "owner"],
            &["plan", "status", "::error::f.toml"],
            &["plan", "update", "p.toml", "r.toml"],
            &["diff", "r.toml", "r.toml"],
            &["render", "r.toml", "--plan", "p.toml"],
        ] {
            let printed = printed(folder.path(), arguments);
            let command = printed.lines().find(|line| is_command(line));
            assert_eq!(command, None, "{at} {arguments:?}\n{printed}");
        }
    }
}

#[test]
#[cfg(unix)]
fn json_has_paths_as_they_are_and_nothing_that_acts() {
    let folder = TempDir::new().unwrap();
    let name = "a\n\u{1b}[0m\u{9b}\u{202e}::.toml";
    let text =
        "kind = \"response\"\nrubric = \"district/1\"\n[respondent]\ndate = \"\u{9b}\u{200f}\"\n";
    fs::write(folder.path().join(name), text).unwrap();
    let output = chronic(folder.path(), &["validate", name, "--format", "json"]);
    let printed = String::from_utf8(output.stdout).unwrap();
    let acts = |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{200f}' | '\u{202e}');
    assert!(!printed.contains(acts), "{printed}");
    let json: serde_json::Value = serde_json::from_str(&printed).unwrap();
    assert_eq!(json["files"][0]["path"], name);
    assert_eq!(json["problems"][0]["path"], name);
}

#[test]
fn what_is_done_stands_below_its_priority_whatever_its_number() {
    let folder = TempDir::new().unwrap();
    let mut rubric =
        "id = \"long\"\nversion = 1\ntitle = \"t\"\n[[ingredient]]\nid = \"i\"\ntitle = \"t\"\n"
            .to_owned();
    let mut team = "kind = \"team-assessment\"\nrubric = \"long/1\"\nresponses = 6\n".to_owned();
    for at in 0..101 {
        rubric.push_str(&format!(
            "[[ingredient.practice]]\nid = \"p{at}\"\ntitle = \"t\"\nstatement = \"s\"\n"
        ));
        team.push_str(&format!("[i.p{at}]\ncounts = {{ strength = 0, ok-for-now = 0, could-be-better = 0, urgent-gap = 6, unsure = 0, unanswered = 0 }}\n"));
    }
    let plan = "kind = \"plan\"\nrubric = \"long/1\"\n[[action]]\npractice = \"i.p100\"\naction = \"Act\"\n";
    for (name, text) in [("r.toml", &*rubric), ("t.toml", &team), ("p.toml", plan)] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let arguments =
        "render t.toml --rubric r.toml --plan p.toml --before-debrief --audience public";
    let arguments: Vec<&str> = arguments.split(' ').collect();
    let page = String::from_utf8(chronic(folder.path(), &arguments).stdout).unwrap();
    let (mut depth, mut deepest) = (0, 0);
    for event in Parser::new_ext(&page, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::List(_)) => depth += 1,
            Event::End(TagEnd::List(_)) => depth -= 1,
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    assert_eq!(deepest, 2, "{page}");
}

/// Waits for the end of a run, but not for ever.
fn ended(mut child: Child) -> Output {
    let start = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if start.elapsed() > Duration::from_secs(60) {
            child.kill().unwrap();
            panic!("it waits");
        }
        sleep(Duration::from_millis(10));
    }
    child.wait_with_output().unwrap()
}

#[test]
fn a_plan_that_names_a_hyphen_makes_nobody_wait() {
    let folder = TempDir::new().unwrap();
    let text = "kind = \"plan\"\nrubric = \"district/1\"\nassessment = \"-\"\n";
    fs::write(folder.path().join("p.toml"), text).unwrap();
    let mut child = command(folder.path(), &["validate", "p.toml"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    // Held open, as a terminal is.
    let open = child.stdin.take();
    let output = ended(child);
    drop(open);
    let printed = String::from_utf8(output.stdout).unwrap();
    assert!(printed.contains("assessment-not-found"), "{printed}");
}

#[test]
fn a_plan_that_somebody_saves_during_an_update_is_not_written_over() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("p.toml");
    fs::write(&file, plan("x")).unwrap();
    let mut child = command(folder.path(), &["plan", "update", "p.toml", "-"])
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut source = child.stdin.take().unwrap();
    // More than a pipe holds: the plan has been read when all of it is taken.
    let filler = format!("# {}\n", "x".repeat(100)).repeat(10_000);
    source.write_all(filler.as_bytes()).unwrap();
    fs::write(&file, plan("saved meanwhile")).unwrap();
    source
        .write_all(response("Ana", "urgent-gap", "x").as_bytes())
        .unwrap();
    drop(source);
    let output = ended(child);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("Someone changed"), "{said}");
    assert_eq!(fs::read_to_string(&file).unwrap(), plan("saved meanwhile"));
}

#[test]
fn the_rubric_in_use_is_not_written_over() {
    let folder = TempDir::new().unwrap();
    let rubric = chronic(folder.path(), &["rubric", "--format", "toml"]).stdout;
    fs::write(folder.path().join("own.toml"), &rubric).unwrap();
    fs::hard_link(folder.path().join("own.toml"), folder.path().join("own.md")).unwrap();
    fs::write(folder.path().join("r.toml"), response("Ana", "unsure", "x")).unwrap();
    fs::write(folder.path().join("p.toml"), plan("x")).unwrap();
    for arguments in [
        "tally r.toml -o own.toml",
        "tally r.toml -o own.md",
        "diff r.toml r.toml -o own.md",
        "render r.toml -o ./own.md",
        "plan draft r.toml -o own.toml",
        "plan status p.toml -o own.md",
        "plan calendar p.toml -o own.toml",
    ] {
        let mut arguments: Vec<&str> = arguments.split(' ').collect();
        arguments.extend(["--force", "--rubric", "own.toml"]);
        let output = chronic(folder.path(), &arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert_eq!(fs::read(folder.path().join("own.toml")).unwrap(), rubric);
    }
}
