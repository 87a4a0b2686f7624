//! How many ratings have a comment on how people know, and what has none. Of a team assessment,
//! these are the comments that the team left in it.

use crate::model::rating::Rating;
use crate::report::formats::Page;
use crate::report::results::tally::{PracticeRow, View};
use crate::words::counted;

/// How many of the ratings of a practice have a comment, and how many there are; nothing where
/// the comments no longer belong to the counts.
fn documented(row: PracticeRow<'_>) -> Option<(usize, usize)> {
    let counts = &row.assessed.counts;
    let written = row.assessed.documentation.iter();
    let comments = Rating::SCALE.map(|rating| {
        let of_it = written.clone().filter(|q| q.rating == Some(rating));
        (of_it.count(), counts.of(rating) as usize)
    });
    let rated = counts.rated() as usize;
    let fits = rated > 0 && comments.iter().all(|(n, ratings)| n <= ratings);
    fits.then(|| (comments.iter().map(|(n, _)| n).sum(), rated))
}

/// Whether there are any comments at all: a file may be kept without them.
pub(super) fn has_comments(view: &View<'_>) -> bool {
    let mut practices = view.assessment.practices.iter();
    practices.any(|p| !p.documentation.is_empty())
}

/// `4 of 6 ratings have a comment here.`
pub(super) fn of(view: &View<'_>, row: PracticeRow<'_>) -> Option<String> {
    let (n, rated) = documented(row).filter(|_| has_comments(view))?;
    let ratings = counted(rated, "rating");
    let have = if n == 1 || rated == 1 { "has" } else { "have" };
    Some(format!("{n} of {ratings} {have} a comment here."))
}

/// What was rated, and has no comment.
pub(super) fn section(page: &mut Page, view: &View<'_>) {
    if !has_comments(view) {
        return;
    }
    page.heading(2, "Evidence");
    let none = view.rows();
    let none = none.filter(|row| documented(*row).is_some_and(|(n, _)| n == 0));
    let none: Vec<String> = none.map(PracticeRow::named).collect();
    page.paragraph(match none.len() {
        0 => "Every practice that was rated has a comment here.",
        1 => "This practice was rated, but no rating has a comment here:",
        _ => "These practices were rated, but no rating has a comment here:",
    });
    page.items(none);
}
