//! What the project is about: ratings, rubrics, responses, counts, and what the
//! counts say. Pure: nothing here opens a file, reads a clock or prints.

pub mod assessment;
pub(crate) mod choice;
pub mod comparison;
pub mod dates;
pub mod debrief_lists;
pub(crate) mod each_once;
pub mod finding;
pub mod group;
pub mod keys;
pub mod letters;
pub mod placeholder;
pub mod plan;
pub mod practice_class;
pub mod punctuation;
pub mod quote;
pub mod rating;
pub mod ratio;
pub mod response;
pub mod rubric;
pub mod settled;
pub mod tally;
pub mod turnout;
mod wide_counts;
