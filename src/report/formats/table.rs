//! A result's table before it has a form: its columns, and what stands in them. A terminal has little
//! room, so that heads and cells can be shorter there, and a column can be there or on pages alone.

use anstyle::Style;
use unicode_width::UnicodeWidthStr as _;

use crate::report::formats::escape;
use crate::report::formats::inline::text;

/// How wide a column is in a terminal.
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

/// A column.
#[derive(Debug, Clone)]
pub(in crate::report) struct Column {
    /// What stands above it in a terminal; none where it isn't there.
    pub(in crate::report) short: Option<String>,
    /// What stands above it on a page, a line of [`inline`](super::inline); none where it isn't there.
    pub(in crate::report) head: Option<String>,
    /// Whether it holds numbers, set to the right.
    pub(in crate::report) right: bool,
    pub(in crate::report) room: Room,
    /// How many blanks part it from the next in a terminal.
    pub(in crate::report) gap: u16,
}

impl Column {
    /// A column of text, with the same head everywhere.
    pub(in crate::report) fn text(head: impl Into<String>) -> Self {
        let head = head.into();
        Self {
            short: Some(head.clone()),
            head: Some(head),
            right: false,
            room: Room::Content,
            gap: 1,
        }
    }

    /// A column of numbers.
    pub(in crate::report) fn number(head: impl Into<String>) -> Self {
        Self {
            right: true,
            ..Self::text(head)
        }
    }

    /// The number of a practice in the survey, which needs no head in a terminal, and its title
    /// with so many blanks to the right.
    pub(in crate::report) fn practice(gap: u16) -> Vec<Self> {
        let title = Self::text("Practice").room(Room::Rest).gap(gap);
        vec![Self::number("No.").short(""), title]
    }

    /// With this head in a terminal.
    pub(in crate::report) fn short(mut self, short: impl Into<String>) -> Self {
        self.short = Some(short.into());
        self
    }

    pub(in crate::report) fn only_in_terminal(self) -> Self {
        Self { head: None, ..self }
    }

    pub(in crate::report) fn only_on_page(mut self) -> Self {
        self.short = None;
        self
    }

    pub(in crate::report) fn room(self, room: Room) -> Self {
        Self { room, ..self }
    }

    /// With so many blanks to the right.
    pub(in crate::report) fn gap(self, gap: u16) -> Self {
        Self { gap, ..self }
    }
}

/// What stands in a column.
#[derive(Debug, Clone, Default)]
pub(in crate::report) struct TableCell {
    /// In a terminal, harmless there, and how many columns it takes.
    pub(in crate::report) short: String,
    pub(in crate::report) width: usize,
    pub(in crate::report) style: Style,
    /// On a page, a line of [`inline`](super::inline).
    pub(in crate::report) line: String,
}

impl TableCell {
    /// One text for a terminal and one for a page.
    pub(in crate::report) fn new(short: impl Into<String>, line: impl Into<String>) -> Self {
        let short = short.into();
        Self {
            width: width_of(&short),
            short,
            line: line.into(),
            ..Self::default()
        }
    }

    /// Own words.
    pub(in crate::report) fn own(words: impl Into<String>) -> Self {
        let words = words.into();
        Self::new(words.clone(), words)
    }

    /// What a person wrote.
    pub(in crate::report) fn said(from_people: &str) -> Self {
        Self::new(escape::terminal(from_people), text(from_people))
    }

    /// What stands in [`Column::practice`].
    pub(in crate::report) fn practice(number: impl Into<String>, title: &str) -> Vec<Self> {
        vec![Self::own(number), Self::said(title)]
    }

    /// How many; none where that is hidden. In a terminal zero is easier to pass over as a point.
    pub(in crate::report) fn count(count: Option<u32>) -> Self {
        match count {
            None => Self::own("-"),
            Some(0) => Self::new(".", "0"),
            Some(n) => Self::own(n.to_string()),
        }
    }

    pub(in crate::report) fn styled(self, style: Style) -> Self {
        Self { style, ..self }
    }
}

/// Columns that a text takes. It has been made safe to show, so a letter of ASCII takes one.
pub(in crate::report) fn width_of(text: &str) -> usize {
    if text.is_ascii() {
        text.len()
    } else {
        text.width()
    }
}
