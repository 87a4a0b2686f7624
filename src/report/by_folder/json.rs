//! Districts as JSON, written folder by folder, since a state's worth of them is long.

use std::io;

use serde::Serialize;

use crate::report::by_folder::{Folder, FoldersView};
use crate::report::escape;
use crate::report::tally::View;
use crate::report::tally::json::{Practice, ids, practice};

#[derive(Serialize)]
struct FolderJson<'a> {
    folder: &'a str,
    source: &'static str,
    responses: u32,
    not_read: u32,
    practices: Vec<Practice<'a>>,
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
    let rubric = escape::json(&serde_json::to_string(&view.rubric.reference())?);
    write!(
        out,
        "{{\n  \"schema_version\": 1,\n  \"kind\": \"tally-by-folder\",\n  \"rubric\": {rubric},\n  \"folders\": ["
    )?;
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
        source: folder.origin.id(),
        responses: tally.assessment.responses,
        not_read: tally.assessment.not_read,
        practices: practices.collect(),
        priorities: listed(&tally.debrief.priorities),
        differences: listed(&tally.debrief.differences),
        find_out: listed(&tally.debrief.find_out),
        keep: listed(&tally.debrief.keep),
    }
}
