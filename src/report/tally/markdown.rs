//! A tally as a Markdown page: the single assessment, what its counts say, and what
//! respondents wrote.

use std::fmt::Write as _;

use crate::model::assessment::{Decision, Quote};
use crate::model::rating::Rating;
use crate::report::seal::sealed;
use crate::report::tally::{Order, View};
use crate::report::{escape, group};

/// The whole page. What respondents wrote is left out unless `documentation`.
#[must_use]
pub fn page(view: &View<'_>, order: Order, documentation: bool) -> String {
    let mut out = String::new();
    let _ = write!(out, "# {}\n\n", escape::markdown(&view.rubric.title));
    if let Some(whose) = view.whose() {
        let _ = write!(out, "{}\n\n", escape::markdown(&whose));
    }
    let _ = write!(out, "{}\n\n", view.coverage());
    if let Some(small) = view.small_team() {
        let _ = write!(out, "{small}\n\n");
    }
    if order == Order::Survey {
        for ingredient in &view.rubric.ingredients {
            let _ = write!(out, "## {}\n\n", escape::markdown(&ingredient.title));
            let indexes: Vec<usize> = ingredient.practices.clone().collect();
            out.push_str(&practices(view, &indexes));
        }
    } else {
        let name = if order == Order::Concern {
            "Most concern first"
        } else {
            "Most difference of opinion first"
        };
        let _ = write!(out, "## {name}\n\n");
        out.push_str(&practices(view, &view.ordered(order)));
    }
    lists(&mut out, view);
    if let Some(groups) = &view.groups {
        out.push_str(&group::markdown::section(groups));
    }
    if documentation {
        quotes(&mut out, view);
    }
    sealed(&out)
}

/// The table of these practices with their counts, and a blank line.
pub(in crate::report) fn practices(view: &View<'_>, indexes: &[usize]) -> String {
    let mut out = String::new();
    let labels = &view.rubric.labels;
    let team = view
        .assessment
        .practices
        .iter()
        .any(|p| p.agreed.is_some() || p.decision.is_some());
    let heads = Rating::ALL.map(|r| escape::markdown(labels.of(r)));
    let _ = write!(
        out,
        "| No. | Practice | {} | Unanswered | In a word |",
        heads.join(" | ")
    );
    out.push_str(if team { " Agreed | Decision |\n" } else { "\n" });
    out.push_str("|--:|:--|--:|--:|--:|--:|--:|--:|:--|");
    out.push_str(if team { ":--|:--|\n" } else { "\n" });
    for index in indexes {
        let row = view.row(*index);
        let counts = row.assessed.counts;
        let _ = write!(
            out,
            "| {} | {} |",
            row.number,
            escape::markdown(&row.practice.title)
        );
        for count in counts.by_rating().into_iter().chain([counts.unanswered]) {
            let _ = write!(out, " {count} |");
        }
        let _ = write!(out, " {} |", view.word(row.finding));
        if team {
            let agreed = row
                .assessed
                .agreed
                .map_or_else(String::new, |r| escape::markdown(labels.of(r)));
            let decision = row.assessed.decision.map_or("", Decision::id);
            let _ = write!(out, " {agreed} | {decision} |");
        }
        out.push('\n');
    }
    out.push('\n');
    out
}

fn lists(out: &mut String, view: &View<'_>) {
    for (name, list) in view.lists() {
        let _ = write!(out, "## {name}\n\n");
        if list.is_empty() {
            out.push_str("None.\n\n");
            continue;
        }
        for (at, index) in list.iter().enumerate() {
            let row = view.row(*index);
            let title = escape::markdown(&row.practice.title);
            let _ = writeln!(out, "{}. {title} (practice {})", at + 1, row.number);
        }
        out.push('\n');
    }
}

fn quotes(out: &mut String, view: &View<'_>) {
    if view
        .assessment
        .practices
        .iter()
        .all(|p| p.documentation.is_empty())
    {
        return;
    }
    out.push_str("## How we know\n\n");
    for row in view.rows().filter(|r| !r.assessed.documentation.is_empty()) {
        let title = escape::markdown(&row.practice.title);
        let _ = write!(out, "### {}. {title}\n\n", row.number);
        for quote in &row.assessed.documentation {
            let _ = writeln!(out, "- {}", quoted(view, quote));
        }
        out.push('\n');
    }
}

fn quoted(view: &View<'_>, quote: &Quote) -> String {
    let rating = quote.rating.map_or_else(
        || "No rating".to_owned(),
        |r| escape::markdown(view.rubric.labels.of(r)),
    );
    format!("{rating}: {}", escape::markdown(&quote.text))
}
