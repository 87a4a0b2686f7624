//! The summary for staff, schools, partners and the board: where each practice stands,
//! and what comes next. No names, no documentation, no notes, no counts, no groups.

use crate::model::assessment::Decision;
use crate::model::change::Label;
use crate::model::finding::Class;
use crate::model::rating::Rating;
use crate::report::diff::DiffView;
use crate::report::page::words::{plain, text};
use crate::report::page::{Item, Page};
use crate::report::picture::mark::Mark;
use crate::report::render::pictures;
use crate::report::render::plan::Planned;
use crate::report::seal::Readers;
use crate::report::tally::{Row, View};

/// Where a practice stands for those outside: what the team agreed on, else what the
/// counts say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    Strength,
    Ok,
    Urgent,
    CouldBeBetter,
    Discussed,
    Unknown,
    NotAnswered,
}

impl Standing {
    fn of(row: Row<'_>) -> Self {
        // What one or two of a team said is no team's view, and might be known for theirs;
        // so it is where two of two did not both say something. Whoever answered alone
        // has asked for the page all the same.
        let counts = &row.assessed.counts;
        let enough = counts.total().min(3);
        if row.assessed.agreed.is_none() && (1..enough).contains(&counts.rated()) {
            return Self::Unknown;
        }
        match (row.assessed.agreed, row.finding.class) {
            (Some(Rating::Strength), _) | (None, Class::Strength) => Self::Strength,
            (Some(Rating::OkForNow), _) | (None, Class::Maintain) => Self::Ok,
            (Some(Rating::CouldBeBetter), _) | (None, Class::Improve) => Self::CouldBeBetter,
            (Some(Rating::UrgentGap), _) | (None, Class::UrgentGap) => Self::Urgent,
            (Some(Rating::Unsure), _) | (None, Class::DontKnow) => Self::Unknown,
            (None, Class::Split) => Self::Discussed,
            (None, Class::NoAnswers) => Self::NotAnswered,
        }
    }

    const fn mark(self) -> Mark {
        match self {
            Self::Strength => Mark::Strength,
            Self::Ok => Mark::Ok,
            Self::Urgent => Mark::Urgent,
            Self::CouldBeBetter => Mark::Better,
            Self::Discussed => Mark::Split,
            Self::Unknown => Mark::Unsure,
            Self::NotAnswered => Mark::Unanswered,
        }
    }

    fn words(self, view: &View<'_>) -> String {
        let label = |rating| text(view.rubric.labels.of(rating));
        match self {
            Self::Strength => label(Rating::Strength),
            Self::Ok => label(Rating::OkForNow),
            Self::Urgent => label(Rating::UrgentGap),
            Self::CouldBeBetter => label(Rating::CouldBeBetter),
            Self::Discussed => "Still being discussed".to_owned(),
            Self::Unknown => "Still being found out".to_owned(),
            Self::NotAnswered => "Not looked at yet".to_owned(),
        }
    }
}

/// The page for the public; with what changed since `previous`, where there is one.
#[must_use]
pub fn public(
    view: &View<'_>,
    title: Option<&str>,
    previous: Option<&DiffView<'_>>,
    plan: Option<Planned<'_>>,
) -> Page {
    let mut page = Page::new(false);
    page.readers = Readers::Public;
    page.heading_of(1, title.unwrap_or(&view.rubric.title));
    if let Some(whose) = view.whose() {
        page.paragraph(&format!("**{}**", text(&whose)));
    }
    opening(&mut page, view);
    strengths(&mut page, view);
    priorities(&mut page, view, plan);
    if let Some(previous) = previous {
        since(&mut page, previous);
    }
    next(&mut page, view, plan.is_some_and(|p| p.has_actions()));
    if let Some(plan) = plan {
        plan.sections(&mut page, view.rubric);
    }
    take_part(&mut page);
    everything(&mut page, view);
    page
}

fn opening(page: &mut Page, view: &View<'_>) {
    let question = text(&view.rubric.question);
    if !question.is_empty() {
        page.paragraph(&format!("*{question}*"));
    }
    page.paragraph(
        "A team of people from different departments rated each of the practices below alone, \
         compared their answers, and looked together at what is strong, what is missing and \
         where they see things differently. This page says where the practices stand.",
    );
    if view.assessment.not_read > 0 {
        page.paragraph("Some answers could not be read and are missing from it.");
    }
    let mut found: Vec<Standing> = view.rows().map(Standing::of).collect();
    found.sort_unstable_by_key(|standing| standing.mark());
    found.dedup();
    let words = found.into_iter().map(|s| (s.mark(), plain(&s.words(view))));
    pictures::standings(page, view, words.collect(), |row| Standing::of(row).mark());
}

fn of_standing<'v>(view: &'v View<'_>, wanted: &'v [Standing]) -> Vec<Row<'v>> {
    view.rows()
        .filter(|row| wanted.contains(&Standing::of(*row)))
        .collect()
}

/// Title and statement: those outside have not seen the survey.
fn described(row: Row<'_>) -> String {
    format!(
        "**{}.** {}",
        text(&row.practice.title),
        text(&row.practice.statement)
    )
}

fn strengths(page: &mut Page, view: &View<'_>) {
    page.heading(2, "Our strengths");
    let rows = of_standing(view, &[Standing::Strength]);
    if rows.is_empty() {
        page.paragraph("No practice is called a strength yet.");
    } else {
        page.paragraph("This is in place and working, and we keep it up:");
        page.items(rows.into_iter().map(described));
    }
}

fn priorities(page: &mut Page, view: &View<'_>, plan: Option<Planned<'_>>) {
    page.heading(2, "Our priorities");
    let mut rows = of_standing(view, &[Standing::Urgent, Standing::CouldBeBetter]);
    // In the order of the plan; else chosen by the team first, then the urgent; within
    // that by concern, which the order alone does not give away.
    let concern = |row: &Row<'_>| {
        let list = view.debrief.priorities.iter();
        list.copied()
            .position(|i| i + 1 == row.number)
            .unwrap_or(usize::MAX)
    };
    let number = |row: &Row<'_>| plan.and_then(|p| p.number(row.number - 1));
    rows.sort_by_key(|row| {
        (
            number(row).unwrap_or(usize::MAX),
            Standing::of(*row),
            row.assessed.decision != Some(Decision::Improve),
            concern(row),
        )
    });
    if rows.is_empty() {
        page.paragraph("No practice is called a gap.");
        return;
    }
    let order = if rows.iter().any(|row| number(row).is_some()) {
        " The numbers are the order of our plan."
    } else {
        ""
    };
    page.paragraph(&format!(
        "Where we fall short. Each entry says what the practice looks like when it is in place, \
         not what we have today.{order}"
    ));
    let items = rows.into_iter().map(|row| {
        let standing = Standing::of(row).words(view);
        let number = number(&row).map_or_else(String::new, |n| format!("No. {n}: "));
        let mut line = format!(
            "**{number}{}** ({standing}). {}",
            text(&row.practice.title),
            text(&row.practice.statement)
        );
        if row.assessed.decision == Some(Decision::Watch) {
            line.push_str(" We look at it again next time.");
        }
        Item {
            line,
            more: Vec::new(),
            below: plan.map_or_else(Vec::new, |p| p.for_practice(row.number - 1)),
        }
    });
    // There is one numbering on a page: the plan's, where there is a plan.
    if plan.is_some() {
        page.items(items);
    } else {
        page.numbered(items);
    }
}

/// What improved and what declined, by title only.
fn since(page: &mut Page, previous: &DiffView<'_>) {
    let titles = |label| {
        let practices = previous.comparison.labelled(label).into_iter();
        let titles = practices.filter_map(|p| p.title(previous.rubric));
        titles.map(text).collect::<Vec<_>>().join("; ")
    };
    page.heading(2, "Since last time");
    pictures::directions(page, previous);
    let mut items = Vec::new();
    for (label, word) in [(Label::Improved, "Improved"), (Label::Declined, "Declined")] {
        let titles = titles(label);
        if !titles.is_empty() {
            items.push(format!("{word}: {titles}."));
        }
    }
    if items.is_empty() {
        page.paragraph("No practice changed clearly. That does not mean that nothing changed: small teams show only large moves.");
    } else {
        page.items(items);
        page.paragraph("The other practices show no clear change, which does not mean that nothing changed: small teams show only large moves.");
    }
}

fn next(page: &mut Page, view: &View<'_>, planned: bool) {
    page.heading(2, "What comes next");
    let decided = |decision| {
        let rows = view
            .rows()
            .filter(move |r| r.assessed.decision == Some(decision));
        rows.map(|r| text(&r.practice.title)).collect::<Vec<_>>()
    };
    let mut items = Vec::new();
    for (decision, words) in [
        (Decision::Improve, "We are going to improve"),
        (Decision::FindOut, "We are going to find out more about"),
        (Decision::Continue, "We keep up"),
        (Decision::Watch, "Next time we look again at"),
    ] {
        let titles = decided(decision);
        if !titles.is_empty() {
            items.push(format!("{words}: {}.", titles.join("; ")));
        }
    }
    if items.is_empty() {
        page.paragraph(
            "The team now agrees on what to keep up and what to improve, decides who is \
             responsible and by when, and looks at all of it again, at least once a year.",
        );
    } else {
        page.items(items);
        page.paragraph(if planned {
            "What will be done, and by when, follows below. The team looks at all of it again, at \
             least once a year."
        } else {
            "For each of these the team decides who is responsible and by when, and looks at all \
             of it again, at least once a year."
        });
    }
}

fn take_part(page: &mut Page) {
    page.heading(2, "How to take part");
    page.paragraph(
        "This works only with schools, families and community partners. Tell the district office \
         which of the priorities you can help with, what you see in your school or neighborhood \
         that we may have missed, and what works there that others should know of.",
    );
}

fn everything(page: &mut Page, view: &View<'_>) {
    page.heading(2, "Every practice");
    for ingredient in &view.rubric.ingredients {
        page.heading_of(3, &ingredient.title);
        let rows: Vec<Vec<String>> = ingredient
            .practices
            .clone()
            .map(|index| {
                let row = view.row(index);
                vec![text(&row.practice.title), Standing::of(row).words(view)]
            })
            .collect();
        page.table(
            vec!["Practice".to_owned(), "Where it stands".to_owned()],
            vec![false, false],
            rows,
        );
    }
}
