//! Districts, counted one after the other, and what is said of all of them at once.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::cli::Tally;
use crate::command::by_folder::districts::District;
use crate::command::source::{Counting, FirstNames, Source, Together, load_one_of};
use crate::command::{Exit, output, printed_commands, target};
use crate::disk::copies::copy_of;
use crate::disk::folder::{self, STDIN, as_folder};
use crate::disk::subfolders::common_folder;
use crate::model::assessment::{Assessed, Assessment};
use crate::model::dates::year;
use crate::model::rating::folded;
use crate::model::rubric::Rubric;
use crate::report::formats::command_line::word;
use crate::report::formats::escape;
use crate::report::results::by_folder::for_programs::Answers;
use crate::report::results::by_folder::{Folder, Origin};
use crate::report::results::problem::path as shown;
use crate::words::{agreeing, counted, list, named, out_of};

/// What has been counted so far.
pub(super) struct CountedFolders<'a> {
    args: &'a Tally,
    rubric: &'a Rubric,
    counting: Counting,
    together: Together,
    pub(super) folders: Vec<Folder>,
    pub(super) answers: Vec<Answers>,
    pub(super) empty: Vec<PathBuf>,
    pub(super) failed: Vec<PathBuf>,
}

impl<'a> CountedFolders<'a> {
    /// Nothing yet. The answers themselves are kept where the result is `--long`, and figures of
    /// very few people where they are asked for by `--yes-small`.
    pub(super) fn new(args: &'a Tally, rubric: &'a Rubric, counting: Counting) -> Self {
        Self {
            args,
            rubric,
            counting,
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
                self.not_a_source(source.files.iter().chain(&used))?;
                if are_strays {
                    say_strays(&path, &name, &source);
                }
                let exit = source.exit;
                self.counted(name, source);
                Ok(exit.max(self.assessments_exit()))
            }
            Err(_) if self.together.left_out == 0 => {
                let mut exit = self.assessments_exit();
                if are_strays {
                    self.pass_over();
                } else if let Some((file, assessment)) = self.newest() {
                    self.not_a_source([&file])?;
                    exit = exit.max(self.say_other_districts(&path, &assessment));
                    self.pass_over_older(&assessment);
                    self.folder(name, Origin::TeamAssessment, assessment);
                } else if exit != Exit::Well {
                    self.failed.push(path);
                    self.nothing(name, Origin::TeamAssessment);
                } else {
                    self.empty.push(path);
                    self.nothing(name, Origin::Responses);
                }
                Ok(exit)
            }
            // Another folder may have something to count: that there is nothing in this
            // one is no refusal of the whole.
            Err(_) => {
                self.pass_over();
                self.failed.push(path);
                self.nothing(name, Origin::Responses);
                Ok(self.together.exit.unwrap_or(Exit::Wrong))
            }
        }
    }

    fn not_a_source<'s>(&self, files: impl IntoIterator<Item = &'s PathBuf>) -> anyhow::Result<()> {
        let output = self.args.output.as_deref();
        target::not_a_source(output.filter(|file| file.as_os_str() != STDIN), files)
    }

    fn counted(&mut self, name: String, source: Source) {
        let is_long = self.args.long;
        let responses = source.responses.iter().filter(|_| is_long);
        let ratings = responses.map(|r| r.ratings.to_vec()).collect();
        self.folder(name.clone(), Origin::Responses, source.assessment);
        if let Some(folder) = self.folders.last().filter(|_| is_long) {
            let answers = Answers::new(name, ratings, &folder.withheld);
            self.answers.push(answers);
        }
    }

    fn folder(&mut self, name: String, origin: Origin, assessment: Assessment) {
        let folder = Folder::new(name, origin, assessment, self.args.yes_small);
        self.folders.push(folder);
    }

    /// Takes over what the team settled in an assessment of these very responses, and gives
    /// the file that it is in.
    fn settled(&mut self, counted: &mut Assessment) -> Option<PathBuf> {
        let same = |(_, a): &(PathBuf, Assessment)| {
            a.responses == counted.responses && a.counts() == counted.counts()
        };
        let all = self.together.assessments.iter().enumerate();
        let found = all.filter(|(_, found)| same(found));
        let best = found.max_by_key(|(at, found)| (went_on(found), Reverse(*at)));
        let best = best.map(|(at, _)| at);
        let used = best.map(|at| self.together.assessments.swap_remove(at));
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
        let (at, _) =
            all.max_by_key(|(at, found)| (time(&found.1), went_on(found), Reverse(*at)))?;
        Some(self.together.assessments.swap_remove(at))
    }

    /// Says of the team assessments in a folder without responses why this one was taken.
    fn pass_over_older(&mut self, newest: &Assessment) {
        for (file, of) in std::mem::take(&mut self.together.assessments) {
            let why = if time(newest) > time(&of) {
                "another team assessment in its folder is newer"
            } else if is_copy(&file) {
                "its name is that of a copy of another team assessment in its folder"
            } else if settled_in(newest) > settled_in(&of) {
                "more is settled in another team assessment of the same year in its folder"
            } else {
                "another team assessment of the same year in its folder is first by name"
            };
            self.together.pass_over(&file, why.to_owned());
        }
    }

    /// Says where a folder without responses has team assessments of several districts, of which
    /// one alone would be in the result.
    fn say_other_districts(&self, path: &Path, newest: &Assessment) -> Exit {
        let named = |of: &Assessment| of.district.clone().unwrap_or_default();
        let mut districts = vec![named(newest)];
        for (_, of) in &self.together.assessments {
            let is_known = districts.iter().any(|d| folded(d) == folded(&named(of)));
            if !is_known && year::begins_in(of) == year::begins_in(newest) {
                districts.push(named(of));
            }
        }
        districts.retain(|district| !district.is_empty());
        if districts.len() < 2 {
            return Exit::Well;
        }
        let districts: Vec<_> = districts.iter().map(|d| escape::terminal(d)).collect();
        output::note(format_args!(
            "error: {} has team assessments of more than one district: {}. Each folder that is counted has to be one district. Name the folder above the districts: {}",
            shown(path),
            list(&districts),
            printed_commands::command(format_args!("tally --by folder {}", word(path)))
        ));
        Exit::Wrong
    }

    /// Whether all team assessments of the folder could be read.
    const fn assessments_exit(&self) -> Exit {
        match self.together.assessments_not_read {
            0 => Exit::Well,
            _ => Exit::Wrong,
        }
    }

    /// Says of the team assessments beside responses that they were not taken.
    fn pass_over(&mut self) {
        for (file, _) in std::mem::take(&mut self.together.assessments) {
            let why = "it counts other responses than those in its folder, so what the team agreed on in it isn't used";
            self.together.pass_over(&file, why.to_owned());
        }
    }

    /// A line without counts: a district is missing in no result.
    fn nothing(&mut self, name: String, origin: Origin) {
        let not_read = self.together.left_out + self.together.assessments_not_read;
        let assessment = Assessment {
            not_read: u32::try_from(not_read).unwrap_or(u32::MAX),
            practices: vec![Assessed::default(); self.rubric.len()],
            ..Assessment::default()
        };
        self.folder(name, origin, assessment);
    }

    /// Says on stderr what there is to say of all folders at once.
    pub(super) fn say(&self) {
        self.together.say();
        self.say_cycles();
        self.say_same();
        if !self.empty.is_empty() {
            let (names, n) = (
                FirstNames::of(&self.empty).words("folder"),
                self.empty.len(),
            );
            let (folders, have) = (counted(n, "folder"), agreeing(n, "has", "have"));
            output::note(format_args!(
                "warning: {folders} {have} no responses and no team assessment to count: {names}."
            ));
        }
        if !self.failed.is_empty() {
            let names = FirstNames::of(&self.failed).words("folder");
            let failed = out_of(self.failed.len(), self.folders.len(), "folder");
            output::note(format_args!(
                "error: {failed} couldn't be counted ({names})."
            ));
        }
    }

    /// Last year's forms of a district stand badly beside this year's of another. The folders are
    /// named but for those of the year that most are of.
    fn say_cycles(&self) {
        let mut years: BTreeMap<(u64, String), (String, Vec<&str>)> = BTreeMap::new();
        for Folder {
            name, assessment, ..
        } in &self.folders
        {
            let first = year::begins_in(assessment);
            let year = assessment.cycle.clone().or(first.map(year::named));
            let Some(year) = year else { continue };
            let key = match first {
                Some(first) => (first, String::new()),
                None => (0, folded(&year).into_owned()),
            };
            let of_year = years.entry(key).or_insert((year, Vec::new()));
            of_year.1.push(name);
        }
        if years.len() < 2 {
            return;
        }
        let most = years.iter().max_by_key(|(_, (_, names))| names.len());
        let most = most.map(|(key, _)| key.clone());
        // A folder for each year in that of each district.
        let mut seen: BTreeMap<&Path, &(u64, String)> = BTreeMap::new();
        let mut all = years
            .iter()
            .flat_map(|(key, (_, names))| names.iter().map(move |n| (key, n)));
        let has_years = all.any(|(key, name)| {
            let district = Path::new(*name)
                .parent()
                .filter(|p| !p.as_os_str().is_empty());
            district.is_some_and(|of| *seen.entry(of).or_insert(key) != key)
        });
        let help = match has_years {
            true => {
                let above = common_folder(self.args.sources.iter().map(PathBuf::as_path));
                let above = word(as_folder(&above));
                let above = printed_commands::command(format_args!("tally --by folder {above}"));
                format!("To count only the newest year of each district: {above}")
            }
            false => "Is last year's folder still there?".to_owned(),
        };
        let said = years.iter().take(10).map(|(key, (year, names))| {
            let (year, folders) = (escape::terminal(year), counted(names.len(), "folder"));
            let said = format!("{year} in {folders}");
            match most.as_ref() == Some(key) {
                true => said,
                false => format!("{said}: {}", FirstNames::of(names).words("folder")),
            }
        });
        output::note(format_args!(
            "warning[mixed-cycles]: The responses in the folders are from more than one school year ({}). {help}",
            said.collect::<Vec<_>>().join("; ")
        ));
    }

    /// A district that is there twice counts twice in what is said of all.
    fn say_same(&self) {
        let is_known = |folder: &&Folder| {
            folder.assessment.responses > 0
                && folder.assessment.district.is_some()
                && !folder.withheld.contains(&true)
        };
        let known: Vec<&Folder> = self.folders.iter().filter(is_known).collect();
        let same = known.iter().enumerate().filter_map(|(at, folder)| {
            let mut before = known[..at].iter();
            let other = before.find(|other| other.assessment == folder.assessment)?;
            let [name, other] = [folder, other].map(|of| escape::terminal(&of.name));
            Some(format!("{name} (as {other})"))
        });
        let same: Vec<String> = same.collect();
        if !same.is_empty() {
            let [all, first] = [same.len(), same.len().min(3)];
            output::note(format_args!(
                "warning: {} the same district, days, and answers as another: {}. If one is a copy, move it out, because both are counted.",
                agreeing(all, "One folder has", "Several folders have"),
                named(&same[..first], all, "folder")
            ));
        }
    }

    /// How many responses were counted in all folders.
    pub(super) fn responses(&self) -> u64 {
        let each = self.folders.iter();
        each.map(|f| u64::from(f.assessment.responses)).sum()
    }
}

/// The year that it is of, and the days within it.
fn time(of: &Assessment) -> impl Ord + use<> {
    (year::begins_in(of), year::since(of))
}

/// How likely the team went on with this file: a copy may be one that it didn't go on with, or one
/// from before it agreed on anything.
fn went_on((file, of): &(PathBuf, Assessment)) -> (bool, usize) {
    (!is_copy(file), settled_in(of))
}

fn settled_in(of: &Assessment) -> usize {
    of.which(Assessed::is_settled).len()
}

/// Whether a file is a copy by its name.
fn is_copy(file: &Path) -> bool {
    let name = file.file_name().and_then(|name| name.to_str());
    name.and_then(copy_of).is_some()
}

fn say_strays(path: &Path, name: &str, source: &Source) {
    let n = source.assessment.responses as usize;
    let (responses, path, name) = (counted(n, "response"), shown(path), escape::terminal(name));
    let (are, have, own) = match n {
        1 => ("is", "It has", "its own"),
        _ => ("are", "They have", "their own"),
    };
    output::note(format_args!(
        "warning: {responses} {are} directly in {path}, not in a district's folder. {have} a line of {own}, \"{name}\"."
    ));
}
