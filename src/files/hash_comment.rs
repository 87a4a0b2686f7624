//! Remarks in files that people write in. They aren't read, and who types behind the `#` of a line,
//! or puts one in front of it, would not know.

use std::collections::HashMap;
use std::ops::Range;

use toml::de::{DeTable, DeValue};
use toml_parser::Source;
use toml_parser::lexer::TokenKind;

use crate::model::keys::{Holds, Key};
use crate::model::plan::Status;
use crate::problem::Code;
use crate::text::cut;
use crate::toml::key::{assignment, statement};
use crate::toml::table::{Reader, Value};

/// A remark at a key or below it.
pub(crate) struct Remark<'t> {
    pub(crate) span: Range<usize>,
    /// What stands between the brackets above it; empty at the top.
    pub(crate) section: &'t str,
    /// How many headings above that one say the same.
    entry: usize,
    /// The key on whose line it stands; none where it has a line of its own.
    pub(crate) key: Option<&'t str>,
    /// The last key above it in its section, and the next below it where it has a line of its own.
    above: Option<&'t str>,
    below: Option<&'t str>,
}

/// Says that something is blank and this may be it.
pub(crate) fn report_remark(reader: &mut Reader<'_>, span: Range<usize>, what: &str, said: &str) {
    // A line that somebody put away is right as it is.
    let todo = match assignment(said) {
        Some(_) => "delete the #, and the blank line of the same kind if there is one",
        None => "type it between the quotation marks",
    };
    reader.report(
        Code::InComment,
        span,
        format!(
            "Anything after a # is ignored, but {what} is blank and this comes after a #: \"{}\".",
            cut(said)
        ),
        format!("If that's the answer, {todo}. If it's just a note, leave it."),
    );
}

/// Reports each remark that somebody wrote where a team assessment or a plan has nothing. Its
/// sections and entries have the keys that `keys` tells by their heading.
pub(crate) fn report_blank(
    reader: &mut Reader<'_>,
    root: &DeTable<'_>,
    keys: impl Fn(&str) -> &'static [Key],
) {
    let text = reader.text.as_str();
    for remark in remarks(text) {
        let Some(table) = section(root, &remark) else {
            continue;
        };
        let said = text[remark.span.clone()].trim_matches(['#', ' ', '\t', '\r']);
        let is_blank = |name: &str, said: &str| {
            let key = keys(remark.section).iter().find(|key| key.name == name);
            key.is_some_and(|key| is_blank(table.get(name), key, said))
        };
        // A line that somebody put away, or that was joined to the one above it.
        let mut named = keys(remark.section)
            .iter()
            .filter_map(|key| Some((key.name, assigned(said, key.name)?)));
        let what = match named.next() {
            // What a draft has for people to fill in.
            Some((name, _)) if statement(name).is_some_and(|own| said == own) => continue,
            Some((name, value)) => {
                let says = value.contains(char::is_alphanumeric);
                Some(name).filter(|name| says && is_blank(name, value))
            }
            None => {
                let beside = match remark.key {
                    Some(key) => [Some(key), None],
                    None => [remark.above, remark.below],
                };
                beside.into_iter().flatten().find(|key| is_blank(key, said))
            }
        };
        if let Some(name) = what.filter(|_| said.contains(char::is_alphanumeric)) {
            report_remark(reader, remark.span, &format!("\"{name}\""), said);
        }
    }
}

/// What a remark gives a key, wherever in it that stands.
pub(crate) fn assigned<'t>(said: &'t str, key: &str) -> Option<&'t str> {
    let mut found = said.match_indices(key);
    found.find_map(|(at, _)| {
        let before = said[..at].chars().next_back();
        let is_word = before.is_none_or(|c| !c.is_alphanumeric() && !"-_.".contains(c));
        let value = said[at + key.len()..].trim_start().strip_prefix('=');
        value.filter(|_| is_word)
    })
}

/// Whether a value says nothing yet, or is what a draft has and the remark another choice.
fn is_blank(value: Option<&Value<'_>>, key: &Key, said: &str) -> bool {
    match value.map(toml::Spanned::get_ref) {
        None => true,
        Some(DeValue::String(text))
            if key.holds == Holds::Status && *text == Status::default().id() =>
        {
            let first = said.split_whitespace().next();
            let first = first.and_then(|word| Status::from_id(word.trim_matches(['"', '\''])));
            first.is_some_and(|of| of != Status::default())
        }
        Some(DeValue::String(text)) => text.trim().is_empty(),
        Some(DeValue::Array(items)) => items.is_empty(),
        Some(_) => false,
    }
}

/// The section or entry in which a remark stands.
fn section<'r, 't>(root: &'r DeTable<'t>, remark: &Remark<'_>) -> Option<&'r DeTable<'t>> {
    if remark.section.is_empty() {
        return Some(root);
    }
    remark.section.split('.').try_fold(root, |table, name| {
        let value = table.get(name.trim())?.get_ref();
        let entry = |items: &'r [Value<'t>]| items.get(remark.entry)?.get_ref().as_table();
        value.as_table().or_else(|| entry(value.as_array()?))
    })
}

/// The remarks on the lines of keys, between the keys of a section, and right below the last
/// of them; those above a heading belong to what comes next.
pub(crate) fn remarks(text: &str) -> Vec<Remark<'_>> {
    let mut found = Vec::new();
    let (mut section, mut entry, mut above) = ("", 0, None);
    let mut headings: HashMap<&str, usize> = HashMap::new();
    // The remarks below the last key, and how many of them no blank line parts from it.
    let (mut below, mut close) = (Vec::new(), 0);
    // Where a line begins, or the lines of one value, and whether with a bracket, as a heading does;
    // and the comment on it.
    let (mut first, mut comment) = (None, None);
    let mut is_blank_before = true;
    for token in Source::new(text).lex() {
        let span = token.span().start()..token.span().end();
        match token.kind() {
            TokenKind::Newline | TokenKind::Eof => {}
            TokenKind::Whitespace => continue,
            TokenKind::Comment => {
                comment = Some(span);
                continue;
            }
            kind => {
                first.get_or_insert((kind == TokenKind::LeftSquareBracket, span.start));
                continue;
            }
        }
        let comment = comment.take();
        let remark = |key| {
            comment.map(|span| Remark {
                span,
                section,
                entry,
                key,
                above,
                below: None,
            })
        };
        let Some((is_heading, at)) = first.take() else {
            let remark = remark(None);
            is_blank_before |= remark.is_none();
            below.extend(remark);
            if !is_blank_before {
                close = below.len();
            }
            continue;
        };
        let content = text[at..].lines().next().unwrap_or_default();
        let end = content.find(if is_heading { '#' } else { '=' });
        let name = content[..end.unwrap_or(content.len())].trim();
        if is_heading {
            // A run of remarks up to the heading is its own.
            below.truncate(if is_blank_before { close } else { 0 });
            section = name.trim_matches(['[', ']']).trim();
            let same = headings.entry(section).or_default();
            (entry, above) = (*same, None);
            *same += 1;
            found.append(&mut below);
        } else {
            below
                .iter_mut()
                .for_each(|remark: &mut Remark<'_>| remark.below = Some(name));
            found.append(&mut below);
            found.extend(remark(Some(name)));
            above = Some(name);
        }
        (close, is_blank_before) = (0, false);
    }
    below.truncate(close);
    found.append(&mut below);
    found
}
