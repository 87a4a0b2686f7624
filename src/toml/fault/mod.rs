//! Faults of the format, in words for people who never heard of it: each line that
//! could not be read is told once, by what most likely happened to it, and what follows
//! from it is not told at all. Here: which of them are shown, and which belong together.

mod answer;
mod entry;
mod every_line;
mod heading;
mod layout;
mod line;
mod repeated;
mod typed;
mod unclosed;
mod value;

use std::collections::BTreeSet;

use crate::model::rating::Labels;
use crate::problem::{Code, MOST_OF_A_FILE, Problem};
use crate::text::Text;
use crate::toml::cause::Met;
use crate::toml::key::is_known;
use crate::toml::quoted::MARKS;
use crate::words::{counted, numbered};

use line::{Family, Fault};
use repeated::Repeated;
use typed::typed;

pub(crate) use layout::{Layout, headings, position};
pub(crate) use line::is_merge_mark;
pub(crate) use repeated::{above_heading, heading_below};

/// What is said where nothing below can be read.
const LATER: &str = "Fix this first. Then the rest of the file will be checked.";

/// What keeps a file from being read.
#[derive(Debug, Default)]
pub struct Faults {
    /// One for each cause, in order; empty when all of it was read.
    pub problems: Vec<Problem>,
    /// The lines that could not be read, from 0: more than have a problem of their own.
    pub lines: BTreeSet<usize>,
    /// Those of them that hold a heading.
    pub headings: Vec<usize>,
    /// Those of them above which the heading of a practice or an entry is lost.
    pub lost: Vec<usize>,
    /// Those with a key that is in its section already, which is so below a lost heading too.
    pub doubtful: Vec<usize>,
    /// From this byte on nothing means what it seems to: a quote was not closed.
    pub stop: Option<usize>,
}

impl Faults {
    /// Whether an entry is not where it belongs, since its heading is lost or damaged.
    pub(crate) fn hide_an_entry(&self) -> bool {
        let is_heading = |problem: &Problem| problem.code == Code::DuplicateSection;
        !(self.lost.is_empty() && self.headings.is_empty()) || self.problems.iter().any(is_heading)
    }
}

/// What the faults that the parser met mean, in the order of the file.
pub(crate) fn explain(text: &Text, source: &str, met: &[Met]) -> Faults {
    let layout = Layout::new(text, source);
    if let Some(problem) = rubric_headings(&layout).or_else(|| every_line::told(&layout)) {
        return Faults {
            problems: vec![problem],
            lines: (0..text.lines()).collect(),
            // All that seems to be missing is below it.
            stop: Some(0),
            ..Faults::default()
        };
    }
    let open = unclosed::unclosed(&layout, met);
    let stop = open.as_ref().map(|(at, _)| *at);
    let mut story = Story::default();
    let is_before = |met: &&Met| stop.is_none_or(|stop| met.span.start < stop);
    for met in met.iter().filter(is_before) {
        if story.told() >= MOST_OF_A_FILE {
            break;
        }
        let fault = Fault::new(&layout, met);
        if story.faults.lines.insert(fault.line) {
            story.tell(&fault);
        }
    }
    let mut faults = story.end(&layout);
    match open {
        Some((_, Some(problem))) => faults.problems.push(problem),
        // What is told already keeps the rest from being read.
        Some((at, None)) => {
            let line = text.line_of(at) + 1;
            let is_above = |p: &&mut Problem| p.place.as_ref().is_some_and(|at| at.line <= line);
            let told = faults.problems.iter_mut().rfind(is_above);
            if let Some(told) = told.filter(|told| !told.help.contains(LATER)) {
                told.help = format!("{} {LATER}", told.help);
            }
        }
        None => {}
    }
    Faults { stop, ..faults }
}

/// The first heading of a rubric without just the two pairs of brackets that it needs: to the parser
/// those that are right are wrong.
fn rubric_headings(layout: &Layout<'_>) -> Option<Problem> {
    let name = |line: usize| {
        let content = layout.trimmed(line);
        let name = content.trim_matches(|c: char| !c.is_ascii_alphabetic());
        let is_entry = matches!(name, "ingredient" | "ingredient.practice" | "step");
        (is_entry && !content.starts_with('#') && !layout.begins_in_text(line)).then_some(name)
    };
    if layout.kind().is_some() {
        return None;
    }
    let is_wrong = |(line, name): &(usize, &str)| {
        let heading = layout.trimmed(*line).split('#').next().unwrap_or_default();
        heading.trim() != format!("[[{name}]]")
    };
    let lines = (0..layout.text.lines()).filter_map(|line| Some((line, name(line)?)));
    let mut wrong = lines.filter(is_wrong);
    let (line, name) = wrong.next()?;
    let more = match wrong.count() {
        0 => String::new(),
        n => format!(" The same problem is on {}.", counted(n, "more line")),
    };
    let message = format!(
        "This heading should have two square brackets at each end, and nothing else.{more}"
    );
    let problem = Problem::new(Code::Syntax, message, format!("Type [[{name}]]"));
    Some(problem.at(layout.text.place_of_line(line)))
}

/// A fault that many lines of a file share: told at the first, with the others counted.
struct SharedFault {
    family: Family,
    problem: Problem,
    others: Vec<usize>,
}

#[derive(Default)]
struct Story {
    faults: Faults,
    shared: Vec<SharedFault>,
    repeated: Repeated,
    /// Lines of stray text, first and last.
    stray: Option<(usize, usize)>,
    /// Up to this line everything follows from a fault that was told.
    until: Option<usize>,
    /// Where a text between curly quotes begins that goes on over several lines.
    curly: Option<usize>,
}

impl Story {
    fn told(&self) -> usize {
        self.faults.problems.len() + self.repeated.len()
    }

    fn tell(&mut self, fault: &Fault<'_>) {
        let headings = &mut self.faults.headings;
        if self.until.is_some_and(|until| fault.line <= until) {
            return;
        }
        if fault.is_repeated() {
            // Below a damaged heading the keys seem to be those of the section before.
            let from = fault.section_start();
            let is_sound = |line: &usize| *line < from || *line == 0;
            if headings.last().is_none_or(is_sound) {
                self.repeated.add(fault);
            }
            return;
        }
        if fault.holds_heading() {
            headings.push(fault.line);
        }
        let goes_on = |start: &mut usize| fault.is_text_since(*start);
        if self.curly.take_if(goes_on).is_some() {
            if fault.ends_with_curly() {
                self.share(Family::Curly(fault.marks_of_text()), fault);
            } else {
                self.curly = Some(fault.line);
            }
        } else if let Some(family) = fault.family() {
            if matches!(family, Family::Curly(_)) && fault.opens_curly_text() {
                self.curly = Some(fault.line);
            }
            self.share(family, fault);
        } else if let Some((problem, last)) = fault.broken_heading() {
            headings.push(fault.line);
            self.until = Some(last);
            self.faults.problems.push(problem);
        } else if let Some(problem) = fault.damaged_heading() {
            headings.push(fault.line);
            self.faults.problems.push(problem);
        } else if let Some(problem) = fault.known() {
            self.until = fault.reaches();
            self.faults.problems.push(problem);
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
        if let Some((_, until)) = &mut self.stray
            && fault.is_blank_since(*until)
        {
            // An entry of a list that nothing is wrong with is only not read because of what is above.
            if !fault.content().trim_start().starts_with('{') {
                *until = fault.line;
            }
            return;
        }
        let before = self.stray.replace((fault.line, fault.line));
        let before = before.map(|range| stray_lines(fault.layout, range));
        self.faults.problems.extend(before);
    }

    fn end(self, layout: &Layout<'_>) -> Faults {
        let mut faults = self.faults;
        let stray = self.stray.map(|range| stray_lines(layout, range));
        let shared = self.shared.into_iter().map(SharedFault::problem);
        faults.problems.extend(stray.into_iter().chain(shared));
        self.repeated.tell(layout, &mut faults);
        faults.problems.sort_by_key(Problem::order);
        faults
    }
}

impl SharedFault {
    fn problem(mut self) -> Problem {
        const LISTED: usize = 8;
        let others = match self.others.len() {
            0 => return self.problem,
            n if n <= LISTED => numbered("line", &self.others),
            n => format!("{n} more lines"),
        };
        let message = &mut self.problem.message;
        message.push_str(&format!(" The same problem is on {others}."));
        self.problem
    }
}

/// The line above a text with the key and the marks that begin it, where a `#` hides them.
fn hidden_beginning(layout: &Layout<'_>, first: usize) -> Option<Problem> {
    let mut above = (0..first).rev();
    let line = above.find(|line| !layout.trimmed(*line).is_empty())?;
    let (before, marks) = layout.trimmed(line).strip_prefix('#')?.rsplit_once('=')?;
    let (key, marks) = (before.split_whitespace().next_back()?, marks.trim());
    (MARKS.contains(&marks) && is_known(key)).then(|| {
        let message = format!("Anything after a # is ignored, so the {key} = {marks} at the end of this line doesn't begin the text below it.");
        let help = format!("Move {key} = {marks} to a line of its own. {LATER}");
        Problem::new(Code::Syntax, message, help).at(layout.text.place_of_line(line))
    })
}

fn stray_lines(layout: &Layout<'_>, (first, last): (usize, usize)) -> Problem {
    if let Some(problem) = hidden_beginning(layout, first) {
        return problem;
    }
    let message = match (first + 1, last + 1) {
        (from, to) if from < to => format!(
            "We can't read lines {from} to {to}. They aren't answers, and they aren't between quotation marks."
        ),
        _ => "We can't read this line. It isn't an answer, and it isn't between quotation marks."
            .to_owned(),
    };
    let part = match layout.is_form() {
        true => "\"How do we know?\", move it between the two lines of '''",
        false => "an answer, move it between the quotation marks of that answer",
    };
    let content = layout.trimmed(first);
    let value = content.rsplit(':').next().unwrap_or(content);
    let value = value.trim_matches(|c: char| !c.is_alphanumeric());
    let is_rating = first == last && layout.is_form() && Labels::default().read(value).is_some();
    let lead = "If it's a rating, type it below the heading of its practice:";
    let rating = match is_rating {
        true => format!("{}. ", typed(lead, "rating", value)),
        false => String::new(),
    };
    let has_marks = |line: usize| MARKS.iter().any(|mark| layout.line(line).contains(mark));
    let later = match (first..=last).any(has_marks) {
        true => format!(" {LATER}"),
        false => String::new(),
    };
    let help = format!(
        "{rating}If it's part of {part}. If it's a note, type # in front of it. Otherwise, delete it.{later}"
    );
    Problem::new(Code::Syntax, message, help).at(layout.text.place_of_line(first))
}
