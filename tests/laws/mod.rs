//! Laws that hold for any rubric, any answers and any layout of a file.

mod advice;
mod fixing;
mod forms;
mod house;
mod layout;
mod renewal;
mod sizes;
mod tallies;
mod two_ways;

use chronic::files::content::Content;
use chronic::files::read::read;
use chronic::files::rubric::builtin;
use chronic::model::rubric::Rubric;

/// A rubric from its file.
fn rubric(text: &str) -> Rubric {
    match read(text.as_bytes(), &builtin()).checked.value {
        Some(Content::Rubric(rubric)) => *rubric,
        other => panic!("{other:?}"),
    }
}
