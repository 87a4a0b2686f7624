//! What a practice's entry in the team's summary begins with: its words, what the team agreed
//! and decided, and what it did last year.

use crate::model::assessment::{Assessed, Decision};
use crate::model::rating::{Labels, Rating};
use crate::report::formats::Page;
use crate::report::formats::words::text;
use crate::report::results::tally::{PracticeRow, View};
use crate::report::summary::Earlier;
use crate::report::summary::words::heading;

/// The heading, the statement, and what the team agreed now and last year.
pub(in crate::report) fn opening(
    page: &mut Page,
    view: &View<'_>,
    row: PracticeRow<'_>,
    earlier: &[Earlier<'_>],
) {
    heading(page, row);
    page.paragraph(&format!("*{}*", text(&row.practice.statement)));
    let labels = &view.rubric.labels;
    if let Some(settled) = settled(row.assessed, labels) {
        page.paragraph(&format!("**The team {settled}**"));
    }
    let notes = text(&row.assessed.notes);
    if !notes.is_empty() {
        page.paragraph(&format!("**Notes from the debrief:** {notes}"));
    }
    if let Some(last) = last_year(row, earlier, labels) {
        page.paragraph(&last);
    }
}

/// `agreed on Could be Better and decided to improve it.`
fn settled(assessed: &Assessed, labels: &Labels) -> Option<String> {
    let agreed = |rating: Rating| format!("agreed on {}", text(labels.of(rating)));
    let parts = [
        assessed.agreed.map(agreed),
        assessed.decision.map(|d| decided(d).to_owned()),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| format!("{}.", parts.join(" and ")))
}

const fn decided(decision: Decision) -> &'static str {
    match decision {
        Decision::Continue => "decided to continue it",
        Decision::Improve => "decided to improve it",
        Decision::FindOut => "decided to find out more",
        Decision::Watch => "decided to review it next time",
    }
}

/// What the team made of it in the last of the earlier years, where that is known.
pub(in crate::report) fn last_year(
    row: PracticeRow<'_>,
    earlier: &[Earlier<'_>],
    labels: &Labels,
) -> Option<String> {
    let last = earlier.last()?;
    let assessed = last.of(&row.practice.id)?;
    let when = last.name();
    let mut line = format!("**{when}:** ");
    match settled(assessed, labels) {
        Some(settled) => line.push_str(&format!("The team {settled}")),
        None if assessed.notes.is_empty() => return None,
        None => {}
    }
    let notes = text(&assessed.notes);
    if !notes.is_empty() {
        line.push_str(&format!(" Notes: {notes}"));
    }
    Some(line)
}
