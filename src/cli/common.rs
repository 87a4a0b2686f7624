//! Options that several commands share.

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use jiff::civil::Date;

use crate::import::filled_workbook::Prefer;
use crate::model::dates::day;
use crate::model::dates::read_date::Stamp;
use crate::model::dates::year::is_absurd;
use crate::model::group;
use crate::model::group::grouping::By;
use crate::model::response::duplicate::Policy;
use crate::words;

/// What is counted when something is wrong
#[derive(Debug, Clone, Copy, Args)]
pub struct Counted {
    /// If some files can't be read, count the rest. (To settle duplicates, use
    /// --duplicates.)
    #[arg(long)]
    pub keep_going: bool,
    /// What to count when one person sent two different responses
    #[arg(long, value_parser = choice(DUPLICATES, Policy::id))]
    pub duplicates: Option<Policy>,
}

/// Groups of respondents
#[derive(Debug, Clone, Copy, Args)]
pub struct Grouped {
    /// Also show results by role or department; small groups are combined
    #[arg(long, value_parser = choice(BY, By::id))]
    pub by: Option<By>,
    /// With --by: smallest group to show (3 or more)
    #[arg(long, value_name = "N", requires = "by", default_value_t = group::DEFAULT_MINIMUM, value_parser = min_group)]
    pub min_group: u32,
}

/// Values that are the model's own, each with what the help says.
pub(super) type Choices<T> = &'static [(T, &'static str)];

const BY: Choices<By> = &[
    (By::Role, "Their role or job title"),
    (By::Department, "Their department"),
];

const DUPLICATES: Choices<Policy> = &[
    (Policy::Latest, "Count the one with the later date"),
    (Policy::All, "Count both"),
];

const PREFER: Choices<Prefer> = &[
    (Prefer::Workbook, "What was typed in the workbook"),
    (Prefer::File, "What the file has"),
];

/// Which side counts where a value was changed in a workbook and in its file.
pub(super) fn prefer() -> impl TypedValueParser<Value = Prefer> {
    choice(PREFER, Prefer::id)
}

/// One of these values, by its id.
pub(super) fn choice<T: Copy + Send + Sync>(
    choices: Choices<T>,
    id: fn(T) -> &'static str,
) -> impl TypedValueParser<Value = T> {
    let typed = choices
        .iter()
        .map(|(value, help)| PossibleValue::new(id(*value)).help(*help));
    PossibleValuesParser::new(typed).try_map(move |written| {
        let chosen = choices.iter().find(|(value, _)| id(*value) == written);
        chosen.map(|(value, _)| *value).ok_or("type one of these")
    })
}

/// A whole number from `LOW` to `HIGH`.
pub(super) fn whole<const LOW: u32, const HIGH: u32>(written: &str) -> Result<u32, String> {
    let number = written.parse().ok();
    number
        .filter(|number| (LOW..=HIGH).contains(number))
        .ok_or_else(|| format!("type a whole number from {LOW} to {HIGH}"))
}

/// The smallest size of a group that may be shown.
pub(super) fn min_group(written: &str) -> Result<u32, String> {
    whole::<{ group::LOWEST_MINIMUM }, 1_000>(written)
}

/// An address for the first line of a file: no blank space, nothing that ends the line.
pub(super) fn address(written: &str) -> Result<String, String> {
    if written.is_empty() || written.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return Err("type a web address or path with no spaces".to_owned());
    }
    Ok(written.to_owned())
}

/// A school year, in any writing.
pub(super) fn cycle(written: &str) -> Result<String, String> {
    if is_absurd(written) {
        return Err("that year can't be right. Type a school year such as 2026-27".to_owned());
    }
    Ok(written.to_owned())
}

/// A day, as files have it.
pub(super) fn day(written: &str) -> Result<Date, String> {
    match day::day(written) {
        Some(Stamp::Day(date, _)) => Ok(date),
        Some(Stamp::Impossible) => Err("that date doesn't exist".to_owned()),
        Some(Stamp::Unclear) => {
            let days = day::readings(written);
            let typed: Vec<String> = days.iter().map(Date::to_string).collect();
            Err(format!(
                "it could be {}; type {}",
                words::could_be(&days),
                words::any_of(&typed)
            ))
        }
        Some(Stamp::OtherYear) => Err("that year can't be right".to_owned()),
        Some(Stamp::Other) | None => {
            Err("type the date as year-month-day, such as 2026-10-01".to_owned())
        }
    }
}
