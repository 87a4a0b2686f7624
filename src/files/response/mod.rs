//! A response: one respondent's form.

pub mod form;
mod in_comment;
pub mod read;
pub mod scan;
pub mod unread;
