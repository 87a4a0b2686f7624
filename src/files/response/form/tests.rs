use proptest::prelude::*;

use super::*;
use crate::files::rubric::builtin;
use crate::model::rubric::Outline;

fn text(form: &str, section: &str, key: &str) -> String {
    let table: toml::Table = form.parse().unwrap();
    let value = match section.split_once('.') {
        Some((a, b)) => &table[a][b][key],
        None if section.is_empty() => &table[key],
        None => &table[section][key],
    };
    value.as_str().unwrap().to_owned()
}

fn comments_fit(form: &str) -> bool {
    form.lines()
        .all(|line| textwrap::core::display_width(line) <= WIDTH)
}

#[test]
fn the_built_in_form_is_blank_numbered_and_explained() {
    let form = form(&builtin(), &Head::default());
    assert!(comments_fit(&form));
    assert_eq!(form.matches("rating = \"\"\n").count(), 25);
    assert_eq!(form.matches("documentation = '''\n'''\n").count(), 25);
    for needle in [
        "\n# ---- ACTIONABLE DATA -----",
        "\n# 1 of 25. Review of attendance data by a district team\n#\n#   At least every two",
        "\n[actionable-data.team-review]\n# strength, ok-for-now, could-be-better, urgent-gap or unsure\nrating = \"\"\n# How do we know?\n",
        "\n# 25 of 25. ",
        "name students",
        "# WHO WILL READ THIS\n",
        "community partnerships",
        "name = \"\"          # leave blank to answer anonymously\n",
    ] {
        assert!(form.contains(needle), "{needle:?} is not in\n{form}");
    }
    assert_eq!(text(&form, "", "kind"), "response");
    assert_eq!(text(&form, "", "rubric"), "district/1");
    assert_eq!(text(&form, "actionable-data.team-review", "rating"), "");
}

#[test]
fn own_labels_take_the_place_of_the_ids() {
    let labels = [
        "Fortaleza",
        "Bien",
        "Podr\u{ed}a \"mejorar\"",
        "Urgente",
        "No s\u{e9}",
    ];
    let rubric = one_practice(Labels::new(labels.map(String::from)));
    let form = form(&rubric, &Head::default());
    assert!(form.contains("# Fortaleza, Bien, Podr\u{ed}a \"mejorar\", Urgente or No s\u{e9}\n"));
    assert!(form.contains("#     rating = \"Bien\"\n") && form.contains("one practice below"));
    assert!(!form.contains("ok-for-now") && !form.contains(Rating::OkForNow.meaning()));
}

#[test]
fn a_label_that_would_not_be_read_back_gives_way_to_its_id() {
    let labels = ["Bi\u{200e}en", "OK", "Regular", "Urgente", "\u{200e}"].map(String::from);
    let names = names(&Labels::new(labels));
    assert_eq!(names, ["strength", "OK", "Regular", "Urgente", "unsure"]);
}

fn one_practice(labels: Labels) -> Rubric {
    let practice = ["a", "T", "S"].map(String::from);
    let outline = Outline {
        id: "x".to_owned(),
        title: "X".to_owned(),
        practices: vec![practice.into()],
    };
    let rubric = Rubric {
        labels,
        ..Rubric::default()
    };
    rubric.with(vec![outline])
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,40}",
        any::<String>(),
        "[\\x00-\\x20\"'\\\\#=\\[\\]\u{85}\u{9b}\u{202e}\u{2028}a]{0,30}",
        "(\\w{1,90} ?){0,8}",
    ]
}

fn any_rubric() -> impl Strategy<Value = Rubric> {
    let practice = ("[a-z0-9]{1,8}(-[a-z0-9]{1,4}){0,2}", any_text(), any_text());
    let practices = prop::collection::btree_map(practice.0, (practice.1, practice.2), 1..4);
    let ingredients = prop::collection::btree_map(
        "x[a-z0-9]{1,8}(-[a-z0-9]{1,4}){0,2}",
        (any_text(), practices),
        1..4,
    );
    let texts = prop::array::uniform4(any_text());
    let labels = prop_oneof![
        Just(Labels::default()),
        prop::array::uniform5(any_text()).prop_map(Labels::new)
    ];
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
            let practices = practices.collect();
            Outline {
                id,
                title,
                practices,
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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn any_head_and_any_answers_are_read_back(
        rubric in any_rubric(),
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
}
