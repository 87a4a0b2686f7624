//! The days of an export. A time stamp never stops an import: what cannot be read as a day
//! stays empty, and is told. One export has one order of day and month, so that a row that shows
//! it settles the others.

use std::collections::HashMap;

use jiff::civil::Date;

use crate::import::columns::{ExportColumn, Own, Use, of};
use crate::import::form_export::{Cell, Export, Row};
use crate::model::dates::timestamp::YEARS;
use crate::model::dates::timestamp::{DateOrder, Stamp, readings, stamp};
use crate::text::cut;
use crate::words::{agreeing, any_of, counted, either_day};

/// What was found in the column of time stamps.
#[derive(Default)]
pub(super) struct Dates {
    given: Option<DateOrder>,
    /// The order that rows show, where all that show one show the same.
    shown: Option<DateOrder>,
    /// A row that shows it.
    shown_in: usize,
    /// Two rows that show different orders.
    contradict: Option<(usize, usize)>,
    /// How many days were read by the order of other rows.
    settled: usize,
    /// What could be either of these days, by the numbers of the rows.
    pub(super) either_day: HashMap<usize, Vec<Date>>,
    unclear: Vec<(usize, String)>,
    other: Vec<(usize, String)>,
    against: Vec<(usize, String)>,
}

impl Dates {
    pub(super) fn of(export: &Export, columns: &[ExportColumn], given: Option<DateOrder>) -> Self {
        let mut dates = Self {
            given,
            ..Self::default()
        };
        let at = of(columns, Use::Own(Own::When));
        let cells = export
            .rows
            .iter()
            .flat_map(|row| at.iter().map(move |at| (row, *at)));
        for (row, at) in cells {
            if let Stamp::Day(_, Some(order)) = stamp(&row.text(at), None) {
                match dates.shown {
                    None => (dates.shown, dates.shown_in) = (Some(order), row.number),
                    Some(shown) if shown != order => {
                        let pair = (dates.shown_in, row.number);
                        dates.contradict.get_or_insert(pair);
                    }
                    Some(_) => {}
                }
            }
        }
        if dates.contradict.is_some() {
            dates.shown = None;
        }
        dates
    }

    /// The day of a row: of several cells that have one, the first; where none has, what is in
    /// the first is told.
    pub(super) fn of_row(&mut self, row: &Row, when: &[usize]) -> Option<Date> {
        let filled = when.iter().filter_map(|at| row.cell(*at));
        let is_day = |cell: &Cell| match cell {
            Cell::Day(day) => YEARS.contains(&day.year()),
            Cell::Text(text) => matches!(stamp(text, self.given), Stamp::Day(..)),
        };
        let cell = filled
            .clone()
            .find(is_day)
            .or_else(|| filled.clone().next())?;
        self.of_cell(row.number, &cell)
    }

    fn of_cell(&mut self, row: usize, cell: &Cell) -> Option<Date> {
        let written = match cell {
            Cell::Day(day) if YEARS.contains(&day.year()) => return Some(*day),
            Cell::Day(day) => {
                self.other.push((row, day.to_string()));
                return None;
            }
            Cell::Text(text) => text,
        };
        let shown = || (row, cut(written));
        match stamp(written, self.given) {
            Stamp::Day(day, _) => return Some(day),
            Stamp::Unclear => {
                let days = readings(written).into_iter().map(|(_, day)| day);
                self.either_day.insert(row, days.collect());
                let by_others = self.shown.map(|order| stamp(written, Some(order)));
                if let Some(Stamp::Day(day, _)) = by_others {
                    self.settled += 1;
                    return Some(day);
                }
                self.unclear.push(shown());
            }
            Stamp::Impossible
                if matches!(stamp(written, None), Stamp::Day(..) | Stamp::Unclear) =>
            {
                self.against.push(shown());
            }
            Stamp::Impossible | Stamp::OtherYear | Stamp::Other => self.other.push(shown()),
        }
        None
    }

    pub(super) fn remarks(&self) -> Vec<String> {
        let mut remarks = Vec::new();
        if let (1.., Some(order)) = (self.settled, self.shown) {
            remarks.push(format!(
                "Day and month of {} could be either way around. Row {} shows that {}, so they were read that way.",
                counted(self.settled, "date"),
                self.shown_in,
                words(order)
            ));
        }
        let blank = |of: &[(usize, String)]| {
            let are = agreeing(of.len(), "is", "are");
            format!("{} {are} blank", counted(of.len(), "date"))
        };
        if let Some((row, written)) = self.unclear.first() {
            let why = self.contradict.map_or_else(String::new, |(one, other)| {
                format!(" Rows {one} and {other} show different orders.")
            });
            let days = readings(written);
            let orders: Vec<String> = days
                .iter()
                .map(|(order, day)| {
                    format!("--date-order {} (for {})", order.id(), either_day(&[*day]))
                })
                .collect();
            let days: Vec<Date> = days.iter().map(|(_, day)| *day).collect();
            remarks.push(format!(
                "{} because day and month could be either way around: \"{written}\" in row {row} could be {}.{why} Run this again with {}.",
                blank(&self.unclear),
                either_day(&days),
                any_of(&orders)
            ));
        }
        if let Some((row, written)) = self.against.first() {
            let order = self.given.map_or("", DateOrder::id);
            remarks.push(format!(
                "{}: row {row} has \"{written}\", which isn't a date in the order of --date-order {order}.",
                blank(&self.against),
            ));
        }
        if let Some((row, written)) = self.other.first() {
            remarks.push(format!(
                "{}: row {row} has \"{written}\", which can't be the day someone answered.",
                blank(&self.other),
            ));
        }
        remarks
    }
}

const fn words(order: DateOrder) -> &'static str {
    match order {
        DateOrder::MonthDayYear => "the month comes first",
        DateOrder::DayMonthYear => "the day comes first",
        DateOrder::YearMonthDay => "the year comes first",
    }
}
