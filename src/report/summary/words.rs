//! Counts in words.

use crate::model::finding::Flag;
use crate::model::rating::{Labels, Rating};
use crate::report::formats::Page;
use crate::report::formats::words::text;
use crate::report::results::tally::{PracticeRow, View};

/// The title, whose results these are, and of how many.
pub(in crate::report) fn opening(page: &mut Page, view: &View<'_>, title: Option<&str>) {
    page.heading_of(1, title.unwrap_or(&view.rubric.title));
    if let Some(whose) = view.whose() {
        page.paragraph(&format!("**{}**", text(&whose)));
    }
    page.paragraph(&view.coverage());
    if let Some(small) = view.small_team() {
        page.paragraph(&format!(
            "**{small}** Use the results below only to start a conversation."
        ));
    }
}

/// `say` or `says`, by number.
pub(in crate::report) const fn say(n: u32) -> &'static str {
    if n == 1 { "says" } else { "say" }
}

/// The heading of a practice: its title, and its number in the survey behind it.
pub(in crate::report) fn heading(page: &mut Page, row: PracticeRow<'_>) {
    let title = text(&row.practice.title);
    page.heading(3, &format!("{title} (practice {})", row.number));
}

/// What a reader should know beside the class, a sentence each: who stands apart, then
/// how much is known.
pub(in crate::report) fn remarks(row: PracticeRow<'_>, labels: &Labels) -> Vec<String> {
    let mut remarks: Vec<String> = apart(row, labels).into_iter().collect();
    remarks.extend(known(row, labels));
    remarks
}

/// Who stands far from the others.
fn apart(row: PracticeRow<'_>, labels: &Labels) -> Option<String> {
    let counts = &row.assessed.counts;
    let of = |rating| {
        let n = counts.of(rating);
        format!("{n} {} {}", say(n), text(labels.of(rating)))
    };
    if row.finding.has(Flag::BothEnds) {
        let [best, worst] = [Rating::Strength, Rating::UrgentGap].map(of);
        Some(format!("Both ends of the scale: {best} and {worst}."))
    } else if row.finding.has(Flag::Outlier) {
        Some("At least one person is two or more steps from the middle answer. Make sure the team hears why.".to_owned())
    } else {
        None
    }
}

/// How many do not know, and whether too few do.
pub(in crate::report) fn known(row: PracticeRow<'_>, labels: &Labels) -> Vec<String> {
    let counts = &row.assessed.counts;
    let people = match counts.rated() {
        1 => "one person".to_owned(),
        n => format!("{n} people"),
    };
    let mut known = Vec::new();
    if row.finding.has(Flag::Unsure) {
        let u = counts.of(Rating::Unsure);
        let unsure = text(labels.of(Rating::Unsure));
        known.push(format!("{u} of {} chose {unsure}.", counts.answered()));
    }
    if row.finding.has(Flag::Few) {
        known.push(format!(
            "Only {people} rated it. That's too few to call it a team's view."
        ));
    } else if row.finding.has(Flag::Small) {
        known.push(format!(
            "Only {people} rated it, so one person can change the result."
        ));
    }
    known
}
