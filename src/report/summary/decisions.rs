//! What the team agreed: settled ratings, decisions and notes, and what is undecided.

use crate::model::assessment::Decision;
use crate::model::finding::Class;
use crate::report::formats::Page;
use crate::report::formats::words::text;
use crate::report::results::tally::{PracticeRow, View};

pub(in crate::report) fn section(page: &mut Page, view: &View<'_>) {
    let settled: Vec<PracticeRow<'_>> = view.rows().filter(|row| is_settled(*row)).collect();
    if settled.is_empty() {
        return;
    }
    page.heading(2, "What the team agreed");
    let labels = &view.rubric.labels;
    let rows: Vec<Vec<String>> = settled
        .iter()
        .map(|row| {
            let a = row.assessed;
            let alone = row.answers_alone();
            let mark =
                alone.map_or_else(String::new, |alone| format!("the answers alone: {alone}"));
            vec![
                row.number.to_string(),
                text(&row.practice.title),
                a.agreed.map_or_else(String::new, |r| text(labels.of(r))),
                a.decision.map_or("", Decision::words).to_owned(),
                mark,
            ]
        })
        .collect();
    let head = ["No.", "Practice", "Agreed", "Decision", "Remark"].map(str::to_owned);
    page.table(head.to_vec(), vec![true, false, false, false, false], rows);
    // The others' notes are where the practices are listed.
    let notes: Vec<String> = settled
        .iter()
        .filter(|row| row.standing == Class::NoAnswers && !row.assessed.notes.is_empty())
        .map(|row| {
            format!(
                "**{} (practice {}):** {}",
                text(&row.practice.title),
                row.number,
                text(&row.assessed.notes)
            )
        })
        .collect();
    if !notes.is_empty() {
        page.heading(3, "Notes from the debrief");
        page.items(notes);
    }
    undecided(page, view);
}

fn is_settled(row: PracticeRow<'_>) -> bool {
    let a = row.assessed;
    a.agreed.is_some() || a.decision.is_some() || !a.notes.is_empty()
}

fn undecided(page: &mut Page, view: &View<'_>) {
    let open: Vec<String> = view
        .rows()
        .filter(|row| {
            let asks = matches!(
                row.standing,
                Class::Split | Class::Improve | Class::UrgentGap | Class::DontKnow
            );
            asks && (row.assessed.agreed.is_none() || row.assessed.decision.is_none())
        })
        .map(|row| {
            let missing = match (row.assessed.agreed, row.assessed.decision) {
                (None, None) => "no agreed rating and no decision",
                (None, Some(_)) => "no agreed rating",
                _ => "no decision",
            };
            format!(
                "{} (practice {}): {missing}",
                text(&row.practice.title),
                row.number
            )
        })
        .collect();
    page.heading(3, "Still undecided");
    if open.is_empty() {
        page.paragraph("Nothing. Every gap, difference of opinion, and unknown has an agreed rating and a decision.");
    } else {
        page.items(open);
    }
}
