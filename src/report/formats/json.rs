//! What every result for programs has in common: its first keys, how it is written, and its
//! JSON Schema, which is made from the types that it is written from.

use std::borrow::Cow;

use jiff::civil::Date;
use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform as _};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use crate::model::assessment::Decision;
use crate::model::comparison::change::Label;
use crate::model::plan::Status;
use crate::model::plan::audience::Audience;
use crate::model::plan::status::State;
use crate::model::practice_class::{Class, Flag};
use crate::model::rating::Rating;
use crate::problem::{Code, Severity};
use crate::report::formats::escape;
use crate::report::results::by_folder::Origin;

/// The form of every result: keys are added, and none is renamed.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Whole<'d, D> {
    schema_version: u32,
    kind: &'d str,
    #[serde(flatten)]
    document: &'d D,
}

/// The whole of a result, with a line end; `kind` is what it says it is, which is also what its
/// schema is called.
///
/// # Errors
/// None that a document can cause.
pub fn write(kind: &str, document: &impl Serialize) -> serde_json::Result<String> {
    let written = serde_json::to_string_pretty(&Whole {
        schema_version: VERSION,
        kind,
        document,
    })?;
    Ok(escape::json(&(written + "\n")))
}

/// What [`write()`] writes, as JSON Schema (2020-12): every key, and no other.
pub fn schema<D: JsonSchema>(kind: &str) -> Value {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let generator = settings.with(|s| s.inline_subschemas = true);
    let mut schema = generator.into_generator().into_root_schema_for::<D>();
    let mut closed = RecursiveTransform(|schema: &mut Schema| {
        if schema.get("properties").is_some() {
            schema.insert("additionalProperties".to_owned(), json!(false));
        }
        // The size of a number in memory is no format that JSON Schema has.
        if schema.get("format").is_some_and(|format| format != "date") {
            schema.remove("format");
        }
    });
    closed.transform(&mut schema);
    let mut schema = schema.to_value();
    schema["title"] = json!(format!("chronic: {kind}"));
    schema["properties"]["schema_version"] = json!({ "const": VERSION });
    schema["properties"]["kind"] = json!({ "const": kind });
    if let Some(required) = schema["required"].as_array_mut() {
        required.extend(["schema_version", "kind"].map(Value::from));
    }
    schema
}

/// Makes what has an id be written as that, and its schema the list of ids.
macro_rules! written_as_id {
    ($($of:ident: $all:expr;)+) => { $(
        impl Serialize for $of {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.id())
            }
        }

        impl JsonSchema for $of {
            fn schema_name() -> Cow<'static, str> {
                stringify!($of).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                let ids: Vec<&str> = $all.iter().map(|one| one.id()).collect();
                json_schema!({ "type": "string", "enum": ids })
            }
        }
    )+ };
}

written_as_id! {
    Audience: Self::ALL;
    Class: Self::ALL;
    Code: Self::ALL;
    Decision: Self::ALL;
    Flag: Self::ALL;
    Label: Self::ALL;
    Origin: Self::ALL;
    Rating: Self::ALL;
    Severity: [Self::Error, Self::Warning, Self::Note];
    State: Self::ALL;
    Status: Self::ALL;
}

/// A day as `2026-10-01`.
#[derive(Debug, Clone, Copy)]
pub struct JsonDay(pub Date);

impl Serialize for JsonDay {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl JsonSchema for JsonDay {
    fn schema_name() -> Cow<'static, str> {
        "Day".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "date" })
    }
}
