//! What responses or an assessment are counted by, and what came of it.

use crate::cli::Counted;
use crate::command::Exit;
use crate::model::assessment::Assessment;
use crate::model::comparison::Side;
use crate::model::response::duplicate::Policy;
use crate::model::response::responses::Responses;
use crate::model::rubric::Rubric;
use std::path::PathBuf;

/// How a source is to be counted.
#[derive(Debug, Clone, Copy)]
pub struct Counting {
    /// Count the rest when some files cannot be read.
    pub keep_going: bool,
    /// What to do when one person answered twice.
    pub duplicates: Policy,
    /// Whether what respondents wrote is wanted; without it a state's worth of
    /// responses fits into memory.
    pub documentation: bool,
    /// Whether it is wanted who answered, where documentation is not.
    pub names: bool,
}

/// A source, counted.
#[derive(Debug)]
pub struct Source {
    /// The single assessment.
    pub assessment: Assessment,
    /// The rubric that it was read by, where that is of another version than the one in
    /// use; only from [`load_any_version`](crate::command::source::load_any_version).
    pub other_version: Option<Box<Rubric>>,
    /// The responses that it counts, in the order of their files; none where it was
    /// read from a team assessment.
    pub responses: Responses,
    /// Every file that was read for it; never to be written over.
    pub files: Vec<PathBuf>,
    /// What the run has come to so far: not well when files were left out.
    pub exit: Exit,
}

impl Counting {
    /// As the options say, with neither names nor what was written.
    #[must_use]
    pub fn of(options: Counted) -> Self {
        Self {
            keep_going: options.keep_going,
            duplicates: options.duplicates.unwrap_or(Policy::Ask),
            documentation: false,
            names: false,
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
