//! Sections and keys that are in a file twice: both places named, whichever way they are
//! spelt; and what is behind it when several keys are there twice at once.

use std::collections::{HashMap, HashSet};

use toml::de::{DeTable, DeValue};

use crate::model::keys::plan::{TOP, names_entries, of_entries};
use crate::model::keys::{Key, has};
use crate::problem::{Code, Problem};
use crate::text::excerpt;
use crate::toml::key::{self, assignment};
use crate::toml::quoted::{heading, is_heading};

use super::Faults;
use super::layout::Layout;
use super::line::Fault;

/// What to do where two practices have become one, as long as no one knows which the second is.
const LOST_HEADING: &str = "Above its answer, type the heading of the second practice again as it is in the blank form. If both are answers to the same practice, put all that you want to keep in one of them, and delete the other.";

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
            if content.starts_with("[[ingredient]]") {
                // Only so because the first of them is lost, which the rubric's reader tells.
            } else if names_entries(name) {
                self.entries.push((fault.line, name.to_owned()));
            } else if content.starts_with("[[") && heading(&format!("[{name}]")).is_some() {
                self.others.push(fault.syntax(
                    "This heading has two brackets at each end. It should have one.",
                    format!("Type [{name}]"),
                ));
            } else {
                self.sections.push((fault.line, name.to_owned()));
            }
            return;
        }
        if fault.is_between_braces() {
            self.others.push(fault.between_braces());
            return;
        }
        let section = fault.section_start();
        // A section that is there twice has all its keys twice.
        let last = [self.sections.last(), self.entries.last()];
        if !last.iter().flatten().any(|(line, _)| *line == section) {
            let name = content.split('=').next().unwrap_or(content).trim();
            self.keys.push(RepeatedKey {
                section,
                line: fault.line,
                name: name.to_owned(),
            });
        }
    }

    /// Adds what is said of them, and where a heading is lost.
    pub(super) fn tell(self, layout: &Layout<'_>, faults: &mut Faults) {
        if self.len() == 0 {
            return;
        }
        let places = FirstPlaces::new(layout);
        let mut problems = self.others;
        problems.extend(entries(layout, &self.entries));
        let pasted = self.sections.len() > MOST_SECTIONS;
        let shown = if pasted { 1 } else { self.sections.len() };
        for (line, name) in &self.sections[..shown] {
            problems.push(places.section(*line, name, self.sections.len() - shown));
        }
        // More were pasted, and they aren't answers; the rest are told once these are fixed.
        const MOST_KEYS: usize = 500;
        let mut keys = &self.keys[..self.keys.len().min(MOST_KEYS)];
        while let Some(first) = keys.first() {
            let (same, rest) = keys.split_at(group(keys));
            keys = rest;
            let lost = places.lost_entry(same);
            if let Some((line, problem)) = lost {
                faults.headings.push(line);
                faults.lost.push(line);
                problems.push(problem);
                continue;
            }
            problems.push(match same {
                [_] => places.key(first, &mut faults.doubtful),
                _ => places.lost_heading(same, &mut faults.lost),
            });
        }
        faults.problems.extend(problems);
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
        (!content.starts_with("[[") && names.contains(name)).then(|| {
            let message = format!(
                "The heading [{name}] needs two square brackets at each end, since each entry has one."
            );
            let help = format!("Type [[{name}]]");
            let problem = Problem::new(Code::DuplicateSection, message, help);
            problem.at(layout.text.place_of_line(*line))
        })
    };
    layout.headings.iter().filter_map(told).collect()
}

/// The next heading below a line, where nothing but remarks stands between and the section
/// does not have this key, or nothing in it: the line was moved above it.
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
        let value = assigned.and_then(|rest| rest.trim_start().strip_prefix('='));
        value.is_some_and(|value| !matches!(value.trim(), "\"\"" | "''"))
    });
    (!has_it).then_some(name)
}

/// A key that stands above the heading of its section.
pub(crate) fn above_heading(key: &str, heading: &str, code: Code) -> Problem {
    let heading = excerpt(heading);
    Problem::new(
        code,
        format!(
            "\"{key}\" is above the heading [{heading}], and none is filled in below it. It probably belongs there."
        ),
        format!(
            "Move the line below [{heading}]. If there is a blank {key} there, delete that one."
        ),
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
        let (mut section, mut entries) = (Vec::new(), HashMap::new());
        for line in 0..layout.text.lines() {
            if layout.begins_in_text(line) {
                continue;
            }
            let content = layout.trimmed(line);
            let Some(path) = path(content, &mut section, &mut entries, line) else {
                continue;
            };
            // A key of a section makes the section as well; a heading makes only itself.
            let is_heading = content.starts_with('[');
            let from = if is_heading { path.len() } else { 1 };
            for length in from..=path.len() {
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
        let is_blank = |line: usize| self.layout.trimmed(line).is_empty();
        let first = self.lines.get(&line).copied();
        let what = match self.layout.is_form() {
            true => "form",
            false => "file",
        };
        let pasted = |others: &str| {
            (
                format!(
                    "The section [{name}] and {others} appear twice. The {what} was probably pasted in twice."
                ),
                format!("Keep the {what} that has what you want to keep, and delete the other."),
            )
        };
        let (message, help) = match more {
            0 if first.is_some_and(|first| (first + 1..line).all(is_blank)) => (
                format!("The heading [{name}] is there twice in a row."),
                "Delete one of the two lines.".to_owned(),
            ),
            0 => (
                format!("The section [{name}] appears twice. Only one can count."),
                "Put all that you want to keep below one of them. Delete the other heading and every line below it, up to the next heading. If it was for another practice, change its heading.".to_owned(),
            ),
            1 => pasted("one other"),
            _ => pasted(&format!("{more} others")),
        };
        self.problem(line, Code::DuplicateSection, message, &help)
    }

    fn key(&self, key: &RepeatedKey, doubtful: &mut Vec<usize>) -> Problem {
        let name = excerpt(key.name.trim_matches(['"', '\'']));
        if let Some(heading) = heading_below(self.layout, key.line, &key.name) {
            return self.at(key.line, above_heading(&name, heading, Code::DuplicateKey));
        }
        doubtful.push(key.line);
        self.problem(
            key.line,
            Code::DuplicateKey,
            format!("\"{name}\" appears twice in this section. Only one can count."),
            "Put all that you want to keep in one of them, and delete the other.",
        )
    }

    /// Two entries of a list that have become one, since the heading of the second is lost: the
    /// line at which that begins, and what to type there.
    fn lost_entry(&self, keys: &[RepeatedKey]) -> Option<(usize, Problem)> {
        let RepeatedKey { section, line, .. } = keys[0];
        let layout = self.layout;
        let heading = layout.trimmed(section);
        let own = match (heading.starts_with("[["), heading.starts_with('[')) {
            (true, _) => Some(named(heading)),
            (false, true) => return None,
            (false, false) => None,
        };
        let off = (section + 1..line)
            .rev()
            .filter(|line| !layout.begins_in_text(*line));
        let mut off = off.map(|line| (line, layout.trimmed(line)));
        let begin = off.find(|(_, says)| says.is_empty() || says.starts_with('#'));
        let begin = begin.map_or(line, |(blank, _)| blank + 1);
        let put_away = (begin.saturating_sub(3)..begin).rev().find_map(|line| {
            let rest = layout.trimmed(line).strip_prefix('#')?.trim();
            (rest.starts_with("[[") && is_heading(rest)).then(|| (line, named(rest)))
        });
        let (kind, help) = match put_away {
            Some((line, kind)) => (
                kind,
                format!("Delete the # in front of the heading on line {}.", line + 1),
            ),
            None => {
                let kind = self.kind_of_entry(begin, own, keys.len() > 1)?;
                let help = format!(
                    "If another entry begins here, type [[{kind}]] above this line. Otherwise, put all that you want to keep in one line of each kind, and delete the others."
                );
                (kind, help)
            }
        };
        let place = match own {
            Some(own) => format!("in this [[{}]]", excerpt(own)),
            None => "above the first heading".to_owned(),
        };
        let message = format!(
            "{} {place}. The heading [[{}]] of another entry is probably missing.",
            appear_twice(keys),
            excerpt(kind),
        );
        let text = layout.text;
        let problem = Problem::new(Code::DuplicateKey, message, help);
        Some((begin, problem.at(text.place_of_line(begin))))
    }

    /// What an entry is that begins at a line of another one, called `own`, or of a plan's top, by
    /// its keys: what those of the other are not, or, where `is_several` of these are there twice,
    /// the same.
    fn kind_of_entry<'k>(
        &self,
        begin: usize,
        own: Option<&'k str>,
        is_several: bool,
    ) -> Option<&'k str> {
        let layout = self.layout;
        let lines = (begin..layout.text.lines()).filter(|line| !layout.begins_in_text(*line));
        let lines = lines.map(|line| layout.trimmed(line));
        let lines = lines.take_while(|content| !content.starts_with('['));
        let keys: Vec<&str> = lines
            .filter_map(|line| Some(assignment(line)?.0.trim()))
            .collect();
        let fits = |known: &[Key]| keys.iter().all(|key| has(known, key));
        let is_same = match own {
            Some(own) => !names_entries(own) || fits(of_entries(own)),
            None => fits(TOP),
        };
        let mut others = TOP.iter().filter(|_| !is_same);
        let other = others.find(|kind| fits(kind.keys));
        other.map(|kind| kind.name).or(own.filter(|_| is_several))
    }

    /// Several keys at once: two practices have become one.
    fn lost_heading(&self, keys: &[RepeatedKey], lost: &mut Vec<usize>) -> Problem {
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
            "{} in this section. The heading of the second practice is probably missing.",
            appear_twice(keys)
        );
        self.problem(line, Code::DuplicateKey, message, &help)
    }
}

/// `id, practice, action, owner, and 7 more keys appear twice`.
fn appear_twice(keys: &[RepeatedKey]) -> String {
    let names: Vec<&str> = keys.iter().map(|k| k.name.as_str()).collect();
    let verb = if keys.len() == 1 { "appears" } else { "appear" };
    format!("{} {verb} twice", key::several(&names))
}

/// For each list of entries, the line at which the last one begins.
type LastEntries = HashMap<Vec<String>, usize>;

/// The path of a heading or key; a heading becomes the section of what follows. Each entry of a
/// list is a section of its own.
fn path(
    content: &str,
    section: &mut Vec<String>,
    entries: &mut LastEntries,
    line: usize,
) -> Option<Vec<String>> {
    // Longer than any name, and any depth of names.
    const LONGEST: usize = 200;
    let is_heading = content.starts_with('[');
    let is_entry = content.starts_with("[[");
    let name = if is_heading {
        let inside = content.trim_start_matches('[');
        format!("[{}]", inside.split(']').next()?)
    } else {
        format!("{} = 0", content.split_once('=')?.0)
    };
    if name.len() > LONGEST {
        return None;
    }
    let root = DeTable::parse(&name).ok()?;
    let mut names = Vec::new();
    let mut table = root.get_ref();
    while let Some((key, value)) = table.iter().next() {
        names.push(key.get_ref().to_string());
        match value.get_ref() {
            DeValue::Table(below) => table = below,
            _ => break,
        }
    }
    let mut path = if is_heading {
        Vec::new()
    } else {
        section.clone()
    };
    let last = names.len().checked_sub(1)?;
    for (at, name) in names.into_iter().enumerate() {
        path.push(name);
        if is_entry && at == last {
            entries.insert(path.clone(), line);
        }
        if let Some(begin) = entries.get(&path).filter(|_| is_heading) {
            path.push(begin.to_string());
        }
    }
    if is_heading {
        section.clone_from(&path);
    }
    Some(path)
}
