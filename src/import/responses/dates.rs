//! The days of an export. A time stamp never stops an import: what cannot be read as a day
//! stays empty, and is told. One export has one order of day and month, so that a row that shows
//! it settles the others.

use std::borrow::Cow;
use std::collections::HashMap;

use jiff::civil::{Date, Time};

use crate::import::columns::{ExportColumn, Own, Use, of};
use crate::import::form_export::{Cell, Export, Row};
use crate::model::dates::read_date::{DateOrder, Stamp, YEARS, readings, stamp, time_of};
use crate::text::cut;
use crate::words::{agreeing, any_of, counted, either_day, named};

/// Why a row has no day.
#[derive(Clone, Copy, PartialEq, Eq)]
enum WhyBlank {
    /// It could be either of two days or more.
    Unclear,
    /// A program may have exchanged day and month.
    Misread,
    /// It is no day.
    Unread,
    /// It is none in the order that was given.
    Against,
    /// Nobody answered on that day.
    Other,
}

/// What was found in the column of time stamps.
#[derive(Default)]
pub(super) struct Dates {
    given: Option<DateOrder>,
    /// The order that rows show, where all that show one show the same, and a row that does.
    shown: Option<(DateOrder, usize)>,
    /// Two rows that show different orders.
    contradict: Option<(usize, usize)>,
    /// How many days were read by the order of other rows.
    settled: usize,
    /// What could be either of these days, by the numbers of the rows.
    pub(super) either_day: HashMap<usize, Vec<Date>>,
    /// The times of day, by the numbers of the rows.
    pub(super) times: HashMap<usize, Time>,
    /// The rows without a day, with what they have in its place.
    blank: Vec<(WhyBlank, usize, String)>,
    /// Days as a spreadsheet counts them.
    counted: Vec<(usize, String, Date)>,
    /// Whether a row shows that the day comes before a month by its name: `5-Oct-26`.
    is_day_first: bool,
    /// How many of what could be either were read by the order that was given.
    by_given: usize,
    /// Whether texts that show that the day comes first are left beside dates: a program that reads the
    /// month first has made of the others what it could.
    is_misread: bool,
}

impl Dates {
    pub(super) fn of(export: &Export, columns: &[ExportColumn], given: Option<DateOrder>) -> Self {
        let mut dates = Self {
            given,
            ..Self::default()
        };
        let at = of(columns, Use::Own(Own::When)).map(|column| column.at);
        let rows = export.rows.iter();
        let texts = rows.flat_map(|row| at.clone().map(|at| (row.number, row.text(at))));
        let texts: Vec<(usize, String)> = texts.collect();
        let mut all = texts.iter();
        dates.is_day_first = all.any(|(_, text)| spelled(text, false).is_some());
        for (row, text) in texts {
            if let Stamp::Day(_, Some(order)) = stamp(&text, None) {
                dates.is_misread |= order == DateOrder::DayMonthYear;
                let (shown, first) = *dates.shown.get_or_insert((order, row));
                if shown != order {
                    dates.contradict.get_or_insert((first, row));
                }
            }
        }
        dates.shown = dates.shown.filter(|_| dates.contradict.is_none());
        dates
    }

    /// The day of a row: of several cells that have one, the first; where none has, what is in
    /// the first is told.
    pub(super) fn of_row(&mut self, row: &Row, when: &[usize]) -> Option<Date> {
        let mut filled = when.iter().filter_map(|at| row.cell(*at));
        let is_day = |cell: &Cell| match cell {
            Cell::Day(day, _) => YEARS.contains(&day.year()),
            Cell::Text(text) => {
                matches!(self.stamp(&self.spelled(text)), Stamp::Day(..))
                    || counted_day(text).is_some()
            }
        };
        let cell = filled.clone().find(is_day).or_else(|| filled.next())?;
        let time = match &cell {
            Cell::Day(_, time) => Some(*time).filter(|time| *time != Time::midnight()),
            Cell::Text(text) => time_of(&self.spelled(text)),
        };
        self.times.extend(time.map(|time| (row.number, time)));
        let day = match &cell {
            Cell::Day(day, _) if self.is_misread && day.day() <= 12 && day.day() != day.month() => {
                Err((WhyBlank::Misread, day.to_string()))
            }
            Cell::Day(day, _) if YEARS.contains(&day.year()) => Ok(*day),
            Cell::Day(day, _) => Err((WhyBlank::Other, day.to_string())),
            Cell::Text(text) => {
                let day = self.of_text(row.number, text);
                day.map_err(|why| (why, cut(text)))
            }
        };
        day.map_err(|(why, said)| self.blank.push((why, row.number, said)))
            .ok()
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

    fn of_text(&mut self, row: usize, text: &str) -> Result<Date, WhyBlank> {
        let written = &*self.spelled(text);
        match self.stamp(written) {
            Stamp::Day(day, _) => {
                self.by_given += usize::from(stamp(written, None) == Stamp::Unclear);
                Ok(day)
            }
            Stamp::Unclear => {
                let days = readings(written).into_iter().map(|(_, day)| day);
                self.either_day.insert(row, days.collect());
                let by_others = self.shown.map(|(order, _)| stamp(written, Some(order)));
                let Some(Stamp::Day(day, _)) = by_others else {
                    return Err(WhyBlank::Unclear);
                };
                self.settled += 1;
                Ok(day)
            }
            Stamp::Impossible
                if matches!(stamp(written, None), Stamp::Day(..) | Stamp::Unclear) =>
            {
                Err(WhyBlank::Against)
            }
            Stamp::Impossible | Stamp::OtherYear => Err(WhyBlank::Other),
            Stamp::Other => {
                let day = counted_day(written).ok_or(WhyBlank::Unread)?;
                self.counted.push((row, cut(written), day));
                Ok(day)
            }
        }
    }

    /// How many rows have no day, what is said of them, and what the first has in its place.
    fn blank(&self, of: WhyBlank, because: &str) -> Option<(usize, String, &str)> {
        // Of many rows only the first.
        const NAMED: usize = 10;
        let rows = || self.blank.iter().filter(|(why, ..)| *why == of);
        let (_, _, written) = rows().next()?;
        let first = rows().take(NAMED);
        let first = first.map(|(_, row, written)| format!("row {row} has \"{written}\""));
        let (n, first) = (rows().count(), first.collect::<Vec<_>>());
        let are = agreeing(n, "is", "are");
        let each = named(&first, n, "date");
        let said = format!("{} {are} blank{because}: {each}", counted(n, "date"));
        Some((n, said, written))
    }

    pub(super) fn remarks(&self) -> Vec<String> {
        let mut remarks = Vec::new();
        if let (1.., Some((order, row))) = (self.settled, self.shown) {
            remarks.push(format!(
                "Day and month of {} could be either way around. Row {row} shows that {}, so they were read that way.",
                counted(self.settled, "date"),
                words(order)
            ));
        }
        let because = " because day and month could be either way around";
        if let Some((_, blank, written)) = self.blank(WhyBlank::Unclear, because) {
            let why = self.contradict.map_or_else(String::new, |(one, other)| {
                format!(" Rows {one} and {other} show different orders.")
            });
            let days = readings(written);
            let orders = days.iter().map(|(order, day)| {
                format!("--date-order {} (for {})", order.id(), either_day(&[*day]))
            });
            let of: Vec<Date> = days.iter().map(|(_, day)| *day).collect();
            remarks.push(format!(
                "{blank}. \"{written}\" could be {}.{why} Run this again with {}.",
                either_day(&of),
                any_of(orders)
            ));
        }
        let given = self.given.map_or("", DateOrder::id);
        if let (Some((one, other)), 1..) = (self.contradict, self.by_given) {
            remarks.push(format!(
                "Rows {one} and {other} show different orders of day and month, so --date-order {given} was used only for what could be either."
            ));
        }
        remarks.extend(self.blank(WhyBlank::Misread, "").map(|(_, blank, _)| {
            format!("{blank}. In other rows the day comes before the month, so a spreadsheet program may have exchanged them here. In a copy of the export, type each date year first and after an apostrophe, such as '2026-10-01.")
        }));
        if let Some((row, written, day)) = self.counted.first() {
            let were = agreeing(self.counted.len(), "was", "were");
            remarks.push(format!(
                "{} {were} read from a spreadsheet's day number: {written} in row {row} is {}.",
                counted(self.counted.len(), "date"),
                either_day(&[*day])
            ));
        }
        remarks.extend(self.blank(WhyBlank::Unread, "").map(|(_, blank, _)| {
            format!("{blank}. That couldn't be read as a date. In a copy of the export, type it as year-month-day, such as 2026-10-01.")
        }));
        remarks.extend(self.blank(WhyBlank::Against, "").map(|(n, blank, _)| {
            let is_none = agreeing(n, "which isn't", "none of which is");
            format!("{blank}, {is_none} a date in the order of --date-order {given}.")
        }));
        remarks.extend(self.blank(WhyBlank::Other, "").map(|(n, blank, _)| {
            let is_none = agreeing(n, "which can't be", "none of which can be");
            format!("{blank}, {is_none} the day someone answered.")
        }));
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
        assert_eq!(dates.blank.is_empty(), dates.remarks().is_empty());
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
