//! The team assessment: counts, comments, and what the team agreed on.

pub mod new;
pub mod read;
pub mod renew;
pub mod undecided;
