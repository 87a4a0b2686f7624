//! For people: a table of at most 80 columns, and Markdown.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use comfy_table::{Cell, ColumnConstraint, ContentArrangement, Table, Width, presets};

use crate::model::plan_status::State;
use crate::report::escape;
use crate::report::plan::{Row, Standing, when};

/// The widest that a table may be, in columns.
const WIDTH: u16 = 80;
/// So many characters of what is done are shown in a terminal.
const MOST_OF_TEXT: usize = 120;

/// The table. Styled; whoever prints it takes the styles off where nobody would see
/// them.
#[must_use]
pub fn table(standing: &Standing<'_>, by_owner: bool) -> String {
    let mut out = String::new();
    for line in [standing.heading().to_owned(), standing.summary()] {
        let _ = writeln!(
            out,
            "{}",
            textwrap::fill(&escape::terminal(&line), usize::from(WIDTH))
        );
    }
    let bold = Style::new().bold();
    for (heading, rows) in standing.groups(by_owner) {
        let heading = short(&heading);
        let _ = writeln!(out, "\n{bold}{}{bold:#}", escape::terminal(&heading));
        for line in rows_of(standing, &rows, by_owner).to_string().lines() {
            let _ = writeln!(out, "{}", line.trim_end());
        }
    }
    out
}

fn rows_of(standing: &Standing<'_>, rows: &[&Row<'_>], by_owner: bool) -> Table {
    let mut table = Table::new();
    table
        .load_style(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(WIDTH)
        .enforce_styling();
    for row in rows {
        let plain = |text: &str| Cell::new(escape::terminal(text));
        let mut cells = vec![plain(&due(row)), styled(row, by_owner)];
        if !by_owner {
            cells.push(plain(&short(row.owner)));
        }
        cells.push(plain(&short(&standing.what(row))));
        table.add_row(cells);
    }
    // The same in every group, so that columns stand below each other.
    let mut widths = vec![11, 15];
    if !by_owner {
        widths.push(20);
    }
    for (at, column) in table.column_iter_mut().enumerate() {
        column.set_padding((0, 1));
        if let Some(width) = widths.get(at) {
            column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(*width)));
        }
    }
    table
}

/// How late or how soon, red when late; by owner also what is done or dropped.
fn styled(row: &Row<'_>, by_owner: bool) -> Cell {
    let text = match row.state {
        State::Done | State::Dropped if by_owner => row.state.name().to_owned(),
        _ => when(row),
    };
    let style = match row.state {
        State::Overdue => AnsiColor::Red.on_default(),
        State::DueSoon => AnsiColor::Yellow.on_default(),
        _ => Style::new(),
    };
    Cell::new(format!("{style}{text}{style:#}"))
}

fn due(row: &Row<'_>) -> String {
    row.due.map_or_else(String::new, |due| due.to_string())
}

fn short(text: &str) -> String {
    match text.char_indices().nth(MOST_OF_TEXT) {
        Some((end, _)) => {
            let cut = &text[..end];
            format!(
                "{} ...",
                cut.rsplit_once(' ').map_or(cut, |(words, _)| words)
            )
        }
        None => text.to_owned(),
    }
}

/// The Markdown.
#[must_use]
pub fn markdown(standing: &Standing<'_>, by_owner: bool) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "# {}\n", escape::markdown(standing.heading()));
    let _ = writeln!(out, "{}", escape::markdown(&standing.summary()));
    for (heading, rows) in standing.groups(by_owner) {
        let _ = writeln!(out, "\n## {}\n", escape::markdown(&heading));
        let mut columns = vec!["Due", "", "Owner", "What"];
        if by_owner {
            columns.remove(2);
        }
        let _ = writeln!(
            out,
            "| {} |\n|{}",
            columns.join(" | "),
            " --- |".repeat(columns.len())
        );
        for row in rows {
            let mut cells = vec![due(row), escape::markdown(&word(row))];
            if !by_owner {
                cells.push(escape::markdown(row.owner));
            }
            cells.push(escape::markdown(&standing.what(row)));
            let _ = writeln!(out, "| {} |", cells.join(" | "));
        }
    }
    out
}

fn word(row: &Row<'_>) -> String {
    match row.state {
        State::Done | State::Dropped => row.state.name().to_owned(),
        _ => when(row),
    }
}
