//! Strengths to continue, then what is OK for now.

use crate::model::debrief::heads_up;
use crate::model::finding::Class;
use crate::model::rating::Rating;
use crate::report::formats::Page;
use crate::report::formats::words::counts;
use crate::report::formats::words::text;
use crate::report::results::tally::{PracticeRow, View};
use crate::report::summary::words::{known, remarks, say};
use crate::report::summary::{Earlier, evidence, pictures, practice};

pub(in crate::report) fn section(page: &mut Page, view: &View<'_>, earlier: &[Earlier<'_>]) {
    let of_class = |class| {
        let keep = view.debrief.keep.iter();
        keep.map(|i| view.row(*i))
            .filter(move |r| r.standing == class)
    };
    page.heading(2, "Strengths to continue");
    pictures::key(page, view);
    if of_class(Class::Strength).next().is_none() {
        page.paragraph("No practice is a strength yet.");
    }
    for row in of_class(Class::Strength) {
        entry(page, view, row, earlier);
    }
    if of_class(Class::Maintain).next().is_some() {
        page.heading(2, "OK for now: continue");
        for row in of_class(Class::Maintain) {
            entry(page, view, row, earlier);
        }
    }
}

fn entry(page: &mut Page, view: &View<'_>, row: PracticeRow<'_>, earlier: &[Earlier<'_>]) {
    practice::opening(page, view, row, earlier);
    pictures::bar(page, view, row);
    page.paragraph(&said(view, row));
    page.quotes(&row.assessed.documentation, &view.rubric.labels);
}

/// The answers, and what to hear about although all is well.
pub(in crate::report) fn said(view: &View<'_>, row: PracticeRow<'_>) -> String {
    let labels = &view.rubric.labels;
    let all = &row.assessed.counts;
    let mut parts = vec![format!("{}.", counts(all, labels))];
    parts.extend(
        row.answers_alone()
            .map(|alone| format!("The team agreed on this result (the answers alone: {alone}).")),
    );
    if let Some(g) = heads_up(all) {
        // Which says already who stands apart.
        let worst = text(labels.of(Rating::UrgentGap));
        let (of, say) = (all.rated(), say(g));
        parts.push(format!(
            "**Note:** {g} of {of} {say} {worst}. Ask to hear why."
        ));
        parts.extend(known(row, labels));
    } else {
        parts.extend(remarks(row, labels));
    }
    parts.extend(evidence::of(view, row));
    parts.join(" ")
}
