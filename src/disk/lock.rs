//! One run at a time writes into a folder, on whatever machine: a hidden file in the folder says who does, so that
//! everyone who shares the drive sees it. It goes with the run. One that a killed run left is passed
//! at once by runs on the same machine and after two minutes by others, since a run that goes on writes into it
//! every twenty seconds. Editors and other programs know nothing of it.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Seek, Write as _};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::{self, sleep};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use crate::disk::refusal::{Refusal, in_words};
use crate::disk::regular_file;
use crate::disk::unfinished::{Unfinished, hidden, made};

/// What the lock of a folder is called; no folder of forms counts hidden files.
const NAME: &str = ".chronic-lock";
/// How long a run waits for another, and how often it looks.
const PATIENCE: Duration = Duration::from_secs(10);
const PAUSE: Duration = Duration::from_millis(10);
/// A lock that no one has written into for so long belongs to no run that goes on.
const STALE: Duration = Duration::from_secs(120);
/// No clock is so far ahead: a lock with a later time than that says nothing of when it was written into.
const AHEAD: Duration = Duration::from_secs(60 * 60);
/// How often the holder writes into its lock.
const BEAT: Duration = Duration::from_secs(20);
/// Whether a lock is stale is asked so often: the drive is asked for its time.
const ASK: Duration = Duration::from_secs(1);
/// Of two runs that pass one stale lock, each sees after so long whose lock is there.
const SETTLES: Duration = Duration::from_millis(100);
/// No lock says more, in bytes.
const MOST_SAID: u64 = 500;

/// The folders that this run has locked: what it calls while it writes there may ask again.
static LOCKED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

fn locked() -> MutexGuard<'static, BTreeSet<PathBuf>> {
    LOCKED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The right to write into a folder; given back when dropped.
#[derive(Debug)]
pub struct Lock(Option<HeldLock>);

impl Lock {
    /// Waits until no other run writes into the folder. Where nothing can be written there is
    /// nothing to hold.
    ///
    /// # Errors
    /// [`Refusal::InUse`] when another run does not end; whatever the system refuses. Nothing
    /// was made then.
    pub fn wait(folder: &Path) -> Result<Self, Refusal> {
        Self::wait_for(folder, PATIENCE)
    }

    fn wait_for(folder: &Path, patience: Duration) -> Result<Self, Refusal> {
        let refused = |error| Refusal::System(folder.to_owned(), error);
        let real = fs::canonicalize(folder).map_err(refused)?;
        if !locked().insert(real.clone()) {
            return Ok(Self(None));
        }
        let held = HeldLock::wait(&real, patience);
        if !matches!(held, Ok(Ok(Some(_)))) {
            locked().remove(&real);
        }
        match held.map_err(refused)? {
            Ok(held) => Ok(Self(held)),
            Err(who) => Err(Refusal::InUse(folder.to_owned(), who)),
        }
    }

    /// Has the lock written into until it is dropped, for work that takes longer than a moment.
    /// Where no thread can be made, [`Self::check`] has to do.
    pub fn keep(&mut self) {
        let Some(held) = &mut self.0 else { return };
        let file = held.file.lock().unwrap_or_else(PoisonError::into_inner);
        let Ok(file) = file.try_clone() else {
            return;
        };
        let (text, (end, ended)) = (held.text.clone(), mpsc::channel());
        let beats = move || {
            while ended.recv_timeout(BEAT) == Err(RecvTimeoutError::Timeout) {
                let _ = rewrite(&file, &text);
            }
        };
        if thread::Builder::new().spawn(beats).is_ok() {
            held.beats = Some(end);
        }
    }

    /// Sees before a file is written that the folder is still this run's: a machine that
    /// slept for two minutes has lost it.
    ///
    /// # Errors
    /// When another run took over.
    pub fn check(&self) -> io::Result<()> {
        let Some(held) = &self.0 else { return Ok(()) };
        if !held.is_there() {
            return Err(io::Error::other(
                "this run stopped for over two minutes, and another one is writing there now. Run this again",
            ));
        }
        if held.beats.is_none() {
            // One thread at a time: between going to the start and writing there is a moment.
            let file = held.file.lock().unwrap_or_else(PoisonError::into_inner);
            rewrite(&file, &held.text)?;
        }
        Ok(())
    }
}

#[derive(Debug)]
struct HeldLock {
    folder: PathBuf,
    path: PathBuf,
    file: Mutex<File>,
    text: String,
    beats: Option<Sender<()>>,
    _unfinished: Unfinished,
}

impl HeldLock {
    /// The lock of this folder, none where nothing can be written; or else who has it.
    fn wait(folder: &Path, patience: Duration) -> io::Result<Result<Option<Self>, String>> {
        let path = folder.join(NAME);
        let began = Instant::now();
        let mut asked: Option<Instant> = None;
        loop {
            let make = || File::options().write(true).create_new(true).open(&path);
            match made(make, |_| path.clone()) {
                Ok((file, unfinished)) => return Self::first(folder, path, file, unfinished),
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                // What cannot be made cannot be written into either.
                Err(error)
                    if matches!(
                        error.kind(),
                        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem
                    ) =>
                {
                    return Ok(Ok(None));
                }
                Err(error) => return Err(error),
            }
            let may_be_stale = asked.is_none_or(|asked| asked.elapsed() > ASK);
            if may_be_stale {
                asked = Some(Instant::now());
            }
            match Self::pass(folder, &path, may_be_stale) {
                Ok(Some(held)) => return Ok(Ok(Some(held))),
                Ok(None) => {}
                Err(error) if error.kind() == ErrorKind::NotFound => continue,
                Err(error) => {
                    let why = format!(
                        "its {NAME} can't be used as a lock: {}. If no one else is writing there, delete it",
                        in_words(&error)
                    );
                    return Err(io::Error::new(error.kind(), why));
                }
            }
            if began.elapsed() > patience {
                return Ok(Err(regular_file::open(&path, false)
                    .and_then(said)
                    .map_or_else(
                        |_| String::new(),
                        |said| said.lines().next().unwrap_or_default().to_owned(),
                    )));
            }
            sleep(PAUSE);
        }
    }

    /// The lock that was not there before; it says whose it is only once the system knows as well.
    fn first(
        folder: &Path,
        path: PathBuf,
        file: File,
        unfinished: Unfinished,
    ) -> io::Result<Result<Option<Self>, String>> {
        let text = text();
        known_to_system(&file);
        if let Err(error) = rewrite(&file, &text) {
            drop(file);
            let _ = fs::remove_file(&path);
            return Err(error);
        }
        Ok(Ok(Some(Self {
            folder: folder.to_owned(),
            path,
            file: Mutex::new(file),
            text,
            beats: None,
            _unfinished: unfinished,
        })))
    }

    /// Puts a lock of this run in the place of one whose run has ended; none where it goes on.
    fn pass(folder: &Path, path: &Path, may_be_stale: bool) -> io::Result<Option<Self>> {
        let there = match regular_file::open(path, false) {
            // It is another user's, who lets no one read it; but when it was written into can be seen.
            Err(error) if error.kind() == ErrorKind::PermissionDenied => None,
            there => Some(there?),
        };
        let ended = there.as_ref().map(|there| has_ended(there, path));
        let has_ended = ended.transpose()?.unwrap_or_default();
        if !has_ended && !may_be_stale {
            return Ok(None);
        }
        let (mut fresh, gone) = hidden(folder)?;
        let text = text();
        known_to_system(fresh.as_file());
        fresh.write_all(text.as_bytes())?;
        // By the clock of the drive, which may be another machine's.
        let now = fresh.as_file().metadata()?.modified()?;
        let touched = match &there {
            Some(there) => there.metadata()?,
            None => fs::symlink_metadata(path)?,
        };
        let is_stale = match now.duration_since(touched.modified()?) {
            Ok(age) => age > STALE,
            Err(ahead) => ahead.duration() > AHEAD,
        };
        if !has_ended && !is_stale {
            return Ok(None);
        }
        let put = || fresh.persist(path).map_err(|error| error.error);
        let (file, unfinished) = made(put, |_| path.to_owned())?;
        drop(gone);
        let held = Self {
            folder: folder.to_owned(),
            path: path.to_owned(),
            file: Mutex::new(file),
            text,
            beats: None,
            _unfinished: unfinished,
        };
        if !has_ended {
            sleep(SETTLES);
        }
        if held.is_there() {
            return Ok(Some(held));
        }
        // Another run was later by a moment; what is there is its own.
        Ok(None)
    }

    fn is_there(&self) -> bool {
        match regular_file::open(&self.path, false).and_then(said) {
            Ok(said) => said == self.text,
            // That it cannot be read for a moment says nothing.
            Err(error) => error.kind() != ErrorKind::NotFound,
        }
    }
}

impl Drop for HeldLock {
    fn drop(&mut self) {
        if self.is_there() {
            let _ = fs::remove_file(&self.path);
        }
        locked().remove(&self.folder);
    }
}

/// Who this is, for people and on a line of its own, and what no other run is.
fn text() -> String {
    let (user, run) = runs();
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    let mut text = user;
    let _ = write!(text, "{}", on_this_machine());
    let _ = writeln!(text, "\n{run} {}", since.unwrap_or_default().as_nanos());
    text
}

/// Who runs this, and which process it is.
#[cfg(not(target_family = "wasm"))]
fn runs() -> (String, u32) {
    let user = whoami::username().unwrap_or_else(|_| "someone".to_owned());
    (user, std::process::id())
}

/// A page in a browser isn't told, and its folder is its own.
#[cfg(target_family = "wasm")]
fn runs() -> (String, u32) {
    ("someone".to_owned(), 0)
}

/// How the first line of each lock of this machine ends.
fn on_this_machine() -> String {
    #[cfg(not(target_family = "wasm"))]
    if let Ok(host) = whoami::hostname() {
        return format!(" on {host}");
    }
    String::new()
}

fn said(file: File) -> io::Result<String> {
    let mut said = Vec::new();
    file.take(MOST_SAID).read_to_end(&mut said)?;
    Ok(String::from_utf8_lossy(&said).into_owned())
}

fn rewrite(mut file: &File, text: &str) -> io::Result<()> {
    file.rewind()?;
    file.write_all(text.as_bytes())
}

/// Has the system let the lock go when the run is killed.
#[cfg(unix)]
fn known_to_system(file: &File) {
    // A drive that knows no such thing has the two minutes.
    let _ = file.try_lock();
}

/// Elsewhere no one could read what the lock says.
#[cfg(not(unix))]
fn known_to_system(_: &File) {}

/// Whether the run that made this lock was one on this machine, and was killed. The lock
/// is this run's to replace then, as long as `there` is open.
#[cfg(unix)]
fn has_ended(there: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt as _;

    let said = said(there.try_clone()?)?;
    let here = on_this_machine();
    let is_ours = said
        .lines()
        .next()
        .is_some_and(|who| !here.is_empty() && who.ends_with(&here));
    if !is_ours || there.try_lock().is_err() {
        return Ok(false);
    }
    // Else someone has replaced it since it was opened.
    let [open, there] = [there.metadata()?, fs::metadata(path)?];
    Ok((open.dev(), open.ino()) == (there.dev(), there.ino()))
}

#[cfg(not(unix))]
fn has_ended(_: &File, _: &Path) -> io::Result<bool> {
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHORT: Duration = Duration::from_millis(50);

    fn put(folder: &Path, text: &str, age: Duration) {
        let path = folder.join(NAME);
        fs::write(&path, text).unwrap();
        let file = File::options().write(true).open(path).unwrap();
        file.set_modified(SystemTime::now() - age).unwrap();
    }

    #[test]
    fn a_lock_is_seen_while_it_is_held_and_goes_with_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(NAME);
        let lock = Lock::wait(folder.path()).unwrap();
        assert!(lock.check().is_ok());
        let said = fs::read_to_string(&path).unwrap();
        assert!(said.lines().count() == 2, "{said}");
        // What this run calls while it writes there is let through, and takes nothing away.
        drop(Lock::wait(folder.path()).unwrap());
        assert!(path.exists());
        drop(lock);
        assert!(!path.exists());
        assert!(!locked().contains(&folder.path().canonicalize().unwrap()));
    }

    #[test]
    fn whoever_waits_in_vain_is_told_for_whom() {
        let folder = tempfile::tempdir().unwrap();
        put(folder.path(), "maria on elsewhere\n1 2\n", STALE / 2);
        let refusal = Lock::wait_for(folder.path(), SHORT).unwrap_err();
        assert!(
            refusal.to_string().contains("maria on elsewhere"),
            "{refusal}"
        );
        let left: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
        assert_eq!(left.len(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_file_is_no_lock_and_is_not_waited_for() {
        use std::os::unix::fs::symlink;
        use std::process::Command;

        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(NAME);
        let others = folder.path().join("others");
        let refused = |said: &str| {
            let refusal = Lock::wait_for(folder.path(), SHORT).unwrap_err();
            let refusal = refusal.to_string();
            assert!(
                refusal.contains(said) && refusal.contains(NAME),
                "{refusal}"
            );
        };
        assert!(
            Command::new("mkfifo")
                .arg(&path)
                .status()
                .unwrap()
                .success()
        );
        refused("regular file");
        fs::remove_file(&path).unwrap();
        fs::write(&others, "theirs").unwrap();
        symlink(&others, &path).unwrap();
        refused("can't be used as a lock");
        assert_eq!(fs::read_to_string(&others).unwrap(), "theirs");
        fs::remove_file(&path).unwrap();
        fs::create_dir(&path).unwrap();
        refused("can't be used as a lock");
    }

    #[test]
    fn a_lock_from_a_time_to_come_is_stale_if_that_is_far_off() {
        let folder = tempfile::tempdir().unwrap();
        for (ahead, passes) in [(AHEAD / 2, false), (AHEAD * 2, true)] {
            put(folder.path(), "maria on elsewhere\n1 2\n", Duration::ZERO);
            let lock = File::options().write(true).open(folder.path().join(NAME));
            lock.unwrap()
                .set_modified(SystemTime::now() + ahead)
                .unwrap();
            let lock = Lock::wait_for(folder.path(), SHORT);
            assert_eq!(lock.is_ok(), passes);
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_lock_that_no_one_may_read_is_waited_for_until_it_is_stale() {
        use std::os::unix::fs::PermissionsExt;

        let folder = tempfile::tempdir().unwrap();
        for (age, passes) in [(STALE / 2, false), (STALE * 2, true)] {
            put(folder.path(), "maria on elsewhere\n1 2\n", age);
            let closed = fs::Permissions::from_mode(0o000);
            fs::set_permissions(folder.path().join(NAME), closed).unwrap();
            match Lock::wait_for(folder.path(), SHORT) {
                Ok(_) => assert!(passes),
                Err(refusal) => {
                    assert!(
                        matches!(refusal, Refusal::InUse(..)) && !passes,
                        "{refusal}"
                    );
                }
            }
            let _ = fs::remove_file(folder.path().join(NAME));
        }
    }

    #[test]
    fn a_stale_lock_is_passed_and_its_holder_notices() {
        let folder = tempfile::tempdir().unwrap();
        put(folder.path(), "maria on elsewhere\n1 2\n", STALE * 2);
        let lock = Lock::wait_for(folder.path(), SHORT).unwrap();
        assert!(lock.check().is_ok());
        put(folder.path(), "tom on elsewhere\n3 4\n", Duration::ZERO);
        assert!(lock.check().is_err());
        // What is there is not this run's to take away.
        drop(lock);
        assert!(folder.path().join(NAME).exists());
    }

    #[cfg(unix)]
    #[test]
    fn the_lock_of_a_run_that_was_killed_here_is_passed_at_once() {
        let folder = tempfile::tempdir().unwrap();
        put(folder.path(), &text(), Duration::ZERO);
        let lock = Lock::wait_for(folder.path(), SHORT).unwrap();
        drop(lock);
        // And not while it goes on.
        put(folder.path(), &text(), Duration::ZERO);
        let goes_on = File::open(folder.path().join(NAME)).unwrap();
        goes_on.try_lock().unwrap();
        assert!(Lock::wait_for(folder.path(), SHORT).is_err());
    }
}
