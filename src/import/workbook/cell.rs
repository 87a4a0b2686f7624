//! What one cell of a workbook holds: a text, a day, or a time as a clock shows it.

use calamine::DataRef;
use jiff::civil::{Date, Time};

use crate::import::grid::Cell;

/// What a cell holds; none where that is nothing. A formula is what it came to.
pub(super) fn value(data: &DataRef<'_>) -> Option<Cell<'static>> {
    let text = match data {
        DataRef::Empty | DataRef::Error(_) => return None,
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.clone()
        }
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(yes) => if *yes { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(when) => match day(when) {
            Some((day, time)) => return Some(Cell::Day(day, time)),
            None => time(when.as_f64()),
        },
    };
    let text = text.trim();
    (!text.is_empty()).then(|| Cell::Text(text.to_owned().into()))
}

/// The day of a date cell, with its time; none where it holds a time alone or a number of hours.
fn day(when: &calamine::ExcelDateTime) -> Option<(Date, Time)> {
    let in_range = (1.0..2_958_466.0).contains(&when.as_f64());
    if !when.is_datetime() || !in_range {
        return None;
    }
    let (year, month, day, hour, minute, second, _) = when.to_ymd_hms_milli();
    let year = i16::try_from(year).ok()?;
    let day = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    let [hour, minute, second] =
        [hour, minute, second].map(|part| i8::try_from(part).unwrap_or_default());
    Some((day, Time::new(hour, minute, second, 0).unwrap_or_default()))
}

/// A part of a day, or hours that were counted, as a clock shows them: `10:30`.
fn time(days: f64) -> String {
    let seconds = (days * 86_400.0).round();
    if !(0.0..8_640_000.0).contains(&seconds) {
        return days.to_string();
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is within these bounds"
    )]
    let seconds = seconds as u32;
    let time = format!("{}:{:02}", seconds / 3_600, seconds / 60 % 60);
    match seconds % 60 {
        0 => time,
        seconds => format!("{time}:{seconds:02}"),
    }
}
