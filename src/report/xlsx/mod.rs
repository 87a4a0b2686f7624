//! A tally as a workbook: the single assessment, the four lists of a debrief, groups, the
//! plan and, where it is asked for, the long data, each on a sheet of its own. The same tally gives the same bytes:
//! nothing in it is of the day or the machine. No respondent's name and nothing that they
//! wrote comes into it.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use crate::model::plan::Plan;
use crate::model::responses::Responses;
use crate::report::escape;
use crate::report::tally::View;

mod about;
mod assessment;
mod chart;
mod groups;
mod lists;
mod long;
mod look;
mod plan;
mod sheet;

pub use long::fits;

/// What a workbook is made from.
#[derive(Debug, Clone, Copy)]
pub struct Contents<'a> {
    /// The assessment, and the groups where they are asked for.
    pub view: &'a View<'a>,
    /// The responses that it counts, a row for each answer: none unless somebody asked for
    /// that sheet, and never more than one [`fits`].
    pub long: Option<&'a Responses>,
    /// The plan that follows from it; it names who is responsible.
    pub plan: Option<&'a Plan>,
}

/// The bytes of the workbook.
///
/// # Errors
/// None that a tally can cause: what a cell cannot hold has been made to fit.
pub fn write(contents: &Contents<'_>) -> Result<Vec<u8>, XlsxError> {
    let view = contents.view;
    let mut workbook = Workbook::new();
    // A day of the library's choosing would be the present one.
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let about = DocProperties::new()
        .set_title(escape::sheet_cell(&view.rubric.title))
        .set_author("chronic")
        .set_creation_datetime(&made);
    workbook.set_properties(&about);
    assessment::sheet(workbook.add_worksheet(), view)?;
    chart::sheet(workbook.add_worksheet(), view)?;
    for list in lists::all(view) {
        lists::sheet(workbook.add_worksheet(), view, &list)?;
    }
    if let Some(groups) = &view.groups {
        groups::sheet(workbook.add_worksheet(), groups)?;
    }
    if let Some(plan) = contents.plan {
        plan::sheets(&mut workbook, view.rubric, plan)?;
    }
    if let Some(responses) = contents.long {
        long::sheet(workbook.add_worksheet(), view.rubric, responses)?;
    }
    about::sheet(workbook.add_worksheet(), contents)?;
    workbook.save_to_buffer()
}
