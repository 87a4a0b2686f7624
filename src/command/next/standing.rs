//! What a year's assessment and plan have come to.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::command::in_context::beside;
use crate::command::next::folder_contents::Team;
use crate::command::next::shared_steps::{free, option};
use crate::command::next::year::{SOON, Year};
use crate::model::dates::year::due_again;
use crate::model::plan::Status;
use crate::model::plan::audience::Audience;
use crate::model::plan::status::{State, days_between, state};
use crate::model::plan::year::PlanYear;
use crate::model::settled::left_to_settle;
use crate::problem::{Code, Problem, Severity};

impl Year {
    /// Whether there are forms to count, and not those that a team assessment counts.
    pub(super) fn differs_from(&self, team: &Team) -> bool {
        self.would_count() > 0 && !self.holds(&team.assessment)
    }

    /// The plan, and the team assessment that it names, where that is gone and there is no other.
    pub(super) fn gone_team(&self) -> Option<(&Path, &Path)> {
        let plan = self.plan.as_ref().filter(|_| self.team.is_none())?;
        let named = Path::new(&plan.written.plan.assessment);
        let is_gone = !beside(&plan.path, &plan.written.plan.assessment).exists();
        (named != Path::new("") && is_gone).then_some((&plan.path, named))
    }

    /// A file that isn't there yet, such as `team.toml`, for this year.
    pub(super) fn new_file(&self, stem: &str) -> PathBuf {
        free(&self.dir, stem, "toml", self.cycle.as_deref())
    }

    /// Practices that the team has not settled, by flat index.
    pub(super) fn open(&self) -> Vec<usize> {
        let team = self.team.iter();
        team.flat_map(|team| left_to_settle(&team.assessment))
            .collect()
    }

    /// Those of them that the team hasn't decided what to do about.
    pub(super) fn undecided(&self) -> Vec<usize> {
        let is_undecided = |at: &usize| {
            let mut team = self.team.iter();
            team.all(|team| team.assessment.practices[*at].decision.is_none())
        };
        self.open().into_iter().filter(is_undecided).collect()
    }

    /// How `validate` is told of this year's assessment, where the plan names none or another's.
    pub(super) fn assessment_option(&self) -> String {
        let team = self.team.as_ref().filter(|_| self.is_assessment_given);
        option("assessment", team.map(|team| &team.path))
    }

    /// What keeps the plan from being complete.
    pub(super) fn plan_errors(&self) -> usize {
        self.plan_problems().filter(|p| p.is_error()).count()
    }

    fn plan_problems(&self) -> impl Iterator<Item = &Problem> {
        self.plan.iter().flat_map(|plan| &plan.problems)
    }

    /// What is worth a look in the plan, apart from what is overdue.
    pub(super) fn plan_warnings(&self) -> usize {
        let is_warning = |p: &&Problem| p.severity == Severity::Warning && p.code != Code::Overdue;
        self.plan_problems().filter(is_warning).count()
    }

    /// How many actions and communications are in this state today.
    pub(super) fn in_state(&self, wanted: State) -> usize {
        let plan = || self.plan.iter().map(|plan| &plan.written.plan);
        let actions = plan().flat_map(|plan| &plan.actions);
        let told = plan().flat_map(|plan| &plan.communications);
        let told = told.map(|told| (told.status, told.due));
        let all = actions
            .map(|action| (action.status, action.due))
            .chain(told);
        let days = |due: Option<Date>| due.map(|due| days_between(self.today, due));
        all.filter(|(status, due)| state(*status, days(*due), SOON) == wanted)
            .count()
    }

    /// The communications that are still to come, the first due first; one without a day
    /// is last.
    pub(super) fn to_tell(&self) -> Vec<(Audience, Option<Date>)> {
        let plan = self.plan.iter();
        let all = plan.flat_map(|plan| &plan.written.plan.communications);
        let open = all.filter(|c| !c.status.is_over());
        let mut open: Vec<_> = open.map(|c| (c.audience, c.due)).collect();
        open.sort_by_key(|(_, due)| due.unwrap_or(Date::MAX));
        open
    }

    /// Whether there is something to be told to these people that they weren't told yet.
    pub(super) fn has_message(&self, audience: Audience) -> bool {
        let plan = self.plan.iter();
        let mut told = plan.flat_map(|plan| &plan.written.plan.communications);
        told.any(|told| told.audience == audience && !told.message.is_empty())
    }

    /// The goals whose target date has passed without a reading since, with that date.
    pub(super) fn past_goals(&self) -> impl Iterator<Item = (&str, Date)> {
        let goals = self.plan.iter().flat_map(|plan| &plan.written.plan.goals);
        goals.filter_map(|goal| {
            let by = goal.target.and_then(|target| target.day)?;
            let mut readings = goal.readings.iter().filter_map(|reading| reading.day);
            (by < self.today && !readings.any(|day| day >= by)).then_some((&*goal.what, by))
        })
    }

    /// The audiences that were told only of an earlier assessment.
    pub(super) fn told_before(&self) -> Vec<Audience> {
        let (Some(plan), Some(team)) = (&self.plan, &self.team) else {
            return Vec::new();
        };
        let plan = &plan.written.plan;
        let year = PlanYear::new(plan, &team.assessment);
        let told = plan.communications.iter();
        let before = told.filter(|c| c.status == Status::Done && !year.is_of_this_year(c));
        let before = before.map(|c| c.audience);
        let before: BTreeSet<Audience> = before.filter(|of| !year.tells(*of)).collect();
        before.into_iter().collect()
    }

    /// The day from which the next round is due; where neither the forms nor the school year tell,
    /// a year after the plan.
    pub(super) fn next_round(&self) -> Option<Date> {
        let assessment = &self.team.as_ref()?.assessment;
        let plan = self.plan.as_ref().filter(|_| assessment.cycle.is_none());
        let plan = plan.map(|plan| &plan.written.plan);
        let planned = plan.and_then(|plan| plan.renewed.or(plan.adopted));
        let a_year_later = |day: Date| day.checked_add(1.year()).ok();
        due_again(assessment).or_else(|| planned.and_then(a_year_later))
    }

    /// The next check-in that has not passed.
    pub(super) fn next_review(&self) -> Option<Date> {
        let plan = &self.plan.as_ref()?.written.plan;
        let reviews = plan.reviews.iter().copied();
        reviews.filter(|day| *day >= self.today).min()
    }

    /// Whether anything is later than it was to be.
    pub(super) fn is_late(&self) -> bool {
        self.in_state(State::Overdue) > 0 || self.next_round().is_some_and(|day| day < self.today)
    }
}
