//! For people: a table of at most 80 columns, and Markdown.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};

use crate::model::plan::Goal;
use crate::model::plan::status::State;
use crate::report::formats::escape;
use crate::report::formats::terminal::{self, Column, Room, WIDTH};
use crate::report::results::plan::goal::numbers;
use crate::report::results::plan::{EntryRow, Standing, when, word};
use crate::text::shortened;

/// So many characters of what is done are shown in a terminal.
const MOST_OF_TEXT: usize = 120;

/// The table. Styled; whoever prints it takes the styles off where nobody would see
/// them.
#[must_use]
pub fn table(standing: &Standing<'_>, by_owner: bool) -> String {
    let mut out = String::new();
    let mut lines = vec![standing.heading().to_owned(), standing.summary()];
    lines.extend(standing.next_review());
    lines.extend(
        standing
            .goals()
            .map(|goal| format!("Goal: {}", said(standing, goal))),
    );
    for line in lines {
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
        out.push_str(&rows_of(&rows, by_owner));
    }
    out
}

fn rows_of(rows: &[&EntryRow<'_>], by_owner: bool) -> String {
    let plain = |text: &str| escape::terminal(text).into_owned();
    let cells = rows.iter().map(|row| {
        let mut cells = vec![plain(&row.short_due()), styled(row, by_owner)];
        if !by_owner {
            cells.push(plain(&short(row.owner.unwrap_or_default())));
        }
        let mut what = vec![plain(&short(&row.what))];
        what.extend(more(row).map(|(name, text)| plain(&format!("{name}: {}", short(text)))));
        cells.push(what.join("\n"));
        cells
    });
    // The same in every group, so that columns stand below each other.
    let wide = |width| Column::text("", Room::Exactly(width));
    let mut columns = vec![wide(15), wide(15)];
    if !by_owner {
        columns.push(wide(20));
    }
    columns.push(Column::text("", Room::Rest));
    terminal::table(&columns, cells.collect())
}

/// How late or how soon, red when late; by owner also what is done or dropped.
fn styled(row: &EntryRow<'_>, by_owner: bool) -> String {
    let text = if by_owner { word(row) } else { when(row) };
    let style = match row.state {
        _ if cfg!(target_family = "wasm") => Style::new(),
        State::Overdue => AnsiColor::Red.on_default(),
        State::DueSoon => AnsiColor::Yellow.on_default(),
        _ => Style::new(),
    };
    format!("{style}{text}{style:#}")
}

/// A goal and its numbers, as of the day.
fn said(standing: &Standing<'_>, goal: &Goal) -> String {
    match numbers(goal, standing.today) {
        numbers if numbers.is_empty() => goal.what.clone(),
        numbers => format!("{}: {numbers}", goal.what),
    }
}

/// What else is said of an entry that is not over.
fn more<'p>(row: &EntryRow<'p>) -> impl Iterator<Item = (&'static str, &'p str)> + use<'p> {
    let measure = row.measure.filter(|_| !row.is_over());
    [("Progress", row.progress), ("Measure", measure)]
        .into_iter()
        .filter_map(|(name, text)| Some((name, text?)))
}

fn short(text: &str) -> String {
    shortened(text, MOST_OF_TEXT)
}

/// The Markdown.
#[must_use]
pub fn markdown(standing: &Standing<'_>, by_owner: bool) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "# {}\n", escape::markdown(standing.heading()));
    let _ = writeln!(out, "{}", escape::markdown(&standing.summary()));
    if let Some(next) = standing.next_review() {
        let _ = writeln!(out, "\n{}", escape::markdown(&next));
    }
    let goals: Vec<String> = standing.goals().map(|goal| said(standing, goal)).collect();
    if !goals.is_empty() {
        let _ = writeln!(out, "\n## Goals\n");
    }
    for goal in goals {
        let _ = writeln!(out, "- {}", escape::markdown(&goal));
    }
    for (heading, rows) in standing.groups(by_owner) {
        let _ = writeln!(out, "\n## {}\n", escape::markdown(&heading));
        let mut columns = vec!["Due", "", "Owner", "What", "Progress", "Measure of success"];
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
            let mut cells = vec![row.short_due(), escape::markdown(&word(row))];
            if !by_owner {
                cells.push(escape::markdown(row.owner.unwrap_or_default()));
            }
            let texts = [Some(row.what.as_str()), row.progress, row.measure];
            cells.extend(texts.map(|text| escape::markdown(text.unwrap_or_default())));
            let _ = writeln!(out, "| {} |", cells.join(" | "));
        }
    }
    out
}
