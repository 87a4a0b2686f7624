//! A workbook in which a team typed something, as it stands to the file that it was made of.

use std::path::PathBuf;

use crate::files::content::Kind;

/// The workbook, and what is to be done about it.
#[derive(Debug)]
pub(super) struct TypedWorkbook {
    pub(super) path: PathBuf,
    /// What it is read back into.
    pub(super) of: Kind,
    pub(super) state: State,
}

/// How a workbook and its file compare.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum State {
    /// All that was typed can be put into the file.
    ToRead,
    /// Some can be, and some is different there, or can't be read.
    ToLookAt,
    /// The file has all of it, or something else.
    Differs,
    /// The answers were counted again since it was made: how many values the file has nothing for,
    /// and a newer workbook to copy them into.
    Outdated(usize, Option<PathBuf>),
    /// There is no file for it yet.
    Waits,
}
