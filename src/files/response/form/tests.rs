use super::*;
use crate::files::rubric::builtin;
use crate::model::rubric::Outline;

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
        "\nkind = \"response\"\nrubric = \"district/1\"\n",
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
