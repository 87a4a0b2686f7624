//! Pictures of what a page says in words and tables, drawn as SVG for an HTML page. All
//! geometry stands in SVG's own attributes, since a page's policy forbids any style but
//! its own; colours and widths of lines are there, by class. A drawing is narrow enough for a phone and grows with the window; words that
//! belong to it stand beside it as HTML, so that they wrap and keep their size. Every
//! drawing has a text alternative, and nothing is told by colour alone (`mark`).

pub(in crate::report) mod bars;
pub(in crate::report) mod changes;
pub(in crate::report) mod legend;
pub(in crate::report) mod mark;
pub(in crate::report) mod overview;
pub(in crate::report) mod timeline;

use maud::{Markup, html};

use bars::{Bar, Bars};
use changes::Changes;
use legend::PictureKey;
use overview::Overview;
use timeline::Timeline;

/// How wide every drawing is, in its own units: the text column of a phone.
const WIDTH: f64 = 340.0;

/// A picture, from the model and not yet drawn.
#[derive(Debug)]
pub(in crate::report) enum Picture {
    Overview(Overview),
    Key(PictureKey),
    Bar(Bar),
    Bars(Bars),
    Changes(Changes),
    Timeline(Timeline),
}

impl Picture {
    /// The figure.
    pub(in crate::report) fn drawn(&self) -> Markup {
        match self {
            Self::Overview(overview) => overview.drawn(),
            Self::Key(key) => key.drawn(),
            Self::Bar(bar) => html! { figure class="bar" { (bar.drawn()) } },
            Self::Bars(bars) => bars.drawn(),
            Self::Changes(changes) => changes.drawn(),
            Self::Timeline(timeline) => timeline.drawn(),
        }
    }
}

/// A length or place in a drawing, to a tenth, which is the same on every machine.
fn at(place: f64) -> String {
    let text = format!("{place:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}
