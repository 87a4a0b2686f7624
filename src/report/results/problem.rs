//! Problems for people: what is wrong, the line with the spot marked, what to type.

use std::collections::HashMap;
use std::ops::Range;
use std::path::Path;

use crate::problem::{Code, Place, Problem, Severity};
use crate::report::formats::escape;
use crate::words;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

/// At most so many problems of one file are shown to people.
pub const MOST_SHOWN: usize = 20;

/// A path as it is printed everywhere: as given, with `/`, harmless. One that a CI log
/// would take for a command at the start of a line begins with `./`.
pub fn path(path: &Path) -> String {
    let mut shown = raw_path(path);
    if shown.trim_start().starts_with("::") || shown.trim_start().starts_with("##[") {
        shown.insert_str(0, "./");
    }
    escape::within_line(&shown).into_owned()
}

/// A path for a form that escapes it in its own way: as given, with `/`.
pub fn raw_path(path: &Path) -> String {
    let shown = path.to_string_lossy().into_owned();
    if cfg!(windows) {
        shown.replace('\\', "/")
    } else {
        shown
    }
}

/// The problems of one file, each with its excerpt and a blank line after it; the first
/// [`MOST_SHOWN`], errors before warnings where there are more, and then how many more.
/// Styled; whoever prints it takes the styles off where nobody would see them.
pub fn human(file: &str, problems: &[&Problem]) -> String {
    let mut told = told_once(problems);
    let more = told.len().saturating_sub(MOST_SHOWN);
    if more > 0 {
        told.sort_by_key(|(problem, _)| problem.severity);
        told.truncate(MOST_SHOWN);
        told.sort_by_key(|(problem, _)| problem.order());
    }
    let told = told.iter();
    let told = told.map(|(problem, others)| one(file, problem, &again_on(others)));
    let more = (more > 0).then(|| format!("{file}: and {}.", words::counted(more, "more problem")));
    told.chain(more).map(|said| said + "\n\n").collect()
}

/// So many times the same is said once, with the lines.
const OFTEN: usize = 3;

/// What makes two problems the same mistake: they give the same advice and say the same, but for
/// the entry or section that it is about.
fn kind(problem: &Problem) -> (Code, Severity, &str, &str) {
    // What is said of these has the section or the day in it.
    let differs = matches!(
        problem.code,
        Code::Counts | Code::DueBeforeAdopted | Code::Overdue | Code::DoneEarly
    );
    let said = match differs || problem.unfilled.is_some() {
        true => "",
        false => &problem.message,
    };
    (problem.code, problem.severity, said, &problem.help)
}

/// The problems of a file, each told once: where the same mistake was made in line after
/// line, the first has the lines of the others.
fn told_once<'p>(problems: &[&'p Problem]) -> Vec<(&'p Problem, Vec<usize>)> {
    let line = |problem: &Problem| problem.place.as_ref().map(|place| place.line);
    // Few kinds, however many problems there are.
    let mut same: HashMap<_, Vec<usize>> = HashMap::new();
    for problem in problems {
        if let Some(line) = line(problem) {
            same.entry(kind(problem)).or_default().push(line);
        }
    }
    let mut told = Vec::new();
    for problem in problems {
        match (line(problem), same.get_mut(&kind(problem))) {
            (Some(line), Some(lines)) if lines.len() >= OFTEN => {
                if line == lines[0] {
                    let mut others = std::mem::replace(lines, vec![0; OFTEN]);
                    others.dedup();
                    told.push((*problem, others.split_off(1)));
                }
            }
            _ => told.push((*problem, Vec::new())),
        }
    }
    told
}

/// Which other lines have the same, in words.
fn again_on(lines: &[usize]) -> String {
    const NAMED: usize = 30;
    // Each piece is a line, or several in a row: `3 to 31`.
    let mut pieces: Vec<(usize, usize)> = Vec::new();
    for line in lines {
        match pieces.last_mut() {
            Some((_, last)) if *last + 1 == *line => *last = *line,
            _ => pieces.push((*line, *line)),
        }
    }
    let (shown, rest) = pieces.split_at(pieces.len().min(NAMED));
    let more: usize = rest.iter().map(|(first, last)| last + 1 - first).sum();
    let named = shown.iter().map(|(first, last)| match last - first {
        0 => first.to_string(),
        1 => format!("{first}, {last}"),
        _ => format!("{first} to {last}"),
    });
    let mut named: Vec<String> = named.collect();
    if more > 0 {
        named.push(format!("{more} more"));
    }
    match lines.len() {
        0 => String::new(),
        1 => format!("Also on line {}.", named[0]),
        _ => format!("Also on lines {}.", words::list(&named)),
    }
}

/// One problem that has no file, without a line end: `warning[code]: message help`.
pub fn note(problem: &Problem) -> String {
    let (worth, code) = (problem.severity.id(), problem.code);
    let text = format!("{worth}[{code}]: {} {}", problem.message, problem.help);
    escape::terminal(text.trim_end()).into_owned()
}

fn one(file: &str, problem: &Problem, again: &str) -> String {
    let level = match problem.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let message = escape::terminal(&problem.message);
    let title = level.primary_title(message).id(problem.code.id());
    let help = escape::terminal(&problem.help);
    let excerpt = |place: &Place, kind: AnnotationKind, label: Option<String>| {
        let (text, mark) = shown_line(place);
        let source = Snippet::source(text).path(file).line_start(place.line);
        let mark = kind.span(mark).label(label);
        source.fold(false).annotation(mark)
    };
    let origin = annotate_snippets::Origin::path(file);
    let mut group = match &problem.place {
        None => title.element(origin),
        Some(place) if place.text.is_empty() => {
            title.element(origin.line(place.line).char_column(place.column))
        }
        Some(place) => title.element(excerpt(place, AnnotationKind::Primary, None)),
    };
    if let Some((place, what)) = problem.also.as_deref()
        && !place.text.is_empty()
    {
        let what = Some(what.clone());
        group = group.element(excerpt(place, AnnotationKind::Context, what));
    }
    if !again.is_empty() {
        group = group.element(Level::NOTE.message(again.to_owned()));
    }
    if !problem.help.is_empty() {
        group = group.element(Level::HELP.message(help));
    }
    Renderer::styled().render(&[group])
}

/// A line as it can be shown, and where the mark falls in it.
fn shown_line(place: &Place) -> (String, Range<usize>) {
    let plain = |text: &str| escape::terminal(&text.replace('\t', "    ")).into_owned();
    let mark = place.marked();
    let [cut_before, cut_after] =
        [place.cut.0, place.cut.1].map(|cut| if cut { "..." } else { "" });
    let before = cut_before.to_owned() + &plain(&place.text[..mark.start]);
    let marked = plain(&place.text[mark.clone()]);
    let after = plain(&place.text[mark.end..]) + cut_after;
    let place = before.len()..before.len() + marked.len();
    (before + &marked + &after, place)
}

/// The problems of one file.
#[derive(Debug, Clone, Copy)]
pub struct FileProblems<'f> {
    /// As given.
    pub path: &'f Path,
    /// In the order of the file.
    pub problems: &'f [Problem],
    /// Why the system refused it.
    pub refused: Option<&'f str>,
}

/// That the system refused a file, and why.
pub fn refusal(why: &str) -> Problem {
    Problem::new(Code::Refused, format!("The file can't be read: {why}."), "")
}

/// A path as programs know it that compare it with those of a repository: with `/`, and
/// without `./` in front. Otherwise as given; whoever writes it out escapes it.
pub(super) fn plain_path(path: &Path) -> String {
    let shown = raw_path(path);
    match shown.strip_prefix("./") {
        Some(rest) if !rest.is_empty() => rest.to_owned(),
        _ => shown,
    }
}

/// What is wrong and what to type, as one text.
pub(super) fn sentences(problem: &Problem) -> String {
    let message = problem.message.trim_end();
    if problem.help.is_empty() {
        return message.to_owned();
    }
    format!("{message}{} {}", words::stop(message), problem.help)
}
