//! Years compared by where the practices stand, in words and arrows: counts of two years
//! side by side would tell what a single late form said.

use std::collections::HashMap;

use crate::model::assessment::Assessed;
use crate::model::comparison::Side;
use crate::model::finding::Class;
use crate::model::rubric::Rubric;
use crate::report::formats::Page;
use crate::report::formats::inline::text;
use crate::report::results::tally::View;
use crate::report::summary::others::standing::{for_others, step};
use crate::words::{agreeing, capitalized, counted_first, joined_by};

/// An earlier year: where its practices stood.
#[derive(Debug, Clone)]
pub struct EarlierYear {
    name: Option<String>,
    /// By full id: an earlier year's rubric may be of another version.
    standings: HashMap<String, Class>,
}

impl EarlierYear {
    /// Keeps of an earlier assessment what others may see.
    pub fn of(earlier: &Side<'_>) -> Self {
        Self::read(earlier, for_others)
    }

    fn read(earlier: &Side<'_>, standing: impl Fn(&Assessed) -> Class) -> Self {
        let ids = earlier.rubric.practices().iter().map(|p| p.id.clone());
        let practices = earlier.assessment.practices.iter();
        Self {
            name: earlier.name(),
            standings: ids.zip(practices.map(standing)).collect(),
        }
    }
}

/// A row for each practice that doesn't stand where it stood in some earlier year, with an
/// arrow from the last of them to now; `earlier` has at least one, the oldest first, and
/// `standings` are those of this year by flat index, `said` in these words.
pub(super) fn compared(
    page: &mut Page,
    rubric: &Rubric,
    (name, standings): (Option<&str>, &[Class]),
    earlier: &[EarlierYear],
    said: impl Fn(Class) -> String,
) {
    let mut rows = Vec::new();
    let (mut same, mut new) = (0, 0);
    for (practice, is) in rubric.practices().iter().zip(standings) {
        let were = earlier.iter().map(|year| year.standings.get(&practice.id));
        let were: Vec<Option<Class>> = were.map(Option::<&Class>::copied).collect();
        if were.iter().all(Option::is_none) {
            new += 1;
            continue;
        }
        if were.iter().flatten().all(|was| was == is) {
            same += 1;
            continue;
        }
        let mut row = vec![text(&practice.title)];
        row.extend(were.iter().map(|was| was.map_or_else(String::new, &said)));
        row.push(said(*is));
        row.push(arrow(were.last().copied().flatten(), *is).to_owned());
        rows.push(row);
    }
    let is_any = !rows.is_empty();
    let named = |name: Option<&str>, else_: &str| name.map_or_else(|| else_.to_owned(), text);
    let mut head = vec!["Practice".to_owned()];
    let years = earlier.iter().map(|year| year.name.as_deref());
    head.extend(years.map(|name| named(name, "Earlier")));
    let change = match earlier {
        [_, .., last] => {
            "Change since ".to_owned() + &named(last.name.as_deref(), "the year before")
        }
        _ => "Change".to_owned(),
    };
    head.extend([named(name, "Now"), change]);
    if is_any {
        page.table(head, [], rows);
    }
    let mut rest = Vec::new();
    if same > 0 {
        let (who, have) = match (is_any, new, same) {
            (false, 0, _) => ("Every practice".to_owned(), "has"),
            (true, 0, 1) => ("The other practice".to_owned(), "has"),
            (true, 0, n) => (format!("The other {n} practices"), "have"),
            (.., n) => (counted_first(n, "practice"), agreeing(n, "has", "have")),
        };
        rest.push(format!("{who} {have} the same result as before."));
    }
    if new > 0 {
        let were = agreeing(new, "wasn't", "weren't");
        let practices = counted_first(new, "practice");
        rest.push(format!("{practices} {were} in the self-assessment before."));
    }
    page.paragraphs(joined_by(rest, " "));
}

/// Up and down on the scale; what wasn't or isn't on it has only changed.
fn arrow(was: Option<Class>, is: Class) -> &'static str {
    match was.map(|was| (step(was), step(is))) {
        _ if was == Some(is) => "",
        None => "",
        Some((Some(before), Some(after))) if after > before => "\u{2191} Up",
        Some((Some(_), Some(_))) => "\u{2193} Down",
        Some(_) => "\u{2192} Changed",
    }
}

/// The same on the team's page.
pub(in crate::report::summary) fn standings(
    page: &mut Page,
    view: &View<'_>,
    earlier: &[Side<'_>],
) {
    page.paragraph("**Results by year:** the rating the team agreed on. If it didn't agree on one, what the answers said.");
    let standings: Vec<Class> = view.rows().map(|row| row.standing).collect();
    let years = earlier
        .iter()
        .map(|year| EarlierYear::read(year, Assessed::standing));
    let now = (view.assessment.cycle.as_deref(), &*standings);
    let said = |standing: Class| capitalized(standing.words());
    compared(page, view.rubric, now, &years.collect::<Vec<_>>(), said);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::rubric::builtin;
    use crate::report::formats::markdown::written;

    #[test]
    fn practices_that_are_new_are_not_said_to_be_as_before() {
        let rubric = builtin();
        let all = rubric.len();
        let every = "Every practice has the same result as before.";
        let one = "One practice has the same result as before. Twenty-four practices weren't in the self-assessment before.";
        let none = "Twenty-five practices weren't in the self-assessment before.";
        for (known, said) in [(all, every), (1, one), (0, none)] {
            let ids = rubric.practices().iter().take(known);
            let earlier = EarlierYear {
                name: None,
                standings: ids.map(|p| (p.id.clone(), Class::Strength)).collect(),
            };
            let mut page = Page::default();
            let now = (None, &*vec![Class::Strength; all]);
            let words = |standing: Class| standing.words().to_owned();
            compared(&mut page, &rubric, now, &[earlier], words);
            assert!(written(&page).starts_with(&format!("{said}\n")));
        }
    }
}
