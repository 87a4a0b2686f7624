//! Headings: damaged ones, unknown ones, and what is in a file twice.

use chronic::files::rubric::builtin;

use crate::reading::form::{
    DOCUMENTATION, HEADING, RATING, RUBRIC, form, form_with, one, problems, spot as at, told,
};

#[test]
fn a_heading_may_be_spelt_in_other_ways() {
    for heading in [
        "[ actionable-data.school-reports ]",
        "[actionable-data . school-reports]  # the second",
        "[\"actionable-data\".'school-reports']",
        "   [actionable-data.school-reports]",
    ] {
        assert_eq!(
            problems(form_with(HEADING, &format!("{heading}\n"))),
            [],
            "{heading}"
        );
    }
}

#[test]
fn a_title_in_place_of_a_heading_names_its_practice() {
    let title = &RUBRIC.practices()[1].title;
    let other = format!("[{}]", title.replace("every", "evry"));
    for (heading, spot) in [
        (format!("[{title}]"), "17:1 syntax"),
        (format!("[2. {title}]"), "17:1 syntax"),
        (format!("[Actionable Data.{title}]"), "17:1 syntax"),
        ("[actionable data school reports]".to_owned(), "17:1 syntax"),
        (HEADING.trim().replace('a', "\u{430}"), "17:1 syntax"),
        (HEADING.trim().replace('-', "\u{2011}"), "17:1 syntax"),
        (format!("{} strength", HEADING.trim()), "17:1 syntax"),
        (other, "17:1 syntax"),
        (format!("[\"{title}\"]"), "17:1 unknown-practice"),
    ] {
        let form = form_with(HEADING, &format!("{heading}\n"));
        let all = problems(form);
        let named = all.iter().find(|p| at(p) == spot).unwrap();
        assert!(
            named.help.contains("[actionable-data.school-reports]"),
            "{heading}: {named:?}"
        );
    }
    // One that was cut off names nothing.
    let cut = form_with(HEADING, "[positive-en\n");
    one(
        "cut",
        cut,
        "17:1 syntax",
        &["for example [actionable-data.school-reports]"],
    );
    let left = form_with(HEADING, &format!("[positive-en\n{HEADING}"));
    one("left over", left, "17:1 syntax", &["delete this line"]);
}

#[test]
fn a_damaged_heading_is_told_once_with_what_it_was() {
    for heading in [
        "[actionable-data.school-reports]]",
        "[actionable-data.school-reports",
        "actionable-data.school-reports]",
        "actionable-data.school-reports",
        "[actionable-data.school reports]",
        "[actionable-data . school reports]",
        "[actionable-data school-reports]",
        "[actionable-data/school-reports]",
        "[actionable\u{2013}data.school\u{2011}reports]",
        "(actionable-data.school-reports)",
        "{actionable-data.school-reports}",
        "\u{ff3b}actionable-data.school-reports\u{ff3d}",
        "[actionable-data.school-reports]:",
        "[actionable-data.school-reports] School reports",
        "[actionable-data.school-reports]rating = \"strength\"",
        "[actionable-data.school-reports] [actionable-data.team-review]",
    ] {
        let form = form_with(HEADING, &format!("{heading}\n"));
        one(
            heading,
            form,
            "17:1 syntax",
            &["damaged", "Type [actionable-data.school-reports]"],
        );
    }
    for heading in ["[]", "[.]", "[.a]", "[actionable-data.]", "[caf\u{e9}]"] {
        one(
            heading,
            form_with(HEADING, &format!("{heading}\n")),
            "17:1 syntax",
            &["damaged"],
        );
    }
    for heading in [
        "[respondent",
        "(respondent)",
        "{respondent}",
        "Respondent:",
        "respondent",
    ] {
        let form = form_with("[respondent]", heading);
        one(heading, form, "6:1 syntax", &["Type [respondent]"]);
    }
    let double = form_with(HEADING, "[[actionable-data.school-reports]]\n");
    one(
        "double",
        double,
        "17:1 wrong-type",
        &["two brackets", "Type [actionable-data.school-reports]"],
    );
    let ingredient = form_with(HEADING, "[[actionable-data]]\n");
    one("ingredient", ingredient, "17:1 syntax", &["two brackets"]);
}

#[test]
fn an_unknown_heading_names_the_likely_one_and_nothing_else() {
    for heading in [
        "[actionable-data.school-report]",
        "[actionable-date.school-reports]",
        "[actionable_data.school_reports]",
        "[Actionable-Data.School-Reports]",
        "[school-reports]",
        "[\"actionable-data.school-reports\"]",
        "[actionable-data]",
    ] {
        let form = form_with(HEADING, &format!("{heading}\n"));
        one(
            heading,
            form,
            "17:1 unknown-practice",
            &["[actionable-data.school-reports]."],
        );
    }
    let three = form_with(HEADING, "[actionable-data.school-reports.x]\n");
    one(
        "three",
        three,
        "17:33 unknown-practice",
        &["Did you mean [actionable-data.school-reports]?"],
    );
    let other = form_with(HEADING, "[our-own.practice]\n");
    let spots = ["- missing-section", "- unanswered", "17:1 unknown-practice"];
    told("other", other, &spots);
    for name in ["[respondant]", "[encuestado]", "[Person]"] {
        let misspelt = form_with("[respondent]", name);
        let words = &["Did you mean [respondent]?"];
        one(name, misspelt, "6:1 unknown-key", words);
    }
}

#[test]
fn what_stands_at_the_top_and_should_not() {
    let string = form().replace(
        "\n[respondent]",
        "\nactionable-data.team-review = \"strength\"\n[respondent]",
    );
    let first = string.find("[actionable-data.team-review]").unwrap();
    let second = string.find(HEADING).unwrap();
    let without = format!("{}{}", &string[..first], &string[second..]);
    one(
        "string",
        without,
        "6:31 wrong-type",
        &["isn't a section", "[actionable-data.team-review]"],
    );
    let lost = form_with("[respondent]\n", "");
    one(
        "respondent lost",
        lost,
        "6:1 unknown-key",
        &["[respondent] above it is missing"],
    );
    let gone = form_with(
        "[respondent]\nname = \"Ann Lee\"\nrole = \"Principal\"\ndate = \"2026-10-01\"\n",
        "",
    );
    one("respondent gone", gone, "- missing-section", &["anonymous"]);
    let text = form_with(
        "[respondent]\nname = \"Ann Lee\"\nrole = \"Principal\"\ndate = \"2026-10-01\"\n",
        "respondent = \"Ann Lee\"\n",
    );
    one(
        "respondent text",
        text,
        "6:14 wrong-type",
        &["Type [respondent]"],
    );
}

#[test]
fn both_places_of_what_is_there_twice_are_named() {
    let third = "[actionable-data.family-access]\n";
    for (heading, name) in [
        (
            "[actionable-data.school-reports]",
            "[actionable-data.school-reports]",
        ),
        (
            "[ actionable-data . school-reports ] # again",
            "[actionable-data . school-reports]",
        ),
        (
            "[\"actionable-data\".school-reports]",
            "[\"actionable-data\".school-reports]",
        ),
    ] {
        let form = form_with(third, &format!("{heading}\n"));
        let problems = told(heading, form, &["23:1 duplicate-section"]);
        let (place, what) = problems[0].also.as_deref().expect("both places");
        assert_eq!(
            (place.line, what.as_str()),
            (17, "first written here, on line 17")
        );
        assert!(problems[0].message.contains(name), "{:?}", problems[0]);
    }
    for (line, spot) in [
        (
            "rating = \"ok-for-now\"\nrating = \"unsure\"",
            "19:1 duplicate-key",
        ),
        (
            "rating = \"ok-for-now\"\n\"rating\" = \"unsure\"",
            "19:1 duplicate-key",
        ),
        (
            "'rating' = \"ok-for-now\"\nrating  = \"unsure\"",
            "19:1 duplicate-key",
        ),
    ] {
        let problems = told(line, form_with(RATING, &format!("{line}\n")), &[spot]);
        assert_eq!(problems[0].also.as_ref().unwrap().0.line, 18);
        assert!(problems[0].message.contains("\"rating\" appears twice"));
    }
    let dotted = form_with(
        "\n[respondent]",
        "\nactionable-data.school-reports.rating = \"strength\"\n[respondent]",
    );
    let problems = told("dotted", dotted, &["18:1 duplicate-section"]);
    assert_eq!(problems[0].also.as_ref().unwrap().0.line, 6);
    let inline = form_with(
        "\n[respondent]",
        "\nactionable-data.school-reports = { rating = \"strength\" }\n[respondent]",
    );
    let problems = told("inline", inline, &["18:1 duplicate-section"]);
    assert_eq!(problems[0].also.as_ref().unwrap().0.line, 6);
    let top = form_with(
        "cycle = \"2026-27\"\n",
        "cycle = \"2026-27\"\ncycle = \"2025-26\"\n",
    );
    told("top", top, &["5:1 duplicate-key"]);
    let text = form_with(
        DOCUMENTATION,
        "documentation = '''\nrating = 1\n'''\ndocumentation = \"b\"\n",
    );
    let problems = told("text", text, &["22:1 duplicate-key"]);
    assert_eq!(problems[0].also.as_ref().unwrap().0.line, 19);
}

#[test]
fn a_heading_that_is_lost_with_a_line_beside_it_may_be_missing() {
    let next = "\n[actionable-data.school-reports]\nrating = \"ok-for-now\"\n";
    let both = form_with(next, "");
    let words = &[
        "\"documentation\" appears twice",
        "heading of another practice",
        "Type [actionable-data.school-reports] on its own line above",
    ];
    one("both", both, "16:1 duplicate-key", words);
    let first =
        "documentation = '''\nMinutes of meeting 1.\n'''\n\n[actionable-data.school-reports]\n";
    one(
        "first",
        form_with(first, ""),
        "13:1 duplicate-key",
        &words[1..],
    );
    // With every practice there, it is an answer that was given twice.
    let twice = form_with(RATING, &format!("{RATING}rating = \"unsure\"\n"));
    let problems = told("twice", twice, &["19:1 duplicate-key"]);
    assert!(!problems[0].message.contains("heading"), "{problems:?}");
}

#[test]
fn an_open_text_is_told_where_it_opens_whatever_became_of_the_heading_below() {
    let open =
        "Minutes of meeting 1.\n'''\n\n[actionable-data.school-reports]\nrating = \"ok-for-now\"\n";
    for below in [
        "[actionable-data.school-reports\nrating = \"ok-for-now\"\n",
        "> [actionable-data.school-reports]\n> rating = \"ok-for-now\"\n> ",
    ] {
        let form = form_with(open, &format!("Minutes of meeting 1.\n\n{below}"));
        one(below, form, "13:17 unclosed-quote", &["never ends"]);
    }
}

#[test]
fn a_lost_heading_is_not_told_as_a_repeated_answer() {
    let spot = "17:1 duplicate-key";
    one(
        "lost",
        form_with(HEADING, ""),
        spot,
        &[
            "rating and documentation",
            "heading of the second practice is probably missing",
        ],
    );
    let away = form_with(HEADING, "# [actionable-data.school-reports]\n");
    one(
        "put away",
        away,
        "18:1 duplicate-key",
        &["Delete the #", "line 17"],
    );
    let first = form_with("[actionable-data.team-review]\n", "");
    let spots = ["- missing-section", "- unanswered", "11:1 unknown-key"];
    let problems = told("first", first, &spots);
    assert!(
        problems[2]
            .message
            .contains("heading of its practice is missing")
    );
    let two = form_with(HEADING, "").replace("[actionable-data.family-access]\n", "");
    told(
        "two lost",
        two,
        &["17:1 duplicate-key", "22:1 duplicate-key"],
    );
}

#[test]
fn a_form_pasted_below_itself_is_one_or_two_problems() {
    let form = form();
    let from = form.find("[actionable-data.team-review]").unwrap();
    let twice = format!("{form}{}", &form[from..]);
    one(
        "answers twice",
        twice,
        "160:1 duplicate-section",
        &["24 others", "pasted in twice"],
    );
    let all = format!("{form}{form}");
    told(
        "all twice",
        all,
        &["160:1 unknown-key", "165:1 duplicate-section"],
    );
}

#[test]
fn missing_sections_are_listed() {
    let form = form();
    let ids: Vec<String> = builtin().practices()[1..4]
        .iter()
        .map(|p| format!("[{}]", p.id))
        .collect();
    let without = format!(
        "{}{}",
        &form[..form.find(&ids[0]).unwrap()],
        &form[form.find("[actionable-data.subgroup").unwrap()..]
    );
    let problems = told("three", without, &["- missing-section", "- unanswered"]);
    assert!(problems[0].message.starts_with("3 practices are missing"));
    assert!(ids.iter().all(|id| problems[0].message.contains(id)));
    assert!(
        problems[1]
            .message
            .contains("3 of 25 practices are unanswered: numbers 2, 3, and 4.")
    );
    let empty = "kind = \"response\"\n";
    told(
        "nothing else",
        empty,
        &[
            "- missing-section",
            "- missing-section",
            "- missing-key",
            "- unanswered",
        ],
    );
}

#[test]
fn a_heading_that_a_mail_program_broke_is_put_together() {
    for heading in [
        "[actionable-data.school-\nreports]",
        "[actionable-data\n.school-reports]",
        "[actionable-data.\nschool-reports]  # the second",
    ] {
        one(
            heading,
            form_with(HEADING, &format!("{heading}\n")),
            "17:1 syntax",
            &["two lines", "[actionable-data.school-reports]"],
        );
    }
}

#[test]
fn a_practice_of_another_ingredient_is_known_by_its_own_name() {
    let wrong = "[positive-engagement.school-reports]\n";
    one(
        wrong,
        form_with(HEADING, wrong),
        "17:1 unknown-practice",
        &["Did you mean [actionable-data.school-reports]?"],
    );
}

#[test]
fn a_line_above_its_heading_is_to_be_moved_below() {
    let moved = form_with(&format!("{HEADING}{RATING}"), &format!("{RATING}{HEADING}"));
    let found = problems(moved);
    let first = found.first().unwrap();
    assert!(
        first
            .message
            .contains("above the heading [actionable-data.school-reports]"),
        "{found:#?}"
    );
    assert!(first.help.contains("Move the line below"), "{found:#?}");
}

#[test]
fn the_heading_that_was_lost_is_named() {
    let filled = chronic::files::response::form::form(
        &builtin(),
        &chronic::files::response::form::Head::default(),
    );
    let found = problems(filled.replacen("[actionable-data.family-access]\n", "", 1));
    let lost = found.iter().find(|p| p.help.contains("on its own line"));
    assert!(
        lost.is_some_and(|p| p.help.contains("[actionable-data.family-access]")),
        "{found:#?}"
    );
}
