//! A TOML file as it can be shown on a screen: it means the same, and none of its
//! characters acts on what shows it.

use std::borrow::Cow;
use std::fmt::Write as _;

use toml_parser::Source;
use toml_parser::lexer::TokenKind;

use crate::model::punctuation::acts;
use crate::toml::writing::{is_command, quoted};

/// The file, as it is where nothing in it acts. Else what acts is left out of comments and
/// stands as an escape in texts; one between apostrophes, which know no escapes, comes
/// between quotes. Line ends stay. A line that begins as a command in the log of a CI
/// run does counts as what acts.
pub fn shown(file: &str) -> Cow<'_, str> {
    if !file.contains(is_hidden) && !file.lines().any(is_command) {
        return Cow::Borrowed(file);
    }
    let mut out = String::with_capacity(file.len() + 64);
    for token in Source::new(file).lex() {
        let raw = &file[token.span().start()..token.span().end()];
        match token.kind() {
            TokenKind::Comment => comment(&mut out, raw),
            TokenKind::BasicString | TokenKind::MlBasicString => escaped(&mut out, raw),
            TokenKind::LiteralString => literal(&mut out, raw, "'"),
            TokenKind::MlLiteralString => literal(&mut out, raw, "'''"),
            _ => out.push_str(raw),
        }
    }
    Cow::Owned(out)
}

/// Line ends and tabs are seen for what they are.
fn is_hidden(c: char) -> bool {
    acts(c) && !matches!(c, '\n' | '\r' | '\t')
}

fn comment(out: &mut String, raw: &str) {
    let seen: String = raw.chars().filter(|c| !is_hidden(*c)).collect();
    if is_command(&seen) {
        // Apart, so that it is a comment only.
        let _ = write!(out, "# {}", &seen[1..]);
    } else {
        out.push_str(&seen);
    }
}

fn escaped(out: &mut String, raw: &str) {
    for (at, line) in raw.split_inclusive('\n').enumerate() {
        // Only what goes on over lines has a second one.
        let is_command = at > 0 && is_command(line);
        let first = line.find([':', '#']).filter(|_| is_command);
        for (at, c) in line.char_indices() {
            if is_hidden(c) || Some(at) == first {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            } else {
                out.push(c);
            }
        }
    }
}

fn literal(out: &mut String, raw: &str, mark: &str) {
    let inner = raw.strip_prefix(mark).and_then(|r| r.strip_suffix(mark));
    match inner.filter(|text| text.contains(is_hidden) || text.lines().any(is_command)) {
        // The line end behind the mark is no part of the text.
        Some(text) => {
            let feed = text.strip_prefix('\n');
            let behind = text.strip_prefix("\r\n").or(feed);
            out.push_str(&quoted(behind.unwrap_or(text)));
        }
        None => out.push_str(raw),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_in_which_nothing_acts_stays_as_it_is() {
        let file = "# \u{5d0}\r\na = '''\n\tx'''\n";
        assert!(matches!(shown(file), Cow::Borrowed(same) if same == file));
    }

    #[test]
    fn what_acts_is_an_escape_and_means_the_same() {
        let file = "# c\u{9b}\u{202e}\r\n\"k\u{85}\" = \"a\u{9b}\\\\\"\nb = 'c\\\u{202e}\"'\nd = '''\r\ne\u{2028}\r\n'f\u{200f}'''\ng = '\\'\nh = \"\"\"\ni\u{9b}\\\n  j\"\"\"\n";
        let file =
            &format!("{file}l = '''\n::error::x'''\nm = \"\"\"x\n  ::y\n##[z]\"\"\"\n##[n]\n");
        let seen = shown(file);
        assert!(!seen.lines().any(is_command), "{seen}");
        assert!(!seen.contains(is_hidden), "{seen}");
        assert!(
            seen.starts_with("# c\r\n") && seen.contains("g = '\\'\n"),
            "{seen}"
        );
        let [before, after] =
            [file.as_str(), &*seen].map(|text| text.parse::<toml::Table>().unwrap());
        assert_eq!(before, after, "{seen}");
    }
}
