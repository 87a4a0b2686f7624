//! The files that `validate` has checked. Of a state's worth of them, little is said of most:
//! what a form lacks is read off its answers again whenever it is asked for.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use crate::command::in_context::assessment_of;
use crate::command::source::remarks::{duplicates, mixed_problems};
use crate::command::source::years::counted_together;
use crate::disk::folder::FoundFile;
use crate::files::content::Kind;
use crate::files::plan::read::WrittenPlan;
use crate::files::response::read::gaps;
use crate::model::dates::mixed::{mixed, odd_one};
use crate::model::dates::year::{after, first_year};
use crate::model::rating::{Rating, folded};
use crate::model::response::Response;
use crate::model::response::duplicate::{Fingerprint, Fingerprints, Policy, resolve};
use crate::model::response::responses::Responses;
use crate::model::rubric::Rubric;
use crate::problem::{Code, Place, Problem, Severity};
use crate::report::results::problem::path as shown;
use crate::words::{agreeing, counted};

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

    /// Those of which more is kept than answers, as all are that a folder's problem is shown at.
    pub(super) fn kept_whole(&self) -> impl Iterator<Item = &CheckedFile<'f>> {
        self.files.iter().filter_map(|file| match file {
            KeptFile::Whole(file) => Some(&**file),
            KeptFile::Form(..) => None,
        })
    }

    /// The same, with their places, to be changed.
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

/// The answered forms among what is checked, in little memory.
#[derive(Default)]
pub(super) struct CheckedForms {
    /// Which of all checked files each is.
    pub(super) files: Vec<usize>,
    /// What the forms of a folder have in common; names and answers only where a roster is given.
    pub(super) heads: Responses,
    /// The names on the forms that can't be read, where a roster is given; empty where one can't
    /// be told.
    pub(super) unread: Vec<String>,
    prints: Fingerprints,
}

impl CheckedForms {
    /// Adds the form that is the checked file with this index, and says which number it has
    /// here.
    pub(super) fn push(&mut self, file: usize, head: Response, print: &Fingerprint) -> u32 {
        let number = u32::try_from(self.files.len()).unwrap_or(u32::MAX);
        self.files.push(file);
        self.heads.push(head);
        self.prints.push(print);
        number
    }

    /// How the form with this number rates each practice, and whether it documents how they
    /// know.
    pub(super) fn answers(&self, number: u32) -> impl Iterator<Item = (Option<Rating>, bool)> {
        self.prints.answered(number as usize)
    }

    /// The problems of the folders among `given`, each with the checked file that it is shown
    /// at; `path` is where a checked file is. With `by_folder`, each folder in them is taken by
    /// itself.
    pub(super) fn problems<'p>(
        &self,
        given: &'p [PathBuf],
        by_folder: bool,
        path: &dyn Fn(usize) -> &'p Path,
    ) -> Vec<(usize, Problem)> {
        let mut found = Vec::new();
        let path_of = |form: usize| path(self.files[form]);
        for forms in counted_together(&self.heads, given, by_folder, &path_of).values() {
            let file = |at: usize| self.files[forms[at]];
            let prints = self.prints.chosen(forms);
            let resolved = resolve(&prints, Policy::Ask);
            for finding in &resolved.findings {
                let (of, problem) = duplicates(finding, &|at| shown(path(file(at))));
                if let Some(first) = of.first() {
                    found.push((file(*first), problem));
                }
            }
            // Of copies, one counts.
            let counted = resolved.counted().into_iter().map(|at| forms[at]);
            let counted: Vec<usize> = counted.collect();
            let heads = self.heads.chosen(&counted);
            let mixed = mixed(&heads);
            for problem in mixed_problems(&mixed) {
                let odd_one = counted[odd_one(&heads, &mixed)];
                found.push((self.files[odd_one], problem));
            }
        }
        found
    }
}

/// The school year of a plan, and whose it is.
#[derive(Debug, Clone)]
pub(super) struct CheckedYear {
    district: String,
    cycle: String,
    open: usize,
    place: Option<Place>,
}

impl CheckedYear {
    /// Of a plan: what it says, and else what its assessment says, or its days. `None` where
    /// neither tells a school year.
    pub(super) fn of(path: &Path, written: &WrittenPlan, rubric: &Rubric) -> Option<Self> {
        let plan = &written.plan;
        let assessment = assessment_of(path, &plan.assessment, rubric).unwrap_or_default();
        let begun = assessment.from.or(plan.adopted);
        let cycle = match plan.cycle.as_str() {
            "" => assessment.cycle.or(begun.map(|day| after("", day))),
            cycle => Some(cycle.to_owned()),
        };
        let cycle = cycle.unwrap_or_default();
        let open = plan.actions.iter().filter(|a| !a.status.is_over());
        (!cycle.is_empty()).then(|| Self {
            district: folded(&assessment.district.unwrap_or_default()).into_owned(),
            cycle: folded(&cycle).into_owned(),
            open: open.count(),
            place: written.assessment.clone(),
        })
    }

    /// Whether the same district has a plan of a later year among these; a plan that says of no
    /// district is of the one that the others name.
    pub(super) fn is_earlier(&self, all: &[Self]) -> bool {
        let mut named = all.iter().map(|of| &of.district).filter(|d| !d.is_empty());
        let first = named.next();
        let is_one = named.all(|district| Some(district) == first);
        let mut later = all.iter();
        later.any(|other| {
            let is_later = match (first_year(&self.cycle), first_year(&other.cycle)) {
                (Some(this), Some(other)) => other > this,
                (None, None) => other.cycle > self.cycle,
                // Of a year and of words, nobody knows.
                _ => false,
            };
            let is_any = is_one && (self.district.is_empty() || other.district.is_empty());
            is_later && (other.district == self.district || is_any)
        })
    }

    /// Takes what is late out of an earlier year's problems, and says how much is open.
    pub(super) fn settle(&self, problems: &mut Vec<Problem>) {
        problems.retain(|problem| problem.code != Code::Overdue);
        if self.open == 0 {
            return;
        }
        let is = agreeing(self.open, "is", "are");
        let note = Problem::new(
            Code::EarlierYear,
            format!(
                "This plan is for an earlier school year ({}), but {} in it {is} still open.",
                self.cycle,
                counted(self.open, "action")
            ),
            "If the newer plan continues them, you can leave them open here. Otherwise, type status = \"done\" or status = \"dropped\".",
        );
        problems.push(note.or_at(self.place.as_ref()));
        problems.sort_by_key(Problem::order);
    }
}
