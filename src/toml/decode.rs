//! Bytes to text: byte-order marks, other encodings, and what is no text at all,
//! named for what it is.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::problem::{Code, Problem, Severity};
use crate::text::{Text, with_any_ends_plain};
use crate::toml::other_formats::{MARK, SAVE_AS, not_text, other_format, utf32, without_mark};
use crate::toml::windows_1252;

/// What the bytes of a file hold.
#[derive(Debug)]
pub struct Decoded {
    /// The text, without a byte-order mark.
    pub text: Text,
    /// What is worth a word about how it was saved; none where the bytes are UTF-8 as they
    /// stand, but for one byte-order mark.
    pub warning: Option<Problem>,
    /// How the letters were saved.
    pub encoding: Saved,
    /// Whether lines ended with a carriage return alone.
    pub old_mac: bool,
}

/// How the letters of a file were saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saved {
    /// As they should be.
    Utf8,
    /// With two bytes a letter.
    Utf16,
    /// With one byte a letter, here or there.
    Windows1252,
}

/// A file that something is put into, saved as UTF-8: every other byte stays as it is.
#[derive(Debug)]
pub struct EditedFile<'b> {
    mark: &'b [u8],
    /// The text as it was.
    pub text: Text,
}

impl<'b> EditedFile<'b> {
    /// # Errors
    /// That the bytes are no text, or not UTF-8, to which nothing can be added.
    pub fn new(bytes: &'b [u8]) -> Result<Self, Problem> {
        let decoded = decode(bytes)?;
        if let Some(warning) = decoded.warning {
            let how = match decoded.encoding {
                Saved::Utf8 => "Some lines of this file end the way old Macs ended them (CR only)",
                Saved::Utf16 | Saved::Windows1252 => "This file isn't saved as UTF-8",
            };
            let message =
                format!("{how}, so nothing can be added without changing what people wrote.");
            return Err(Problem {
                severity: Severity::Error,
                ..Problem::new(Code::Encoding, message, warning.help)
            });
        }
        let mark = bytes.len() - without_mark(bytes).len();
        Ok(Self {
            mark: &bytes[..mark],
            text: decoded.text,
        })
    }

    /// The whole file with this text in place of its own.
    pub fn with(&self, text: &str) -> Vec<u8> {
        [self.mark, text.as_bytes()].concat()
    }
}

/// What a file says, to be compared with another: its letters as UTF-8, line feeds alone, and
/// nothing blank at the end. A copy that another program saved says the same.
pub fn said(bytes: &[u8]) -> Cow<'_, [u8]> {
    let plain = without_mark(bytes);
    match std::str::from_utf8(plain).map_err(|_| decode(bytes)) {
        Ok(text) if text.contains('\r') => {
            let text = with_any_ends_plain(text);
            Cow::Owned(text.trim_ascii_end().as_bytes().to_owned())
        }
        Err(Ok(decoded)) => Cow::Owned(said(decoded.text.as_str().as_bytes()).into_owned()),
        Ok(_) | Err(Err(_)) => Cow::Borrowed(plain.trim_ascii_end()),
    }
}

/// The text of a file. A carriage return without a line feed, as old Macs end their
/// lines, is read as a line feed: the text keeps its length.
///
/// # Errors
/// A problem that names what the bytes are, where they are no text.
pub fn decode(bytes: &[u8]) -> Result<Decoded, Problem> {
    if bytes.is_empty() || bytes == MARK {
        return Err(empty("The file is empty."));
    }
    if let Some(problem) = other_format(bytes) {
        return Err(problem);
    }
    // And where the first byte was that is not UTF-8.
    let (text, mut warning, encoding, odd) = if let Some((encoding, mark)) =
        Encoding::for_bom(bytes)
        && encoding != encoding_rs::UTF_8
    {
        let text = from_utf16(encoding, &bytes[mark..])?;
        (text, Some(utf16()), Saved::Utf16, None)
    } else {
        let plain = without_mark(bytes);
        no_zero_bytes(plain)?;
        match std::str::from_utf8(plain) {
            Ok(text) => (text.to_owned(), None, Saved::Utf8, None),
            Err(error) => {
                let text = from_windows(plain)?;
                let warning = windows(&text);
                // The text up to there is UTF-8, and stays as it was.
                let odd = Some(error.valid_up_to());
                (text, Some(warning), Saved::Windows1252, odd)
            }
        }
    };
    if text.chars().all(|c| c.is_whitespace() || c == '\u{feff}') {
        let message = "The file is empty. It has only spaces or blank lines.";
        return Err(empty(message));
    }
    let lone = lone_returns(&text).next();
    let text = Text::new(match lone {
        Some(_) => with_line_feeds(&text),
        None => text,
    });
    if let Some(first) = lone {
        warning = Some(match warning {
            Some(mut other) => {
                other.message += " Some lines end the way old Macs ended them (CR only).";
                other
            }
            None => Problem::new(
                Code::Encoding,
                "Some lines end the way old Macs ended them (CR, a carriage return alone). We read the file anyway.",
                "Open it in a plain text editor and save it again with the usual line endings (LF or CRLF).",
            )
            .at(text.place(first..first)),
        });
    }
    if let (Some(warning), Some(at)) = (&mut warning, odd) {
        // Lines are counted only now that all of them end in a line feed.
        let letter = text.as_str()[at..].chars().next().map_or(0, char::len_utf8);
        warning.place = Some(Box::new(text.place(at..at + letter)));
    }
    Ok(Decoded {
        text,
        warning,
        encoding,
        old_mac: lone.is_some(),
    })
}

/// The text of a file that is UTF-16 without a byte-order mark, where it can be nothing
/// else: every second byte is zero, and what is left are letters.
pub fn unmarked_utf16(bytes: &[u8]) -> Option<String> {
    let zeros = |from: usize| {
        let every_second = bytes.iter().take(64).skip(from).step_by(2);
        every_second.filter(|b| **b == 0).count()
    };
    let encoding = match (zeros(0), zeros(1)) {
        (0, 17..) => UTF_16LE,
        (17.., 0) => UTF_16BE,
        _ => return None,
    };
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    let odd = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r');
    (!damaged && !text.contains(odd)).then(|| text.into_owned())
}

fn empty(message: &str) -> Problem {
    Problem::new(
        Code::NotText,
        message,
        "If it's on a cloud drive, open it once so it downloads. Otherwise, ask for it again.",
    )
}

fn from_utf16(encoding: &'static Encoding, bytes: &[u8]) -> Result<String, Problem> {
    debug_assert!(encoding == UTF_16LE || encoding == UTF_16BE);
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    if text.contains('\0') {
        return Err(zero_bytes(&Text::new(with_line_feeds(&text))));
    }
    if damaged {
        return Err(not_text(
            "The file was saved as UTF-16 and is damaged. Some characters can't be read.",
        )
        .help("Ask for the file again, or get an earlier version from the shared drive."));
    }
    Ok(text.into_owned())
}

fn utf16() -> Problem {
    Problem::new(
        Code::Encoding,
        "The file was saved as UTF-16 (Notepad calls it Unicode). We read it anyway.",
        SAVE_AS,
    )
}

/// What is UTF-8 stays, since letters that two programs wrote can stand in one file;
/// the other bytes are read as Windows-1252.
fn from_windows(bytes: &[u8]) -> Result<String, Problem> {
    let is_odd = |b: &&u8| b.is_ascii_control() && !b"\t\n\r\x0c".contains(b);
    if bytes.iter().filter(is_odd).count() * 100 > bytes.len() {
        return Err(not_text(
            "The file isn't plain text. It's probably in another program's format.",
        ));
    }
    let mut text = String::with_capacity(bytes.len() + 64);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        let (letters, _) = WINDOWS_1252.decode_without_bom_handling(chunk.invalid());
        text.push_str(&letters);
    }
    Ok(text)
}

fn windows(text: &str) -> Problem {
    let is_plausible = is_plausible(text);
    let message = if is_plausible {
        "The file isn't saved as UTF-8, so we read it as Windows-1252 (Notepad calls it ANSI). Check that accented letters look right."
    } else if has_strange_letters(text) {
        "The file isn't saved as UTF-8. We read it as Windows-1252 (Notepad calls it ANSI), but some characters came out wrong."
    } else {
        "The file isn't saved as UTF-8. We read it as Windows-1252 (Notepad calls it ANSI), but some characters look wrong. It may have been saved another way."
    };
    let help = match is_plausible {
        true => SAVE_AS,
        false => {
            "Open it in the program it was written in, check that the letters look right, and save it as UTF-8. --fix can't guess the right letters, so it leaves them alone."
        }
    };
    Problem::new(Code::Encoding, message, help)
}

/// Whether the letters of a text that was read as Windows-1252 can have been meant.
pub(crate) fn is_plausible(text: &str) -> bool {
    !has_strange_letters(text) && windows_1252::reads_well(text)
}

/// Whether a text has letters that Windows-1252 has no place for: it was another encoding.
fn has_strange_letters(text: &str) -> bool {
    text.contains(|c| ('\u{80}'..='\u{9f}').contains(&c))
}

/// Where a carriage return stands that no line feed follows.
fn lone_returns(text: &str) -> impl Iterator<Item = usize> {
    let returns = text.match_indices('\r').map(|(at, _)| at);
    returns.filter(move |at| !text[at + 1..].starts_with('\n'))
}

/// A text with line feeds where a carriage return stands alone.
pub(crate) fn with_line_feeds(text: &str) -> String {
    let mut out = text.as_bytes().to_vec();
    lone_returns(text).for_each(|at| out[at] = b'\n');
    String::from_utf8(out).unwrap_or_default()
}

fn no_zero_bytes(bytes: &[u8]) -> Result<(), Problem> {
    if !bytes.contains(&0) {
        return Ok(());
    }
    if bytes.iter().all(|b| *b == 0) {
        return Err(empty(
            "The file has no content, only zero bytes (NUL). It was never downloaded, or copying it was interrupted.",
        ));
    }
    let mut fours = bytes.chunks_exact(4).take(16);
    if bytes.len() > 63 && fours.all(|four| four.iter().filter(|b| **b == 0).count() == 3) {
        return Err(utf32());
    }
    let zeros = bytes.iter().filter(|b| **b == 0).count();
    if zeros * 3 > bytes.len() && bytes.iter().take(64).filter(|b| **b == 0).count() > 16 {
        return Err(not_text(
            "The file seems to be UTF-16 without the mark that says so. Every second byte is zero.",
        )
        .help(SAVE_AS));
    }
    let text = with_line_feeds(&String::from_utf8_lossy(bytes));
    Err(zero_bytes(&Text::new(text)))
}

fn zero_bytes(text: &Text) -> Problem {
    let at = text.as_str().find('\0').unwrap_or(0);
    let mut rest = text.as_str()[at..].bytes();
    let (message, help) = if rest.all(|b| b == 0 || b.is_ascii_whitespace()) {
        (
            "From here on, the file has only zero bytes (NUL). It's damaged, probably because copying it was interrupted.",
            "Ask for the file again, or get an earlier version from the shared drive.",
        )
    } else {
        (
            "There is a zero byte (NUL) in the text, so the file is damaged.",
            "Delete the odd character here and save the file, or ask for it again.",
        )
    };
    Problem::new(Code::NotText, message, help).at(text.place(at..at + 1))
}
