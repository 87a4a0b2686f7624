//! What is said with a number in it, for one and for several, and of titles that end a sentence.

use std::fs;

use crate::common::Run;
use crate::common::world::World;

const GAP: &str = "urgent-gap";

/// A folder with a self-assessment of these practices, which are `data.p1`, `data.p2`, ...
fn world(titles: &[&str]) -> World {
    let mut rubric = "id = \"own\"\nversion = 1\ntitle = \"Own\"\nquestion = \"How?\"\n\
        [[ingredient]]\nid = \"data\"\ntitle = \"Data\"\n"
        .to_owned();
    for (at, title) in (1..).zip(titles) {
        rubric.push_str(&format!(
            "[[ingredient.practice]]\nid = \"p{at}\"\ntitle = \"{title}\"\nstatement = \"It is so.\"\n"
        ));
    }
    let world = World::new();
    world.put("own.toml", rubric);
    world
}

/// A form for each of these in a folder: a name, and a rating for each practice.
fn answer(world: &World, folder: &str, people: &[(&str, &[&str])]) {
    for (at, (name, ratings)) in (1..).zip(people) {
        let mut form = format!(
            "kind = \"response\"\nrubric = \"own/1\"\n[respondent]\nname = \"{name}\"\n\
             date = \"2026-10-01\"\n"
        );
        for (practice, rating) in (1..).zip(*ratings) {
            form.push_str(&format!(
                "[data.p{practice}]\nrating = \"{rating}\"\ndocumentation = \"{at}\"\n"
            ));
        }
        world.put(&format!("{folder}/{at}.toml"), form);
    }
}

fn run(world: &World, arguments: &str) -> Run {
    let rubric = ["--rubric", "own.toml"];
    let arguments: Vec<&str> = arguments.split(' ').collect();
    world.run(&[&arguments[..], &rubric[..]].concat())
}

/// That a run says all of this, in its result or on standard error.
#[track_caller]
fn says(world: &World, arguments: &str, words: &[&str]) {
    let run = run(world, arguments);
    let whole = run.whole().replace("**", "");
    // Lines are wrapped on a terminal.
    let whole = whole.split_whitespace().collect::<Vec<_>>().join(" ") + " ";
    for word in words {
        assert!(
            whole.contains(word),
            "{arguments}: no {word:?} in:\n{whole}"
        );
    }
}

#[test]
fn what_a_summary_says_of_one_person_or_practice() {
    let one = world(&["Do we review data?"]);
    answer(&one, "forms", &[("A", &[GAP]), ("B", &["unsure"])]);
    says(
        &one,
        "render forms",
        &["The one person who rated it chose Urgent Gap."],
    );

    let well: &[&str] = &["strength"];
    answer(&one, "well", &[("A", well), ("B", well), ("C", well)]);
    says(
        &one,
        "render well",
        &["One practice is a strength: \"Do we review data?\" No practice is OK"],
    );
    says(
        &one,
        "tally well",
        &["If one person hadn't answered, no practice could have a different result."],
    );
    says(
        &one,
        "render well --audience public --before-debrief --yes-small",
        &[
            "This practice is a strength. The entry describes the practice when it is fully in place.",
            "- Do we review data? It is so.",
            "- Strength: Do we review data? ",
        ],
    );
    answer(
        &one,
        "gap",
        &[("A", &[GAP]), ("B", &[GAP]), ("C", &["strength"])],
    );
    says(
        &one,
        "render gap",
        &[
            "Opinions are split on one practice, \"Do we review data?\"",
            "2 of 3 say Urgent Gap.",
            "1 of 3 says Strength.",
            "If one person hadn't answered, the one practice could have a different result.",
        ],
    );
    answer(&one, "bare", &[("A", &[GAP])]);
    let form = one.text("bare/1.toml").replace("= \"1\"", "= \"\"");
    one.put("bare/1.toml", form);
    answer(&one, "bare/unsure", &[("B", &["unsure"])]);
    says(
        &one,
        "render bare",
        &["This practice was rated, but no rating has a comment here:"],
    );
    says(
        &one,
        "render gap --brief",
        &["Do we review data? It is so."],
    );
    says(
        &one,
        "render gap --audience public --before-debrief --yes-small",
        &["Opinions differ: Do we review data? "],
    );

    let two = world(&["Review", "Alerts"]);
    let both: &[&str] = &["strength", "could-be-better"];
    answer(
        &two,
        "forms",
        &[
            ("A", both),
            ("B", both),
            ("C", both),
            ("D", &["ok-for-now", GAP]),
        ],
    );
    says(
        &two,
        "render forms --audience public --before-debrief --yes-small",
        &[
            "This practice is a strength. The entry",
            "The entry describes the practice when it is fully in place, not what we have today.",
            "- Review. It is so.",
        ],
    );
}

#[test]
fn what_a_comparison_leaves_out() {
    for (titles, left) in [
        (
            &["A"][..],
            "The one practice shows no clear change. It isn't listed here.",
        ),
        (
            &["A", "B"],
            "Both practices show no clear change. They aren't listed here.",
        ),
        (
            &["A", "B", "C"],
            "All 3 practices show no clear change. They aren't listed here.",
        ),
    ] {
        let world = world(titles);
        let ratings = vec!["ok-for-now"; titles.len()];
        let people = ["A", "B", "C", "D", "E"].map(|name| (name, &ratings[..]));
        for folder in ["a", "b", "c"] {
            answer(&world, folder, &people);
        }
        says(&world, "diff a b --format markdown", &[left]);
        let had = left.replace("show ", "had ").replace("shows ", "had ");
        let (some, listed) = had.split_once(" had no clear change.").unwrap();
        let weren = if titles.len() == 1 {
            "wasn't"
        } else {
            "weren't"
        };
        let left = format!(
            "{some} had the same result throughout and {weren} called improved or declined.{listed}"
        );
        says(&world, "diff a b c --format markdown", &[&left]);
        let of = match titles.len() {
            1 => "Of 1 practice: ".to_owned(),
            n => format!("Of {n} practices: "),
        };
        says(&world, "diff a b", &[&of]);
    }
    let two = world(&["A", "B"]);
    answer(&two, "x", &[("X", &["strength", ""])]);
    answer(&two, "y", &[("Y", &["strength", ""])]);
    answer(&two, "z", &[("Z", &["", GAP])]);
    says(
        &two,
        "diff x y",
        &["Both responses rate 1 of 2 practices and differ on none."],
    );
    says(
        &two,
        "diff x z",
        &["No practice is rated in both responses."],
    );
    answer(&two, "u", &[("U", &["unsure", "unsure"])]);
    answer(&two, "v", &[("V", &["unsure", "unsure"])]);
    says(
        &two,
        "diff u v",
        &["Neither person rated any of the 2 practices. Use --all"],
    );
    // One is listed, since one side doesn't know it, and the other isn't.
    let pair: &[&str] = &["strength", "strength"];
    let unsure: &[&str] = &["unsure", "strength"];
    answer(&two, "old", &[("A", pair), ("B", pair)]);
    answer(&two, "new", &[("A", pair), ("B", unsure)]);
    says(
        &two,
        "diff old new",
        &[
            "TOO FEW TO SAY 1 A Strength, same",
            "1 more practice has too few ratings to compare, and its middle answer is the same.",
        ],
    );
}

#[test]
fn what_is_said_of_folders() {
    let world = world(&["A"]);
    let names = ["A", "B", "C", "D", "E"].map(|name| (name, &[GAP][..]));
    answer(&world, "state/north", &names[..1]);
    says(
        &world,
        "tally state --by folder",
        &[
            "The one folder has only 1 response. In it, one person can change a result, and readers could guess who said what. Don't share its row with the public.",
        ],
    );
    answer(&world, "state", &names[1..2]);
    says(
        &world,
        "tally state --by folder",
        &[
            "1 response is directly in state, not in a district's folder. It has a line of its own, ",
            "Both folders have only 1 to 4 responses. In each, one person",
            "Don't share their rows with the public.",
        ],
    );
    answer(&world, "state", &names[1..3]);
    says(
        &world,
        "tally state --by folder",
        &[
            "2 responses are directly in state, not in a district's folder. They have a line of their own, ",
        ],
    );
    answer(&world, "many/south", &names);
    answer(&world, "many/west", &names[..1]);
    let form = world.text("many/south/1.toml");
    world.put("many/south/1.toml", format!("cycle = \"2025-26\"\n{form}"));
    let form = world.text("many/west/1.toml");
    world.put("many/west/1.toml", format!("cycle = \"2026-27\"\n{form}"));
    says(
        &world,
        "tally many --by folder",
        &[
            "1 of 2 folders has only 1 response. In it, one",
            "Split = difference of opinion,",
            "warning[mixed-cycles]: The responses in the folders are from more than one school year (2025-26 in 1 folder: south; 2026-27 in 1 folder).",
        ],
    );
    world.put("bad/east/1.toml", "kind = \"response\"\nrubric = \n");
    says(
        &world,
        "tally bad --by folder",
        &["error: the one folder couldn't be counted ("],
    );
    answer(&world, "bad/south", &names);
    world.put("bad/south/1.toml", "kind = \"response\"\nrubric = \n");
    says(
        &world,
        "tally bad/south",
        &["nothing was counted because 1 of 5 files couldn't be read. Fix it, or"],
    );
    world.put("bad/south/2.toml", "kind = \"response\"\nrubric = \n");
    says(
        &world,
        "tally bad/south",
        &["nothing was counted because 2 of 5 files couldn't be read. Fix them, or"],
    );
}

#[test]
fn what_is_said_of_a_roster() {
    let world = world(&["A"]);
    let dated = "--today 2026-10-02";
    for (people, says_next, says_init) in [
        (
            "Ana Ruiz,7,38\n",
            [
                "1 person is on the roster",
                "Make a form for the one person on the roster.",
            ],
            [
                "note: these columns of 1.csv aren't used: Badge, Shoe.",
                "Send the form to the person who will answer it, and put the returned file in the same folder.",
            ],
        ),
        (
            "Ana Ruiz,7,38\nBo,8,40\n",
            [
                "2 people are on the roster",
                "Make a form for each of the 2 people on the roster.",
            ],
            [
                "aren't used",
                "Send each person a form, and put the returned files",
            ],
        ),
    ] {
        let n = people.lines().count();
        world.put(
            &format!("next{n}/{n}.csv"),
            format!("Name,Badge,Shoe\n{people}"),
        );
        says(&world, &format!("next next{n}"), &says_next);
        world.put(&format!("{n}.csv"), format!("Name,Badge,Shoe\n{people}"));
        says(
            &world,
            &format!("init --team {n}.csv year{n}/forms"),
            &says_init,
        );
    }
    world.put("badge.csv", "Name,Badge\nAna,7\nBo,8\n");
    says(
        &world,
        "init --team badge.csv badge",
        &["note: this column of badge.csv isn't used: Badge."],
    );
    world.put("roster.csv", "Name\nAna Ruiz\n");
    world.put("year1/roster.csv", "Name\nAna Ruiz\n");
    says(
        &world,
        &format!("next year1 {dated}"),
        &["Send the form to the person"],
    );
    for (arguments, said) in [
        ("init --name Ana ana.toml", "Send the form to the person"),
        (
            "init --name Ana ana.html",
            "Send the page to the person who will answer it. It opens in any browser and saves the answers as a file to send back. Put that file in a folder,",
        ),
        ("init --anonymous 1 one", "Send the form to the person"),
        ("init --anonymous 2 more", "Send each person a form"),
        ("init everyone.html", "Send each person a page."),
    ] {
        says(&world, arguments, &[said]);
    }
    let unnamed: [(&str, &[&str]); 3] = [("", &[GAP]), ("", &["unsure"]), ("", &["strength"])];
    for (n, people, said) in [
        (
            1,
            "Ana\nBo\n",
            "One form has no name, so no one can be called missing.",
        ),
        (
            2,
            "Ana\nBo\nCy\n",
            "Some forms have no name, so no one can be called missing.",
        ),
        (
            2,
            "Ana\n",
            "2 forms with answers for 1 person on the roster",
        ),
        (
            3,
            "Ana\nBo\n",
            "3 forms with answers for 2 people on the roster",
        ),
    ] {
        let folder = format!("unnamed{n}");
        answer(&world, &folder, &unnamed[..n]);
        world.put("some.csv", format!("Name\n{people}"));
        says(
            &world,
            &format!("validate {folder} --roster some.csv"),
            &[said],
        );
    }
    for (n, forms, out, back) in [
        (
            1,
            "1 form",
            "handed out as a page",
            "It hasn't come back yet.",
        ),
        (
            2,
            "2 forms",
            "handed out as pages",
            "None has come back yet.",
        ),
    ] {
        let folder = format!("pages{n}");
        let init = format!("init --anonymous {n} {folder}/forms --format html");
        run(&world, &init).ends(0);
        let next = format!("next {folder} {dated}");
        says(&world, &next, &[&format!("{forms} {out}. {back}")]);
        answer(&world, &format!("{folder}/back"), &[("A", &[GAP])]);
        says(&world, &next, &[&format!("1 form answered, {n} {out}.")]);
    }
    world.put("back/roster.csv", "Name\nAna\nBo\nCy\n");
    answer(&world, "back/forms", &[("Ana", &[GAP]), ("Bo", &[GAP])]);
    says(
        &world,
        &format!("next back {dated}"),
        &["There's no form here for Cy. Make one, and send it. To count the forms you have now: "],
    );
    answer(
        &world,
        "first/forms",
        &[("Ana", &[GAP]), ("Bo", &[""]), ("Cy", &[""])],
    );
    says(
        &world,
        &format!("next first {dated}"),
        &["Some forms haven't come back yet. To count the one you have now: "],
    );
    world.put("first/roster.csv", "Name\nAna\nBo\n");
    answer(&world, "first/forms", &[("", &[GAP]), ("Bo", &[""])]);
    says(
        &world,
        &format!("next first --remind {dated}"),
        &["One form has no name, so this is for everyone on the roster."],
    );
}

#[test]
fn what_a_late_form_changes() {
    let world = world(&["A", "B"]);
    let (well, gap) = (&["strength"; 2][..], &[GAP; 2][..]);
    answer(&world, "forms", &[("A", well)]);
    run(&world, "tally forms -o team.toml").ends(0);
    let team = world.text("team.toml");
    let (first, rest) = team.split_at(team.find("[data.p2]").unwrap());
    let agreed = "agreed = \"strength\"";
    let first = first.replace("agreed = \"\"", agreed);
    world.put("team.toml", format!("{first}{rest}"));
    answer(&world, "forms", &[("A", well), ("B", gap)]);
    says(
        &world,
        "tally forms -o team.toml",
        &[
            "changed the result for practices 1 (now split, was strength) and 2 (now split, was strength). Check what you settled for practice 1.",
            "can tell what the late form said on practice 2. Agree on a rating there first",
        ],
    );
    answer(
        &world,
        "forms",
        &[("A", well), ("B", gap), ("C", gap), ("D", gap), ("E", gap)],
    );
    let decided = world.text("team.toml");
    let both = decided.replace("agreed = \"\"", agreed);
    says(
        &world,
        "tally forms -o team.toml",
        &["can tell what the late forms said on practice 2."],
    );
    for at in 3..6 {
        let form = format!("forms/{at}.toml");
        fs::rename(world.path(&form), world.path(&format!("{at}.toml"))).unwrap();
    }
    says(
        &world,
        "tally forms -o team.toml --force",
        &["can tell what the forms that were removed said on practice 2."],
    );
    for at in 3..6 {
        let form = format!("forms/{at}.toml");
        fs::rename(world.path(&format!("{at}.toml")), world.path(&form)).unwrap();
    }
    world.put("team.toml", &both);
    says(
        &world,
        "tally forms -o team.toml",
        &["Check what you settled for those practices. "],
    );
    // The counts of one response, and then of several, that do not add up.
    for (responses, there) in [(1, "there is 1 response."), (5, "there are 5 responses.")] {
        let wrong = both.replacen("responses = 2", &format!("responses = {responses}"), 1);
        world.put("team.toml", wrong);
        says(
            &world,
            "validate team.toml",
            &[&format!("The counts of [data.p1] add up to 2, but {there}")],
        );
    }
}

#[test]
fn what_is_said_of_one_form() {
    for (titles, unanswered, undocumented) in [
        (
            &["A"][..],
            "",
            "The one practice has a rating but doesn't say how we know. ",
        ),
        (
            &["A", "B"],
            "1 of 2 practices is unanswered: number 2.",
            "1 of 2 practices has a rating but doesn't say how we know: number 1.",
        ),
        (
            &["A", "B", "C"],
            "2 of 3 practices are unanswered: numbers 2 and 3.",
            "",
        ),
    ] {
        let world = world(titles);
        let mut ratings = vec![""; titles.len()];
        ratings[0] = GAP;
        answer(&world, "forms", &[("A", &ratings)]);
        let form = world.text("forms/1.toml").replace("= \"1\"", "= \"\"");
        world.put("forms/1.toml", form);
        says(&world, "validate forms", &[unanswered, undocumented]);
    }
    let world = world(&["A", "B", "C"]);
    answer(&world, "forms", &[("A", &[GAP, GAP, "strength"])]);
    let form = world.text("forms/1.toml").replace("= \"1\"", "= \"\"");
    world.put("forms/1.toml", form);
    says(
        &world,
        "validate forms",
        &["All 3 practices have a rating but don't say how we know. "],
    );
}
