//! Laws of `fix`: whatever a person wrote comes out as they wrote it, however the file was
//! saved and whichever quotes went curly; and what is fixed is fixed for good.

use chronic::files::content::Content;
use chronic::files::fix::fix;
use chronic::files::read::read;
use chronic::files::rubric::builtin;
use chronic::model::response::Response;
use chronic::problem::Problem;
use proptest::prelude::*;

/// What a person may write about a practice: quotes of all kinds, marks of the format, lines
/// that look like parts of a form.
fn words() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "The team meets.",
        "\u{201c}SART\u{201d} minutes",
        "it\u{2019}s",
        "caf\u{e9} \u{2013} \u{e4}",
        "rating = \u{201c}Stength\u{201d}",
        "name = \"x\"",
        "# 5",
        "[x]",
        "\\\\server\\share",
        "\u{2018}\u{2019}\u{2019}",
        "a = b",
        " ",
        "\n",
        "\n\n",
    ]);
    prop::collection::vec(pieces, 0..8).prop_map(|pieces| pieces.concat())
}

fn form(texts: &[String], ratings: &[&str]) -> String {
    let rubric = builtin();
    let mut form = "kind = \"response\"\nrubric = \"district/1\"\n\n[respondent]\nname = \"Zo\u{eb}\"\nrole = \"\"\n".to_owned();
    for (at, practice) in rubric.practices().iter().enumerate() {
        let text = &texts[at % texts.len()];
        let rating = ratings[at % ratings.len()];
        form.push_str(&format!(
            "\n[{}]\nrating = \"{rating}\"\ndocumentation = '''\n{text}\n'''\n",
            practice.id
        ));
    }
    form
}

#[derive(Debug, Clone, Copy)]
enum Saving {
    Utf8,
    Marked,
    Utf16,
    Utf16Unmarked,
    Windows,
    OldMac,
}

fn saved(text: &str, how: Saving) -> Vec<u8> {
    let wide =
        |text: String| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    match how {
        Saving::Utf8 => text.as_bytes().to_vec(),
        Saving::Marked => format!("\u{feff}{text}").into_bytes(),
        Saving::Utf16 => wide(format!("\u{feff}{text}")),
        Saving::Utf16Unmarked => wide(text.to_owned()),
        Saving::Windows => encoding_rs::WINDOWS_1252.encode(text).0.into_owned(),
        Saving::OldMac => text.replace('\n', "\r").into_bytes(),
    }
}

fn saving() -> impl Strategy<Value = Saving> {
    prop::sample::select(vec![
        Saving::Utf8,
        Saving::Marked,
        Saving::Utf16,
        Saving::Utf16Unmarked,
        Saving::Windows,
        Saving::OldMac,
    ])
}

/// Some of the quotes around answers as a word processor leaves them; never one in a text.
fn with_curly(form: &str, which: &[bool]) -> String {
    let mut inside = false;
    let mut flags = which.iter().cycle();
    let line = |line: &str| {
        let marks = line.ends_with("'''");
        let is_answer = !inside && line.contains(" = \"") && line.ends_with('"');
        if marks {
            inside = !inside;
        }
        let change = (is_answer || marks) && *flags.next().unwrap();
        match change {
            true if is_answer => {
                let line = line.replacen('"', "\u{201c}", 1);
                format!("{}\u{201d}\n", &line[..line.len() - 1])
            }
            true => line.replace("'''", "\u{2018}\u{2019}\u{2019}") + "\n",
            false => format!("{line}\n"),
        }
    };
    form.lines().map(line).collect()
}

fn response(bytes: &[u8]) -> (Option<Response>, Vec<Problem>) {
    let read = read(bytes, &builtin()).checked;
    match read.value {
        Some(Content::Response(response)) => (Some(response), read.problems),
        _ => (None, read.problems),
    }
}

fn documentation(response: &Response) -> Vec<&str> {
    response.answers.iter().map(|a| &*a.documentation).collect()
}

proptest! {
    #![proptest_config(crate::common::cases(60))]

    #[test]
    fn a_persons_words_come_out_as_they_were(
        texts in prop::collection::vec(words(), 1..4),
        how in saving(),
        curly in prop::collection::vec(any::<bool>(), 1..9),
    ) {
        // A text that ends its own quotes is another person's trouble.
        let sound = form(&texts, &["Strength", "unsure", ""]);
        let (Some(meant), _) = response(sound.as_bytes()) else {
            return Ok(());
        };
        // Marks in a text look like those that end it once these are damaged.
        let own_marks = sound.lines().any(|line| line.trim() == "\u{2018}\u{2019}\u{2019}");
        let damaged = if own_marks { sound.clone() } else { with_curly(&sound, &curly) };
        let bytes = saved(&damaged, how);
        let now = fix(&bytes, &builtin()).map_or(bytes, |fixed| fixed.bytes);
        // Letters that could be UTF-8 as well are left to people.
        if now == saved(&damaged, how) && matches!(how, Saving::Windows) {
            return Ok(());
        }
        let (read, problems) = response(&now);
        prop_assert!(read.is_some(), "{:?}", problems);
        let read = read.unwrap();
        prop_assert_eq!(documentation(&read), documentation(&meant));
        prop_assert_eq!(read, meant);
        // For good.
        prop_assert_eq!(fix(&now, &builtin()), None);
    }

    #[test]
    fn only_quotes_at_the_ends_of_answers_differ(
        texts in prop::collection::vec(words(), 1..4),
        curly in prop::collection::vec(any::<bool>(), 1..9),
        cut in any::<prop::sample::Index>(),
    ) {
        // Also where the rest of the form is damaged in some other way.
        let form = with_curly(&form(&texts, &["Strength", "could be better"]), &curly);
        let lines: Vec<&str> = form.lines().collect();
        let gone = cut.index(lines.len());
        let kept = lines.iter().enumerate().filter(|(at, _)| *at != gone);
        let damaged: String = kept.map(|(_, line)| format!("{line}\n")).collect();
        let Some(fixed) = fix(damaged.as_bytes(), &builtin()) else {
            return Ok(());
        };
        let now = String::from_utf8(fixed.bytes).unwrap();
        prop_assert_eq!(now.lines().count(), damaged.lines().count());
        let without_quotes = |line: &str| -> String {
            let quote = |c: char| "\"'\u{201c}\u{201d}\u{2018}\u{2019}".contains(c);
            // A space behind the marks that end a text is in no text.
            line.trim_end().chars().filter(|c| !quote(*c)).collect()
        };
        for (before, after) in damaged.lines().zip(now.lines()) {
            prop_assert_eq!(without_quotes(before), without_quotes(after));
            prop_assert!(!before.contains("Stength") || before == after, "{}", before);
            let marks = before.trim().chars().all(|c| "'\u{2018}\u{2019}".contains(c));
            prop_assert!(before == after || before.contains(" = ") || marks, "{} became {}", before, after);
        }
    }

    #[test]
    fn any_bytes_are_fixed_once_or_not_at_all(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let text = [b"kind = \"response\"\nrating = \x93".as_slice(), &bytes].concat();
        for bytes in [bytes, text] {
            if let Some(fixed) = fix(&bytes, &builtin()) {
                prop_assert_eq!(fix(&fixed.bytes, &builtin()), None);
            }
        }
    }
}
