//! Whole runs of the built command, for the tests of each.

#![allow(dead_code, reason = "each test uses what it needs of it")]

pub(crate) mod typed;
pub(crate) mod world;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use proptest::test_runner::{Config, RngSeed};
use tempfile::TempDir;

/// So many cases of a law: the same ones each time, so that a change and not chance makes a test
/// fail. With `CHRONIC_TESTS_TIMES=20`, twenty times as many, and other ones. A failure is
/// printed and leaves no file behind.
pub(crate) fn cases(number: u32) -> Config {
    let times = std::env::var("CHRONIC_TESTS_TIMES")
        .ok()
        .and_then(|n| n.parse::<u32>().ok());
    Config {
        failure_persistence: None,
        rng_seed: times.map_or(RngSeed::Fixed(2026), |_| RngSeed::Random),
        ..Config::with_cases(number * times.unwrap_or(1))
    }
}

/// How a run ended and what it printed.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Run {
    /// All of this is on standard error.
    #[track_caller]
    pub(crate) fn says(&self, words: &[&str]) -> &Self {
        for word in words {
            assert!(self.err.contains(word), "no {word:?} in:\n{}", self.err);
        }
        self
    }

    /// This is in the result.
    #[track_caller]
    pub(crate) fn prints(&self, words: &str) -> &Self {
        assert!(self.out.contains(words), "no {words:?} in:\n{}", self.out);
        self
    }
}

/// Runs the command in a folder, with nothing to read on its standard input.
pub(crate) fn output(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_chronic"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

/// As [`output`], with the text that was printed.
pub(crate) fn run(folder: &Path, arguments: &[&str]) -> Run {
    ended(output(folder, arguments))
}

/// What a run that has ended came to; none of them panics.
pub(crate) fn ended(output: Output) -> Run {
    let run = Run {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    };
    assert!(!run.err.contains("panicked"), "{}", run.err);
    run
}

/// A file in a folder, and what folders it needs.
pub(crate) fn put(folder: &Path, name: &str, content: impl AsRef<[u8]>) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, content).unwrap();
}

/// A folder with these files, which is gone after the test.
pub(crate) fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, content) in files {
        put(folder.path(), name, content);
    }
    folder
}

/// Every name in a folder, hidden ones too, in order.
pub(crate) fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

/// The example district's folder.
pub(crate) fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples")
}
