//! A page as Markdown: CommonMark with tables.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr as _;

use crate::report::formats::escape;
use crate::report::formats::inline::{Run, runs};
use crate::report::formats::seal::sealed;
use crate::report::formats::{Block, Item, Page, PageTable, Rule};

/// A column that holds a paragraph leaves room for the others.
const WIDEST: usize = 60;

/// The whole page, with its last line.
pub fn written(page: &Page) -> String {
    sealed(&blocks(page), page.readers)
}

/// The blocks of a page alone.
pub(in crate::report) fn blocks(page: &Page) -> String {
    let mut out = String::new();
    for block in &page.blocks {
        write_block(&mut out, block);
    }
    out
}

/// Each block is followed by a blank line.
fn write_block(out: &mut String, block: &Block) {
    match block {
        Block::Heading(level, words) => {
            let _ = write!(out, "{} {}\n\n", "#".repeat(*level), line(words));
        }
        Block::Paragraph(words) => {
            let _ = write!(out, "{}\n\n", line(words));
        }
        Block::Items(items) => list(out, items, |_| "- ".to_owned()),
        Block::Numbered(items) => list(out, items, |at| format!("{}. ", at + 1)),
        Block::Table(table) => write_table(out, table),
        Block::Boxed(paragraphs) => {
            let lines: Vec<String> = paragraphs.iter().map(|p| line(p)).collect();
            let _ = write!(out, "> {}\n\n", lines.join("\n>\n> "));
        }
        Block::Picture(_) => {}
    }
}

fn line(words: &str) -> String {
    let parts = runs(words).map(|run| match run {
        Run::Own(own) => own.to_owned(),
        Run::Said(said) => escape::markdown(said),
    });
    parts.collect()
}

fn list(out: &mut String, items: &[Item], mark: impl Fn(usize) -> String) {
    for (at, item) in items.iter().enumerate() {
        let mark = mark(at);
        let _ = writeln!(out, "{mark}{}", line(&item.line));
        for more in &item.more {
            let _ = write!(out, "\n  {}\n", line(more));
        }
        // What belongs to an item stands below its text, not below its number.
        let indent = " ".repeat(mark.len().max(4));
        for below in &item.below {
            let _ = writeln!(out, "{indent}- {}", line(below));
        }
    }
    out.push('\n');
}

fn write_table(out: &mut String, table: &PageTable) {
    let rows = std::iter::once(&table.head).chain(&table.rows);
    let rows = rows.map(|cells| cells.iter().map(|cell| line(cell)).collect());
    let rows: Vec<Vec<String>> = rows.collect();
    // Where a line is long, some programs take the widths of the columns from this one.
    let rule = table.right.iter().enumerate().map(|(at, right)| {
        let cells = rows.iter().filter_map(|cells| cells.get(at));
        let width = cells.map(|cell| cell.width()).max().unwrap_or(0);
        let dashes = "-".repeat(width.saturating_sub(1).clamp(2, WIDEST));
        match right {
            true => format!("{dashes}:"),
            false => format!(":{dashes}"),
        }
    });
    let rule: Vec<String> = rule.collect();
    for (at, cells) in rows.iter().enumerate() {
        let _ = writeln!(out, "| {} |", cells.join(" | "));
        if at == 0 {
            let _ = match table.rule {
                Rule::Spaced => writeln!(out, "| {} |", rule.join(" | ")),
                Rule::Tight => writeln!(out, "|{}|", rule.join("|")),
                Rule::Short => writeln!(out, "|{}", " --- |".repeat(rule.len())),
            };
        }
    }
    out.push('\n');
}
