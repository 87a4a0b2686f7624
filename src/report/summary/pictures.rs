//! Which pictures a summary has, and from what they are made. A page for the public gets
//! no counts of answers into a picture: these are not in what its pictures are made from.

use crate::model::finding::Class;
use crate::model::rating::{Labels, Rating};
use crate::model::rubric::Rubric;
use crate::report::formats::Page;
use crate::report::formats::words::counts;
use crate::report::formats::words::plain;
use crate::report::picture::Picture;
use crate::report::picture::bars::{Bar, Bars, Extent};
use crate::report::picture::legend::PictureKey;
use crate::report::picture::mark::Mark;
use crate::report::picture::overview::{self, Overview};
use crate::report::results::tally::{PracticeRow, View};

/// What the parts of a bar mean, above the first bars of a section.
pub(in crate::report) fn key(page: &mut Page, view: &View<'_>) {
    let labels = &view.rubric.labels;
    let mut marks: Vec<(Mark, String)> = Rating::ALL
        .into_iter()
        .map(|r| (Mark::of_rating(r), labels.of(r).to_owned()))
        .collect();
    if view
        .assessment
        .practices
        .iter()
        .any(|p| p.counts.unanswered > 0)
    {
        marks.push((Mark::Unanswered, "Unanswered".to_owned()));
    }
    page.picture(Picture::Key(PictureKey {
        caption: "Each bar shows how many people gave each answer. Answers to the right of the line say the practice is in place. Answers to the left say it isn't. Unsure answers are shown separately.",
        marks,
    }));
}

/// The answers to one practice.
pub(in crate::report) fn bar(page: &mut Page, view: &View<'_>, row: PracticeRow<'_>) {
    page.picture(Picture::Bar(one(view, row)));
}

/// The answers to these practices, with their titles.
pub(in crate::report) fn bars(page: &mut Page, view: &View<'_>, practices: std::ops::Range<usize>) {
    let bars = practices.map(|index| one(view, view.row(index)));
    page.picture(Picture::Bars(Bars(bars.collect())));
}

fn one(view: &View<'_>, row: PracticeRow<'_>) -> Bar {
    Bar {
        title: format!("{}. {}", row.number, row.practice.title),
        counts: row.assessed.counts,
        words: in_words(row, &view.rubric.labels),
        extent: Extent::of(&view.assessment.counts()),
    }
}

fn in_words(row: PracticeRow<'_>, labels: &Labels) -> String {
    let words = counts(&row.assessed.counts, labels);
    if words.is_empty() {
        "no answers".to_owned()
    } else {
        plain(&words)
    }
}

/// What the counts say of every practice, by ingredient. `columns` are the words for
/// the classes.
pub(in crate::report) fn overview(
    page: &mut Page,
    view: &View<'_>,
    columns: &[(Class, &'static str)],
) {
    let words: Vec<(Mark, String)> = columns
        .iter()
        .map(|(class, words)| (Mark::of_class(*class), (*words).to_owned()))
        .collect();
    let square = |index: usize| (Mark::of_class(view.row(index).standing), Some(index + 1));
    page.picture(Picture::Overview(by_ingredient(
        view.rubric,
        "Each square is a practice, labeled with its number on the form.",
        words,
        square,
    )));
}

/// Where every practice stands for those outside: the marks have these words.
pub(in crate::report) fn standings(
    page: &mut Page,
    rubric: &Rubric,
    words: Vec<(Mark, String)>,
    mark: impl Fn(usize) -> Mark,
) {
    page.picture(Picture::Overview(by_ingredient(
        rubric,
        "Each square is one of the practices below, grouped by result.",
        words,
        |index| (mark(index), None),
    )));
}

fn by_ingredient(
    rubric: &Rubric,
    caption: &'static str,
    words: Vec<(Mark, String)>,
    square: impl Fn(usize) -> (Mark, Option<usize>),
) -> Overview {
    let rows: Vec<_> = rubric
        .ingredients
        .iter()
        .map(|ingredient| {
            let practices = ingredient.practices.clone();
            let squares: Vec<_> = practices.map(&square).collect();
            let of = |mark: Mark| squares.iter().filter(|(m, _)| *m == mark).count();
            let told = words.iter().filter(|(mark, _)| of(*mark) > 0);
            let told: Vec<String> = told
                .map(|(mark, words)| format!("{} {words}", of(*mark)))
                .collect();
            overview::IngredientRow {
                title: ingredient.title.clone(),
                words: told.join(", "),
                squares,
            }
        })
        .collect();
    Overview {
        caption,
        rows,
        key: words,
    }
}
