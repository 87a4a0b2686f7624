//! What a hurried hand does to a line: each is told once, and what to type keeps what was typed.

use chronic::files::read::read;
use chronic::files::rubric::BUILTIN;
use chronic::problem::Code;

use crate::reading::form::{
    DOCUMENTATION, HEADING, RATING, RUBRIC, form, form_with, one, problems, reading,
};

const PLAN: &str = "kind = \"plan\"\nrubric = \"district/1\"\nreviews = [\"2027-01-29\"]\n\n[[goal]]\nid = \"rate\"\nbaseline = { value = 21.0, on = 2026-06-12 }\ntarget = { value = 15.0, by = 2028-06-30 }\n\n[[action]]\npractice = \"actionable-data.team-review\"\naction = \"Meet.\"\nowner = \"Ann\"\ndue = \"2027-03-31\"\ngoal = \"rate\"\npartners = [\"clinic\"]\n\n[[action]]\npractice = \"actionable-data.family-access\"\naction = \"Call.\"\nowner = \"Bo\"\ndue = \"2027-03-31\"\n";

/// Line and help of each error that isn't of what a plan still lacks.
fn helps(plan: &str) -> Vec<(usize, String)> {
    let problems = problems(plan).into_iter();
    let problems = problems.filter(|p| p.is_error() && !p.code.is_incompleteness());
    let told = problems.map(|p| (p.place.map_or(0, |place| place.line), p.help));
    told.collect()
}

#[test]
fn an_answer_below_its_key_is_typed_on_one_line() {
    for (old, new, spot, typed) in [
        (
            RATING,
            "rating =\nOK for Now\n",
            "18:1 syntax",
            "rating = \"OK for Now\"",
        ),
        (
            "name = \"Ann Lee\"",
            "name =\nAnn Lee",
            "7:1 syntax",
            "name = \"Ann Lee\"",
        ),
        (
            "date = \"2026-10-01\"",
            "date =\n2026-10-01",
            "9:1 syntax",
            "date = \"2026-10-01\"",
        ),
    ] {
        let form = form_with(old, new);
        one(new, form, spot, &[&format!("Type it on one line: {typed}")]);
    }
}

#[test]
fn what_to_type_for_a_slip_in_a_plan_is_right_as_it_stands() {
    assert_eq!(helps(PLAN), []);
    let partners = "partners = [\"clinic\"]";
    let reviews = "reviews = [\"2027-01-29\"]";
    let baseline = "baseline = { value = 21.0, on = 2026-06-12 }";
    let own = "baseline = { value = 4.7, on = 2026-06-12 }";
    for (old, new, line, typed) in [
        (
            "owner = \"Ann\"",
            "owner =\nAnn Lee",
            13,
            "owner = \"Ann Lee\"",
        ),
        (
            "owner = \"Ann\"",
            "owner = \"Ann\" & \"Bo\"",
            13,
            "owner = \"Ann & Bo\"",
        ),
        (
            "owner = \"Ann\"",
            "owner = \"Ann\", \"Bo\"",
            13,
            "owner = \"Ann, Bo\"",
        ),
        (
            reviews,
            "reviews =\n- 2027-01-29\n- April 30, 2027",
            3,
            "reviews = [\"2027-01-29\", \"2027-04-30\"]",
        ),
        (
            reviews,
            "reviews: [2027-01-29]",
            3,
            "reviews = [2027-01-29]",
        ),
        (
            partners,
            "partners =\n\u{2022} clinic\n\u{2022} family shelter",
            16,
            "partners = [\"clinic\", \"family shelter\"]",
        ),
        (
            partners,
            "partners = [\n  - clinic\n  - family shelter\n]",
            17,
            "partners = [\"clinic\", \"family shelter\"]",
        ),
        (partners, "Partners: clinic", 16, "partners = [\"clinic\"]"),
        (partners, "partners = clinic", 16, "partners = [\"clinic\"]"),
        (baseline, "Baseline: 4.7% on June 12, 2026", 7, own),
        (baseline, "baseline = 4.7 percent on 2026-06-12", 7, own),
        (
            baseline,
            "baseline = { value = \"4.7%\", on = 2026-06-12 }",
            7,
            own,
        ),
        (
            baseline,
            "base line = { value = 4.7, on = 2026-06-12 }",
            7,
            own,
        ),
        (partners, "partners = [clinic\"]", 16, partners),
        (partners, "partners = (\"clinic\")", 16, partners),
        (
            partners,
            "partners = {\"YMCA\", \"library\"}",
            16,
            "partners = [\"YMCA\", \"library\"]",
        ),
        (partners, "partners = ()", 16, "partners = []"),
        (partners, "partners = n/a", 16, "partners = []"),
        (
            reviews,
            "reviews = [2027-01-29\", 2027-04-30]",
            3,
            "reviews = [\"2027-01-29\", \"2027-04-30\"]",
        ),
        ("[[action]]", "action", 10, "[[action]]"),
        ("[[action]]", "3. [[action]]", 10, "[[action]]"),
        ("[[action]]", "\u{2022} [[action]]", 10, "[[action]]"),
    ] {
        let damaged = PLAN.replacen(old, new, 1);
        let told = helps(&damaged);
        assert_eq!(told.len(), 1, "{new}: {told:?}");
        assert_eq!(told[0].0, line, "{new}: {told:?}");
        assert!(told[0].1.ends_with(typed), "{new}: {told:?}");
        // The other lines of a list go with it.
        if new.lines().count() == 1 {
            assert_eq!(helps(&PLAN.replacen(old, typed, 1)), [], "{new}");
        }
    }
}

/// What to type for a goal's line, where one number and day are clear in each entry; else its own.
#[test]
fn a_number_of_a_goal_is_never_another_one() {
    let baseline = "baseline = { value = 21.0, on = 2026-06-12 }";
    let help = |line: &str| helps(&PLAN.replacen(baseline, line, 1)).remove(0).1;
    let readings =
        "readings = [{ value = 20.1, on = 2027-01-29 }, { value = 19.5, on = 2027-03-01 }]";
    for written in [
        "[{ value = 20.1, on = 2027-01-29 }, { value = 19.5%, on = 2027-03-01 }]",
        "[{ value = 20.1, on = 2027-01-29 } { value = 19.5, on = 2027-03-01 }]",
        "[{ value = \"20.1%\", on = 2027-01-29 }, { value = 19.5, on = 2027-03-01 }]",
        "{ value = 20.1, on = 1/29/2027 }, { value = 19.5, on = 2027-03-01 }",
        "[ 20.1 on 2027-01-29, 19.5 on 2027-03-01 ]",
    ] {
        let told = help(&format!("readings = {written}"));
        assert!(told.ends_with(readings), "{written}: {told}");
    }
    for value in [
        ".35",
        "\".35\"",
        "35/290",
        "35 of 290",
        "35-40",
        "3 in 10",
        "1 210",
        "\u{2013}5",
        "1,210",
        "under 35",
        "35% (was 38)",
    ] {
        let told = help(&format!(
            "baseline = {{ value = {value}, on = 2026-06-12 }}"
        ));
        assert!(told.contains("your own numbers"), "{value}: {told}");
    }
    let told = help(
        "readings = [{ value = 20.1, on = 2027-01-29 }, { value = about 19, on = 2027-03-01 }]",
    );
    assert!(told.contains("your own numbers"), "{told}");
}

#[test]
fn a_list_that_lacks_a_comma_is_told_at_the_line_that_needs_it() {
    for (old, new, line) in [
        (
            "partners = [\"clinic\"]",
            "partners = [\n  \"clinic\"\n  \"shelter\",\n]",
            17,
        ),
        (
            "reviews = [\"2027-01-29\"]",
            "reviews = [\n2027-01-29\n2027-04-30\n]",
            4,
        ),
        ("{ value = 21.0, on", "{\n  value = 21.0\n  on", 8),
    ] {
        let told = helps(&PLAN.replacen(old, new, 1));
        let comma = "Type a comma (,) at the end of this line.".to_owned();
        assert_eq!(told, [(line, comma)], "{new}");
    }
}

#[test]
fn a_heading_that_is_there_twice_in_a_row_is_deleted_once() {
    let twice = PLAN.replacen("[[action]]", "[[action]]\n[[action]]", 1);
    let delete = "Delete one of the two lines.".to_owned();
    assert_eq!(helps(&twice), [(10, delete.clone())]);
    let twice = form_with(HEADING, &format!("{HEADING}{HEADING}"));
    one("form", twice, "18:1 duplicate-section", &[&delete]);
}

#[test]
fn a_goal_whose_id_is_lost_is_named_where_it_is_missed() {
    let other = "[[goal]]\nid = \"other\"\n";
    let plan = PLAN.replacen("id = \"rate\"\n", "", 1) + other;
    let named = |plan: &str| {
        let mut found = problems(plan).into_iter();
        let found = found.find(|p| p.code == Code::UnknownGoal);
        found.map(|p| p.help)
    };
    let help = named(&plan).unwrap();
    let said = "If it's the [[goal]] without an id, type id = \"rate\" there.";
    assert!(help.ends_with(said), "{help}");
    // One whose heading is damaged isn't missed.
    let plan = PLAN.replacen("[[goal]]", "[goal]", 1) + other;
    assert_eq!(named(&plan), None);
}

#[test]
fn words_beside_a_rating_keep_their_place_and_signs_are_no_part_of_it() {
    for (old, new, spot, words) in [
        (
            RATING,
            "rating = \"Strength\" but see below\n",
            "18:21 syntax",
            "Type only rating = \"Strength\", and move the rest to \"How do we know?\"",
        ),
        (
            RATING,
            "rating \u{2192} \"Strength\"\n",
            "18:1 syntax",
            "Type rating = \"Strength\"",
        ),
        (
            "documentation = '''\nMinutes of meeting 2",
            "documentation \u{2192} '''\nMinutes of meeting 2",
            "19:1 syntax",
            "Type documentation = '''",
        ),
        (
            DOCUMENTATION,
            "'''\nMinutes of meeting 2.\n'''\n",
            "19:1 syntax",
            "Type documentation = '''",
        ),
        (
            RATING,
            "calificaci\u{f3}n = \"Strength\"\n",
            "18:1 syntax",
            "before the equals sign: rating or documentation",
        ),
        (
            "role = \"Principal\"",
            "job title = \"Principal\"",
            "8:1 syntax",
            "name, role, department, or date",
        ),
        (
            "\"district/1\"",
            "\"district\"",
            "2:10 other-rubric",
            "Type rubric = \"district/1\"",
        ),
        (
            "\"district/1\"",
            "\"District 1\"",
            "2:10 other-rubric",
            "Type rubric = \"district/1\"",
        ),
    ] {
        one(new, form_with(old, new), spot, &[words]);
    }
    // Without its practices, another may be meant.
    let part =
        form_with("\"district/1\"", "\"district\"").replacen(HEADING, "[own.school-reports]\n", 1);
    assert!(problems(part)[0].help.contains("chronic init"));
}

#[test]
fn what_is_on_every_line_is_told_once() {
    let lines = |line: &dyn Fn(usize, &str) -> String| {
        let form = form();
        let lines: Vec<String> = form
            .lines()
            .enumerate()
            .map(|(at, said)| line(at, said))
            .collect();
        lines.join("\n")
    };
    for (name, damaged) in [
        ("number", lines(&|at, line| format!("{}. {line}", at + 1))),
        ("\"-\"", lines(&|_, line| format!("- {line}"))),
        ("\"|\"", lines(&|_, line| format!("| {line}"))),
        (
            "spreadsheet",
            lines(&|_, line| format!("\"{}\"", line.replace('"', "\"\""))),
        ),
    ] {
        one(name, damaged, "1:1 syntax", &[name]);
    }
}

#[test]
fn the_headings_of_a_rubric_need_two_brackets() {
    for (old, new) in [
        ("[[ingredient]]", "[ingredient]]"),
        ("[[ingredient]]", "[[ingredient]"),
        ("[[ingredient]]", "[ingredient]"),
        ("[[ingredient]]", "ingredient"),
        ("[[ingredient.practice]]", "[[ingredient.practice]"),
        ("[[ingredient.practice]]", "3. [[ingredient.practice]]"),
        ("[[step]]", "\u{2022} [[step]]"),
    ] {
        let rubric = BUILTIN.replacen(old, new, 1);
        let told = read(rubric.as_bytes(), &RUBRIC).checked.problems;
        assert_eq!(told.len(), 1, "{new}: {told:?}");
        assert_eq!(told[0].help, format!("Type {old}"), "{new}");
    }
    assert!(reading(BUILTIN).checked.problems.is_empty());
}
