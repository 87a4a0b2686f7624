//! Tables that other programs made, exports, rosters, and workbooks, as rows of cells, as columns, and
//! as responses.

pub mod columns;
pub mod csv_rows;
pub mod filled_workbook;
pub mod form_export;
pub mod grid;
pub mod headings;
mod person_name;
pub mod remembered;
pub mod responses;
pub mod roster;
pub mod table;
pub mod workbook;
