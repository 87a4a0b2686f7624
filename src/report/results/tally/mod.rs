//! A tally, in every form that it can be printed in.

use crate::model::assessment::{Assessed, Assessment};
use crate::model::debrief_lists::{Debrief, Order, debrief, ordered};
use crate::model::finding::{Class, Finding, Flag, finding, one_could_tip};
use crate::model::rating::{Labels, Rating};
use crate::model::rubric::{Practice, Rubric};
use crate::report::formats::inline::{counts, text};
use crate::report::results::group::GroupView;
use crate::words::{self, capitalized, days, files_or_folders, joined_by, list};

pub mod for_people;
pub mod for_programs;

/// The first of the four lists, which is in bands.
pub(in crate::report) const PRIORITIES: &str = "Top priorities";
/// What no one answered and the team agreed nothing on, after the four lists.
pub(in crate::report) const UNANSWERED: &str = "Unanswered";
/// Practices by their numbers.
fn each_number(practices: &[usize]) -> Vec<String> {
    let numbers = practices.iter().map(|index| (index + 1).to_string());
    numbers.collect()
}

/// The same in a table: `3, 8`.
pub(in crate::report) fn numbers(practices: &[usize]) -> String {
    each_number(practices).join(", ")
}

/// Which of the priorities are too close to rank, where any are.
pub(in crate::report) fn too_close(view: &View<'_>) -> Option<String> {
    let together = view.debrief.bands.iter().filter(|band| band.len() > 1);
    let together: Vec<String> = together.map(|band| list(each_number(band))).collect();
    let apart = "by no more than one person changing a rating by one step";
    Some(match together.as_slice() {
        [] => return None,
        [_] if view.debrief.bands.len() == 1 && view.debrief.priorities.len() > 2 => {
            format!("All priorities are too close to rank. They differ {apart}.")
        }
        [one] => format!("Practices {one} are too close to rank. They differ {apart}."),
        several => format!(
            "Some priorities are too close to rank: {}. Those in a group differ {apart}.",
            several.join("; ")
        ),
    })
}

/// `8 responses, complete`, `7 responses counted, complete; 1 file or folder left out`, with what
/// more is said of those that were counted. How many responses are in a folder that can't be read
/// isn't known, and of a person's two some were read.
pub(in crate::report) fn responses_counted(
    counted: usize,
    left_out: usize,
    more: impl IntoIterator<Item = String>,
) -> String {
    let mut text = words::counted(counted, "response");
    if left_out > 0 {
        text.push_str(" counted");
    }
    for more in more {
        text.push_str(&format!(", {more}"));
    }
    if left_out > 0 {
        text.push_str(&format!("; {} left out", files_or_folders(left_out)));
    }
    text
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
    /// By flat index, where figures of too few people are withheld; empty where none are.
    pub withheld: Vec<bool>,
    /// Respondents by role or department, where that is asked for.
    pub groups: Option<GroupView<'a>>,
}

/// One practice with all that is known of it.
#[derive(Debug, Clone, Copy)]
pub struct PracticeRow<'a> {
    /// From 1, in survey order.
    pub number: usize,
    /// Its texts.
    pub practice: &'a Practice,
    /// What the ratings are called.
    pub labels: &'a Labels,
    /// Its counts, and what the team made of them.
    pub assessed: &'a Assessed,
    /// What the counts say.
    pub finding: &'a Finding,
    /// Where it stands: what every list and picture goes by.
    pub standing: Class,
    /// Whether its figures are of too few people to be shown: then all that is known of it
    /// is what the team settled.
    pub withheld: bool,
}

impl PracticeRow<'_> {
    /// Its title, as a part of a page's line.
    pub(in crate::report) fn title(self) -> String {
        text(&self.practice.title)
    }

    /// Its title and number, likewise: `Reporting (practice 4)`.
    pub(in crate::report) fn named(self) -> String {
        format!("{} (practice {})", self.title(), self.number)
    }

    /// What a rating is called, likewise.
    pub(in crate::report) fn label(self, rating: Rating) -> String {
        text(self.labels.of(rating))
    }

    /// The answers, likewise: `5 Strength, 1 unanswered`.
    pub(in crate::report) fn answers(self) -> String {
        let answers = counts(&self.assessed.counts, self.labels);
        answers.unwrap_or_else(|| "No answers".to_owned())
    }

    /// Where it stands, in a word or a few.
    pub(in crate::report) fn word(self) -> String {
        if self.withheld && self.assessed.agreed.is_none() {
            "-".to_owned()
        } else if self.standing == self.finding.class {
            word(self.finding)
        } else {
            self.standing.words().to_owned()
        }
    }

    /// What the answers alone say, in a word or a few, where the team settled on another.
    pub(in crate::report) fn answers_alone(self) -> Option<String> {
        (self.standing != self.finding.class && !self.withheld).then(|| word(self.finding))
    }

    /// Its standing, unless that would say what is withheld.
    pub(in crate::report) fn shown_standing(self) -> Option<Class> {
        (!self.withheld || self.assessed.agreed.is_some()).then_some(self.standing)
    }

    /// Where it stands and why, as a sentence without its end.
    pub(in crate::report) fn sentence(self) -> String {
        if let Some(alone) = self.answers_alone() {
            let agreed = capitalized(self.standing.words());
            return format!("{agreed}: the team agreed on this (the answers alone: {alone})");
        }
        let said = self.finding.class.sentence();
        match self.assessed.counts.of_whom() {
            Some(of_whom) => format!("{said} ({of_whom})"),
            None => said.to_owned(),
        }
    }
}

/// What the counts say in a word or two; what cannot wait for a survey says so.
fn word(finding: &Finding) -> String {
    let said = finding.class.words();
    match finding.has(Flag::KnownUrgent) {
        true => format!("{said}, urgent"),
        false => said.to_owned(),
    }
}

impl<'a> View<'a> {
    /// What is said where no practice stands as split: that opinions aren't, or no longer, since a
    /// team may have agreed where its answers differ.
    pub(in crate::report) fn no_difference(&self) -> &'static str {
        match self.rows().any(|row| row.finding.class == Class::Split) {
            true => "no difference of opinion is left to settle",
            false => "opinions aren't split on any practice",
        }
    }

    /// Reads an assessment of this rubric.
    pub fn new(rubric: &'a Rubric, assessment: &'a Assessment) -> Self {
        let counts = assessment.counts();
        Self {
            rubric,
            assessment,
            findings: counts.iter().map(finding).collect(),
            debrief: debrief(&assessment.practices),
            withheld: Vec::new(),
            groups: None,
        }
    }

    /// The practice with this flat index.
    pub fn row(&self, index: usize) -> PracticeRow<'_> {
        PracticeRow {
            number: index + 1,
            practice: &self.rubric.practices()[index],
            labels: &self.rubric.labels,
            assessed: &self.assessment.practices[index],
            finding: &self.findings[index],
            standing: self.assessment.practices[index].standing(),
            withheld: self.withheld.get(index).copied().unwrap_or(false),
        }
    }

    /// The practices with these flat indexes.
    pub fn rows_of(&self, indexes: &[usize]) -> impl Iterator<Item = PracticeRow<'_>> {
        indexes.iter().map(|index| self.row(*index))
    }

    /// All practices in survey order.
    pub fn rows(&self) -> impl Iterator<Item = PracticeRow<'_>> {
        (0..self.rubric.len()).map(|index| self.row(index))
    }

    /// Flat indexes in this order.
    pub fn ordered(&self, order: Order) -> Vec<usize> {
        ordered(&self.assessment.practices, order)
    }

    /// District and year, where there are any: `Millbrook Unified, 2026-27`.
    pub fn whose(&self) -> Option<String> {
        let known = [&self.assessment.district, &self.assessment.cycle];
        joined_by(known.into_iter().flatten(), ", ")
    }

    /// The title, and below it whose results these are, of how many, and what a small team is
    /// to be told.
    pub(in crate::report) fn opening(&self) -> Vec<String> {
        let mut lines = vec![self.rubric.title.clone()];
        lines.extend(self.whose());
        lines.push(self.coverage());
        lines.extend(self.small_team().map(str::to_owned));
        lines
    }

    /// How many responses, from when to when, how complete, what is missing.
    pub fn coverage(&self) -> String {
        let a = self.assessment;
        let mut more = Vec::new();
        if let (Some(from), Some(to)) = (a.from, a.to) {
            more.push(days(from, to));
        }
        let (given, all) = a.answered();
        if given < all {
            more.push(format!("{given} of {all} questions answered"));
        } else if a.invited.is_none() && all > 0 {
            more.push("complete".to_owned());
        }
        // Someone may have answered since who wasn't on the roster.
        let invited = a.invited.filter(|people| *people >= a.responses);
        let invited = invited.map(|n| words::counted(n as usize, "person"));
        more.extend(invited.map(|people| format!("{people} invited")));
        responses_counted(a.responses as usize, a.not_read as usize, more) + "."
    }

    /// What a small team is to be told; docs/method.md.
    pub const fn small_team(&self) -> Option<&'static str> {
        match self.assessment.responses {
            0 => None,
            1 | 2 => Some("With one or two responses, this isn't a team's view."),
            3 | 4 => Some("This is a small team. One person can change what the answers say."),
            _ => None,
        }
    }

    /// What the answers alone say of the practices where the team settled on something else.
    pub(in crate::report) fn agreed_otherwise(&self) -> Option<String> {
        let told = self.rows().filter_map(|row| {
            let alone = row.answers_alone()?;
            Some(format!("{} {alone}", row.number))
        });
        joined_by(told, "; ")
            .map(|told| format!("The team agreed on this result. The answers alone: {told}."))
    }

    /// Whether a practice turns on one person, in a sentence.
    pub(in crate::report) fn could_tip(&self, index: usize) -> Option<&'static str> {
        one_could_tip(&self.assessment.practices[index].counts).then_some(
            "If one person hadn't answered, the answers alone could have a different result.",
        )
    }

    /// How much turns on one person, in this very team (docs/method.md, "How firm this is").
    pub(in crate::report) fn how_firm(&self) -> Option<String> {
        let responses = self.assessment.responses;
        if responses == 0 {
            return None;
        }
        let tips = self.assessment.could_tip();
        let all = self.rubric.len();
        let numbers: Vec<usize> = tips.iter().map(|index| index + 1).collect();
        let alone = match self.assessment.practices.iter().any(|p| p.agreed.is_some()) {
            true => " by the answers alone",
            false => "",
        };
        let mut firm = format!(
            "If one person hadn't answered, {} could have a different result{alone}{}.",
            words::out_of(tips.len(), all, "practice"),
            words::which_of(&numbers, all)
        );
        if responses < 5 {
            let small = "In a team of fewer than 5, one person who answers differently can change almost any result";
            firm.push_str(&format!(" {small}{alone}."));
        }
        Some(firm)
    }

    /// The four lists with their names, as flat indexes.
    pub fn lists(&self) -> [(&'static str, &[usize]); 4] {
        [
            (PRIORITIES, &self.debrief.priorities),
            ("Differences of opinion", &self.debrief.differences),
            ("Find out", &self.debrief.find_out),
            ("Continue", &self.debrief.keep),
        ]
    }
}
