//! Numbers, lists and days in English, for every text that people read. Files and machine
//! forms write days as `2026-10-01` and numbers as digits, and need none of this.

use jiff::civil::Date;

/// `October 1, 2026`.
pub fn day(date: Date) -> String {
    date.strftime("%B %-d, %Y").to_string()
}

/// `October 1, 2026`, or from one day to another `October 1 to 9, 2026`,
/// `October 1 to November 9, 2026`.
pub fn days(from: Date, to: Date) -> String {
    if from == to {
        day(to)
    } else if (from.year(), from.month()) == (to.year(), to.month()) {
        format!("{} to {}", from.strftime("%B %-d"), to.strftime("%-d, %Y"))
    } else if from.year() == to.year() {
        format!("{} to {}", from.strftime("%B %-d"), day(to))
    } else {
        format!("{} to {}", day(from), day(to))
    }
}

/// `October 5 or May 10`; with the years where they aren't the same.
pub fn either_day(days: &[Date]) -> String {
    let is_one_year = days.windows(2).all(|pair| pair[0].year() == pair[1].year());
    let said = days.iter().map(|date| match is_one_year {
        true => date.strftime("%B %-d").to_string(),
        false => day(*date),
    });
    any_of(said)
}

/// The days that an unclear text could say; a single one is of another weekday than the text has.
pub fn could_be(days: &[Date]) -> String {
    match days {
        [day] => format!(
            "{} (a {}) or another day",
            either_day(days),
            day.strftime("%A")
        ),
        _ => either_day(days),
    }
}

/// `Oct. 1, 2026`, where space is short. May has no shorter form, and June and July are
/// written out.
pub fn short_day(date: Date) -> String {
    let month = match date.month() {
        5..=7 => "%B",
        9 => "Sept.",
        _ => "%b.",
    };
    date.strftime(&format!("{month} %-d, %Y")).to_string()
}

/// What is said of one, or of any other number: `is` or `are`, `it` or `them`.
pub const fn agreeing<'a>(n: usize, one: &'a str, several: &'a str) -> &'a str {
    if n == 1 { one } else { several }
}

/// `1 practice`, `2 practices`: of a word whose plural ends in an s, or of a person.
pub fn counted(n: usize, word: &str) -> String {
    format!("{n} {}", plural(n, word))
}

/// To be put behind a sentence: ` The same is true of 3 more rows.`; nothing of none.
pub fn same_of(n: usize, word: &str) -> String {
    match n {
        0 => String::new(),
        n => format!(" The same is true of {}.", counted(n, word)),
    }
}

/// The word alone: `practice` of one, else `practices`; `person`, `people`.
pub fn plural(n: usize, word: &str) -> String {
    match word {
        _ if n == 1 => word.to_owned(),
        "person" => "people".to_owned(),
        _ => format!("{word}s"),
    }
}

/// Part of a number, within a sentence: `no practice`, `3 of 25 practices`, `all 25 practices`,
/// `both practices`, and where there is only one, `the one practice`. The verb goes by `n`.
pub fn out_of(n: usize, all: usize, word: &str) -> String {
    match (n, all) {
        (0, _) => format!("no {word}"),
        (1, 1) => format!("the one {word}"),
        (2, 2) => format!("both {word}s"),
        _ if n == all => format!("all {}", counted(all, word)),
        _ => format!("{n} of {}", counted(all, word)),
    }
}

/// `practice 4`, `practices 4, 7, and 9`.
pub fn numbered<T: ToString>(word: &str, numbers: &[T]) -> String {
    let said = list(numbers.iter().map(ToString::to_string));
    format!("{} {said}", plural(numbers.len(), word))
}

/// Which they are, to be put behind [`out_of`]: `: numbers 4 and 7`; nothing of none and of all.
pub fn which_of(numbers: &[usize], all: usize) -> String {
    if numbers.is_empty() || numbers.len() == all {
        return String::new();
    }
    format!(": {}", numbered("number", numbers))
}

/// What ends a sentence after what people wrote: a period, where it has no mark of its own.
pub fn stop(text: &str) -> &'static str {
    if text.ends_with(['.', '?', '!']) {
        ""
    } else {
        "."
    }
}

/// `1 file or folder`, `2 files or folders`.
pub fn files_or_folders(n: usize) -> String {
    format!("{} or {}", counted(n, "file"), plural(n, "folder"))
}

/// `One practice`, `Eleven practices`, `Twenty-five practices`, `120 practices`, to begin a
/// sentence with.
pub fn counted_first(n: usize, word: &str) -> String {
    capitalized(&spelled(n, word))
}

/// The same within a sentence: `one practice`, `eleven practices`.
pub fn spelled(n: usize, word: &str) -> String {
    format!("{} {}", number(n), plural(n, word))
}

/// `no`, `one`, `eleven`, `twenty-five`; from a hundred on in digits.
pub fn number(n: usize) -> String {
    const UP_TO_TWENTY: &str = "no one two three four five six seven eight nine ten eleven twelve \
         thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty";
    const TENS: &str = "ten twenty thirty forty fifty sixty seventy eighty ninety";
    let ten = || TENS.split(' ').nth((n / 10).checked_sub(1)?);
    match (UP_TO_TWENTY.split(' ').nth(n), ten()) {
        (Some(word), _) => word.to_owned(),
        (None, Some(ten)) if n.is_multiple_of(10) => ten.to_owned(),
        (None, Some(ten)) => format!("{ten}-{}", number(n % 10)),
        (None, None) => n.to_string(),
    }
}

/// A sentence with its first letter large.
pub fn capitalized(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// `a`, `a and b`, `a, b, and c`.
pub fn list(items: impl IntoIterator<Item: AsRef<str>>) -> String {
    joined(items, "and")
}

/// `a`, `a or b`, `a, b, or c`.
pub fn any_of(items: impl IntoIterator<Item: AsRef<str>>) -> String {
    joined(items, "or")
}

/// The first of several names, and how many more there are: `a, b, and 3 more files`, where
/// `noun` is "file" and there are five in `all`.
pub fn named(first: &[String], all: usize, noun: &str) -> String {
    let more = (all - first.len() > 0).then(|| counted(all - first.len(), &format!("more {noun}")));
    list(first.iter().chain(&more))
}

/// `a, b, c`; of more than `most`, the first and how many more: `a, b, and 3 more`.
pub fn the_first(names: &[String], most: usize) -> String {
    let more = names.len().saturating_sub(most);
    let more = (more > 0).then(|| format!("and {more} more"));
    let shown: Vec<&String> = names.iter().take(most).chain(&more).collect();
    joined_by(shown, ", ").unwrap_or_default()
}

/// All with this between each two; none where there are none.
pub fn joined_by<T: AsRef<str>>(items: impl IntoIterator<Item = T>, mark: &str) -> Option<String> {
    let items = items.into_iter().map(|item| item.as_ref().to_owned());
    let items: Vec<String> = items.collect();
    (!items.is_empty()).then(|| items.join(mark))
}

/// What stands between characters such as these; nothing of it is empty.
pub fn parts(text: &str, parts: impl Fn(char) -> bool) -> impl Iterator<Item = &str> {
    text.split(parts).filter(|part| !part.is_empty())
}

/// The words of a text, without any signs.
pub fn words_of(text: &str) -> impl Iterator<Item = &str> {
    parts(text, |c| !c.is_alphanumeric())
}

/// The numbers in a text, each as its digits.
pub fn numbers_in(text: &str) -> impl Iterator<Item = &str> {
    parts(text, |c| !c.is_ascii_digit())
}

/// Whether a word or a phrase is one of a list, such as `na, none, no one`.
pub fn is_one_of(phrase: &str, list: &str) -> bool {
    list.split(", ").any(|one| one == phrase)
}

fn joined(items: impl IntoIterator<Item: AsRef<str>>, word: &str) -> String {
    let items = items.into_iter().map(|item| item.as_ref().to_owned());
    match items.collect::<Vec<_>>().as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [one, two] => format!("{one} {word} {two}"),
        [rest @ .., last] => format!("{}, {word} {last}", rest.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn days_are_written_as_americans_write_them() {
        assert_eq!(day(date(2026, 10, 1)), "October 1, 2026");
        for (from, to, said) in [
            ((2026, 10, 1), (2026, 10, 1), "October 1, 2026"),
            ((2026, 10, 1), (2026, 10, 9), "October 1 to 9, 2026"),
            (
                (2026, 10, 1),
                (2026, 11, 9),
                "October 1 to November 9, 2026",
            ),
            (
                (2025, 10, 1),
                (2026, 1, 9),
                "October 1, 2025 to January 9, 2026",
            ),
        ] {
            let [from, to] = [from, to].map(|(year, month, day)| date(year, month, day));
            assert_eq!(days(from, to), said);
        }
        for (month, short) in [
            (1, "Jan. 30, 2027"),
            (5, "May 30, 2027"),
            (6, "June 30, 2027"),
            (7, "July 30, 2027"),
            (8, "Aug. 30, 2027"),
            (9, "Sept. 30, 2027"),
            (12, "Dec. 30, 2027"),
        ] {
            assert_eq!(short_day(date(2027, month, 30)), short);
        }
    }

    #[test]
    fn a_sentence_ends_once() {
        let stops = ["Review", "Review?", "Review.", "Review!"].map(stop);
        assert_eq!(stops, [".", "", "", ""]);
    }

    #[test]
    fn numbers_and_lists_are_right_for_none_one_and_many() {
        for (n, practices, people, verb, first) in [
            (0, "0 practices", "0 people", "are", "No actions"),
            (1, "1 practice", "1 person", "is", "One action"),
            (2, "2 practices", "2 people", "are", "Two actions"),
            (11, "11 practices", "11 people", "are", "Eleven actions"),
            (20, "20 practices", "20 people", "are", "Twenty actions"),
            (
                25,
                "25 practices",
                "25 people",
                "are",
                "Twenty-five actions",
            ),
            (
                99,
                "99 practices",
                "99 people",
                "are",
                "Ninety-nine actions",
            ),
            (100, "100 practices", "100 people", "are", "100 actions"),
        ] {
            let counted = ["practice", "person"].map(|word| counted(n, word));
            assert_eq!(counted, [practices, people]);
            assert_eq!(agreeing(n, "is", "are"), verb);
            assert_eq!(counted_first(n, "action"), first);
        }
        for (n, all, said) in [
            (0, 1, "no practice"),
            (0, 25, "no practice"),
            (1, 1, "the one practice"),
            (1, 25, "1 of 25 practices"),
            (2, 2, "both practices"),
            (11, 25, "11 of 25 practices"),
            (25, 25, "all 25 practices"),
        ] {
            assert_eq!(out_of(n, all, "practice"), said);
        }
        assert_eq!(numbered("practice", &[4]), "practice 4");
        assert_eq!(numbered("number", &[4, 7, 9]), "numbers 4, 7, and 9");
        for (numbers, all, said) in [
            (&[][..], 25, ""),
            (&[4], 25, ": number 4"),
            (&[4, 7], 25, ": numbers 4 and 7"),
            (&[1], 1, ""),
        ] {
            assert_eq!(which_of(numbers, all), said);
        }
        assert_eq!(capitalized("practice 1 (A)"), "Practice 1 (A)");
        let lists = [&[][..], &["a"], &["a", "b"], &["a", "b", "c"]];
        assert_eq!(lists.map(list), ["", "a", "a and b", "a, b, and c"]);
        assert_eq!(lists.map(any_of), ["", "a", "a or b", "a, b, or c"]);
    }
}
