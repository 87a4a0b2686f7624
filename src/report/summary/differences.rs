//! Differences of opinion: both camps with their counts, what each documents, and a
//! question to open the discussion with.

use crate::model::assessment::Quote;
use crate::model::comparison::Side;
use crate::model::rating::Rating;
use crate::report::formats::Page;
use crate::report::results::tally::{PracticeRow, View};
use crate::report::summary::entries::{opening, quotes};
use crate::report::summary::evidence::has_comments;
use crate::report::summary::pictures;
use crate::report::summary::split_question::question;
use crate::report::summary::words::{say, unsure};
use crate::words::{any_of, capitalized};

/// The two halves of the scale. In a split practice somebody stands in each: with one
/// of them empty all ratings would be a pair of neighbouring answers.
const CAMPS: [[Rating; 2]; 2] = [
    [Rating::Strength, Rating::OkForNow],
    [Rating::CouldBeBetter, Rating::UrgentGap],
];

pub(super) fn section(page: &mut Page, view: &View<'_>, earlier: &[Side<'_>]) {
    page.heading(2, "Differences of opinion");
    if view.debrief.differences.is_empty() {
        page.paragraph(format!("{}.", capitalized(view.no_difference())));
        return;
    }
    page.paragraph("Listed from the widest difference to the narrowest.");
    pictures::key(page, view);
    for row in view.rows_of(&view.debrief.differences) {
        opening(page, row, earlier);
        pictures::bar(page, view, row);
        page.paragraph(question(row));
        for camp in CAMPS {
            one_camp(page, view, row, camp);
        }
        others(page, row);
    }
}

fn one_camp(page: &mut Page, view: &View<'_>, row: PracticeRow<'_>, camp: [Rating; 2]) {
    let counts = &row.assessed.counts;
    let size: u32 = camp.iter().map(|r| counts.of(*r)).sum();
    let chosen = camp.into_iter().filter(|r| counts.of(*r) > 0);
    let chosen: Vec<Rating> = chosen.collect();
    let each = chosen.iter().map(|r| match chosen.len() {
        // Whose number is the one in front.
        1 => row.label(*r),
        _ => format!("{} ({})", row.label(*r), counts.of(*r)),
    });
    let said = any_of(each);
    let (rated, say) = (counts.rated(), say(size));
    page.paragraph(format!("**{size} of {rated} {say} {said}.**"));
    let quoted = row.assessed.documentation.iter();
    let quoted = quoted.filter(|q| q.rating.is_some_and(|r| camp.contains(&r)));
    let mut quoted = quoted.peekable();
    if quoted.peek().is_none() && has_comments(view) {
        page.paragraph("No one on this side has a comment here.");
    }
    quotes(page, quoted, row.labels);
}

/// Those who are on neither side.
fn others(page: &mut Page, row: PracticeRow<'_>) {
    if row.assessed.counts.of(Rating::Unsure) > 0 {
        page.paragraph(unsure(row));
    }
    let on_the_scale = |q: &Quote| q.rating.is_some_and(|r| r.step().is_some());
    let quoted = row.assessed.documentation.iter();
    quotes(page, quoted.filter(|q| !on_the_scale(q)), row.labels);
}
