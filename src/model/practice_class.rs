//! The words that a finding is made of: one class, any number of flags, and the thresholds of each
//! (docs/method.md).

use crate::model::choice::choices;
use crate::model::rating::Rating;
use crate::model::tally::Counts;
use crate::model::wide_counts::WideCounts;

choices! {
    /// What the counts of a practice say, in one word (docs/method.md).
    pub enum Class {
        /// Everyone left it blank.
        NoAnswers = "no-answers" "unanswered",
        /// Half or more of those who answered are unsure.
        DontKnow = "dont-know" "find out",
        /// Those who rated disagree too much for one word to stand for them.
        Split = "split" "split",
        /// More than half say Strength.
        Strength = "strength" "strength",
        /// Half or more say Urgent Gap.
        UrgentGap = "urgent-gap" "urgent gap",
        /// More than half say OK for Now or Strength.
        Maintain = "maintain" "OK for now",
        /// The rest.
        Improve = "improve" "could be better",
    }
}

impl Class {
    /// Where a practice stands once the team has agreed on this rating.
    pub const fn of(agreed: Rating) -> Self {
        match agreed {
            Rating::Strength => Self::Strength,
            Rating::OkForNow => Self::Maintain,
            Rating::CouldBeBetter => Self::Improve,
            Rating::UrgentGap => Self::UrgentGap,
            Rating::Unsure => Self::DontKnow,
        }
    }

    /// What a report says of the counts, with the rule behind it. Of those who rated it, who
    /// need not be half of the team: [`Counts::of_whom`](crate::model::tally::Counts::of_whom).
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::NoAnswers => "Unanswered",
            Self::DontKnow => "Find out: half or more of those who answered are unsure",
            Self::Split => "Difference of opinion",
            Self::Strength => "Strength: more than half of those who rated it said so",
            Self::UrgentGap => "Urgent gap: half or more of those who rated it said so",
            Self::Maintain => "OK for now: more than half of those who rated it said so or better",
            Self::Improve => "Could be better",
        }
    }
}

choices! {
    /// What else a reader should know of the counts, beside the class (docs/method.md).
    pub enum Flag {
        /// Someone says Strength and someone Urgent Gap.
        BothEnds = "both-ends",
        /// Someone stands two or more steps from both middle answers.
        Outlier = "outlier",
        /// A third or more do not know.
        Unsure = "unsure",
        /// Most do not know, and half or more of those who do say Urgent Gap.
        KnownUrgent = "known-urgent",
        /// The position is the lower of two middle answers that differ.
        Tie = "tie",
        /// One or two raters: too few to call a team's view.
        Few = "few",
        /// Three or four raters: the class can turn on one of them.
        Small = "small",
    }
}

/// The first line of docs/method.md's table of classes that holds.
pub fn class(counts: &Counts) -> Class {
    class_of(&WideCounts::from(counts))
}

fn split_test(scale: &WideCounts) -> bool {
    let WideCounts { s, o, b, g, .. } = *scale;
    let n = scale.rated();
    let neighbours = (s + o).max(o + b).max(b + g);
    n > 0 && (3 * neighbours <= 2 * n || 4 * scale.at_each_end() >= n)
}

pub(super) fn class_of(scale: &WideCounts) -> Class {
    let WideCounts { s, o, g, u, .. } = *scale;
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

pub(super) fn flags(scale: &WideCounts, class: Class) -> Vec<Flag> {
    let WideCounts { g, u, .. } = *scale;
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
fn far_out(scale: &WideCounts) -> u128 {
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
