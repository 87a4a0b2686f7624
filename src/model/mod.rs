//! What the project is about: ratings, rubrics, responses, counts, and what the
//! counts say. Pure: nothing here opens a file, reads a clock or prints.

pub mod agenda;
pub mod assessment;
pub mod change;
pub mod class;
pub mod comparison;
pub mod cycle;
pub mod day;
pub mod debrief;
pub mod districts;
pub mod duplicate;
pub mod finding;
pub mod group;
pub mod grouping;
pub mod letters;
pub mod nothing;
pub mod person;
pub mod plan;
pub mod plan_id;
pub mod plan_rows;
pub mod plan_status;
pub mod plan_year;
pub mod quote;
pub mod rating;
pub mod ratio;
pub mod response;
pub mod responses;
pub mod roster;
pub mod rubric;
mod scale;
pub mod settled;
pub mod signs;
pub mod stamp;
pub mod student;
pub mod tally;
pub mod trend;
pub mod year;
