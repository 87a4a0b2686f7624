//! Gaps and priorities, in the order of concern (docs/method.md).

use crate::model::finding::Class;
use crate::report::formats::Page;
use crate::report::formats::words::counts;
use crate::report::results::tally::{PracticeRow, View, listed};
use crate::report::summary::plan::Planned;
use crate::report::summary::words::{heading, remarks};
use crate::report::summary::{Earlier, evidence, pictures, practice};

pub(in crate::report) fn section(
    page: &mut Page,
    view: &View<'_>,
    plan: Option<Planned<'_>>,
    earlier: &[Earlier<'_>],
) {
    page.heading(2, "Gaps and priorities");
    let list = &view.debrief.priorities;
    if list.is_empty() {
        page.paragraph(
            "No practice is an urgent gap or could be better, and opinions aren't split on any.",
        );
        return;
    }
    page.paragraph("Listed from most to least concern.");
    if let Some(close) = too_close(view) {
        page.paragraph(&close);
    }
    pictures::key(page, view);
    let labels = &view.rubric.labels;
    for index in list {
        let row = view.row(*index);
        // What is split has its words where both sides are.
        if row.standing == Class::Split {
            heading(page, row);
        } else {
            practice::opening(page, view, row, earlier);
        }
        pictures::bar(page, view, row);
        page.paragraph(&said(view, row));
        page.planned(plan, *index);
        if row.standing == Class::Split {
            page.paragraph("See \"Differences of opinion\" for both sides and what they wrote.");
        } else {
            page.quotes(&row.assessed.documentation, labels);
        }
    }
}

/// What the answers say, and who stands apart.
pub(in crate::report) fn said(view: &View<'_>, row: PracticeRow<'_>) -> String {
    let labels = &view.rubric.labels;
    let counts = counts(&row.assessed.counts, labels);
    let mut parts = vec![format!("**{}.** {counts}.", row.sentence())];
    parts.extend(remarks(row, labels));
    parts.extend(evidence::of(view, row));
    parts.join(" ")
}

/// Which of the priorities are too close to rank, where any are.
pub(in crate::report) fn too_close(view: &View<'_>) -> Option<String> {
    let bands = view.debrief.bands.iter();
    let together: Vec<String> = bands
        .filter(|band| band.len() > 1)
        .map(|band| listed(band))
        .collect();
    (!together.is_empty()).then(|| {
        format!(
            "Some are too close to rank because one person changing a rating by one step would change their order: {}.",
            together.join("; ")
        )
    })
}
