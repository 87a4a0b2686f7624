//! The handout for the debrief: two printed pages with where every practice stands, what to
//! talk about in which order, and space to write.

use crate::report::formats::words::counts;
use crate::report::formats::words::text;
use crate::report::formats::{Page, PaperSize};
use crate::report::results::tally::{PracticeRow, View};
use crate::report::summary::glance;
use crate::report::summary::words::opening;

/// The handout.
#[must_use]
pub fn brief(view: &View<'_>, title: Option<&str>) -> Page {
    let mut page = Page::new(false);
    page.sheet = PaperSize::Two;
    opening(&mut page, view, title);
    glance::squares(&mut page, view);
    let agenda = view.debrief.to_discuss();
    if !agenda.is_empty() {
        page.heading(2, "What to talk about");
        page.paragraph(
            "Start with differences of opinion, then what to find out, and then gaps, from most to least concern. Agree on a rating and a decision for each one (continue, improve, find out, or review next time).",
        );
        table(&mut page, view, &agenda);
    }
    let rest: Vec<String> = view
        .debrief
        .keep
        .iter()
        .map(|index| in_brief(view, view.row(*index)))
        .collect();
    if !rest.is_empty() {
        page.heading(2, "What to continue");
        page.items(rest);
    }
    page
}

fn table(page: &mut Page, view: &View<'_>, practices: &[usize]) {
    let rows = practices.iter().map(|index| {
        let row = view.row(*index);
        vec![
            row.number.to_string(),
            format!(
                "**{}.** {}",
                text(&row.practice.title),
                text(&row.practice.statement)
            ),
            said(view, row),
            String::new(),
        ]
    });
    let head = [
        "No.",
        "Practice",
        "Answers",
        "Agreed rating, decision, notes",
    ];
    page.table(
        head.map(str::to_owned).to_vec(),
        vec![true, false, false, false],
        rows.collect(),
    );
}

fn said(view: &View<'_>, row: PracticeRow<'_>) -> String {
    let counts = counts(&row.assessed.counts, &view.rubric.labels);
    format!("**{}.** {counts}", row.sentence())
}

fn in_brief(view: &View<'_>, row: PracticeRow<'_>) -> String {
    let counts = counts(&row.assessed.counts, &view.rubric.labels);
    let title = text(&row.practice.title);
    format!("{title} (practice {}): {counts}", row.number)
}
