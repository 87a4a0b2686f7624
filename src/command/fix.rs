//! `chronic validate --fix`: shows what is to be fixed in a file, keeps the original beside it,
//! and only then writes the file anew.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::command::output;
use crate::command::side_by_side::side_by_side;
use crate::disk::folder::FoundFile;
use crate::disk::lock::Lock;
use crate::disk::refusal::Refusal;
use crate::disk::save::{self, SeenFile};
use crate::files::bytes::bytes;
use crate::files::fix::{FixedFile, fix};
use crate::model::response::student::student_data;
use crate::model::rubric::Rubric;
use crate::problem::Fix;
use crate::report::formats::escape;
use crate::report::results::problem as report;
use crate::words::counted;

/// At most so many changes of one file are shown: more than a form has lines to fill in.
const MOST_SHOWN: usize = 100;

/// So many characters of a line are shown, from some before what is different.
const WIDTH: usize = 100;
const LEAD: usize = 30;

/// Has no other run write into these folders, and those of these files, until the result is dropped.
///
/// # Errors
/// [`Refusal::InUse`]; whatever the system refuses.
pub(super) fn hold(paths: &[PathBuf]) -> Result<Vec<Lock>, Refusal> {
    // What is not there is told by who looks for it.
    let real = |path: &PathBuf| fs::canonicalize(path).ok();
    let folder = |path: PathBuf| match path.is_dir() {
        true => Some(path),
        false => path.parent().map(Path::to_owned),
    };
    // In one order, so that no two runs wait for each other.
    let folders: BTreeSet<PathBuf> = paths.iter().filter_map(real).filter_map(folder).collect();
    let locks = folders.iter().map(|folder| {
        let mut lock = Lock::wait(folder)?;
        lock.keep();
        Ok(lock)
    });
    locks.collect()
}

/// Fixes the files that were found; whether all that can be fixed is. What cannot be read
/// is told by who checks the files afterwards.
pub(super) fn run(files: &[FoundFile], rubric: &Rubric) -> bool {
    let mut all = true;
    side_by_side(
        files,
        || (),
        |(), file| fixed(&file.path, rubric),
        |file, fixed| {
            let Some((original, fixed)) = fixed else {
                return;
            };
            show(&file.path, &fixed);
            let shown = report::path(&file.path);
            match write(&file.path, &original, &fixed) {
                Ok(kept) => {
                    let kept = report::path(&kept);
                    output::note(format_args!(
                        "Fixed {shown}. The original is saved as {kept}."
                    ));
                }
                Err(refusal) => {
                    output::refused(&refusal.into());
                    output::note(format_args!("Nothing in {shown} was fixed."));
                    all = false;
                }
            }
        },
    );
    all
}

/// Says in how many files something could be fixed.
pub(super) fn say_what_could_be(files: usize) {
    if files > 0 {
        let what = counted(files, "file");
        output::note(format_args!(
            "note: chronic can fix some problems in {what} for you. Run the same command again with --fix. It shows each change and keeps the original."
        ));
    }
}

fn fixed(path: &Path, rubric: &Rubric) -> Option<(Vec<u8>, FixedFile)> {
    let bytes = bytes(path).ok()?;
    let fixed = fix(&bytes, rubric)?;
    Some((bytes, fixed))
}

/// Says what will be done: whether it was is known only after the write.
fn show(path: &Path, fixed: &FixedFile) {
    let shown = report::path(path);
    output::note(format_args!("Fixes for {shown}:"));
    for change in fixed.changes.iter().take(MOST_SHOWN) {
        match change {
            Fix::Whole(what) => output::note(format_args!("  {what}")),
            Fix::Line {
                line,
                before,
                after,
            } => {
                if student_data(before).or(student_data(after)).is_some() {
                    output::note(format_args!("  line {line} (not shown)"));
                    continue;
                }
                let [before, after] = excerpts(before, after);
                output::note(format_args!("  line {line}: {}", escape::terminal(&before)));
                output::note(format_args!("  becomes: {}", escape::terminal(&after)));
            }
        }
    }
    let more = fixed.changes.len().saturating_sub(MOST_SHOWN);
    if more > 0 {
        output::note(format_args!("  and {}", counted(more, "more line")));
    }
}

/// Two lines around the first character in which they differ.
fn excerpts(before: &str, after: &str) -> [String; 2] {
    let alike = before.chars().zip(after.chars());
    let alike = alike.take_while(|(a, b)| a == b).count();
    let from = alike.saturating_sub(LEAD);
    [before, after].map(|line| {
        let start = if from > 0 { "..." } else { "" };
        let part: String = line.chars().skip(from).take(WIDTH).collect();
        let is_cut = line.chars().nth(from + WIDTH).is_some();
        format!("{start}{part}{}", if is_cut { "..." } else { "" })
    })
}

/// Keeps the original, then writes; where the original is now. One of the two that fails
/// leaves all as it was.
fn write(path: &Path, original: &[u8], fixed: &FixedFile) -> Result<PathBuf, Refusal> {
    let refused = |error| Refusal::System(path.to_owned(), error);
    // Beside the file itself, where a link leads to it.
    let target = fs::canonicalize(path).map_err(refused)?;
    let beside = match target.file_name() == path.file_name() {
        true => path,
        false => &target,
    };
    let (kept, is_new) = keep(beside, original)?;
    match save::replace(path, original, &fixed.bytes) {
        Ok(()) => Ok(kept),
        // Another run may have fixed it, and counts on what is kept.
        Err(changed @ Refusal::Changed(_)) => Err(changed),
        Err(refusal) => {
            if is_new {
                let _ = fs::remove_file(&kept);
            }
            Err(refusal)
        }
    }
}

/// Writes the original beside the file: `form.toml.bak`, or with a number where that holds
/// something else. Whether this call made it.
fn keep(path: &Path, original: &[u8]) -> Result<(PathBuf, bool), Refusal> {
    let mut number = 1;
    loop {
        let mut name = path.file_name().unwrap_or_default().to_owned();
        if number > 1 {
            name.push(format!(".{number}"));
        }
        name.push(".bak");
        let kept = path.with_file_name(name);
        match save::create_like(&kept, original, path) {
            Ok(()) => return Ok((kept, true)),
            Err(Refusal::Exists(_)) if is_the_same(&kept, original) => return Ok((kept, false)),
            Err(Refusal::Exists(_)) => number += 1,
            Err(other) => return Err(other),
        }
    }
}

fn is_the_same(kept: &Path, original: &[u8]) -> bool {
    let is_file = fs::symlink_metadata(kept).is_ok_and(|data| data.is_file());
    is_file && SeenFile::of(original).is(kept).unwrap_or(false)
}
