//! Which practice a question how we know is about, where it does not name one: the one right
//! before it. A box after several practices is not the last one's.

use std::collections::HashMap;

use crate::import::columns::{HeadingNumbers, SeenColumn, Use};
use crate::import::form_export::bad;
use crate::import::headings::{Asks, Questions, Says, plain, uncounted, without_counter};
use crate::model::each_once::{each_once, only};
use crate::model::rubric::Rubric;
use crate::problem::Problem;
use crate::text::cut;
use crate::words::numbered;

/// Practices that follow each other, and the comment columns right after them, by their places
/// among what was seen.
#[derive(Debug, Default)]
struct PracticeRun {
    /// Each practice with the place of its rating.
    asked: Vec<(usize, usize)>,
    comments: Vec<usize>,
}

impl PracticeRun {
    fn practices(&self) -> Vec<usize> {
        self.asked.iter().map(|(practice, _)| *practice).collect()
    }
}

/// Finds the practices of comment columns.
///
/// # Errors
/// Where that is not certain, one problem for all of them.
pub(super) fn place(
    seen: &mut [SeenColumn],
    numbers: HeadingNumbers,
    questions: &Questions,
    rubric: &Rubric,
) -> Option<Problem> {
    for_an_ingredient(seen, rubric);
    let (mut groups, orphans) = groups(seen, questions);
    let with_one = |g: &&PracticeRun| g.asked.len() == 1 && g.comments.len() == 1;
    let singles = groups.iter().filter(with_one).count();
    without_unasked(&mut groups, seen, singles > 0);
    let asked: Vec<&PracticeRun> = groups.iter().filter(|g| !g.comments.is_empty()).collect();
    let mut unclear: Vec<usize> = orphans;
    let is_in_order = is_in_order(seen);
    let counted = asked.iter().flat_map(|g| &g.comments).copied();
    let are_counted = are_counted(seen, counted);
    // A comment column before the first practice: they come in another order.
    let first_rated = groups.first().and_then(|g| Some(g.asked.first()?.1));
    let comes_first = unclear.iter().any(|at| Some(*at) < first_rated);
    let before = asked.iter().flat_map(|g| &g.comments).chain(&unclear);
    if comes_first && let Some(found) = each_before_its_own(before, seen) {
        for (at, practice) in found {
            seen[at].column.used = Use::Documentation(practice);
            seen[at].column.near = true;
        }
        return None;
    }
    for group in &asked {
        let found = if comes_first || !are_counted {
            None
        } else if singles == 0 && group.comments.len() == 1 && group.asked.len() > 1 {
            one_for_several(group, asked.len(), seen, numbers, rubric)
        } else {
            let found = in_order(group, seen, numbers, is_in_order, singles > 0);
            found.filter(|_| words_agree(group, seen, questions))
        };
        match found {
            Some(found) => {
                for (at, used, near) in found {
                    seen[at].column.used = used;
                    seen[at].column.near |= near;
                }
            }
            None => unclear.extend(&group.comments),
        }
    }
    let several = |group: &&&PracticeRun| {
        (singles > 0 || unclear.len() == 1)
            && unclear.contains(&group.comments[0])
            && group.asked.len() > group.comments.len()
    };
    let among = asked.iter().find(several);
    let among = among.filter(|_| !comes_first && are_counted);
    unclear.retain(|at| seen[*at].holds.filled > 0);
    unclear.sort_unstable();
    let among = among.map(|group| group.practices());
    problem(&unclear, among, singles > 0, seen, rubric)
}

/// The practices of comment columns that all have the number of the practice right after them.
fn each_before_its_own<'a>(
    comments: impl Iterator<Item = &'a usize>,
    seen: &[SeenColumn],
) -> Option<Vec<(usize, usize)>> {
    let own = |at: &usize| {
        let Use::Rating(practice) = seen.get(at + 1)?.column.used else {
            return None;
        };
        let words = plain(&seen[*at].column.heading);
        let number = words[without_counter(&words).len()..].trim().parse();
        (number == Ok(practice + 1)).then_some((*at, practice))
    };
    comments.map(own).collect()
}

/// Files the only comment column that names an ingredient under its practices.
fn for_an_ingredient(seen: &mut [SeenColumn], rubric: &Rubric) {
    let of = |s: &SeenColumn| s.says.asks()?.ingredient;
    for ingredient in 0..rubric.ingredients.len() {
        let column = only(seen.iter_mut().filter(|s| of(s) == Some(ingredient)));
        let is_of = |p: &usize| rubric.practices()[*p].ingredient == ingredient;
        let mut practices = (0..rubric.len()).filter(is_of);
        if let (Some(SeenColumn { column, .. }), Some(first)) = (column, practices.next()) {
            let last = practices.next_back().unwrap_or(first);
            (column.used, column.near) = (Use::Shared(first, last), true);
        }
    }
}

/// Takes practices out that nobody answered, and that come right before another one without a comment of
/// their own: somebody who didn't ask about a practice adds a blank column with its title, anywhere.
fn without_unasked(groups: &mut Vec<PracticeRun>, seen: &[SeenColumn], is_each_alone: bool) {
    for group in groups.iter_mut().filter(|_| is_each_alone) {
        let is_filled = |(_, rated): &(usize, usize)| seen[*rated].holds.filled > 0;
        let is_last_alone = match group.asked.split_last() {
            Some((last, before)) => is_filled(last) && !before.iter().any(is_filled),
            None => false,
        };
        if group.comments.is_empty() || group.comments.len() == 1 && is_last_alone {
            group.asked.retain(is_filled);
        }
    }
    groups.retain(|group| !group.asked.is_empty());
}

/// Whether these columns come as the tool counted them: it counts equal headings in the order in
/// which the form asks, and the first of them has no number.
fn are_counted(seen: &[SeenColumn], comments: impl Iterator<Item = usize>) -> bool {
    let mut last: HashMap<String, (bool, usize)> = HashMap::new();
    let mut is_sorted = true;
    for at in comments {
        let counter = seen[at].says.asks().and_then(|asks| asks.counter);
        let words = uncounted(plain(&seen[at].column.heading));
        let (is_counted, before) = last.entry(words).or_default();
        // Where none is counted, there is nothing to go by.
        is_sorted &= match counter {
            Some(counter) => counter > *before,
            None => !*is_counted,
        };
        *is_counted |= counter.is_some();
        *before = counter.unwrap_or_default().max(*before);
    }
    is_sorted
}

/// The groups in their order, and comment columns before any practice.
fn groups(seen: &mut [SeenColumn], questions: &Questions) -> (Vec<PracticeRun>, Vec<usize>) {
    let mut groups: Vec<PracticeRun> = Vec::new();
    let mut orphans = Vec::new();
    let mut open = PracticeRun::default();
    let mut is_adjacent = false;
    for (at, here) in seen.iter_mut().enumerate() {
        // A quiz puts its points between a question and its comment.
        if here.is_scored() {
            continue;
        }
        if let Use::Rating(practice) = here.column.used {
            if !open.comments.is_empty() {
                groups.push(std::mem::take(&mut open));
            }
            open.asked.push((practice, at));
            is_adjacent = true;
            continue;
        }
        let is_comment = here.is_comment();
        let asks = is_comment && here.column.used == Use::Nothing;
        // "Comments" asks it as well, right after a practice.
        let in_other_words = here.says == Says::Other
            && (open.comments.is_empty() || open.asked.len() > 1)
            && !here.holds.rates()
            && questions
                .asks_in_other_words(&here.column.heading)
                .is_some();
        if asks || in_other_words {
            if is_adjacent && !open.asked.is_empty() {
                open.comments.push(at);
                here.column.near |= in_other_words;
            } else if asks {
                orphans.push(at);
            }
            continue;
        }
        // Of boxes after several practices, one can name its own.
        if let Use::Documentation(practice) = here.column.used
            && open.asked.len() > 1
            && open.practices().contains(&practice)
        {
            continue;
        }
        // What stands between ratings that have no comment does not give the last of them one, but
        // none waits for its comment behind one that names its practice.
        if is_comment || !open.comments.is_empty() {
            groups.push(std::mem::take(&mut open));
        }
        is_adjacent = false;
    }
    groups.push(open);
    // None that has a comment of its own waits for another one, where others do.
    let has_none = |(practice, _): &(usize, usize)| {
        let named = Use::Documentation(*practice);
        !seen.iter().any(|s| s.column.used == named)
    };
    for group in &mut groups {
        if group.asked.iter().any(has_none) {
            group.asked.retain(has_none);
        }
    }
    groups.retain(|g| !g.asked.is_empty());
    (groups, orphans)
}

/// Whether the practices come in the survey's order; one that is asked twice counts where it is first.
fn is_in_order(seen: &[SeenColumn]) -> bool {
    let rated = seen.iter().filter_map(|s| match s.column.used {
        Use::Rating(practice) => Some(practice),
        _ => None,
    });
    each_once(rated).is_sorted()
}

type FoundComments = Vec<(usize, Use, bool)>;

/// One comment column for several practices: for an ingredient it is filed under each of its
/// practices, for all of them under none.
fn one_for_several(
    group: &PracticeRun,
    asked: usize,
    seen: &[SeenColumn],
    numbers: HeadingNumbers,
    rubric: &Rubric,
) -> Option<FoundComments> {
    let (at, practices) = (group.comments[0], group.practices());
    let number = seen[at].says.asks().and_then(|asks| asks.number);
    let named = practices.iter().find(|p| number == Some(*p + 1));
    if let Some(practice) = named
        && numbers == HeadingNumbers::OfPractices
    {
        return Some(vec![(at, Use::Documentation(*practice), false)]);
    }
    let (first, last) = (*practices.first()?, *practices.last()?);
    let in_a_row = practices.windows(2).all(|w| w[0] + 1 == w[1]);
    let ingredient = |practice: usize| rubric.practices()[practice].ingredient;
    let begins = first == 0 || ingredient(first - 1) != ingredient(first);
    let ends = last + 1 == rubric.len() || ingredient(last + 1) != ingredient(last);
    if !(in_a_row && begins && ends) {
        return None;
    }
    if ingredient(first) == ingredient(last) {
        return Some(vec![(at, Use::Shared(first, last), true)]);
    }
    let for_all = asked == 1 && practices.len() == rubric.len();
    for_all.then(|| vec![(at, Use::Nothing, false)])
}

/// As many comment columns as practices, or each with a number that agrees. Where other practices
/// have their comment right after them (`is_each_alone`), several before theirs are columns that
/// were moved, in any order.
fn in_order(
    group: &PracticeRun,
    seen: &[SeenColumn],
    numbers: HeadingNumbers,
    is_in_order: bool,
    is_each_alone: bool,
) -> Option<FoundComments> {
    let comments = group.comments.iter().map(|at| seen[*at].says.asks());
    let comments: Vec<Option<Asks>> = comments.collect();
    let number = |asks: &Option<Asks>| asks.as_ref().and_then(|asks| asks.number);
    let given: Option<Vec<usize>> = comments.iter().map(number).collect();
    let practices: Vec<usize> = group.practices().iter().map(|p| p + 1).collect();
    let near = |asks: &Option<Asks>| asks.as_ref().is_none_or(|asks| asks.explained);
    let file =
        |practice: usize, at: usize, near: bool| (at, Use::Documentation(practice - 1), near);
    // The numbers of these practices, in their order.
    if let Some(given) = &given
        && numbers != HeadingNumbers::OfPlaces
        && numbers != HeadingNumbers::Mixed
        && given.is_sorted_by(|a, b| a < b)
        && given.iter().all(|number| practices.contains(number))
        && (given.len() == practices.len() || numbers == HeadingNumbers::OfPractices)
        && practices.is_sorted()
    {
        let found = given.iter().zip(&group.comments).zip(&comments);
        let found = found.map(|((n, at), asks)| file(*n, *at, near(asks)));
        return Some(found.collect());
    }
    if comments.len() != practices.len() {
        return None;
    }
    let is_single = practices.len() == 1;
    // A number that says another practice than the place does, and than the practice's own heading.
    let contradicts = comments.iter().enumerate().any(|(nth, asks)| {
        let (_, rated) = group.asked[nth];
        let own = match seen[rated].says {
            Says::Practice(_, number) => number,
            _ => None,
        };
        number(asks).is_some_and(|n| n != practices[nth] && Some(n) != own)
    });
    if contradicts && numbers != HeadingNumbers::OfPlaces {
        return None;
    }
    if !is_single && (is_each_alone || !practices.is_sorted()) {
        return None;
    }
    let found = practices.iter().zip(&group.comments).zip(&comments);
    let found = found.map(|((practice, at), asks)| {
        file(*practice, *at, near(asks) || !is_single || !is_in_order)
    });
    Some(found.collect())
}

/// Whether boxes for several practices that ask in other words ("Comments - Home visits") each have
/// nothing but words of their own practice's title.
fn words_agree(group: &PracticeRun, seen: &[SeenColumn], questions: &Questions) -> bool {
    let mut both = group.asked.iter().zip(&group.comments);
    group.asked.len() == 1
        || both.all(|((practice, _), at)| {
            seen[*at].says != Says::Other || questions.is_of(*practice, &seen[*at].column.heading)
        })
}

/// What is said of these columns: they are after several practices (`among`), of which others may have
/// one each, or not right after one.
fn problem(
    unclear: &[usize],
    among: Option<Vec<usize>>,
    have_others: bool,
    seen: &[SeenColumn],
    rubric: &Rubric,
) -> Option<Problem> {
    let named: Vec<String> = unclear.iter().map(|at| seen[*at].column.named()).collect();
    let columns = match named.as_slice() {
        [] => return None,
        [one] => format!("column {one}"),
        [one, two] => format!("columns {one} and {two}"),
        [first, more @ ..] => format!("column {first} and {} other columns", more.len()),
    };
    let is_rated = |at: usize| matches!(seen[at].column.used, Use::Rating(_));
    let is_second =
        |pair: &&[usize]| pair[0] + 1 == pair[1] && pair[0].checked_sub(1).is_some_and(is_rated);
    let seconds = unclear.windows(2).filter(is_second).count();
    let (why, what) = match among {
        None if seconds > 1 && 2 * seconds >= unclear.len() => (
            "there are two comment columns after each practice".to_owned(),
            "In a copy of the export, put both comments on a practice together in one column, or take one of them out.",
        ),
        None => (
            "a comment column has to come right after its own practice".to_owned(),
            "Move each comment column to right after its practice{or}",
        ),
        Some(practices) => (
            format!(
                "{} come before it, and only one of them can have it",
                numbered(
                    "practice",
                    &practices.into_iter().map(|p| p + 1).collect::<Vec<_>>()
                )
            ),
            match have_others {
                true => {
                    "If a comment column is missing, add a blank one with the same heading right after its practice{or}"
                }
                // One more column would be no advice.
                false => "Move it to right after its practice{or}",
            },
        ),
    };
    let title = cut(&rubric.practices().first()?.title);
    let or = format!(", or name the practice in its heading, such as \"How do we know? {title}\".");
    Some(bad(
        format!("It isn't clear which practices the comments in {columns} are about: {why}."),
        &what.replace("{or}", &or),
    ))
}
