//! A tally as a workbook: the single assessment, the four lists of a debrief, groups, the
//! plan and, where it is asked for, the long data, each on a sheet of its own. The same tally gives the same bytes:
//! nothing in it is of the day or the machine. No respondent's name and nothing that they
//! wrote comes into it.

use std::io::Cursor;
use std::sync::{Mutex, OnceLock};
use std::thread;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};
use zip::ZipArchive;

use crate::model::comparison::Side;
use crate::model::plan::Plan;
use crate::model::response::responses::Responses;
use crate::report::results::tally::View;

mod about;
mod assessment;
mod chart;
mod groups;
mod lists;
mod long;
mod plan;
mod sheet;
mod style;

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
    /// Last year's assessment.
    pub previous: Option<Side<'a>>,
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
        .set_title("Self-assessment: results")
        .set_author("chronic")
        .set_creation_datetime(&made);
    workbook.set_properties(&about);
    let assessment = assessment::table(view, contents.previous);
    assessment.write(add(&mut workbook)?)?;
    let mut made = vec![assessment, chart::sheet(add(&mut workbook)?, view)?];
    for list in lists::tables(view) {
        list.write(add(&mut workbook)?)?;
        made.push(list);
    }
    if let Some(groups) = &view.groups {
        groups::table(groups).write(add(&mut workbook)?)?;
    }
    for table in contents
        .plan
        .iter()
        .flat_map(|plan| plan::tables(view.rubric, plan))
    {
        table.write(add(&mut workbook)?)?;
        made.push(table);
    }
    if let Some(responses) = contents.long {
        long::sheet(add(&mut workbook)?, view.rubric, responses)?;
    }
    let about = about::table(contents);
    about.write(add(&mut workbook)?)?;
    made.push(about);
    let plan = contents.plan.map_or("", |plan| plan.id.as_str());
    sheet::keep_others(&mut workbook, &made)?;
    for table in made.iter().filter(|table| table.is_filled_in()) {
        table.keep(&mut workbook, &[&view.rubric.reference(), plan])?;
    }
    let mut bytes = workbook.save_to_buffer()?;
    pack_as_anywhere(&mut bytes);
    Ok(bytes)
}

/// One more sheet of the workbook. The library writes all sheets at once, each by a thread;
/// where no thread can be made, each goes through a file as it comes, which takes none.
#[expect(clippy::disallowed_methods, reason = "this is the place for it")]
fn add(workbook: &mut Workbook) -> Result<&mut Worksheet, XlsxError> {
    // In WebAssembly the library needs none.
    if cfg!(target_family = "wasm") || can_make_threads() {
        Ok(workbook.add_worksheet())
    } else {
        workbook.add_worksheet_with_constant_memory()
    }
}

/// Whether as many threads as a workbook has sheets can be made at once.
fn can_make_threads() -> bool {
    const MOST_SHEETS: usize = 16;
    static ANSWER: OnceLock<bool> = OnceLock::new();
    *ANSWER.get_or_init(|| {
        let gate = Mutex::new(());
        thread::scope(|scope| {
            let closed = gate.lock();
            let wait = || drop(gate.lock());
            let one = |_| thread::Builder::new().spawn_scoped(scope, wait).is_ok();
            let all = (0..MOST_SHEETS).all(one);
            drop(closed);
            all
        })
    })
}

/// A zip file's list of its parts also says on which kind of system each was packed. That byte is
/// Unix's on every system, so that the same tally is the same bytes on Windows as well.
fn pack_as_anywhere(zip: &mut [u8]) {
    const UNIX: u8 = 3;
    const SYSTEM: usize = 5;
    let starts: Vec<usize> = match ZipArchive::new(Cursor::new(&*zip)) {
        Ok(mut archive) => (0..archive.len())
            .filter_map(|at| Some(archive.by_index_raw(at).ok()?.central_header_start()))
            .filter_map(|start| usize::try_from(start).ok())
            .collect(),
        Err(_) => return,
    };
    for start in starts {
        if let Some(system) = zip.get_mut(start + SYSTEM) {
            *system = UNIX;
        }
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
            let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
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
