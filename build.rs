//! Writes the built-in rubric down as Rust. To read it anew in every run took a quarter of
//! the time of a tally of a dozen responses. A test sees to it that both say the same.

use std::env;
use std::error::Error;
use std::fs;
use std::path::Path;

use toml::Table;

const RUBRIC: &str = "assessments/district.toml";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={RUBRIC}");
    let rubric: Table = fs::read_to_string(RUBRIC)?.parse()?;
    let code = written(&rubric).ok_or("the built-in rubric lacks a value")?;
    fs::write(Path::new(&env::var("OUT_DIR")?).join("rubric.rs"), code)?;
    Ok(())
}

/// The expression that makes the rubric; None where a value is missing or of another type.
fn written(rubric: &Table) -> Option<String> {
    let version = rubric.get("version")?.as_integer()?;
    let [id, title, question, source, purpose, vulnerable, frequency] = texts(
        rubric,
        [
            "id",
            "title",
            "question",
            "source",
            "purpose",
            "vulnerable-populations",
            "frequency",
        ],
    )?;
    let labels = texts(
        rubric.get("ratings")?.as_table()?,
        [
            "strength",
            "ok-for-now",
            "could-be-better",
            "urgent-gap",
            "unsure",
        ],
    )?
    .join(", ");
    let departments = each(rubric, "suggested-departments", |department| {
        let [name] = texts(department, ["name"])?;
        let also = list(department, "also")?.into_iter();
        let also: Vec<_> = also.map(|name| format!("{name:?}.to_owned()")).collect();
        let also = also.join(", ");
        Some(format!("Department {{ name: {name}, also: vec![{also}] }}"))
    })?;
    let steps = each(rubric, "step", |step| {
        let [id, title, text] = texts(step, ["id", "title", "text"])?;
        Some(format!("Step {{ id: {id}, title: {title}, text: {text} }}"))
    })?;
    let ingredients = each(rubric, "ingredient", |ingredient| {
        let [id, title] = texts(ingredient, ["id", "title"])?;
        let practices = each(ingredient, "practice", |practice| {
            let [id, title, statement] = texts(practice, ["id", "title", "statement"])?;
            let focus = list(practice, "focus")?
                .into_iter()
                .map(|focus| match focus {
                    "disabilities" => Some("Focus::Disabilities"),
                    "vulnerable" => Some("Focus::Vulnerable"),
                    _ => None,
                });
            let focus = focus.collect::<Option<Vec<_>>>()?.join(", ");
            Some(format!(
                "Practice {{
                    id: {id}, ingredient: 0, title: {title}, statement: {statement}, focus: vec![{focus}]
                }}"
            ))
        })?;
        Some(format!(
            "Outline {{ id: {id}, title: {title}, practices: vec![{practices}] }}"
        ))
    })?;
    Some(format!(
        "Rubric {{
            id: {id},
            version: {version},
            title: {title},
            question: {question},
            source: {source},
            purpose: {purpose},
            vulnerable_populations: {vulnerable},
            frequency: {frequency},
            suggested_departments: vec![{departments}],
            labels: Labels::new([{labels}]),
            steps: vec![{steps}],
            ..Rubric::default()
        }}
        .with(vec![{ingredients}])"
    ))
}

/// The texts of these keys, each as an expression.
fn texts<const N: usize>(table: &Table, keys: [&str; N]) -> Option<[String; N]> {
    let texts = keys.map(|key| {
        let text = table.get(key)?.as_str()?.trim().replace("\r\n", "\n");
        Some(format!("{text:?}.to_owned()"))
    });
    let texts: Option<Vec<String>> = texts.into_iter().collect();
    texts?.try_into().ok()
}

/// The texts of a list, none where the key is missing.
fn list<'a>(table: &'a Table, key: &str) -> Option<Vec<&'a str>> {
    let Some(value) = table.get(key) else {
        return Some(Vec::new());
    };
    value.as_array()?.iter().map(|text| text.as_str()).collect()
}

/// The sections of this name, as the elements of a list.
fn each(table: &Table, name: &str, written: impl Fn(&Table) -> Option<String>) -> Option<String> {
    let sections = table.get(name)?.as_array()?.iter();
    let written = sections.map(|section| written(section.as_table()?));
    Some(written.collect::<Option<Vec<_>>>()?.join(", "))
}
