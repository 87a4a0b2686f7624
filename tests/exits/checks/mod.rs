//! What every kind of exit must show of a hostile text: letters, and nothing that acts. Each
//! check takes the result of a run and that of the same run on harmless words in the place
//! of the hostile ones, which has the same bones.

use std::collections::BTreeMap;
use std::collections::HashMap;
use std::fmt::{Debug, Write as _};

use crate::exits::forms::Exit;

mod calendar;
mod csv;
mod html;
mod json;
mod log;
mod markdown;
mod names;
mod terminal;
mod toml;
mod workbook;

pub(crate) use names::names;

/// What is wrong, for whoever reads the failure.
pub(crate) type Checked = Result<(), String>;

/// A result to check.
#[derive(Clone, Copy)]
pub(crate) struct Made<'r> {
    /// Of the run on hostile texts.
    pub(crate) hostile: &'r [u8],
    /// Of the same run on harmless words.
    pub(crate) twin: &'r [u8],
    /// Harmless words by the hostile text in whose place they stand.
    pub(crate) twins: &'r HashMap<String, String>,
}

/// Checks a result as what it is.
pub(crate) fn check(exit: Exit, result: Made<'_>) -> Checked {
    match exit {
        Exit::Workbook => return workbook::check(result.hostile, result.twin),
        Exit::Document => return workbook::check_document(result.hostile, result.twin),
        Exit::Fixed => return same("bytes", result.hostile, result.twin),
        _ => {}
    }
    let [hostile, twin] = [result.hostile, result.twin].map(std::str::from_utf8);
    let (hostile, twin) = (
        hostile.map_err(|e| e.to_string())?,
        twin.map_err(|e| e.to_string())?,
    );
    if !matches!(exit, Exit::Calendar | Exit::Kept) {
        terminal::nothing_acts(hostile)?;
    }
    if !matches!(exit, Exit::Annotations | Exit::Kept) {
        terminal::no_line_is_a_command(hostile, twin)?;
    }
    if matches!(exit, Exit::Json | Exit::JsonShape) {
        json::follows_its_schema(hostile)?;
    }
    match exit {
        Exit::Terminal => terminal::check(hostile),
        Exit::Annotations => log::check(hostile, twin),
        Exit::Csv => csv::check(hostile, twin),
        Exit::Markdown => markdown::check(hostile, twin),
        Exit::Html => html::check(hostile, twin),
        Exit::JsonShape => json::check_shape(hostile, twin),
        Exit::Script => json::check_script(hostile, twin),
        Exit::Json => json::check(hostile, twin, result.twins),
        Exit::Toml | Exit::Kept => toml::check(hostile, twin, result.twins),
        Exit::Calendar => calendar::check(hostile, twin),
        Exit::Workbook | Exit::Document | Exit::Fixed => Ok(()),
    }
}

/// Says what differs when something does.
#[allow(
    clippy::needless_pass_by_value,
    reason = "as assert_eq, which takes whatever there is"
)]
fn same<T: PartialEq + Debug>(what: &str, hostile: T, twin: T) -> Checked {
    if hostile == twin {
        return Ok(());
    }
    Err(format!(
        "other {what} than with harmless words: {hostile:?} and not {twin:?}"
    ))
}

/// Says what is there that is not there with harmless words, however often.
fn no_others(what: &str, hostile: &Counted, twin: &Counted) -> Checked {
    let others: Vec<&String> = hostile
        .keys()
        .filter(|key| !twin.contains_key(*key))
        .collect();
    if others.is_empty() {
        Ok(())
    } else {
        Err(format!("other {what} than with harmless words: {others:?}"))
    }
}

/// How often something is there.
type Counted = BTreeMap<String, usize>;

fn counted(all: impl IntoIterator<Item = String>) -> Counted {
    let mut counted = Counted::new();
    for one in all {
        *counted.entry(one).or_default() += 1;
    }
    counted
}

/// Says what is there more often or less often than with harmless words.
fn same_counts(what: &str, hostile: &Counted, twin: &Counted) -> Checked {
    let mut differ = String::new();
    for key in hostile
        .keys()
        .chain(twin.keys().filter(|key| !hostile.contains_key(*key)))
    {
        let [here, there] = [hostile, twin].map(|all| all.get(key).copied().unwrap_or(0));
        if here != there {
            let _ = write!(differ, "\n  {key:?} {here} times and not {there}");
        }
    }
    if differ.is_empty() {
        Ok(())
    } else {
        Err(format!("other {what} than with harmless words:{differ}"))
    }
}
