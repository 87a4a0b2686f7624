//! Which files a path stands for: every form below a folder, in the order of their
//! names; and what else lies there, since nothing is passed over without a word.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ffi::OsString;
use std::fs::{self, FileType, ReadDir};
use std::io;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;
use ignore::gitignore::Gitignore;

use crate::disk::unfinished::PREFIX;
use crate::words::agreeing;

/// Standard input, where a path is expected.
pub const STDIN: &str = "-";

/// What was found below the paths that were given.
#[derive(Debug, Default)]
pub struct Found {
    /// To be read, in order, each once.
    pub files: Vec<FoundFile>,
    /// Not to be read, and why, in order.
    pub passed_over: Vec<(PathBuf, &'static str)>,
    /// Likewise, but by their names they are forms, and an answer may be missing.
    pub no_plain_files: Vec<(PathBuf, Cow<'static, str>)>,
    /// How many system, lock and backup files there are.
    pub system: usize,
    /// Forms that a cloud drive has not downloaded, by the names that they will have.
    pub not_downloaded: Vec<PathBuf>,
    /// Paths that the system refused.
    pub refused: Vec<(PathBuf, io::Error)>,
    /// Paths that were given more than once, by themselves or by a folder.
    pub twice: Vec<PathBuf>,
    /// How many entries a `.gitignore` names, and how many folders hold what programs made;
    /// only from [`find_to_check`].
    ignored: usize,
    made: usize,
}

/// A file to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundFile {
    /// As given, or below the folder that was given.
    pub path: PathBuf,
    /// Whether the path itself was given; else it was found in a folder.
    pub given: bool,
    /// Whether its name ends in `.toml.txt`.
    pub extra_ending: bool,
}

impl FoundFile {
    /// A file that was named by itself; `-` is standard input.
    pub fn named(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
            given: path.as_os_str() != STDIN,
            extra_ending: false,
        }
    }
}

/// Everything that these paths stand for. Links in a folder are named and not
/// followed: they can lead out of it, or to a form that is counted already.
pub fn find(paths: &[PathBuf]) -> Found {
    find_by(paths, false)
}

/// As [`find`], but for what is no work of people: what a `.gitignore` names in a folder that
/// is a repository, and what programs put next to their manifests. Only for checking: what a
/// district keeps out of its repository is just what is counted.
pub fn find_to_check(paths: &[PathBuf]) -> Found {
    find_by(paths, true)
}

fn find_by(paths: &[PathBuf], only_work: bool) -> Found {
    let mut found = Found::default();
    let mut seen = SeenPaths::of(paths);
    let mut stdin = false;
    for path in paths {
        if path.as_os_str() == STDIN {
            if !stdin {
                found.add(path.clone(), true);
            }
            stdin = true;
            continue;
        }
        match fs::metadata(path) {
            Ok(data) if data.is_dir() => found.folder(path, &mut seen, only_work),
            Ok(_) => {
                if seen.is_new(path) {
                    found.add(path.clone(), true);
                } else {
                    found.twice.push(path.clone());
                }
            }
            Err(error) => found.refused.push((path.clone(), error)),
        }
    }
    // One folder comes in order.
    if paths.len() > 1 {
        found.files.sort_by(|a, b| a.path.cmp(&b.path));
    }
    found.passed_over.sort();
    found.no_plain_files.sort();
    found.not_downloaded.sort();
    found
}

/// The folder of a file, as one can type it.
pub fn folder_of(path: &Path) -> &Path {
    as_folder(path.parent().unwrap_or(Path::new("")))
}

/// A path of a folder as one can type it: this one has none.
pub fn as_folder(path: &Path) -> &Path {
    match path.as_os_str().is_empty() {
        true => Path::new("."),
        false => path,
    }
}

/// Whether so many files and folders are below a folder that it isn't looked through unasked: it
/// may be all that someone has. What the system refuses is none.
pub fn is_large(folder: &Path) -> bool {
    const MOST: usize = 2_000;
    let mut all = WalkBuilder::new(folder);
    // The folder itself comes first.
    let mut below = all.standard_filters(false).build().flatten().skip(1);
    below.nth(MOST).is_some()
}

/// The same for every way of naming one file.
fn identity(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

/// What was found already; nothing is kept where no path can lead to what another has.
pub(crate) struct SeenPaths(Option<HashSet<PathBuf>>);

impl SeenPaths {
    /// For what these paths lead to.
    pub(crate) fn of(paths: &[PathBuf]) -> Self {
        if let [_] = paths {
            return Self(None);
        }
        let named = paths.iter().filter(|path| path.as_os_str() != STDIN);
        let mut identities: Vec<PathBuf> = named.map(|path| identity(path)).collect();
        identities.sort();
        let overlap = identities
            .windows(2)
            .any(|pair| pair[1].starts_with(&pair[0]));
        Self(overlap.then(HashSet::new))
    }

    fn is_new(&mut self, path: &Path) -> bool {
        let Self(seen) = self;
        seen.as_mut().is_none_or(|seen| seen.insert(identity(path)))
    }
}

impl Found {
    /// Whether there was nothing at all.
    pub(crate) fn is_empty(&self) -> bool {
        self.files.is_empty()
            && self.passed_over.is_empty()
            && self.no_plain_files.is_empty()
            && self.system == 0
            && self.not_downloaded.is_empty()
            && self.refused.is_empty()
            && self.twice.is_empty()
            && self.skipped().is_empty()
    }

    /// A form may be in each of these, of which nothing can be told: no name, for one.
    pub fn closed(&self) -> impl Iterator<Item = String> {
        let closed = self.refused.len() + self.not_downloaded.len() + self.no_plain_files.len();
        std::iter::repeat_n(String::new(), closed)
    }

    /// How many entries were skipped, and why.
    pub fn skipped(&self) -> Vec<(usize, &'static str)> {
        let ignored = agreeing(
            self.ignored,
            "this repository's .gitignore names it",
            "this repository's .gitignore names them",
        );
        let made = agreeing(
            self.made,
            "it contains what programs made",
            "they contain what programs made",
        );
        let skipped = [(self.ignored, ignored), (self.made, made)];
        skipped.into_iter().filter(|(n, _)| *n > 0).collect()
    }

    fn add(&mut self, path: PathBuf, given: bool) {
        let name = path.as_os_str().as_encoded_bytes();
        self.files.push(FoundFile {
            given,
            extra_ending: ends_with(name, ".toml.txt"),
            path,
        });
    }

    /// Goes through a folder and the folders in it, in the order of the names.
    fn folder(&mut self, folder: &Path, seen: &mut SeenPaths, only_work: bool) {
        let mut rules = IgnoreRules::of(folder, only_work);
        rules.enter(folder);
        let mut open = vec![(folder.to_owned(), self.entries(folder))];
        while let Some((folder, entries)) = open.last_mut() {
            let Some((name, kind)) = entries.next() else {
                open.pop();
                rules.leave();
                continue;
            };
            // No longer than it is: a state's worth of paths is kept to the end.
            let length = folder.as_os_str().len() + 1 + name.len();
            let mut path = PathBuf::with_capacity(length);
            path.push(&*folder);
            path.push(&name);
            let name = name.to_string_lossy();
            if only_work && kind.is_dir() && is_made(&path, &name) {
                self.made += 1;
            } else if !is_system(&name) && rules.ignore(&path, kind.is_dir()) {
                self.ignored += 1;
            } else if !kind.is_dir() {
                self.entry(path, &name, kind, seen);
            } else if is_system(&name) {
                self.system += 1;
            } else {
                rules.enter(&path);
                let entries = self.entries(&path);
                open.push((path, entries));
            }
        }
    }

    /// What a folder lists, by name; what the system refuses is kept as refused. A link is
    /// one, whatever it leads to.
    fn entries(&mut self, folder: &Path) -> std::vec::IntoIter<(OsString, FileType)> {
        match fs::read_dir(folder) {
            Ok(listed) => self.listed(folder, listed),
            Err(error) => {
                self.refused.push((folder.to_owned(), error));
                Vec::new().into_iter()
            }
        }
    }

    pub(crate) fn listed(
        &mut self,
        folder: &Path,
        listed: ReadDir,
    ) -> std::vec::IntoIter<(OsString, FileType)> {
        let mut entries = Vec::new();
        for entry in listed {
            match entry {
                Ok(entry) => match entry.file_type() {
                    Ok(kind) => entries.push((entry.file_name(), kind)),
                    Err(error) => self.refused.push((entry.path(), error)),
                },
                Err(error) => self.refused.push((folder.to_owned(), error)),
            }
        }
        entries.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        entries.into_iter()
    }

    /// Sorts one file in: to be read, or why not. `name` is its last part.
    pub(crate) fn entry(
        &mut self,
        path: PathBuf,
        name: &str,
        kind: FileType,
        seen: &mut SeenPaths,
    ) {
        if let Some(stub) = placeholder(name) {
            self.not_downloaded.push(path.with_file_name(stub));
            return;
        }
        // Its own: a lock, what an import remembers, half of a text.
        if name.starts_with(PREFIX) {
            return;
        }
        if is_system(name) {
            self.system += 1;
            return;
        }
        if kind.is_symlink() && path.is_dir() {
            let why = "it's a link to a folder. Put the folder itself here, or name it too";
            self.no_plain_files.push((path, why.into()));
        } else if !is_form(name) {
            let why = why_not(&name.to_lowercase());
            self.passed_over.push((path, why));
        } else if kind.is_symlink() {
            let why = "it's a link. Put the file itself in the folder";
            self.no_plain_files.push((path, why.into()));
        } else if !kind.is_file() {
            self.no_plain_files
                .push((path, "it isn't a regular file".into()));
        } else if seen.is_new(&path) {
            self.add(path, false);
        } else {
            self.twice.push(path);
        }
    }
}

/// What a repository keeps out of itself: the rules of each open folder, the outermost first.
struct IgnoreRules {
    heeded: bool,
    open: Vec<Gitignore>,
}

impl IgnoreRules {
    fn of(folder: &Path, only_work: bool) -> Self {
        let heeded = only_work && folder.join(".git").exists();
        let open = Vec::new();
        Self { heeded, open }
    }

    fn enter(&mut self, folder: &Path) {
        let rules = folder.join(".gitignore");
        if self.heeded && rules.is_file() {
            self.open.push(Gitignore::new(rules).0);
        } else {
            self.open.push(Gitignore::empty());
        }
    }

    fn leave(&mut self) {
        self.open.pop();
    }

    /// The innermost rule that names it decides.
    fn ignore(&self, path: &Path, is_folder: bool) -> bool {
        let mut matches = self
            .open
            .iter()
            .rev()
            .map(|rules| rules.matched(path, is_folder));
        let decides = matches.find(|found| !found.is_none());
        decides.is_some_and(|found| found.is_ignore())
    }
}

/// Whether a folder holds what a program made of the manifest next to it.
fn is_made(folder: &Path, name: &str) -> bool {
    let manifest = match name {
        "node_modules" => "package.json",
        "target" => "Cargo.toml",
        _ => return false,
    };
    folder.with_file_name(manifest).is_file()
}

/// Whether a name ends so, in capitals or not.
fn ends_with(name: &[u8], ending: &str) -> bool {
    let from = name.len().checked_sub(ending.len());
    from.is_some_and(|from| name[from..].eq_ignore_ascii_case(ending.as_bytes()))
}

fn is_form(name: &str) -> bool {
    let name = name.as_bytes();
    ends_with(name, ".toml") || ends_with(name, ".toml.txt")
}

/// The form's name in the name of a cloud drive's stand-in for it: `.name.toml.icloud`.
fn placeholder(name: &str) -> Option<&str> {
    let stub = name.strip_prefix('.')?.strip_suffix(".icloud")?;
    stub.to_lowercase().ends_with(".toml").then_some(stub)
}

/// Why a file is passed over, by its name in small letters.
fn why_not(name: &str) -> &'static str {
    const KINDS: &[(&[&str], &str)] = &[
        (
            &[".doc", ".docx", ".odt", ".rtf", ".pdf", ".pages"],
            "documents can't be read. If someone's answers are in one, copy them into a blank form",
        ),
        (
            &[".eml", ".msg", ".emlx"],
            "emails can't be read. Save the attached form as a separate file",
        ),
        (
            &[".html", ".htm"],
            "web pages can't be read. A response is the file you get from the form's \"Save my response\" button",
        ),
        (
            &[".zip", ".7z", ".rar", ".gz"],
            "compressed (zip) files can't be read. Extract the forms first",
        ),
        (
            &[".csv", ".tsv", ".xlsx", ".xls", ".ods", ".numbers"],
            "tables aren't forms. If it's a form tool's export, use chronic import first",
        ),
        (
            &[".url", ".webloc", ".gdoc", ".gsheet", ".desktop"],
            "links can't be read. Download the form itself",
        ),
        (
            &[
                ".download",
                ".partial",
                ".opdownload",
                ".crdownload",
                ".part",
            ],
            "unfinished downloads can't be read. Download the file again",
        ),
    ];
    let kind = KINDS
        .iter()
        .find(|(endings, _)| endings.iter().any(|e| name.ends_with(e)));
    match kind {
        Some((_, why)) => why,
        None if name.contains(".toml") => {
            "a form's name has to end in .toml. To use a form with another name, rename it"
        }
        None => "only files with names that end in .toml are read",
    }
}

/// Files and folders that programs leave behind: hidden ones, locks, backups.
pub(crate) fn is_system(name: &str) -> bool {
    const ENDINGS: [&str; 4] = [".tmp", ".swp", ".bak", ".lnk"];
    const NAMES: [&str; 7] = [
        "thumbs.db",
        "ehthumbs.db",
        "desktop.ini",
        "icon\r",
        "__macosx",
        "$recycle.bin",
        "~snapshot",
    ];
    name.starts_with('.')
        || name.starts_with("~$")
        || name.ends_with('~')
        || ENDINGS.iter().any(|end| ends_with(name.as_bytes(), end))
        || NAMES.iter().any(|own| own.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_programs_leave_behind_is_known() {
        let all = ".DS_Store Thumbs.db desktop.ini ~$form.toml form.toml~ .git a.tmp $RECYCLE.BIN";
        for name in all.split(' ') {
            assert!(is_system(name), "{name}");
        }
        let all = "form.toml notes.docx plan.toml re~port.toml ~bob.toml $bob.toml";
        for name in all.split(' ') {
            assert!(!is_system(name), "{name}");
        }
        assert_eq!(placeholder(".maria.toml.icloud"), Some("maria.toml"));
        assert_eq!(placeholder(".photo.jpg.icloud"), None);
    }
}
