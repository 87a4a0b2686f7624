//! Lines with a rating, a text or a date in them.

use chronic::model::rating::Rating;

use crate::reading::form::{DOCUMENTATION, RATING, form, form_with, one, problems, response, told};

#[test]
fn a_rating_is_read_however_it_is_spelt() {
    for line in [
        "rating = \"OK for Now\"",
        "rating = \"ok_for_now\"  # sure",
        "rating='Ok For Now'",
        "rating = \"ok\u{2011}for\u{2013}now\"",
        "rating\t=\t\"  ok-for-now\u{a0} \"",
        "\"rating\" = '''\nOK for now\n'''",
        "  rating = \"\\u004fK for now\"",
    ] {
        let read = response(form_with(RATING, &format!("{line}\n")));
        assert_eq!(read.answers[1].rating, Some(Rating::OkForNow), "{line}");
    }
}

#[test]
fn a_rating_line_that_cannot_be_read_says_what_to_type() {
    for (line, spot, words) in [
        (
            "rating : \"Strength\"",
            "18:1 syntax",
            &["colon", "rating = \"Strength\""][..],
        ),
        (
            "rating: Strength",
            "18:1 syntax",
            &["colon", "rating = \"Strength\""],
        ),
        (
            "Rating: strength",
            "18:1 syntax",
            &["colon", "rating = \"strength\""],
        ),
        (
            "rating\u{ff1a}Strength",
            "18:1 syntax",
            &["colon", "rating = \"Strength\""],
        ),
        (
            "rating\u{ff1d}\"Strength\"",
            "18:1 syntax",
            &["rating = \"Strength\""],
        ),
        ("answer: \"Strength\"", "18:1 syntax", &["colon"]),
        (
            "rating",
            "18:1 syntax",
            &["missing an equals sign (=)", "rating = \"\""],
        ),
        (
            "rating Strength",
            "18:1 syntax",
            &["missing an equals sign (=)", "rating = \"Strength\""],
        ),
        (
            "rating - Strength",
            "18:1 syntax",
            &["rating = \"Strength\""],
        ),
        (
            "RATING \"Strength\"",
            "18:1 syntax",
            &["rating = \"Strength\""],
        ),
        (
            "rating = ",
            "18:1 syntax",
            &["nothing after \"rating =\"", "rating = \"\""],
        ),
        ("Rating =", "18:1 syntax", &["nothing after \"rating =\""]),
        ("rating = # strength", "18:1 syntax", &["nothing after"]),
        (
            "rating =\n\"strength\"",
            "18:1 syntax",
            &["one line: rating = \"strength\""],
        ),
        (
            "rating\n= \"strength\"",
            "18:1 syntax",
            &["rating = \"strength\""],
        ),
        (
            "rating =[ \"strength\"",
            "18:9 syntax",
            &["bracket [", "Delete the ["],
        ),
        ("rating = { strength", "18:10 syntax", &["bracket {"]),
        (
            "rating = = \"Strength\"",
            "18:1 syntax",
            &["two equals signs", "rating = \"Strength\""],
        ),
        (
            "rating == Strength",
            "18:1 syntax",
            &["two equals signs", "rating = \"Strength\""],
        ),
        (
            "rating = Strength",
            "18:10 syntax",
            &["between quotation marks", "rating = \"Strength\""],
        ),
        (
            "rating = Strength?",
            "18:10 syntax",
            &["between quotation marks", "type one answer"],
        ),
        (
            "rating = **Strength**",
            "18:10 syntax",
            &["between quotation marks", "type one answer"],
        ),
        (
            "rating = Strength # I think",
            "18:10 syntax",
            &["rating = \"Strength\""],
        ),
        (
            "rating = OK for Now",
            "18:10 syntax",
            &["rating = \"OK for Now\""],
        ),
        ("rating = yes", "18:10 syntax", &["rating = \"yes\""]),
        (
            "rating = <strength>",
            "18:10 syntax",
            &["rating = \"strength\""],
        ),
        (
            "rating = [x] Strength",
            "18:11 syntax",
            &["rating = \"Strength\""],
        ),
        (
            "rating = Strength\"",
            "18:10 syntax",
            &["rating = \"Strength\""],
        ),
        (
            "rating = \"\" Strength",
            "18:13 syntax",
            &["after the quotation marks", "rating = \"Strength\""],
        ),
        (
            "rating = ''Strength",
            "18:12 syntax",
            &["after the quotation marks", "rating = \"Strength\""],
        ),
        (
            "rating = \"\"Strength\"\"",
            "18:12 syntax",
            &["two sets", "rating = \"Strength\""],
        ),
        (
            "rating = ''Strength''",
            "18:12 syntax",
            &["two sets", "rating = \"Strength\""],
        ),
        (
            "rating = \"\"Strength\"",
            "18:12 syntax",
            &["one quotation mark too many", "rating = \"Strength\""],
        ),
        (
            "rating = \"\"Strength\" mostly",
            "18:12 syntax",
            &["ends at the second quotation mark", "Type one answer"],
        ),
        (
            "rating = \"Strength\"\"",
            "18:1 syntax",
            &["more than two quotation marks"],
        ),
        (
            "rating = \"Strength\",",
            "18:20 syntax",
            &["\",\" after the closing quotation mark"],
        ),
        (
            "rating = \"Strength\".",
            "18:20 syntax",
            &["\".\" after the closing quotation mark"],
        ),
        (
            "rating = \"Strength\"\u{201d}",
            "18:20 syntax",
            &["\u{201d}"],
        ),
        (
            "rating = \"Strength\" mostly",
            "18:21 syntax",
            &["Type only rating = \"Strength\", and move the rest to"],
        ),
        (
            "rating = \"Strength\" rating = \"Unsure\"",
            "18:21 syntax",
            &["two answers"],
        ),
        (
            "my rating = \"Strength\"",
            "18:1 syntax",
            &["Only the word rating", "rating = \"Strength\""],
        ),
        (
            "- rating = \"Strength\"",
            "18:1 syntax",
            &["rating = \"Strength\""],
        ),
        (
            ".rating = \"Strength\"",
            "18:1 syntax",
            &["rating = \"Strength\""],
        ),
        (
            "rating. = \"Strength\"",
            "18:1 syntax",
            &["rating = \"Strength\""],
        ),
        (
            "[x] Strength\n[ ] OK for Now\n[ ] Unsure",
            "18:1 syntax",
            &["use checkboxes", "rating = \"Strength\""],
        ),
        ("[x] Strength", "18:1 syntax", &["use checkboxes"]),
        (
            "\u{2612} Strength\n\u{2610} Unsure",
            "18:1 syntax",
            &["use checkboxes"],
        ),
        (
            "* Strength",
            "18:1 syntax",
            &[
                "read this line",
                "below the heading of its practice: rating = \"Strength\"",
            ],
        ),
        (
            "My choice: Strength",
            "18:1 syntax",
            &["practice: rating = \"Strength\""],
        ),
        (
            "Strength rating = \"\"",
            "18:1 syntax",
            &[
                "Type rating = \"\". If other words",
                "belong to the answer, move them",
            ],
        ),
        (
            "2. rating = \"Strength\"",
            "18:1 unknown-key",
            &["Only the word rating", "in front of the word: 2."],
        ),
        (
            "answer = \"Strength\"",
            "18:1 unknown-key",
            &["Type rating instead"],
        ),
        (
            "rating = \"Strength",
            "18:10 unclosed-quote",
            &["no match", "Type \" at the end"],
        ),
        (
            "rating = 'Strength",
            "18:10 unclosed-quote",
            &["Type ' at the end"],
        ),
        (
            "rating = \"Strength'",
            "18:10 unclosed-quote",
            &["one kind of quotation mark", "Type \" at the end"],
        ),
        (
            "rating = 'Strength\"",
            "18:10 unclosed-quote",
            &["one kind of quotation mark", "Type ' at the end"],
        ),
        (
            "rating = \"Strength\\\"",
            "18:10 unclosed-quote",
            &["backslash"],
        ),
        (
            "ra\u{fffd}ing = \"Strength\"",
            "18:1 syntax",
            &["characters", "lost"],
        ),
    ] {
        one(line, form_with(RATING, &format!("{line}\n")), spot, words);
    }
}

#[test]
fn a_rating_that_is_none_of_the_five_is_not_guessed() {
    for (written, words) in [
        (
            "urgent",
            &["\"urgent\" isn't a rating", "one of these: Urgent Gap,"][..],
        ),
        ("Strenght", &["Did you mean Strength?", "Unsure."]),
        ("Strength?", &["Did you mean Strength?"]),
        (
            "Ok.",
            &["If you mean OK for Now, type only that. Otherwise"],
        ),
        ("could be better!", &["Did you mean Could be Better?"]),
        (
            "Strength / OK for Now",
            &["Could be Better", "Urgent Gap", "Unsure"],
        ),
        ("N/A", &["or "]),
        (
            "Urgent gap, nobody called",
            &[
                "If you mean Urgent Gap, type only that",
                "Otherwise, type one of these",
            ],
        ),
        ("4", &["Strength"]),
        ("?", &["Unsure"]),
        ("Fortaleza", &["Strength"]),
        (
            "\u{405}trength",
            &["Did you mean Strength?", "\u{405}", "U+0405"],
        ),
        ("Str\u{435}ngth", &["\u{435}", "U+0435"]),
        ("\u{ff33}trength", &["U+FF33"]),
        ("Strengt\u{200b}h", &["invisible", "U+200B"]),
        ("Stren\u{ad}gth", &["invisible", "U+00AD"]),
        ("str\\tength", &["invisible", "U+0009"]),
        ("Stren\u{fffd}th", &["Did you mean Strength?"]),
    ] {
        let form = form_with(RATING, &format!("rating = \"{written}\"\n"));
        one(written, form, "18:10 unknown-rating", words);
    }
    let long = "x".repeat(100_000);
    let form = form_with(RATING, &format!("rating = \"{long}\"\n"));
    let problems = told("long", form, &["18:10 unknown-rating"]);
    assert!(problems[0].message.len() < 200);
    assert!(problems[0].place.as_ref().unwrap().text.len() <= 300);
}

#[test]
fn a_rating_that_is_no_text_is_named() {
    for value in [
        "4",
        "4.5",
        "true",
        "2026-10-01",
        "[\"strength\"]",
        "{ a = 1 }",
    ] {
        let form = form_with(RATING, &format!("rating = {value}\n"));
        one(
            value,
            form,
            "18:10 wrong-type",
            &["text between quotation marks", "Strength", "or Unsure"],
        );
    }
}

#[test]
fn a_blank_rating_is_unanswered() {
    for line in ["rating = \"\"", "rating = \" \u{a0} \"", "rating = ''"] {
        let form = form_with(RATING, &format!("{line}\n"));
        one(line, &form, "- unanswered", &["1 of 25", "number 2"]);
        assert_eq!(response(form).answers[1].rating, None);
    }
    let away = form_with(RATING, "# rating = \"strength\"\n");
    told("put away", away, &["- unanswered", "17:1 missing-key"]);
    let blank = form()
        .replace("\"strength\"", "\"\"")
        .replace("\"ok-for-now\"", "\"\"");
    one("blank", blank, "- unanswered", &["comments but no ratings"]);
}

#[test]
fn keys_that_are_not_the_forms_own_are_named() {
    for (line, spots, words) in [
        (
            "raiting = \"strength\"",
            &["18:1 unknown-key"][..],
            "Did you mean rating?",
        ),
        (
            "Rating = \"strength\"",
            &["18:1 unknown-key"],
            "Did you mean rating?",
        ),
        (
            "grade = \"strength\"",
            &["17:1 missing-key", "18:1 unknown-key"],
            "no line for the rating",
        ),
        (
            "rating = \"ok-for-now\"\nnotes = \"x\"",
            &["19:1 unknown-key"],
            "rating and documentation",
        ),
        (
            "rating = \"ok-for-now\"\nrating.x = 1",
            &["19:1 duplicate-key"],
            "twice",
        ),
    ] {
        let problems = told(line, form_with(RATING, &format!("{line}\n")), spots);
        assert!(
            problems[0].message.contains(words) || problems[0].help.contains(words),
            "{problems:?}"
        );
    }
    let team = format!("team = \"x\"\n{}", form());
    one(
        "top",
        team,
        "1:1 unknown-key",
        &["\"team\" isn't part of this file"],
    );
    let long = format!("{} = 1\n{}", "k".repeat(100_000), form());
    let problems = told("long", long, &["1:1 unknown-key"]);
    assert!(problems[0].message.len() < 200);
}

#[test]
fn documentation_is_kept_as_it_is_written() {
    for (written, text) in [
        (
            "'''\n\\\\server\\share \"quoted\" # no remark\n\n[see 3.2]\nit's fine\n'''",
            "\\\\server\\share \"quoted\" # no remark\n\n[see 3.2]\nit's fine",
        ),
        ("\"one line\"", "one line"),
        ("'S:\\new\\table'", "S:\\new\\table"),
        ("'''one line'''", "one line"),
        ("\"\"\"\ntwo\nlines\n\"\"\"", "two\nlines"),
        (
            "'''\n[board-minutes]\nattendance = up\n'''",
            "[board-minutes]\nattendance = up",
        ),
        ("'''\n<<<<<<< marks\n'''", "<<<<<<< marks"),
        (
            "'''\n\u{201c}curly\u{201d} \u{2014} d\u{e9}j\u{e0} \u{202e}\n'''",
            "\u{201c}curly\u{201d} \u{2014} d\u{e9}j\u{e0} \u{202e}",
        ),
        (
            "'''\nMinutes of meeting 2.\n''''",
            "Minutes of meeting 2.\n'",
        ),
    ] {
        let read = response(form_with(
            DOCUMENTATION,
            &format!("documentation = {written}\n"),
        ));
        assert_eq!(&*read.answers[1].documentation, text);
    }
}

#[test]
fn documentation_that_is_no_text_is_named() {
    for (line, spot, words) in [
        (
            "documentation = [\"a\", \"b\"]",
            "19:17 wrong-type",
            &["it is a list"][..],
        ),
        ("documentation = 3", "19:17 wrong-type", &["it is a number"]),
        (
            "documentation = true",
            "19:17 wrong-type",
            &["true or false"],
        ),
        (
            "documentation = { text = \"a\" }",
            "19:17 wrong-type",
            &["it is a section"],
        ),
    ] {
        one(
            line,
            form_with(DOCUMENTATION, &format!("{line}\n")),
            spot,
            words,
        );
    }
}

#[test]
fn dates() {
    const LINE: &str = "date = \"2026-10-01\"\n";
    for (line, spots) in [
        ("date = \"\"", &[][..]),
        ("date = 2026-10-01", &[]),
        ("date = 2026-10-01T10:00:00Z", &[]),
        ("date = 2026-10-01 10:00:00", &[]),
        ("date = \" 2024-02-29 \"", &[]),
        ("date = \"2026-02-29\"", &["9:8 impossible-date"]),
        ("date = \"2026-13-01\"", &["9:8 impossible-date"]),
        ("date = \"0000-00-00\"", &["9:8 impossible-date"]),
        ("date = 2026-02-30", &["9:8 impossible-date"]),
        ("date = 2026-13-45", &["9:8 impossible-date"]),
        ("date = \"10/5/2026\"", &["9:8 other-date"]),
        ("date = \"5.10.2026\"", &["9:8 other-date"]),
        ("date = \"October 5, 2026\"", &[]),
        ("date = \"10/25/2026\"", &[]),
        ("date = \"2026-10-1\"", &[]),
        ("date = \"2026/10/01\"", &[]),
        ("date = \"2026\u{2011}10\u{2011}01\"", &[]),
        ("date = \"Friday, October 1, 2026\"", &["9:8 other-date"]),
        ("date = \"2026-10-01 (Thursday)\"", &["9:8 other-date"]),
        ("date = 10/5/2026", &["9:8 syntax"]),
        ("date = October 5, 2026", &["9:8 syntax"]),
        ("date = 2026-10-1", &["9:8 syntax"]),
        ("date = 20261001", &["9:8 wrong-type"]),
        ("date = 10:00:00", &["9:8 wrong-type"]),
        ("date = [2026, 10, 1]", &["9:8 wrong-type"]),
        ("date = true", &["9:8 wrong-type"]),
    ] {
        let problems = told(line, form_with(LINE, &format!("{line}\n")), spots);
        for problem in problems.iter().filter(|p| {
            !p.help.contains("between straight") && !p.help.contains("between the quotation marks")
        }) {
            assert!(
                problem.help.contains("For October 1, 2026: ")
                    || problem
                        .help
                        .starts_with("Type only the date: date = \"2026-10-01\".")
                    || problem
                        .help
                        .starts_with("For October 1, type \"2026-10-01\".")
                    || problem
                        .help
                        .starts_with("For October 5, type \"2026-10-05\".")
                    || problem.help.starts_with("For May 10, type \"2026-05-10\"."),
                "{problem:?}"
            );
        }
    }
}

#[test]
fn backslashes_and_characters_that_nobody_sees() {
    for (line, spot, words) in [
        (
            "documentation = \"C:\\Users\\Ann\"",
            "19:20 syntax",
            &["backslash", "single quotation marks"][..],
        ),
        (
            "documentation = \"\"\"\nC:\\Users\n\"\"\"",
            "20:3 syntax",
            &["backslash"],
        ),
        (
            "documentation = \"S:\\new\\table\"",
            "19:20 control-character",
            &["backslash", "[actionable-data.school-reports]"],
        ),
        (
            "documentation = \"\\u001b[31m\"",
            "19:18 control-character",
            &["invisible character", "Delete \\u001b."],
        ),
        (
            "documentation = \"\\x07\"",
            "19:18 control-character",
            &["backslash"],
        ),
        (
            "documentation = \"\\u0000\"",
            "19:18 control-character",
            &["invisible character", "Delete \\u0000."],
        ),
        (
            "documentation = \"a\u{9b}31m\"",
            "19:19 control-character",
            &["invisible", "type them again"],
        ),
        (
            "documentation = \"a\u{1b}[31m\"",
            "19:19 syntax",
            &["invisible control character"],
        ),
        (
            "documentation = '''\na\u{7f}\n'''",
            "20:2 syntax",
            &["invisible control character"],
        ),
        (
            "documentation = '''\na\u{b}\n'''",
            "20:2 syntax",
            &["invisible control character"],
        ),
        (
            "documentation = '''\nProc\u{fffd}s\n'''",
            "20:5 garbled-text",
            &[
                "lost",
                "\"documentation\" in [actionable-data.school-reports]",
            ],
        ),
    ] {
        one(
            line,
            form_with(DOCUMENTATION, &format!("{line}\n")),
            spot,
            words,
        );
    }
    one(
        "comment",
        format!("# \u{1b}[2J\n{}", form()),
        "1:3 syntax",
        &["invisible"],
    );
    one(
        "end",
        format!("{}\u{1a}\n", form()),
        "160:1 syntax",
        &["invisible"],
    );
    one(
        "form feed",
        form_with(HEADING_AND_FEED.0, HEADING_AND_FEED.1),
        "17:1 syntax",
        &["invisible"],
    );
    one(
        "name",
        form_with("Ann Lee", "Ann L\u{fffd}e"),
        "7:14 garbled-text",
        &["\"name\" in [respondent]"],
    );
    // What a text can't be written without isn't told.
    for (text, spots) in [
        ("Minutes:\\n'''", &[][..]),
        ("Proc\u{fffd}s: '''", &["19:22 garbled-text"]),
    ] {
        let line = format!("documentation = \"{text}\"\n");
        told(text, form_with(DOCUMENTATION, &line), spots);
    }
}

const HEADING_AND_FEED: (&str, &str) = (
    "[actionable-data.school-reports]",
    "\u{c}[actionable-data.school-reports]",
);

#[test]
fn spaces_that_are_none() {
    for (line, spot) in [
        ("rating\u{a0}= \"Strength\"", "18:7 syntax"),
        ("rating =\u{a0}\"Strength\"", "18:9 syntax"),
        ("rating = \"Strength\"\u{a0}", "18:20 syntax"),
        ("\u{a0}\u{a0}rating = \"Strength\"", "18:1 syntax"),
        ("\u{feff}rating = \"Strength\"", "18:1 syntax"),
        ("rating =\u{200b}\"Strength\"", "18:9 syntax"),
        ("rating =\u{3000}\"Strength\"", "18:9 syntax"),
    ] {
        let form = form_with(RATING, &format!("{line}\n"));
        let what = match line.contains(['\u{feff}', '\u{200b}']) {
            true => "invisible character",
            false => "unusual space",
        };
        one(line, form, spot, &[what, "type it again"]);
    }
    let everywhere = form().replace('\n', "\u{a0}\n");
    one(
        "everywhere",
        everywhere,
        "1:18 syntax",
        &["more lines", "unusual space"],
    );
}

#[test]
fn a_key_that_only_looks_right_is_told_with_what_is_wrong_in_it() {
    for (key, words) in [
        ("ra\u{200b}ting", "in it (U+200B)"),
        ("r\u{430}ting", "only looks like the usual one (U+0430)"),
        (
            "\u{ff52}\u{ff41}ting",
            "only looks like the usual one (U+FF52)",
        ),
        ("r\u{e1}ting", "only looks like the usual one (U+00E1)"),
    ] {
        let line = format!("{key} = \"Strength\"\n");
        let found = problems(form_with(RATING, &line));
        let first = found.first().unwrap();
        assert!(first.message.contains(words), "{key:?}: {found:#?}");
        assert!(
            first.help.contains("Type rating over"),
            "{key:?}: {found:#?}"
        );
    }
}

#[test]
fn all_of_a_text_is_in_what_to_type() {
    for (typed, told) in [
        (
            "documentation '''\nMinutes.\n'''\n",
            "Type documentation = '''",
        ),
        (
            "documentation: '''\nMinutes.\n'''\n",
            "Type documentation = '''",
        ),
        (
            "documentation = The team's minutes\n",
            "documentation = \"The team's minutes\"",
        ),
        (
            "documentation = See item #4\n",
            "documentation = \"See item #4\"",
        ),
        (
            "documentation = On \\\\srv\\att\n",
            "documentation = '\\\\srv\\att'",
        ),
        (
            "documentation = The team's \"Red List\"\n",
            "Type documentation = ''' on this line.",
        ),
        (
            "How do we know? = \"Minutes\"\n",
            "Type documentation = \"Minutes\"",
        ),
    ] {
        let told = told.replace("= '\\\\srv", "= 'On \\\\srv");
        let all = problems(form_with(DOCUMENTATION, typed));
        assert!(
            all.iter().any(|p| p.help.contains(&told)),
            "{typed}: {all:?}"
        );
    }
}

#[test]
fn what_does_not_belong_says_what_to_do_with_all_of_it() {
    for (old, new, spot, words) in [
        (
            RATING,
            "evidence = '''\nMinutes\n'''\nrating = \"strength\"\n",
            "18:1 unknown-key",
            "down to the closing '''",
        ),
        (
            "role = \"Principal\"",
            "title = \"Principal\"",
            "8:1 unknown-key",
            "Type role instead",
        ),
        (
            "role = \"Principal\"",
            "school = \"Elm\"",
            "8:1 unknown-key",
            "Type department instead",
        ),
    ] {
        one(new, form_with(old, new), spot, &[words]);
    }
    // The line that says the kind was moved; there is one form.
    let moved = form_with("kind = \"response\"\n", "") + "kind = \"response\"\n";
    let all = problems(moved);
    assert!(
        all.iter()
            .any(|p| p.help.contains("Move the line up to the top")),
        "{all:?}"
    );
    assert!(
        !all.iter().any(|p| p.message.contains("second form")),
        "{all:?}"
    );
}
