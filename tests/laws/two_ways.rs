//! A form is read in one of two ways, and nobody can tell which: whatever the quick one
//! takes, the full one says the same of.

use chronic::files::content::Reading;
use chronic::files::read::agrees;
use chronic::files::response::form::{Head, form};
use chronic::files::response::scan::Scanner;
use chronic::files::rubric::builtin;
use chronic::model::rubric::Rubric;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::laws::forms::any_rubric;

fn scan(bytes: &[u8], rubric: &Rubric) -> Option<Reading> {
    Scanner::new(rubric).scan(bytes)
}

/// Whether both ways read this alike, whatever form was scanned before: none, one as it was
/// handed out, this one.
fn both_agree(bytes: &[u8], rubric: &Rubric) -> bool {
    let first = agrees(&mut Scanner::new(rubric), bytes, rubric);
    let mut scanner = Scanner::new(rubric);
    let _ = scanner.scan(form(rubric, &Head::default()).as_bytes());
    first && agrees(&mut scanner, bytes, rubric) && agrees(&mut scanner, bytes, rubric)
}

/// A form of the built-in rubric that is filled in; one value of each way to write it.
fn filled() -> String {
    let mut form = form(&builtin(), &Head::default());
    for (blank, value) in [
        ("district = \"\"", "district = \"Millbrook Unified\"  #"),
        ("cycle = \"\"  ", "cycle = '2026-27'  "),
        ("name = \"\"  ", "name=\"  Jos\u{e9}\tDiaz \"  "),
        ("date = \"\"  ", "date = \"2026-10-05\"  "),
    ] {
        form = form.replacen(blank, value, 1);
    }
    for (at, rating) in [
        "Strength",
        "OK for Now",
        "could_be_better",
        " Urgent gap",
        "unsure",
    ]
    .into_iter()
    .cycle()
    .take(20)
    .enumerate()
    {
        form = form.replacen("rating = \"\"", &format!("rating = \"{rating}\""), 1);
        let text = match at % 5 {
            0 => "'''\nSee \\\\server\\share, \"minutes\" # 4\n\n\tIt's kept.\n'''",
            1 => "\"In the board's agenda\"",
            2 => "'''On one line'''  # ----",
            3 => "'5 of 9 \u{201c}schools\u{201d} \u{2013} 6%'",
            _ => "'''\n\n'''",
        };
        form = form.replacen(
            "documentation = '''\n'''",
            &format!("documentation = {text}"),
            1,
        );
    }
    form
}

/// Forms that people send are read in the quick way, or it would not be worth having.
#[test]
fn usual_forms_are_scanned() {
    let rubric = builtin();
    let blank = form(&rubric, &Head::default());
    let filled = filled();
    let mut forms = vec![
        blank.clone(),
        filled.clone(),
        filled.replace('\n', "\r\n"),
        format!("\u{feff}{filled}"),
        filled.trim_end().to_owned(),
        filled
            .lines()
            .filter(|line| !line.starts_with('#'))
            .collect::<Vec<_>>()
            .join("\n \t\n"),
        format!("{filled}\n   # the end"),
        filled.replace("\"2026-10-05\"", "2026-10-05"),
        filled.replace("2026-10-05", "10/13/2026"),
        filled.replace("board's agenda", "board's agenda [June]"),
        filled.replace(
            "It's kept.",
            "[see minutes]\n[x] done\n  [2026]\n- twice < 3\n# no heading\n[a.b] and so on",
        ),
    ];
    let examples = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/responses");
    for entry in std::fs::read_dir(examples).unwrap() {
        forms.push(std::fs::read_to_string(entry.unwrap().path()).unwrap());
    }
    for form in forms {
        assert!(scan(form.as_bytes(), &rubric).is_some(), "{form}");
        assert!(both_agree(form.as_bytes(), &rubric), "{form}");
    }
}

/// What is wrong, or might be, is for the full reading.
#[test]
fn whatever_is_in_doubt_is_not_scanned() {
    let rubric = builtin();
    let filled = filled();
    let swap = |from: &str, to: &str| {
        assert!(filled.contains(from), "{from}");
        filled.replacen(from, to, 1)
    };
    for form in [
        swap("kind = \"response\"\n", ""),
        swap("\"response\"", "\"plan\""),
        swap("district/1", "district/2"),
        swap("district/1", "district/01"),
        swap("district = ", "\"district\" = "),
        swap("[respondent]", "[ respondent ]"),
        swap("[respondent]\n", "[respondent]\nage = 4\n"),
        swap("2026-10-05", "10/5/2026"),
        swap("2026-10-05", "2026-13-05"),
        swap("\"2026-10-05\"", "2026-02-30"),
        swap("\"2026-10-05\"", "2026-10-05T09:00:00"),
        swap("\"2026-10-05\"", "2026-10-5"),
        swap("\"Strength\"", "\"Stength\""),
        swap("\"Strength\"", "\"Strength\"\""),
        swap("\"Strength\"", "\u{201c}Strength\u{201d}"),
        swap("\"Strength\"", "\"\"\"Strength\"\"\""),
        swap("\"Strength\"", "\"\\u0053trength\""),
        swap("rating = \"Strength\"", "  rating = \"Strength\""),
        swap("rating = \"Strength\"", "rating.x = \"Strength\""),
        swap("'''On one line'''", "'''On one line''''"),
        swap("'''On one line'''", "'''On one line''' more"),
        swap("On one line", "On one\u{fffd} line"),
        swap("On one line", "On one\u{9b} line"),
        swap("On one line", "On one\rline"),
        swap("On one line", "\n[a.b]\nrating = 1\n"),
        swap(
            "On one line",
            "\n<<<<<<< ours\na\n=======\nb\n>>>>>>> theirs\n",
        ),
        swap("It's kept.\n'''", "It's kept.\n"),
        swap("# 1 of 25", "# 1\u{7f} of 25"),
        swap("\"Strength\"", "\"Strength\" # so"),
        swap("# How do we know?", "# How do we know? We met."),
        swap("'''On one line'''  # ----\n", "'''On one line'''\n# so\n"),
        swap("\n[actionable-data.team-review]\n", "\n"),
        format!("{filled}\n[more.so]\nrating = \"\"\n"),
        format!("{filled}rating = \"\"\n"),
        format!("\u{feff}\u{feff}{filled}"),
        filled.replace('\n', "\r"),
    ] {
        assert!(scan(form.as_bytes(), &rubric).is_none(), "{form}");
    }
    // Letters that are not UTF-8.
    let (before, after) = filled.split_once("On one line").unwrap();
    let bytes = [before.as_bytes(), b"On one lin\xe9", after.as_bytes()].concat();
    assert!(scan(&bytes, &rubric).is_none());
}

/// Bits of text that mean something to one of the readers.
fn any_piece() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(vec![
            "'", "''", "'''", "''''", "'''''", "\"", "\"\"\"", "\\", "\\\"", "\\n", "\\u0041", "[", "]",
            "[x.y]", "[respondent]", "\n[actionable-data.team-review]\nrating = \"\"\n", "<<<<<<<",
            "\n<<<<<<< a\n", "\n=======\n", "\n>>>>>>> b\n", "#", " # ", "=", "\t", "\r", "\r\n", "\n", " ",
            "\u{a0}", "\u{feff}", "\u{fffd}", "\u{85}", "\u{9b}", "\u{7f}", "\u{1b}", "\0", "\u{c}", "\u{b}",
            "\u{201c}", "\u{201d}", "\u{2019}", "\u{202e}", "\u{2028}", "e\u{301}", "\u{e9}",
            "rating = \"\"", "kind = \"plan\"", "\n# ok\n", "\n# How do we know? We met.\n", "documentation = '''", "strength", "2026-10-05", "2026-02-30",
        ]).prop_map(str::to_owned),
        1 => "[a-z ]{0,12}",
        1 => "\\PC{0,6}",
    ]
}

fn any_text() -> impl Strategy<Value = String> {
    prop::collection::vec(any_piece(), 0..5).prop_map(|pieces| pieces.concat())
}

/// A value as somebody might write it, right or wrong.
fn any_value() -> impl Strategy<Value = String> {
    let frame = prop::sample::select(vec![
        ["\"", "\""],
        ["'", "'"],
        ["'''", "'''"],
        ["'''\n", "\n'''"],
        ["'''\r\n", "\r\n'''"],
        ["\"\"\"", "\"\"\""],
        ["\"", "\"  # so"],
        ["'''\n", "\n''' # so"],
        [" \t'", "'\t"],
        ["'''", "''''"],
        ["\"", "\" # strength, as we said"],
        ["'''\n", "\n'''\n# We met twice.\n\n"],
        ["", ""],
    ]);
    (frame, any_text()).prop_map(|([open, close], text)| format!("{open}{text}{close}"))
}

/// A slip of the hand, somewhere.
#[derive(Debug, Clone)]
enum Slip {
    Delete(Index),
    Twice(Index),
    Swap(Index, Index),
    Value(Index, String),
    Insert(Index, String),
    Byte(Index, u8),
    Cut(Index),
    Ends(bool),
    Mark,
}

fn any_slip() -> impl Strategy<Value = Slip> {
    let at = || any::<Index>();
    prop_oneof![
        2 => at().prop_map(Slip::Delete),
        2 => at().prop_map(Slip::Twice),
        2 => (at(), at()).prop_map(|(a, b)| Slip::Swap(a, b)),
        8 => (at(), any_value()).prop_map(|(at, value)| Slip::Value(at, value)),
        4 => (at(), any_piece()).prop_map(|(at, text)| Slip::Insert(at, text)),
        2 => (at(), any::<u8>()).prop_map(|(at, byte)| Slip::Byte(at, byte)),
        1 => at().prop_map(Slip::Cut),
        2 => any::<bool>().prop_map(Slip::Ends),
        1 => Just(Slip::Mark),
    ]
}

fn slipped(form: &str, slips: &[Slip]) -> Vec<u8> {
    let mut bytes = form.as_bytes().to_vec();
    for slip in slips {
        let mut lines: Vec<Vec<u8>> = bytes
            .split_inclusive(|b| *b == b'\n')
            .map(<[u8]>::to_vec)
            .collect();
        if lines.is_empty() {
            continue;
        }
        match slip {
            Slip::Delete(at) => {
                lines.remove(at.index(lines.len()));
            }
            Slip::Twice(at) => {
                let at = at.index(lines.len());
                lines.insert(at, lines[at].clone());
            }
            Slip::Swap(a, b) => {
                let (a, b) = (a.index(lines.len()), b.index(lines.len()));
                lines.swap(a, b);
            }
            Slip::Value(at, value) => {
                let holds =
                    |line: &Vec<u8>| line.windows(3).any(|w| w == b" = ") && line[0] != b'#';
                let keys: Vec<usize> = (0..lines.len()).filter(|at| holds(&lines[*at])).collect();
                if !keys.is_empty() {
                    let line = &mut lines[keys[at.index(keys.len())]];
                    let key = line.windows(3).position(|w| w == b" = ").unwrap() + 3;
                    // What closes a text on a line below stays there.
                    line.truncate(key);
                    line.extend(value.as_bytes());
                    line.push(b'\n');
                }
            }
            _ => {}
        }
        bytes = lines.concat();
        match slip {
            Slip::Insert(at, text) => {
                let at = at.index(bytes.len() + 1);
                bytes.splice(at..at, text.bytes());
            }
            Slip::Byte(at, byte) if !bytes.is_empty() => {
                let at = at.index(bytes.len());
                bytes[at] = *byte;
            }
            Slip::Cut(at) => bytes.truncate(at.index(bytes.len() + 1)),
            Slip::Ends(to_windows) => {
                let (from, to): (&[u8], &[u8]) = if *to_windows {
                    (b"\n", b"\r\n")
                } else {
                    (b"\r\n", b"\n")
                };
                let text = String::from_utf8_lossy(&bytes).into_owned();
                let (from, to) = (String::from_utf8_lossy(from), String::from_utf8_lossy(to));
                bytes = text.replace(&*from, &to).into_bytes();
            }
            Slip::Mark => bytes.splice(0..0, *b"\xef\xbb\xbf").for_each(drop),
            _ => {}
        }
    }
    bytes
}

/// What was read before makes no difference, whether it was right or not.
#[test]
fn forms_one_after_the_other_are_read_alike() {
    let rubric = builtin();
    let filled = filled();
    let other = filled
        .replace('#', "##")
        .replace(" = ", "=")
        .replace('\n', "\r\n");
    let torn = filled.replacen("rating = \"Strength\"", "rating = Strength", 1);
    let control = filled.replacen("# 2 of 25", "# \u{1b}2 of 25", 1);
    let mut scanner = Scanner::new(&rubric);
    for [first, second] in [[&filled, &other], [&torn, &other], [&control, &filled]] {
        for form in [first, second, first, second] {
            let whole = form != &torn && form != &control;
            assert_eq!(scanner.scan(form.as_bytes()).is_some(), whole, "{form}");
            assert!(agrees(&mut scanner, form.as_bytes(), &rubric), "{form}");
        }
    }
}

/// A short rubric, so that a slip is likely to hit what matters.
fn short() -> Rubric {
    crate::laws::rubric(
        "id = \"district\"\nversion = 1\ntitle = \"T\"\n[[ingredient]]\nid = \"actionable-data\"\ntitle = \"A\"\n\
         [[ingredient.practice]]\nid = \"team-review\"\ntitle = \"P\"\nstatement = \"S\"\n\
         [[ingredient.practice]]\nid = \"reports\"\ntitle = \"Q\"\nstatement = \"S\"\n",
    )
}

proptest! {
    #![proptest_config(crate::common::cases(250))]

    #[test]
    fn a_short_form_after_slips_is_read_alike(slips in prop::collection::vec(any_slip(), 0..4)) {
        let rubric = short();
        let bare: String = form(&rubric, &Head::default())
            .lines()
            .filter(|line| !line.starts_with('#'))
            .map(|line| format!("{line}\n"))
            .collect();
        let bytes = slipped(&bare, &slips);
        prop_assert!(both_agree(&bytes, &rubric), "{:?}", String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn any_way_to_write_the_values_is_read_alike(
        values in prop::collection::vec(any_value(), 10),
        windows in any::<bool>(),
    ) {
        let rubric = short();
        let [district, cycle, name, role, department, date, first, second, third, fourth] = &values[..] else {
            unreachable!("ten values");
        };
        let (head, respondent) = (
            format!("kind = \"response\"\nrubric = 'district/1'\ndistrict = {district}\ncycle = {cycle}\n"),
            format!("[respondent]\nname = {name}\nrole = {role}\ndepartment = {department}\ndate = {date}\n"),
        );
        // One part of them at a time is odd as well: a form with ten odd values is seldom right.
        let practices = [
            format!("[actionable-data.team-review]\nrating = {first}\ndocumentation = {second}\n"),
            format!("[actionable-data.reports]\nrating = {third}\ndocumentation = {fourth}\n"),
        ];
        let usual = [
            "kind = \"response\"\nrubric = 'district/1'\ndistrict = \"\"\ncycle = \"\"\n",
            "[respondent]\nname = \"Ana\"\nrole = \"\"\ndepartment = \"\"\ndate = \"\"\n",
            "[actionable-data.team-review]\nrating = \"\"\ndocumentation = ''\n",
            "[actionable-data.reports]\nrating = \"unsure\"\ndocumentation = '''\n'''\n",
        ];
        let [one, two] = &practices;
        for odd in 0..16_u32 {
            let of = |at: usize, own: &str| if odd & 1 << at != 0 { own.to_owned() } else { usual[at].to_owned() };
            let text = [of(0, &head), of(1, &respondent), of(2, one), of(3, two)].concat();
            let text = if windows { text.replace('\n', "\r\n") } else { text };
            prop_assert!(both_agree(text.as_bytes(), &rubric), "{text:?}");
        }
    }

    #[test]
    fn one_documentation_of_any_kind_is_read_alike(value in any_value(), text in any_text()) {
        let rubric = short();
        for value in [value, format!("'''\n{text}\n'''")] {
            let text = format!(
                "kind = \"response\"\nrubric = 'district/1'\ndistrict = \"\"\ncycle = \"\"\n\
                 [respondent]\nname = \"Ana\"\nrole = \"\"\ndepartment = \"\"\ndate = \"\"\n\
                 [actionable-data.team-review]\nrating = \"ok for now\"\ndocumentation = {value}\n\
                 [actionable-data.reports]\nrating = \"unsure\"\ndocumentation = '''\n'''\n"
            );
            prop_assert!(both_agree(text.as_bytes(), &rubric), "{text:?}");
        }
    }
}

proptest! {
    #![proptest_config(crate::common::cases(40))]

    #[test]
    fn a_whole_form_after_slips_is_read_alike(slips in prop::collection::vec(any_slip(), 0..3)) {
        let bytes = slipped(&filled(), &slips);
        prop_assert!(both_agree(&bytes, &builtin()), "{:?}", String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn the_form_of_any_rubric_is_scanned(rubric in any_rubric()) {
        let form = form(&rubric, &Head::default());
        prop_assert!(both_agree(form.as_bytes(), &rubric));
        // A rubric whose own words are damaged is in doubt.
        let is_damaged = form.contains(char::REPLACEMENT_CHARACTER);
        prop_assert!(is_damaged || scan(form.as_bytes(), &rubric).is_some());
    }
}
