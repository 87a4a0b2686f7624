//! What the marks mean, in a line.

use maud::{Markup, html};

use crate::report::formats::frame::Said;
use crate::report::picture::mark::Mark;

/// Marks with their words, and what is said above them.
#[derive(Debug)]
pub(in crate::report) struct PictureKey {
    pub(in crate::report) caption: &'static str,
    pub(in crate::report) marks: Vec<(Mark, String)>,
}

impl PictureKey {
    pub(super) fn drawn(&self) -> Markup {
        html! { figure class="key" { figcaption { (self.caption) } (list(&self.marks)) } }
    }
}

/// The marks alone.
pub(super) fn list(marks: &[(Mark, String)]) -> Markup {
    html! {
        ul class="marks" {
            @for (mark, words) in marks {
                li {
                    svg viewBox="0 0 18 14" width="18" height="14" aria-hidden="true" {
                        (mark.area([1.0, 1.0, 16.0, 12.0]))
                    }
                    (Said(words))
                }
            }
        }
    }
}
