//! Signs that say nothing by themselves: those that nobody sees, and apostrophes.

/// Whether a character has no width and no meaning of its own: soft hyphens, joiners and
/// stray byte-order marks, as they come along with pasted text.
#[must_use]
pub const fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
    )
}

/// Whether it is an apostrophe, straight, curly or one of the letters that look alike.
#[must_use]
pub const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '\u{2bc}' | '\u{b4}')
}
