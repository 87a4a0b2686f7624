//! The question that opens the discussion of a practice on which opinions are split.

use crate::model::finding::Flag;
use crate::model::rating::Rating;
use crate::report::results::tally::PracticeRow;

/// What fits the case: the ends of the scale, two camps, or that many do not know.
pub(in crate::report) fn question(row: PracticeRow<'_>) -> String {
    let counts = &row.assessed.counts;
    let ends = counts.of(Rating::Strength);
    let ends = ends.min(counts.of(Rating::UrgentGap));
    let [best, worst] = [Rating::Strength, Rating::UrgentGap].map(|r| row.label(r));
    let question = if u64::from(ends) * 4 >= u64::from(counts.rated()) {
        &format!(
            "Some of us see {best}, and some see {worst}. Which schools or students does it work for? Which doesn't it work for?"
        )
    } else if ends > 0 {
        "Some of us are at each end, and some are in between. What have the people at each end seen that the others haven't?"
    } else {
        "Some of us wouldn't change this, and some would. Are we looking at the same thing? What would make each side change its rating by one?"
    };
    let unsure = match row.finding.has(Flag::Unsure) {
        true => " A third or more of us are unsure. Who could help us find out before we decide?",
        false => "",
    };
    format!("**To open the discussion:** {question}{unsure}")
}
