//! A comparison for a terminal: what changed first. Fits 80 columns.

use anstyle::{AnsiColor, Style};

use crate::model::comparison::{Compared, sole_rating};
use crate::model::tally::Counts;
use crate::report::formats::escape;
use crate::report::formats::terminal::{self, Column, Room, wrap};
use crate::report::results::diff::sections::Section;
use crate::report::results::diff::{DiffView, delta, rated, steps, unsure};

/// The most columns that the two answers take, or each of two people's.
const POSITIONS: u16 = 22;
const ANSWER: u16 = 17;

/// The whole text; with the practices that show no change where `all`. Styled; whoever
/// prints it takes the styles off where nobody would see them.
#[must_use]
pub fn text(view: &DiffView<'_>, all: bool) -> String {
    let mut out = String::new();
    wrap(&mut out, "", &escape::terminal(&view.rubric.title));
    for (name, heading) in view.headings() {
        let lead = format!("{:<8}", format!("{name}:"));
        wrap(&mut out, &lead, &escape::terminal(&heading));
    }
    wrap(&mut out, "", &view.summary());
    let sections = view.sections(all);
    if !sections.is_empty() {
        out.push('\n');
        out.push_str(&table(view, &sections));
    }
    out.push('\n');
    let left_out = view.left_out();
    if !all && !left_out.is_empty() {
        let text = format!("{} Use --all to list every practice.", left_out.join(" "));
        wrap(&mut out, "", &text);
    }
    wrap(&mut out, "", view.comparison.caution());
    let legend = if view.comparison.two_people {
        "Steps: how far the second answer is from the first, from +3 (much better) to -3 (much worse)."
    } else {
        "Delta compares every old rating with every new one: the share that got better minus the share that got worse, from -1 to +1."
    };
    wrap(&mut out, "", legend);
    out
}

fn table(view: &DiffView<'_>, sections: &[Section<'_>]) -> String {
    let people = view.comparison.two_people;
    let mut columns = vec![Column::number(""), Column::text("Practice", Room::Rest)];
    columns.extend(if people {
        let answer = |head| Column::text(head, Room::Most(ANSWER));
        vec![answer("First"), answer("Second"), Column::number("Steps")]
    } else {
        let [rated, unsure, delta] = ["Rated", "Unsure", "Delta"].map(Column::number);
        let middle = Column::text("Middle answer", Room::Most(POSITIONS));
        vec![middle, rated, unsure, delta]
    });
    let mut rows = Vec::new();
    for section in sections {
        let style = style(section.title);
        let title = section.title.to_uppercase();
        rows.push(vec![String::new(), format!("{style}{title}{style:#}")]);
        rows.extend(section.practices.iter().map(|practice| {
            let title = escape::terminal(view.title(practice)).into_owned();
            let said = if people {
                answers(view, practice)
            } else {
                changes(view, practice)
            };
            [DiffView::number(practice), title]
                .into_iter()
                .chain(said)
                .collect()
        }));
    }
    terminal::table(&columns, rows)
}

fn answers(view: &DiffView<'_>, practice: &Compared) -> Vec<String> {
    let answer = |side: Option<Counts>| {
        let rating = side.and_then(|counts| sole_rating(&counts));
        escape::terminal(view.label_of(rating)).into_owned()
    };
    vec![answer(practice.old), answer(practice.new), steps(practice)]
}

fn changes(view: &DiffView<'_>, practice: &Compared) -> Vec<String> {
    let [old, new] = [practice.old, practice.new].map(|side| view.position(side));
    let [before, after] = [old, new].map(escape::terminal);
    let words = if old == new {
        format!("{before}, same")
    } else {
        format!("{before} ->\n{after}")
    };
    vec![words, rated(practice), unsure(practice), delta(practice)]
}

fn style(title: &str) -> Style {
    if cfg!(target_family = "wasm") {
        return Style::new();
    }
    let style = Style::new().bold();
    match title {
        "Improved" => style.fg_color(Some(AnsiColor::Green.into())),
        "Declined" => style.fg_color(Some(AnsiColor::Red.into())),
        _ => style,
    }
}
