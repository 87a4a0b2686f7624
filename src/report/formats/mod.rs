//! A page before it has a form: blocks one below the other, from which [`markdown`] and
//! [`html`] are both written, so that nothing can be in one and not in the other. A
//! block's text is a line of [`inline`]. Only pictures are in HTML alone. The table of a result, with
//! its columns (`table`), also goes to a terminal ([`terminal`]).

pub mod command_line;
pub mod csv;
pub mod escape;
pub mod frame;
pub mod html;
pub mod inline;
pub mod json;
pub mod length;
pub mod markdown;
pub mod seal;
pub(in crate::report) mod table;
pub mod terminal;

use crate::report::formats::inline::text;
use crate::report::formats::seal::Readers;
use crate::report::formats::table::{Column, TableCell};
use crate::report::picture::Picture;

/// Blocks, in order.
#[derive(Debug, Default)]
pub struct Page {
    pub(in crate::report) blocks: Vec<Block>,
    /// Whether what respondents wrote is shown.
    pub(in crate::report) documentation: bool,
    /// For whom it is.
    pub(in crate::report) readers: Readers,
    /// On how much paper it is to fit.
    pub(in crate::report) sheet: PaperSize,
}

/// How much paper a page is made for; those made for little are set small.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::report) enum PaperSize {
    /// As much as it takes.
    #[default]
    Any,
    /// One Letter page.
    One,
    /// Two.
    Two,
}

/// One block of a page. Every string in it is a line of [`inline`].
#[derive(Debug)]
pub(in crate::report) enum Block {
    /// Of level 1, the page's own, to 3.
    Heading(usize, String),
    Paragraph(String),
    Items(Vec<Item>),
    Numbered(Vec<Item>),
    Table(PageTable),
    /// Paragraphs set apart from the rest.
    Boxed(Vec<String>),
    Picture(Picture),
}

/// An item of a list.
#[derive(Debug, Default)]
pub(in crate::report) struct Item {
    pub(in crate::report) line: String,
    /// Further paragraphs of it.
    pub(in crate::report) more: Vec<String>,
    /// A list below it.
    pub(in crate::report) below: Vec<String>,
}

/// A table, each row with as many cells as the head.
#[derive(Debug)]
pub(in crate::report) struct PageTable {
    pub(in crate::report) head: Vec<String>,
    /// Which columns hold numbers.
    pub(in crate::report) right: Vec<bool>,
    pub(in crate::report) rows: Vec<Vec<String>>,
    pub(in crate::report) rule: Rule,
}

/// How Markdown has the rule below the head of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::report) enum Rule {
    /// As wide as the columns.
    Spaced,
    /// The same without spaces.
    Tight,
    /// Three dashes a column.
    Short,
}

impl From<String> for Item {
    fn from(line: String) -> Self {
        Self {
            line,
            ..Self::default()
        }
    }
}

impl Page {
    /// An empty page; what respondents wrote goes onto it only with `documentation`.
    pub fn new(documentation: bool) -> Self {
        Self {
            documentation,
            ..Self::default()
        }
    }

    /// A heading in own words.
    pub(in crate::report) fn heading(&mut self, level: usize, words: impl Into<String>) {
        self.blocks.push(Block::Heading(level, words.into()));
    }

    /// A heading in somebody's words.
    pub(in crate::report) fn heading_of(&mut self, level: usize, from_people: &str) {
        self.heading(level, text(from_people));
    }

    pub(in crate::report) fn paragraph(&mut self, words: impl Into<String>) {
        self.blocks.push(Block::Paragraph(words.into()));
    }

    /// A paragraph of each, if there is any.
    pub(in crate::report) fn paragraphs<W: Into<String>>(
        &mut self,
        words: impl IntoIterator<Item = W>,
    ) {
        words.into_iter().for_each(|words| self.paragraph(words));
    }

    /// A list; nothing where it is empty.
    pub(in crate::report) fn items<I: Into<Item>>(&mut self, items: impl IntoIterator<Item = I>) {
        let items: Vec<Item> = items.into_iter().map(Into::into).collect();
        if !items.is_empty() {
            self.blocks.push(Block::Items(items));
        }
    }

    /// A list below its heading; nothing where it is empty.
    pub(in crate::report) fn list<I: Into<Item>>(
        &mut self,
        level: usize,
        heading: &str,
        items: impl IntoIterator<Item = I>,
    ) {
        let items: Vec<Item> = items.into_iter().map(Into::into).collect();
        if !items.is_empty() {
            self.heading(level, heading);
        }
        self.items(items);
    }

    pub(in crate::report) fn numbered<I: Into<Item>>(
        &mut self,
        items: impl IntoIterator<Item = I>,
    ) {
        let items = items.into_iter().map(Into::into).collect();
        self.blocks.push(Block::Numbered(items));
    }

    /// A table; the columns with these places hold numbers.
    pub(in crate::report) fn table<H: Into<String>>(
        &mut self,
        head: impl IntoIterator<Item = H>,
        numbers: impl IntoIterator<Item = usize>,
        rows: impl IntoIterator<Item = Vec<String>>,
    ) {
        let head: Vec<String> = head.into_iter().map(Into::into).collect();
        let mut right = vec![false; head.len()];
        for column in numbers {
            right[column] = true;
        }
        self.blocks.push(Block::Table(PageTable {
            head,
            right,
            rows: rows.into_iter().collect(),
            rule: Rule::Spaced,
        }));
    }

    /// The table of a result.
    pub(in crate::report) fn result(
        &mut self,
        columns: &[Column],
        rule: Rule,
        rows: impl IntoIterator<Item = Vec<TableCell>>,
    ) {
        let shown = || columns.iter().filter(|column| column.head.is_some());
        let rows = rows.into_iter().map(|row| {
            let cells = row.into_iter().zip(columns);
            let cells = cells.filter(|(_, column)| column.head.is_some());
            cells.map(|(cell, _)| cell.line).collect()
        });
        self.blocks.push(Block::Table(PageTable {
            head: shown().flat_map(|column| column.head.clone()).collect(),
            right: shown().map(|column| column.right).collect(),
            rows: rows.collect(),
            rule,
        }));
    }

    /// Paragraphs that are set apart.
    pub(in crate::report) fn boxed(&mut self, paragraphs: Vec<String>) {
        self.blocks.push(Block::Boxed(paragraphs));
    }

    /// A picture of what the text beside it says; Markdown has none.
    pub(in crate::report) fn picture(&mut self, picture: Picture) {
        self.blocks.push(Block::Picture(picture));
    }
}
