//! What the answers to a practice say, in words.

use crate::model::debrief_lists::heads_up;
use crate::model::finding::{Class, Flag};
use crate::model::rating::Rating;
use crate::report::formats::inline::chosen;
use crate::report::results::tally::{PracticeRow, View};
use crate::report::summary::evidence;
use crate::words::counted;

/// What is said of a practice without any answer.
pub(in crate::report) const NO_ONE: &str = "No one answered it.";

/// `say` or `says`, by number.
pub(super) const fn say(n: u32) -> &'static str {
    if n == 1 { "says" } else { "say" }
}

/// What the answers say where a practice stands so, who stands apart, and how much is known.
pub(in crate::report) fn said(view: &View<'_>, row: PracticeRow<'_>) -> String {
    let mut parts = match row.standing {
        Class::NoAnswers => vec![NO_ONE.to_owned()],
        Class::DontKnow => unknown(row),
        Class::Strength | Class::Maintain => well(row),
        _ => wanting(row),
    };
    parts.extend(evidence::of(view, row));
    parts.join(" ")
}

/// The answers, and what to hear about although all is well.
fn well(row: PracticeRow<'_>) -> Vec<String> {
    let mut parts = vec![format!("{}.", row.answers())];
    parts.extend(agreed(row));
    if let Some(g) = heads_up(&row.assessed.counts) {
        // Which says already who stands apart.
        let worst = row.label(Rating::UrgentGap);
        let (of, say) = (row.assessed.counts.rated(), say(g));
        parts.push(format!(
            "**Note:** {g} of {of} {say} {worst}. Ask to hear why."
        ));
    } else {
        parts.extend(apart(row).map(str::to_owned));
    }
    parts.extend(known(row));
    parts
}

fn wanting(row: PracticeRow<'_>) -> Vec<String> {
    let mut parts = vec![format!("**{}.** {}.", row.sentence(), row.answers())];
    parts.extend(apart(row).map(str::to_owned));
    parts.extend(known(row));
    parts
}

/// How many do not know, and what the others say.
fn unknown(row: PracticeRow<'_>) -> Vec<String> {
    let counts = &row.assessed.counts;
    let mut parts: Vec<String> = agreed(row).into_iter().collect();
    if counts.answered() == 0 {
        parts.push(NO_ONE.to_owned());
    } else {
        let rated = chosen(counts, &Rating::SCALE, row.labels).join(", ");
        let only = rated.strip_prefix("1 ").unwrap_or_default();
        parts.push(unsure(row));
        parts.push(match counts.rated() {
            0 => "No one rated it.".to_owned(),
            1 => format!("The one person who rated it chose {only}."),
            n => format!("The {n} people who rated it chose: {rated}."),
        });
    }
    parts.push("**Who would know?**".to_owned());
    if row.finding.has(Flag::KnownUrgent) {
        parts.push(match counts.rated() {
            1 => "**Don't wait on this one.**".to_owned(),
            _ => format!(
                "**Don't wait on this one:** half or more of those who do know say {}.",
                row.label(Rating::UrgentGap)
            ),
        });
    }
    parts
}

fn agreed(row: PracticeRow<'_>) -> Option<String> {
    row.answers_alone()
        .map(|alone| format!("The team agreed on this result (the answers alone: {alone})."))
}

/// `3 of 8 chose Unsure.`
pub(super) fn unsure(row: PracticeRow<'_>) -> String {
    let counts = &row.assessed.counts;
    let (unsure, label) = (counts.of(Rating::Unsure), row.label(Rating::Unsure));
    format!("{unsure} of {} chose {label}.", counts.answered())
}

/// Who stands far from the others.
fn apart(row: PracticeRow<'_>) -> Option<&'static str> {
    if row.finding.has(Flag::BothEnds) {
        return Some("Both ends of the scale were chosen.");
    }
    row.finding.has(Flag::Outlier).then_some("At least one person is two or more steps from the middle answer. Make sure the team hears why.")
}

/// Whether too few rated it.
fn known(row: PracticeRow<'_>) -> Option<String> {
    let people = counted(row.assessed.counts.rated() as usize, "person");
    let said = format!("Only {people} rated it.");
    if row.finding.has(Flag::Few) {
        return Some(said + " That's too few to call it a team's view.");
    }
    row.finding.has(Flag::Small).then_some(said)
}
