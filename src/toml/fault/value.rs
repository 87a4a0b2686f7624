//! A line with a key whose value can't be read, and what was meant by it.

use crate::model::dates::day::day;
use crate::model::dates::read_date::Stamp;
use crate::model::keys::Holds;
use crate::model::placeholder::says_nothing;
use crate::problem::{Code, Problem};
use crate::text::excerpt;
use crate::toml::key::{self, assignment, holds, is_known, rest_of};
use crate::toml::quoted::{
    MARKS, Quoted, is_curly, is_heading, is_quote, opening_marks, pair_of, quote_around, strings,
};

use super::layout::Layout;
use super::line::Fault;
use super::typed::{
    choice, like_this, list_of, on_lines, typed, unbracketed, unwrapped, without_remark,
};

impl Fault<'_> {
    pub(super) fn with_key(&self, key: &str, value: &str) -> Problem {
        if let Some(second) = value.strip_prefix('=') {
            return self.syntax(
                "There are two equals signs on this line.",
                typed("Type one:", key, second.trim_start_matches('=')),
            );
        }
        if without_remark(value).is_empty() {
            return self.nothing_after(key);
        }
        let place = self.layout.text.place(self.at..self.end.max(self.at + 1));
        if let Some(problem) = list(key, value) {
            return problem.at(place);
        }
        if value.starts_with(['"', '\'']) {
            return self.outside_quotes(key, value).at(place);
        }
        if holds(key, &[Holds::Day]) && !without_remark(value).ends_with(['"', '\'']) {
            return date(key, without_remark(value)).at(place);
        }
        if let Some(quote) = MARKS.into_iter().find(|marks| value.ends_with(marks)) {
            return self.syntax(
                format!("The answer is before the {quote}. It should be below it."),
                format!("Type {key} = {quote} and move the answer to the line below it."),
            );
        }
        if key::is_bare(key) || key::is_list(key) {
            let help = match key {
                "practice" => like_this(key),
                _ => typed("Type", key, value),
            };
            return syntax("We can't read what comes after the equals sign.", help).at(place);
        }
        let is_word = |c: char| c.is_alphabetic() || " -_'".contains(c);
        // What a mark in it says is not known here, and another's answer is not to be typed.
        let help = match key::is_choice(key) {
            true if !choice(value).trim_matches('"').chars().all(is_word) => format!(
                "After {key} =, type one answer between straight quotation marks, without other signs."
            ),
            _ if self.goes_on(key) => on_lines(key),
            _ => typed("Put it between straight quotation marks:", key, value),
        };
        syntax("The answer isn't between quotation marks.", help).at(place)
    }

    /// Whether a text without quotation marks has more of it in the next line.
    fn goes_on(&self, key: &str) -> bool {
        let below = self.next_content();
        matches!(key, "documentation" | "notes")
            && self.next_line() == Some(self.line + 1)
            && !below.starts_with(['[', '#'])
            && assignment(below).is_none()
    }

    /// The lines right below that were meant as the value of a key, without marks around it.
    pub(super) fn value_below(&self, key: &str) -> Vec<&str> {
        let is_list = key::is_list_of_words(key);
        let most = match key {
            // Its text goes between marks of its own.
            "documentation" => 0,
            _ if is_list || holds(key, &[Holds::Text, Holds::Name]) => 100,
            _ => 1,
        };
        let is_value = |content: &&str| {
            let before = content.split_once(':');
            let is_line = before.is_some_and(|(key, _)| is_known(key));
            let is_other = content.contains('=') || content.starts_with(['[', '#', '{']);
            // No choice has as many words.
            let is_long = key::is_choice(key) && content.split_whitespace().count() > 3;
            !(content.is_empty() || is_line || is_other || is_long)
                && (is_list || !content.starts_with(is_quote))
        };
        let below = self.layout.below(self.line).take(most);
        let below = below.map(|line| self.layout.trimmed(line));
        below.take_while(is_value).collect()
    }

    fn nothing_after(&self, key: &str) -> Problem {
        let below = self.next_content();
        let lines = self.value_below(key);
        let is_text = opening_marks(below).is_some()
            || key == "documentation"
                && !below.is_empty()
                && !below.starts_with(['[', '#', '"', '\'']);
        let one = "Type it on one line:";
        let help = if below.starts_with('{') {
            format!("Type {key} = [ on this line. The list goes below it.")
        } else if is_text {
            format!(
                "Type {key} = ''' on this line. The text goes below it, with ''' on its own line at the end."
            )
        } else if key::is_list_of_words(key) && !lines.is_empty() {
            list_of(one, key, lines.into_iter())
        } else if !lines.is_empty() {
            typed(one, key, &lines.join(" "))
        } else if below.starts_with(['"', '\'']) {
            typed(one, key, below)
        } else if key == "version" {
            "Type the version number: version = 1".to_owned()
        } else if key::is_bare(key) {
            like_this(key)
        } else if key::is_list(key) && key != "practice" {
            let list = key::statement(key).unwrap_or_default();
            format!(
                "If there is nothing to list, type {key} = []. If there is, type it like this: {list}"
            )
        } else {
            format!(
                "Type {key} = \"\" to leave it blank, or type the answer between the quotation marks."
            )
        };
        let missing = match below.starts_with('{') {
            true => "bracket [ of the list is missing",
            false => "quotation marks are missing too",
        };
        let message = format!("There is nothing after \"{key} =\". The {missing}.");
        self.syntax(message, help)
    }

    /// `"" word`, `""word""`, `"a "b" c"`, `"a" b`, `"a",`.
    fn outside_quotes(&self, key: &str, value: &str) -> Problem {
        let pairs = [("\"\"", '"'), ("''", '\'')].into_iter();
        let blank = pairs.filter_map(|(pair, mark)| Some((pair, mark, value.strip_prefix(pair)?)));
        for (pair, mark, rest) in blank {
            let inner = rest.trim_matches(mark).trim();
            if inner.is_empty() {
                continue;
            }
            if rest.ends_with(pair) && !inner.contains(mark) {
                return syntax(
                    "The answer has two sets of quotation marks.",
                    typed("One set is enough:", key, inner),
                );
            }
            if key::is_bare(key) || key::is_list(key) && inner.starts_with('[') {
                return syntax(
                    "There are quotation marks before the value, which needs none.",
                    format!("Delete the quotation marks: {key} = {}", rest.trim()),
                );
            }
            if !rest.contains(mark) {
                return syntax(
                    "The answer is after the quotation marks. It should be between them.",
                    typed("Move it between the quotation marks:", key, inner),
                );
            }
        }
        let Layout { text, source, .. } = self.layout;
        let end = self.after_quote.map(|quoted| quoted.span.end);
        let end = end.filter(|end| text.line_of(end.saturating_sub(1)) == self.line);
        let line_end = text.line_range(self.line).end;
        let behind = end.map_or("", |end| source[end..line_end.max(end)].trim());
        if value.starts_with("\"\"") && behind.ends_with('"') && behind.matches('"').count() == 1 {
            return syntax(
                "This line has one quotation mark too many.",
                typed("Type", key, behind),
            );
        }
        let shown = excerpt(behind);
        if !behind.is_empty() && !behind.contains(char::is_alphanumeric) {
            return syntax(
                format!("There is a \"{shown}\" after the closing quotation mark."),
                "Delete it. Nothing should come after the closing quotation mark.",
            );
        }
        if is_heading(behind) {
            return syntax(
                "There is a heading after the closing quotation mark.",
                "Move it to its own line.",
            );
        }
        let next = behind.trim_start_matches([',', ';', ' ']);
        if assignment(next).is_some() {
            let comma = match next == behind {
                true => "",
                false => ", without the comma between them",
            };
            return syntax(
                "There are two answers on this line.",
                format!("Put each one on its own line{comma}."),
            );
        }
        if !behind.is_empty() && !behind.contains(is_quote) {
            let message = format!("There is more text after the closing quotation mark: {shown}");
            let only = || typed("Type only", key, value);
            return match rest_of(key) {
                Some(text) => syntax(message, format!("{}, and move the rest to {text}.", only())),
                None if key::is_choice(key) => syntax(message, only()),
                None => syntax(
                    message,
                    "Move it between the quotation marks. If it's a note, type # in front of it.",
                ),
            };
        }
        let is_long = matches!(key, "documentation" | "notes");
        let is_of_names = !is_long && holds(key, &[Holds::Text, Holds::Name]);
        if let Some(parts) = several_texts(value).filter(|_| is_of_names) {
            return syntax(
                "There are several texts on this line, each between its own quotation marks.",
                typed("Put all of it between one pair:", key, &parts),
            );
        }
        let help = if key::is_choice(key) {
            "Type one answer between quotation marks, and nothing after them."
        } else if value.starts_with('\'') {
            "Put the whole text between two lines of '''. There, ' and \" are plain text."
        } else {
            "Between double quotation marks, use only single ones ('). Or put the whole text between two lines of '''."
        };
        syntax(
            "The text ends at the second quotation mark, but there is more after it.",
            help,
        )
    }
}

/// What `"Ann" & "Bo"` says, without the marks; none where they may be part of one text.
fn several_texts(value: &str) -> Option<String> {
    let texts = strings(value);
    let is_apart = |text: &Quoted| {
        let inner = value[text.span.clone()].trim_matches('"');
        text.quote == "\"" && text.is_closed(value) && !inner.is_empty() && inner == inner.trim()
    };
    let [first, .., last] = &texts[..] else {
        return None;
    };
    let ends = first.span.start == 0 && last.span.end == value.len();
    let is_repeated = |text: &Quoted| value[text.span.clone()] == value[first.span.clone()];
    (ends && !texts.iter().all(is_repeated) && !value.contains('\\') && texts.iter().all(is_apart))
        .then(|| value.replace('"', ""))
}

/// A problem whose place is still to be told.
fn syntax(message: impl Into<String>, help: impl Into<String>) -> Problem {
    Problem::new(Code::Syntax, message, help)
}

/// What a list on one line lacks: its brackets, a comma, or quotes around its items. It stays a
/// list of all that it has.
fn list(key: &str, value: &str) -> Option<Problem> {
    let is_of_words = key::is_list_of_words(key);
    let value = if is_of_words {
        unbracketed(value)
    } else {
        value
    };
    let opens = value.starts_with('[');
    let inner = value.strip_prefix('[').unwrap_or(value);
    // A box to be checked is no list, and a text in brackets is none either.
    if is_known(key) && !key::is_list(key) || inner.starts_with('[') {
        return None;
    }
    let several = value.contains(',') && !value.starts_with('{') && !value.starts_with("\"\"");
    let is_list = opens || is_known(key) && several;
    let closes = inner.rfind(']').filter(|_| opens);
    let inner = closes.map_or(without_remark(inner), |end| &inner[..end]);
    let inner = inner.trim();
    if !is_list || inner.contains(['[', ']']) {
        return None;
    }
    let mut items = Vec::new();
    let (mut unquoted, mut has_curly, mut lacks_comma) = (false, false, false);
    let mut rest = inner;
    loop {
        rest = rest.trim_start_matches([',', ' ', '\t']);
        let Some(first) = rest.chars().next() else {
            break;
        };
        unquoted |= !is_quote(first);
        has_curly |= is_curly(first);
        let (item, after) = item(rest)?;
        items.extend(item.filter(|item| !(is_of_words && says_nothing(item))));
        lacks_comma |= after.trim_start().starts_with(is_quote);
        rest = after;
    }
    let bare = |item: &String| item.trim_matches(['"', '\'']).to_owned();
    let is_day = |item: &String| matches!(day(&bare(item)), Some(Stamp::Day(..)));
    let would_not_do = match key {
        "reviews" => !items.iter().all(is_day),
        "readings" => true,
        "practice" => !items
            .iter()
            .all(|item| item.contains('.') && !item.contains(' ')),
        _ => false,
    };
    let is_empty = items.is_empty() && !(is_of_words && inner.contains(char::is_alphanumeric));
    if is_empty || would_not_do {
        return None;
    }
    let message = match () {
        () if !opens => "A list needs square brackets around it.",
        () if unquoted => "Each item of a list needs quotation marks around it.",
        () if closes.is_none() => "The list isn't closed: the bracket ] is missing at its end.",
        () if has_curly => "The quotation marks in this list are curly. They need to be straight.",
        () if lacks_comma => "A comma is missing between two items of this list.",
        () => "We can't read this list as it is.",
    };
    let help = format!("Type {key} = [{}]", items.join(", "));
    Some(syntax(message, help))
}

/// The first item of a list, between straight quotes, and what is after it; `None` where no one
/// can tell where it ends.
fn item(rest: &str) -> Option<(Option<String>, &str)> {
    let quote = rest.chars().next().filter(|c| is_quote(*c));
    let ends_item = |after: &str| {
        let after = after.trim_start();
        after.is_empty() || after.starts_with(',') || after.starts_with(is_quote)
    };
    let (item, after) = match quote {
        Some(quote) => {
            let text = &rest[quote.len_utf8()..];
            // An apostrophe is a letter like any other, also between single quotes.
            let alike = |c: char| pair_of(c) == pair_of(quote);
            let mut ends = text.match_indices(alike);
            let ends = ends.find_map(|(at, mark)| {
                let after = &text[at + mark.len()..];
                let is_end = pair_of(quote) == Some('"') || ends_item(after);
                is_end.then_some((&text[..at], after))
            });
            ends.unwrap_or((text, ""))
        }
        None => rest.split_at(rest.find(',').unwrap_or(rest.len())),
    };
    if !ends_item(after) {
        return None;
    }
    // A mark at one end is no part of a name.
    let item = match quote {
        Some(_) => item.trim(),
        None => unwrapped(item),
    };
    let mark = quote_around(item)?;
    let marked = (!item.is_empty()).then(|| format!("{mark}{item}{mark}"));
    Some((marked, after))
}

/// What is wrong with a date without quotes that cannot be read.
fn date(key: &str, written: &str) -> Problem {
    let shown = excerpt(written);
    match (day(written), key::not_a_day(key, written)) {
        (Some(Stamp::Day(..)), _) => syntax(
            format!("The date {shown} isn't between quotation marks."),
            format!("Put it between straight quotation marks: {key} = \"{shown}\""),
        ),
        (Some(Stamp::Other), _) | (_, None) => {
            let day = key::day(key);
            syntax(
                format!("We can't read \"{shown}\" as a date."),
                format!("Type it between quotation marks, as year-month-day. {day}"),
            )
        }
        (_, Some((Code::OtherDate, why, help))) => syntax(why + ".", help),
        (_, Some((code, why, help))) => Problem::new(code, why + ".", help),
    }
}
