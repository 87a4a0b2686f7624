//! Where the practices of each ingredient stand: a square for each, best first.

use maud::{Markup, html};

use crate::report::html::Said;
use crate::report::picture::key::list;
use crate::report::picture::mark::Mark;
use crate::report::picture::{WIDTH, at};

const SIDE: f64 = 26.0;
const STEP: f64 = 30.0;
const IN_A_LINE: usize = 11;

/// An ingredient a row.
#[derive(Debug)]
pub(in crate::report) struct Overview {
    pub(in crate::report) caption: &'static str,
    pub(in crate::report) key: Vec<(Mark, String)>,
    pub(in crate::report) rows: Vec<Row>,
}

/// One ingredient.
#[derive(Debug)]
pub(in crate::report) struct Row {
    pub(in crate::report) title: String,
    /// How many practices stand where, in words.
    pub(in crate::report) words: String,
    /// Each with its number in the survey, where readers know these.
    pub(in crate::report) squares: Vec<(Mark, Option<usize>)>,
}

impl Overview {
    pub(super) fn drawn(&self) -> Markup {
        html! {
            figure class="rows squares" {
                figcaption { (self.caption) }
                (list(&self.key))
                ul {
                    @for row in &self.rows {
                        li { span { (Said(&row.title)) } (row.drawn()) }
                    }
                }
            }
        }
    }
}

impl Row {
    fn drawn(&self) -> Markup {
        let mut squares = self.squares.clone();
        squares.sort_unstable();
        let lines = squares.len().div_ceil(IN_A_LINE).max(1);
        let height = STEP * lines as f64;
        let said = format!("{}: {}", self.title, self.words);
        html! {
            svg viewBox=(format!("0 0 {WIDTH} {}", at(height))) role="img" aria-label=(Said(&said)) {
                @for (place, (mark, number)) in squares.into_iter().enumerate() {
                    @let x = 1.0 + STEP * (place % IN_A_LINE) as f64;
                    @let y = 2.0 + STEP * (place / IN_A_LINE) as f64;
                    (mark.area([x, y, SIDE, SIDE]))
                    @if let Some(number) = number {
                        (mark.number(x + SIDE / 2.0, y + SIDE / 2.0 + 4.0, &number.to_string()))
                    }
                }
            }
        }
    }
}
