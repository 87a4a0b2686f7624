//! A run that is interrupted ends at once, quietly and with nothing left half done.

#![cfg(unix)]
use std::fs;
use std::io::Read as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

/// Starts the command in a folder, with a standard input that stays open.
fn started(folder: &Path, arguments: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_chronic"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

fn send(signal: &str, child: &Child) {
    let sent = Command::new("kill")
        .args([signal, &child.id().to_string()])
        .status();
    assert!(sent.unwrap().success());
}

/// Waits until something is so; fails where that takes very long.
fn wait_until(what: &str, is_so: impl Fn() -> bool) {
    for _ in 0..6000 {
        if is_so() {
            return;
        }
        thread::sleep(Duration::from_millis(5));
    }
    panic!("never so: {what}");
}

/// Exit code, standard output and standard error together.
fn ended(mut child: Child) -> (Option<i32>, String) {
    // Waiting closes the input that is not taken before, and the end of it is no signal.
    let _input = child.stdin.take();
    let code = child.wait().unwrap().code();
    let mut printed = String::new();
    child
        .stdout
        .take()
        .unwrap()
        .read_to_string(&mut printed)
        .unwrap();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut printed)
        .unwrap();
    (code, printed)
}

/// Signals are passed over where whoever started the tests asked for it (`nohup`, a
/// script's `&`), and what is started from here then passes them over as well.
fn are_signals_ignored() -> bool {
    let Ok(status) = fs::read_to_string("/proc/self/status") else {
        return false;
    };
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    // 1 is hanging up, 2 is Ctrl-C, 15 asks to end.
    mask.is_some_and(|mask| {
        [1, 2, 15]
            .iter()
            .any(|signal| mask & (1 << (signal - 1)) != 0)
    })
}

/// Whether a process waits for its standard input, or has begun to: it takes signals then.
fn takes_signals(child: &Child) -> bool {
    let path = format!("/proc/{}/status", child.id());
    let Ok(status) = fs::read_to_string(path) else {
        // No such list of processes here.
        thread::sleep(Duration::from_millis(500));
        return true;
    };
    let mask = status.lines().find_map(|line| line.strip_prefix("SigCgt:"));
    let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    mask.is_some_and(|mask| mask & (1 << 1) != 0 && mask & (1 << 14) != 0)
}

#[test]
fn a_run_that_waits_for_its_input_ends_quietly() {
    if are_signals_ignored() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    for signal in ["-INT", "-TERM"] {
        let child = started(folder.path(), &["tally", "-", "-o", "team.toml"]);
        wait_until("signals are taken", || takes_signals(&child));
        send(signal, &child);
        assert_eq!(ended(child), (Some(130), String::new()), "{signal}");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "{signal}");
    }
}

#[test]
fn of_many_forms_none_is_left_and_what_was_there_stays() {
    if are_signals_ignored() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let forms = folder.path().join("forms/autumn");
    let arguments = ["init", "--anonymous", "9999", "forms/autumn"];
    let child = started(folder.path(), &arguments);
    let written = || fs::read_dir(&forms).map_or(0, Iterator::count);
    wait_until("some forms are written", || written() > 20);
    fs::write(folder.path().join("forms/notes.txt"), "mine").unwrap();
    send("-INT", &child);
    assert_eq!(ended(child), (Some(130), String::new()));
    assert!(!forms.exists(), "{} are left", written());
    let notes = fs::read_to_string(folder.path().join("forms/notes.txt"));
    assert_eq!(notes.unwrap(), "mine");
}

#[test]
fn a_file_that_was_to_be_replaced_is_as_it_was_or_new() {
    if are_signals_ignored() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let form = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/responses/registrar.toml");
    let form = fs::read(form).unwrap();
    fs::create_dir(folder.path().join("forms")).unwrap();
    for number in 0..400 {
        let path = folder.path().join(format!("forms/{number}.toml"));
        fs::write(path, &form).unwrap();
    }
    let page = folder.path().join("page.csv");
    fs::write(&page, "old").unwrap();
    let arguments = ["tally", "forms", "--force", "-o", "page.csv"];
    let child = started(folder.path(), &arguments);
    wait_until("signals are taken", || takes_signals(&child));
    send("-INT", &child);
    assert_eq!(ended(child).0, Some(130));
    assert_eq!(fs::read_to_string(&page).unwrap(), "old");
    let names = fs::read_dir(folder.path())
        .unwrap()
        .map(|e| e.unwrap().file_name());
    let mut names: Vec<String> = names.map(|n| n.into_string().unwrap()).collect();
    names.sort();
    assert_eq!(names, ["forms", "page.csv"]);
}
