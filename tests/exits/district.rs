//! A district in which people have written hostile texts wherever they can write, or
//! harmless words in the place of each, and runs in it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::common::{Run, run};
use crate::exits::files;
use crate::exits::written::Texts;

/// A folder with all kinds of files, gone after the test.
pub(crate) struct District {
    folder: TempDir,
    /// What `TEXT` stands for in a command.
    text: String,
    files: BTreeMap<PathBuf, Vec<u8>>,
}

/// How a run ended and all that it wrote into files, by path.
pub(crate) struct Ran {
    pub(crate) run: Run,
    pub(crate) written: BTreeMap<PathBuf, Vec<u8>>,
}

impl District {
    pub(crate) fn new(mut texts: Texts) -> Self {
        let folder = TempDir::new().unwrap();
        // In a folder of its own, so that one beside it would be seen.
        let root = folder.path().join("district");
        fs::create_dir(&root).unwrap();
        let text = texts.next();
        files::write(&root, &mut texts);
        let files = everything(folder.path());
        Self {
            folder,
            text,
            files,
        }
    }

    /// Runs a line of the list, and puts back what it changed.
    pub(crate) fn run(&self, line: &str) -> Ran {
        let root = self.folder.path().join("district");
        let text = |word: &str| {
            word.replace("TEXT", &self.text)
                .replace("WORDS", &self.text)
        };
        let words = line.split(' ').map(text);
        let words: Vec<String> = ["--rubric", "rubric.toml"]
            .map(str::to_owned)
            .into_iter()
            .chain(words)
            .collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let run = run(&root, &words);
        let mut written = everything(self.folder.path());
        written.retain(|path, bytes| self.files.get(path) != Some(bytes));
        for path in written.keys() {
            match self.files.get(path) {
                Some(there) => fs::write(self.folder.path().join(path), there).unwrap(),
                None => fs::remove_file(self.folder.path().join(path)).unwrap(),
            }
        }
        // An empty one is in nobody's way.
        let _ = fs::remove_dir(root.join("new"));
        Ran { run, written }
    }
}

/// The files below a folder, by their paths from there.
fn everything(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(below) = folders.pop() {
        for entry in fs::read_dir(below).unwrap().map(Result::unwrap) {
            if entry.file_type().unwrap().is_dir() {
                folders.push(entry.path());
            } else {
                let path = entry.path().strip_prefix(folder).unwrap().to_owned();
                files.insert(path, fs::read(entry.path()).unwrap());
            }
        }
    }
    files
}
