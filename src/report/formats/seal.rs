//! The last line of a page that this program wrote: a comment of fixed words and a
//! digest of what is above it, so that a page nobody has changed may be written anew
//! and any other is left alone (docs/files.md). No paths, no arguments.

use xxhash_rust::xxh3::xxh3_128;

const BEFORE: &str =
    "<!-- Written by chronic. If someone edits this page, chronic won't overwrite it. ";
const BEFORE_PUBLIC: &str = "<!-- Written by chronic for the public. If someone edits this page, chronic won't overwrite it. ";
const AFTER: &str = " -->";

/// For whom a page was written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Readers {
    /// The team, and whoever it shows it to.
    #[default]
    Team,
    /// Everybody.
    Public,
}

/// The page with its last line.
pub fn sealed(page: &str, readers: Readers) -> String {
    let page = format!("{}\n\n", page.trim_end());
    let digest = digest(page.replace("\r\n", "\n").as_bytes());
    let before = match readers {
        Readers::Team => BEFORE,
        Readers::Public => BEFORE_PUBLIC,
    };
    format!("{page}{before}{digest}{AFTER}\n")
}

/// For whom these bytes are a page with its last line, unchanged but for the line ends that
/// a tool may have turned around; none where they are no such page.
pub fn sealed_for(bytes: &[u8]) -> Option<Readers> {
    let text = std::str::from_utf8(bytes).ok()?.replace("\r\n", "\n");
    let (page, line) = text.trim_end().rsplit_once('\n')?;
    let line = line.strip_suffix(AFTER)?;
    let (said, readers) = match line.strip_prefix(BEFORE) {
        Some(said) => (said, Readers::Team),
        None => (line.strip_prefix(BEFORE_PUBLIC)?, Readers::Public),
    };
    (said == digest(format!("{page}\n").as_bytes())).then_some(readers)
}

/// By what a page is known, or a file on it.
pub(in crate::report) fn digest(bytes: &[u8]) -> String {
    format!("{:032x}", xxh3_128(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_known_until_somebody_changes_it() {
        let page = sealed("# Title\n\nText.\n", Readers::Public);
        assert_eq!(sealed_for(page.as_bytes()), Some(Readers::Public));
        assert!(sealed_for(page.replace('\n', "\r\n").as_bytes()).is_some());
        assert_eq!(sealed_for(page.replace("Text", "My text").as_bytes()), None);
        assert_eq!(sealed_for(format!("{page}more\n").as_bytes()), None);
        let team = sealed("Title\r\n", Readers::Team);
        assert_eq!(sealed_for(team.as_bytes()), Some(Readers::Team));
        assert!(sealed_for(sealed("a\r\nb", Readers::Team).as_bytes()).is_some());
        assert_eq!(sealed_for(b"# Title\n"), None);
        assert_eq!(sealed_for(b""), None);
    }
}
