//! Keys with capitals, as word processors begin a line: a key that differs from a known one by
//! these alone has one possible meaning, unless its section has that one too.

use std::collections::HashSet;

use crate::files::fix::{Edit, in_texts};
use crate::text::Text;
use crate::toml::key::{assignment, is_known};
use crate::toml::quoted::is_quote;

/// The lines with such keys, these in small letters.
pub(super) fn edits(text: &Text) -> Vec<Edit> {
    let source = text.as_str();
    let is_in_text = in_texts(source);
    let mut section = 0;
    let keys = (0..text.lines()).filter_map(|line| {
        let range = text.line_range(line);
        let (start, content) = (range.start, &source[range]);
        section += usize::from(content.trim_start().starts_with('['));
        let (key, value) = assignment(content).filter(|_| !is_in_text(start))?;
        let is_value = |c: char| is_quote(c) || c.is_ascii_digit() || "[{".contains(c);
        let is_meant = is_known(key) && value.trim().starts_with(is_value);
        is_meant.then_some((line, section, key.trim(), content))
    });
    let keys: Vec<(usize, usize, &str, &str)> = keys.collect();
    let is_small = |key: &str| !key.contains(char::is_uppercase);
    let small = keys.iter().filter(|(_, _, key, _)| is_small(key));
    let mut taken: HashSet<(usize, String)> = small
        .map(|(_, section, key, _)| (*section, (*key).to_owned()))
        .collect();
    let edits = keys.iter().filter_map(|(line, section, key, content)| {
        let small = key.to_lowercase();
        let is_free = !is_small(key) && taken.insert((*section, small.clone()));
        is_free.then(|| (*line, content.replacen(key, &small, 1)))
    });
    edits.collect()
}
