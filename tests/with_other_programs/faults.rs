//! What the system refuses: threads, room, calls that fail. Nothing is lost, nothing is left, and a
//! message says why.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::Check;
use crate::common::{Run, ended, examples, names};
use crate::program::{OTHER_USER, SHELL, STRACE, other_user};

pub(crate) fn checks() -> Vec<Check> {
    let check = |name, needs, run| Check { name, needs, run };
    vec![
        check(
            "faults::one_thread_is_enough",
            &OTHER_USER,
            one_thread_is_enough as fn(),
        ),
        check(
            "faults::a_limit_on_files_leaves_nothing",
            &SHELL,
            a_limit_on_files_leaves_nothing,
        ),
        check(
            "faults::too_many_open_files_leave_nothing",
            &SHELL,
            too_many_open_files_leave_nothing,
        ),
        check(
            "faults::a_call_that_fails_leaves_nothing",
            &STRACE,
            a_call_that_fails_leaves_nothing,
        ),
        check(
            "faults::a_drive_without_links_will_do",
            &STRACE,
            a_drive_without_links_will_do,
        ),
        check(
            "faults::bombs_are_refused_in_little_memory",
            &SHELL,
            bombs_are_refused_in_little_memory,
        ),
        check(
            "faults::a_huge_file_is_replaced_in_little_memory",
            &SHELL,
            a_huge_file_is_replaced_in_little_memory,
        ),
    ]
}

fn bash(mut command: Command, folder: &Path, script: &str) -> Output {
    command
        .args(["-c", script, env!("CARGO_BIN_EXE_chronic")])
        .current_dir(folder)
        .output()
        .unwrap()
}

fn put_examples(folder: &Path) {
    for name in ["form-export.csv", "team-2026.toml", "plan-2026.toml"] {
        fs::copy(examples().join(name), folder.join(name)).unwrap();
    }
}

fn one_thread_is_enough() {
    let folder = tempfile::tempdir().unwrap();
    put_examples(folder.path());
    for (line, made) in [
        ("import form-export.csv forms", "forms"),
        ("init --anonymous 20 blank", "blank"),
        (
            "tally team-2026.toml --plan plan-2026.toml -o team.xlsx",
            "team.xlsx",
        ),
    ] {
        let script = format!("ulimit -u 1; exec \"$0\" {line}");
        let run = ended(bash(other_user(folder.path()), folder.path(), &script));
        assert_eq!(run.code, 0, "{line}: {}", run.err);
        assert!(folder.path().join(made).exists(), "{line}");
    }
    assert_eq!(names(&folder.path().join("forms")).len(), 9);
    assert_eq!(names(&folder.path().join("blank")).len(), 20);
    let with_threads = Command::new(env!("CARGO_BIN_EXE_chronic"))
        .args(["tally", "team-2026.toml", "--format", "xlsx"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    let sheets = |bytes: Vec<u8>| {
        use calamine::Reader as _;
        let cursor = std::io::Cursor::new(bytes);
        let mut workbook = calamine::Xlsx::new(cursor).unwrap();
        let range = workbook.worksheet_range_at(0).unwrap().unwrap();
        format!("{:?}", range.rows().collect::<Vec<_>>())
    };
    let without = fs::read(folder.path().join("team.xlsx")).unwrap();
    assert_eq!(sheets(without), sheets(with_threads.stdout));
}

fn refused(run: &Run, line: &str) {
    assert_eq!(run.code, 2, "{line}: {}{}", run.out, run.err);
    assert!(run.err.contains("error: "), "{line}: {}", run.err);
}

fn a_limit_on_files_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    put_examples(folder.path());
    let before = names(folder.path());
    for line in [
        "init form.toml",
        "import form-export.csv forms",
        "tally team-2026.toml -o team.xlsx",
        "render team-2026.toml -o page.html",
    ] {
        let script = format!("ulimit -f 4; exec \"$0\" {line}");
        let run = ended(bash(Command::new("bash"), folder.path(), &script));
        refused(&run, line);
        assert_eq!(names(folder.path()), before, "{line}");
    }
}

/// With each number of files that may be open: all is written, or nothing is and the message says
/// what to do. Below four the program can't be loaded.
fn too_many_open_files_leave_nothing() {
    let folder = tempfile::tempdir().unwrap();
    put_examples(folder.path());
    let before = names(folder.path());
    for (line, made, whole) in [
        ("import form-export.csv made", "made", 9),
        ("init --anonymous 20 made", "made", 20),
        ("render team-2026.toml -o made.html", "made.html", 1),
    ] {
        let mut were_refused = 0;
        for most in 4..16 {
            let script = format!("ulimit -n {most}; exec \"$0\" {line}");
            let run = ended(bash(Command::new("bash"), folder.path(), &script));
            let made = folder.path().join(made);
            if run.code == 0 {
                let there = fs::read_dir(&made).map_or(1, |there| {
                    let names = there.map(|entry| entry.unwrap().file_name());
                    names
                        .filter(|name| !name.to_string_lossy().starts_with('.'))
                        .count()
                });
                assert_eq!(there, whole, "{line} {most}");
                let gone = fs::remove_file(&made).or_else(|_| fs::remove_dir_all(&made));
                gone.unwrap();
                continue;
            }
            refused(&run, line);
            let says = "too many files are open. Close other programs, then run this again";
            assert!(run.err.contains(says), "{line} {most}: {}", run.err);
            assert_eq!(names(folder.path()), before, "{line} {most}");
            were_refused += 1;
        }
        assert!(were_refused < 12, "{line}");
        assert!(were_refused > 0 || whole == 1, "{line}");
    }
}

/// Runs a command of which some calls of the system fail.
fn with_fault(folder: &Path, fault: &str, line: &str) -> Run {
    let output = Command::new("strace")
        .args([
            "-f",
            "-qq",
            "-o",
            "/dev/null",
            "-e",
            &format!("inject={fault}"),
        ])
        .arg(env!("CARGO_BIN_EXE_chronic"))
        .args(line.split(' '))
        .current_dir(folder)
        .output()
        .unwrap();
    ended(output)
}

fn a_call_that_fails_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    put_examples(folder.path());
    let before = names(folder.path());
    // Each thread's calls are counted by themselves.
    for (fault, line) in [
        ("fsync:error=EIO:when=1", "import form-export.csv forms"),
        ("fsync:error=ENOSPC:when=1+", "import form-export.csv forms"),
        ("fsync:error=EDQUOT:when=5", "init --anonymous 100 forms"),
    ] {
        let run = with_fault(folder.path(), fault, line);
        refused(&run, line);
        assert_eq!(names(folder.path()), before, "{fault} {line}");
    }
}

fn a_drive_without_links_will_do() {
    let folder = tempfile::tempdir().unwrap();
    put_examples(folder.path());
    for (at, fault) in ["link,linkat,renameat2:error=EPERM", "flock:error=ENOLCK"]
        .iter()
        .enumerate()
    {
        let run = with_fault(
            folder.path(),
            fault,
            &format!("import form-export.csv forms-{at}"),
        );
        assert_eq!(run.code, 0, "{fault}: {}", run.err);
        assert_eq!(names(&folder.path().join(format!("forms-{at}"))).len(), 9);
    }
}

/// The most memory that a run has had, in KiB, which the shell limits.
fn in_little_memory(folder: &Path, line: &str) -> Run {
    // Address space, which is more than memory: the program and its threads are in it too.
    let script = format!("ulimit -v 1500000; exec \"$0\" {line}");
    ended(bash(Command::new("bash"), folder, &script))
}

fn bombs_are_refused_in_little_memory() {
    let folder = tempfile::tempdir().unwrap();
    let wide = vec!["Unsure"; 200_000].join(",");
    fs::write(folder.path().join("wide.csv"), format!("{wide}\n{wide}\n")).unwrap();
    let bomb = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/many-sheets-one-part.xlsx");
    fs::copy(bomb, folder.path().join("one-part.xlsx")).unwrap();
    for (name, said) in [("wide.csv", "columns"), ("one-part.xlsx", "more than")] {
        let run = in_little_memory(folder.path(), &format!("import {name} forms"));
        assert_eq!(run.code, 1, "{name}: {}", run.err);
        assert!(run.err.contains(said), "{name}: {}", run.err);
        assert!(!folder.path().join("forms").exists());
    }
}

fn a_huge_file_is_replaced_in_little_memory() {
    let folder = tempfile::tempdir().unwrap();
    put_examples(folder.path());
    let huge = folder.path().join("page.html");
    let file = fs::File::create(&huge).unwrap();
    // It takes no room: there is nothing in it.
    if file.set_len(3 << 30).is_err() {
        return;
    }
    let kept = in_little_memory(folder.path(), "render team-2026.toml -o page.html");
    refused(&kept, "render");
    assert_eq!(fs::metadata(&huge).unwrap().len(), 3 << 30);
}
