//! Sections and keys that are in a file twice: both places named, whichever way they are
//! spelt; and what is behind it when several keys are there twice at once.

use std::collections::{HashMap, HashSet};

use toml::de::{DeTable, DeValue};

use crate::model::plan::keys::names_entries;
use crate::problem::{Code, Problem};
use crate::text::Text;
use crate::toml::quoted::{Quoted, heading};
use crate::words;

use super::excerpt;
use super::line::Fault;

/// What to do where two practices have become one, as long as no one knows which the second is.
const LOST_HEADING: &str = "Above its answer, type the heading of the second practice again as it is in the blank form. If both are answers to the same practice, keep the right one and delete the other.";

/// More repeated sections than that are one problem: the form was pasted twice.
const MOST_SECTIONS: usize = 3;

#[derive(Default)]
pub(super) struct Repeated {
    /// Lines and names of headings.
    sections: Vec<(usize, String)>,
    /// The same of a plan's entries.
    entries: Vec<(usize, String)>,
    keys: Vec<RepeatedKey>,
    others: Vec<Problem>,
}

/// A key that its section has already.
struct RepeatedKey {
    /// The line of the section's heading.
    section: usize,
    line: usize,
    /// As it is written.
    name: String,
}

impl Repeated {
    pub(super) fn len(&self) -> usize {
        self.sections.len() + self.entries.len() + self.keys.len() + self.others.len()
    }

    pub(super) fn add(&mut self, fault: &Fault<'_>) {
        let content = fault.content().trim();
        if content.starts_with('[') {
            let name = named(content);
            if names_entries(name) {
                self.entries.push((fault.line, name.to_owned()));
            } else if content.starts_with("[[") && heading(&format!("[{name}]")).is_some() {
                self.others.push(fault.syntax(
                    "This heading has two brackets at each end. It should have one.",
                    "Type the heading as it is in the blank form.",
                ));
            } else {
                self.sections.push((fault.line, name.to_owned()));
            }
            return;
        }
        let section = fault.section_start();
        // A section that is there twice has all its keys twice.
        let mut last = [self.sections.last(), self.entries.last()]
            .into_iter()
            .flatten();
        if last.any(|(line, _)| *line == section) {
            return;
        }
        let name = content.split('=').next().unwrap_or(content).trim();
        self.keys.push(RepeatedKey {
            section,
            line: fault.line,
            name: name.to_owned(),
        });
    }

    /// What is said of them; the lines below a heading that is lost go into `lost`, from 0.
    pub(super) fn problems(
        self,
        text: &Text,
        source: &str,
        strings: &[Quoted],
        lost: &mut Vec<usize>,
    ) -> Vec<Problem> {
        if self.len() == 0 {
            return Vec::new();
        }
        let layout = FirstPlaces::new(text, source, strings);
        let mut problems = self.others;
        problems.extend(entries(text, source, &self.entries));
        let pasted = self.sections.len() > MOST_SECTIONS;
        let shown = if pasted { 1 } else { self.sections.len() };
        for (line, name) in &self.sections[..shown] {
            let more = if pasted { self.sections.len() - 1 } else { 0 };
            problems.push(section(text, &layout, *line, name, more));
        }
        let mut keys = &self.keys[..];
        while let Some(first) = keys.first() {
            let length = group(keys);
            let (same, rest) = keys.split_at(length);
            keys = rest;
            let problem = if length > 1 {
                lost_heading(text, source, &layout, same, lost)
            } else {
                key(text, source, &layout, first)
            };
            problems.push(problem);
        }
        problems
    }
}

/// How many of the keys are those of one practice: of one section, each once.
fn group(keys: &[RepeatedKey]) -> usize {
    let mut length = 1;
    while let Some(next) = keys.get(length)
        && next.section == keys[0].section
        && keys[..length].iter().all(|k| k.name != next.name)
    {
        length += 1;
    }
    length
}

/// What stands between the brackets of a heading.
fn named(content: &str) -> &str {
    let heading = content.split('#').next().unwrap_or(content);
    heading.trim().trim_matches(['[', ']']).trim()
}

/// Headings with one bracket at each end, of entries that need two: each that has one is told.
fn entries(text: &Text, source: &str, again: &[(usize, String)]) -> Vec<Problem> {
    let names: HashSet<&str> = again.iter().map(|(_, name)| name.as_str()).collect();
    let single = |line: &usize| {
        let content = source[text.line_range(*line)].trim();
        let is_single = content.starts_with('[') && !content.starts_with("[[");
        let name = named(content);
        (is_single && names.contains(name)).then_some((*line, name))
    };
    let told = |line: usize, name: &str| {
        Problem::new(
            Code::DuplicateSection,
            format!("The heading [{name}] needs two square brackets at each end, since each entry has one."),
            format!("Type [[{name}]]"),
        )
        .at(text.place_of_line(line))
    };
    let lines = 0..text.lines();
    let singles = lines.filter_map(|line| single(&line));
    singles.map(|(line, name)| told(line, name)).collect()
}

fn section(text: &Text, layout: &FirstPlaces, line: usize, name: &str, more: usize) -> Problem {
    let name = excerpt(name);
    let (message, help) = if more == 0 {
        (
            format!("The section [{name}] appears twice. Only one can count."),
            "Keep the one with the right answer. Delete the other heading and every line below it, up to the next heading. If it was for another practice, change its heading.",
        )
    } else {
        let others = if more == 1 {
            "one other".to_owned()
        } else {
            format!("{more} others")
        };
        (
            format!(
                "The section [{name}] and {others} appear twice. The form was probably pasted in twice."
            ),
            "Keep the one form that has the right answers, and delete the other.",
        )
    };
    let problem = Problem::new(Code::DuplicateSection, message, help).at(text.place_of_line(line));
    with_first(text, problem, layout.first(line))
}

fn key(text: &Text, source: &str, layout: &FirstPlaces, key: &RepeatedKey) -> Problem {
    let name = excerpt(key.name.trim_matches(['"', '\'']));
    let problem = match heading_below(text, source, key.line, &key.name) {
        Some(heading) => above_heading(&name, &heading, Code::DuplicateKey),
        None => Problem::new(
            Code::DuplicateKey,
            format!("\"{name}\" appears twice in this section. Only one can count."),
            "Keep the line with the right answer and delete the other.",
        ),
    }
    .at(text.place_of_line(key.line));
    with_first(text, problem, layout.first(key.line))
}

/// The next heading below a line, where nothing but remarks stands between and the section
/// does not have this key: the line was moved above it.
pub(crate) fn heading_below(text: &Text, source: &str, line: usize, key: &str) -> Option<String> {
    let content = |line: &usize| source[text.line_range(*line)].trim();
    let says = |line: &usize| !content(line).is_empty() && !content(line).starts_with('#');
    let below = (line + 1..text.lines()).find(says)?;
    let name = heading(content(&below))?.to_owned();
    let mut section = (below + 1..text.lines()).take_while(|line| heading(content(line)).is_none());
    let has_it = section.any(|line| {
        let assigned = content(&line).strip_prefix(key);
        assigned.is_some_and(|rest| rest.trim_start().starts_with('='))
    });
    (!has_it).then_some(name)
}

/// A key that stands above the heading of its section.
pub(crate) fn above_heading(key: &str, heading: &str, code: Code) -> Problem {
    let heading = excerpt(heading);
    Problem::new(
        code,
        format!(
            "\"{key}\" is above the heading [{heading}], and there is none below it. It probably belongs there."
        ),
        format!("Move the line below [{heading}]."),
    )
}

/// Several keys at once: two practices have become one.
fn lost_heading(
    text: &Text,
    source: &str,
    layout: &FirstPlaces,
    keys: &[RepeatedKey],
    lost: &mut Vec<usize>,
) -> Problem {
    let names: Vec<&str> = keys.iter().map(|k| k.name.as_str()).collect();
    let first = layout.first(keys[0].line);
    let after = first.unwrap_or(keys[0].section);
    // Right above it, where the form has the heading.
    let put_away = (after..keys[0].line).rev().take(20).find(|line| {
        let content = source[text.line_range(*line)].trim();
        content
            .strip_prefix('#')
            .is_some_and(|rest| heading(rest).is_some())
    });
    let help = match put_away {
        Some(line) => format!("Delete the # in front of the heading on line {}.", line + 1),
        None => {
            lost.push(keys[0].line);
            LOST_HEADING.to_owned()
        }
    };
    let problem = Problem::new(
        Code::DuplicateKey,
        format!(
            "{} appear twice in this section. The heading of the second practice is probably missing.",
            excerpt(&words::list(&names))
        ),
        help,
    )
    .at(text.place_of_line(keys[0].line));
    with_first(text, problem, first)
}

fn with_first(text: &Text, problem: Problem, first: Option<usize>) -> Problem {
    match first {
        Some(line) => problem.with(
            text.place_of_line(line),
            format!("first written here, on line {}", line + 1),
        ),
        None => problem,
    }
}

/// Where each section and key is written first, by its path, however it is spelt.
struct FirstPlaces {
    paths: HashMap<usize, Vec<String>>,
    first: HashMap<Vec<String>, usize>,
}

impl FirstPlaces {
    fn new(text: &Text, source: &str, strings: &[Quoted]) -> Self {
        let mut layout = Self {
            paths: HashMap::new(),
            first: HashMap::new(),
        };
        let mut section = Vec::new();
        for line in 0..text.lines() {
            let range = text.line_range(line);
            let inside = strings.partition_point(|s| s.span.end <= range.start);
            if strings
                .get(inside)
                .is_some_and(|s| s.span.start < range.start)
            {
                continue;
            }
            let content = source[range].trim();
            if let Some(path) = path(content, &mut section) {
                // A key of a section makes the section as well; a heading makes only itself.
                for length in 1..=path.len() {
                    let is_own = length == path.len() || !content.starts_with('[');
                    if is_own {
                        layout.first.entry(path[..length].to_vec()).or_insert(line);
                    }
                }
                layout.paths.insert(line, path);
            }
        }
        layout
    }

    /// The line before this one that has its path first.
    fn first(&self, line: usize) -> Option<usize> {
        let first = *self.first.get(self.paths.get(&line)?)?;
        (first < line).then_some(first)
    }
}

/// The path of a heading or key; a heading becomes the section of what follows.
fn path(content: &str, section: &mut Vec<String>) -> Option<Vec<String>> {
    // Longer than any name, and any depth of names.
    const LONGEST: usize = 200;
    let is_heading = content.starts_with('[');
    let name = if is_heading {
        content.split_inclusive(']').next()?.to_owned()
    } else {
        format!("{} = 0", content.split_once('=')?.0)
    };
    if name.len() > LONGEST {
        return None;
    }
    let root = DeTable::parse(&name).ok()?;
    let mut path = Vec::new();
    let mut table = root.get_ref();
    while let Some((key, value)) = table.iter().next() {
        path.push(key.get_ref().to_string());
        match value.get_ref() {
            DeValue::Table(below) => table = below,
            _ => break,
        }
    }
    if is_heading {
        section.clone_from(&path);
        return Some(path);
    }
    Some(section.iter().cloned().chain(path).collect())
}
