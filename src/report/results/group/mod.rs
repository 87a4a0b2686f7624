//! Respondents by role or department, in every form that it can be printed in. What is
//! hidden is decided in [`group`] and cannot be got at from here.

use crate::model::group::grouping::{By, Group, grouped};
use crate::model::group::{self, Difference, shown};
use crate::model::response::responses::Responses;
use crate::model::rubric::Rubric;

pub mod for_people;
pub mod for_programs;

/// Groups of respondents with what is needed to print them.
#[derive(Debug)]
pub struct GroupView<'a> {
    /// The practices.
    pub rubric: &'a Rubric,
    /// What they are grouped by.
    pub by: By,
    /// The minimum cell.
    pub minimum: u32,
    /// Those that may be shown; none where that is fewer than two.
    pub(in crate::report) shown: Vec<Group>,
}

impl<'a> GroupView<'a> {
    /// Groups these responses, and hides what is too small (docs/method.md).
    pub fn new(rubric: &'a Rubric, responses: &Responses, by: By, minimum: u32) -> Self {
        Self {
            rubric,
            by,
            minimum,
            shown: shown(grouped(responses, by), minimum),
        }
    }

    /// Why there is nothing to show, where that is so: the same words whatever the
    /// groups are, since their sizes are not to be given away.
    pub fn why_none(&self) -> Option<String> {
        self.shown.is_empty().then(|| {
            format!(
                "There are no groups to show by {}. It takes at least two groups of {} or more people, and smaller groups are combined.",
                self.by.id(),
                self.minimum
            )
        })
    }

    /// The largest differences, at most three.
    fn differences(&self) -> Vec<Difference> {
        group::differences(&self.shown)
    }

    /// What stands above the differences.
    fn on_differences(&self, any: bool) -> &'static str {
        let enough = self.shown.iter().filter(|g| g.respondents >= 5).count();
        if any {
            "The groups differ most on:"
        } else if enough < 2 {
            "Groups of fewer than five people are too small to call different."
        } else {
            "No two groups clearly differ on any practice."
        }
    }

    /// `Strength from Nurses (6 rated), Urgent Gap from Principals (5 rated)`, the first by name
    /// first; `safe` makes harmless what people wrote.
    fn say(&self, found: &Difference, safe: impl Fn(&str) -> String) -> String {
        let sides = [found.a, found.b].into_iter().filter_map(|at| {
            let group = &self.shown[at];
            let cell = group.cells[found.practice]?;
            let label = self.rubric.labels.of(cell.position?);
            let [name, label] = [&group.name, label].map(&safe);
            Some(format!("{label} from {name} ({} rated)", cell.rated))
        });
        sides.collect::<Vec<_>>().join(", ")
    }

    /// The practice that a difference is about.
    fn title(&self, found: &Difference) -> &'a str {
        &self.rubric.practices()[found.practice].title
    }

    /// What is said of the largest differences, and each of them in a sentence.
    pub(in crate::report) fn in_sentences(&self) -> (&'static str, Vec<String>) {
        let found = self.differences();
        let sentence = |one: &Difference| {
            let sides = self.say(one, str::to_owned);
            format!("{}. {}: {sides}.", one.practice + 1, self.title(one))
        };
        let sentences = found.iter().map(sentence).collect();
        (self.on_differences(!found.is_empty()), sentences)
    }

    /// What a hidden cell means, where there is one.
    pub(in crate::report) fn on_hidden(&self) -> Option<String> {
        let hidden = |group: &Group| group.cells.iter().any(Option::is_none);
        self.shown.iter().any(hidden).then(|| {
            format!(
                "\"-\" means hidden: fewer than {} people rated it, or showing it would reveal how someone answered.",
                self.minimum
            )
        })
    }
}
