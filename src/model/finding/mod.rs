//! What the counts of one practice say: docs/method.md. Integer
//! arithmetic throughout, so that the same responses give the same words on every
//! machine.

pub use crate::model::practice_class::{Class, Flag, class};
use crate::model::practice_class::{class_of, flags};
use crate::model::rating::Rating;
pub use crate::model::ratio::Ratio;
use crate::model::tally::Counts;
use crate::model::wide_counts::WideCounts;

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
    pub fn has(&self, flag: Flag) -> bool {
        self.flags.contains(&flag)
    }
}

/// Reads the counts of one practice.
pub fn finding(counts: &Counts) -> Finding {
    let scale = WideCounts::from(counts);
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
pub fn position(counts: &Counts) -> Option<Rating> {
    WideCounts::from(counts).middle().map(|(_, lower)| lower)
}

/// Whether the class would be another had one of those who answered not done so.
pub fn one_could_tip(counts: &Counts) -> bool {
    let class_now = class(counts);
    Rating::ALL.into_iter().any(|rating| {
        let without = counts.without(rating);
        without.is_some_and(|rest| class(&rest) != class_now)
    })
}

#[cfg(test)]
mod tests;
