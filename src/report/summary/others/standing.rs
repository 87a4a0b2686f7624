//! Where a practice stands, as pages for others say it.

use crate::model::assessment::Assessed;
use crate::model::finding::Class;
use crate::model::rating::{Labels, Rating};

/// What the team agreed on, and where it agreed on nothing, what the counts say.
pub(super) fn for_others(assessed: &Assessed) -> Class {
    // What one or two of a team said isn't a team's view, and might be known for theirs;
    // so it is where two of two didn't both say something. One who answered alone asked
    // for the page anyway.
    let counts = &assessed.counts;
    let enough = counts.total().min(3);
    if assessed.agreed.is_none() && (1..enough).contains(&counts.rated()) {
        return Class::DontKnow;
    }
    assessed.standing()
}

/// Its rating, where it is on the scale.
fn rating(standing: Class) -> Option<Rating> {
    let mut scale = Rating::SCALE.into_iter();
    scale.find(|rating| Class::of(*rating) == standing)
}

/// How far up the scale it is; none where it isn't on it.
pub(super) fn step(standing: Class) -> Option<u8> {
    rating(standing).and_then(Rating::step)
}

/// As readers call it: a label of the rubric, or own words.
pub(super) fn words(standing: Class, labels: &Labels) -> &str {
    match (rating(standing), standing) {
        (Some(rating), _) => labels.of(rating),
        (None, Class::Split) => "Opinions differ",
        (None, Class::NoAnswers) => "Not yet reviewed",
        (None, _) => "Still gathering information",
    }
}
