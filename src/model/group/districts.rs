//! Many districts side by side: how many practices of each class a district has, and
//! which district comes first in a list of the most concern.

use crate::model::assessment::Assessed;
use crate::model::debrief_lists::Order;
use crate::model::practice_class::Class;

/// How many practices of a district are of each class.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Classes([u32; Class::ALL.len()]);

impl Classes {
    /// Of these practices, by where they stand.
    pub fn of<'a>(practices: impl IntoIterator<Item = &'a Assessed>) -> Self {
        let mut classes = Self::default();
        for practice in practices {
            classes.0[practice.standing() as usize] += 1;
        }
        classes
    }

    /// How many are of this class.
    pub const fn count(&self, class: Class) -> u32 {
        self.0[class as usize]
    }
}

/// Places of districts in this order. Of most concern: the most urgent gaps, of those with
/// equally many the most practices that could be better, then the most differences of opinion;
/// of most difference: those first, then by the other two. Else as they come.
pub fn ordered(districts: &[Classes], order: Order) -> Vec<usize> {
    let classes: &[Class] = match order {
        Order::Survey => &[],
        Order::Concern => &[Class::UrgentGap, Class::Improve, Class::Split],
        Order::Spread => &[Class::Split, Class::UrgentGap, Class::Improve],
    };
    let counts = |at: usize| classes.iter().map(move |class| districts[at].count(*class));
    let mut places: Vec<usize> = (0..districts.len()).collect();
    places.sort_by(|one, other| counts(*other).cmp(counts(*one)));
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    const GAP: [u32; 5] = [0, 0, 0, 4, 0];
    const BETTER: [u32; 5] = [0, 0, 4, 0, 0];
    const SPLIT: [u32; 5] = [4, 0, 0, 4, 0];
    const STRENGTH: [u32; 5] = [4, 0, 0, 0, 0];

    fn district(practices: &[[u32; 5]]) -> Classes {
        let practices = practices.iter().copied().map(Assessed::counted);
        Classes::of(&practices.collect::<Vec<_>>())
    }

    #[test]
    fn practices_are_counted_by_class() {
        let classes = district(&[GAP, STRENGTH, GAP, [0; 5]]);
        let counts = Class::ALL.map(|class| classes.count(class));
        assert_eq!(counts, [1, 0, 0, 1, 2, 0, 0]);
    }

    #[test]
    fn urgent_gaps_come_before_what_could_be_better_and_that_before_splits() {
        let districts = [
            district(&[STRENGTH, STRENGTH]),
            district(&[SPLIT, SPLIT]),
            district(&[GAP, BETTER]),
            district(&[BETTER, BETTER]),
            district(&[GAP, GAP]),
            district(&[SPLIT, SPLIT]),
        ];
        assert_eq!(ordered(&districts, Order::Concern), [4, 2, 3, 1, 5, 0]);
        assert_eq!(ordered(&districts, Order::Spread), [1, 5, 4, 2, 3, 0]);
    }
}
