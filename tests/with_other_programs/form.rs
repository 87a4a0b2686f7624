//! The form as a page, filled in, kept, opened and printed as a respondent does it.

use std::fs;
use std::path::{Path, PathBuf};

use chronic::files::content::Content;
use chronic::files::read::read;
use chronic::files::rubric::builtin;
use chronic::model::response::Response;
use tempfile::TempDir;

use crate::Check;
use crate::browser::drive;
use crate::common::{examples, run};
use crate::program::{CHROMIUM, FIREFOX};

pub(crate) fn checks() -> Vec<Check> {
    let checks: [(&'static str, fn()); 8] = [
        ("form::the_keyboard_alone_fills_it_in", by_keyboard),
        ("form::a_phone_answers_and_it_is_tallied", mailed),
        ("form::what_is_typed_is_kept_until_it_is_erased", kept),
        ("form::a_saved_response_is_gone_on_from", opened),
        ("form::what_cannot_be_opened_is_said", refused),
        ("form::hostile_text_stays_text", hostile),
        ("form::the_saved_file_is_named_as_init_names_files", names),
        ("form::nobody_is_shut_out_and_paper_will_do", seen),
    ];
    let check = |(name, run)| Check {
        name,
        needs: &CHROMIUM,
        run,
    };
    let mut checks: Vec<Check> = checks.into_iter().map(check).collect();
    checks.push(Check {
        name: "form::it_is_filled_in_with_firefox",
        needs: &FIREFOX,
        run: with_firefox,
    });
    checks
}

/// Runs `init`, which must succeed.
fn init(folder: &Path, arguments: &[&str]) {
    let run = run(folder, &[&["init"], arguments].concat());
    assert_eq!(run.code, 0, "{}", run.err);
}

fn folder_with_form(arguments: &[&str]) -> TempDir {
    let folder = TempDir::new().unwrap();
    init(folder.path(), &[&["form.html"], arguments].concat());
    folder
}

fn response(path: &Path) -> Response {
    let reading = read(&fs::read(path).unwrap(), &builtin());
    let problems = reading.checked.problems;
    match reading.checked.value {
        Some(Content::Response(response)) => response,
        _ => panic!("{}: {problems:?}", path.display()),
    }
}

fn by_keyboard() {
    let of = ["--district", "North \"& West\"", "--cycle", "2026-27"];
    let folder = folder_with_form(&of);
    init(folder.path(), &[&["blank.toml"], &of[..]].concat());
    drive("form-keyboard.mjs", folder.path(), &["form.html", "."]);
    let by_hand = filled_in(&fs::read_to_string(folder.path().join("blank.toml")).unwrap());
    let saved = folder.path().join("ana-d\u{ed}az.toml");
    assert_eq!(fs::read_to_string(saved).unwrap(), by_hand);
    let check = run(
        folder.path(),
        &["validate", "--strict", "ana-d\u{ed}az.toml"],
    );
    assert_eq!(check.code, 0, "{}{}", check.out, check.err);
}

/// The blank form as a careful person fills it in with an editor.
fn filled_in(blank: &str) -> String {
    let mut form = blank
        .replace("\nname = \"\"", "\nname = \"Ana D\u{ed}az\"")
        .replace("\nrole = \"\"", "\nrole = \"Principal\"")
        .replace(
            "\ndepartment = \"\"",
            "\ndepartment = \"Schools \\\"North\\\"\"",
        )
        .replace("\ndate = \"\"", "\ndate = \"2026-10-01\"");
    let ratings = [
        "strength",
        "ok-for-now",
        "could-be-better",
        "urgent-gap",
        "unsure",
    ];
    for number in 1..=25 {
        let rating = ratings[(number - 1) % 5];
        let text = format!("Seen in {number}, \\\\srv\\x.\n'Twice' # really");
        form = form
            .replacen(
                "\nrating = \"\"\n",
                &format!("\nrating = \"{rating}\"\n"),
                1,
            )
            .replacen("= '''\n'''\n", &format!("= '''\n{text}\n'''\n"), 1);
    }
    form
}

fn with_firefox() {
    let folder = folder_with_form(&["--district", "North", "--cycle", "2026-27"]);
    drive("form-firefox.mjs", folder.path(), &["form.html", "."]);
    let saved = response(&folder.path().join("ana.toml"));
    assert_eq!(saved.answered(), 25);
    assert_eq!(&*saved.answers[1].documentation, "It's \"so\".");
}

/// A page of a team's, filled in on a phone and counted.
fn mailed() {
    let folder = TempDir::new().unwrap();
    fs::write(
        folder.path().join("roster.csv"),
        "name,role\nBo,Nurse\nBo,Clerk\n",
    )
    .unwrap();
    init(
        folder.path(),
        &["--team", "roster.csv", "--format", "html", "forms"],
    );
    fs::create_dir(folder.path().join("responses")).unwrap();
    for page in ["forms/bo.html", "forms/bo-2.html"] {
        drive("form-mailed.mjs", folder.path(), &[page, "responses"]);
    }
    let tally = run(folder.path(), &["tally", "responses", "--format", "csv"]);
    assert_eq!(tally.code, 0, "{}", tally.err);
    let counts = |practice: &str| {
        let row = tally.out.lines().find(|line| line.contains(practice));
        let cells: Vec<&str> = row.unwrap().split(',').skip(3).take(6).collect();
        cells.join(",")
    };
    assert_eq!(counts("actionable-data.team-review"), "2,0,0,0,0,0");
    assert_eq!(counts("actionable-data.school-reports"), "0,0,0,2,0,0");
    assert_eq!(
        counts("strategic-partnerships.partner-recruitment"),
        "0,0,0,0,2,0"
    );
    assert_eq!(counts("actionable-data.family-access"), "0,0,0,0,0,2");
}

fn kept() {
    let folder = folder_with_form(&["--district", "North"]);
    init(folder.path(), &["other.html", "--district", "South"]);
    drive("form-kept.mjs", folder.path(), &["form.html", "other.html"]);
}

/// The forms of the example, which are spelled as people spell, and one of them as
/// other programs save it.
fn opened() {
    let folder = folder_with_form(&["--district", "Millbrook Unified", "--cycle", "2026-27"]);
    let again = folder.path().join("again");
    fs::create_dir(&again).unwrap();
    let mut files: Vec<PathBuf> = fs::read_dir(examples().join("responses"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    assert_eq!(files.len(), 9);
    let form = fs::read_to_string(&files[0]).unwrap();
    let windows = format!("\u{feff}{}", form.replace('\n', "\r\n"));
    let utf16: Vec<u8> = windows.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (name, bytes) in [
        ("windows.toml", windows.into_bytes()),
        ("utf-16.toml", utf16),
    ] {
        fs::write(folder.path().join(name), bytes).unwrap();
        files.push(folder.path().join(name));
    }
    let names: Vec<&str> = files.iter().map(|file| file.to_str().unwrap()).collect();
    drive(
        "form-opened.mjs",
        folder.path(),
        &[&["form.html", "again"], &names[..]].concat(),
    );
    for file in files {
        let saved = again.join(file.file_name().unwrap());
        assert_eq!(response(&saved), response(&file), "{}", file.display());
    }
}

fn refused() {
    let folder = folder_with_form(&["--district", "North", "--cycle", "2026-27"]);
    let head = "kind = \"response\"\nrubric = \"district/1\"\n";
    let answer = "[actionable-data.team-review]\nrating = \"Strength\"\n";
    for (name, text) in [
        ("picture.png", "\u{0}PNG".to_owned()),
        (
            "plan.toml",
            "kind = \"plan\"\nrubric = \"district/1\"\n".to_owned(),
        ),
        ("empty.toml", String::new()),
        (
            "other-rubric.toml",
            format!("kind = \"response\"\nrubric = \"mine/2\"\n{answer}"),
        ),
        ("no-answers.toml", head.to_owned()),
        ("in-part.toml", IN_PART.to_owned()),
        (
            "long.toml",
            format!(
                "{head}{answer}documentation = '{}'\n{}",
                " ".repeat(200_000),
                "x\n".repeat(300_000)
            ),
        ),
        (
            "dated.toml",
            format!("{head}[respondent]\ndate = 2026-10-01\n{answer}"),
        ),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    drive("form-refused.mjs", folder.path(), &["form.html", "."]);
}

const IN_PART: &str = r#"# changed by hand
kind = 'response'
rubric = "district/1"
district = "North"
cycle = "2025-26"

[ respondent ]   # me
name = ""
date = "10/5/2026"

[actionable-data.team-review]
rating = "Strenght"
documentation = "One line, \"quoted\" \\ \u00e9"
[actionable-data.school-reports]
rating = "OK  for_now"
I think so.
documentation = """
"""

[actionable-data.nothing]
rating = "unsure"
[actionable-data.family-access]
documentation = '''
It never ends.
[actionable-data.board-reporting]
rating = "unsure"
"#;

fn hostile() {
    let folder = TempDir::new().unwrap();
    let evil = "</title></script></pre><img src=x onerror=ran=1>\"' onload='ran=1' x=\"";
    let odd = "{{7*7}}<!--\u{202e}\u{1b}[31m\u{7}'''\\";
    let quoted = |text: &str| toml::Value::from(text).to_string();
    let mut rubric =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("assessments/district.toml"))
            .unwrap();
    let title = quoted(evil);
    rubric = rubric
        .replace(
            "title = \"District self-assessment: a systemic approach to reducing chronic absence\"",
            &format!("title = {title}"),
        )
        .replace("title = \"Actionable Data\"", &format!("title = {title}"))
        .replace(
            "title = \"Tier 2: early intervention\"",
            &format!("title = {title}"),
        )
        .replace("unsure = \"Unsure\"", &format!("unsure = {title}"));
    fs::write(folder.path().join("evil.toml"), rubric).unwrap();
    for file in ["form.html", "blank.toml"] {
        let both = format!("{evil}{odd}");
        let arguments = [
            file,
            "--rubric",
            "evil.toml",
            "--name",
            &both,
            "--role",
            odd,
            "--department",
            evil,
            "--district",
            &both,
            "--cycle",
            odd,
        ];
        init(folder.path(), &arguments);
    }
    drive("form-hostile.mjs", folder.path(), &["form.html", "."]);
    let text = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    let day = text("untouched.toml");
    let day = day
        .lines()
        .find(|line| line.starts_with("date = "))
        .unwrap();
    let untouched = text("blank.toml").replace(
        "date = \"\"  ",
        &format!("{}  ", day.split("  ").next().unwrap()),
    );
    assert_eq!(text("untouched.toml"), untouched);
    let typed = response(&folder.path().join("typed.toml"));
    assert_eq!(typed.role, "\"; \\ \u{202e} '''");
    assert_eq!(typed.district, format!("{evil}{odd}"));
    for name in std::iter::once("typed".to_owned()).chain((0..8).map(|at| format!("any-{at}"))) {
        let written: Vec<String> = serde_json::from_str(&text(&format!("{name}.json"))).unwrap();
        let read = response(&folder.path().join(format!("{name}.toml")));
        for (answer, written) in read.answers.iter().zip(&written) {
            // A textarea knows one line end.
            assert_eq!(
                &*answer.documentation,
                written.replace("\r\n", "\n").trim(),
                "{name}"
            );
        }
        let path = format!("{name}.toml");
        let check = run(folder.path(), &["validate", &path]);
        assert_eq!(check.code, 0, "{}{}", check.out, check.err);
    }
}

fn names() {
    let folder = folder_with_form(&[]);
    let names = [
        "Mar\u{ed}a  O\u{2019}Neill",
        "..\\..\\etc",
        "CON",
        "nul.",
        "COM7",
        "Lpt\u{b9}",
        "CONIN$",
        "Stra\u{df}e",
        "\u{39f}\u{394}\u{39f}\u{3a3}",
        "\u{130}",
        "\u{5c0f}\u{660e}",
        "\u{939}\u{93f}\u{928}\u{94d}\u{926}\u{940}",
        "jose\u{301} 2nd",
        "\u{1f600}",
        "a\u{200b}b c",
        &"x".repeat(70),
        &"\u{5c0f}".repeat(70),
        &"\u{1d400}".repeat(70),
        "--help",
        "x_y.z",
        "com10",
    ];
    let list = serde_json::to_string(&names).unwrap();
    fs::write(folder.path().join("names.json"), list).unwrap();
    let printed = drive(
        "form-names.mjs",
        folder.path(),
        &["form.html", "names.json"],
    );
    let saved: Vec<String> = serde_json::from_str(&printed).unwrap();
    let expected = names.map(|name| format!("{}.toml", chronic::disk::name::stem(name)));
    assert_eq!(saved, expected);
}

fn seen() {
    let folder = folder_with_form(&["--district", "Millbrook Unified", "--cycle", "2026-27"]);
    let pictures = std::env::var("CHRONIC_TESTS_PICTURES").ok();
    let arguments: Vec<&str> = std::iter::once("form.html")
        .chain(pictures.as_deref())
        .collect();
    drive("form-seen.mjs", folder.path(), &arguments);
}
