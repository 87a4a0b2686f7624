//! What is to change for students, in numbers, with what chronic absence is.

use crate::model::placeholder::says_nothing;
use crate::model::plan::{Figure, Goal};
use crate::model::rubric::Rubric;
use crate::report::formats::inline::{ended, text};
use crate::report::formats::{Page, PaperSize};
use crate::report::results::plan::goal::{places, shown};
use crate::report::summary::plan::Planned;
use crate::words::{day, joined_by};

/// The plan's goals; where it has none, only what the word means, where the self-assessment
/// is about it.
pub(super) fn section(page: &mut Page, plan: Option<Planned<'_>>, rubric: &Rubric) {
    const MEANS: &str = "Chronic absence means missing 10% or more of school.";
    let has_room = page.sheet == PaperSize::Any;
    let goals = plan.into_iter().flat_map(|plan| {
        let said = plan.plan.goals.iter();
        let said = said.filter(|goal| !says_nothing(&goal.what));
        said.map(move |goal| in_words(goal, plan, has_room))
    });
    let mut goals = goals.peekable();
    let has_goals = goals.peek().is_some();
    if has_goals {
        page.heading(2, "Our goals for students");
    }
    let mut about = [&rubric.title, &rubric.question].into_iter();
    if has_goals || about.any(|words| words.to_lowercase().contains("chronic absence")) {
        page.paragraph(MEANS);
    }
    page.items(goals);
}

/// A goal with its figures, as of a day; where they come from, where there is room for it.
fn in_words(goal: &Goal, plan: Planned<'_>, has_room: bool) -> String {
    let today = plan.today;
    let places = places(goal, today);
    let unit = match &*goal.unit {
        "%" => "%".to_owned(),
        unit => text(unit),
    };
    let value = |figure: &Figure| shown(figure.value, places, &unit);
    let on = |figure: &Figure| match figure.day {
        Some(on) => format!("{} on {}", value(figure), day(on)),
        None => value(figure),
    };
    let mut parts = Vec::new();
    let baseline = goal.baseline.iter().filter(|f| f.is_until(today));
    parts.extend(baseline.map(|f| format!("Start: {}.", on(f))));
    let readings = goal.readings_until(today);
    parts.extend(readings.last().map(|f| format!("Latest: {}.", on(f))));
    parts.extend(goal.target.as_ref().map(|f| match f.day {
        Some(by) => format!("Target: {} by {}.", value(f), day(by)),
        None => format!("Target: {}.", value(f)),
    }));
    if has_room && !goal.source.is_empty() {
        parts.push(format!("Source: {}", ended(&text(&goal.source))));
    }
    if parts.is_empty() && !plan.public {
        parts.push("*no numbers yet*".to_owned());
    }
    let what = text(goal.what.trim_end_matches('.'));
    match joined_by(parts, " ") {
        Some(parts) => format!("**{what}:** {parts}"),
        None => format!("**{}**", ended(&text(&goal.what))),
    }
}
