//! A plan as it stands on a day: a table for a terminal, Markdown, CSV, JSON; the same as
//! calendar entries; and a sheet for a check-in. It is the team's own list, so owners are named.

use jiff::civil::Date;

use crate::model::placeholder::says_nothing;
use crate::model::plan::status::{DueEntry, EntryKind, State, entries};
use crate::model::plan::{Audience, Goal, Plan, Status};
use crate::model::response::person::person;
use crate::model::rubric::Rubric;
use crate::words::{capitalized, counted, day};

pub mod calendar;
pub mod for_people;
pub mod for_programs;
pub mod goal;
pub mod review;

/// A plan on a day, and what it is about.
#[derive(Debug)]
pub struct Standing<'p> {
    plan: &'p Plan,
    rubric: &'p Rubric,
    today: Date,
    within: u32,
    rows: Vec<EntryRow<'p>>,
}

/// One action, communication or check-in.
#[derive(Debug, Clone)]
struct EntryRow<'p> {
    kind: &'static str,
    id: &'p str,
    practices: &'p [usize],
    audience: Option<Audience>,
    text: &'p str,
    owner: &'p str,
    due: Option<Date>,
    status: Option<Status>,
    progress: &'p str,
    measure: &'p str,
    goal: &'p str,
    state: State,
    days: Option<i32>,
}

/// What a check-in is called, where it has no words of its own.
const REVIEW: &str = "Check-in";

/// A heading and the rows below it, most pressing first.
type RowGroup<'a, 'p> = (String, Vec<&'a EntryRow<'p>>);

impl<'p> Standing<'p> {
    /// How a plan stands; `within` is how many days ahead are soon.
    #[must_use]
    pub fn new(plan: &'p Plan, rubric: &'p Rubric, today: Date, within: u32) -> Self {
        let rows = entries(plan, today, within);
        Self {
            plan,
            rubric,
            today,
            within,
            rows: rows.into_iter().map(|entry| row(plan, &entry)).collect(),
        }
    }

    /// What people have to do, check-ins aside.
    fn tasks(&self) -> impl Iterator<Item = &EntryRow<'p>> {
        self.rows.iter().filter(|row| row.kind != "review")
    }

    /// How many actions and communications are in a state.
    #[must_use]
    pub fn count(&self, state: State) -> usize {
        self.tasks().filter(|row| row.state == state).count()
    }

    /// `Next check-in: January 29, 2027 (in 55 days).`
    fn next_review(&self) -> Option<String> {
        let reviews = self.rows.iter().filter(|row| row.kind == "review");
        let next = reviews
            .filter(|row| row.state != State::Done)
            .min_by_key(|row| row.due)?;
        Some(format!(
            "Next check-in: {} ({}).",
            day(next.due?),
            when(next)
        ))
    }

    /// The goals that say what is to change, each with its numbers.
    fn goals(&self) -> impl Iterator<Item = &'p Goal> {
        let goals = self.plan.goals.iter();
        goals.filter(|goal| !says_nothing(&goal.what))
    }

    fn heading(&self) -> &str {
        if self.plan.title.is_empty() {
            "Plan"
        } else {
            &self.plan.title
        }
    }

    /// `As of December 1, 2026: 1 overdue, 2 due within 30 days, 3 open, 0 done.`
    fn summary(&self) -> String {
        let states = State::ALL
            .into_iter()
            .filter(|state| *state != State::Dropped || self.count(State::Dropped) > 0);
        let parts: Vec<String> = states
            .map(|state| format!("{} {}", self.count(state), self.name(state)))
            .collect();
        format!("As of {}: {}.", day(self.today), parts.join(", "))
    }

    fn name(&self, state: State) -> String {
        match state {
            State::DueSoon => format!("due within {}", counted(self.within as usize, "day")),
            _ => state.words().to_owned(),
        }
    }

    /// Rows by state, or by owner.
    fn groups(&self, by_owner: bool) -> Vec<RowGroup<'_, 'p>> {
        let mut groups: Vec<RowGroup<'_, 'p>> = Vec::new();
        if by_owner {
            let mut keys: Vec<String> = Vec::new();
            for row in self.tasks() {
                let key = owner_key(row);
                match keys.iter().position(|k| *k == key) {
                    Some(at) => groups[at].1.push(row),
                    None => {
                        let name = if key.is_empty() {
                            "No owner"
                        } else {
                            row.owner
                        };
                        keys.push(key);
                        groups.push((name.to_owned(), vec![row]));
                    }
                }
            }
            groups.sort_by_cached_key(|(_, rows)| {
                let key = rows.first().map_or_else(String::new, |row| owner_key(row));
                (key.is_empty(), key)
            });
        } else {
            for state in State::ALL {
                let rows: Vec<_> = self.tasks().filter(|row| row.state == state).collect();
                if !rows.is_empty() {
                    groups.push((capitalized(&self.name(state)), rows));
                }
            }
        }
        for (_, rows) in &mut groups {
            rows.sort_by_key(|row| (row.state, row.due.is_none(), row.due));
        }
        groups
    }

    /// What an entry is about, for people: what is done, or who is told what.
    fn what(&self, row: &EntryRow<'_>) -> String {
        match (row.audience, says_nothing(row.text)) {
            (Some(audience), true) => format!("Share with {}", audience.name()),
            (Some(audience), false) => format!("Share with {}: {}", audience.name(), row.text),
            (None, true) => self.rubric.titles(row.practices),
            (None, false) => row.text.to_owned(),
        }
    }
}

fn row<'p>(plan: &'p Plan, entry: &DueEntry) -> EntryRow<'p> {
    let (state, days) = (entry.state, entry.days);
    match entry.kind {
        EntryKind::Action(at) => {
            let action = &plan.actions[at];
            EntryRow {
                kind: "action",
                id: &action.id,
                practices: &action.practices,
                audience: None,
                text: &action.action,
                owner: &action.owner,
                due: action.due,
                status: Some(action.status),
                progress: &action.progress,
                measure: &action.measure,
                goal: &action.goal,
                state,
                days,
            }
        }
        EntryKind::Communication(at) => {
            let communication = &plan.communications[at];
            EntryRow {
                kind: "communication",
                audience: Some(communication.audience),
                text: &communication.message,
                owner: &communication.owner,
                due: communication.due,
                status: Some(communication.status),
                ..empty(state, days)
            }
        }
        EntryKind::Review(at) => EntryRow {
            kind: "review",
            text: REVIEW,
            due: Some(plan.reviews[at]),
            ..empty(state, days)
        },
    }
}

const fn empty<'p>(state: State, days: Option<i32>) -> EntryRow<'p> {
    EntryRow {
        kind: "",
        id: "",
        practices: &[],
        audience: None,
        text: "",
        owner: "",
        due: None,
        status: None,
        progress: "",
        measure: "",
        goal: "",
        state,
        days,
    }
}

/// One for every way of writing an owner; empty where there is none.
fn owner_key(row: &EntryRow<'_>) -> String {
    if says_nothing(row.owner) {
        String::new()
    } else {
        person(row.owner)
    }
}

/// `12 days late`, `today`, `in 5 days`; empty where nothing is due any more.
fn when(row: &EntryRow<'_>) -> String {
    let days = |n: u32| if n == 1 { "day" } else { "days" };
    match (row.state, row.days) {
        (State::Done | State::Dropped, _) => String::new(),
        (_, None) => "no date".to_owned(),
        (_, Some(0)) => "today".to_owned(),
        (_, Some(n)) if n < 0 => {
            let n = n.unsigned_abs();
            format!("{n} {} late", days(n))
        }
        (_, Some(n)) => format!("in {n} {}", days(n.unsigned_abs())),
    }
}

#[cfg(test)]
mod tests;
