//! Strengths to continue, then what is OK for now.

use crate::model::debrief::heads_up;
use crate::model::finding::{Class, Flag};
use crate::model::rating::Rating;
use crate::report::render::page::{Page, text};
use crate::report::render::words::{counts, heading, remarks, say};
use crate::report::tally::{Row, View};

pub(super) fn section(page: &mut Page, view: &View<'_>) {
    let of_class = |class| {
        let keep = view.debrief.keep.iter();
        keep.map(|i| view.row(*i))
            .filter(move |r| r.finding.class == class)
    };
    page.heading(2, "Strengths to continue");
    if of_class(Class::Strength).next().is_none() {
        page.paragraph("No practice is called a strength by more than half of those who rated it.");
    }
    for row in of_class(Class::Strength) {
        entry(page, view, row);
    }
    if of_class(Class::Maintain).next().is_some() {
        page.heading(2, "OK for now: keep up");
        for row in of_class(Class::Maintain) {
            entry(page, view, row);
        }
    }
}

fn entry(page: &mut Page, view: &View<'_>, row: Row<'_>) {
    let labels = &view.rubric.labels;
    heading(page, row);
    let all = &row.assessed.counts;
    let mut line = format!("{}.", counts(all, labels));
    if let Some(g) = heads_up(all) {
        line.push_str(&format!(
            " **Heads-up:** {g} of {} {} {}.",
            all.rated(),
            say(g),
            text(labels.of(Rating::UrgentGap))
        ));
    }
    // Who stands at the other end has been told of in the heads-up.
    for remark in remarks(row, labels) {
        if !(row.finding.has(Flag::BothEnds) && remark.starts_with("Both ends")) {
            line.push_str(&format!(" {remark}"));
        }
    }
    page.paragraph(&line);
    page.quotes(
        &row.assessed.documentation.iter().collect::<Vec<_>>(),
        labels,
    );
}
