//! The names of files that a run wrote: letters, digits and hyphens, in the folder where
//! they belong, and none that some system knows as a device or as another's.

use std::collections::BTreeSet;
use std::path::Path;

use super::Checked;

const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

/// Checks the paths of what was written, from the folder above the district's.
pub(crate) fn names<'p>(written: impl Iterator<Item = &'p Path>) -> Checked {
    let mut known = BTreeSet::new();
    for path in written {
        let wrong = || format!("a file was written as {path:?}");
        let text = path.to_str().ok_or_else(wrong)?;
        let inside = text
            .strip_prefix("district/")
            .or_else(|| text.strip_prefix("district\\"));
        let inside = inside.ok_or_else(wrong)?;
        // The one file that is hidden: what an import keeps for itself.
        if inside.split(['/', '\\']).next_back() == Some(".chronic-import.toml") {
            continue;
        }
        let mut parts = inside.split(['/', '\\']).peekable();
        while let Some(part) = parts.next() {
            let stem = if parts.peek().is_none() {
                part.trim_end_matches(".bak")
                    .rsplit_once('.')
                    .ok_or_else(wrong)?
                    .0
            } else {
                part
            };
            let plain = |c: char| c.is_alphanumeric() || c == '-' || is_mark(c);
            let device = DEVICES.contains(&&*stem.to_lowercase())
                || ["com", "lpt"].iter().any(|d| {
                    stem.to_lowercase()
                        .strip_prefix(d)
                        .is_some_and(|n| n.chars().count() == 1)
                });
            if stem.is_empty() || device || stem.chars().count() > 60 || !stem.chars().all(plain) {
                return Err(wrong());
            }
        }
        if !known.insert(text.to_lowercase()) {
            return Err(wrong());
        }
    }
    Ok(())
}

/// An accent that no letter has built in.
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

#[test]
fn names_that_are_none_are_found() {
    let check = |name: &str| names([Path::new(name)].into_iter());
    assert!(check("district/new/ana-reyes.toml").is_ok());
    for evil in [
        "x.toml",
        "district/../x.toml",
        "district/con.toml",
        "district/COM1.toml",
        "district/a b.toml",
        "district/.toml",
        "district/a..toml",
        "district/a",
        "district/a\u{202e}.toml",
    ] {
        assert!(check(evil).is_err(), "{evil}");
    }
    let alike = ["district/a.toml", "district/A.toml"];
    assert!(names(alike.iter().map(Path::new)).is_err());
}
