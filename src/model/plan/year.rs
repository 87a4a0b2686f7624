//! What of a plan counts toward an assessment: what was done before people answered is in
//! their answers, and a plan that nobody has gone over since is an older year's.

use jiff::civil::Date;

use crate::model::assessment::Assessment;
use crate::model::dates::year::since;
use crate::model::plan::audience::Audience;
use crate::model::plan::{Action, Communication, Defer, Plan, Status};

/// A plan beside an assessment.
#[derive(Debug, Clone, Copy)]
pub struct PlanYear<'p> {
    plan: &'p Plan,
    since: Option<Date>,
}

impl<'p> PlanYear<'p> {
    /// A plan beside an assessment. One without dates is taken as of the plan's own year.
    pub fn new(plan: &'p Plan, assessment: &Assessment) -> Self {
        Self {
            plan,
            since: since(assessment),
        }
    }

    /// The day from which the assessment is, if it has one.
    pub const fn since(&self) -> Option<Date> {
        self.since
    }

    /// Whether this day lies before the assessment.
    fn is_before(&self, day: Option<Date>) -> bool {
        matches!((day, self.since), (Some(day), Some(since)) if day < since)
    }

    /// Whether the plan is an older year's: nobody has gone over it since.
    pub fn is_older(&self) -> bool {
        self.is_before(self.plan.renewed.or(self.plan.adopted))
    }

    /// Whether an action was over before people answered.
    pub fn was_done_before(&self, action: &Action) -> bool {
        action.status == Status::Done && self.is_before(action.done.or(action.due))
    }

    /// Whether an action deals with anything that the assessment says.
    pub fn counts(&self, action: &Action) -> bool {
        action.status != Status::Dropped && !self.was_done_before(action)
    }

    /// The actions for a practice that count.
    pub fn actions(&self, practice: usize) -> impl Iterator<Item = &'p Action> {
        let (year, actions) = (*self, self.plan.actions.iter());
        actions.filter(move |a| a.serves(practice) && year.counts(a))
    }

    /// The defer of a practice, if it counts.
    pub fn defer(&self, practice: usize) -> Option<&'p Defer> {
        self.plan.defer(practice).filter(|_| !self.is_older())
    }

    /// Whether the plan deals with a practice.
    pub fn covers(&self, practice: usize) -> bool {
        self.actions(practice).next().is_some() || self.defer(practice).is_some()
    }

    /// Whether a communication is about this assessment: one that is due before and done isn't,
    /// and in an older year's plan none that is due before.
    pub fn is_of_this_year(&self, communication: &Communication) -> bool {
        let may_be = !self.is_older() && communication.status != Status::Done;
        may_be || !self.is_before(communication.due)
    }

    /// Whether the plan has a communication to this audience that counts. One to the district office
    /// that was dropped does not: it has to hear of the results.
    pub fn tells(&self, audience: Audience) -> bool {
        let counts = |c: &Communication| {
            c.status != Status::Dropped || c.audience != Audience::DistrictOffice
        };
        let mut told = self.plan.communications.iter();
        told.any(|c| c.audience == audience && self.is_of_this_year(c) && counts(c))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    /// An assessment of the year after the plan.
    fn newer() -> Assessment {
        Assessment {
            from: Some(date(2027, 9, 28)),
            ..Assessment::default()
        }
    }

    #[test]
    fn what_was_done_before_people_answered_covers_nothing() {
        let action = |status, due, done| Action {
            practices: vec![3, 4],
            due,
            status,
            done,
            ..Action::default()
        };
        let [before, after] = [date(2027, 3, 1), date(2027, 10, 1)].map(Some);
        let newer = newer();
        for (action, covers) in [
            (action(Status::Done, before, None), false),
            (action(Status::Done, after, before), false),
            (action(Status::Done, before, after), true),
            (action(Status::Done, after, None), true),
            (action(Status::InProgress, before, None), true),
            (action(Status::Dropped, after, None), false),
        ] {
            let plan = Plan {
                actions: vec![action],
                ..Plan::default()
            };
            let year = PlanYear::new(&plan, &newer);
            assert_eq!(year.covers(4), covers, "{plan:?}");
            assert!(!year.covers(5) && !year.is_older());
            let undated = PlanYear::new(&plan, &Assessment::default()).covers(3);
            assert_eq!(undated, plan.actions[0].status != Status::Dropped);
        }
    }

    #[test]
    fn an_older_plan_counts_again_once_the_team_went_over_it() {
        let told = |due| Communication {
            audience: Audience::DistrictOffice,
            due,
            status: Status::Done,
            ..Communication::default()
        };
        let mut plan = Plan {
            adopted: Some(date(2026, 11, 10)),
            defers: vec![Defer {
                practice: 1,
                reason: "no money".to_owned(),
            }],
            communications: vec![told(Some(date(2026, 12, 1)))],
            ..Plan::default()
        };
        let newer = newer();
        let year = PlanYear::new(&plan, &newer);
        assert!(year.is_older() && !year.covers(1) && !year.tells(Audience::DistrictOffice));
        plan.communications.push(told(Some(date(2027, 12, 1))));
        assert!(PlanYear::new(&plan, &newer).tells(Audience::DistrictOffice));
        plan.renewed = Some(date(2027, 9, 28));
        let year = PlanYear::new(&plan, &newer);
        assert!(!year.is_older() && year.covers(1));
        // What was shared before is told of no other year's results.
        plan.communications.pop();
        assert!(!PlanYear::new(&plan, &newer).tells(Audience::DistrictOffice));
        plan.communications[0].status = Status::NotStarted;
        assert!(PlanYear::new(&plan, &newer).tells(Audience::DistrictOffice));
    }
}
