//! Writing files, whole or not at all: the bytes go to a hidden file in the same
//! folder, and only the finished file gets the name. A failure leaves nothing behind
//! and whatever was there as it was.

use std::collections::HashMap;
use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::file::name::clash_key;
use crate::file::refusal::Refusal;
use crate::file::unfinished::{Unfinished, made};

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
    created(path, content).map(drop)
}

/// As [`create_new_by`]; the file goes when the run is interrupted before the result is
/// dropped.
fn created(path: &Path, content: Content<'_>) -> Result<Unfinished, Refusal> {
    // Asked first only so that a folder one may not write in does not hide the reason.
    if fs::symlink_metadata(path).is_ok() {
        return Err(Refusal::Exists(vec![path.to_owned()]));
    }
    let refused = |error: io::Error| match error.kind() {
        ErrorKind::AlreadyExists => Refusal::Exists(vec![path.to_owned()]),
        _ => Refusal::System(path.to_owned(), error),
    };
    let (finished, hidden) = temporary_by(path, content).map_err(refused)?;
    let created = match made(|| finished.persist_noclobber(path), |_| path.to_owned()) {
        Ok((_, created)) => Ok(created),
        Err(e) if e.error.kind() == ErrorKind::AlreadyExists => Err(refused(e.error)),
        // Some shared drives and memory sticks can neither link nor rename without replacing.
        Err(_) => write_in_place(path, content).map_err(refused),
    };
    drop(hidden);
    created
}

/// Writes `bytes` where a file is or is not yet. One that is there keeps its mode; a
/// symbolic link stays and its target is written. A device or pipe is written to.
///
/// # Errors
/// Whatever the system refuses; a file that is marked read-only.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), Refusal> {
    replaced(path, bytes).map_err(|error| Refusal::System(path.to_owned(), error))
}

fn replaced(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let there = match fs::metadata(path) {
        Ok(there) => there,
        // A link that leads nowhere has metadata of its own, and is not replaced.
        Err(e) if e.kind() == ErrorKind::NotFound && fs::symlink_metadata(path).is_err() => {
            let (finished, _hidden) = temporary(path, bytes)?;
            finished.persist(path)?;
            return Ok(());
        }
        Err(e) => return Err(e),
    };
    if there.is_dir() {
        return Err(ErrorKind::IsADirectory.into());
    }
    if !there.is_file() {
        return OpenOptions::new().write(true).open(path)?.write_all(bytes);
    }
    if there.permissions().readonly() {
        return Err(io::Error::new(
            ErrorKind::PermissionDenied,
            "it is marked read-only, and stays as it is. Write to another file",
        ));
    }
    let target = fs::canonicalize(path)?;
    let (finished, _hidden) = temporary(&target, bytes)?;
    finished.as_file().set_permissions(there.permissions())?;
    finished.persist(&target)?;
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
        let created = created(&path, &|out| out.write_all(content(at).as_bytes()))?;
        undo.files.push((path, created));
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
fn temporary(path: &Path, bytes: &[u8]) -> io::Result<(NamedTempFile, Unfinished)> {
    temporary_by(path, &|out| out.write_all(bytes))
}

fn temporary_by(path: &Path, content: Content<'_>) -> io::Result<(NamedTempFile, Unfinished)> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut builder = tempfile::Builder::new();
    builder.prefix(".chronic-").suffix(".tmp");
    // Else it would be 600, and colleagues could not read it. The umask still applies.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let make = || builder.tempfile_in(folder).map_err(|e| without_path(&e));
    let (mut file, unfinished) = made(make, |file| file.path().to_owned())?;
    content(file.as_file_mut())?;
    file.as_file().sync_all()?;
    Ok((file, unfinished))
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
        let (late, _hidden) = temporary(&path, b"third").unwrap();
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
        assert!(replace(folder.path(), b"x").is_err());
        assert!(entries(folder.path()).is_empty());
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
            replace(&real, b"old").unwrap();
            set_mode(&real, 0o664);
            symlink("real.toml", &link).unwrap();
            replace(&link, b"new").unwrap();
            assert_eq!(fs::read(&real).unwrap(), b"new");
            assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
            assert_eq!(mode(&real), 0o664);
            set_mode(&real, 0o444);
            let text = replace(&link, b"newer").unwrap_err().to_string();
            assert!(text.contains("read-only"), "{text}");
            assert_eq!(fs::read(&real).unwrap(), b"new");
        }

        #[test]
        fn a_link_that_leads_nowhere_is_a_file_that_is_there() {
            let folder = tempfile::tempdir().unwrap();
            let link = folder.path().join("link.toml");
            symlink("nowhere.toml", &link).unwrap();
            assert!(matches!(create_new(&link, b"x"), Err(Refusal::Exists(_))));
            assert!(replace(&link, b"x").is_err());
            assert_eq!(entries(folder.path()), ["link.toml"]);
        }

        #[test]
        fn a_device_stays_a_device() {
            replace(Path::new("/dev/null"), b"x").unwrap();
            assert!(!fs::metadata("/dev/null").unwrap().is_file());
        }
    }
}
