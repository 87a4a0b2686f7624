//! What the counts of one practice say: docs/method.md. Integer
//! arithmetic throughout, so that the same responses give the same words on every
//! machine.

pub use crate::model::class::{Class, Flag};
use crate::model::rating::Rating;
pub use crate::model::ratio::Ratio;
use crate::model::scale::Scale;
use crate::model::tally::Counts;

/// What the counts of one practice say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The lower median of the ratings, never `Unsure`; none where nobody rated.
    pub position: Option<Rating>,
    /// The one word for it.
    pub class: Class,
    /// In the order of [`Flag::ALL`].
    pub flags: Vec<Flag>,
    /// How far apart the raters stand, 0 to 100; none under two raters.
    pub spread: Option<u32>,
    /// The same, 0 to 1 and exact: what practices are put in order by.
    pub spread_exact: Option<Ratio>,
    /// How far from all Strength, 0, to all Urgent Gap, 1; none where nobody rated.
    pub concern: Option<Ratio>,
}

impl Finding {
    /// Whether this flag is raised.
    #[must_use]
    pub fn has(&self, flag: Flag) -> bool {
        self.flags.contains(&flag)
    }
}

/// Reads the counts of one practice.
#[must_use]
pub fn finding(counts: &Counts) -> Finding {
    let scale = Scale::from(counts);
    let class = class_of(&scale);
    let spread = scale.spread();
    Finding {
        position: position(counts),
        class,
        flags: flags(&scale, class),
        spread: spread.map(Ratio::percent),
        spread_exact: spread,
        concern: scale.concern(),
    }
}

/// The lower median of the ratings: the middle one, and of two middles the lower.
#[must_use]
pub fn position(counts: &Counts) -> Option<Rating> {
    Scale::from(counts).middle().map(|(_, lower)| lower)
}

/// The first line of docs/method.md's table of classes that holds.
#[must_use]
pub fn class(counts: &Counts) -> Class {
    class_of(&Scale::from(counts))
}

/// Whether the class would be another had one of those who answered not done so.
#[must_use]
pub fn one_could_tip(counts: &Counts) -> bool {
    let class_now = class(counts);
    Rating::ALL.into_iter().any(|rating| {
        let without = counts.without(rating);
        without.is_some_and(|rest| class(&rest) != class_now)
    })
}

fn split_test(scale: &Scale) -> bool {
    let Scale { s, o, b, g, .. } = *scale;
    let n = scale.rated();
    let neighbours = (s + o).max(o + b).max(b + g);
    n > 0 && (3 * neighbours <= 2 * n || 4 * scale.at_each_end() >= n)
}

fn class_of(scale: &Scale) -> Class {
    let Scale { s, o, g, u, .. } = *scale;
    let (n, answered) = (scale.rated(), scale.answered());
    if answered == 0 {
        Class::NoAnswers
    } else if 2 * u >= answered {
        Class::DontKnow
    } else if split_test(scale) {
        Class::Split
    } else if 2 * s > n {
        Class::Strength
    } else if 2 * g >= n {
        Class::UrgentGap
    } else if 2 * (s + o) > n {
        Class::Maintain
    } else {
        Class::Improve
    }
}

fn flags(scale: &Scale, class: Class) -> Vec<Flag> {
    let Scale { g, u, .. } = *scale;
    let (n, answered) = (scale.rated(), scale.answered());
    let raised = |flag: &Flag| match flag {
        Flag::BothEnds => counts_for_something(scale.at_each_end(), n),
        Flag::Outlier => class != Class::Split && counts_for_something(far_out(scale), n),
        Flag::Unsure => answered > 0 && 3 * u >= answered,
        Flag::KnownUrgent => class == Class::DontKnow && n > 0 && 2 * g >= n,
        Flag::Tie => scale
            .middle()
            .is_some_and(|(better, lower)| better != lower),
        Flag::Few => (1..3).contains(&n),
        Flag::Small => (3..5).contains(&n),
    };
    Flag::ALL.into_iter().filter(raised).collect()
}

/// Whether some of the raters are worth a word: one or more, and one in twenty or more.
pub(super) const fn counts_for_something(some: u128, rated: u128) -> bool {
    some >= 1 && 20 * some >= rated
}

/// How many raters stand two or more steps from both middle answers.
fn far_out(scale: &Scale) -> u128 {
    let Some((better, lower)) = scale.middle() else {
        return 0;
    };
    let far = |from: Rating, rating: Rating| from.index().abs_diff(rating.index()) >= 2;
    scale
        .steps()
        .into_iter()
        .filter(|(rating, _)| far(better, *rating) && far(lower, *rating))
        .map(|(_, count)| count)
        .sum()
}

#[cfg(test)]
mod tests;
