//! A plan along the months: what is due when, and how far it is. No day is marked as
//! today, since a page says the same on whatever day it is made.

use jiff::civil::Date;
use maud::{Markup, html};

use crate::model::plan::Status;
use crate::report::formats::frame::Said;
use crate::report::picture::{Picture, WIDTH, at};
use crate::words::{day, short_day};

const HEIGHT: f64 = 22.0;
const MIDDLE: f64 = HEIGHT / 2.0;
/// Room for half a mark on either side.
const MARGIN: f64 = 9.0;
/// Room for a year below a month's name.
const HEAD: f64 = 28.0;
/// No more months than that are named.
const NAMED: i32 = 9;
const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// What has a day.
#[derive(Debug)]
pub(in crate::report) struct TimelineEntry {
    pub(in crate::report) due: Date,
    pub(in crate::report) title: String,
    /// None where readers are not told how far it is.
    pub(in crate::report) status: Option<Status>,
}

/// Of entries in any order; none where there are none.
pub(in crate::report) fn timeline(mut entries: Vec<TimelineEntry>) -> Option<Picture> {
    entries.sort_by_key(|entry| entry.due);
    let months = Months::of(entries.first()?.due, entries.last()?.due);
    let mut key: Vec<Option<Status>> = entries.iter().map(|entry| entry.status).collect();
    key.sort_unstable();
    key.dedup();
    let drawn = html! {
        figure class="rows time" {
            figcaption { "Timeline. Each line ends on the due date." }
            ul class="marks" {
                @for status in key {
                    li {
                        svg viewBox="0 0 18 18" width="18" height="18" aria-hidden="true" { (mark(9.0, 9.0, status)) }
                        (status.map_or("results are shared", Status::words))
                    }
                }
            }
            div class="months" aria-hidden="true" { span {} (months.heads()) }
            ul {
                @for entry in &entries {
                    li { span { b { (short_day(entry.due)) } " " (Said(&entry.title)) } (entry.drawn(months)) }
                }
            }
        }
    };
    let rows = entries.len();
    Some(Picture { drawn, rows })
}

impl TimelineEntry {
    fn drawn(&self, months: Months) -> Markup {
        let x = months.x(self.due);
        let status = self.status.map(Status::words);
        let status = status.map_or(String::new(), |word| format!(", {word}"));
        let said = format!("{}: by {}{status}", self.title, day(self.due));
        html! {
            svg viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) role="img" aria-label=(Said(&said)) {
                (months.lines(HEIGHT))
                path class="way" d=(format!("M{MARGIN} {MIDDLE}H{}", at(x))) {}
                (mark(x, MIDDLE, self.status))
            }
        }
    }
}

/// A shape for each status, and one for what has none.
fn mark(x: f64, y: f64, status: Option<Status>) -> Markup {
    let ring = |fill| {
        html! { circle cx=(at(x)) cy=(at(y)) r="6.5" fill=(fill) stroke="#15508c" stroke-width="2" {} }
    };
    let [left, top] = [x - 6.5, y - 6.5].map(at);
    match status {
        Some(Status::NotStarted) => ring("#ffffff"),
        Some(Status::InProgress) => html! {
            (ring("#ffffff"))
            path d=(format!("M{} {top}a6.5 6.5 0 0 0 0 13z", at(x))) fill="#15508c" {}
        },
        Some(Status::Done) => html! {
            (ring("#15508c"))
            path d=(format!("M{} {}l2.5 3l4.5 -6", at(x - 3.5), at(y))) fill="none" stroke="#ffffff" stroke-width="2" {}
        },
        Some(Status::Dropped) => html! {
            (ring("#ffffff"))
            path d=(format!("M{left} {top}l13 13m0 -13l-13 13")) fill="none" stroke="#15508c" stroke-width="2" {}
        },
        None => {
            html! { path d=(format!("M{} {top}l6.5 6.5l-6.5 6.5l-6.5 -6.5z", at(x))) fill="#15508c" {} }
        }
    }
}

/// The months from the first to the last, all of one width.
#[derive(Debug, Clone, Copy)]
struct Months {
    first: i32,
    number: i32,
}

impl Months {
    fn of(first: Date, last: Date) -> Self {
        Self {
            first: month(first),
            number: month(last) - month(first) + 1,
        }
    }

    fn x(self, date: Date) -> f64 {
        let day = f64::from(date.day() - 1) / f64::from(date.days_in_month());
        self.at(f64::from(month(date) - self.first) + day)
    }

    fn at(self, months: f64) -> f64 {
        MARGIN + months * (WIDTH - 2.0 * MARGIN) / f64::from(self.number)
    }

    /// How far into the time each named month is: every one, or every so many.
    fn named(self) -> impl Iterator<Item = i32> {
        let steps = [1, 2, 3, 6, 12].into_iter();
        let steps = steps.chain((1..).map(|years| 24 * years));
        let mut steps = steps.skip_while(move |step| self.number > NAMED * step);
        let step = steps.next().unwrap_or(12);
        (0..self.number).step_by(usize::try_from(step).unwrap_or(12))
    }

    fn lines(self, height: f64) -> Markup {
        let lines = self.named().map(|month| {
            let x = at(self.at(f64::from(month)));
            format!("M{x} 0v{height}")
        });
        html! { path class="grid" d=(lines.collect::<String>()) {} }
    }

    /// The names of the months, with the year below the first of each; a last one that
    /// would go over the edge has its line alone.
    fn heads(self) -> Markup {
        let x = |month: i32| self.at(f64::from(month)) + 2.0;
        let mut year = None;
        html! {
            svg viewBox=(format!("0 0 {WIDTH} 28")) {
                @for month in self.named().filter(|month| x(*month) + HEAD <= WIDTH) {
                    @let number = self.first + month;
                    @let x = at(x(month));
                    @let this = number.div_euclid(12);
                    text x=(x) y="11" { (MONTHS[number.rem_euclid(12) as usize]) }
                    @if year.replace(this) != Some(this) {
                        text x=(x) y="24" font-weight="600" { (this) }
                    }
                }
            }
        }
    }
}

/// Months since the year 0.
fn month(date: Date) -> i32 {
    i32::from(date.year()) * 12 + i32::from(date.month()) - 1
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn however_long_it_takes_a_few_months_are_named_and_none_goes_over_the_edge() {
        for last in [
            date(2026, 12, 31),
            date(2027, 8, 2),
            date(2027, 11, 1),
            date(2028, 1, 31),
            date(2031, 1, 1),
            date(2099, 12, 31),
            date(9999, 12, 31),
        ] {
            let months = Months::of(date(2026, 12, 1), last);
            let named = months.named().count();
            assert!((1..=9).contains(&named), "{last}: {named}");
            let end = months.x(last);
            assert!((MARGIN..=WIDTH - MARGIN).contains(&end), "{last}: {end}");
            let drawn = months.heads().into_string();
            for text in drawn.split("<text x=\"").skip(1) {
                let x: f64 = text.split('"').next().unwrap().parse().unwrap();
                assert!(x + HEAD <= WIDTH, "{last}: {drawn}");
            }
        }
    }

    #[test]
    fn every_status_has_a_shape_of_its_own() {
        let statuses = Status::ALL.map(Some).into_iter().chain([None]);
        let mut shapes: Vec<String> = statuses.map(|s| mark(9.0, 9.0, s).into_string()).collect();
        shapes.sort_unstable();
        shapes.dedup();
        assert_eq!(shapes.len(), 5);
    }
}
