//! Files that are no response: team assessments, rubrics, and what says nothing of itself.

use chronic::files::content::{Content, Kind};
use chronic::files::rubric::{BUILTIN, builtin};
use chronic::problem::{Code, Problem};

use crate::reading::form::{form_with, one, problems, reading, spot as at, told};

/// An entry of its comments.
const ENTRY: &str = "{ rating = \"strength\", text = \"Agendas.\" },";

const COUNTS: &str = "counts = { strength = 3, ok-for-now = 1, could-be-better = 0, urgent-gap = 0, unsure = 1, unanswered = 0 }\n";

/// A team assessment of five responses; its first practice begins on line 7.
fn team() -> String {
    let mut team = String::from(
        "kind = \"team-assessment\"\nrubric = \"district/1\"\nresponses = 5\nfrom = 2026-09-28\nto = 2026-10-09\n",
    );
    for practice in builtin().practices() {
        team.push_str(&format!(
            "\n[{}]\n{COUNTS}documentation = [\n  {{ rating = \"strength\", text = \"Agendas.\" }},\n]\nagreed = \"strength\"\ndecision = \"continue\"\nnotes = \"\"\n",
            practice.id
        ));
    }
    team
}

fn team_with(old: &str, new: &str) -> String {
    let team = team();
    assert!(team.contains(old), "{old}");
    team.replacen(old, new, 1)
}

#[test]
fn a_sound_team_assessment_is_read() {
    assert_eq!(problems(team()), []);
    let Some(Content::Assessment(read)) = reading(team()).checked.value else {
        panic!("an assessment");
    };
    assert_eq!((read.responses, read.practices.len()), (5, 25));
    assert_eq!(read.practices[24].documentation[0].text, "Agendas.");
}

#[test]
fn counts_that_are_none() {
    for (old, new, spot, words) in [
        (
            "strength = 3",
            "strength = -3",
            "8:23 counts",
            &["\"strength\" in the counts of [actionable-data.team-review]"][..],
        ),
        (
            "strength = 3",
            "strength = 3.5",
            "8:23 counts",
            &["whole number"],
        ),
        (
            "strength = 3",
            "strength = \"three\"",
            "8:23 counts",
            &["without quotation marks"],
        ),
        (
            "strength = 3",
            "strength = 4000000000000",
            "8:23 counts",
            &["is too large."],
        ),
        (
            "to = 2026-10-09",
            "to = 2026-09-27",
            "5:6 impossible-date",
            &[
                "can't be from September 27, 2026",
                "first are from September 28",
            ],
        ),
        (
            "[actionable-data.team-review]",
            "[actionable-data.team-reveiw]",
            "7:1 unknown-practice",
            &["[actionable-data.team-reveiw] isn't a practice"],
        ),
        (
            "strength = 3",
            "strength = 2",
            "8:10 counts",
            &["add up to 4", "5 responses"],
        ),
        (
            "strength = 3",
            "strengths = 3",
            "8:12 unknown-key",
            &["strength"],
        ),
        (
            COUNTS,
            "counts = [3, 1, 0, 0, 1, 0]\n",
            "8:10 counts",
            &["six numbers"],
        ),
        (
            COUNTS,
            "counts = \"five\"\n",
            "8:10 counts",
            &["six numbers"],
        ),
        (COUNTS, "", "7:1 missing-key", &["no counts"]),
        (
            "responses = 5",
            "responses = \"five\"",
            "3:13 counts",
            &["whole number"],
        ),
        (
            "responses = 5\n",
            "",
            "- missing-key",
            &["how many responses"],
        ),
        (
            "responses = 5",
            "responses = five",
            "3:13 syntax",
            &["your own numbers"],
        ),
    ] {
        let found = problems(team_with(old, new));
        let first = &found[0];
        assert_eq!(crate::reading::form::spot(first), spot, "{found:#?}");
        let said = format!("{} {}", first.message, first.help);
        assert!(words.iter().all(|w| said.contains(w)), "{said}");
        assert!(found.len() <= 2, "{found:#?}");
    }
}

#[test]
fn what_the_team_wrote() {
    for (old, new, spot, words) in [
        (
            "agreed = \"strength\"",
            "agreed = \"Strenght\"",
            "12:10 unknown-rating",
            &["Did you mean Strength?"][..],
        ),
        (
            "agreed = \"strength\"",
            "agreed = 4",
            "12:10 wrong-type",
            &["Strength"],
        ),
        (
            "decision = \"continue\"",
            "decision = \"imrove\"",
            "13:12 unknown-decision",
            &[
                "Did you mean improve?",
                "continue, improve, find-out, or watch",
            ],
        ),
        (
            "decision = \"continue\"",
            "decision = true",
            "13:12 wrong-type",
            &["true or false"],
        ),
        (
            "decision = \"continue\"",
            "decison = \"continue\"",
            "13:1 unknown-key",
            &["Did you mean decision?"],
        ),
        (
            "notes = \"\"",
            "notes = [\"a\"]",
            "14:9 wrong-type",
            &["a list"],
        ),
        (
            "rating = \"strength\", text",
            "rating = \"good\", text",
            "10:14 unknown-rating",
            &["good"],
        ),
        (
            "text = \"Agendas.\"",
            "txt = \"Agendas.\"",
            "10:26 unknown-key",
            &["Did you mean text?"],
        ),
        (
            "from = 2026-09-28",
            "from = 2026-09-31",
            "4:8 impossible-date",
            &["doesn't exist"],
        ),
        (
            "from = 2026-09-28",
            "from = \"September\"",
            "4:8 other-date",
            &["treated as blank"],
        ),
        (
            "responses = 5",
            "responses = 5\nanswers = 5",
            "4:1 unknown-key",
            &["answers"],
        ),
        (
            "decision = \"continue\"",
            "decision = \"improve - start in May\"",
            "13:12 unknown-decision",
            &["If you mean improve, type only that, and move the rest to notes."],
        ),
        (
            "decision = \"continue\"",
            "decision = [\"improve\"]",
            "13:12 wrong-type",
            &["without brackets: decision = \"improve\""],
        ),
        (
            "text = \"Agendas",
            "text = Agendas",
            "10:33 syntax",
            &["isn't between quotation marks", "at both ends"],
        ),
        (
            "  { rating",
            "\u{a0} { rating",
            "10:1 syntax",
            &["unusual space", "U+00A0"],
        ),
        (
            "  { rating",
            "  Kim said more\n  { rating",
            "10:3 syntax",
            &["read this line", "that answer"],
        ),
        (
            "agreed = \"strength\"",
            "agreed = \"\" # Urgent Gap",
            "12:13 in-comment",
            &["\"agreed\" is blank", "Urgent Gap"],
        ),
        (
            "decision = \"continue\"",
            "# decision = \"continue\"",
            "13:1 in-comment",
            &["\"decision\" is blank"],
        ),
        (
            "notes = \"\"",
            "notes = \"\"\n# We keep at it.",
            "15:1 in-comment",
            &["\"notes\" is blank", "We keep at it."],
        ),
        (
            "notes = \"\"",
            "# We keep at it.\nnotes = \"\"",
            "14:1 in-comment",
            &["\"notes\" is blank"],
        ),
        (
            "agreed = \"strength\"\ndecision",
            "agreed = \"strength\" # Kim too decision",
            "12:21 in-comment",
            &["\"decision\" is blank", "Kim too"],
        ),
        (
            "agreed = \"strength\"",
            "strength agreed = \"\"",
            "12:1 syntax",
            &["belong to the answer, move them between"],
        ),
    ] {
        one(new, team_with(old, new), spot, words);
    }
    for (old, new, spot) in [
        ("rubric = \"district/1\"\n", "", "- missing-key"),
        ("ok-for-now = 1", "ok_for_now = 1", "8:26 unknown-key"),
    ] {
        told(new, team().replacen(old, new, 1), &[spot]);
    }
    let noted = team_with("agreed = \"strength\"", "agreed = \"strength\" # 4 to 1");
    assert_eq!(problems(noted), []);
    // The line is the next practice's, in which it is blank.
    let second = "\n[actionable-data.school-reports]\n";
    let (first, rest) = team()
        .split_once(second)
        .map(|(a, b)| (a.to_owned(), b.to_owned()))
        .unwrap();
    let blank = rest.replacen("agreed = \"strength\"", "agreed = \"\"", 1);
    let above = format!("{first}\nagreed = \"unsure\"{second}{blank}");
    one(
        "above",
        above,
        "16:1 duplicate-key",
        &["Move the line below [actionable-data.school-reports]"],
    );
    let pasted = told(
        "pasted",
        format!("{}{}", team(), team()),
        &["231:1 unknown-key", "237:1 duplicate-section"],
    );
    assert!(
        pasted[0]
            .message
            .contains("A second team assessment was probably pasted")
    );
    let text = "documentation = \"Agendas.\"\n";
    let list = "documentation = [\n  { rating = \"strength\", text = \"Agendas.\" },\n]\n";
    one(
        "text",
        team_with(list, text),
        "9:17 wrong-type",
        &["isn't a list"],
    );
    one(
        "entry",
        team_with(list, "documentation = [\"Agendas.\"]\n"),
        "9:18 wrong-type",
        &["a rating and a text"],
    );
    let decisions = team().replace("\"continue\"", "\"Find out\"");
    assert_eq!(problems(decisions), []);
}

#[test]
fn a_list_that_is_not_closed_is_told_where_it_opens() {
    for (old, new, spot, words) in [
        (
            "},\n]\n",
            "},\n",
            "9:17 syntax",
            &["bracket [", "Type ] after the last entry"][..],
        ),
        (
            "unanswered = 0 }\n",
            "unanswered = 0\n",
            "8:10 syntax",
            &["bracket {", "Type } after the last entry"],
        ),
    ] {
        one(new, team_with(old, new), spot, words);
    }
}

#[test]
fn a_slip_in_an_entry_is_told_at_the_entry() {
    let entry = "{ rating = \"strength\", text = \"Agendas.\" },";
    let second = "\n  { rating = \"\", text = \"Minutes.\" },";
    for (new, spot, words) in [
        (
            "Good \"calls\". I'd say",
            "10:39 syntax",
            &["ends at this", "single quotation marks"][..],
        ),
        ("Good \"calls. I'd say", "10:39 syntax", &["ends at this"]),
    ] {
        let entry = entry.replace("Agendas.", new);
        one(
            new,
            team_with(ENTRY, &format!("{entry}{second}")),
            spot,
            words,
        );
    }
    for (from, to, spot, words) in [
        (
            "Agendas.\" }",
            "Agendas. }",
            "10:33 unclosed-quote",
            &["no match", "before the }"][..],
        ),
        (
            " },",
            ",",
            "10:3 syntax",
            &["bracket {", "Type } at the end"],
        ),
        ("},", "}", "10:44 syntax", &["comma is missing"]),
        (
            "\"strength\",",
            "\"strength\"",
            "10:23 syntax",
            &["comma is missing"],
        ),
        (
            "{ ",
            "",
            "10:3 syntax",
            &["bracket {", "Type { at the beginning"],
        ),
        (
            "\"Agendas.\"",
            "\u{201c}Agendas.\u{201d}",
            "10:33 curly-quotes",
            &["curly"],
        ),
        (
            "Agendas.\"",
            "Agendas.\u{201d}",
            "10:42 curly-quotes",
            &["curly"],
        ),
    ] {
        let entry = entry.replacen(from, to, 1);
        one(
            to,
            team_with(ENTRY, &format!("{entry}{second}")),
            spot,
            words,
        );
    }
    let unopened = team_with("documentation = [\n", "documentation =\n");
    one(
        "unopened",
        unopened,
        "9:1 syntax",
        &["Type documentation = ["],
    );
}

#[test]
fn numbers_without_their_last_bracket_are_not_told_to_lose_the_first() {
    let plan = "kind = \"plan\"\nrubric = \"district/1\"\nreviews = [\"2027-01-29\"]\n\n[[goal]]\nwhat = \"Absence\"\nbaseline = { value = 21.0, on = 2026-06-12 }\ntarget = { value = 15.0, by = 2028-06-30 }\nreadings = [{ value = 20.1, on = 2027-01-29 }]\n";
    for (from, to, spot, words) in [
        ("06-12 }", "06-12", "7:12 syntax", "Type }"),
        ("06-30 }", "06-30", "8:10 syntax", "Type }"),
        ("01-29 }]", "01-29 ]", "9:13 syntax", "Type }"),
        ("01-29 }]", "01-29 }", "9:12 syntax", "Type ]"),
        ("\"2027-01-29\"]", "\"2027-01-29\"", "3:11 syntax", "Type ]"),
    ] {
        let told = problems(plan.replacen(from, to, 1));
        let is_told = |p: &Problem| at(p) == spot && p.help.contains(words);
        assert!(told.iter().any(is_told), "{to}: {told:?}");
        assert!(
            !told.iter().any(|p| p.code == Code::MissingGoal),
            "{told:?}"
        );
    }
}

#[test]
fn a_heading_of_a_rubric_with_one_bracket_is_told_and_no_other() {
    for heading in ["[[ingredient.practice]]", "[[ingredient]]", "[[step]]"] {
        let single = &heading[1..heading.len() - 1];
        let rubric = BUILTIN.replacen(&format!("{heading}\n"), &format!("{single}\n"), 1);
        let line = rubric.lines().position(|line| line == single).unwrap() + 1;
        let help = format!("Type {heading}");
        one(heading, &rubric, &format!("{line}:1 syntax"), &[&help]);
    }
}

#[test]
fn a_first_line_that_is_damaged_is_told_once() {
    for (first, spot) in [
        ("kind \"response\"", "1:1 syntax"),
        ("kind = response", "1:8 syntax"),
        ("kind == \"response\"", "1:1 syntax"),
        ("[kind = \"response\"", "1:1 syntax"),
        ("> kind = \"response\"", "1:1 syntax"),
        ("Kind = \"response\"", "1:1 unknown-key"),
        ("kind = [\"response\"]", "1:8 wrong-kind"),
    ] {
        let form = form_with("kind = \"response\"", first);
        one(first, form, spot, &[]);
    }
    let rubric = form_with("rubric =", "rubic =");
    one(
        "rubric",
        rubric,
        "2:1 unknown-key",
        &["Did you mean rubric?"],
    );
}

#[test]
fn a_rubric_says_what_it_lacks() {
    assert_eq!(problems(BUILTIN), []);
    assert_eq!(reading(BUILTIN).kind, Some(Kind::Rubric));
    let small = "id = \"ours\"\nversion = 1\ntitle = \"Ours\"\n\n[[ingredient]]\nid = \"one\"\ntitle = \"One\"\n\n[[ingredient.practice]]\nid = \"a\"\ntitle = \"A\"\nstatement = \"We do.\"\n";
    assert_eq!(problems(small), []);
    for (old, new, spot, words) in [
        (
            "id = \"ours\"",
            "id = \"Our Own\"",
            "1:6 bad-rubric",
            &["can't be an id", "small letters"][..],
        ),
        ("id = \"ours\"\n", "", "1:1 bad-rubric", &["no id"]),
        ("version = 1\n", "", "1:1 bad-rubric", &["no version"]),
        (
            "version = 1",
            "version = \"1\"",
            "2:11 bad-rubric",
            &["whole number"],
        ),
        (
            "title = \"Ours\"",
            "title = \"\"",
            "3:9 bad-rubric",
            &["blank title"],
        ),
        (
            "title = \"Ours\"",
            "titel = \"Ours\"",
            "1:1 bad-rubric",
            &["no title"],
        ),
        (
            "id = \"one\"",
            "id = \"respondent\"",
            "6:6 bad-rubric",
            &["forms use that word"],
        ),
        (
            "[[ingredient.practice]]\nid = \"a\"\ntitle = \"A\"\nstatement = \"We do.\"\n",
            "",
            "5:1 bad-rubric",
            &["no practice"],
        ),
        (
            "statement = \"We do.\"\n",
            "",
            "9:1 bad-rubric",
            &["no statement"],
        ),
        (
            "statement = \"We do.\"",
            "statement = 3",
            "12:13 wrong-type",
            &["a number"],
        ),
        (
            "statement = \"We do.\"\n",
            "statement = \"We do.\"\n[[ingredient.practice]]\nid = \"a\"\ntitle = \"B\"\nstatement = \"So.\"\n",
            "14:6 bad-rubric",
            &["already the id", "line 10"],
        ),
        (
            "[[ingredient]]",
            "[ratings]\nstrength = \"Good\"\nok-for-now = \"Good\"\ncould-be-better = \"C\"\nurgent-gap = \"D\"\nunsure = \"E\"\n[[ingredient]]",
            "7:14 bad-rubric",
            &["more than one rating"],
        ),
        (
            "[[ingredient]]",
            "strength = \"A\"\nunsure = \"E\"\n[[ingredient]]",
            "5:1 bad-rubric",
            &["Type [ratings] on its own line above this line."],
        ),
    ] {
        let found = problems(small.replacen(old, new, 1));
        assert_eq!(
            crate::reading::form::spot(&found[0]),
            spot,
            "{new}: {found:#?}"
        );
        let said = format!("{} {}", found[0].message, found[0].help);
        assert!(words.iter().all(|w| said.contains(w)), "{said}");
    }
}

#[test]
fn files_that_do_not_say_what_they_are() {
    let without = form_with("kind = \"response\"\n", "");
    one(
        "no kind",
        without,
        "1:1 missing-kind",
        &["kind = \"response\""],
    );
    let other = form_with("\"response\"", "\"respnse\"");
    one(
        "misspelt",
        other,
        "1:8 wrong-kind",
        &["Did you mean response?"],
    );
    let number = form_with("\"response\"", "3");
    one("number", number, "1:8 wrong-kind", &["response"]);
    // Who says the wrong one isn't left out without a word.
    for kind in ["plan", "team-assessment"] {
        let form = form_with("\"response\"", &format!("\"{kind}\""));
        assert_eq!(reading(&form).kind, Some(Kind::Response));
        let words = &["This is a form", "Type kind = \"response\""];
        one(kind, form, "1:8 wrong-kind", words);
    }
    let rubric = form_with("district/1", "district/2");
    one(
        "rubric",
        rubric,
        "2:10 other-rubric",
        &["district/2", "using district/1"],
    );
    let missing = form_with("rubric = \"district/1\"\n", "");
    one(
        "no rubric",
        missing,
        "- missing-key",
        &["rubric = \"district/1\""],
    );
    one(
        "settings",
        "[tool]\nname = \"x\"\n",
        "- missing-kind",
        &["don't name it in this command"],
    );
    let prose = "Dear Bo,\n\nall is well.\n\nAnn\n";
    told("prose", prose, &["1:1 syntax", "1:1 missing-kind"]);
    let table = "practice,rating\nteam-review,Strength\n";
    told("table", table, &["1:1 syntax", "1:1 missing-kind"]);
    assert_eq!(reading("kind = \"plan\"\n").kind, Some(Kind::Plan));
}

#[test]
fn a_text_that_goes_on_over_a_heading_is_told_with_either_kind_of_quotes() {
    for quotes in ["\"\"\"", "'''"] {
        let open = team_with("notes = \"\"", &format!("notes = {quotes}Until May."));
        let swallowed = open.replacen("notes = \"\"\n", &format!("notes = {quotes}\n"), 1);
        let found = problems(&*swallowed);
        let told: Vec<_> = found
            .iter()
            .map(|p| (p.code, p.place.as_ref().map(|p| p.line)))
            .collect();
        assert_eq!(told, [(Code::UnclosedQuote, Some(14))], "{quotes}");
    }
}
