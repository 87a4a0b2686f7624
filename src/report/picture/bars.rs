//! The five answers to a practice as a bar around a centre line: what is well to the
//! right of it, what is wanting to the left, so that a practice leans to the side that
//! most are on. Unsure stands apart, as it is on neither side, and so do the blanks.

use maud::{Markup, html};

use crate::model::rating::Rating;
use crate::model::tally::Counts;
use crate::report::html::Said;
use crate::report::picture::mark::Mark;
use crate::report::picture::{WIDTH, at};

const HEIGHT: f64 = 26.0;
const TOP: f64 = 3.0;
/// Between the scale and what stands apart from it.
const APART: f64 = 14.0;
/// How wide one answer is at most.
const WIDEST: f64 = 22.0;

/// The most answers on each side of any bar of a page: all are drawn to one scale.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::report) struct Extent {
    left: u64,
    right: u64,
    apart: u64,
}

impl Extent {
    pub(in crate::report) fn of(all: &[Counts]) -> Self {
        all.iter()
            .map(Self::of_one)
            .fold(Self::default(), |a, b| Self {
                left: a.left.max(b.left),
                right: a.right.max(b.right),
                apart: a.apart.max(b.apart),
            })
    }

    fn of_one(counts: &Counts) -> Self {
        let of = |rating| u64::from(counts.of(rating));
        Self {
            left: of(Rating::CouldBeBetter) + of(Rating::UrgentGap),
            right: of(Rating::Strength) + of(Rating::OkForNow),
            apart: of(Rating::Unsure) + u64::from(counts.unanswered),
        }
    }

    /// How wide one answer is.
    fn unit(self) -> f64 {
        let all = (self.left + self.right + self.apart).max(1);
        ((WIDTH - APART - 4.0) / all as f64).min(WIDEST)
    }

    /// Where the centre line is; the whole stands in the middle.
    fn centre(self, unit: f64) -> f64 {
        let all = (self.left + self.right + self.apart) as f64 * unit + APART;
        (WIDTH - all) / 2.0 + self.left as f64 * unit
    }
}

/// One practice.
#[derive(Debug)]
pub(in crate::report) struct Bar {
    /// With its number.
    pub(in crate::report) title: String,
    pub(in crate::report) counts: Counts,
    /// The counts in words.
    pub(in crate::report) words: String,
    pub(in crate::report) extent: Extent,
}

/// Several, below each other.
#[derive(Debug)]
pub(in crate::report) struct Bars(pub(in crate::report) Vec<Bar>);

impl Bars {
    pub(super) fn drawn(&self) -> Markup {
        html! {
            figure class="rows" {
                ul {
                    @for bar in &self.0 {
                        li { span { (Said(&bar.title)) } (bar.drawn()) }
                    }
                }
            }
        }
    }
}

impl Bar {
    /// The drawing without its title.
    pub(super) fn drawn(&self) -> Markup {
        let unit = self.extent.unit();
        let centre = self.extent.centre(unit);
        let said = format!("{}: {}", self.title, self.words);
        let well = [Rating::OkForNow, Rating::Strength].map(|r| self.of(r));
        let wanting = [Rating::CouldBeBetter, Rating::UrgentGap].map(|r| self.of(r));
        let unsure = self.of(Rating::Unsure);
        let unanswered = (Mark::Unanswered, self.counts.unanswered);
        let apart = centre + self.extent.right as f64 * unit + APART;
        html! {
            svg viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) role="img" aria-label=(Said(&said)) {
                (outwards(centre, unit, well, false))
                (outwards(centre, unit, wanting, true))
                (outwards(apart, unit, [unsure, unanswered], false))
                line x1=(at(centre)) y1="0" x2=(at(centre)) y2=(HEIGHT) stroke="#1a1a1a" stroke-width="2" {}
            }
        }
    }

    const fn of(&self, rating: Rating) -> (Mark, u32) {
        (Mark::of_rating(rating), self.counts.of(rating))
    }
}

/// Two areas side by side from here on, to the left or to the right.
fn outwards(from: f64, unit: f64, areas: [(Mark, u32); 2], left: bool) -> Markup {
    let [near, far] = areas.map(|(_, count)| f64::from(count) * unit);
    let x = |before: f64, width: f64| {
        if left {
            from - before - width
        } else {
            from + before
        }
    };
    let placed = [(x(0.0, near), near), (x(near, far), far)];
    html! {
        @for ((mark, count), (x, width)) in areas.into_iter().zip(placed) {
            @if count > 0 { (area(mark, count, x, width)) }
        }
    }
}

fn area(mark: Mark, count: u32, x: f64, width: f64) -> Markup {
    let number = count.to_string();
    // Where it does not fit, the words beside the bar have it.
    let fits = number.len() as f64 * 7.0 + 3.0 <= width;
    html! {
        (mark.area([x, TOP, width, HEIGHT - 2.0 * TOP]))
        @if fits { (mark.number(x + width / 2.0, HEIGHT / 2.0 + 4.0, &number)) }
    }
}
