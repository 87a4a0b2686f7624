//! The plan: who does what by when, what is kept up, what waits and why, and who is
//! told. What a person wrote, and nothing yet on whether it is complete.

use jiff::civil::Date;

use crate::model::nothing::says_nothing;

/// A plan as a team wrote it; texts are trimmed, and empty where left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// The team assessment that it follows from, relative to the plan's own file.
    pub assessment: String,
    /// The heading; may be empty.
    pub title: String,
    /// The day on which it was adopted.
    pub adopted: Option<Date>,
    /// In the team's order of priority.
    pub actions: Vec<Action>,
    /// Strengths to keep up.
    pub continues: Vec<Continue>,
    /// Gaps that wait.
    pub defers: Vec<Defer>,
    /// Who hears of the results.
    pub communications: Vec<Communication>,
}

/// Something that will be done about a practice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// Empty where the entry has none; else no other action has the same.
    pub id: String,
    /// By the rubric's flat index.
    pub practice: usize,
    /// What will be done.
    pub action: String,
    /// A person or a post.
    pub owner: String,
    /// By when.
    pub due: Option<Date>,
    /// How far it is.
    pub status: Status,
    /// The day it was done.
    pub done: Option<Date>,
    /// Where it stands; why, when it was dropped.
    pub progress: String,
    /// The goal, and how the team will know that it is met.
    pub measure: String,
    /// Community partners who take part.
    pub partners: Vec<String>,
}

/// A strength to keep up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Continue {
    /// By the rubric's flat index.
    pub practice: usize,
    /// How it is kept up; may be empty.
    pub how: String,
}

/// A gap that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Defer {
    /// By the rubric's flat index.
    pub practice: usize,
    /// Why it waits.
    pub reason: String,
}

/// Somebody who hears of the results.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Communication {
    /// Who hears.
    pub audience: Audience,
    /// What they are told.
    pub message: String,
    /// What they are asked to take part in.
    pub ask: String,
    /// How they hear.
    pub channel: String,
    /// Who tells them: a person or a post.
    pub owner: String,
    /// By when.
    pub due: Option<Date>,
    /// How far it is.
    pub status: Status,
}

impl Plan {
    /// Whether an action that was not dropped deals with this practice.
    #[must_use]
    pub fn acts_on(&self, practice: usize) -> bool {
        let mut actions = self.actions.iter();
        actions.any(|a| a.practice == practice && a.status != Status::Dropped)
    }

    /// The practices that are acted on, in the team's order of priority.
    #[must_use]
    pub fn in_order(&self) -> Vec<usize> {
        let mut practices = Vec::new();
        for action in self.actions.iter().filter(|a| a.status != Status::Dropped) {
            if !practices.contains(&action.practice) {
                practices.push(action.practice);
            }
        }
        practices
    }

    /// How many entries there are that have something to be complete in.
    #[must_use]
    pub fn entries(&self) -> usize {
        self.actions.len() + self.defers.len() + self.communications.len()
    }

    /// How many entries lack what a complete plan has in them: as `validate` reports, a
    /// communication to the district office only where none is complete.
    #[must_use]
    pub fn incomplete(&self) -> usize {
        let actions = self.actions.iter().filter(|a| {
            a.due.is_none() || [&a.action, &a.owner].into_iter().any(|t| says_nothing(t))
        });
        let defers = self.defers.iter().filter(|d| says_nothing(&d.reason));
        let (office, others): (Vec<_>, Vec<_>) = self
            .communications
            .iter()
            .partition(|c| c.audience == Audience::DistrictOffice);
        let lacks = |c: &&Communication| {
            c.due.is_none() || [&c.channel, &c.owner].into_iter().any(|t| says_nothing(t))
        };
        let office: Vec<_> = office
            .into_iter()
            .filter(|c| c.status != Status::Dropped)
            .collect();
        let told = office.is_empty() || office.iter().any(|c| !lacks(c));
        // An empty owner is allowed, and one such as TBD is not.
        let others = others
            .into_iter()
            .filter(|c| !c.owner.is_empty() && says_nothing(&c.owner));
        actions.count() + defers.count() + others.count() + usize::from(!told)
    }

    /// The defer of this practice.
    #[must_use]
    pub fn defer(&self, practice: usize) -> Option<&Defer> {
        self.defers.iter().find(|d| d.practice == practice)
    }
}

/// How far an action or a communication is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Nobody has begun.
    #[default]
    NotStarted,
    /// Somebody is at it.
    InProgress,
    /// It is done.
    Done,
    /// It will not be done.
    Dropped,
}

impl Status {
    /// All four, in the order that messages list them.
    pub const ALL: [Self; 4] = [
        Self::NotStarted,
        Self::InProgress,
        Self::Done,
        Self::Dropped,
    ];

    /// The id that files use.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::NotStarted => "not-started",
            Self::InProgress => "in-progress",
            Self::Done => "done",
            Self::Dropped => "dropped",
        }
    }

    /// As people say it.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::NotStarted => "not started",
            Self::InProgress => "in progress",
            Self::Done => "done",
            Self::Dropped => "dropped",
        }
    }

    /// The status with exactly this id.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.id() == id)
    }

    /// Whether nothing more is to be done.
    #[must_use]
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::Dropped)
    }
}

/// Who hears of the results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Audience {
    /// The staff of the district's departments.
    DistrictOffice,
    /// Principals and the staff of schools.
    Schools,
    /// Community partners.
    Partners,
    /// Those who are elected to oversee the district.
    SchoolBoard,
    /// Families and students.
    Families,
    /// Anybody else.
    Other,
}

impl Audience {
    /// All six, in the order that messages list them.
    pub const ALL: [Self; 6] = [
        Self::DistrictOffice,
        Self::Schools,
        Self::Partners,
        Self::SchoolBoard,
        Self::Families,
        Self::Other,
    ];

    /// The three whom the exercise has in mind, and every draft names.
    pub const USUAL: [Self; 3] = [Self::DistrictOffice, Self::Schools, Self::Partners];

    /// The id that files use.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::DistrictOffice => "district-office",
            Self::Schools => "schools",
            Self::Partners => "partners",
            Self::SchoolBoard => "school-board",
            Self::Families => "families",
            Self::Other => "other",
        }
    }

    /// As a text for readers calls it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::DistrictOffice => "the district office",
            Self::Schools => "schools",
            Self::Partners => "community partners",
            Self::SchoolBoard => "the school board",
            Self::Families => "families",
            Self::Other => "others",
        }
    }

    /// The audience with exactly this id.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|a| a.id() == id)
    }
}
