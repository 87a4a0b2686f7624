//! What an import finds in its folder: rows that are there already are left out, so that an
//! export with late rows can be imported once more. Where a file is only nearly what a row
//! says, one of the two was changed, and somebody has to say which counts.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::command::import::likeness::{
    HeadDifference, as_read, differing, heads, hint, likeness, practices, without_comments,
};
use crate::command::source::{FirstNames, Kept, Weighed, weigh_all};
use crate::disk::folder::find;
use crate::disk::refusal::Refusal;
use crate::disk::save;
use crate::files::bytes::bytes;
use crate::files::content::{Content, Kind};
use crate::files::read::BytesReader;
use crate::import::responses::Imported;
use crate::model::dates::year::is_later_year;
use crate::model::response::Response;
use crate::model::response::duplicate::Fingerprint;
use crate::model::response::person::person;
use crate::model::rubric::Rubric;
use crate::problem::{Code, Problem};
use crate::report::results::problem::path as shown;
use crate::text::cut;
use crate::text::splice::Splice;
use crate::toml::decode::EditedFile;
use crate::toml::document::parse;
use crate::toml::writing::quoted;
use crate::words::{self, agreeing, day};

/// The responses in the folder of an import, before anything is written there.
#[derive(Default)]
pub(super) struct Already {
    /// Names of all files there, without what follows the last dot.
    pub(super) stems: Vec<String>,
    /// How many of the responses name nobody.
    pub(super) unnamed: u32,
    /// Each until a row is found for it.
    files: Vec<Option<ExistingFile>>,
    /// The first and the last day of those that have one, with their files.
    days: Option<((Date, PathBuf), (Date, PathBuf))>,
    /// What may be a response, and cannot be read as one.
    unread: Vec<PathBuf>,
    /// Whether the system refused one of them.
    pub(super) is_refused: bool,
}

struct ExistingFile {
    path: PathBuf,
    response: Response,
}

/// A file of the folder whose date can be filled in.
pub(super) struct Undated {
    path: PathBuf,
    before: Vec<u8>,
    after: Vec<u8>,
}

impl Undated {
    /// None where the file has no date that is empty.
    fn of(path: &Path, date: Date) -> Option<Self> {
        let before = bytes(path).ok()?;
        let file = EditedFile::new(&before).ok()?;
        let root = parse(&file.text, file.text.as_str()).root;
        let respondent = root.get("respondent")?.get_ref().as_table()?;
        let empty = respondent.get("date")?;
        let is_empty = empty
            .get_ref()
            .as_str()
            .is_some_and(|text| text.trim().is_empty());
        let mut splice = Splice::new(file.text.as_str());
        splice.replace(empty.span(), quoted(&date.to_string()));
        let after = is_empty.then(|| file.with(&splice.apply()))?;
        Some(Self {
            path: path.to_owned(),
            before,
            after,
        })
    }

    /// Writes the date.
    ///
    /// # Errors
    /// As [`save::replace`].
    pub(super) fn fill(&self) -> Result<(), Refusal> {
        save::replace(&self.path, &self.before, &self.after)
    }
}

/// A row, by its place among the rows, and a file that is nearly the same, with its place.
struct ChangedRow<'f> {
    row: usize,
    at: usize,
    file: &'f ExistingFile,
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
        let stem = |path: &Path| {
            let stem = path.file_stem().unwrap_or_default();
            stem.to_string_lossy().into_owned()
        };
        for entry in fs::read_dir(folder)? {
            already.stems.push(stem(&entry?.path()));
        }
        let mut found = find(&[folder.to_owned()]);
        found.look_into_misnamed(rubric);
        let missed = found.not_downloaded.iter();
        let missed = missed.chain(found.refused.iter().map(|(path, _)| path));
        let missed = missed.chain(found.no_plain_files.iter().map(|(path, _)| path));
        already.is_refused = !found.refused.is_empty();
        for path in missed {
            already.stems.push(stem(path));
            already.unread.push(path.clone());
        }
        let reader = || BytesReader::new(rubric);
        weigh_all(&found, reader, Kept::Texts, |file, weighed| {
            let path = file.path.clone();
            let Ok(Weighed { reading, .. }) = weighed else {
                already.is_refused = true;
                return already.unread.push(path);
            };
            let is_others = reading.is_others();
            match (reading.checked.value, reading.kind) {
                // A form that nobody has answered is no response.
                (Some(Content::Response(response)), _) if response.answered() == 0 => {}
                (Some(Content::Response(response)), _) => {
                    already.unnamed += u32::from(response.name.is_empty());
                    already.files.push(Some(ExistingFile { path, response }));
                }
                (None, None | Some(Kind::Response)) if !is_others => already.unread.push(path),
                _ => {}
            }
        });
        let dated = already.files.iter().flatten();
        let dated = dated.filter_map(|file| Some((file.response.date?, &file.path)));
        let first = dated.clone().min_by_key(|(day, _)| *day);
        let last = dated.rev().max_by_key(|(day, _)| *day);
        let owned = |(day, path): (Date, &PathBuf)| (day, path.clone());
        already.days = first.map(owned).zip(last.map(owned));
        Ok(already)
    }

    /// Those for which no row was found, by their places.
    fn unclaimed(&self) -> impl Iterator<Item = (usize, &ExistingFile)> {
        let files = self.files.iter().enumerate();
        files.filter_map(|(at, file)| Some((at, file.as_ref()?)))
    }

    /// Takes the rows out that are there already, each for one file, and gives how many.
    pub(super) fn take_out(&mut self, imported: &mut Imported, rubric: &Rubric) -> usize {
        if self.files.is_empty() {
            return 0;
        }
        let before = imported.responses.len();
        let mut reader = BytesReader::new(rubric);
        for (_, response) in &mut imported.responses {
            *response = as_read(response, rubric, &mut reader);
        }
        let mut by_print: HashMap<Fingerprint, Vec<usize>> = HashMap::new();
        for (at, there) in self.unclaimed() {
            by_print.entry(print(&there.response)).or_default().push(at);
        }
        let mut take = |response: &Response| {
            let same = by_print.get_mut(&print(response)).and_then(Vec::pop);
            same.is_some_and(|at| self.files[at].take().is_some())
        };
        imported.responses.retain(|(_, response)| !take(response));
        // The export doesn't show anymore, or not yet, which of the days it is that the file has.
        imported.responses.retain(|(row, response)| {
            let days = imported.either_day.get(row).into_iter().flatten();
            let mut on = days.map(|day| Response {
                date: Some(*day),
                ..response.clone()
            });
            response.date.is_some() || !on.any(|response| take(&response))
        });
        before - imported.responses.len()
    }

    /// Takes the rows out whose files say the same, but have no date where the row now has one:
    /// the first time, it couldn't be read. Nobody has written anything there since.
    pub(super) fn take_undated(&mut self, imported: &mut Imported) -> Vec<Undated> {
        let mut found = Vec::new();
        imported.responses.retain(|(_, response)| {
            let undated = |date| {
                let undated = print(&Response {
                    date: None,
                    ..response.clone()
                });
                let says_it = |file: &ExistingFile| {
                    file.response.date.is_none() && print(&file.response) == undated
                };
                let (at, there) = self.unclaimed().find(|(_, file)| says_it(file))?;
                Some((at, Undated::of(&there.path, date)?))
            };
            let Some((at, undated)) = response.date.and_then(undated) else {
                return true;
            };
            self.files[at] = None;
            found.push(undated);
            false
        });
        found
    }

    /// Takes the rows out that are nearly what a file says, so that the file counts, and says
    /// of each which.
    pub(super) fn keep_changed(&mut self, imported: &mut Imported) -> Vec<String> {
        let changed = self.changed(imported);
        let said = changed.iter().map(|pair| {
            let (row, response) = &imported.responses[pair.row];
            let whose = match response.name.as_str() {
                "" => String::new(),
                name => format!(" (\"{}\")", cut(name)),
            };
            let file = shown(&pair.file.path);
            format!("Row {row}{whose} was skipped. {file} will be counted instead.")
        });
        let said = said.collect();
        let claimed: BTreeMap<usize, usize> = changed.iter().map(|c| (c.row, c.at)).collect();
        let mut rows = 0..;
        let is_claimed = |row| claimed.contains_key(&row);
        imported
            .responses
            .retain(|_| !rows.next().is_some_and(is_claimed));
        for at in claimed.into_values() {
            self.files[at] = None;
        }
        said
    }

    /// The rows that are left with the file of which each is most likely another state.
    fn changed(&self, imported: &Imported) -> Vec<ChangedRow<'_>> {
        let mut found = Vec::new();
        for (row, (_, response)) in imported.responses.iter().enumerate() {
            for (at, file) in self.unclaimed() {
                if let Some(likeness) = likeness(response, &file.response) {
                    found.push((likeness, ChangedRow { row, at, file }));
                }
            }
        }
        // The likeliest first; of the same likelihood those that stand first.
        found.sort_by(|(a, one), (b, other)| {
            b.cmp(a).then((one.row, one.at).cmp(&(other.row, other.at)))
        });
        let mut rows = vec![false; imported.responses.len()];
        let mut files = vec![false; self.files.len()];
        let mut changed = Vec::new();
        for (_, pair) in found {
            if !rows[pair.row] && !files[pair.at] {
                (rows[pair.row], files[pair.at]) = (true, true);
                changed.push(pair);
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
                    "{} can't be read and may already contain rows from this export.",
                    named(&self.unread)
                ),
                "To see what's wrong, run chronic validate on the folder. Fix the file or move it out of the folder, then run this again.",
            )
        })
    }

    /// Why the rows that are left may be there already, although no file says the same.
    pub(super) fn doubts(&self, imported: &Imported) -> Vec<Problem> {
        let mut doubts = Vec::new();
        let mut by_heads: BTreeMap<Vec<&str>, Vec<(ChangedRow, Vec<HeadDifference>)>> =
            BTreeMap::new();
        for pair in self.changed(imported) {
            let (row, response) = &imported.responses[pair.row];
            let mut heads = heads(response, &pair.file.response);
            let mut practices = practices(response, &pair.file.response);
            let comments =
                without_comments(response, &pair.file.response).filter(|_| heads.is_empty());
            if comments.is_some() {
                practices.clear();
                heads.extend(comments);
            }
            if practices.is_empty() {
                let fields = heads.iter().map(|d| d.field).collect();
                by_heads.entry(fields).or_default().push((pair, heads));
                continue;
            }
            let file = shown(&pair.file.path);
            let differ = differing(response, &pair.file.response);
            let named = !response.name.is_empty();
            let one_name = named && heads.iter().all(|d| d.field != "the name");
            let is_one =
                2 * practices.len() <= response.answers.len() || practices.len() == 1 || !one_name;
            let fields = heads.iter().map(|d| d.field.to_owned());
            let differ: Vec<String> = differ.into_iter().chain(fields).collect();
            let are = agreeing(practices.len().max(differ.len()), "is", "are");
            let differ = words::list(&differ);
            let alike = if is_one {
                "look like the same response"
            } else {
                "have the same name"
            };
            doubts.push(doubt(
                format!("Row {row} and {file} {alike}, but {differ} {are} different."),
                "",
            ));
        }
        let groups = by_heads.into_iter().map(|(fields, pairs)| {
            let (pair, heads) = &pairs[0];
            let (row, _) = imported.responses[pair.row];
            let said: Vec<String> = heads.iter().map(HeadDifference::words).collect();
            let file = shown(&pair.file.path);
            let message = match pairs.len() {
                1 => format!("Row {row} matches {file} except for {}.", said.join(" and ")),
                n => format!(
                    "{n} rows match files in the folder except for {}. The first is row {row} (file {file}): {}.",
                    words::list(&fields),
                    said.join(" and ")
                ),
            };
            doubt(message, hint(heads))
        });
        doubts.extend(groups);
        doubts
    }

    /// Files of another school year than that of a row, by their names or their days;
    /// `elsewhere` is how to import into a new folder.
    pub(super) fn other_year(
        &self,
        imported: &Imported,
        elsewhere: impl Fn(Date) -> String,
    ) -> Option<Problem> {
        let years = imported.responses.iter().map(|(_, row)| row.cycle.as_str());
        let years: BTreeSet<&str> = years.filter(|year| !year.is_empty()).collect();
        let mut there = self.unclaimed().map(|(_, file)| file);
        let there = there.find(|there| {
            let year = there.response.cycle.as_str();
            !year.is_empty() && !years.contains(year)
        });
        if let (Some(there), Some(here)) = (there, years.first()) {
            return Some(doubt(
                format!(
                    "The folder has responses from another school year. {} is from \"{}\", but this export is from \"{}\".",
                    shown(&there.path),
                    cut(&there.response.cycle),
                    cut(here)
                ),
                "Import into a new folder. If it's the same year, type --cycle the way the files have it.",
            ));
        }
        let ((first, from), (last, to)) = self.days.as_ref()?;
        let changed: BTreeSet<usize> = self.changed(imported).iter().map(|pair| pair.row).collect();
        let rows = imported.responses.iter().enumerate();
        let mut rows = rows.filter(|(at, _)| !changed.contains(at));
        rows.find_map(|(_, (row, response))| {
            let days = imported.readings(*row, response);
            let date = days.clone().min()?;
            let (path, other) = if days.clone().all(|date| is_later_year(*last, date)) {
                (to, last)
            } else if days.clone().all(|date| is_later_year(date, *first)) {
                (from, first)
            } else {
                return None;
            };
            Some(doubt(
                format!(
                    "The folder has responses from another school year. {} is from {}, but row {row} is from {}.",
                    shown(path),
                    day(*other),
                    day(date)
                ),
                format!(
                    "If they belong together, add --changed add. Otherwise, import into a new folder: {}",
                    elsewhere(date)
                ),
            ))
        })
    }

    /// What is said of files that count as well: those that name whom a new row names (`file` is that
    /// row's, by its place), and those that are no row of the export.
    pub(super) fn others(
        &self,
        imported: &Imported,
        file: impl Fn(usize) -> String,
    ) -> Vec<String> {
        let changed = self.changed(imported);
        let is_named = |pair: &&ChangedRow| !pair.file.response.name.is_empty();
        let twice = changed.iter().filter(is_named).map(|pair| {
            format!(
                "{} and {} may both be from {}. Before you tally, move the one that shouldn't count out of the folder.",
                shown(&pair.file.path),
                file(pair.row),
                cut(&pair.file.response.name)
            )
        });
        let mut said: Vec<String> = twice.collect();
        let is_changed = |at: usize| changed.iter().any(|pair| pair.at == at);
        let others = self.unclaimed().filter(|(at, _)| !is_changed(*at));
        let paths: Vec<&PathBuf> = others.map(|(_, file)| &file.path).collect();
        if !paths.is_empty() {
            said.push(format!(
                "{} didn't come from this export and will also be counted.",
                named(&paths)
            ));
        }
        said
    }
}

fn doubt(message: String, help: impl Into<String>) -> Problem {
    Problem::new(Code::AlreadyThere, message, help)
}

fn named(paths: &[impl AsRef<Path>]) -> String {
    FirstNames::of(paths).words("file")
}

/// What tells a response from every other, whatever its file looks like and in whatever
/// order the name is written.
fn print(response: &Response) -> Fingerprint {
    let mut response = response.clone();
    response.name = person(&response.name);
    Fingerprint::new(&response, b"")
}
