//! Pages for others than the team. They are made from [`Shared`], which holds no count, no
//! comment, no note, and no group, so that no page made from it can show one.

mod one_page;
mod public;
mod standing;
mod years;

pub use one_page::audience;
pub use public::public;
use standing::{for_others, step, words};
pub use years::EarlierYear;
pub(super) use years::standings;

use jiff::civil::Date;

use crate::model::assessment::{Assessment, Decision};
use crate::model::finding::Class;
use crate::model::rubric::{Practice, Rubric};
use crate::report::formats::Page;
use crate::report::formats::inline::text;
use crate::report::formats::seal::Readers;
use crate::report::summary::plan::Planned;
use crate::words::{capitalized, day, joined_by, number, spelled};

/// How many departments took part, counted from the forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Departments {
    /// How many are named.
    pub named: usize,
    /// Whether everyone named one.
    pub all: bool,
}

/// What a page for others may say besides where the practices stand.
#[derive(Debug, Clone, Copy)]
pub struct PlanForOthers<'a> {
    /// A heading of one's own; otherwise that of the rubric.
    pub title: Option<&'a str>,
    /// The plan that follows.
    pub plan: Option<Planned<'a>>,
    /// Last year's plan.
    pub last_plan: Option<Planned<'a>>,
    /// Earlier years, the oldest first.
    pub earlier: &'a [EarlierYear],
    /// Known only from forms.
    pub departments: Option<Departments>,
    /// The day that the page speaks of.
    pub as_of: Date,
}

/// What a page for others is made from.
#[derive(Debug)]
pub struct Shared<'a> {
    rubric: &'a Rubric,
    district: Option<&'a str>,
    cycle: Option<&'a str>,
    people: u32,
    some_missing: bool,
    /// By flat index, as the two below.
    standings: Vec<Class>,
    decisions: Vec<Option<Decision>>,
    extras: PlanForOthers<'a>,
}

impl<'a> Shared<'a> {
    /// Keeps of an assessment what others may see.
    pub fn of(rubric: &'a Rubric, assessment: &'a Assessment, extras: PlanForOthers<'a>) -> Self {
        let practices = || assessment.practices.iter();
        Self {
            rubric,
            district: assessment.district.as_deref(),
            cycle: assessment.cycle.as_deref(),
            people: assessment.responses,
            some_missing: assessment.not_read > 0,
            standings: practices().map(for_others).collect(),
            decisions: practices().map(|p| p.decision).collect(),
            extras,
        }
    }

    /// An empty page for others with its title.
    fn page(&self) -> Page {
        let mut page = Page::new(false);
        page.readers = Readers::Public;
        page.heading_of(1, self.extras.title.unwrap_or(&self.rubric.title));
        page
    }

    /// Whose results these are, of which day, and since when the plan is in force.
    fn about(&self) -> Option<String> {
        let whose = joined_by([self.district, self.cycle].into_iter().flatten(), ", ");
        let mut parts = Vec::new();
        parts.extend(whose.map(|whose| format!("**{}**", text(&whose))));
        if let Some(plan) = self.extras.plan {
            if let Some(adopted) = plan.plan.adopted {
                let is_to_come = adopted > self.extras.as_of;
                let plan = if is_to_come { "Plan to be" } else { "Plan" };
                parts.push(format!("{plan} adopted {}", day(adopted)));
            }
            // What is done and what is not changes from day to day.
            parts.push(format!("As of {}", day(self.extras.as_of)));
        }
        joined_by(parts, " \u{b7} ")
    }

    /// Who took part, as far as the source tells.
    fn who(&self) -> String {
        let people = match self.people {
            1 => "One person".to_owned(),
            n => format!("{} people", capitalized(&number(n as usize))),
        };
        let from = match self.extras.departments {
            Some(Departments { named, all: true }) if named > 0 => {
                format!(" from {}", spelled(named, "department"))
            }
            Some(Departments { named, .. }) if named > 1 => {
                format!(" from at least {}", spelled(named, "department"))
            }
            _ => String::new(),
        };
        let missing = match self.some_missing {
            true => " Some answers couldn't be read and aren't included.",
            false => "",
        };
        format!("{people}{from} took part in the self-assessment.{missing}")
    }

    fn practice(&self, index: usize) -> &Practice {
        &self.rubric.practices()[index]
    }

    fn title(&self, index: usize) -> String {
        text(&self.practice(index).title)
    }

    fn words(&self, index: usize) -> String {
        text(words(self.standings[index], &self.rubric.labels))
    }

    /// The practices that stand so, in survey order.
    fn standing(&self, wanted: &[Class]) -> Vec<usize> {
        let mut all: Vec<usize> = (0..self.rubric.len()).collect();
        all.retain(|index| wanted.contains(&self.standings[*index]));
        all
    }

    /// How many practices have a place on the scale, as far as readers are told.
    fn rated(&self) -> usize {
        let rated = self.standings.iter().filter(|s| step(**s).is_some());
        rated.count()
    }

    /// That no practice is this: said only of those with a result.
    fn none_is(&self, what: &str) -> String {
        match self.rated() {
            0 => "No practice has a result yet.".to_owned(),
            n if n == self.rubric.len() => format!("No practice is {what}."),
            _ => format!("Of the practices with a result, none is {what}."),
        }
    }

    /// The practices that the plan acts on, in its order; none without a plan.
    fn planned(&self) -> Vec<usize> {
        let plan = self.extras.plan;
        plan.map_or_else(Vec::new, |plan| plan.order())
    }

    /// The order of every list: the plan's, and after it the survey's.
    fn in_order(&self, mut practices: Vec<usize>) -> Vec<usize> {
        let planned = self.planned();
        let place = |index: &usize| planned.iter().position(|p| p == index);
        practices.sort_by_key(|index| (place(index).unwrap_or(usize::MAX), *index));
        practices
    }
}
