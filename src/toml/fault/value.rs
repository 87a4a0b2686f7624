//! A line with a key whose value can't be read, and what was meant by it.

use crate::model::dates::day::{Day, day};
use crate::model::keys::Holds;
use crate::problem::{Code, Problem};
use crate::text::excerpt;
use crate::toml::key::{self, holds, is_key, is_known};
use crate::toml::quoted::{MARKS, is_heading, is_quote};

use super::layout::Layout;
use super::line::Fault;

impl Fault<'_> {
    pub(super) fn with_key(&self, key: &str, value: &str) -> Problem {
        if let Some(second) = value.strip_prefix('=') {
            let second = quoted(second.trim_start_matches('='));
            return self.syntax(
                "There are two equals signs on this line.",
                format!("Type one: {key} = {second}"),
            );
        }
        if without_remark(value).is_empty() {
            return self.nothing_after(key);
        }
        let place = self.layout.text.place(self.at..self.end.max(self.at + 1));
        if value.starts_with(['"', '\'']) {
            return self.outside_quotes(key, value).at(place);
        }
        if holds(key, &[Holds::Day]) && !without_remark(value).ends_with(['"', '\'']) {
            return date(key, without_remark(value)).at(place);
        }
        if let Some(problem) = list(key, value) {
            return problem.at(place);
        }
        if let Some(quote) = MARKS.into_iter().find(|marks| value.ends_with(marks)) {
            return self.syntax(
                format!("The answer is before the {quote}. It should be below it."),
                format!("Type {key} = {quote} and move the answer to the line below it."),
            );
        }
        let is_word = |c: char| c.is_alphabetic() || " -_".contains(c);
        if let Some(statement) = key::statement(key)
            && (key::is_bare(key)
                || key::is_list(key)
                || key::is_choice(key) && !quoted(value).trim_matches('"').chars().all(is_word))
        {
            let own = match key {
                "practice" => ", with the right practice in its place",
                _ if key::is_bare(key) => ", with your own numbers",
                _ => "",
            };
            let help = format!("Type it like this{own}: {statement}");
            return syntax("We can't read what comes after the equals sign.", help).at(place);
        }
        let help = format!(
            "Put it between straight quotation marks: {key} = {}",
            quoted(value)
        );
        syntax("The answer isn't between quotation marks.", help).at(place)
    }

    fn nothing_after(&self, key: &str) -> Problem {
        let below = self.next_content();
        let is_text = MARKS.iter().any(|marks| below.starts_with(marks))
            || key == "documentation"
                && !below.is_empty()
                && !below.starts_with(['[', '#', '"', '\'']);
        let help = if is_text {
            format!(
                "Type {key} = ''' on this line. The text goes below it, with ''' on its own line at the end."
            )
        } else if below.starts_with(['"', '\'']) {
            format!("Type it on one line: {key} = {}", excerpt(below))
        } else if key == "version" {
            "Type the version number: version = 1".to_owned()
        } else {
            format!(
                "Type {key} = \"\" to leave it blank, or type the answer between the quotation marks."
            )
        };
        let message =
            format!("There is nothing after \"{key} =\". The quotation marks are missing too.");
        self.syntax(message, help)
    }

    /// `"" word`, `""word""`, `"a "b" c"`, `"a" b`, `"a",`.
    fn outside_quotes(&self, key: &str, value: &str) -> Problem {
        for (pair, mark) in [("\"\"", '"'), ("''", '\'')] {
            let Some(rest) = value.strip_prefix(pair) else {
                continue;
            };
            let inner = rest.trim_matches(mark).trim();
            if inner.is_empty() {
                continue;
            }
            let answer = quoted(inner);
            if rest.ends_with(pair) && !inner.contains(mark) {
                return syntax(
                    "The answer has two sets of quotation marks.",
                    format!("One set is enough: {key} = {answer}"),
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
                    format!("Move it between the quotation marks: {key} = {answer}"),
                );
            }
        }
        let Layout { text, source, .. } = self.layout;
        let behind = self
            .after_quote
            .filter(|q| text.line_of(q.span.end.saturating_sub(1)) == self.line)
            .map_or("", |q| {
                source[q.span.end..text.line_range(self.line).end.max(q.span.end)].trim()
            });
        if value.starts_with("\"\"") && behind.ends_with('"') && behind.matches('"').count() == 1 {
            return syntax(
                "This line has one quotation mark too many.",
                format!("Type {key} = {}", quoted(behind)),
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
        if behind.split_once('=').is_some_and(|(k, _)| is_key(k)) {
            return syntax(
                "There are two answers on this line.",
                "Put each one on its own line.",
            );
        }
        if !behind.is_empty() && !behind.contains(is_quote) {
            return syntax(
                format!("There is more text after the closing quotation mark: {shown}"),
                "Move it between the quotation marks. If it's a note, type # in front of it.",
            );
        }
        let help = if value.starts_with('\'') {
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

/// A problem whose place is still to be told.
fn syntax(message: impl Into<String>, help: impl Into<String>) -> Problem {
    Problem::new(Code::Syntax, message, help)
}

/// What a list on one line lacks: a comma, quotes around its items, or its bracket. It stays a list
/// of all that it has.
fn list(key: &str, value: &str) -> Option<Problem> {
    let inner = value.strip_prefix('[')?;
    // A box to be checked is no list, and a text in brackets is none either.
    if is_known(key) && !key::is_list(key) || inner.starts_with('[') {
        return None;
    }
    let closes = inner.rfind(']');
    let inner = closes
        .map_or(without_remark(inner), |end| &inner[..end])
        .trim();
    if inner.contains(['[', ']']) {
        return None;
    }
    let mut items: Vec<String> = Vec::new();
    let mut unquoted = false;
    let mut rest = inner;
    while !rest.is_empty() {
        rest = rest.trim_start_matches([',', ' ', '\t']);
        let Some(quote) = rest.chars().next() else {
            break;
        };
        let (item, after) = if is_quote(quote) {
            let text = &rest[quote.len_utf8()..];
            match text.find(is_quote) {
                // An apostrophe inside double quotes is a letter like any other.
                Some(_) if quote == '"' => text.split_once('"')?,
                Some(end) => (&text[..end], text[end..].trim_start_matches(is_quote)),
                None => (text, ""),
            }
        } else {
            unquoted = true;
            rest.split_once(',').unwrap_or((rest, ""))
        };
        let item = item.trim();
        if !item.is_empty() {
            items.push(format!("\"{}\"", item.replace(['"', '\\'], "")));
        }
        rest = after;
    }
    let is_day = |item: &String| matches!(day(item.trim_matches('"')), Day::Day(_));
    let would_not_do = match key {
        "reviews" => !items.iter().all(is_day),
        "readings" => true,
        "practice" => !items
            .iter()
            .all(|item| item.contains('.') && !item.contains(' ')),
        _ => false,
    };
    if items.is_empty() || would_not_do {
        return None;
    }
    let message = if unquoted {
        "Each item of a list needs quotation marks around it."
    } else if closes.is_none() {
        "The list isn't closed: the bracket ] is missing at its end."
    } else {
        "A comma is missing between two items of this list."
    };
    Some(syntax(
        message,
        format!("Type {key} = [{}]", items.join(", ")),
    ))
}

/// What is wrong with a date without quotes that cannot be read.
fn date(key: &str, written: &str) -> Problem {
    let shown = excerpt(written);
    match (day(written), key::not_a_day(key, written)) {
        (Day::Day(_), _) => syntax(
            format!("The date {shown} isn't between quotation marks."),
            format!("Put it between straight quotation marks: {key} = \"{shown}\""),
        ),
        (Day::Other, _) | (_, None) => syntax(
            format!("We can't read \"{shown}\" as a date."),
            format!(
                "Type it between quotation marks, as year-month-day. {}",
                key::day(key)
            ),
        ),
        (_, Some((Code::ImpossibleDate, why, help))) => {
            Problem::new(Code::ImpossibleDate, why + ".", help)
        }
        (_, Some((_, why, help))) => syntax(why + ".", help),
    }
}

pub(super) fn without_remark(value: &str) -> &str {
    value.split('#').next().unwrap_or(value).trim()
}

/// The key as the form has it, where only its capitals are others.
pub(super) fn canonical(key: &str) -> String {
    let small = key.to_lowercase();
    if is_known(&small) {
        small
    } else {
        excerpt(key)
    }
}

/// What someone typed behind a key, as it should be.
pub(super) fn typed(key: &str, value: &str) -> String {
    match key::is_bare(key) {
        true => format!("{key} = {}", excerpt(value.trim())),
        false => format!("{key} = {}", quoted(value)),
    }
}

/// What someone typed as an answer, between straight quotes.
pub(super) fn quoted(value: &str) -> String {
    let plain = without_remark(value).replace(|c| is_quote(c) || c == '\\', "");
    let boxed = ["[x]", "[X]", "[ ]"];
    let plain = boxed
        .iter()
        .find_map(|b| plain.trim().strip_prefix(b))
        .unwrap_or(&plain);
    let plain = plain.trim().trim_matches(['<', '>', '[', ']']).trim();
    format!("\"{}\"", excerpt(plain))
}
