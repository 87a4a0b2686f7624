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
    let mut bytes = workbook.save_to_buffer()?;
    pack_as_anywhere(&mut bytes);
    Ok(bytes)
}

/// A zip file's list of its parts also says on which kind of system each was packed. That byte is
/// Unix's on every system, so that the same tally is the same bytes on Windows as well.
fn pack_as_anywhere(zip: &mut [u8]) {
    const UNIX: u8 = 3;
    /// What ends a zip file, without a comment: how long it is, and where in it the list begins.
    const END: usize = 22;
    const LIST: usize = 16;
    /// An entry's fixed part, the byte in question, and the lengths of what follows.
    const ENTRY: usize = 46;
    const SYSTEM: usize = 5;
    const LENGTHS: [usize; 3] = [28, 30, 32];
    let number = |zip: &[u8], at: usize| {
        let bytes = zip.get(at..at + 2);
        bytes.map_or(0, |b| usize::from(b[0]) | usize::from(b[1]) << 8)
    };
    let Some(end) = zip.len().checked_sub(END) else {
        return;
    };
    let mut at = number(zip, end + LIST) | number(zip, end + LIST + 2) << 16;
    while zip
        .get(at..at + ENTRY)
        .is_some_and(|entry| entry.starts_with(b"PK\x01\x02"))
    {
        zip[at + SYSTEM] = UNIX;
        at += ENTRY
            + LENGTHS
                .map(|length| number(zip, at + length))
                .iter()
                .sum::<usize>();
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use zip::write::{SimpleFileOptions, ZipWriter};

    use super::*;

    #[test]
    fn where_a_workbook_was_packed_is_not_in_it() {
        let packed = |system| {
            let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
            for name in ["one.xml", "folder/two.xml"] {
                let options = SimpleFileOptions::default().system(system);
                zip.start_file(name, options.unix_permissions(0o600))
                    .unwrap();
                zip.write_all(name.as_bytes()).unwrap();
            }
            zip.finish().unwrap().into_inner()
        };
        let (unix, mut windows) = (packed(zip::System::Unix), packed(zip::System::Dos));
        assert_ne!(unix, windows);
        pack_as_anywhere(&mut windows);
        assert_eq!(unix, windows);
    }
}
