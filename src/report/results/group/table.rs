//! Groups for a terminal: a column for each under a letter, and a line that says whose
//! letter it is. Fits 80 columns; many groups go into several tables.

use std::fmt::Write as _;

use anstyle::Style;

use crate::model::group::{Group, GroupCell};
use crate::model::letters::letters;
use crate::report::formats::escape;
use crate::report::formats::terminal::{self, Column, Room, wrap};
use crate::report::results::group::{GroupView, SIDE_BY_SIDE};
use crate::report::results::tally::table::MARKS;

/// The section, to stand below a tally, whose legend says what S, O, B and G are.
#[must_use]
pub fn text(view: &GroupView<'_>) -> String {
    let mut out = String::new();
    if let Some(why) = view.why_none() {
        wrap(&mut out, "", &why);
        return out;
    }
    let bold = Style::new().bold();
    let _ = writeln!(out, "{bold}BY {}{bold:#}", view.by.word().to_uppercase());
    for (at, group) in view.shown().iter().enumerate() {
        let name = escape::terminal(&group.name);
        let people = group.respondents;
        wrap(
            &mut out,
            &format!("{:<3}", letters(at)),
            &format!("{name}, {people} people"),
        );
    }
    wrap(
        &mut out,
        "",
        "Each cell shows the middle answer, how many people rated, and (after ?) how many are unsure.",
    );
    if let Some(hidden) = view.on_hidden() {
        wrap(&mut out, "", &hidden);
    }
    for (block, groups) in view.shown().chunks(SIDE_BY_SIDE).enumerate() {
        out.push('\n');
        out.push_str(&table(view, groups, block * SIDE_BY_SIDE));
    }
    out.push('\n');
    differences(&mut out, view);
    out
}

fn differences(out: &mut String, view: &GroupView<'_>) {
    let found = view.differences();
    wrap(out, "", view.on_differences(!found.is_empty()));
    for told in &found {
        let text = format!("{}: {}.", told.title, view.say(told, str::to_owned));
        wrap(
            out,
            &format!("{:>3} ", told.number),
            &escape::terminal(&text),
        );
    }
}

fn table(view: &GroupView<'_>, groups: &[Group], first: usize) -> String {
    let heads: Vec<String> = (first..first + groups.len()).map(letters).collect();
    let mut columns = vec![
        Column::number(""),
        Column::text("Practice", Room::Rest).gap(2),
    ];
    let of_groups = heads
        .iter()
        .map(|head| Column::text(head, Room::Content).gap(2));
    columns.extend(of_groups);
    let practices = view.rubric.practices().iter().enumerate();
    let rows = practices.map(|(index, practice)| {
        let title = escape::terminal(&practice.title).into_owned();
        let cells = groups.iter().map(|group| words(group.cells[index]));
        [(index + 1).to_string(), title]
            .into_iter()
            .chain(cells)
            .collect()
    });
    terminal::table(&columns, rows.collect())
}

/// `S 6`, `S 6 ?1`, or `-` for what is hidden.
fn words(cell: Option<GroupCell>) -> String {
    let Some(cell) = cell else {
        return "-".to_owned();
    };
    let mark = cell.position.map_or("", |p| MARKS[p.index()].0);
    match cell.unsure {
        0 => format!("{mark} {}", cell.rated),
        unsure => format!("{mark} {} ?{unsure}", cell.rated),
    }
}
