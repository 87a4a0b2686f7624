//! Where the practices of each ingredient stand: a square for each, best first.

use maud::{Markup, html};

use crate::report::formats::frame::Said;
use crate::report::picture::legend::list;
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
    pub(in crate::report) rows: Vec<IngredientRow>,
}

/// One ingredient.
#[derive(Debug)]
pub(in crate::report) struct IngredientRow {
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

impl IngredientRow {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_practice_is_a_square_and_the_best_come_first() {
        let row = IngredientRow {
            title: "A & B".to_owned(),
            words: "1 strength, 1 split".to_owned(),
            squares: vec![(Mark::Split, Some(3)), (Mark::Strength, Some(4))],
        };
        let drawn = row.drawn().into_string();
        assert!(
            drawn.contains("aria-label=\"A &amp; B: 1 strength, 1 split\""),
            "{drawn}"
        );
        assert!(
            drawn.find("\"strength\"").unwrap() < drawn.find("\"split\"").unwrap(),
            "{drawn}"
        );
        assert!(
            drawn.find(">4<").unwrap() < drawn.find(">3<").unwrap(),
            "{drawn}"
        );
    }

    #[test]
    fn many_practices_take_several_lines() {
        let row = IngredientRow {
            title: String::new(),
            words: String::new(),
            squares: vec![(Mark::Ok, None); 23],
        };
        let drawn = row.drawn().into_string();
        assert_eq!(drawn.matches("<rect").count(), 23);
        assert!(drawn.contains("viewBox=\"0 0 340 90\""), "{drawn}");
    }
}
