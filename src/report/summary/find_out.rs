//! Find out: what half or more do not know, and what those who rated say.

use crate::model::finding::Flag;
use crate::model::rating::{Labels, Rating};
use crate::model::tally::Counts;
use crate::report::formats::Page;
use crate::report::formats::words::text;
use crate::report::results::tally::{PracticeRow, View};
use crate::report::summary::plan::Planned;
use crate::report::summary::{Earlier, evidence, pictures, practice};

pub(in crate::report) fn section(
    page: &mut Page,
    view: &View<'_>,
    plan: Option<Planned<'_>>,
    earlier: &[Earlier<'_>],
) {
    page.heading(2, "Find out");
    if view.debrief.find_out.is_empty() {
        page.paragraph("There is no practice that half or more of the team are unsure about.");
        return;
    }
    let labels = &view.rubric.labels;
    pictures::key(page, view);
    for index in &view.debrief.find_out {
        let row = view.row(*index);
        practice::opening(page, view, row, earlier);
        pictures::bar(page, view, row);
        page.paragraph(&said(view, row));
        page.planned(plan, *index);
        page.quotes(&row.assessed.documentation, labels);
    }
}

/// How many do not know, and what the others say.
pub(in crate::report) fn said(view: &View<'_>, row: PracticeRow<'_>) -> String {
    let labels = &view.rubric.labels;
    let counts = &row.assessed.counts;
    let mut line = String::new();
    if let Some(alone) = row.answers_alone() {
        line.push_str(&format!(
            "The team agreed on this result (the answers alone: {alone}). "
        ));
    }
    line.push_str(&match counts.answered() {
        0 => "No one answered it.".to_owned(),
        answered => format!(
            "{} of {answered} chose {}. {}",
            counts.of(Rating::Unsure),
            text(labels.of(Rating::Unsure)),
            rated(counts, labels)
        ),
    });
    line.push_str(" **Who would know?**");
    if row.finding.has(Flag::KnownUrgent) {
        line.push_str(&format!(
            " **Don't wait on this one:** half or more of those who do know say {}.",
            text(labels.of(Rating::UrgentGap))
        ));
    }
    if let Some(evidence) = evidence::of(view, row) {
        line.push_str(&format!(" {evidence}"));
    }
    line
}

fn rated(counts: &Counts, labels: &Labels) -> String {
    let parts: Vec<String> = Rating::SCALE
        .into_iter()
        .filter(|r| counts.of(*r) > 0)
        .map(|r| format!("{} {}", counts.of(r), text(labels.of(r))))
        .collect();
    match counts.rated() {
        0 => "No one rated it.".to_owned(),
        1 => format!("The one person who rated it chose {}.", parts.join(", ")),
        n => format!("The {n} people who rated it chose: {}.", parts.join(", ")),
    }
}
