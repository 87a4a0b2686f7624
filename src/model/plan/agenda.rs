//! What an assessment asks of a plan: what the team decided, and where it decided
//! nothing, what cannot wait (docs/files.md, "A plan").

use crate::model::assessment::{Assessed, Assessment, Decision};
use crate::model::debrief::by_concern;
use crate::model::finding::{Class, Flag, finding};

/// Practices by their flat index, for a plan to deal with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Agenda {
    /// To be improved, most concern first: a plan needs an action or a reason to wait.
    pub improve: Vec<usize>,
    /// To be found out about, most concern first; likewise.
    pub find_out: Vec<usize>,
    /// To be kept up, in survey order.
    pub keep_up: Vec<usize>,
    /// Split or unknown, and nobody decided; in survey order. Asked for by nothing.
    pub undecided: Vec<usize>,
    /// To be improved by the counts alone, and nobody decided; in survey order. Asked
    /// for by nothing, and still no strength.
    pub open: Vec<usize>,
}

impl Agenda {
    /// What the assessment asks for: first what to improve, then what to find out.
    pub fn asked(&self) -> impl Iterator<Item = usize> {
        self.improve.iter().chain(&self.find_out).copied()
    }

    /// Whether neither the team nor the counts see anything to be done about it.
    #[must_use]
    pub fn is_settled(&self, practice: usize) -> bool {
        let waits = self.undecided.contains(&practice) || self.open.contains(&practice);
        !waits && self.asked().all(|asked| asked != practice)
    }
}

/// What becomes of one practice.
enum AgendaPart {
    Improve,
    FindOut,
    KeepUp,
    Undecided,
    Open,
    Nothing,
}

/// What an assessment asks of a plan.
#[must_use]
pub fn agenda(assessment: &Assessment) -> Agenda {
    let mut agenda = Agenda::default();
    for practice in by_concern(&assessment.practices) {
        let assessed = &assessment.practices[practice];
        let list = match part(assessed) {
            AgendaPart::Improve => &mut agenda.improve,
            AgendaPart::FindOut => &mut agenda.find_out,
            AgendaPart::KeepUp => &mut agenda.keep_up,
            AgendaPart::Undecided => &mut agenda.undecided,
            AgendaPart::Open => &mut agenda.open,
            AgendaPart::Nothing => continue,
        };
        list.push(practice);
    }
    agenda.keep_up.sort_unstable();
    agenda.undecided.sort_unstable();
    agenda.open.sort_unstable();
    agenda
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

/// The practices of a team assessment that need an agreed rating and a decision, and
/// lack one: classed split, improve or urgent-gap. In survey order.
#[must_use]
pub fn not_agreed(assessment: &Assessment) -> Vec<usize> {
    let lacks = |assessed: &Assessed| {
        let class = finding(&assessed.counts).class;
        matches!(class, Class::Split | Class::Improve | Class::UrgentGap)
            && (assessed.agreed.is_none() || assessed.decision.is_none())
    };
    let practices = assessment.practices.iter().enumerate();
    practices
        .filter(|(_, p)| lacks(p))
        .map(|(at, _)| at)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::rating::Rating;
    use crate::model::tally::Counts;

    fn assessment(practices: &[([u32; 5], Option<Decision>)]) -> Assessment {
        Assessment {
            practices: practices
                .iter()
                .map(|(counts, decision)| Assessed {
                    counts: Counts::new(*counts, 0),
                    decision: *decision,
                    ..Assessed::default()
                })
                .collect(),
            ..Assessment::default()
        }
    }

    #[test]
    fn decisions_go_before_counts_and_concern_puts_them_in_order() {
        let agenda = agenda(&assessment(&[
            ([8, 0, 0, 0, 0], None),                    // strength
            ([8, 0, 0, 0, 0], Some(Decision::Improve)), // decided against the counts
            ([0, 0, 4, 4, 0], None),                    // urgent gap
            ([0, 0, 0, 8, 0], Some(Decision::Watch)),   // decided to wait
            ([0, 0, 0, 2, 6], None),                    // unknown and urgent
            ([1, 1, 0, 0, 6], None),                    // unknown
            ([4, 0, 0, 4, 0], None),                    // split
            ([4, 0, 0, 4, 0], Some(Decision::FindOut)),
            ([0, 0, 8, 0, 0], None), // improve by the counts
            ([0, 8, 0, 0, 0], Some(Decision::Continue)),
            ([0, 8, 0, 0, 0], None),
            ([0, 0, 0, 0, 0], None),
        ]));
        assert_eq!(agenda.improve, [2, 1]);
        assert_eq!(agenda.find_out, [4, 7]);
        assert_eq!(agenda.keep_up, [0, 9]);
        assert_eq!(agenda.undecided, [5, 6]);
        assert_eq!(agenda.open, [8]);
        assert_eq!(agenda.asked().collect::<Vec<_>>(), [2, 1, 4, 7]);
        let settled: Vec<_> = (0..12).filter(|p| agenda.is_settled(*p)).collect();
        assert_eq!(settled, [0, 3, 9, 10, 11]);
    }

    #[test]
    fn what_was_agreed_goes_before_the_counts() {
        let mut assessment = assessment(&[
            ([0, 0, 0, 8, 0], None),
            ([8, 0, 0, 0, 0], None),
            ([0, 0, 0, 2, 6], None),
            ([4, 0, 0, 4, 0], None),
        ]);
        for (practice, agreed) in [
            (0, Rating::OkForNow),
            (1, Rating::UrgentGap),
            (2, Rating::Unsure),
            (3, Rating::Strength),
        ] {
            assessment.practices[practice].agreed = Some(agreed);
        }
        let agenda = agenda(&assessment);
        assert_eq!(agenda.improve, [1]);
        assert_eq!(agenda.find_out, [0; 0]);
        assert_eq!(agenda.undecided, [2]);
        assert_eq!(agenda.keep_up, [3]);
    }

    #[test]
    fn a_team_agrees_on_what_is_split_or_a_gap() {
        let mut assessment = assessment(&[
            ([4, 0, 0, 4, 0], Some(Decision::Watch)),
            ([0, 0, 8, 0, 0], None),
            ([0, 0, 0, 8, 0], Some(Decision::Improve)),
            ([8, 0, 0, 0, 0], None),
            ([0, 0, 0, 1, 7], None),
        ]);
        assessment.practices[1].agreed = Some(Rating::UrgentGap);
        assessment.practices[2].agreed = Some(Rating::UrgentGap);
        assert_eq!(not_agreed(&assessment), [0, 1]);
    }
}
