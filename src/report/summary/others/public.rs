//! The long page for anyone outside the team: where each practice stands, the plan, and what
//! changed. No names, no comments, no notes, no counts, no groups.

use crate::model::assessment::Decision;
use crate::model::finding::Class;
use crate::model::placeholder::says_nothing;
use crate::report::formats::inline::{ended, text};
use crate::report::formats::{Item, Page};
use crate::report::picture::mark::BEST_FIRST;
use crate::report::picture::overview::overview;
use crate::report::summary::goals;
use crate::report::summary::others::Shared;
use crate::report::summary::others::standing::words;
use crate::report::summary::others::years::compared;
use crate::words::{agreeing, joined_by};

/// The public summary.
pub fn public(shared: &Shared<'_>) -> Page {
    let mut page = shared.page();
    opening(&mut page, shared);
    strengths(&mut page, shared);
    needs_work(&mut page, shared);
    since(&mut page, shared);
    next(&mut page, shared);
    if let Some(plan) = shared.extras.plan {
        let gap = [Class::UrgentGap, Class::Improve];
        let is_strength = |practice: usize| !gap.contains(&shared.standings[practice]);
        plan.sections(&mut page, shared.rubric, is_strength);
    }
    help(&mut page, shared);
    everything(&mut page, shared);
    page
}

fn opening(page: &mut Page, shared: &Shared<'_>) {
    page.paragraphs(shared.about());
    let question = text(&shared.rubric.question);
    if !question.is_empty() {
        page.paragraph(format!("*{question}*"));
    }
    page.paragraph(format!(
        "{} This page shows the result for each practice.",
        shared.who()
    ));
    goals::section(page, shared.extras.plan, shared.rubric);
    page.heading(2, "At a glance");
    let used = BEST_FIRST
        .into_iter()
        .filter(|class| shared.standings.contains(class));
    let key: Vec<_> = used
        .map(|class| (class, words(class, &shared.rubric.labels).to_owned()))
        .collect();
    page.picture(overview(shared.rubric, &shared.standings, &key, false));
    page.items(found(shared));
}

/// How many practices stand where, by title: what the picture shows, in words.
pub(super) fn found(shared: &Shared<'_>) -> Vec<String> {
    let lists = BEST_FIRST.into_iter().filter_map(|standing| {
        let said = text(words(standing, &shared.rubric.labels));
        titles(shared, &said, shared.standing(&[standing]))
    });
    lists.collect()
}

/// Title and statement: readers haven't seen the form.
fn described(shared: &Shared<'_>, index: usize) -> String {
    let statement = text(&shared.practice(index).statement);
    format!("**{}** {statement}", ended(&shared.title(index)))
}

/// What stands with so many titles.
fn describes(entries: usize) -> String {
    let each = agreeing(entries, "The", "Each");
    format!("{each} entry describes the practice when it is fully in place")
}

fn strengths(page: &mut Page, shared: &Shared<'_>) {
    page.heading(2, "Our strengths");
    let rows = shared.in_order(shared.standing(&[Class::Strength]));
    if rows.is_empty() {
        page.paragraph(shared.none_is("a strength yet"));
    } else {
        let are = match rows.len() {
            1 => "This practice is a strength",
            _ => "These practices are strengths",
        };
        page.paragraph(format!("{are}. {}.", describes(rows.len())));
        page.items(rows.into_iter().map(|index| described(shared, index)));
    }
}

/// What the plan acts on, in its order, and then what else needs work.
fn needs_work(page: &mut Page, shared: &Shared<'_>) {
    let planned = shared.planned();
    let mut others = shared.standing(&[Class::UrgentGap, Class::Improve]);
    others.retain(|index| !planned.contains(index));
    let describes = |entries| format!("{}, not what we have today.", describes(entries));
    let is_planned = !planned.is_empty();
    if is_planned {
        page.heading(2, "Our priorities");
        let order = match planned.len() {
            1 => "",
            _ => "The numbers show the order of priority in our plan. ",
        };
        page.paragraph(order.to_owned() + &describes(planned.len()));
        page.items((1..).zip(planned).map(|(number, index)| {
            let mut item = entry(shared, index);
            item.line = format!("**No. {number}:** {}", item.line);
            item
        }));
    }
    if !others.is_empty() {
        page.heading(
            2,
            match is_planned {
                true => "What else needs work",
                false => "What needs work",
            },
        );
        page.paragraph(describes(others.len()));
        page.items(others.into_iter().map(|index| entry(shared, index)));
    } else if !is_planned && shared.rated() > 0 {
        page.heading(2, "What needs work");
        page.paragraph(shared.none_is("an urgent gap or could be better"));
    }
}

fn entry(shared: &Shared<'_>, index: usize) -> Item {
    let plan = shared.extras.plan;
    let (title, words) = (shared.title(index), shared.words(index));
    let statement = text(&shared.practice(index).statement);
    let watch = match shared.decisions[index] {
        Some(Decision::Watch) => " We will review this at the next assessment.",
        _ => "",
    };
    Item {
        line: format!("**{title}** ({words}). {statement}{watch}"),
        more: Vec::new(),
        below: plan.map_or_else(Vec::new, |plan| plan.for_practice(index)),
    }
}

fn since(page: &mut Page, shared: &Shared<'_>) {
    let earlier = shared.extras.earlier;
    if !earlier.is_empty() {
        page.heading(2, "What has changed");
        let now = (shared.cycle, &*shared.standings);
        let said = |standing| text(words(standing, &shared.rubric.labels));
        compared(page, shared.rubric, now, earlier, said);
    }
    if let Some(plan) = shared.extras.last_plan {
        plan.what_became(page, shared.rubric);
    }
}

fn next(page: &mut Page, shared: &Shared<'_>) {
    let plan = shared.extras.plan;
    let decided = [
        (Decision::Improve, "We will improve"),
        (Decision::FindOut, "We will learn more about"),
        (Decision::Continue, "We will continue"),
        (Decision::Watch, "We will review next time"),
    ];
    let is_over = |index| plan.is_some_and(|plan| plan.is_over(index));
    let on_hold = |index| plan.is_some_and(|plan| plan.plan.defer(index).is_some());
    let items = decided.into_iter().filter_map(|(decision, words)| {
        let practices = 0..shared.rubric.len();
        let practices = practices.filter(|index| shared.decisions[*index] == Some(decision));
        // What the plan puts on hold is told there.
        let practices = practices.filter(|index| !on_hold(*index) && !is_over(*index));
        titles(shared, words, practices.collect())
    });
    page.list(2, "What comes next", items);
    let is_done = |index: &usize| plan.is_some_and(|plan| plan.is_done(*index));
    let done = shared.planned().into_iter().filter(is_done);
    page.list(2, "What we have done", titles(shared, DONE, done.collect()));
}

/// That a practice has no more to do isn't that it is in place.
pub(super) const DONE: &str = "Every action in our plan is finished for";

/// A line of titles after some words; none without practices.
pub(super) fn titles(shared: &Shared<'_>, words: &str, practices: Vec<usize>) -> Option<String> {
    let practices = shared.in_order(practices);
    let titles = joined_by(practices.into_iter().map(|p| shared.title(p)), "; ")?;
    Some(format!("**{words}:** {}", ended(&titles)))
}

fn help(page: &mut Page, shared: &Shared<'_>) {
    page.heading(2, "How you can help");
    page.paragraph(
        "We can't do this without schools, families, and community partners. Please tell us which \
         practices you can help with, what you see in your school or neighborhood that we may have \
         missed, and what is working there that others should know about.",
    );
    page.paragraph(contact(shared));
}

/// Whom to ask.
pub(super) fn contact(shared: &Shared<'_>) -> String {
    let contact = shared.extras.plan.map_or("", |plan| &plan.plan.contact);
    let contact = text(contact);
    match says_nothing(&contact) {
        true => "**Contact:** the district office".to_owned(),
        false => format!("**Contact:** {contact}"),
    }
}

fn everything(page: &mut Page, shared: &Shared<'_>) {
    page.heading(2, "Every practice");
    for ingredient in &shared.rubric.ingredients {
        page.heading_of(3, &ingredient.title);
        let practices = ingredient.practices.clone();
        let rows = practices.map(|index| vec![shared.title(index), shared.words(index)]);
        page.table(["Practice", "Result"], [], rows);
    }
}
