//! Writing files, whole or not at all: the bytes go to a hidden file in the same
//! folder, and only the finished file gets the name. A failure leaves nothing behind
//! and whatever was there as it was; a kill leaves at most the hidden file, which a
//! later run takes away.

use std::collections::{BTreeMap, HashMap};
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Read as _, Write};
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, SystemTime};

use tempfile::NamedTempFile;
use xxhash_rust::xxh3::{Xxh3, xxh3_128};

use crate::disk::folder::folder_of;
use crate::disk::lock::Lock;
use crate::disk::name::clash_key;
use crate::disk::refusal::Refusal;
use crate::disk::regular_file;
use crate::disk::unfinished::{PREFIX, SUFFIX, Unfinished, hidden, made};

mod access;

/// So many letters stand between the two ends of a hidden file's name.
const RANDOM: usize = 6;

/// So many files are written at a time.
const AT_ONCE: usize = 8;

/// A folder that other runs make and remove again is made so often.
const ATTEMPTS: usize = 100;

/// A hidden file of this age belongs to no run that goes on.
const A_DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Where what is written is gone, for those who want to know only whether all is well.
pub const NOWHERE: &str = "/dev/null";

/// Writes a new file; to [`NOWHERE`], nothing. One that is there, in whatever form, is never touched, not even
/// when it appears during the call. The mode is that of any new file.
///
/// # Errors
/// [`Refusal::Exists`], and whatever the system refuses.
pub fn create_new(path: &Path, bytes: &[u8]) -> Result<(), Refusal> {
    create_new_by(path, &|out| out.write_all(bytes))
}

/// What writes the content of a file; more than once where the first way fails.
pub type WriteContent<'c> = &'c dyn Fn(&mut dyn Write) -> io::Result<()>;

/// As [`create_new`], with content that is made while it is written, such as a long table.
///
/// # Errors
/// As [`create_new`].
pub fn create_new_by(path: &Path, content: WriteContent<'_>) -> Result<(), Refusal> {
    if path.as_os_str() == NOWHERE {
        return Ok(());
    }
    let _unfinished = created(path, content, None)?;
    settle(folder_of(path), path);
    Ok(())
}

/// As [`create_new_by`]; the file goes when the run is interrupted before the result is
/// dropped.
fn created(
    path: &Path,
    content: WriteContent<'_>,
    like: Option<&Metadata>,
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
    if let Some(original) = like {
        let as_wanted = access::take_over(finished.as_file(), original);
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
/// wrote. The file keeps its mode, group, and, where the system allows it, owner; a symbolic link
/// stays and its target is written.
///
/// # Errors
/// [`Refusal::Changed`]; whatever the system refuses; a file that is marked read-only, that this
/// user may not write into, or that others could not open as before.
pub fn replace(path: &Path, old: &[u8], bytes: &[u8]) -> Result<(), Refusal> {
    replace_seen(path, SeenFile::of(old), bytes)
}

/// A file as it was seen, however large it is: how many bytes, and their digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeenFile {
    length: u64,
    digest: u128,
}

impl SeenFile {
    /// Of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self {
            length: bytes.len() as u64,
            digest: xxh3_128(bytes),
        }
    }

    /// Of a file, which is not read into memory.
    ///
    /// # Errors
    /// Whatever the system refuses.
    pub fn of_file(path: &Path) -> Result<Self, Refusal> {
        let mut digest = Xxh3::new();
        let mut length = 0;
        let mut block = vec![0; 1 << 20];
        let mut read = || -> io::Result<()> {
            let mut file = regular_file::open(path, true)?;
            loop {
                match file.read(&mut block) {
                    Ok(0) => return Ok(()),
                    Ok(read) => {
                        digest.update(&block[..read]);
                        length += read as u64;
                    }
                    Err(error) if error.kind() == ErrorKind::Interrupted => {}
                    Err(error) => return Err(error),
                }
            }
        };
        read().map_err(|error| refused(path, error))?;
        Ok(Self {
            length,
            digest: digest.digest128(),
        })
    }

    /// Whether a file still is that. Its length alone can tell.
    ///
    /// # Errors
    /// Whatever the system refuses.
    pub fn is(self, path: &Path) -> Result<bool, Refusal> {
        let there = fs::metadata(path).map_err(|error| refused(path, error))?;
        Ok(there.len() == self.length && Self::of_file(path)? == self)
    }
}

/// As [`replace`], of a file that may be too large for memory.
///
/// # Errors
/// As [`replace`].
pub fn replace_seen(path: &Path, old: SeenFile, bytes: &[u8]) -> Result<(), Refusal> {
    let refused = |error| Refusal::System(path.to_owned(), error);
    let there = fs::metadata(path).map_err(refused)?;
    if access::HAS_MODES && there.permissions().readonly() {
        return Err(refused(io::Error::new(
            ErrorKind::PermissionDenied,
            "it's marked read-only, so it wasn't changed. Remove that mark, or use a copy of it",
        )));
    }
    let target = fs::canonicalize(path).map_err(refused)?;
    access::may_write(&target).map_err(refused)?;
    let (finished, hidden) = temporary(&target, &|out| out.write_all(bytes)).map_err(refused)?;
    let as_it_was = access::take_over(finished.as_file(), &there);
    as_it_was.map_err(refused)?;
    let folder = folder_of(&target);
    let lock = Lock::wait(folder)?;
    if !old.is(&target)? {
        return Err(Refusal::Changed(path.to_owned()));
    }
    finished.persist(&target).map_err(|e| refused(e.error))?;
    drop(hidden);
    drop(lock);
    settle(folder, &target);
    Ok(())
}

/// Writes a copy of a file's bytes under another name next to it, for those who may read the file.
///
/// # Errors
/// As [`create_new`].
pub fn create_like(path: &Path, bytes: &[u8], original: &Path) -> Result<(), Refusal> {
    let refused = |error| Refusal::System(path.to_owned(), error);
    let original = fs::metadata(original).map_err(refused)?;
    let _unfinished = created(path, &|out| out.write_all(bytes), Some(&original))?;
    settle(folder_of(path), path);
    Ok(())
}

/// A folder into which this run alone writes, from its first look at it on. It is created
/// where it is missing, and removed again when nothing is written.
#[derive(Debug)]
pub struct Held<'f> {
    folder: &'f Path,
    lock: Option<Lock>,
    made: Vec<(PathBuf, Unfinished)>,
}

impl<'f> Held<'f> {
    /// Waits until no other run writes into the folder.
    ///
    /// # Errors
    /// [`Refusal::InUse`]; whatever the system refuses.
    pub fn new(folder: &'f Path) -> Result<Self, Refusal> {
        let mut held = Self {
            folder,
            lock: None,
            made: Vec::new(),
        };
        for attempt in 1.. {
            let made = held.make().map_err(|error| refused(folder, error));
            match made.and_then(|()| Lock::wait(folder)) {
                Ok(lock) => {
                    held.lock.insert(lock).keep();
                    break;
                }
                // Another run had made the folder, and has removed it since.
                Err(Refusal::System(_, error))
                    if error.kind() == ErrorKind::NotFound && attempt < ATTEMPTS =>
                {
                    held.made.clear();
                }
                Err(other) => return Err(other),
            }
        }
        Ok(held)
    }

    fn make(&mut self) -> io::Result<()> {
        let missing: Vec<_> = self
            .folder
            .ancestors()
            .take_while(|f| !f.as_os_str().is_empty() && !f.exists())
            .collect();
        for part in missing.into_iter().rev() {
            match made(|| fs::create_dir(part), |()| part.to_owned()) {
                Ok(((), made)) => self.made.push((part.to_owned(), made)),
                // Another run made it, and may have removed it since.
                Err(error)
                    if error.kind() == ErrorKind::AlreadyExists
                        && (part.is_dir() || part.symlink_metadata().is_err()) => {}
                Err(error) if part.is_symlink() => {
                    let why = "it's a link that leads nowhere. Delete it, or choose another folder";
                    return Err(io::Error::new(error.kind(), why));
                }
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    fn check(&self) -> io::Result<()> {
        self.lock.as_ref().map_or(Ok(()), Lock::check)
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        drop(self.lock.take());
        // A folder in which someone has put something meanwhile is not empty and stays.
        for (folder, _) in self.made.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

fn refused(path: &Path, error: io::Error) -> Refusal {
    Refusal::System(path.to_owned(), error)
}

/// Writes new files into a folder: all of them or none. Names are compared without regard to
/// case, since the folder may be carried to a system that does so. `content` gives the bytes
/// of the file at a place in `names`, when its turn comes; several are written at once, since
/// most of the time goes into waiting until the disk has one.
///
/// # Errors
/// [`Refusal::Exists`] with every file that is there; whatever the system refuses.
pub fn create_all(
    mut held: Held<'_>,
    names: &[String],
    content: impl Fn(usize) -> String + Sync,
) -> Result<(), Refusal> {
    let folder = held.folder;
    let there = names_in(folder).map_err(|error| refused(folder, error))?;
    let taken: Vec<PathBuf> = names
        .iter()
        .filter_map(|name| there.get(&clash_key(name)))
        .map(|name| folder.join(name))
        .collect();
    if !taken.is_empty() {
        return Err(Refusal::Exists(taken));
    }
    let next = AtomicUsize::new(0);
    let mut undo = Undo::default();
    let mut refusals = BTreeMap::new();
    thread::scope(|scope| {
        let work = || some_of(&held, names, &content, &next);
        let others = 1..AT_ONCE.min(names.len());
        let others = others.map_while(|_| thread::Builder::new().spawn_scoped(scope, work).ok());
        // All of them are begun before this thread takes its part, which may be all of it.
        let others: Vec<_> = others.collect();
        let mine = work();
        let others = others.into_iter();
        let others = others.map(|t| t.join().unwrap_or_else(|panic| resume_unwind(panic)));
        for (mut done, refusal) in std::iter::once(mine).chain(others) {
            undo.files.append(&mut done.files);
            refusals.extend(refusal);
        }
    });
    if let Some((_, first)) = refusals.pop_first() {
        return Err(first);
    }
    if let Some((last, _)) = undo.files.last() {
        settle(folder, last);
        held.made.clear();
    }
    undo.files.clear();
    Ok(())
}

/// Writes one file after the other of those that no one has begun, until all are written or
/// the system refuses one, which ends it for all. Gives which one it refused.
fn some_of(
    held: &Held<'_>,
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
        let path = held.folder.join(name);
        let write = |out: &mut dyn Write| out.write_all(content(at).as_bytes());
        let mine = held.check().map_err(|error| refused(&path, error));
        match mine.and_then(|()| created(&path, &write, None)) {
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

/// The files that a run has made so far; removed again unless they are kept.
#[derive(Default)]
struct Undo {
    files: Vec<(PathBuf, Unfinished)>,
}

impl Drop for Undo {
    fn drop(&mut self) {
        for (file, _) in &self.files {
            let _ = fs::remove_file(file);
        }
    }
}

/// The finished bytes in the folder of `path`, under a name that no folder of forms
/// counts; gone when dropped, or when the run is interrupted.
fn temporary(path: &Path, content: WriteContent<'_>) -> io::Result<(NamedTempFile, Unfinished)> {
    let (mut file, unfinished) = hidden(folder_of(path))?;
    content(file.as_file_mut())?;
    file.as_file().sync_all()?;
    Ok((file, unfinished))
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

/// Writes under the final name at once; only a file of this call's own making is removed.
fn write_in_place(path: &Path, content: WriteContent<'_>) -> io::Result<Unfinished> {
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
