//! What responses or an assessment are counted by, and what came of it.

use std::path::PathBuf;

use anyhow::bail;

use crate::cli::Counted;
use crate::command::Exit;
use crate::model::assessment::Assessment;
use crate::model::comparison::Side;
use crate::model::group::grouping::By;
use crate::model::response::duplicate::Policy;
use crate::model::response::responses::Responses;
use crate::model::rubric::Rubric;
use crate::report::results::group::GroupView;

/// How a source is to be counted.
#[derive(Debug, Clone, Copy)]
pub struct Counting {
    /// Count the rest when some files cannot be read.
    pub keep_going: bool,
    /// What to do when one person answered twice.
    pub duplicates: Policy,
    /// What is kept of each response.
    pub kept: Kept,
    /// Whether a team assessment may be of any version of the rubric in use, since it is
    /// compared with another: it is then read by its own sections. Take [`Source::side`] of it.
    pub any_version: bool,
}

/// What is kept of a response beside its ratings; the less, the more of them fit into memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kept {
    /// Role, department and the like.
    Heads,
    /// Who answered as well.
    Names,
    /// What was written as well.
    Texts,
}

/// A source, counted.
#[derive(Debug, Default)]
pub struct Source {
    /// The single assessment.
    pub assessment: Assessment,
    /// The rubric that it was read by, where that is of another version than the one in
    /// use; only where [any](Counting::any_version) may be.
    pub other_version: Option<Box<Rubric>>,
    /// The responses that it counts, in the order of their files; none where it was
    /// read from a team assessment.
    pub responses: Responses,
    /// The places of those that are of earlier school years than the others, with their files, where
    /// names are kept.
    pub earlier: Vec<(usize, PathBuf)>,
    /// The names on the forms that can't be read, where names are kept; empty where one can't be
    /// told.
    pub unread: Vec<String>,
    /// Every file that was read for it; never to be written over.
    pub files: Vec<PathBuf>,
    /// What the run has come to so far: not well when files were left out.
    pub exit: Exit,
}

impl Counting {
    /// As the options say, with neither names nor what was written, of this version.
    #[must_use]
    pub fn of(options: Counted) -> Self {
        Self {
            keep_going: options.keep_going,
            duplicates: options.duplicates.unwrap_or(Policy::Ask),
            kept: Kept::Heads,
            any_version: false,
        }
    }

    /// The same of any version.
    #[must_use]
    pub const fn of_any_version(self) -> Self {
        Self {
            any_version: true,
            ..self
        }
    }
}

impl Source {
    /// What a source that was asked for has come to.
    #[must_use]
    pub fn exit(loaded: &Result<Self, Exit>) -> Exit {
        loaded
            .as_ref()
            .map_or_else(|exit| *exit, |source| source.exit)
    }

    /// Its responses by role or department, where that is asked for. The forms for people say
    /// themselves why there is nothing to show.
    ///
    /// # Errors
    /// Wrong usage: a team assessment does not know who responded.
    pub fn groups<'r>(
        &self,
        by: Option<By>,
        minimum: u32,
        rubric: &'r Rubric,
    ) -> anyhow::Result<Option<GroupView<'r>>> {
        if by.is_some() && self.responses.is_empty() {
            bail!(
                "--by needs individual responses, but a team assessment has only counts. Name the responses instead"
            );
        }
        Ok(by.map(|by| GroupView::new(rubric, &self.responses, by, minimum)))
    }

    /// The source as one side of a comparison, or as an earlier year's; `rubric` is the one in
    /// use.
    #[must_use]
    pub fn side<'a>(&'a self, rubric: &'a Rubric) -> Side<'a> {
        Side {
            assessment: &self.assessment,
            rubric: self.other_version.as_deref().unwrap_or(rubric),
        }
    }
}
