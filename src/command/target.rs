//! Where a result goes: to the screen, or into a file that nobody's writing is in.

use std::fs;
use std::io::{self, BufRead as _, Read as _, Write as _};
use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::ValueEnum;

use crate::command::output;
use crate::disk::folder::STDIN;
use crate::disk::refusal::in_words;
use crate::disk::regular_file;
use crate::disk::save::{self, SeenFile};
use crate::files::bytes::is_one_file;
use crate::files::content::{Kind, MOST_BYTES_OF_OTHERS, is_too_large};
use crate::files::plan::untouched::loses_entries;
use crate::files::recognized::recognized;
use crate::import::roster;
use crate::import::table::Table;
use crate::report::formats::seal::{Readers, sealed_for};
use crate::report::results::problem::path as shown;
use crate::words::any_of;

/// How names of files end, without the dot, and the format that `--format` calls by this name.
const ENDINGS: [(&str, &str); 12] = [
    ("csv", "csv"),
    ("json", "json"),
    ("md", "markdown"),
    ("markdown", "markdown"),
    ("html", "html"),
    ("htm", "html"),
    ("toml", "toml"),
    ("txt", "table"),
    ("xlsx", "xlsx"),
    ("gs", "google-form"),
    ("js", "google-form"),
    ("docx", "docx"),
];

/// The endings of the formats that there are of a result.
fn endings<F: ValueEnum>() -> impl Iterator<Item = (&'static str, F)> {
    let endings = ENDINGS.into_iter();
    endings.filter_map(|(ending, name)| Some((ending, F::from_str(name, false).ok()?)))
}

/// How the name of a file ends, in small letters.
fn ending(file: &Path) -> Option<String> {
    Some(file.extension()?.to_string_lossy().to_lowercase())
}

/// The format that the name of this file asks for.
pub fn format_of<F: ValueEnum>(file: &Path) -> Option<F> {
    let ending = ending(file)?;
    let (_, format) = endings().find(|(known, _)| *known == ending)?;
    Some(format)
}

/// How the names of such files end, without the dot.
pub fn ending_of<F: ValueEnum + Copy + PartialEq>(format: F) -> &'static str {
    let of = endings::<F>().find(|(_, known)| *known == format);
    of.map_or("", |(ending, _)| ending)
}

/// The form that a result is to have: as asked for, or else as the file's name ends,
/// or else the usual one.
///
/// # Errors
/// Wrong usage: the two contradict each other, or the ending says nothing.
pub fn format<F: ValueEnum + PartialEq>(
    asked: Option<F>,
    file: Option<&Path>,
    usual: F,
) -> anyhow::Result<F> {
    let file = file.filter(|f| f.as_os_str() != STDIN);
    match (asked, file.and_then(format_of), file) {
        (Some(asked), Some(by_ending), Some(file)) if asked != by_ending => bail!(
            "the file name {} ends in .{}, but --format asks for something else. Run this without --format, or change the ending of the file name",
            shown(file),
            ending(file).unwrap_or_default()
        ),
        (Some(format), _, _) | (None, Some(format), _) => Ok(format),
        (None, None, None) => Ok(usual),
        (None, None, Some(file)) => {
            let known: Vec<String> = endings::<F>().map(|(e, _)| format!(".{e}")).collect();
            bail!(
                "chronic can't tell what kind of file you want from the name {}. End it in {}, or add --format",
                shown(file),
                any_of(&known)
            )
        }
    }
}

/// Refuses a name that asks for another kind of file than the only one that there is.
///
/// # Errors
/// When the file's name ends as files of other kinds do.
pub fn only_format(file: Option<&Path>, what: &str, ending: &str) -> anyhow::Result<()> {
    let file = file.filter(|file| file.as_os_str() != STDIN && file.as_os_str() != save::NOWHERE);
    let Some((file, named)) = file.and_then(|file| Some((file, self::ending(file)?))) else {
        return Ok(());
    };
    let mut others = ENDINGS.iter().map(|(known, _)| *known).chain(["ics"]);
    if named != ending && others.any(|other| other == named) {
        bail!(
            "the file name {} ends in .{named}, but {what} is written. Choose a name that ends in .{ending}",
            shown(file)
        );
    }
    Ok(())
}

/// Refuses a folder as the place for a result.
///
/// # Errors
/// When the target is one.
pub fn not_a_folder(target: Option<&Path>) -> anyhow::Result<()> {
    if let Some(folder) = target.filter(|target| target.is_dir()) {
        let folder = shown(folder);
        bail!("{folder} can't be written: it's a folder. Add a file name")
    }
    Ok(())
}

/// Refuses a file that was read for the result, under whatever name it is given.
///
/// # Errors
/// When `target`, if there is one, is one of `sources`.
pub fn not_a_source<'s>(
    target: Option<&Path>,
    sources: impl IntoIterator<Item = &'s PathBuf>,
) -> anyhow::Result<()> {
    // A new file is none, and comparing a pipe would wait for somebody to write into it.
    let is_file = |target: &&Path| fs::metadata(target).is_ok_and(|there| there.is_file());
    let Some(target) = target.filter(is_file) else {
        return Ok(());
    };
    let mut sources = sources.into_iter().filter(|s| s.as_os_str() != STDIN);
    if sources.any(|source| is_one_file(target, source)) {
        bail!(
            "{} is one of the files being read, so it can't be overwritten. Choose another name after -o",
            shown(target)
        );
    }
    Ok(())
}

/// What to do about a file that is too large where nothing can be left out of it.
pub const SHORTER: &str =
    "Use a self-assessment with fewer practices or shorter statements (--rubric).";

/// Refuses a file that no command would read again, before it is written.
///
/// # Errors
/// When the text is larger than its kind may be.
pub fn readable(kind: Kind, text: &str, way: &str) -> anyhow::Result<()> {
    if is_too_large(kind, text) {
        bail!(
            "nothing was written because chronic couldn't read {} this large again: it would be {:.1} MB with {} lines, and {} MB is the limit. {way}",
            kind.words(),
            text.len() as f64 / f64::from(1 << 20),
            text.lines().count(),
            kind.most_bytes() >> 20
        );
    }
    Ok(())
}

/// A file in the place where a result is to go.
pub struct There {
    /// Its beginning, as much as any file has that is read.
    pub bytes: Vec<u8>,
    /// Whether that is all of it.
    is_whole: bool,
}

impl There {
    /// All of it, as far as one can tell without reading it into memory.
    fn seen(&self, path: &Path) -> anyhow::Result<SeenFile> {
        if self.is_whole {
            return Ok(SeenFile::of(&self.bytes));
        }
        Ok(SeenFile::of_file(path)?)
    }
}

/// As [`existing`], where only a team assessment is looked for.
///
/// # Errors
/// As [`existing`], and where it is too large for one.
pub fn existing_team_file(target: &Path) -> anyhow::Result<Option<Vec<u8>>> {
    match existing(target)? {
        Some(there) if !there.is_whole => bail!(
            "{} is too large to be a team assessment, so it wasn't changed. Choose another name after -o, or move that file first",
            shown(target)
        ),
        there => Ok(there.map(|there| there.bytes)),
    }
}

/// The file that is there; `None` where there is none.
///
/// # Errors
/// When the system refuses to read it, or it is a folder, a pipe or a device.
pub fn existing(target: &Path) -> anyhow::Result<Option<There>> {
    if target.as_os_str() == save::NOWHERE {
        return Ok(None);
    }
    if let Ok(there) = fs::metadata(target)
        && !there.is_file()
    {
        not_a_folder(Some(target))?;
        // Reading a pipe would wait for somebody to write into it.
        bail!(
            "{} can't be written: it isn't a regular file. Run this without -o, and redirect the output instead",
            shown(target)
        );
    }
    let mut bytes = Vec::new();
    let read = regular_file::open(target, true)
        .and_then(|file| file.take(MOST_BYTES_OF_OTHERS + 1).read_to_end(&mut bytes));
    match read {
        Ok(read) => Ok(Some(There {
            bytes,
            is_whole: read as u64 <= MOST_BYTES_OF_OTHERS,
        })),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => bail!("{} can't be written: {}", shown(target), in_words(&error)),
    }
}

/// Prints a result, or writes it into a file: a new one, a page that was written here
/// and that nobody changed, or with `force` any other.
///
/// # Errors
/// When a file is there that is not to be written over, or the system refuses.
pub fn write(target: Option<&Path>, text: &[u8], force: bool) -> anyhow::Result<()> {
    let Some(target) = target.filter(|t| t.as_os_str() != STDIN) else {
        return output::result_with(|out| out.write_all(text));
    };
    match existing(target)? {
        None => save::create_new(target, text)?,
        Some(there) if there.is_whole && there.bytes == text => {}
        Some(there) if force || (there.is_whole && sealed_for(&there.bytes).is_some()) => {
            let seen = there.seen(target)?;
            let there = there.bytes;
            // To replace a page is one thing, a year's notes another.
            let new = recognized(text);
            let loses = || new == Some(Kind::Plan) && loses_entries(&there, text);
            if let Some(what) = filled_in(&there)
                && (new.map(Kind::words) != Some(what) || loses())
            {
                bail!(
                    "{} is {what}, which people fill in, so --force won't replace it. It wasn't changed. Choose another name, or move the file first",
                    shown(target)
                );
            }
            if has_other_columns(target, &there, text) {
                bail!(
                    "{} has other columns than the new table, so --force won't replace it: it could be someone's answers. It wasn't changed. Choose another name, or move the file first",
                    shown(target)
                );
            }
            if !force
                && sealed_for(&there) == Some(Readers::Public)
                && sealed_for(text) != Some(Readers::Public)
            {
                bail!(
                    "{} is a page for the public, but the new page is for the team, so the file wasn't changed. Only render makes one for the public: with --audience public. Choose another name, or add --force to replace it",
                    shown(target)
                );
            }
            save::replace_seen(target, seen, text)?;
        }
        Some(_) => {
            // Only pages are sealed.
            let why = match sealed_for(text) {
                Some(_) => "Either chronic didn't write it, or someone has edited it since.",
                None => "chronic can't tell whether someone has edited it.",
            };
            bail!(
                "{} already exists, so it wasn't changed. {why} Choose another name, or add --force to replace it",
                shown(target)
            )
        }
    }
    output::note(format_args!("Wrote {}.", shown(target)));
    Ok(())
}

/// Whether a table of another program is there, or another of ours, where a CSV is to go.
fn has_other_columns(target: &Path, there: &[u8], text: &[u8]) -> bool {
    let headings = |table: &[u8]| {
        let table = table.trim_ascii_start();
        table.lines().next().and_then(Result::ok)
    };
    let is_csv = ending(target).is_some_and(|ending| ending == "csv");
    let is_table = |line: &String| line.contains([',', ';', '\t']);
    let there = headings(there).filter(is_table);
    is_csv && there.is_some() && there != headings(text)
}

/// Whether people fill in what these bytes hold, or held before it was damaged.
#[must_use]
pub fn is_filled_in(bytes: &[u8]) -> bool {
    filled_in(bytes).is_some()
}

fn filled_in(bytes: &[u8]) -> Option<&'static str> {
    // A roster is short, and a workbook or a page is none.
    const ROSTER: usize = 1 << 20;
    let is_roster = || {
        let may_be = bytes.len() <= ROSTER && !bytes.starts_with(b"PK");
        may_be && sealed_for(bytes).is_none() && roster::read(Table::read(bytes)).is_ok()
    };
    let kind = recognized(bytes).map(Kind::words);
    kind.or_else(|| is_roster().then_some("a roster"))
}

/// As [`write()`], for a long table that is made while it is written, and is held in memory
/// only where it is to replace a file.
///
/// # Errors
/// As [`write()`].
pub fn write_by(
    target: Option<&Path>,
    content: save::WriteContent<'_>,
    force: bool,
) -> anyhow::Result<()> {
    let buffered = |out: &mut dyn io::Write| {
        let mut out = io::BufWriter::with_capacity(1 << 16, out);
        content(&mut out).and_then(|()| out.flush())
    };
    let Some(target) = target.filter(|t| t.as_os_str() != STDIN) else {
        return output::result_with(|out| content(out));
    };
    if fs::symlink_metadata(target).is_ok() {
        let mut text = Vec::new();
        content(&mut text)?;
        return write(Some(target), &text, force);
    }
    save::create_new_by(target, &buffered)?;
    output::note(format_args!("Wrote {}.", shown(target)));
    Ok(())
}

/// As [`write()`]; a table has styles, which are for a terminal only.
///
/// # Errors
/// As [`write()`].
pub fn write_text(
    target: Option<&Path>,
    text: &str,
    is_table: bool,
    force: bool,
) -> anyhow::Result<()> {
    match target {
        None if is_table => output::result(text),
        Some(_) if is_table => {
            let plain = anstream::adapter::strip_str(text).to_string();
            write(target, plain.as_bytes(), force)
        }
        _ => write(target, text.as_bytes(), force),
    }
}

/// What is written, as a text.
///
/// # Errors
/// Those of `write`, and where that is no text.
pub fn text_of(write: impl FnOnce(&mut dyn io::Write) -> io::Result<()>) -> anyhow::Result<String> {
    let mut out = Vec::new();
    write(&mut out)?;
    Ok(String::from_utf8(out)?)
}
