//! A response: one respondent's form.

pub mod check;
pub mod form;
mod in_comment;
pub mod scan;
pub mod unread;
