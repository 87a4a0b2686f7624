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
    pub const fn words(self) -> &'static str {
        match self {
            Self::InTwoPlaces => {
                "looks like the copy that a shared folder makes when two people or computers save"
            }
            Self::Twice => "looks like a copy, such as an email program or browser makes, of",
        }
    }
}

/// The name of the file that this one is a copy of, by its name alone.
pub fn copy_of(name: &str) -> Option<(Copied, String)> {
    let lower = name.to_lowercase();
    let ending = [".toml.txt", ".toml"]
        .into_iter()
        .find(|e| lower.ends_with(e))?;
    let (stem, ending) = name.split_at_checked(name.len() - ending.len())?;
    // "name.toml.toml", and "name.toml.txt", which is told next to "name.toml".
    if stem.to_lowercase().ends_with(".toml") {
        return Some((Copied::Twice, stem.to_owned()));
    }
    let found = in_two_places(stem)
        .map(|original| (Copied::InTwoPlaces, original))
        .or_else(|| twice(stem).map(|original| (Copied::Twice, original)));
    let Some((copied, original)) = found else {
        let txt = name.split_at_checked(name.len() - ".txt".len())?;
        return (ending.len() > ".toml".len()).then(|| (Copied::Twice, txt.0.to_owned()));
    };
    let original = original.trim();
    (!original.is_empty()).then(|| (copied, format!("{original}{ending}")))
}

/// Dropbox and Nextcloud "(... conflicted copy ...)", Google Drive "[Conflict]", Syncthing
/// ".sync-conflict-...", others "_conflict-2026..."; OneDrive with the name of the machine.
fn in_two_places(stem: &str) -> Option<&str> {
    const CONFLICT: &str = "conflict";
    const KONFLIKT: &str = "konflikt";
    if let Some(at) = stem.find(".sync-conflict-") {
        return Some(&stem[..at]);
    }
    if let Some((original, inside)) = bracketed(stem)
        && [CONFLICT, KONFLIKT]
            .iter()
            .any(|word| inside.to_lowercase().contains(word))
    {
        return Some(original);
    }
    // In small ASCII letters, so that a place in one is the same place in the other.
    if let Some(at) = stem.to_ascii_lowercase().rfind(CONFLICT)
        && let Some(original) = stem[..at].strip_suffix(['_', '.', '-', ' '])
    {
        return Some(original);
    }
    // The longest first: machines have hyphens in their names.
    let mut hyphens = stem.match_indices('-');
    let is_machine = |(at, _): &(usize, &str)| is_machine(&stem[at + 1..]);
    hyphens.find(is_machine).map(|(at, _)| &stem[..at])
}

/// What stands before the brackets at the end of a name, and what in them.
fn bracketed(stem: &str) -> Option<(&str, &str)> {
    let round = stem.strip_suffix(')').and_then(|s| s.rsplit_once('('));
    round.or_else(|| stem.strip_suffix(']')?.rsplit_once('['))
}

/// Whether this is how machines are named: "DESKTOP-AB12CD3", "RPS-LT-0412", "Ana's MacBook
/// Pro". A year or a word in capitals is no machine.
fn is_machine(name: &str) -> bool {
    const MADE: [&str; 6] = [
        "MacBook",
        "iMac",
        "Mac mini",
        "iPad",
        "iPhone",
        "Chromebook",
    ];
    if MADE.iter().any(|made| name.contains(made)) {
        return !name.contains('-');
    }
    let plain = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'-';
    let is_plain = name.bytes().all(plain);
    if name == "PC"
        || ["-PC", "LAPTOP", "DESKTOP"]
            .iter()
            .any(|end| name.ends_with(end))
    {
        return is_plain;
    }
    let has = |is: fn(&u8) -> bool| name.bytes().any(|b| is(&b));
    (6..=15).contains(&name.len())
        && is_plain
        && has(u8::is_ascii_uppercase)
        && has(u8::is_ascii_digit)
}

/// "name (1)", "name [1]", "name - Copy", "name copy 2", "Copy of name", "name 2",
/// "name_backup".
fn twice(stem: &str) -> Option<&str> {
    const WORDS: [&str; 7] = [
        "copy",
        "kopie",
        "copia",
        "copie",
        "c\u{f3}pia",
        "backup",
        "bak",
    ];
    const OF: [&str; 4] = [" of ", " de ", " von ", " di "];
    let is_word = |word: &str| WORDS.contains(&word.to_lowercase().as_str());
    let of = OF.iter().find_map(|of| stem.split_once(of));
    if let Some((first, rest)) = of
        && is_word(first.split_once(" (").map_or(first, |(word, _)| word))
    {
        return Some(rest);
    }
    let is_number = |text: &str, most: usize| {
        (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
    };
    if let Some((original, number)) = bracketed(stem)
        && is_number(number, 3)
    {
        return Some(without_word(original.trim_end(), is_word));
    }
    let (original, last) = stem.rsplit_once([' ', '-', '_', '.'])?;
    if is_word(last) {
        return Some(original.trim_end_matches([' ', '-', '_', '.']));
    }
    // "name-2" is how forms of namesakes are called here.
    let spaced = stem[original.len()..].starts_with(' ');
    (spaced && is_number(last, 2)).then(|| without_word(original.trim_end(), is_word))
}

/// "name" of "name - Copy", else as it is.
fn without_word(name: &str, is_word: impl Fn(&str) -> bool) -> &str {
    match name.rsplit_once([' ', '-', '_']) {
        Some((original, word)) if is_word(word) => original.trim_end_matches([' ', '-', '_']),
        _ => name,
    }
}

/// What to do about two files of which a year has one.
pub const OF_A_YEAR: &str = "Look at both. If people typed in both, put all of it in one of them first. Then move the other out of the folder.";

/// A warning for each of these files that is by its name a copy of another of them.
pub fn copies<'p>(
    files: impl IntoIterator<Item = &'p Path> + Clone,
    shown: impl Fn(&Path) -> String,
) -> HashMap<PathBuf, Problem> {
    let key = |path: &Path| path.to_string_lossy().to_lowercase();
    let originals_of = |path: &Path| -> Vec<(Copied, String)> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        // A copy of a copy may be all that is left of what was between.
        let first = copy_of(&name);
        std::iter::successors(first, |(_, name)| copy_of(name))
            .map(|(copied, name)| (copied, key(&path.with_file_name(name))))
            .collect()
    };
    // Few, of a state's worth of files.
    let all: Vec<_> = files
        .clone()
        .into_iter()
        .map(|path| (path, originals_of(path)))
        .filter(|(_, originals)| !originals.is_empty())
        .collect();
    if all.is_empty() {
        return HashMap::new();
    }
    let names = all.iter().flat_map(|(_, originals)| originals);
    let mut originals: HashMap<&str, Option<&Path>> =
        names.map(|(_, original)| (&**original, None)).collect();
    for path in files {
        if let Some(original) = originals.get_mut(&*key(path)) {
            *original = Some(path);
        }
    }
    let problem = |(path, of): &(&Path, Vec<(Copied, String)>)| {
        let (copied, original) = of.iter().find_map(|(copied, name)| {
            let original = originals.get(&**name).copied().flatten()?;
            Some((copied, original))
        })?;
        let problem = Problem::new(
            Code::Copy,
            format!("{} {} {}.", shown(path), copied.words(), shown(original)),
            "Look at both. If they're from one person, keep the right one and move the other out of the folder. If two people sent files with the same name, keep both and rename one.",
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
        const IN_TWO_PLACES: &str = "maria-DESKTOP-AB12CD3; maria (Ana's conflicted copy 2026-10-01); \
             maria (conflicted copy 2026-10-01 101500); maria [Conflict]; maria.conflict; maria-PC; \
             maria.sync-conflict-20261001-101500-ABCDEFG; maria-RPS-LT-0412; maria-ANNS-LAPTOP; \
             maria-Ana's MacBook Pro; maria_conflict-20261001-101010; \
             maria (In Konflikt stehende Kopie von Ann 2026-10-01)";
        const TWICE: &str = "maria (1); maria(2); maria - Copy; maria - Copy (2); maria copy; \
             maria copy 2; maria - Kopie; maria 2; Copy of maria; Copy (2) of maria; \
             Copie de maria; Kopie von maria; maria (002); maria [1]; maria_backup; maria.bak; \
             maria.toml";
        for (copied, stems) in [(Copied::InTwoPlaces, IN_TWO_PLACES), (Copied::Twice, TWICE)] {
            for stem in stems.split("; ") {
                let known = copy_of(&format!("{stem}.toml"));
                assert_eq!(known, Some((copied, "maria.toml".to_owned())), "{stem}");
            }
        }
        for (name, of) in [
            ("maria.toml.txt", "maria.toml"),
            ("maria (1).toml.txt", "maria.toml.txt"),
        ] {
            assert_eq!(copy_of(name), Some((Copied::Twice, of.to_owned())));
        }
    }

    #[test]
    fn other_names_are_no_copies() {
        let all = "maria-2; maria; response-01; copy; (1); maria (HR); team 2026; maria-2026; \
             maria-NURSE; board-of-education; principal of elm; conflict; \u{e9}(\u{e9})";
        for stem in all.split("; ") {
            assert_eq!(copy_of(&format!("{stem}.toml")), None, "{stem}");
        }
        assert_eq!(copy_of("maria (1).docx"), None);
    }

    #[test]
    fn a_copy_is_told_only_beside_its_original() {
        let told = |names: &[&str]| {
            let files = names.iter().map(Path::new);
            copies(files, |path| path.display().to_string()).len()
        };
        assert_eq!(told(&["a/maria.toml", "a/Maria (1).toml"]), 1);
        assert_eq!(told(&["a/maria.toml", "b/maria (1).toml"]), 0);
        assert_eq!(told(&["a/maria.toml", "a/maria (1) (1).toml"]), 1);
        assert_eq!(told(&["a/maria.toml", "a/maria.toml.txt"]), 1);
        assert_eq!(told(&["a/maria.toml.txt"]), 0);
    }
}
