//! A tally as a Markdown page: the single assessment, what its counts say, and what
//! respondents wrote.

use crate::model::assessment::{Decision, Quote};
use crate::model::debrief::Order;
use crate::model::rating::{Labels, Rating};
use crate::report::formats::words::text;
use crate::report::formats::{Page, markdown};
use crate::report::results::group;
use crate::report::results::tally::{PracticeRow, View};

/// The whole page. What respondents wrote is left out unless `documentation`.
#[must_use]
pub fn page(view: &View<'_>, order: Order, documentation: bool) -> String {
    let mut page = Page::new(documentation);
    page.heading_of(1, &view.rubric.title);
    if let Some(whose) = view.whose() {
        page.paragraph(text(&whose));
    }
    page.paragraph(view.coverage());
    if let Some(small) = view.small_team() {
        page.paragraph(small);
    }
    if order == Order::Survey {
        for ingredient in &view.rubric.ingredients {
            page.heading_of(2, &ingredient.title);
            let indexes: Vec<usize> = ingredient.practices.clone().collect();
            practices(&mut page, view, &indexes);
        }
    } else {
        let name = if order == Order::Concern {
            "Most concern first"
        } else {
            "Most difference of opinion first"
        };
        page.heading(2, name);
        practices(&mut page, view, &view.ordered(order));
    }
    lists(&mut page, view);
    if let Some(groups) = &view.groups {
        group::markdown::section(&mut page, groups);
    }
    if documentation {
        quotes(&mut page, view);
    }
    markdown::written(&page)
}

/// The table of these practices with their counts.
pub(in crate::report) fn practices(page: &mut Page, view: &View<'_>, indexes: &[usize]) {
    let assessed = &view.assessment.practices;
    let team = assessed
        .iter()
        .any(|p| p.agreed.is_some() || p.decision.is_some());
    let mut head = vec!["No.".to_owned(), "Practice".to_owned()];
    head.extend(counts_head(&view.rubric.labels));
    if team {
        head.extend(["Agreed", "Decision"].map(str::to_owned));
    }
    // The number of the practice, and the six counts.
    let numbers = [0, 2, 3, 4, 5, 6, 7];
    let rows = view.rows_of(indexes).map(|row| {
        let mut cells = vec![row.number.to_string(), row.title()];
        cells.extend(counts(row));
        if team {
            let agreed = row.assessed.agreed.map(|r| row.label(r));
            cells.push(agreed.unwrap_or_default());
            cells.push(row.assessed.decision.map_or("", Decision::words).to_owned());
        }
        cells
    });
    page.tight_table(head, numbers, rows);
}

/// What stands above [`counts`].
pub(in crate::report) fn counts_head(labels: &Labels) -> impl Iterator<Item = String> {
    let ratings = Rating::ALL.map(|rating| text(labels.of(rating)));
    let others = ["Unanswered", "Result"].map(str::to_owned);
    ratings.into_iter().chain(others)
}

/// How many gave each answer, how many none, and the result.
pub(in crate::report) fn counts(row: PracticeRow<'_>) -> impl Iterator<Item = String> {
    let counts = row.assessed.counts;
    let numbers = counts.by_rating().into_iter().chain([counts.unanswered]);
    let number = move |n: u32| match row.withheld {
        true => "-".to_owned(),
        false => n.to_string(),
    };
    numbers.map(number).chain([result(row)])
}

/// Where a practice stands, and what the answers alone say where that is something else.
fn result(row: PracticeRow<'_>) -> String {
    let word = row.word();
    match row.answers_alone() {
        Some(alone) => format!("{word} (the answers alone: {alone})"),
        None => word,
    }
}

fn lists(page: &mut Page, view: &View<'_>) {
    for (name, list) in view.lists() {
        page.heading(2, name);
        if list.is_empty() {
            page.paragraph("None.");
            continue;
        }
        page.numbered(view.rows_of(list).map(PracticeRow::named));
    }
}

fn quotes(page: &mut Page, view: &View<'_>) {
    let quoted = || view.rows().filter(|r| !r.assessed.documentation.is_empty());
    if quoted().next().is_none() {
        return;
    }
    page.heading(2, "How we know");
    for row in quoted() {
        page.heading(3, format!("{}. {}", row.number, row.title()));
        let documented = row.assessed.documentation.iter();
        page.items(documented.map(|quote| in_a_line(row, quote)));
    }
}

fn in_a_line(row: PracticeRow<'_>, quote: &Quote) -> String {
    let rating = quote.rating.map(|r| row.label(r));
    let rating = rating.unwrap_or_else(|| "No rating".to_owned());
    format!("{rating}: {}", text(&quote.text))
}
