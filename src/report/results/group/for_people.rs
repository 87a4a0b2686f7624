//! Groups for people. For a terminal of 80 columns: a column for each under a letter, and a line
//! that says whose letter it is; many groups go into several tables. And as a section of a page.

use std::fmt::Write as _;

use anstyle::Style;

use crate::model::group::grouping::Group;
use crate::model::letters::letters;
use crate::report::formats::inline::text;
use crate::report::formats::table::{Column, TableCell};
use crate::report::formats::terminal::{self, MARKS, wrap};
use crate::report::formats::{Page, Rule, escape};
use crate::report::results::group::GroupView;

/// So many groups stand side by side; more go into another table below.
const SIDE_BY_SIDE: usize = 5;

const CELLS: &str =
    "Each cell shows the middle answer, how many people rated, and (after ?) how many are unsure.";

/// The section, to stand below a tally, whose legend says what S, O, B and G are.
pub fn table(view: &GroupView<'_>) -> String {
    let mut out = String::new();
    if let Some(why) = view.why_none() {
        wrap(&mut out, "", &why);
        return out;
    }
    let bold = Style::new().bold();
    let _ = writeln!(out, "{bold}BY {}{bold:#}", view.by.id().to_uppercase());
    for (at, group) in view.shown.iter().enumerate() {
        let (lead, name) = (letters(at), escape::terminal(&group.name));
        let people = format!("{name}, {} people", group.respondents);
        wrap(&mut out, &format!("{lead:<3}"), &people);
    }
    wrap(&mut out, "", CELLS);
    if let Some(hidden) = view.on_hidden() {
        wrap(&mut out, "", &hidden);
    }
    for (columns, rows) in tables(view) {
        out.push('\n');
        out.push_str(&terminal::table(&columns, rows));
    }
    out.push('\n');
    let found = view.differences();
    wrap(&mut out, "", view.on_differences(!found.is_empty()));
    for one in &found {
        let text = format!("{}: {}.", view.title(one), view.say(one, str::to_owned));
        let lead = format!("{:>3} ", one.practice + 1);
        wrap(&mut out, &lead, &escape::terminal(&text));
    }
    out
}

/// Practices by groups, as many as stand side by side in each table.
fn tables(view: &GroupView<'_>) -> impl Iterator<Item = (Vec<Column>, Vec<Vec<TableCell>>)> {
    let tables = view.shown.chunks(SIDE_BY_SIDE);
    let tables = tables.zip((0..).step_by(SIDE_BY_SIDE));
    tables.map(|(groups, first)| {
        let mut columns = Column::practice(2);
        columns.extend((first..).zip(groups).map(|(at, group)| {
            let head = format!("{} ({})", text(&group.name), group.respondents);
            Column::text(head).short(letters(at)).gap(2)
        }));
        let practices = view.rubric.practices().iter().enumerate();
        let rows = practices.map(|(index, practice)| {
            let mut row = TableCell::practice((index + 1).to_string(), &practice.title);
            row.extend(groups.iter().map(|group| cell(view, group, index)));
            row
        });
        (columns, rows.collect())
    })
}

/// What a group says of a practice: `S 6 ?1`, or `Strength, 6 rated, 1 unsure`.
fn cell(view: &GroupView<'_>, group: &Group, index: usize) -> TableCell {
    let Some(cell) = group.cells[index] else {
        return TableCell::count(None);
    };
    let mark = cell.position.map_or("", |p| MARKS[p.index()].0);
    let position = cell.position.map(|r| text(view.rubric.labels.of(r)));
    let mut short = format!("{mark} {}", cell.rated);
    let mut line = format!("{}, {} rated", position.unwrap_or_default(), cell.rated);
    if cell.unsure > 0 {
        short.push_str(&format!(" ?{}", cell.unsure));
        line.push_str(&format!(", {} unsure", cell.unsure));
    }
    TableCell::new(short, line)
}

/// The section with its heading (`By role`).
pub(in crate::report) fn section(page: &mut Page, view: &GroupView<'_>) {
    page.heading(2, format!("By {}", view.by.id()));
    if let Some(why) = view.why_none() {
        page.paragraph(why);
        return;
    }
    let found = view.differences();
    page.paragraph(view.on_differences(!found.is_empty()));
    page.items(found.iter().map(|one| {
        let (title, sides) = (text(view.title(one)), view.say(one, text));
        format!("{title} (practice {}): {sides}.", one.practice + 1)
    }));
    let hidden = view.on_hidden().map(|hidden| format!(" {hidden}"));
    page.paragraph(format!(
        "Each group's middle answer, and how many people in the group rated.{}",
        hidden.unwrap_or_default()
    ));
    for (columns, rows) in tables(view) {
        page.result(&columns, Rule::Tight, rows);
    }
}

/// What each group says of a practice.
pub(in crate::report) fn of_practice(view: &GroupView<'_>, index: usize) -> Vec<String> {
    let said = |group| cell(view, group, index).line;
    let groups = view.shown.iter();
    groups
        .map(|group| format!("{}: {}", text(&group.name), said(group)))
        .collect()
}
