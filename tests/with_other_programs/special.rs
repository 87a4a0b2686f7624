//! The recipes of `tests/corpus/special.toml`: links, pipes, full disks, odd names and what
//! else no repository can hold. Each runs in a shell, in a folder of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use fancy_regex::Regex;
use tempfile::TempDir;

use crate::Check;
use crate::program::{OTHER_USER, Program, SHELL, STRACE, other_user};

macro_rules! checks {
    ($($id:literal $needs:ident $run:ident,)+) => {
        /// Every recipe, by its id in the manifest.
        const RECIPES: &[&str] = &[$($id,)+];

        pub(crate) fn checks() -> Vec<Check> {
            vec![
                $(Check { name: concat!("special::", stringify!($run)), needs: &$needs, run: $run },)+
                Check { name: "special::every_recipe_has_a_test", needs: &SHELL, run: every_recipe_has_a_test },
                Check { name: "special::no_alias_of_an_input_is_written", needs: &SHELL, run: no_alias_of_an_input_is_written },
            ]
        }
    };
}

checks! {
    "ps01-symlink-loop" SHELL a_loop_of_links_ends,
    "ps02-dangling-symlink" SHELL a_dangling_link_is_named,
    "ps03-link-outside" SHELL a_link_shows_nothing_of_its_target,
    "ps04-fifo" SHELL a_pipe_is_named_and_not_waited_for,
    "ps05-dev-zero" SHELL a_device_is_refused,
    "ps06-unreadable" OTHER_USER an_unreadable_file_is_named,
    "ps07-huge" SHELL a_huge_file_is_refused_by_its_size,
    "ps08-many-files" SHELL many_copies_are_no_flood,
    "ps09-sigpipe" SHELL a_closed_pipe_ends_quietly,
    "ps10-closed-stdout" SHELL a_closed_output_is_no_panic,
    "ps11-dev-full" SHELL lost_output_is_no_success,
    "ps12-closed-stderr" SHELL closed_errors_keep_the_exit_code,
    "ps13-no-color" SHELL no_colour_in_a_pipe,
    "ps14-output-is-input" SHELL an_input_is_no_output,
    "ps15-output-readonly" OTHER_USER a_read_only_folder_is_named,
    "ps16-output-exists" SHELL a_file_that_is_there_is_kept,
    "ps17-init-exists" SHELL a_filled_form_is_kept,
    "ps18-killed-while-writing" SHELL a_killed_run_leaves_no_half_page,
    "ps19-changes-during-run" SHELL files_that_change_are_read_once,
    "ps20-name-newline" SHELL a_name_with_a_line_end_is_escaped,
    "ps21-name-not-utf8" SHELL a_name_of_odd_bytes_is_read,
    "ps22-name-gha" SHELL a_name_is_no_command,
    "ps23-name-dash" SHELL a_name_is_no_option,
    "ps24-no-network" STRACE nothing_is_asked_of_a_network,
    "ps25-determinism" SHELL the_same_bytes_everywhere,
    "ps26-read-only-input" OTHER_USER input_is_never_written_to,
}

/// How a recipe ended.
struct Ended {
    folder: TempDir,
    code: i32,
    out: String,
    err: String,
}

impl Ended {
    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    #[track_caller]
    fn says(&self, words: &str) -> &Self {
        assert!(self.err.contains(words), "no {words:?} in: {self}");
        self
    }

    #[track_caller]
    fn exits(&self, code: i32) -> &Self {
        assert_eq!(self.code, code, "{self}");
        self
    }
}

impl std::fmt::Display for Ended {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "exit {}\n{}\n{}", self.code, self.out, self.err)
    }
}

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus")
}

fn recipes() -> Vec<toml::Table> {
    let manifest = fs::read_to_string(corpus().join("special.toml")).unwrap();
    let manifest: toml::Table = manifest.parse().unwrap();
    let all = manifest["special"].as_array().unwrap();
    all.iter().map(|r| r.as_table().unwrap().clone()).collect()
}

/// Runs a recipe as it stands, as a user without rights where it asks for one.
#[track_caller]
fn recipe(id: &str) -> Ended {
    recipe_with(id, |sh| sh)
}

#[track_caller]
fn recipe_with(id: &str, change: impl Fn(String) -> String) -> Ended {
    let all = recipes();
    let recipe = all.iter().find(|r| r["id"].as_str() == Some(id)).unwrap();
    let sh = change(recipe["sh"].as_str().unwrap().to_owned());
    let without_rights = id == "ps26-read-only-input" || recipe.contains_key("non_root");
    let ended = shell(&sh, if without_rights { &OTHER_USER } else { &SHELL });
    let text = format!("{}{}", ended.out, ended.err);
    assert!(!text.contains("panicked"), "{ended}");
    let never = recipe.get("never").and_then(|never| never.as_array());
    for pattern in never.into_iter().flatten() {
        let pattern = Regex::new(pattern.as_str().unwrap()).unwrap();
        assert!(!pattern.is_match(&text).unwrap(), "{pattern}: {ended}");
    }
    ended
}

fn shell(sh: &str, who: &Program) -> Ended {
    let folder = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(corpus().join("files"), folder.path().join("files")).unwrap();
    let mut command = if who.name == OTHER_USER.name {
        other_user(folder.path())
    } else {
        Command::new("bash")
    };
    let output = command
        .args(["-c", sh])
        .env("CHRONIC", env!("CARGO_BIN_EXE_chronic"))
        .env_remove("NO_COLOR")
        .current_dir(folder.path())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    Ended {
        folder,
        code: output.status.code().unwrap(),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

fn every_recipe_has_a_test() {
    let all = recipes();
    let ids: Vec<&str> = all.iter().map(|r| r["id"].as_str().unwrap()).collect();
    assert_eq!(ids, RECIPES);
}

fn a_loop_of_links_ends() {
    let ended = recipe("ps01-symlink-loop");
    ended.exits(0);
    assert!(ended.out.contains("4 responses"), "{ended}");
}

fn a_dangling_link_is_named() {
    recipe("ps02-dangling-symlink").says("x.toml").says("link");
}

fn a_link_shows_nothing_of_its_target() {
    recipe("ps03-link-outside").says("p.toml");
}

fn a_pipe_is_named_and_not_waited_for() {
    recipe("ps04-fifo")
        .says("p.toml")
        .says("isn't a regular file");
}

fn a_device_is_refused() {
    let ended = recipe("ps05-dev-zero");
    ended.exits(2);
    assert!(ended.out.contains("isn't a regular file"), "{ended}");
}

fn an_unreadable_file_is_named() {
    recipe("ps06-unreadable").exits(2).says("tom-okafor.toml");
}

fn a_huge_file_is_refused_by_its_size() {
    let ended = recipe("ps07-huge");
    ended.exits(1);
    assert!(ended.out.contains("too-large"), "{ended}");
}

/// In full, a hundred thousand files, this is tried by hand: see docs/reliability.md.
fn many_copies_are_no_flood() {
    let ended = recipe_with("ps08-many-files", |sh| {
        let make =
            "for i in $(seq 300); do cat files/p102-team-ok/maria-alvarez.toml > T/r$i.toml; done";
        let tally = sh.split_once(" && timeout").unwrap().1;
        format!("mkdir T && {make} && timeout{tally}")
    });
    assert!(ended.out.contains("1 response,"), "{ended}");
    let lines = ended.err.lines().count();
    assert!(lines < 30, "{lines} lines: {ended}");
    ended.says("and 290 more files");
}

fn a_closed_pipe_ends_quietly() {
    let ended = recipe("ps09-sigpipe");
    let status = ended.out.lines().last().unwrap();
    assert!(["0", "141"].contains(&status), "{ended}");
}

fn a_closed_output_is_no_panic() {
    let ended = recipe("ps10-closed-stdout");
    assert!([0, 2].contains(&ended.code), "{ended}");
}

fn lost_output_is_no_success() {
    recipe("ps11-dev-full").exits(2).says("couldn't be written");
}

fn closed_errors_keep_the_exit_code() {
    recipe("ps12-closed-stderr").exits(0);
}

fn no_colour_in_a_pipe() {
    let id = "ps13-no-color";
    let plain = recipe_with(id, |sh| sh.replace("NO_COLOR=1 ", ""));
    assert!(!plain.out.contains('\u{1b}'), "{plain}");
    assert_eq!(plain.out, recipe(id).out);
}

fn an_input_is_no_output() {
    let ended = recipe("ps14-output-is-input");
    let form = fs::read(ended.path("T/maria-alvarez.toml")).unwrap();
    let before = fs::read(corpus().join("files/p102-team-ok/maria-alvarez.toml")).unwrap();
    assert!(form == before, "{ended}");
    ended.says("maria-alvarez.toml");
}

/// By another way, a link, a second name, other capitals.
fn no_alias_of_an_input_is_written() {
    for alias in ["T/../T/maria-alvarez.toml", "link.toml", "hard.toml"] {
        for force in ["", "--force"] {
            let ended = shell(
                &format!(
                    "cp -r files/p102-team-ok T; ln -s T/maria-alvarez.toml link.toml; \
                     ln T/maria-alvarez.toml hard.toml; $CHRONIC tally T -o {alias} {force}"
                ),
                &SHELL,
            );
            ended.exits(2).says("is one of the files being read");
            let form = fs::read(ended.path("T/maria-alvarez.toml")).unwrap();
            let before = fs::read(corpus().join("files/p102-team-ok/maria-alvarez.toml"));
            assert!(form == before.unwrap(), "{ended}");
        }
    }
}

fn a_read_only_folder_is_named() {
    let ended = recipe("ps15-output-readonly");
    ended.exits(2).says("R/out.csv");
    assert_eq!(fs::read_dir(ended.path("R")).unwrap().count(), 0);
}

fn a_file_that_is_there_is_kept() {
    let ended = recipe("ps16-output-exists");
    assert_eq!(ended.out, "keep\n", "{ended}");
}

fn a_filled_form_is_kept() {
    // The comparison of the recipe is its exit code.
    recipe("ps17-init-exists").exits(0).says("already exists");
}

/// `tests/kill.rs` does this for every kind of file.
fn a_killed_run_leaves_no_half_page() {
    let ended = recipe_with("ps18-killed-while-writing", |sh| {
        sh.replace("out.html", "out.md")
    });
    assert!(
        ended.out.is_empty() || ended.out.ends_with("-->\n"),
        "{ended}"
    );
    for entry in fs::read_dir(ended.folder.path()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(!name.ends_with(".toml"), "{name}");
    }
}

fn files_that_change_are_read_once() {
    let ended = recipe_with("ps19-changes-during-run", |sh| {
        sh.replace("seq 200", "seq 40")
    });
    let counted: Vec<&str> = ended
        .out
        .lines()
        .filter(|l| l.contains(" responses, "))
        .collect();
    let right = counted.iter().all(|line| line.contains("4 responses"));
    assert!(right && counted.len() <= 40, "{ended}");
    let failed = ended.err.matches("error[").count() + ended.err.matches("error: ").count();
    assert!(counted.len() + failed >= 40, "{ended}");
}

fn a_name_with_a_line_end_is_escaped() {
    let ended = recipe_with("ps20-name-newline", |sh| {
        sh.replace("tally T", "tally T && $CHRONIC validate T")
    });
    ended.exits(0);
    assert!(ended.out.contains("a\\u{a}b.toml"), "{ended}");
}

fn a_name_of_odd_bytes_is_read() {
    let ended = recipe("ps21-name-not-utf8");
    ended.exits(0);
    assert!(ended.out.contains("1 response,"), "{ended}");
}

fn a_name_is_no_command() {
    let ended = recipe("ps22-name-gha");
    ended.exits(1);
    let begins = |line: &str| line.trim_start().starts_with("::");
    assert!(
        !ended.out.lines().chain(ended.err.lines()).any(begins),
        "{ended}"
    );
}

fn a_name_is_no_option() {
    let ended = recipe("ps23-name-dash");
    ended.exits(0);
    assert!(ended.out.contains("1 response,"), "{ended}");
}

fn nothing_is_asked_of_a_network() {
    assert_eq!(recipe("ps24-no-network").out, "0\n");
}

fn the_same_bytes_everywhere() {
    recipe("ps25-determinism").exits(0);
}

fn input_is_never_written_to() {
    recipe("ps26-read-only-input").exits(0);
}
