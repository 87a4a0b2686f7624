//! Sections and keys that are in a file twice: both places named, whichever way they are
//! spelt; and what is behind it when several keys are there twice at once.

use std::collections::{HashMap, HashSet};

use toml::de::{DeTable, DeValue};

use crate::model::keys::plan::names_entries;
use crate::problem::{Code, Problem};
use crate::text::excerpt;
use crate::toml::quoted::heading;
use crate::words;

use super::layout::Layout;
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
    pub(super) fn problems(self, layout: &Layout<'_>, lost: &mut Vec<usize>) -> Vec<Problem> {
        if self.len() == 0 {
            return Vec::new();
        }
        let places = FirstPlaces::new(layout);
        let mut problems = self.others;
        problems.extend(entries(layout, &self.entries));
        let pasted = self.sections.len() > MOST_SECTIONS;
        let shown = if pasted { 1 } else { self.sections.len() };
        for (line, name) in &self.sections[..shown] {
            problems.push(places.section(*line, name, self.sections.len() - shown));
        }
        let mut keys = &self.keys[..];
        while let Some(first) = keys.first() {
            let (same, rest) = keys.split_at(group(keys));
            keys = rest;
            problems.push(match same {
                [_] => places.key(first),
                _ => places.lost_heading(same, lost),
            });
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
fn entries(layout: &Layout<'_>, again: &[(usize, String)]) -> Vec<Problem> {
    let names: HashSet<&str> = again.iter().map(|(_, name)| name.as_str()).collect();
    let told = |line: &usize| {
        let content = layout.trimmed(*line);
        let name = named(content);
        let is_single = content.starts_with('[') && !content.starts_with("[[");
        let problem = || {
            Problem::new(
                Code::DuplicateSection,
                format!(
                    "The heading [{name}] needs two square brackets at each end, since each entry has one."
                ),
                format!("Type [[{name}]]"),
            )
        };
        (is_single && names.contains(name)).then(|| problem().at(layout.text.place_of_line(*line)))
    };
    layout.headings.iter().filter_map(told).collect()
}

/// The next heading below a line, where nothing but remarks stands between and the section
/// does not have this key: the line was moved above it.
pub(crate) fn heading_below<'t>(layout: &Layout<'t>, line: usize, key: &str) -> Option<&'t str> {
    let heading = |line: usize| heading(layout.trimmed(line));
    let says = |line: &usize| !matches!(layout.trimmed(*line).chars().next(), None | Some('#'));
    let below = layout.below(line).find(says)?;
    let name = heading(below)?;
    let mut section = layout
        .below(below)
        .take_while(|line| heading(*line).is_none());
    let has_it = section.any(|line| {
        let assigned = layout.trimmed(line).strip_prefix(key);
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

/// Where each section and key that is there again is written first, by its path, however it
/// is spelt.
struct FirstPlaces<'l> {
    layout: &'l Layout<'l>,
    lines: HashMap<usize, usize>,
}

impl<'l> FirstPlaces<'l> {
    fn new(layout: &'l Layout<'l>) -> Self {
        let mut lines = HashMap::new();
        let mut first = HashMap::new();
        let mut section = Vec::new();
        for line in 0..layout.text.lines() {
            let start = layout.text.line_range(line).start;
            let strings = &layout.strings;
            let around = strings.get(strings.partition_point(|s| s.span.end <= start));
            if around.is_some_and(|s| s.span.start < start) {
                continue;
            }
            let content = layout.trimmed(line);
            let path = path(content, &mut section).unwrap_or_default();
            // A key of a section makes the section as well; a heading makes only itself.
            let from = if content.starts_with('[') {
                path.len()
            } else {
                1
            };
            for length in from.max(1)..=path.len() {
                let before = *first.entry(path[..length].to_vec()).or_insert(line);
                if length == path.len() && before < line {
                    lines.insert(line, before);
                }
            }
        }
        Self { layout, lines }
    }

    fn problem(&self, line: usize, code: Code, message: String, help: &str) -> Problem {
        self.at(line, Problem::new(code, message, help))
    }

    /// The problem at a line, with the line that has the same first.
    fn at(&self, line: usize, problem: Problem) -> Problem {
        let text = self.layout.text;
        let problem = problem.at(text.place_of_line(line));
        match self.lines.get(&line) {
            Some(first) => problem.with(
                text.place_of_line(*first),
                format!("first written here, on line {}", first + 1),
            ),
            None => problem,
        }
    }

    /// A section that is there twice, as `more` others are.
    fn section(&self, line: usize, name: &str, more: usize) -> Problem {
        let name = excerpt(name);
        let others = match more {
            0 => {
                return self.problem(
                    line,
                    Code::DuplicateSection,
                    format!("The section [{name}] appears twice. Only one can count."),
                    "Keep the one with the right answer. Delete the other heading and every line below it, up to the next heading. If it was for another practice, change its heading.",
                );
            }
            1 => "one other".to_owned(),
            _ => format!("{more} others"),
        };
        self.problem(
            line,
            Code::DuplicateSection,
            format!(
                "The section [{name}] and {others} appear twice. The form was probably pasted in twice."
            ),
            "Keep the one form that has the right answers, and delete the other.",
        )
    }

    fn key(&self, key: &RepeatedKey) -> Problem {
        let name = excerpt(key.name.trim_matches(['"', '\'']));
        if let Some(heading) = heading_below(self.layout, key.line, &key.name) {
            return self.at(key.line, above_heading(&name, heading, Code::DuplicateKey));
        }
        self.problem(
            key.line,
            Code::DuplicateKey,
            format!("\"{name}\" appears twice in this section. Only one can count."),
            "Keep the line with the right answer and delete the other.",
        )
    }

    /// Several keys at once: two practices have become one.
    fn lost_heading(&self, keys: &[RepeatedKey], lost: &mut Vec<usize>) -> Problem {
        let names: Vec<&str> = keys.iter().map(|k| k.name.as_str()).collect();
        let RepeatedKey { section, line, .. } = keys[0];
        let after = *self.lines.get(&line).unwrap_or(&section);
        // Right above it, where the form has the heading.
        let put_away = (after..line).rev().take(20).find(|line| {
            let rest = self.layout.trimmed(*line).strip_prefix('#');
            rest.is_some_and(|rest| heading(rest).is_some())
        });
        let help = match put_away {
            Some(line) => format!("Delete the # in front of the heading on line {}.", line + 1),
            None => {
                lost.push(line);
                LOST_HEADING.to_owned()
            }
        };
        let message = format!(
            "{} appear twice in this section. The heading of the second practice is probably missing.",
            excerpt(&words::list(&names))
        );
        self.problem(line, Code::DuplicateKey, message, &help)
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
