//! Nobody is exposed: what may be passed on holds no name, no words, and no group small
//! enough to be one person (docs/confidentiality.md).

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test ends where it fails"
)]

#[path = "../common/mod.rs"]
mod common;

mod random;
mod runs;
