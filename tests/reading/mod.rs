//! What is wrong in a file is told in the right place, once, in words to act on.

mod answers;
mod encodings;
mod form;
mod format;
mod headings;
mod laws;
mod others;
mod slips;
