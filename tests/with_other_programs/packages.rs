//! What a release consists of: built for this machine, installed where nothing else is, and run on
//! the example; installers against a folder that stands in for the release.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

use crate::Check;
use crate::program::{PACKAGES, POWERSHELL, RELEASE};

const VERSION: &str = env!("CARGO_PKG_VERSION");

pub(crate) fn checks() -> Vec<Check> {
    let check = |name, needs, run| Check { name, needs, run };
    vec![
        check(
            "packages::the_wheel_is_installed_and_counts_the_example",
            &PACKAGES,
            the_wheel_is_installed_and_counts_the_example as fn(),
        ),
        check(
            "packages::the_node_package_is_installed_and_counts_the_example",
            &PACKAGES,
            the_node_package_is_installed_and_counts_the_example,
        ),
        check(
            "packages::workflows_and_action_keep_to_their_schemas",
            &PACKAGES,
            workflows_and_action_keep_to_their_schemas,
        ),
        check(
            "packages::a_release_is_complete_and_installs",
            &RELEASE,
            a_release_is_complete_and_installs,
        ),
        check(
            "packages::the_powershell_installer_installs",
            &POWERSHELL,
            the_powershell_installer_installs,
        ),
        check(
            "packages::notes_are_the_part_of_the_change_log",
            &RELEASE,
            notes_are_the_part_of_the_change_log,
        ),
        check(
            "packages::what_cargo_uploads_is_small_and_what_the_program_is_built_from",
            &RELEASE,
            what_cargo_uploads_is_small_and_what_the_program_is_built_from,
        ),
        check(
            "packages::the_address_is_changed_everywhere_at_once",
            &RELEASE,
            the_address_is_changed_everywhere_at_once,
        ),
    ]
}

/// The project's top folder.
fn top() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Runs what has to end well, and gives what it printed.
fn done(command: &mut Command) -> String {
    let output = ended(command);
    assert!(output.status.success(), "{command:?}\n{}", said(&output));
    String::from_utf8(output.stdout)
        .unwrap()
        .replace("\r\n", "\n")
}

fn ended(command: &mut Command) -> Output {
    command.stdin(Stdio::null()).output().unwrap()
}

fn said(output: &Output) -> String {
    let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
    text(&output.stdout) + &text(&output.stderr)
}

/// The installed program is this version, and counts the example.
fn counts_the_example(program: impl Fn() -> Command) {
    let version = done(program().arg("--version"));
    assert_eq!(version, format!("chronic {VERSION}\n"));
    let examples = top().join("examples/responses");
    let tally = done(
        program()
            .arg("tally")
            .arg(examples)
            .args(["--format", "json"]),
    );
    let tally: Value = serde_json::from_str(&tally).unwrap();
    assert_eq!(tally["responses"], 9);
    assert_eq!(tally["practices"].as_array().unwrap().len(), 25);
    let nothing = ended(program().args(["tally", "no-such-folder"]));
    assert_eq!(nothing.status.code(), Some(2), "{}", said(&nothing));
}

/// The files with this ending that were built for this machine.
fn built(ending: &str) -> Vec<PathBuf> {
    let files = fs::read_dir(top().join("target/packages")).unwrap();
    let mut files: Vec<PathBuf> = files
        .map(|file| file.unwrap().path())
        .filter(|path| path.to_string_lossy().ends_with(ending))
        .collect();
    files.sort();
    files
}

/// A program of the environment that packages are built in.
fn tool(name: &str) -> Command {
    let folder = if cfg!(windows) { "Scripts" } else { "bin" };
    Command::new(top().join("target/packages/venv").join(folder).join(name))
}

fn the_wheel_is_installed_and_counts_the_example() {
    let [wheel] = &built(".whl")[..] else {
        panic!("not one wheel: {:?}", built(".whl"))
    };
    let folder = tempfile::tempdir().unwrap();
    let empty = folder.path().join("empty");
    done(
        tool("python")
            .args(["-m", "venv", "--without-pip"])
            .arg(&empty),
    );
    done(
        tool("python")
            .args(["-m", "pip", "--python"])
            .arg(&empty)
            .args(["install", "--quiet", "--no-index", "--no-cache-dir"])
            .arg(wheel),
    );
    let bin = empty.join(if cfg!(windows) { "Scripts" } else { "bin" });
    counts_the_example(|| Command::new(bin.join("chronic")));
}

fn the_node_package_is_installed_and_counts_the_example() {
    let packages = built(".tgz");
    assert_eq!(packages.len(), 2, "{packages:?}");
    let folder = tempfile::tempdir().unwrap();
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let quiet = [
        "install",
        "--offline",
        "--no-audit",
        "--no-fund",
        "--prefix",
    ];
    done(
        Command::new(npm)
            .args(quiet)
            .arg(folder.path())
            .args(&packages)
            .env("npm_config_cache", folder.path().join("cache"))
            .current_dir(folder.path()),
    );
    let modules = folder.path().join("node_modules");
    for package in fs::read_dir(&modules).unwrap() {
        let Ok(text) = fs::read_to_string(package.unwrap().path().join("package.json")) else {
            continue;
        };
        let description: Value = serde_json::from_str(&text).unwrap();
        assert!(description.get("scripts").is_none(), "{text}");
    }
    let name = if cfg!(windows) {
        "chronic.cmd"
    } else {
        "chronic"
    };
    counts_the_example(|| Command::new(modules.join(".bin").join(name)));
}

fn workflows_and_action_keep_to_their_schemas() {
    let check = |schema: &str, file: &Path| {
        ended(
            tool("check-jsonschema")
                .args(["--builtin-schema", schema])
                .arg(file),
        )
    };
    let workflows = fs::read_dir(top().join(".github/workflows")).unwrap();
    let mut files: Vec<_> = workflows
        .map(|file| ("vendor.github-workflows", file.unwrap().path()))
        .collect();
    files.push((
        "vendor.github-workflows",
        top().join("examples/ci/github.yml"),
    ));
    files.push(("vendor.gitlab-ci", top().join("examples/ci/gitlab.yml")));
    files.push(("vendor.github-actions", top().join("action.yml")));
    for (schema, file) in files {
        let output = check(schema, &file);
        assert!(output.status.success(), "{file:?}\n{}", said(&output));
    }
    let folder = tempfile::tempdir().unwrap();
    let wrong = folder.path().join("wrong.yml");
    fs::write(
        &wrong,
        "on: push\njobs:\n  test:\n    runs_on: ubuntu-latest\n",
    )
    .unwrap();
    assert!(!check("vendor.github-workflows", &wrong).status.success());
}

/// Runs `packaging/release` with these arguments.
fn release(arguments: &[&str]) -> String {
    let script = top().join("packaging/release");
    done(Command::new(RELEASE.name).arg(script).args(arguments))
}

const TARGETS: [&str; 6] = [
    "x86_64-unknown-linux-musl",
    "aarch64-unknown-linux-musl",
    "x86_64-apple-darwin",
    "aarch64-apple-darwin",
    "x86_64-pc-windows-msvc",
    "aarch64-pc-windows-msvc",
];

/// A folder that stands in for the release: an archive for every target, in which a script that
/// hands on to the program that is tested stands in for it.
fn stand_in() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().to_str().unwrap();
    let programs = tempfile::tempdir().unwrap();
    let script = format!(
        "#!/bin/sh\nexec '{}' \"$@\"\n",
        env!("CARGO_BIN_EXE_chronic")
    );
    for name in ["chronic", "chronic.exe"] {
        let path = programs.path().join(name);
        if cfg!(windows) {
            fs::copy(env!("CARGO_BIN_EXE_chronic"), &path).unwrap();
        } else {
            fs::write(&path, &script).unwrap();
            executable(&path);
        }
    }
    for target in TARGETS {
        let is_windows = target.contains("windows");
        let name = if is_windows { "chronic.exe" } else { "chronic" };
        let program = programs.path().join(name);
        release(&["archive", target, program.to_str().unwrap(), out]);
    }
    release(&["manifests", out]);
    folder
}

#[cfg(unix)]
fn executable(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

#[cfg(not(unix))]
fn executable(_: &Path) {}

fn a_release_is_complete_and_installs() {
    let release = stand_in();
    every_manifest_is_filled_in(release.path());
    // There is no archive that either would take elsewhere.
    if cfg!(any(target_os = "linux", target_os = "macos")) {
        the_shell_installer_installs(release.path());
        the_action_gets_the_release(release.path());
        let archives = fs::read_dir(release.path()).unwrap();
        for path in archives.map(|file| file.unwrap().path()) {
            if path.to_string_lossy().ends_with(".tar.gz") {
                let mut bytes = fs::read(&path).unwrap();
                bytes.push(0);
                fs::write(&path, bytes).unwrap();
            }
        }
        nothing_is_installed_of_a_wrong_archive(release.path());
    }
}

fn every_manifest_is_filled_in(release: &Path) {
    let read = |name: &str| fs::read_to_string(release.join(name)).unwrap();
    let sums = read("SHA256SUMS");
    let address = fs::read_to_string(top().join("packaging/address")).unwrap();
    let address = address.trim();
    let mut named = 0;
    for line in sums.lines() {
        let (sum, name) = line.split_once("  ").unwrap();
        let bytes = fs::read(release.join(name)).unwrap();
        assert_eq!(sum, digest(&bytes), "{name}");
        if !name.starts_with(&format!("chronic-{VERSION}")) {
            let text = String::from_utf8(bytes).unwrap();
            let marks = ["@VERSION@", "@ADDRESS@", "@SHA256"];
            assert!(marks.iter().all(|mark| !text.contains(mark)), "{name}");
            assert!(text.contains(VERSION), "{name}");
            assert!(name.ends_with(".yaml") || text.contains(address), "{name}");
            named += 1;
        }
    }
    assert_eq!(named, 7, "{sums}");
    // Each archive by the manifest that points to it, with its checksum.
    for (target, manifests) in [
        ("linux-musl", &["install.sh", "chronic-absence.rb"][..]),
        ("darwin", &["install.sh", "chronic-absence.rb"]),
        (
            "windows-msvc",
            &[
                "install.ps1",
                "chronic-absence.json",
                "chronic.installer.yaml",
            ],
        ),
    ] {
        let lines = sums.lines().filter(|line| line.contains(target));
        let sums: Vec<&str> = lines.map(|line| &line[..64]).collect();
        assert_eq!(sums.len(), 2, "{target}");
        for manifest in manifests {
            assert!(
                sums.iter().all(|sum| read(manifest).contains(sum)),
                "{manifest}"
            );
        }
    }
    let scoop: Value = serde_json::from_str(&read("chronic-absence.json")).unwrap();
    assert_eq!(scoop["version"], VERSION);
    assert!(read("chronic-absence.rb").contains("conflicts_with \"moreutils\""));
}

fn digest(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Runs the shell installer of a release for a user whose home is this.
fn install(release: &Path, home: &Path) -> Output {
    ended(
        Command::new("sh")
            .arg(release.join("install.sh"))
            .env_remove("CHRONIC_PREFIX")
            .env("HOME", home)
            .env("CHRONIC_RELEASE", format!("file://{}", release.display())),
    )
}

fn the_shell_installer_installs(release: &Path) {
    let home = tempfile::tempdir().unwrap();
    let output = install(release, home.path());
    assert!(output.status.success(), "{}", said(&output));
    let program = home.path().join(".local/bin/chronic");
    let installed = format!("Installed chronic {VERSION} as {}.", program.display());
    assert!(said(&output).contains(&installed), "{}", said(&output));
    assert!(said(&output).contains("PATH"), "{}", said(&output));
    counts_the_example(|| Command::new(&program));
    let share = home.path().join(".local/share");
    for name in [
        "man/man1/chronic.1",
        "man/man1/chronic-plan-draft.1",
        "bash-completion/completions/chronic",
        "zsh/site-functions/_chronic",
        "fish/vendor_completions.d/chronic.fish",
    ] {
        assert!(share.join(name).is_file(), "{name}");
    }
    // Once more, over what is there.
    assert!(install(release, home.path()).status.success());
}

/// Runs what the action runs to get the program, into this folder.
fn fetch(release: &Path, into: &Path) -> Output {
    ended(
        Command::new("bash")
            .arg(top().join("packaging/fetch"))
            .arg(into)
            .env("CHRONIC_RELEASE", format!("file://{}", release.display())),
    )
}

fn the_action_gets_the_release(release: &Path) {
    let place = tempfile::tempdir().unwrap();
    let output = fetch(release, place.path());
    assert!(output.status.success(), "{}", said(&output));
    counts_the_example(|| Command::new(place.path().join("chronic")));
}

fn nothing_is_installed_of_a_wrong_archive(release: &Path) {
    let place = tempfile::tempdir().unwrap();
    let output = install(release, place.path());
    assert_eq!(output.status.code(), Some(1));
    let told = said(&output);
    assert!(told.contains("isn't what was released"), "{told}");
    assert!(!fetch(release, place.path()).status.success());
    assert_eq!(fs::read_dir(place.path()).unwrap().count(), 0);
}

fn the_powershell_installer_installs() {
    let folder = stand_in();
    let home = tempfile::tempdir().unwrap();
    let run = || {
        ended(
            Command::new("pwsh")
                .args(["-NoProfile", "-NonInteractive", "-File"])
                .arg(folder.path().join("install.ps1"))
                .env("CHRONIC_PREFIX", home.path())
                .env("CHRONIC_RELEASE", folder.path())
                .env("CHRONIC_KEEP_PATH", "1"),
        )
    };
    let output = run();
    assert!(output.status.success(), "{}", said(&output));
    assert!(home.path().join("bin/chronic.exe").is_file());
    assert!(said(&output).contains(&format!("Installed chronic {VERSION}")));
    for file in fs::read_dir(folder.path()).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "zip") {
            fs::write(&path, "").unwrap();
        }
    }
    let output = run();
    assert!(!output.status.success());
    assert!(
        said(&output).contains("what was released"),
        "{}",
        said(&output)
    );
}

fn notes_are_the_part_of_the_change_log() {
    let changes = fs::read_to_string(top().join("CHANGELOG.md")).unwrap();
    let changes = changes.replace("\r\n", "\n");
    let headings = changes.lines().filter_map(|line| line.strip_prefix("## ["));
    let mut all = 0;
    // The version that is being worked on is the first of them.
    assert!(headings.clone().next().unwrap().starts_with(VERSION));
    for version in headings.map(|line| line.split(']').next().unwrap()) {
        let notes = release(&["notes", version]);
        assert!(changes.contains(&notes) && notes.len() > 100, "{notes}");
        assert!(!notes.contains("## ["), "{notes}");
        all += 1;
    }
    assert!(all > 0);
    let script = top().join("packaging/release");
    let none = ended(
        Command::new(RELEASE.name)
            .arg(script)
            .args(["notes", "99.0.0"]),
    );
    assert!(!none.status.success());
}

fn what_cargo_uploads_is_small_and_what_the_program_is_built_from() {
    const MOST_BYTES: u64 = 1_572_864;
    let folder = tempfile::tempdir().unwrap();
    let cargo = |more: &str| {
        done(
            Command::new(env!("CARGO"))
                .args(["package", "--offline", "--allow-dirty", "--no-verify", more])
                .env("CARGO_TARGET_DIR", folder.path())
                .current_dir(top()),
        )
    };
    let listed = cargo("--list");
    for file in listed.lines() {
        let at_the_top = !file.contains('/');
        assert!(
            (at_the_top || file.starts_with("src/") || file.starts_with("assessments/"))
                && !file.ends_with("tests.rs"),
            "{file} isn't needed: Cargo.toml, include"
        );
    }
    assert!(listed.lines().any(|file| file == "build.rs"), "{listed}");
    cargo("--quiet");
    let name = format!("package/{}-{VERSION}.crate", env!("CARGO_PKG_NAME"));
    let bytes = fs::metadata(folder.path().join(name)).unwrap().len();
    assert!(bytes < MOST_BYTES, "{bytes} bytes");
}

/// The files in which people, registries and other tools look for the project's address.
const SAY_THE_ADDRESS: [&str; 4] = [
    "Cargo.toml",
    "README.md",
    "examples/ci/github.yml",
    "packaging/address",
];

fn the_address_is_changed_everywhere_at_once() {
    let folder = tempfile::tempdir().unwrap();
    for name in SAY_THE_ADDRESS.iter().chain(&["packaging/set-address"]) {
        let to = folder.path().join(name);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(top().join(name), to).unwrap();
    }
    let set = |address: &str| {
        ended(
            Command::new("bash")
                .arg(folder.path().join("packaging/set-address"))
                .arg(address),
        )
    };
    assert!(!set("https://example.org/chronic").status.success());
    let before = fs::read_to_string(top().join("packaging/address")).unwrap();
    let before = before.trim();
    let output = set("a-district/chronic.tool");
    assert!(output.status.success(), "{}", said(&output));
    for name in SAY_THE_ADDRESS {
        let old = fs::read_to_string(top().join(name)).unwrap();
        let new = fs::read_to_string(folder.path().join(name)).unwrap();
        assert_eq!(
            new,
            old.replace(before, "a-district/chronic.tool"),
            "{name}"
        );
    }
}
