//! The days of an export. A time stamp never stops an import: what cannot be read as a day
//! stays empty, and is told. One export has one order of day and month, so that a row that shows
//! it settles the others.

use std::borrow::Cow;
use std::collections::HashMap;

use jiff::civil::{Date, Time};

use crate::import::columns::{ExportColumn, Own, Use, of};
use crate::import::form_export::{Cell, Export, Row};
use crate::model::dates::read_date::YEARS;
use crate::model::dates::read_date::{DateOrder, Stamp, readings, stamp, time_of};
use crate::text::cut;
use crate::words::{agreeing, any_of, counted, either_day, named};

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
    /// The times of day, by the numbers of the rows.
    pub(super) times: HashMap<usize, Time>,
    unclear: Vec<(usize, String)>,
    /// Days on which nobody answered.
    other: Vec<(usize, String)>,
    /// What is no day.
    unread: Vec<(usize, String)>,
    /// Days as a spreadsheet counts them.
    counted: Vec<(usize, String, Date)>,
    /// Whether a row shows that the day comes before a month by its name: `5-Oct-26`.
    is_day_first: bool,
    /// How many of what could be either were read by the order that was given.
    by_given: usize,
    against: Vec<(usize, String)>,
    /// Whether texts that show that the day comes first are left beside dates: a program that reads the
    /// month first has made of the others what it could.
    is_misread: bool,
    misread: Vec<(usize, String)>,
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
        let text = |(row, at): (&Row, usize)| row.text(at);
        dates.is_day_first = cells
            .clone()
            .map(text)
            .any(|text| spelled(&text, false).is_some());
        for (row, at) in cells {
            if let Stamp::Day(_, Some(order)) = stamp(&row.text(at), None) {
                dates.is_misread |= order == DateOrder::DayMonthYear;
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
            Cell::Day(day, _) => YEARS.contains(&day.year()),
            Cell::Text(text) => {
                matches!(self.stamp(&self.spelled(text)), Stamp::Day(..))
                    || counted_day(text).is_some()
            }
        };
        let cell = filled
            .clone()
            .find(is_day)
            .or_else(|| filled.clone().next())?;
        let time = match &cell {
            Cell::Day(_, time) => Some(*time).filter(|time| *time != Time::midnight()),
            Cell::Text(text) => time_of(&self.spelled(text)),
        };
        self.times.extend(time.map(|time| (row.number, time)));
        self.of_cell(row.number, &cell)
    }

    fn spelled<'t>(&self, written: &'t str) -> Cow<'t, str> {
        spelled(written, self.is_day_first).map_or(Cow::Borrowed(written), Cow::Owned)
    }

    /// A time stamp in the order that was given. Where rows contradict each other, that settles only
    /// what could be either.
    fn stamp(&self, written: &str) -> Stamp {
        match (self.contradict, stamp(written, None)) {
            (Some(_), clear @ Stamp::Day(..)) => clear,
            _ => stamp(written, self.given),
        }
    }

    fn of_cell(&mut self, row: usize, cell: &Cell) -> Option<Date> {
        let written = match cell {
            Cell::Day(day, _) if self.is_misread && day.day() <= 12 && day.day() != day.month() => {
                self.misread.push((row, day.to_string()));
                return None;
            }
            Cell::Day(day, _) if YEARS.contains(&day.year()) => return Some(*day),
            Cell::Day(day, _) => {
                self.other.push((row, day.to_string()));
                return None;
            }
            Cell::Text(text) => text,
        };
        let shown = || (row, cut(written));
        let written = &*self.spelled(written);
        match self.stamp(written) {
            Stamp::Day(day, _) => {
                self.by_given += usize::from(stamp(written, None) == Stamp::Unclear);
                return Some(day);
            }
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
            Stamp::Impossible | Stamp::OtherYear => self.other.push(shown()),
            Stamp::Other => match counted_day(written) {
                Some(day) => {
                    self.counted.push((row, cut(written), day));
                    return Some(day);
                }
                None => self.unread.push(shown()),
            },
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
        // Of many rows only the first.
        const NAMED: usize = 10;
        let each = |of: &[(usize, String)]| {
            let first = of.iter().take(NAMED);
            let first = first.map(|(row, written)| format!("row {row} has \"{written}\""));
            named(&first.collect::<Vec<_>>(), of.len(), "date")
        };
        if let Some((_, written)) = self.unclear.first() {
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
                "{} because day and month could be either way around: {}. \"{written}\" could be {}.{why} Run this again with {}.",
                blank(&self.unclear),
                each(&self.unclear),
                either_day(&days),
                any_of(&orders)
            ));
        }
        if let (Some((one, other)), Some(order), 1..) = (self.contradict, self.given, self.by_given)
        {
            remarks.push(format!(
                "Rows {one} and {other} show different orders of day and month, so --date-order {} was used only for what could be either.",
                order.id()
            ));
        }
        if !self.misread.is_empty() {
            remarks.push(format!(
                "{}: {}. In other rows the day comes before the month, so a spreadsheet program may have exchanged them here. In a copy of the export, type each date year first and after an apostrophe, such as '2026-10-01.",
                blank(&self.misread),
                each(&self.misread),
            ));
        }
        if let Some((row, written, day)) = self.counted.first() {
            let were = agreeing(self.counted.len(), "was", "were");
            remarks.push(format!(
                "{} {were} read from a spreadsheet's day number: {written} in row {row} is {}.",
                counted(self.counted.len(), "date"),
                either_day(&[*day])
            ));
        }
        if !self.unread.is_empty() {
            remarks.push(format!(
                "{}: {}. That couldn't be read as a date. In a copy of the export, type it as year-month-day, such as 2026-10-01.",
                blank(&self.unread),
                each(&self.unread),
            ));
        }
        if !self.against.is_empty() {
            let order = self.given.map_or("", DateOrder::id);
            remarks.push(format!(
                "{}: {}, {} a date in the order of --date-order {order}.",
                blank(&self.against),
                each(&self.against),
                agreeing(self.against.len(), "which isn't", "none of which is"),
            ));
        }
        if !self.other.is_empty() {
            remarks.push(format!(
                "{}: {}, {} the day someone answered.",
                blank(&self.other),
                each(&self.other),
                agreeing(self.other.len(), "which can't be", "none of which can be"),
            ));
        }
        remarks
    }
}

/// A day in full that was written short, in one of two ways with one reading: `20261005`, and
/// `5-Oct-26`, where the first number is no year of these times or other rows show that it is the day.
fn spelled(written: &str, is_day_first: bool) -> Option<String> {
    const THESE_TIMES: std::ops::Range<u8> = 20..40;
    let text = written.trim();
    if text.len() == 8 && text.starts_with("20") && text.bytes().all(|b| b.is_ascii_digit()) {
        return Some(format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]));
    }
    let mut parts = text.splitn(3, ['-', ' ']);
    let (day, month, rest) = (parts.next()?, parts.next()?, parts.next()?);
    let end = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (year, time) = rest.split_at(end);
    let is_short = year.len() == 2 && !time.starts_with([':', '-', '/']);
    let is_month = month.len() > 2 && month.chars().all(char::is_alphabetic);
    let is_day = day
        .parse()
        .is_ok_and(|day: u8| is_day_first || !THESE_TIMES.contains(&day));
    (is_short && is_month && is_day).then(|| format!("{day} {month} 20{year}{time}"))
}

/// A day as a spreadsheet counts them from 1900, with or without a time: `46300.4`. Of years in which
/// people can have answered.
fn counted_day(written: &str) -> Option<Date> {
    /// The first day of 2010, and of 2060.
    const DAYS: std::ops::Range<f64> = 40_179.0..58_441.0;
    let days: f64 = written
        .trim()
        .parse()
        .ok()
        .filter(|days| DAYS.contains(days))?;
    #[expect(clippy::cast_possible_truncation, reason = "it is within these bounds")]
    let days = jiff::Span::new().days(days.trunc() as i64);
    Date::constant(1899, 12, 30).checked_add(days).ok()
}

const fn words(order: DateOrder) -> &'static str {
    match order {
        DateOrder::MonthDayYear => "the month comes first",
        DateOrder::DayMonthYear => "the day comes first",
        DateOrder::YearMonthDay => "the year comes first",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(cells: Vec<Cell<'static>>) -> Vec<Option<Date>> {
        let rows = cells.into_iter().zip(2..);
        let export = Export {
            headings: vec!["Timestamp".to_owned()],
            rows: rows.map(|(cell, n)| Row::new(n, vec![(0, cell)])).collect(),
            remarks: Vec::new(),
            unseen: Vec::new(),
        };
        let columns = [ExportColumn {
            at: 0,
            heading: "Timestamp".to_owned(),
            used: Use::Own(Own::When),
            near: false,
            filled: true,
        }];
        let mut dates = Dates::of(&export, &columns, None);
        let rows = export.rows.iter();
        let days = rows.map(|row| dates.of_row(row, &[0])).collect();
        assert_eq!(dates.misread.is_empty(), dates.remarks().is_empty());
        days
    }

    #[test]
    fn dates_beside_texts_that_a_program_could_not_read_may_be_misread() {
        let day = |month, day| Date::constant(2026, month, day);
        let cells = |text: &'static str| {
            vec![
                Cell::Day(day(5, 10), Time::midnight()),
                Cell::Text(text.into()),
                Cell::Day(day(10, 10), Time::midnight()),
            ]
        };
        let is = Some(day(10, 25));
        let same = Some(day(10, 10));
        assert_eq!(days(cells("25/10/2026 9:15")), [None, is, same]);
        assert_eq!(days(cells("2026-10-25")), [Some(day(5, 10)), is, same]);
    }
}
