//! Runs that are killed at any moment leave the old file or the new one, whole.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::common::{examples, run};
use tempfile::TempDir;

/// So many kills for each of the five kinds of writing: 500 together.
const KILLS: u64 = 100;

/// Whole files by their names; the hidden ones of runs that go on are none of them.
type Files = BTreeMap<String, Vec<u8>>;

/// What a folder may hold when a run was killed in it, given what it held before and what
/// it holds when a run ends.
type Law = fn(&Files, &Files, &Files) -> Result<(), String>;

/// A folder in which the same run is started again and again from the same files.
struct Folder {
    dir: TempDir,
    arguments: Vec<String>,
    old: Files,
    new: Files,
    /// How long a run takes that nobody kills.
    length: Duration,
}

impl Folder {
    /// Makes the files with `prepare`, and sees what a whole run does to them.
    fn new(arguments: &[&str], prepare: impl Fn(&Path)) -> Self {
        let dir = in_memory();
        prepare(dir.path());
        let mut folder = Self {
            old: files(dir.path()),
            new: Files::new(),
            arguments: arguments.iter().map(|a| (*a).to_owned()).collect(),
            length: Duration::ZERO,
            dir,
        };
        let start = Instant::now();
        assert!(folder.start().wait().unwrap().code().unwrap() < 2);
        folder.length = start.elapsed();
        folder.new = files(folder.dir.path());
        assert!(folder.old != folder.new, "the run writes nothing");
        folder.restore();
        folder
    }

    fn start(&self) -> Child {
        Command::new(env!("CARGO_BIN_EXE_chronic"))
            .args(&self.arguments)
            .current_dir(self.dir.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    }

    /// The files as they were at first, and nothing beside them.
    fn restore(&self) {
        for entry in fs::read_dir(self.dir.path()).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                fs::remove_dir_all(path).unwrap();
            } else {
                fs::remove_file(path).unwrap();
            }
        }
        for (name, bytes) in &self.old {
            crate::common::put(self.dir.path(), name, bytes);
        }
    }

    /// Kills a run at some moment of it, or at some moment after its hidden file appeared.
    fn kill(&self, random: &mut Random) {
        let mut child = self.start();
        if random.below(2) == 0 {
            let most = self.length.as_micros() as u64 * 5 / 4;
            sleep(Duration::from_micros(random.below(most)));
        } else {
            let until = Instant::now() + self.length * 4;
            while !self.is_writing() && Instant::now() < until {
                if child.try_wait().unwrap().is_some() {
                    break;
                }
                sleep(Duration::from_micros(100));
            }
            sleep(Duration::from_micros(random.below(1500)));
        }
        child.kill().unwrap();
        child.wait().unwrap();
    }

    fn is_writing(&self) -> bool {
        fn hidden(folder: &Path) -> bool {
            let Ok(entries) = fs::read_dir(folder) else {
                return false;
            };
            let mut entries = entries.flatten();
            entries.any(|e| e.file_name().to_string_lossy().starts_with(".chronic-"))
        }
        hidden(self.dir.path()) || hidden(&self.dir.path().join("forms"))
    }

    #[track_caller]
    fn try_often(&self, law: Law) {
        let mut ends = [0, 0];
        for seed in 1..=KILLS {
            self.kill(&mut Random::new(seed));
            let now = files(self.dir.path());
            if let Err(what) = law(&self.old, &now, &self.new) {
                let command = self.arguments.join(" ");
                panic!("kill {seed} of chronic {command}: {what}");
            }
            ends[usize::from(now != self.old)] += 1;
            self.restore();
        }
        // Else no moment that matters was hit.
        let arguments = &self.arguments;
        assert!(
            ends[0] > 0,
            "no run of {arguments:?} was killed before it wrote: {ends:?}"
        );
    }
}

/// A folder in memory where there is such a place: what a killed run leaves there is what it
/// leaves on a disk, and nothing waits for one.
fn in_memory() -> TempDir {
    tempfile::tempdir_in("/dev/shm")
        .or_else(|_| tempfile::tempdir())
        .unwrap()
}

/// Numbers that are the same on every machine.
struct Random(u64);

impl Random {
    fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn below(&mut self, most: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % most.max(1)
    }
}

fn files(folder: &Path) -> Files {
    fn add(folder: &Path, before: &str, files: &mut Files) {
        for entry in fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let name = format!("{before}{}", entry.file_name().into_string().unwrap());
            if entry.file_type().unwrap().is_dir() {
                add(&entry.path(), &format!("{name}/"), files);
            } else if !entry.file_name().to_string_lossy().starts_with(".chronic-") {
                files.insert(name, fs::read(entry.path()).unwrap());
            }
        }
    }
    let mut all = Files::new();
    add(folder, "", &mut all);
    all
}

/// Every file is as it was or as it is to be; a new one may not be there yet.
fn old_or_new(old: &Files, now: &Files, new: &Files) -> Result<(), String> {
    for (name, bytes) in now {
        if old.get(name) != Some(bytes) && new.get(name) != Some(bytes) {
            return Err(format!("{name} is neither the old file nor the new one"));
        }
    }
    match old.keys().find(|name| !now.contains_key(*name)) {
        Some(name) => Err(format!("{name} is gone")),
        None => Ok(()),
    }
}

/// As [`old_or_new`]; and what is fixed has its original beside it.
fn with_the_original(old: &Files, now: &Files, new: &Files) -> Result<(), String> {
    old_or_new(old, now, new)?;
    for (name, bytes) in now.iter().filter(|(name, _)| name.ends_with(".toml")) {
        if old[name] != *bytes && now.get(&format!("{name}.bak")) != Some(&old[name]) {
            return Err(format!("{name} has no original beside it"));
        }
    }
    Ok(())
}

fn copy(from: &str, to: &Path) {
    fs::copy(examples().join(from), to).unwrap();
}

#[test]
fn a_team_assessment_is_renewed_or_not() {
    let responses = examples().join("responses");
    let source = responses.to_str().unwrap();
    let folder = Folder::new(&["tally", source, "-o", "team.toml"], |folder| {
        let one = responses.join("registrar.toml");
        let ended = run(folder, &["tally", one.to_str().unwrap(), "-o", "team.toml"]);
        assert_eq!(ended.code, 0, "{}", ended.err);
        let path = folder.join("team.toml");
        let team = fs::read_to_string(&path).unwrap();
        fs::write(
            path,
            team.replace("notes = \"\"", "notes = \"What we said\""),
        )
        .unwrap();
    });
    folder.try_often(old_or_new);
}

#[test]
fn a_page_is_written_anew_or_not() {
    let [old, new] = ["team-2025.toml", "team-2026.toml"].map(|name| examples().join(name));
    let source = new.to_str().unwrap();
    let folder = Folder::new(&["render", source, "-o", "page.md"], |folder| {
        let ended = run(folder, &["render", old.to_str().unwrap(), "-o", "page.md"]);
        assert_eq!(ended.code, 0, "{}", ended.err);
    });
    folder.try_often(old_or_new);
}

#[test]
fn a_plan_is_updated_or_not() {
    let folder = Folder::new(&["plan", "update", "plan.toml", "team.toml"], |folder| {
        copy("team-2026.toml", &folder.join("team.toml"));
        let plan = "# Ours\nkind = \"plan\"\nrubric = \"district/1\"\ntitle = \"Attendance\"\n";
        fs::write(folder.join("plan.toml"), plan).unwrap();
    });
    folder.try_often(old_or_new);
}

#[test]
fn every_form_of_a_team_is_whole() {
    let folder = Folder::new(&["init", "--team", "roster.csv", "forms"], |folder| {
        let rows: String = (1..=4).map(|n| format!("Person {n},Nurse,\n")).collect();
        fs::write(
            folder.join("roster.csv"),
            format!("name,role,department\n{rows}"),
        )
        .unwrap();
    });
    folder.try_often(old_or_new);
}

#[test]
fn a_form_is_fixed_or_not_and_never_without_its_original() {
    let folder = Folder::new(&["validate", "--fix", "."], |folder| {
        for name in ["a.toml", "b.toml"] {
            copy("responses/registrar.toml", &folder.join(name));
            let form = fs::read_to_string(folder.join(name)).unwrap();
            let damaged = form.replace("kind = \"response\"", "kind = \u{201c}response\u{201d}");
            assert_ne!(form, damaged);
            fs::write(folder.join(name), damaged).unwrap();
        }
    });
    folder.try_often(with_the_original);
}
