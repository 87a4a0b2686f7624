//! Where the practices of each ingredient stand: a square for each, best first.

use maud::{Markup, html};

use crate::model::finding::Class;
use crate::model::rubric::Rubric;
use crate::report::formats::frame::Said;
use crate::report::picture::mark::{BEST_FIRST, area, list, number};
use crate::report::picture::{Picture, WIDTH, at};

const SIDE: f64 = 26.0;
const STEP: f64 = 30.0;
const IN_A_LINE: usize = 11;

/// An ingredient a row. `standings` are by flat index, `key` has words for each of them, and
/// the squares are `numbered` as in the survey where readers know these numbers.
pub(in crate::report) fn overview(
    rubric: &Rubric,
    standings: &[Class],
    key: &[(Class, String)],
    numbered: bool,
) -> Picture {
    let caption = if numbered {
        "Each square is a practice, labeled with its number on the form."
    } else {
        "Each square is one of the practices below, grouped by result."
    };
    let drawn = html! {
        figure class="rows squares" {
            figcaption { (caption) }
            (list(key))
            ul {
                @for ingredient in &rubric.ingredients {
                    @let squares = ingredient.practices.clone().map(|index| (standings[index], index + 1));
                    li { span { (Said(&ingredient.title)) } (row(&ingredient.title, key, squares.collect(), numbered)) }
                }
            }
        }
    };
    Picture {
        drawn,
        rows: rubric.ingredients.len(),
    }
}

fn row(
    title: &str,
    key: &[(Class, String)],
    mut squares: Vec<(Class, usize)>,
    numbered: bool,
) -> Markup {
    squares.sort_by_key(|(class, _)| BEST_FIRST.iter().position(|best| best == class));
    let told = key.iter().filter_map(|(class, words)| {
        let count = squares.iter().filter(|(c, _)| c == class).count();
        (count > 0).then(|| format!("{count} {words}"))
    });
    let said = format!("{title}: {}", told.collect::<Vec<_>>().join(", "));
    let lines = squares.len().div_ceil(IN_A_LINE).max(1);
    html! {
        svg viewBox=(format!("0 0 {WIDTH} {}", at(STEP * lines as f64))) role="img" aria-label=(Said(&said)) {
            @for (place, (class, survey)) in squares.into_iter().enumerate() {
                @let x = 1.0 + STEP * (place % IN_A_LINE) as f64;
                @let y = 2.0 + STEP * (place / IN_A_LINE) as f64;
                (area(class, [x, y, SIDE, SIDE]))
                @if numbered {
                    (number(class, x + SIDE / 2.0, y + SIDE / 2.0 + 4.0, &survey.to_string()))
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_practices_take_several_lines() {
        let squares = vec![(Class::Maintain, 1); 23];
        let drawn = row("", &[], squares, false).into_string();
        assert_eq!(drawn.matches("<rect").count(), 23);
        assert!(drawn.contains("viewBox=\"0 0 340 90\""), "{drawn}");
    }
}
