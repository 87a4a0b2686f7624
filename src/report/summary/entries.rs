//! Practices one by one: strengths, gaps, and what to find out, each with what the team agreed
//! now and last year, the answers, what the plan does about it, and what respondents wrote.

use crate::model::assessment::{Assessed, Decision, Quote};
use crate::model::comparison::Side;
use crate::model::finding::Class;
use crate::model::rating::{Labels, Rating};
use crate::report::formats::inline::text;
use crate::report::formats::{Item, Page};
use crate::report::results::tally::{PracticeRow, UNANSWERED, View, too_close};
use crate::report::summary::glance::no_priority;
use crate::report::summary::plan::Planned;
use crate::report::summary::words::said;
use crate::report::summary::{Extras, pictures};
use crate::words::joined_by;

/// Strengths to continue, then what is OK for now, without what a plan does about them.
pub(super) fn strengths(page: &mut Page, view: &View<'_>, extras: &Extras<'_>) {
    let extras = &Extras {
        plan: None,
        ..*extras
    };
    let keep = view.rows_of(&view.debrief.keep);
    let (strengths, ok): (Vec<_>, Vec<_>) = keep.partition(|row| row.standing == Class::Strength);
    page.heading(2, "Strengths to continue");
    if strengths.is_empty() {
        page.paragraph("No practice is a strength yet.");
    }
    entries(page, view, strengths, extras);
    if !ok.is_empty() {
        page.heading(2, "OK for now");
    }
    entries(page, view, ok, extras);
}

/// Gaps and priorities, in the order of concern (docs/method.md).
pub(super) fn gaps(page: &mut Page, view: &View<'_>, extras: &Extras<'_>) {
    page.heading(2, "Gaps and priorities");
    if view.debrief.priorities.is_empty() {
        page.paragraph(no_priority(view));
        return;
    }
    page.paragraph("Listed from most to least concern.");
    page.paragraphs(too_close(view));
    pictures::key(page, view);
    for row in view.rows_of(&view.debrief.priorities) {
        if row.standing != Class::Split {
            entry(page, view, row, extras);
            continue;
        }
        // What is split has its words where both sides are.
        page.heading(3, row.named());
        pictures::bar(page, view, row);
        page.paragraph(said(view, row));
        planned(page, row, extras.plan);
        let has_comments = page.documentation && !row.assessed.documentation.is_empty();
        page.paragraph(match has_comments {
            true => "See \"Differences of opinion\" for both sides and what they wrote.",
            false => "See \"Differences of opinion\" for both sides.",
        });
    }
}

/// What is to be found out, and what those who rated say; then what no one answered.
pub(super) fn find_out(page: &mut Page, view: &View<'_>, extras: &Extras<'_>) {
    let lists = &view.debrief;
    let of = |list| view.rows_of(list).collect();
    if lists.find_out.is_empty() && lists.unanswered.is_empty() {
        page.heading(2, "Find out");
        page.paragraph("The team doesn't need to find out about any practice.");
    }
    for (heading, list) in [
        ("Find out", &lists.find_out),
        (UNANSWERED, &lists.unanswered),
    ] {
        if !list.is_empty() {
            page.heading(2, heading);
            entries(page, view, of(list), extras);
        }
    }
}

/// Several below one heading, with what their bars mean above the first.
fn entries(page: &mut Page, view: &View<'_>, rows: Vec<PracticeRow<'_>>, extras: &Extras<'_>) {
    if !rows.is_empty() {
        pictures::key(page, view);
    }
    for row in rows {
        entry(page, view, row, extras);
    }
}

fn entry(page: &mut Page, view: &View<'_>, row: PracticeRow<'_>, extras: &Extras<'_>) {
    opening(page, row, extras.earlier);
    pictures::bar(page, view, row);
    page.paragraph(said(view, row));
    let written = &row.assessed.documentation;
    let is_planned = planned(page, row, extras.plan);
    if is_planned && page.documentation && !written.is_empty() {
        // Two lists in a row would be one.
        page.paragraph("**How we know:**");
    }
    quotes(page, written, row.labels);
}

/// What the plan does about a practice, where it does anything.
fn planned(page: &mut Page, row: PracticeRow<'_>, plan: Option<Planned<'_>>) -> bool {
    let lines = plan.map_or_else(Vec::new, |plan| plan.for_practice(row.number - 1));
    let is_planned = !lines.is_empty();
    if is_planned {
        page.paragraph("**In the plan:**");
        page.items(lines);
    }
    is_planned
}

/// The heading, the statement, and what the team agreed now and last year.
pub(super) fn opening(page: &mut Page, row: PracticeRow<'_>, earlier: &[Side<'_>]) {
    page.heading(3, row.named());
    page.paragraph(format!("*{}*", text(&row.practice.statement)));
    let settled = settled(row.assessed, row.labels);
    page.paragraphs(settled.map(|settled| format!("**The team {settled}**")));
    let notes = text(&row.assessed.notes);
    if !notes.is_empty() {
        page.paragraph(format!("**Notes from the debrief:** {notes}"));
    }
    page.paragraphs(last_year(row, earlier));
}

/// `agreed on Could be Better and decided to improve it.`
fn settled(assessed: &Assessed, labels: &Labels) -> Option<String> {
    let agreed = |rating: Rating| format!("agreed on {}", text(labels.of(rating)));
    let decided = |decision| match decision {
        Decision::Continue => "decided to continue it".to_owned(),
        Decision::Improve => "decided to improve it".to_owned(),
        Decision::FindOut => "decided to find out more".to_owned(),
        Decision::Watch => "decided to review it next time".to_owned(),
    };
    let parts = [assessed.agreed.map(agreed), assessed.decision.map(decided)];
    joined_by(parts.into_iter().flatten(), " and ").map(|parts| parts + ".")
}

/// What the team made of it in the last of the earlier years, where that is known.
pub(in crate::report) fn last_year(row: PracticeRow<'_>, earlier: &[Side<'_>]) -> Option<String> {
    let last = earlier.last()?;
    let assessed = last.of(&row.practice.id)?;
    let settled = settled(assessed, row.labels).map(|settled| format!("The team {settled}"));
    let notes = Some(&assessed.notes).filter(|notes| !notes.is_empty());
    let notes = notes.map(|notes| format!("Notes: {}", text(notes)));
    let said = joined_by(settled.into_iter().chain(notes), " ")?;
    Some(format!("**{}:** {said}", text(&last.year())))
}

/// What respondents wrote, an item each, whole: a paragraph of it is one here.
pub(in crate::report) fn quotes<'q>(
    page: &mut Page,
    quotes: impl IntoIterator<Item = &'q Quote>,
    labels: &Labels,
) {
    if !page.documentation {
        return;
    }
    page.items(quotes.into_iter().map(|quote| {
        let rating = quote.rating.map(|rating| text(labels.of(rating)));
        let rating = rating.unwrap_or_else(|| "No rating".to_owned());
        let written = quote.text.replace("\r\n", "\n");
        let paragraphs = written.split("\n\n").map(text);
        let mut paragraphs = paragraphs.filter(|paragraph| !paragraph.is_empty());
        let first = paragraphs.next().unwrap_or_default();
        Item {
            line: format!("*{rating}:* {first}"),
            more: paragraphs.collect(),
            below: Vec::new(),
        }
    }));
}
