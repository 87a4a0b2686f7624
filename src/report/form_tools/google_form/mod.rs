//! The questions of a form as a script for Google's script editor, which builds the form there.
//! What the tool exports afterwards names its columns by these questions.

use serde_json::json;

use crate::model::rating::Rating;
use crate::model::rubric::Rubric;
use crate::report::form_tools::{ABOUT, HOW_WE_KNOW, instructions, numbered};
use crate::report::formats::escape;

/// What the script does, whatever the rubric.
const BUILD: &str = include_str!("build.js");

/// The script: the steps, and below them the questions as data.
pub fn script(rubric: &Rubric) -> String {
    let about = ABOUT.map(|(title, help)| json!({"title": title, "help": help}));
    let ingredients = rubric.ingredients.iter().map(|ingredient| {
        let practices = ingredient.practices.clone().map(|at| {
            let practice = &rubric.practices()[at];
            json!({"title": numbered(at, practice), "statement": practice.statement})
        });
        json!({ "title": ingredient.title, "practices": practices.collect::<Vec<_>>() })
    });
    let description = instructions(rubric).join("\n\n");
    let questions = json!({
        "title": rubric.title,
        "description": description.trim(),
        "about": about,
        "ratings": Rating::ALL.map(|rating| rubric.labels.of(rating)),
        "howWeKnow": HOW_WE_KNOW,
        "ingredients": ingredients.collect::<Vec<_>>(),
    });
    let data = escape::json(&format!("{questions:#}"));
    format!("{BUILD}\nconst QUESTIONS = {data};\n")
}
