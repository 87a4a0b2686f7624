//! Districts as a Markdown page.

use std::fmt::Write as _;

use crate::model::rating::Rating;
use crate::report::doc::escape;
use crate::report::doc::seal::{Readers, sealed};
use crate::report::of::by_folder::{CLASSES, FIRST, FoldersView, first_priorities, responses};
use crate::report::of::tally::Order;
use crate::report::of::tally::markdown::result;
use crate::words::capitalized;

/// The whole page.
#[must_use]
pub fn page(view: FoldersView<'_>, order: Order) -> String {
    let mut out = format!("# {}\n\n", escape::markdown(&view.rubric.title));
    let _ = write!(out, "{}\n\n", view.coverage());
    for small in view.small() {
        let _ = write!(out, "{small}\n\n");
    }
    let places = view.ordered(order);
    match view.practice {
        Some(practice) => one_practice(&mut out, view, practice, &places),
        None => all_practices(&mut out, view, &places),
    }
    sealed(&out, Readers::Team)
}

fn all_practices(out: &mut String, view: FoldersView<'_>, places: &[usize]) {
    out.push_str(
        "How many practices in each district got each result, and the top priorities.\n\n",
    );
    let heads = CLASSES.map(|class| capitalized(class.short()));
    let _ = writeln!(
        out,
        "| Folder | Responses | Answered | {} | Top priorities |\n|:--|--:|--:|{}:--|",
        heads.join(" | "),
        "--:|".repeat(heads.len())
    );
    for place in places {
        let folder = &view.folders[*place];
        let tally = view.view(folder);
        let classes = folder.classes();
        let says_nothing = folder.says_nothing(view.practices());
        let counts = CLASSES.map(|class| match classes.count(class) {
            _ if says_nothing => "-".to_owned(),
            n => n.to_string(),
        });
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} | {} |",
            escape::markdown(&folder.name),
            responses(&folder.assessment),
            folder.completeness(),
            counts.join(" | "),
            first_priorities(&tally)
        );
    }
    let firsts = view.firsts();
    if !firsts.is_empty() {
        let _ = write!(out, "\n## In the top {FIRST} priorities\n\n");
    }
    for (index, folders) in firsts {
        let title = escape::markdown(&view.rubric.practices()[index].title);
        let plural = if folders == 1 { "" } else { "s" };
        let _ = writeln!(
            out,
            "- {title} (practice {}): {folders} folder{plural}",
            index + 1
        );
    }
    out.push('\n');
}

fn one_practice(out: &mut String, view: FoldersView<'_>, practice: usize, places: &[usize]) {
    let title = escape::markdown(&view.rubric.practices()[practice].title);
    let _ = write!(out, "## {title} (practice {})\n\n", practice + 1);
    let labels = Rating::ALL.map(|r| escape::markdown(view.rubric.labels.of(r)));
    let _ = writeln!(
        out,
        "| Folder | Responses | {} | Unanswered | Result |\n|:--|--:|{}--:|:--|",
        labels.join(" | "),
        "--:|".repeat(labels.len())
    );
    for place in places {
        let folder = &view.folders[*place];
        let tally = view.view(folder);
        let row = tally.row(practice);
        let counts = row.assessed.counts;
        let number = |n: u32| {
            if row.withheld {
                "-".to_owned()
            } else {
                n.to_string()
            }
        };
        let numbers = counts.by_rating().map(number);
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} | {} |",
            escape::markdown(&folder.name),
            responses(&folder.assessment),
            numbers.join(" | "),
            number(counts.unanswered),
            result(row)
        );
    }
    out.push('\n');
}
