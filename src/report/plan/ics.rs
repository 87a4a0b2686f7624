//! The lines of an iCalendar file (RFC 5545, 3.1): a text says what was written, whatever it
//! holds, and no line is longer than every program reads.

use std::fmt::Write as _;

use jiff::civil::Date;

use crate::report::escape;

/// The most octets of a line, its line end aside.
const LONGEST: usize = 75;

/// A file, line by line.
#[derive(Debug, Default)]
pub(super) struct Lines {
    out: String,
}

impl Lines {
    /// The whole file.
    pub(super) fn into_file(self) -> String {
        self.out
    }

    /// A property of fixed words.
    pub(super) fn line(&mut self, name: &str, value: &str) {
        self.fold(&format!("{name}:{value}"));
    }

    /// A property whose value is a person's text, in one line or several.
    pub(super) fn text(&mut self, name: &str, text: &str) {
        let text = text.replace("\r\n", "\n");
        let mut line = format!("{name}:");
        for c in escape::terminal_lines(&text).chars() {
            match c {
                '\n' => line.push_str("\\n"),
                '\\' | ';' | ',' => line.extend(['\\', c]),
                c => line.push(c),
            }
        }
        self.fold(&line);
    }

    /// A property whose value is a day.
    pub(super) fn day(&mut self, name: &str, day: Date) {
        self.fold(&format!("{name};VALUE=DATE:{}", digits(day)));
    }

    /// A property that says when something was written: at the beginning of a day.
    pub(super) fn stamp(&mut self, name: &str, day: Date) {
        self.fold(&format!("{name}:{}T000000Z", digits(day)));
    }

    /// Writes a line in as many pieces as it takes: each but the first begins with a space,
    /// and no letter is cut in two.
    fn fold(&mut self, line: &str) {
        let mut length = 0;
        for c in line.chars() {
            if length + c.len_utf8() > LONGEST {
                self.out.push_str("\r\n ");
                length = 1;
            }
            self.out.push(c);
            length += c.len_utf8();
        }
        self.out.push_str("\r\n");
    }
}

/// `20270301`.
fn digits(date: Date) -> String {
    let mut out = String::with_capacity(8);
    let _ = write!(
        out,
        "{:04}{:02}{:02}",
        date.year(),
        date.month(),
        date.day()
    );
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_between_letters_and_never_too_long() {
        for letter in ["a", "\u{e9}", "\u{20ac}", "\u{1f600}", ",", "\n"] {
            for times in [0, 1, 36, 37, 73, 74, 75, 76, 149, 150, 1000] {
                let text = letter.repeat(times);
                let mut lines = Lines::default();
                lines.text("A", &text);
                let file = lines.into_file();
                let pieces = file.trim_end().split("\r\n");
                assert!(pieces.clone().all(|piece| piece.len() <= LONGEST));
                let whole = pieces.collect::<String>().replace(' ', "");
                let said = whole.replace("\\n", "\n").replace('\\', "");
                assert_eq!(said, format!("A:{text}"));
            }
        }
    }
}
