//! Counts of answers to one practice.

use std::ops::AddAssign;

use crate::model::rating::Rating;

/// How many respondents gave each answer to one practice, and how many none.
/// The sum of all six is the number of responses.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Counts {
    by_rating: [u32; 5],
    /// How many left the practice blank; enters no reading (docs/method.md).
    pub unanswered: u32,
}

impl Counts {
    /// Counts in the order of [`Rating::ALL`], then the blanks.
    pub const fn new(by_rating: [u32; 5], unanswered: u32) -> Self {
        Self {
            by_rating,
            unanswered,
        }
    }

    /// How many gave this answer.
    pub const fn of(&self, rating: Rating) -> u32 {
        self.by_rating[rating.index()]
    }

    /// How many gave each answer, in the order of [`Rating::ALL`].
    pub const fn by_rating(&self) -> [u32; 5] {
        self.by_rating
    }

    /// Counts one more answer, or one more blank.
    pub const fn add(&mut self, answer: Option<Rating>) {
        match answer {
            Some(rating) => self.by_rating[rating.index()] += 1,
            None => self.unanswered += 1,
        }
    }

    /// The counts had one who gave this answer given none; `None` where nobody gave it.
    #[must_use]
    pub fn without(mut self, rating: Rating) -> Option<Self> {
        let count = &mut self.by_rating[rating.index()];
        *count = count.checked_sub(1)?;
        self.unanswered += 1;
        Some(self)
    }

    /// `n`: how many gave an answer that is on the scale.
    pub const fn rated(&self) -> u32 {
        let [s, o, b, g, _] = self.by_rating;
        s + o + b + g
    }

    /// `N`: how many answered, Unsure included.
    pub const fn answered(&self) -> u32 {
        self.rated() + self.of(Rating::Unsure)
    }

    /// `5 of 8 rated it`, where anyone is unsure: half of those who rated are then not half
    /// of those who answered.
    pub fn of_whom(&self) -> Option<String> {
        let is_any_unsure = self.of(Rating::Unsure) > 0;
        is_any_unsure.then(|| format!("{} of {} rated it", self.rated(), self.answered()))
    }

    /// How many responses these counts are of, blanks included.
    pub const fn total(&self) -> u32 {
        self.answered() + self.unanswered
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        for (count, more) in self.by_rating.iter_mut().zip(other.by_rating) {
            *count += more;
        }
        self.unanswered += other.unanswered;
    }
}
