//! The summary of an assessment as a page: for the team, with everything that
//! a debrief needs, and for others, with nothing that shows who said what.

mod brief;
mod decisions;
mod differences;
pub(in crate::report) mod entries;
mod evidence;
mod focus;
mod glance;
mod goals;
mod others;
pub(in crate::report) mod pictures;
mod plan;
pub(in crate::report) mod split_question;
pub(in crate::report) mod words;

pub use brief::brief;
pub use others::{Departments, EarlierYear, PlanForOthers, Shared, audience, public};
pub use plan::Planned;

use crate::model::comparison::Side;
use crate::model::rating::Rating;
use crate::report::formats::Page;
use crate::report::formats::inline::text;
use crate::report::results::diff::{self, DiffView};
use crate::report::results::group;
use crate::report::results::tally::{View, for_people};

/// What a team's summary may hold beside the assessment.
#[derive(Debug, Default, Clone, Copy)]
pub struct Extras<'a> {
    /// A heading of one's own; else that of the rubric.
    pub title: Option<&'a str>,
    /// The plan that follows from it.
    pub plan: Option<Planned<'a>>,
    /// Last year's plan.
    pub last_plan: Option<Planned<'a>>,
    /// Earlier years, the oldest first.
    pub earlier: &'a [Side<'a>],
    /// What changed since last time.
    pub previous: Option<&'a DiffView<'a>>,
    /// Leave out what respondents wrote.
    pub no_documentation: bool,
}

/// The page for the team.
pub fn team(view: &View<'_>, extras: &Extras<'_>) -> Page {
    let mut page = Page::new(!extras.no_documentation);
    opening(&mut page, view, extras.title);
    glance::section(&mut page, view, extras.plan);
    entries::strengths(&mut page, view, extras);
    entries::gaps(&mut page, view, extras);
    differences::section(&mut page, view, extras.earlier);
    entries::find_out(&mut page, view, extras);
    focus::section(&mut page, view, extras.plan);
    evidence::section(&mut page, view);
    decisions::section(&mut page, view);
    if let Some(plan) = extras.plan {
        plan.sections(&mut page, view.rubric, |_| true);
    }
    if let Some(groups) = &view.groups {
        group::for_people::section(&mut page, groups);
    }
    if let Some(previous) = extras.previous {
        page.heading(2, "What has changed");
        others::standings(&mut page, view, extras.earlier);
        page.paragraph("**The answers alone, then and now:**");
        diff::for_people::body(&mut page, previous, false, 3);
    }
    if let Some(plan) = extras.last_plan {
        plan.what_became(&mut page, view.rubric);
    }
    page.heading(2, "Every practice");
    pictures::key(&mut page, view);
    for ingredient in &view.rubric.ingredients {
        page.heading_of(3, &ingredient.title);
        pictures::bars(&mut page, view, ingredient.practices.clone());
        let indexes: Vec<usize> = ingredient.practices.clone().collect();
        for_people::practices(&mut page, view, &indexes);
    }
    how_to_read(&mut page, view);
    page
}

/// The title, whose results these are, and of how many.
fn opening(page: &mut Page, view: &View<'_>, title: Option<&str>) {
    page.heading_of(1, title.unwrap_or(&view.rubric.title));
    let whose = view.whose();
    page.paragraphs(whose.map(|whose| format!("**{}**", text(&whose))));
    page.paragraph(view.coverage());
    let small = view.small_team();
    page.paragraphs(
        small.map(|small| {
            format!("**{small}** Use the results below only to start a conversation.")
        }),
    );
}

/// The box at the end; every figure in it is from docs/method.md.
fn how_to_read(page: &mut Page, view: &View<'_>) {
    let labels = &view.rubric.labels;
    let label = |rating| text(labels.of(rating));
    page.heading(2, "How to read this");
    let lines = [
        format!(
            "Each person rated on their own. Unless it is **split** or something to **find out** (see below), a practice is a **strength** when more than half of those who rated it said {}. It is an **urgent gap** when half or more of those who rated it said {}. It is **OK for now** when more than half of those who rated it said {} or better. Otherwise, it **could be better**. In \"5 of 8 rated it\", the other three chose {}.",
            label(Rating::Strength), label(Rating::UrgentGap), label(Rating::OkForNow), label(Rating::Unsure)
        ),
        "**Split** means people disagree too much for one word to fit: a third or more of the ratings fall outside every pair of neighboring answers, or a quarter or more chose each end of the scale. Talk about it before you settle it.".to_owned(),
        format!(
            "**Find out** means that half or more of those who answered chose {}. Blanks aren't counted.",
            label(Rating::Unsure)
        ),
        "Once the team has agreed on a rating, the practice is listed by that rating, with the result of the answers alone next to it.".to_owned(),
        format!(
            "Priorities are listed from most to least concern. Concern is how far the agreed rating is below {}. If the team hasn't agreed on one, it's how far all ratings are below it on average. It only sets the order.",
            label(Rating::Strength)
        ),
    ];
    page.boxed(lines.into_iter().chain(view.how_firm()).collect());
}
