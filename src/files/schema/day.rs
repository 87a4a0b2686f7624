//! The days that `model::dates::day` reads, as a pattern: editors have nothing but patterns to check a
//! text by. What a person may type has only one reading, so a number is the day where it can't
//! be the month, or where both are the same. A test compares the pattern with the reader, which
//! takes a little more where a year has two digits and the month isn't first: it knows the
//! calendar, so 26/02/29 can only begin with a day. For the same reason it asks about a weekday that
//! the day isn't on.

use crate::model::dates::read_date::MONTHS;

/// Years; those with a February 29 are the multiples of four.
const YEAR: &str = "20[0-9]{2}";
const LEAP: &str = "20([02468][048]|[13579][26])";

/// Between two numbers.
const SEPARATOR: &str = " *[/.\u{2010}-\u{2015}\u{2212}-][/. \u{2010}-\u{2015}\u{2212}-]*";
/// Between two words.
const SPACE: &str = "[^0-9A-Za-z]+";

/// Months by how many days they have. As words, three letters of them will do.
const LENGTHS: [&[u8]; 3] = [&[1, 3, 5, 7, 8, 10, 12], &[4, 6, 9, 11], &[2]];

/// A day, or nothing yet.
pub(super) fn pattern() -> String {
    let (mut in_numbers, mut in_words) = (Vec::new(), Vec::new());
    // The days of a month, all and those that are no month.
    let lengths = [
        ("(0?[1-9]|[12][0-9]|3[01])", "(1[3-9]|2[0-9]|3[01])", YEAR),
        ("(0?[1-9]|[12][0-9]|30)", "(1[3-9]|2[0-9]|30)", YEAR),
        ("(0?[1-9]|1[0-9]|2[0-8])", "(1[3-9]|2[0-8])", YEAR),
        ("29", "29", LEAP),
    ];
    for (at, (day, only_a_day, year)) in lengths.into_iter().enumerate() {
        let months = LENGTHS[at.min(2)].iter();
        let month = any(months.clone().map(|n| two_digits(*n)));
        let name = any(months.map(|n| beginnings(MONTHS[usize::from(*n) - 1])));
        let short = year.trim_start_matches("20");
        in_numbers.extend([
            format!("{year}{SEPARATOR}{month}{SEPARATOR}{day}"),
            format!("{month}{SEPARATOR}{only_a_day}{SEPARATOR}(20)?{short}"),
            format!("{only_a_day}{SEPARATOR}{month}{SEPARATOR}{year}"),
        ]);
        in_words.extend([
            format!("{name}{SPACE}{day}[A-Za-z]*{SPACE}{year}"),
            format!("{day}[A-Za-z]*{SPACE}{name}{SPACE}{year}"),
        ]);
    }
    for month in 1..=12 {
        let both = two_digits(month);
        in_numbers.push(format!("{both}{SEPARATOR}{both}{SEPARATOR}{YEAR}"));
        if month < 10 {
            in_numbers.push(format!("{month}{SEPARATOR}{both}{SEPARATOR}[0-9]{{2}}"));
        }
    }
    let weekday = any(["mon", "tue", "wed", "thu", "fri", "sat", "sun"].map(any_case));
    format!(
        r"^\s*({}|({weekday}[A-Za-z]*{SPACE})?{})?\s*$",
        any(in_numbers),
        any(in_words)
    )
}

/// One of these.
fn any(patterns: impl IntoIterator<Item = String>) -> String {
    let patterns: Vec<String> = patterns.into_iter().collect();
    format!("({})", patterns.join("|"))
}

/// `0?5`, `10`.
fn two_digits(number: u8) -> String {
    match number {
        0..=9 => format!("0?{number}"),
        _ => number.to_string(),
    }
}

fn any_case(word: &str) -> String {
    let letter = |c: char| format!("[{}{c}]", c.to_ascii_uppercase());
    word.chars().map(letter).collect()
}

/// A name, or what it begins with, from three letters on.
fn beginnings(name: &str) -> String {
    let (first, rest) = name.split_at(3);
    let rest: String = rest
        .chars()
        .map(|c| format!("({}", any_case(&c.to_string())))
        .collect();
    format!("{}{rest}{}", any_case(first), ")?".repeat(name.len() - 3))
}

#[cfg(test)]
mod tests {
    use fancy_regex::Regex;

    use super::*;
    use crate::model::dates::day::day;
    use crate::model::dates::read_date::Stamp;

    /// Texts with every way of writing a day that the reader knows, and what is near to one.
    #[test]
    fn a_text_has_the_pattern_where_it_is_read_as_a_day() {
        let pattern = Regex::new(&pattern()).unwrap();
        let mut tried = [0, 0];
        let mut agrees = |text: &str| {
            let is_read = matches!(day(text.trim()), Some(Stamp::Day(..)) | None);
            assert_eq!(pattern.is_match(text).unwrap(), is_read, "{text}");
            tried[usize::from(is_read)] += 1;
        };
        for text in [
            "",
            "  ",
            " 2026-10-01 ",
            "October 1, 2026",
            "Oct. 1st 2026",
            "Mon, 5 oct 2026",
            "Thursday, October 1, 2026",
            "1-Oct-2026",
            "Sept 30, 2026",
            "septem 30 2026",
            "Oc 1, 2026",
            "Octobers 1, 2026",
            "Oct 1, 26",
            "Oct 1 2026 or so",
            "October 2026",
            "Spring",
            "last week",
            "2026. 10. 1",
            "2026 - 10 - 1",
            "2026 10 1",
            "20261001",
            "12/18/2026, or later",
            "12//18/2026",
            "12/18",
            "12/18/026",
            "December 32, 2026",
            "February 29, 2028",
            "February 29, 2026",
            "Monday",
            "5/10",
        ] {
            agrees(text);
        }
        for year in ["2026", "2028", "26", "28", "0206", "1926", "2126", "206"] {
            for month in ["0", "1", "02", "2", "6", "10", "12", "13"] {
                for day in [
                    "0", "1", "02", "2", "10", "12", "13", "28", "29", "30", "31", "32",
                ] {
                    for sign in ["/", "-", ". "] {
                        agrees(&[month, day, year].join(sign));
                        if year.len() > 2 {
                            agrees(&[day, month, year].join(sign));
                            agrees(&[year, month, day].join(sign));
                        }
                    }
                }
            }
            for month in [
                "jan", "Feb.", "FEBRUARY", "april", "Jun", "Decem", "De", "x",
            ] {
                for day in ["0", "1", "02", "9th", "28", "29", "30", "31", "32"] {
                    agrees(&format!("{month} {day}, {year}"));
                    agrees(&format!("{day}-{month}-{year}"));
                }
            }
        }
        assert!(tried.iter().all(|n| *n > 400), "{tried:?}");
    }
}
