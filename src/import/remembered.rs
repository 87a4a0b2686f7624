//! What somebody confirmed of an export's columns, kept beside the responses in
//! `.chronic-import.toml`, so that it is asked once and not at every late row. It counts only for
//! an export with the same headings in the same order, each taken for the same.

use std::fmt::Write as _;

use serde::Deserialize;

use crate::files::content::OF_AN_IMPORT;
use crate::import::columns::{ExportColumn, Use};
use crate::model::rubric::Rubric;
use crate::toml::writing::quoted;

/// The name of the file, hidden so that no folder of responses counts it.
pub const NAME: &str = ".chronic-import.toml";

/// Everything that was confirmed in a folder.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remembered {
    kind: String,
    #[serde(default)]
    export: Vec<Confirmed>,
}

impl Default for Remembered {
    fn default() -> Self {
        Self {
            kind: OF_AN_IMPORT.to_owned(),
            export: Vec::new(),
        }
    }
}

/// The columns of one form's exports.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Confirmed {
    column: Vec<Known>,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Known {
    heading: String,
    taken_for: String,
    #[serde(default)]
    confirmed: bool,
}

impl Remembered {
    /// None where the text is not such a file.
    pub fn read(text: &str) -> Option<Self> {
        let read: Self = toml::from_str(text).ok()?;
        (read.kind == OF_AN_IMPORT).then_some(read)
    }

    /// Whether somebody has confirmed all that is doubtful in these columns.
    pub fn confirms(&self, columns: &[ExportColumn], rubric: &Rubric) -> bool {
        let here = known(columns, rubric);
        let is_same = |there: &Known, here: &Known| {
            there.heading == here.heading
                && there.taken_for == here.taken_for
                && (there.confirmed || !here.confirmed)
        };
        self.export.iter().any(|export| {
            export.column.len() == here.len()
                && export.column.iter().zip(&here).all(|(a, b)| is_same(a, b))
        })
    }

    /// Keeps what was confirmed just now.
    pub fn add(&mut self, columns: &[ExportColumn], rubric: &Rubric) {
        let column = known(columns, rubric);
        let here = || columns.iter().map(|column| &column.heading);
        let there = |export: &Confirmed| !export.column.iter().map(|k| &k.heading).eq(here());
        self.export.retain(there);
        self.export.push(Confirmed { column });
    }

    /// The file.
    pub fn text(&self) -> String {
        let mut out = format!(
            "# What was confirmed with chronic import --yes, so that it isn't asked again for an\n# export with the same columns. To be asked again, delete this file.\n\nkind = {}\n",
            quoted(&self.kind)
        );
        for export in &self.export {
            out.push_str("\n[[export]]\ncolumn = [\n");
            for known in &export.column {
                const CONFIRMED: &str = ", confirmed = true";
                let confirmed = if known.confirmed { CONFIRMED } else { "" };
                let _ = writeln!(
                    out,
                    "  {{ heading = {}, taken-for = {}{confirmed} }},",
                    quoted(&known.heading),
                    quoted(&known.taken_for)
                );
            }
            out.push_str("]\n");
        }
        out
    }
}

fn known(columns: &[ExportColumn], rubric: &Rubric) -> Vec<Known> {
    let known = columns.iter().map(|column| Known {
        heading: column.heading.clone(),
        taken_for: taken_for(column.used, rubric),
        confirmed: column.is_doubtful(),
    });
    known.collect()
}

/// What a column was taken for, by ids, so that it holds for this rubric alone.
fn taken_for(used: Use, rubric: &Rubric) -> String {
    let id = |practice: usize| rubric.practices()[practice].id.as_str();
    match used {
        Use::Rating(practice) => format!("{}.rating", id(practice)),
        Use::Documentation(practice) => format!("{}.documentation", id(practice)),
        Use::Shared(first, last) => format!("{} to {}.documentation", id(first), id(last)),
        Use::Own(own) => own.id().to_owned(),
        Use::Nothing => "nothing".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::rubric::builtin;

    fn column(heading: &str, used: Use, near: bool) -> ExportColumn {
        ExportColumn {
            at: 0,
            heading: heading.to_owned(),
            used,
            near,
            filled: true,
        }
    }

    #[test]
    fn what_was_confirmed_counts_for_the_same_columns_alone() {
        let rubric = builtin();
        let near = [
            column("Review \"data\"\u{1b}", Use::Rating(0), true),
            column("How do we know?", Use::Documentation(0), false),
        ];
        let mut remembered = Remembered::default();
        assert!(!remembered.confirms(&near, &rubric));
        remembered.add(&near, &rubric);
        remembered.add(&near, &rubric);
        let read = Remembered::read(&remembered.text()).unwrap();
        assert_eq!(read, remembered);
        assert_eq!(read.export.len(), 1);
        assert!(read.confirms(&near, &rubric));
        let [first, second] = near;
        assert!(!read.confirms(&[second.clone(), first.clone()], &rubric));
        assert!(!read.confirms(std::slice::from_ref(&first), &rubric));
        let doubtful = ExportColumn {
            near: true,
            ..second
        };
        assert!(!read.confirms(&[first.clone(), doubtful], &rubric));
        let other = ExportColumn {
            used: Use::Rating(1),
            ..first
        };
        assert!(!read.confirms(&[other], &rubric));
    }

    #[test]
    fn what_is_no_such_file_is_not_read() {
        for text in ["", "kind = \"plan\"", "kind = \"import\"\nx = 1", "no"] {
            assert_eq!(Remembered::read(text), None, "{text}");
        }
    }
}
