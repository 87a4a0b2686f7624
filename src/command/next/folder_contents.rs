//! What is in the folder of a year: every file by what it holds, whatever it is called.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::command::import::likeness::compare;
use crate::command::import::years::take_other_years;
use crate::command::source::{Kept, Weighed, weigh_all};
use crate::disk::folder::{Found, find};
use crate::disk::refusal::in_words;
use crate::files::bytes::{Unread, bytes, bytes_up_to};
use crate::files::content::{Content, Kind};
use crate::files::misnamed::kind_of_misnamed;
use crate::files::plan::read::WrittenPlan;
use crate::files::read::BytesReader;
use crate::import::columns::{ExportColumn, Use, columns};
use crate::import::filled_workbook::{self, Filled};
use crate::import::form_export::{self, Export, MOST_BYTES};
use crate::import::responses::{Given, import};
use crate::import::roster::{self, Roster};
use crate::import::table::Table;
use crate::model::assessment::Assessment;
use crate::model::response::Response;
use crate::model::response::duplicate::Fingerprint;
use crate::model::rubric::Rubric;
use crate::problem::{Code, Problem};
use crate::report::form_tools;
use crate::report::results::problem::path as shown;

/// A response, whole.
pub(super) struct FoundForm {
    pub(super) path: PathBuf,
    pub(super) response: Response,
    /// How many practices have an answer.
    pub(super) answered: usize,
    /// None where nobody answered.
    pub(super) print: Option<Fingerprint>,
}

/// A team assessment.
pub(super) struct Team {
    pub(super) path: PathBuf,
    pub(super) assessment: Assessment,
    /// Whether it is of the rubric in use; another version serves to compare with.
    pub(super) is_current: bool,
}

/// A plan, and what is wrong with it as it is by itself.
pub(super) struct FoundPlan {
    pub(super) path: PathBuf,
    pub(super) written: WrittenPlan,
    pub(super) problems: Vec<Problem>,
}

/// An export of a form tool with answers that no response has.
pub(super) struct NewExport {
    pub(super) path: PathBuf,
    /// Whether somebody has to look at what its columns were taken for.
    pub(super) is_doubtful: bool,
    /// Whether it can't be read, so that nobody knows whose answers it has.
    pub(super) is_unread: bool,
    /// The folders of the forms that are likely made of its rows, that of most first.
    pub(super) folders: Vec<PathBuf>,
    /// The last day on which somebody answered, if it says so.
    pub(super) newest: Option<Date>,
}

/// Everything in the folder.
#[derive(Default)]
pub(super) struct Files {
    pub(super) forms: Vec<FoundForm>,
    pub(super) teams: Vec<Team>,
    pub(super) plans: Vec<FoundPlan>,
    pub(super) rosters: Vec<(PathBuf, Roster)>,
    pub(super) exports: Vec<NewExport>,
    /// Exports whose answers are all here, with the rows and forms that differ.
    pub(super) changed: Vec<(PathBuf, Vec<(usize, PathBuf)>)>,
    /// Blank forms that are pages: nobody's answer yet.
    pub(super) pages: Vec<PathBuf>,
    /// Files that are, or may be, a form, and cannot be read; with the name on each, empty
    /// where it can't be told; none where nothing says that it's a form.
    pub(super) broken_forms: Vec<(PathBuf, Option<String>)>,
    /// What may be of any kind, and wasn't opened.
    pub(super) closed: Vec<PathBuf>,
    /// Team assessments and plans that cannot be read.
    pub(super) broken: Vec<(PathBuf, Kind)>,
    /// Team assessments and plans whose names don't end in `.toml`, and what to do.
    pub(super) misnamed: Vec<(PathBuf, Kind, String)>,
    /// Workbooks that were made here, in which a team may have typed what it decided.
    pub(super) workbooks: Vec<(PathBuf, Filled)>,
    /// What is not understood, and why.
    pub(super) unknown: Vec<(PathBuf, String)>,
    /// Files of other kinds, which nobody looked into.
    pub(super) others: Vec<PathBuf>,
}

impl Files {
    /// What is below this folder.
    pub(super) fn below(dir: &Path, rubric: &Rubric) -> Self {
        let mut found = find(&[dir.to_owned()]);
        found.look_into_misnamed(rubric);
        // Paths in what is here are typed as they would be from here.
        let plain = |path: &Path| path.strip_prefix("./").unwrap_or(path).to_owned();
        let mut files = Self::default();
        let reader = || BytesReader::of_any_version(rubric);
        weigh_all(&found, reader, Kept::Texts, |file, weighed| {
            let path = plain(&file.path);
            match weighed {
                Ok(weighed) => files.read(path, weighed),
                Err(error) => {
                    files.closed.push(path.clone());
                    files.unknown.push((path, in_words(&error)));
                }
            }
        });
        files.not_read(&mut found, plain);
        for (path, why) in std::mem::take(&mut found.passed_over) {
            files.other(plain(&path), why, rubric);
        }
        // Only the rows of an export are compared word for word.
        for form in &mut files.forms {
            form.response.forget_texts();
        }
        files
    }

    /// One file whose name ends in `.toml`.
    fn read(&mut self, path: PathBuf, weighed: Weighed) {
        let Weighed {
            reading,
            weight,
            unread,
        } = weighed;
        if reading.is_others() {
            self.others.push(path);
            return;
        }
        let problems = reading.checked.problems;
        match (reading.checked.value, reading.kind) {
            (Some(Content::Response(response)), _) => self.forms.push(FoundForm {
                path,
                answered: response.answered(),
                response,
                print: weight.map(|weight| weight.print),
            }),
            (Some(Content::Assessment(assessment)), _) => self.team(path, assessment, true),
            (Some(Content::OtherVersion(assessment, _)), _) => self.team(path, assessment, false),
            (Some(Content::Plan(written)), _) if written.is_sound => self.plans.push(FoundPlan {
                path,
                written: *written,
                problems,
            }),
            (Some(Content::Rubric(_)), _) => {}
            (_, Some(kind @ (Kind::TeamAssessment | Kind::Plan))) => {
                self.unknown.push((path.clone(), first_of(&problems)));
                self.broken.push((path, kind));
            }
            (_, Some(Kind::Rubric)) => self.unknown.push((path, first_of(&problems))),
            (_, kind) => {
                self.unknown.push((path.clone(), first_of(&problems)));
                // A file of another rubric is nobody's answer to this one.
                let other = problems.iter().any(|p| p.code == Code::OtherRubric);
                if kind.is_some() || !other {
                    let name = unread.filter(|name| kind.is_some() || !name.is_empty());
                    self.broken_forms.push((path, name));
                }
            }
        }
    }

    fn team(&mut self, path: PathBuf, assessment: Assessment, is_current: bool) {
        self.teams.push(Team {
            path,
            assessment,
            is_current,
        });
    }

    /// Takes out the folders of forms that are copies of another folder nearer the top, as a
    /// backup has them: each form is also there under its name, with the same answers. Says where.
    pub(super) fn take_copies(&mut self) -> Vec<(PathBuf, String)> {
        let mut folders: BTreeMap<PathBuf, Vec<&FoundForm>> = BTreeMap::new();
        for form in &self.forms {
            folders.entry(folder(&form.path)).or_default().push(form);
        }
        let is_copy = |copy: &[&FoundForm], of: &[&FoundForm]| {
            let is_there = |form: &&FoundForm| {
                let mut there = of.iter();
                there.any(|other| {
                    let is_same = form.answered == 0 || form.response == other.response;
                    form.path.file_name() == other.path.file_name() && is_same
                })
            };
            copy.iter().any(|form| form.answered > 0) && copy.iter().all(is_there)
        };
        let depth = |path: &Path| path.components().count();
        let original = |(at, forms): (&PathBuf, &Vec<&FoundForm>)| {
            // What is below a folder is counted with it.
            let is_above = |of: &Path| depth(of) < depth(at) && !is_below(at, of);
            let mut above = folders.iter().filter(|(of, _)| is_above(of));
            let (of, _) = above.find(|(_, others)| is_copy(forms, others))?;
            Some((at.clone(), of.clone()))
        };
        let copies: BTreeMap<PathBuf, PathBuf> = folders.iter().filter_map(original).collect();
        self.forms
            .retain(|form| !copies.contains_key(&folder(&form.path)));
        let why = |(copy, of): (PathBuf, PathBuf)| {
            let of = shown(&of);
            (copy, format!("its forms are copies of those in {of}."))
        };
        copies.into_iter().map(why).collect()
    }

    /// Whether anything was handed out or came back.
    pub(super) const fn has_forms_or_pages(&self) -> bool {
        !(self.forms.is_empty() && self.pages.is_empty())
    }

    /// The team assessments or plans that can't be read.
    pub(super) fn broken_of(&self, kind: Kind) -> impl Iterator<Item = &PathBuf> {
        let broken = self.broken.iter().filter(move |(_, of)| *of == kind);
        broken.map(|(path, _)| path)
    }

    /// The first team assessment or plan whose name doesn't end in `.toml`, and what to do.
    pub(super) fn misnamed_of(&self, kind: Kind) -> Option<(&Path, &str)> {
        let mut misnamed = self.misnamed.iter();
        let (path, _, why) = misnamed.find(|(_, of, _)| *of == kind)?;
        Some((path, why))
    }

    /// What may be an answer, and was not read.
    fn not_read(&mut self, found: &mut Found, plain: impl Fn(&Path) -> PathBuf) {
        let away = found.not_downloaded.iter().map(|path| {
            let why = "the cloud drive hasn't downloaded it. Open it once".to_owned();
            (plain(path), why)
        });
        let files = found.no_plain_files.iter();
        let files = files.map(|(path, why)| (plain(path), why.clone().into_owned()));
        let refused = found.refused.iter();
        let refused = refused.map(|(path, error)| (plain(path), in_words(error)));
        let before = self.unknown.len();
        self.unknown.extend(away.chain(files).chain(refused));
        let closed = self.unknown[before..].iter().map(|(path, _)| path.clone());
        self.closed.extend(closed);
    }

    /// A file with another ending: a roster, an export, a page, or none of ours.
    fn other(&mut self, path: PathBuf, why: &str, rubric: &Rubric) {
        let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase());
        match ending.as_deref() {
            Some("csv" | "tsv" | "xlsx") => self.table(path, rubric),
            Some("html" | "htm" | "md" | "markdown" | "ics") => match bytes(&path) {
                Ok(bytes) if is_blank_form(&bytes) => self.pages.push(path),
                Ok(bytes) if is_ours(&bytes) => {}
                _ => self.others.push(path),
            },
            _ if why.contains(".toml") && path.to_string_lossy().contains(".toml") => {
                self.unknown.push((path, why.to_owned()));
            }
            _ => match kind_of_misnamed(&path, rubric) {
                Some((kind, why)) => {
                    self.unknown.push((path.clone(), why.clone()));
                    self.misnamed.push((path, kind, why));
                }
                None => self.others.push(path),
            },
        }
    }

    fn table(&mut self, path: PathBuf, rubric: &Rubric) {
        let bytes = match bytes_up_to(&path, MOST_BYTES) {
            Ok(bytes) => bytes,
            Err(unread) => {
                let why = match unread {
                    Unread::Refused(error) => {
                        self.closed.push(path.clone());
                        in_words(&error)
                    }
                    Unread::TooLarge(_) => "it's too large".to_owned(),
                };
                self.unknown.push((path, why));
                return;
            }
        };
        let table = Table::read(&bytes);
        // One that was made here is a copy of what the other files say, but for what was typed there.
        if let Ok(filled) = filled_workbook::read(&table, rubric) {
            self.workbooks.push((path.clone(), filled));
            self.others.push(path);
            return;
        }
        if form_tools::are_in(&bytes) {
            self.others.push(path);
            return;
        }
        if let Ok(export) = form_export::read(table.clone(), rubric) {
            let (columns, _) = columns(&export, rubric);
            if is_export(&columns, rubric) {
                return self.export(path, export, &columns, rubric);
            }
        }
        match roster::read(table) {
            Ok(roster) => self.rosters.push((path, roster)),
            Err(no_roster) if no_roster.names_people => {
                self.unknown.push((path, first_of(&no_roster.problems)));
            }
            Err(_) => self.others.push(path),
        }
    }

    fn export(
        &mut self,
        path: PathBuf,
        mut export: Export,
        columns: &[ExportColumn],
        rubric: &Rubric,
    ) {
        let mut is_unread = false;
        let mut folders: BTreeMap<PathBuf, usize> = BTreeMap::new();
        let (is_doubtful, newest) = match import(&mut export, columns, rubric, &Given::default()) {
            Ok(mut imported) => {
                take_other_years(&mut imported, None);
                let forms = self.forms.iter().map(|form| &form.response);
                let compared = compare(&imported, forms, rubric);
                // Else nobody has answered yet, or all of it is here.
                if compared.new == 0 {
                    let of = |(row, at): (usize, usize)| (row, self.forms[at].path.clone());
                    let changed: Vec<_> = compared.changed.into_iter().map(of).collect();
                    self.changed.push((path, changed));
                    return;
                }
                for at in compared.there {
                    *folders.entry(folder(&self.forms[at].path)).or_default() += 1;
                }
                let newest = imported.days().max();
                (columns.iter().any(ExportColumn::is_doubtful), newest)
            }
            // What is wrong may be someone's answer.
            Err(_) => {
                let why = "it looks like a form tool's export, but can't be read as one";
                self.unknown.push((path.clone(), why.to_owned()));
                is_unread = true;
                (false, None)
            }
        };
        let mut folders: Vec<(PathBuf, usize)> = folders.into_iter().collect();
        folders.sort_by_key(|(_, forms)| Reverse(*forms));
        self.exports.push(NewExport {
            path,
            folders: folders.into_iter().map(|(folder, _)| folder).collect(),
            is_doubtful,
            is_unread,
            newest,
        });
    }
}

/// Whether columns are those of an export. One heading can look a little like a practice and be
/// about something else.
fn is_export(columns: &[ExportColumn], rubric: &Rubric) -> bool {
    let asked = |c: &&ExportColumn| matches!(c.used, Use::Rating(_));
    let asked: Vec<&ExportColumn> = columns.iter().filter(asked).collect();
    asked.iter().any(|c| !c.near) || 2 * asked.len() > rubric.len()
}

/// What is wrong first, with its line. What is written there may be someone's answer, so that only
/// the kind of problem is said.
fn first_of(problems: &[Problem]) -> String {
    let error = problems.iter().find(|p| p.is_error());
    let Some(problem) = error.or(problems.first()) else {
        return "it can't be read".to_owned();
    };
    match &problem.place {
        Some(place) => format!("line {}: {}", place.line, problem.code.meaning()),
        None => problem.message.clone(),
    }
}

/// Whether a page or a calendar was written by this program, whoever changed it since.
fn is_ours(bytes: &[u8]) -> bool {
    [&b"<!-- Written by chronic"[..], b"PRODID:-//chronic//"]
        .iter()
        .any(|mark| memchr::memmem::find(bytes, mark).is_some())
}

/// Whether a page is a form that `init` wrote.
fn is_blank_form(bytes: &[u8]) -> bool {
    memchr::memmem::find(bytes, b"<pre id=\"blank\"").is_some()
}

/// The folder of a file.
pub(super) fn folder(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

/// Whether a path is in a folder, or is that.
pub(super) fn is_below(path: &Path, above: &Path) -> bool {
    above == Path::new(".") || path.starts_with(above)
}

/// A folder as it is typed before a name: not at all where it is this one.
pub(super) fn typed(folder: &Path) -> &Path {
    match folder == Path::new(".") {
        true => Path::new(""),
        false => folder,
    }
}
