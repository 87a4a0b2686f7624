//! The question that opens the discussion of a practice on which opinions are split.

use crate::model::finding::Flag;
use crate::model::rating::Rating;
use crate::report::results::tally::PracticeRow;

/// What fits the case: the ends of the scale, two camps, or that many do not know.
pub(in crate::report) fn question(row: PracticeRow<'_>) -> String {
    let counts = &row.assessed.counts;
    let ends = counts
        .of(Rating::Strength)
        .min(counts.of(Rating::UrgentGap));
    let mut question = "**To open the discussion:** ".to_owned();
    question.push_str(&if u64::from(ends) * 4 >= u64::from(counts.rated()) {
        format!(
            "Some of us see {}, and some see {}. Which schools or students does it work for? Which doesn't it work for?",
            row.label(Rating::Strength),
            row.label(Rating::UrgentGap)
        )
    } else if ends > 0 {
        "Some of us are at each end, and some are in between. What have the people at each end seen that the others haven't?".to_owned()
    } else {
        "Some of us wouldn't change this, and some would. Are we looking at the same thing? What would make each side change its rating by one?".to_owned()
    });
    if row.finding.has(Flag::Unsure) {
        question.push_str(
            " A third or more of us are unsure. Who could help us find out before we decide?",
        );
    }
    question
}
