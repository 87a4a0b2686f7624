//! Counts in words.

use crate::model::finding::Flag;
use crate::model::rating::{Labels, Rating};
use crate::model::tally::Counts;
use crate::report::render::page::{Page, text};
use crate::report::tally::Row;

/// `5 Strength, 4 OK for Now, 1 unanswered`; what nobody chose is left out.
pub(super) fn counts(counts: &Counts, labels: &Labels) -> String {
    let mut parts: Vec<String> = Rating::ALL
        .into_iter()
        .filter(|r| counts.of(*r) > 0)
        .map(|r| format!("{} {}", counts.of(r), text(labels.of(r))))
        .collect();
    if counts.unanswered > 0 {
        parts.push(format!("{} unanswered", counts.unanswered));
    }
    parts.join(", ")
}

/// `say` or `says`, by number.
pub(super) const fn say(n: u32) -> &'static str {
    if n == 1 { "says" } else { "say" }
}

/// `1 practice`, `2 practices`.
pub(super) fn practices(n: usize) -> String {
    format!("{n} practice{}", if n == 1 { "" } else { "s" })
}

/// The heading of a practice: its title, and its number in the survey behind it.
pub(super) fn heading(page: &mut Page, row: Row<'_>) {
    let title = text(&row.practice.title);
    page.heading(3, &format!("{title} (practice {})", row.number));
}

/// What a reader should know beside the class, a sentence each.
pub(super) fn remarks(row: Row<'_>, labels: &Labels) -> Vec<String> {
    let counts = &row.assessed.counts;
    let flag = |flag| row.finding.has(flag);
    let best = text(labels.of(Rating::Strength));
    let worst = text(labels.of(Rating::UrgentGap));
    let mut remarks = Vec::new();
    let (s, g) = (counts.of(Rating::Strength), counts.of(Rating::UrgentGap));
    if flag(Flag::BothEnds) {
        remarks.push(format!(
            "Both ends of the scale: {s} {} {best} and {g} {} {worst}.",
            say(s),
            say(g)
        ));
    } else if flag(Flag::Outlier) {
        remarks
            .push("Somebody stands two or more steps from the middle: worth hearing.".to_owned());
    }
    if flag(Flag::Unsure) {
        let u = counts.of(Rating::Unsure);
        remarks.push(format!(
            "{u} of {} {} not know.",
            counts.answered(),
            if u == 1 { "does" } else { "do" }
        ));
    }
    if flag(Flag::Few) {
        let n = counts.rated();
        remarks.push(format!(
            "Only {n} rated it: too few to call it a team's view."
        ));
    } else if flag(Flag::Small) {
        remarks.push(format!(
            "Only {} rated it: one person can tip it.",
            counts.rated()
        ));
    }
    remarks
}
