//! Years compared by where the practices stand, in words and arrows: counts of two years
//! side by side would tell what a single late form said.

use std::collections::HashMap;

use crate::model::assessment::Assessment;
use crate::model::finding::Class;
use crate::model::rubric::Rubric;
use crate::report::formats::Page;
use crate::report::formats::words::text;
use crate::report::results::tally::View;
use crate::report::summary::Earlier;
use crate::report::summary::others::standing::{for_others, step, words};
use crate::words::counted;

/// An earlier year: where its practices stood.
#[derive(Debug, Clone)]
pub struct EarlierYear {
    name: Option<String>,
    /// By full id: an earlier year's rubric may be of another version.
    standings: HashMap<String, Class>,
}

impl EarlierYear {
    /// Keeps of an earlier assessment, with the rubric that it was read by, what others may
    /// see.
    #[must_use]
    pub fn of(assessment: &Assessment, rubric: &Rubric) -> Self {
        let year = || assessment.from.map(|from| from.year().to_string());
        let ids = rubric.practices().iter().map(|p| p.id.clone());
        Self {
            name: assessment.cycle.clone().or_else(year),
            standings: ids
                .zip(assessment.practices.iter().map(for_others))
                .collect(),
        }
    }

    /// The school year, or that it was earlier.
    pub(in crate::report::summary) fn name(&self) -> String {
        self.name
            .as_deref()
            .map_or_else(|| "Earlier".to_owned(), text)
    }
}

/// What is compared: this year by flat index, and what it is called.
pub(in crate::report::summary) struct Now<'a> {
    pub(in crate::report::summary) rubric: &'a Rubric,
    pub(in crate::report::summary) name: Option<&'a str>,
    pub(in crate::report::summary) standings: &'a [Class],
}

/// A row for each practice that doesn't stand where it stood in some earlier year, with an
/// arrow from the last of them to now; `earlier` has at least one, the oldest first.
pub(in crate::report::summary) fn compared(
    page: &mut Page,
    now: &Now<'_>,
    earlier: &[EarlierYear],
) {
    let labels = &now.rubric.labels;
    let mut rows = Vec::new();
    let (mut same, mut new) = (0, 0);
    for (practice, is) in now.rubric.practices().iter().zip(now.standings) {
        let were: Vec<_> = earlier
            .iter()
            .map(|year| year.standings.get(&practice.id).copied())
            .collect();
        if were.iter().all(Option::is_none) {
            new += 1;
            continue;
        }
        if were.iter().flatten().all(|was| was == is) {
            same += 1;
            continue;
        }
        let mut row = vec![text(&practice.title)];
        let said = |standing: &Class| text(words(*standing, labels));
        row.extend(
            were.iter()
                .map(|was| was.as_ref().map_or_else(String::new, said)),
        );
        row.push(said(is));
        row.push(arrow(were.last().copied().flatten(), *is).to_owned());
        rows.push(row);
    }
    if rows.is_empty() {
        page.paragraph("Every practice has the same result as before.");
        return;
    }
    let mut head = vec!["Practice".to_owned()];
    head.extend(earlier.iter().map(EarlierYear::name));
    head.push(now.name.map_or_else(|| "Now".to_owned(), text));
    head.push("Change".to_owned());
    let right = vec![false; head.len()];
    page.table(head, right, rows);
    let mut rest = Vec::new();
    match same {
        0 => {}
        1 => rest.push("The other practice has the same result as before.".to_owned()),
        n => rest.push(format!(
            "The other {n} practices have the same result as before."
        )),
    }
    if new > 0 {
        let were = if new == 1 { "was" } else { "were" };
        rest.push(format!(
            "{} {were} not in the self-assessment before.",
            counted(new, "practice")
        ));
    }
    if !rest.is_empty() {
        page.paragraph(&rest.join(" "));
    }
}

/// Up and down on the scale; what wasn't or isn't on it has only changed.
fn arrow(was: Option<Class>, is: Class) -> &'static str {
    let Some(was) = was else {
        return "";
    };
    if was == is {
        return "";
    }
    match (step(was), step(is)) {
        (Some(before), Some(after)) if after > before => "\u{2191} Up",
        (Some(_), Some(_)) => "\u{2193} Down",
        _ => "\u{2192} Changed",
    }
}

/// The same on the team's page.
pub(in crate::report::summary) fn standings(
    page: &mut Page,
    view: &View<'_>,
    earlier: &[Earlier<'_>],
) {
    let years = earlier
        .iter()
        .map(|e| EarlierYear::of(e.assessment, e.rubric));
    let years: Vec<EarlierYear> = years.collect();
    let practices = view.assessment.practices.iter();
    let now = Now {
        rubric: view.rubric,
        name: view.assessment.cycle.as_deref(),
        standings: &practices.map(for_others).collect::<Vec<_>>(),
    };
    page.paragraph("**Results by year:** the rating the team agreed on. If it didn't agree on one, what the answers said.");
    compared(page, &now, &years);
}
