//! Text for a terminal: paragraphs and tables of at most [`WIDTH`] columns.

use std::fmt::Write as _;

use anstyle::Style;
use comfy_table::{Cell, CellAlignment, ColumnConstraint, ContentArrangement, Width, presets};
use textwrap::{Options, WordSplitter, WrapAlgorithm};
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

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

/// How wide a column is.
#[derive(Debug, Clone, Copy)]
pub(in crate::report) enum Room {
    /// As wide as what stands in it.
    Content,
    /// So many columns at most, with its gap.
    Most(u16),
    /// So many, whatever stands in it.
    Exactly(u16),
    /// What the others leave.
    Rest,
}

/// A column of a table.
#[derive(Debug, Clone, Copy)]
pub(in crate::report) struct Column<'h> {
    /// What stands above it.
    pub(in crate::report) head: &'h str,
    /// Whether it holds numbers, set to the right.
    pub(in crate::report) right: bool,
    pub(in crate::report) room: Room,
    /// How many blanks part it from the next.
    pub(in crate::report) gap: u16,
}

impl<'h> Column<'h> {
    /// A column of text.
    pub(in crate::report) const fn text(head: &'h str, room: Room) -> Self {
        Self {
            head,
            right: false,
            room,
            gap: 1,
        }
    }

    /// A column of numbers, as wide as they are.
    pub(in crate::report) const fn number(head: &'h str) -> Self {
        Self {
            right: true,
            ..Self::text(head, Room::Content)
        }
    }

    /// The same with so many blanks to the right.
    pub(in crate::report) const fn gap(self, gap: u16) -> Self {
        Self { gap, ..self }
    }
}

/// The lines of a table. Its cells are harmless already, and may be styled; a row may end early.
/// No line of heads is written where all are blank.
pub(in crate::report) fn table(columns: &[Column<'_>], rows: Vec<Vec<String>>) -> String {
    let mut table = comfy_table::Table::new();
    table
        .load_style(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(WIDTH);
    #[cfg(not(target_family = "wasm"))]
    table.enforce_styling();
    let cell = |(text, column): (String, &Column<'_>)| {
        let alignment = if column.right {
            CellAlignment::Right
        } else {
            CellAlignment::Left
        };
        Cell::new(text).set_alignment(alignment)
    };
    if columns.iter().any(|column| !column.head.is_empty()) {
        table.set_header(
            columns
                .iter()
                .map(|column| cell((column.head.to_owned(), column))),
        );
    }
    for row in rows {
        table.add_row(row.into_iter().zip(columns).map(cell));
    }
    for (drawn, column) in table.column_iter_mut().zip(columns) {
        drawn.set_padding((0, column.gap));
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

/// A cell of a table of counts: what stands in it, harmless, and how many columns that takes.
#[derive(Debug, Clone, Default)]
pub(in crate::report) struct TextCell {
    pub(in crate::report) text: String,
    pub(in crate::report) width: usize,
    pub(in crate::report) style: Style,
    pub(in crate::report) is_right: bool,
}

impl TextCell {
    pub(in crate::report) fn left(text: impl Into<String>) -> Self {
        let text = text.into();
        Self {
            width: width_of(&text),
            text,
            ..Self::default()
        }
    }

    pub(in crate::report) fn right(text: impl Into<String>) -> Self {
        Self {
            is_right: true,
            ..Self::left(text)
        }
    }

    /// A number; none is easier to pass over as a point.
    pub(in crate::report) fn count(n: u32) -> Self {
        match n {
            0 => Self::right("."),
            n => Self::right(n.to_string()),
        }
    }
}

/// How a table of counts fits a terminal: one column has what the others leave.
#[derive(Debug, Clone, Copy)]
pub(in crate::report) struct Flexible {
    /// Which one.
    pub(in crate::report) column: usize,
    /// It has so many columns at least.
    pub(in crate::report) least: usize,
    /// How wide the whole table may be.
    pub(in crate::report) within: usize,
    /// A text of it in lines of at most so many columns.
    pub(in crate::report) fitted: fn(&str, usize) -> Vec<String>,
}

/// The lines of a table of counts, a blank between columns. Laid out here because a table library
/// measures every cell several times for styles, which was half of the time of a run on a dozen
/// responses. All rows have as many cells.
pub(in crate::report) fn aligned(out: &mut String, rows: &[Vec<TextCell>], flexible: Flexible) {
    let columns = 0..rows.first().map_or(0, Vec::len);
    let widest = |at: usize| rows.iter().map(|row| row[at].width).max().unwrap_or(0);
    let mut widths: Vec<usize> = columns.map(widest).collect();
    let whole: usize = widths.iter().sum::<usize>() + widths.len() - 1;
    let others = whole - widths[flexible.column];
    let room = flexible.within.saturating_sub(others).max(flexible.least);
    widths[flexible.column] = widths[flexible.column].min(room);
    for row in rows {
        let text = &row[flexible.column].text;
        let texts = (flexible.fitted)(text, widths[flexible.column]);
        for (at, text) in texts.iter().enumerate() {
            let mut line = String::new();
            for (column, (cell, width)) in row.iter().zip(&widths).enumerate() {
                let (text, taken) = match at {
                    _ if column == flexible.column => (text.as_str(), width_of(text)),
                    0 => (cell.text.as_str(), cell.width),
                    _ => ("", 0),
                };
                let blanks = " ".repeat(width.saturating_sub(taken));
                // Around nothing, it would keep the blanks before it.
                let style = if text.is_empty() {
                    Style::new()
                } else {
                    cell.style
                };
                let _ = match cell.is_right {
                    true => write!(line, "{blanks}{style}{text}{style:#} "),
                    false => write!(line, "{style}{text}{style:#}{blanks} "),
                };
            }
            let _ = writeln!(out, "{}", line.trim_end());
        }
    }
}

/// Columns that a text takes. It has been made safe to show, so a letter of ASCII takes one.
fn width_of(text: &str) -> usize {
    if text.is_ascii() {
        text.len()
    } else {
        text.width()
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
    let mut left = room;
    letters
        .take_while(|c| {
            let width = c.width().unwrap_or(0);
            let fits = width <= left;
            left = left.saturating_sub(width);
            fits
        })
        .collect()
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

    #[test]
    fn no_line_is_wider_than_a_terminal() {
        let row = |name: &str| {
            let mut row = vec![TextCell::left(name), TextCell::right("99999 of 100000")];
            row.extend([25; 7].map(TextCell::count));
            row.push(TextCell::left("12, 13, 14"));
            row
        };
        for (name, fitted) in [
            ("n".repeat(200), cut as fn(&str, usize) -> Vec<String>),
            ("name ".repeat(40), wrapped),
        ] {
            let mut out = String::new();
            let flexible = Flexible {
                column: 0,
                least: 12,
                within: 80,
                fitted,
            };
            aligned(&mut out, &[row(&name), row("b")], flexible);
            assert!(out.lines().all(|line| line.width() <= 80), "{out}");
        }
    }
}
