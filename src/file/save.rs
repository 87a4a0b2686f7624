//! Writing files, whole or not at all: the bytes go to a hidden file in the same
//! folder, and only the finished file gets the name. A failure leaves nothing behind
//! and whatever was there as it was; a kill leaves at most the hidden file, which a
//! later run takes away.

use std::collections::HashMap;
use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
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
/// in `names`, when its turn comes.
///
/// # Errors
/// [`Refusal::Exists`] with every file that is there; whatever the system refuses.
pub fn create_all(
    folder: &Path,
    names: &[String],
    content: impl Fn(usize) -> String,
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
    for (at, name) in names.iter().enumerate() {
        let path = folder.join(name);
        let created = created(&path, &|out| out.write_all(content(at).as_bytes()), None)?;
        undo.files.push((path, created));
    }
    if let Some((last, _)) = undo.files.last() {
        settle(folder, last);
    }
    undo.keep();
    Ok(())
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
mod tests {
    use super::*;

    fn entries(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|e| e.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_that_is_there_is_never_touched() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.toml");
        create_new(&path, b"first").unwrap();
        let refusal = create_new(&path, b"second").unwrap_err();
        assert!(refusal.to_string().contains("a.toml is there already"));
        // Also where the look before the leap saw nothing.
        let (late, _hidden) = temporary(&path, &|out| out.write_all(b"third")).unwrap();
        let late = late.persist_noclobber(&path);
        assert_eq!(late.unwrap_err().error.kind(), ErrorKind::AlreadyExists);
        let direct = write_in_place(&path, &|out| out.write_all(b"fourth")).unwrap_err();
        assert_eq!(direct.kind(), ErrorKind::AlreadyExists);
        assert_eq!(fs::read(&path).unwrap(), b"first");
        assert_eq!(entries(folder.path()), ["a.toml"]);
    }

    #[test]
    fn a_refusal_names_the_file_on_one_line_and_says_what_to_do() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("not\n::there").join("a.toml");
        let text = create_new(&path, b"x").unwrap_err().to_string();
        assert!(
            text.contains("a.toml") && text.contains("Create it"),
            "{text}"
        );
        assert!(
            !text.contains('\n') && !text.contains(".chronic-"),
            "{text}"
        );
    }

    #[test]
    fn all_files_are_written_or_none() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("x").join("y");
        let create = |names: &[&str]| {
            let names: Vec<_> = names.iter().map(|&name| name.to_owned()).collect();
            create_all(&inner, &names, |at| at.to_string())
        };
        // The last name leads into a folder that is not there: the system refuses it.
        let failed = create(&["a.toml", "no/b.toml"]);
        assert!(matches!(failed, Err(Refusal::System(..))));
        assert!(entries(folder.path()).is_empty());

        create(&["Ana.toml", "bo.toml"]).unwrap();
        let refusal = create(&["c.toml", "ana.toml", "bo.toml"]);
        let text = refusal.unwrap_err().to_string();
        assert!(
            text.contains("Ana.toml") && text.contains("bo.toml"),
            "{text}"
        );
        assert_eq!(entries(&inner), ["Ana.toml", "bo.toml"]);
    }

    #[test]
    fn a_folder_is_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        assert!(replace(folder.path(), b"", b"x").is_err());
        assert!(entries(folder.path()).is_empty());
    }

    #[test]
    fn what_somebody_wrote_since_it_was_read_is_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("team.toml");
        fs::write(&path, "theirs").unwrap();
        let refusal = replace(&path, b"as it was read", b"ours").unwrap_err();
        assert!(refusal.to_string().contains("changed"), "{refusal}");
        assert_eq!(fs::read(&path).unwrap(), b"theirs");
        assert_eq!(entries(folder.path()), ["team.toml"]);
        replace(&path, b"theirs", b"ours").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"ours");
    }

    #[test]
    fn what_a_killed_run_left_goes_away_after_a_day() {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str, age: Duration| {
            let file = File::create(folder.path().join(name)).unwrap();
            file.set_modified(SystemTime::now() - age).unwrap();
        };
        put(".chronic-aB3dE9.tmp", A_DAY * 2);
        put(".chronic-going0.tmp", Duration::ZERO);
        put(".chronic-notes.txt", A_DAY * 2);
        put(".chronic-of-a-person.tmp", A_DAY * 2);
        create_new(&folder.path().join("a.toml"), b"x").unwrap();
        assert_eq!(
            entries(folder.path()),
            [
                ".chronic-going0.tmp",
                ".chronic-notes.txt",
                ".chronic-of-a-person.tmp",
                "a.toml"
            ]
        );
    }

    #[cfg(unix)]
    mod unix {
        use std::os::unix::fs::{PermissionsExt, symlink};

        use super::*;

        fn mode(path: &Path) -> u32 {
            fs::metadata(path).unwrap().permissions().mode() & 0o777
        }

        fn set_mode(path: &Path, mode: u32) {
            fs::set_permissions(path, PermissionsExt::from_mode(mode)).unwrap();
        }

        #[test]
        fn a_new_file_has_the_mode_of_any_new_file() {
            let folder = tempfile::tempdir().unwrap();
            let [ours, usual] = ["a.toml", "b.toml"].map(|name| folder.path().join(name));
            create_new(&ours, b"x").unwrap();
            fs::write(&usual, b"x").unwrap();
            assert_eq!(mode(&ours), mode(&usual));
        }

        #[test]
        fn replacing_keeps_the_mode_and_the_link() {
            let folder = tempfile::tempdir().unwrap();
            let [real, link] = ["real.toml", "link.toml"].map(|name| folder.path().join(name));
            create_new(&real, b"old").unwrap();
            set_mode(&real, 0o664);
            symlink("real.toml", &link).unwrap();
            replace(&link, b"old", b"new").unwrap();
            assert_eq!(fs::read(&real).unwrap(), b"new");
            assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
            assert_eq!(mode(&real), 0o664);
            set_mode(&real, 0o444);
            let text = replace(&link, b"new", b"newer").unwrap_err().to_string();
            assert!(text.contains("read-only"), "{text}");
            assert_eq!(fs::read(&real).unwrap(), b"new");
        }

        #[test]
        fn a_link_that_leads_nowhere_is_a_file_that_is_there() {
            let folder = tempfile::tempdir().unwrap();
            let link = folder.path().join("link.toml");
            symlink("nowhere.toml", &link).unwrap();
            assert!(matches!(create_new(&link, b"x"), Err(Refusal::Exists(_))));
            assert!(replace(&link, b"", b"x").is_err());
            assert_eq!(entries(folder.path()), ["link.toml"]);
        }

        #[test]
        fn a_copy_has_the_mode_of_its_original() {
            let folder = tempfile::tempdir().unwrap();
            let [original, copy] = ["a.toml", "a.toml.bak"].map(|name| folder.path().join(name));
            create_new(&original, b"x").unwrap();
            set_mode(&original, 0o600);
            create_like(&copy, b"x", &original).unwrap();
            assert_eq!(mode(&copy), 0o600);
            assert!(matches!(
                create_like(&copy, b"y", &original),
                Err(Refusal::Exists(_))
            ));
        }
    }
}
