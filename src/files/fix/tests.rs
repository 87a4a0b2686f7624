use encoding_rs::WINDOWS_1252;

use super::*;
use crate::files::content::Content;
use crate::files::response::form::{Head, form as form_of};
use crate::files::rubric::builtin;
use crate::toml::other_formats::MARK;

const FORM: &str = "kind = \"response\"\nrubric = \"district/1\"\n\n[respondent]\nname = \"Zo\u{eb}\"\n\n\
[actionable-data.team-review]\nrating = \"Strength\"\ndocumentation = '''\nThe \u{201c}SART\u{201d} team\u{2019}s minutes.\n'''\n\n\
[actionable-data.school-reports]\nrating = \"Unsure\"\ndocumentation = \"Ask \u{201c}IT\u{201d}\"\n";

#[track_caller]
fn fixed(bytes: &[u8]) -> (String, Vec<Fix>) {
    let FixedFile { bytes, changes } = fix(bytes, &builtin()).unwrap();
    assert_eq!(fix(&bytes, &builtin()), None, "a second time");
    (String::from_utf8(bytes).unwrap(), changes)
}

fn is_whole(change: &Fix) -> bool {
    matches!(change, Fix::Whole(_))
}

#[test]
fn what_is_well_or_has_two_readings_is_left_alone() {
    let (before, behind) = FORM.split_once('\u{eb}').unwrap();
    let with_returns = FORM.replace('\n', "\r\n");
    let parts: [&[&[u8]]; 9] = [
        &[FORM.as_bytes()],
        &[with_returns.as_bytes()],
        &[MARK, FORM.as_bytes()],
        &[b""],
        &[b"PK\x03\x04"],
        &[b"x = 1\n"],
        &[MARK, b"x = 1\n"],
        // No letter of Windows-1252; one of an old Mac.
        &[before.as_bytes(), b"\x8d", behind.as_bytes()],
        // What is UTF-8 here can as well be three letters of Windows-1252.
        &[FORM.as_bytes(), b"# caf\xe9\n"],
    ];
    for bytes in parts.map(<[&[u8]]>::concat) {
        assert_eq!(fix(&bytes, &builtin()), None);
    }
}

#[test]
fn every_way_of_saving_comes_out_as_the_same_text() {
    let marked = format!("\u{feff}{FORM}");
    let little = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let saved: [Vec<u8>; 7] = [
        little(&marked),
        big(&marked),
        little(FORM),
        big(FORM),
        format!("\u{feff}{marked}").into_bytes(),
        FORM.replace('\n', "\r").into_bytes(),
        WINDOWS_1252.encode(FORM).0.into_owned(),
    ];
    for bytes in saved {
        let (text, changes) = fixed(&bytes);
        assert_eq!(text.trim_start_matches('\u{feff}'), FORM, "{changes:?}");
        // One mark stays.
        let marks = usize::from(bytes.starts_with(MARK)) * MARK.len();
        assert_eq!(text.len(), marks + FORM.len());
        let whole = changes.iter().filter(|change| is_whole(change));
        assert_eq!(whole.count(), 1, "{changes:?}");
    }
}

#[test]
fn spaces_that_do_not_break_are_plain_ones_around_keys_and_stay_in_what_people_wrote() {
    let said = "team\u{2019}s\u{a0}minutes";
    let form = FORM.replace("team\u{2019}s minutes", said);
    let odd = form.replace(" = \"", "\u{a0}=\u{a0}\"");
    let odd = odd.replace("\n\n[", "\n\u{a0}\n\u{2003}[");
    let (text, changes) = fixed(odd.as_bytes());
    assert_eq!(text.replace("\n \n [", "\n\n["), form);
    assert!(text.contains(said));
    assert!(!changes.iter().any(is_whole), "{changes:?}");
    // What isn't a line of a form may be anything.
    let stray = FORM.replace("\n\n[a", "\nAsk\u{a0}IT\n\n[a");
    assert_eq!(fix(stray.as_bytes(), &builtin()), None);
}

#[test]
fn letters_that_were_read_are_shown_with_what_stood_there() {
    let (_, changes) = fixed(&WINDOWS_1252.encode(&FORM.replace('\n', "\r\n")).0);
    assert!(changes.contains(&Fix::Line {
        line: 5,
        before: "name = \"Zo\\xEB\"".to_owned(),
        after: "name = \"Zo\u{eb}\"".to_owned(),
    }));
    assert!(matches!(changes.last(), Some(Fix::Line { line: 15, .. })));
}

#[test]
fn letters_that_look_odd_are_left_to_the_program_that_wrote_them() {
    for odd in [&b"caf\x8e \xd2ok\xd3"[..], b"caf\x82", b"\xe1\xcf\xce\xc1"] {
        let form = FORM.replace(['\u{201c}', '\u{201d}', '\u{2019}'], "");
        let (before, behind) = form.split_once("Zo\u{eb}").unwrap();
        let bytes = [before.as_bytes(), odd, behind.as_bytes()].concat();
        assert_eq!(fix(&bytes, &builtin()), None);
        let problems = read(&bytes, &builtin()).checked.problems;
        let told = problems.iter().find(|p| p.code == Code::Encoding);
        assert!(told.is_some_and(|p| p.help.contains("program it was written in")));
    }
}

#[test]
fn any_one_curly_quote_is_fixed_where_it_is_clear() {
    let clear = [
        ("\"Strength\"", "\u{201e}Strength\u{201c}"),
        ("\"Strength\"", "\u{ab}Strength\u{bb}"),
        ("\"Strength\"", "\"Strength\u{201d}"),
        ("\"Strength\"", "\u{201d}Strength\""),
        ("\"Strength\"", "\u{2018}Strength\u{2019}"),
        ("\"Strength\"", "\u{ff02}Strength\u{ff02}"),
        ("\"Strength\"", "\u{5f4}Strength\u{5f4}"),
        ("\"Strength\"", "\u{275d}Strength\u{275e}"),
        ("\"Strength\"", "\u{275b}Strength\u{275c}"),
        ("\"Strength\"", "\u{301d}Strength\u{301f}"),
        ("\"Unsure\"", "\u{201c}Unsure\u{201d}"),
        ("'''\nThe", "\u{2019}\u{2019}\u{2019}\nThe"),
        ("minutes.\n'''", "minutes.\n\u{2018}\u{2018}\u{2018}"),
        ("\"response\"", "\u{201c}response\u{201d}"),
    ];
    let not_clear = [
        // A text that lost its first marks: its lines could be anything.
        (
            "'''\nThe \u{201c}SART\u{201d}",
            "''\nname = \u{201c}Bo\u{201d}\nThe",
        ),
        ("\"Strength\"", "\u{201c}C:\\new\u{201d}"),
        ("\"Strength\"", "\u{201c}a \"b\" it's\u{201d}"),
        ("\"Strength\"", "\u{201c}Strength"),
        (
            "\"Strength\"",
            "\u{201c}n/a\u{201d} # or \u{201c}Strength\u{201d}",
        ),
        // A remark, or part of the name?
        ("\"Zo\u{eb}\"", "\u{201c}Zo\u{eb}\u{201d} # \u{201c}me\""),
    ];
    let clear = clear.map(|change| (change, Some(FORM.as_bytes())));
    for ((sound, damaged), fixed) in clear
        .into_iter()
        .chain(not_clear.map(|change| (change, None)))
    {
        let bytes = FORM.replacen(sound, damaged, 1);
        assert_ne!(bytes, FORM);
        let now = fix(bytes.as_bytes(), &builtin()).map(|now| now.bytes);
        assert_eq!(now.as_deref(), fixed, "{damaged}");
    }
}

#[test]
fn lists_are_fixed_entry_by_entry() {
    let team = "kind = \u{201c}team-assessment\u{201d}\nrubric = \"district/1\"\nresponses = 1\n\n\
[actionable-data.team-review]\ncounts = { strength = 1, ok-for-now = 0, could-be-better = 0, urgent-gap = 0, unsure = 0, unanswered = 0 }\n\
documentation = [\n  { rating = \u{201c}strength\u{201d}, text = \u{201c}Agendas; it\u{2019}s all there.\u{201d} },\n]\nagreed = \u{201c}stength\u{201d}\n\
partners = [\u{201c}a\u{201d}, \u{201c}b\u{201d}]\n";
    let (text, changes) = fixed(team.as_bytes());
    assert!(
        text.contains("{ rating = \"strength\", text = \"Agendas; it\u{2019}s all there.\" },\n")
    );
    assert!(text.contains("partners = [\"a\", \"b\"]\n"), "{text}");
    assert!(text.contains("agreed = \"Strength\"\n"), "{text}");
    assert_eq!(changes.len(), 4);
}

/// A text as the documentation of an answer on one line, fixed.
fn documented(value: &str) -> Option<String> {
    let sound = "\"Ask \u{201c}IT\u{201d}\"";
    let form = FORM.replace(sound, value);
    let FixedFile { bytes, .. } = fix(form.as_bytes(), &builtin())?;
    let text = String::from_utf8(bytes).unwrap();
    let (_, after) = text.rsplit_once("documentation = ")?;
    Some(after.trim_end().to_owned())
}

#[test]
fn a_mark_that_may_belong_to_the_text_ends_no_answer() {
    for value in [
        "\"She said “go”",
        "“go” she said\"",
        "“She said “go”",
        "“go”\"",
        "“Every Day Counts” and “Strive for Five”",
        "“a” “b”",
        "“a”“b”",
        "‘a’ and ‘b’",
        "„a“ und „b“",
        "« a » et « b »",
        "”a” och ”b”",
        "`code` and `more`",
        "“She said \"go\"",
        "“a\" and \"b”",
        "“the 5\u{2033} pipe”",
        "‘the teams’ minutes’",
        "“Minutes” # the team’s “own",
        "[“a”, and “b”]",
        "{ text = “Every Day Counts”, “Strive for Five” }",
        "{ text = “Yes”, and no }",
    ] {
        assert_eq!(documented(value), None, "{value}");
    }
}

#[test]
fn a_pair_around_all_of_the_text_is_its_own() {
    for (value, fixed) in [
        ("“He said ‘no’ twice”", "\"He said ‘no’ twice\""),
        ("“it’s kept”", "\"it’s kept\""),
        ("‘it’s kept’", "\"it’s kept\""),
        ("“The “SART” team”", "\"The “SART” team\""),
        ("“The (“SART”) team”", "\"The (“SART”) team\""),
        ("““IT” and “HR””", "\"“IT” and “HR”\""),
        ("“He wrote \"no\" twice”", "'He wrote \"no\" twice'"),
        ("\"Minutes”", "\"Minutes\""),
        ("\"The “SART” team”", "\"The “SART” team\""),
        ("„Der „Plan“ gilt.“", "\"Der „Plan“ gilt.\""),
        ("״צה״ל״", "\"צה״ל\""),
        ("‘’‘What we saw’’’", "'''What we saw'''"),
        ("“Minutes” # it’s kept", "\"Minutes\" # it’s kept"),
    ] {
        assert_eq!(documented(value).as_deref(), Some(fixed), "{value}");
    }
}

#[test]
fn a_rating_is_spelled_as_the_rubric_does() {
    let (text, changes) = fixed(
        FORM.replace("\"Strength\"", "\"Stength\"  # sure")
            .as_bytes(),
    );
    assert_eq!(text, FORM.replace("\"Strength\"", "\"Strength\"  # sure"));
    assert_eq!(changes.len(), 1);
    let read = read(text.as_bytes(), &builtin());
    assert!(matches!(read.checked.value, Some(Content::Response(_))));
    assert!(!read.checked.problems.iter().any(Problem::is_error));
}

#[test]
fn what_fixes_a_file_stands_with_what_is_wrong_in_it() {
    let mut form = form_of(&builtin(), &Head::default());
    for rating in [
        "\u{201c}Strength\u{201d}",
        "\"OKfor now\"",
        "\u{201c}Unsure\u{201d}",
    ] {
        form = form.replacen("rating = \"\"", &format!("rating = {rating}"), 1);
    }
    let mut problems = read(form.as_bytes(), &builtin()).checked.problems;
    add_fixes(&mut problems, form.as_bytes(), &builtin());
    let after = |change: &Fix| match change {
        Fix::Line { after, .. } => after.clone(),
        Fix::Whole(what) => (*what).to_owned(),
    };
    let fixes = problems.iter().filter_map(|problem| {
        let changes = problem.fix.as_deref()?.iter().map(after);
        Some(format!(
            "{}: {}",
            problem.code,
            changes.collect::<Vec<_>>().join(", ")
        ))
    });
    assert_eq!(
        fixes.collect::<Vec<_>>(),
        [
            "curly-quotes: rating = \"Strength\", rating = \"Unsure\"",
            "unknown-rating: rating = \"OK for Now\"",
        ]
    );
    let blank = form_of(&builtin(), &Head::default());
    let mut problems = read(blank.as_bytes(), &builtin()).checked.problems;
    add_fixes(&mut problems, blank.as_bytes(), &builtin());
    assert!(problems.iter().all(|problem| problem.fix.is_none()));
}

#[test]
fn a_file_that_was_saved_another_way_is_fixed_as_a_whole() {
    let form = form_of(&builtin(), &Head::default());
    let form = form.replacen("rating = \"\"", "rating = \"OKfor now\"", 1);
    let form = form.replacen("'''\n'''", "'''\nCaf\u{e9}\n'''", 2);
    let (bytes, ..) = WINDOWS_1252.encode(&form);
    let mut problems = read(&bytes, &builtin()).checked.problems;
    add_fixes(&mut problems, &bytes, &builtin());
    let fixed = problems.iter().filter(|problem| problem.fix.is_some());
    let fixed: Vec<Code> = fixed.map(|problem| problem.code).collect();
    assert_eq!(fixed, [Code::Encoding]);
}

#[test]
fn what_a_word_processor_did_to_every_section_is_fixed_at_once() {
    let blank = form_of(&builtin(), &Head::default());
    let is_key = |line: &&str| line.contains(" = ") && !line.starts_with('#');
    let changed = |change: &dyn Fn(&str) -> String| -> String {
        let line = |line: &str| match is_key(&line) {
            true => change(line) + "\n",
            false => format!("{line}\n"),
        };
        blank.lines().map(line).collect()
    };
    let capital = |line: &str| line[..1].to_uppercase() + &line[1..];
    for damaged in [
        changed(&|line| line.replacen(" = ", " =\u{a0}", 1)),
        changed(&capital),
        changed(&|line| capital(line).replacen("= \"\"", "= \u{201c}\u{201d}", 1)),
        blank.replace("[actionable-data.", "[actionable\u{2013}data."),
    ] {
        let fixed = fix(damaged.as_bytes(), &builtin()).unwrap();
        let plain = |text: &str| text.replace(" = ", " =").replace(" =", "=");
        let text = String::from_utf8(fixed.bytes.clone()).unwrap();
        assert_eq!(plain(&text), plain(&blank));
        assert_eq!(fix(&fixed.bytes, &builtin()), None);
    }
    // A key that is there twice has two meanings.
    let twice = blank.replacen("rating = \"\"", "rating = \"\"\nRating = \"ok\"", 1);
    assert_eq!(fix(twice.as_bytes(), &builtin()), None);
}
