//! What is written is nobody's loss: not when two runs write at once, not when the disk is
//! full, and never over what was read.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::common::{ended, examples, names, put, run};

/// Starts all of these at once, and waits for all to end.
fn at_once(folder: &Path, runs: &[Vec<String>]) -> Vec<Output> {
    let started: Vec<_> = runs
        .iter()
        .map(|arguments| {
            Command::new(env!("CARGO_BIN_EXE_chronic"))
                .args(arguments)
                .current_dir(folder)
                .stdin(Stdio::null())
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap()
        })
        .collect();
    let ended = started
        .into_iter()
        .map(|child| child.wait_with_output().unwrap());
    ended.collect()
}

fn words(line: &str) -> Vec<String> {
    line.split(' ').map(str::to_owned).collect()
}

fn example(name: &str) -> String {
    fs::read_to_string(examples().join(name)).unwrap()
}

/// Each of eight runs adds an entry of its own to one plan; who comes too late says so and
/// adds it when run again.
#[test]
fn no_update_of_a_plan_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let start = "kind = \"plan\"\nrubric = \"district/1\"\ntitle = \"Our own words\"\n";
    put(folder, "plan.toml", start);
    let team = example("team-2026.toml");
    let quiet: String = team
        .lines()
        .map(|line| match line.starts_with("decision = ") {
            true => "decision = \"watch\"\n".to_owned(),
            false => format!("{line}\n"),
        })
        .collect();
    let sections: Vec<&str> = quiet.split("decision = \"watch\"").collect();
    let mut practices = Vec::new();
    for at in 0..8 {
        let before = sections[..=at].join("decision = \"watch\"");
        let after = sections[at + 1..].join("decision = \"watch\"");
        let heading = before.rfind("\n[").unwrap();
        let practice = before[heading + 2..].split(']').next().unwrap();
        practices.push(practice.to_owned());
        let text = format!("{before}decision = \"improve\"{after}");
        put(folder, &format!("team-{at}.toml"), &text);
    }
    let mut left: Vec<usize> = (0..8).collect();
    let mut rounds = 0;
    while !left.is_empty() {
        rounds += 1;
        assert!(rounds <= 8, "no run of a round came through");
        let runs: Vec<_> = left
            .iter()
            .map(|at| words(&format!("plan update plan.toml team-{at}.toml")))
            .collect();
        let outputs = at_once(folder, &runs);
        let plan = fs::read_to_string(folder.join("plan.toml")).unwrap();
        assert!(plan.starts_with(start));
        let mut late = Vec::new();
        for (at, output) in left.iter().zip(outputs) {
            let run = ended(output);
            let entry = format!("practice = \"{}\"", practices[*at]);
            if run.code == 0 {
                assert_eq!(plan.matches(&entry).count(), 1, "{entry}: {}", run.err);
            } else {
                let changed =
                    "Someone changed plan.toml while this was running, so it was left alone";
                assert!(run.err.contains(changed), "{}", run.err);
                assert_eq!(plan.matches(&entry).count(), 0, "{entry}");
                late.push(*at);
            }
        }
        left = late;
    }
    let names = fs::read_dir(folder).unwrap().count();
    assert_eq!(names, 9, "something was left behind");
}

#[test]
fn a_team_assessment_that_many_renew_at_once_keeps_the_teams_words() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let team = example("team-2026.toml");
    put(folder, "team.toml", &team);
    let responses = examples().join("responses");
    let mut names: Vec<_> = fs::read_dir(responses)
        .unwrap()
        .map(|entry| entry.unwrap().path().to_str().unwrap().to_owned())
        .collect();
    names.sort();
    let runs: Vec<_> = (1..=8)
        .map(|count| {
            // There are fewer responses than it counts.
            let mut arguments = words("tally -o team.toml --force");
            arguments.extend(names[..count].iter().cloned());
            arguments
        })
        .collect();
    let outputs = at_once(folder, &runs);
    let now = fs::read_to_string(folder.join("team.toml")).unwrap();
    let mut renewed = Vec::new();
    for (at, output) in outputs.into_iter().enumerate() {
        let run = ended(output);
        match run.code {
            0 => renewed.push(format!("\nresponses = {}\n", at + 1)),
            _ => assert!(run.err.contains("Someone changed"), "{}", run.err),
        }
    }
    assert!(renewed.iter().any(|line| now.contains(line)), "{renewed:?}");
    let words = |text: &str| -> Vec<String> {
        let keys = ["agreed", "decision", "notes", "#", "  {"];
        let lines = text
            .lines()
            .filter(|l| keys.iter().any(|k| l.starts_with(k)));
        lines.map(str::to_owned).collect()
    };
    assert_eq!(words(&now), words(&team));
    let check = run(folder, &["validate", "team.toml"]);
    assert_eq!(check.code, 0, "{}", check.out);
}

#[test]
fn a_roster_that_two_write_at_once_ends_in_whole_forms() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    put(
        folder,
        "roster.csv",
        "name,role\nAna,Nurse\nBo,Principal\nCy,Registrar\n",
    );
    let runs = vec![words("init --team roster.csv forms"); 4];
    for output in at_once(folder, &runs) {
        let run = ended(output);
        assert!(
            run.code == 0 || run.err.contains("already exist"),
            "{}",
            run.err
        );
    }
    let forms = fs::read_dir(folder.join("forms"));
    for entry in forms.into_iter().flatten() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        assert!(text.contains("strategic-partnerships") && text.ends_with("'''\n"));
    }
}

/// Every command that writes a file, with something that it reads as that file.
#[test]
fn what_is_read_is_never_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::create_dir(folder.join("r")).unwrap();
    for name in ["registrar.toml", "elementary-principal.toml"] {
        put(
            folder,
            &format!("r/{name}"),
            example(&format!("responses/{name}")),
        );
    }
    put(folder, "team.toml", example("team-2026.toml"));
    put(folder, "old.toml", example("team-2025.toml"));
    put(folder, "plan.toml", example("plan-2026.toml"));
    put(folder, "team.csv", "name,role\nAna,Nurse\n");
    let rubric = run(folder, &["rubric", "--format", "toml"]);
    put(folder, "rubric.toml", &rubric.out);
    // Under names that do not fit a form as well, where --format says which it is.
    let before = files(folder);
    for line in [
        "tally r -o r/registrar.toml --force",
        "tally r --format csv -o r/registrar.toml --force",
        "tally team.toml -o team.toml --force",
        "tally r --rubric rubric.toml -o rubric.toml --force",
        "diff old.toml team.toml --format json -o team.toml --force",
        "diff old.toml team.toml --format json -o old.toml --force",
        "render team.toml --format markdown -o team.toml --force",
        "render team.toml --plan plan.toml --format markdown -o plan.toml --force",
        "render team.toml --previous old.toml --format markdown -o old.toml --force",
        "plan draft team.toml -o team.toml",
        "plan draft team.toml -o plan.toml",
        "plan status plan.toml --format csv -o plan.toml --force",
        "plan calendar plan.toml -o plan.toml --force",
        "plan status plan.toml --format csv -o plan.toml",
        "plan calendar plan.toml -o plan.toml",
        "init --team team.csv -o team.csv",
        "init team.csv",
        "init -o r/registrar.toml",
    ] {
        let run = run(folder, &line.split(' ').collect::<Vec<_>>());
        assert_eq!(run.code, 2, "{line}: {}", run.err);
        assert!(!run.err.is_empty(), "{line}");
        assert!(files(folder) == before, "{line} wrote");
    }
}

fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(files(&path));
        } else {
            all.push((path.display().to_string(), fs::read(&path).unwrap()));
        }
    }
    all.sort();
    all
}

/// `| head` ends every command without a word.
#[test]
fn a_reader_that_goes_away_is_no_error() {
    let folder = examples();
    for line in [
        "--help",
        "help plan",
        "init -o -",
        "rubric",
        "rubric --format json",
        "schema response",
        "completions bash",
        "man",
        "validate responses --today 2026-11-20",
        "validate responses --format json",
        "validate responses --format sarif",
        "validate responses --format github",
        "tally responses",
        "tally responses --format csv",
        "tally responses --format json",
        "tally responses --format markdown",
        "tally responses --format toml",
        "tally responses --long",
        "tally responses --by role --min-group 3",
        "diff team-2025.toml team-2026.toml",
        "diff team-2025.toml team-2026.toml --format csv",
        "render team-2026.toml",
        "plan draft team-2026.toml",
        "plan status plan-2026.toml --today 2026-12-05",
        "plan status plan-2026.toml --today 2026-12-05 --format json",
        "plan calendar plan-2026.toml --today 2026-12-05",
    ] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_chronic"))
            .args(line.split(' '))
            .current_dir(&folder)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let run = ended(child.wait_with_output().unwrap());
        assert_eq!(run.code, 0, "{line}: {}", run.err);
        assert!(!run.err.contains("error"), "{line}: {}", run.err);
    }
}

#[cfg(target_os = "linux")]
mod linux {
    use super::*;

    /// The shell's limit on the size of a file refuses a write in the middle, as a full disk
    /// does; the signal that comes with it ends nothing.
    #[test]
    fn a_write_that_the_system_stops_leaves_all_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        put(folder, "team.toml", example("team-2025.toml"));
        put(
            folder,
            "plan.toml",
            "kind = \"plan\"\nrubric = \"district/1\"\n",
        );
        put(
            folder,
            "page.md",
            &run(&examples(), &["render", "team-2025.toml"]).out,
        );
        let form = example("responses/registrar.toml");
        let curly = form.replace("\"response\"", "\u{201c}response\u{201d}");
        put(folder, "form.toml", curly);
        put(folder, "roster.csv", "name,role\nAna,Nurse\n");
        let source = examples().join("responses").display().to_string();
        let before = files(folder);
        for line in [
            format!("tally '{source}' -o team.toml --force"),
            format!("tally '{source}' -o new.toml"),
            format!("tally '{source}' -o new.csv"),
            format!("render '{source}' -o page.md"),
            format!("plan update plan.toml '{source}'"),
            "validate --fix form.toml".to_owned(),
            "init --team roster.csv forms".to_owned(),
            "init new.toml".to_owned(),
        ] {
            let sh = format!("ulimit -f 1; \"$0\" {line}");
            let output = Command::new("bash")
                .args(["-c", &sh, env!("CARGO_BIN_EXE_chronic")])
                .current_dir(folder)
                .output()
                .unwrap();
            let run = ended(output);
            assert_eq!(run.code, 2, "{line}: {}{}", run.out, run.err);
            assert!(run.err.contains("wasn't written"), "{line}: {}", run.err);
            assert!(files(folder) == before, "{line} left something");
        }
        assert!(!folder.join("forms").exists());
    }

    #[test]
    fn a_device_is_no_file_to_be_written() {
        let run = run(&examples(), &["tally", "responses", "-o", "/dev/full"]);
        assert_eq!(run.code, 2);
    }
}

/// What people write in is not replaced by something else, not even when asked to.
#[test]
fn nothing_else_takes_the_place_of_what_people_write_in() {
    let folder = tempfile::tempdir().unwrap();
    let form = "kind = \"response\"\nrubric = \"district/1\"\n\n[actionable-data.team-review]\nrating = \"strength\"\n";
    fs::create_dir(folder.path().join("forms")).unwrap();
    fs::write(folder.path().join("forms/x.toml"), form).unwrap();
    let made = run(folder.path(), &["tally", "forms", "-o", "team.toml"]);
    assert_eq!(made.code, 0, "{}", made.err);
    let made = run(
        folder.path(),
        &["plan", "draft", "forms", "-o", "plan.toml"],
    );
    assert_eq!(made.code, 0, "{}", made.err);
    fs::write(
        folder.path().join("late.toml"),
        form.replace("strength", "unsure"),
    )
    .unwrap();
    for (args, target) in [
        (&["plan", "draft", "forms"][..], "team.toml"),
        (&["plan", "draft", "forms"], "late.toml"),
        (
            &["render", "forms", "--format", "markdown", "--yes-small"],
            "team.toml",
        ),
        (
            &["diff", "late.toml", "forms", "--format", "csv"],
            "team.toml",
        ),
        (&["tally", "forms"], "plan.toml"),
        (&["tally", "forms"], "late.toml"),
        (&["tally", "forms", "--format", "csv"], "plan.toml"),
    ] {
        let before = fs::read(folder.path().join(target)).unwrap();
        let ended = run(folder.path(), &[args, &["-o", target, "--force"]].concat());
        assert_ne!(ended.code, 0, "{args:?} {target}: {}", ended.err);
        assert_eq!(
            fs::read(folder.path().join(target)).unwrap(),
            before,
            "{args:?} {target}"
        );
        assert!(
            ended.err.contains("people have written in")
                || ended.err.contains("people fill in")
                || ended.err.contains("ends in .toml"),
            "{args:?} {target}: {}",
            ended.err
        );
    }
    // A draft may be made anew when it is asked for.
    let again = run(
        folder.path(),
        &["plan", "draft", "forms", "-o", "plan.toml", "--force"],
    );
    assert_eq!(again.code, 0, "{}", again.err);
}

/// Of several runs that fix one form at the same moment, none takes away what another kept.
#[test]
fn runs_that_fix_one_form_at_once_keep_its_original() {
    let folder = tempfile::tempdir().unwrap();
    let form = "kind = \"response\"\nrubric = \"district/1\"\n\n[actionable-data.team-review]\nrating = \u{201c}strength\u{201d}\n";
    for round in 0..25 {
        let name = format!("x{round}.toml");
        fs::write(folder.path().join(&name), form).unwrap();
        let start = || {
            Command::new(env!("CARGO_BIN_EXE_chronic"))
                .args(["validate", "--fix", &name])
                .current_dir(folder.path())
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .unwrap()
        };
        for mut run in [start(), start(), start()] {
            run.wait().unwrap();
        }
        let kept = fs::read_to_string(folder.path().join(format!("{name}.bak"))).unwrap();
        assert_eq!(kept, form, "{name}");
        let now = fs::read_to_string(folder.path().join(&name)).unwrap();
        assert_eq!(now, form.replace(['\u{201c}', '\u{201d}'], "\""), "{name}");
    }
}

/// Each of ten imports looks at the folder only when the one before it has written its last file.
#[test]
fn imports_at_once_lose_and_double_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let export = examples().join("form-export.csv");
    for round in 0..6 {
        let forms = format!("forms-{round}");
        let import = vec![
            "import".to_owned(),
            export.display().to_string(),
            forms.clone(),
        ];
        let ended: Vec<_> = at_once(folder.path(), &vec![import; 10])
            .into_iter()
            .map(ended)
            .collect();
        for run in &ended {
            assert_eq!(run.code, 0, "{}", run.err);
        }
        let wrote = ended.iter().filter(|run| run.err.contains("Wrote 9"));
        assert_eq!(wrote.count(), 1);
        let names = names(&folder.path().join(forms));
        assert_eq!(names.len(), 9, "{names:?}");
        assert!(names.iter().all(|name| !name.starts_with('.')), "{names:?}");
    }
}

/// Every command that writes several files waits for another run, also one on another machine.
#[test]
fn a_folder_that_another_run_writes_into_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let export = examples().join("form-export.csv").display().to_string();
    let forms = folder.join("forms");
    fs::create_dir(&forms).unwrap();
    put(folder, "roster.csv", "name,role\nAna,Nurse\n");
    let damaged =
        example("responses/registrar.toml").replace("\"response\"", "\u{201c}response\u{201d}");
    put(&forms, "form.toml", &damaged);
    let lock = forms.join(".chronic-lock");
    fs::write(&lock, "maria on another-machine\n1 2\n").unwrap();
    let runs = [
        vec!["import".to_owned(), export, "forms".to_owned()],
        words("init --team roster.csv forms"),
        words("init --anonymous 2 forms"),
        words("validate --fix forms"),
        words("validate --fix forms/form.toml"),
    ];
    for (output, line) in at_once(folder, &runs).into_iter().zip(&runs) {
        let run = ended(output);
        assert_eq!(run.code, 2, "{line:?}: {}{}", run.out, run.err);
        let told = "maria on another-machine is writing into";
        assert!(run.err.contains(told), "{line:?}: {}", run.err);
    }
    assert_eq!(names(&forms), [".chronic-lock", "form.toml"]);
    // One that only reads, or writes nothing, need not wait.
    let dry = run(folder, &["import", &runs[0][1], "forms", "--dry-run"]);
    assert_ne!(dry.code, 2, "{}", dry.err);
    // That run was killed, and has not been heard of for two minutes.
    let long_ago = std::time::SystemTime::now() - std::time::Duration::from_secs(130);
    let file = fs::File::options().write(true).open(&lock).unwrap();
    file.set_modified(long_ago).unwrap();
    let fixed = run(folder, &["validate", "--fix", "forms"]);
    assert_eq!(fixed.code, 0, "{}", fixed.err);
    assert_eq!(names(&forms), ["form.toml", "form.toml.bak"]);
}

#[test]
fn a_name_that_asks_for_another_kind_of_file_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let [team, plan] = ["team-2026.toml", "plan-2026.toml"];
    for name in [team, plan] {
        put(folder, name, example(name));
    }
    fs::create_dir(folder.join("out")).unwrap();
    for (arguments, said) in [
        (["plan", "draft", team, "-o", "d.xlsx"], "ends in .toml"),
        (["plan", "draft", team, "-o", "d.html"], "ends in .toml"),
        (["plan", "calendar", plan, "-o", "c.toml"], "ends in .ics"),
        (["plan", "draft", team, "-o", "out"], "it's a folder"),
        (["plan", "review", plan, "-o", "."], "it's a folder"),
        (["plan", "calendar", plan, "-o", "out"], "it's a folder"),
    ] {
        let refused = run(folder, &arguments);
        assert_eq!(refused.code, 2, "{arguments:?} {}", refused.err);
        assert!(refused.err.contains(said), "{arguments:?} {}", refused.err);
    }
    for arguments in [["tally", team, "-o", "out"], ["render", team, "-o", "."]] {
        let refused = run(folder, &arguments);
        assert!(refused.err.contains("it's a folder"), "{}", refused.err);
    }
    assert_eq!(names(folder), ["out", plan, team]);
}

#[test]
fn a_file_has_no_colors_whatever_a_variable_says() {
    let table = Command::new(env!("CARGO_BIN_EXE_chronic"))
        .args(["tally", "responses", "--keep-going"])
        .env("CLICOLOR_FORCE", "1")
        .current_dir(examples())
        .output()
        .unwrap();
    let both = [table.stdout, table.stderr].concat();
    assert!(!both.is_empty() && !both.contains(&0x1b));
}
