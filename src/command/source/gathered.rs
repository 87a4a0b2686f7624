//! What has been read of a source so far, and what it comes to.

use std::io;
use std::path::{Path, PathBuf};

use crate::command::source::counted_source::{Counting, Kept, Source};
use crate::command::source::reading::Weighed;
use crate::command::source::remarks::{
    say_nothing_in, say_refused, show_duplicates, show_problems,
};
use crate::command::source::together::Together;
use crate::command::source::years::newest_and_earlier;
use crate::command::{Exit, output, printed_commands};
use crate::disk::copies::copies;
use crate::disk::folder::{Found, FoundFile, STDIN};
use crate::disk::subfolders::common_folder;
use crate::files::content::{Content, Kind};
use crate::model::assessment::Assessment;
use crate::model::dates::mixed::{Mixed, mixed, odd_one};
use crate::model::response::duplicate::{Alike, DuplicateFinding, Fingerprints, resolve};
use crate::model::response::responses::Responses;
use crate::model::rubric::Rubric;
use crate::problem::{Code, Problem};
use crate::report::formats::command_line::words;
use crate::report::results::problem::path;
use crate::toml::document::Checked;
use crate::words::agreeing;

/// A team assessment, with its rubric where that is of another version.
type TeamAssessment = (Assessment, Option<Box<Rubric>>);

/// What has been read so far.
#[derive(Default)]
pub(super) struct Gathered {
    /// How many files there were.
    looked_at: usize,
    /// The places of those that hold what is wanted here, whole or broken.
    files: Vec<u32>,
    responses: Responses,
    /// Of each response, its fingerprint and the place of its file.
    prints: Fingerprints,
    from: Vec<u32>,
    team_assessments: Vec<(PathBuf, Option<TeamAssessment>)>,
    /// Those in a folder that was named, with their places, which count only where forms are gone.
    beside: Vec<(u32, PathBuf, Checked<Content>)>,
    broken: usize,
    /// Whether anything in a broken file may be fixed without anybody typing.
    fixes: bool,
    refused: usize,
    /// The names on what is broken or refused, as far as they can be told.
    unread: Vec<String>,
    blank: usize,
    /// Of each response, how many practices are blank and how many ratings have no comment.
    gaps: Vec<[u32; 2]>,
}

impl Gathered {
    /// Nothing yet, without what the system has refused already.
    pub(super) fn without(found: &Found) -> Self {
        Self {
            refused: found.refused.len(),
            unread: found.closed().collect(),
            ..Self::default()
        }
    }

    /// The source that these files are.
    pub(super) fn source(
        mut self,
        (paths, files): (&[PathBuf], Vec<FoundFile>),
        rubric: &Rubric,
        counting: Counting,
        together: &mut Together,
    ) -> Result<Source, Exit> {
        let are_forms_gone =
            self.responses.is_empty() && self.broken + self.refused + self.blank == 0;
        if counting.any_version
            && are_forms_gone
            && self.beside.len() == 1
            && let Some((at, file, read)) = self.beside.pop()
        {
            let shown = path(&file);
            output::note(format_args!(
                "note: There are no forms in its folder, so {shown} was read."
            ));
            self.files.push(at);
            show_problems(&file, &read.problems);
            self.team_assessments
                .push((file, team_assessment(read.value)));
        }
        for (_, file, _) in &self.beside {
            not_a_response(file, Kind::TeamAssessment, together);
        }
        if self.team_assessments.is_empty() {
            let fixes = self.fixes;
            let source = self.counted((paths, files), rubric, counting, together);
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
    pub(super) fn file(
        &mut self,
        file: &FoundFile,
        weighed: io::Result<Weighed>,
        together: &mut Together,
    ) {
        let at = u32::try_from(self.looked_at).unwrap_or(u32::MAX);
        self.looked_at += 1;
        let Weighed {
            reading,
            weight,
            unread,
        } = match weighed {
            Ok(weighed) => weighed,
            Err(error) => {
                self.refused += 1;
                self.unread.push(String::new());
                return say_refused(&file.path, &error);
            }
        };
        if let Some(kind) = reading.kind
            && kind != Kind::Response
            && !(file.given && kind == Kind::TeamAssessment)
        {
            match reading.checked.value {
                _ if file.given => self.other_kind(file, kind),
                Some(Content::Assessment(assessment)) if together.are_several() => {
                    together.assessments.push((file.path.clone(), assessment));
                }
                None if kind == Kind::TeamAssessment && together.are_several() => {
                    together.assessments_not_read += 1;
                    show_problems(&file.path, &reading.checked.problems);
                }
                value if kind == Kind::TeamAssessment => {
                    let problems = reading.checked.problems;
                    let checked = Checked { value, problems };
                    self.beside.push((at, file.path.clone(), checked));
                }
                _ => not_a_response(&file.path, kind, together),
            }
            return;
        }
        if !file.given && file.path.as_os_str() != STDIN && reading.is_others() {
            together.pass_over(&file.path, "only chronic's own files are read".to_owned());
            return;
        }
        self.files.push(at);
        show_problems(&file.path, &reading.checked.problems);
        match reading.checked.value {
            Some(Content::Response(response)) => match weight {
                Some(weight) => {
                    self.gaps.push(weight.gaps);
                    self.prints.push(&weight.print);
                    self.from.push(at);
                    self.responses.push(response);
                }
                None => {
                    self.blank += 1;
                    together.blank(&file.path, &response);
                }
            },
            read if reading.kind == Some(Kind::TeamAssessment) => {
                let read = (file.path.clone(), team_assessment(read));
                self.team_assessments.push(read);
            }
            _ => {
                self.broken += 1;
                self.unread.extend(unread);
                let mut problems = reading.checked.problems.iter();
                self.fixes |= file.path.as_os_str() != STDIN && problems.any(|p| p.fix.is_some());
            }
        }
    }

    /// A file of another kind, which is passed over in a folder, is wrong given by itself.
    fn other_kind(&mut self, file: &FoundFile, kind: Kind) {
        self.broken += 1;
        let what = kind.words();
        let what = format!("This is {what}, but a response or a team assessment is needed here.");
        let help = match kind {
            Kind::Plan => {
                "Name the completed forms or the team assessment. To include a plan in a summary, use render with --plan."
            }
            Kind::Rubric => {
                "Name the completed forms or the team assessment. To use your own self-assessment, add --rubric."
            }
            Kind::Response | Kind::TeamAssessment => {
                "Name the completed forms, or the folder they are in."
            }
        };
        output::problems(&file.path, [&Problem::new(Code::WrongKind, what, help)]);
    }

    const fn exit(&self) -> Exit {
        match (self.refused, self.broken) {
            (0, 0) => Exit::Well,
            (0, _) => Exit::Wrong,
            _ => Exit::Refused,
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
                    files: self.named(files),
                    ..Source::default()
                })
            }
            _ => Err(exit.max(Exit::Wrong)),
        }
    }

    /// Says which responses may be one person's, and which files are copies by their names.
    fn say_who_answered_twice<'f>(
        &self,
        findings: &[DuplicateFinding],
        file_of: &dyn Fn(usize) -> &'f Path,
    ) {
        let mut copies = copies((0..self.responses.len()).map(file_of), path);
        for finding in findings {
            let told = show_duplicates(finding, &|at| path(file_of(at)), &|at| {
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

    /// Of one of several sources, the forms in folders of earlier years than the newest aren't
    /// counted.
    fn take_newest(&mut self, (paths, files): (&[PathBuf], &[FoundFile]), together: &mut Together) {
        let path = |at: usize| &*files[self.from[at] as usize].path;
        let Some((kept, earlier)) = newest_and_earlier(&self.responses, paths, &path) else {
            return;
        };
        for at in earlier {
            let why = "only the newest school year of a district is counted";
            together.pass_over(path(at), why.to_owned());
        }
        self.responses.retain(&kept);
        self.prints = self.prints.chosen(&kept).into_owned();
        self.from = kept.iter().map(|at| self.from[*at]).collect();
        self.gaps = kept.iter().map(|at| self.gaps[*at]).collect();
    }

    /// The folder of the newest school year, where no form of an earlier one is in it.
    fn newest_folder<'f>(
        &self,
        paths: &'f [PathBuf],
        file_of: &dyn Fn(usize) -> &'f Path,
    ) -> Option<PathBuf> {
        let (kept, earlier) = newest_and_earlier(&self.responses, paths, file_of)?;
        let newest = common_folder(kept.into_iter().map(file_of));
        let is_apart = !earlier
            .into_iter()
            .any(|at| file_of(at).starts_with(&newest));
        is_apart.then_some(newest)
    }

    fn counted(
        mut self,
        (paths, files): (&[PathBuf], Vec<FoundFile>),
        rubric: &Rubric,
        counting: Counting,
        together: &mut Together,
    ) -> Result<Source, Exit> {
        if together.are_several() {
            self.take_newest((paths, &files), together);
        }
        let left_out = self.broken + self.refused;
        let exit = self.exit();
        together.left_out = self.responses.len() + left_out;
        together.exit = Some(exit).filter(|exit| *exit != Exit::Well);
        let resolved = resolve(&self.prints, counting.duplicates);
        let counted = resolved.counted();
        together.gaps(counted.iter().map(|at| self.gaps[*at]), rubric.len());
        let file_of = |response: usize| &*files[self.from[response] as usize].path;
        self.say_who_answered_twice(&resolved.findings, &file_of);
        if resolved.findings.iter().any(DuplicateFinding::is_error) {
            let years = |f: &DuplicateFinding| matches!(f.alike, Alike::SeveralYears(_));
            let newest = self.newest_folder(paths, &file_of);
            let why = match newest.filter(|_| resolved.findings.iter().any(years)) {
                Some(newest) => format!(
                    "the responses are from more than one school year. To count the newest, name its folder alone: {}",
                    words(&[newest])
                ),
                None => "it isn't clear which of these responses should count.".to_owned(),
            };
            together.error(&format!("nothing was counted because {why}"));
            return Err(exit.max(Exit::Wrong));
        }
        if left_out > 0 && !counting.keep_going {
            let all = self.responses.len() + left_out;
            let why = match paths {
                _ if left_out < all => format!(
                    "{left_out} of {all} files couldn't be read. Fix {}, or use --keep-going to count the rest.",
                    agreeing(left_out, "it", "them")
                ),
                [file] if !file.is_dir() => format!("{} couldn't be read.", path(file)),
                [folder] => format!("no form in {} could be read.", path(folder)),
                _ => "no form could be read.".to_owned(),
            };
            together.error(&format!("nothing was counted because {why}"));
            return Err(exit);
        }
        self.prints = Fingerprints::default();
        let mut responses = std::mem::take(&mut self.responses);
        responses.retain(&counted);
        let from: Vec<u32> = counted.iter().map(|at| self.from[*at]).collect();
        if responses.is_empty() {
            if left_out == 0 && together.are_several() {
                // A district that has not answered yet; said of all of them at once.
            } else if self.blank > 0 {
                together.error("there is nothing to count. No one has answered a form yet.");
            } else if left_out == 0 {
                let beside = self.beside.iter().map(|(_, file, _)| file.clone());
                say_nothing_in(paths, &beside.collect::<Vec<_>>());
            } else {
                together.error("there is nothing to count. No file could be read.");
            }
            return Err(Exit::Refused);
        }
        if left_out > 0 && !together.are_several() {
            let all = resolved.counts.len() + left_out;
            let they = agreeing(left_out, "it isn't", "they aren't");
            output::note(format_args!(
                "warning: {left_out} of {all} files couldn't be read, so {they} counted."
            ));
        }
        let path = |at: usize| &*files[from[at] as usize].path;
        let mixed = mixed(&responses);
        if mixed != Mixed::default() {
            let odd_one = path(odd_one(&responses, &mixed));
            together.mixed(mixed, odd_one);
        }
        let apart = (counting.kept >= Kept::Names)
            .then(|| newest_and_earlier(&responses, paths, &path))
            .flatten();
        let earlier = apart.into_iter().flat_map(|(_, earlier)| earlier);
        let earlier = earlier.map(|at| (at, path(at).to_owned())).collect();
        let mut assessment = Assessment::of(&responses, rubric.len());
        assessment.not_read = u32::try_from(left_out).unwrap_or(u32::MAX);
        Ok(Source {
            assessment,
            responses,
            earlier,
            unread: std::mem::take(&mut self.unread),
            files: self.named(files),
            exit,
            ..Source::default()
        })
    }
}

/// The team assessment that a file of that kind is, where it could be read.
fn team_assessment(read: Option<Content>) -> Option<TeamAssessment> {
    match read? {
        Content::Assessment(assessment) => Some((assessment, None)),
        Content::OtherVersion(assessment, own) => Some((assessment, Some(own))),
        _ => None,
    }
}

/// A file of another kind in a folder.
fn not_a_response(file: &Path, kind: Kind, together: &mut Together) {
    together.pass_over(file, format!("{} isn't a response", kind.words()));
}
