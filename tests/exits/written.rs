//! Texts handed out one after the other, hostile or with harmless words in their place.

use std::collections::{HashMap, HashSet};

use chronic::model::placeholder::says_nothing;
use toml::Value;

use super::texts::harmless;

/// The texts that are written, one after the other and then from the first again.
#[derive(Debug, Clone)]
pub(crate) struct Texts {
    texts: Vec<String>,
    at: usize,
    seen: HashSet<String>,
    harmless: HashMap<String, String>,
    /// Whether harmless words are written in their place.
    is_twin: bool,
}

impl Texts {
    pub(crate) fn new(texts: &[String], is_twin: bool) -> Self {
        // Texts of which a reader sees the same have the same words in their place.
        let line = |text: &String| text.split_whitespace().collect::<String>();
        let first = |text| texts.iter().position(|other| line(other) == line(text));
        let numbered = texts.iter().map(|text| (first(text).unwrap_or(0), text));
        Self {
            texts: texts.to_vec(),
            at: 0,
            seen: HashSet::new(),
            harmless: numbered
                .map(|(at, text)| (text.clone(), harmless(text, at)))
                .collect(),
            is_twin,
        }
    }

    /// Harmless words by the text that they stand for, as readers trim both, or put them
    /// on one line.
    pub(crate) fn twins(&self) -> HashMap<String, String> {
        let trimmed = |text: &String| {
            let text = text.replace("\r\n", "\n");
            text.trim().to_owned()
        };
        let line_ends = |text: &String| trimmed(text).replace('\r', "\n");
        // In a file with the line ends of Windows.
        let crlf = |text: &String| trimmed(text).replace('\n', "\r\n");
        let line = |text: &String| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let all = self.harmless.iter();
        all.flat_map(|(text, twin)| {
            [
                (line(text), line(twin)),
                (crlf(text), crlf(twin)),
                (text.clone(), twin.clone()),
                (line_ends(text), line_ends(twin)),
                (trimmed(text), trimmed(twin)),
            ]
        })
        .collect()
    }

    fn raw(&mut self) -> String {
        self.at += 1;
        self.texts[(self.at - 1) % self.texts.len()].clone()
    }

    /// The text at a place, whatever has been handed out.
    pub(crate) fn at(&self, place: usize) -> Value {
        Value::from(self.written(&self.texts[place % self.texts.len()]))
    }

    fn written(&self, raw: &str) -> String {
        if self.is_twin {
            self.harmless[raw].clone()
        } else {
            raw.to_owned()
        }
    }

    /// The next text.
    pub(crate) fn next(&mut self) -> String {
        let raw = self.raw();
        self.written(&raw)
    }

    /// The next text as a TOML string.
    pub(crate) fn toml(&mut self) -> String {
        Value::from(self.next()).to_string()
    }

    /// The next text, or other words where nobody would know it from one that was there, or
    /// it is blank.
    pub(crate) fn distinct(&mut self, otherwise: &str) -> String {
        let raw = self.raw();
        let known: String = raw
            .chars()
            .filter(|c| c.is_alphanumeric() || c.is_ascii_graphic())
            .collect();
        if known.is_empty() || !self.seen.insert(known.to_lowercase()) {
            return otherwise.to_owned();
        }
        self.written(&raw)
    }

    /// The next text, or other words where it is signs alone, which say nothing: a page leaves
    /// those out, and whether it does is no matter of the exit.
    pub(crate) fn telling(&mut self, otherwise: &str) -> String {
        let raw = self.raw();
        if says_nothing(&raw) {
            return otherwise.to_owned();
        }
        self.written(&raw)
    }

    /// The next text as the name of a file, as far as the system lets it be one; the end
    /// keeps it apart from others.
    pub(crate) fn file_name(&mut self, end: &str) -> String {
        let text = self.next();
        let kept = if cfg!(windows) { "" } else { text.as_str() };
        let name: String = kept.replace('/', "\u{2215}").chars().take(50).collect();
        // A hidden or lock file is passed over.
        let lead = if name.starts_with(['.', '~', '#', '$']) {
            "x"
        } else {
            ""
        };
        format!("{lead}{name}{end}")
    }
}
