//! Workbooks in which a team typed what its assessment or its plan doesn't have.

use std::path::PathBuf;

use crate::command::next::folder_contents::{State, Team, TypedWorkbook};
use crate::command::next::shared_steps::{NextStep, free};
use crate::command::next::year::Year;
use crate::command::printed_commands;
use crate::files::bytes::bytes;
use crate::files::content::Kind;
use crate::import::filled_workbook::{
    Filled, Prefer, Written, into_plan, into_team, is_made_from, is_of_plan, may_be_from,
    values_for,
};
use crate::model::dates::year::is_same;
use crate::model::rubric::Rubric;
use crate::problem::Problem;
use crate::report::formats::command_line::word;
use crate::report::formats::escape;
use crate::report::results::problem::path as shown;
use crate::words::counted;

/// By what comes of reading it back.
fn state(read: impl Fn(Option<Prefer>) -> Result<Written, Vec<Problem>>) -> Option<State> {
    match read(None) {
        Ok(written) => (written.values > 0).then_some(State::ToRead),
        Err(_) => match read(Some(Prefer::File)) {
            Ok(written) if written.values == 0 => Some(State::Differs),
            _ => Some(State::ToLookAt),
        },
    }
}

impl Year {
    /// Finds those that are this year's.
    pub(super) fn take_workbooks(&mut self, rubric: &Rubric) {
        let workbooks = std::mem::take(&mut self.files.workbooks);
        let newest = |(path, filled): &(PathBuf, Filled)| {
            let team = self.team.as_ref()?;
            is_made_from(filled, &team.assessment, rubric).then(|| path.clone())
        };
        let newest = workbooks.iter().find_map(newest);
        let mut found = Vec::new();
        for (path, filled) in &workbooks {
            let of_team = self.of_team(filled, newest.as_ref(), rubric);
            let of_plan = self.of_plan(filled, rubric);
            let states = [(Kind::TeamAssessment, of_team), (Kind::Plan, of_plan)];
            found.extend(states.into_iter().filter_map(|(of, state)| {
                let (path, state) = (path.clone(), state?);
                Some(TypedWorkbook { path, of, state })
            }));
        }
        let is_used = |path: &PathBuf| found.iter().any(|workbook| workbook.path == *path);
        self.files.others.retain(|path| !is_used(path));
        self.workbooks = found;
    }

    fn of_team(&self, filled: &Filled, newest: Option<&PathBuf>, rubric: &Rubric) -> Option<State> {
        let is_of = |team: &Team| is_made_from(filled, &team.assessment, rubric);
        let Some(team) = &self.team else {
            // One that can't be read is there all the same.
            let is_none = !self.may_have(Kind::TeamAssessment);
            return (is_none && self.is_this_years_workbook(filled, rubric))
                .then_some(State::Waits);
        };
        let bytes = bytes(&team.path).unwrap_or_default();
        if is_of(team) {
            let team = (&*bytes, &team.assessment);
            return state(|prefer| into_team(filled, team, rubric, &escape::sheet_lines, prefer));
        }
        let values = values_for(filled, &bytes, rubric, &escape::sheet_lines);
        let is_outdated = values > 0 && self.is_this_years_workbook(filled, rubric);
        is_outdated.then(|| State::Outdated(values, newest.cloned()))
    }

    fn of_plan(&self, filled: &Filled, rubric: &Rubric) -> Option<State> {
        let found = self.plan.as_ref()?;
        let plan = &found.written.plan;
        if !is_of_plan(filled, plan, &escape::sheet_lines) {
            return None;
        }
        let bytes = bytes(&found.path).unwrap_or_default();
        let plan = (&*bytes, plan);
        state(|prefer| into_plan(filled, plan, rubric, &escape::sheet_lines, prefer))
    }

    /// Whether nothing tells that a workbook is of an earlier year.
    fn is_this_years_workbook(&self, filled: &Filled, rubric: &Rubric) -> bool {
        let mut earlier = self.previous.iter();
        let cycles = filled.cycle.as_ref().zip(self.cycle.as_ref());
        let is_named = cycles.map(|(workbook, year)| is_same(workbook, year));
        let may_be = |team: &Team| may_be_from(filled, &team.assessment, rubric);
        let is_counted = || self.team.as_ref().is_some_and(may_be);
        !earlier
            .clone()
            .any(|team| is_made_from(filled, &team.assessment, rubric))
            && is_named.unwrap_or_else(|| is_counted() || !earlier.any(may_be))
    }

    /// The step for the first workbook that is to be read back.
    pub(super) fn read_back(&self) -> Option<NextStep> {
        let is_next = |w: &&TypedWorkbook| matches!(w.state, State::ToRead | State::ToLookAt);
        let workbook = self.workbooks.iter().find(is_next)?;
        let (name, file) = (word(&workbook.path), word(self.file_of(workbook)?));
        let say = match workbook.state {
            State::ToRead => {
                format!("Your team filled in {name}. Put what it typed there into {file}.")
            }
            _ => format!(
                "Your team filled in {name}, but {file} has other values for some of it, or some can't be read. See which, and choose."
            ),
        };
        Some(NextStep::new(say, self.back(workbook)?))
    }

    /// The step for values that were typed before the answers were counted again.
    pub(super) fn copy_over(&self) -> Option<NextStep> {
        let team = word(&self.team.as_ref()?.path);
        let mut outdated = self.workbooks.iter();
        outdated.find_map(|workbook| {
            let State::Outdated(_, newer) = &workbook.state else {
                return None;
            };
            let from = word(&workbook.path);
            const COLUMNS: &str = "the columns Agreed, Decision, and Notes";
            Some(match newer {
                Some(newer) => {
                    let newer = word(newer);
                    NextStep::new(
                        format!("Copy {COLUMNS} from {from} into {newer}, and save it. Then put them into {team}."),
                        format!("tally {newer} -o {team}"),
                    )
                }
                None => NextStep::new(
                    format!("Your team filled in {from} before the answers were counted again. Make a new workbook, and copy {COLUMNS} into it."),
                    format!("tally {team} -o {}", word(&free(&self.dir, "team", "xlsx", self.cycle.as_deref()))),
                ),
            })
        })
    }

    /// What is said of workbooks of this kind, a line each.
    pub(super) fn of_workbooks(&self, kind: Kind) -> Vec<String> {
        let mut lines = Vec::new();
        for workbook in self.workbooks.iter().filter(|w| w.of == kind) {
            let name = shown(&workbook.path);
            let file = self.file_of(workbook).map(|file| shown(file));
            let back = self.back(workbook).map(printed_commands::command);
            let (file, back) = (file.unwrap_or_default(), back.unwrap_or_default());
            lines.extend(match &workbook.state {
                State::ToRead | State::ToLookAt => None,
                State::Differs => Some(format!(
                    "{name} and {file} have different values. To see both: {back}"
                )),
                State::Outdated(values, _) => Some(format!(
                    "{file} doesn't have {} typed in {name}, which was made before the answers were counted again.",
                    counted(*values, "value")
                )),
                State::Waits => {
                    let to = self.new_file("team");
                    let back = printed_commands::tally(&[&workbook.path], &to);
                    Some(format!(
                        "If your team filled in {name}, count the same forms again, and then put what it typed there into the new file: {back}"
                    ))
                }
            });
        }
        lines
    }

    /// The file that a workbook is read back into.
    fn file_of(&self, workbook: &TypedWorkbook) -> Option<&PathBuf> {
        match workbook.of {
            Kind::Plan => self.plan.as_ref().map(|plan| &plan.path),
            _ => self.team.as_ref().map(|team| &team.path),
        }
    }

    /// How it is read back.
    fn back(&self, workbook: &TypedWorkbook) -> Option<String> {
        let (name, file) = (word(&workbook.path), word(self.file_of(workbook)?));
        Some(match workbook.of {
            Kind::Plan => format!("plan update {file} {name}"),
            _ => format!("tally {name} -o {file}"),
        })
    }
}
