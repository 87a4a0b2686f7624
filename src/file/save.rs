//! Writing files, whole or not at all: the bytes go to a hidden file in the same
//! folder, and only the finished file gets the name. A failure leaves nothing behind
//! and whatever was there as it was; a kill leaves at most the hidden file, which a
//! later run takes away.

use std::collections::{BTreeMap, HashMap};
use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, ErrorKind, Write};
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, SystemTime};

use tempfile::NamedTempFile;

use crate::file::lock::Turn;
use crate::file::name::clash_key;
use crate::file::refusal::Refusal;
use crate::file::unfinished::{Unfinished, made};

/// How the hidden files are named: no folder of forms counts these. Six letters between.
const PREFIX: &str = ".chronic-";
const SUFFIX: &str = ".tmp";
const RANDOM: usize = 6;

/// So many files are written at a time.
const AT_ONCE: usize = 8;

/// A hidden file of this age belongs to no run that goes on.
const A_DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Writes a new file. One that is there, in whatever form, is never touched, not even
/// when it appears during the call. The mode is that of any new file.
///
/// # Errors
/// [`Refusal::Exists`], and whatever the system refuses.
pub fn create_new(path: &Path, bytes: &[u8]) -> Result<(), Refusal> {
    create_new_by(path, &|out| out.write_all(bytes))
}

/// What writes the content of a file; more than once where the first way fails.
pub type Content<'c> = &'c dyn Fn(&mut dyn Write) -> io::Result<()>;

/// As [`create_new`], with content that is made while it is written, such as a long table.
///
/// # Errors
/// As [`create_new`].
pub fn create_new_by(path: &Path, content: Content<'_>) -> Result<(), Refusal> {
    let _unfinished = created(path, content, None)?;
    settle(folder_of(path), path);
    Ok(())
}

/// As [`create_new_by`]; the file goes when the run is interrupted before the result is
/// dropped.
fn created(
    path: &Path,
    content: Content<'_>,
    mode: Option<Permissions>,
) -> Result<Unfinished, Refusal> {
    // Asked first only so that a folder one may not write in does not hide the reason.
    if fs::symlink_metadata(path).is_ok() {
        return Err(Refusal::Exists(vec![path.to_owned()]));
    }
    let refused = |error: io::Error| match error.kind() {
        ErrorKind::AlreadyExists => Refusal::Exists(vec![path.to_owned()]),
        _ => Refusal::System(path.to_owned(), error),
    };
    let (finished, hidden) = temporary(path, content).map_err(refused)?;
    if let Some(mode) = mode {
        let as_wanted = finished.as_file().set_permissions(mode);
        as_wanted.map_err(refused)?;
    }
    let created = match made(|| finished.persist_noclobber(path), |_| path.to_owned()) {
        Ok((_, created)) => Ok(created),
        Err(e) if e.error.kind() == ErrorKind::AlreadyExists => Err(refused(e.error)),
        // Some shared drives and memory sticks can neither link nor rename without replacing.
        Err(_) => write_in_place(path, content).map_err(refused),
    };
    drop(hidden);
    created
}

/// Writes `bytes` in the place of a file that was read as `old`: only where it still is
/// that, so that of two runs, or of a run and an editor, neither undoes what the other
/// wrote. The file keeps its mode; a symbolic link stays and its target is written.
///
/// # Errors
/// [`Refusal::Changed`]; whatever the system refuses; a file that is marked read-only.
pub fn replace(path: &Path, old: &[u8], bytes: &[u8]) -> Result<(), Refusal> {
    let refused = |error| Refusal::System(path.to_owned(), error);
    let there = fs::metadata(path).map_err(refused)?;
    if there.permissions().readonly() {
        return Err(refused(io::Error::new(
            ErrorKind::PermissionDenied,
            "it is marked read-only, and stays as it is. Write to another file",
        )));
    }
    let target = fs::canonicalize(path).map_err(refused)?;
    let (finished, hidden) = temporary(&target, &|out| out.write_all(bytes)).map_err(refused)?;
    let as_it_was = finished.as_file().set_permissions(there.permissions());
    as_it_was.map_err(refused)?;
    let folder = folder_of(&target);
    let turn = Turn::wait(folder).map_err(refused)?;
    if fs::read(&target).map_err(refused)? != old {
        return Err(Refusal::Changed(path.to_owned()));
    }
    finished.persist(&target).map_err(|e| refused(e.error))?;
    drop(hidden);
    drop(turn);
    settle(folder, &target);
    Ok(())
}

/// Writes a copy of a file's bytes under another name beside it, with its mode.
///
/// # Errors
/// As [`create_new`].
pub fn create_like(path: &Path, bytes: &[u8], original: &Path) -> Result<(), Refusal> {
    let refused = |error| Refusal::System(path.to_owned(), error);
    let mode = fs::metadata(original).map_err(refused)?.permissions();
    let _unfinished = created(path, &|out| out.write_all(bytes), Some(mode))?;
    settle(folder_of(path), path);
    Ok(())
}

/// Writes new files into a folder, which is created when it is not there: all of them
/// or none. Names are compared without regard to case, since the folder may be
/// carried to a system that does so. `content` gives the bytes of the file at a place
/// in `names`, when its turn comes; several are written at once, since most of the time
/// goes into waiting until the disk has one.
///
/// # Errors
/// [`Refusal::Exists`] with every file that is there; whatever the system refuses.
pub fn create_all(
    folder: &Path,
    names: &[String],
    content: impl Fn(usize) -> String + Sync,
) -> Result<(), Refusal> {
    let refused = |error| Refusal::System(folder.to_owned(), error);
    let there = match names_in(folder) {
        Ok(there) => there,
        Err(e) if e.kind() == ErrorKind::NotFound => HashMap::new(),
        Err(e) => return Err(refused(e)),
    };
    let taken: Vec<PathBuf> = names
        .iter()
        .filter_map(|name| there.get(&clash_key(name)))
        .map(|name| folder.join(name))
        .collect();
    if !taken.is_empty() {
        return Err(Refusal::Exists(taken));
    }
    let mut undo = Undo::default();
    undo.create_folder(folder).map_err(refused)?;
    let next = AtomicUsize::new(0);
    let mut refusals = BTreeMap::new();
    thread::scope(|scope| {
        let work = || some_of(folder, names, &content, &next);
        let threads = AT_ONCE.min(names.len());
        let threads: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        for thread in threads {
            let (mut done, refusal) = thread.join().unwrap_or_else(|panic| resume_unwind(panic));
            undo.files.append(&mut done.files);
            refusals.extend(refusal);
        }
    });
    if let Some((_, first)) = refusals.pop_first() {
        return Err(first);
    }
    if let Some((last, _)) = undo.files.last() {
        settle(folder, last);
    }
    undo.keep();
    Ok(())
}

/// Writes one file after the other of those that nobody has begun, until all are written or
/// the system refuses one, which ends it for all. Gives which one it refused.
fn some_of(
    folder: &Path,
    names: &[String],
    content: &impl Fn(usize) -> String,
    next: &AtomicUsize,
) -> (Undo, Option<(usize, Refusal)>) {
    let mut done = Undo::default();
    loop {
        let at = next.fetch_add(1, Ordering::Relaxed);
        let Some(name) = names.get(at) else {
            return (done, None);
        };
        let path = folder.join(name);
        match created(&path, &|out| out.write_all(content(at).as_bytes()), None) {
            Ok(created) => done.files.push((path, created)),
            Err(refusal) => {
                next.store(names.len(), Ordering::Relaxed);
                return (done, Some((at, refusal)));
            }
        }
    }
}

fn names_in(folder: &Path) -> io::Result<HashMap<String, std::ffi::OsString>> {
    fs::read_dir(folder)?
        .map(|entry| {
            let name = entry?.file_name();
            Ok((clash_key(&name.to_string_lossy()), name))
        })
        .collect()
}

/// What a run has made so far; removed again unless it is kept.
#[derive(Default)]
struct Undo {
    files: Vec<(PathBuf, Unfinished)>,
    folders: Vec<(PathBuf, Unfinished)>,
}

impl Undo {
    fn create_folder(&mut self, folder: &Path) -> io::Result<()> {
        let missing: Vec<_> = folder
            .ancestors()
            .take_while(|f| !f.as_os_str().is_empty() && !f.exists())
            .collect();
        for part in missing.into_iter().rev() {
            let ((), created) = made(|| fs::create_dir(part), |()| part.to_owned())?;
            self.folders.push((part.to_owned(), created));
        }
        Ok(())
    }

    fn keep(mut self) {
        self.files.clear();
        self.folders.clear();
    }
}

impl Drop for Undo {
    fn drop(&mut self) {
        for (file, _) in &self.files {
            let _ = fs::remove_file(file);
        }
        // A folder in which somebody has put something meanwhile is not empty and stays.
        for (folder, _) in self.folders.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

/// The finished bytes in the folder of `path`, under a name that no folder of forms
/// counts; gone when dropped, or when the run is interrupted.
fn temporary(path: &Path, content: Content<'_>) -> io::Result<(NamedTempFile, Unfinished)> {
    let folder = folder_of(path);
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX).suffix(SUFFIX);
    // Else it would be 600, and colleagues could not read it. The umask still applies.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let make = || builder.tempfile_in(folder).map_err(|e| without_path(&e));
    let (mut file, unfinished) = made(make, |file| file.path().to_owned())?;
    content(file.as_file_mut())?;
    file.as_file().sync_all()?;
    Ok((file, unfinished))
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// What is left to do once a file has its name: that it has it outlasts a power cut, and
/// hidden files of runs that were killed go away. Nothing of it can be refused any more.
fn settle(folder: &Path, written: &Path) {
    // Where folders cannot be opened, names are safe without.
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
    // By the clock of the drive itself, which may be another machine's.
    if let Ok(now) = fs::metadata(written).and_then(|file| file.modified()) {
        let _ = remove_leftovers(folder, now);
    }
}

/// Removes the hidden files of killed runs: those older than any run that goes on.
fn remove_leftovers(folder: &Path, now: SystemTime) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.len() == PREFIX.len() + RANDOM + SUFFIX.len()
            && name.starts_with(PREFIX)
            && name.ends_with(SUFFIX)
        {
            let data = entry.metadata()?;
            let age = now.duration_since(data.modified()?).unwrap_or_default();
            if data.is_file() && age > A_DAY {
                fs::remove_file(entry.path())?;
            }
        }
    }
    Ok(())
}

/// The error without the name of the hidden file, which would mean nothing to anybody.
fn without_path(error: &io::Error) -> io::Error {
    error.kind().into()
}

/// Writes under the final name at once; only a file of this call's own making is removed.
fn write_in_place(path: &Path, content: Content<'_>) -> io::Result<Unfinished> {
    let open = || OpenOptions::new().write(true).create_new(true).open(path);
    let (mut file, unfinished) = made(open, |_| path.to_owned())?;
    let written = content(&mut file).and_then(|()| file.sync_all());
    drop(file);
    if written.is_err() {
        let _ = fs::remove_file(path);
    }
    written.map(|()| unfinished)
}

#[cfg(test)]
mod tests;
