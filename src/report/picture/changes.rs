//! What changed since last time, as arrows: for the team from one middle answer to the
//! other, for the public only up or down.

use maud::{Markup, html};

use crate::model::rating::Rating;
use crate::report::html::Said;
use crate::report::picture::{WIDTH, at};

const HEIGHT: f64 = 24.0;
const MIDDLE: f64 = HEIGHT / 2.0;
/// How long an arrow is that stays with one middle answer.
const SHORT: f64 = 26.0;

/// Arrows along the scale.
#[derive(Debug)]
pub(in crate::report) struct Changes {
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
}

impl Changes {
    pub(super) fn drawn(&self) -> Markup {
        let [old, new] = self.sides;
        html! {
            figure class="rows" {
                figcaption {
                    "The ring is the middle answer of " (old) ", the arrow's head that of " (new)
                    ". To the right is better. A short arrow that ends between two answers: better or worse with the same middle answer."
                }
                div class="scale" aria-hidden="true" {
                    span {}
                    @for label in &self.scale { span { (Said(label)) } }
                }
                @for (name, arrows) in &self.groups {
                    p { strong { (name) } }
                    ul { @for arrow in arrows { li { span { (Said(&arrow.title)) } (self.arrow(arrow, name)) } } }
                }
            }
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
            std::cmp::Ordering::Greater => "#15508c",
            std::cmp::Ordering::Less => "#8f2d0a",
            std::cmp::Ordering::Equal => "#444444",
        };
        html! {
            svg viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) role="img" aria-label=(Said(&said)) {
                line x1=(at(x(Rating::UrgentGap))) y1=(MIDDLE) x2=(at(x(Rating::Strength))) y2=(MIDDLE)
                    stroke="#8a8a8a" stroke-width="1" {}
                @for rating in Rating::SCALE {
                    line x1=(at(x(rating))) y1="3" x2=(at(x(rating))) y2=(HEIGHT - 3.0) stroke="#8a8a8a" stroke-width="1" {}
                }
                (shaft(from, to, colour))
                circle cx=(at(from)) cy=(MIDDLE) r="5" fill="#ffffff" stroke=(colour) stroke-width="2.5" {}
            }
        }
    }
}

/// The place on the scale, the worst first.
const fn place(rating: Rating) -> usize {
    3 - if rating.index() > 3 {
        3
    } else {
        rating.index()
    }
}

fn x(rating: Rating) -> f64 {
    WIDTH / 4.0 * (place(rating) as f64 + 0.5)
}

/// A line with a head at its end; nothing where it goes nowhere.
fn shaft(from: f64, to: f64, colour: &str) -> Markup {
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
            line x1=(at(from)) y1=(MIDDLE) x2=(neck) y2=(MIDDLE) stroke=(colour) stroke-width="4" {}
            path d=(head) fill=(colour) {}
        }
    }
}

/// Up or down, with the words for it, for each practice.
#[derive(Debug)]
pub(in crate::report) struct Directions(pub(in crate::report) Vec<(bool, &'static str, String)>);

impl Directions {
    pub(super) fn drawn(&self) -> Markup {
        html! {
            figure class="directions" {
                ul {
                    @for (better, word, title) in &self.0 {
                        li {
                            svg viewBox="0 0 24 24" width="24" height="24" role="img" aria-label=(word) {
                                @if *better {
                                    path d="M12 2L21 12H15V22H9V12H3z" fill="#15508c" {}
                                } @else {
                                    path d="M12 21L4 12H9.5V3H14.5V12H20z" fill="#ffffff" stroke="#8f2d0a" stroke-width="2.5" stroke-linejoin="round" {}
                                }
                            }
                            span { (Said(title)) }
                        }
                    }
                }
            }
        }
    }
}
