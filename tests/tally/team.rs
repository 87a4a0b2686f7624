//! The team assessment: written, renewed, and never harmed.

use snapbox::{assert_data_eq, file};

use crate::common::world::{World, example, form};

/// A team assessment that a team has worked on, in a layout of its own.
const EDITED: &str = r#"# Our assessment. Keep!
kind = "team-assessment"
rubric = 'tiny/1'   # do not change
cycle = ""
district = "Old"    # was Old
responses = 0x01    # of 14
not_read = 2        # the two from the depot
from = 2026-09-29
to = 2026-09-30

[data]
# dotted on purpose
review.agreed = "strength"
review.counts.strength = 1
review.counts.unanswered = 0
review.notes = '''
Line "one"
counts = 5
'''

[staff.training]   # last
notes = "said # much"
documentation = [
  # Bo said this
  { rating = "unsure", text = "kept" },
]

[staff.training.counts]
unsure = 1
"#;

/// As it is to be after the three forms.
const RENEWED: &str = r#"# Our assessment. Keep!
kind = "team-assessment"
rubric = 'tiny/1'   # do not change
cycle = "2026-27"
district = "North"    # was Old
responses = 3    # of 14
# the two from the depot
from = 2026-10-01
to = 2026-10-05

[data]
# dotted on purpose
review.agreed = "strength"
review.counts.strength = 2
review.counts.ok-for-now = 0
review.counts.could-be-better = 1
review.counts.urgent-gap = 0
review.counts.unsure = 0
review.counts.unanswered = 0
review.notes = '''
Line "one"
counts = 5
'''

[staff.training]   # last
notes = "said # much"
documentation = [
  # Bo said this
  { rating = "unsure", text = "kept" },
]

[staff.training.counts]
strength = 0
ok-for-now = 1
could-be-better = 0
urgent-gap = 2
unsure = 0
unanswered = 0

# 2 of 3. Alerts
#
#   Families are alerted.
[data.alerts]
counts = { strength = 0, ok-for-now = 0, could-be-better = 0, urgent-gap = 0, unsure = 2, unanswered = 1 }
documentation = [
  { rating = "unsure", text = "Seen unsure." },
  { rating = "unsure", text = "Seen unsure." },
  { rating = "", text = "Seen ." },
]
agreed = ""
decision = ""
notes = '''
'''
"#;

#[test]
fn a_file_that_a_team_works_on_gets_new_numbers_and_keeps_the_rest() {
    for (mark, line_end) in [
        ("", "\n"),
        ("\u{feff}", "\n"),
        ("", "\r\n"),
        ("\u{feff}", "\r\n"),
    ] {
        let world = World::of_three();
        let own = |text: &str| format!("{mark}{}", text.replace('\n', line_end));
        world.put("team.toml", own(EDITED));
        let run = world.tally(&["forms", "-o", "team.toml"]);
        run.ends(0)
            .tallies_nothing()
            .says(&["Updated the counts in team.toml"]);
        assert_eq!(world.text("team.toml"), own(RENEWED));
        let again = world.tally(&["forms", "-o", "team.toml"]);
        again.ends(0).says(&["team.toml is up to date"]);
        assert_eq!(world.text("team.toml"), own(RENEWED));
        assert_eq!(world.names("."), ["forms", "team.toml", "tiny.toml"]);
    }
}

#[test]
fn counts_of_another_year_take_no_ones_place_unasked() {
    let world = World::of_three();
    world.tally(&["forms", "-o", "team.toml"]).ends(0);
    let old = world.text("team.toml");
    world.put(
        "team.toml",
        old.replace("2026", "2025").replace("25-27", "25-26"),
    );
    let last = world.text("team.toml");
    let run = world.tally(&["forms", "-o", "team.toml"]);
    run.ends(1).says(&[
        "error: team.toml wasn't changed. Its counts are from another school year (\"2025-26\", October 1 to 5, 2025)",
        "than these (\"2026-27\", October 1 to 5, 2026)",
        "into a new file: chronic tally forms -o team-2026-27.toml",
    ]);
    assert_eq!(world.text("team.toml"), last);
    let run = world.tally(&["forms", "-o", "team.toml", "--force"]);
    run.ends(0).says(&[
        "Updated the counts in team.toml",
        "are still about another school year (\"2025-26\", October 1 to 5, 2025).",
    ]);
    let again = world.tally(&["forms", "-o", "team.toml"]);
    assert!(!again.err.contains("another school year"), "{}", again.err);
}

#[test]
fn counts_of_a_team_assessment_are_not_called_forms() {
    let world = World::of_three();
    world.tally(&["forms", "-o", "a.toml"]).ends(0);
    let text = world.text("a.toml");
    world.put(
        "b.toml",
        text.replacen("Seen unsure.", "Not seen.", 1).replace(
            "strength = 2, ok-for-now = 0",
            "strength = 1, ok-for-now = 1",
        ),
    );
    for (from, to) in [("a.toml", "b.toml"), ("b.toml", "a.toml")] {
        let run = world.tally(&[from, "-o", to]);
        run.ends(0).says(&[
            &format!("1 comment in {from} isn't in {to}, and 1 in {to} isn't in {from}."),
            &format!("Someone edited {from} or {to}"),
        ]);
        assert!(!run.err.to_lowercase().contains("form"), "{}", run.err);
        world.put("a.toml", &text);
    }
}

#[test]
fn the_example_is_up_to_date_with_its_responses() {
    let world = World::new();
    let example = example();
    let file = format!("{example}/../team-2026.toml");
    let completed = std::fs::read(file).unwrap();
    world.put("team.toml", &completed);
    let run = world.run(&["tally", &example, "-o", "team.toml"]);
    run.ends(0).says(&["up to date"]);
    assert_eq!(world.text("team.toml").as_bytes(), completed);
}

#[test]
fn a_new_one_is_valid_and_says_the_same_in_every_form() {
    let world = World::of_three();
    let run = world.tally(&["forms", "-o", "team.toml"]);
    run.ends(0)
        .tallies_nothing()
        .says(&["Wrote team.toml", "Next:"]);
    let check = world.run(&["--rubric", "tiny.toml", "validate", "team.toml"]);
    assert!(
        check.code == 0 && check.out.contains("0 errors"),
        "{}",
        check.whole()
    );
    for format in ["table", "csv", "json", "markdown", "toml"] {
        let [forms, team] =
            ["forms", "team.toml"].map(|source| world.tally(&[source, "--format", format]).out);
        assert_eq!(forms, team, "{format}");
    }
}

#[test]
fn what_could_not_be_read_is_kept_and_goes_again() {
    let world = World::of_three();
    world.tally(&["forms", "-o", "team.toml"]).ends(0);
    let whole = world.text("team.toml");
    world.put("forms/cy.toml", "kind = \"response\"\n[");
    world.tally(&["forms", "-o", "team.toml"]).ends(1);
    assert_eq!(world.text("team.toml"), whole);
    let run = world.tally(&["forms", "-o", "team.toml", "--keep-going"]);
    run.ends(1).says(&["Updated"]);
    let missing = world.text("team.toml");
    assert_eq!(
        missing,
        whole.replace("responses = 3\n", "responses = 3\nnot_read = 1\n")
    );
    // The team says why beside it, and the comment stays when the number goes.
    world.put(
        "team.toml",
        missing.replace("not_read = 1", "  not_read = 1 # Cy's, damaged"),
    );
    world
        .tally(&["forms", "-o", "team.toml", "--keep-going"])
        .ends(1)
        .says(&["up to date"]);
    std::fs::remove_file(world.path("forms/cy.toml")).unwrap();
    world.tally(&["forms", "-o", "team.toml"]).ends(0);
    assert_eq!(
        world.text("team.toml"),
        whole.replace("responses = 3\n", "responses = 3\n  # Cy's, damaged\n")
    );
}

#[test]
fn dates_go_when_no_response_has_one_and_come_back_in_their_place() {
    let world = World::of_three();
    world.tally(&["forms", "-o", "team.toml"]).ends(0);
    let dated = world.text("team.toml");
    let lines = "from = 2026-10-01\nto = 2026-10-05\n";
    for name in ["ana", "bo"] {
        let name = format!("forms/{name}.toml");
        world.put(
            &name,
            world.text(&name).replace("date = \"2026", "date = \"\" #"),
        );
    }
    world.tally(&["forms", "-o", "team.toml"]).ends(0);
    assert_eq!(world.text("team.toml"), dated.replace(lines, ""));
    for name in ["ana", "bo"] {
        let name = format!("forms/{name}.toml");
        world.put(
            &name,
            world.text(&name).replace("date = \"\" #", "date = \"2026"),
        );
    }
    world.tally(&["forms", "-o", "team.toml"]).ends(0);
    assert_eq!(world.text("team.toml"), dated);
}

#[test]
fn a_district_that_the_responses_do_not_agree_on_is_the_teams() {
    let world = World::of_three();
    world.tally(&["forms", "-o", "team.toml"]).ends(0);
    let own = world
        .text("team.toml")
        .replace("\"North\"", "\"North & South\"");
    world.put("team.toml", &own);
    world.put(
        "forms/bo.toml",
        world.text("forms/bo.toml").replace("North", "South"),
    );
    world.tally(&["forms", "-o", "team.toml"]).ends(0);
    assert_eq!(world.text("team.toml"), own);
}

#[test]
fn quotes_stay_and_a_line_says_how_many_others_there_are() {
    let world = World::of_three();
    world.tally(&["forms", "-o", "team.toml"]).ends(0);
    let full = world.text("team.toml");
    let shortened = full.replacen("Seen unsure.", "Seen.", 1).replace(
        "  { rating = \"ok-for-now\", text = \"Seen OK for Now.\" },\n",
        "  # taken out\n",
    );
    assert_ne!(shortened, full);
    world.put("team.toml", &shortened);
    let run = world.tally(&["forms", "-o", "team.toml"]);
    run.ends(0).says(&[
        "2 comments on the forms aren't in team.toml, and 1 in team.toml isn't on any form now.",
        "--renew-documentation",
        "up to date",
    ]);
    assert_eq!(world.text("team.toml"), shortened);

    let agreed = shortened.replacen("agreed = \"\"", "agreed = \"unsure\"  # 5 to 1", 1);
    world.put("team.toml", &agreed);
    let run = world.tally(&["forms", "-o", "team.toml", "--renew-documentation"]);
    run.ends(0).says(&["Updated"]);
    assert!(!run.err.contains("comments from respondents"));
    assert_eq!(
        world.text("team.toml"),
        full.replacen("agreed = \"\"", "agreed = \"unsure\"  # 5 to 1", 1)
    );
}

#[test]
fn comments_of_a_form_that_could_not_be_read_are_not_said_to_be_gone() {
    let world = World::of_three();
    world.tally(&["forms", "-o", "team.toml"]).ends(0);
    let broken = world.text("forms/ana.toml") + "x\n";
    world.put("forms/ana.toml", broken);
    let run = world.tally(&["forms", "-o", "team.toml", "--keep-going"]);
    run.ends(1)
        .says(&["on any form that could be read. They may be on the others"]);
    assert!(!run.err.contains("removed"), "{}", run.err);
}

#[test]
fn forms_beside_those_that_were_counted_are_told() {
    let world = World::of_three();
    world.put("high/cy.toml", form("Cy", "", "2026-10-02", ["unsure"; 3]));
    let run = world.tally(&["forms", "-o", "team.toml"]);
    run.ends(0)
        .says(&["1 form in high has answers too, but wasn't counted here."]);
    assert!(!run.err.contains("changed since"), "{}", run.err);
}

#[test]
fn line_ends_of_old_macs_are_named() {
    let world = World::of_three();
    world.tally(&["forms", "-o", "team.toml"]).ends(0);
    world.put("team.toml", world.text("team.toml").replace('\n', "\r"));
    let run = world.tally(&["forms", "-o", "team.toml"]);
    run.ends(1).says(&["old Macs ended them"]);
    assert!(!run.err.contains("UTF-8"), "{}", run.err);
}

#[test]
fn quotes_are_put_anew_in_every_layout() {
    for layout in [
        "[data.review]\ncounts = { strength = 1 }\n",
        "[data.review]\ncounts.strength = 1\nagreed = \"\"\n",
        "[data.review.counts]\nstrength = 1\n",
        "[data]\nreview.counts.strength = 1\n",
        "[data]\nreview.agreed = \"\"\n",
        "[data]\nreview = { agreed = \"strength\" }\n",
        "[data]\nreview = {}\n",
        "[data]\nreview = { documentation = [], counts = {} }\n",
        "data.review.counts = { strength = 1 }\n",
        "data.review.counts.strength = 1\n",
        "data.review.notes = \"\"\n",
        "[data.review]\n",
        "[data.review]",
        "[data.review]\nnotes = \"x\"",
        "['data'.\"review\"]\n\"counts\" = { 'strength' = 1 }\n'documentation' = [ ]",
    ] {
        let world = World::of_three();
        let text =
            format!("kind = \"team-assessment\"\nrubric = \"tiny/1\"\nresponses = 1\n{layout}");
        world.put("team.toml", &text);
        let run = world.tally(&["forms", "-o", "team.toml", "--renew-documentation"]);
        assert!(run.code == 0, "{text}{}", run.whole());
        let renewed = world.text("team.toml");
        let [forms, team] =
            ["forms", "team.toml"].map(|source| world.tally(&[source, "--format", "toml"]).out);
        assert_eq!(
            forms.replace("agreed = \"strength\"", "agreed = \"\""),
            team.replace("agreed = \"strength\"", "agreed = \"\"")
                .replace("notes = '''\nx\n'''", "notes = '''\n'''"),
            "{renewed}"
        );
        world
            .tally(&["forms", "-o", "team.toml", "--renew-documentation"])
            .ends(0)
            .says(&["up to date"]);
        assert_eq!(world.text("team.toml"), renewed);
    }
}

#[test]
fn without_documentation_there_is_none_and_none_stays_unseen() {
    let world = World::of_three();
    world
        .tally(&["forms", "-o", "bare.toml", "--no-documentation"])
        .ends(0);
    assert!(!world.text("bare.toml").contains("Seen"));
    world
        .tally(&[
            "forms/ana.toml",
            "-o",
            "bare.toml",
            "--no-documentation",
            "--force",
        ])
        .ends(0)
        .says(&["Updated"]);
    assert!(!world.text("bare.toml").contains("Seen"));
    world.tally(&["forms", "-o", "team.toml"]).ends(0);
    let quoted = world.text("team.toml");
    let run = world.tally(&["forms/ana.toml", "-o", "team.toml", "--no-documentation"]);
    assert_ne!(run.code, 0);
    run.says(&["--no-documentation", "team.toml wasn't changed"]);
    assert_eq!(world.text("team.toml"), quoted);
}

#[test]
fn a_file_that_cannot_be_renewed_stays_as_it_is() {
    let world = World::of_three();
    world.tally(&["forms", "-o", "good.toml"]).ends(0);
    let good = world.text("good.toml");
    let utf16: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(good.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let windows = [good.as_bytes(), b"# caf\xe9\n"].concat();
    let cases: [(&str, Vec<u8>, &str); 8] = [
        ("utf16", utf16, "encoding"),
        ("windows", windows, "encoding"),
        (
            "sum",
            good.replace("responses = 3", "responses = 4").into(),
            "counts",
        ),
        (
            "syntax",
            good.replacen("agreed = \"\"", "agreed = \"", 1).into(),
            "unclosed-quote",
        ),
        (
            "rubric",
            good.replace("tiny/1", "tiny/2").into(),
            "other-rubric",
        ),
        (
            "decision",
            good.replacen("decision = \"\"", "decision = \"later\"", 1)
                .into(),
            "unknown-decision",
        ),
        (
            "plan",
            b"kind = \"plan\"\nrubric = \"tiny/1\"\n".to_vec(),
            "a plan",
        ),
        (
            "answers",
            form("Cy", "", "", ["unsure", "", ""]).into(),
            "a response",
        ),
    ];
    for (name, bytes, word) in cases {
        let name = format!("{name}.toml");
        world.put(&name, &bytes);
        for more in [&[][..], &["--renew-documentation"]] {
            let run = world.tally(&[&["forms/ana.toml", "-o", &name], more].concat());
            run.ends(1)
                .tallies_nothing()
                .says(&[word, &name, "wasn't changed"]);
            assert_eq!(std::fs::read(world.path(&name)).unwrap(), bytes);
        }
    }
    let run = world.tally(&["forms/ana.toml", "-o", "sum.toml"]);
    assert_data_eq!(
        run.whole(),
        file!["../snapshots/tally/not-renewed.txt"].raw()
    );
    // Not by force either: what the team wrote would be lost with the mistake.
    let before = world.text("sum.toml");
    world
        .tally(&["forms/ana.toml", "-o", "sum.toml", "--force"])
        .ends(1)
        .says(&["sum.toml wasn't changed", "or move it first"]);
    assert_eq!(world.text("sum.toml"), before);
    // Nor where the line that says what it is is damaged or gone.
    let sections = &good[good.find("\n[").unwrap()..];
    let wide = good.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let kind = "kind = \"team-assessment\"\n";
    for bytes in [
        good.replace(kind, "kind = \"Team-assessment\"\n")
            .into_bytes(),
        good.replace(kind, "").into_bytes(),
        sections.as_bytes().to_vec(),
        wide,
        form("Cy", "", "", ["unsure", "", ""])
            .replace("kind = \"response\"\n", "")
            .into_bytes(),
        b"title = \"\"\n\n[[action]]\naction = \"Call\"\n".to_vec(),
        b"Name,Role,Department\nAna Reyes,Nurse,Health\n".to_vec(),
    ] {
        world.put("sum.toml", &bytes);
        let run = world.tally(&["forms/ana.toml", "-o", "sum.toml", "--force"]);
        run.ends(1).says(&["sum.toml wasn't changed"]);
        assert_eq!(std::fs::read(world.path("sum.toml")).unwrap(), bytes);
    }
}

#[test]
fn from_a_roster_to_a_team_assessment() {
    let world = World::new();
    world.put(
        "roster.csv",
        "Name,Role,Department\nAna Reyes,Nurse,Health\nBo Lind,Clerk,Office\n",
    );
    let more = ["--district", "North", "--cycle", "2026-27"];
    world
        .run(&[&["init", "--team", "roster.csv", "forms"], more.as_slice()].concat())
        .ends(0);
    assert_eq!(world.names("forms"), ["ana-reyes.toml", "bo-lind.toml"]);
    let run = world.run(&["tally", "forms", "-o", "team.toml"]);
    run.ends(2).says(&["No one has answered"]);
    let filled = world
        .text("forms/ana-reyes.toml")
        .replace("rating = \"\"", "rating = \"OK for Now\"");
    world.put(
        "forms/ana-reyes.toml",
        filled.replacen(
            "\ndocumentation = '''\n",
            "\ndocumentation = '''\nSee \\\\files\\a \"b\" # c\n",
            1,
        ),
    );
    let run = world.run(&["tally", "forms", "-o", "team.toml"]);
    run.ends(0).says(&[
        "nobody-answered",
        "bo-lind.toml",
        "24 ratings have no comment on how we know",
    ]);
    let filled = world
        .text("forms/bo-lind.toml")
        .replace("rating = \"\"", "rating = \"unsure\"");
    world.put("forms/bo-lind.toml", filled);
    world
        .run(&["tally", "forms", "-o", "team.toml"])
        .ends(0)
        .says(&["Updated"]);
    let team = world.text("team.toml");
    for words in [
        "responses = 2\n",
        "district = \"North\"",
        "ok-for-now = 1, could-be-better = 0, urgent-gap = 0, unsure = 1",
        "text = \"See \\\\\\\\files\\\\a \\\"b\\\" # c\"",
    ] {
        assert!(team.contains(words), "{words}\n{team}");
    }
    assert!(!team.contains("Ana") && !team.contains("Nurse"));
}

#[test]
fn a_late_form_says_which_results_moved_and_where_something_is_agreed() {
    let world = World::of_three();
    world.tally(&["forms", "-o", "team.toml"]).ends(0);
    world.put(
        "forms/cy.toml",
        form(
            "Cy",
            "Aide",
            "2026-10-03",
            ["urgent-gap", "urgent-gap", "urgent-gap"],
        ),
    );
    let before = world.text("team.toml");
    let moved =
        "note: the new counts changed the result for practice 3 (now urgent gap, was split).";
    world
        .tally(&["forms", "-o", "team.toml"])
        .ends(0)
        .says(&[&format!("{moved}\n")]);
    let (others, third) = before.split_at(before.find("[staff.training]").unwrap());
    for decided in [
        ("agreed = \"\"", "agreed = \"strength\""),
        ("decision = \"\"", "decision = \"watch\""),
    ] {
        let third = third.replace(decided.0, decided.1);
        world.put("team.toml", format!("{others}{third}"));
        world
            .tally(&["forms", "-o", "team.toml"])
            .ends(0)
            .says(&[&format!(
                "{moved} Check what you settled for that practice.\n"
            )]);
    }
    // The others are as they were, whatever is agreed.
    world.put(
        "team.toml",
        before.replacen("agreed = \"\"", "agreed = \"strength\"", 1),
    );
    world
        .tally(&["forms", "-o", "team.toml"])
        .ends(0)
        .says(&[&format!("{moved}\n")]);
    let again = world.tally(&["forms", "-o", "team.toml"]);
    assert!(!again.err.contains("otherwise"), "{}", again.err);
}

#[test]
fn the_way_to_the_other_quotes_is_a_whole_command() {
    let world = World::of_three();
    world.tally(&["forms", "-o", "our team.toml"]).ends(0);
    world.put(
        "our team.toml",
        world
            .text("our team.toml")
            .replacen("Seen unsure.", "Seen.", 1),
    );
    let edited = world.tally(&["forms", "-o", "our team.toml", "--duplicates", "all"]);
    edited.says(&[
        "note: 1 comment on the forms isn't in our team.toml, and 1 in our team.toml isn't on any form now.",
    ]);
    assert!(!edited.err.contains("chronic tally"), "{}", edited.err);
    world.tally(&["forms", "-o", "our team.toml", "--renew-documentation"]);
    world.put(
        "forms/late.toml",
        form("Late", "", "2026-10-02", ["strength"; 3]),
    );
    world
        .tally(&["forms", "-o", "our team.toml", "--duplicates", "all"])
        .says(&[
            "chronic tally forms -o \"our team.toml\" --renew-documentation --duplicates all --rubric tiny.toml\n",
            "What you agreed on, your decisions, and your notes",
            "A comment that someone removed there would be back",
        ]);
}

/// What the team took out on purpose is neither told again nor brought back without a word.
#[test]
fn names_that_the_team_took_out_are_no_longer_warned_of() {
    let world = World::of_three();
    let form = form("Ana Ruiz", "", "2026-10-01", ["strength"; 3]);
    let form = form.replacen("Seen strength.", "Ask Ana Ruiz; Bob too.", 1);
    world.put("forms/ana.toml", form);
    let first = world.tally(&["forms", "-o", "team.toml"]);
    assert!(
        first.err.contains("someone on the team (Ana)"),
        "{}",
        first.err
    );
    world.put("roster.csv", "Name\nBob Ash\n");
    let team = world.text("team.toml");
    let renewed = ["forms", "-o", "team.toml", "--roster", "roster.csv"];
    let asked = world.tally(&renewed);
    for name in ["Ana", "Bob"] {
        let told = format!("someone on the team ({name})");
        assert!(asked.err.contains(&told), "{}", asked.err);
    }
    world.put(
        "team.toml",
        team.replace("Ask Ana Ruiz; Bob too.", "Ask them."),
    );
    let after = world.tally(&renewed);
    assert!(!after.err.contains("name-in-quote"), "{}", after.err);
    assert!(!after.err.contains("chronic tally"), "{}", after.err);
    after.says(&[
        "--renew-documentation would put back",
        "It names Ana and Bob.",
    ]);
    let back = world.tally(&["forms", "-o", "team.toml", "--renew-documentation"]);
    assert!(
        back.err.contains("someone on the team (Ana)"),
        "{}",
        back.err
    );
}
