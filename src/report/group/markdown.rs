//! Groups as a section of a Markdown page.

use std::fmt::Write as _;

use crate::model::group::Group;
use crate::model::rating::Rating;
use crate::report::escape;
use crate::report::group::{GroupView, SIDE_BY_SIDE, how_many};

/// The section with its heading (`## By role`), and a blank line at the end.
#[must_use]
pub fn section(view: &GroupView<'_>) -> String {
    let mut out = format!("## By {}\n\n", view.by.word());
    if let Some(why) = view.why_none() {
        let _ = write!(out, "{why}\n\n");
        return out;
    }
    differences(&mut out, view);
    out.push_str("The middle answer of each group, and how many of it rated.");
    if let Some(hidden) = view.on_hidden() {
        let _ = write!(out, " {hidden}");
    }
    out.push_str("\n\n");
    for groups in view.shown().chunks(SIDE_BY_SIDE) {
        table(&mut out, view, groups);
    }
    out
}

fn differences(out: &mut String, view: &GroupView<'_>) {
    let found = view.differences();
    let _ = write!(out, "{}\n\n", view.on_differences(!found.is_empty()));
    for told in &found {
        let sides = told.sides.map(|(name, position, rated)| {
            let label = view.rubric.labels.of(position);
            let [name, label] = [name, label].map(escape::markdown);
            format!("{name} says {label} ({rated} rated)")
        });
        let title = escape::markdown(told.title);
        let _ = writeln!(
            out,
            "- {title} (practice {}): {}.",
            told.number,
            sides.join(", ")
        );
    }
    if !found.is_empty() {
        out.push('\n');
    }
}

fn table(out: &mut String, view: &GroupView<'_>, groups: &[Group]) {
    out.push_str("| No. | Practice |");
    for group in groups {
        let name = escape::markdown(&group.name);
        let _ = write!(out, " {name} ({}) |", group.respondents);
    }
    let _ = writeln!(out, "\n|--:|:--|{}", ":--|".repeat(groups.len()));
    for (index, practice) in view.rubric.practices().iter().enumerate() {
        let title = escape::markdown(&practice.title);
        let _ = write!(out, "| {} | {title} |", index + 1);
        for group in groups {
            let cell = group.cells[index].map_or_else(
                || "-".to_owned(),
                |cell| {
                    let label = |r: Rating| escape::markdown(view.rubric.labels.of(r));
                    let position = cell.position.map_or_else(String::new, label);
                    format!("{position}, {}", how_many(cell))
                },
            );
            let _ = write!(out, " {cell} |");
        }
        out.push('\n');
    }
    out.push('\n');
}
