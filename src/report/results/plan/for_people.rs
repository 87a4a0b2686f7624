//! For people: a table of at most 80 columns, and Markdown.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};

use crate::model::plan::Goal;
use crate::model::plan::status::State;
use crate::report::formats::inline::text;
use crate::report::formats::table::{Column, Room, TableCell};
use crate::report::formats::terminal::{self, WIDTH};
use crate::report::formats::{Page, Rule, escape, markdown};
use crate::report::results::plan::goal::numbers;
use crate::report::results::plan::{EntryRow, Standing, when, word};
use crate::text::{on_one_line, shortened};

/// So many characters of what is done are shown in a terminal.
const MOST_OF_TEXT: usize = 120;

/// The table. Styled; whoever prints it takes the styles off where nobody would see
/// them.
pub fn table(standing: &Standing<'_>, by_owner: bool) -> String {
    let mut out = String::new();
    let mut lines = vec![standing.plan.heading(), standing.summary()];
    lines.extend(standing.next_review());
    let goals = standing.goals();
    lines.extend(goals.map(|goal| format!("Goal: {}", said(standing, goal))));
    for line in lines {
        let line = textwrap::fill(&escape::terminal(&on_one_line(&line)), usize::from(WIDTH));
        let _ = writeln!(out, "{line}");
    }
    let bold = Style::new().bold();
    for (heading, rows) in standing.groups(by_owner) {
        let heading = short(&heading);
        let _ = writeln!(out, "\n{bold}{}{bold:#}", escape::terminal(&heading));
        let rows = rows.iter().map(|row| cells(row, by_owner));
        out.push_str(&terminal::table(&columns(by_owner), rows.collect()));
    }
    out
}

/// The columns, the same in every group, so that they stand below each other in a terminal.
fn columns(by_owner: bool) -> Vec<Column> {
    let wide = |head: &str, width| Column::text(head).short("").room(Room::Exactly(width));
    let mut columns = vec![wide("Due", 15), wide("", 15)];
    if !by_owner {
        columns.push(wide("Owner", 20));
    }
    columns.push(Column::text("What").short("").room(Room::Rest));
    let more = ["Progress", "Measure of success"].map(Column::text);
    columns.extend(more.map(Column::only_on_page));
    columns
}

/// What stands in them. In a terminal texts are shorter, and what else is said of an entry that is
/// not over is below what is done.
fn cells(row: &EntryRow<'_>, by_owner: bool) -> Vec<TableCell> {
    let said = |shown: &str| TableCell::new(escape::terminal(&short(shown)), text(shown));
    // How late or how soon, red when late; by owner and on pages also what is done or dropped.
    let style = match row.state {
        State::Overdue => AnsiColor::Red.on_default(),
        State::DueSoon => AnsiColor::Yellow.on_default(),
        _ => Style::new(),
    };
    let soon = match row.state {
        // No heading says in a terminal that the date before is when it was due.
        State::Done if row.done.is_none() && row.due().is_some() => "was due".to_owned(),
        State::Done => word(row),
        _ if by_owner => word(row),
        _ => when(row),
    };
    let mut cells = vec![
        TableCell::own(row.short_due()),
        TableCell::new(soon, word(row)).styled(style),
    ];
    if !by_owner {
        cells.push(said(row.owner.unwrap_or_default()));
    }
    let mut what = said(&row.what);
    let measure = row.measure.filter(|_| !row.is_over());
    for (name, text) in [("Progress", row.progress), ("Measure", measure)] {
        if let Some(text) = text {
            let more = format!("{name}: {}", short(text));
            what.short = what.short + "\n" + &escape::terminal(&more);
        }
    }
    cells.push(what);
    cells.extend([row.progress, row.measure].map(|text| said(text.unwrap_or_default())));
    cells
}

/// A goal and its numbers, as of the day.
fn said(standing: &Standing<'_>, goal: &Goal) -> String {
    match numbers(goal, standing.today) {
        numbers if numbers.is_empty() => goal.what.clone(),
        numbers => format!("{}: {numbers}", goal.what),
    }
}

/// A text of one line or several as a cell has it.
fn short(text: &str) -> String {
    shortened(&on_one_line(text), MOST_OF_TEXT)
}

/// The Markdown.
pub fn markdown(standing: &Standing<'_>, by_owner: bool) -> String {
    let mut page = Page::new(false);
    page.heading_of(1, &standing.plan.heading());
    page.paragraph(standing.summary());
    page.paragraphs(standing.next_review());
    let goals = standing.goals().map(|goal| text(&said(standing, goal)));
    page.list(2, "Goals", goals);
    for (heading, rows) in standing.groups(by_owner) {
        page.heading_of(2, &heading);
        let rows = rows.iter().map(|row| cells(row, by_owner));
        page.result(&columns(by_owner), Rule::Short, rows);
    }
    markdown::blocks(&page).trim_end().to_owned() + "\n"
}
