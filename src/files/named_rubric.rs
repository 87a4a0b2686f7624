//! The line of a file that names the rubric: whether it is the one in use.

use toml::de::{DeTable, DeValue};

use crate::files::content::Kind;
use crate::model::rubric::{Practice, Rubric};
use crate::problem::{Code, Problem};
use crate::text::{Text, cut};
use crate::toml::document::Document;
use crate::toml::table::{Reader, Value, at_path, is_misspelt, written};
use crate::words::words_of;

/// What a value says, or how it is written where it is no text.
pub(crate) fn text_of<'a>(text: &'a Text, value: &'a Value<'_>) -> &'a str {
    match value.get_ref() {
        DeValue::String(written) => written.trim(),
        _ => &text.as_str()[value.span()],
    }
}

/// That a file doesn't say of which rubric it is.
pub(crate) fn report_no_rubric(reader: &mut Reader<'_>, root: &DeTable<'_>, rubric: &Rubric) {
    if !root.contains_key("rubric") && !is_misspelt(root, "rubric") {
        reader.problems.push(no_rubric(rubric));
    }
}

/// The problem itself.
pub(crate) fn no_rubric(rubric: &Rubric) -> Problem {
    Problem::new(
        Code::MissingKey,
        format!(
            "The line rubric = \"{}\" is missing. The file was read as if it were there.",
            rubric.reference()
        ),
        "Type it below the line that begins with kind.",
    )
}

/// The version of the rubric in use that a file is of, where it's another; none for `district/02`,
/// which names no version.
pub(crate) fn version_of_another(root: &DeTable<'_>, rubric: &Rubric) -> Option<u32> {
    let written = root.get("rubric")?.get_ref().as_str()?.trim();
    let version = written.strip_prefix(&rubric.id)?.strip_prefix('/')?;
    let number: u32 = version.parse().ok()?;
    (number != rubric.version && number.to_string() == version).then_some(number)
}

/// Whether the rubric in use is meant: its name with other signs, or without its version above all
/// of its practices.
fn names_loosely(root: &DeTable<'_>, written: &str, rubric: &Rubric) -> bool {
    let plain = |text: &str| -> String {
        let words: Vec<&str> = words_of(text).collect();
        words.join("/").to_lowercase()
    };
    let is_there = |practice: &Practice| at_path(root, &practice.id).is_some();
    plain(written) == plain(&rubric.reference())
        || plain(written) == plain(&rubric.id) && rubric.practices().iter().all(is_there)
}

/// Whether this file is of the rubric in use; the problem where it is not.
pub(crate) fn other_rubric(
    text: &Text,
    document: &Document<'_>,
    rubric: &Rubric,
    kind: Kind,
) -> Option<Problem> {
    let value = written(&document.root, "rubric")?;
    let written = text_of(text, value);
    let new = match kind {
        Kind::TeamAssessment => {
            "To assess with this one, tally its responses into a new file: chronic tally FOLDER -o FILE."
        }
        Kind::Plan => {
            "To plan with this one, start a new plan: chronic plan draft ASSESSMENT -o FILE."
        }
        Kind::Response | Kind::Rubric => {
            "To answer this self-assessment, start with a new blank form: chronic init."
        }
    };
    let (known, shown) = (rubric.reference(), cut(written));
    if written == known {
        return None;
    }
    let (message, help) = match names_loosely(&document.root, written, rubric) {
        true => (
            format!("This self-assessment isn't named \"{shown}\"."),
            format!("Type rubric = \"{known}\""),
        ),
        false => (
            format!(
                "This file is for another self-assessment ({shown}), but you're using {known}."
            ),
            format!("{new} To use the other one, name its file: --rubric FILE"),
        ),
    };
    let problem = Problem::new(Code::OtherRubric, message, help);
    Some(problem.at(text.place(value.span())))
}
