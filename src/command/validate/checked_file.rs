//! The files that `validate` has checked. Of a state's worth of them, little is said of most:
//! what a form lacks is read off its answers again whenever it is asked for.

use std::borrow::Cow;
use std::path::Path;

use crate::command::validate::folder_as_whole::CheckedForms;
use crate::command::validate::plan_years::CheckedYear;
use crate::disk::folder::FoundFile;
use crate::files::content::Kind;
use crate::files::response::read::gaps;
use crate::model::response::Response;
use crate::model::response::duplicate::Fingerprint;
use crate::model::rubric::Rubric;
use crate::problem::{Code, Problem, Severity};

/// All of them, in the order in which they were found.
#[derive(Default)]
pub(super) struct CheckedFiles<'f> {
    files: Vec<KeptFile<'f>>,
    /// The answered forms among them.
    pub(super) forms: CheckedForms,
    /// Whether what a form lacks is an error.
    is_strict: bool,
}

/// What is kept of a file.
enum KeptFile<'f> {
    Whole(Box<CheckedFile<'f>>),
    /// A form of which nothing is said but what its answers lack, and its number among the
    /// answered ones.
    Form(&'f FoundFile, u32),
}

impl<'f> CheckedFiles<'f> {
    /// Adds a file, and what its folder is looked at by where it is a form that somebody
    /// answered.
    pub(super) fn push(
        &mut self,
        found: &'f FoundFile,
        file: CheckedFile<'f>,
        form: Option<(Response, Fingerprint)>,
    ) {
        let is_gap = |p: &Problem| matches!(p.code, Code::Unanswered | Code::Undocumented);
        let unread = file.unread.as_deref().map(str::to_owned);
        self.forms.unread.extend(unread);
        let number = form.map(|(head, print)| self.forms.push(self.len(), head, &print));
        match number.filter(|_| file.problems.iter().all(is_gap)) {
            Some(number) => self.files.push(KeptFile::Form(found, number)),
            None => self.push_whole(file),
        }
    }

    /// Adds a file of which all is kept.
    pub(super) fn push_whole(&mut self, file: CheckedFile<'f>) {
        self.files.push(KeptFile::Whole(Box::new(file)));
    }

    pub(super) const fn len(&self) -> usize {
        self.files.len()
    }

    pub(super) fn path(&self, at: usize) -> &'f Path {
        match &self.files[at] {
            KeptFile::Whole(file) => file.path,
            KeptFile::Form(found, _) => &found.path,
        }
    }

    /// All of them, as they were checked.
    pub(super) fn iter(&self) -> impl Iterator<Item = Cow<'_, CheckedFile<'f>>> {
        (0..self.len()).map(|at| self.file(at))
    }

    fn file(&self, at: usize) -> Cow<'_, CheckedFile<'f>> {
        let (found, number) = match &self.files[at] {
            KeptFile::Whole(file) => return Cow::Borrowed(file),
            KeptFile::Form(found, number) => (found, *number),
        };
        let answers = || self.forms.answers(number);
        let mut file = CheckedFile {
            kind: Some(Kind::Response),
            answered: Some(answers().filter(|(rating, _)| rating.is_some()).count()),
            problems: gaps(answers(), |_| false),
            ..CheckedFile::of(&found.path)
        };
        if self.is_strict {
            file.be_strict();
        }
        Cow::Owned(file)
    }

    /// Changes what is said of one of them.
    pub(super) fn change(&mut self, at: usize, change: impl FnOnce(&mut CheckedFile<'f>)) {
        let mut file = self.file(at).into_owned();
        change(&mut file);
        self.files[at] = KeptFile::Whole(Box::new(file));
    }

    /// Those of which more is kept than answers, with their places.
    pub(super) fn wholes(&mut self) -> impl Iterator<Item = (usize, &mut CheckedFile<'f>)> {
        let files = self.files.iter_mut().enumerate();
        files.filter_map(|(at, file)| match file {
            KeptFile::Whole(file) => Some((at, &mut **file)),
            KeptFile::Form(..) => None,
        })
    }

    /// Makes every warning an error.
    pub(super) fn be_strict(&mut self) {
        self.is_strict = true;
        self.wholes().for_each(|(_, file)| file.be_strict());
    }
}

/// A file as `validate` sees it.
#[derive(Clone)]
pub(super) struct CheckedFile<'f> {
    pub(super) path: &'f Path,
    pub(super) kind: Option<Kind>,
    /// How many practices are answered, in a response that could be read.
    pub(super) answered: Option<usize>,
    /// Whether it is a file of another program.
    pub(super) is_others: bool,
    /// Of a form that can't be read, the name on it as far as it can be told.
    pub(super) unread: Option<Box<str>>,
    pub(super) problems: Vec<Problem>,
    /// Why the system would not hand it over.
    pub(super) refused: Option<Box<str>>,
    /// How many of a roster answered.
    pub(super) turnout: Option<Box<str>>,
    /// Of a plan.
    pub(super) year: Option<Box<CheckedYear>>,
}

impl<'f> CheckedFile<'f> {
    /// Of this file, of which nothing is known yet.
    pub(super) fn of(path: &'f Path) -> Self {
        Self {
            path,
            kind: None,
            answered: None,
            is_others: false,
            unread: None,
            problems: Vec::new(),
            refused: None,
            turnout: None,
            year: None,
        }
    }

    /// Says one thing more of it.
    pub(super) fn add(&mut self, problem: Problem) {
        self.problems.push(problem);
        self.problems.sort_by_key(Problem::order);
    }

    fn be_strict(&mut self) {
        for problem in &mut self.problems {
            if problem.severity == Severity::Warning {
                problem.severity = Severity::Error;
            }
        }
    }

    pub(super) fn has_errors(&self) -> bool {
        self.refused.is_some() || self.problems.iter().any(Problem::is_error)
    }

    /// Nothing is wrong and nothing is blank, whatever it is warned of: as its line says.
    pub(super) fn is_complete(&self, rubric: &Rubric) -> bool {
        !self.has_errors()
            && !self.is_unsettled()
            && (self.turnout.is_none() || self.problems.is_empty())
            && self
                .answered
                .is_none_or(|answered| answered >= rubric.len())
    }

    /// A team assessment that the team has not been through.
    pub(super) fn is_unsettled(&self) -> bool {
        self.problems.iter().any(|p| p.code == Code::NotAgreed)
    }

    pub(super) fn count(&self, severity: Severity) -> usize {
        let of = |p: &&Problem| p.severity == severity;
        self.problems.iter().filter(of).count()
    }

    pub(super) fn status(&self) -> &'static str {
        match self.count(Severity::Warning) {
            _ if self.has_errors() => "error",
            0 => "complete",
            _ => "incomplete",
        }
    }
}
