//! The answers as stacked bars, a bar for each practice.

use rust_xlsxwriter::{
    Chart, ChartAxisCrossing, ChartFormat, ChartLegendPosition, ChartSolidFill, ChartType,
    Worksheet, XlsxError,
};

use crate::model::rating::Rating;
use crate::report::formats::escape;
use crate::report::results::tally::View;
use crate::report::workbook::assessment::{COUNTS, NAME, TITLES};
use crate::report::workbook::sheet::{SheetTable, page, title};
use crate::report::workbook::style;

/// Of a bar and the space below it, in pixels.
const BAR: usize = 24;

/// Writes the sheet.
pub(super) fn sheet(sheet: &mut Worksheet, view: &View<'_>) -> Result<SheetTable, XlsxError> {
    sheet.set_name("Chart")?;
    page(sheet);
    sheet.set_portrait().set_print_fit_to_pages(1, 1);
    sheet.set_screen_gridlines(false);
    let lines = view.opening();
    let above = title(sheet, &lines)?;
    sheet.insert_chart(above + 1, 0, &chart(view, above + 2))?;
    Ok(SheetTable::of_lines("Chart", lines))
}

/// The chart; `first` is the row of the first practice in the assessment.
fn chart(view: &View<'_>, first: u32) -> Chart {
    let practices = view.rubric.len();
    let last = first + u32::try_from(practices).unwrap_or(1) - 1;
    let mut chart = Chart::new(ChartType::BarStacked);
    for (at, rating) in (COUNTS..).zip(Rating::ALL) {
        let label = escape::sheet_cell(view.rubric.labels.of(rating));
        chart
            .add_series()
            .set_name(label.as_str())
            .set_categories((NAME, first, TITLES, last, TITLES))
            .set_values((NAME, first, at, last, at))
            .set_gap(40)
            .set_format(
                ChartFormat::new()
                    .set_solid_fill(ChartSolidFill::new().set_color(style::answer_colour(rating))),
            );
    }
    let height = (practices * BAR + 160).min(20_000);
    chart.title().set_name("How many gave each answer");
    chart.legend().set_position(ChartLegendPosition::Top);
    // The first practice on top, and the numbers below. The axis of the practices, which
    // are on the left here, is the one that the library calls y.
    chart.y_axis().set_reverse();
    chart.y_axis().set_crossing(ChartAxisCrossing::Max);
    chart.x_axis().set_num_format("0");
    chart
        .set_width(900)
        .set_height(u32::try_from(height).unwrap_or(20_000))
        .set_alt_text("Stacked bars: for each practice, how many gave each of the five answers. The sheet Assessment has the numbers.");
    chart
}
