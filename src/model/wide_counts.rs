//! The counts of one practice under the names that docs/method.md gives them, wide enough
//! to be multiplied: a product of two sums of counts fits.

use crate::model::rating::Rating;
use crate::model::ratio::Ratio;
use crate::model::tally::Counts;

/// Five counts; blanks enter no reading (docs/method.md).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct WideCounts {
    /// Strength.
    pub(super) s: u128,
    /// OK for Now.
    pub(super) o: u128,
    /// Could be Better.
    pub(super) b: u128,
    /// Urgent Gap.
    pub(super) g: u128,
    /// Unsure.
    pub(super) u: u128,
}

impl From<&Counts> for WideCounts {
    fn from(counts: &Counts) -> Self {
        let [s, o, b, g, u] = counts.by_rating().map(u128::from);
        Self { s, o, b, g, u }
    }
}

impl WideCounts {
    /// `n`: how many rated.
    pub(super) const fn rated(&self) -> u128 {
        self.s + self.o + self.b + self.g
    }

    /// `N`: how many answered.
    pub(super) const fn answered(&self) -> u128 {
        self.rated() + self.u
    }

    /// How many each end of the scale has at least.
    pub(super) fn at_each_end(&self) -> u128 {
        self.s.min(self.g)
    }

    /// Ratings with their counts, best first.
    pub(super) fn steps(&self) -> [(Rating, u128); 4] {
        let [best, good, poor, worst] = Rating::SCALE;
        [
            (best, self.s),
            (good, self.o),
            (poor, self.b),
            (worst, self.g),
        ]
    }

    /// The two ratings in the middle of all, best first: the better and the lower,
    /// one and the same where `n` is odd. None where nobody rated.
    pub(super) fn middle(&self) -> Option<(Rating, Rating)> {
        let n = self.rated();
        Some((self.nth(n.checked_sub(1)? / 2)?, self.nth(n / 2)?))
    }

    /// The rating at a place in the line of ratings, best first and from 0.
    fn nth(&self, place: u128) -> Option<Rating> {
        let mut passed = 0;
        self.steps().into_iter().find_map(|(rating, count)| {
            passed += count;
            (place < passed).then_some(rating)
        })
    }

    /// How far from all Strength, 0, to all Urgent Gap, 1; none where nobody rated
    /// (docs/method.md).
    pub(super) const fn concern(&self) -> Option<Ratio> {
        Ratio::new(3 * self.g + 2 * self.b + self.o, 3 * self.rated())
    }

    /// Berry and Mielke's index of ordinal variation: the steps between all pairs of
    /// raters as a share of the most that so many can have; none under two raters
    /// (docs/method.md).
    pub(super) const fn spread(&self) -> Option<Ratio> {
        let n = self.rated();
        // A pair is apart by one step for each of the three cuts between it.
        let best = self.s * (n - self.s);
        let half = (self.s + self.o) * (self.b + self.g);
        let worst = (n - self.g) * self.g;
        // 3n²/4 for even n and 3(n²-1)/4 for odd; 0 for one rater and for none.
        Ratio::new(best + half + worst, 3 * (n * n / 4))
    }
}
