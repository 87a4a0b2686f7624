//! A tally for a terminal: practices by ingredient, five counts and the blanks, a bar,
//! the result; then the four lists. Fits 80 columns.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Reset, Style};
use unicode_width::UnicodeWidthStr;

use crate::model::debrief::Order;
use crate::model::finding::{Class, Flag};
use crate::model::rating::{Labels, Rating};
use crate::model::tally::Counts;
use crate::report::formats::escape;
use crate::report::formats::terminal::{Flexible, TextCell, WIDTH, aligned, wrap, wrapped};
use crate::report::results::group;
use crate::report::results::tally::{PRIORITIES, PracticeRow, TOO_CLOSE, View, numbers};

/// How many cells a bar has.
const BAR: u32 = 10;
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
    let flexible = Flexible {
        column: 1,
        least: 1,
        within: usize::from(WIDTH) - 1,
        fitted: wrapped,
    };
    aligned(&mut out, &rows(view, order), flexible);
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

fn rows(view: &View<'_>, order: Order) -> Vec<Vec<TextCell>> {
    let row = |lead: [TextCell; 2], rest: Vec<TextCell>| lead.into_iter().chain(rest).collect();
    let practice = |index: usize| {
        let practice = view.row(index);
        let title = TextCell::left(escape::terminal(&practice.practice.title));
        let number = TextCell::right(practice.number.to_string());
        row([number, title], cells(practice))
    };
    let mut head = heads();
    // There is room for a bar even where nobody answered.
    head[6] = TextCell::left(" ".repeat(BAR as usize));
    let lead = [TextCell::right(""), TextCell::left("Practice")];
    let mut rows = vec![row(lead, head)];
    if order != Order::Survey {
        rows.extend(view.ordered(order).into_iter().map(practice));
        return rows;
    }
    for ingredient in &view.rubric.ingredients {
        let title = escape::terminal(&ingredient.title).to_uppercase();
        let title = TextCell {
            style: Style::new().bold(),
            ..TextCell::left(title)
        };
        let blank = vec![TextCell::default(); heads().len()];
        rows.push(row([TextCell::default(), title], blank));
        rows.extend(ingredient.practices.clone().map(practice));
    }
    rows
}

/// What stands above [`cells`].
pub(in crate::report) fn heads() -> Vec<TextCell> {
    let marks = MARKS.map(|(mark, _)| TextCell::right(mark));
    let others = [
        TextCell::right("-"),
        TextCell::left(""),
        TextCell::left("Result"),
    ];
    marks.into_iter().chain(others).collect()
}

/// The counts of a practice, its blanks, the bar and the result.
pub(in crate::report) fn cells(row: PracticeRow<'_>) -> Vec<TextCell> {
    let counts = &row.assessed.counts;
    let numbers = counts.by_rating().into_iter().chain([counts.unanswered]);
    let number = |n| match row.withheld {
        true => TextCell::right("-"),
        false => TextCell::count(n),
    };
    let mut cells: Vec<TextCell> = numbers.map(number).collect();
    cells.push(TextCell {
        width: if counts.answered() > 0 {
            BAR as usize
        } else {
            0
        },
        text: bar(counts),
        ..TextCell::default()
    });
    cells.push(TextCell {
        style: style(row),
        ..TextCell::left(format!("{}{}", row.word(), agreed_mark(row)))
    });
    cells
}

/// What is behind a result that the answers alone do not give.
fn agreed_mark(row: PracticeRow<'_>) -> &'static str {
    if row.answers_alone().is_some() {
        "*"
    } else {
        ""
    }
}

/// The colour of a result.
fn style(row: PracticeRow<'_>) -> Style {
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
fn bar(counts: &Counts) -> String {
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
