//! Which pictures a summary has, and from what they are made. A page for the public gets
//! no counts of answers into a picture: these are not in what its pictures are made from.

use crate::model::change::Label;
use crate::model::finding::Class;
use crate::model::rating::{Labels, Rating};
use crate::report::diff::DiffView;
use crate::report::page::Page;
use crate::report::page::words::plain;
use crate::report::picture::Picture;
use crate::report::picture::bars::{Bar, Bars, Extent};
use crate::report::picture::changes::Directions;
use crate::report::picture::key::Key;
use crate::report::picture::mark::Mark;
use crate::report::picture::overview::{self, Overview};
use crate::report::render::words::counts;
use crate::report::tally::{Row, View};

/// What the parts of a bar mean, above the first bars of a section.
pub(super) fn key(page: &mut Page, view: &View<'_>) {
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
    page.picture(Picture::Key(Key {
        caption: "A bar shows how many gave each answer: what is in place to the right of the line, what is missing to its left, and apart from both those who do not know.",
        marks,
    }));
}

/// The answers to one practice.
pub(super) fn bar(page: &mut Page, view: &View<'_>, row: Row<'_>) {
    page.picture(Picture::Bar(one(view, row)));
}

/// The answers to these practices, with their titles.
pub(super) fn bars(page: &mut Page, view: &View<'_>, practices: std::ops::Range<usize>) {
    let bars = practices.map(|index| one(view, view.row(index)));
    page.picture(Picture::Bars(Bars(bars.collect())));
}

fn one(view: &View<'_>, row: Row<'_>) -> Bar {
    Bar {
        title: format!("{}. {}", row.number, row.practice.title),
        counts: row.assessed.counts,
        words: in_words(row, &view.rubric.labels),
        extent: Extent::of(&view.assessment.counts()),
    }
}

fn in_words(row: Row<'_>, labels: &Labels) -> String {
    let words = counts(&row.assessed.counts, labels);
    if words.is_empty() {
        "no answers".to_owned()
    } else {
        plain(&words)
    }
}

/// What the counts say of every practice, by ingredient. `columns` are the words for
/// the classes.
pub(super) fn overview(page: &mut Page, view: &View<'_>, columns: &[(Class, &'static str)]) {
    let words: Vec<(Mark, String)> = columns
        .iter()
        .map(|(class, words)| (Mark::of_class(*class), (*words).to_owned()))
        .collect();
    let square = |row: Row<'_>| (Mark::of_class(row.standing), Some(row.number));
    page.picture(Picture::Overview(by_ingredient(
        view,
        "A square for each practice, with its number in the survey.",
        words,
        square,
    )));
}

/// Where every practice stands for those outside: the marks have these words.
pub(super) fn standings(
    page: &mut Page,
    view: &View<'_>,
    words: Vec<(Mark, String)>,
    mark: impl Fn(Row<'_>) -> Mark,
) {
    page.picture(Picture::Overview(by_ingredient(
        view,
        "A square for each of the practices below, by where it stands.",
        words,
        |row| (mark(row), None),
    )));
}

fn by_ingredient(
    view: &View<'_>,
    caption: &'static str,
    words: Vec<(Mark, String)>,
    square: impl Fn(Row<'_>) -> (Mark, Option<usize>),
) -> Overview {
    let rows: Vec<_> = view
        .rubric
        .ingredients
        .iter()
        .map(|ingredient| {
            let practices = ingredient.practices.clone();
            let squares: Vec<_> = practices.map(|index| square(view.row(index))).collect();
            let of = |mark: Mark| squares.iter().filter(|(m, _)| *m == mark).count();
            let told = words.iter().filter(|(mark, _)| of(*mark) > 0);
            let told: Vec<String> = told
                .map(|(mark, words)| format!("{} {words}", of(*mark)))
                .collect();
            overview::Row {
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

/// Up or down, and no more than that.
pub(super) fn directions(page: &mut Page, previous: &DiffView<'_>) {
    let mut arrows = Vec::new();
    for (label, better, word) in [
        (Label::Improved, true, "Improved"),
        (Label::Declined, false, "Declined"),
    ] {
        let practices = previous.comparison.labelled(label).into_iter();
        let titles = practices.filter_map(|p| p.title(previous.rubric));
        arrows.extend(titles.map(|title| (better, word, title.to_owned())));
    }
    if !arrows.is_empty() {
        page.picture(Picture::Directions(Directions(arrows)));
    }
}
