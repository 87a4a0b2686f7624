//! The same responses are the same tally, in whatever order and under whatever names.

use crate::common::world::{World, example, form};

const FORMS: [&[&str]; 8] = [
    &[],
    &["--sort", "concern"],
    &["--sort", "spread"],
    &["--format", "csv"],
    &["--long"],
    &["--format", "json"],
    &["--format", "markdown"],
    &["--format", "toml"],
];

/// Every form of the tally of a folder.
fn all(world: &World, folder: &str, more: &[&str]) -> Vec<String> {
    FORMS
        .iter()
        .map(|form| {
            world
                .tally(&[&[folder], *form, more].concat())
                .ends(0)
                .out
                .clone()
        })
        .collect()
}

#[test]
fn names_of_files_change_nothing() {
    let world = World::of_three();
    // Two that are one person's and equal, but for what only the file says of itself.
    let copy = world.text("forms/bo.toml").replace("2026-27", "2025-26");
    world.put("forms/bo-copy.toml", copy);
    world.put(
        "forms/late.toml",
        form("Cy", "", "2026-10-09", ["unsure", "unsure", "unsure"]).replace("North", "NORTH"),
    );
    world.put(
        "forms/early.toml",
        form("Cy", "", "2026-10-08", ["strength", "unsure", "unsure"]),
    );
    let names = world.names("forms");
    let last = names.len() - 1;
    for (at, name) in names.iter().enumerate() {
        let text = world.text(&format!("forms/{name}"));
        world.put(&format!("turned/{:02}.toml", last - at), &text);
        world.put(&format!("nested/{}/{name}", last - at), &text);
    }
    let more = ["--duplicates", "latest"];
    let forms = all(&world, "forms", &more);
    assert_eq!(forms, all(&world, "turned", &more));
    assert_eq!(forms, all(&world, "nested", &more));
    assert!(forms[0].contains("4 responses"), "{}", forms[0]);
}

#[test]
fn the_order_of_arguments_changes_nothing() {
    let world = World::of_three();
    let there = ["forms/ana.toml", "forms/bo.toml", "forms/none.toml"];
    let back = ["forms/none.toml", "forms/bo.toml", "forms/ana.toml"];
    for form in FORMS {
        let tally = |sources: &[&str]| world.tally(&[sources, form].concat());
        assert_eq!(tally(&there), tally(&back));
        assert_eq!(tally(&there), tally(&["forms"]));
    }
}

#[test]
fn place_time_and_language_change_nothing() {
    let world = World::new();
    let example = example();
    let elsewhere = World::new();
    for form in FORMS {
        let arguments = [&["tally", example.as_str()], form].concat();
        let here = world.run(&arguments);
        let mut command = elsewhere.command(&arguments);
        command
            .env("LC_ALL", "tr_TR.UTF-8")
            .env("TZ", "Pacific/Apia")
            .env("COLUMNS", "40");
        let there = command.output().unwrap();
        assert_eq!(here.out.as_bytes(), there.stdout);
        let threads = elsewhere
            .command(&arguments)
            .env("RAYON_NUM_THREADS", "1")
            .output()
            .unwrap();
        assert_eq!(here.out.as_bytes(), threads.stdout);
    }
}
