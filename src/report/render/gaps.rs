//! Gaps and priorities, in the order of concern (METHOD.md, "The four lists").

use crate::model::finding::Class;
use crate::report::page::Page;
use crate::report::render::pictures;
use crate::report::render::plan::Planned;
use crate::report::render::words::{counts, heading, remarks};
use crate::report::tally::View;

pub(super) fn section(page: &mut Page, view: &View<'_>, plan: Option<Planned<'_>>) {
    page.heading(2, "Gaps and priorities");
    let list = &view.debrief.priorities;
    if list.is_empty() {
        page.paragraph("No practice is an urgent gap, could be better or is split.");
        return;
    }
    page.paragraph("Most concern first.");
    pictures::key(page, view);
    let labels = &view.rubric.labels;
    for index in list {
        let row = view.row(*index);
        heading(page, row);
        pictures::bar(page, view, row);
        let mut line = format!(
            "**{}.** {}.",
            row.finding.class.sentence(),
            counts(&row.assessed.counts, labels)
        );
        for remark in remarks(row, labels) {
            line.push_str(&format!(" {remark}"));
        }
        page.paragraph(&line);
        page.planned(plan, *index);
        if row.finding.class == Class::Split {
            page.paragraph("Both sides and what they document stand under Differences of opinion.");
        } else {
            page.quotes(&row.assessed.documentation, labels);
        }
    }
}
