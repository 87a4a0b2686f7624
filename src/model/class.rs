//! The words that a finding is made of: one class, any number of flags.

use crate::model::rating::Rating;

/// What the counts of a practice say, in one word (docs/method.md).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Everyone left it blank.
    NoAnswers,
    /// Half or more of those who answered are unsure.
    DontKnow,
    /// Those who rated disagree too much for one word to stand for them.
    Split,
    /// More than half say Strength.
    Strength,
    /// Half or more say Urgent Gap.
    UrgentGap,
    /// More than half say OK for Now or Strength.
    Maintain,
    /// The rest.
    Improve,
}

impl Class {
    /// All seven, in the order in which they are tried.
    pub const ALL: [Self; 7] = [
        Self::NoAnswers,
        Self::DontKnow,
        Self::Split,
        Self::Strength,
        Self::UrgentGap,
        Self::Maintain,
        Self::Improve,
    ];

    /// Where a practice stands once the team has agreed on this rating.
    #[must_use]
    pub const fn of(agreed: Rating) -> Self {
        match agreed {
            Rating::Strength => Self::Strength,
            Rating::OkForNow => Self::Maintain,
            Rating::CouldBeBetter => Self::Improve,
            Rating::UrgentGap => Self::UrgentGap,
            Rating::Unsure => Self::DontKnow,
        }
    }

    /// The id of CSV and JSON, such as `urgent-gap`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::NoAnswers => "no-answers",
            Self::DontKnow => "dont-know",
            Self::Split => "split",
            Self::Strength => "strength",
            Self::UrgentGap => "urgent-gap",
            Self::Maintain => "maintain",
            Self::Improve => "improve",
        }
    }

    /// What a report says of the counts, with the rule behind it. Of those who rated it, who
    /// need not be half of the team: [`Counts::of_whom`](crate::model::tally::Counts::of_whom).
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::NoAnswers => "Unanswered",
            Self::DontKnow => "Find out: half or more of the answers are Unsure",
            Self::Split => "Difference of opinion",
            Self::Strength => "Strength: more than half of those who rated it said so",
            Self::UrgentGap => "Urgent gap: half or more of those who rated it said so",
            Self::Maintain => "OK for now: more than half of those who rated it said OK or better",
            Self::Improve => "Could be better",
        }
    }

    /// A word or a few, for the cell of a table.
    #[must_use]
    pub const fn short(self) -> &'static str {
        match self {
            Self::NoAnswers => "unanswered",
            Self::DontKnow => "find out",
            Self::Split => "split",
            Self::Strength => "strength",
            Self::UrgentGap => "urgent gap",
            Self::Maintain => "OK for now",
            Self::Improve => "could be better",
        }
    }
}

/// What else a reader should know of the counts, beside the class (docs/method.md).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Flag {
    /// Someone says Strength and someone Urgent Gap.
    BothEnds,
    /// Someone stands two or more steps from both middle answers.
    Outlier,
    /// A third or more do not know.
    Unsure,
    /// Most do not know, and half or more of those who do say Urgent Gap.
    KnownUrgent,
    /// The position is the lower of two middle answers that differ.
    Tie,
    /// One or two raters: too few to call a team's view.
    Few,
    /// Three or four raters: the class can turn on one of them.
    Small,
}

impl Flag {
    /// All seven, in the order of every list of flags.
    pub const ALL: [Self; 7] = [
        Self::BothEnds,
        Self::Outlier,
        Self::Unsure,
        Self::KnownUrgent,
        Self::Tie,
        Self::Few,
        Self::Small,
    ];

    /// The id of CSV and JSON, such as `both-ends`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::BothEnds => "both-ends",
            Self::Outlier => "outlier",
            Self::Unsure => "unsure",
            Self::KnownUrgent => "known-urgent",
            Self::Tie => "tie",
            Self::Few => "few",
            Self::Small => "small",
        }
    }
}
