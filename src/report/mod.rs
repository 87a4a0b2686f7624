//! Values to bytes; nothing here opens a file.

pub mod formats;
pub mod page;
pub mod picture;
pub mod questions;
pub mod results;
pub mod summary;
pub mod workbook;
