//! Districts for programs: as JSON, written folder by folder, since a state's worth of them is long;
//! as CSV, the rows of each tally after the folder and what was counted there; and their responses
//! as CSV, without names.

use std::io;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::json;

use crate::model::rating::Rating;
use crate::model::rubric::Rubric;
use crate::report::formats::csv::{self, CsvTable};
use crate::report::formats::escape;
use crate::report::formats::json;
use crate::report::results::by_folder::{Folder, FoldersView, Origin};
use crate::report::results::tally::View;
use crate::report::results::tally::for_programs::{
    HEAD, LONG_HEAD, PracticeJson, answers, csv_row, ids, practice,
};

/// Folders, each counted separately.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Folders<'a> {
    rubric: String,
    folders: Vec<FolderJson<'a>>,
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
pub fn json(view: FoldersView<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let none = Folders {
        rubric: view.rubric.reference(),
        folders: Vec::new(),
    };
    let whole = json::write("tally-by-folder", &none)?;
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
    let practices = asked.clone();
    let practices = practices.map(|index| practice(tally, tally.row(index)));
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

/// The CSV.
///
/// # Errors
/// When `out` refuses.
pub fn csv(view: FoldersView<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let rows = view.views().flat_map(|(folder, tally)| {
        let row = |index| {
            let mut row = csv_row(&tally, tally.row(index));
            row["folder"] = json!(folder.name);
            row["source"] = json!(folder.origin);
            row["responses"] = json!(tally.assessment.responses);
            row["not_read"] = json!(tally.assessment.not_read);
            row
        };
        view.practices().map(row).collect::<Vec<_>>()
    });
    let head = format!("folder,source,responses,not_read,{HEAD}");
    csv::write(out, &head, rows)
}

/// The answers of a district, a few bytes for each response.
#[derive(Debug)]
pub struct Answers {
    /// As [`Folder::name`](super::Folder::name).
    folder: String,
    /// Response after response, each in survey order, without what is withheld; the responses in
    /// the order of their answers, so that neither a number nor a file's name tells who it is.
    ratings: Vec<Option<Rating>>,
    /// By the rubric's flat index: practices of which so few answered that none is shown.
    withheld: Vec<bool>,
}

impl Answers {
    /// Of a folder's responses, each in survey order.
    pub fn new(folder: String, mut responses: Vec<Vec<Option<Rating>>>, withheld: &[bool]) -> Self {
        for ratings in &mut responses {
            let ratings = ratings.iter_mut().zip(withheld);
            ratings
                .filter(|(_, hides)| **hides)
                .for_each(|(rating, _)| *rating = None);
        }
        responses.sort_unstable();
        Self {
            folder,
            ratings: responses.concat(),
            withheld: withheld.to_vec(),
        }
    }
}

/// The responses as CSV; respondents are numbered through, so that a number is one in all of
/// it. `practice` is the flat index of the only one that is wanted.
///
/// # Errors
/// When `out` refuses.
pub fn long(
    rubric: &Rubric,
    folders: &[Answers],
    practice: Option<usize>,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let head = format!("folder,{LONG_HEAD}");
    let mut table = CsvTable::new(out, &head)?;
    let mut respondent = 0;
    for folder in folders {
        let is_shown = |at: usize| !folder.withheld[at] && practice.is_none_or(|only| only == at);
        for ratings in folder.ratings.chunks(rubric.len()) {
            respondent += 1;
            let lead = [folder.folder.as_str(), &respondent.to_string()];
            answers(&mut table, &lead, (rubric, ratings), is_shown)?;
        }
    }
    table.finish()
}
