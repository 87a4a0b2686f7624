//! What changed since last time, as arrows from one middle answer to the other.

use std::cmp::Ordering;

use maud::{Markup, html};

use crate::model::rating::Rating;
use crate::report::formats::frame::Said;
use crate::report::picture::{Picture, WIDTH, at};

const HEIGHT: f64 = 24.0;
const MIDDLE: f64 = HEIGHT / 2.0;
const BETTER: &str = "#15508c";
const WORSE: &str = "#8f2d0a";
const UNCALLED: &str = "#555555";
/// How long an arrow is that stays with one middle answer.
const SHORT: f64 = 26.0;

/// Arrows along the scale.
#[derive(Debug)]
pub(in crate::report) struct Changes {
    /// How to read it.
    pub(in crate::report) caption: &'static str,
    /// Such as `Old` and `New`.
    pub(in crate::report) sides: [&'static str; 2],
    /// The labels of the scale, the worst first.
    pub(in crate::report) scale: [String; 4],
    /// Groups of practices that were told apart, with what they are called.
    pub(in crate::report) groups: Vec<(&'static str, Vec<Arrow>)>,
}

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

impl Changes {
    pub(in crate::report) fn drawn(&self) -> Picture {
        let drawn = html! {
            figure class="rows" {
                figcaption { (self.caption) }
                div class="scale" aria-hidden="true" {
                    span {}
                    @for label in &self.scale { span { (Said(label)) } }
                }
                @for (name, arrows) in &self.groups {
                    p { strong { (name) } }
                    ul { @for arrow in arrows { li { span { (Said(&arrow.title)) } (self.arrow(arrow, name)) } } }
                }
            }
        };
        Picture {
            drawn,
            rows: self.groups.iter().map(|(_, arrows)| arrows.len()).sum(),
        }
    }

    fn label(&self, rating: Rating) -> &str {
        &self.scale[place(rating)]
    }

    fn arrow(&self, arrow: &Arrow, name: &str) -> Markup {
        let [from, to] = [arrow.old, arrow.new].map(x);
        let to = if arrow.old == arrow.new {
            from + SHORT * f64::from(arrow.leans)
        } else {
            to
        };
        let [old, new] = self.sides;
        let said = format!(
            "{}: {name}; {old} {}, {new} {}",
            arrow.title,
            self.label(arrow.old),
            self.label(arrow.new)
        );
        let colour = match to.total_cmp(&from) {
            Ordering::Greater if arrow.called => BETTER,
            Ordering::Less if arrow.called => WORSE,
            _ => UNCALLED,
        };
        let thick = if arrow.called { "4" } else { "1.5" };
        html! {
            svg viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) role="img" aria-label=(Said(&said)) {
                path class="grid" d=(scale()) {}
                (shaft(from, to, colour, thick))
                circle cx=(at(from)) cy=(MIDDLE) r="5" fill="#ffffff" stroke=(colour) stroke-width="2.5" {}
            }
        }
    }
}

/// The place on the scale, the worst first.
fn place(rating: Rating) -> usize {
    3 - rating.index().min(3)
}

fn x(rating: Rating) -> f64 {
    WIDTH / 4.0 * (place(rating) as f64 + 0.5)
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
    let head = format!(
        "M{} {MIDDLE}L{neck} {}V{}z",
        at(to),
        MIDDLE - 7.0,
        MIDDLE + 7.0
    );
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

    fn drawn(old: Rating, new: Rating, leans: i8, called: bool) -> String {
        let changes = Changes {
            caption: "",
            sides: ["Old", "New"],
            scale: ["Urgent", "Better", "OK", "Strength"].map(str::to_owned),
            groups: Vec::new(),
        };
        let arrow = Arrow {
            title: "T".to_owned(),
            old,
            new,
            leans,
            called,
        };
        changes.arrow(&arrow, "Improved").into_string()
    }

    #[test]
    fn an_arrow_goes_from_the_old_answer_to_the_new_one() {
        let up = drawn(Rating::CouldBeBetter, Rating::Strength, 1, true);
        assert!(
            up.contains("aria-label=\"T: Improved; Old Better, New Strength\""),
            "{up}"
        );
        assert!(
            up.contains("<circle cx=\"127.5\"") && up.contains("d=\"M297.5 12L288.5 5V19z\""),
            "{up}"
        );
        assert!(up.contains(BETTER));
        let down = drawn(Rating::OkForNow, Rating::UrgentGap, -1, true);
        assert!(
            down.contains("<circle cx=\"212.5\"") && down.contains("d=\"M42.5 12L51.5 5V19z\""),
            "{down}"
        );
        assert!(down.contains(WORSE));
    }

    #[test]
    fn an_arrow_that_stays_is_short_and_one_by_chance_is_grey() {
        let short = drawn(Rating::OkForNow, Rating::OkForNow, 1, true);
        assert!(short.contains("d=\"M238.5 12L229.5 5V19z\""), "{short}");
        assert!(!drawn(Rating::OkForNow, Rating::OkForNow, 0, true).contains("<path d="));
        let chance = drawn(Rating::OkForNow, Rating::UrgentGap, -1, false);
        assert!(
            chance.contains(UNCALLED) && !chance.contains(WORSE),
            "{chance}"
        );
    }
}
