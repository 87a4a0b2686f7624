//! A tally for people. For a terminal of 80 columns: practices by ingredient, five counts and the
//! blanks, a bar, the result; then the four lists. As a Markdown page: the same, and what
//! respondents wrote.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Reset, Style};
use unicode_width::UnicodeWidthStr as _;

use crate::model::assessment::{Assessed, Decision};
use crate::model::debrief_lists::Order;
use crate::model::finding::{Class, Flag};
use crate::model::rating::{Labels, Rating};
use crate::model::tally::Counts;
use crate::report::formats::inline::text;
use crate::report::formats::table::{Column, TableCell};
use crate::report::formats::terminal::{MARKS, WIDTH, aligned, wrap, wrapped};
use crate::report::formats::{Page, Rule, escape, markdown};
use crate::report::results::group::for_people as group;
use crate::report::results::tally::{PRIORITIES, PracticeRow, View, numbers, too_close};
use crate::words::joined_by;

/// How many cells a bar has.
const BAR: usize = 10;
const COLOURS: [AnsiColor; 5] = [
    AnsiColor::Green,
    AnsiColor::Cyan,
    AnsiColor::Yellow,
    AnsiColor::Red,
    AnsiColor::BrightBlack,
];

/// The whole text. Styled; the caller takes the styles off where nobody would see them.
pub fn table(view: &View<'_>, order: Order) -> String {
    let mut out = String::new();
    for line in view.opening() {
        wrap(&mut out, "", &escape::terminal(&line));
    }
    out.push('\n');
    let width = [usize::from(WIDTH) - 1, 1];
    aligned(&mut out, &columns(view), &rows(view, order), width, wrapped);
    out.push('\n');
    legend(&mut out, &view.rubric.labels);
    out.push('\n');
    if let Some(agreed) = view.agreed_otherwise() {
        wrap(&mut out, "* ", &agreed);
        out.push('\n');
    }
    for (name, list) in view.lists() {
        // The priorities of one band are between bars.
        let bands = view.debrief.bands.iter().map(|band| numbers(band));
        let numbers = match list {
            [] => "none".to_owned(),
            _ if name == PRIORITIES => joined_by(bands, " | ").unwrap_or_default(),
            _ => numbers(list),
        };
        wrap(&mut out, &format!("{name:<24}"), &numbers);
        if name == PRIORITIES && view.debrief.bands.len() < list.len() {
            let close = match view.debrief.bands.len() {
                1 => "(too close to rank)",
                _ => "(between bars: too close to rank)",
            };
            let _ = writeln!(out, "{:<24}{close}", "");
        }
    }
    if let Some(firm) = view.how_firm() {
        let _ = writeln!(out);
        wrap(&mut out, "", &firm);
    }
    if let Some(groups) = &view.groups {
        let _ = write!(out, "\n{}", group::table(groups));
    }
    out
}

fn rows(view: &View<'_>, order: Order) -> Vec<Vec<TableCell>> {
    let practice = |index: usize| cells(view.row(index));
    if order != Order::Survey {
        return view.ordered(order).into_iter().map(practice).collect();
    }
    let mut rows = Vec::new();
    for ingredient in &view.rubric.ingredients {
        let title = escape::terminal(&ingredient.title).to_uppercase();
        let title = TableCell::own(title).styled(Style::new().bold());
        rows.push(vec![TableCell::default(), title]);
        rows.extend(ingredient.practices.clone().map(practice));
    }
    rows
}

/// The columns of a table of practices. What the team settled is there where it settled anything,
/// on a page.
fn columns(view: &View<'_>) -> Vec<Column> {
    let mut columns = Column::practice(1);
    columns.extend(columns_of_counts(&view.rubric.labels));
    // There is room for a bar even where nobody answered.
    columns[8] = bars().short(" ".repeat(BAR));
    let mut assessed = view.assessment.practices.iter();
    if assessed.any(Assessed::is_settled) {
        columns.extend(["Agreed", "Decision"].map(|head| Column::text(head).only_on_page()));
    }
    columns
}

/// What stands in them.
fn cells(row: PracticeRow<'_>) -> Vec<TableCell> {
    let mut cells = TableCell::practice(row.number.to_string(), &row.practice.title);
    cells.extend(cells_of_counts(row));
    let agreed = row.assessed.agreed.map_or("", |r| row.labels.of(r));
    let decision = row.assessed.decision.map_or("", Decision::words);
    cells.extend([TableCell::said(agreed), TableCell::own(decision)]);
    cells
}

/// Five counts, the blanks, in a terminal a bar, and the result.
pub(in crate::report) fn columns_of_counts(labels: &Labels) -> Vec<Column> {
    let answers = Rating::ALL.iter().zip(MARKS);
    let answers = answers.map(|(r, (mark, _))| Column::number(text(labels.of(*r))).short(mark));
    let unanswered = Column::number("Unanswered").short("-");
    let others = [unanswered, bars(), Column::text("Result")];
    answers.chain(others).collect()
}

fn bars() -> Column {
    Column::text("").only_in_terminal()
}

/// What stands in them.
pub(in crate::report) fn cells_of_counts(row: PracticeRow<'_>) -> Vec<TableCell> {
    let counts = &row.assessed.counts;
    let numbers = counts.by_rating().into_iter().chain([counts.unanswered]);
    let numbers = numbers.map(|n| TableCell::count((!row.withheld).then_some(n)));
    let word = row.word();
    let result = match row.answers_alone() {
        Some(alone) => TableCell::new(
            word.clone() + "*",
            format!("{word} (the answers alone: {alone})"),
        ),
        None => TableCell::own(word),
    };
    let others = [bar(counts), result.styled(style(row))];
    numbers.chain(others).collect()
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
fn bar(counts: &Counts) -> TableCell {
    let answered = u64::from(counts.answered());
    if answered == 0 {
        return TableCell::default();
    }
    let scaled = counts.by_rating().map(|n| u64::from(n) * BAR as u64);
    let mut cells = scaled.map(|n| (n / answered) as usize);
    let left = BAR - cells.iter().sum::<usize>();
    let mut by_remainder: [usize; 5] = std::array::from_fn(|index| index);
    by_remainder.sort_by_key(|i| std::cmp::Reverse(scaled[*i] % answered));
    for index in &by_remainder[..left] {
        cells[*index] += 1;
    }
    let mut bar = String::new();
    for (at, cells) in cells
        .into_iter()
        .enumerate()
        .filter(|(_, cells)| *cells > 0)
    {
        let part = String::from(MARKS[at].1).repeat(cells);
        let _ = write!(bar, "{}{part}{Reset}", COLOURS[at].render_fg());
    }
    TableCell {
        short: bar,
        width: BAR,
        ..TableCell::default()
    }
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
    let _ = writeln!(out, "{line}");
}

/// The whole page. What respondents wrote is left out unless `documentation`.
pub fn markdown(view: &View<'_>, order: Order, documentation: bool) -> String {
    let mut page = Page::new(documentation);
    page.heading_of(1, &view.rubric.title);
    page.paragraphs(view.whose().map(|whose| text(&whose)));
    page.paragraph(view.coverage());
    page.paragraphs(view.small_team());
    if order == Order::Survey {
        for ingredient in &view.rubric.ingredients {
            page.heading_of(2, &ingredient.title);
            let indexes: Vec<usize> = ingredient.practices.clone().collect();
            practices(&mut page, view, &indexes);
        }
    } else {
        page.heading(
            2,
            match order {
                Order::Concern => "Most concern first",
                _ => "Most difference of opinion first",
            },
        );
        practices(&mut page, view, &view.ordered(order));
    }
    lists(&mut page, view);
    if let Some(groups) = &view.groups {
        group::section(&mut page, groups);
    }
    if documentation {
        quotes(&mut page, view);
    }
    markdown::written(&page)
}

/// The table of these practices with their counts.
pub(in crate::report) fn practices(page: &mut Page, view: &View<'_>, indexes: &[usize]) {
    let rows = view.rows_of(indexes).map(cells);
    page.result(&columns(view), Rule::Tight, rows);
}

fn lists(page: &mut Page, view: &View<'_>) {
    for (name, list) in view.lists() {
        page.heading(2, name);
        if list.is_empty() {
            page.paragraph("None.");
            continue;
        }
        if name == PRIORITIES {
            page.paragraphs(too_close(view));
        }
        page.numbered(view.rows_of(list).map(PracticeRow::named));
    }
    if let Some(firm) = view.how_firm() {
        page.heading(2, "How firm this is");
        page.paragraph(firm);
    }
}

fn quotes(page: &mut Page, view: &View<'_>) {
    let rows = view.rows().filter(|r| !r.assessed.documentation.is_empty());
    for (at, row) in rows.enumerate() {
        if at == 0 {
            page.heading(2, "How we know");
        }
        page.heading(3, format!("{}. {}", row.number, row.title()));
        let documented = row.assessed.documentation.iter();
        page.items(documented.map(|quote| {
            let rating = quote.rating.map(|r| row.label(r));
            let rating = rating.unwrap_or_else(|| "No rating".to_owned());
            format!("{rating}: {}", text(&quote.text))
        }));
    }
}
