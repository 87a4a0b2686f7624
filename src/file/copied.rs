//! Copies by their names: what shared folders make when a file was saved in two places, and
//! mail programs, browsers and file managers when it was saved twice.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use crate::problem::{Code, Problem};

/// How a copy came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Copied {
    /// Two people or machines saved the file, and the shared folder kept both.
    InTwoPlaces,
    /// It was saved or copied twice.
    Twice,
}

impl Copied {
    /// What a copy is, behind its name and before that of the file it was made of.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::InTwoPlaces => {
                "is by its name the copy that a shared folder made when two people or machines saved"
            }
            Self::Twice => {
                "is by its name the second copy, as mail programs, browsers and file managers make them, of"
            }
        }
    }
}

/// The name of the file that this one is a copy of, by its name alone.
#[must_use]
pub fn copy_of(name: &str) -> Option<(Copied, String)> {
    let lower = name.to_lowercase();
    let ending = [".toml.txt", ".toml"]
        .into_iter()
        .find(|e| lower.ends_with(e))?;
    let (stem, ending) = name.split_at_checked(name.len() - ending.len())?;
    let found = in_two_places(stem)
        .map(|original| (Copied::InTwoPlaces, original))
        .or_else(|| twice(stem).map(|original| (Copied::Twice, original)));
    let (copied, original) = found?;
    let original = original.trim();
    (!original.is_empty()).then(|| (copied, format!("{original}{ending}")))
}

/// Dropbox and Nextcloud "(... conflicted copy ...)", Google Drive "[Conflict]", Syncthing
/// ".sync-conflict-...", OneDrive with the name of the machine.
fn in_two_places(stem: &str) -> Option<&str> {
    if let Some(at) = stem.find(".sync-conflict-") {
        return Some(&stem[..at]);
    }
    for (open, close) in [('(', ')'), ('[', ']')] {
        if let Some((original, inside)) = stem.strip_suffix(close).and_then(|s| s.rsplit_once(open))
            && inside.to_lowercase().contains("conflict")
        {
            return Some(original);
        }
    }
    ["-DESKTOP-", "-LAPTOP-"].into_iter().find_map(|machine| {
        let (original, id) = stem.rsplit_once(machine)?;
        let plain = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit();
        (id.len() >= 6 && id.chars().all(plain)).then_some(original)
    })
}

/// "name (1)", "name - Copy", "name copy 2", "Copy of name", "name 2".
fn twice(stem: &str) -> Option<&str> {
    const WORDS: [&str; 5] = ["copy", "kopie", "copia", "copie", "c\u{f3}pia"];
    if let Some((first, rest)) = stem.split_once(" of ")
        && (first == "Copy" || first.starts_with("Copy ("))
    {
        return Some(rest);
    }
    let is_number =
        |text: &str| (1..3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    let (mut original, mut last) = stem.rsplit_once([' ', '-', '_', '('])?;
    let in_brackets = last
        .strip_suffix(')')
        .filter(|_| stem[original.len()..].starts_with('('));
    let numbered = is_number(in_brackets.unwrap_or(last));
    let spaced = stem[original.len()..].starts_with(' ');
    let before = original.trim_end();
    if numbered && let Some((name, word)) = before.rsplit_once([' ', '-', '_']) {
        // "name - Copy (2)"
        (original, last) = if WORDS.contains(&word.to_lowercase().as_str()) {
            (name, word)
        } else {
            (original, last)
        };
    }
    let is_copy = WORDS.contains(&last.to_lowercase().as_str());
    // "name-2" is how forms of namesakes are called here.
    (is_copy || in_brackets.is_some() && numbered || spaced && numbered)
        .then(|| original.trim_end_matches([' ', '-', '_']))
}

/// A warning for each of these files that is by its name a copy of another of them.
#[must_use]
pub fn copies<'p>(
    files: impl IntoIterator<Item = &'p Path> + Clone,
    shown: impl Fn(&Path) -> String,
) -> HashMap<PathBuf, Problem> {
    let key = |path: &Path| path.to_string_lossy().to_lowercase();
    let all = files.clone().into_iter().filter_map(|path| {
        let (copied, original) = copy_of(&path.file_name()?.to_string_lossy())?;
        Some((path, copied, key(&path.with_file_name(original))))
    });
    // Few, of a state's worth of files.
    let all: Vec<_> = all.collect();
    if all.is_empty() {
        return HashMap::new();
    }
    let mut originals: HashMap<&str, Option<&Path>> = all
        .iter()
        .map(|(_, _, original)| (&**original, None))
        .collect();
    for path in files {
        if let Some(original) = originals.get_mut(&*key(path)) {
            *original = Some(path);
        }
    }
    let problem = |(path, copied, original): &(&Path, Copied, String)| {
        let original = originals.get(&**original).copied().flatten()?;
        let problem = Problem::new(
            Code::Copy,
            format!("{} {} {}.", shown(path), copied.words(), shown(original)),
            "Look at both, keep the right one, and take the other out of the folder.",
        );
        Some(((*path).to_owned(), problem))
    };
    all.iter().filter_map(problem).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_are_known_by_their_names() {
        for (name, copied) in [
            ("maria-DESKTOP-AB12CD3.toml", Copied::InTwoPlaces),
            (
                "maria (Ana's conflicted copy 2026-10-01).toml",
                Copied::InTwoPlaces,
            ),
            (
                "maria (conflicted copy 2026-10-01 101500).toml",
                Copied::InTwoPlaces,
            ),
            (
                "maria.sync-conflict-20261001-101500-ABCDEFG.toml",
                Copied::InTwoPlaces,
            ),
            ("maria [Conflict].toml", Copied::InTwoPlaces),
            ("maria (1).toml", Copied::Twice),
            ("maria(2).toml", Copied::Twice),
            ("maria - Copy.toml", Copied::Twice),
            ("maria - Copy (2).toml", Copied::Twice),
            ("maria copy.toml", Copied::Twice),
            ("maria copy 2.toml", Copied::Twice),
            ("maria - Kopie.toml", Copied::Twice),
            ("maria 2.toml", Copied::Twice),
            ("Copy of maria.toml", Copied::Twice),
            ("Copy (2) of maria.toml", Copied::Twice),
        ] {
            let known = copy_of(name);
            assert_eq!(known, Some((copied, "maria.toml".to_owned())), "{name}");
        }
        assert_eq!(
            copy_of("maria (1).toml.txt"),
            Some((Copied::Twice, "maria.toml.txt".to_owned()))
        );
    }

    #[test]
    fn other_names_are_no_copies() {
        for name in [
            "maria-2.toml",
            "maria.toml",
            "response-01.toml",
            "copy.toml",
            "(1).toml",
            "maria (HR).toml",
            "maria (1).docx",
            "team 2026.toml",
            "\u{e9}(\u{e9}).toml",
        ] {
            assert_eq!(copy_of(name), None, "{name}");
        }
    }

    #[test]
    fn a_copy_is_told_only_beside_its_original() {
        let told = |names: &[&str]| {
            let files = names.iter().map(Path::new);
            copies(files, |path| path.display().to_string()).len()
        };
        assert_eq!(told(&["a/maria.toml", "a/Maria (1).toml"]), 1);
        assert_eq!(told(&["a/maria.toml", "b/maria (1).toml"]), 0);
    }
}
