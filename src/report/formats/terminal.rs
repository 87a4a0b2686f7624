//! Text for a terminal: paragraphs and tables of at most [`WIDTH`] columns.

use std::fmt::Write as _;

use anstyle::Style;
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Width, presets};
use textwrap::{Options, WordSplitter, WrapAlgorithm};
use unicode_width::UnicodeWidthChar as _;

use crate::report::formats::table::{Column, Room, TableCell, width_of};

/// The widest that anything may be, in columns.
pub const WIDTH: u16 = 80;

/// A paragraph; `lead` stands before the first line and is left free before the others.
pub(in crate::report) fn wrap(out: &mut String, lead: &str, text: &str) {
    let next = " ".repeat(lead.chars().count());
    let options = Options::new(usize::from(WIDTH))
        // A date stays in one piece.
        .word_splitter(WordSplitter::NoHyphenation)
        .initial_indent(lead)
        .subsequent_indent(&next);
    let _ = writeln!(out, "{}", textwrap::fill(text, options));
}

/// How an answer is marked: the head of a column of counts, and its part of a bar.
pub(in crate::report) const MARKS: [(&str, char); 5] = [
    ("S", '\u{2588}'),
    ("O", '\u{2593}'),
    ("B", '\u{2592}'),
    ("G", '\u{2591}'),
    ("?", '\u{b7}'),
];

/// The lines of a table; a row may end early. No line of heads is written where all are blank.
pub(in crate::report) fn table(columns: &[Column], rows: Vec<Vec<TableCell>>) -> String {
    let mut table = comfy_table::Table::new();
    table
        .load_style(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(WIDTH);
    #[cfg(not(target_family = "wasm"))]
    table.enforce_styling();
    let shown = || columns.iter().filter(|column| column.short.is_some());
    let heads = || columns.iter().filter_map(|column| column.short.as_ref());
    if heads().any(|head| !head.is_empty()) {
        table.set_header(heads());
    }
    for row in rows {
        let cells = row.into_iter().zip(columns);
        let cells = cells.filter(|(_, column)| column.short.is_some());
        table.add_row(cells.map(|(TableCell { short, style, .. }, _)| {
            let is_plain = cfg!(target_family = "wasm");
            let style = if is_plain { Style::new() } else { style };
            format!("{style}{short}{style:#}")
        }));
    }
    for (drawn, column) in table.column_iter_mut().zip(shown()) {
        drawn.set_padding((0, column.gap));
        if column.right {
            drawn.set_cell_alignment(CellAlignment::Right);
        }
        let constraint = match column.room {
            Room::Content => ColumnConstraint::ContentWidth,
            Room::Most(width) => ColumnConstraint::UpperBoundary(Width::Fixed(width)),
            Room::Exactly(width) => ColumnConstraint::Absolute(Width::Fixed(width)),
            Room::Rest => continue,
        };
        drawn.set_constraint(constraint);
    }
    let mut lines = String::new();
    for line in table.to_string().lines() {
        let _ = writeln!(lines, "{}", line.trim_end());
    }
    lines
}

/// The lines of a table of counts, a blank between columns, which is so wide at most. The first column
/// that is to have the rest has it, but so much at `least`, and `fitted` makes lines of its texts.
/// Laid out here because a table library measures every cell several times for styles, which was
/// half of the time of a run on a dozen responses. A row may end early.
pub(in crate::report) fn aligned(
    out: &mut String,
    columns: &[Column],
    rows: &[Vec<TableCell>],
    [most, least]: [usize; 2],
    fitted: fn(&str, usize) -> Vec<String>,
) {
    let heads = columns.iter().map(|column| {
        let head = column.short.as_deref();
        TableCell::own(head.unwrap_or_default())
    });
    let heads: Vec<TableCell> = heads.collect();
    let rows = || std::iter::once(&heads).chain(rows);
    let widest = |at: usize| {
        let widths = rows().filter_map(|row| Some(row.get(at)?.width));
        widths.max().unwrap_or(0)
    };
    let shown = || (0..columns.len()).filter(|at| columns[*at].short.is_some());
    let mut widths: Vec<usize> = (0..columns.len()).map(widest).collect();
    let whole: usize = shown().map(|at| widths[at] + 1).sum();
    let flexible = columns.iter().position(|c| matches!(c.room, Room::Rest));
    let flexible = flexible.unwrap_or(0);
    let others = whole - 1 - widths[flexible];
    let room = most.saturating_sub(others).max(least);
    widths[flexible] = widths[flexible].min(room);
    let none = TableCell::default();
    for row in rows() {
        let texts = fitted(&row[flexible].short, widths[flexible]);
        for (at, text) in texts.iter().enumerate() {
            let mut line = String::new();
            for column in shown() {
                let cell = row.get(column).unwrap_or(&none);
                let (text, taken) = match at {
                    _ if column == flexible => (text.as_str(), width_of(text)),
                    0 => (cell.short.as_str(), cell.width),
                    _ => ("", 0),
                };
                let blanks = " ".repeat(widths[column].saturating_sub(taken));
                // Around nothing, it would keep the blanks before it.
                let style = Some(cell.style).filter(|_| !text.is_empty());
                let style = style.unwrap_or_default();
                let _ = match columns[column].right {
                    true => write!(line, "{blanks}{style}{text}{style:#} "),
                    false => write!(line, "{style}{text}{style:#}{blanks} "),
                };
            }
            let _ = writeln!(out, "{}", line.trim_end());
        }
    }
}

/// A text on as many lines as it needs.
pub(in crate::report) fn wrapped(text: &str, width: usize) -> Vec<String> {
    let options = Options::new(width)
        .word_splitter(WordSplitter::NoHyphenation)
        .wrap_algorithm(WrapAlgorithm::FirstFit);
    let lines = textwrap::wrap(text, options).into_iter();
    lines.map(Into::into).collect()
}

/// A text on one line: names of districts differ at either end, so what does not fit is left
/// out in the middle.
pub(in crate::report) fn cut(text: &str, room: usize) -> Vec<String> {
    if width_of(text) <= room {
        return vec![text.to_owned()];
    }
    let tail_room = (room - 1) / 2;
    let head = fitting(text.chars(), room - 1 - tail_room);
    let tail = fitting(text.chars().rev(), tail_room);
    let tail: String = tail.chars().rev().collect();
    vec![format!("{head}\u{2026}{tail}")]
}

fn fitting(letters: impl Iterator<Item = char>, room: usize) -> String {
    let mut taken = 0;
    let fits = |c: &char| {
        taken += c.width().unwrap_or(0);
        taken <= room
    };
    letters.take_while(fits).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_keeps_both_its_ends() {
        assert_eq!(cut("adams", 12), ["adams"]);
        assert_eq!(cut("unified-district-a", 12), ["unifie\u{2026}ict-a"]);
        let wide = cut(&"\u{5b66}\u{6821}".repeat(4), 12);
        assert!(width_of(&wide[0]) <= 12, "{wide:?}");
    }
}
