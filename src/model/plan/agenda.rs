//! What an assessment asks of a plan: what the team decided, and where it decided
//! nothing, what cannot wait (docs/files.md, "A plan").

use crate::model::assessment::{Assessed, Assessment, Decision};
use crate::model::debrief_lists::{Order, ordered};
use crate::model::finding::{Class, Flag, finding};

/// What becomes of a practice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AgendaPart {
    /// To be improved: a plan needs an action or a reason to wait.
    Improve,
    /// To be found out about; likewise.
    FindOut,
    /// To be kept up.
    KeepUp,
    /// Split or unknown, and nobody decided. Asked for by nothing.
    Undecided,
    /// To be improved by the counts alone, and nobody decided. Asked for by nothing, and still
    /// no strength.
    Open,
    /// Neither the team nor the counts see anything to be done about it.
    Nothing,
}

/// The practices that a plan has to deal with, by their flat index: first what to improve, then
/// what to find out, most concern first. What one or two rated comes last in its part: pages for
/// others show a plan's order, which would tell what those two said.
pub fn asked(assessment: &Assessment) -> Vec<usize> {
    let part = |at: &usize| part(&assessment.practices[*at]);
    let mut asked = ordered(&assessment.practices, Order::Concern);
    asked.retain(|at| matches!(part(at), AgendaPart::Improve | AgendaPart::FindOut));
    asked.sort_by_key(|at| (part(at), assessment.practices[*at].counts.rated() < 3));
    asked
}

/// The practices of these parts, in survey order.
pub fn practices_of(assessment: &Assessment, parts: &[AgendaPart]) -> Vec<usize> {
    assessment.which(|assessed| parts.contains(&part(assessed)))
}

fn part(assessed: &Assessed) -> AgendaPart {
    match assessed.decision {
        Some(Decision::Improve) => return AgendaPart::Improve,
        Some(Decision::FindOut) => return AgendaPart::FindOut,
        Some(Decision::Continue) => return AgendaPart::KeepUp,
        Some(Decision::Watch) => return AgendaPart::Nothing,
        None => {}
    }
    // Most do not know, but those who do say Urgent Gap, and nobody agreed otherwise.
    let known_urgent =
        assessed.agreed.is_none() && finding(&assessed.counts).has(Flag::KnownUrgent);
    match assessed.standing() {
        Class::UrgentGap => AgendaPart::Improve,
        Class::DontKnow if known_urgent => AgendaPart::FindOut,
        Class::DontKnow | Class::Split => AgendaPart::Undecided,
        Class::Improve => AgendaPart::Open,
        Class::Strength => AgendaPart::KeepUp,
        Class::Maintain | Class::NoAnswers => AgendaPart::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::rating::Rating;

    #[test]
    fn decisions_go_before_what_was_agreed_that_before_counts_and_concern_puts_them_in_order() {
        use AgendaPart as Part;
        let decided = [
            ([8, 0, 0, 0, 0], None, Part::KeepUp),
            ([8, 0, 0, 0, 0], Some(Decision::Improve), Part::Improve),
            ([0, 0, 4, 4, 0], None, Part::Improve),
            ([0, 0, 0, 8, 0], Some(Decision::Watch), Part::Nothing),
            ([0, 0, 0, 2, 6], None, Part::FindOut),
            ([1, 1, 0, 0, 6], None, Part::Undecided),
            ([4, 0, 0, 4, 0], None, Part::Undecided),
            ([4, 0, 0, 4, 0], Some(Decision::FindOut), Part::FindOut),
            ([0, 0, 8, 0, 0], None, Part::Open),
            ([0, 8, 0, 0, 0], Some(Decision::Continue), Part::KeepUp),
            ([0, 8, 0, 0, 0], None, Part::Nothing),
            ([0, 0, 0, 0, 0], None, Part::Nothing),
        ];
        let agreed = [
            ([0, 0, 0, 8, 0], Rating::OkForNow, Part::Nothing),
            ([8, 0, 0, 0, 0], Rating::UrgentGap, Part::Improve),
            ([0, 0, 0, 2, 6], Rating::Unsure, Part::Undecided),
            ([4, 0, 0, 4, 0], Rating::Strength, Part::KeepUp),
        ];
        let by_team = decided.map(|(counts, decision, _)| Assessed {
            decision,
            ..Assessed::counted(counts)
        });
        // Practice 4 has two raters.
        assert_eq!(asked(&by_team.iter().cloned().collect()), [2, 1, 7, 4]);
        let by_rating = agreed.map(|(counts, agreed, _)| Assessed {
            agreed: Some(agreed),
            ..Assessed::counted(counts)
        });
        let all: Assessment = by_team.into_iter().chain(by_rating).collect();
        let parts = decided.map(|(.., part)| part).into_iter();
        for (at, expected) in parts.chain(agreed.map(|(.., part)| part)).enumerate() {
            assert_eq!(part(&all.practices[at]), expected, "{at}");
        }
        let kept = [AgendaPart::KeepUp, AgendaPart::Open];
        assert_eq!(practices_of(&all, &kept), [0, 8, 9, 15]);
    }
}
