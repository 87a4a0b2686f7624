//! A Markdown page being written. Own words go in as they are; text from people goes
//! in through [`text`] only.

use std::fmt::Write as _;

use crate::model::assessment::Quote;
use crate::model::rating::{Labels, Rating};
use crate::report::escape;
use crate::report::render::plan::Planned;

/// Text from people, made harmless for running text.
pub(super) fn text(from_people: &str) -> String {
    escape::markdown(from_people)
}

/// Blocks, one below the other, each followed by a blank line.
pub(super) struct Page {
    out: String,
    documentation: bool,
    /// Whether the last block is the list of what the plan does.
    after_plan: bool,
}

impl Page {
    pub(super) const fn new(documentation: bool) -> Self {
        Self {
            out: String::new(),
            documentation,
            after_plan: false,
        }
    }

    pub(super) fn finish(self) -> String {
        self.out
    }

    /// A finished block of Markdown.
    pub(super) fn raw(&mut self, block: &str) {
        let _ = write!(self.out, "{}\n\n", block.trim_end());
    }

    /// A heading in own words.
    pub(super) fn heading(&mut self, level: usize, words: &str) {
        let _ = write!(self.out, "{} {words}\n\n", "#".repeat(level));
    }

    /// A heading in somebody's words.
    pub(super) fn heading_of(&mut self, level: usize, from_people: &str) {
        self.heading(level, &text(from_people));
    }

    pub(super) fn paragraph(&mut self, words: &str) {
        let _ = write!(self.out, "{words}\n\n");
    }

    pub(super) fn items(&mut self, items: impl IntoIterator<Item = String>) {
        for item in items {
            let _ = writeln!(self.out, "- {item}");
        }
        self.out.push('\n');
    }

    pub(super) fn numbered(&mut self, items: impl IntoIterator<Item = String>) {
        for (at, item) in items.into_iter().enumerate() {
            let _ = writeln!(self.out, "{}. {item}", at + 1);
        }
        self.out.push('\n');
    }

    /// A table whose cells are Markdown already; the columns that hold numbers are
    /// `right`.
    pub(super) fn table(&mut self, head: &[String], right: &[bool], rows: &[Vec<String>]) {
        let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
        self.out.push_str(&line(head));
        let rule: Vec<String> = right
            .iter()
            .map(|right| if *right { "--:" } else { ":--" }.to_owned())
            .collect();
        self.out.push_str(&line(&rule));
        for row in rows {
            self.out.push_str(&line(row));
        }
        self.out.push('\n');
    }

    pub(super) fn quote_box(&mut self, paragraphs: &[String]) {
        let lines: Vec<String> = paragraphs.iter().map(|p| format!("> {p}")).collect();
        let _ = write!(self.out, "{}\n\n", lines.join("\n>\n"));
    }

    /// What the plan does about a practice.
    pub(super) fn planned(&mut self, plan: Option<Planned<'_>>, practice: usize) {
        let lines = plan.map_or_else(Vec::new, |plan| plan.for_practice(practice));
        let no_lines = lines.is_empty();
        if !no_lines {
            self.paragraph("**What we do:**");
            self.items(lines);
        }
        self.after_plan = !no_lines;
    }

    /// What respondents wrote, an item each, whole: a paragraph of it is one here.
    pub(super) fn quotes<'q>(
        &mut self,
        quotes: impl IntoIterator<Item = &'q Quote>,
        labels: &Labels,
    ) {
        let mut quotes = quotes.into_iter().peekable();
        if !self.documentation || quotes.peek().is_none() {
            return;
        }
        // Two lists in a row would be one.
        if std::mem::take(&mut self.after_plan) {
            self.paragraph("**How we know:**");
        }
        for quote in quotes {
            let rating = rating_label(quote.rating, labels);
            let mut paragraphs = paragraphs(&quote.text);
            let first = paragraphs.next().unwrap_or_default();
            let _ = writeln!(self.out, "- *{rating}:* {first}");
            for more in paragraphs {
                let _ = write!(self.out, "\n  {more}\n");
            }
        }
        self.out.push('\n');
    }
}

fn paragraphs(written: &str) -> impl Iterator<Item = String> + '_ {
    let written = written.replace("\r\n", "\n");
    let parts: Vec<String> = written
        .split("\n\n")
        .map(text)
        .filter(|p| !p.is_empty())
        .collect();
    parts.into_iter()
}

pub(super) fn rating_label(rating: Option<Rating>, labels: &Labels) -> String {
    rating.map_or_else(|| "No rating".to_owned(), |r| text(labels.of(r)))
}
