//! Many districts side by side, a folder for each, in every form that they can be
//! printed in: docs/files.md, "Machine-readable forms".

use crate::model::assessment::{Assessed, Assessment};
use crate::model::choice::choices;
use crate::model::debrief_lists::{self, Order};
use crate::model::group::DEFAULT_MINIMUM;
use crate::model::group::districts::{self, Classes};
use crate::model::rubric::Rubric;
use crate::model::tally::Counts;
use crate::report::results::tally::{View, responses_counted};
use crate::words::{capitalized, counted, out_of};

pub mod for_people;
pub mod for_programs;

/// Figures of fewer people are shown only where somebody asks for them.
const LEAST: u32 = 3;
/// So many of a district's priorities are in its line.
const FIRST: usize = 3;

choices! {
    /// What a district's figures were counted from.
    pub enum Origin {
        /// Its forms.
        Responses = "responses",
        /// The one assessment of its team, where the forms are gone.
        TeamAssessment = "team-assessment",
    }
}

/// A district, counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folder {
    /// Its folder, below the one that all are in, with `/`. Not escaped.
    pub name: String,
    /// What it was counted from.
    pub origin: Origin,
    /// Its counts, blank where they are withheld.
    pub assessment: Assessment,
    /// By the rubric's flat index: where so few answered that their figures are not shown.
    pub withheld: Vec<bool>,
}

impl Folder {
    /// A district with the figures that may be shown: of very few people only where
    /// `yes_small` asks for them. What its team agreed on stays.
    pub fn new(name: String, origin: Origin, mut assessment: Assessment, yes_small: bool) -> Self {
        let are_few = assessment.responses < LEAST;
        let withheld = assessment.practices.iter_mut().map(|practice| {
            let hides = !yes_small && (are_few || practice.counts.answered() < LEAST);
            if hides {
                practice.counts = Counts::default();
            }
            hides
        });
        let withheld = withheld.collect();
        Self {
            name,
            origin,
            assessment,
            withheld,
        }
    }

    /// How many practices stand where, of those of which that may be said.
    fn classes(&self) -> Classes {
        let shown = (0..self.withheld.len()).filter(|at| !self.hides(*at));
        Classes::of(shown.map(|at| &self.assessment.practices[at]))
    }

    /// Whether nothing may be said of this practice because too few answered.
    fn hides(&self, practice: usize) -> bool {
        self.withheld[practice] && self.assessment.practices[practice].agreed.is_none()
    }

    /// Of how many practices nothing may be said.
    fn hidden(&self) -> Option<u32> {
        let hidden = (0..self.withheld.len()).filter(|at| self.hides(*at));
        (self.assessment.responses > 0).then(|| u32::try_from(hidden.count()).unwrap_or(u32::MAX))
    }

    /// How many of a hundred answers were given, rounded down: 100% has none missing.
    fn completeness(&self) -> String {
        match self.assessment.answered() {
            _ if self.withheld.contains(&true) => "-".to_owned(),
            (_, 0) => "-".to_owned(),
            (given, all) => format!("{}%", given * 100 / all),
        }
    }
}

/// Districts, and what is asked of them.
#[derive(Debug, Clone, Copy)]
pub struct FoldersView<'a> {
    /// The practices.
    pub rubric: &'a Rubric,
    /// In the order of their names.
    pub folders: &'a [Folder],
    /// The flat index of the one practice that they are compared on.
    pub practice: Option<usize>,
}

impl<'a> FoldersView<'a> {
    /// What the counts of one say.
    fn view(self, folder: &'a Folder) -> View<'a> {
        let mut view = View::new(self.rubric, &folder.assessment);
        view.withheld.clone_from(&folder.withheld);
        view
    }

    /// What the counts of each say.
    fn views(self) -> impl Iterator<Item = (&'a Folder, View<'a>)> {
        let folders = self.folders.iter();
        folders.map(move |folder| (folder, self.view(folder)))
    }

    /// Flat indexes of the practices that are printed.
    fn practices(&self) -> std::ops::Range<usize> {
        self.practice
            .map_or(0..self.rubric.len(), |index| index..index + 1)
    }

    /// Places of the folders in this order; the survey's is that of their names.
    fn ordered(&self, order: Order) -> Vec<usize> {
        let all = self.folders.iter();
        if let Some(practice) = self.practice {
            let asked = all.map(|f| f.assessment.practices[practice].clone());
            return debrief_lists::ordered(&asked.collect::<Vec<Assessed>>(), order);
        }
        let classes: Vec<Classes> = all.map(Folder::classes).collect();
        districts::ordered(&classes, order)
    }

    /// How many folders and responses, how complete, what is missing.
    fn coverage(&self) -> String {
        let all = || self.folders.iter().map(|f| &f.assessment);
        let responses = all().map(|a| a.responses as usize).sum();
        let not_read = all().map(|a| a.not_read as usize).sum();
        let folders = counted(self.folders.len(), "folder");
        let (given, possible) = all()
            .map(Assessment::answered)
            .fold((0, 0), |sum, more| (sum.0 + more.0, sum.1 + more.1));
        // With the other lines it would say how many answered where that is withheld.
        let is_told = !self.folders.iter().any(|f| f.withheld.contains(&true));
        let answered = is_told.then(|| match given == possible {
            true => "complete".to_owned(),
            false => format!("{given} of {possible} questions answered"),
        });
        let responses = responses_counted(responses, not_read, answered);
        format!("{folders}, {responses}.")
    }

    /// What is to be borne in mind of folders with few responses, where there are any, and
    /// what is withheld: numbers, or in a table of answers whole rows.
    pub fn small(&self, in_rows: bool) -> Vec<String> {
        let folders = self.folders.iter().filter(|f| f.assessment.responses > 0);
        let withheld = folders.filter(|f| self.practices().any(|at| f.withheld[at]));
        let n = withheld.count();
        let (what, are) = match in_rows {
            true => ("Rows", "left out"),
            false => ("Numbers", "hidden"),
        };
        let withheld = format!(
            "{what} about fewer than {LEAST} people are {are}, in {}. To show them, add --yes-small.",
            counted(n, "folder")
        );
        let withheld = (n > 0).then_some(withheld);
        self.few().into_iter().chain(withheld).collect()
    }

    fn few(&self) -> Option<String> {
        let small = self.folders.iter().map(|f| f.assessment.responses);
        let small = small.filter(|n| (1..DEFAULT_MINIMUM).contains(n));
        let small: Vec<u32> = small.collect();
        (!small.is_empty()).then(|| {
            let some = capitalized(&out_of(small.len(), self.folders.len(), "folder"));
            let (has, there, rows) = match small[..] {
                [n] => (format!("has only {}", counted(n as usize, "response")), "In it", "its row"),
                _ => (format!("have only 1 to {} responses", DEFAULT_MINIMUM - 1), "In each", "their rows"),
            };
            format!(
                "{some} {has}. {there}, one person can change a result, and readers could guess who said what. Don't share {rows} with the public."
            )
        })
    }

    /// Each practice that is among the first priorities of a folder or too close to rank with
    /// them, by flat index, with
    /// the number of such folders; the most frequent first, then in survey order.
    fn firsts(&self) -> Vec<(usize, usize)> {
        let mut times = vec![0; self.rubric.len()];
        for (_, view) in self.views() {
            let (named, more) = view.debrief.first(FIRST);
            for index in &view.debrief.priorities[..named + more] {
                times[*index] += 1;
            }
        }
        let firsts = times.into_iter().enumerate();
        let mut firsts: Vec<(usize, usize)> = firsts.filter(|(_, times)| *times > 0).collect();
        firsts.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
        firsts
    }
}

/// `12 of 14` where two could not be read.
fn responses(assessment: &Assessment) -> String {
    let counted = assessment.responses;
    match assessment.not_read {
        0 => counted.to_string(),
        missing => format!("{counted} of {}", u64::from(counted) + u64::from(missing)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_complete_is_a_hundred_in_a_hundred() {
        let of = |responses: u32, blanks: u32| {
            let counted = |blanks| Assessed {
                counts: Counts::new([responses - blanks, 0, 0, 0, 0], blanks),
                ..Assessed::default()
            };
            let assessment = Assessment {
                responses,
                practices: [blanks, 0, 0].map(counted).to_vec(),
                ..Assessment::default()
            };
            Folder::new(String::new(), Origin::Responses, assessment, true).completeness()
        };
        assert_eq!(of(40, 0), "100%");
        assert_eq!(of(40, 1), "99%");
        assert_eq!(of(0, 0), "-");
    }
}
