//! A comparison for a terminal: what changed first. Fits 80 columns.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use comfy_table::{
    Cell, CellAlignment, ColumnConstraint, ContentArrangement, Table, Width, presets,
};

use crate::model::comparison::{Compared, sole_rating};
use crate::model::tally::Counts;
use crate::report::doc::escape;
use crate::report::of::diff::sections::Section;
use crate::report::of::diff::{DiffView, delta, rated, steps, unsure};
use crate::report::of::tally::table::{WIDTH, wrap};

/// The most columns that the two answers take, or each of two people's.
const POSITIONS: u16 = 22;
const ANSWER: u16 = 17;

/// The whole text; with the practices that show no change where `all`. Styled; whoever
/// prints it takes the styles off where nobody would see them.
#[must_use]
pub fn text(view: &DiffView<'_>, all: bool) -> String {
    let mut out = String::new();
    wrap(&mut out, "", &escape::terminal(&view.rubric.title));
    for (name, heading) in view.headings() {
        let lead = format!("{:<8}", format!("{name}:"));
        wrap(&mut out, &lead, &escape::terminal(&heading));
    }
    wrap(&mut out, "", &view.summary());
    let sections = view.sections(all);
    if !sections.is_empty() {
        out.push('\n');
        for line in table(view, &sections).to_string().lines() {
            let _ = writeln!(out, "{}", line.trim_end());
        }
    }
    out.push('\n');
    let left_out = view.left_out();
    if !all && !left_out.is_empty() {
        let text = format!("{} Use --all to list every practice.", left_out.join(" "));
        wrap(&mut out, "", &text);
    }
    wrap(&mut out, "", view.comparison.caution());
    let legend = if view.comparison.two_people {
        "Steps: how far the second answer is from the first, from +3 (much better) to -3 (much worse)."
    } else {
        "Delta compares every old rating with every new one: the share that got better minus the share that got worse, from -1 to +1."
    };
    wrap(&mut out, "", legend);
    out
}

fn table(view: &DiffView<'_>, sections: &[Section<'_>]) -> Table {
    let people = view.comparison.two_people;
    let mut table = Table::new();
    table
        .load_style(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(WIDTH);
    #[cfg(not(target_family = "wasm"))]
    table.enforce_styling();
    let right = |text: &str| Cell::new(text).set_alignment(CellAlignment::Right);
    table.set_header(if people {
        vec![
            Cell::new(""),
            Cell::new("Practice"),
            Cell::new("First"),
            Cell::new("Second"),
            right("Steps"),
        ]
    } else {
        vec![
            Cell::new(""),
            Cell::new("Practice"),
            Cell::new("Middle answer"),
            right("Rated"),
            right("Unsure"),
            right("Delta"),
        ]
    });
    for section in sections {
        let style = style(section.title);
        let title = section.title.to_uppercase();
        table.add_row([Cell::new(""), Cell::new(format!("{style}{title}{style:#}"))]);
        for practice in &section.practices {
            let mut cells = vec![
                right(&DiffView::number(practice)),
                Cell::new(escape::terminal(view.title(practice))),
            ];
            cells.extend(if people {
                answers(view, practice)
            } else {
                changes(view, practice)
            });
            table.add_row(cells);
        }
    }
    for (at, column) in table.column_iter_mut().enumerate() {
        column.set_padding((0, 1));
        match (at, people) {
            (1, _) => {}
            (2 | 3, true) => {
                column.set_constraint(ColumnConstraint::UpperBoundary(Width::Fixed(ANSWER)));
            }
            (2, false) => {
                column.set_constraint(ColumnConstraint::UpperBoundary(Width::Fixed(POSITIONS)));
            }
            _ => {
                column.set_constraint(ColumnConstraint::ContentWidth);
            }
        }
    }
    table
}

fn answers(view: &DiffView<'_>, practice: &Compared) -> Vec<Cell> {
    let answer = |side: Option<Counts>| {
        let rating = side.and_then(|counts| sole_rating(&counts));
        Cell::new(escape::terminal(view.label_of(rating)))
    };
    vec![
        answer(practice.old),
        answer(practice.new),
        Cell::new(steps(practice)).set_alignment(CellAlignment::Right),
    ]
}

fn changes(view: &DiffView<'_>, practice: &Compared) -> Vec<Cell> {
    let [old, new] = [practice.old, practice.new].map(|side| view.position(side));
    let [before, after] = [old, new].map(escape::terminal);
    let words = if old == new {
        format!("{before}, same")
    } else {
        format!("{before} ->\n{after}")
    };
    let mut cells = vec![Cell::new(words)];
    let numbers = [rated, unsure, delta].map(|words| words(practice));
    cells.extend(numbers.map(|text| Cell::new(text).set_alignment(CellAlignment::Right)));
    cells
}

fn style(title: &str) -> Style {
    if cfg!(target_family = "wasm") {
        return Style::new();
    }
    let style = Style::new().bold();
    match title {
        "Improved" => style.fg_color(Some(AnsiColor::Green.into())),
        "Declined" => style.fg_color(Some(AnsiColor::Red.into())),
        _ => style,
    }
}
