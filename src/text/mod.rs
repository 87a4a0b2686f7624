//! The decoded text of a file, and places in it. Line numbers are worked out only
//! when something is wrong, and then once for the whole text.

pub mod nearest;
pub mod splice;

use std::cell::OnceCell;
use std::ops::Range;

use crate::model::response::student::student_data;
use crate::problem::Place;

/// At most so many bytes of a line are kept to be shown, around what is marked.
const SHOWN: usize = 300;

/// Characters are counted beforehand up to every so many bytes: a file can be one line
/// with something wrong at each of its hundred thousand entries.
const STEP: usize = 4096;

/// Text of one file, without a byte-order mark.
#[derive(Debug, Clone)]
pub struct Text {
    content: String,
    line_starts: OnceCell<Vec<usize>>,
    /// How many characters begin before each multiple of [`STEP`] bytes.
    characters: OnceCell<Vec<usize>>,
}

impl Text {
    /// Text that has been decoded already.
    pub fn new(content: String) -> Self {
        Self {
            content,
            line_starts: OnceCell::new(),
            characters: OnceCell::new(),
        }
    }

    /// The whole text.
    pub fn as_str(&self) -> &str {
        &self.content
    }

    /// The text without the places, for using its memory again.
    pub fn into_string(self) -> String {
        self.content
    }

    fn line_starts(&self) -> &[usize] {
        self.line_starts.get_or_init(|| {
            let feeds = memchr::memchr_iter(b'\n', self.content.as_bytes());
            std::iter::once(0).chain(feeds.map(|at| at + 1)).collect()
        })
    }

    /// The number of the line that holds this byte, from 0.
    pub fn line_of(&self, at: usize) -> usize {
        self.line_starts()
            .partition_point(|start| *start <= at)
            .saturating_sub(1)
    }

    /// The bytes of a line, counted from 0, without its line end.
    pub fn line_range(&self, line: usize) -> Range<usize> {
        let starts = self.line_starts();
        let start = starts.get(line).copied().unwrap_or(self.content.len());
        let end = starts
            .get(line + 1)
            .map_or(self.content.len(), |next| next - 1);
        let whole = &self.content[start..end.max(start)];
        start..start + whole.strip_suffix('\r').unwrap_or(whole).len()
    }

    /// How many lines there are.
    pub fn lines(&self) -> usize {
        self.line_starts().len()
    }

    /// Where these bytes are. What goes on over the end of the line is marked to
    /// the end of the line; bytes past the end are the end.
    pub fn place(&self, span: Range<usize>) -> Place {
        let start = self.floor(span.start);
        let line = self.line_of(start);
        let whole = self.line_range(line);
        let start = start.min(whole.end);
        let end = self.floor(span.end).clamp(start, whole.end);
        // Cut only where the line is too long to be shown.
        let (from, to) = if whole.len() <= SHOWN {
            (whole.start, whole.end)
        } else {
            let from = self.floor(start.saturating_sub(SHOWN / 3).max(whole.start));
            (from, self.floor((from + SHOWN).min(whole.end)))
        };
        let mut place = Place {
            line: line + 1,
            column: self.characters_before(start) - self.characters_before(whole.start) + 1,
            text: self.content[from..to].to_owned(),
            mark: (start - from, end.min(to) - from),
            cut: (from > whole.start, to < whole.end),
        };
        // Whatever is wrong in the line, no student is shown; the word that says what a number
        // is can be outside of what is shown.
        let around = self.floor(from.saturating_sub(SHOWN).max(whole.start))
            ..self.floor((to + SHOWN).min(whole.end));
        if shows_student(&self.content[around]) {
            place.hide();
        }
        place
    }

    /// How many characters begin before this byte.
    fn characters_before(&self, at: usize) -> usize {
        let bytes = self.content.as_bytes();
        let steps = self.characters.get_or_init(|| {
            let mut before = 0;
            let count = |chunk| {
                let here = before;
                before += beginning(chunk);
                here
            };
            bytes.chunks(STEP).map(count).collect()
        });
        let step = (at / STEP).min(steps.len().saturating_sub(1));
        let before = steps.get(step).copied().unwrap_or(0);
        before + beginning(&bytes[step * STEP..at])
    }

    /// The place of a whole line, counted from 0, without the space around it.
    pub fn place_of_line(&self, line: usize) -> Place {
        let range = self.line_range(line);
        let text = &self.content[range.clone()];
        let lead = text.len() - text.trim_start().len();
        self.place(range.start + lead..range.start + text.trim_end().len().max(lead))
    }

    fn floor(&self, at: usize) -> usize {
        let mut at = at.min(self.content.len());
        while !self.content.is_char_boundary(at) {
            at -= 1;
        }
        at
    }
}

/// How many characters begin in these bytes of UTF-8.
fn beginning(bytes: &[u8]) -> usize {
    let begins = |byte: &&u8| !matches!(byte, 0x80..=0xbf);
    bytes.iter().filter(begins).count()
}

/// A text with line feeds alone: a copy that went through Windows says the same.
pub fn with_plain_ends(text: &str) -> String {
    // Most have no other ends, and to look for one byte is quick.
    if memchr::memchr(b'\r', text.as_bytes()).is_some() {
        text.replace("\r\n", "\n")
    } else {
        text.to_owned()
    }
}

/// The same of one that may be of an old Mac, which ended lines with a carriage return.
pub fn with_any_ends_plain(text: &str) -> String {
    with_plain_ends(text).replace('\r', "\n")
}

/// A text on one line, with one space between its words.
pub fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A word or several as ids are written: in small letters, with hyphens between them.
pub fn as_id(words: &str) -> String {
    words.to_lowercase().replace([' ', '_'], "-")
}

/// Whether this has what looks like a student's data, also in one word as headings are:
/// `data.student-id-1234567`.
fn shows_student(text: &str) -> bool {
    let joins = ['-', '.'];
    student_data(text).is_some()
        || text.contains(joins) && student_data(&text.replace(joins, " ")).is_some()
}

/// The beginning of what someone wrote, as it stands. What looks like a student's data is not
/// shown.
pub fn excerpt(text: &str) -> String {
    const LENGTH: usize = 60;
    if shows_student(text) {
        return "(not shown)".to_owned();
    }
    match text.char_indices().nth(LENGTH) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text.to_owned(),
    }
}

/// The same on one line, for a message.
pub fn cut(text: &str) -> String {
    excerpt(text).replace(char::is_whitespace, " ")
}

/// A text of so many letters at the most, cut between two words.
pub fn shortened(text: &str, most: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(most) else {
        return text.to_owned();
    };
    let cut = &text[..end];
    let cut = cut.rsplit_once(' ').map_or(cut, |(words, _)| words);
    format!("{cut} ...")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_right_however_long_the_text() {
        for line in ["", "x", "\u{e9}", "x\u{20ac}"] {
            for times in [0, 1, STEP / 2, STEP - 1, STEP, STEP + 1, 3 * STEP] {
                let line = line.repeat(times);
                let text = Text::new(format!("a\u{e9}\n{line}"));
                let end = text.as_str().len();
                assert_eq!(text.place(end..end).column, line.chars().count() + 1);
                assert_eq!(text.place(4..4).column, 1);
            }
        }
    }

    #[test]
    fn lines_and_columns_count_from_one_and_in_characters() {
        let text = Text::new("a\r\n\u{e9}\u{e9}xyz\n".to_owned());
        let place = text.place(7..9);
        assert_eq!((place.line, place.column), (2, 3));
        assert_eq!(&place.text[place.marked()], "xy");
        assert_eq!(text.place(0..50).text, "a");
        assert_eq!(text.place(50..60).line, 3);
    }

    #[test]
    fn no_student_is_shown() {
        for text in ["student ID 48151623", "data.student-id-48151623"] {
            assert_eq!(cut(text), "(not shown)");
            assert_eq!(Text::new(format!("[{text}]")).place(0..1).text, "");
        }
        for text in ["actionable-data.team-review", "2026-10-01 to 2026-10-09"] {
            assert_eq!(cut(text), text);
        }
    }

    #[test]
    fn a_long_line_is_cut_around_the_mark() {
        let text = Text::new(format!("{}\u{e9}!{}", "x".repeat(5000), "y".repeat(5000)));
        let place = text.place(5002..5003);
        assert_eq!(place.column, 5002);
        assert_eq!(&place.text[place.marked()], "!");
        assert!(place.text.len() <= SHOWN && place.cut == (true, true));
    }
}
