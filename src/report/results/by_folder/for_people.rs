//! Districts for people, a line for each: a table of 80 columns, in which what is too long of a
//! folder's name is left out in its middle, and a Markdown page.

use std::fmt::Write as _;

use crate::model::debrief_lists::Order;
use crate::model::finding::Class;
use crate::report::formats::inline::text;
use crate::report::formats::table::{Column, Room, TableCell};
use crate::report::formats::terminal::{WIDTH, aligned, cut, wrap};
use crate::report::formats::{Page, Rule, escape, markdown};
use crate::report::picture::mark::BEST_FIRST;
use crate::report::results::by_folder::{FIRST, FoldersView, responses};
use crate::report::results::tally::for_people::{cells_of_counts, columns_of_counts, legend};
use crate::report::results::tally::numbers;
use crate::words::{capitalized, counted};

/// The heads of the columns of [`BEST_FIRST`].
const HEADS: [&str; 7] = ["Str", "OK", "Could", "Gap", "Split", "Find", "None"];
/// How wide the table is at most, and a folder's name in it at least.
const WIDTHS: [usize; 2] = [WIDTH as usize, 12];

/// What a district's first priorities are.
const FIRSTS: &str = "the top 3 priorities, by number (+: how many more are too close to rank with the last of them)";

/// The whole text. Styled; the caller takes the styles off where nobody would see them.
pub fn table(view: FoldersView<'_>, order: Order) -> String {
    let mut out = String::new();
    wrap(&mut out, "", &escape::terminal(&view.rubric.title));
    wrap(&mut out, "", &view.coverage());
    for small in view.small(false) {
        wrap(&mut out, "", &small);
    }
    out.push('\n');
    if let Some(practice) = view.practice {
        let asked = &view.rubric.practices()[practice];
        let title = format!("{}  ({})", asked.title, asked.id);
        let lead = format!("{}. ", practice + 1);
        wrap(&mut out, &lead, &escape::terminal(&title));
        out.push('\n');
    }
    aligned(&mut out, &columns(view), &rows(view, order), WIDTHS, cut);
    out.push('\n');
    if let Some(practice) = view.practice {
        legend(&mut out, &view.rubric.labels);
        let mut views = view.views();
        if views.any(|(_, of)| of.row(practice).answers_alone().is_some()) {
            out.push('\n');
            wrap(
                &mut out,
                "* ",
                "The team agreed on this result. The answers alone gave another.",
            );
        }
        return out;
    }
    let words = HEADS.iter().zip(BEST_FIRST);
    let words = words.map(|(head, class)| match class {
        Class::Split => format!("{head} = difference of opinion"),
        _ => format!("{head} = {}", class.words()),
    });
    let hidden = hides(view).then(|| "Hid = hidden, because too few answered".to_owned());
    let legend = format!(
        "Each column shows how many practices got that result: {}. Done: share of questions answered. First: {FIRSTS}.",
        words.chain(hidden).collect::<Vec<_>>().join(", ")
    );
    wrap(&mut out, "", &legend);
    firsts(&mut out, view);
    out
}

/// Whether any folder has results that are hidden, which are in no other column.
fn hides(view: FoldersView<'_>) -> bool {
    view.folders.iter().any(|folder| folder.hidden() > Some(0))
}

/// The columns: what was counted, and then the counts of the one practice that is asked for, or how
/// many practices there are of each class and the first priorities.
fn columns(view: FoldersView<'_>) -> Vec<Column> {
    let mut columns = vec![
        Column::text("Folder").room(Room::Rest),
        Column::number("Responses").short("Resp"),
    ];
    if view.practice.is_some() {
        columns.extend(columns_of_counts(&view.rubric.labels));
        return columns;
    }
    columns.push(Column::number("Answered").short("Done"));
    let classes = BEST_FIRST.into_iter().zip(HEADS);
    let class = |(class, head): (Class, _)| Column::number(capitalized(class.words())).short(head);
    columns.extend(classes.map(class));
    columns.extend(hides(view).then(|| Column::number("Hidden").short("Hid")));
    columns.push(Column::text("Top priorities").short("First"));
    columns
}

/// What stands in them, folder by folder.
fn rows(view: FoldersView<'_>, order: Order) -> Vec<Vec<TableCell>> {
    let places = view.ordered(order).into_iter();
    let rows = places.map(|place| {
        let folder = &view.folders[place];
        let tally = view.view(folder);
        let responses = TableCell::own(responses(&folder.assessment));
        let mut row = vec![TableCell::said(&folder.name), responses];
        if let Some(practice) = view.practice {
            row.extend(cells_of_counts(tally.row(practice)));
            return row;
        }
        row.push(TableCell::own(folder.completeness()));
        let classes = folder.classes();
        let is_known = !view.practices().all(|at| folder.hides(at));
        let count = |class| TableCell::count(is_known.then(|| classes.count(class)));
        row.extend(BEST_FIRST.map(count));
        row.extend(hides(view).then(|| TableCell::count(folder.hidden())));
        let (named, more) = tally.debrief.first(FIRST);
        let firsts = numbers(&tally.debrief.priorities[..named]);
        row.push(TableCell::own(match more {
            0 => firsts,
            more => format!("{firsts} +{more}"),
        }));
        row
    });
    rows.collect()
}

/// What the numbers of the first priorities mean.
fn firsts(out: &mut String, view: FoldersView<'_>) {
    let firsts = view.firsts();
    if firsts.is_empty() {
        return;
    }
    let _ = write!(
        out,
        "\nHow many folders have each practice in their top {FIRST}, or too close to rank:\n"
    );
    for (index, folders) in firsts {
        let title = escape::terminal(&view.rubric.practices()[index].title);
        wrap(out, &format!("{folders:>6}  {:>3} ", index + 1), &title);
    }
}

/// The whole page.
pub fn markdown(view: FoldersView<'_>, order: Order) -> String {
    let mut page = Page::new(false);
    page.heading_of(1, &view.rubric.title);
    page.paragraph(view.coverage());
    page.paragraphs(view.small(false));
    if let Some(practice) = view.practice {
        let title = text(&view.rubric.practices()[practice].title);
        page.heading(2, format!("{title} (practice {})", practice + 1));
        page.result(&columns(view), Rule::Tight, rows(view, order));
        return markdown::written(&page);
    }
    page.paragraph(format!(
        "How many practices in each folder got each result, and {FIRSTS}."
    ));
    page.result(&columns(view), Rule::Tight, rows(view, order));
    let firsts = view.firsts().into_iter().map(|(index, folders)| {
        let title = text(&view.rubric.practices()[index].title);
        let folders = counted(folders, "folder");
        format!("{title} (practice {}): {folders}", index + 1)
    });
    let heading = format!("In the top {FIRST} priorities, or too close to rank with them");
    page.list(2, &heading, firsts);
    markdown::written(&page)
}
