//! What changed since last time, as arrows from one middle answer to the other.

use std::cmp::Ordering;

use maud::{Markup, html};

use crate::model::rating::{Labels, Rating};
use crate::report::formats::frame::Said;
use crate::report::picture::{Picture, WIDTH, at};

const HEIGHT: f64 = 24.0;
const MIDDLE: f64 = HEIGHT / 2.0;
const BETTER: &str = "#15508c";
const WORSE: &str = "#8f2d0a";
const UNCALLED: &str = "#555555";
/// How long an arrow is that stays with one middle answer.
const SHORT: f64 = 26.0;

/// One practice.
#[derive(Debug)]
pub(in crate::report) struct Arrow {
    pub(in crate::report) title: String,
    pub(in crate::report) old: Rating,
    pub(in crate::report) new: Rating,
    /// Where it goes when both are the same: better, worse or nowhere.
    pub(in crate::report) leans: i8,
    /// Whether it is called a change; one that may be chance is drawn thin and grey.
    pub(in crate::report) called: bool,
}

/// Arrows along the scale, below how to read them: for groups of practices that were told apart, with
/// what they are called. The sides are such as `Old` and `New`.
pub(in crate::report) fn changes(
    caption: &str,
    sides: [&str; 2],
    labels: &Labels,
    groups: &[(&str, Vec<Arrow>)],
) -> Picture {
    let drawn = html! {
        figure class="rows" {
            figcaption { (caption) }
            div class="scale" aria-hidden="true" {
                span {}
                @for rating in Rating::SCALE.iter().rev() { span { (Said(labels.of(*rating))) } }
            }
            @for (name, arrows) in groups {
                p { strong { (name) } }
                ul { @for arrow in arrows { li { span { (Said(&arrow.title)) } (arrow.drawn(name, sides, labels)) } } }
            }
        }
    };
    Picture {
        drawn,
        rows: groups.iter().map(|(_, arrows)| arrows.len()).sum(),
    }
}

impl Arrow {
    fn drawn(&self, name: &str, [old, new]: [&str; 2], labels: &Labels) -> Markup {
        let [from, mut to] = [self.old, self.new].map(x);
        if self.old == self.new {
            to = from + SHORT * f64::from(self.leans);
        }
        let [was, is] = [self.old, self.new].map(|rating| labels.of(rating));
        let said = format!("{}: {name}; {old} {was}, {new} {is}", self.title);
        let colour = match to.total_cmp(&from) {
            Ordering::Greater if self.called => BETTER,
            Ordering::Less if self.called => WORSE,
            _ => UNCALLED,
        };
        let thick = if self.called { "4" } else { "1.5" };
        html! {
            svg viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) role="img" aria-label=(Said(&said)) {
                path class="grid" d=(scale()) {}
                (shaft(from, to, colour, thick))
                circle cx=(at(from)) cy=(MIDDLE) r="5" fill="#ffffff" stroke=(colour) stroke-width="2.5" {}
            }
        }
    }
}

/// Where a rating is along the scale, the worst first.
fn x(rating: Rating) -> f64 {
    WIDTH / 4.0 * ((3 - rating.index().min(3)) as f64 + 0.5)
}

/// The scale, with a stroke at each of its answers.
fn scale() -> String {
    let [worst, best] = [Rating::UrgentGap, Rating::Strength].map(|r| at(x(r)));
    let strokes = Rating::SCALE.map(|r| format!("M{} 3v{}", at(x(r)), HEIGHT - 6.0));
    format!("M{worst} {MIDDLE}H{best}{}", strokes.concat())
}

/// A line with a head at its end; nothing where it goes nowhere.
fn shaft(from: f64, to: f64, colour: &str, thick: &str) -> Markup {
    let towards = (to - from).signum();
    let neck = at(to - 9.0 * towards);
    let [top, bottom] = [MIDDLE - 7.0, MIDDLE + 7.0];
    let head = format!("M{} {MIDDLE}L{neck} {top}V{bottom}z", at(to));
    html! {
        @if from.total_cmp(&to).is_ne() {
            line x1=(at(from)) y1=(MIDDLE) x2=(neck) y2=(MIDDLE) stroke=(colour) stroke-width=(thick) {}
            path d=(head) fill=(colour) {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arrow_goes_to_the_new_answer_one_that_stays_is_short_and_one_by_chance_is_grey() {
        let [strength, ok, _, gap] = Rating::SCALE;
        for (new, leans, called, head, colour) in [
            (strength, 1, true, "M297.5 12L288.5 5V19z", BETTER),
            (gap, -1, true, "M42.5 12L51.5 5V19z", WORSE),
            (ok, 1, true, "M238.5 12L229.5 5V19z", BETTER),
            (ok, 0, true, "", UNCALLED),
            (gap, -1, false, "M42.5 12L51.5 5V19z", UNCALLED),
        ] {
            let arrow = Arrow {
                title: "T".to_owned(),
                old: ok,
                new,
                leans,
                called,
            };
            let drawn = arrow.drawn("Improved", ["Old", "New"], &Labels::default());
            let drawn = drawn.into_string();
            assert!(drawn.contains("<circle cx=\"212.5\""), "{drawn}");
            assert_eq!(drawn.contains("<path d="), !head.is_empty(), "{drawn}");
            assert!(drawn.contains(head) && drawn.contains(colour), "{drawn}");
        }
    }
}
