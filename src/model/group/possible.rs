//! Whether what is shown of several groups leaves a single possibility for what the people of one
//! of them answered.
//!
//! Each group's answers are spread over the steps of the scale. A reader knows how many answers
//! each group and each step has, and of a shown group that its middle answer is at one step: how
//! few are at this step or better, and how many at most are better. Any other spread that fits
//! comes from the true one by moving single answers around in circles: out of a group at one step,
//! into another at the same, there on to another step, and so on. Between neighboring steps of one
//! group an answer moves only as far as its middle answer stays where it is. So a group's answers
//! are certain where no circle goes through it.

use crate::model::finding::position;
use crate::model::rating::Rating;
use crate::model::tally::Counts;

const STEPS: usize = Rating::SCALE.len();

/// The answers of a group, or of all hidden ones together.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spread {
    steps: [u32; STEPS],
    /// The step of the middle answer, where that is shown.
    middle: Option<usize>,
}

impl Spread {
    /// Of a group whose middle answer is shown.
    pub(super) fn shown(counts: &Counts) -> Self {
        Self {
            middle: position(counts).map(Rating::index),
            ..Self::hidden(counts)
        }
    }

    /// Of those of whom only the number of answers is known.
    pub(super) fn hidden(counts: &Counts) -> Self {
        Self {
            steps: Rating::SCALE.map(|rating| counts.of(rating)),
            middle: None,
        }
    }

    /// How many answers are at this step or better.
    fn down_to(&self, step: usize) -> u32 {
        self.steps[..=step].iter().sum()
    }

    fn half(&self) -> u32 {
        self.down_to(STEPS - 1) / 2
    }

    /// The steps next to this one to which one of its answers may go.
    fn next_to(&self, step: usize) -> impl Iterator<Item = usize> {
        let better = step
            .checked_sub(1)
            .filter(|better| self.middle != Some(step) || self.down_to(*better) < self.half());
        let is_kept = self.middle != Some(step) || self.down_to(step) > self.half() + 1;
        let worse = Some(step + 1).filter(|worse| *worse < STEPS && is_kept);
        better.into_iter().chain(worse)
    }
}

/// Whether no other answers of the group at this place fit what is known of all of them.
pub(super) fn is_certain(groups: &[Spread], group: usize) -> bool {
    (0..STEPS).all(|step| !comes_back(groups, group, step))
}

/// Whether an answer that the group gets at a step may be made up for: by another's answers, or
/// by one that it has at another step.
fn comes_back(groups: &[Spread], group: usize, step: usize) -> bool {
    // Which answers of which group may have to go, and which steps have one too many.
    let mut seen = vec![[false; STEPS]; groups.len()];
    let mut full = [false; STEPS];
    let mut to_go = Vec::new();
    full[step] = true;
    let from_step = |at: usize, seen: &mut Vec<[bool; STEPS]>, to_go: &mut Vec<_>| {
        for (of, spread) in groups.iter().enumerate() {
            let is_back = (of, at) == (group, step);
            if spread.steps[at] > 0 && !seen[of][at] && !is_back {
                seen[of][at] = true;
                to_go.push((of, at));
            }
        }
    };
    from_step(step, &mut seen, &mut to_go);
    while let Some((of, at)) = to_go.pop() {
        if (of, at) == (group, step) {
            return true;
        }
        if !full[at] {
            full[at] = true;
            from_step(at, &mut seen, &mut to_go);
        }
        for next in groups[of].next_to(at) {
            if !seen[of][next] {
                seen[of][next] = true;
                to_go.push((of, next));
            }
        }
    }
    false
}
