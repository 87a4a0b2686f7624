//! Whether responses belong together: one district, one year, and days that are not
//! far apart. Last year's form is easily left in the folder.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::model::dates::cycle::{MOST_DAYS, agreed_on, key};
use crate::model::dates::year::is_outside;
use crate::model::response::responses::{Respondent, Responses};

/// What makes responses look like those of more than one exercise.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mixed {
    /// The districts, where there is more than one.
    pub districts: Vec<String>,
    /// The years, where there is more than one.
    pub cycles: Vec<String>,
    /// The first and the last date, where they are more than [`MOST_DAYS`] apart.
    pub dates: Option<(Date, Date)>,
    /// The one year that they name and the first and the last date, where these are of another.
    pub outside: Option<(String, Date, Date)>,
}

/// Looks whether the responses belong together.
pub fn mixed(responses: &Responses) -> Mixed {
    let dates = || responses.iter().filter_map(|r| r.date);
    let far = |(from, to): &(Date, Date)| {
        from.until(*to)
            .is_ok_and(|span| span.get_days() > MOST_DAYS)
    };
    let cycle = agreed_on(&responses.cycles());
    let outside = cycle.zip(dates().min().zip(dates().max()));
    let outside = outside.filter(|(cycle, days)| is_outside(cycle, *days));
    Mixed {
        outside: outside.map(|(cycle, (from, to))| (cycle, from, to)),
        districts: several(&responses.districts()),
        cycles: several(&responses.cycles()),
        dates: dates().min().zip(dates().max()).filter(far),
    }
}

/// The form that most likely does not belong to the others: of the year or district that
/// fewest name, or else the one whose day is farthest from that in the middle.
pub fn odd_one(forms: &Responses, mixed: &Mixed) -> usize {
    let all = || forms.iter().enumerate();
    let text = |form: &Respondent<'_>| {
        key(if mixed.cycles.is_empty() {
            form.district
        } else {
            form.cycle
        })
    };
    if mixed.cycles.is_empty() && mixed.districts.is_empty() {
        let mut dated: Vec<_> = all()
            .filter_map(|(at, form)| Some((form.date?, at)))
            .collect();
        dated.sort_unstable();
        let Some((middle, _)) = dated.get(dated.len() / 2).copied() else {
            return 0;
        };
        let far = |(day, _): &(Date, usize)| (*day - middle).get_days().abs();
        return dated.into_iter().max_by_key(far).map_or(0, |(_, at)| at);
    }
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for (_, form) in all() {
        *times.entry(text(&form)).or_default() += 1;
    }
    let named = all().filter(|(_, form)| !text(form).is_empty());
    let rarest = named.min_by_key(|(_, form)| times[&text(form)]);
    rarest.map_or(0, |(at, _)| at)
}

/// The distinct texts, when there is more than one.
fn several(spellings: &[(&str, u32)]) -> Vec<String> {
    let mut distinct: BTreeMap<String, &str> = BTreeMap::new();
    for (text, _) in spellings {
        let shown = distinct.entry(key(text)).or_insert(text);
        *shown = (*text).min(*shown);
    }
    if distinct.len() < 2 {
        return Vec::new();
    }
    distinct.into_values().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::response::Response;
    use jiff::civil::date;

    #[test]
    fn ninety_days_are_one_exercise_and_ninety_one_are_not() {
        let on = |date| Response {
            date: Some(date),
            ..Response::default()
        };
        let of = |days: [Date; 2]| mixed(&days.into_iter().map(on).collect());
        let near = of([date(2026, 1, 1), date(2026, 4, 1)]);
        assert_eq!(near, Mixed::default());
        let far = of([date(2026, 4, 2), date(2026, 1, 1)]);
        let dates = Some((date(2026, 1, 1), date(2026, 4, 2)));
        assert_eq!(far.dates, dates);
    }
}
