//! Our own kinds of files: what each may hold, read, written new, and changed in place.

pub mod bytes;
pub mod content;
pub mod fix;
pub(crate) mod hash_comment;
pub mod misnamed;
pub(crate) mod named_rubric;
pub mod plan;
pub mod read;
pub mod recognized;
pub mod response;
pub mod rubric;
pub mod schema;
pub mod section;
pub mod team;
pub mod workbook;
