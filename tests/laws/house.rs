//! The house: what a file of `src` imports lies below it, and no files import each other in a circle.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use fancy_regex::Regex;
use walkdir::WalkDir;

/// The rooms, from the top down: each may import from those below it only. Those of one floor know
/// nothing of each other.
const FLOORS: [&[&str]; 8] = [
    &["command"],
    &["cli"],
    &["import", "report"],
    &["files"],
    &["toml"],
    &["disk", "text"],
    &["model"],
    &["problem", "words"],
];

type Module = Vec<String>;

/// Every module but those of tests, with its code.
fn modules() -> BTreeMap<Module, String> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files = WalkDir::new(&top).into_iter().map(|entry| entry.unwrap());
    let files = files.map(|entry| entry.path().to_owned());
    let code = files.filter(|path| path.extension().is_some_and(|e| e == "rs"));
    let code = code.filter(|path| !path.ends_with("tests.rs"));
    let name = |path: &PathBuf| -> Module {
        let path = path.strip_prefix(&top).unwrap().with_extension("");
        let parts = path.iter().map(|part| part.to_str().unwrap().to_owned());
        parts.filter(|part| part != "mod").collect()
    };
    code.map(|path| {
        let text = fs::read_to_string(&path).unwrap();
        let text = text.split("#[cfg(test)]\nmod tests").next().unwrap();
        let lines = text.lines().map(|line| line.split("//").next().unwrap());
        (name(&path), lines.collect::<Vec<_>>().join("\n"))
    })
    .collect()
}

/// The paths of a `use`, one for each name in its braces.
fn paths(written: &str) -> Vec<String> {
    let Some((before, inner)) = written.split_once('{') else {
        let path = written.split(" as ").next().unwrap();
        return vec![path.trim().to_owned()];
    };
    let inner = inner.rsplit_once('}').unwrap().0;
    let (mut depth, mut parts) = (0, vec![String::new()]);
    for c in inner.chars() {
        depth += i32::from(c == '{') - i32::from(c == '}');
        match c {
            ',' if depth == 0 => parts.push(String::new()),
            c => parts.last_mut().unwrap().push(c),
        }
    }
    let parts = parts.iter().filter(|part| !part.trim().is_empty());
    parts
        .flat_map(|part| paths(&format!("{}{}", before.trim(), part.trim())))
        .collect()
}

/// What each module takes names from.
fn imports(modules: &BTreeMap<Module, String>) -> BTreeMap<Module, BTreeSet<Module>> {
    let written = Regex::new(r"(?s)\buse\s+((?:crate|super|self)::[^;]*);").unwrap();
    let inline = Regex::new(r"\b(?:crate|super)(?:::\w+)+").unwrap();
    let mut imports = BTreeMap::new();
    for (module, code) in modules {
        let uses = written.captures_iter(code).map(|m| m.unwrap());
        let uses = uses.flat_map(|m| paths(m.get(1).unwrap().as_str()));
        let others = inline
            .find_iter(code)
            .map(|m| m.unwrap().as_str().to_owned());
        let mut from: BTreeSet<Module> = BTreeSet::new();
        for path in uses.chain(others) {
            let mut at: Module = Vec::new();
            for (number, part) in path.split("::").map(str::trim).enumerate() {
                match part {
                    "crate" => {}
                    "self" if number == 0 => at.clone_from(module),
                    "super" => {
                        if number == 0 {
                            at.clone_from(module);
                        }
                        at.pop();
                    }
                    name => at.push(name.to_owned()),
                }
            }
            while !at.is_empty() && !modules.contains_key(&at) {
                at.pop();
            }
            if !at.is_empty() && at != *module {
                from.insert(at);
            }
        }
        imports.insert(module.clone(), from);
    }
    imports
}

#[test]
fn no_room_takes_from_one_above_it() {
    let modules = modules();
    let floor = |module: &Module| FLOORS.iter().position(|f| f.contains(&module[0].as_str()));
    let mut seen = 0;
    for room in modules.keys().filter(|module| module.len() > 1) {
        assert!(floor(room).is_some(), "{} is on no floor", room.join("::"));
    }
    for (module, from) in imports(&modules) {
        for other in from.iter().filter(|other| other[0] != module[0]) {
            let (Some(here), Some(there)) = (floor(&module), floor(other)) else {
                continue;
            };
            seen += 1;
            assert!(
                here < there,
                "{} takes from {}",
                module.join("::"),
                other.join("::")
            );
        }
    }
    assert!(seen > 300, "{seen}");
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    let mut left = imports(&modules());
    // What takes from nothing that is left is in no circle.
    loop {
        let names: BTreeSet<Module> = left.keys().cloned().collect();
        let is_free = |from: &BTreeSet<Module>| from.is_disjoint(&names);
        let free: Vec<Module> = left
            .iter()
            .filter(|(_, from)| is_free(from))
            .map(|(module, _)| module.clone())
            .collect();
        if free.is_empty() {
            break;
        }
        left.retain(|module, _| !free.contains(module));
    }
    // Nor is what nothing that is left takes from.
    loop {
        let taken: BTreeSet<Module> = left.values().flatten().cloned().collect();
        let before = left.len();
        left.retain(|module, _| taken.contains(module));
        if left.len() == before {
            break;
        }
    }
    let circle: Vec<String> = left.keys().map(|module| module.join("::")).collect();
    assert!(circle.is_empty(), "in or between circles: {circle:?}");
}
