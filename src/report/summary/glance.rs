//! At a glance: a table by ingredient, and the headline findings.

use std::ops::Range;

use crate::model::assessment::Decision;
use crate::model::debrief_lists::Order;
use crate::model::finding::{Class, Flag};
use crate::report::formats::Page;
use crate::report::formats::inline::{ended, text};
use crate::report::picture::mark::BEST_FIRST;
use crate::report::picture::overview::overview;
use crate::report::results::tally::View;
use crate::report::summary::goals;
use crate::report::summary::plan::Planned;
use crate::words::{agreeing, capitalized, counted_first, joined_by, numbered, spelled};

/// How many practices are named as what comes first; `not_named` calls the last of them the third.
const FIRST: usize = 3;

pub(super) fn section(page: &mut Page, view: &View<'_>, plan: Option<Planned<'_>>) {
    goals::section(page, plan, view.rubric);
    page.heading(2, "At a glance");
    table(page, view);
    let said = [Some(good(view)), wanting(view), Some(open(view))];
    page.paragraphs(joined_by(said.into_iter().flatten(), " "));
    page.heading(3, "Top priorities");
    first(page, view, plan);
}

/// The first practices in the team's own order, where there is a plan; else those that
/// it decided on, or else all priorities, most concern first. Each with its reason.
fn first(page: &mut Page, view: &View<'_>, plan: Option<Planned<'_>>) {
    let planned = plan.map_or_else(Vec::new, |plan| plan.plan.in_order());
    let mut chosen = view.ordered(Order::Concern);
    chosen.retain(|at| view.assessment.practices[*at].decision == Some(Decision::Improve));
    let (list, order) = if !planned.is_empty() {
        (&planned, "In the order of the team's plan:")
    } else if !chosen.is_empty() {
        let order =
            "From the practices the team decided to improve, starting with the most concern.";
        (&chosen, order)
    } else {
        let order = "Starting with the most concern. The team hasn't decided on an order.";
        (
            &view.debrief.priorities,
            &*(order.to_owned() + &not_named(view)),
        )
    };
    if list.is_empty() {
        page.paragraph(no_priority(view));
        return;
    }
    page.paragraph(order);
    page.numbered(view.rows_of(list).take(FIRST).map(|row| {
        let (title, number) = (row.title(), row.number);
        let (sentence, answers) = (row.sentence(), row.answers());
        format!("**{title}** (practice {number}). {sentence}. {answers}.")
    }));
    page.paragraph("\"How to read this\" at the end explains these terms.");
}

/// How many priorities could as well be among the first.
fn not_named(view: &View<'_>) -> String {
    let (_, n) = view.debrief.first(FIRST);
    let (more, are) = (counted_first(n, "more practice"), agreeing(n, "is", "are"));
    match n {
        0 => String::new(),
        _ => format!(" {more} {are} too close to rank with the third one."),
    }
}

/// What is said where no practice is a priority. Of what isn't known, nothing is said.
pub(super) fn no_priority(view: &View<'_>) -> String {
    if view.debrief.is_on_the_scale() {
        let difference = view.no_difference();
        return format!("None. No practice is an urgent gap or could be better, and {difference}.");
    }
    "None so far. Practices that the team needs to find out about, or that no one answered, aren't listed here.".to_owned()
}

/// How many practices stand so.
fn number(view: &View<'_>, class: Class) -> usize {
    view.rows().filter(|row| row.standing == class).count()
}

/// The results that the practices have, with their words.
fn columns(view: &View<'_>) -> Vec<(Class, String)> {
    let any_unanswered = number(view, Class::NoAnswers) > 0;
    let classes = BEST_FIRST.into_iter();
    classes
        .filter(|class| *class != Class::NoAnswers || any_unanswered)
        .map(|class| (class, capitalized(class.words())))
        .collect()
}

/// Where every practice stands, as a picture.
pub(super) fn squares(page: &mut Page, view: &View<'_>) {
    let standings: Vec<Class> = view.rows().map(|row| row.standing).collect();
    page.picture(overview(view.rubric, &standings, &columns(view), true));
}

fn table(page: &mut Page, view: &View<'_>) {
    squares(page, view);
    let columns = columns(view);
    let row = |name: String, practices: Range<usize>| {
        let standings: Vec<Class> = practices.map(|index| view.row(index).standing).collect();
        let mut row = vec![name];
        row.extend(columns.iter().map(|(class, _)| {
            let standing = standings.iter().filter(|standing| *standing == class);
            standing.count().to_string()
        }));
        row
    };
    let ingredients = view.rubric.ingredients.iter();
    let mut rows: Vec<_> = ingredients
        .map(|i| row(text(&i.title), i.practices.clone()))
        .collect();
    rows.push(row("**All**".to_owned(), 0..view.rubric.len()));
    let mut head = vec!["Ingredient"];
    head.extend(columns.iter().map(|(_, name)| name.as_str()));
    page.table(head, 1..=columns.len(), rows);
}

/// The title of a practice in quotation marks as the end of a sentence.
fn quoted(view: &View<'_>, practice: Option<usize>) -> Option<String> {
    practice.map(|index| format!("\"{}\"", ended(&view.row(index).title())))
}

/// `two practices`, `all 25 practices`.
fn practices(view: &View<'_>, n: usize) -> String {
    match n {
        2.. if n == view.rubric.len() => format!("all {n} practices"),
        _ => spelled(n, "practice"),
    }
}

/// That so many practices are this, in words for one and for more.
fn so_many(view: &View<'_>, n: usize, [is, are]: [&str; 2]) -> String {
    match n {
        0 => format!("No practice {is}."),
        1 => format!("One practice {is}."),
        n => format!("{} {are}.", capitalized(&practices(view, n))),
    }
}

fn good(view: &View<'_>) -> String {
    let strengths = number(view, Class::Strength);
    let ok = number(view, Class::Maintain);
    let ok = so_many(view, ok, ["is OK for now", "are OK for now"]);
    match (strengths, quoted(view, view.debrief.strongest)) {
        (0, _) => format!("No practice is a strength yet. {ok}"),
        (1, Some(it)) => format!("One practice is a strength: {it} {ok}"),
        (n, strongest) => {
            let strongest = strongest.map(|it| format!(" The strongest is {it}"));
            let strengths = so_many(view, n, ["is a strength", "are strengths"]);
            format!("{strengths}{} {ok}", strongest.unwrap_or_default())
        }
    }
}

/// What needs work. That nothing does, or nothing urgently, is said only where every practice is
/// known.
fn wanting(view: &View<'_>) -> Option<String> {
    let urgent = number(view, Class::UrgentGap);
    let better = number(view, Class::Improve);
    let is_known = view.debrief.is_on_the_scale();
    if (urgent, better) == (0, 0) {
        return is_known.then(|| "No practice is an urgent gap or could be better.".to_owned());
    }
    let gaps = match urgent {
        0 if !is_known => String::new(),
        n => so_many(view, n, ["is an urgent gap", "are urgent gaps"]) + " ",
    };
    let better = so_many(view, better, ["could be better"; 2]);
    let greatest = quoted(view, view.debrief.greatest_concern);
    let greatest = greatest.map(|it| format!(" The greatest concern is {it}"));
    Some(format!("{gaps}{better}{}", greatest.unwrap_or_default()))
}

fn open(view: &View<'_>) -> String {
    let split = view.debrief.differences.len();
    let on = practices(view, split);
    let mut open = match (split, quoted(view, view.debrief.widest)) {
        (0, _) => format!("{}.", capitalized(view.no_difference())),
        (1, Some(it)) => format!("Opinions are split on one practice, {it}"),
        (_, Some(it)) => format!("Opinions are split on {on}, most of all on {it}"),
        (_, None) => format!("Opinions are split on {on}."),
    };
    let unknown = view.debrief.find_out.len();
    if unknown > 0 {
        let unknown = practices(view, unknown);
        open.push_str(&format!(" The team needs to find out about {unknown}."));
    }
    let urgent = view.rows_of(&view.debrief.find_out);
    let urgent = urgent.filter(|row| row.finding.has(Flag::KnownUrgent));
    let urgent: Vec<usize> = urgent.map(|row| row.number).collect();
    if !urgent.is_empty() {
        let these = numbered("practice", &urgent);
        open.push_str(&format!(" Don't wait on {these}: see \"Find out\"."));
    }
    let unanswered = match view.debrief.unanswered[..] {
        [] => return open,
        [only] => quoted(view, Some(only)).unwrap_or_default(),
        ref several => practices(view, several.len()) + ".",
    };
    format!("{open} No one answered {unanswered}")
}
