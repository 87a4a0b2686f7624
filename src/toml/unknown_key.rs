//! Keys that do not belong where they stand: which key was meant, or where the line goes.

use std::ops::Range;

use toml::de::DeTable;

use crate::model::keys::{Key, has, names, response};
use crate::problem::Code;
use crate::text::cut;
use crate::toml::table::Reader;
use crate::words;

impl Reader<'_> {
    /// Reports every key of a section that is not one of `known`. `whose` says what
    /// the section is: `a practice`.
    pub fn unknown_keys(&mut self, table: &DeTable<'_>, known: &[Key], whose: &str) {
        for key in table.keys() {
            let name = key.get_ref().as_ref();
            if !has(known, name) {
                self.unknown_key(name, key.span(), known, whose);
            }
        }
    }

    /// Reports a key of the top or of the respondent that stands in another section: its line is
    /// in the wrong place, and right in itself.
    pub fn misplaced(&mut self, name: &str, span: Range<usize>, section: &str) {
        let (what, to) = match has(response::RESPONDENT, name) {
            true => ("respondent", "below [respondent]"),
            false => ("whole file", "to the top, above the first section"),
        };
        let message =
            format!("The line {name} is about the {what}, but it's in the section {section}.");
        let help = format!("Move the line up {to}.");
        self.report(Code::UnknownKey, span, message, help);
    }

    /// Whether what begins here has no line of its own, as between braces.
    pub(crate) fn is_inside_a_line(&self, start: usize) -> bool {
        let before = self.text.as_str()[..start].rsplit('\n').next();
        before.is_some_and(|before| !before.trim().is_empty())
    }

    /// What closes the value after a key, where that goes on in the lines below.
    fn closing_mark(&self, key_end: usize) -> Option<&'static str> {
        let line = self.text.as_str()[key_end..].lines().next()?;
        let value = line.split_once('=')?.1.trim();
        let pairs = [("'''", "'''"), ("\"\"\"", "\"\"\""), ("[", "]")];
        pairs.into_iter().find_map(|(open, close)| {
            let rest = value.strip_prefix(open)?;
            (!rest.contains(close)).then_some(close)
        })
    }

    /// Reports one key that does not belong.
    pub fn unknown_key(&mut self, name: &str, span: Range<usize>, known: &[Key], whose: &str) {
        let known = names(known);
        let likely = self.nearest(name, known.iter().copied());
        let mut message = format!("\"{}\" isn't part of {whose}.", cut(name));
        let listed = words::list(&known);
        let help = if let Some(near) = likely {
            message.push_str(&format!(" Did you mean {near}?"));
            format!("Type {near} instead.")
        } else if self.is_inside_a_line(span.start) {
            format!("Only {listed} can be used here, each with its value.")
        } else {
            let lines = match self.closing_mark(span.end) {
                None => "the line, which keeps it as a note".to_owned(),
                Some(mark) => format!(
                    "this line and every line below it down to the closing {mark}, which keeps them as a note"
                ),
            };
            match known.is_empty() || known.len() > 12 {
                true => format!("Put # in front of {lines}."),
                false => format!(
                    "If it belongs in one of these, move it there: {listed}. Otherwise, put # in front of {lines}."
                ),
            }
        };
        self.report(Code::UnknownKey, span, message, help);
    }
}
