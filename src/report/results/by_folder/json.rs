//! Districts as JSON, written folder by folder, since a state's worth of them is long.

use std::io;

use schemars::JsonSchema;
use serde::Serialize;

use crate::report::formats::escape;
use crate::report::formats::json::{self, JsonDocument};
use crate::report::results::by_folder::{Folder, FoldersView, Origin};
use crate::report::results::tally::View;
use crate::report::results::tally::json::{PracticeJson, ids, practice};

/// Folders, each counted separately.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Folders<'a> {
    rubric: String,
    folders: Vec<FolderJson<'a>>,
}

impl JsonDocument for Folders<'_> {
    const KIND: &'static str = "tally-by-folder";
}

#[derive(Debug, Serialize, JsonSchema)]
struct FolderJson<'a> {
    folder: &'a str,
    source: Origin,
    responses: u32,
    not_read: u32,
    practices: Vec<PracticeJson<'a>>,
    priorities: Vec<&'a str>,
    differences: Vec<&'a str>,
    find_out: Vec<&'a str>,
    keep: Vec<&'a str>,
}

/// Writes all of it, with a line end. Where one practice is asked for, the lists hold
/// that one or nothing.
///
/// # Errors
/// When `out` refuses.
pub fn write(view: FoldersView<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let whole = json::write(&Folders {
        rubric: view.rubric.reference(),
        folders: Vec::new(),
    })?;
    // The folders come before what ends it.
    let head = whole.trim_end_matches(['\n', '}', ']']);
    out.write_all(head.as_bytes())?;
    for (at, (of, tally)) in view.views().enumerate() {
        let folder = serde_json::to_string_pretty(&folder(view, of, &tally))?;
        out.write_all(if at == 0 { b"\n" } else { b",\n" })?;
        // A text in it never holds a line feed of its own.
        let indented = escape::json(&folder).replace('\n', "\n    ");
        write!(out, "    {indented}")?;
    }
    out.write_all(b"\n  ]\n}\n")
}

fn folder<'v>(view: FoldersView<'_>, folder: &'v Folder, tally: &'v View<'_>) -> FolderJson<'v> {
    let asked = view.practices();
    let listed = |list: &[usize]| {
        let list: Vec<usize> = list.iter().copied().filter(|i| asked.contains(i)).collect();
        ids(tally, &list)
    };
    let practices = view
        .practices()
        .map(|index| practice(tally, tally.row(index)));
    FolderJson {
        folder: &folder.name,
        source: folder.origin,
        responses: tally.assessment.responses,
        not_read: tally.assessment.not_read,
        practices: practices.collect(),
        priorities: listed(&tally.debrief.priorities),
        differences: listed(&tally.debrief.differences),
        find_out: listed(&tally.debrief.find_out),
        keep: listed(&tally.debrief.keep),
    }
}
