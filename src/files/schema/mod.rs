//! JSON Schema (2020-12) of every kind of file, for editors that complete and check while
//! somebody types. Made from the same tables of keys and choices that files are read by.

mod day;

use serde_json::{Map, Value, json};

use crate::files::content::Kind;
use crate::model::assessment::Decision;
use crate::model::keys::{Holds, Key, Need, plan, response, rubric, team};
use crate::model::plan::Status;
use crate::model::plan::audience::Audience;
use crate::model::rating::Rating;
use crate::model::rubric::{Focus, Rubric};

/// What must not be in a file, and would be in one that has an address as its first
/// line, is any blank space in the address; the caller has seen to that.
pub fn with_hint(address: Option<&str>, text: String) -> String {
    match address {
        Some(address) => format!("#:schema {address}\n\n{text}"),
        None => text,
    }
}

/// The schema of a kind of file, with the practices of a rubric in it. It checks what an
/// editor can: keys, choices, days. Whether a plan is complete is more than that.
pub fn schema(kind: Kind, rubric: &Rubric) -> Value {
    let file = FileSchema { kind, rubric };
    let (top, practice) = match kind {
        Kind::Response => (response::TOP, Some(response::PRACTICE)),
        Kind::TeamAssessment => (team::TOP, Some(team::PRACTICE)),
        Kind::Plan => (plan::TOP, None),
        Kind::Rubric => (rubric::TOP, None),
    };
    let practices = practice.map(|keys| file.practices(keys));
    let mut schema = object(
        file.keys(top).chain(practices.into_iter().flatten()),
        &required(top),
    );
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    if kind != Kind::Rubric {
        schema["$defs"] = json!({ "day": {
            "type": "string",
            "description": "A date, such as 2026-10-01",
            "pattern": day::pattern(),
        }});
    }
    schema["title"] = json!(format!("chronic: {}", kind.words()));
    schema
}

/// A kind of file, and the rubric that its practices are of.
struct FileSchema<'r> {
    kind: Kind,
    rubric: &'r Rubric,
}

impl FileSchema<'_> {
    /// A section with these keys.
    fn section(&self, keys: &[Key]) -> Value {
        object(self.keys(keys), &required(keys))
    }

    /// Keys, each with the schema of what belongs there.
    fn keys(&self, keys: &[Key]) -> impl Iterator<Item = (String, Value)> {
        keys.iter().map(|key| (key.name.to_owned(), self.key(key)))
    }

    fn key(&self, key: &Key) -> Value {
        let some = || json!({ "type": "string", "pattern": r"\S" });
        let mut schema = match key.holds {
            Holds::Fixed if key.name == "kind" => json!({ "const": self.kind.id() }),
            Holds::Fixed => json!({ "const": self.rubric.reference() }),
            Holds::Text => text(),
            Holds::Name => some(),
            Holds::Id => json!({
                "type": "string",
                "pattern": r"^\s*[a-z0-9]+(-[a-z0-9]+)*\s*$",
            }),
            Holds::Day => day(),
            Holds::Days => list(&day()),
            Holds::Number => json!({ "type": "number" }),
            Holds::Count => json!({ "type": "integer", "minimum": 0 }),
            Holds::Rating => self.rating(),
            Holds::Decision => choice(&Decision::ALL.map(Decision::id), []),
            Holds::Status => choice(&Status::ALL.map(Status::id), []),
            Holds::Audience => choice(&Audience::ALL.map(Audience::id), []),
            Holds::Focus => list(&json!({ "enum": Focus::ALL.map(Focus::id) })),
            Holds::Practice => self.practice(),
            Holds::Practices => json!({ "anyOf": [self.practice(), list(&self.practice())] }),
            Holds::Texts => list(&text()),
            Holds::Names => list(&some()),
            Holds::Figure | Holds::Section => self.section(key.keys),
            Holds::Figures | Holds::Entries => list(&self.section(key.keys)),
        };
        if key.has_entries() && key.need == Need::Must {
            schema["minItems"] = json!(1);
        }
        if !key.about.is_empty() {
            schema["description"] = json!(key.about);
        }
        schema
    }

    fn rating(&self) -> Value {
        let labels = &self.rubric.labels;
        let own = Rating::ALL.map(|r| any_spelling(labels.of(r), ""));
        let usual = Rating::ALL
            .into_iter()
            .flat_map(|r| labels.usual_answers(r));
        // Apostrophes are left out of them, wherever they are typed.
        let usual = usual.map(|word| any_spelling(word, "['\u{2019}\u{2018}\u{2bc}\u{b4}]?"));
        choice(&Rating::ALL.map(Rating::id), own.into_iter().chain(usual))
    }

    /// The id of a practice.
    fn practice(&self) -> Value {
        let ids = self.rubric.practices().iter().map(|p| p.id.as_str());
        json!({ "enum": ids.collect::<Vec<_>>() })
    }

    /// The sections of the ingredients, and in each those of its practices, with these keys.
    fn practices(&self, keys: &[Key]) -> impl Iterator<Item = (String, Value)> {
        self.rubric.ingredients.iter().map(move |ingredient| {
            let practices = &self.rubric.practices()[ingredient.practices.clone()];
            let sections = practices.iter().map(|practice| {
                let mut section = self.section(keys);
                section["title"] = json!(practice.title);
                section["description"] = json!(practice.statement);
                (practice.short_id().to_owned(), section)
            });
            let mut schema = object(sections, &[]);
            schema["title"] = json!(ingredient.title);
            (ingredient.id.clone(), schema)
        })
    }
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

/// The keys that have to be there.
fn required(keys: &[Key]) -> Vec<&'static str> {
    let required = keys.iter().filter(|key| key.need == Need::Must);
    required.map(|key| key.name).collect()
}

fn text() -> Value {
    json!({ "type": "string" })
}

fn list(items: &Value) -> Value {
    json!({ "type": "array", "items": items })
}

/// A day, or nothing yet. A bare one reaches a schema as text.
fn day() -> Value {
    json!({ "$ref": "#/$defs/day" })
}

/// One of these words, or nothing yet. Editors offer the words; any capitals, and any of
/// space, hyphen and underscore between words, are read as well, and so are these patterns.
fn choice(words: &[&str], also: impl IntoIterator<Item = String>) -> Value {
    let mut offered = words.to_vec();
    offered.push("");
    let words = words.iter().map(|word| any_spelling(word, ""));
    let any: Vec<String> = words.chain(also).collect();
    json!({ "anyOf": [
        { "enum": offered },
        { "type": "string", "pattern": format!(r"^\s*({})?\s*$", any.join("|")) },
    ]})
}

/// The pattern of a word, or of several; `between` may stand between any two letters.
fn any_spelling(word: &str, between: &str) -> String {
    let mut out = String::new();
    for part in word.split([' ', '-', '_']).filter(|part| !part.is_empty()) {
        if !out.is_empty() {
            out.push_str("[\\s_\u{2010}-\u{2015}\u{2212}-]+");
        }
        for (at, letter) in part.chars().enumerate() {
            out.push_str(if at > 0 { between } else { "" });
            let (lower, upper) = (letter.to_lowercase(), letter.to_uppercase());
            if letter.is_alphabetic() && lower.to_string() != upper.to_string() {
                out.push_str(&format!("({lower}|{upper})"));
            } else if letter.is_alphanumeric() {
                out.push(letter);
            } else {
                // Whatever it is, it is itself, also where patterns mean something by it.
                out.extend(r"^$\.*+?()[]{}|/".contains(letter).then_some('\\'));
                out.push(letter);
            }
        }
    }
    out
}
