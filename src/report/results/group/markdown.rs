//! Groups as a section of a page.

use crate::model::group::Group;
use crate::report::formats::Page;
use crate::report::formats::words::text;
use crate::report::results::group::{GroupView, SIDE_BY_SIDE, how_many};

/// The section with its heading (`By role`).
pub(in crate::report) fn section(page: &mut Page, view: &GroupView<'_>) {
    page.heading(2, format!("By {}", view.by.word()));
    if let Some(why) = view.why_none() {
        page.paragraph(why);
        return;
    }
    differences(page, view);
    let mut above =
        "Each group's middle answer, and how many people in the group rated.".to_owned();
    if let Some(hidden) = view.on_hidden() {
        above.push(' ');
        above.push_str(&hidden);
    }
    page.paragraph(above);
    for groups in view.shown().chunks(SIDE_BY_SIDE) {
        table(page, view, groups);
    }
}

fn differences(page: &mut Page, view: &GroupView<'_>) {
    let found = view.differences();
    page.paragraph(view.on_differences(!found.is_empty()));
    page.items(found.iter().map(|told| {
        let (title, sides) = (text(told.title), view.say(told, text));
        format!("{title} (practice {}): {sides}.", told.number)
    }));
}

fn table(page: &mut Page, view: &GroupView<'_>, groups: &[Group]) {
    let mut head = vec!["No.".to_owned(), "Practice".to_owned()];
    let names = groups.iter();
    head.extend(names.map(|g| format!("{} ({})", text(&g.name), g.respondents)));
    let practices = view.rubric.practices().iter().enumerate();
    let rows = practices.map(|(index, practice)| {
        let mut row = vec![(index + 1).to_string(), text(&practice.title)];
        row.extend(groups.iter().map(|group| cell(view, group, index)));
        row
    });
    page.tight_table(head, [0], rows);
}

/// What each group says of a practice.
pub(in crate::report) fn of_practice(view: &GroupView<'_>, index: usize) -> Vec<String> {
    let groups = view.shown().iter();
    groups
        .map(|group| format!("{}: {}", text(&group.name), cell(view, group, index)))
        .collect()
}

fn cell(view: &GroupView<'_>, group: &Group, index: usize) -> String {
    group.cells[index].map_or_else(
        || "-".to_owned(),
        |cell| {
            let position = cell.position.map(|r| text(view.rubric.labels.of(r)));
            format!("{}, {}", position.unwrap_or_default(), how_many(cell))
        },
    )
}
