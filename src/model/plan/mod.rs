//! The plan: what is to change for students, who does what by when, which strengths
//! continue, what is on hold and why, and who is told. What a person wrote, and nothing
//! yet on whether it is complete.

pub mod agenda;
pub mod audience;
pub mod id;
pub mod owners;
pub mod rows;
pub mod status;
pub mod year;

use jiff::civil::Date;

use crate::model::choice::choices;
use crate::model::each_once::each_once;
use crate::model::placeholder::says_nothing;
use crate::model::plan::audience::Audience;
use crate::model::rubric::Rubric;

/// A plan as a team wrote it; texts are trimmed, and empty where left out.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Plan {
    /// What calendars know it by; stays when the file is moved or changed.
    pub id: String,
    /// The team assessment that it follows from, relative to the plan's own file.
    pub assessment: String,
    /// The heading; may be empty.
    pub title: String,
    /// The school year that it is for, such as `2026-27`.
    pub cycle: String,
    /// The day on which it was adopted.
    pub adopted: Option<Date>,
    /// The day on which the team went over it for a newer assessment.
    pub renewed: Option<Date>,
    /// Whom readers ask.
    pub contact: String,
    /// The days of the team's check-ins, as written.
    pub reviews: Vec<Date>,
    /// What is to change for students, in numbers.
    pub goals: Vec<Goal>,
    /// In the team's order of priority.
    pub actions: Vec<Action>,
    /// Strengths to continue.
    pub continues: Vec<Continue>,
    /// Gaps that are on hold.
    pub defers: Vec<Defer>,
    /// Who hears of the results.
    pub communications: Vec<Communication>,
}

/// What is to change for students.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Goal {
    /// What actions name it by; may be empty.
    pub id: String,
    /// What is measured, such as students who miss 10% or more of school. A goal without it
    /// counts as none.
    pub what: String,
    /// Of all its values, such as `%`; may be empty.
    pub unit: String,
    /// Where the numbers come from.
    pub source: String,
    /// Where it began.
    pub baseline: Option<Figure>,
    /// Where it is to be.
    pub target: Option<Figure>,
    /// Where it was since, in the order of the file.
    pub readings: Vec<Figure>,
}

impl Goal {
    /// The readings until a day, by day: a number of a day to come isn't one yet.
    pub fn readings_until(&self, today: Date) -> Vec<&Figure> {
        let readings = self.readings.iter();
        let mut readings: Vec<_> = readings.filter(|f| f.is_until(today)).collect();
        readings.sort_by_key(|figure| figure.day);
        readings
    }
}

/// A value of a goal on a day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figure {
    /// In the goal's unit; finite.
    pub value: f64,
    /// When it was measured, or by when it is to be reached.
    pub day: Option<Date>,
}

impl Figure {
    /// Whether it isn't of a day after this one.
    pub fn is_until(&self, today: Date) -> bool {
        self.day.is_none_or(|day| day <= today)
    }
}

/// Something that will be done about one practice or several.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Action {
    /// Empty where the entry has none; else no other action has the same.
    pub id: String,
    /// The practices that it serves, by the rubric's flat index: at least one, none twice.
    pub practices: Vec<usize>,
    /// What will be done.
    pub action: String,
    /// A person or a job title.
    pub owner: String,
    /// By when.
    pub due: Option<Date>,
    /// How far it is.
    pub status: Status,
    /// The day it was done.
    pub done: Option<Date>,
    /// Where it stands; why, when it was dropped.
    pub progress: String,
    /// How the team will know that it worked.
    pub measure: String,
    /// The id of the goal that it serves; may be empty.
    pub goal: String,
    /// Community partners who take part.
    pub partners: Vec<String>,
}

/// A strength to continue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Continue {
    /// By the rubric's flat index.
    pub practice: usize,
    /// How it is continued; may be empty.
    pub how: String,
}

/// A gap that is on hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Defer {
    /// By the rubric's flat index.
    pub practice: usize,
    /// Why it is on hold.
    pub reason: String,
}

/// Somebody who hears of the results.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Communication {
    /// Who hears.
    pub audience: Audience,
    /// What they are told.
    pub message: String,
    /// What they are asked to take part in.
    pub ask: String,
    /// How they hear.
    pub channel: String,
    /// Who tells them: a person or a job title.
    pub owner: String,
    /// By when.
    pub due: Option<Date>,
    /// How far it is.
    pub status: Status,
}

impl Plan {
    /// What it is called: its title, and without one its school year, where it names that.
    pub fn heading(&self) -> String {
        match (self.title.as_str(), self.cycle.as_str()) {
            ("", "") => "Plan".to_owned(),
            ("", cycle) => format!("Plan for {cycle}"),
            (title, _) => title.to_owned(),
        }
    }

    /// The practices that are acted on, in the team's order of priority.
    pub fn in_order(&self) -> Vec<usize> {
        let kept = self.actions.iter().filter(|a| a.status != Status::Dropped);
        each_once(kept.flat_map(|a| a.practices.clone()))
    }

    /// The owner of each action and communication, as written.
    pub fn owners(&self) -> impl Iterator<Item = &String> {
        let actions = self.actions.iter().map(|action| &action.owner);
        actions.chain(self.communications.iter().map(|told| &told.owner))
    }

    /// The defer of this practice.
    pub fn defer(&self, practice: usize) -> Option<&Defer> {
        self.defers.iter().find(|d| d.practice == practice)
    }
}

impl Action {
    /// Whether it serves this practice.
    pub fn serves(&self, practice: usize) -> bool {
        self.practices.contains(&practice)
    }

    /// The titles of its practices, in its order.
    pub fn titles(&self, rubric: &Rubric) -> String {
        rubric.titles(&self.practices)
    }
}

impl Communication {
    /// What it lacks before anybody could be told.
    pub fn lacks(&self) -> Vec<&'static str> {
        let parts = [
            ("channel", says_nothing(&self.channel)),
            ("owner", says_nothing(&self.owner)),
            ("due", self.due.is_none()),
        ];
        let missing = parts.into_iter().filter(|(_, is_missing)| *is_missing);
        missing.map(|(key, _)| key).collect()
    }
}

choices! {
    /// How far an action or a communication is.
    #[derive(Default)]
    pub enum Status {
        /// Nobody has begun.
        #[default]
        NotStarted = "not-started" "not started",
        /// Somebody is at it.
        InProgress = "in-progress" "in progress",
        /// It is done.
        Done = "done" "done",
        /// It will not be done.
        Dropped = "dropped" "dropped",
    }
}

impl Status {
    /// Whether nothing more is to be done.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::Dropped)
    }
}
