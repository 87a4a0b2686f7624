//! What a report may show of groups of respondents, and where they differ: docs/method.md. What is
//! hidden cannot be got back by taking what is shown from the totals: a practice has no hidden cell
//! or two and more. Nor do the groups' middle answers and numbers leave a single possibility for
//! what the people of one answered.

pub mod districts;
pub mod grouping;
mod possible;

use std::cmp::Reverse;

use crate::model::comparison::change::{Change, Delta, Label, change};
use crate::model::finding::position;
use crate::model::group::grouping::{Group, GroupCell};
use crate::model::group::possible::{Spread, is_certain};
use crate::model::rating::{Rating, folded};
use crate::model::tally::Counts;

/// The minimum cell where a team sets none.
pub const DEFAULT_MINIMUM: u32 = 5;

/// The lowest minimum cell that a team may set.
pub const LOWEST_MINIMUM: u32 = 3;

/// How many differences between groups are listed at most.
const MOST_DIFFERENCES: usize = 3;

/// What the groups too small to be shown are merged into.
const ALL_OTHERS: &str = "All others";

/// A practice in which two groups differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Difference {
    /// The rubric's flat index.
    pub practice: usize,
    /// Index of the group that comes first by name, among those that are shown.
    pub a: usize,
    /// Index of the other.
    pub b: usize,
    /// Of `b` relative to `a`; labelled improved where `b` rates it higher.
    pub change: Change,
}

/// What of these groups may be shown where a cell has to have `minimum` respondents: two or more,
/// each with as many, in name order, the merged one last; none where that leaves fewer.
pub fn shown(groups: Vec<Group>, minimum: u32) -> Vec<Group> {
    let mut shown = merged(groups, minimum);
    if shown.len() < 2 {
        return Vec::new();
    }
    let practices = shown.iter().map(|g| g.counts.len()).max().unwrap_or(0);
    for group in &mut shown {
        group.counts.resize(practices, Counts::default());
    }
    for practice in 0..practices {
        let mut hidden = hidden(&shown, practice, minimum);
        if gives_answers_away(&shown, practice, &hidden) {
            hidden = (0..shown.len()).collect();
        }
        for (at, group) in shown.iter_mut().enumerate() {
            let cell = (!hidden.contains(&at)).then(|| cell(&group.counts[practice]));
            group.cells.push(cell);
        }
    }
    shown
}

/// At most the three largest differences between groups that are shown, the largest first, equal
/// ones in survey and then in name order. Only between cells that are shown: another's position
/// would say what its hidden cell does not.
pub fn differences(shown: &[Group]) -> Vec<Difference> {
    let mut by_name: Vec<_> = (0..shown.len()).collect();
    by_name.sort_by_cached_key(|at| name_order(&shown[*at].name));
    let practices = shown.first().map_or(0, |group| group.cells.len());
    let mut found = Vec::new();
    for practice in 0..practices {
        for (place, a) in by_name.iter().enumerate() {
            let others = by_name[place + 1..].iter();
            found.extend(others.filter_map(|b| difference(shown, practice, *a, *b)));
        }
    }
    found.sort_by_key(|difference| Reverse(difference.change.delta.map(Delta::size)));
    found.truncate(MOST_DIFFERENCES);
    found
}

/// How two groups differ in a practice, where they do.
fn difference(shown: &[Group], practice: usize, a: usize, b: usize) -> Option<Difference> {
    let [one, other] = [a, b].map(|at| &shown[at]);
    let positions = [one, other].map(|g| g.cells[practice].map(|cell| cell.position));
    let change = change(&one.counts[practice], &other.counts[practice]);
    let differ =
        positions[0]? != positions[1]? && matches!(change.label, Label::Improved | Label::Declined);
    differ.then_some(Difference {
        practice,
        a,
        b,
        change,
    })
}

/// The groups in name order, those below the minimum as one at the end. Where they are
/// still too small together, or there is but one of them, the next smallest joins.
fn merged(mut groups: Vec<Group>, minimum: u32) -> Vec<Group> {
    groups.sort_by_cached_key(|group| (group.respondents, name_order(&group.name)));
    let mut small = groups.partition_point(|group| group.respondents < minimum);
    let too_small = |small: usize| {
        let together = groups[..small].iter().map(|g| u64::from(g.respondents));
        together.sum::<u64>() < minimum.into()
    };
    while small > 0 && small < groups.len() && too_small(small) {
        small += 1;
    }
    let others = groups.drain(..small).reduce(joined);
    groups.sort_by_cached_key(|group| name_order(&group.name));
    if let Some(mut others) = others {
        others.name = name_of_others(&groups);
        groups.push(others);
    }
    groups
}

fn joined(mut one: Group, other: Group) -> Group {
    one.respondents += other.respondents;
    let practices = one.counts.len().max(other.counts.len());
    one.counts.resize(practices, Counts::default());
    for (counts, more) in one.counts.iter_mut().zip(other.counts) {
        *counts += more;
    }
    one
}

/// `All others`, or where respondents call a group so themselves, a name that is free.
fn name_of_others(shown: &[Group]) -> String {
    let taken = |name: &String| shown.iter().any(|g| folded(&g.name) == folded(name));
    let mut name = ALL_OTHERS.to_owned();
    while taken(&name) {
        name.push_str(" (merged)");
    }
    name
}

/// By letter whatever the case, then by spelling.
fn name_order(name: &str) -> (String, String) {
    (folded(name).into(), name.to_owned())
}

/// The places of the groups whose cell in a practice is hidden. One alone could be
/// computed from the total, so the one with the next fewest raters keeps it company.
/// That stops subtraction. A reader who knows the sizes of both groups can still say
/// who is missing where nearly everyone in them rated.
fn hidden(shown: &[Group], practice: usize, minimum: u32) -> Vec<usize> {
    let rated = |at: usize| shown[at].counts[practice].rated();
    let mut fewest_first: Vec<_> = (0..shown.len()).collect();
    fewest_first.sort_by_key(|at| rated(*at));
    let below = fewest_first.partition_point(|at| rated(*at) < minimum);
    fewest_first.truncate(if below == 1 { 2 } else { below });
    fewest_first
}

/// Whether what is shown of a practice leaves a single possibility for what one of its groups, or
/// the hidden ones together, answered. Where all who rated it gave one answer, the total says so
/// already.
fn gives_answers_away(shown: &[Group], practice: usize, hidden: &[usize]) -> bool {
    let mut total = Counts::default();
    let mut unseen = Counts::default();
    let mut spreads = Vec::new();
    for (at, group) in shown.iter().enumerate() {
        let counts = group.counts[practice];
        total += counts;
        match hidden.contains(&at) {
            true => unseen += counts,
            false => spreads.push(Spread::shown(&counts)),
        }
    }
    let groups = spreads.len();
    spreads.push(Spread::hidden(&unseen));
    let answers = Rating::SCALE.iter().filter(|r| total.of(**r) > 0).count();
    let told = groups + usize::from(unseen.rated() > 0);
    answers > 1 && (0..told).any(|at| is_certain(&spreads, at))
}

fn cell(counts: &Counts) -> GroupCell {
    GroupCell {
        position: position(counts),
        rated: counts.rated(),
        unsure: counts.of(Rating::Unsure),
    }
}

#[cfg(test)]
mod tests;
