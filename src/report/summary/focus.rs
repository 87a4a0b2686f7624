//! The practices that name vulnerable students: the self-assessment calls them out across all
//! of its parts, students with disabilities in particular.

use crate::model::rubric::Focus;
use crate::report::formats::Page;
use crate::report::results::tally::{PracticeRow, View};
use crate::report::summary::plan::Planned;

/// The section, where the self-assessment marks any practice so. Each practice is in it once.
pub(super) fn section(page: &mut Page, view: &View<'_>, plan: Option<Planned<'_>>) {
    let mut told: Vec<usize> = Vec::new();
    for focus in Focus::ALL {
        let rows: Vec<PracticeRow<'_>> = view
            .rows()
            .filter(|row| row.practice.focus.contains(&focus))
            .filter(|row| !told.contains(&row.number))
            .collect();
        if rows.is_empty() {
            continue;
        }
        if told.is_empty() {
            page.heading(
                2,
                "Students with disabilities and other vulnerable students",
            );
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
    let planned = plan.map_or_else(String::new, |plan| match plan.number(row.number - 1) {
        Some(number) => format!(", No. {number} in the plan"),
        None if plan.plan.defer(row.number - 1).is_some() => ", on hold in the plan".to_owned(),
        None if plan
            .plan
            .continues
            .iter()
            .any(|c| c.practice == row.number - 1) =>
        {
            ", continued in the plan".to_owned()
        }
        None if plan.plan.actions.iter().any(|a| a.serves(row.number - 1)) => {
            ", dropped from the plan".to_owned()
        }
        None => ", not in the plan".to_owned(),
    });
    format!("{}: {}{planned}", row.named(), row.standing.words())
}
