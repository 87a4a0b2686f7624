//! The hidden sheets of a workbook that people fill in, which keep it as it was made.

/// The sheet that says what the workbook is.
pub const ABOUT: &str = "About";
/// The row there that has the school year.
pub const SCHOOL_YEAR: &str = "School year";
/// How the name of a sheet ends that keeps the table of another one.
pub const AS_MADE: &str = " as made";
/// The sheet that keeps what all sheets have outside the tables that people fill in: a row for each,
/// after its sheet's name.
pub const OTHERS: &str = "Rows as made";
