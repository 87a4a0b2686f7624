//! At a glance: a table by ingredient, and the headline findings.

use crate::model::assessment::Decision;
use crate::model::finding::Class;
use crate::report::page::Page;
use crate::report::page::words::text;
use crate::report::render::pictures;
use crate::report::render::plan::Planned;
use crate::report::render::words::{counts, practices};
use crate::report::tally::View;

const COLUMNS: [(Class, &str); 6] = [
    (Class::Strength, "Strength"),
    (Class::Maintain, "OK for now"),
    (Class::Improve, "Could be better"),
    (Class::UrgentGap, "Urgent gap"),
    (Class::Split, "Split"),
    (Class::DontKnow, "Find out"),
];

/// How many practices are named as what comes first.
const FIRST: usize = 3;

pub(super) fn section(page: &mut Page, view: &View<'_>, plan: Option<Planned<'_>>) {
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
            "From the practices the team decided to improve, starting with the most concern:",
        )
    } else {
        (priorities, "Starting with the most concern:")
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
    page.paragraph("For what these terms mean, see \"How to read this\" at the end.");
}

fn number(view: &View<'_>, range: std::ops::Range<usize>, class: Class) -> usize {
    range
        .filter(|index| view.row(*index).standing == class)
        .count()
}

fn table(page: &mut Page, view: &View<'_>) {
    let all = 0..view.rubric.len();
    let mut columns = COLUMNS.to_vec();
    if number(view, all.clone(), Class::NoAnswers) > 0 {
        columns.push((Class::NoAnswers, "Not answered"));
    }
    pictures::overview(page, view, &columns);
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
        .chain(columns.iter().map(|(_, name)| *name))
        .map(str::to_owned)
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
    let of = view.rubric.len();
    match (strengths, view.debrief.keep.first()) {
        (0, _) => format!(
            "None of the {of} practices is a strength yet, and {ok} {} OK for now.",
            are(ok)
        ),
        (n, Some(first)) => format!(
            "{n} of the {of} practices {} {}\"{}\", and {ok} {} OK for now.",
            are(n),
            if n == 1 {
                "a strength, "
            } else {
                "strengths, first of all "
            },
            title(view, *first),
            are(ok)
        ),
        _ => String::new(),
    }
}

const fn are(n: usize) -> &'static str {
    if n == 1 { "is" } else { "are" }
}

fn wanting(view: &View<'_>) -> String {
    let all = 0..view.rubric.len();
    let urgent = number(view, all.clone(), Class::UrgentGap);
    let better = number(view, all, Class::Improve);
    let first = view.debrief.priorities.first().map(|i| title(view, *i));
    match (urgent, better, first) {
        (0, 0, _) => "No practice is an urgent gap or could be better.".to_owned(),
        (0, n, Some(first)) => format!(
            "None is an urgent gap; {} could be better, and most concern is about \"{first}\".",
            practices(n)
        ),
        (n, better, Some(first)) => format!(
            "{} {} and {better} could be better; most concern is about \"{first}\".",
            practices(n),
            if n == 1 {
                "is an urgent gap"
            } else {
                "are urgent gaps"
            }
        ),
        _ => String::new(),
    }
}

fn open(view: &View<'_>) -> String {
    let split = &view.debrief.differences;
    let unknown = &view.debrief.find_out;
    let apart = match split.first() {
        None => "Opinions are not split on any practice".to_owned(),
        Some(first) => format!(
            "Opinions are split on {}, {}\"{}\"",
            practices(split.len()),
            if split.len() == 1 {
                ""
            } else {
                "most of all on "
            },
            title(view, *first)
        ),
    };
    let known = match unknown.len() {
        0 => "there is no practice that half or more do not know about".to_owned(),
        n => format!("on {} half or more do not know", practices(n)),
    };
    format!("{apart}; {known}.")
}
