//! Adds to a plan what a newer assessment asks for. Only puts in: every byte that
//! people wrote stays, in its order.

use toml::de::{DeArray, DeTable, DeValue};

use crate::files::plan::draft::missing;
use crate::files::plan::new_entry::{Drafting, NewEntry};
use crate::model::assessment::Assessment;
use crate::model::plan::Plan;
use crate::model::plan::agenda::{AgendaPart, practices_of};
use crate::text::splice::Splice;

/// A plan with what was missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Updated {
    /// The whole file; the same as before where nothing was missing.
    pub text: String,
    /// What was put in, in order: the key of the list, and what the entry is about.
    pub added: Vec<(&'static str, String)>,
    /// Practices with an action that is neither done nor dropped, although the
    /// assessment asks for nothing and sees no gap; in survey order.
    pub settled: Vec<usize>,
}

/// Adds to the text of a sound plan, without a byte-order mark, what it lacks of what a
/// draft has. `plan` is what was read from the text. A second time nothing is missing.
pub fn update(text: &str, plan: &Plan, drafting: &Drafting<'_>) -> Updated {
    let assessment = drafting.assessment;
    let entries = missing(drafting, plan, plan);
    let (root, _) = DeTable::parse_recoverable(text);
    let mut splice = Splice::new(text);
    for group in entries.chunk_by(|a, b| a.kind == b.kind) {
        let Some(first) = group.first() else {
            continue;
        };
        match root.get_ref().get(first.kind) {
            Some(value) => match value.get_ref() {
                DeValue::Array(array) if text[value.span()].starts_with("[[") => {
                    let at = end_of_last(&splice, text, array);
                    sections(&mut splice, text, at, group);
                }
                DeValue::Array(array) => inline(&mut splice, text, value.span(), array, group),
                // A sound plan has none.
                _ => {}
            },
            None => sections(&mut splice, text, text.len(), group),
        }
    }
    Updated {
        text: splice.apply(),
        added: entries.into_iter().map(|e| (e.kind, e.about)).collect(),
        settled: settled(plan, assessment),
    }
}

fn settled(plan: &Plan, assessment: &Assessment) -> Vec<usize> {
    let mut settled = practices_of(assessment, &[AgendaPart::KeepUp, AgendaPart::Nothing]);
    settled.retain(|practice| {
        let mut actions = plan.actions.iter();
        actions.any(|a| !a.status.is_over() && a.serves(*practice))
    });
    settled
}

/// Where the last section of a list ends: behind its last value, and behind comments
/// below that which do not stand directly on the next heading.
fn end_of_last(splice: &Splice<'_>, text: &str, array: &DeArray<'_>) -> usize {
    let end_of = |item: &toml::Spanned<DeValue<'_>>| {
        let values = item
            .get_ref()
            .as_table()
            .into_iter()
            .flat_map(DeTable::values);
        values.map(|v| v.span().end).chain([item.span().end]).max()
    };
    let last = array.iter().filter_map(end_of).max().unwrap_or(text.len());
    let end = splice.next_line(last);
    let mut behind = end;
    while text[behind..]
        .trim_start_matches([' ', '\t'])
        .starts_with('#')
    {
        behind = splice.next_line(behind);
    }
    if is_blank_line(&text[behind..]) {
        behind
    } else {
        end
    }
}

/// Whether a text begins with a blank line, or is at its end.
fn is_blank_line(text: &str) -> bool {
    text.lines()
        .next()
        .is_none_or(|line| line.trim().is_empty())
}

/// Puts entries in as sections at the start of a line, or at the end of the text.
fn sections(splice: &mut Splice<'_>, text: &str, at: usize, entries: &[NewEntry]) {
    let mut new = String::new();
    for entry in entries {
        if !(at == 0 && new.is_empty()) {
            new.push('\n');
        }
        new.push_str(&entry.section());
    }
    if at == text.len() {
        splice.at_end(&new);
        return;
    }
    if !is_blank_line(&text[at..]) {
        new.push('\n');
    }
    splice.replace(at..at, new.replace('\n', splice.line_end()));
}

/// Puts entries in between the brackets of a list that is written inline.
fn inline(
    splice: &mut Splice<'_>,
    text: &str,
    span: std::ops::Range<usize>,
    array: &DeArray<'_>,
    entries: &[NewEntry],
) {
    let close = span.end - 1;
    let last = array.iter().map(|item| item.span().end).max();
    let from = last.unwrap_or(span.start + 1);
    let comma = comma(&text[from..close]).map(|at| from + at + 1);
    let line_start = text[..close].rfind('\n').map_or(0, |feed| feed + 1);
    let is_on_lines = line_start >= from && text[line_start..close].trim().is_empty();
    if !is_on_lines {
        let all: Vec<String> = entries.iter().map(NewEntry::inline).collect();
        let all = all.join(", ");
        match (last, comma) {
            (None, _) => splice.replace(close..close, all),
            (Some(_), Some(comma)) => splice.replace(comma..comma, format!(" {all},")),
            (Some(last), None) => splice.replace(last..last, format!(", {all}")),
        }
        return;
    }
    if let (Some(last), None) = (last, comma) {
        splice.replace(last..last, ",".to_owned());
    }
    let indent = array.iter().next().map_or("  ", |first| {
        let before = splice.prefix(first.span().start);
        &before[..before.len() - before.trim_start().len()]
    });
    let mut new = String::new();
    for entry in entries {
        for line in entry.comment.lines() {
            new.push_str(&format!("{indent}{line}\n"));
        }
        new.push_str(&format!("{indent}{},\n", entry.inline()));
    }
    splice.replace(line_start..line_start, new.replace('\n', splice.line_end()));
}

/// The comma behind the last entry of a list, in what is left of the list: blank space,
/// comments and perhaps that comma.
fn comma(rest: &str) -> Option<usize> {
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        let code = line.split('#').next().unwrap_or_default();
        if let Some(comma) = code.find(',') {
            return Some(at + comma);
        }
        at += line.len();
    }
    None
}

#[cfg(test)]
mod tests;
