//! What other commands say at their end: what `next` says of the folder that they wrote into.

use std::path::Path;

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::command::in_context::today_or;
use crate::command::next::folder_contents::folder;
use crate::command::next::shared_steps::NextStep;
use crate::command::next::steps;
use crate::command::next::year::Year;
use crate::disk::folder::is_large;
use crate::files::bytes::is_one_file;
use crate::model::assessment::Assessment;
use crate::model::dates::year::{due_again, first_year};
use crate::model::rubric::Rubric;

/// What a command wrote.
#[derive(Debug, Clone, Copy)]
pub(in crate::command) enum Wrote<'p> {
    /// A folder of forms.
    Forms(&'p Path),
    /// A team assessment.
    Team(&'p Path),
    /// A plan.
    Plan(&'p Path),
}

impl NextStep {
    /// The step that `next` prints; `otherwise` where what was written isn't what the year of its
    /// folder goes on with, or the folder is large. Whoever has just counted the answers of `round`
    /// isn't told that the next round is due.
    pub(in crate::command) fn after(
        wrote: Wrote<'_>,
        round: &Assessment,
        rubric: &Rubric,
        otherwise: impl FnOnce() -> Self,
    ) -> Self {
        let (Wrote::Forms(path) | Wrote::Team(path) | Wrote::Plan(path)) = wrote;
        let dir = folder(path);
        if path.file_name().is_none() || is_large(&dir) {
            return otherwise();
        }
        let today = today_or(None);
        let today = last_day(round).map_or(today, |last| last.min(today));
        let year = Year::of(&dir, rubric, today);
        let is_this = |other: &Path| is_one_file(other, path);
        let is_about = match wrote {
            Wrote::Forms(_) => {
                let mut sources = year.sources.iter();
                sources.any(|source| source.starts_with(path) || is_this(source))
            }
            Wrote::Team(_) => year.team.as_ref().is_some_and(|team| is_this(&team.path)),
            Wrote::Plan(_) => {
                let plan = year.plan.as_ref().filter(|_| year.team.is_some());
                plan.is_some_and(|plan| is_this(&plan.path))
            }
        };
        match is_about {
            true => steps::next(&year, rubric),
            false => otherwise(),
        }
    }

    /// The same, once forms are counted.
    pub(in crate::command) fn after_tally(
        team: &Path,
        assessment: &Assessment,
        rubric: &Rubric,
    ) -> Self {
        Self::after(Wrote::Team(team), assessment, rubric, || {
            Self::of_team(team, assessment, rubric)
        })
    }
}

/// The last day before the next round is due.
fn last_day(round: &Assessment) -> Option<Date> {
    let ends = |cycle: &String| {
        let year = i16::try_from(first_year(cycle)? + 1).ok()?;
        Date::new(year, 6, 30).ok()
    };
    let due = due_again(round).and_then(|due| due.checked_sub(1.day()).ok());
    due.or_else(|| round.cycle.as_ref().and_then(ends))
}
