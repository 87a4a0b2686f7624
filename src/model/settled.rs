//! What a team has settled: what may be told to others goes by it, so that a form that comes
//! late changes nothing that was settled.

use crate::model::assessment::{Assessed, Assessment};
use crate::model::finding::{Class, class};

/// With fewer responses, a page for others can show who said what. It is made only when somebody says so.
pub const ENOUGH_TO_SHARE: u32 = 5;

/// The practices that a debrief has to settle and didn't: by the counts an urgent gap, what
/// could be better, split, or not known, with neither an agreed rating nor a decision. In
/// survey order.
pub fn unsettled(assessment: &Assessment) -> Vec<usize> {
    assessment.which(|assessed| {
        let asks = matches!(
            class(&assessed.counts),
            Class::UrgentGap | Class::Improve | Class::Split | Class::DontKnow
        );
        asks && !assessed.is_settled()
    })
}

/// Those, and the practices that lack one of the two where both are wanted, because the counts or
/// what was agreed ask for something to be done: what a debrief still has before it. Where the
/// team doesn't know, or no one answered, a decision is enough. In survey order.
pub fn left_to_settle(assessment: &Assessment) -> Vec<usize> {
    assessment.which(is_left)
}

/// Whether this practice is one of those.
#[must_use]
pub fn is_left(assessed: &Assessed) -> bool {
    let is_gap = |class| matches!(class, Class::Split | Class::Improve | Class::UrgentGap);
    let standing = assessed.standing();
    let asks = is_gap(class(&assessed.counts)) || is_gap(standing);
    match assessed.decision {
        None => asks || matches!(standing, Class::DontKnow | Class::NoAnswers),
        Some(_) => asks && assessed.agreed.is_none(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::assessment::Decision;
    use crate::model::rating::Rating;

    #[test]
    fn what_asks_for_a_debrief_is_open_until_the_team_agrees_or_decides() {
        let counts = [
            [0, 0, 4, 4, 0],
            [0, 0, 8, 0, 0],
            [4, 0, 0, 4, 0],
            [0, 0, 0, 1, 7],
            [8, 0, 0, 0, 0],
            [0, 8, 0, 0, 0],
            [0, 0, 0, 0, 0],
        ];
        let mut assessment: Assessment = counts.map(Assessed::counted).into_iter().collect();
        assert_eq!(unsettled(&assessment), [0, 1, 2, 3]);
        assessment.practices[0].decision = Some(Decision::Watch);
        assessment.practices[2].agreed = Some(Rating::Unsure);
        assert_eq!(unsettled(&assessment), [1, 3]);
        // A decision without a rating, a rating without a decision, and a rating that asks for one.
        assessment.practices[3].decision = Some(Decision::FindOut);
        assessment.practices[5].agreed = Some(Rating::CouldBeBetter);
        assert_eq!(left_to_settle(&assessment), [0, 1, 2, 5, 6]);
        // What no one answered: a decision is enough, or a rating that asks for none.
        assessment.practices[6].decision = Some(Decision::FindOut);
        assert_eq!(left_to_settle(&assessment), [0, 1, 2, 5]);
        assessment.practices[6].decision = None;
        assessment.practices[6].agreed = Some(Rating::Strength);
        assessment.practices[5].decision = Some(Decision::Improve);
        assert_eq!(left_to_settle(&assessment), [0, 1, 2]);
    }
}
