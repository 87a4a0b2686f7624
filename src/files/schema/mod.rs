//! JSON Schema (2020-12) of every kind of file, for editors that complete and check while
//! somebody types. Made from the same lists of keys and choices that files are read by.

mod day;

use serde_json::{Map, Value, json};

use crate::files::content::Kind;
use crate::files::response;
use crate::files::rubric;
use crate::files::section;
use crate::files::team;
use crate::model::assessment::Decision;
use crate::model::plan::keys::{Holds, Key, Need, TOP};
use crate::model::plan::{Audience, Status};
use crate::model::rating::Rating;
use crate::model::rubric::{Focus, Practice, Rubric};

/// What must not be in a file, and would be in one that has an address as its first
/// line, is any blank space in the address; the caller has seen to that.
#[must_use]
pub fn with_hint(address: Option<&str>, text: String) -> String {
    match address {
        Some(address) => format!("#:schema {address}\n\n{text}"),
        None => text,
    }
}

/// The schema of a kind of file, with the practices of a rubric in it. It checks what an
/// editor can: keys, choices, days. Whether a plan is complete is more than that.
#[must_use]
pub fn schema(kind: Kind, rubric: &Rubric) -> Value {
    let mut schema = match kind {
        Kind::Response => response_file(rubric),
        Kind::TeamAssessment => team_assessment(rubric),
        Kind::Plan => plan_keys(TOP, rubric),
        Kind::Rubric => rubric_file(),
    };
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    if kind != Kind::Rubric {
        schema["$defs"] = json!({ "day": {
            "type": "string",
            "description": "A date, such as 2026-10-01",
            "pattern": day::pattern(),
        }});
    }
    schema["title"] = json!(format!("chronic: {}", kind.name()));
    schema
}

/// A section with these keys and no others.
fn object(keys: impl IntoIterator<Item = (String, Value)>, required: &[&str]) -> Value {
    let properties: Map<String, Value> = keys.into_iter().collect();
    json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

/// A section with the keys that it is read by, each with its schema.
fn of_keys(names: &[&str], required: &[&str], schema: impl Fn(&str) -> Value) -> Value {
    object(keys(names, schema), required)
}

/// The keys that a file of this kind is read by, each with its schema.
fn keys(names: &[&str], schema: impl Fn(&str) -> Value) -> impl Iterator<Item = (String, Value)> {
    names
        .iter()
        .map(move |name| ((*name).to_owned(), schema(name)))
}

fn text() -> Value {
    json!({ "type": "string" })
}

fn count() -> Value {
    json!({ "type": "integer", "minimum": 0 })
}

fn list(items: &Value) -> Value {
    json!({ "type": "array", "items": items })
}

/// A day, or nothing yet. A bare one reaches a schema as text.
fn day() -> Value {
    json!({ "$ref": "#/$defs/day" })
}

/// One of these words, or nothing yet. Editors offer the words; any capitals, and any of
/// space, hyphen and underscore between words, are read as well.
fn choice(words: &[&str], also: &[&str]) -> Value {
    let mut offered = words.to_vec();
    offered.push("");
    let any: Vec<String> = words
        .iter()
        .chain(also)
        .map(|word| any_spelling(word))
        .collect();
    json!({ "anyOf": [
        { "enum": offered },
        { "type": "string", "pattern": format!(r"^\s*({})?\s*$", any.join("|")) },
    ]})
}

fn any_spelling(word: &str) -> String {
    let mut out = String::new();
    for part in word.split([' ', '-', '_']).filter(|part| !part.is_empty()) {
        if !out.is_empty() {
            out.push_str(r"[\s_-]+");
        }
        for letter in part.chars() {
            let (lower, upper) = (letter.to_lowercase(), letter.to_uppercase());
            if letter.is_alphabetic() && lower.to_string() != upper.to_string() {
                out.push_str(&format!("({lower}|{upper})"));
            } else if letter.is_alphanumeric() {
                out.push(letter);
            } else {
                // Whatever it is, it is itself, also where patterns mean something by it.
                out.push_str(&format!("\\u{{{:x}}}", u32::from(letter)));
            }
        }
    }
    out
}

fn rating(rubric: &Rubric) -> Value {
    let labels = Rating::ALL.map(|r| rubric.labels.of(r));
    choice(&Rating::ALL.map(Rating::id), &labels)
}

/// The sections of the ingredients, and in each those of its practices.
fn practices(
    rubric: &Rubric,
    section: impl Fn() -> Value,
) -> impl Iterator<Item = (String, Value)> {
    rubric.ingredients.iter().map(move |ingredient| {
        let practices = &rubric.practices()[ingredient.practices.clone()];
        let sections = practices.iter().map(|practice: &Practice| {
            let mut section = section();
            section["title"] = json!(practice.title);
            section["description"] = json!(practice.statement);
            (practice.short_id().to_owned(), section)
        });
        let mut schema = object(sections, &[]);
        schema["title"] = json!(ingredient.title);
        (ingredient.id.clone(), schema)
    })
}

/// `kind`, `rubric` and the like at the top of a file.
fn top(kind: Kind, rubric: &Rubric, key: &str) -> Value {
    match key {
        "kind" => json!({ "const": kind.id() }),
        "rubric" => json!({ "const": rubric.reference() }),
        "from" | "to" => day(),
        "responses" | "invited" | "not_read" => count(),
        _ => text(),
    }
}

fn response_file(rubric: &Rubric) -> Value {
    let respondent = of_keys(section::RESPONDENT, &[], |key| match key {
        "date" => day(),
        _ => text(),
    });
    let practice = || {
        of_keys(response::check::PRACTICE, &[], |key| match key {
            "rating" => rating(rubric),
            _ => json!({ "type": "string", "description": "How do we know?" }),
        })
    };
    let head = keys(response::check::TOP, |key| match key {
        "respondent" => respondent.clone(),
        _ => top(Kind::Response, rubric, key),
    });
    object(head.chain(practices(rubric, practice)), &["kind"])
}

fn team_assessment(rubric: &Rubric) -> Value {
    let counts = of_keys(&team::check::COUNTS, &team::check::COUNTS, |_| count());
    let quote = of_keys(&["rating", "text"], &[], |key| match key {
        "rating" => rating(rubric),
        _ => text(),
    });
    let practice = || {
        of_keys(team::check::PRACTICE, &["counts"], |key| match key {
            "counts" => counts.clone(),
            "documentation" => list(&quote),
            "agreed" => rating(rubric),
            "decision" => choice(&Decision::ALL.map(Decision::id), &[]),
            _ => text(),
        })
    };
    let head = keys(team::check::TOP, |key| {
        top(Kind::TeamAssessment, rubric, key)
    });
    object(
        head.chain(practices(rubric, practice)),
        &["kind", "responses"],
    )
}

/// A key of a plan, by what belongs there.
fn plan_key(key: &Key, rubric: &Rubric) -> Value {
    let ids = rubric.practices().iter().map(|p| p.id.as_str());
    let practice = json!({ "enum": ids.collect::<Vec<_>>() });
    let mut schema = match key.holds {
        Holds::Fixed => top(Kind::Plan, rubric, key.name),
        Holds::Text => text(),
        Holds::Day => day(),
        Holds::Days => list(&day()),
        Holds::Number => json!({ "type": "number" }),
        Holds::Status => choice(&Status::ALL.map(Status::id), &[]),
        Holds::Audience => choice(&Audience::ALL.map(Audience::id), &[]),
        Holds::Practice => practice,
        Holds::Practices => json!({ "anyOf": [practice, list(&practice)] }),
        Holds::Texts => list(&text()),
        Holds::Figure => plan_keys(key.keys, rubric),
        Holds::Figures | Holds::Entries => list(&plan_keys(key.keys, rubric)),
    };
    schema["description"] = json!(key.about);
    schema
}

fn plan_keys(keys: &[Key], rubric: &Rubric) -> Value {
    let required = keys.iter().filter(|key| key.need == Need::Must);
    let required: Vec<&str> = required.map(|key| key.name).collect();
    let keys = keys.iter();
    object(
        keys.map(|key| (key.name.to_owned(), plan_key(key, rubric))),
        &required,
    )
}

fn rubric_file() -> Value {
    let some = json!({ "type": "string", "pattern": r"\S" });
    let id = json!({ "type": "string", "pattern": r"^\s*[a-z0-9]+(-[a-z0-9]+)*\s*$" });
    let key = |name: &str| match name {
        "id" => id.clone(),
        "focus" => list(&json!({ "enum": Focus::ALL.map(Focus::id) })),
        _ => some.clone(),
    };
    let some_of = |items: Value| json!({ "type": "array", "items": items, "minItems": 1 });
    let practice = of_keys(rubric::PRACTICE, &["id", "title", "statement"], key);
    let ingredient = of_keys(rubric::INGREDIENT, rubric::INGREDIENT, |name| match name {
        "practice" => some_of(practice.clone()),
        _ => key(name),
    });
    let department = of_keys(rubric::DEPARTMENT, &["name"], |name| match name {
        "also" => list(&some),
        _ => some.clone(),
    });
    let required = ["id", "title", "ingredient"];
    of_keys(rubric::KEYS, &required, |name| match name {
        "id" => id.clone(),
        "title" => some.clone(),
        "version" => count(),
        "ratings" => of_keys(&Rating::ALL.map(Rating::id), &[], |_| some.clone()),
        "suggested-departments" => list(&department),
        "step" => list(&of_keys(rubric::STEP, &[], |_| text())),
        "ingredient" => some_of(ingredient.clone()),
        _ => text(),
    })
}
