//! Values to bytes; nothing here opens a file.

pub mod doc;
pub mod of;
pub mod page;
pub mod picture;
pub mod questions;
pub mod summary;
pub mod workbook;
