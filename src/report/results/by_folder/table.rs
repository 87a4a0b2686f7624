//! Districts for a terminal, a line for each. Fits 80 columns: what is too long of a
//! folder's name is left out in its middle.

use std::fmt::Write as _;

use crate::model::debrief::Order;
use crate::report::formats::escape;
use crate::report::formats::terminal::{Flexible, TextCell, WIDTH, aligned, cut, wrap};
use crate::report::picture::mark::BEST_FIRST;
use crate::report::results::by_folder::{FIRST, FoldersView, responses};
use crate::report::results::tally::table::{cells, heads, legend};

/// The heads of the columns of [`BEST_FIRST`].
const HEADS: [&str; 7] = ["Str", "OK", "Could", "Gap", "Split", "Find", "None"];
/// A folder's name has what the others leave.
const NAMES: Flexible = Flexible {
    column: 0,
    least: 12,
    within: WIDTH as usize,
    fitted: cut,
};

/// The whole text. Styled; whoever prints it takes the styles off where nobody would
/// see them.
#[must_use]
pub fn text(view: FoldersView<'_>, order: Order) -> String {
    let mut out = String::new();
    wrap(&mut out, "", &escape::terminal(&view.rubric.title));
    wrap(&mut out, "", &view.coverage());
    for small in view.small() {
        wrap(&mut out, "", &small);
    }
    out.push('\n');
    let places = view.ordered(order);
    match view.practice {
        Some(practice) => one_practice(&mut out, view, practice, &places),
        None => all_practices(&mut out, view, &places),
    }
    out
}

fn all_practices(out: &mut String, view: FoldersView<'_>, places: &[usize]) {
    let heads = ["Folder", "Resp", "Done"].into_iter().chain(HEADS);
    let heads = heads.chain(["First"]).map(str::to_owned).collect();
    let lines = places.iter().map(|place| view.line(&view.folders[*place]));
    let cells = |line: Vec<String>| -> Vec<TextCell> {
        let last = line.len() - 1;
        let cell = |(at, text): (usize, String)| match at {
            0 => TextCell::left(escape::terminal(&text)),
            at if at == last => TextCell::left(text),
            // Among classes, none is easier to pass over as a point.
            3.. if text == "0" => TextCell::count(0),
            _ => TextCell::right(text),
        };
        line.into_iter().enumerate().map(cell).collect()
    };
    let rows: Vec<Vec<TextCell>> = [heads].into_iter().chain(lines).map(cells).collect();
    aligned(out, &rows, NAMES);
    out.push('\n');
    let words = HEADS.iter().zip(BEST_FIRST);
    let words: Vec<String> = words
        .map(|(head, class)| format!("{head} = {}", class.words()))
        .collect();
    wrap(
        out,
        "",
        &format!(
            "Each column shows how many practices got that result: {}. Done: share of questions answered. First: the top {FIRST} priorities, by number.",
            words.join(", ")
        ),
    );
    firsts(out, view);
}

/// What the numbers of the first priorities mean.
fn firsts(out: &mut String, view: FoldersView<'_>) {
    let firsts = view.firsts();
    if firsts.is_empty() {
        return;
    }
    let _ = write!(
        out,
        "\nHow many folders have each practice in their top {FIRST}:\n"
    );
    for (index, folders) in firsts {
        let title = escape::terminal(&view.rubric.practices()[index].title);
        wrap(out, &format!("{folders:>6}  {:>3} ", index + 1), &title);
    }
}

fn one_practice(out: &mut String, view: FoldersView<'_>, practice: usize, places: &[usize]) {
    let asked = &view.rubric.practices()[practice];
    let title = format!("{}  ({})", asked.title, asked.id);
    wrap(
        out,
        &format!("{}. ", practice + 1),
        &escape::terminal(&title),
    );
    out.push('\n');
    let lead = |name: &str, responses: String| {
        [
            TextCell::left(escape::terminal(name)),
            TextCell::right(responses),
        ]
        .into_iter()
    };
    let head = lead("Folder", "Resp".to_owned()).chain(heads());
    let rows = places.iter().map(|place| {
        let folder = &view.folders[*place];
        let lead = lead(&folder.name, responses(&folder.assessment));
        lead.chain(cells(view.view(folder).row(practice))).collect()
    });
    let rows: Vec<Vec<TextCell>> = [head.collect()].into_iter().chain(rows).collect();
    aligned(out, &rows, NAMES);
    out.push('\n');
    legend(out, &view.rubric.labels);
    // The legend ends with a blank line, for what comes below it in a tally.
    out.truncate(out.trim_end().len());
    out.push('\n');
}
