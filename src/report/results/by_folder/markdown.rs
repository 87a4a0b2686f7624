//! Districts as a Markdown page.

use crate::model::debrief::Order;
use crate::report::formats::words::text;
use crate::report::formats::{Page, markdown};
use crate::report::picture::mark::BEST_FIRST;
use crate::report::results::by_folder::{FIRST, FoldersView, responses};
use crate::report::results::tally::markdown::{counts, counts_head};
use crate::words::{capitalized, counted};

/// The whole page.
#[must_use]
pub fn page(view: FoldersView<'_>, order: Order) -> String {
    let mut page = Page::new(false);
    page.heading_of(1, &view.rubric.title);
    page.paragraph(view.coverage());
    for small in view.small() {
        page.paragraph(small);
    }
    let places = view.ordered(order);
    match view.practice {
        Some(practice) => one_practice(&mut page, view, practice, &places),
        None => all_practices(&mut page, view, &places),
    }
    markdown::written(&page)
}

/// A table with a name first, words last, and numbers between them.
fn table(page: &mut Page, head: Vec<String>, rows: Vec<Vec<String>>) {
    let numbers = 1..head.len() - 1;
    page.tight_table(head, numbers, rows);
}

fn all_practices(page: &mut Page, view: FoldersView<'_>, places: &[usize]) {
    page.paragraph("How many practices in each district got each result, and the top priorities.");
    let mut head = ["Folder", "Responses", "Answered"]
        .map(str::to_owned)
        .to_vec();
    head.extend(BEST_FIRST.map(|class| capitalized(class.words())));
    head.push("Top priorities".to_owned());
    let rows = places.iter().map(|place| {
        let mut line = view.line(&view.folders[*place]);
        line[0] = text(&line[0]);
        line
    });
    table(page, head, rows.collect());
    let firsts = view.firsts();
    if !firsts.is_empty() {
        page.heading(2, format!("In the top {FIRST} priorities"));
        page.items(firsts.into_iter().map(|(index, folders)| {
            let title = text(&view.rubric.practices()[index].title);
            let folders = counted(folders, "folder");
            format!("{title} (practice {}): {folders}", index + 1)
        }));
    }
}

fn one_practice(page: &mut Page, view: FoldersView<'_>, practice: usize, places: &[usize]) {
    let title = text(&view.rubric.practices()[practice].title);
    page.heading(2, format!("{title} (practice {})", practice + 1));
    let mut head = ["Folder", "Responses"].map(str::to_owned).to_vec();
    head.extend(counts_head(&view.rubric.labels));
    let rows = places.iter().map(|place| {
        let folder = &view.folders[*place];
        let mut row = vec![text(&folder.name), responses(&folder.assessment)];
        row.extend(counts(view.view(folder).row(practice)));
        row
    });
    table(page, head, rows.collect());
}
