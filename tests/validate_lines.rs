//! `chronic validate` on forms and team assessments: the line of a file and the closing count agree.

use std::fs;

use crate::common::{examples, run};

const FORM: &str = "responses/director-of-student-services.toml";

/// What `validate` prints about one example with this change made to its text.
fn validated(example: &str, change: impl Fn(&str) -> String, more: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let form = fs::read_to_string(examples().join(example)).unwrap();
    fs::write(folder.path().join("form.toml"), change(&form)).unwrap();
    run(folder.path(), &[&["validate", "form.toml"], more].concat()).out
}

/// The example with a date that is a warning, and every practice answered.
fn dated(form: &str) -> String {
    form.replacen("date = \"", "date = \"5/10/2026\" # \"", 1)
}

#[test]
fn a_form_that_is_only_warned_of_counts_as_complete() {
    let out = validated(FORM, dated, &[]);
    assert!(out.starts_with("form.toml: complete, with "), "{out}");
    assert!(
        out.contains("1 file checked, 1 complete; 0 errors"),
        "{out}"
    );
}

#[test]
fn a_broken_form_is_not_called_complete_because_strict_makes_its_first_warning_an_error() {
    let broken = |form: &str| dated(form).replacen("\nrating = \"", "\nrating = \"not ", 1);
    let out = validated(FORM, broken, &["--strict"]);
    assert!(out.starts_with("form.toml: can't be used, "), "{out}");
}

#[test]
fn a_team_assessment_that_nobody_has_gone_through_is_not_complete() {
    let out = validated("team-2026.toml", str::to_owned, &[]);
    assert!(out.contains("1 file checked, 1 complete; "), "{out}");
    let untouched = |team: &str| {
        let lines = team.lines();
        let lines = lines.map(|line| match line.split_once(" = ") {
            Some((key @ ("agreed" | "decision"), _)) => format!("{key} = \"\"\n"),
            _ => format!("{line}\n"),
        });
        lines.collect()
    };
    let out = validated("team-2026.toml", untouched, &[]);
    assert!(
        out.starts_with("form.toml: not everything is agreed on yet"),
        "{out}"
    );
    assert!(out.contains("1 file checked, 0 complete; "), "{out}");
}

/// A form in which each of the first three lines with a rating is another one.
fn with_ratings(form: &str, lines: [&str; 3]) -> String {
    let mut lines = lines.into_iter();
    let line = |line: &str| match line.starts_with("rating = ") {
        true => lines.next().unwrap_or(line).to_owned(),
        false => line.to_owned(),
    };
    form.lines().map(line).map(|line| line + "\n").collect()
}

#[test]
fn the_same_slip_with_other_answers_has_its_own_advice_each_time() {
    let ratings = ["strength", "unsure", "strength"].map(|id| format!("rating: \"{id}\""));
    let lines = [&*ratings[0], &ratings[1], &ratings[2]];
    let out = validated(FORM, |form| with_ratings(form, lines), &[]);
    for advice in ["Type rating = \"strength\"\n", "Type rating = \"unsure\"\n"] {
        assert!(out.contains(advice), "{out}");
    }
}
