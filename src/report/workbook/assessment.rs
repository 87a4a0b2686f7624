//! The single assessment: a row for each practice, by ingredient, and the words for what
//! stands in it that other sheets use too.

use crate::model::assessment::Decision;
use crate::model::comparison::Side;
use crate::model::comparison::change::change;
use crate::model::finding::Flag;
use crate::model::rating::{Labels, Rating};
use crate::report::results::tally::{PracticeRow, View};
use crate::report::workbook::sheet::{
    CellValue, SheetColumn, SheetTable, Typed, column, id_column, practice_columns,
};
use crate::report::workbook::style::Look;
use crate::words::joined_by;

/// The name of the sheet, which the chart refers to.
pub(super) const NAME: &str = "Assessment";
/// The column of the practices' titles.
pub(super) const TITLES: u16 = 2;
/// The first of the five columns of counts.
pub(super) const COUNTS: u16 = 3;

/// The sheet.
pub(super) fn table(view: &View<'_>, previous: Option<Side<'_>>) -> SheetTable {
    let label = |r: Rating| view.rubric.labels.of(r).to_owned();
    let last_year = previous.map(|side| View::new(side.rubric, side.assessment));
    let mut columns = practice_columns(20.0, 40.0);
    let answers = answers(&view.rubric.labels).zip(Rating::ALL);
    columns.extend(answers.map(|(column, rating)| column.key(rating.id())));
    columns.extend([
        column("Unanswered", 11.0).key("unanswered"),
        column("Rated", 7.0),
    ]);
    columns.extend(findings(13.0, 32.0));
    columns.extend(previous.into_iter().flat_map(columns_of));
    let agreed = u16::try_from(columns.len()).unwrap_or(u16::MAX);
    let ratings = Rating::ALL.map(label).to_vec();
    let decisions = Decision::ALL.map(|d| d.words().to_owned()).to_vec();
    columns.extend([
        column("Agreed", 14.0).typed(Typed::Choice(ratings), "agreed"),
        column("Decision", 12.0).typed(Typed::Choice(decisions), "decision"),
        column("Notes", 40.0).typed(Typed::Text, "notes"),
        id_column(),
        // The last, so that nothing is behind what runs on.
        column("Statement", 60.0),
    ]);
    let mut table = SheetTable::new(NAME, view.opening(), columns);
    for (index, row) in view.rows().enumerate() {
        let (practice, first) = CellValue::practice(view.rubric, index);
        let mut values = practice.to_vec();
        values.extend(counts(row));
        values.extend([
            CellValue::count(row.assessed.counts.unanswered),
            CellValue::count(row.assessed.counts.rated()),
        ]);
        values.extend(finding(view, row));
        values.push(CellValue::text(remarks(row)));
        values.extend(last_year.iter().flat_map(|last| values_of(last, row)));
        values.extend([
            CellValue::text(row.assessed.agreed.map(label).unwrap_or_default()),
            CellValue::text(row.assessed.decision.map_or("", Decision::words)),
            CellValue::text(&row.assessed.notes),
            CellValue::text(&row.practice.id),
            CellValue::Text(row.practice.statement.clone(), Look::Line),
        ]);
        table.row(values, first);
    }
    // Nothing is settled in a workbook of responses, and notes are for the screen.
    let settled = view.rows().any(|r| r.assessed.is_settled());
    table.printed = Some(if settled { agreed + 2 } else { agreed });
    table
}

/// The columns of what an earlier year says of each practice.
fn columns_of(earlier: Side<'_>) -> [SheetColumn; 5] {
    let year = earlier.year();
    [
        column(&format!("{year} result"), 15.0),
        column(&format!("{year} agreed"), 14.0),
        column(&format!("{year} decision"), 11.0),
        column(&format!("{year} notes"), 30.0),
        column(&format!("Change since {year}"), 15.0),
    ]
}

/// What stands in them; blank where that year's rubric had no such practice.
fn values_of(earlier: &View<'_>, row: PracticeRow<'_>) -> [CellValue; 5] {
    let Some(at) = earlier.rubric.index_of(&row.practice.id) else {
        return [const { CellValue::Blank }; 5];
    };
    let then = earlier.row(at);
    let was = then.assessed;
    let agreed = was.agreed.map(|r| then.labels.of(r));
    [
        CellValue::Text(then.word(), Look::Class(then.standing)),
        CellValue::text(agreed.unwrap_or_default()),
        CellValue::text(was.decision.map_or("", Decision::words)),
        CellValue::text(&was.notes),
        CellValue::text(change(&was.counts, &row.assessed.counts).label.words()),
    ]
}

/// The columns of the five answers.
pub(super) fn answers(labels: &Labels) -> impl Iterator<Item = SheetColumn> {
    Rating::ALL.map(|r| column(labels.of(r), 8.0)).into_iter()
}

pub(super) fn counts(row: PracticeRow<'_>) -> impl Iterator<Item = CellValue> {
    let counts = row.assessed.counts.by_rating();
    counts.into_iter().map(CellValue::count)
}

/// The columns of [`finding`] and of remarks, with these widths of the first and the last.
pub(super) fn findings(middle: f64, remarks: f64) -> [SheetColumn; 5] {
    [
        column("Middle answer", middle),
        column("Result", 15.0),
        column("Spread (0 to 100)", 8.0),
        column("Concern (0 to 1)", 8.0),
        column("Remarks", remarks),
    ]
}

/// Middle answer, result, spread and concern.
pub(super) fn finding(view: &View<'_>, row: PracticeRow<'_>) -> [CellValue; 4] {
    let finding = row.finding;
    let labels = &view.rubric.labels;
    [
        CellValue::text(finding.position.map_or("", |p| labels.of(p))),
        CellValue::Text(row.word(), Look::Class(row.standing)),
        finding.spread.map_or(CellValue::Blank, |s| {
            CellValue::Number(s.into(), Look::Count)
        }),
        finding.concern.map_or(CellValue::Blank, |c| {
            CellValue::Number(c.value(), Look::Share)
        }),
    ]
}

/// What else a reader should know, in words; who stands apart is told once.
pub(super) fn remarks(row: PracticeRow<'_>) -> String {
    let both_ends = row.finding.has(Flag::BothEnds);
    in_a_line(row, |flag| !(both_ends && *flag == Flag::Outlier))
}

/// As [`remarks`], where it is told elsewhere who stands apart.
pub(super) fn other_remarks(row: PracticeRow<'_>) -> String {
    in_a_line(row, |flag| !matches!(flag, Flag::BothEnds | Flag::Outlier))
}

fn in_a_line(row: PracticeRow<'_>, told: impl Fn(&Flag) -> bool) -> String {
    let alone = row.answers_alone();
    let alone = alone.map(|alone| format!("the answers alone: {alone}"));
    let few = format!("only {} rated it", row.assessed.counts.rated());
    let flags = row.finding.flags.iter().copied().filter(told);
    let flags = flags.map(|flag| match flag {
        Flag::BothEnds => "both ends of the scale",
        Flag::Outlier => "someone is far from the rest",
        Flag::Unsure => "a third or more are unsure",
        Flag::KnownUrgent => "urgent to those who know",
        Flag::Tie => "the lower of two middle answers",
        Flag::Few | Flag::Small => &few,
    });
    joined_by(alone.as_deref().into_iter().chain(flags), "; ").unwrap_or_default()
}
