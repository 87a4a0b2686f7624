//! A goal in numbers: `21.0% in June, 20.1% in January, target 15.0% by June 2028`.

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::model::plan::{Figure, Goal};
use crate::words::{joined_by, short_day};

/// The numbers of a goal, as of a day; empty where it has none. Holds the goal's unit, which
/// is somebody's text.
pub fn numbers(goal: &Goal, today: Date) -> String {
    let readings = goal.readings_until(today);
    let baseline = goal.baseline.iter().filter(|figure| figure.is_until(today));
    let measured = || baseline.clone().chain(readings.iter().copied());
    let places = places(goal, today);
    let days = || measured().filter_map(|figure| figure.day);
    let said = measured().map(|figure| {
        let value = shown(figure.value, places, &goal.unit);
        let Some(day) = figure.day else { return value };
        let same = || days().filter(|d| d.month() == day.month());
        match same().filter(|d| d.year() == day.year()).count() {
            1 => format!("{value} in {}", month(day, today, same().count() == 1)),
            _ => format!("{value} on {}", short_day(day)),
        }
    });
    let target = goal.target.map(|Figure { value, day }| {
        let value = shown(value, places, &goal.unit);
        let by = day.map(|day| format!(" by {}", day.strftime("%B %Y")));
        format!("target {value}{}", by.unwrap_or_default())
    });
    joined_by(said.chain(target), ", ").unwrap_or_default()
}

/// How many decimals all numbers of a goal have: as many as the most exact of those that are shown.
pub(in crate::report) fn places(goal: &Goal, today: Date) -> usize {
    let measured = goal.baseline.iter().chain(&goal.readings);
    let measured = measured.filter(|figure| figure.is_until(today));
    let decimals = measured.chain(&goal.target).map(|figure| {
        let digits = figure.value.to_string();
        digits.split_once('.').map_or(0, |(_, after)| after.len())
    });
    decimals.max().unwrap_or(0)
}

/// A number with its unit.
pub(in crate::report) fn shown(value: f64, places: usize, unit: &str) -> String {
    let number = match value.abs() < 1e15 {
        true => format!("{value:.places$}"),
        false => format!("{value:e}"),
    };
    match unit {
        "" => number,
        "%" => format!("{number}%"),
        // A unit is in the plural.
        unit if number == "1" => format!("{number} ({unit})"),
        unit => format!("{number} {unit}"),
    }
}

/// `June` of the last nine months where no other June is named, else `June 2025`.
fn month(day: Date, today: Date, is_alone: bool) -> String {
    let from = today.checked_sub(9.months());
    let is_recent = from.is_ok_and(|from| from < day && day <= today);
    let form = if is_recent && is_alone { "%B" } else { "%B %Y" };
    day.strftime(form).to_string()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn numbers_are_as_exact_as_the_most_exact_and_name_a_year_only_where_it_is_not_clear() {
        let figure = |value, day| Some(Figure { value, day });
        let mut goal = Goal {
            unit: "%".to_owned(),
            baseline: figure(21.0, Some(date(2026, 6, 12))),
            target: figure(15.0, Some(date(2028, 6, 30))),
            readings: figure(20.1, Some(date(2027, 1, 29))).into_iter().collect(),
            ..Goal::default()
        };
        goal.readings.extend(figure(18.6, Some(date(2027, 6, 11))));
        let target = "target 15.0% by June 2028";
        for (today, expected) in [
            (date(2027, 2, 1), "21.0% in June, 20.1% in January"),
            (date(2027, 6, 1), "21.0% in June 2026, 20.1% in January"),
            (
                date(2027, 6, 11),
                "21.0% in June 2026, 20.1% in January, 18.6% in June 2027",
            ),
        ] {
            assert_eq!(numbers(&goal, today), format!("{expected}, {target}"));
        }
        goal.readings.extend(figure(18.2, Some(date(2027, 6, 25))));
        assert_eq!(
            numbers(&goal, date(2027, 7, 1)),
            format!(
                "21.0% in June 2026, 20.1% in January, 18.6% on June 11, 2027, 18.2% on June 25, 2027, {target}"
            )
        );
        goal.unit = "schools".to_owned();
        goal.readings = figure(1.0, Some(date(2027, 1, 29))).into_iter().collect();
        goal.target = figure(1e300, None);
        assert_eq!(
            numbers(&goal, date(2027, 2, 1)),
            "21 schools in June, 1 (schools) in January, target 1e300 schools"
        );
        assert_eq!(numbers(&Goal::default(), date(2027, 2, 1)), "");
    }
}
