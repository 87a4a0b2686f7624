//! The team assessment: counts, comments, and what the team agreed on.

pub mod check;
pub mod new;
pub mod renew;
pub mod undecided;
