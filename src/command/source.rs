//! Sources, as every command takes them: files, folders, a team assessment. Files are
//! read side by side and come back in the order of their names.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::command::{Exit, duplicates, output};
use crate::file::folder::{self, Found, FoundFile, Unread};
use crate::file::read::{Checked, Content, Kind, Reading, read, read_any_version};
use crate::model::assessment::Assessment;
use crate::model::comparison::Side;
use crate::model::cycle::{MOST_DAYS, Mixed, mixed};
use crate::model::duplicate::{self, Fingerprint, Policy, resolve};
use crate::model::response::{Answer, Response};
use crate::model::rubric::Rubric;
use crate::problem::{Code, Problem};
use crate::report::escape;
use crate::report::problem::{self as report, path};

/// Reads one file that was found.
///
/// # Errors
/// When the system refuses it.
pub fn read_file(file: &FoundFile, rubric: &Rubric) -> io::Result<Reading> {
    let (reading, _) = read_by(read, file, rubric)?;
    Ok(reading)
}

/// [`read`], or [`read_any_version`].
type Read = fn(&[u8], &Rubric) -> Reading;

/// As [`read_file`], with a digest of the bytes.
fn read_by(read: Read, file: &FoundFile, rubric: &Rubric) -> io::Result<(Reading, u128)> {
    let bytes = match folder::bytes(&file.path) {
        Ok(bytes) => bytes,
        Err(Unread::Refused(error)) => return Err(error),
        Err(Unread::TooLarge) => {
            let problem = Problem::new(
                Code::TooLarge,
                "The file is over 4 MiB; a filled-in form has a few pages. It was not read.",
                "Copy the answers into a blank form, without pictures or attachments.",
            );
            let checked = Checked {
                value: None,
                problems: vec![problem],
            };
            return Ok((
                Reading {
                    kind: None,
                    checked,
                },
                0,
            ));
        }
    };
    let mut reading = read(&bytes, rubric);
    if file.extra_ending {
        let name = path(&file.path);
        let problem = Problem::new(
            Code::Extension,
            "The name of the file ends in .toml.txt (Notepad adds .txt). It was read all the same.",
            format!(
                "Rename it to {}.",
                &name[..name.len() - ".txt".len()]
                    .rsplit('/')
                    .next()
                    .unwrap_or("")
            ),
        );
        reading.checked.problems.insert(0, problem);
    }
    Ok((reading, xxhash_rust::xxh3::xxh3_128(&bytes)))
}

/// Names on stderr every file below the paths that was not `done` (counted, checked).
pub fn name_what_is_left_out(found: &Found, done: &str) {
    for (file, error) in &found.refused {
        output::note(format_args!(
            "error: {} cannot be read: {}.",
            path(file),
            in_words(error)
        ));
    }
    for file in &found.not_downloaded {
        output::note(format_args!(
            "warning: {} was not {done}: the cloud drive has not downloaded it. Open it once, and run this again.",
            path(file)
        ));
    }
    for (file, why) in &found.no_plain_files {
        output::note(format_args!(
            "warning: {} was not {done}: {why}.",
            path(file)
        ));
    }
    for (file, why) in &found.passed_over {
        output::note(format_args!("note: {} was not {done}: {why}.", path(file)));
    }
    for file in &found.twice {
        output::note(format_args!(
            "note: {} was named more than once and {done} once.",
            path(file)
        ));
    }
    match found.system {
        0 => {}
        1 => output::note(format_args!(
            "note: 1 system, lock or hidden file was not {done}."
        )),
        n => output::note(format_args!(
            "note: {n} system, lock or hidden files were not {done}."
        )),
    }
}

/// Says that there was nothing in these paths, and what was looked for.
pub struct Nothing<'a>(pub &'a [PathBuf]);

impl fmt::Display for Nothing<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let paths: Vec<String> = self.0.iter().map(|p| path(p)).collect();
        write!(
            f,
            "error: there is no form in {}. Forms are files whose names end in .toml, in the folder or in a folder below it; `chronic init` writes a blank one.",
            paths.join(", ")
        )
    }
}

/// How a source is to be counted.
#[derive(Debug, Clone, Copy)]
pub struct Counting {
    /// Count the rest when some files cannot be read.
    pub keep_going: bool,
    /// What to do when one person answered twice.
    pub duplicates: Policy,
    /// Whether what respondents wrote is wanted; without it a state's worth of
    /// responses fits into memory.
    pub documentation: bool,
}

/// A source, counted.
#[derive(Debug)]
pub struct Source {
    /// The single assessment.
    pub assessment: Assessment,
    /// The rubric that it was read by, where that is of another version than the one in
    /// use; only from [`load_any_version`].
    pub other_version: Option<Box<Rubric>>,
    /// The responses that it counts, in the order of their files; none where it was
    /// read from a team assessment.
    pub responses: Vec<Response>,
    /// Every file that was read for it; never to be written over.
    pub files: Vec<PathBuf>,
    /// What the run has come to so far: not well when files were left out.
    pub exit: Exit,
}

impl Source {
    /// The source as one side of a comparison; `rubric` is the one in use.
    #[must_use]
    pub fn side(&self, rubric: &Rubric) -> Side {
        Side::of(
            &self.assessment,
            self.other_version.as_deref().unwrap_or(rubric),
        )
    }
}

/// Reads and counts what the paths stand for. What is wrong has been printed on stderr
/// when the answer is an exit.
///
/// # Errors
/// How the run ends when there is nothing that could be counted.
pub fn load(paths: &[PathBuf], rubric: &Rubric, counting: Counting) -> Result<Source, Exit> {
    load_by(read, paths, rubric, counting)
}

/// As [`load`], to be compared with another source: a team assessment may be of any
/// version of the rubric in use, and is then read by its own sections. Take
/// [`Source::side`] of the result.
///
/// # Errors
/// As [`load`].
pub fn load_any_version(
    paths: &[PathBuf],
    rubric: &Rubric,
    counting: Counting,
) -> Result<Source, Exit> {
    load_by(read_any_version, paths, rubric, counting)
}

fn load_by(
    read: Read,
    paths: &[PathBuf],
    rubric: &Rubric,
    counting: Counting,
) -> Result<Source, Exit> {
    let found = folder::find(paths);
    name_what_is_left_out(&found, "counted");
    let mut gathered = Gathered {
        refused: found.refused.len(),
        ..Gathered::default()
    };
    // A bounded number of files is in memory at a time, whatever the folder holds.
    for files in found.files.chunks(256) {
        let read: Vec<_> = files.par_iter().map(|f| read_by(read, f, rubric)).collect();
        for (file, reading) in files.iter().zip(read) {
            gathered.file(file, reading, counting.documentation);
        }
    }
    gathered.say_totals(rubric);
    match gathered.team_assessments.len() {
        0 => gathered.responses(paths, rubric, counting),
        _ => gathered.team_assessment(),
    }
}

/// A team assessment, with its rubric where that is of another version.
type TeamAssessment = (Assessment, Option<Box<Rubric>>);

/// What has been read so far.
#[derive(Default)]
struct Gathered {
    responses: Vec<(PathBuf, Response, Fingerprint)>,
    team_assessments: Vec<(PathBuf, Option<TeamAssessment>)>,
    files: Vec<PathBuf>,
    broken: usize,
    refused: usize,
    blank: usize,
    unanswered: (usize, usize),
    undocumented: (usize, usize),
}

impl Gathered {
    fn file(
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
                "Name the filled-in forms, or the folder that they are in.",
            );
            output::note(report::human(&shown, &[&problem]).trim_end());
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

    fn say_totals(&self, rubric: &Rubric) {
        if self.responses.is_empty() {
            return;
        }
        let of = self.responses.len() * rubric.len();
        let forms = |n: usize| {
            if n == 1 {
                "1 form".to_owned()
            } else {
                format!("{n} forms")
            }
        };
        let mut parts = Vec::new();
        if self.unanswered.0 > 0 {
            let verb = if self.unanswered.0 == 1 { "is" } else { "are" };
            parts.push(format!(
                "{} of {of} answers {verb} blank, in {}",
                self.unanswered.0,
                forms(self.unanswered.1)
            ));
        }
        if self.undocumented.0 > 0 {
            let verb = if self.undocumented.0 == 1 {
                "rating does"
            } else {
                "ratings do"
            };
            parts.push(format!(
                "{} {verb} not say how we know, in {}",
                self.undocumented.0,
                forms(self.undocumented.1)
            ));
        }
        if !parts.is_empty() {
            output::note(format_args!(
                "note: {}; `chronic validate` names them.",
                parts.join("; ")
            ));
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

    fn responses(
        self,
        paths: &[PathBuf],
        rubric: &Rubric,
        counting: Counting,
    ) -> Result<Source, Exit> {
        let left_out = self.broken + self.refused;
        let exit = self.exit();
        let resolved = {
            let fingerprints: Vec<_> = self.responses.iter().map(|(_, _, f)| f.clone()).collect();
            resolve(&fingerprints, counting.duplicates)
        };
        for finding in &resolved.findings {
            duplicates::show(finding, &|at| path(&self.responses[at].0));
        }
        if resolved.findings.iter().any(duplicate::Finding::is_error) {
            output::note(
                "error: nothing was counted, since it is not clear which of these responses count.",
            );
            return Err(exit.max(Exit::Wrong));
        }
        if left_out > 0 && !counting.keep_going {
            let all = self.responses.len() + left_out;
            output::note(if left_out == all {
                "error: nothing was counted, since no form could be read.".to_owned()
            } else {
                format!(
                    "error: nothing was counted, since {left_out} of {all} files could not be read. Mend what is wrong, or count the others with --keep-going."
                )
            });
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
            if self.blank > 0 {
                output::note("error: there is nothing to count: nobody has answered a form yet.");
            } else if left_out == 0 {
                output::note(Nothing(paths));
            } else {
                output::note("error: there is nothing to count: no file could be read.");
            }
            return Err(Exit::Refused);
        }
        say_mixed(&mixed(responses.iter()));
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

/// A form without a rating is no answer; what is written in it is not passed over.
fn nobody_answered(response: &Response) -> Problem {
    if response.answers.iter().any(|a| !a.documentation.is_empty()) {
        return Problem::new(
            Code::NobodyAnswered,
            "Somebody wrote in this form and gave no rating, so it is not counted and what is written in it is in no result.",
            "Ask the respondent for the ratings; Unsure is an answer too.",
        );
    }
    Problem::new(
        Code::NobodyAnswered,
        "Nobody has answered this form, so it is not counted.",
        "If somebody did, the answers were not saved: ask for the file again. A blank form can be left here.",
    )
}

/// Prints what is wrong in one file, but for what is told in totals.
fn show_problems(file: &Path, problems: &[Problem]) {
    let shown: Vec<&Problem> = problems
        .iter()
        .filter(|p| !matches!(p.code, Code::Unanswered | Code::Undocumented))
        .collect();
    if !shown.is_empty() {
        // A blank line stays between this and what comes next.
        output::note(
            report::human(&path(file), &shown)
                .trim_end_matches('\n')
                .to_owned()
                + "\n",
        );
    }
}

/// Why the system refused, without its own words where there are better ones.
pub fn in_words(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "you may not read it".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        _ => error.to_string(),
    }
}

fn say_mixed(mixed: &Mixed) {
    let escaped = |texts: &[String]| escape::terminal(&texts.join(", ")).into_owned();
    let say = |what: String| {
        output::note(format_args!(
            "warning[mixed-cycles]: {what}. Was last year's form, or another district's, left in the folder?"
        ));
    };
    if !mixed.districts.is_empty() {
        say(format!(
            "the responses are from more than one district ({})",
            escaped(&mixed.districts)
        ));
    }
    if !mixed.cycles.is_empty() {
        say(format!(
            "the responses are from more than one year ({})",
            escaped(&mixed.cycles)
        ));
    }
    if let Some((from, to)) = mixed.dates {
        say(format!(
            "the responses were answered more than {MOST_DAYS} days apart ({from} to {to})"
        ));
    }
}
