//! Pictures of what a page says in words and tables, drawn as SVG for an HTML page. All
//! geometry stands in SVG's own attributes, since a page's policy forbids any style but
//! its own; colours and widths of lines are there, by class. A drawing is narrow enough for a phone and grows with the window; words that
//! belong to it stand beside it as HTML, so that they wrap and keep their size. Every
//! drawing has a text alternative, and nothing is told by colour alone (`mark`).

pub(in crate::report) mod bars;
pub(in crate::report) mod changes;
pub(in crate::report) mod mark;
pub(in crate::report) mod overview;
pub(in crate::report) mod timeline;

use maud::Markup;

/// How wide every drawing is, in its own units: the text column of a phone.
const WIDTH: f64 = 340.0;

/// A figure.
#[derive(Debug)]
pub(in crate::report) struct Picture {
    pub(in crate::report) drawn: Markup,
    /// How many drawings stand below each other in it.
    pub(in crate::report) rows: usize,
}

/// A length or place in a drawing, to a tenth, which is the same on every machine.
fn at(place: f64) -> String {
    let text = format!("{place:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}
