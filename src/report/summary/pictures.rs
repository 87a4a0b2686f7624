//! The answers to practices as pictures, for the team.

use crate::model::finding::Class;
use crate::model::rating::Rating;
use crate::report::formats::Page;
use crate::report::formats::inline::plain;
use crate::report::picture::bars::{self, Bar, Extent};
use crate::report::picture::mark;
use crate::report::results::tally::{PracticeRow, View};

/// What the parts of a bar mean, above the first bars of a section.
pub(in crate::report) fn key(page: &mut Page, view: &View<'_>) {
    let labels = &view.rubric.labels;
    let marks = Rating::ALL.map(|r| (Class::of(r), labels.of(r).to_owned()));
    let mut marks = marks.to_vec();
    if view.rows().any(|row| row.assessed.counts.unanswered > 0) {
        marks.push((Class::NoAnswers, "Unanswered".to_owned()));
    }
    let [strength, ok, better, gap, unsure] = Rating::ALL.map(|r| labels.of(r));
    let how = format!(
        "Each bar shows how many people gave each answer. {strength} and {ok} are to the right of the line, {better} and {gap} to the left. {unsure} is shown separately."
    );
    page.picture(mark::key(&how, &marks));
}

/// The answers to one practice.
pub(in crate::report) fn bar(page: &mut Page, view: &View<'_>, row: PracticeRow<'_>) {
    page.picture(one(view, row).alone());
}

/// The answers to these practices, with their titles.
pub(in crate::report) fn bars(page: &mut Page, view: &View<'_>, practices: std::ops::Range<usize>) {
    let all: Vec<Bar> = practices.map(|index| one(view, view.row(index))).collect();
    page.picture(bars::bars(&all));
}

fn one(view: &View<'_>, row: PracticeRow<'_>) -> Bar {
    Bar {
        title: format!("{}. {}", row.number, row.practice.title),
        counts: row.assessed.counts,
        words: plain(&row.answers()),
        extent: Extent::of(&view.assessment.counts()),
    }
}
