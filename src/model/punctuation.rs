//! Signs that say nothing by themselves: those that nobody sees, those that act on what shows
//! them, and apostrophes.

/// Whether a character has no width and no meaning of its own: soft hyphens, joiners and
/// stray byte-order marks, as they come along with pasted text.
pub const fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}'
    )
}

/// Whether a character acts on what shows it instead of being shown: control characters, and
/// those that reorder or part the text after them.
pub fn acts(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether it is a hyphen or a dash that a word processor puts in the place of one.
pub const fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// Whether it is an apostrophe, straight, curly or one of the letters that look alike.
pub const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '\u{2bc}' | '\u{b4}')
}
