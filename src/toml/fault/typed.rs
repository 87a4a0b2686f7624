//! What a message tells people to type: all that they had typed, between quotation marks that
//! fit it, or how to put such marks around it where it can't be shown whole.

use toml::de::DeTable;

use crate::model::dates::day::day;
use crate::model::dates::read_date::Stamp;
use crate::model::keys::Holds;
use crate::model::placeholder::says_nothing;
use crate::text::excerpt;
use crate::toml::key::{self, holds, is_known};
use crate::toml::quoted::{is_one_text, is_quote, opening_marks, pair_of, quote_around, strings};

/// "Type key = value", with other words in front of it, and the value as somebody typed it.
pub(super) fn typed(lead: &str, key: &str, value: &str) -> String {
    let value = value.trim();
    let is_sound = DeTable::parse(&format!("a = {value}")).is_ok();
    let is_list = value.starts_with('[');
    if key::is_bare(key) && !is_sound || key == "readings" && !(is_sound && is_list) {
        return match key::figure(key, value) {
            Some(own) => format!("Type {own}"),
            None => like_this(key),
        };
    }
    if key::is_list_of_words(key) && !(is_sound && is_list) {
        return match is_list {
            true => like_this(key),
            false => list_of(lead, key, unbracketed(value).split([',', ';'])),
        };
    }
    if is_right(key, value) {
        return match is_shown(value) {
            true => format!("{lead} {key} = {value}"),
            false => format!("Type {key} = and, after it, the value as it is now."),
        };
    }
    if !is_text(key) {
        return format!("{lead} {key} = {}", choice(value));
    }
    let text = unwrapped(value);
    let mark = quote_around(text);
    if let Some(mark) = mark.filter(|_| is_shown(text)) {
        return format!("{lead} {key} = {mark}{text}{mark}");
    }
    if matches!(key, "documentation" | "notes") {
        return on_lines(key);
    }
    let name = match mark {
        Some('"') => "a double quotation mark (\")",
        Some(_) => "a single quotation mark (')",
        None => "three single quotation marks (''')",
    };
    format!("Type {key} = and the whole text after it, with {name} at both ends of the text.")
}

/// How the value of a key that takes no text is typed.
pub(super) fn like_this(key: &str) -> String {
    let own = match key {
        "practice" => "with the right practice in its place",
        _ if key::is_bare(key) || key == "readings" => "with your own numbers",
        _ => "with your own text",
    };
    let statement = key::statement(key).unwrap_or_default();
    format!("Type it like this, {own}: {statement}")
}

/// A list without brackets of another kind around it.
pub(super) fn unbracketed(value: &str) -> &str {
    let mut pairs = [('(', ')'), ('{', '}')].into_iter();
    let inner = pairs.find_map(|(open, close)| value.strip_prefix(open)?.strip_suffix(close));
    inner.map_or(value, str::trim)
}

/// "Type key = [...]" with these items, with or without marks around each, but for those that say
/// that there are none.
pub(super) fn list_of<'v>(lead: &str, key: &str, items: impl Iterator<Item = &'v str>) -> String {
    let is_day = holds(key, &[Holds::Days]);
    let items = items.filter(|item| !says_nothing(item)).map(|item| {
        let bullets = |c: char| matches!(c, '-' | '*' | '\u{2022}') || c.is_whitespace();
        let item = item.trim_start_matches(bullets).trim_end();
        let item = unwrapped(item.trim_end_matches(','));
        let day = || match day(item)? {
            Stamp::Day(date, _) => Some(format!("\"{date}\"")),
            _ => None,
        };
        match (is_day, quote_around(item)?) {
            (true, _) => day(),
            (false, mark) => is_shown(item).then(|| format!("{mark}{item}{mark}")),
        }
    });
    let items: Option<Vec<String>> = items.collect();
    items.map_or_else(
        || like_this(key),
        |items| format!("{lead} {key} = [{}]", items.join(", ")),
    )
}

/// How a text of any length, with any marks in it, is typed.
pub(super) fn on_lines(key: &str) -> String {
    format!(
        "Type {key} = ''' on this line. Put the text on the line below it, and type ''' on its own line below the text."
    )
}

/// The words of a choice between straight quotes, without marks around them.
pub(super) fn choice(value: &str) -> String {
    let around = |c: char| is_quote(c) || c == '\\' || c.is_whitespace();
    let first = strings(value).into_iter().next();
    let first = first.filter(|text| text.span.start == 0 && text.is_closed(value));
    let value = first.map_or(value, |text| &value[text.span]);
    let plain = without_remark(value).trim_matches(around);
    let mut boxes = ["[x]", "[X]", "[ ]"].iter();
    let plain = boxes.find_map(|b| plain.strip_prefix(b)).unwrap_or(plain);
    let plain = plain.trim().trim_matches(['<', '>', '[', ']']);
    format!("\"{}\"", excerpt(plain.trim_matches(around)))
}

pub(super) fn without_remark(value: &str) -> &str {
    value.split('#').next().unwrap_or(value).trim()
}

/// The key as the form has it, where only its capitals are others.
pub(super) fn canonical(key: &str) -> String {
    match is_known(key) {
        true => key.trim().to_lowercase(),
        false => excerpt(key),
    }
}

/// Whether a message may show all of this.
fn is_shown(text: &str) -> bool {
    excerpt(text) == text
}

/// Whether a key takes any text, as one that nobody knows does.
fn is_text(key: &str) -> bool {
    !is_known(key) || holds(key, &[Holds::Text, Holds::Name])
}

/// Whether what is after the equals sign may stay as it is: a text between straight quotation
/// marks, one that goes on in the lines below, a number, or a list.
fn is_right(key: &str, value: &str) -> bool {
    key::is_bare(key)
        || key::is_list(key) && value.starts_with('[')
        || opening_marks(value).is_some()
        || is_one_text(value)
}

/// A text without the quotation marks around it, one that is left over at an end, and a remark as
/// the form has them, well apart from what is before it.
pub(super) fn unwrapped(value: &str) -> &str {
    let mut hashes = value.match_indices(" # ");
    let remark = hashes.find(|(at, _)| value[..*at].ends_with([' ', '\t']));
    let value = remark.map_or(value, |(at, _)| &value[..at]).trim();
    let brackets = [('<', '>'), ('[', ']')];
    let bare = brackets.into_iter().find_map(|(open, close)| {
        let inner = value.strip_prefix(open)?.strip_suffix(close)?;
        (!inner.contains([open, close])).then_some(inner.trim())
    });
    let value = bare.unwrap_or(value);
    let (Some(first), Some(last)) = (value.chars().next(), value.chars().last()) else {
        return value;
    };
    let alike = |mark: char| value.matches(|c| pair_of(c) == pair_of(mark)).count();
    let (head, tail) = (
        &value[first.len_utf8()..],
        &value[..value.len() - last.len_utf8()],
    );
    // As many of the kind as stand at the ends.
    let at_ends = if pair_of(first) == pair_of(last) {
        2
    } else {
        1
    };
    let is_end = |mark| is_quote(mark) && alike(mark) == at_ends;
    // An apostrophe ends a plural.
    let plural = pair_of(last) == Some('\'') && tail.ends_with('s');
    match () {
        () if is_end(first) && is_end(last) && !tail.is_empty() => {
            head[..head.len() - last.len_utf8()].trim()
        }
        () if is_quote(first) && alike(first) == 1 => head.trim(),
        () if is_quote(last) && alike(last) == 1 && !plural => tail.trim(),
        () => value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_somebody_typed_is_lost() {
        let lines = "''' on this line.";
        let long = "We meet every second Tuesday, and the minutes are on the shared drive.";
        let three = "and the whole text after it, with three single quotation marks (''')";
        let double = "and the whole text after it, with a double quotation mark (\")";
        for (key, value, told) in [
            ("name", "Ann O'Brien", "\"Ann O'Brien\""),
            ("name", "Ann Lee\"", "\"Ann Lee\""),
            ("name", "\u{201c}Ann Lee\u{201d}", "\"Ann Lee\""),
            ("name", "\"Ann Lee'", "\"Ann Lee\""),
            ("name", "Ann \"Red\" Lee", "'Ann \"Red\" Lee'"),
            ("name", "Ann   # leave empty to stay anonymous", "\"Ann\""),
            ("owner", "Room #4", "\"Room #4\""),
            ("owner", "the teams'", "\"the teams'\""),
            ("owner", "Ann \"Red\" O'Brien", three),
            ("owner", long, double),
            ("documentation", "The \"Red List\"", "'The \"Red List\"'"),
            ("documentation", "The team's item #4, on \\srv\\att", lines),
            ("documentation", long, lines),
            ("documentation", "'''", "'''"),
            ("documentation", "\"a\" and \"b\"", "'\"a\" and \"b\"'"),
            ("rating", "OK for Now # mostly", "\"OK for Now\""),
            ("rating", "\"Strength\" because of it", "\"Strength\""),
            ("rating", "\"Unsure\" # mostly", "\"Unsure\" # mostly"),
            ("practice", "[\"a.b\", \"c.d\"]", "[\"a.b\", \"c.d\"]"),
        ] {
            let said = typed("Type", key, value);
            let told = format!("Type {key} = {told}");
            assert!(said.starts_with(&told), "{value}: {said}");
            assert!(!said.contains("..."), "{said}");
        }
    }
}
