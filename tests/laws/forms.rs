//! What `init` writes is read back: blank as it is, and with every answer once filled in.

use chronic::files::content::Content;
use chronic::files::read::read;
use chronic::files::response::form::{Head, filled, form};
use chronic::files::rubric::builtin;
use chronic::model::rating::{Labels, Rating};
use chronic::model::response::{Answer, Response};
use chronic::model::rubric::{Outline, Rubric};
use chronic::problem::Code;
use proptest::prelude::*;

/// Whatever a person or a program can put into a text.
fn any_text() -> BoxedStrategy<String> {
    prop_oneof![
        "\\PC{0,40}",
        any::<String>(),
        "[\\x00-\\x20\"'\\\\#=\\[\\]\u{85}\u{9b}\u{202e}\u{2028}a]{0,30}",
        "(\\w{1,90} ?){0,8}",
    ]
    .boxed()
}

pub(crate) fn any_rubric() -> impl Strategy<Value = Rubric> {
    let text = || prop_oneof!["\\PC{0,40}", "[\"'\\\\#=\\[\\] \n\ta]{0,30}"].boxed();
    let own = ["Sí", "Bien \"ok\"", "A\\B", "Urgente", "No sé"].map(String::from);
    let labels = prop_oneof![Just(Labels::default()), Just(Labels::new(own))];
    rubric_of(text, labels)
}

/// A rubric with these texts and labels.
fn rubric_of(
    text: fn() -> BoxedStrategy<String>,
    labels: impl Strategy<Value = Labels>,
) -> impl Strategy<Value = Rubric> {
    let id = "[a-z]{1,6}(-[a-z0-9]{1,4}){0,2}";
    let practices = prop::collection::btree_map(id, (text(), text()), 1..5);
    let ingredients = prop::collection::btree_map(
        "x[a-z]{0,6}(-[a-z0-9]{1,4}){0,2}",
        (text(), practices),
        1..5,
    );
    let texts = prop::array::uniform4(text());
    (texts, labels, ingredients).prop_map(|(texts, labels, ingredients)| {
        let [title, question, purpose, vulnerable_populations] = texts;
        let heading = Rubric {
            id: "any".to_owned(),
            version: 7,
            title,
            question,
            purpose,
            vulnerable_populations,
            labels,
            ..Rubric::default()
        };
        let outlines = ingredients.into_iter().map(|(id, (title, practices))| {
            let practices = practices.into_iter().map(|(id, (t, s))| [id, t, s].into());
            Outline {
                id,
                title,
                practices: practices.collect(),
            }
        });
        heading.with(outlines.collect())
    })
}

fn any_answer() -> impl Strategy<Value = Answer> {
    let rating = prop::option::of(prop::sample::select(Rating::ALL.to_vec()));
    (rating, any_text()).prop_map(|(rating, documentation)| Answer {
        rating,
        documentation: documentation.into(),
    })
}

/// A text as it comes back: trimmed, and with the line ends of the form.
fn kept(text: &str) -> String {
    text.trim().replace("\r\n", "\n").replace('\r', "\n")
}

/// As some editor saves it.
fn saved(form: &str, how: usize) -> Vec<u8> {
    let form = if how & 1 == 1 {
        form.replace('\n', "\r\n")
    } else {
        form.to_owned()
    };
    let mark = if how & 2 == 2 { "\u{feff}" } else { "" };
    let end = if how & 4 == 4 {
        form.len()
    } else {
        form.trim_end().len()
    };
    format!("{mark}{}", &form[..end]).into_bytes()
}

fn response(bytes: &[u8], rubric: &Rubric) -> (Response, Vec<Code>) {
    let reading = read(bytes, rubric);
    let codes = reading.checked.problems.iter().map(|p| p.code).collect();
    match reading.checked.value {
        Some(Content::Response(response)) => (response, codes),
        _ => panic!("{:#?}", reading.checked.problems),
    }
}

/// A rating as people write it.
fn spelling(rating: Rating, labels: &Labels, how: usize) -> String {
    let word = if how & 1 == 0 {
        rating.id()
    } else {
        labels.of(rating)
    };
    let word = match how >> 1 & 3 {
        0 => word.to_owned(),
        1 => word.to_uppercase(),
        2 => word.replace([' ', '-'], "_"),
        _ => format!("  {} ", word.replace([' ', '-'], "  ")),
    };
    let quoted = word.replace('\\', "\\\\").replace('"', "\\\"");
    if how >> 3 & 1 == 0 || word.contains('\'') {
        format!("\"{quoted}\"")
    } else {
        format!("'{word}'")
    }
}

/// Text as it is typed or pasted between the two lines of `'''`.
fn documentation() -> impl Strategy<Value = String> {
    prop_oneof![
        "[^\\x00-\\x1f\\x7f]{0,60}",
        "([\"'#=\\[\\]{}\\\\,.: \t\n\u{e9}\u{202e}]|rating|strength|\\[a|kind = |2026-27){0,20}",
    ]
    .prop_filter("it would end the text", |text| !text.contains("'''"))
    .prop_filter("it looks like the sections below", |text| {
        let bracket = |line: &str| line.trim().starts_with('[') && line.contains(']');
        !(text.contains(['.', '=']) && text.lines().any(bracket))
    })
}

proptest! {
    #![proptest_config(crate::common::cases(100))]

    #[test]
    fn a_blank_form_of_any_rubric_is_all_unanswered(rubric in any_rubric(), how in 0..8_usize) {
        let blank = form(&rubric, &Head::default());
        let (response, codes) = response(&saved(&blank, how), &rubric);
        prop_assert_eq!(response.answered(), 0);
        prop_assert_eq!(response.answers.len(), rubric.len());
        prop_assert_eq!(codes, [Code::Unanswered]);
    }

    #[test]
    fn any_head_and_any_answers_are_written_as_they_are(
        rubric in rubric_of(any_text, prop_oneof![
            Just(Labels::default()),
            prop::array::uniform5(any_text()).prop_map(Labels::new),
        ]),
        head in prop::array::uniform6(any_text()),
        answers in prop_oneof![Just(Vec::new()), prop::collection::vec(any_answer(), 9)],
    ) {
        let [name, role, department, district, cycle, return_to] = head;
        let head = Head { name, role, department, district, cycle, return_to, ..Head::default() };
        let date = (!answers.is_empty()).then(|| jiff::civil::date(2026, 10, 1));
        let form = filled(&rubric, &head, date, &answers);
        let table: toml::Table = form.parse().map_err(|e| TestCaseError::fail(format!("{e}\n{form}")))?;
        prop_assert_eq!(table.len(), 5 + rubric.ingredients.len());
        prop_assert_eq!(table["rubric"].as_str(), Some("any/7"));
        prop_assert_eq!(table["district"].as_str(), Some(head.district.trim()));
        let respondent = table["respondent"].as_table().unwrap();
        prop_assert_eq!(respondent.len(), 4);
        let date = date.map_or("", |_| "2026-10-01");
        for (key, value) in [("name", &*head.name), ("role", &head.role), ("department", &head.department), ("date", date)] {
            prop_assert_eq!(respondent[key].as_str(), Some(value.trim()));
        }
        for (at, practice) in rubric.practices().iter().enumerate() {
            let answer = answers.get(at).cloned().unwrap_or_default();
            let ingredient = &rubric.ingredients[practice.ingredient];
            let section = table[&ingredient.id][practice.short_id()].as_table().unwrap();
            prop_assert_eq!(section.len(), 2);
            let rating = section["rating"].as_str().unwrap();
            prop_assert_eq!((!rating.is_empty()).then(|| rubric.labels.read(rating).unwrap()), answer.rating);
            let text = section["documentation"].as_str().unwrap();
            prop_assert_eq!(kept(text), kept(&answer.documentation));
        }
    }

    #[test]
    fn a_filled_form_is_read_as_it_was_filled(
        answers in prop::collection::vec((0..6_usize, 0..16_usize, documentation()), 25),
        own_labels in any::<bool>(),
        how in 0..8_usize,
    ) {
        let mut rubric = builtin();
        if own_labels {
            rubric.labels = Labels::new(["Sí", "Bien \"ok\"", "A\\B", "Muy urgente", "No sé"].map(String::from));
        }
        let blank = form(&rubric, &Head::default());
        let (head, questions) = blank.split_once("\nkind").unwrap();
        let mut filled = format!("{head}\nkind");
        let mut parts = questions.split("rating = \"\"\n# How do we know?\ndocumentation = '''\n");
        filled.push_str(parts.next().unwrap());
        for (part, (rating, how, text)) in parts.zip(&answers) {
            let rating = Rating::ALL.get(*rating).map_or("\"\"".to_owned(), |r| spelling(*r, &rubric.labels, *how));
            filled.push_str(&format!("rating = {rating}\n# How do we know?\ndocumentation = '''\n{text}\n{part}"));
        }
        let (response, _) = response(&saved(&filled, how), &rubric);
        for (answer, (rating, _, text)) in response.answers.iter().zip(&answers) {
            prop_assert_eq!(answer.rating, Rating::ALL.get(*rating).copied());
            prop_assert_eq!(&*answer.documentation, text.trim());
        }
    }
}
