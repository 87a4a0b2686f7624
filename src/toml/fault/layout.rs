//! The text that the faults are in, by its lines, its headings, and its texts between quotes.

use crate::text::Text;
use crate::toml::key::assignment;
use crate::toml::quoted::{Quoted, is_heading, strings};

pub(crate) struct Layout<'t> {
    pub(crate) text: &'t Text,
    /// The same, byte for byte, but for what an unfinished merge left in it.
    pub(crate) source: &'t str,
    /// Every text between quotes, in order.
    pub(super) strings: Vec<Quoted>,
    /// The lines that begin with a bracket, from 0.
    pub(super) headings: Vec<usize>,
}

impl<'t> Layout<'t> {
    pub(crate) fn new(text: &'t Text, source: &'t str) -> Self {
        Self {
            text,
            source,
            strings: strings(source),
            headings: headings(text, source),
        }
    }

    /// A line as it stands, counted from 0.
    pub(super) fn line(&self, line: usize) -> &'t str {
        &self.source[self.text.line_range(line)]
    }

    /// The same without the space around it.
    pub(super) fn trimmed(&self, line: usize) -> &'t str {
        self.line(line).trim()
    }

    /// Whether it is a form, as far as its first key can be read.
    pub(super) fn is_form(&self) -> bool {
        self.kind().is_none_or(|kind| kind.contains("response"))
    }

    /// What is after the equals sign of the line that says the kind.
    pub(super) fn kind(&self) -> Option<&'t str> {
        (0..self.text.lines()).find_map(|line| {
            let rest = self.trimmed(line).strip_prefix("kind")?;
            rest.trim_start().strip_prefix('=')
        })
    }

    /// Whether a line begins inside a text between quotes.
    pub(super) fn begins_in_text(&self, line: usize) -> bool {
        let start = self.text.line_range(line).start;
        let strings = &self.strings;
        let around = strings.get(strings.partition_point(|s| s.span.end <= start));
        around.is_some_and(|s| s.span.start < start)
    }

    /// Whether a line is below the bracket that opens a list, and above the one that closes it.
    pub(super) fn is_in_list(&self, line: usize) -> bool {
        const FAR: usize = 1000;
        let mut above = (0..line).rev().take(FAR).map(|line| self.trimmed(line));
        let opens = above.find_map(|content| {
            if is_heading(content) || content.ends_with(']') {
                return Some(false);
            }
            let (_, value) = assignment(content)?;
            Some(value.trim().starts_with('[') && !value.contains(']'))
        });
        opens.unwrap_or(false)
    }

    /// Whether a line is one of several between braces, each with a key.
    pub(super) fn is_in_braces(&self, line: usize) -> bool {
        const FAR: usize = 20;
        let mut above = (0..line).rev().take(FAR).map(|line| self.trimmed(line));
        above.find_map(|content| match assignment(content) {
            _ if content.ends_with('{') => Some(true),
            Some((_, value)) if !value.contains('}') => None,
            _ => Some(false),
        }) == Some(true)
    }

    /// The lines below one.
    pub(super) fn below(&self, line: usize) -> std::ops::Range<usize> {
        line + 1..self.text.lines()
    }
}

/// The lines that begin with a bracket, from 0.
pub(crate) fn headings(text: &Text, source: &str) -> Vec<usize> {
    (0..text.lines())
        .filter(|line| source[text.line_range(*line)].trim_start().starts_with('['))
        .collect()
}

/// A fault after the last character of a file belongs to its last line.
pub(crate) fn position(source: &str, at: usize) -> usize {
    let at = at.min(source.len());
    if at > 0 && at == source.len() && source.ends_with('\n') {
        at - 1
    } else {
        at
    }
}
