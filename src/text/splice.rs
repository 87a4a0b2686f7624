//! Edits to a text that people wrote: pieces are put in, taken out or replaced, and
//! every other byte stays.

use std::ops::Range;

/// Edits, collected and then made at once.
#[derive(Debug, Clone)]
pub struct Splice<'t> {
    source: &'t str,
    edits: Vec<(Range<usize>, String)>,
    /// What goes behind the last byte, and behind every edit.
    end: String,
    line_end: &'static str,
}

impl<'t> Splice<'t> {
    /// No edits yet. New lines end as the first line of the text does.
    pub fn new(source: &'t str) -> Self {
        let crlf = source
            .find('\n')
            .is_some_and(|feed| source[..feed].ends_with('\r'));
        Self {
            source,
            edits: Vec::new(),
            end: String::new(),
            line_end: if crlf { "\r\n" } else { "\n" },
        }
    }

    /// How lines of this text end.
    pub const fn line_end(&self) -> &'static str {
        self.line_end
    }

    /// What stands in the line before this byte.
    pub fn prefix(&self, at: usize) -> &'t str {
        &self.source[self.line_start(at)..at]
    }

    fn line_start(&self, at: usize) -> usize {
        self.source[..at].rfind('\n').map_or(0, |feed| feed + 1)
    }

    /// The byte behind the line that holds this one, its line end included.
    pub fn next_line(&self, at: usize) -> usize {
        self.source[at..]
            .find('\n')
            .map_or(self.source.len(), |feed| at + feed + 1)
    }

    /// Puts other text in the place of these bytes.
    pub fn replace(&mut self, span: Range<usize>, text: String) {
        self.edits.push((span, text));
    }

    /// Puts a line below the one that holds the byte before `end`. Line feeds in it
    /// become the text's own line ends.
    pub fn line_after(&mut self, end: usize, prefix: &str, line: &str) {
        let at = self.next_line(end);
        let missing = if self.source[..at].ends_with('\n') {
            ""
        } else {
            self.line_end
        };
        let text = format!("{missing}{prefix}{line}");
        // The last line of a text may end without a line end, and then so does the new one.
        let end = if missing.is_empty() {
            self.line_end
        } else {
            ""
        };
        let text = format!("{}{end}", self.own_line_ends(&text));
        self.replace(at..at, text);
    }

    /// Puts `key = value` after one of the same section: on a line of its own, or between braces behind
    /// a comma.
    pub fn entry_after(&mut self, before: Range<usize>, is_inline: bool, entry: &str) {
        if is_inline {
            self.replace(before.end..before.end, format!(", {entry}"));
        } else {
            let prefix = self.prefix(before.start);
            self.line_after(before.end, prefix, entry);
        }
    }

    /// Puts a line above the one that holds this byte.
    pub fn line_before(&mut self, at: usize, prefix: &str, line: &str) {
        let start = self.line_start(at);
        let text = format!("{prefix}{line}{}", self.line_end);
        self.replace(start..start, text);
    }

    /// Takes `key = value` out: the whole line, but for a comment behind it, which
    /// stays on a line of its own.
    pub fn take_out(&mut self, entry: Range<usize>) {
        let next = self.next_line(entry.end);
        let behind = self.source[entry.end..next].trim_start_matches([' ', '\t']);
        if behind.starts_with('#') {
            self.replace(entry.start..next - behind.len(), String::new());
        } else {
            self.replace(self.line_start(entry.start)..next, String::new());
        }
    }

    /// Puts text at the end, on lines of its own, below whatever else is put there.
    pub fn at_end(&mut self, text: &str) {
        let text = self.own_line_ends(text);
        self.end.push_str(&text);
    }

    fn own_line_ends(&self, text: &str) -> String {
        if self.line_end == "\n" || text.contains('\r') {
            text.to_owned()
        } else {
            text.replace('\n', self.line_end)
        }
    }

    /// The text with all edits made.
    pub fn apply(mut self) -> String {
        self.edits.sort_by_key(|(span, _)| (span.start, span.end));
        let mut out = String::with_capacity(self.source.len() + 256);
        let mut from = 0;
        for (span, text) in &self.edits {
            out.push_str(&self.source[from.min(span.start)..span.start]);
            out.push_str(text);
            from = from.max(span.end);
        }
        out.push_str(&self.source[from..]);
        if !self.end.is_empty() && !out.is_empty() && !out.ends_with('\n') {
            out.push_str(self.line_end);
        }
        out.push_str(&self.end);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_taken_out_and_its_comment_stays() {
        let source = "a = 1\r\nb = 2  # why\r\n  c = 3\r\nd = 4";
        let mut splice = Splice::new(source);
        splice.take_out(7..12);
        splice.take_out(23..28);
        splice.replace(4..5, "9".to_owned());
        splice.line_after(35, "", "e = 5");
        assert_eq!(splice.apply(), "a = 9\r\n# why\r\nd = 4\r\ne = 5");
    }

    #[test]
    fn the_end_is_below_a_line_that_is_put_after_the_last() {
        let mut splice = Splice::new("a = 1");
        splice.at_end("\nz = 9\n");
        splice.line_after(5, "", "b = 2");
        assert_eq!(splice.apply(), "a = 1\nb = 2\n\nz = 9\n");
    }
}
