//! Text at the exits that are made of lines: terminals, logs, JSON, CSV, TOML.

use std::path::Path;

use chronic::files::content::Content;
use chronic::files::read::read;
use chronic::files::response::form::{Head, form};
use chronic::model::placeholder::name_of_somebody;
use chronic::problem::{Code, Place, Problem};
use chronic::report::formats::csv::CsvTable;
use chronic::report::formats::escape;
use chronic::report::formats::seal::{self, Readers};
use chronic::report::results::annotation::annotations;
use chronic::report::results::problem;
use chronic::report::results::problem::FileProblems;
use chronic::report::results::sarif::log;
use chronic::toml::writing::{WIDTH, comment, plain, quoted};
use unicode_width::UnicodeWidthChar;

use super::input::{is_turn, text};
use super::small;

/// Whether a character acts on what shows it: C0, DEL, C1, every Bidi_Control and the two
/// separators of Unicode.
pub(super) fn acts(c: char) -> bool {
    matches!(u32::from(c),
        0..=0x1f | 0x7f..=0x9f | 0x61c | 0x200e | 0x200f | 0x2028..=0x202e | 0x2066..=0x2069)
}

/// That nothing in a text acts but these.
pub(super) fn is_harmless_but_for(text: &str, spared: &[char]) {
    assert!(
        !text.contains(|c| acts(c) && !spared.contains(&c)),
        "{text:?}"
    );
}

/// Whether there is a sign of what begins a command in the log of some service: `##[`,
/// `##vso[`, `##teamcity[`.
pub(super) fn has_command(text: &str) -> bool {
    text.split("##").skip(1).any(|after| {
        let after = after.trim_start_matches('#');
        let after = after.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        after.starts_with('[')
    })
}

fn no_command(text: &str) {
    assert!(!has_command(text), "{text:?}");
}

/// The law of what goes to a terminal, or to a CI log that stands for one.
pub fn terminal(data: &[u8]) {
    let text = text(data);
    let line = escape::terminal(&text);
    is_harmless_but_for(&line, &[]);
    no_command(&line);
    assert!(!line.contains("::"), "{line:?}");
    assert_eq!(escape::terminal(&line), line);
    let lines = escape::terminal_lines(&text);
    is_harmless_but_for(&lines, &['\n']);
    no_command(&lines);
    assert!(!lines.contains("::"), "{lines:?}");
    assert_eq!(lines.matches('\n').count(), text.matches('\n').count());
    let within = escape::within_line(&text);
    is_harmless_but_for(&within, &[]);
    no_command(&within);
    if !text.contains(acts) && !text.contains("::") && !has_command(&text) {
        assert_eq!([&line, &lines, &within], [&text; 3]);
    }
    styled(&escape::terminal_styled(&text));
    let path = problem::path(Path::new(&*text));
    is_harmless_but_for(&path, &[]);
    no_command(&path);
    assert!(!path.trim_start().starts_with("::"), "{path:?}");
    let note = problem::note(&Problem::new(Code::Syntax, &*text, &*text));
    is_harmless_but_for(&note, &[]);
    no_command(&note);
    assert!(note.starts_with("error[syntax]:"));
}

/// Only the few styles of usage errors, and never one that hides text.
fn styled(shown: &str) {
    let mut parts = shown.split('\u{1b}');
    is_harmless_but_for(parts.next().unwrap_or_default(), &['\n']);
    for part in parts {
        let known = ["[0m", "[1m", "[4m", "[31m", "[32m", "[33m"];
        assert!(
            known.iter().any(|style| part.starts_with(style)),
            "{shown:?}"
        );
        is_harmless_but_for(part, &['\n']);
    }
}

/// The law of JSON that is printed: the same text, and nothing that acts; and of the seal
/// below a page.
pub fn json(data: &[u8]) {
    let text = text(data);
    let written = serde_json::to_string_pretty(&[&text]).expect("a text");
    let shown = escape::json(&written);
    is_harmless_but_for(&shown, &['\n']);
    no_command(&shown);
    let back: [String; 1] = serde_json::from_str(&shown).expect("JSON");
    assert_eq!(back[0], text);
    let page = seal::sealed(&text, Readers::Public);
    assert_eq!(
        seal::sealed_for(page.as_bytes()),
        Some(Readers::Public),
        "{page:?}"
    );
    assert_eq!(seal::sealed_for(format!("x{page}").as_bytes()), None);
    assert_eq!(seal::sealed_for(format!("{page}x").as_bytes()), None);
    if text.len() > 40 || is_turn(data, 8) {
        assert_eq!(seal::sealed_for(data), None);
    }
}

fn problem_saying(text: &str) -> Problem {
    let place = Place {
        line: 3,
        column: 7,
        text: text.to_owned(),
        mark: (0, text.len()),
        cut: (false, false),
    };
    Problem::new(Code::MissingOwner, text, text).at(place)
}

/// The law of annotations in a CI log: a text neither ends the line nor its property, and the
/// runner gets back what was said. SARIF is JSON with the same texts.
pub fn annotation(data: &[u8]) {
    let text = text(data);
    let problems = [problem_saying(&text)];
    let file = || {
        let refused = Some(&*text);
        std::iter::once(FileProblems {
            path: Path::new(&*text),
            problems: &problems,
            refused,
        })
    };
    let shown = annotations(file());
    is_harmless_but_for(&shown, &['\n']);
    let lines: Vec<&str> = shown.lines().collect();
    assert_eq!(lines.len(), 2, "{shown}");
    let mut all = Vec::new();
    for line in lines {
        let command = line.strip_prefix("::error ").expect("a command");
        let (properties, message) = command.split_once("::").expect("a message");
        let keys: Vec<(&str, &str)> = properties
            .split(',')
            .map(|property| property.split_once('=').expect("a property"))
            .collect();
        all.push((
            keys.iter()
                .map(|(key, _)| *key)
                .collect::<Vec<_>>()
                .join(" "),
            message,
        ));
        let path = text
            .strip_prefix("./")
            .filter(|rest| !rest.is_empty())
            .unwrap_or(&text);
        assert_eq!(said(keys[0].1), one_sign(&visible(path)), "{line}");
    }
    assert_eq!(
        (all[0].0.as_str(), all[1].0.as_str()),
        ("file title", "file line col title")
    );
    let text = one_sign(&visible(&text));
    assert!(said(all[0].1).contains(&text));
    assert!(said(all[1].1).ends_with(&format!(" {text}")) || text.is_empty());
    if is_turn(data, 64) {
        let log = log(file());
        is_harmless_but_for(&log, &['\n']);
        no_command(&log);
        let log: serde_json::Value = serde_json::from_str(&log).expect("JSON");
        assert_eq!(log["runs"][0]["results"].as_array().map(Vec::len), Some(1));
    }
}

/// As a CI runner reads a message or a property.
fn said(written: &str) -> String {
    let pairs = [
        ("%0D", "\r"),
        ("%0A", "\n"),
        ("%3A", ":"),
        ("%2C", ","),
        ("%25", "%"),
    ];
    let read = pairs.iter().fold(written.to_owned(), |text, (from, to)| {
        text.replace(from, to)
    });
    // What is a command for other runners is taken apart.
    assert!(!read.contains("##[") && !read.contains("##vso["), "{read}");
    one_sign(&read)
}

/// A text in which somebody may have typed the escape.
fn one_sign(text: &str) -> String {
    text.replace("#\\u{23}", "##")
}

/// What acts, but for line ends, as an escape.
fn visible(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if acts(c) && !matches!(c, '\r' | '\n') {
            out.push_str(&format!("\\u{{{:x}}}", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    out
}

/// The law of a CSV cell: one cell of one line for any reader, and a formula for none, also
/// where a semicolon parts the cells.
pub fn csv(data: &[u8]) {
    let text = text(data);
    let mut out = Vec::new();
    let mut table = CsvTable::new(&mut out, "a,b,c").expect("memory");
    let fields = [&*text, "-0.25", &*text].map(String::from);
    table.row(&fields).expect("memory");
    table.finish().expect("memory");
    let out = String::from_utf8(out).expect("text");
    is_harmless_but_for(&out, &['\n']);
    assert_eq!(out.matches('\n').count(), 2, "{out:?}");
    let rows = cells(&out, b',');
    assert_eq!(rows.len(), 2);
    assert_eq!(
        (rows[1].len(), rows[1][0].as_str(), rows[1][1].as_str()),
        (3, rows[1][2].as_str(), "-0.25")
    );
    // Apostrophes apart, it is what was written.
    let safe = rows[1][0].replace('\'', "");
    assert_eq!(safe, escape::html(&text).replace('\'', ""), "{out}");
    for delimiter in [b',', b';', b'\t'] {
        for cell in cells(&out, delimiter).iter().flatten() {
            assert!(!is_formula(cell), "{cell:?} of {out:?}");
        }
    }
    // And for a reader that knows no quotes.
    for cell in out.lines().flat_map(|line| line.split(';')) {
        assert!(!is_formula(cell), "{cell:?} of {out:?}");
    }
}

fn cells(text: &str, delimiter: u8) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let rows = reader.records().map(|row| {
        let row = row.expect("CSV");
        row.iter().map(str::to_owned).collect()
    });
    rows.collect()
}

/// What some spreadsheet takes for a formula: also behind blanks, quotes and what has no width.
fn is_formula(cell: &str) -> bool {
    let unseen = |c: char| {
        let without_width = [
            '\u{ad}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}', '\u{feff}',
        ];
        c.is_whitespace() || c == '"' || without_width.contains(&c)
    };
    let cell = cell.trim_start_matches(unseen);
    let begins = [
        '=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}',
    ];
    // Read with another separator, a row that begins with numbers begins with their list.
    cell.starts_with(begins) && !cell.split(',').all(is_number_or_text)
}

/// What stands between the commas of such a list: a bare number, or a text in quotes.
fn is_number_or_text(cell: &str) -> bool {
    is_plain_number(cell) || cell.starts_with('"')
}

fn is_plain_number(cell: &str) -> bool {
    let digits = cell.strip_prefix('-').unwrap_or(cell);
    digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.ends_with(|c: char| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || c == '.')
        && digits.matches('.').count() <= 1
}

/// The law of text in a TOML file: a string that says the same, comments that stay comments,
/// and a form whose head is what was asked for.
pub fn toml(data: &[u8]) {
    let text = text(data);
    let written = quoted(&text);
    is_harmless_but_for(&written, &[]);
    let table: toml::Table = format!("a = {written}\n").parse().expect("TOML");
    assert_eq!(table["a"].as_str(), Some(&*text));
    assert_eq!(table.len(), 1);
    let words = plain(&text);
    is_harmless_but_for(&words, &[]);
    assert!(!words.contains("  ") && words.trim() == words);
    let mut out = String::new();
    comment(&mut out, "1. ", &text);
    is_harmless_but_for(&out, &['\n']);
    assert!(out.is_empty() == words.is_empty() && (out.is_empty() || out.ends_with('\n')));
    let mut said = String::new();
    for (at, line) in out.lines().enumerate() {
        let lead = if at == 0 { "# 1. " } else { "#    " };
        let rest = line
            .strip_prefix(lead)
            .unwrap_or_else(|| panic!("{line:?}"));
        // Words of some scripts are parted anywhere.
        said.extend(rest.chars().filter(|c| *c != ' '));
        // Letter by letter: marks above and below take no room, and what a sign that makes
        // the one before it a picture does to its width is known to few who show it.
        let width: usize = rest.chars().filter_map(UnicodeWidthChar::width).sum();
        assert!(width <= WIDTH || !rest.contains(' '), "{rest:?}");
    }
    assert_eq!(said, words.replace(' ', ""), "{out}");
    if is_turn(data, 32) {
        let [name, role, department, district, cycle] = std::array::from_fn(|_| text.to_string());
        let head = Head {
            name,
            role,
            department,
            district,
            cycle,
            ..Head::default()
        };
        let blank = form(small::rubric(), &head);
        match read(blank.as_bytes(), small::rubric()).checked.value {
            Some(Content::Response(read)) => {
                let said = text.trim().replace("\r\n", "\n");
                // "..", or "N/A", is nobody's name.
                assert_eq!(read.name, name_of_somebody(&said));
                let others = [&read.role, &read.department, &read.district, &read.cycle];
                assert_eq!(others, [&said; 4]);
                assert_eq!(read.answered(), 0);
            }
            other => panic!("{other:?}\n{blank}"),
        }
    }
}
