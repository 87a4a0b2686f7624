//! What an import finds in its folder: rows that are there already are left out, so that an
//! export with late rows can be imported once more. Where a file is only nearly what a row
//! says, one of the two was changed, and somebody has to say which counts.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::command::import::head;
use crate::command::import::likeness::{Difference, heads, hint, likeness, numbers, practices};
use crate::command::source::{FileReader, Names};
use crate::file::folder::find;
use crate::file::form::filled;
use crate::file::import::Imported;
use crate::file::read::{BytesReader, Content, Kind, Reading};
use crate::file::table::{cut, phrase};
use crate::model::duplicate::Fingerprint;
use crate::model::person::person;
use crate::model::response::Response;
use crate::model::rubric::Rubric;
use crate::problem::{Code, Problem};
use crate::report::problem::path as shown;

/// So many rows are told one by one.
const TOLD: usize = 20;

/// The responses in the folder of an import, before anything is written there.
#[derive(Default)]
pub(super) struct Already {
    /// Names of all files there, without what follows the last dot.
    pub(super) stems: Vec<String>,
    /// How many of the responses name nobody.
    pub(super) unnamed: u32,
    /// Those for which no row was found.
    unclaimed: Vec<There>,
    /// What may be a response, and cannot be read as one.
    unread: Vec<PathBuf>,
}

struct There {
    path: PathBuf,
    response: Response,
}

/// A row, by its place among the rows, and a file that is nearly the same.
struct Changed {
    row: usize,
    file: usize,
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
        let mut found = find(&[folder.to_owned()]);
        found.look_into_misnamed(rubric);
        let missed = found.not_downloaded.iter();
        let missed = missed.chain(found.refused.iter().map(|(path, _)| path));
        let missed = missed.chain(found.no_plain_files.iter().map(|(path, _)| path));
        for path in missed {
            let stem = path.file_stem().unwrap_or_default();
            already.stems.push(stem.to_string_lossy().into_owned());
            already.unread.push(path.clone());
        }
        let mut reader = FileReader::new(BytesReader::new(rubric));
        for file in found.files {
            let path = file.path.clone();
            let reading = reader.read(&file).ok();
            if reading.as_ref().is_some_and(Reading::is_others) {
                continue;
            }
            let kind = reading.as_ref().and_then(|reading| reading.kind);
            match reading.and_then(|reading| reading.checked.value) {
                Some(Content::Response(response)) => {
                    already.unnamed += u32::from(response.name.is_empty());
                    already.unclaimed.push(There { path, response });
                }
                Some(_) => {}
                None if kind.is_none_or(|kind| kind == Kind::Response) => {
                    already.unread.push(path);
                }
                None => {}
            }
        }
        Ok(already)
    }

    /// Takes the rows out that are there already, each for one file, and gives how many.
    pub(super) fn take_out(&mut self, imported: &mut Imported, rubric: &Rubric) -> usize {
        if self.unclaimed.is_empty() {
            return 0;
        }
        let before = imported.responses.len();
        let mut reader = BytesReader::new(rubric);
        for (_, response) in &mut imported.responses {
            *response = as_read(response, rubric, &mut reader);
        }
        let mut by_print: HashMap<Fingerprint, Vec<usize>> = HashMap::new();
        for (at, there) in self.unclaimed.iter().enumerate() {
            by_print.entry(print(&there.response)).or_default().push(at);
        }
        let mut claimed = vec![false; self.unclaimed.len()];
        imported.responses.retain(|(_, response)| {
            let same = by_print.get_mut(&print(response)).and_then(Vec::pop);
            if let Some(at) = same {
                claimed[at] = true;
            }
            same.is_none()
        });
        self.drop_claimed(&claimed);
        before - imported.responses.len()
    }

    /// Takes the rows out that are nearly what a file says, so that the file counts, and says
    /// of each which.
    pub(super) fn keep_changed(&mut self, imported: &mut Imported) -> Vec<String> {
        let changed = self.changed(imported);
        let mut claimed = vec![false; self.unclaimed.len()];
        let mut left_out = vec![false; imported.responses.len()];
        let mut said = Vec::new();
        for pair in &changed {
            claimed[pair.file] = true;
            left_out[pair.row] = true;
            let (row, response) = &imported.responses[pair.row];
            let whose = match response.name.as_str() {
                "" => String::new(),
                name => format!(" (\"{}\")", cut(name)),
            };
            let file = shown(&self.unclaimed[pair.file].path);
            said.push(format!(
                "Row {row}{whose} is left out, since {file} counts."
            ));
        }
        self.drop_claimed(&claimed);
        let mut left_out = left_out.into_iter();
        imported
            .responses
            .retain(|_| !left_out.next().unwrap_or_default());
        said
    }

    fn drop_claimed(&mut self, claimed: &[bool]) {
        let mut claimed = claimed.iter();
        self.unclaimed
            .retain(|_| !claimed.next().copied().unwrap_or_default());
    }

    /// The rows that are left with the file of which each is most likely another state.
    fn changed(&self, imported: &Imported) -> Vec<Changed> {
        let mut found = Vec::new();
        for (row, (_, response)) in imported.responses.iter().enumerate() {
            for (file, there) in self.unclaimed.iter().enumerate() {
                if let Some(likeness) = likeness(response, &there.response) {
                    found.push((likeness, row, file));
                }
            }
        }
        // The likeliest first; of the same likelihood those that stand first.
        found.sort_by(|a, b| b.0.cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        let mut rows = vec![false; imported.responses.len()];
        let mut files = vec![false; self.unclaimed.len()];
        let mut changed = Vec::new();
        for (.., row, file) in found {
            if !rows[row] && !files[file] {
                (rows[row], files[file]) = (true, true);
                changed.push(Changed { row, file });
            }
        }
        changed.sort_by_key(|pair| pair.row);
        changed
    }

    /// Files that cannot be read, where a row is left that one of them may hold.
    pub(super) fn unread(&self, imported: &Imported) -> Option<Problem> {
        let may_hold = !self.unread.is_empty() && !imported.responses.is_empty();
        may_hold.then(|| {
            doubt(
                format!(
                    "{} cannot be read, and may hold rows of this export.",
                    named(&self.unread)
                ),
                "`chronic validate` of the folder says what is wrong there. Mend it, or move it out of the folder, and run this again.",
            )
        })
    }

    /// Why the rows that are left may be there already, although no file says the same.
    pub(super) fn doubts(&self, imported: &Imported) -> Vec<Problem> {
        let mut doubts = Vec::new();
        let mut by_heads: BTreeMap<Vec<&str>, Vec<(Changed, Vec<Difference>)>> = BTreeMap::new();
        let mut more = 0_usize;
        for pair in self.changed(imported) {
            let (row, response) = &imported.responses[pair.row];
            let there = &self.unclaimed[pair.file];
            let heads = heads(response, &there.response);
            let practices = practices(response, &there.response);
            if practices.is_empty() {
                let fields = heads.iter().map(|d| d.field).collect();
                by_heads.entry(fields).or_default().push((pair, heads));
                continue;
            }
            if doubts.len() == TOLD {
                more += 1;
                continue;
            }
            let also = heads.iter().map(|d| format!(", and {}", d.field));
            let also = also.collect::<String>();
            let file = shown(&there.path);
            let differ = numbers(&practices);
            let named = !response.name.is_empty();
            let one_name = named && heads.iter().all(|d| d.field != "the name");
            let is_one = 2 * practices.len() <= response.answers.len() || !one_name;
            doubts.push(doubt(
                match practices.len() {
                    1 => format!(
                        "Row {row} and {file} are most likely one response: {differ} differs{also}."
                    ),
                    _ if is_one => format!(
                        "Row {row} and {file} are most likely one response: {differ} differ{also}."
                    ),
                    _ => format!("Row {row} and {file} have one name, and {differ} differ{also}."),
                },
                "",
            ));
        }
        let groups = by_heads.into_iter().map(|(fields, pairs)| {
            let (pair, heads) = &pairs[0];
            let (row, _) = imported.responses[pair.row];
            let said: Vec<String> = heads.iter().map(Difference::words).collect();
            let file = shown(&self.unclaimed[pair.file].path);
            let message = match pairs.len() {
                1 => format!("Row {row} says the same as {file}, but for {}.", said.join(" and ")),
                n => format!(
                    "{n} rows say the same as files in the folder, but for {}. The first is row {row}, and its file {file}: {}.",
                    phrase(&fields),
                    said.join(" and ")
                ),
            };
            doubt(message, hint(&fields))
        });
        doubts.extend(groups);
        if more > 0 {
            doubts.push(doubt(format!("So it is with {more} more rows."), ""));
        }
        doubts
    }

    /// Files of another school year than that of a row.
    pub(super) fn other_year(&self, imported: &Imported) -> Option<Problem> {
        let years = imported.responses.iter().map(|(_, row)| row.cycle.as_str());
        let years: BTreeSet<&str> = years.filter(|year| !year.is_empty()).collect();
        let there = |there: &&There| {
            let year = there.response.cycle.as_str();
            !year.is_empty() && !years.contains(year)
        };
        let there = self.unclaimed.iter().find(there)?;
        let here = years.first()?;
        Some(doubt(
            format!(
                "The folder holds responses of another school year: {} is of \"{}\", and this export of \"{}\".",
                shown(&there.path),
                cut(&there.response.cycle),
                cut(here)
            ),
            "Import into a folder of its own; or type --cycle as the files have it, if it is the same year.",
        ))
    }

    /// The responses that count as well, and are no row of the export.
    pub(super) fn others(&self) -> Option<String> {
        let paths: Vec<&Path> = self.unclaimed.iter().map(|t| t.path.as_path()).collect();
        let verb = if paths.len() == 1 {
            "is no row"
        } else {
            "are no rows"
        };
        (!paths.is_empty()).then(|| {
            format!(
                "{} {verb} of this export, and will be counted as well.",
                named(&paths)
            )
        })
    }
}

fn doubt(message: String, help: &str) -> Problem {
    Problem::new(Code::AlreadyThere, message, help)
}

fn named(paths: &[impl AsRef<Path>]) -> String {
    Names::of(paths.iter().map(AsRef::as_ref)).words("file")
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

/// What tells a response from every other, whatever its file looks like and in whatever
/// order the name is written.
fn print(response: &Response) -> Fingerprint {
    let mut response = response.clone();
    response.name = person(&response.name);
    Fingerprint::new(&response, b"")
}
