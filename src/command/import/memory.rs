//! What was confirmed of an export's columns, beside the responses of its folder.

use std::fs;
use std::path::{Path, PathBuf};

use crate::disk::refusal::Refusal;
use crate::disk::save;
use crate::files::bytes::bytes;
use crate::import::columns::ExportColumn;
use crate::import::remembered::{NAME, Remembered};
use crate::model::rubric::Rubric;

/// What the folder of an import remembers.
pub(super) struct Memory {
    path: PathBuf,
    /// The file as it was; none where there is none.
    before: Option<Vec<u8>>,
    /// None where a file of this name holds something else: it is left alone.
    remembered: Option<Remembered>,
}

impl Memory {
    pub(super) fn of(folder: &Path) -> Self {
        let path = folder.join(NAME);
        let is_there = fs::symlink_metadata(&path).is_ok();
        let before = bytes(&path).ok();
        let remembered = match &before {
            Some(bytes) => str::from_utf8(bytes).ok().and_then(Remembered::read),
            None => (!is_there).then(Remembered::default),
        };
        Self {
            path,
            before,
            remembered,
        }
    }

    pub(super) fn confirms(&self, columns: &[ExportColumn], rubric: &Rubric) -> bool {
        let remembered = self.remembered.as_ref();
        remembered.is_some_and(|remembered| remembered.confirms(columns, rubric))
    }

    /// Keeps what was confirmed, and says whether it could.
    ///
    /// # Errors
    /// What the system refuses.
    pub(super) fn keep(self, columns: &[ExportColumn], rubric: &Rubric) -> Result<bool, Refusal> {
        let Some(mut remembered) = self.remembered else {
            return Ok(false);
        };
        remembered.add(columns, rubric);
        let text = remembered.text();
        match self.before {
            Some(before) => save::replace(&self.path, &before, text.as_bytes())?,
            None => save::create_new(&self.path, text.as_bytes())?,
        }
        Ok(true)
    }
}
