//! Values to bytes; nothing here opens a file.

pub mod form_tools;
pub mod formats;
pub mod page;
pub mod picture;
pub mod results;
pub mod summary;
pub mod workbook;
