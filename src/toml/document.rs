//! A text laid out as sections and keys with their places, and what keeps it from
//! being read: all of it in one run, in the order of the file.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::ops::Range;

use toml::de::DeTable;

use crate::problem::{Code, MOST_OF_A_FILE, Problem};
use crate::text::Text;
use crate::toml::cause::{Cause, Met, met};
use crate::toml::fault::{self, Faults};
use crate::toml::quoted::{Quoted, strings, swallows_a_heading};

/// A value that is there only when nothing in its file is an error; but for a plan.
#[derive(Debug, Clone)]
pub struct Checked<T> {
    /// What was read.
    pub value: Option<T>,
    /// What is wrong or worth a word, in the order of the file.
    pub problems: Vec<Problem>,
}

impl<T> Checked<T> {
    /// Keeps the value only without an error.
    pub fn new(value: T, problems: Vec<Problem>) -> Self {
        let sound = !problems.iter().any(Problem::is_error);
        Self {
            value: sound.then_some(value),
            problems,
        }
    }

    pub(crate) fn map<U>(self, into: impl FnOnce(T) -> U) -> Checked<U> {
        Checked {
            value: self.value.map(into),
            problems: self.problems,
        }
    }
}

/// Sections and keys, as far as they could be read.
#[derive(Debug)]
pub struct Document<'t> {
    /// What stands in the file.
    pub root: DeTable<'t>,
    /// What keeps it from being read.
    pub faults: Faults,
}

impl Document<'_> {
    /// Puts what is wrong with the content next to the faults: in order, nothing from
    /// behind an open quote, and one problem where a line has a fault anyway.
    pub fn problems(self, text: &Text, mut found: Vec<Problem>) -> Vec<Problem> {
        let faults = self.faults;
        let line_of = |p: &Problem| p.place.as_ref().map(|place| place.line - 1);
        if let Some(stop) = faults.stop {
            let last = text.line_of(stop);
            found.retain(|p| line_of(p).is_some_and(|line| line < last));
        }
        if !faults.problems.is_empty() {
            let places = faults.problems.iter().filter_map(line_of);
            let lines = faults.lines.into_iter().chain(places).collect();
            let mut headings = [faults.headings, fault::headings(text, text.as_str())].concat();
            headings.sort_unstable();
            let explained = |p: &Problem, line| is_explained(&lines, &headings, line, p.code);
            found.retain(|p| line_of(p).is_some_and(|line| !explained(p, line)));
        }
        found.extend(faults.problems);
        found.sort_by_key(Problem::order);
        if found.len() >= MOST_OF_A_FILE {
            let message = format!(
                "This file has more than {MOST_OF_A_FILE} problems. Only the first {MOST_OF_A_FILE} are shown."
            );
            let help = "Copy only the answers into a blank form, or into a new plan.";
            found.push(Problem::new(Code::TooLarge, message, help));
        }
        found
    }
}

/// Whether a fault, on one of these lines, is the reason for what seems to be wrong on another.
fn is_explained(faults: &BTreeSet<usize>, headings: &[usize], line: usize, code: Code) -> bool {
    if faults.contains(&line) {
        return true;
    }
    let (above, below) = headings.split_at(headings.partition_point(|h| *h <= line));
    match code {
        // What seems to be missing stands in a line that could not be read.
        code if code.is_missing_in_section() => {
            // A box such as [x] only seems to be a heading.
            let end = below.iter().find(|h| !faults.contains(h));
            let end = end.copied().unwrap_or(usize::MAX);
            faults.range(line..end).next().is_some()
        }
        // What seems not to belong stands below a heading that could not be read.
        Code::UnknownKey | Code::UnknownPractice | Code::WrongType => {
            above.last().is_some_and(|heading| faults.contains(heading))
        }
        _ => false,
    }
}

/// The sections and keys of a text, and what the parser met in it.
fn parsed(source: &str) -> (DeTable<'_>, Vec<Met>) {
    let (root, errors) = DeTable::parse_recoverable(source);
    (root.into_inner(), met(source, &errors))
}

/// Reads a text; `source` is the text itself or [`without_conflicts`](crate::toml::conflict::without_conflicts) of it.
pub fn parse<'s>(text: &Text, source: &'s str) -> Document<'s> {
    let (root, met) = parsed(source);
    document(text, source, root, met)
}

/// As [`parse`], to the end: the parser leaves off at the first line that is no answer and
/// no heading, so that what follows is read again without such lines, from `spare`.
pub fn parse_to_end<'s>(text: &Text, source: &'s str, spare: &'s OnceCell<String>) -> Document<'s> {
    let (root, met) = parsed(source);
    let hidden = lines_that_end_it(text, source, &met);
    if hidden.is_empty() {
        return document(text, source, root, met);
    }
    let rest = spare.get_or_init(|| blanked(source, &hidden));
    let (root, mut all) = parsed(rest);
    let in_hidden = |met: &Met| {
        let first = hidden.partition_point(|range| range.end < met.span.start);
        hidden
            .get(first)
            .is_some_and(|range| range.start <= met.span.start)
    };
    all.retain(|e| !in_hidden(e));
    all.extend(met.into_iter().filter(in_hidden));
    document(text, source, root, all)
}

/// The lines at which the parser leaves off, each with all of the text that begins in it.
fn lines_that_end_it(text: &Text, source: &str, met: &[Met]) -> Vec<Range<usize>> {
    let ends = met.iter().filter(|met| met.cause == Cause::NoEquals);
    let mut starts: Vec<usize> = ends.map(|met| met.span.start).collect();
    if starts.is_empty() {
        return Vec::new();
    }
    starts.sort_unstable();
    let strings = strings(source);
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for start in starts {
        let mut range = text.line_range(text.line_of(fault::position(source, start)));
        let first = strings.partition_point(|s| s.span.end <= range.start);
        for Quoted { span, .. } in &strings[first..] {
            if span.start >= range.end {
                break;
            }
            let [begin, end] = [span.start, span.end].map(|at| text.line_range(text.line_of(at)));
            range = range.start.min(begin.start)..range.end.max(end.end);
        }
        match ranges.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => ranges.push(range),
        }
    }
    ranges
}

/// A text with these bytes blank, and as long as it was.
fn blanked(source: &str, ranges: &[Range<usize>]) -> String {
    let mut out = source.as_bytes().to_vec();
    for range in ranges {
        let bytes = out[range.clone()].iter_mut();
        bytes.filter(|b| **b != b'\n').for_each(|b| *b = b' ');
    }
    String::from_utf8(out).unwrap_or_default()
}

fn document<'s>(text: &Text, source: &str, root: DeTable<'s>, mut met: Vec<Met>) -> Document<'s> {
    met.sort_by_key(|met| met.span.start);
    // A text that swallowed a heading reads without a fault when every other one does too.
    let is_sound = met.is_empty() && !swallows_a_heading(source);
    let faults = match is_sound {
        true => Faults::default(),
        false => fault::explain(text, source, &met),
    };
    Document { root, faults }
}
