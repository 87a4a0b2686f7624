//! The summary of an assessment as a Markdown page: for the team, with everything that
//! a debrief needs, and for the public, with nothing that shows who said what.

mod agreed;
mod differences;
mod find_out;
mod gaps;
mod glance;
mod page;
mod plan;
mod public;
mod strengths;
mod words;

pub use plan::Planned;
pub use public::public;

use crate::model::rating::Rating;
use crate::report::render::page::Page;
use crate::report::seal::sealed;
use crate::report::tally::{View, markdown};

/// What a team's summary may hold beside the assessment.
#[derive(Debug, Default)]
pub struct Extras<'a> {
    /// A heading of one's own; else that of the rubric.
    pub title: Option<String>,
    /// The plan that follows from it.
    pub plan: Option<Planned<'a>>,
    /// Finished sections, in order: by group, since last time.
    pub sections: Vec<String>,
    /// Leave out what respondents wrote.
    pub no_documentation: bool,
}

/// The page for the team.
#[must_use]
pub fn team(view: &View<'_>, extras: &Extras<'_>) -> String {
    let mut page = Page::new(!extras.no_documentation);
    opening(&mut page, view, extras.title.as_deref());
    glance::section(&mut page, view, extras.plan);
    strengths::section(&mut page, view);
    gaps::section(&mut page, view, extras.plan);
    differences::section(&mut page, view);
    find_out::section(&mut page, view, extras.plan);
    agreed::section(&mut page, view);
    if let Some(plan) = extras.plan {
        plan.sections(&mut page, view.rubric);
    }
    for section in &extras.sections {
        page.raw(section);
    }
    page.heading(2, "Every practice");
    for ingredient in &view.rubric.ingredients {
        page.heading_of(3, &ingredient.title);
        let indexes: Vec<usize> = ingredient.practices.clone().collect();
        page.raw(&markdown::practices(view, &indexes));
    }
    how_to_read(&mut page, view);
    sealed(&page.finish())
}

fn opening(page: &mut Page, view: &View<'_>, title: Option<&str>) {
    page.heading_of(1, title.unwrap_or(&view.rubric.title));
    if let Some(whose) = view.whose() {
        page.paragraph(&format!("**{}**", page::text(&whose)));
    }
    page.paragraph(&view.coverage());
    if let Some(small) = view.small_team() {
        page.paragraph(&format!(
            "**{small}** The words below are a place to start talking, no more."
        ));
    }
}

/// The box at the end; every figure in it is from METHOD.md.
fn how_to_read(page: &mut Page, view: &View<'_>) {
    let labels = &view.rubric.labels;
    let label = |rating| page::text(labels.of(rating));
    page.heading(2, "How to read this");
    let lines = [
        format!(
            "Everyone rated alone. A practice is called a **strength** when more than half of those who rated it said {}, an **urgent gap** when half or more said {}, **OK for now** when more than half said {} or better, and otherwise **could be better**.",
            label(Rating::Strength), label(Rating::UrgentGap), label(Rating::OkForNow)
        ),
        "**Split** means that a third or more fall outside every pair of neighboring answers, or that a quarter or more chose each end of the scale. Nothing is averaged away: talk about it before you settle it.".to_owned(),
        format!(
            "**Find out** means that half or more of those who answered chose {}. A blank is not an answer and is not counted.",
            label(Rating::Unsure)
        ),
        "Priorities stand in the order of concern: how far, taken together, the ratings are from the best one.".to_owned(),
        "Small teams cannot conclude much. By chance alone a team of 8 that agrees still shows a split on about 3% of practices, and a team of 3 on about 20%; had one person not answered, up to 15% of practices would be called something else in a team of 8, and up to 30% in a team of 3.".to_owned(),
    ];
    page.quote_box(&lines);
}
