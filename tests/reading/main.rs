//! What is wrong in a file is told in the right place, once, in words to act on.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test ends where it fails"
)]

mod answers;
mod encodings;
mod form;
mod format;
mod headings;
mod laws;
mod others;
