//! A plan as it stands on a day: a table for a terminal, Markdown, CSV, JSON; the same as
//! calendar entries; and a sheet for a check-in. It is the team's own list, so owners are named.

use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use crate::model::placeholder::says_nothing;
use crate::model::plan::audience::Audience;
use crate::model::plan::status::{State, days_between, state};
use crate::model::plan::{Action, Communication, Goal, Plan, Status};
use crate::model::response::person::person;
use crate::model::rubric::Rubric;
use crate::report::formats::json::JsonDay;
use crate::words::{capitalized, counted, day, short_day};

pub mod calendar;
pub mod for_people;
pub mod for_programs;
pub mod goal;
pub mod review;

/// A plan on a day, and what it is about.
#[derive(Debug)]
pub struct Standing<'p> {
    plan: &'p Plan,
    today: Date,
    within: u32,
    rows: Vec<EntryRow<'p>>,
}

// For people too, in whose forms `what` stands for its text.
/// An action, a communication, or a check-in.
#[derive(Debug, Clone, Default, Serialize, JsonSchema)]
struct EntryRow<'p> {
    id: Option<&'p str>,
    #[schemars(extend("enum" = ["action", "communication", "review"]))]
    r#type: &'static str,
    /// The first of its practices.
    practice: Option<&'p str>,
    practices: Vec<&'p str>,
    text: Option<&'p str>,
    owner: Option<&'p str>,
    due: Option<JsonDay>,
    status: Option<Status>,
    progress: Option<&'p str>,
    measure: Option<&'p str>,
    goal: Option<&'p str>,
    state: State,
    /// From today until it is due; negative when that has passed.
    days: Option<i32>,
    audience: Option<Audience>,
    /// Its place among those of its kind.
    #[serde(skip)]
    at: usize,
    #[serde(skip)]
    what: String,
    #[serde(skip)]
    done: Option<Date>,
}

impl EntryRow<'_> {
    fn is_review(&self) -> bool {
        self.r#type == "review"
    }

    fn due(&self) -> Option<Date> {
        self.due.map(|day| day.0)
    }

    /// Empty where it has none.
    fn short_due(&self) -> String {
        self.due().map_or_else(String::new, short_day)
    }

    /// Done or dropped.
    const fn is_over(&self) -> bool {
        !self.state.is_open()
    }
}

/// A heading and the rows below it, most pressing first.
type RowGroup<'a, 'p> = (String, Vec<&'a EntryRow<'p>>);

impl<'p> Standing<'p> {
    /// How a plan stands; `within` is how many days ahead are soon.
    pub fn new(plan: &'p Plan, rubric: &'p Rubric, today: Date, within: u32) -> Self {
        Self {
            plan,
            today,
            within,
            rows: rows(plan, rubric, today, within),
        }
    }

    /// What people have to do, check-ins aside.
    fn tasks(&self) -> impl Iterator<Item = &EntryRow<'p>> {
        self.rows.iter().filter(|row| !row.is_review())
    }

    /// How many actions and communications are in a state.
    pub fn count(&self, state: State) -> usize {
        self.tasks().filter(|row| row.state == state).count()
    }

    /// `Next check-in: January 29, 2027 (in 55 days).`
    fn next_review(&self) -> Option<String> {
        let reviews = self.rows.iter().filter(|row| row.is_review());
        let open = reviews.filter(|row| row.state != State::Done);
        let next = open.min_by_key(|row| row.due())?;
        let (on, when) = (day(next.due()?), when(next));
        Some(format!("Next check-in: {on} ({when})."))
    }

    /// The goals that say what is to change, each with its numbers.
    fn goals(&self) -> impl Iterator<Item = &'p Goal> {
        let goals = self.plan.goals.iter();
        goals.filter(|goal| !says_nothing(&goal.what))
    }

    /// `As of December 1, 2026: 1 overdue, 2 due within 30 days, 3 open, 0 done.`
    fn summary(&self) -> String {
        let counts = State::ALL.map(|state| (state, self.count(state)));
        let told = counts.into_iter().filter(|of| *of != (State::Dropped, 0));
        let parts = told.map(|(state, n)| format!("{n} {}", self.name(state)));
        let parts = parts.collect::<Vec<_>>().join(", ");
        format!("As of {}: {parts}.", day(self.today))
    }

    fn name(&self, state: State) -> String {
        match state {
            State::DueSoon => format!("due within {}", counted(self.within as usize, "day")),
            _ => state.words().to_owned(),
        }
    }

    /// Rows by state, or by owner.
    fn groups(&self, by_owner: bool) -> Vec<RowGroup<'_, 'p>> {
        let mut groups: Vec<RowGroup<'_, 'p>> = if by_owner {
            let mut groups = BTreeMap::new();
            for row in self.tasks() {
                let key = owner_key(row);
                let is_nobody = key.is_empty();
                let name = row.owner.filter(|_| !is_nobody).unwrap_or("No owner");
                let group = groups.entry((is_nobody, key));
                let (_, rows) = group.or_insert_with(|| (name.to_owned(), Vec::new()));
                rows.push(row);
            }
            groups.into_values().collect()
        } else {
            let in_state = |state| {
                let rows = self.tasks().filter(move |row| row.state == state);
                (capitalized(&self.name(state)), rows.collect::<Vec<_>>())
            };
            let groups = State::ALL.into_iter().map(in_state);
            groups.filter(|(_, rows)| !rows.is_empty()).collect()
        };
        for (_, rows) in &mut groups {
            rows.sort_by_key(|row| (row.state, row.due().is_none(), row.due()));
        }
        groups
    }
}

/// Every action, communication and check-in as it stands on a day, in the order of the plan. A
/// check-in whose day has passed is done: nobody says of one that it was not held.
fn rows<'p>(plan: &'p Plan, rubric: &'p Rubric, today: Date, within: u32) -> Vec<EntryRow<'p>> {
    let row = |r#type, at, due: Option<Date>, status| {
        let days = due.map(|due| days_between(today, due));
        EntryRow {
            r#type,
            at,
            due: due.map(JsonDay),
            days,
            state: state(status, days, within),
            status: Some(status),
            ..EntryRow::default()
        }
    };
    let actions = plan.actions.iter().enumerate();
    let actions = actions.map(|(at, a)| row("action", at, a.due, a.status).of_action(a, rubric));
    let told = plan.communications.iter().enumerate();
    let told = told.map(|(at, c)| row("communication", at, c.due, c.status).of_communication(c));
    let reviews = plan.reviews.iter().enumerate().map(|(at, day)| {
        let is_over = *day < today;
        let status = if is_over {
            Status::Done
        } else {
            Status::default()
        };
        EntryRow {
            status: None,
            text: Some("Check-in"),
            what: match plan.title.as_str() {
                "" => "Check-in on the attendance plan".to_owned(),
                title => format!("Check-in on {title}"),
            },
            ..row("review", at, Some(*day), status)
        }
    });
    actions.chain(told).chain(reviews).collect()
}

fn said(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

impl<'p> EntryRow<'p> {
    fn of_action(self, action: &'p Action, rubric: &'p Rubric) -> Self {
        let ids = action.practices.iter();
        let ids: Vec<&str> = ids.map(|at| &*rubric.practices()[*at].id).collect();
        Self {
            id: said(&action.id),
            practice: ids.first().copied(),
            practices: ids,
            text: said(&action.action),
            owner: said(&action.owner),
            done: action.done,
            progress: said(&action.progress),
            measure: said(&action.measure),
            goal: said(&action.goal),
            what: match action.action.as_str() {
                text if says_nothing(text) => rubric.titles(&action.practices),
                text => text.to_owned(),
            },
            ..self
        }
    }

    fn of_communication(self, told: &'p Communication) -> Self {
        let whom = told.audience.words();
        Self {
            text: said(&told.message),
            owner: said(&told.owner),
            audience: Some(told.audience),
            what: match told.message.as_str() {
                text if says_nothing(text) => format!("Share with {whom}"),
                text => format!("Share with {whom}: {text}"),
            },
            ..self
        }
    }
}

/// One for every way of writing an owner; empty where there is none.
fn owner_key(row: &EntryRow<'_>) -> String {
    let owner = row.owner.filter(|owner| !says_nothing(owner));
    owner.map_or_else(String::new, person)
}

/// How late or how soon, or that it is done or dropped.
fn word(row: &EntryRow<'_>) -> String {
    let word = row.state.words();
    match row.done.filter(|_| row.state == State::Done) {
        Some(done) => format!("{word} {}", short_day(done)),
        None if row.is_over() => word.to_owned(),
        None => when(row),
    }
}

/// `12 days late`, `today`, `in 5 days`; empty where nothing is due any more.
fn when(row: &EntryRow<'_>) -> String {
    let days = |n: i32| counted(n.unsigned_abs() as usize, "day");
    match row.days {
        _ if row.is_over() => String::new(),
        None => "no date".to_owned(),
        Some(0) => "today".to_owned(),
        Some(n) if n < 0 => format!("{} late", days(n)),
        Some(n) => format!("in {}", days(n)),
    }
}

#[cfg(test)]
mod tests;
