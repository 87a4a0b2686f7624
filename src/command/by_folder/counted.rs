//! Districts, counted one after the other, and what is said of all of them at once.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::command::by_folder::districts::District;
use crate::command::source::{Counting, FirstNames, Source, Together, load_one_of};
use crate::command::{Exit, output, target};
use crate::disk::folder;
use crate::files::content::Kind;
use crate::model::assessment::{Assessed, Assessment};
use crate::model::rubric::Rubric;
use crate::report::formats::escape;
use crate::report::results::by_folder::for_programs::Answers;
use crate::report::results::by_folder::{Folder, Origin};
use crate::report::results::problem::path as shown;
use crate::words::{agreeing, counted, out_of};

/// What has been counted so far.
pub(super) struct CountedFolders<'a> {
    rubric: &'a Rubric,
    counting: Counting,
    output: Option<&'a Path>,
    long: bool,
    yes_small: bool,
    together: Together,
    pub(super) folders: Vec<Folder>,
    pub(super) answers: Vec<Answers>,
    pub(super) empty: Vec<PathBuf>,
    pub(super) failed: Vec<PathBuf>,
}

impl<'a> CountedFolders<'a> {
    /// Nothing yet. The answers themselves are kept where the result is `long`, and figures of
    /// very few people where they are asked for by `yes_small`; `output` is the file that it is
    /// to go into.
    pub(super) fn new(
        rubric: &'a Rubric,
        counting: Counting,
        output: Option<&'a Path>,
        (long, yes_small): (bool, bool),
    ) -> Self {
        Self {
            rubric,
            counting,
            output,
            long,
            yes_small,
            together: Together::default(),
            folders: Vec::new(),
            answers: Vec::new(),
            empty: Vec::new(),
            failed: Vec::new(),
        }
    }

    /// Counts one more, and gives what that comes to.
    ///
    /// # Errors
    /// When the result would be written over a file that was counted.
    pub(super) fn district(&mut self, district: District) -> anyhow::Result<Exit> {
        let District { name, path, strays } = district;
        let are_strays = strays.is_some();
        let found = strays.unwrap_or_else(|| folder::find(std::slice::from_ref(&path)));
        let together = &mut self.together;
        let loaded = load_one_of(path.clone(), found, self.rubric, self.counting, together);
        match loaded {
            Ok(mut source) => {
                let used = self.settled(&mut source.assessment);
                target::not_a_source(self.output, source.files.iter().chain(&used))?;
                if are_strays {
                    say_strays(&path, &name, &source);
                }
                let exit = source.exit;
                self.counted(name, source);
                Ok(exit)
            }
            Err(_) if self.together.left_out == 0 => {
                if are_strays {
                    self.pass_over();
                } else if let Some((file, assessment)) = self.newest() {
                    target::not_a_source(self.output, [&file])?;
                    self.folder(name, Origin::TeamAssessment, assessment);
                } else {
                    self.empty.push(path);
                    self.nothing(name);
                }
                Ok(Exit::Well)
            }
            // Another folder may have something to count: that there is nothing in this
            // one is no refusal of the whole.
            Err(_) => {
                self.pass_over();
                self.failed.push(path);
                self.nothing(name);
                Ok(self.together.exit.unwrap_or(Exit::Wrong))
            }
        }
    }

    fn counted(&mut self, name: String, source: Source) {
        let ratings: Vec<_> = source
            .responses
            .iter()
            .filter(|_| self.long)
            .map(|r| r.ratings.to_vec())
            .collect();
        self.folder(name.clone(), Origin::Responses, source.assessment);
        if let Some(folder) = self.folders.last().filter(|_| self.long) {
            self.answers
                .push(Answers::new(name, ratings, &folder.withheld));
        }
    }

    fn folder(&mut self, name: String, origin: Origin, assessment: Assessment) {
        let folder = Folder::new(name, origin, assessment, self.yes_small);
        self.folders.push(folder);
    }

    /// Takes over what the team settled in an assessment of these very responses, and gives
    /// the file that it is in.
    fn settled(&mut self, counted: &mut Assessment) -> Option<PathBuf> {
        let same = |(_, a): &(PathBuf, Assessment)| {
            a.responses == counted.responses && a.counts() == counted.counts()
        };
        let found = self.together.assessments.iter().position(same);
        let used = found.map(|at| self.together.assessments.swap_remove(at));
        self.pass_over();
        let (file, settled) = used?;
        for (practice, settled) in counted.practices.iter_mut().zip(settled.practices) {
            practice.agreed = settled.agreed;
            practice.decision = settled.decision;
        }
        Some(file)
    }

    /// The team assessment of a folder without responses; of several, the newest.
    fn newest(&mut self) -> Option<(PathBuf, Assessment)> {
        let all = self.together.assessments.iter().enumerate();
        let newest = all.max_by(|(_, (_, one)), (_, (_, other))| {
            (&one.cycle, one.from).cmp(&(&other.cycle, other.from))
        });
        let at = newest.map(|(at, _)| at)?;
        let newest = self.together.assessments.swap_remove(at);
        self.pass_over();
        Some(newest)
    }

    /// Says of the team assessments that were not taken that they were not.
    fn pass_over(&mut self) {
        for (file, _) in std::mem::take(&mut self.together.assessments) {
            let why = format!("{} isn't a response", Kind::TeamAssessment.name());
            self.together.pass_over(&file, why);
        }
    }

    /// A line without counts: a district is missing in no result.
    fn nothing(&mut self, name: String) {
        let assessment = Assessment {
            not_read: u32::try_from(self.together.left_out).unwrap_or(u32::MAX),
            practices: vec![Assessed::default(); self.rubric.len()],
            ..Assessment::default()
        };
        self.folder(name, Origin::Responses, assessment);
    }

    /// Says on stderr what there is to say of all folders at once.
    pub(super) fn say(&self) {
        self.together.say();
        self.say_cycles();
        if !self.empty.is_empty() {
            let names = FirstNames::of(&self.empty);
            let empty = self.empty.len();
            output::note(format_args!(
                "warning: {} {} no responses and no team assessment to count: {}.",
                counted(empty, "folder"),
                agreeing(empty, "has", "have"),
                names.words("folder")
            ));
        }
        if !self.failed.is_empty() {
            let names = FirstNames::of(&self.failed);
            let names = names.words("folder");
            let failed = out_of(self.failed.len(), self.folders.len(), "folder");
            output::note(format_args!(
                "error: {failed} couldn't be counted: {names}."
            ));
        }
    }

    /// Last year's forms of a district stand badly beside this year's of another.
    fn say_cycles(&self) {
        let mut cycles: BTreeMap<&str, usize> = BTreeMap::new();
        for cycle in self
            .folders
            .iter()
            .filter_map(|f| f.assessment.cycle.as_deref())
        {
            *cycles.entry(cycle).or_default() += 1;
        }
        if cycles.len() > 1 {
            let cycles = cycles.iter().take(10);
            let years: Vec<String> = cycles
                .map(|(cycle, n)| {
                    format!("{} in {}", escape::terminal(cycle), counted(*n, "folder"))
                })
                .collect();
            output::note(format_args!(
                "warning[mixed-cycles]: The responses in the folders are from more than one school year ({}). Is last year's folder still there?",
                years.join(", ")
            ));
        }
    }

    /// How many responses were counted in all folders.
    pub(super) fn responses(&self) -> u64 {
        let each = self.folders.iter();
        each.map(|f| u64::from(f.assessment.responses)).sum()
    }
}

fn say_strays(path: &Path, name: &str, source: &Source) {
    let n = source.assessment.responses as usize;
    output::note(format_args!(
        "warning: {} {} directly in {}, not in a district's folder. {} a line of {} own, \"{}\".",
        counted(n, "response"),
        agreeing(n, "is", "are"),
        shown(path),
        agreeing(n, "It has", "They have"),
        agreeing(n, "its", "their"),
        escape::terminal(name)
    ));
}
