//! What is said of sources that is no problem of one file: of the only one at once, and of
//! several that are counted one after the other when all have been read, in a line with a
//! number, where each of a thousand folders would else have a line of its own.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::command::source::remarks::{Totals, say_mixed, say_system};
use crate::command::{Exit, output};
use crate::disk::folder::Found;
use crate::files::response::read::nobody_answered;
use crate::model::assessment::Assessment;
use crate::model::dates::mixed::Mixed;
use crate::model::response::Response;
use crate::report::results::problem::path;
use crate::words::{agreeing, counted, named};

/// So many are named, and the others are a number.
const NAMED: usize = 10;

/// What there is to say of the sources of a run. Of the only one, nothing is kept.
#[derive(Debug, Default)]
pub struct Together {
    /// Of several the one that is being read, as it stands before what is said of it.
    whose: String,
    /// The forms of the last source that somebody filled in and that would be in no count
    /// if it came to none: those that could not be read, or could not be told apart.
    pub left_out: usize,
    /// What is wrong with its files, where anything is, whether or not the others count.
    pub exit: Option<Exit>,
    /// The team assessments among the files of the last source.
    pub assessments: Vec<(PathBuf, Assessment)>,
    /// How many team assessments among them can't be read; what is wrong has been printed.
    pub assessments_not_read: usize,
    totals: Totals,
    system: usize,
    passed_over: BTreeMap<String, FirstNames>,
    blank: FirstNames,
    mixed: Vec<(String, Mixed, PathBuf)>,
    more_mixed: usize,
}

impl Together {
    /// Begins with another of several sources, and takes over what is to be said of all at once.
    pub(super) fn begin(&mut self, source: &Path, found: &mut Found) {
        self.whose = format!("{}: ", path(source));
        self.left_out = 0;
        self.exit = None;
        self.assessments.clear();
        self.assessments_not_read = 0;
        self.system += std::mem::take(&mut found.system);
        for (file, why) in std::mem::take(&mut found.passed_over) {
            self.pass_over(&file, why.to_owned());
        }
    }

    /// Whether there is more than the source that is being read.
    pub(super) const fn are_several(&self) -> bool {
        !self.whose.is_empty()
    }

    /// Says why the source that is being read isn't counted.
    pub(super) fn error(&self, why: &str) {
        output::note(format_args!("error: {}{why}", self.whose));
    }

    /// A file that is not counted; `why` begins with "it is" or "its name".
    pub fn pass_over(&mut self, file: &Path, why: String) {
        if self.are_several() {
            self.passed_over.entry(why).or_default().add(file);
        } else {
            output::note(format_args!("note: {} wasn't counted: {why}.", path(file)));
        }
    }

    /// A form in which nobody has rated anything.
    pub(super) fn blank(&mut self, file: &Path, form: &Response) {
        if self.are_several() && form.answers.iter().all(|a| a.documentation.is_empty()) {
            self.blank.add(file);
        } else {
            output::problems(file, [&nobody_answered(form)]);
        }
    }

    /// What is missing in each form of the source that is being read.
    pub(super) fn gaps(&mut self, gaps: impl Iterator<Item = [u32; 2]>, practices: usize) {
        gaps.for_each(|of| self.totals.add(of, practices));
        if !self.are_several() {
            self.totals.say();
        }
    }

    /// What does not belong together in it, and which file most likely doesn't.
    pub(super) fn mixed(&mut self, mixed: Mixed, odd_one: &Path) {
        if !self.are_several() {
            say_mixed(&self.whose, &mixed, odd_one);
        } else if self.mixed.len() < NAMED {
            self.mixed
                .push((self.whose.clone(), mixed, odd_one.to_owned()));
        } else {
            self.more_mixed += 1;
        }
    }

    /// Says on stderr what there is to say of several.
    pub fn say(&self) {
        for (why, files) in &self.passed_over {
            let (files, were) = (files.words("file"), were_not(files.all));
            output::note(format_args!("note: {files} {were} counted: {why}."));
        }
        say_system(self.system, "counted");
        if self.blank.all > 0 {
            let (forms, were) = (self.blank.words("form"), were_not(self.blank.all));
            output::note(format_args!(
                "warning[nobody-answered]: {forms} {were} counted because no one has answered there. If someone did, the answers weren't saved, or each one is after a #. Look at the file, or ask for it again."
            ));
        }
        for (whose, mixed, odd_one) in &self.mixed {
            say_mixed(whose, mixed, odd_one);
        }
        if self.more_mixed > 0 {
            let have = agreeing(self.more_mixed, "has", "have");
            output::note(format_args!(
                "warning[mixed-cycles]: {} {have} responses from more than one district or year, or from dates far apart. For details, run chronic tally on one folder.",
                counted(self.more_mixed, "more folder")
            ));
        }
        self.totals.say();
    }
}

const fn were_not(files: usize) -> &'static str {
    agreeing(files, "wasn't", "weren't")
}

/// The first of several names, and how many there are.
#[derive(Debug, Default)]
pub struct FirstNames {
    first: Vec<String>,
    all: usize,
}

impl FirstNames {
    /// Of what has these paths.
    #[must_use]
    pub fn of(paths: impl IntoIterator<Item = impl AsRef<Path>>) -> Self {
        let mut names = Self::default();
        paths.into_iter().for_each(|p| names.add(p.as_ref()));
        names
    }

    fn add(&mut self, file: &Path) {
        self.all += 1;
        if self.first.len() < NAMED {
            self.first.push(path(file));
        }
    }

    /// `a`, `a and b`, `a, b, and 3 more files`, where `noun` is "file".
    pub fn words(&self, noun: &str) -> String {
        named(&self.first, self.all, noun)
    }
}
