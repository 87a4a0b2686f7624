//! A comparison as a page, in Markdown and HTML, and as a section of any page.

use crate::model::comparison::Compared;
use crate::report::formats::Page;
use crate::report::formats::words::text;
use crate::report::results::diff::{DiffView, picture};

/// The whole page; with the practices that show no change where `all`.
#[must_use]
pub fn page(view: &DiffView<'_>, all: bool) -> Page {
    let mut page = Page::new(false);
    page.heading_of(1, &view.rubric.title);
    body(&mut page, view, all, 2);
    page
}

/// All below the title; the headings in it are of this level.
pub(in crate::report) fn body(page: &mut Page, view: &DiffView<'_>, all: bool, level: usize) {
    let headings = view.headings();
    page.items(headings.map(|(name, heading)| format!("{name}: {}", text(&heading))));
    page.paragraph(view.summary());
    picture::draw(page, view, all);
    for section in view.sections(all) {
        page.heading(level, section.title);
        table(page, view, &section.practices);
    }
    let left_out = view.left_out();
    if !all && !left_out.is_empty() {
        page.paragraph(format!("{} They aren't listed here.", left_out.join(" ")));
    }
    page.paragraph(view.comparison.caution());
    page.paragraph(if view.comparison.two_people {
        "Steps: how far the second answer is from the first, from +3 (much better) to -3 (much worse)."
    } else {
        "Old and New are the middle answers. Delta, from -1 to +1, pairs every old rating with every new one. It is the share of pairs in which the new rating is better, minus the share in which it's worse."
    });
}

fn table(page: &mut Page, view: &DiffView<'_>, practices: &[&Compared]) {
    let heads = view.heads();
    let numbers = [0].into_iter().chain(4..heads.len());
    let rows = practices.iter().map(|practice| view.cells(practice, text));
    page.tight_table(heads, numbers, rows);
}
