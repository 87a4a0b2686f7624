//! What only a summary has on its page: what the plan does about a practice, and what
//! respondents wrote.

use crate::model::assessment::Quote;
use crate::model::rating::{Labels, Rating};
use crate::report::formats::words::text;
use crate::report::formats::{Item, Page};
use crate::report::summary::plan::Planned;

impl Page {
    /// What the plan does about a practice.
    pub(in crate::report) fn planned(&mut self, plan: Option<Planned<'_>>, practice: usize) {
        let lines = plan.map_or_else(Vec::new, |plan| plan.for_practice(practice));
        let no_lines = lines.is_empty();
        if !no_lines {
            self.paragraph("**What we plan to do:**");
            self.items(lines);
        }
        self.after_plan = !no_lines;
    }

    /// What respondents wrote, an item each, whole: a paragraph of it is one here.
    pub(in crate::report) fn quotes<'q>(
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
        self.items(quotes.map(|quote| {
            let rating = rating_label(quote.rating, labels);
            let mut paragraphs = paragraphs(&quote.text);
            let first = paragraphs.next().unwrap_or_default();
            Item {
                line: format!("*{rating}:* {first}"),
                more: paragraphs.collect(),
                below: Vec::new(),
            }
        }));
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

fn rating_label(rating: Option<Rating>, labels: &Labels) -> String {
    rating.map_or_else(|| "No rating".to_owned(), |r| text(labels.of(r)))
}
