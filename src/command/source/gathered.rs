//! What has been read of a source so far, and what it comes to.

use std::io;
use std::path::PathBuf;

use crate::command::source::reading::in_words;
use crate::command::source::remarks::{Nothing, Totals, nobody_answered, say_mixed, show_problems};
use crate::command::source::together::Together;
use crate::command::source::{Counting, Source};
use crate::command::{Exit, duplicates, output};
use crate::file::copied::copies;
use crate::file::folder::FoundFile;
use crate::file::read::{Content, Kind, Reading};
use crate::model::assessment::Assessment;
use crate::model::cycle::mixed;
use crate::model::duplicate::{self, Fingerprint, resolve};
use crate::model::response::{Answer, Response};
use crate::model::rubric::Rubric;
use crate::problem::{Code, Problem};
use crate::report::problem::{self as report, path};

/// A team assessment, with its rubric where that is of another version.
type TeamAssessment = (Assessment, Option<Box<Rubric>>);

/// What has been read so far.
#[derive(Default)]
pub(super) struct Gathered<'t> {
    /// Where this is one of several sources: what is said of all of them at once.
    together: Option<&'t mut Together>,
    responses: Vec<(PathBuf, Response, Fingerprint)>,
    team_assessments: Vec<(PathBuf, Option<TeamAssessment>)>,
    files: Vec<PathBuf>,
    broken: usize,
    refused: usize,
    blank: usize,
    unanswered: (usize, usize),
    undocumented: (usize, usize),
}

impl<'t> Gathered<'t> {
    /// Nothing yet, where the system has refused so many paths already.
    pub(super) fn without(refused: usize, together: Option<&'t mut Together>) -> Self {
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
        rubric: &Rubric,
        counting: Counting,
    ) -> Result<Source, Exit> {
        if self.team_assessments.is_empty() {
            self.counted(paths, rubric, counting)
        } else {
            self.team_assessment()
        }
    }

    pub(super) fn file(
        &mut self,
        file: &FoundFile,
        reading: io::Result<(Reading, u128)>,
        documentation: bool,
    ) {
        let (reading, digest) = match reading {
            Ok(read) => read,
            Err(error) => {
                self.refused += 1;
                output::note(format_args!(
                    "error: {} cannot be read: {}.",
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
            self.other_kind(file, kind);
            return;
        }
        self.files.push(file.path.clone());
        show_problems(&file.path, &reading.checked.problems);
        match reading.checked.value {
            Some(Content::Response(response)) => {
                self.response(file, response, digest, documentation);
            }
            Some(Content::Assessment(assessment)) => self
                .team_assessments
                .push((file.path.clone(), Some((assessment, None)))),
            Some(Content::OtherVersion(assessment, own)) => self
                .team_assessments
                .push((file.path.clone(), Some((assessment, Some(own))))),
            _ if reading.kind == Some(Kind::TeamAssessment) => {
                self.team_assessments.push((file.path.clone(), None));
            }
            _ => self.broken += 1,
        }
    }

    /// A file of another kind is passed over in a folder; given by itself it is wrong.
    fn other_kind(&mut self, file: &FoundFile, kind: Kind) {
        let shown = path(&file.path);
        if file.given {
            self.broken += 1;
            let problem = Problem::new(
                Code::WrongKind,
                format!(
                    "This is {}, and a response or a team assessment is wanted here.",
                    kind.name()
                ),
                match kind {
                    Kind::Plan => {
                        "Name the filled-in forms or the team assessment; a plan is named with --plan, in render."
                    }
                    Kind::Rubric => {
                        "Name the filled-in forms or the team assessment; a rubric is named with --rubric."
                    }
                    Kind::Response | Kind::TeamAssessment => {
                        "Name the filled-in forms, or the folder that they are in."
                    }
                },
            );
            output::note(report::human(&shown, &[&problem]).trim_end());
        } else if let Some(together) = &mut self.together {
            together.pass_over(&file.path, format!("it is {}", kind.name()));
        } else {
            output::note(format_args!(
                "note: {shown} was not counted: it is {}.",
                kind.name()
            ));
        }
    }

    fn response(
        &mut self,
        file: &FoundFile,
        mut response: Response,
        digest: u128,
        documentation: bool,
    ) {
        if response.answered() == 0 {
            self.blank += 1;
            if let Some(together) = &mut self.together
                && response.answers.iter().all(|a| a.documentation.is_empty())
            {
                together.blank(&file.path);
                return;
            }
            let problem = nobody_answered(&response);
            output::note(report::human(&path(&file.path), &[&problem]).trim_end());
            return;
        }
        let gaps =
            |wanted: fn(&Answer) -> bool| response.answers.iter().filter(|a| wanted(a)).count();
        let unanswered = gaps(|a| a.rating.is_none());
        let undocumented =
            gaps(|a| a.documentation.is_empty() && a.rating.is_some_and(|r| r.step().is_some()));
        for (total, gap) in [
            (&mut self.unanswered, unanswered),
            (&mut self.undocumented, undocumented),
        ] {
            total.0 += gap;
            total.1 += usize::from(gap > 0);
        }
        let fingerprint = Fingerprint::new(&response, digest, |text| {
            xxhash_rust::xxh3::xxh3_64(text.as_bytes())
        });
        if !documentation {
            for answer in &mut response.answers {
                answer.documentation = String::new();
            }
        }
        self.responses
            .push((file.path.clone(), response, fingerprint));
    }

    /// Says what is missing in the answers; where this is one of several sources, that is
    /// left to the last.
    pub(super) fn say_totals(&mut self, rubric: &Rubric) {
        let totals = Totals {
            answers: self.responses.len() * rubric.len(),
            unanswered: self.unanswered,
            undocumented: self.undocumented,
        };
        match &mut self.together {
            Some(together) => together.totals.add(totals),
            None => totals.say(),
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

    fn team_assessment(mut self) -> Result<Source, Exit> {
        if self.team_assessments.len() > 1
            || !self.responses.is_empty()
            || self.broken + self.blank > 0
        {
            let (file, _) = &self.team_assessments[0];
            output::note(format_args!(
                "error: {} is a team assessment: it is counted by itself, not together with other files. Name either it or the responses.",
                path(file)
            ));
            return Err(Exit::Refused);
        }
        let exit = self.exit();
        match self.team_assessments.pop() {
            Some((file, Some((assessment, other_version)))) if exit == Exit::Well => {
                if let Some(own) = &other_version {
                    output::note(format_args!(
                        "note: {} was made from the rubric \"{}\", another version of the one in use: its practices are found by their ids.",
                        path(&file),
                        own.reference()
                    ));
                }
                Ok(Source {
                    assessment,
                    other_version,
                    responses: Vec::new(),
                    files: self.files,
                    exit,
                })
            }
            _ => Err(exit.max(Exit::Wrong)),
        }
    }

    fn counted(
        mut self,
        paths: &[PathBuf],
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
        let resolved = {
            let fingerprints: Vec<_> = self.responses.iter().map(|(_, _, f)| f).collect();
            resolve(&fingerprints, counting.duplicates)
        };
        let mut copies = copies(self.responses.iter().map(|(file, ..)| file.as_path()), path);
        for finding in &resolved.findings {
            let file = |at: usize| &self.responses[at].0;
            let told = duplicates::show(finding, &|at| path(file(at)), &|at| {
                copies.get(file(at)).cloned()
            });
            for at in told {
                copies.remove(file(*at));
            }
        }
        for (file, ..) in &self.responses {
            if let Some(problem) = copies.get(file) {
                output::note(report::human(&path(file), &[problem]).trim_end());
            }
        }
        if resolved.findings.iter().any(duplicate::Finding::is_error) {
            error("nothing was counted, since it is not clear which of these responses count.");
            return Err(exit.max(Exit::Wrong));
        }
        if left_out > 0 && !counting.keep_going {
            let all = self.responses.len() + left_out;
            if left_out == all {
                error("nothing was counted, since no form could be read.");
            } else {
                error(&format!(
                    "nothing was counted, since {left_out} of {all} files could not be read. Mend what is wrong, or count the others with --keep-going."
                ));
            }
            return Err(exit);
        }
        let responses: Vec<Response> = self
            .responses
            .into_iter()
            .zip(&resolved.counts)
            .filter(|(_, counts)| **counts)
            .map(|((_, response, _), _)| response)
            .collect();
        if responses.is_empty() {
            if left_out == 0 && whose.is_some() {
                // A district that has not answered yet; said of all of them at once.
            } else if self.blank > 0 {
                error("there is nothing to count: nobody has answered a form yet.");
            } else if left_out == 0 {
                output::note(Nothing(paths));
            } else {
                error("there is nothing to count: no file could be read.");
            }
            return Err(Exit::Refused);
        }
        let mixed = mixed(responses.iter());
        match self.together {
            Some(together) => together.mixed(mixed),
            None => say_mixed("", &mixed),
        }
        let mut assessment = Assessment::of(&responses, rubric.len());
        assessment.not_read = u32::try_from(left_out).unwrap_or(u32::MAX);
        Ok(Source {
            assessment,
            other_version: None,
            responses,
            files: self.files,
            exit,
        })
    }
}
