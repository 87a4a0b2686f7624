//! Where a practice stands, as pages for others say it.

use crate::model::assessment::Assessed;
use crate::model::finding::Class;
use crate::model::rating::{Labels, Rating};
use crate::report::picture::mark::Mark;

/// Where a practice stands, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::report) enum PublicStanding {
    /// A strength.
    Strength,
    /// OK for now.
    Ok,
    /// It could be better.
    CouldBeBetter,
    /// An urgent gap.
    Urgent,
    /// Opinions are split.
    Discussed,
    /// Too few know, or too few rated it.
    Unknown,
    /// Everyone left it blank.
    NotAnswered,
}

impl PublicStanding {
    /// All of them, in the order of every key.
    pub(super) const ALL: [Self; 7] = [
        Self::Strength,
        Self::Ok,
        Self::CouldBeBetter,
        Self::Urgent,
        Self::Discussed,
        Self::Unknown,
        Self::NotAnswered,
    ];

    /// What the team agreed on, and where it agreed on nothing, what the counts say.
    pub(super) fn of(assessed: &Assessed) -> Self {
        // What one or two of a team said isn't a team's view, and might be known for theirs;
        // so it is where two of two didn't both say something. One who answered alone asked
        // for the page anyway.
        let counts = &assessed.counts;
        let enough = counts.total().min(3);
        if assessed.agreed.is_none() && (1..enough).contains(&counts.rated()) {
            return Self::Unknown;
        }
        match assessed.standing() {
            Class::Strength => Self::Strength,
            Class::Maintain => Self::Ok,
            Class::Improve => Self::CouldBeBetter,
            Class::UrgentGap => Self::Urgent,
            Class::Split => Self::Discussed,
            Class::DontKnow => Self::Unknown,
            Class::NoAnswers => Self::NotAnswered,
        }
    }

    pub(super) const fn mark(self) -> Mark {
        match self {
            Self::Strength => Mark::Strength,
            Self::Ok => Mark::Ok,
            Self::CouldBeBetter => Mark::Better,
            Self::Urgent => Mark::Urgent,
            Self::Discussed => Mark::Split,
            Self::Unknown => Mark::Unsure,
            Self::NotAnswered => Mark::Unanswered,
        }
    }

    /// Its rating, where it is on the scale.
    const fn rating(self) -> Option<Rating> {
        match self {
            Self::Strength => Some(Rating::Strength),
            Self::Ok => Some(Rating::OkForNow),
            Self::CouldBeBetter => Some(Rating::CouldBeBetter),
            Self::Urgent => Some(Rating::UrgentGap),
            Self::Discussed | Self::Unknown | Self::NotAnswered => None,
        }
    }

    /// How far up the scale it is; none where it isn't on it.
    pub(super) fn step(self) -> Option<u8> {
        self.rating().and_then(Rating::step)
    }

    /// As readers call it: a label of the rubric, or own words.
    pub(super) fn words(self, labels: &Labels) -> String {
        match (self.rating(), self) {
            (Some(rating), _) => labels.of(rating).to_owned(),
            (None, Self::Discussed) => "Under discussion".to_owned(),
            (None, Self::NotAnswered) => "Not yet reviewed".to_owned(),
            (None, _) => "Still gathering information".to_owned(),
        }
    }
}
