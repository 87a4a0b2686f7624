//! The README is true: its commands print what it shows, and its tables are complete.

use std::fs;
use std::path::Path;
use std::process::Command;

use chronic::problem::Code;

fn document(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    fs::read_to_string(path).unwrap().replace("\r\n", "\n")
}

fn readme() -> String {
    document("README.md")
}

fn reference() -> String {
    document("docs/reference.md")
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// The arguments of a command line with plain double quotes.
fn arguments(line: &str) -> Vec<String> {
    let mut arguments = Vec::new();
    for (at, part) in line.split('"').enumerate() {
        if at % 2 == 1 {
            arguments.push(part.to_owned());
        } else {
            arguments.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    arguments
}

/// Whether the lines match, where a line `...` stands for any number of them.
fn matches(expected: &[&str], actual: &[&str]) -> bool {
    match expected.split_first() {
        None => actual.is_empty(),
        Some((&"...", rest)) => (0..=actual.len()).any(|skip| matches(rest, &actual[skip..])),
        Some((line, rest)) => {
            actual
                .first()
                .is_some_and(|first| first.trim_end() == line.trim_end())
                && matches(rest, &actual[1..])
        }
    }
}

#[test]
fn every_command_prints_what_the_readme_shows() {
    let folder = tempfile::tempdir().unwrap();
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    copy_folder(&examples, &folder.path().join("examples"));
    let readme = readme();
    let mut run = 0;
    for block in readme.split("```console\n").skip(1) {
        let block = block.split("```").next().unwrap();
        for step in block.split("$ chronic ").skip(1) {
            let (command, expected) = step.split_once('\n').unwrap();
            // Both in one, in the order in which a terminal shows them.
            let (mut both, out) = std::io::pipe().unwrap();
            let mut child = Command::new(env!("CARGO_BIN_EXE_chronic"))
                .args(arguments(command))
                .current_dir(folder.path())
                .stderr(out.try_clone().unwrap())
                .stdout(out)
                .spawn()
                .unwrap();
            let mut printed = String::new();
            std::io::Read::read_to_string(&mut both, &mut printed).unwrap();
            child.wait().unwrap();
            let actual: Vec<&str> = printed.lines().collect();
            let expected: Vec<&str> = expected.trim_end().lines().collect();
            assert!(matches(&expected, &actual), "chronic {command}\n{printed}");
            run += 1;
        }
    }
    assert!(run > 5, "only {run} commands were found");
}

#[test]
fn every_problem_is_in_the_tables() {
    let reference = reference();
    for code in Code::ALL {
        assert!(reference.contains(&format!("`{code}`")), "{code}");
    }
}

#[test]
fn every_command_is_in_the_table() {
    let reference = reference();
    let help = Command::new(env!("CARGO_BIN_EXE_chronic"))
        .arg("--help")
        .output()
        .unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let commands = help
        .split("Commands:")
        .nth(1)
        .unwrap()
        .split("Options:")
        .next()
        .unwrap();
    let names = commands.lines().filter_map(|line| line.strip_prefix("  "));
    let names: Vec<&str> = names
        .filter(|l| !l.starts_with(' '))
        .filter_map(|l| l.split(' ').next())
        .collect();
    assert!(names.len() > 4, "{names:?}");
    for name in names.iter().filter(|name| **name != "help") {
        assert!(reference.contains(&format!("| `chronic {name}")), "{name}");
    }
}

/// The first cell of each row of the tables in a document, and all longer lines of its text.
fn said(text: &str) -> Vec<&str> {
    let mut outside = true;
    let lines = text.lines().filter(|line| {
        outside ^= line.starts_with("```");
        outside && !line.starts_with("    ")
    });
    lines
        .filter_map(|line| match line.strip_prefix("| ") {
            Some(row) if row.starts_with('`') => row.split(" | ").next(),
            Some(_) => None,
            None => Some(line).filter(|line| line.len() > 40),
        })
        .collect()
}

#[test]
fn nothing_is_said_twice_in_a_document() {
    for name in [
        "README.md",
        "docs/reference.md",
        "ARCHITECTURE.md",
        "docs/dependencies.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "SECURITY.md",
        "docs/releasing.md",
        "examples/README.md",
        "fuzz/README.md",
    ] {
        let text = document(name);
        let mut said = said(&text);
        said.sort_unstable();
        let twice: Vec<_> = said.windows(2).filter(|two| two[0] == two[1]).collect();
        assert!(twice.is_empty(), "{name}: {twice:#?}");
    }
}

#[test]
fn every_dependency_is_in_the_table_and_no_other() {
    let manifest: toml::Table = document("Cargo.toml").parse().unwrap();
    let somewhere = manifest["target"].as_table().unwrap().values();
    let mut wanted: Vec<&str> = ["dependencies", "dev-dependencies"]
        .iter()
        .map(|kind| &manifest[*kind])
        .chain(somewhere.map(|of| &of["dependencies"]))
        .flat_map(|kind| kind.as_table().unwrap().keys())
        .map(String::as_str)
        .collect();
    wanted.sort_unstable();
    // Some serve tests as well.
    wanted.dedup();
    let text = document("docs/dependencies.md");
    let rows = text.lines().filter_map(|line| line.strip_prefix("| `"));
    let names = rows.filter_map(|row| row.split(" | ").next());
    let mut named: Vec<&str> = names
        .flat_map(|names| names.split(", "))
        .map(|name| name.trim_matches('`'))
        .collect();
    named.sort_unstable();
    assert_eq!(named, wanted);
}

/// The texts between a lead and the first character that cannot be in a name.
fn after<'a>(text: &'a str, lead: &'a str) -> impl Iterator<Item = &'a str> {
    let is_end = |c: char| !c.is_ascii_alphanumeric() && !"._-/".contains(c);
    let texts = text.split(lead).skip(1);
    texts.map(move |rest| rest.split(is_end).next().unwrap())
}

#[test]
fn every_file_says_the_same_address_and_version() {
    let address = document("packaging/address");
    let manifest: toml::Table = document("Cargo.toml").parse().unwrap();
    let package = manifest["package"].as_table().unwrap();
    let version = package["version"].as_str().unwrap();
    let mut addresses = 0;
    for name in ["Cargo.toml", "README.md"] {
        let text = document(name);
        for found in after(&text, "https://github.com/") {
            let parts: Vec<&str> = found.split('/').take(2).collect();
            assert_eq!(parts.join("/"), address.trim(), "{name}");
            addresses += 1;
        }
    }
    assert!(addresses > 3, "{addresses}");
    let action = format!("uses: {}@v{version}\n", address.trim());
    assert!(document("examples/ci/github.yml").contains(&action));
    for name in ["gitlab.yml", "pre-commit-config.yaml"] {
        let text = document(&format!("examples/ci/{name}"));
        assert_eq!(
            after(&text, "chronic-absence==").collect::<Vec<_>>(),
            [version]
        );
    }
    let readme = readme();
    assert!(readme.contains(&format!("don't see `chronic {version}`")));
}

/// Words that a school secretary wouldn't write, and what to write instead. Whole words, in any
/// case.
const RETIRED: [(&str, &str); 25] = [
    ("anew", "again"),
    ("whoever", "the person who"),
    ("nobody", "no one"),
    ("somebody", "someone"),
    ("everybody", "everyone"),
    ("mend", "fix"),
    ("mends", "fixes"),
    ("mended", "fixed"),
    ("misspelt", "misspelled"),
    ("beside", "next to"),
    ("behind", "after"),
    ("onto", "on, in"),
    ("cannot", "can't"),
    ("do not", "don't"),
    ("does not", "doesn't"),
    ("filled-in", "completed"),
    ("by whom", "owner"),
    ("all the same", "anyway"),
    ("in a word", "result"),
    ("keep up", "continue"),
    ("look again", "review next time"),
    ("not touched", "not changed"),
    ("there already", "already exists"),
    ("lies", "is"),
    ("holds", "has, contains"),
];

/// Where a retired word is right: the words around it, and why.
const EXCEPTIONS: [(&str, &str); 2] = [
    ("warning[nobody-answered]", "the code of a problem"),
    ("cannot extend", "part of the parser's own message"),
];

/// The string literals of a Rust file outside its comments, attributes of lints, and tests.
fn literals(source: &str) -> Vec<String> {
    let source = source.split("#[cfg(test)]\nmod tests {").next().unwrap();
    let literal =
        r#"(?s)//[^\n]*|reason = "[^"]*"|'(?:\\.[^']*|[^'\\])'|r(#+)"(.*?)"\1|"((?:[^"\\]|\\.)*)""#;
    let literal = fancy_regex::Regex::new(literal).unwrap();
    let found = literal.captures_iter(source).map(Result::unwrap);
    let texts = found.filter_map(|found| found.get(2).or(found.get(3)));
    texts.map(|text| text.as_str().to_owned()).collect()
}

#[test]
fn no_text_has_a_word_that_people_would_not_use() {
    let words: Vec<&str> = RETIRED.iter().map(|(word, _)| *word).collect();
    let retired = format!(r"(?i)\b({})\b", words.join("|"));
    let retired = fancy_regex::Regex::new(&retired).unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut texts = 0;
    let mut found = Vec::new();
    for entry in walkdir::WalkDir::new(&root).sort_by_file_name() {
        let entry = entry.unwrap();
        let name = entry.path().to_string_lossy().replace('\\', "/");
        if !name.ends_with(".rs") || name.ends_with("tests.rs") || name.contains("/tests/") {
            continue;
        }
        let source = fs::read_to_string(entry.path())
            .unwrap()
            .replace("\r\n", "\n");
        let mut all = literals(&source);
        // What `--help` prints is documentation there.
        if name.contains("/src/cli/") {
            let help = source.lines().map(str::trim_start);
            let help = help.filter(|line| line.starts_with("///") && !line.contains('`'));
            all.extend(help.map(str::to_owned));
        }
        // A list of words that other people type isn't said to anyone.
        let is_list = |text: &str| text.split(", ").count() > 10 && !text.contains('.');
        let said = |text: &&String| text.trim().contains(' ') && !is_list(text);
        for text in all.iter().filter(said) {
            texts += 1;
            let mut shown = text.clone();
            for (exception, _) in EXCEPTIONS {
                shown = shown.replace(exception, "");
            }
            if let Some(word) = retired.find(&shown).unwrap() {
                found.push(format!("{name}: \"{}\" in: {text}", word.as_str()));
            }
        }
    }
    assert!(texts > 1500, "only {texts} texts were found");
    assert!(found.is_empty(), "{}", found.join("\n"));
}
