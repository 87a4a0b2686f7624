//! What has been read of a source so far, and what it comes to.

use std::io;
use std::path::{Path, PathBuf};

use crate::command::source::duplicates;
use crate::command::source::given::{Counting, Source};
use crate::command::source::reading::{Weighed, Weight};
use crate::command::source::remarks::{Totals, say_mixed, say_nothing_in, show_problems};
use crate::command::source::repeated::AcrossSources;
use crate::command::{Exit, output, printed_commands};
use crate::disk::copies::copies;
use crate::disk::folder::{FoundFile, STDIN};
use crate::disk::refusal::in_words;
use crate::files::content::{Content, Kind};
use crate::files::response::check::nobody_answered;
use crate::model::assessment::Assessment;
use crate::model::dates::cycle::mixed;
use crate::model::response::Response;
use crate::model::response::duplicate::{self, Fingerprints, resolve};
use crate::model::response::responses::Responses;
use crate::model::rubric::Rubric;
use crate::problem::{Code, Problem};
use crate::report::formats::command_line::words;
use crate::report::results::problem::path;

/// A team assessment, with its rubric where that is of another version.
type TeamAssessment = (Assessment, Option<Box<Rubric>>);

/// What has been read so far.
#[derive(Default)]
pub(super) struct Gathered<'t> {
    /// Where this is one of several sources: what is said of all of them at once.
    together: Option<&'t mut AcrossSources>,
    /// How many files there were.
    looked_at: usize,
    /// The places of those that hold what is wanted here, whole or broken.
    files: Vec<u32>,
    responses: Responses,
    /// Of each response, its fingerprint and the place of its file.
    prints: Fingerprints,
    from: Vec<u32>,
    team_assessments: Vec<(PathBuf, Option<TeamAssessment>)>,
    broken: usize,
    /// Whether anything in a broken file may be fixed without anybody typing.
    fixes: bool,
    refused: usize,
    blank: usize,
    totals: Totals,
}

impl<'t> Gathered<'t> {
    /// Nothing yet, where the system has refused so many paths already.
    pub(super) fn without(refused: usize, together: Option<&'t mut AcrossSources>) -> Self {
        Self {
            refused,
            together,
            ..Self::default()
        }
    }

    /// The source that these files are.
    pub(super) fn source(
        self,
        paths: &[PathBuf],
        files: Vec<FoundFile>,
        rubric: &Rubric,
        counting: Counting,
    ) -> Result<Source, Exit> {
        if self.team_assessments.is_empty() {
            let fixes = self.fixes;
            let source = self.counted(paths, files, rubric, counting);
            if fixes {
                let named: Vec<_> = paths.iter().filter(|p| p.as_os_str() != STDIN).collect();
                output::note(format_args!(
                    "note: chronic can fix some of this for you: {}",
                    printed_commands::command(format_args!("validate --fix {}", words(&named)))
                ));
            }
            source
        } else {
            self.team_assessment(files)
        }
    }

    /// The paths of the files that hold what is wanted here.
    fn named(&self, files: Vec<FoundFile>) -> Vec<PathBuf> {
        let mut wanted = self.files.iter().peekable();
        let all = (0..).zip(files);
        all.filter(|(at, _)| wanted.next_if_eq(&at).is_some())
            .map(|(_, file)| file.path)
            .collect()
    }

    /// Takes in the next file.
    pub(super) fn file(&mut self, file: &FoundFile, weighed: io::Result<Weighed>) {
        let at = u32::try_from(self.looked_at).unwrap_or(u32::MAX);
        self.looked_at += 1;
        let Weighed { reading, weight } = match weighed {
            Ok(weighed) => weighed,
            Err(error) => {
                self.refused += 1;
                output::note(format_args!(
                    "error: {} can't be read: {}.",
                    path(&file.path),
                    in_words(&error)
                ));
                return;
            }
        };
        if let Some(kind) = reading.kind
            && kind != Kind::Response
            && !(file.given && kind == Kind::TeamAssessment)
        {
            match (&mut self.together, reading.checked.value) {
                (Some(together), Some(Content::Assessment(assessment))) if !file.given => {
                    together.assessments.push((file.path.clone(), assessment));
                }
                _ => self.other_kind(file, kind),
            }
            return;
        }
        if !file.given && file.path.as_os_str() != STDIN && reading.is_others() {
            self.pass_over(file, "only chronic's own files are read".to_owned());
            return;
        }
        self.files.push(at);
        show_problems(&file.path, &reading.checked.problems);
        let mut team = |read| self.team_assessments.push((file.path.clone(), read));
        match reading.checked.value {
            Some(Content::Response(response)) => match weight {
                Some(weight) => self.response(at, response, &weight),
                None => self.blank(file, &response),
            },
            Some(Content::Assessment(assessment)) => team(Some((assessment, None))),
            Some(Content::OtherVersion(assessment, own)) => team(Some((assessment, Some(own)))),
            _ if reading.kind == Some(Kind::TeamAssessment) => team(None),
            _ => {
                self.broken += 1;
                let mut problems = reading.checked.problems.iter();
                self.fixes |= file.path.as_os_str() != STDIN && problems.any(|p| p.fix.is_some());
            }
        }
    }

    /// A file of another kind is passed over in a folder; given by itself it is wrong.
    fn other_kind(&mut self, file: &FoundFile, kind: Kind) {
        if file.given {
            self.broken += 1;
            let problem = Problem::new(
                Code::WrongKind,
                format!(
                    "This is {}, but a response or a team assessment is needed here.",
                    kind.name()
                ),
                match kind {
                    Kind::Plan => {
                        "Name the completed forms or the team assessment. To include a plan in a summary, use render with --plan."
                    }
                    Kind::Rubric => {
                        "Name the completed forms or the team assessment. To use your own self-assessment, add --rubric."
                    }
                    Kind::Response | Kind::TeamAssessment => {
                        "Name the completed forms, or the folder they are in."
                    }
                },
            );
            output::problems(&file.path, [&problem]);
        } else {
            self.pass_over(file, format!("{} isn't a response", kind.name()));
        }
    }

    /// Says of a file in a folder why it is not counted.
    fn pass_over(&mut self, file: &FoundFile, why: String) {
        if let Some(together) = &mut self.together {
            together.pass_over(&file.path, why);
        } else {
            let shown = path(&file.path);
            output::note(format_args!("note: {shown} wasn't counted: {why}."));
        }
    }

    fn blank(&mut self, file: &FoundFile, response: &Response) {
        self.blank += 1;
        if let Some(together) = &mut self.together
            && response.answers.iter().all(|a| a.documentation.is_empty())
        {
            together.blank(&file.path);
            return;
        }
        output::problems(&file.path, [&nobody_answered(response)]);
    }

    fn response(&mut self, at: u32, response: Response, weight: &Weight) {
        for (total, gap) in [
            (&mut self.totals.unanswered, weight.unanswered),
            (&mut self.totals.undocumented, weight.undocumented),
        ] {
            total.0 += gap;
            total.1 += usize::from(gap > 0);
        }
        self.prints.push(&weight.print);
        self.from.push(at);
        self.responses.push(response);
    }

    /// Says what is missing in the answers; where this is one of several sources, that is
    /// left to the last.
    pub(super) fn say_totals(&mut self, rubric: &Rubric) {
        self.totals.answers = self.responses.len() * rubric.len();
        match &mut self.together {
            Some(together) => together.totals.add(&self.totals),
            None => self.totals.say(),
        }
    }

    fn exit(&self) -> Exit {
        if self.refused > 0 {
            Exit::Refused
        } else if self.broken > 0 {
            Exit::Wrong
        } else {
            Exit::Well
        }
    }

    fn team_assessment(mut self, files: Vec<FoundFile>) -> Result<Source, Exit> {
        if self.team_assessments.len() > 1
            || !self.responses.is_empty()
            || self.broken + self.blank > 0
        {
            let (file, _) = &self.team_assessments[0];
            output::note(format_args!(
                "error: {} is a team assessment, so it can't be counted together with other files. Name either the team assessment or the responses.",
                path(file)
            ));
            return Err(Exit::Refused);
        }
        let exit = self.exit();
        match self.team_assessments.pop() {
            Some((file, Some((assessment, other_version)))) if exit == Exit::Well => {
                if let Some(own) = &other_version {
                    output::note(format_args!(
                        "note: {} is for another version of the self-assessment ({}). Its practices are matched by id.",
                        path(&file),
                        own.reference()
                    ));
                }
                Ok(Source {
                    assessment,
                    other_version,
                    responses: Responses::default(),
                    files: self.named(files),
                    exit,
                })
            }
            _ => Err(exit.max(Exit::Wrong)),
        }
    }

    /// Says which responses may be one person's, and which files are copies by their names.
    fn say_who_answered_twice<'f>(
        &self,
        findings: &[duplicate::DuplicateFinding],
        file_of: &dyn Fn(usize) -> &'f Path,
    ) {
        let mut copies = copies((0..self.responses.len()).map(file_of), path);
        for finding in findings {
            let told = duplicates::show(finding, &|at| path(file_of(at)), &|at| {
                copies.get(file_of(at)).cloned()
            });
            for at in told {
                copies.remove(file_of(*at));
            }
        }
        let mut copies: Vec<_> = copies.into_iter().collect();
        copies.sort_by(|a, b| a.0.cmp(&b.0));
        for (file, problem) in &copies {
            output::problems(file, [problem]);
        }
    }

    fn counted(
        mut self,
        paths: &[PathBuf],
        files: Vec<FoundFile>,
        rubric: &Rubric,
        counting: Counting,
    ) -> Result<Source, Exit> {
        let left_out = self.broken + self.refused;
        let exit = self.exit();
        let whose = self.together.as_ref().map(|t| t.whose());
        let error = |text: &str| {
            output::note(format_args!(
                "error: {}{text}",
                whose.as_deref().unwrap_or("")
            ));
        };
        if let Some(together) = &mut self.together {
            together.left_out = self.responses.len() + left_out;
            together.exit = Some(exit).filter(|exit| *exit != Exit::Well);
        }
        let resolved = resolve(&self.prints, counting.duplicates);
        let file_of = |response: usize| &*files[self.from[response] as usize].path;
        self.say_who_answered_twice(&resolved.findings, &file_of);
        if resolved
            .findings
            .iter()
            .any(duplicate::DuplicateFinding::is_error)
        {
            error(
                "nothing was counted because it isn't clear which of these responses should count.",
            );
            return Err(exit.max(Exit::Wrong));
        }
        if left_out > 0 && !counting.keep_going {
            let all = self.responses.len() + left_out;
            if left_out == all {
                error("nothing was counted because no form could be read.");
            } else {
                error(&format!(
                    "nothing was counted because {left_out} of {all} files couldn't be read. Fix them, or use --keep-going to count the rest."
                ));
            }
            return Err(exit);
        }
        self.prints = Fingerprints::default();
        let mut responses = std::mem::take(&mut self.responses);
        responses.retain(&resolved.counts);
        if responses.is_empty() {
            if left_out == 0 && whose.is_some() {
                // A district that has not answered yet; said of all of them at once.
            } else if self.blank > 0 {
                error("there is nothing to count. No one has answered a form yet.");
            } else if left_out == 0 {
                say_nothing_in(paths);
            } else {
                error("there is nothing to count. No file could be read.");
            }
            return Err(Exit::Refused);
        }
        let mixed = mixed(&responses);
        match &mut self.together {
            Some(together) => together.mixed(mixed),
            None => say_mixed("", &mixed),
        }
        let mut assessment = Assessment::of(&responses, rubric.len());
        assessment.not_read = u32::try_from(left_out).unwrap_or(u32::MAX);
        Ok(Source {
            assessment,
            other_version: None,
            responses,
            files: self.named(files),
            exit,
        })
    }
}
