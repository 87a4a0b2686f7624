//! A comparison for a terminal: what changed first. Fits 80 columns.

use anstyle::{AnsiColor, Style};

use crate::report::formats::escape;
use crate::report::formats::terminal::{self, Column, Room, wrap};
use crate::report::results::diff::DiffView;
use crate::report::results::diff::sections::Section;

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
    let column = |(at, head)| match at {
        0 => Column::number(""),
        1 => Column::text(head, Room::Rest),
        2 | 3 => Column::text(head, Room::Most(ANSWER)),
        _ => Column::number(head),
    };
    let mut columns: Vec<Column<'_>> = (0..).zip(view.heads()).map(column).collect();
    if !people {
        let both = Column::text("Middle answer", Room::Most(POSITIONS));
        columns.splice(2..4, [both]);
    }
    let mut rows = Vec::new();
    for section in sections {
        let style = style(section.title);
        let title = section.title.to_uppercase();
        rows.push(vec![String::new(), format!("{style}{title}{style:#}")]);
        rows.extend(section.practices.iter().map(|practice| {
            let mut cells = view.cells(practice, |said| escape::terminal(said).into_owned());
            if !people {
                let is_same = view.answer(practice.old) == view.answer(practice.new);
                let both = match is_same {
                    true => format!("{}, same", cells[2]),
                    false => format!("{} ->\n{}", cells[2], cells[3]),
                };
                cells.splice(2..4, [both]);
            }
            cells
        }));
    }
    terminal::table(&columns, rows)
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
