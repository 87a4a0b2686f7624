//! A folder to run the program in, with a rubric of three practices and forms for it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::common::{Run, ended};

/// Two ingredients with three practices.
pub(crate) const RUBRIC: &str = r#"id = "tiny"
version = 1
title = "Tiny"
question = "How are we?"
[[ingredient]]
id = "data"
title = "Data"
[[ingredient.practice]]
id = "review"
title = "Review of data"
statement = "A team reviews data."
[[ingredient.practice]]
id = "alerts"
title = "Alerts"
statement = "Families are alerted."
[[ingredient]]
id = "staff"
title = "Staff"
[[ingredient.practice]]
id = "training"
title = "Training"
statement = "Staff are trained."
"#;

const PRACTICES: [&str; 3] = ["data.review", "data.alerts", "staff.training"];

/// A filled-in form, to be changed in a test with [`str::replace`].
pub(crate) fn form(name: &str, role: &str, date: &str, ratings: [&str; 3]) -> String {
    let mut form = format!(
        "kind = \"response\"\nrubric = \"tiny/1\"\ndistrict = \"North\"\ncycle = \"2026-27\"\n\n\
         [respondent]\nname = \"{name}\"\nrole = \"{role}\"\ndepartment = \"\"\ndate = \"{date}\"\n"
    );
    for (practice, rating) in PRACTICES.iter().zip(ratings) {
        let seen = if rating.is_empty() {
            String::new()
        } else {
            format!("Seen {rating}.\n")
        };
        form.push_str(&format!(
            "\n[{practice}]\nrating = \"{rating}\"\ndocumentation = '''\n{seen}'''\n"
        ));
    }
    form
}

impl Run {
    /// All of it, for a snapshot.
    pub(crate) fn whole(&self) -> String {
        format!(
            "exit code {}\n---- stdout\n{}---- stderr\n{}",
            self.code, self.out, self.err
        )
    }

    #[track_caller]
    pub(crate) fn ends(&self, code: i32) -> &Self {
        assert_eq!(self.code, code, "{}", self.whole());
        assert!(code == 0 || !self.err.is_empty(), "it does not say why");
        self
    }

    /// Nothing on stdout.
    #[track_caller]
    pub(crate) fn tallies_nothing(&self) -> &Self {
        assert_eq!(self.out, "");
        self
    }

    #[track_caller]
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|e| panic!("{e}: {}", self.whole()))
    }
}

/// A folder that is gone after the test.
pub(crate) struct World(TempDir);

impl World {
    /// With the rubric, and the example's responses beside it.
    pub(crate) fn new() -> Self {
        let world = Self(TempDir::new().unwrap());
        world.put("tiny.toml", RUBRIC);
        world
    }

    /// With three people's forms in `forms`: one complete, one with a gap, one anonymous.
    pub(crate) fn of_three() -> Self {
        let world = Self::new();
        let ana = form(
            "Ana Reyes",
            "Nurse",
            "2026-10-01",
            ["strength", "unsure", "urgent-gap"],
        );
        let bo = form(
            "Bo Lind",
            "Clerk",
            "2026-10-05",
            ["Strength", "", "OK for Now"],
        );
        let none = form(
            "",
            "Principal",
            "",
            ["could_be_better", "unsure", "URGENT GAP"],
        );
        world.put("forms/ana.toml", &ana);
        let bo = bo.replace("'''\n'''", "'''\nSeen .\n'''");
        world.put("forms/bo.toml", &bo);
        world.put("forms/none.toml", &none);
        world
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    pub(crate) fn root(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn put(&self, path: &str, content: impl AsRef<[u8]>) {
        crate::common::put(self.root(), path, content);
    }

    pub(crate) fn text(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    pub(crate) fn names(&self, folder: &str) -> Vec<String> {
        crate::common::names(&self.path(folder))
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_chronic"));
        command
            .args(arguments)
            .current_dir(self.root())
            .env("TERM", "xterm-256color")
            .env_remove("NO_COLOR")
            .env_remove("CLICOLOR_FORCE")
            .stdin(Stdio::null());
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        ended(self.command(arguments).output().unwrap())
    }

    /// `tally` with the rubric of three practices.
    pub(crate) fn tally(&self, arguments: &[&str]) -> Run {
        self.run(&[&["--rubric", "tiny.toml", "tally"], arguments].concat())
    }
}

/// The example's responses, from wherever the test runs.
pub(crate) fn example() -> String {
    format!("{}/examples/responses", env!("CARGO_MANIFEST_DIR"))
}
