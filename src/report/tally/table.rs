//! A tally for a terminal: practices by ingredient, five counts and the blanks, a bar,
//! a word; then the four lists. Fits 80 columns.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use comfy_table::{
    Cell, CellAlignment, ColumnConstraint, ContentArrangement, Table, Width, presets,
};

use unicode_width::UnicodeWidthStr;

use crate::model::finding::{Class, Finding, Flag};
use crate::model::rating::{Labels, Rating};
use crate::model::tally::Counts;
use crate::report::tally::{Order, View};
use crate::report::{escape, group};

/// The widest that a table may be, in columns.
pub const WIDTH: u16 = 80;
/// How many cells a bar has.
pub(in crate::report) const BAR: u32 = 10;
/// The head of each column of counts, and its part of the bar.
pub(in crate::report) const MARKS: [(&str, char); 5] = [
    ("S", '\u{2588}'),
    ("O", '\u{2593}'),
    ("B", '\u{2592}'),
    ("G", '\u{2591}'),
    ("?", '\u{b7}'),
];
const COLOURS: [AnsiColor; 5] = [
    AnsiColor::Green,
    AnsiColor::Cyan,
    AnsiColor::Yellow,
    AnsiColor::Red,
    AnsiColor::BrightBlack,
];

/// The whole text. Styled; whoever prints it takes the styles off where nobody would
/// see them.
#[must_use]
pub fn text(view: &View<'_>, order: Order) -> String {
    let mut out = String::new();
    heading(&mut out, view);
    for line in table(view, order).to_string().lines() {
        let _ = writeln!(out, "{}", line.trim_end());
    }
    out.push('\n');
    legend(&mut out, &view.rubric.labels);
    for (name, list) in view.lists() {
        let numbers: Vec<String> = list.iter().map(|i| (i + 1).to_string()).collect();
        let numbers = if numbers.is_empty() {
            "none".to_owned()
        } else {
            numbers.join(", ")
        };
        let lead = format!("{name:<24}");
        wrap(&mut out, &lead, &numbers);
    }
    if let Some(groups) = &view.groups {
        let _ = write!(out, "\n{}", group::table::text(groups));
    }
    out
}

fn heading(out: &mut String, view: &View<'_>) {
    wrap(out, "", &escape::terminal(&view.rubric.title));
    if let Some(whose) = view.whose() {
        wrap(out, "", &escape::terminal(&whose));
    }
    wrap(out, "", &view.coverage());
    if let Some(small) = view.small_team() {
        wrap(out, "", small);
    }
    out.push('\n');
}

/// A paragraph; `lead` stands before the first line and is left free before the others.
pub(in crate::report) fn wrap(out: &mut String, lead: &str, text: &str) {
    let next = " ".repeat(lead.chars().count());
    let options = textwrap::Options::new(usize::from(WIDTH))
        .initial_indent(lead)
        .subsequent_indent(&next);
    let _ = writeln!(out, "{}", textwrap::fill(text, options));
}

fn table(view: &View<'_>, order: Order) -> Table {
    let mut table = Table::new();
    table
        .load_style(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(WIDTH)
        .enforce_styling();
    let mut head = vec![Cell::new(""), Cell::new("Practice")];
    head.extend(MARKS.map(|(mark, _)| Cell::new(mark).set_alignment(CellAlignment::Right)));
    head.extend([
        Cell::new("-").set_alignment(CellAlignment::Right),
        Cell::new(""),
        Cell::new("In a word"),
    ]);
    table.set_header(head);
    let bold = Style::new().bold();
    if order == Order::Survey {
        for ingredient in &view.rubric.ingredients {
            table.add_row([
                Cell::new(""),
                Cell::new(format!(
                    "{bold}{}{bold:#}",
                    escape::terminal(&ingredient.title).to_uppercase()
                )),
            ]);
            for index in ingredient.practices.clone() {
                table.add_row(cells(view, index));
            }
        }
    } else {
        for index in view.ordered(order) {
            table.add_row(cells(view, index));
        }
    }
    for (at, column) in table.column_iter_mut().enumerate() {
        column.set_padding((0, 1));
        if at == 8 {
            column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(BAR as u16 + 1)));
        } else if at != 1 {
            column.set_constraint(ColumnConstraint::ContentWidth);
        }
    }
    table
}

fn cells(view: &View<'_>, index: usize) -> Vec<Cell> {
    let row = view.row(index);
    let counts = row.assessed.counts;
    let right = |text: String| Cell::new(text).set_alignment(CellAlignment::Right);
    let mut cells = vec![
        right(row.number.to_string()),
        Cell::new(escape::terminal(&row.practice.title)),
    ];
    for count in counts.by_rating().into_iter().chain([counts.unanswered]) {
        cells.push(right(if count == 0 {
            ".".to_owned()
        } else {
            count.to_string()
        }));
    }
    cells.push(Cell::new(bar(&counts)));
    let style = style(row.finding);
    cells.push(Cell::new(format!(
        "{style}{}{style:#}",
        view.word(row.finding)
    )));
    cells
}

/// The colour of a class.
pub(in crate::report) fn style(finding: &Finding) -> Style {
    let colour = match finding.class {
        Class::Strength => AnsiColor::Green,
        Class::UrgentGap => AnsiColor::Red,
        Class::Split => AnsiColor::Magenta,
        Class::DontKnow if finding.has(Flag::KnownUrgent) => AnsiColor::Red,
        Class::Improve => AnsiColor::Yellow,
        Class::DontKnow | Class::Maintain | Class::NoAnswers => return Style::new(),
    };
    colour.on_default()
}

impl View<'_> {
    /// The class in a word or two; one that waits for no survey says so.
    pub(in crate::report) fn word(&self, finding: &Finding) -> String {
        let urgent = if finding.has(Flag::KnownUrgent) {
            ", urgent"
        } else {
            ""
        };
        format!("{}{urgent}", finding.class.short())
    }
}

/// The answers as a bar of [`BAR`] cells, each rating's part by the largest remainders.
pub(in crate::report) fn bar(counts: &Counts) -> String {
    let answered = u64::from(counts.answered());
    if answered == 0 {
        return String::new();
    }
    let scaled = counts.by_rating().map(|n| u64::from(n) * u64::from(BAR));
    let mut cells = scaled.map(|n| n / answered);
    let mut left = u64::from(BAR) - cells.iter().sum::<u64>();
    let mut by_remainder: Vec<usize> = (0..cells.len()).collect();
    by_remainder.sort_by_key(|i| std::cmp::Reverse(scaled[*i] % answered));
    for index in by_remainder {
        if left > 0 && scaled[index] % answered > 0 {
            cells[index] += 1;
            left -= 1;
        }
    }
    let mut bar = String::new();
    for (rating, cells) in Rating::ALL.iter().zip(cells) {
        if cells > 0 {
            let style = COLOURS[rating.index()].on_default();
            let part: String = (0..cells).map(|_| MARKS[rating.index()].1).collect();
            let _ = write!(bar, "{style}{part}{style:#}");
        }
    }
    bar
}

/// What the marks of counts mean, as many on a line as fit.
pub(in crate::report) fn legend(out: &mut String, labels: &Labels) {
    let parts = Rating::ALL.iter().map(|r| {
        let (mark, part) = MARKS[r.index()];
        format!("{mark} {part} {}", escape::terminal(labels.of(*r)))
    });
    let mut line = String::new();
    for part in parts.chain(["- unanswered".to_owned()]) {
        if !line.is_empty() && line.width() + 3 + part.width() > usize::from(WIDTH) {
            let _ = writeln!(out, "{line}");
            line.clear();
        }
        if !line.is_empty() {
            line.push_str("   ");
        }
        line.push_str(&part);
    }
    let _ = write!(out, "{line}\n\n");
}
