//! Spaces that only look like plain ones, such as those that don't break, around keys, values, and
//! headings, and dashes in headings: there they mean nothing else. What people wrote keeps its own.

use crate::files::fix::{Edit, in_texts};
use crate::model::punctuation::is_dash;
use crate::text::Text;
use crate::toml::document::parse;
use crate::toml::key::{assignment, is_known};
use crate::toml::quoted::is_heading;

/// The lines with such signs there, these plain.
pub(super) fn edits(text: &Text) -> Vec<Edit> {
    let source = text.as_str();
    let has_any = source.contains(|c| is_odd(c) || is_dash(c) && c != '-');
    if !has_any || parse(text, source).faults.problems.is_empty() {
        return Vec::new();
    }
    let is_in_text = in_texts(source);
    let edits = (0..text.lines()).filter_map(|line| {
        let range = text.line_range(line);
        let (start, content) = (range.start, &source[range]);
        if is_in_text(start) {
            return None;
        }
        let mut signs = content.char_indices();
        let remark = signs.find(|(at, c)| *c == '#' && !is_in_text(start + at));
        let end = remark.map_or(content.len(), |(at, _)| at);
        let is_space = |(at, c)| is_odd(c) && !is_in_text(start + at);
        let signs = content[..end].char_indices();
        let plain = signs.map(|(at, c)| if is_space((at, c)) { ' ' } else { c });
        let mut plain: String = plain.collect();
        if plain.trim_start().starts_with('[') {
            plain = plain.replace(is_dash, "-");
        }
        let is_meant = plain.trim().is_empty()
            || is_heading(&plain)
            || assignment(&plain).is_some_and(|(key, _)| is_known(key));
        let plain = plain + &content[end..];
        (is_meant && plain != content).then_some((line, plain))
    });
    edits.collect()
}

fn is_odd(c: char) -> bool {
    let ends_line = matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}');
    c.is_whitespace() && !c.is_ascii() && !ends_line
}
