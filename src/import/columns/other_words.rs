//! Headings that ask how we know in other words than the survey's: "Comments", "Status", or a practice's
//! title over free text.

use std::collections::HashMap;

use crate::import::columns::SeenColumn;
use crate::import::headings::{Asks, Own, Questions, Says, plain, uncounted};

/// Takes headings in other words ("Comments") for the question how we know where they repeat, one
/// for each practice or block; and takes one that names a practice, but has its ratings, for none.
pub(super) fn in_other_words(seen: &mut [SeenColumn], questions: &Questions) {
    let rated: Vec<usize> = seen.iter().filter_map(|s| s.says.practice()).collect();
    for here in seen.iter_mut().filter(|s| s.holds.rates()) {
        if let Some(Asks {
            named: Some(named),
            explained: true,
            ..
        }) = here.says.asks()
            && !rated.contains(&named)
        {
            here.says = Says::Other;
        }
    }
    let other = seen
        .iter()
        .enumerate()
        .filter(|(_, s)| s.says == Says::Other);
    let other = other.filter_map(|(at, SeenColumn { column, .. })| {
        let words = uncounted(plain(&column.heading));
        Some((at, words, questions.asks_in_other_words(&column.heading)?))
    });
    let other: Vec<(usize, String, Asks)> = other.collect();
    for (at, words, asks) in &other {
        let same = other.iter().filter(|(_, same, _)| same == words);
        let rates = same.clone().filter(|(at, ..)| seen[*at].holds.rates());
        if same.count() > (2 * rates.count()).max(1) {
            seen[*at].says = Says::Comment(*asks);
        }
    }
}

/// Takes words that stand right after a rating for a comment also where the heading says something
/// else, such as one that a form tool writes ("Status", "Feedback"), where headings like it come after
/// several practices and none of those has a comment of its own. Other words below a tool's heading
/// match nothing, and so are asked about.
pub(super) fn below_other_headings(seen: &mut [SeenColumn], questions: &Questions) {
    let last_rated = seen.iter().rposition(|s| s.holds.rates());
    let mut same: HashMap<String, Vec<[usize; 2]>> = HashMap::new();
    let mut before = Vec::new();
    let mut doubtful = Vec::new();
    let mut rated = None;
    for at in 0..seen.len() {
        let here = &seen[at];
        if here.holds.rates() {
            rated = Some(at);
        }
        let is_when = matches!(here.says, Says::Own(Own::When, _));
        let is_tools = matches!(
            here.says,
            Says::Own(Own::Tools | Own::Scored | Own::When | Own::Email, _)
        );
        let is_free = matches!(here.says, Says::Own(..) | Says::Other)
            && !here.holds.rates()
            && !here.column.heading.is_empty();
        if !is_free {
            continue;
        }
        let is_asked = rated.is_some_and(|rated| has_comment(seen, rated));
        let is_between = rated.is_some() && Some(at) < last_rated;
        if is_tools
            && !(is_asked && here.is_scored())
            && (is_between && here.holds.is_worded()
                || here.holds.is_prose() && (rated.is_some() || !is_when))
        {
            doubtful.push(at);
        }
        if let Some(rated) = rated.filter(|_| !is_asked) {
            let (_, words) = questions.without_practice(&here.column.heading);
            same.entry(uncounted(words)).or_default().push([rated, at]);
        } else if rated.is_none() && (here.says == Says::Other || here.holds.is_prose()) {
            before.push((uncounted(plain(&here.column.heading)), at));
        }
    }
    for at in doubtful {
        seen[at].says = Says::Other;
    }
    let is_worded = |of: &&Vec<[usize; 2]>| {
        let filled = of.iter().filter(|[_, at]| seen[*at].holds.filled > 0);
        let worded = filled.clone().filter(|[_, at]| seen[*at].holds.is_worded());
        let (filled, worded) = (filled.count(), worded.count());
        worded > 1 && 2 * worded > filled
    };
    let comment = |named| {
        Says::Comment(Asks {
            named,
            explained: true,
            ..Asks::default()
        })
    };
    // One like them before the first practice is a comment as well.
    before.retain(|(words, _)| same.get(words).is_some_and(|of| is_worded(&of)));
    let worded: Vec<[usize; 2]> = same.values().filter(is_worded).flatten().copied().collect();
    for (_, at) in before {
        seen[at].says = comment(None);
    }
    for [rated, at] in &worded {
        let is_only = worded.iter().filter(|[other, _]| other == rated).count() == 1;
        let named = questions.mentions(&seen[*at].column.heading);
        seen[*at].says = if is_only { comment(named) } else { Says::Other };
    }
    let mut titled = titled(seen, questions);
    titled.retain(|(rated, _)| !has_comment(seen, *rated));
    for (rated, at) in titled {
        seen[at].says = comment(seen[rated].says.practice());
    }
}

/// Free text whose heading has a practice's title in it, each with that practice's rating; none where
/// one practice has several.
fn titled(seen: &[SeenColumn], questions: &Questions) -> Vec<(usize, usize)> {
    let is_text = |s: &SeenColumn| s.says == Says::Other && s.holds.is_worded() && !s.holds.rates();
    let of = |at: usize| {
        let practice = questions.mentions(&seen[at].column.heading)?;
        let is_it = |s: &SeenColumn| s.holds.rates() && s.says.practice() == Some(practice);
        Some((seen.iter().position(is_it)?, at))
    };
    let texts = (0..seen.len()).filter(|at| is_text(&seen[*at]));
    let all: Vec<(usize, usize)> = texts.filter_map(of).collect();
    let is_only =
        |(rated, _): &&(usize, usize)| all.iter().filter(|(r, _)| r == rated).count() == 1;
    all.iter().filter(is_only).copied().collect()
}

/// Whether the practice with this rating has a comment: one that names it, or that comes before the next
/// rating.
fn has_comment(seen: &[SeenColumn], rated: usize) -> bool {
    let after = seen[rated + 1..].iter().take_while(|s| !s.holds.rates());
    let mut asks = after.filter(|s| matches!(s.says, Says::Comment(_) | Says::Practice(..)));
    let named = seen[rated].says.practice();
    let mut all = seen.iter().filter_map(|s| s.says.asks()?.named);
    asks.next().is_some() || all.any(|other| Some(other) == named)
}
