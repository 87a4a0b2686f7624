//! What an import finds in its folder: rows that are there already are left out, so that an
//! export with late rows can be imported once more.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::command::import::head;
use crate::command::source::{FileReader, Names};
use crate::file::folder::find;
use crate::file::form::filled;
use crate::file::import::Imported;
use crate::file::read::{BytesReader, Content, Kind};
use crate::model::duplicate::Fingerprint;
use crate::model::rating::folded;
use crate::model::response::Response;
use crate::model::rubric::Rubric;
use crate::problem::{Code, Problem};

/// The responses in the folder of an import, before anything is written there.
#[derive(Default)]
pub(super) struct Already {
    /// Names of all files there, without what follows the last dot.
    pub(super) stems: Vec<String>,
    /// How many of the responses name nobody.
    pub(super) unnamed: u32,
    /// Those for which no row was found, by what they say.
    unclaimed: HashMap<Fingerprint, Vec<There>>,
    /// What may be a response, and cannot be read as one.
    unread: Vec<PathBuf>,
}

struct There {
    path: PathBuf,
    /// Folded; empty where nobody is named.
    name: String,
    /// What it says apart from district and school year.
    answers: Fingerprint,
}

impl Already {
    /// What is in this folder; nothing where there is none.
    ///
    /// # Errors
    /// When the system refuses the folder.
    pub(super) fn in_folder(folder: &Path, rubric: &Rubric) -> io::Result<Self> {
        let mut already = Self::default();
        if !folder.exists() {
            return Ok(already);
        }
        for entry in fs::read_dir(folder)? {
            let name = PathBuf::from(entry?.file_name());
            let stem = name.file_stem().unwrap_or_default();
            already.stems.push(stem.to_string_lossy().into_owned());
        }
        let mut reader = FileReader::new(BytesReader::new(rubric));
        for file in find(&[folder.to_owned()]).files {
            let reading = reader.read(&file).ok();
            let kind = reading.as_ref().and_then(|reading| reading.kind);
            match reading.and_then(|reading| reading.checked.value) {
                Some(Content::Response(response)) => already.add(file.path, response),
                Some(_) => {}
                None if kind.is_none_or(|kind| kind == Kind::Response) => {
                    already.unread.push(file.path);
                }
                None => {}
            }
        }
        Ok(already)
    }

    fn add(&mut self, path: PathBuf, response: Response) {
        let name = folded(&response.name).into_owned();
        self.unnamed += u32::from(name.is_empty());
        let print = print(&response);
        let answers = answers(response);
        let there = There {
            path,
            name,
            answers,
        };
        self.unclaimed.entry(print).or_default().push(there);
    }

    /// Takes the rows out that are there already, each for one file, and gives how many.
    pub(super) fn take_out(&mut self, imported: &mut Imported, rubric: &Rubric) -> usize {
        if self.unclaimed.is_empty() {
            return 0;
        }
        let before = imported.responses.len();
        let mut reader = BytesReader::new(rubric);
        imported.responses.retain(|(_, response)| {
            let read = as_read(response, rubric, &mut reader);
            let same = self.unclaimed.get_mut(&print(&read));
            same.and_then(Vec::pop).is_none()
        });
        before - imported.responses.len()
    }

    /// Why the rows that are left may be there already, although no file says the same: a
    /// file may have been changed since it was imported.
    pub(super) fn doubts(&self, imported: &Imported, rubric: &Rubric) -> Vec<Problem> {
        let mut doubts = Vec::new();
        if imported.responses.is_empty() {
            return doubts;
        }
        if !self.unread.is_empty() {
            doubts.push(doubt(
                format!(
                    "{} cannot be read, and may hold rows of this export.",
                    named(self.unread.iter().map(PathBuf::as_path))
                ),
                "`chronic validate` of the folder says what is wrong there. Mend it, or move it out of the folder, and run this again.",
            ));
        }
        let files = || self.unclaimed.values().flatten();
        let said: HashSet<&Fingerprint> = files().map(|there| &there.answers).collect();
        let mut by_name: HashMap<&str, Vec<&Path>> = HashMap::new();
        for there in files() {
            by_name.entry(&there.name).or_default().push(&there.path);
        }
        by_name.values_mut().for_each(|paths| paths.sort());
        let (mut elsewhere, mut unnamed) = (Vec::new(), Vec::new());
        let mut reader = BytesReader::new(rubric);
        for (row, response) in &imported.responses {
            let name = folded(&response.name);
            let Some(paths) = by_name.get(&*name) else {
                continue;
            };
            if said.contains(&answers(as_read(response, rubric, &mut reader))) {
                elsewhere.push(*row);
            } else if name.is_empty() {
                unnamed.push(*row);
            } else {
                doubts.push(doubt(
                    format!(
                        "Row {row} and {} have the same name, and do not say the same.",
                        named(paths.iter().copied())
                    ),
                    "If the row is right, move the file out of the folder; if the file is right, delete the row in the export. Then run this again.",
                ));
            }
        }
        if !elsewhere.is_empty() {
            doubts.push(doubt(
                format!(
                    "{} to be in the folder already, with another district or school year.",
                    rows(&elsewhere, "seems", "seem")
                ),
                "Type --district and --cycle as they were when the folder was filled, or import into another folder.",
            ));
        }
        if let (false, Some(paths)) = (unnamed.is_empty(), by_name.get("")) {
            doubts.push(doubt(
                format!(
                    "{} no name and nothing like it in the folder; and no row is like {}, without a name too. A file that was changed after it was imported would count twice: as it is, and as its row.",
                    rows(&unnamed, "has", "have"),
                    named(paths.iter().copied())
                ),
                "Import into a new folder. Move over what came from elsewhere, and put what was changed in the place of the file from its row; then go on with the new folder.",
            ));
        }
        doubts
    }
}

fn doubt(message: String, help: &str) -> Problem {
    Problem::new(Code::AlreadyThere, message, help)
}

fn named<'p>(paths: impl IntoIterator<Item = &'p Path>) -> String {
    Names::of(paths).words("file")
}

/// `Row 5 has`, `3 rows (the first is row 5) have`.
fn rows(rows: &[usize], one: &str, several: &str) -> String {
    match rows {
        [row] => format!("Row {row} {one}"),
        [first, ..] => format!("{} rows (the first is row {first}) {several}", rows.len()),
        [] => String::new(),
    }
}

/// A row as it would be read from its file.
fn as_read(response: &Response, rubric: &Rubric, reader: &mut BytesReader<'_>) -> Response {
    let head = head(response, None);
    let form = filled(rubric, &head, response.date, &response.answers);
    match reader.read(form.as_bytes()).checked.value {
        Some(Content::Response(read)) => read,
        _ => response.clone(),
    }
}

/// What tells a response from every other, whatever its file looks like.
fn print(response: &Response) -> Fingerprint {
    Fingerprint::new(response, b"")
}

/// The same without what an export does not say, and the command line does.
fn answers(response: Response) -> Fingerprint {
    print(&Response {
        district: String::new(),
        cycle: String::new(),
        ..response
    })
}
