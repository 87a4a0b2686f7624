//! The practices that name vulnerable students: the self-assessment calls them out across all
//! of its parts, students with disabilities in particular.

use crate::model::rubric::Focus;
use crate::report::formats::Page;
use crate::report::results::tally::{PracticeRow, View};
use crate::report::summary::plan::Planned;

/// The section, where the self-assessment marks any practice so. Each practice is in it once.
pub(super) fn section(page: &mut Page, view: &View<'_>, plan: Option<Planned<'_>>) {
    const HEADING: &str = "Students with disabilities and other vulnerable students";
    let mut told: Vec<usize> = Vec::new();
    for focus in Focus::ALL {
        let rows = view.rows();
        let rows = rows.filter(|row| row.practice.focus.contains(&focus));
        let rows = rows.filter(|row| !told.contains(&row.number));
        let rows: Vec<PracticeRow<'_>> = rows.collect();
        if rows.is_empty() {
            continue;
        }
        if told.is_empty() {
            page.heading(2, HEADING);
            page.paragraph(
                "The self-assessment names these students. For each practice, ask whether it reaches them.",
            );
        }
        told.extend(rows.iter().map(|row| row.number));
        page.paragraph(match focus {
            Focus::Disabilities => "**Practices that name students with disabilities:**",
            Focus::Vulnerable => "**Practices that name other vulnerable students:**",
        });
        page.items(rows.into_iter().map(|row| line(row, plan)));
    }
}

fn line(row: PracticeRow<'_>, plan: Option<Planned<'_>>) -> String {
    let line = format!("{}: {}", row.named(), row.standing.words());
    let Some(planned) = plan else { return line };
    let (plan, practice) = (planned.plan, row.number - 1);
    let is_continued = || plan.continues.iter().any(|c| c.practice == practice);
    match planned.number(practice) {
        Some(number) => format!("{line}, No. {number} in the plan"),
        None if plan.defer(practice).is_some() => line + ", on hold in the plan",
        None if is_continued() => line + ", continued in the plan",
        None if plan.actions.iter().any(|a| a.serves(practice)) => line + ", dropped from the plan",
        None => line + ", not in the plan",
    }
}
