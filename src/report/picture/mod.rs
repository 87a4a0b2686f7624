//! Pictures of what a page says in words and tables.

/// A picture, from the model and not yet drawn.
#[derive(Debug)]
pub struct Picture;
