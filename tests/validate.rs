//! What `validate` prints of files, on both ways out, and how it ends.

use std::fs;
use std::path::Path;

use chronic::files::rubric::builtin;
use serde_json::Value;

use crate::common::{Run, examples, folder, run};

fn validate(folder: &Path, arguments: &[&str]) -> Run {
    let run = run(folder, &[&["validate"], arguments].concat());
    for text in [&run.out, &run.err] {
        let odd = |c: char| c.is_control() && c != '\n' || ('\u{202a}'..='\u{202e}').contains(&c);
        assert!(!text.contains(odd), "{text:?}");
    }
    run
}

/// A form that is filled in; line 11 has the first heading, 12 its rating, 13 what it says.
fn form() -> String {
    let mut form = String::from(
        "kind = \"response\"\nrubric = \"district/1\"\ndistrict = \"Elm\"\ncycle = \"2026-27\"\n\n[respondent]\nname = \"Ann Lee\"\nrole = \"Principal\"\ndate = \"2026-10-01\"\n",
    );
    for practice in builtin().practices() {
        form.push_str(&format!(
            "\n[{}]\nrating = \"strength\"\ndocumentation = '''\nMinutes.\n'''\n",
            practice.id
        ));
    }
    form
}

#[test]
fn a_complete_form_is_one_line_and_a_total() {
    let folder = folder(&[("ann.toml", &form())]);
    let run = validate(folder.path(), &["ann.toml"]);
    assert_eq!(
        run.out,
        "ann.toml: complete\n1 file checked, 1 complete; 0 errors, 0 warnings.\n"
    );
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert_eq!(validate(folder.path(), &["ann.toml", "--strict"]).code, 0);
}

#[test]
fn a_half_filled_form_says_which_numbers_are_blank() {
    let half = form().replacen("rating = \"strength\"", "rating = \"\"", 2);
    let folder = folder(&[("ann.toml", &half)]);
    let run = validate(folder.path(), &["ann.toml"]);
    let expected = "\
ann.toml: 2 of 25 unanswered

warning[unanswered]: 2 of 25 practices are unanswered: numbers 1 and 2.
--> ann.toml
 = help: Type a rating between the quotation marks for each one. Unsure counts as an answer.

1 file checked, 0 complete; 0 errors, 1 warning.
";
    assert_eq!(
        (run.out.as_str(), run.err.as_str(), run.code),
        (expected, "", 0)
    );
    let strict = validate(folder.path(), &["ann.toml", "--strict"]);
    assert!(strict.out.contains("error[unanswered]") && strict.out.contains("1 error, 0 warnings"));
    assert!(strict.out.starts_with("ann.toml: 2 of 25 unanswered\n"));
    assert_eq!(strict.code, 1);
    let blank = form().replace("rating = \"strength\"", "rating = \"\"");
    fs::write(folder.path().join("bo.toml"), blank).unwrap();
    let run = validate(folder.path(), &["bo.toml"]);
    assert!(
        run.out.starts_with("bo.toml: blank (no answers)\n"),
        "{}",
        run.out
    );
    assert_eq!(run.code, 0);
}

#[test]
fn a_fault_shows_its_line_the_spot_and_what_to_type() {
    let broken = form().replacen("\"strength\"", "Strength", 1);
    let folder = folder(&[("ann.toml", &broken)]);
    let run = validate(folder.path(), &["ann.toml"]);
    let expected = "\
ann.toml: can't be used, 1 error

error[syntax]: The answer isn't between quotation marks.
  --> ann.toml:12:10
   |
12 | rating = Strength
   |          ^^^^^^^^
   |
   = help: Put it between straight quotation marks: rating = \"Strength\"

1 file checked, 0 complete; 1 error, 0 warnings.
";
    assert_eq!((run.out.as_str(), run.code), (expected, 1));
    assert!(run.err.contains("--fix"), "{}", run.err);
}

#[test]
fn both_places_of_a_repeated_section_are_shown() {
    let ids = builtin();
    let third = format!("[{}]", ids.practices()[2].id);
    let twice = form().replacen(&third, &format!("[ {} ]", ids.practices()[0].id), 1);
    let folder = folder(&[("ann.toml", &twice)]);
    let run = validate(folder.path(), &["ann.toml"]);
    let expected = "\
  --> ann.toml:23:1
   |
23 | [ actionable-data.team-review ]
   | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
  ::: ann.toml:11:1
   |
11 | [actionable-data.team-review]
   | ----------------------------- first written here, on line 11
";
    assert!(run.out.contains(expected), "{}", run.out);
    assert_eq!(run.code, 1);
}

#[test]
fn the_files_of_a_folder_come_in_order_and_the_rest_is_named() {
    let bad = form().replacen("\"strength\"", "\"good\"", 1);
    let team = "kind = \"team-assessment\"\nrubric = \"district/1\"\nresponses = 0\n";
    let folder = folder(&[
        ("b.toml", &bad),
        ("a.toml", &bad),
        ("sub/c.toml", &form()),
        ("team.toml", team),
        ("notes.docx", "x"),
        (".DS_Store", "x"),
        ("odd.toml", "[tool]\nname = 1\n"),
    ]);
    let run = validate(folder.path(), &["."]);
    let lines: Vec<&str> = run.out.lines().take_while(|l| !l.is_empty()).collect();
    assert_eq!(
        lines,
        [
            "./a.toml: can't be used, 1 error",
            "./b.toml: can't be used, 1 error",
            "./sub/c.toml: complete",
            "./team.toml: not everything is agreed on yet (team assessment)",
        ]
    );
    let found: Vec<&str> = run
        .out
        .lines()
        .filter(|l| l.contains("--> "))
        .map(str::trim)
        .collect();
    assert_eq!(
        found,
        [
            "--> ./a.toml:12:10",
            "--> ./b.toml:12:10",
            "--> ./team.toml",
            "--> ./team.toml"
        ]
    );
    assert!(
        run.out
            .ends_with("4 files checked, 1 complete; 2 errors, 2 warnings.\n"),
        "{}",
        run.out
    );
    run.says(&["note: ./notes.docx wasn't checked"]);
    run.says(&["note: ./odd.toml was skipped: it isn't a form"]);
    run.says(&["1 system, lock, backup, or hidden file wasn't checked"]);
    assert_eq!(run.code, 1);
}

#[test]
fn a_path_that_is_not_there_is_a_refusal_and_the_rest_is_checked() {
    let bad = form().replacen("\"strength\"", "\"good\"", 1);
    let folder = folder(&[("ann.toml", &bad)]);
    let run = validate(folder.path(), &["ann.toml", "missing.toml"]);
    assert!(
        run.err.starts_with("error: missing.toml can't be read: "),
        "{}",
        run.err
    );
    assert!(run.out.starts_with("ann.toml: can't be used, 1 error\n"));
    assert_eq!(run.code, 2);
    for format in ["json", "sarif", "github"] {
        let run = validate(
            folder.path(),
            &["ann.toml", "missing.toml", "--format", format],
        );
        assert_eq!(run.code, 2);
        for said in ["missing.toml", "refused"] {
            assert!(run.out.contains(said), "{format}: {}", run.out);
        }
        let done = format != "sarif" || run.out.contains("\"executionSuccessful\": false");
        assert!(done, "{}", run.out);
    }
    let nothing = tempfile::tempdir().unwrap();
    let run = validate(nothing.path(), &["."]);
    assert!(run.err.contains("no forms here: .\n"), "{}", run.err);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    for format in ["json", "sarif"] {
        let run = validate(nothing.path(), &[".", "--format", format]);
        let document: Value = serde_json::from_str(&run.out).unwrap();
        assert_eq!(run.code, 2);
        assert!(
            document["problems"] == serde_json::json!([])
                || document["runs"][0]["results"] == serde_json::json!([])
        );
    }
}

#[test]
fn people_see_twenty_problems_of_a_file_and_programs_all() {
    let mut bad = form();
    for number in 1..=25 {
        bad = bad.replacen("\"strength\"", &format!("\"good {number}\""), 1);
    }
    let late = bad.replacen("\nrole = \"Principal\"", "\nrole = \"Princ\u{fffd}pal\"", 1);
    let folder = folder(&[("ann.toml", &late)]);
    let run = validate(folder.path(), &["ann.toml"]);
    assert_eq!(run.out.matches("error[unknown-rating]").count(), 20);
    // Errors come before warnings where not all are shown.
    assert!(!run.out.contains("garbled-text"));
    run.prints("ann.toml: and 6 more problems.\n");
    assert!(run.out.ends_with("25 errors, 1 warning.\n"));
    let json = validate(folder.path(), &["ann.toml", "--format", "json"]);
    let json: Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(json["problems"].as_array().unwrap().len(), 26);
}

#[test]
fn the_json_has_every_field() {
    let half = form()
        .replacen("rating = \"strength\"", "rating = \"\"", 1)
        .replace("Ann Lee", "Bo Lee");
    let bad = form()
        .replacen("\"strength\"", "\"caf\u{e9} good\"", 1)
        .replacen("\"Ann", "\"\u{e9}\u{e9}\\tAnn", 1);
    let team = "kind = \"team-assessment\"\nrubric = \"district/1\"\nresponses = 0\n";
    let folder = folder(&[
        ("a.toml", &form()),
        ("b.toml", &half),
        ("c.toml", &bad),
        ("d.toml", "\0"),
        ("e.toml", team),
    ]);
    let run = validate(
        folder.path(),
        &[
            "a.toml", "b.toml", "c.toml", "d.toml", "e.toml", "--format", "json",
        ],
    );
    assert_eq!((run.code, run.err.as_str()), (1, ""));
    let json: Value = serde_json::from_str(&run.out).unwrap();
    let keys = |value: &Value| {
        value
            .as_object()
            .unwrap()
            .keys()
            .cloned()
            .collect::<Vec<_>>()
    };
    assert_eq!(keys(&json), ["files", "kind", "problems", "schema_version"]);
    assert_eq!(
        (&json["schema_version"], &json["kind"]),
        (&1.into(), &"validation".into())
    );
    let file = |path: &str,
                kind: Option<&str>,
                status: &str,
                answered: Option<u32>,
                practices: Option<u32>| {
        serde_json::json!({"path": path, "kind": kind, "status": status, "answered": answered, "practices": practices})
    };
    let expected = [
        file("a.toml", Some("response"), "complete", Some(25), Some(25)),
        file("b.toml", Some("response"), "incomplete", Some(24), Some(25)),
        file("c.toml", Some("response"), "error", None, Some(25)),
        file("d.toml", None, "error", None, None),
        file("e.toml", Some("team-assessment"), "incomplete", None, None),
    ];
    assert_eq!(json["files"].as_array().unwrap(), &expected);
    let problems = json["problems"].as_array().unwrap();
    for problem in problems {
        assert_eq!(
            keys(problem),
            [
                "code", "column", "help", "line", "message", "path", "severity"
            ]
        );
        assert_eq!(problem["line"].is_null(), problem["column"].is_null());
        assert!(["message", "help"].iter().all(|k| problem[k].is_string()));
    }
    let spots: Vec<String> = problems
        .iter()
        .map(|p| {
            let [path, severity, code] =
                ["path", "severity", "code"].map(|k| p[k].as_str().unwrap());
            format!("{path} {}:{} {severity} {code}", p["line"], p["column"])
        })
        .collect();
    // Columns count characters, not bytes.
    assert_eq!(
        spots,
        [
            "b.toml null:null warning unanswered",
            "c.toml 7:11 warning control-character",
            "c.toml 12:10 error unknown-rating",
            "d.toml null:null error not-text",
            "e.toml null:null warning missing-section",
            "e.toml null:null warning not-agreed",
        ]
    );
    assert_eq!(
        run.out,
        validate(folder.path(), &[".", "--format", "json"])
            .out
            .replace("./", "")
    );
}

#[test]
fn nothing_that_people_typed_acts_on_the_terminal() {
    let hostile = form()
        .replacen("\"strength\"", "\"\u{202e}evil \u{9b}31m\"", 1)
        .replacen("[respondent]", "[respondent]\n\"\u{1b}]0;x\u{7}\" = 1", 1)
        .replacen("\"Principal\"", "\"\\u001b[2J\"", 1)
        .replacen("kind", "# \u{2028}::error::x\nkind", 1);
    let folder = folder(&[("ann.toml", &hostile)]);
    for format in ["human", "json", "github", "sarif"] {
        let run = validate(folder.path(), &["ann.toml", "--format", format]);
        assert_eq!(run.code, 1, "{}", run.out);
    }
}

#[cfg(unix)]
#[test]
fn a_file_name_is_shown_and_does_nothing() {
    let bad = form().replacen("\"strength\"", "\"good\"", 1);
    let name = "a\nb\u{1b}[31m\u{202e}.toml";
    let folder = folder(&[(name, &bad)]);
    let run = validate(folder.path(), &["."]);
    let shown = "./a\\u{a}b\\u{1b}[31m\\u{202e}.toml";
    assert!(
        run.out.starts_with(&format!("{shown}: can't be used")),
        "{}",
        run.out
    );
    assert!(
        run.out.contains(&format!("--> {shown}:12:10")),
        "{}",
        run.out
    );
    let json = validate(folder.path(), &[".", "--format", "json"]);
    let json: Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(json["files"][0]["path"], format!("./{name}"));
    assert_eq!(json["problems"][0]["path"], format!("./{name}"));
}

#[test]
fn the_same_files_give_the_same_bytes_by_any_way_and_are_left_alone() {
    let bad = form().replacen("\"strength\"", "\"good\"", 3);
    let folder = folder(&[("a.toml", &bad), ("b.toml", &form()), ("c.toml", &bad)]);
    let first = validate(folder.path(), &["a.toml", "b.toml", "c.toml"]);
    let second = validate(folder.path(), &["c.toml", "a.toml", "b.toml"]);
    assert_eq!(first.out, second.out);
    let twice = validate(folder.path(), &["a.toml", "./a.toml", "b.toml", "c.toml"]);
    assert_eq!(first.out, twice.out);
    assert!(twice.err.contains("named more than once"), "{}", twice.err);
    let names: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(names.len(), 3);
    assert_eq!(
        fs::read_to_string(folder.path().join("a.toml")).unwrap(),
        bad
    );
}

#[test]
fn a_file_past_the_size_is_named_and_not_read() {
    let large = format!("{}# {}\n", form(), "x".repeat(4 << 20));
    let folder = folder(&[("ann.toml", &large), ("bo.toml.txt", &form())]);
    let run = validate(folder.path(), &["ann.toml", "bo.toml.txt"]);
    run.prints("error[too-large]: The file is over 4 MB");
    assert!(
        run.out.contains("warning[extension]") && run.out.contains("Rename it to bo.toml."),
        "{}",
        run.out
    );
    run.prints("bo.toml.txt: complete, with 1 warning\n");
    assert_eq!(run.code, 1);
}

#[test]
fn a_folder_as_a_whole_is_checked_in_every_format() {
    let nameless = form().replace("Ann Lee", "");
    let other = form()
        .replacen("strength", "unsure", 1)
        .replace("Ann Lee", "LEE,  Ann");
    let old = form().replace("2026-27", "2025-26");
    let bo = form().replace("Ann Lee", "Bo");
    let blank = form()
        .replace("\"strength\"", "\"\"")
        .replace("Minutes.\n", "");
    let folder = folder(&[
        ("copies/a.toml", &nameless),
        ("copies/b.toml", &nameless),
        ("twice/ann.toml", &form()),
        ("twice/lee.toml", &other),
        ("same/ann.toml", &form()),
        ("same/lee.toml", &form()),
        ("mixed/ann.toml", &old),
        ("mixed/bo.toml", &bo),
        ("mixed/cy.toml", &form().replace("Ann Lee", "Cy")),
        ("blank/ann.toml", &blank),
        ("open/ann.toml", &form().replace("2026-27", "")),
        ("open/late/ann.toml", &other),
        ("years/2025/ann.toml", &old.replace("2026-10", "2025-10")),
        (
            "apart/2025/ann.toml",
            &form().replace("2026-27", "").replace("2026-10", "2025-10"),
        ),
        ("apart/2026/ann.toml", &other),
        ("misdated/a/ann.toml", &form().replace("2026-10", "2025-10")),
        ("misdated/b/bo.toml", &bo),
        ("years/2026/ann.toml", &other.replace("\"Elm\"", "\"ELM\"")),
        ("state/elm/ann.toml", &form()),
        ("state/oak/ann.toml", &other),
    ]);
    let here = folder.path();
    for (source, code, exit) in [
        ("copies", "same-file", 1),
        ("twice", "same-person", 1),
        ("open", "same-person", 1),
        ("same", "same-person-same-answers", 0),
        ("mixed", "mixed-cycles", 0),
        ("misdated", "mixed-cycles", 0),
        ("blank", "nobody-answered", 0),
        ("state", "same-person", 1),
    ] {
        for format in ["human", "json", "github", "sarif"] {
            let run = validate(here, &[source, "--format", format]);
            let said = match format {
                "human" => format!("[{code}]"),
                "json" => format!("\"code\": \"{code}\""),
                "github" => format!("title={code}::"),
                _ => format!("\"ruleId\": \"{code}\""),
            };
            assert!(run.out.contains(&said), "{said}: {}", run.out);
            assert_eq!(run.code, exit, "{source} {format}");
        }
        assert_eq!(validate(here, &[source, "--strict"]).code, 1, "{source}");
    }
    // The form that is left over is the one of the other year.
    let mixed = validate(here, &["mixed", "--format", "github"]);
    mixed.prints("file=mixed/ann.toml,title=mixed-cycles");
    for arguments in [
        &["years"][..],
        &["apart"],
        &["state", "--by", "folder"],
        &["twice/ann.toml", "state/oak/ann.toml"],
    ] {
        let run = validate(here, arguments);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{}", run.out);
        assert!(!run.out.contains("warning["), "{}", run.out);
    }
    let files = validate(here, &["twice/ann.toml", "twice/lee.toml"]);
    assert!(files.out.contains("error[same-person]"), "{}", files.out);
}

#[test]
fn what_is_wrong_with_files_together_comes_last() {
    let gap = form().replacen("\"strength\"", "\"\"", 1);
    let folder = folder(&[
        ("ann (1).toml", &form()),
        ("ann.toml", &form()),
        ("zoe.toml", &gap.replace("Ann Lee", "Zoe")),
    ]);
    let here = folder.path();
    let run = validate(here, &["."]);
    let at = |code: &str| {
        run.out
            .find(code)
            .unwrap_or_else(|| panic!("{code}: {}", run.out))
    };
    assert!(at("[unanswered]") < at("[copy]"), "{}", run.out);
    let json: Value =
        serde_json::from_str(&validate(here, &[".", "--format", "json"]).out).unwrap();
    let codes: Vec<&str> = json["problems"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| p["code"].as_str().unwrap())
        .collect();
    let last_of_file = codes.iter().rposition(|code| *code == "unanswered");
    let first_of_folder = codes.iter().position(|code| *code == "copy");
    assert!(
        last_of_file.is_some() && last_of_file < first_of_folder,
        "{codes:?}"
    );
}

#[test]
fn files_of_other_programs_are_skipped_with_a_word() {
    let [of_bo, of_cy] = ["Bo", "Cy"].map(|name| {
        form()
            .replace("Ann Lee", name)
            .replacen("Minutes.", name, 1)
    });
    let folder = folder(&[
        ("ann.toml", &form()),
        ("pyproject.toml", "[project]\nname = \"x\"\n"),
        ("private/bo.toml", &of_bo),
        ("web/package.json", "{}"),
        ("web/node_modules/x/form.toml", "kind = \"response\"\n"),
        ("target/cy.toml", &of_cy),
        (".gitignore", "private/\n"),
    ]);
    let here = folder.path();
    let before = validate(here, &["."]);
    before.prints("./private/bo.toml: complete");
    fs::create_dir(here.join(".git")).unwrap();
    let run = validate(here, &["."]);
    assert!(
        run.out
            .starts_with("./ann.toml: complete\n./target/cy.toml: complete\n2 files"),
        "{}",
        run.out
    );
    for said in [
        "./pyproject.toml was skipped: it isn't a form, a team assessment, a plan, or a rubric.",
        "1 file or folder was skipped: this repository's .gitignore names it",
        "1 file or folder was skipped: it contains what programs made",
    ] {
        assert!(run.err.contains(said), "{}", run.err);
    }
    let tally = crate::common::run(here, &["tally", ".", "--format", "json", "--keep-going"]);
    assert!(
        tally.out.contains("\"responses\": 3"),
        "{}{}",
        tally.out,
        tally.err
    );
    let named = validate(here, &["pyproject.toml"]);
    named.prints("This isn't one of chronic's files");
    assert_eq!(named.code, 1);
    // What an import keeps beside the forms is committed with them.
    let remembered = "kind = \"import\"\n\n[[export]]\ncolumn = []\n";
    fs::write(here.join(".chronic-import.toml"), remembered).unwrap();
    for other in ["pyproject.toml", ".chronic-import.toml"] {
        let hook = validate(here, &[other, "--skip-others"]);
        assert_eq!((hook.code, hook.out.as_str()), (0, ""));
        assert!(hook.err.contains("was skipped"), "{}", hook.err);
    }
    // A form that only says that it is such a file is somebody's.
    let meant = of_cy.replacen("\"response\"", "\"import\"", 1);
    fs::write(here.join("meant.toml"), meant).unwrap();
    let hook = validate(here, &["meant.toml", "--skip-others"]);
    hook.prints("error[wrong-kind]");
    fs::write(here.join("empty.toml"), "").unwrap();
    assert_eq!(validate(here, &["empty.toml", "--skip-others"]).code, 1);
}

#[test]
fn a_student_is_pointed_at_and_never_shown() {
    let said = "Student ID 7654321 was born 3/4/2015 \\\\Elm.";
    let form = form().replacen("Minutes.", said, 1);
    let team = "kind = \"team-assessment\"\nrubric = \"district/1\"\nresponses = 0\n[actionable-data.team-review]\ncounts = { strength = 0, ok-for-now = 0, could-be-better = 0, urgent-gap = 0, unsure = 0, unanswered = 0 }\nnotes = \"Pupil 7654321\"\nagreed = \"\"\n";
    let plan = "kind = \"plan\"\nrubric = \"district/1\"\n[[action]]\npractice = \"actionable-data.team-review\"\naction = \"Look up 7654321 (SSID)\"\n";
    // Broken on the very line, and in a line that --fix would show.
    let broken = form.replacen(said, &format!("\u{fffd} {said}"), 1);
    let curly = form
        .replacen("'''\n", "\u{201c}", 1)
        .replacen("\n'''", "\u{201d}", 1);
    let bare = form.replacen("\"strength\"", "Student ID 7654321", 1);
    let year = self::form().replacen("\"2026-27\"", "\"student ID 7654321\"", 1);
    let heading = format!("{}[actionable-data.student-id-7654321]\n", self::form());
    let folder = folder(&[
        ("ann.toml", &form),
        ("team.toml", team),
        ("plan.toml", plan),
        ("broken.toml", &broken),
        ("curly.toml", &curly),
        ("bare.toml", &bare),
        ("year.toml", &year),
        ("heading.toml", &heading),
    ]);
    let files = ["ann.toml", "team.toml", "plan.toml", "broken.toml"];
    for format in ["human", "json", "github", "sarif"] {
        let more = ["curly.toml", "bare.toml", "year.toml", "heading.toml"];
        let all = [&files[..], &more, &["--format", format]].concat();
        let run = validate(folder.path(), &all);
        for text in [&run.out, &run.err] {
            assert!(
                !text.contains("7654321") && !text.contains("3/4/2015"),
                "{text}"
            );
        }
    }
    let run = validate(folder.path(), &[&files[..], &["--format", "json"]].concat());
    let json: Value = serde_json::from_str(&run.out).unwrap();
    let places: Vec<String> = json["problems"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|p| p["code"] == "student-data")
        .map(|p| {
            format!(
                "{} {}:{}",
                p["path"].as_str().unwrap(),
                p["line"],
                p["column"]
            )
        })
        .collect();
    assert_eq!(
        places,
        [
            "ann.toml 14:12",
            "broken.toml 14:14",
            "plan.toml 5:19",
            "team.toml 6:16"
        ]
    );
    let run = validate(folder.path(), &["ann.toml"]);
    run.prints("warning[student-data]: This looks like a student's ID or date of birth.\n--> ann.toml:14:12\n");
    let fixed = validate(folder.path(), &["curly.toml", "--fix"]);
    assert!(!(fixed.err + &fixed.out).contains("7654321"));
}

#[test]
fn a_rating_that_people_type_in_a_hurry_is_read_or_fixed() {
    let hurried = form().replacen("\"strength\"", "\"Okay\"", 1).replacen(
        "\"strength\"",
        "\"I don't know\"",
        1,
    );
    let bare = hurried
        .replacen("\"strength\"", "Unsure", 1)
        .replacen("\"strength\"", "OK for Now # mostly", 1)
        .replacen("\"strength\"", "not sure", 1);
    let folder = folder(&[("ann.toml", &hurried), ("bo.toml", &bare)]);
    let run = validate(folder.path(), &["ann.toml"]);
    assert!(run.out.starts_with("ann.toml: complete\n"), "{}", run.out);
    let run = validate(folder.path(), &["bo.toml", "--fix"]);
    assert!(run.out.starts_with("bo.toml: complete\n"), "{}", run.out);
    let fixed = fs::read_to_string(folder.path().join("bo.toml")).unwrap();
    for line in [
        "rating = \"Okay\"\n",
        "rating = \"Unsure\"\n",
        "rating = \"OK for Now\" # mostly\n",
    ] {
        assert!(fixed.contains(line), "{fixed}");
    }
}

#[test]
fn a_date_with_one_reading_is_read() {
    let on = |date: &str| form().replace("2026-10-01", date);
    for (date, code) in [
        ("12/18/2026", None),
        ("10/10/2026", None),
        ("Oct. 5, 2026", None),
        ("10/5/2026", Some("other-date")),
        ("2/30/2026", Some("impossible-date")),
    ] {
        let folder = folder(&[("ann.toml", &on(date))]);
        let run = validate(folder.path(), &["ann.toml"]);
        match code {
            None => assert!(run.out.starts_with("ann.toml: complete\n"), "{}", run.out),
            Some(code) => assert!(run.out.contains(&format!("[{code}]")), "{}", run.out),
        }
    }
    let folder = folder(&[("ann.toml", &on("12/18/2026"))]);
    let json = run(folder.path(), &["tally", "ann.toml", "--format", "json"]);
    json.prints("\"from\": \"2026-12-18\"");
}

#[test]
fn the_same_mistake_in_many_lines_is_one_message_for_people() {
    let bad = form().replacen("\"strength\"", "\"good\"", 4);
    let folder = folder(&[("ann.toml", &bad)]);
    let run = validate(folder.path(), &["ann.toml"]);
    assert_eq!(run.out.matches("error[unknown-rating]").count(), 1);
    run.prints("= note: Also on lines 18, 24, and 30.\n");
    assert!(run.out.ends_with("4 errors, 0 warnings.\n"), "{}", run.out);
    for (format, word) in [
        ("json", "\"code\": \"unknown-rating\""),
        ("github", "title=unknown-rating"),
        ("sarif", "\"ruleId\": \"unknown-rating\""),
    ] {
        let run = validate(folder.path(), &["ann.toml", "--format", format]);
        assert_eq!(run.out.matches(word).count(), 4, "{format}");
    }
    // So are mistakes that name another line or another section each.
    let twice = form().replace("rating = ", "rating = \"\"\nrating = ");
    fs::write(folder.path().join("ann.toml"), twice).unwrap();
    let run = validate(folder.path(), &["ann.toml"]);
    assert_eq!(run.out.matches("error[duplicate-key]").count(), 1);
    assert!(run.out.contains("= note: Also on lines "), "{}", run.out);
    // Lines in a row are told as one stretch.
    let roster = format!("Name,Role\n{}Ana,Nurse\n,Clerk\n", ",Clerk\n".repeat(4));
    fs::write(folder.path().join("roster.csv"), roster).unwrap();
    let run = crate::common::run(folder.path(), &["init", "--team", "roster.csv", "forms"]);
    run.says(&["= note: Also on lines 3 to 5 and 7.\n"]);
    // Twice is no habit.
    let bad = form().replacen("\"strength\"", "\"good\"", 2);
    fs::write(folder.path().join("ann.toml"), bad).unwrap();
    let run = validate(folder.path(), &["ann.toml"]);
    assert_eq!(run.out.matches("error[unknown-rating]").count(), 2);
}

#[cfg(unix)]
#[test]
fn a_pipe_that_a_plan_or_an_option_names_is_refused_and_not_waited_for() {
    let team = "kind = \"team-assessment\"\nrubric = \"district/1\"\nresponses = 0\n";
    let plan = "kind = \"plan\"\nrubric = \"district/1\"\nassessment = \"pipe\"\n";
    let folder = folder(&[
        ("plan.toml", plan),
        ("team.toml", team),
        ("ann.toml", &form()),
    ]);
    let here = folder.path();
    let made = std::process::Command::new("mkfifo")
        .arg(here.join("pipe"))
        .status();
    assert!(made.unwrap().success());
    for (arguments, exit) in [
        (&["validate", "plan.toml"][..], 1),
        (&["plan", "update", "plan.toml", "team.toml"], 0),
        (&["validate", "pipe"], 2),
        (&["validate", "plan.toml", "--assessment", "pipe"], 2),
        (&["tally", "pipe"], 2),
        (
            &["tally", "ann.toml", "--rubric", "pipe", "-o", "team.toml"],
            2,
        ),
        (&["diff", "ann.toml", "pipe"], 2),
        (&["validate", "ann.toml", "--roster", "pipe"], 2),
        (&["import", "pipe", "forms"], 2),
        (&["init", "--team", "pipe", "forms"], 2),
        (&["tally", "ann.toml", "-o", "pipe", "--format", "json"], 2),
    ] {
        let ended = run(here, arguments);
        assert_eq!(
            ended.code, exit,
            "{arguments:?}: {}{}",
            ended.out, ended.err
        );
    }
}

#[cfg(unix)]
#[test]
fn what_the_system_refuses_is_a_problem_in_json_too_and_2() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    for name in ["team-2026.toml", "plan-2026.toml"] {
        fs::copy(examples().join(name), folder.path().join(name)).unwrap();
    }
    let team = folder.path().join("team-2026.toml");
    fs::set_permissions(&team, PermissionsExt::from_mode(0o000)).unwrap();
    if fs::read(&team).is_ok() {
        return; // Who may read everything cannot be refused.
    }
    for file in ["team-2026.toml", "plan-2026.toml"] {
        let ended = run(folder.path(), &["validate", file, "--format", "json"]);
        assert_eq!(ended.code, 2);
        assert!(ended.out.contains("\"code\": \"refused\""), "{}", ended.out);
    }
}
