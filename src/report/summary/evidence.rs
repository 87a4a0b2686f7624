//! How many say how they know, and what no one shows evidence for.

use crate::model::rating::Rating;
use crate::report::formats::Page;
use crate::report::results::tally::{PracticeRow, View};
use crate::words::agreeing;

/// How many of those who rated a practice say how they know; nothing where the comments
/// aren't in the file, or no longer belong to the counts.
fn documented(row: PracticeRow<'_>) -> Option<(usize, usize)> {
    let rated = row.assessed.counts.rated() as usize;
    let on_the_scale = |r: Rating| r.step().is_some();
    let comments = row.assessed.documentation.iter();
    let comments = comments.filter(|q| q.rating.is_some_and(on_the_scale));
    let n = comments.count();
    (rated > 0 && n <= rated).then_some((n, rated))
}

/// Whether there are any comments at all: a file may be kept without them.
pub(super) fn has_comments(view: &View<'_>) -> bool {
    let mut practices = view.assessment.practices.iter();
    practices.any(|p| !p.documentation.is_empty())
}

/// `4 of 6 say how they know.`
pub(super) fn of(view: &View<'_>, row: PracticeRow<'_>) -> Option<String> {
    let (n, rated) = documented(row).filter(|_| has_comments(view))?;
    Some(match n {
        0 => "No one who rated it says how they know.".to_owned(),
        1 => format!("1 of {rated} who rated it says how they know."),
        n => format!("{n} of {rated} who rated it say how they know."),
    })
}

/// What was rated, and no one says how they know.
pub(super) fn section(page: &mut Page, view: &View<'_>) {
    if !page.documentation || !has_comments(view) {
        return;
    }
    page.heading(2, "Evidence");
    let none: Vec<String> = view
        .rows()
        .filter(|row| documented(*row).is_some_and(|(n, _)| n == 0))
        .map(PracticeRow::named)
        .collect();
    if none.is_empty() {
        page.paragraph("For every practice that was rated, someone says how they know.");
    } else {
        let these = agreeing(none.len(), "this practice", "these practices");
        page.paragraph(format!("No one who rated {these} says how they know:"));
        page.items(none);
    }
}
