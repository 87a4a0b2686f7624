//! The last line of a page that this program wrote: a comment of fixed words and a
//! digest of what is above it, so that a page nobody has changed may be written anew
//! and any other is left alone (DESIGN.md, "Shared by all"). No paths, no arguments.

use xxhash_rust::xxh3::xxh3_128;

const BEFORE: &str =
    "<!-- Written by chronic; a page that was changed by hand is never written over. ";
const AFTER: &str = " -->";

/// The page with its last line.
#[must_use]
pub fn sealed(page: &str) -> String {
    let page = format!("{}\n\n", page.trim_end());
    let digest = digest(&page.replace("\r\n", "\n"));
    format!("{page}{BEFORE}{digest}{AFTER}\n")
}

/// Whether these bytes are a page with its last line, unchanged but for the line ends
/// that a tool may have turned around.
#[must_use]
pub fn is_sealed(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return false;
    };
    let text = text.replace("\r\n", "\n");
    let Some((page, line)) = text.trim_end().rsplit_once('\n') else {
        return false;
    };
    let said = line
        .strip_prefix(BEFORE)
        .and_then(|l| l.strip_suffix(AFTER));
    said.is_some_and(|said| said == digest(&format!("{page}\n")))
}

fn digest(page: &str) -> String {
    format!("{:032x}", xxh3_128(page.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_known_until_somebody_changes_it() {
        let page = sealed("# Title\n\nText.\n");
        assert!(is_sealed(page.as_bytes()));
        assert!(is_sealed(page.replace('\n', "\r\n").as_bytes()));
        assert!(!is_sealed(page.replace("Text", "My text").as_bytes()));
        assert!(!is_sealed(format!("{page}more\n").as_bytes()));
        assert!(is_sealed(sealed("Title\r\n").as_bytes()));
        assert!(is_sealed(sealed("a\r\nb").as_bytes()));
        assert!(!is_sealed(b"# Title\n"));
        assert!(!is_sealed(b""));
    }
}
