//! Text from people, made harmless for the place it goes to: one function an exit.

use std::borrow::Cow;
use std::fmt::Write as _;

pub use crate::model::punctuation::acts;
use crate::model::punctuation::is_unseen;

/// For a terminal, and for the log of a CI run that stands for one: C0, DEL, C1, every
/// bidirectional control and the Unicode line and paragraph separators become visible
/// escapes such as `\u{1b}`, and so does a sign of what begins a command in such a log.
/// Letters of all scripts stay as they are.
#[must_use]
pub fn terminal(text: &str) -> Cow<'_, str> {
    no_command(visible(text, |_| false))
}

/// As [`terminal`], for a text of several lines: line feeds stay.
#[must_use]
pub fn terminal_lines(text: &str) -> Cow<'_, str> {
    no_command(visible(text, |c| c == '\n'))
}

/// As [`terminal`], for a text that never comes to begin a line: `::` stays.
#[must_use]
pub fn within_line(text: &str) -> Cow<'_, str> {
    no_command_within(visible(text, |_| false))
}

/// Takes GitHub's commands apart: `::` counts at the start of a line, where a wrapped
/// text can come to stand, and `##[` anywhere in one.
fn no_command(shown: Cow<'_, str>) -> Cow<'_, str> {
    let shown = no_command_within(shown);
    if shown.contains("::") {
        Cow::Owned(shown.replace("::", ":\\u{3a}"))
    } else {
        shown
    }
}

fn no_command_within(shown: Cow<'_, str>) -> Cow<'_, str> {
    without_commands(shown, "\\u{23}")
}

/// A text with this for the second sign of each command that counts anywhere in a line.
fn without_commands<'t>(shown: Cow<'t, str>, sign: &str) -> Cow<'t, str> {
    let (mut out, mut done) = (String::new(), 0);
    for at in commands(&shown) {
        out.push_str(&shown[done..=at]);
        out.push_str(sign);
        done = at + 2;
    }
    if done == 0 {
        return shown;
    }
    out.push_str(&shown[done..]);
    Cow::Owned(out)
}

/// Where `##[` or, as on other services, `##vso[` begins.
fn commands(text: &str) -> impl Iterator<Item = usize> {
    text.match_indices('[').filter_map(|(at, _)| {
        let before = text[..at].trim_end_matches(|c: char| c.is_ascii_alphabetic());
        before.strip_suffix("##").map(str::len)
    })
}

/// Reset, bold, underline, red, green, yellow: all that the usage errors are styled with.
/// Nothing that hides a text is among them.
const STYLES: [&str; 6] = ["0", "1", "4", "31", "32", "33"];

/// As [`terminal_lines`], for a text that the program itself has styled around what
/// a person typed: line feeds and the styles of usage errors (`ESC [ 31 m`) stay.
#[must_use]
pub fn terminal_styled(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("\u{1b}[") {
        out.push_str(&terminal_lines(&rest[..at]));
        let after = &rest[at + 2..];
        let digits = after.bytes().take_while(u8::is_ascii_digit).count();
        if after[digits..].starts_with('m') && STYLES.contains(&&after[..digits]) {
            out.push_str(&rest[at..at + 2 + digits + 1]);
            rest = &after[digits + 1..];
        } else {
            out.push_str("\\u{1b}[");
            rest = after;
        }
    }
    out.push_str(&terminal_lines(rest));
    out
}

fn visible(text: &str, keep: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.chars().any(|c| acts(c) && !keep(c)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if acts(c) && !keep(c) {
            let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// For the running text of a Markdown page: a paragraph, a heading, an item, a table
/// cell, also inside bold. Every character that could mean something stands after a
/// backslash or as an entity, blank space becomes one space, and what acts on a terminal
/// becomes visible. The text neither ends what it stands in nor begins anything, no link or
/// image comes out of it, not even where bare addresses are made links. The page must
/// not wrap it, since some characters matter only at the start of a line.
#[must_use]
pub fn markdown(text: &str) -> String {
    let line = on_one_line(text);
    let mut out = String::with_capacity(line.len() + line.len() / 8);
    let marker = list_marker(&line);
    for (at, c) in line.char_indices() {
        // Where pandoc looks for the end of a list item it takes no notice of a backslash:
        // a comment that is opened there, or half of a code span, goes on over the page.
        if let Some(entity) = entity(c) {
            out.push_str(entity);
            continue;
        }
        // Readers look for the names of people and for mail addresses in what is left of a text
        // when its backslashes are gone. A comment, which nobody sees, takes them apart.
        if c == '@' && line[at + 1..].starts_with(|next: char| !next.is_whitespace()) {
            out.push_str("@<!-- -->");
            continue;
        }
        let special = match c {
            '\\' | '*' | '_' | '[' | ']' | '>' | '&' | '|' | '~' | '#' | '$' | '^' | '{' | '}'
            | '@' => true,
            '-' | '+' | '=' | ':' | '%' | '(' if at == 0 => true,
            '.' | ')' if marker == Some(at) => true,
            '.' => ends_with_word(&line[..at], &["www"]) || is_in_address(&line, at),
            // Some make a link of an address that only begins with these.
            '/' => line[at + 1..].starts_with('/') && !ends_alphanumeric(&line[..at]),
            ':' => {
                line[at..].starts_with("://")
                    || ends_with_word(&line[..at], &["mailto", "xmpp"])
                    || is_picture_name(&line[at + 1..])
            }
            _ => false,
        };
        if special {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// For a page's running text and the values of its attributes, before the template
/// escapes what is markup: on one line, and with what acts as visible escapes.
#[must_use]
pub fn html(text: &str) -> String {
    on_one_line(text)
}

/// No text in a cell of a workbook is longer, in UTF-16 units.
const LONGEST_CELL: usize = 32_767;
/// How a text ends that was longer.
const CUT: &str = " ... (cut: too long for one cell)";

/// For a text cell of a workbook: on one line, with what acts and what no workbook can
/// hold as visible escapes, and no longer than a cell is. It is written as text and
/// never as a formula; the writer sees to that.
#[must_use]
pub fn sheet_cell(text: &str) -> String {
    fitting(&on_one_line(text))
}

/// As [`sheet_cell`], for a cell that people type in: its lines stay lines, so that nothing is lost
/// where the cell is read back.
#[must_use]
pub fn sheet_lines(text: &str) -> String {
    let lines: Vec<String> = text.trim().lines().map(on_one_line).collect();
    fitting(&lines.join("\n"))
}

fn fitting(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\u{fffe}' | '\u{ffff}') {
            let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    if out.len() > LONGEST_CELL && out.encode_utf16().count() > LONGEST_CELL {
        let mut room = LONGEST_CELL - CUT.len();
        let end = out.char_indices().find(|(_, c)| {
            let fits = c.len_utf16() <= room;
            room = room.saturating_sub(c.len_utf16());
            !fits
        });
        out.truncate(end.map_or(out.len(), |(at, _)| at));
        out.push_str(CUT);
    }
    out
}

const fn entity(c: char) -> Option<&'static str> {
    match c {
        '<' => Some("&lt;"),
        '`' => Some("&#96;"),
        _ => None,
    }
}

/// Blank space of any kind and length as one space, none at the ends, and what acts on
/// a terminal as visible escapes.
pub(in crate::report) fn on_one_line(text: &str) -> String {
    let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
    visible(&joined, |_| false).into_owned()
}

/// Where the text begins with what some reader takes for a number in a list (`1.`,
/// `a)`, `iv.`): the byte of the mark behind it.
fn list_marker(line: &str) -> Option<usize> {
    let at = line.find(['.', ')'])?;
    let number = line[..at].trim_start_matches('(');
    let counts = |digits: &str| {
        number
            .chars()
            .all(|c| digits.contains(c.to_ascii_lowercase()))
    };
    let letter = number.len() == 1 && number.bytes().all(|b| b.is_ascii_alphabetic());
    (letter || counts("0123456789") || counts("ivxlcdm")).then_some(at)
}

/// Whether `:` and this is a picture for some readers, as `:smile:` is.
fn is_picture_name(after: &str) -> bool {
    let name = after.split_once(':').map_or("", |(name, _)| name);
    let letter = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'+' | b'-');
    !name.is_empty() && name.bytes().all(letter)
}

/// The ends of addresses, beside the two letters of a country, by which some know one
/// that has nothing before it. A file's name can look like that, and is no link either.
const ENDS: [&str; 17] = [
    "aero",
    "asia",
    "biz",
    "com",
    "coop",
    "edu",
    "gov",
    "info",
    "museum",
    "name",
    "net",
    "org",
    "pro",
    "shop",
    "web",
    "xxx",
    "\u{440}\u{444}",
];

/// Whether this point is followed by what ends an address, as in `a.com` and `b.de`.
fn is_in_address(line: &str, at: usize) -> bool {
    let after = &line[at + 1..];
    let end = after.find(|c: char| !c.is_alphanumeric());
    let end = after[..end.unwrap_or(after.len())].to_lowercase();
    let is_country = end.len() == 2 && end.bytes().all(|b| b.is_ascii_alphabetic());
    (is_country || ENDS.contains(&end.as_str())) && ends_alphanumeric(&line[..at])
}

fn ends_alphanumeric(before: &str) -> bool {
    before.ends_with(char::is_alphanumeric)
}

fn ends_with_word(before: &str, words: &[&str]) -> bool {
    words.iter().any(|word| {
        let from = before.len().checked_sub(word.len());
        from.and_then(|at| before.get(at..))
            .is_some_and(|end| end.eq_ignore_ascii_case(word))
    })
}

/// For a text cell of a CSV file that a spreadsheet may open: on one line, and with an
/// apostrophe before what would be taken for a formula. That is the start of the cell,
/// and what follows a semicolon: where the decimal sign is a comma, a spreadsheet begins
/// a cell there and knows no quotes that begin later. The writer must put every text cell
/// in quotes; numbers stay bare and never come here.
#[must_use]
pub fn csv_cell(text: &str) -> String {
    let line = on_one_line(text);
    let mut out = String::with_capacity(line.len() + 1);
    for (at, part) in line.split(';').enumerate() {
        if at > 0 {
            out.push(';');
        }
        let is_first = at == 0;
        if begins_formula(part) || (is_first && text.starts_with(['\t', '\r', '\n'])) {
            out.push('\'');
        }
        out.push_str(part);
    }
    out
}

fn begins_formula(cell: &str) -> bool {
    // A spreadsheet may pass over what has no width.
    let skipped = |c: char| is_unseen(c) || matches!(c, ' ' | '"');
    cell.trim_start_matches(skipped).starts_with([
        '=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}',
    ])
}

/// For the message of a GitHub workflow command: one line, which the runner puts back
/// into several. In a log of another service it's no command either.
#[must_use]
pub fn annotation(text: &str) -> String {
    no_command_within(visible(text, |c| matches!(c, '\n' | '\r')))
        .replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// As [`annotation`], for the value of one of the command's properties.
#[must_use]
pub fn annotation_property(text: &str) -> String {
    annotation(text).replace(':', "%3A").replace(',', "%2C")
}

/// For a message in SARIF, in which a viewer makes a link of `[text](target)` and puts something
/// else in the place of `{0}`; a brace that is meant as one is doubled (SARIF 2.1.0, 3.11.5).
#[must_use]
pub fn sarif(text: &str) -> String {
    text.replace("](", "] (")
        .replace('{', "{{")
        .replace('}', "}}")
}

/// For JSON that has been written already: what acts on a terminal stands as `\uXXXX`,
/// which means the same; so does a sign of what is a command anywhere in the log of a CI
/// run. Line feeds stay, since they are never inside a string.
#[must_use]
pub fn json(written: &str) -> String {
    let mut out = String::with_capacity(written.len());
    for c in written.chars() {
        // All of these have four hexadecimal digits at most.
        if acts(c) && c != '\n' {
            let _ = write!(out, "\\u{:04x}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    without_commands(Cow::Owned(out), "\\u0023").into_owned()
}

/// For HTML that has been written already: what is a command anywhere in the log of a CI run is
/// none in the source of a page, and looks the same on it.
#[must_use]
pub fn written_html(written: String) -> String {
    without_commands(Cow::Owned(written), "&#35;").into_owned()
}

#[cfg(test)]
mod tests;
