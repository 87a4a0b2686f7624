//! Faults of the format, in words for people who never heard of it: each line that
//! could not be read is told once, by what most likely happened to it, and what follows
//! from it is not told at all. Here: which of them are shown, and which belong together.

mod answer;
mod heading;
mod line;
mod repeated;
mod value;

use std::collections::BTreeSet;

use crate::model::response::student::student_data;
use crate::problem::{Code, MOST_OF_A_FILE, Problem};
use crate::text::Text;
use crate::toml::cause::Met;
use crate::toml::quoted::Quoted;
use crate::words;

use line::{Family, Fault};
use repeated::Repeated;

pub(crate) use line::{is_merge_mark, position};
pub(crate) use repeated::{above_heading, heading_below};

/// What the faults of a file mean.
pub(crate) struct Explained {
    /// One for each cause, in order.
    pub(crate) problems: Vec<Problem>,
    /// All the lines that could not be read, from 0.
    pub(crate) lines: BTreeSet<usize>,
    /// Those of them that hold a heading.
    pub(crate) headings: Vec<usize>,
    /// Those of them above which the heading of a practice is lost.
    pub(crate) lost: Vec<usize>,
}

/// What the faults mean.
pub(crate) fn explain(text: &Text, source: &str, strings: &[Quoted], met: &[&Met]) -> Explained {
    let headings = headings(text, source);
    let mut story = Story::default();
    let mut lines = BTreeSet::new();
    for one in met {
        if story.told() >= MOST_OF_A_FILE {
            break;
        }
        let fault = Fault::new(text, source, strings, &headings, one);
        if story.last == Some(fault.line) {
            continue;
        }
        story.last = Some(fault.line);
        lines.insert(fault.line);
        story.tell(&fault);
    }
    let mut lost = Vec::new();
    Explained {
        headings: std::mem::take(&mut story.headings),
        problems: story.end(text, source, strings, &mut lost),
        lines,
        lost,
    }
}

/// The lines that begin with a bracket, from 0.
pub(crate) fn headings(text: &Text, source: &str) -> Vec<usize> {
    (0..text.lines())
        .filter(|line| source[text.line_range(*line)].trim_start().starts_with('['))
        .collect()
}

/// A fault that many lines of a file share: told at the first, with the others counted.
struct SharedFault {
    family: Family,
    problem: Problem,
    others: Vec<usize>,
}

#[derive(Default)]
struct Story {
    problems: Vec<Problem>,
    shared: Vec<SharedFault>,
    repeated: Repeated,
    /// Lines of stray text, first and last.
    stray: Option<(usize, usize)>,
    last: Option<usize>,
    /// Up to this line everything follows from a fault that was told.
    until: Option<usize>,
    /// Where a text between curly quotes begins that goes on over several lines.
    curly: Option<usize>,
    /// The lines with headings that could not be read.
    headings: Vec<usize>,
}

impl Story {
    fn told(&self) -> usize {
        self.problems.len() + self.repeated.len()
    }

    fn tell(&mut self, fault: &Fault<'_>) {
        if self.until.is_some_and(|until| fault.line <= until) {
            return;
        }
        if fault.is_repeated() {
            // Below a damaged heading the keys seem to be those of the section before.
            let from = fault.section_start();
            if self
                .headings
                .last()
                .is_none_or(|line| *line < from || *line == 0)
            {
                self.repeated.add(fault);
            }
            return;
        }
        if fault.holds_heading() {
            self.headings.push(fault.line);
        }
        if self
            .curly
            .take_if(|start| fault.is_text_since(*start))
            .is_some()
        {
            if fault.ends_with_curly() {
                self.share(Family::Curly, fault);
            } else {
                self.curly = Some(fault.line);
            }
            return;
        }
        if let Some(family) = fault.family() {
            if family == Family::Curly && fault.opens_curly_text() {
                self.curly = Some(fault.line);
            }
            self.share(family, fault);
            return;
        }
        if let Some((problem, last)) = fault.broken_heading() {
            self.headings.push(fault.line);
            self.until = Some(last);
            self.problems.push(problem);
        } else if let Some(problem) = fault.damaged_heading() {
            self.headings.push(fault.line);
            self.problems.push(problem);
        } else if let Some(problem) = fault.known() {
            self.until = fault.reaches();
            self.problems.push(problem);
        } else {
            self.add_stray(fault);
        }
    }

    fn share(&mut self, family: Family, fault: &Fault<'_>) {
        match self.shared.iter_mut().find(|s| s.family == family) {
            Some(shared) => shared.others.push(fault.line + 1),
            None => self.shared.push(SharedFault {
                family,
                problem: fault.of_family(family),
                others: Vec::new(),
            }),
        }
    }

    /// Several such lines in a row, blank ones between them, are one piece of text.
    fn add_stray(&mut self, fault: &Fault<'_>) {
        if let Some((first, until)) = self.stray
            && fault.is_blank_since(until)
        {
            self.stray = Some((first, fault.line));
            return;
        }
        let before = self.stray.replace((fault.line, fault.line));
        self.problems
            .extend(before.map(|range| stray_lines(fault.text, range)));
    }

    fn end(
        mut self,
        text: &Text,
        source: &str,
        strings: &[Quoted],
        lost: &mut Vec<usize>,
    ) -> Vec<Problem> {
        let mut problems = self.problems;
        problems.extend(self.stray.take().map(|range| stray_lines(text, range)));
        problems.extend(self.shared.into_iter().map(SharedFault::problem));
        problems.extend(self.repeated.problems(text, source, strings, lost));
        problems.sort_by_key(Problem::order);
        problems
    }
}

impl SharedFault {
    fn problem(mut self) -> Problem {
        const LISTED: usize = 8;
        let lines: Vec<String> = self.others.iter().map(usize::to_string).collect();
        let more = match lines.len() {
            0 => String::new(),
            1 => format!(" The same problem is on line {}.", lines[0]),
            n if n <= LISTED => format!(" The same problem is on lines {}.", words::list(&lines)),
            n => format!(" The same problem is on {n} more lines."),
        };
        self.problem.message.push_str(&more);
        self.problem
    }
}

fn stray_lines(text: &Text, (first, last): (usize, usize)) -> Problem {
    let message = if first == last {
        "We can't read this line. It isn't an answer, and it isn't between quotation marks."
            .to_owned()
    } else {
        format!(
            "We can't read lines {} to {}. They aren't answers, and they aren't between quotation marks.",
            first + 1,
            last + 1
        )
    };
    Problem::new(
        Code::Syntax,
        message,
        "If it's part of \"How do we know?\", move it between the two lines of '''. If it's a note, type # in front of it. Otherwise, delete it.",
    )
    .at(text.place_of_line(first))
}

/// A few words of what someone typed, to be typed again.
fn excerpt(text: &str) -> String {
    const LENGTH: usize = 60;
    if student_data(text).is_some() {
        return "(not shown)".to_owned();
    }
    if text.chars().count() <= LENGTH {
        return text.to_owned();
    }
    let start: String = text.chars().take(LENGTH).collect();
    format!("{start}...")
}
