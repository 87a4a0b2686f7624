//! One file of a source, from its name to what it holds.

use std::borrow::Cow;
use std::io;
use std::path::Path;

use anyhow::anyhow;

use crate::command::source::counted_source::Kept;
use crate::disk::folder::FoundFile;
use crate::files::bytes::{Unread, bytes};
use crate::files::content::{Content, Kind, MOST_BYTES, Reading};
use crate::files::fix::add_fixes;
use crate::files::read::BytesReader;
use crate::files::response::unread::name;
use crate::model::response::duplicate::Fingerprint;
use crate::model::response::{Answer, Response};
use crate::model::rubric::Rubric;
use crate::problem::{Code, Problem};
use crate::report::results::problem::path;
use crate::toml::decode::said;
use crate::toml::document::Checked;

/// Reads one file that was named.
///
/// # Errors
/// When the system refuses it.
pub fn read_file(path: &Path, rubric: &Rubric) -> io::Result<Reading> {
    let mut reader = FileReader::new(BytesReader::new(rubric));
    let (reading, _) = reader.reading_and_bytes(&FoundFile::named(path))?;
    Ok(reading)
}

/// What a file holds, where it can be read.
pub(in crate::command) fn content(path: &Path, rubric: &Rubric) -> Option<Content> {
    read_file(path, rubric).ok()?.checked.value
}

/// Reads one file after the other, into the same buffer.
pub struct FileReader<'r> {
    reader: BytesReader<'r>,
    buffer: Vec<u8>,
}

impl<'r> FileReader<'r> {
    /// One that reads with this reader.
    #[must_use]
    pub fn new(reader: BytesReader<'r>) -> Self {
        let buffer = Vec::new();
        Self { reader, buffer }
    }

    /// Reads one file, and keeps of a response what is counted, and what else is wanted.
    pub(in crate::command) fn weigh(
        &mut self,
        file: &FoundFile,
        kept: Kept,
    ) -> io::Result<Weighed> {
        let (mut reading, bytes) = self.reading_and_bytes(file)?;
        let weight = match &mut reading.checked.value {
            Some(Content::Response(response)) if response.answered() > 0 => {
                let weight = Weight::of(response, bytes);
                if kept < Kept::Names {
                    response.name = String::new();
                }
                if kept < Kept::Texts {
                    response.forget_texts();
                }
                Some(weight)
            }
            _ => None,
        };
        let is_form = matches!(reading.kind, None | Some(Kind::Response)) && !reading.is_others();
        let is_unread = is_form && reading.checked.value.is_none() && kept >= Kept::Names;
        let unread = is_unread.then(|| name(bytes));
        Ok(Weighed {
            reading,
            weight,
            unread,
        })
    }

    fn reading_and_bytes(&mut self, file: &FoundFile) -> io::Result<(Reading, &[u8])> {
        let bytes = match file.bytes(&mut self.buffer) {
            Ok(bytes) => bytes,
            Err(Unread::Refused(error)) => return Err(error),
            Err(Unread::TooLarge(most)) => return Ok((too_large(most), &[])),
        };
        let mut reading = self.reader.read(bytes);
        add_fixes(&mut reading.checked.problems, bytes, self.reader.rubric());
        if file.extra_ending {
            reading.checked.problems.insert(0, extra_ending(file));
        }
        Ok((reading, bytes))
    }
}

/// A file that was read, with what is worked out of a response while it is all there.
pub(in crate::command) struct Weighed {
    pub(in crate::command) reading: Reading,
    /// None where there is no response, or nobody answered it.
    pub(in crate::command) weight: Option<Weight>,
    /// Of a form that can't be read, where names are kept: the name on it, as far as it can be
    /// told.
    pub(in crate::command) unread: Option<String>,
}

/// What is worked out of one response.
pub(in crate::command) struct Weight {
    pub(in crate::command) print: Fingerprint,
    /// How many practices have no answer, and how many are rated without saying how we know.
    pub(super) gaps: [u32; 2],
}

impl Weight {
    fn of(response: &Response, bytes: &[u8]) -> Self {
        let is_blank = |a: &Answer| a.rating.is_none();
        let is_bare =
            |a: &Answer| a.documentation.is_empty() && a.rating.is_some_and(|r| r.step().is_some());
        let gaps: [fn(&Answer) -> bool; 2] = [is_blank, is_bare];
        let count = |is: fn(&Answer) -> bool| response.answers.iter().filter(|a| is(a)).count();
        // Only of who gave no name is the file compared.
        let file = if response.name.is_empty() {
            said(bytes)
        } else {
            Cow::Borrowed(bytes)
        };
        Self {
            print: Fingerprint::new(response, &file),
            gaps: gaps.map(|is| u32::try_from(count(is)).unwrap_or(u32::MAX)),
        }
    }
}

fn too_large(most: u64) -> Reading {
    let (more, help) = match most > MOST_BYTES {
        true => (
            "",
            "Is it the right file? A team assessment without comments is small: chronic tally with --no-documentation writes one.",
        ),
        false => (
            " A completed form is only a few pages.",
            "Copy the answers into a blank form, without pictures or attachments.",
        ),
    };
    let what = format!(
        "The file is over {} MB, so it wasn't read.{more}",
        most >> 20
    );
    Reading {
        kind: None,
        checked: Checked {
            value: None,
            problems: vec![Problem::new(Code::TooLarge, what, help)],
        },
    }
}

fn extra_ending(file: &FoundFile) -> Problem {
    let wanted = file.path.with_extension("");
    let shown = path(&wanted);
    let name = shown.rsplit('/').next().unwrap_or_default();
    // To rename it would replace that one.
    let help = if wanted.symlink_metadata().is_ok() {
        format!(
            "{name} is also in this folder. Look at both, keep the right one, and move the other out."
        )
    } else {
        format!("Rename it to {name}.")
    };
    Problem::new(
        Code::Extension,
        "The file name ends in .toml.txt, as Notepad saves it. It was read anyway.",
        help,
    )
}

/// Why a file was not read: `refused` and what the system says, or that it has more than so
/// many MB.
pub(in crate::command) fn why(
    refused: String,
    too_large: impl FnOnce(u64) -> String,
) -> impl FnOnce(Unread) -> anyhow::Error {
    |unread| match unread {
        Unread::Refused(error) => anyhow::Error::new(error).context(refused),
        Unread::TooLarge(most) => anyhow!(too_large(most >> 20)),
    }
}

/// Why the file in which there is to be `what`, such as "a plan", was not read.
pub(in crate::command) fn why_no(file: &Path, what: &str) -> impl FnOnce(Unread) -> anyhow::Error {
    let shown = path(file);
    why(format!("{shown} can't be read"), move |most| {
        format!("{shown} is over {most} MB, which is too large for {what}")
    })
}

/// A file that is to be one of this kind, whole.
///
/// # Errors
/// When the system refuses it, or it is too large for one.
pub fn bytes_of(file: &Path, kind: Kind) -> anyhow::Result<Vec<u8>> {
    bytes(file).map_err(why_no(file, kind.words()))
}
