//! A tally for a terminal: practices by ingredient, five counts and the blanks, a bar,
//! the result; then the four lists. Fits 80 columns.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Reset, Style};
use unicode_width::UnicodeWidthStr;

use crate::model::finding::{Class, Flag};
use crate::model::rating::{Labels, Rating};
use crate::model::tally::Counts;
use crate::report::formats::escape;
use crate::report::formats::terminal::{WIDTH, wrap};
use crate::report::results::group;
use crate::report::results::tally::layout::{self, TableLine};
use crate::report::results::tally::{Order, PRIORITIES, PracticeRow, TOO_CLOSE, View, numbers};

/// How many cells a bar has.
pub(in crate::report) const BAR: u32 = 10;
/// The head of each column of counts, and its part of the bar.
pub(in crate::report) const MARKS: [(&str, char); 5] = [
    ("S", '\u{2588}'),
    ("O", '\u{2593}'),
    ("B", '\u{2592}'),
    ("G", '\u{2591}'),
    ("?", '\u{b7}'),
];
const COLOURS: [AnsiColor; 5] = [
    AnsiColor::Green,
    AnsiColor::Cyan,
    AnsiColor::Yellow,
    AnsiColor::Red,
    AnsiColor::BrightBlack,
];

/// The whole text. Styled; whoever prints it takes the styles off where nobody would
/// see them.
#[must_use]
pub fn text(view: &View<'_>, order: Order) -> String {
    let mut out = String::new();
    heading(&mut out, view);
    layout::write(
        &mut out,
        &lines(view, order),
        usize::from(WIDTH),
        BAR as usize,
    );
    out.push('\n');
    legend(&mut out, &view.rubric.labels);
    if let Some(agreed) = view.agreed_otherwise() {
        wrap(&mut out, "* ", &agreed);
        out.push('\n');
    }
    for (name, list) in view.lists() {
        let numbers = match list {
            [] => "none".to_owned(),
            _ if name == PRIORITIES => bands(view),
            _ => numbers(list),
        };
        let lead = format!("{name:<24}");
        wrap(&mut out, &lead, &numbers);
        if name == PRIORITIES && view.debrief.bands.len() < list.len() {
            let _ = writeln!(out, "{:<24}{TOO_CLOSE}", "");
        }
    }
    if let Some(firm) = view.how_firm() {
        let _ = writeln!(out);
        wrap(&mut out, "", &firm);
    }
    if let Some(groups) = &view.groups {
        let _ = write!(out, "\n{}", group::table::text(groups));
    }
    out
}

/// The priorities, those of one band between bars.
fn bands(view: &View<'_>) -> String {
    let bands = view.debrief.bands.iter();
    let bands: Vec<String> = bands.map(|band| numbers(band)).collect();
    bands.join(" | ")
}

fn heading(out: &mut String, view: &View<'_>) {
    wrap(out, "", &escape::terminal(&view.rubric.title));
    if let Some(whose) = view.whose() {
        wrap(out, "", &escape::terminal(&whose));
    }
    wrap(out, "", &view.coverage());
    if let Some(small) = view.small_team() {
        wrap(out, "", small);
    }
    out.push('\n');
}

fn lines(view: &View<'_>, order: Order) -> Vec<TableLine> {
    let [s, o, b, g, unsure] = MARKS.map(|(mark, _)| mark);
    let head = ["", "Practice", s, o, b, g, unsure, "-", "", "Result"];
    let mut lines = vec![TableLine {
        cells: head.map(str::to_owned),
        ..TableLine::default()
    }];
    if order == Order::Survey {
        for ingredient in &view.rubric.ingredients {
            let mut line = TableLine {
                styles: [Style::new().bold(), Style::new()],
                ..TableLine::default()
            };
            line.cells[1] = escape::terminal(&ingredient.title).to_uppercase();
            lines.push(line);
            let practices = ingredient.practices.clone();
            lines.extend(practices.map(|index| line_of(view, index)));
        }
    } else {
        let practices = view.ordered(order);
        lines.extend(practices.into_iter().map(|index| line_of(view, index)));
    }
    lines
}

fn line_of(view: &View<'_>, index: usize) -> TableLine {
    let row = view.row(index);
    let counts = row.assessed.counts;
    let [s, o, b, g, unsure] = counts.by_rating();
    let [s, o, b, g, unsure, unanswered] =
        [s, o, b, g, unsure, counts.unanswered].map(|count| match count {
            0 => ".".to_owned(),
            count => count.to_string(),
        });
    TableLine {
        cells: [
            row.number.to_string(),
            escape::terminal(&row.practice.title).into_owned(),
            s,
            o,
            b,
            g,
            unsure,
            unanswered,
            bar(&counts),
            format!("{}{}", row.word(), agreed_mark(row)),
        ],
        styles: [Style::new(), style(row)],
    }
}

/// What is behind a result that the answers alone do not give.
pub(in crate::report) fn agreed_mark(row: PracticeRow<'_>) -> &'static str {
    if row.answers_alone().is_some() {
        "*"
    } else {
        ""
    }
}

/// The colour of a result.
pub(in crate::report) fn style(row: PracticeRow<'_>) -> Style {
    let colour = match row.standing {
        Class::Strength => AnsiColor::Green,
        Class::UrgentGap => AnsiColor::Red,
        Class::Split => AnsiColor::Magenta,
        Class::DontKnow if row.finding.has(Flag::KnownUrgent) => AnsiColor::Red,
        Class::Improve => AnsiColor::Yellow,
        Class::DontKnow | Class::Maintain | Class::NoAnswers => return Style::new(),
    };
    colour.on_default()
}

/// The answers as a bar of [`BAR`] cells, each rating's part by the largest remainders.
pub(in crate::report) fn bar(counts: &Counts) -> String {
    let answered = u64::from(counts.answered());
    if answered == 0 {
        return String::new();
    }
    let scaled = counts.by_rating().map(|n| u64::from(n) * u64::from(BAR));
    let mut cells = scaled.map(|n| n / answered);
    let mut left = u64::from(BAR) - cells.iter().sum::<u64>();
    let mut by_remainder: [usize; 5] = std::array::from_fn(|index| index);
    by_remainder.sort_by_key(|i| std::cmp::Reverse(scaled[*i] % answered));
    for index in by_remainder {
        if left > 0 && scaled[index] % answered > 0 {
            cells[index] += 1;
            left -= 1;
        }
    }
    let mut bar = String::new();
    for (rating, cells) in Rating::ALL.iter().zip(cells) {
        if cells > 0 {
            let _ = write!(bar, "{}", COLOURS[rating.index()].render_fg());
            bar.extend((0..cells).map(|_| MARKS[rating.index()].1));
            let _ = write!(bar, "{}", Reset.render());
        }
    }
    bar
}

/// What the marks of counts mean, as many on a line as fit.
pub(in crate::report) fn legend(out: &mut String, labels: &Labels) {
    let parts = Rating::ALL.iter().map(|r| {
        let (mark, part) = MARKS[r.index()];
        format!("{mark} {part} {}", escape::terminal(labels.of(*r)))
    });
    let mut line = String::new();
    for part in parts.chain(["- unanswered".to_owned()]) {
        if !line.is_empty() && line.width() + 3 + part.width() > usize::from(WIDTH) {
            let _ = writeln!(out, "{line}");
            line.clear();
        }
        if !line.is_empty() {
            line.push_str("   ");
        }
        line.push_str(&part);
    }
    let _ = write!(out, "{line}\n\n");
}
