//! What lies in a folder of forms: each file is counted, known junk, or named.

use std::io::Write as _;
use std::process::Stdio;

use snapbox::{assert_data_eq, file};

use crate::common::ended;
use crate::common::world::{World, form};

#[test]
fn every_file_of_a_folder_is_counted_or_named() {
    let world = World::of_three();
    let other = |name: &str| form(name, "", "2026-10-02", ["unsure", "unsure", "unsure"]);
    world.put("forms/north/school/cy.TOML", other("Cy"));
    world.put("forms/x.toml/di.toml", other("Di"));
    world.put("forms/ed.toml.txt", other("Ed"));
    world.put("forms/README.md", "read me");
    world.put("forms/notes.docx", "PK");
    world.put("forms/.fay.toml.icloud", "bplist");
    for junk in [
        "Thumbs.db",
        ".DS_Store",
        "~$ana.toml",
        "ana.toml~",
        "desktop.ini",
        ".git/config.toml",
        "old.toml.bak",
    ] {
        world.put(&format!("forms/{junk}"), "junk = ");
    }
    world.put("forms/plan.toml", "kind = \"plan\"\nrubric = \"tiny/1\"\n");
    world.put("forms/rubric.toml", world.text("tiny.toml"));
    world.put("forms/blank.toml", form("", "", "", ["", "", ""]));
    world
        .tally(&["forms/ana.toml", "-o", "forms/team.toml"])
        .ends(0);
    let before = world.names("forms");
    let run = world.tally(&["forms"]);
    assert_data_eq!(run.whole(), file!["../snapshots/tally/folder.txt"].raw());
    assert_eq!(run.code, 0);
    assert_eq!(
        world.names("forms"),
        before,
        "a folder that is read stays as it is"
    );
}

#[test]
fn a_folder_without_a_form_is_an_error_that_says_what_was_looked_for() {
    let world = World::new();
    std::fs::create_dir(world.path("empty")).unwrap();
    world.put("junk/Thumbs.db", "x");
    world.put("junk/readme.txt", "x");
    world.put("plans/plan.toml", "kind = \"plan\"\n");
    for folder in ["empty", "junk", "plans"] {
        let run = world.tally(&[folder]);
        run.ends(2)
            .tallies_nothing()
            .says(&[folder, ".toml", "chronic init"]);
    }
    world
        .tally(&["junk"])
        .says(&["junk/readme.txt", "1 system"]);
}

#[test]
fn forms_that_nobody_answered_are_set_aside() {
    let world = World::of_three();
    world.put("forms/blank.toml", form("Cy", "", "", ["", "", ""]));
    world.put("forms/blank-2.toml", form("Cy", "", "", ["", "", ""]));
    let run = world.tally(&["forms"]);
    run.ends(0).says(&[
        "warning[nobody-answered]",
        "forms/blank.toml",
        "forms/blank-2.toml",
    ]);
    assert!(run.out.contains("3 responses"), "{}", run.out);
    world.put("blanks/a.toml", form("", "", "", ["", "", ""]));
    let wrote = form("", "", "", ["", "", ""]).replacen("'''\n'''", "'It works.'", 1);
    world.put("forms/wrote.toml", wrote);
    let run = world.tally(&["forms"]);
    run.ends(0)
        .says(&["forms/wrote.toml", "comments but no ratings"]);
    let run = world.tally(&["blanks"]);
    run.ends(2)
        .tallies_nothing()
        .says(&["No one has answered a form yet"]);
}

#[test]
fn a_broken_response_stops_the_tally_and_keep_going_counts_the_rest() {
    let world = World::of_three();
    let broken = form("Cy", "Aide", "2026-10-02", ["stength", "", ""]);
    world.put("forms/cy.toml", broken);
    let run = world.tally(&["forms"]);
    assert_data_eq!(run.whole(), file!["../snapshots/tally/broken.txt"].raw());
    run.ends(1).tallies_nothing();

    let run = world.tally(&["forms", "--keep-going"]);
    run.ends(1)
        .says(&["error[unknown-rating]", "forms/cy.toml"]);
    run.prints("questions answered; 1 file or\nfolder left out.");
    for more in [&["--format", "csv"][..], &["--format", "csv", "--long"]] {
        let run = world.tally(&[&["forms", "--keep-going"], more].concat());
        run.ends(1)
            .says(&["warning: 1 of 4 files couldn't be read, so it isn't counted."]);
    }
    let run = world.tally(&["forms", "--keep-going", "--format", "json"]);
    assert_eq!(
        (
            run.ends(1).json()["responses"].clone(),
            run.json()["not_read"].clone()
        ),
        (3.into(), 1.into())
    );
    let run = world.tally(&["forms", "--keep-going", "--format", "toml"]);
    assert!(
        run.ends(1).out.contains("\nresponses = 3\nnot_read = 1\n"),
        "{}",
        run.out
    );
    let run = world.tally(&["forms", "--keep-going", "--format", "markdown"]);
    assert!(
        run.ends(1)
            .out
            .contains("questions answered; 1 file or folder left out.")
    );
    for format in ["csv", "json", "toml", "markdown", "table"] {
        let run = world.tally(&["forms", "--format", format]);
        run.ends(1).tallies_nothing();
    }
    // The team assessment that was written without it says so wherever it goes.
    world
        .tally(&["forms", "--keep-going", "-o", "team.toml"])
        .ends(1);
    let run = world.tally(&["team.toml"]);
    assert!(
        run.ends(0)
            .out
            .contains("questions answered; 1 file or\nfolder left out.")
    );
}

#[test]
fn when_nothing_can_be_read_there_is_nothing_to_count() {
    let world = World::new();
    world.put(
        "forms/a.toml",
        "kind = \"response\"\nrubric = \"tiny/1\"\nrating = \n",
    );
    world.tally(&["forms"]).ends(1).tallies_nothing();
    let run = world.tally(&["forms", "--keep-going"]);
    run.ends(2)
        .tallies_nothing()
        .says(&["No file could be read"]);
}

#[test]
fn of_several_sources_it_is_told_which_one_could_not_be_read() {
    let world = World::of_three();
    world.put(
        "old.toml",
        "kind = \"response\"\nrubric = \"tiny/1\"\nrating = \n",
    );
    world.put("older/a.toml", world.text("old.toml"));
    for (old, said) in [
        ("old.toml", "because old.toml couldn't be read."),
        ("older", "because no form in older could be read."),
    ] {
        for arguments in [
            ["diff", old, "forms"].as_slice(),
            &["render", "forms", "--previous", old],
        ] {
            let rubric = ["--rubric", "tiny.toml"];
            world
                .run(&[&rubric, arguments].concat())
                .ends(1)
                .says(&[said]);
        }
    }
}

#[test]
fn what_the_system_refuses_is_2_also_when_going_on() {
    let world = World::of_three();
    world
        .tally(&["forms", "nowhere"])
        .ends(2)
        .tallies_nothing()
        .says(&["nowhere"]);
    let run = world.tally(&["forms", "nowhere", "--keep-going"]);
    run.ends(2).says(&["nowhere"]);
    assert!(
        run.out
            .contains("questions answered; 1 file or\nfolder left out."),
        "{}",
        run.out
    );
    world.put("forms/cy.toml", "kind = \"response\"\n[");
    world.tally(&["forms", "nowhere", "--keep-going"]).ends(2);
}

#[test]
fn a_file_over_4_mib_is_broken() {
    let world = World::of_three();
    let file = std::fs::File::create(world.path("forms/huge.toml")).unwrap();
    file.set_len((4 << 20) + 1).unwrap();
    let run = world.tally(&["forms"]);
    run.ends(1)
        .tallies_nothing()
        .says(&["error[too-large]", "forms/huge.toml", "1 of 4 files"]);
    let run = world.tally(&["forms", "--keep-going"]);
    assert!(
        run.ends(1)
            .out
            .contains("8 of 9 questions answered; 1 file or")
    );
}

#[test]
fn a_file_that_is_named_twice_counts_once() {
    let world = World::of_three();
    for twice in [
        ["forms", "forms/ana.toml"],
        ["forms/ana.toml", "forms"],
        ["forms", "./forms/"],
    ] {
        let run = world.tally(&twice);
        run.ends(0).says(&["named more than once"]);
        assert!(run.out.contains("3 responses"), "{}", run.out);
    }
    let run = world.tally(&["forms/ana.toml", "forms/../forms/ana.toml"]);
    assert!(run.ends(0).out.contains("1 response,"));
}

#[test]
fn a_file_that_is_given_is_read_whatever_its_name_and_must_be_a_source() {
    let world = World::of_three();
    world.put("ana.form", world.text("forms/ana.toml"));
    assert!(
        world
            .tally(&["ana.form"])
            .ends(0)
            .out
            .contains("1 response")
    );
    world.put("--help.toml", world.text("forms/ana.toml"));
    assert!(
        world
            .tally(&["./--help.toml"])
            .ends(0)
            .out
            .contains("1 response")
    );
    world.put("plan.toml", "kind = \"plan\"\nrubric = \"tiny/1\"\n");
    let run = world.tally(&["forms", "plan.toml"]);
    run.ends(1)
        .tallies_nothing()
        .says(&["error[wrong-kind]", "plan.toml", "a plan"]);
    world.tally(&["tiny.toml"]).ends(1).says(&["a rubric"]);
}

#[test]
fn standard_input_is_a_source() {
    let world = World::of_three();
    let tally = |sources: &[&str]| {
        let all = [&["--rubric", "tiny.toml", "tally"], sources].concat();
        let mut child = world
            .command(&all)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let form = world.text("forms/ana.toml");
        child
            .stdin
            .take()
            .unwrap()
            .write_all(form.as_bytes())
            .unwrap();
        ended(child.wait_with_output().unwrap())
    };
    assert!(tally(&["-"]).ends(0).out.contains("1 response,"));
    assert!(
        tally(&["-", "forms/bo.toml"])
            .ends(0)
            .out
            .contains("2 responses")
    );
    let team = tally(&["-", "--format", "toml"]);
    assert!(team.ends(0).out.contains("responses = 1"));
    // Nothing there.
    world.tally(&["-"]).ends(1).says(&["empty"]);
}

#[test]
fn a_team_assessment_is_counted_by_itself() {
    let world = World::of_three();
    world.tally(&["forms", "-o", "team.toml"]).ends(0);
    let from_forms = world.tally(&["forms", "--format", "json"]);
    let from_team = world.tally(&["team.toml", "--format", "json"]);
    assert_eq!(from_forms.ends(0).out, from_team.ends(0).out);
    world.put("team-2.toml", world.text("team.toml"));
    for mixed in [
        &["forms", "team.toml"][..],
        &["team.toml", "forms/ana.toml"],
        &["team.toml", "team-2.toml"],
    ] {
        let run = world.tally(mixed);
        run.ends(2)
            .tallies_nothing()
            .says(&["is a team assessment", "can't be counted together"]);
    }
    let agreed = world
        .text("team.toml")
        .replacen("agreed = \"\"", "agreed = \"Urgent Gap\"", 1)
        .replacen("decision = \"\"", "decision = \"find-out\"", 1);
    world.put("team.toml", agreed);
    let json = world.tally(&["team.toml", "--format", "json"]).json();
    assert_eq!(json["practices"][0]["agreed"], "urgent-gap");
    assert_eq!(json["practices"][0]["decision"], "find-out");
    let page = world.tally(&["team.toml", "--format", "markdown"]).out;
    assert!(
        page.contains("| Agreed | Decision |") && page.contains("| Urgent Gap | find out |"),
        "{page}"
    );
    let csv = world.tally(&["team.toml", "--format", "csv"]).out;
    assert!(csv.contains("\"urgent-gap\",\"find-out\""), "{csv}");
    world.put(
        "team.toml",
        world
            .text("team.toml")
            .replace("responses = 3", "responses = 4"),
    );
    world
        .tally(&["team.toml"])
        .ends(1)
        .tallies_nothing()
        .says(&["error[counts]"]);
}

#[test]
fn responses_of_two_districts_years_or_seasons_are_worth_a_warning() {
    let world = World::of_three();
    let bo = world.text("forms/bo.toml");
    let quiet = world.tally(&["forms"]);
    assert!(!quiet.err.contains("mixed-cycles"));
    for (old, new, words) in [
        ("North", "South", ["district", "North, South"]),
        ("2026-27", "2025-26", ["year", "2025-26, 2026-27"]),
        (
            "2026-10-05",
            "2025-10-05",
            ["90 days", "October 5, 2025 to October 1, 2026"],
        ),
    ] {
        world.put("forms/bo.toml", bo.replace(old, new));
        let run = world.tally(&["forms"]);
        run.ends(0).says(&["warning[mixed-cycles]"]).says(&words);
        assert_eq!(run.err.matches("mixed-cycles").count(), 1, "{}", run.err);
    }
    for same in ["2026/27", "SY 2026-2027"] {
        world.put("forms/bo.toml", bo.replace("2026-27", same));
        assert!(!world.tally(&["forms"]).ends(0).err.contains("mixed-cycles"));
        let json = world.tally(&["forms", "--format", "json"]).json();
        assert_eq!(json["cycle"], "2026-27");
    }
    for same in ["NORTH", "", " north "] {
        world.put("forms/bo.toml", bo.replace("North", same));
        assert!(!world.tally(&["forms"]).ends(0).err.contains("mixed-cycles"));
        let json = world.tally(&["forms", "--format", "json"]).json();
        assert_eq!(json["district"], "North");
    }
    world.put("forms/bo.toml", bo.replace("North", "South"));
    let json = world.tally(&["forms", "--format", "json"]).json();
    assert_eq!(json["district"], serde_json::Value::Null);
}

#[cfg(unix)]
mod unix {
    use std::fs;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::process::Command;

    use super::*;

    #[test]
    fn links_are_named_and_not_followed() {
        let world = World::of_three();
        world.put("outside/secret.toml", "root:x:0:0");
        symlink(".", world.path("forms/loop")).unwrap();
        symlink("nowhere.toml", world.path("forms/dangling.toml")).unwrap();
        symlink("../outside/secret.toml", world.path("forms/out.toml")).unwrap();
        symlink("../outside", world.path("forms/away")).unwrap();
        let run = world.tally(&["forms"]);
        run.ends(0).says(&[
            "warning: forms/dangling.toml wasn't counted: it's a link",
            "warning: forms/out.toml wasn't counted: it's a link",
            "warning: forms/loop wasn't counted: it's a link to a folder",
            "warning: forms/away wasn't counted: it's a link to a folder",
        ]);
        assert!(run.out.contains("3 responses") && !run.err.contains("root:"));
        // A link that is given by itself is what somebody asked for.
        symlink("forms/ana.toml", world.path("link.toml")).unwrap();
        assert!(
            world
                .tally(&["link.toml"])
                .ends(0)
                .out
                .contains("1 response,")
        );
        assert!(
            world
                .tally(&["link.toml", "forms"])
                .ends(0)
                .out
                .contains("3 responses")
        );
    }

    #[test]
    fn a_pipe_in_the_folder_is_named_and_not_waited_for() {
        let world = World::of_three();
        let made = Command::new("mkfifo")
            .arg(world.path("forms/p.toml"))
            .status();
        if !made.is_ok_and(|status| status.success()) {
            return;
        }
        let run = world.tally(&["forms"]);
        run.ends(0)
            .says(&["warning: forms/p.toml wasn't counted: it isn't a regular file"]);
        world
            .tally(&["forms/p.toml"])
            .ends(2)
            .says(&["isn't a regular file"]);
        let run = world.tally(&["forms", "-o", "forms/p.toml"]);
        run.ends(2).says(&["forms/p.toml", "isn't a regular file"]);
    }

    #[test]
    fn a_file_or_folder_that_may_not_be_read_is_named() {
        let world = World::of_three();
        let close = |path: &str, mode| {
            fs::set_permissions(world.path(path), PermissionsExt::from_mode(mode)).unwrap();
        };
        close("forms/bo.toml", 0o000);
        if fs::read(world.path("forms/bo.toml")).is_ok() {
            return; // Who may read everything cannot be refused.
        }
        world
            .tally(&["forms"])
            .ends(2)
            .tallies_nothing()
            .says(&["forms/bo.toml"]);
        assert!(
            world
                .tally(&["forms", "--keep-going"])
                .ends(2)
                .out
                .contains("2 of 3")
        );
        close("forms/bo.toml", 0o644);
        world.put("forms/inner/x.toml", "");
        close("forms/inner", 0o000);
        let run = world.tally(&["forms"]);
        close("forms/inner", 0o755);
        run.ends(2).tallies_nothing().says(&["forms/inner"]);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_name_that_is_no_text_is_read_like_any_other() {
        use std::os::unix::ffi::OsStrExt;
        let world = World::of_three();
        let name = std::ffi::OsStr::from_bytes(b"caf\xe9.toml");
        let cy = form("Cy", "", "", ["stength", "", ""]);
        fs::write(world.path("forms").join(name), cy).unwrap();
        world
            .tally(&["forms"])
            .ends(1)
            .says(&["forms/caf\u{fffd}.toml"]);
    }
}

#[test]
fn a_response_under_another_name_is_missed_and_not_passed_over() {
    let world = World::of_three();
    let answers = form("Cy", "", "2026-10-02", ["unsure", "unsure", "unsure"]);
    world.put("forms/cy.txt", &answers);
    let wide = |text: &str| -> Vec<u8> {
        let units = std::iter::once(0xfeff).chain(text.encode_utf16());
        units.flat_map(u16::to_le_bytes).collect()
    };
    world.put("forms/di.txt", wide(&answers.replace("Cy", "Di")));
    world.put("forms/ed", answers.replace("Cy", "Ed"));
    world.put("forms/ana.tml", &answers);
    for name in ["hal.txt", "Hal.tml"] {
        world.put(&format!("forms/{name}"), answers.replace("Cy", "Hal"));
    }
    world.put("forms/note.txt", "kind of a note");
    world.put("forms/team.txt", "kind = \"team-assessment\"\n");
    world.put("forms/export.csv", "When,Name\n1,Ana\n");
    for name in ["~fay", "$gus"] {
        world.put(&format!("forms/{name}.toml"), answers.replace("Cy", name));
    }
    let run = world.tally(&["forms"]);
    run.ends(0).says(&[
        "warning: forms/cy.txt wasn't counted: it's a response, but its name doesn't end in .toml. Rename it to cy.toml, and run this again.\n",
        "warning: forms/di.txt wasn't counted: it's a response",
        "warning: forms/ed wasn't counted: it's a response, but its name doesn't end in .toml. Rename it to ed.toml",
        "forms/hal.txt wasn't counted: it's a response, but its name doesn't end in .toml. Another file in this folder could be hal.toml too.",
        "forms/Hal.tml wasn't counted: it's a response, but its name doesn't end in .toml. Another file in this folder could be Hal.toml too.",
        // Not over the one that is there.
        "ana.toml is also in this folder. Look at both",
        "note: forms/note.txt wasn't counted: only files with names that end in .toml are read.\n",
        "note: forms/team.txt wasn't counted: only files with names that end in .toml are read.\n",
        "note: forms/export.csv wasn't counted: tables aren't forms. If it's a form tool's export, use chronic import first.\n",
    ]);
    run.prints("5 responses, ");
    let check = world.run(&["--rubric", "tiny.toml", "validate", "forms"]);
    check.says(&["warning: forms/cy.txt wasn't checked: it's a response"]);
    world.put("states/elm/cy.txt", &answers);
    let run = world.tally(&["states", "--by", "folder"]);
    run.says(&["warning: states/elm/cy.txt wasn't counted: it's a response"]);
}

#[cfg(unix)]
#[test]
fn the_name_that_a_response_should_have_is_printed_harmless() {
    let world = World::of_three();
    let answers = form("Cy", "", "2026-10-02", ["unsure", "unsure", "unsure"]);
    world.put("forms/a\u{1b}[2Jb\n::error::x.txt", answers);
    let run = world.tally(&["forms"]);
    run.ends(0).says(&["it's a response"]);
    assert!(
        !run.err.contains('\u{1b}') && !run.err.contains("\n::"),
        "{}",
        run.err
    );
}

#[test]
fn what_fixes_itself_is_said_where_the_tally_stops() {
    let world = World::of_three();
    let answers = form("Cy", "", "2026-10-02", ["unsure", "strenght", "unsure"]);
    world.put("my forms/cy.toml", &answers);
    let fixes = "note: chronic can fix some of this for you: chronic validate --fix \"my forms\" --rubric tiny.toml\n";
    world.tally(&["my forms"]).ends(1).says(&[fixes]);
    world.put("my forms/di.toml", answers.replace("strenght", "unsure"));
    world
        .tally(&["my forms", "--keep-going"])
        .ends(1)
        .says(&[fixes]);
    world.put("my forms/cy.toml", answers.replace("strenght", "n/a"));
    let run = world.tally(&["my forms"]);
    assert!(!run.ends(1).err.contains("--fix"), "{}", run.err);
}

#[test]
fn a_star_that_no_shell_took_away_is_answered_with_the_folder() {
    let world = World::of_three();
    for (typed, folder) in [
        ("forms\\*.toml", "forms"),
        ("forms/a?.toml", "forms"),
        ("*.toml.x", "."),
    ] {
        world
            .tally(&[typed])
            .ends(2)
            .says(&[&format!("Just name the folder, without * or ?: {folder}\n")]);
    }
}

#[test]
fn those_that_could_not_be_read_are_not_said_to_have_answered() {
    let world = World::of_three();
    world.put(
        "forms/cy.toml",
        form("Cy", "", "2026-10-02", ["n/a", "", ""]),
    );
    let run = world.tally(&["forms", "--keep-going"]);
    assert!(
        run.out.contains(
            "3 responses counted, October 1 to 5, 2026, 8 of 9 questions answered; 1 file or"
        ),
        "{}",
        run.out
    );
    // No date is cut in two where the line ends.
    assert!(
        !run.out.lines().any(|line| line.ends_with('-')),
        "{}",
        run.out
    );
}
