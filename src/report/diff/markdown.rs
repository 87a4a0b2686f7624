//! A comparison as a Markdown page.

use std::fmt::Write as _;

use crate::model::comparison::{Compared, sole_rating};
use crate::report::diff::{DiffView, delta, rated, steps, unsure};
use crate::report::escape;
use crate::report::seal::sealed;

/// The whole page; with the practices that show no change where `all`.
#[must_use]
pub fn page(view: &DiffView<'_>, all: bool) -> String {
    let title = escape::markdown(&view.rubric.title);
    sealed(&format!("# {title}\n\n{}", body(view, all, 2)))
}

/// All below the title; the headings in it are of this level.
#[must_use]
pub fn body(view: &DiffView<'_>, all: bool, level: usize) -> String {
    let mut out = String::new();
    for (name, heading) in view.headings() {
        let _ = writeln!(out, "- {name}: {}", escape::markdown(&heading));
    }
    let _ = write!(out, "\n{}\n\n", view.summary());
    for section in view.sections(all) {
        let _ = write!(out, "{} {}\n\n", "#".repeat(level), section.title);
        table(&mut out, view, &section.practices);
    }
    let left_out = view.left_out();
    if !all && !left_out.is_empty() {
        let _ = write!(out, "{} They are not listed here.\n\n", left_out.join(" "));
    }
    let _ = write!(out, "{}\n\n", view.comparison.caution());
    out.push_str(if view.comparison.two_people {
        "Steps: from the first answer to the second, from +3 (much better) to -3 (much worse).\n"
    } else {
        "Old and New are the middle answers. Delta: of all pairs of an old and a new rating, the share that is better less the share that is worse, from -1 to +1.\n"
    });
    out
}

fn table(out: &mut String, view: &DiffView<'_>, practices: &[&Compared]) {
    let people = view.comparison.two_people;
    out.push_str(if people {
        "| No. | Practice | First | Second | Steps |\n|--:|:--|:--|:--|--:|\n"
    } else {
        "| No. | Practice | Old | New | Rated | Unsure | Delta |\n|--:|:--|:--|:--|--:|--:|--:|\n"
    });
    for practice in practices {
        let title = escape::markdown(view.title(practice));
        let _ = write!(out, "| {} | {title} |", DiffView::number(practice));
        for side in [practice.old, practice.new] {
            let words = if people {
                view.label_of(side.and_then(|counts| sole_rating(&counts)))
            } else {
                view.position(side)
            };
            let _ = write!(out, " {} |", escape::markdown(words));
        }
        let _ = if people {
            writeln!(out, " {} |", steps(practice))
        } else {
            let [rated, unsure, delta] = [rated, unsure, delta].map(|f| f(practice));
            writeln!(out, " {rated} | {unsure} | {delta} |")
        };
    }
    out.push('\n');
}
