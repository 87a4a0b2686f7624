//! What the team agreed: settled ratings, decisions and notes, and what is undecided.

use crate::model::assessment::Decision;
use crate::model::settled::left_to_settle;
use crate::report::formats::Page;
use crate::report::results::tally::{PracticeRow, View};

pub(super) fn section(page: &mut Page, view: &View<'_>) {
    let settled: Vec<PracticeRow<'_>> = view.rows().filter(|row| is_settled(*row)).collect();
    if settled.is_empty() {
        return;
    }
    page.heading(2, "What the team agreed");
    let rows = settled.iter().map(|row| {
        let alone = row.answers_alone();
        vec![
            row.number.to_string(),
            row.title(),
            row.assessed
                .agreed
                .map_or_else(String::new, |r| row.label(r)),
            row.assessed.decision.map_or("", Decision::words).to_owned(),
            alone.map_or_else(String::new, |alone| format!("the answers alone: {alone}")),
        ]
    });
    let head = ["No.", "Practice", "Agreed", "Decision", "Remark"];
    page.table(head, [0], rows);
    page.heading(3, "Still undecided");
    let open = left_to_settle(view.assessment);
    if open.is_empty() {
        page.paragraph(
            "Nothing. The team has settled every gap, difference of opinion, and unknown.",
        );
    }
    page.items(view.rows_of(&open).map(undecided));
}

fn is_settled(row: PracticeRow<'_>) -> bool {
    let a = row.assessed;
    a.is_settled() || !a.notes.is_empty()
}

/// What is missing of a practice that is left to settle.
fn undecided(row: PracticeRow<'_>) -> String {
    let missing = match (row.assessed.agreed, row.assessed.decision) {
        (None, None) => "no agreed rating and no decision",
        (None, Some(_)) => "no agreed rating",
        (Some(_), _) => "no decision",
    };
    format!("{}: {missing}", row.named())
}
