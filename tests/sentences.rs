//! Every sentence of a summary is true of its source: by what the team agreed on, of ties, and of
//! the comments that the team left.

use crate::common::world::{World, form};

const COLUMNS: [&str; 6] = [
    "strength",
    "ok-for-now",
    "could-be-better",
    "urgent-gap",
    "unsure",
    "unanswered",
];

/// A practice of a team assessment: its counts, the agreed rating, and its comments' ratings.
type Practice = ([u32; 6], &'static str, &'static [&'static str]);

fn team(head: &str, practices: [Practice; 3]) -> String {
    let mut file = format!("kind = \"team-assessment\"\nrubric = \"tiny/1\"\n{head}\n");
    let ids = ["data.review", "data.alerts", "staff.training"];
    for (id, (counts, agreed, comments)) in ids.into_iter().zip(practices) {
        let counts = COLUMNS
            .iter()
            .zip(counts)
            .map(|(key, n)| format!("{key} = {n}"));
        let counts: Vec<String> = counts.collect();
        let comments = comments
            .iter()
            .map(|of| format!("{{ rating = \"{of}\", text = \"Seen.\" }}"));
        let comments: Vec<String> = comments.collect();
        file += &format!(
            "\n[{id}]\ncounts = {{ {} }}\ndocumentation = [{}]\nagreed = \"{agreed}\"\n",
            counts.join(", "),
            comments.join(", ")
        );
    }
    file
}

const STRONG: [u32; 6] = [6, 0, 0, 0, 0, 0];
const UNSURE: [u32; 6] = [3, 0, 0, 0, 3, 0];
const GAP: [u32; 6] = [0, 0, 0, 6, 0, 0];
const SPLIT: [u32; 6] = [3, 0, 0, 3, 0, 0];

#[test]
fn each_sentence_follows_what_the_team_agreed_on() {
    type Case<'a> = (&'a str, [Practice; 3], &'a [&'a str], &'a [&'a str]);
    let cases: &[Case<'_>] = &[
        (
            "6",
            [
                (UNSURE, "strength", &[]),
                (STRONG, "", &[]),
                (STRONG, "ok-for-now", &[]),
            ],
            &["The team doesn't need to find out about any practice."],
            &["are unsure about"],
        ),
        (
            "6",
            [
                (GAP, "urgent-gap", &[]),
                (STRONG, "urgent-gap", &[]),
                (SPLIT, "ok-for-now", &[]),
            ],
            &[
                "Practices 1 and 2 are too close to rank. They differ by no more than one person",
                "could have a different result by the answers alone",
            ],
            &[
                "would change their order",
                "ratings, on average",
                "The greatest concern",
            ],
        ),
        (
            "4",
            [
                ([0, 4, 0, 0, 0, 0], "", &[]),
                ([0, 3, 0, 0, 0, 1], "", &[]),
                ([0, 4, 0, 0, 0, 0], "", &[]),
            ],
            &["Only 4 people rated it.", "Only 3 people rated it."],
            &["so one person"],
        ),
        // Ties are not named as the one, and what stands alone is.
        (
            "6",
            [(STRONG, "", &[]), (STRONG, "", &[]), (GAP, "", &[])],
            &[
                "Two practices are strengths. No practice is OK",
                "The greatest concern is \"Training.\"",
            ],
            &["The strongest is"],
        ),
        (
            "6",
            [
                (STRONG, "", &[]),
                ([5, 1, 0, 0, 0, 0], "", &[]),
                ([0, 0, 0, 5, 1, 0], "", &[]),
            ],
            &["Two practices are strengths. The strongest is \"Review of data.\""],
            &[],
        ),
        (
            "6",
            [
                (SPLIT, "", &[]),
                (SPLIT, "", &[]),
                ([2, 0, 2, 2, 0, 0], "", &[]),
            ],
            &["Opinions are split on all 3 practices."],
            &["most of all"],
        ),
        (
            "6",
            [
                (SPLIT, "", &[]),
                (STRONG, "", &[]),
                ([2, 0, 2, 2, 0, 0], "", &[]),
            ],
            &["Opinions are split on two practices, most of all on \"Review of data.\""],
            &[],
        ),
        // A team may have deleted comments, and a late form's aren't in the file.
        (
            "6",
            [
                (GAP, "", &[]),
                (STRONG, "", &["strength", "strength"]),
                (STRONG, "", &["strength"]),
            ],
            &[
                "0 of 6 ratings have a comment here.",
                "2 of 6 ratings have a comment here.",
                "1 of 6 ratings has a comment here.",
                "but no rating has a comment here:\n\n- Review of data",
            ],
            &["how they know"],
        ),
        // What nobody rated is no greater concern than its equals, and no entry begins with nothing.
        (
            "0",
            [
                ([0; 6], "could-be-better", &[]),
                ([0; 6], "could-be-better", &[]),
                ([0; 6], "strength", &[]),
            ],
            &["0 responses.\n", "\nNo answers. The team agreed on this"],
            &["The greatest concern", "complete"],
        ),
        // One who doesn't answer is another than one who answers something else.
        (
            "4",
            [([4, 0, 0, 0, 0, 0], "", &[]); 3],
            &["one person who answers differently can change almost any result"],
            &[],
        ),
        // What can't wait is said where the summary begins.
        (
            "8",
            [
                ([0, 0, 0, 2, 6, 0], "", &[]),
                ([0, 0, 0, 1, 7, 0], "", &[]),
                ([8, 0, 0, 0, 0, 0], "", &[]),
            ],
            &[
                "Don't wait on practices 1 and 2: see \"Find out\".",
                "**Don't wait on this one:** half or more of those who do know say Urgent Gap.",
                "chose Urgent Gap. **Who would know?** **Don't wait on this one.**",
            ],
            &[],
        ),
        (
            "10",
            [
                ([6, 0, 3, 1, 0, 0], "", &[]),
                ([10, 0, 0, 0, 0, 0], "", &[]),
                ([10, 0, 0, 0, 0, 0], "", &[]),
            ],
            &[
                "Some of us are at each end, and some are in between.",
                "for both sides.",
            ],
            &["A few of us", "what they wrote"],
        ),
        // A comment with a rating that no one gave is of other answers.
        (
            "6",
            [
                (GAP, "", &["strength"]),
                (STRONG, "", &["strength"]),
                (STRONG, "", &["strength"]),
            ],
            &["Every practice that was rated has a comment here."],
            &["0 of 6", "of 6 ratings have"],
        ),
    ];
    let world = World::new();
    for (responses, practices, says, never) in cases {
        world.put(
            "team.toml",
            team(&format!("responses = {responses}"), *practices),
        );
        let run = world.run(&["--rubric", "tiny.toml", "render", "team.toml"]);
        run.ends(0);
        for words in *says {
            assert!(run.out.contains(words), "no {words:?} in {}", run.out);
        }
        for words in *never {
            assert!(!run.out.contains(words), "{words:?} in {}", run.out);
        }
    }
}

#[test]
fn years_are_compared_by_what_every_list_goes_by() {
    let world = World::new();
    let years = [
        ("old.toml", ([2, 0, 0, 0, 0, 4], "", &[][..])),
        ("new.toml", ([0, 0, 0, 2, 0, 4], "", &[][..])),
    ];
    for (name, practice) in years {
        let rest: Practice = (STRONG, "", &[]);
        world.put(name, team("responses = 6", [practice, rest, rest]));
    }
    let tiny = ["--rubric", "tiny.toml"];
    let render = ["render", "new.toml", "--previous", "old.toml"];
    let run = world.run(&[&tiny[..], &render].concat());
    for words in [
        "| Review of data | Strength | Urgent gap | \u{2193} Down |",
        "The other 2 practices have the same result as before.",
    ] {
        assert!(
            run.ends(0).out.contains(words),
            "no {words:?} in {}",
            run.out
        );
    }
}

#[test]
fn what_differs_from_a_team_is_another_middle_answer() {
    let world = World::new();
    let of = |counts| (counts, "", &[][..]);
    world.put(
        "one.toml",
        team("responses = 1", [of([1, 0, 0, 0, 0, 0]); 3]),
    );
    world.put(
        "team.toml",
        team("responses = 10", [of([5, 0, 0, 0, 5, 0]); 3]),
    );
    let tiny = ["--rubric", "tiny.toml", "diff", "one.toml", "team.toml"];
    let run = world.run(&tiny);
    let words = "Of 3 practices: 0 different from the team, 3 the same.";
    assert!(run.ends(0).out.contains(words), "{}", run.out);
    // Years that are large enough are not told by one that isn't.
    world.put(
        "few.toml",
        team("responses = 4", [of([0, 0, 0, 4, 0, 0]); 3]),
    );
    world.put(
        "old.toml",
        team("responses = 8", [of([0, 0, 0, 8, 0, 0]); 3]),
    );
    world.put(
        "new.toml",
        team("responses = 8", [of([8, 0, 0, 0, 0, 0]); 3]),
    );
    let trend = ["diff", "few.toml", "old.toml", "new.toml"];
    let run = world.run(&[&tiny[..2], &trend].concat());
    assert!(
        run.ends(0).out.contains("improved") && !run.out.contains("fewer than five people"),
        "{}",
        run.out
    );
}

#[test]
fn a_summary_without_comments_says_nothing_of_them() {
    let world = World::new();
    let practice: Practice = (STRONG, "", &["strength"]);
    world.put("team.toml", team("responses = 6", [practice; 3]));
    let run = world.run(&[
        "--rubric",
        "tiny.toml",
        "render",
        "team.toml",
        "--no-documentation",
    ]);
    assert!(!run.ends(0).out.contains("comment here"), "{}", run.out);
}

#[test]
fn a_blank_title_is_none() {
    let world = World::of_three();
    let run = world.run(&["--rubric", "tiny.toml", "render", "forms", "--title", " "]);
    assert!(run.ends(0).out.starts_with("# Tiny\n"), "{}", run.out);
}

#[test]
fn only_departments_that_are_named_are_counted() {
    let world = World::new();
    for (at, department) in ["North", "N/A", "none", "-", "?", ""].iter().enumerate() {
        let form = form(&format!("P{at}"), "", "2026-10-01", ["strength", "", ""]);
        let department = format!("department = \"{department}\"");
        world.put(
            &format!("forms/{at}.toml"),
            form.replace("department = \"\"", &department),
        );
    }
    let arguments = [
        "--rubric",
        "tiny.toml",
        "render",
        "forms",
        "--audience",
        "public",
    ];
    let run = world.run(&[&arguments[..], &["--before-debrief"]].concat());
    // Each answered one practice of three.
    let says = "\nSix people took part in the self-assessment. ";
    assert!(run.ends(0).out.contains(says), "{}", run.out);
    let run = world.tally(&["forms", "--by", "department", "--min-group", "3"]);
    assert!(!run.ends(0).out.contains("N/A"), "{}", run.out);
}

#[test]
fn an_earlier_year_that_looks_wrong_is_told_wherever_it_is_compared() {
    let world = World::new();
    let strong: Practice = (STRONG, "strength", &[]);
    let head = |district: &str, cycle: &str, days: &str| {
        format!("district = \"{district}\"\ncycle = \"{cycle}\"\nresponses = 6\n{days}")
    };
    for (name, district, cycle, days) in [
        (
            "old.toml",
            "North",
            "2025-26",
            "from = 2025-10-01\nto = 2025-10-09\n",
        ),
        (
            "new.toml",
            "North",
            "2026-27",
            "from = 2026-10-01\nto = 2026-10-09\n",
        ),
        ("undated.toml", "North", "2027-28", ""),
        (
            "south.toml",
            "South",
            "2025-26",
            "from = 2025-10-01\nto = 2025-10-09\n",
        ),
    ] {
        world.put(name, team(&head(district, cycle, days), [strong; 3]));
    }
    world.put(
        "few.toml",
        team(
            &head("North", "2024-25", "").replace("= 6", "= 4"),
            [([4, 0, 0, 0, 0, 0], "strength", &[]); 3],
        ),
    );
    for (source, previous, says) in [
        ("new.toml", "old.toml", ""),
        (
            "old.toml",
            "new.toml",
            "the answers in new.toml begin on October 1, 2026, after those in old.toml end (October 9, 2025). Name only earlier years with --previous",
        ),
        (
            "new.toml",
            "undated.toml",
            "undated.toml is from 2027-28, which is after new.toml (2026-27). Name only",
        ),
        (
            "new.toml",
            "south.toml",
            "south.toml is from South, but new.toml is from North.",
        ),
        (
            "new.toml",
            "./new.toml",
            "./new.toml and new.toml are the same file or folder",
        ),
    ] {
        for command in [
            &["render", source][..],
            &["render", source, "--audience", "public"],
            &["page", source],
            &[
                "tally",
                source,
                "--format",
                "xlsx",
                "-o",
                "team.xlsx",
                "--force",
            ],
        ] {
            let run = world.run(
                &[
                    &["--rubric", "tiny.toml"],
                    command,
                    &["--previous", previous],
                ]
                .concat(),
            );
            let warned = run.ends(0).err.contains("warning: ");
            assert!(
                warned != says.is_empty() && run.err.contains(says),
                "{command:?} {}",
                run.err
            );
        }
    }
    let twice = [
        "render",
        "new.toml",
        "--previous",
        "old.toml",
        "--previous",
        "old.toml",
    ];
    let run = world.run(&[&["--rubric", "tiny.toml"], &twice[..]].concat());
    assert!(
        run.err
            .contains("old.toml was named twice, so nothing can have changed."),
        "{}",
        run.err
    );
    let few = [
        "render",
        "new.toml",
        "--audience",
        "public",
        "--previous",
        "few.toml",
    ];
    let run = world.run(&[&["--rubric", "tiny.toml"], &few[..]].concat());
    run.ends(2)
        .says(&["only 4 responses were counted for 2024-25. In a team this small"]);
}
