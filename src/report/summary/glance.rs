//! At a glance: a table by ingredient, and the headline findings.

use crate::model::assessment::Decision;
use crate::model::finding::Class;
use crate::report::formats::Page;
use crate::report::formats::words::counts;
use crate::report::formats::words::text;
use crate::report::picture::mark::BEST_FIRST;
use crate::report::picture::overview::overview;
use crate::report::results::tally::View;
use crate::report::summary::goals;
use crate::report::summary::plan::Planned;
use crate::words::{capitalized, counted_first, spelled};

/// How many practices are named as what comes first.
const FIRST: usize = 3;

pub(in crate::report) fn section(page: &mut Page, view: &View<'_>, plan: Option<Planned<'_>>) {
    goals::section(page, plan, view.rubric, 2);
    page.heading(2, "At a glance");
    table(page, view);
    page.paragraph(&format!("{} {} {}", good(view), wanting(view), open(view)));
    page.heading(3, "Top priorities");
    first(page, view, plan);
}

/// The first practices in the team's own order, where there is a plan; else those that
/// it decided on, or else all priorities, most concern first. Each with its reason.
fn first(page: &mut Page, view: &View<'_>, plan: Option<Planned<'_>>) {
    let planned = plan.map_or_else(Vec::new, |plan| plan.plan.in_order());
    let decided =
        |index: &&usize| view.assessment.practices[**index].decision == Some(Decision::Improve);
    let priorities = &view.debrief.priorities;
    let chosen: Vec<usize> = priorities.iter().filter(decided).copied().collect();
    let (list, order) = if !planned.is_empty() {
        (&planned, "In the order of the team's plan:")
    } else if !chosen.is_empty() {
        (
            &chosen,
            "From the practices the team decided to improve, starting with the most concern. Concern is how far the ratings, on average, fall short of the best rating.",
        )
    } else {
        (
            priorities,
            "Starting with the most concern. Concern is how far the ratings, on average, fall short of the best rating. The team hasn't decided on an order.",
        )
    };
    if list.is_empty() {
        page.paragraph(
            "None. No practice is an urgent gap or could be better, and opinions aren't split on any.",
        );
        return;
    }
    page.paragraph(order);
    page.numbered(list.iter().take(FIRST).map(|index| {
        let row = view.row(*index);
        format!(
            "**{}** (practice {}). {}. {}.",
            text(&row.practice.title),
            row.number,
            row.sentence(),
            counts(&row.assessed.counts, &view.rubric.labels)
        )
    }));
    page.paragraph("\"How to read this\" at the end explains these terms.");
}

fn number(view: &View<'_>, range: std::ops::Range<usize>, class: Class) -> usize {
    range
        .filter(|index| view.row(*index).standing == class)
        .count()
}

/// The words for the results that the practices have.
fn columns(view: &View<'_>) -> Vec<(Class, String)> {
    let mut classes = BEST_FIRST.to_vec();
    if number(view, 0..view.rubric.len(), Class::NoAnswers) == 0 {
        classes.retain(|class| *class != Class::NoAnswers);
    }
    let named = classes
        .into_iter()
        .map(|class| (class, capitalized(class.short())));
    named.collect()
}

/// Where every practice stands, as a picture.
pub(in crate::report) fn squares(page: &mut Page, view: &View<'_>) {
    let standings: Vec<Class> = view.rows().map(|row| row.standing).collect();
    page.picture(overview(view.rubric, &standings, &columns(view), true));
}

fn table(page: &mut Page, view: &View<'_>) {
    let all = 0..view.rubric.len();
    let columns = columns(view);
    squares(page, view);
    let row = |name: String, range: std::ops::Range<usize>| {
        let numbers = columns
            .iter()
            .map(|(class, _)| number(view, range.clone(), *class).to_string());
        std::iter::once(name).chain(numbers).collect::<Vec<_>>()
    };
    let ingredients = view.rubric.ingredients.iter();
    let mut rows: Vec<_> = ingredients
        .map(|i| row(text(&i.title), i.practices.clone()))
        .collect();
    rows.push(row("**All**".to_owned(), all));
    let head: Vec<String> = std::iter::once("Ingredient")
        .map(str::to_owned)
        .chain(columns.iter().map(|(_, name)| name.clone()))
        .collect();
    let right: Vec<bool> = (0..head.len()).map(|at| at > 0).collect();
    page.table(head, right, rows);
}

fn title(view: &View<'_>, index: usize) -> String {
    text(&view.rubric.practices()[index].title)
}

fn good(view: &View<'_>) -> String {
    let all = 0..view.rubric.len();
    let strengths = number(view, all.clone(), Class::Strength);
    let ok = number(view, all, Class::Maintain);
    let ok = format!("{} {} OK for now.", counted_first(ok, "practice"), are(ok));
    match (strengths, view.debrief.keep.first()) {
        (0, _) | (_, None) => format!("No practice is a strength yet. {ok}"),
        (1, Some(first)) => format!(
            "One practice is a strength: \"{}.\" {ok}",
            title(view, *first)
        ),
        (n, Some(first)) => format!(
            "{} are strengths. The strongest is \"{}.\" {ok}",
            counted_first(n, "practice"),
            title(view, *first)
        ),
    }
}

const fn are(n: usize) -> &'static str {
    if n == 1 { "is" } else { "are" }
}

fn wanting(view: &View<'_>) -> String {
    let all = 0..view.rubric.len();
    let urgent = number(view, all.clone(), Class::UrgentGap);
    let better = number(view, all, Class::Improve);
    if (urgent, better) == (0, 0) {
        return "No practice is an urgent gap or could be better.".to_owned();
    }
    let gaps = match urgent {
        0 => "There are no urgent gaps.".to_owned(),
        1 => "One practice is an urgent gap.".to_owned(),
        n => format!("{} are urgent gaps.", counted_first(n, "practice")),
    };
    let better = format!("{} could be better.", counted_first(better, "practice"));
    let first = view.debrief.priorities.first();
    let first = first.map_or_else(String::new, |first| {
        format!(" The greatest concern is \"{}.\"", title(view, *first))
    });
    format!("{gaps} {better}{first}")
}

fn open(view: &View<'_>) -> String {
    let split = &view.debrief.differences;
    let apart = match split[..] {
        [] => "Opinions aren't split on any practice.".to_owned(),
        [one] => format!(
            "Opinions are split on one practice, \"{}.\"",
            title(view, one)
        ),
        [first, ..] => format!(
            "Opinions are split on {}, most of all on \"{}.\"",
            spelled(split.len(), "practice"),
            title(view, first)
        ),
    };
    let unknown = view.debrief.find_out.len();
    let known = match unknown {
        0 => String::new(),
        n => format!(
            " The team needs to find out about {}.",
            spelled(n, "practice")
        ),
    };
    format!("{apart}{known}")
}
