//! What the team agreed: settled ratings, decisions and notes, and what is undecided.

use crate::model::assessment::Decision;
use crate::model::settled::left_to_settle;
use crate::report::formats::Page;
use crate::report::results::tally::{PracticeRow, View};

pub(super) fn section(page: &mut Page, view: &View<'_>) {
    let is_settled =
        |row: &PracticeRow<'_>| row.assessed.is_settled() || !row.assessed.notes.is_empty();
    let settled: Vec<PracticeRow<'_>> = view.rows().filter(is_settled).collect();
    if settled.is_empty() {
        return;
    }
    page.heading(2, "What the team agreed");
    let rows = settled.iter().map(|row| {
        let agreed = row.assessed.agreed.map(|r| row.label(r));
        let alone = row.answers_alone();
        let alone = alone.map(|alone| format!("the answers alone: {alone}"));
        vec![
            row.number.to_string(),
            row.title(),
            agreed.unwrap_or_default(),
            row.assessed.decision.map_or("", Decision::words).to_owned(),
            alone.unwrap_or_default(),
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

/// What is missing of a practice that is left to settle.
fn undecided(row: PracticeRow<'_>) -> String {
    let missing = match (row.assessed.agreed, row.assessed.decision) {
        (None, None) => "no agreed rating and no decision",
        (None, Some(_)) => "no agreed rating",
        (Some(_), _) => "no decision",
    };
    format!("{}: {missing}", row.named())
}
