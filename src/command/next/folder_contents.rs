//! What is in the folder of a year: every file by what it holds, whatever it is called.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::command::import::likeness::compare;
use crate::command::import::years::take_other_years;
use crate::command::source::{Kept, Weighed, weigh_all};
use crate::disk::folder::{find, folder_of};
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

/// A file that is not understood, and why.
pub(super) struct Unknown {
    pub(super) path: PathBuf,
    pub(super) why: String,
    pub(super) may_be: MayBe,
}

/// What such a file may be.
#[derive(PartialEq, Eq)]
pub(super) enum MayBe {
    /// A form, with the name on it, empty where it can't be told; none where nothing says that
    /// it's a form.
    Form(Option<String>),
    /// A team assessment or a plan that can't be read.
    Broken(Kind),
    /// A team assessment or a plan whose name doesn't end in `.toml`; it is said what to do.
    Misnamed(Kind),
    /// Of any kind: it wasn't opened.
    Anything,
    /// Nothing that a year waits for.
    Nothing,
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
    /// Workbooks that were made here, in which a team may have typed what it decided.
    pub(super) workbooks: Vec<(PathBuf, Filled)>,
    /// What is not understood.
    pub(super) unknown: Vec<Unknown>,
    /// Files of other kinds, which nobody looked into.
    pub(super) others: Vec<PathBuf>,
}

impl Files {
    /// What is below this folder.
    pub(super) fn below(dir: &Path, rubric: &Rubric) -> Self {
        let mut found = find(&[dir.to_owned()]);
        found.look_into_misnamed(rubric);
        let mut files = Self::default();
        let reader = || BytesReader::of_any_version(rubric);
        weigh_all(&found, reader, Kept::Texts, |file, weighed| {
            let path = plain(&file.path);
            match weighed {
                Ok(weighed) => files.read(path, weighed),
                Err(error) => files.add_unknown(path, MayBe::Anything, in_words(&error)),
            }
        });
        for path in &found.not_downloaded {
            let why = "the cloud drive hasn't downloaded it. Open it once";
            files.add_unknown(plain(path), MayBe::Anything, why);
        }
        for (path, why) in &found.no_plain_files {
            files.add_unknown(plain(path), MayBe::Anything, &**why);
        }
        for (path, error) in &found.refused {
            files.add_unknown(plain(path), MayBe::Anything, in_words(error));
        }
        for (path, why) in &found.passed_over {
            files.other(plain(path), why, rubric);
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
            (_, kind) => {
                // A file of another rubric is nobody's answer to this one.
                let is_other = problems.iter().any(|p| p.code == Code::OtherRubric);
                let may_be = match kind {
                    Some(kind @ (Kind::TeamAssessment | Kind::Plan)) => MayBe::Broken(kind),
                    Some(Kind::Response) => MayBe::Form(unread),
                    None if !is_other => MayBe::Form(unread.filter(|name| !name.is_empty())),
                    Some(Kind::Rubric) | None => MayBe::Nothing,
                };
                self.add_unknown(path, may_be, first_of(&problems));
            }
        }
    }

    fn add_unknown(&mut self, path: PathBuf, may_be: MayBe, why: impl Into<String>) {
        let why = why.into();
        self.unknown.push(Unknown { path, why, may_be });
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

    /// What is not understood and may be this.
    pub(super) fn unknown_as(&self, may_be: MayBe) -> impl Iterator<Item = &Unknown> {
        let unknown = self.unknown.iter();
        unknown.filter(move |file| file.may_be == may_be)
    }

    /// What may be of any kind, and wasn't opened.
    pub(super) fn closed(&self) -> Vec<&Unknown> {
        self.unknown_as(MayBe::Anything).collect()
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
                self.add_unknown(path, MayBe::Nothing, why);
            }
            _ => match kind_of_misnamed(&path, rubric) {
                Some((kind, why)) => self.add_unknown(path, MayBe::Misnamed(kind), why),
                None => self.others.push(path),
            },
        }
    }

    fn table(&mut self, path: PathBuf, rubric: &Rubric) {
        let bytes = match bytes_up_to(&path, MOST_BYTES) {
            Ok(bytes) => bytes,
            Err(Unread::Refused(error)) => {
                return self.add_unknown(path, MayBe::Anything, in_words(&error));
            }
            Err(Unread::TooLarge(_)) => {
                return self.add_unknown(path, MayBe::Nothing, "it's too large");
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
                self.add_unknown(path, MayBe::Nothing, first_of(&no_roster.problems));
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
                self.add_unknown(path.clone(), MayBe::Nothing, why);
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

/// A path in what is here, typed as it would be from here.
fn plain(path: &Path) -> PathBuf {
    path.strip_prefix("./").unwrap_or(path).to_owned()
}

/// The folder of a file.
pub(super) fn folder(path: &Path) -> PathBuf {
    folder_of(path).to_owned()
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

/// The workbook, and what is to be done about it.
#[derive(Debug)]
pub(super) struct TypedWorkbook {
    pub(super) path: PathBuf,
    /// What it is read back into.
    pub(super) of: Kind,
    pub(super) state: State,
}

/// How a workbook and its file compare.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum State {
    /// All that was typed can be put into the file.
    ToRead,
    /// Some can be, and some is different there, or can't be read.
    ToLookAt,
    /// The file has all of it, or something else.
    Differs,
    /// The answers were counted again since it was made: how many values the file has nothing for,
    /// and a newer workbook to copy them into.
    Outdated(usize, Option<PathBuf>),
    /// No file there has it.
    Waits,
}
