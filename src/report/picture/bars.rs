//! The five answers to a practice as a bar around a centre line: what is well to the
//! right of it, what is wanting to the left, so that a practice leans to the side that
//! most are on. Unsure stands apart, as it is on neither side, and so do the blanks.

use maud::{Markup, html};

use crate::model::finding::Class;
use crate::model::rating::Rating;
use crate::model::tally::Counts;
use crate::report::formats::frame::Said;
use crate::report::picture::mark::{area, number};
use crate::report::picture::{Picture, WIDTH, at};

const HEIGHT: f64 = 26.0;
const TOP: f64 = 3.0;
/// Between the scale and what stands apart from it.
const APART: f64 = 14.0;
/// How wide one answer is at most.
const WIDEST: f64 = 22.0;

/// The most answers on each side of any bar of a page: all are drawn to one scale.
#[derive(Debug, Clone, Copy)]
pub(in crate::report) struct Extent {
    left: u64,
    right: u64,
    apart: u64,
}

impl Extent {
    pub(in crate::report) fn of(all: &[Counts]) -> Self {
        let most = |of: &dyn Fn(&Counts) -> u64| all.iter().map(of).max().unwrap_or(0);
        let both = |one, other| most(&|c| u64::from(c.of(one)) + u64::from(c.of(other)));
        Self {
            left: both(Rating::CouldBeBetter, Rating::UrgentGap),
            right: both(Rating::Strength, Rating::OkForNow),
            apart: most(&|c| u64::from(c.of(Rating::Unsure)) + u64::from(c.unanswered)),
        }
    }

    /// How wide one answer is.
    fn unit(self) -> f64 {
        let all = (self.left + self.right + self.apart).max(1);
        ((WIDTH - APART - 4.0) / all as f64).min(WIDEST)
    }

    /// How far any bar goes, so that a short one is seen to be short.
    fn ground(self, unit: f64) -> Markup {
        let centre = self.centre(unit);
        let [left, right, apart] = [self.left, self.right, self.apart].map(|n| n as f64 * unit);
        let (top, height) = (TOP + 2.0, HEIGHT - 2.0 * TOP - 4.0);
        let grounds = [
            (centre - left, left + right),
            (centre + right + APART, apart),
        ];
        let grounds = grounds.into_iter().filter(|(_, width)| *width > 0.0);
        let grounds = grounds.map(|(x, width)| {
            let (x, width) = (at(x), at(width));
            format!("M{x} {top}h{width}v{height}h-{width}z")
        });
        html! { path class="ground" d=(grounds.collect::<String>()) {} }
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

/// Several, below each other, with their titles.
pub(in crate::report) fn bars(bars: &[Bar]) -> Picture {
    let drawn = html! {
        figure class="rows" {
            ul { @for bar in bars { li { span { (Said(&bar.title)) } (bar.drawn()) } } }
        }
    };
    Picture {
        drawn,
        rows: bars.len(),
    }
}

impl Bar {
    /// Alone, below its practice.
    pub(in crate::report) fn alone(&self) -> Picture {
        Picture {
            drawn: html! { figure class="bar" { (self.drawn()) } },
            rows: 1,
        }
    }

    /// The drawing without its title.
    fn drawn(&self) -> Markup {
        let unit = self.extent.unit();
        let centre = self.extent.centre(unit);
        let said = format!("{}: {}", self.title, self.words);
        let well = [Rating::OkForNow, Rating::Strength].map(|r| self.of(r));
        let wanting = [Rating::CouldBeBetter, Rating::UrgentGap].map(|r| self.of(r));
        let unsure = self.of(Rating::Unsure);
        let unanswered = (Class::NoAnswers, self.counts.unanswered);
        let apart = centre + self.extent.right as f64 * unit + APART;
        html! {
            svg viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) role="img" aria-label=(Said(&said)) {
                (self.extent.ground(unit))
                (outwards(centre, unit, well, false))
                (outwards(centre, unit, wanting, true))
                (outwards(apart, unit, [unsure, unanswered], false))
                path class="centre" d=(format!("M{} 0v{HEIGHT}", at(centre))) {}
            }
        }
    }

    const fn of(&self, rating: Rating) -> (Class, u32) {
        (Class::of(rating), self.counts.of(rating))
    }
}

/// Two areas side by side from here on, to the left or to the right.
fn outwards(from: f64, unit: f64, areas: [(Class, u32); 2], left: bool) -> Markup {
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
        @for ((class, count), (x, width)) in areas.into_iter().zip(placed) {
            @if count > 0 {
                @let said = count.to_string();
                (area(class, [x, TOP, width, HEIGHT - 2.0 * TOP]))
                // Where it does not fit, the words beside the bar have it.
                @if said.len() as f64 * 7.0 + 3.0 <= width {
                    (number(class, x + width / 2.0, HEIGHT / 2.0 + 4.0, &said))
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Left and right end of every area in a drawing.
    fn areas(counts: Counts, extent: Extent) -> Vec<[f64; 2]> {
        let bar = Bar {
            title: String::new(),
            counts,
            words: String::new(),
            extent,
        };
        let value = |rect: &str, name: &str| -> f64 {
            let (_, after) = rect.split_once(&format!(" {name}=\"")).unwrap();
            after.split('"').next().unwrap().parse().unwrap()
        };
        let drawn = bar.drawn().into_string();
        let rects = drawn.split("<rect").skip(1);
        let ends = rects.map(|rect| (value(rect, "x"), value(rect, "width")));
        ends.map(|(x, width)| [x, x + width]).collect()
    }

    #[test]
    fn bars_of_a_page_have_one_scale_and_one_line_and_fit() {
        let all = [[9, 0, 0, 0, 0], [0, 0, 1, 2, 6]].map(|of| Counts::new(of, 0));
        let extent = Extent::of(&all);
        let [well, wanting] = all.map(|counts| areas(counts, extent)[0]);
        assert!((well[0] - wanting[1]).abs() < 0.2);
        let [nine, one] = [well, wanting].map(|[left, right]| right - left);
        assert!((nine - 9.0 * one).abs() < 0.5);
        let none = Counts::default();
        assert!(areas(none, Extent::of(&[none])).is_empty());
        let many = Counts::new([100_000, 0, 1, 60_000, 3], 40_000);
        for [left, right] in areas(many, Extent::of(&[many])) {
            assert!(left >= 0.0 && right <= WIDTH, "{left} {right}");
        }
    }
}
