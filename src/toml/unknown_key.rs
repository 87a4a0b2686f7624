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
        let (what, to) = if has(response::RESPONDENT, name) {
            ("about the respondent", "below [respondent]")
        } else {
            (
                "about the whole file",
                "to the top, above the first section",
            )
        };
        self.report(
            Code::UnknownKey,
            span,
            format!("The line {name} is {what}, but it's in the section {section}."),
            format!("Move the line up {to}."),
        );
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
        let name = &cut(name);
        let message = match likely {
            Some(near) => format!("\"{name}\" isn't part of {whose}. Did you mean {near}?"),
            None => format!("\"{name}\" isn't part of {whose}."),
        };
        let is_inside = self.is_inside_a_line(span.start);
        let help = match likely {
            Some(near) => format!("Type {near} instead."),
            None if is_inside => format!(
                "Only {} can be used here, each with its value.",
                words::list(&known)
            ),
            None => {
                let lines = match self.closing_mark(span.end) {
                    None => "the line, which keeps it as a note".to_owned(),
                    Some(mark) => format!(
                        "this line and every line below it down to the closing {mark}, which keeps them as a note"
                    ),
                };
                let these = match known.is_empty() || known.len() > 12 {
                    true => "Put".to_owned(),
                    false => format!(
                        "If it belongs in one of these, move it there: {}. Otherwise, put",
                        words::list(&known)
                    ),
                };
                format!("{these} # in front of {lines}.")
            }
        };
        self.report(Code::UnknownKey, span, message, help);
    }
}
