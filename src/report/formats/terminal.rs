//! Text for a terminal: paragraphs and tables of at most [`WIDTH`] columns.

use std::fmt::Write as _;

use comfy_table::{Cell, CellAlignment, ColumnConstraint, ContentArrangement, Width, presets};

/// The widest that anything may be, in columns.
pub const WIDTH: u16 = 80;

/// A paragraph; `lead` stands before the first line and is left free before the others.
pub(in crate::report) fn wrap(out: &mut String, lead: &str, text: &str) {
    let next = " ".repeat(lead.chars().count());
    let options = textwrap::Options::new(usize::from(WIDTH))
        // A date stays in one piece.
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
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
