//! A tally, in every form that it can be printed in.

use std::fmt::Write as _;

use crate::model::assessment::{Assessed, Assessment};
use crate::model::debrief::{Debrief, by_concern, by_spread, debrief};
use crate::model::finding::{Finding, finding};
use crate::model::rubric::{Practice, Rubric};
use crate::report::group::GroupView;

pub mod csv;
pub mod json;
mod layout;
pub mod long;
pub mod markdown;
pub mod table;

/// Order of the practices in the forms for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// As in the survey, by ingredient.
    Survey,
    /// Most concern first.
    Concern,
    /// Most difference of opinion first.
    Spread,
}

/// An assessment, read: what every form is made from.
#[derive(Debug)]
pub struct View<'a> {
    /// The practices.
    pub rubric: &'a Rubric,
    /// The counts.
    pub assessment: &'a Assessment,
    /// What the counts say, by flat index.
    pub findings: Vec<Finding>,
    /// The four lists.
    pub debrief: Debrief,
    /// Respondents by role or department, where that is asked for.
    pub groups: Option<GroupView<'a>>,
}

/// One practice with all that is known of it.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    /// From 1, in survey order.
    pub number: usize,
    /// Its texts.
    pub practice: &'a Practice,
    /// Its counts, and what the team made of them.
    pub assessed: &'a Assessed,
    /// What the counts say.
    pub finding: &'a Finding,
}

impl<'a> View<'a> {
    /// Reads an assessment of this rubric.
    #[must_use]
    pub fn new(rubric: &'a Rubric, assessment: &'a Assessment) -> Self {
        let counts = assessment.counts();
        Self {
            rubric,
            assessment,
            findings: counts.iter().map(finding).collect(),
            debrief: debrief(&assessment.practices),
            groups: None,
        }
    }

    /// The practice with this flat index.
    #[must_use]
    pub fn row(&self, index: usize) -> Row<'_> {
        Row {
            number: index + 1,
            practice: &self.rubric.practices()[index],
            assessed: &self.assessment.practices[index],
            finding: &self.findings[index],
        }
    }

    /// All practices in survey order.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        (0..self.rubric.len()).map(|index| self.row(index))
    }

    /// Flat indexes in this order.
    #[must_use]
    pub fn ordered(&self, order: Order) -> Vec<usize> {
        match order {
            Order::Survey => (0..self.rubric.len()).collect(),
            Order::Concern => by_concern(&self.assessment.practices),
            Order::Spread => by_spread(&self.assessment.practices),
        }
    }

    /// District and year, where there are any: `Millbrook Unified, 2026-27`.
    #[must_use]
    pub fn whose(&self) -> Option<String> {
        let known = [&self.assessment.district, &self.assessment.cycle];
        let known: Vec<&str> = known.into_iter().flatten().map(String::as_str).collect();
        (!known.is_empty()).then(|| known.join(", "))
    }

    /// How many responses, from when to when, how complete, what is missing.
    #[must_use]
    pub fn coverage(&self) -> String {
        let a = self.assessment;
        let plural = |n: u32| if n == 1 { "" } else { "s" };
        // Where a roster told how many were asked, that says more than how full the forms are.
        let asked = a.invited.filter(|n| *n >= a.responses && a.not_read == 0);
        let mut text = if let Some(invited) = asked {
            format!(
                "{} of {invited} {} answered",
                a.responses,
                if invited == 1 { "person" } else { "people" }
            )
        } else if a.not_read > 0 {
            let all = u64::from(a.responses) + u64::from(a.not_read);
            format!(
                "{} of {all} responses counted, {} could not be read",
                a.responses, a.not_read
            )
        } else {
            format!("{} response{}", a.responses, plural(a.responses))
        };
        let mut more = Vec::new();
        let when = if asked.is_some() { "" } else { "answered " };
        match (a.from, a.to) {
            (Some(from), Some(to)) if from == to => more.push(format!("{when}{from}")),
            (Some(from), Some(to)) => more.push(format!("{when}{from} to {to}")),
            _ => {}
        }
        let (given, all) = a.answered();
        if given < all {
            more.push(format!("{given} of {all} answers given"));
        } else if a.invited.is_none() {
            more.push("complete".to_owned());
        } else if asked.is_none() {
            more.push(format!("{} invited", a.invited.unwrap_or_default()));
        }
        // Those that could not be read are not the ones who answered on these days.
        let stop = if a.not_read > 0 {
            ". Those counted: "
        } else {
            ", "
        };
        if !more.is_empty() {
            let _ = write!(text, "{stop}{}", more.join(", "));
        }
        text + "."
    }

    /// What a small team is to be told; METHOD.md, "Sources and honesty".
    #[must_use]
    pub const fn small_team(&self) -> Option<&'static str> {
        match self.assessment.responses {
            0 => None,
            1 | 2 => Some("This is too small a team to call it a team's view."),
            3 | 4 => Some("The team is small: a word for a practice can turn on one person."),
            _ => None,
        }
    }

    /// The four lists with their names, as flat indexes.
    #[must_use]
    pub fn lists(&self) -> [(&'static str, &[usize]); 4] {
        [
            ("Priorities", &self.debrief.priorities),
            ("Differences of opinion", &self.debrief.differences),
            ("Find out", &self.debrief.find_out),
            ("Keep doing", &self.debrief.keep),
        ]
    }
}
