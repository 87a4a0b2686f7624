//! How each answer looks: a colour that differs from every other also for those who
//! cannot see red or green, a lightness that differs from its neighbour's on a black and
//! white printer, and a pattern of its own. Better is blue and worse is orange.

use maud::{Markup, html};

use crate::model::finding::Class;
use crate::report::formats::frame::Said;
use crate::report::picture::{Picture, at};

/// All classes, the best first: the order of every key and picture.
pub(in crate::report) const BEST_FIRST: [Class; 7] = [
    Class::Strength,
    Class::Maintain,
    Class::Improve,
    Class::UrgentGap,
    Class::Split,
    Class::DontKnow,
    Class::NoAnswers,
];

/// Its class in the page's style, which has its colours: `text` for a number on it. Answers
/// look as the class that all of them together would have.
pub(super) const fn style(class: Class) -> &'static str {
    match class {
        Class::Strength => "strength",
        Class::Maintain => "ok",
        Class::Improve => "better",
        Class::UrgentGap => "urgent",
        Class::Split => "split",
        Class::DontKnow => "unsure",
        Class::NoAnswers => "blank",
    }
}

/// A rectangle of it, with an outline that printers keep.
pub(super) fn area(class: Class, place: [f64; 4]) -> Markup {
    let [x, y, width, height] = place.map(at);
    html! { rect class=(style(class)) x=(x) y=(y) width=(width) height=(height) {} }
}

/// A number in the middle of an area of it; a rim of its ground keeps the pattern off.
pub(super) fn number(class: Class, x: f64, y: f64, number: &str) -> Markup {
    html! { text class=(style(class)) x=(at(x)) y=(at(y)) { (number) } }
}

/// What the marks mean, in a line, below what is said of them.
pub(in crate::report) fn key(caption: &str, marks: &[(Class, String)]) -> Picture {
    Picture {
        drawn: html! { figure class="key" { figcaption { (Said(caption)) } (list(marks)) } },
        rows: 1,
    }
}

/// The marks alone.
pub(super) fn list(marks: &[(Class, String)]) -> Markup {
    html! {
        ul class="marks" {
            @for (class, words) in marks {
                li {
                    svg viewBox="0 0 18 14" width="18" height="14" aria-hidden="true" {
                        (area(*class, [1.0, 1.0, 16.0, 12.0]))
                    }
                    (Said(words))
                }
            }
        }
    }
}

/// The patterns, once a page, before any picture.
pub(in crate::report) fn patterns() -> Markup {
    html! {
        svg class="patterns" width="0" height="0" aria-hidden="true" focusable="false" {
            defs {
                pattern id="better" width="6" height="6" patternUnits="userSpaceOnUse" {
                    rect width="6" height="6" fill="#f9bd7c" {}
                    path d="M-1 1L1 -1M0 6L6 0M5 7L7 5" stroke="#7a3e00" stroke-width="1" {}
                }
                pattern id="urgent" width="7" height="7" patternUnits="userSpaceOnUse" {
                    rect width="7" height="7" fill="#8f2d0a" {}
                    path d="M0 0L7 7M7 0L0 7" stroke="#ffffff" stroke-width="0.7" {}
                }
                pattern id="unsure" width="5" height="5" patternUnits="userSpaceOnUse" {
                    rect width="5" height="5" fill="#ffffff" {}
                    circle cx="1.5" cy="1.5" r="0.9" fill="#555555" {}
                }
                pattern id="split" width="1" height="1" viewBox="0 0 10 10"
                    preserveAspectRatio="none" {
                    rect width="10" height="10" fill="#f9bd7c" {}
                    path d="M10 0V10H0z" fill="#15508c" {}
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::rating::Rating;

    /// What the page's style has for one, such as `fill` of `text.ok`; of the first rule
    /// that has it for all of them otherwise.
    fn styled(element: &str, class: Class, property: &str) -> &'static str {
        let sheet = include_str!("picture.css");
        let name = format!("{element}.{}", style(class));
        let mut rules = sheet.lines().filter_map(|line| line.split_once(" {"));
        let values = rules.find_map(|(names, values)| {
            let mut names = names.split(", ");
            names.any(|n| n == name).then_some(values)
        });
        let after = values.and_then(|v| v.split_once(&format!(" {property}: ")));
        let value = after.and_then(|(_, after)| after.split([';', ' ']).next());
        value.unwrap_or_default()
    }

    /// What most of its area has.
    fn ground(class: Class) -> &'static str {
        styled("text", class, "stroke")
    }

    fn fill(class: Class) -> &'static str {
        styled("rect", class, "fill")
    }

    fn channels(colour: &str) -> [f64; 3] {
        [1, 3, 5].map(|at| {
            let byte = u8::from_str_radix(&colour[at..at + 2], 16).unwrap();
            let part = f64::from(byte) / 255.0;
            if part <= 0.04045 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        })
    }

    fn times(matrix: [[f64; 3]; 3], v: [f64; 3]) -> [f64; 3] {
        matrix.map(|row| row[0] * v[0] + row[1] * v[1] + row[2] * v[2])
    }

    /// Relative luminance, 0 to 1 (WCAG 2.2).
    fn luminance(colour: &str) -> f64 {
        times(GREY, channels(colour))[0]
    }

    fn contrast(one: &str, other: &str) -> f64 {
        let (a, b) = (luminance(one) + 0.05, luminance(other) + 0.05);
        (a / b).max(b / a)
    }

    /// Linear light to CIE L*a*b* under D65.
    fn lab(linear: [f64; 3]) -> [f64; 3] {
        let xyz = times(
            [
                [0.4124, 0.3576, 0.1805],
                [0.2126, 0.7152, 0.0722],
                [0.0193, 0.1192, 0.9505],
            ],
            linear.map(|c| c.clamp(0.0, 1.0)),
        );
        let f = |t: f64| {
            if t > 0.008856 {
                t.cbrt()
            } else {
                7.787 * t + 16.0 / 116.0
            }
        };
        let [x, y, z] = [f(xyz[0] / 0.9505), f(xyz[1]), f(xyz[2] / 1.089)];
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    }

    /// How a colour is seen without red, green or blue cones: the matrices of Machado,
    /// Oliveira and Fernandes (2009) at full severity, in linear light. The first is
    /// usual sight.
    const SIGHTS: [(&str, [[f64; 3]; 3]); 4] = [
        ("usual", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
        (
            "protanopia",
            [
                [0.152_286, 1.052_583, -0.204_868],
                [0.114_503, 0.786_281, 0.099_216],
                [-0.003_882, -0.048_116, 1.051_998],
            ],
        ),
        (
            "deuteranopia",
            [
                [0.367_322, 0.860_646, -0.227_968],
                [0.280_085, 0.672_501, 0.047_413],
                [-0.011_820, 0.042_940, 0.968_881],
            ],
        ),
        (
            "tritanopia",
            [
                [1.255_528, -0.076_749, -0.178_779],
                [-0.078_411, 0.930_809, 0.147_602],
                [0.004_733, 0.691_367, 0.303_900],
            ],
        ),
    ];

    /// A printer without colour.
    const GREY: [[f64; 3]; 3] = [[0.2126, 0.7152, 0.0722]; 3];

    fn distance(sight: [[f64; 3]; 3], one: Class, other: Class) -> f64 {
        let [a, b] = [one, other].map(|m| lab(times(sight, channels(ground(m)))));
        let squares = (0..3).map(|at| (a[at] - b[at]).powi(2));
        squares.sum::<f64>().sqrt()
    }

    #[test]
    fn the_five_answers_are_told_apart_without_red_green_or_blue() {
        let answers = Rating::ALL.map(Class::of);
        for (name, sight) in SIGHTS {
            for (at, one) in answers.into_iter().enumerate() {
                for other in &answers[at + 1..] {
                    let found = distance(sight, one, *other);
                    // Some 2.3 can just be seen; 20 is plain at a glance.
                    assert!(found > 20.0, "{name}: {one:?} {other:?} {found:.1}");
                }
            }
        }
    }

    #[test]
    fn neighbours_differ_in_lightness_when_printed_without_colour() {
        for (one, other) in [
            (Class::Strength, Class::Maintain),
            (Class::Improve, Class::UrgentGap),
            (Class::Strength, Class::Improve),
            (Class::Maintain, Class::UrgentGap),
        ] {
            assert!(distance(GREY, one, other) > 35.0, "{one:?} {other:?}");
        }
    }

    #[test]
    fn those_that_are_equally_light_have_another_pattern() {
        let mut fills: Vec<_> = BEST_FIRST
            .map(|m| (fill(m), styled("rect", m, "stroke-dasharray")))
            .into();
        fills.sort_unstable();
        fills.dedup();
        assert_eq!(fills.len(), BEST_FIRST.len());
        let drawn = patterns().into_string();
        for mark in BEST_FIRST {
            let Some(id) = fill(mark).strip_prefix("url(#") else {
                assert_eq!(fill(mark), ground(mark), "{mark:?}");
                continue;
            };
            let id = id.trim_end_matches(')');
            let (_, pattern) = drawn.split_once(&format!("id=\"{id}\"")).unwrap();
            let (_, filled) = pattern.split_once("fill=\"").unwrap();
            // A split one has two colours, and its number stands on neither.
            let is_split = mark == Class::Split;
            assert!(is_split || filled.starts_with(ground(mark)), "{id}");
        }
    }

    #[test]
    fn numbers_can_be_read_on_their_ground() {
        for mark in BEST_FIRST {
            assert!(
                contrast(styled("text", mark, "fill"), ground(mark)) >= 4.5,
                "{mark:?}"
            );
        }
    }
}
