//! The program in one page (`web/`): it is the same program, and the page around it works.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use chronic::cli::EXAMPLES;
use rayon::prelude::*;
use serde_json::{Value, json};
use tempfile::TempDir;
use walkdir::WalkDir;

use crate::Check;
use crate::browser::drive;
use crate::common::{examples, output, run};
use crate::forms::FORMS;
use crate::program::{WEB, WEBKIT, folder};
use crate::written::Texts;
use crate::{files, texts};

pub(crate) fn checks() -> Vec<Check> {
    let in_webkit = Check {
        name: "web::a_year_in_webkit",
        needs: &WEBKIT,
        run: || year("web-engine.mjs", "webkit"),
    };
    let checks: [(&'static str, fn()); 7] = [
        ("web::every_run_is_the_one_at_a_terminal", same_as_native),
        ("web::a_year_needs_no_terminal", || year("web-year.mjs", "")),
        ("web::a_year_in_firefox", || {
            year("web-engine.mjs", "firefox");
        }),
        ("web::what_changed_is_saved_in_its_place", saved),
        ("web::what_is_added_goes_where_it_belongs", added),
        ("web::a_hostile_folder_does_nothing", hostile),
        ("web::no_one_is_shut_out", seen),
    ];
    let check = |(name, run)| Check {
        name,
        needs: &WEB,
        run,
    };
    checks.into_iter().map(check).chain([in_webkit]).collect()
}

/// What `web/build` made.
pub(crate) fn built() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("target/web")
}

/// The files below a folder.
fn below(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = WalkDir::new(folder).into_iter().map(Result::unwrap);
    let files = entries.filter(|entry| entry.file_type().is_file());
    let file = |entry: walkdir::DirEntry| {
        let path = entry.path().strip_prefix(folder).unwrap();
        let path = path.to_str().unwrap().replace('\\', "/");
        (path, fs::read(entry.path()).unwrap())
    };
    files.map(file).collect()
}

fn copy(from: &BTreeMap<String, Vec<u8>>) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (path, bytes) in from {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

/// A run of the program built for this machine: what it printed, and the files that it changed.
/// Where nothing writes, one copy of the files will do for all.
fn native(before: &BTreeMap<String, Vec<u8>>, shared: Option<&Path>, words: &[String]) -> Value {
    let own = shared.is_none().then(|| copy(before));
    let folder = own.as_ref().map_or(shared, |own| Some(own.path())).unwrap();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let output = output(folder, &words);
    let changed = below(folder);
    let changed = changed
        .iter()
        .filter(|(path, bytes)| before.get(*path) != Some(bytes));
    let text = |bytes: &[u8]| BASE64_STANDARD.encode(bytes);
    json!({
        "args": words,
        "code": output.status.code(),
        "out": text(&output.stdout),
        "err": text(&output.stderr),
        "changed": changed.map(|(path, bytes)| (path.clone(), json!(text(bytes)))).collect::<serde_json::Map<_, _>>(),
    })
}

fn words(line: &str) -> Vec<String> {
    line.split_whitespace().map(str::to_owned).collect()
}

/// Every way out, on hostile texts.
fn ways_out() -> (TempDir, Vec<Vec<String>>) {
    let folder = TempDir::new().unwrap();
    let mut texts = Texts::new(&texts::hostile(), false);
    let text = texts.next();
    files::write(folder.path(), &mut texts);
    let line = |(line, _): &(&str, _)| {
        let words = line.split(' ');
        let words = words.map(|word| word.replace("TEXT", &text).replace("WORDS", &text));
        let rubric = ["--rubric", "rubric.toml"].map(str::to_owned);
        rubric.into_iter().chain(words).collect()
    };
    (folder, FORMS.iter().map(line).collect())
}

/// Every odd and bad input.
fn corpus() -> Vec<Vec<String>> {
    let manifest = fs::read_to_string("tests/corpus/cases.toml").unwrap();
    let manifest: toml::Table = manifest.parse().unwrap();
    let cases = manifest["case"].as_array().unwrap();
    let commands = |case: &toml::Value| {
        let path = case["path"].as_str().unwrap().to_owned();
        let is_folder = case["kind"].as_str() == Some("folder");
        let command = if is_folder { "tally" } else { "validate" };
        let mut words = vec![command.to_owned(), path];
        if !is_folder {
            words.extend(["--format", "json"].map(str::to_owned));
        }
        words
    };
    cases.iter().map(commands).collect()
}

/// Every kind of export.
fn imports(folder: &Path) -> Vec<Vec<String>> {
    let is_table = |path: &String| path.ends_with(".csv") || path.ends_with(".xlsx");
    let exports = below(folder).into_keys().filter(is_table);
    let commands = |path: String| {
        ["", "--yes", "--yes --date-order mdy --dry-run"].map(|options| {
            let line = ["import".to_owned(), path.clone(), "forms".to_owned()];
            line.into_iter().chain(words(options)).collect()
        })
    };
    exports.flat_map(commands).collect()
}

/// The help's examples, and the workbook, the page and the year as they are.
fn on_the_example() -> Vec<Vec<String>> {
    // A calendar has the moment at which it was made, unless it is told.
    let lines = EXAMPLES.iter().map(|line| {
        line.replace('"', "")
            .replace(".ics", ".ics --today 2026-11-02")
    });
    let lines = lines.map(|line| words(&line));
    let more = [
        "tally responses -o new.xlsx --plan plan-2026.toml",
        "tally responses --by role --format json",
        "render team-2026.toml --plan plan-2026.toml --previous team-2025.toml --format html",
        "next 2027 --format json --today 2027-10-20",
        "validate . --format sarif --today 2026-11-02",
        "validate nothing-here",
        "tally responses -o responses/new/team.toml",
        "render team-2026.toml -o team-2026.toml --force",
        "plan status plan-2026.toml --today 2027-03-01 --format csv",
        "tally --help",
        "plan",
        "--version",
    ];
    lines.chain(more.map(words)).collect()
}

fn same_as_native() {
    let (hostile, ways_out) = ways_out();
    let tests = Path::new("tests");
    let imported = tests.join("import");
    let places = [
        (hostile.path().to_owned(), false, ways_out),
        (tests.join("corpus"), true, corpus()),
        (imported.clone(), false, imports(&imported)),
        (examples(), false, on_the_example()),
    ];
    for (place, reads, lines) in places {
        assert!(lines.len() > 20, "{}", place.display());
        let before = below(&place);
        let work = copy(&before);
        let runs: Vec<Value> = lines
            .par_iter()
            .map(|line| native(&before, reads.then_some(work.path()), line))
            .collect();
        let runs_at = TempDir::new().unwrap();
        let runs_at = runs_at.path().join("runs.json");
        fs::write(&runs_at, serde_json::to_vec(&runs).unwrap()).unwrap();
        let output = Command::new("node")
            .arg(folder().join("web-same.mjs"))
            .args([&built(), work.path(), &runs_at])
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        let refused = String::from_utf8_lossy(&output.stderr);
        assert!(
            output.status.success(),
            "{}: {said}{refused}",
            place.display()
        );
        assert!(said.contains(&format!("{} runs", lines.len())), "{said}");
    }
}

/// What the page is driven to do, at a terminal; the files that people send are put in `sent`.
fn year_at_a_terminal(folder: &Path, sent: &Path) {
    let run = |line: &str| {
        let run = run(
            folder,
            &words(line).iter().map(String::as_str).collect::<Vec<_>>(),
        );
        assert_eq!(run.code, 0, "{line}: {}", run.err);
    };
    let change = |path: &str, to: &str, change: &dyn Fn(&str) -> String| {
        let text = change(&fs::read_to_string(folder.join(path)).unwrap());
        fs::write(folder.join(path), &text).unwrap();
        fs::write(sent.join(to), text).unwrap();
    };
    let names = [
        "Ana Reyes",
        "Bo Lind",
        "Cy Vega",
        "Di Moss",
        "Ed Park",
        "Fay D\u{ed}az",
    ];
    let mut roster = "Name,Role,Department\r\n".to_owned();
    for name in names {
        roster.push_str(&format!("{name},Principal,Schools\r\n"));
    }
    for place in [folder, sent] {
        fs::write(place.join("roster.csv"), &roster).unwrap();
    }
    run("init --team roster.csv forms");
    fs::create_dir(sent.join("forms")).unwrap();
    let forms = below(&folder.join("forms")).into_keys();
    for (at, form) in forms.enumerate() {
        let path = format!("forms/{form}");
        change(&path, &path, &|form| {
            let rating = ["strength", "could-be-better", "urgent-gap"][at % 3];
            form.replace("rating = \"\"", &format!("rating = \"{rating}\""))
                .replace("date = \"\"", &format!("date = \"2026-10-0{}\"", at + 1))
        });
    }
    run("tally forms -o team.toml --roster roster.csv");
    run("page team.toml -o debrief.html");
    change("team.toml", "team.toml", &|team| {
        team.replace("agreed = \"\"", "agreed = \"could-be-better\"")
            .replacen("decision = \"\"", "decision = \"improve\"", 2)
            .replace("decision = \"\"", "decision = \"watch\"")
    });
    run("plan draft team.toml -o plan.toml");
    run("page plan.toml -o plan.html");
    change("plan.toml", "plan.toml", &|plan| {
        let plan = plan
            .replace("action = \"\"", "action = \"Visit homes.\"")
            .replace("owner = \"\"", "owner = \"Nurse\"")
            .replace("channel = \"\"", "channel = \"Meeting\"")
            .replace("message = \"\"", "message = \"What we found.\"")
            .replace("due = \"\"", "due = \"2027-01-15\"")
            .replace("adopted = \"\"", "adopted = \"2026-11-02\"");
        let families = "audience = \"families\"\nmessage = \"Come.\"\nchannel = \"Letter\"\nowner = \"Nurse\"\ndue = 2027-01-15\n";
        format!("{plan}\n[[communication]]\n{families}")
    });
    run(
        "render team.toml --plan plan.toml --audience families --today 2026-11-03 -o families.html",
    );
    run("tally team.toml -o team.xlsx");
}

fn year(script: &str, engine: &str) {
    let [terminal, sent, kept] = [(); 3].map(|()| TempDir::new().unwrap());
    year_at_a_terminal(terminal.path(), sent.path());
    let [files, folder] = [&sent, &kept].map(|of| of.path().to_str().unwrap());
    drive(script, sent.path(), &[&page(), files, folder, engine]);
    let [at_a_terminal, in_the_page] = [terminal, kept].map(|folder| below(folder.path()));
    assert_eq!(at_a_terminal.len(), 13);
    assert!(
        in_the_page.keys().eq(at_a_terminal.keys()),
        "{:?}",
        in_the_page.keys()
    );
    for (path, bytes) in at_a_terminal {
        assert!(in_the_page[&path] == bytes, "{path}");
    }
}

fn page() -> String {
    built().join("chronic.html").to_str().unwrap().to_owned()
}

fn saved() {
    let folder = TempDir::new().unwrap();
    drive("web-saved.mjs", folder.path(), &[&page()]);
}

fn added() {
    let [folder, work] = [(); 2].map(|()| TempDir::new().unwrap());
    assert_eq!(run(work.path(), &["init", "blank.toml"]).code, 0);
    let folder = folder.path().to_str().unwrap();
    drive("web-added.mjs", work.path(), &[&page(), folder]);
}

fn seen() {
    let folder = TempDir::new().unwrap();
    let examples = examples();
    drive(
        "web-seen.mjs",
        folder.path(),
        &[&page(), examples.to_str().unwrap()],
    );
}

/// Files with hostile names and texts, a workbook that is a bomb among them.
fn hostile() {
    let (folder, _) = ways_out();
    fs::write(
        folder.path().join("<img src=x onerror=hit=1>.csv"),
        "Name\n",
    )
    .unwrap();
    fs::write(
        folder.path().join("$(touch hit) `x` it's.csv"),
        "Name\nAna\n",
    )
    .unwrap();
    let bomb = Path::new("tests/import/many-sheets-one-part.xlsx");
    fs::copy(bomb, folder.path().join("bomb.xlsx")).unwrap();
    let work = TempDir::new().unwrap();
    let folder = folder.path().to_str().unwrap();
    drive("web-hostile.mjs", work.path(), &[&page(), folder]);
}
