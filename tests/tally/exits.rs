//! Where a result goes, and what happens when it cannot go there.

use std::fs;

use crate::common::world::World;

#[test]
fn a_file_that_was_read_is_never_written_over() {
    let world = World::of_three();
    let text = world.text("forms/ana.toml");
    fs::hard_link(world.path("forms/ana.toml"), world.path("hard.toml")).unwrap();
    let mut names = vec!["forms/ana.toml", "./forms/../forms/ana.toml", "hard.toml"];
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("forms/ana.toml", world.path("soft.toml")).unwrap();
        names.push("soft.toml");
    }
    for name in names {
        for more in [&[][..], &["--force"], &["--force", "--renew-documentation"]] {
            let run = world.tally(&[&["forms", "-o", name], more].concat());
            run.ends(2)
                .tallies_nothing()
                .says(&[name, "can't be overwritten"]);
            assert_eq!(world.text("forms/ana.toml"), text);
        }
    }
    world.put("ana.csv", &text);
    let run = world.tally(&["ana.csv", "-o", "ana.csv", "--force"]);
    run.ends(2).says(&["ana.csv"]);
    assert_eq!(world.text("ana.csv"), text);
    // Nor a blank one or a broken one.
    world.put(
        "forms/blank.toml",
        crate::common::world::form("", "", "", ["", "", ""]),
    );
    world
        .tally(&["forms", "-o", "forms/blank.toml", "--force"])
        .ends(2);
    world.put("forms/cy.toml", "kind = \"response\"\n[");
    world
        .tally(&["forms", "-o", "forms/cy.toml", "--force", "--keep-going"])
        .ends(2);
    assert_eq!(world.text("forms/cy.toml"), "kind = \"response\"\n[");
    world.tally(&["forms/ana.toml", "-o", "team.toml"]).ends(0);
    world
        .tally(&["team.toml", "-o", "team.toml"])
        .ends(2)
        .says(&["can't be overwritten"]);
}

#[test]
fn a_file_that_is_there_is_replaced_only_by_force() {
    let world = World::of_three();
    for name in ["a.csv", "a.json", "a.md", "a.txt", "a.toml"] {
        world.put(name, "mine = 1");
        let run = world.tally(&["forms", "-o", name]);
        assert_ne!(run.code, 0);
        run.tallies_nothing().says(&[name, "wasn't changed"]);
        assert_eq!(world.text(name), "mine = 1");
        world.tally(&["forms", "-o", name, "--force"]).ends(0);
        assert!(world.text(name).len() > 100, "{name}");
        // A table or figures cannot say who wrote them; a page and an assessment can.
        let code = if ["a.md", "a.toml"].contains(&name) {
            0
        } else {
            2
        };
        let more = world.text("forms/bo.toml").replace("Bo Lind", "Cy Moe");
        world.put("forms/cy.toml", more);
        world.tally(&["forms", "-o", name]).ends(code);
        fs::remove_file(world.path("forms/cy.toml")).unwrap();
    }
    assert_eq!(
        world.names("."),
        [
            "a.csv",
            "a.json",
            "a.md",
            "a.toml",
            "a.txt",
            "forms",
            "tiny.toml"
        ]
    );
}

#[test]
#[allow(clippy::disallowed_methods, reason = "a workbook of another program")]
fn a_table_of_answers_is_never_replaced() {
    let workbook_with = |heading: &str| {
        let mut book = rust_xlsxwriter::Workbook::new();
        book.add_worksheet().write(0, 0, heading).unwrap();
        book.save_to_buffer().unwrap()
    };
    let world = World::of_three();
    let replaced = |format: &str, name: &str| {
        world.tally(&["forms", "--format", format, "-o", name, "--force"])
    };
    replaced("csv", "a.csv").ends(0);
    replaced("csv", "a.csv").ends(0);
    replaced("xlsx", "a.xlsx").ends(0);
    replaced("xlsx", "a.xlsx").ends(0);
    let export = workbook_with("Timestamp");
    fs::write(world.path("a.xlsx"), &export).unwrap();
    replaced("xlsx", "a.xlsx")
        .ends(2)
        .says(&["a.xlsx", "isn't a workbook that chronic made"]);
    assert_eq!(fs::read(world.path("a.xlsx")).unwrap(), export);
    world.put("a.csv", "Timestamp,Question\n2026-10-05,Strength\n");
    replaced("csv", "a.csv")
        .ends(2)
        .says(&["a.csv", "other columns"]);
    assert!(world.text("a.csv").contains("Question"));
}

#[test]
fn a_page_is_renewed_until_somebody_writes_into_it() {
    let world = World::of_three();
    world.tally(&["forms", "-o", "page.md"]).ends(0);
    let first = world.text("page.md");
    world.put("page.md", first.replace('\n', "\r\n"));
    let cy = world.text("forms/bo.toml").replace("Bo Lind", "Cy Moe");
    world.put("forms/cy.toml", cy);
    world.tally(&["forms", "-o", "page.md"]).ends(0);
    let second = world.text("page.md");
    assert!(second.contains("4 responses") && first.contains("3 responses"));
    for edited in [
        second.replace("Training", "Training of staff"),
        second.replacen('\n', "\n\nOur words.\n", 1),
        format!("{second}\nOur words.\n"),
    ] {
        world.put("page.md", &edited);
        fs::write(
            world.path("forms/cy.toml"),
            world.text("forms/cy.toml") + "# more\n",
        )
        .unwrap();
        let run = world.tally(&["forms/ana.toml", "-o", "page.md"]);
        run.ends(2)
            .says(&["page.md", "someone has edited it", "--force"]);
        assert_eq!(world.text("page.md"), edited);
    }
    let page = world.text("page.md") + &first;
    assert!(
        !page.contains(&world.root().display().to_string()),
        "no path of the machine"
    );
}

#[test]
fn a_place_that_cannot_be_written_to_is_named_and_nothing_is_left() {
    let world = World::of_three();
    world
        .tally(&["forms", "-o", "nowhere/a.csv"])
        .ends(2)
        .says(&["nowhere/a.csv", "folder doesn't exist"]);
    world
        .tally(&["forms", "-o", "forms", "--format", "csv"])
        .ends(2)
        .says(&["forms", "it's a folder"]);
    world
        .tally(&["forms", "-o", "tiny.toml/a.csv"])
        .ends(2)
        .says(&["tiny.toml/a.csv"]);
    assert_eq!(world.names("."), ["forms", "tiny.toml"]);
}

#[test]
fn wrong_usage_is_2() {
    let world = World::of_three();
    for arguments in [
        &["tally"][..],
        &["tally", "forms", "--format", "xml"],
        &["tally", "forms", "--sort", "name"],
        &["tally", "forms", "--duplicates", "none"],
        &["tally", "forms", "--renew-documentation"],
        &[
            "tally",
            "forms",
            "-o",
            "t.toml",
            "--renew-documentation",
            "--no-documentation",
        ],
    ] {
        world
            .run(&[&["--rubric", "tiny.toml"], arguments].concat())
            .ends(2)
            .tallies_nothing();
    }
    assert_eq!(world.names("."), ["forms", "tiny.toml"]);
}

#[cfg(unix)]
#[test]
fn what_goes_nowhere_is_not_written_and_nothing_else_is_a_place_for_it() {
    let world = World::of_three();
    for format in ["csv", "toml", "markdown", "xlsx"] {
        let words = ["forms", "--format", format, "-o"];
        world.tally(&[&words[..], &["/dev/null"]].concat()).ends(0);
        world
            .tally(&[&words[..], &["/dev/zero"]].concat())
            .ends(2)
            .says(&["isn't a regular file"]);
    }
}

#[test]
fn what_is_meant_is_taken_or_said_in_plain_words() {
    let world = World::of_three();
    let [md, markdown] =
        ["md", "markdown"].map(|format| world.tally(&["forms", "--format", format]).whole());
    assert_eq!(md, markdown);
    for by in ["group", "Groups"] {
        world
            .tally(&["forms", "--by", by])
            .ends(2)
            .says(&["use --by role or --by department"]);
    }
    world.run(&["rubric", "--format", "md"]).ends(0);
}

#[cfg(unix)]
mod unix {
    use std::fs::{File, Permissions};
    use std::os::unix::fs::PermissionsExt;
    use std::process::Stdio;

    use super::*;
    use crate::common::ended;

    const FORMS: [&[&str]; 6] = [
        &[],
        &["--format", "csv"],
        &["--long"],
        &["--format", "json"],
        &["--format", "markdown"],
        &["--format", "toml"],
    ];

    #[test]
    fn a_reader_that_goes_away_is_no_error() {
        let world = World::of_three();
        for form in FORMS {
            let arguments = [&["--rubric", "tiny.toml", "tally", "forms"], form].concat();
            // A pipe whose other end is closed before anything is written.
            let (reader, writer) = std::io::pipe().unwrap();
            drop(reader);
            let run = ended(world.command(&arguments).stdout(writer).output().unwrap());
            assert_eq!(run.code, 0, "{}", run.err);
            assert!(!run.err.contains("error"), "{}", run.err);
        }
    }

    #[test]
    fn a_full_disk_is_2_and_says_so() {
        let world = World::of_three();
        for form in FORMS {
            let Ok(full) = File::options().write(true).open("/dev/full") else {
                return;
            };
            let arguments = [&["--rubric", "tiny.toml", "tally", "forms"], form].concat();
            let run = ended(world.command(&arguments).stdout(full).output().unwrap());
            run.ends(2).says(&["the result couldn't be written"]);
        }
    }

    #[test]
    fn nobody_to_listen_to_messages_changes_no_exit_code() {
        let world = World::of_three();
        world.put("forms/cy.toml", "kind = \"response\"\n[");
        let arguments = ["--rubric", "tiny.toml", "tally", "forms"];
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let status = world
            .command(&arguments)
            .stdout(Stdio::null())
            .stderr(writer)
            .status();
        assert_eq!(status.unwrap().code(), Some(1));
    }

    #[test]
    fn renewing_keeps_mode_and_link_and_leaves_nothing_else() {
        let world = World::of_three();
        let mode =
            |path: &str| fs::metadata(world.path(path)).unwrap().permissions().mode() & 0o777;
        world.tally(&["forms/ana.toml", "-o", "team.toml"]).ends(0);
        world.put("usual", "");
        assert_eq!(
            mode("team.toml"),
            mode("usual"),
            "colleagues can read a new one"
        );
        fs::set_permissions(world.path("team.toml"), Permissions::from_mode(0o664)).unwrap();
        std::os::unix::fs::symlink("team.toml", world.path("link.toml")).unwrap();
        world.tally(&["forms", "-o", "link.toml"]).ends(0);
        assert!(world.text("team.toml").contains("responses = 3"));
        assert_eq!(mode("team.toml"), 0o664);
        assert!(
            fs::symlink_metadata(world.path("link.toml"))
                .unwrap()
                .is_symlink()
        );
        fs::set_permissions(world.path("team.toml"), Permissions::from_mode(0o444)).unwrap();
        let before = world.text("team.toml");
        world
            .tally(&["forms/ana.toml", "-o", "team.toml", "--force"])
            .ends(2)
            .says(&["read-only"]);
        assert_eq!(world.text("team.toml"), before);
        assert_eq!(
            world.names("."),
            ["forms", "link.toml", "team.toml", "tiny.toml", "usual"]
        );
    }

    #[test]
    fn folders_that_may_only_be_read_are_enough() {
        let world = World::of_three();
        let close =
            |mode| fs::set_permissions(world.path("forms"), Permissions::from_mode(mode)).unwrap();
        close(0o555);
        let run = world.tally(&["forms"]);
        close(0o755);
        run.ends(0);
    }
}
