//! Days and school years, as people write them: what they mean, and which of them belong together.

pub mod cycle;
pub mod day;
pub mod mixed;
pub mod read_date;
pub mod year;
