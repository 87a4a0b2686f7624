//! From the bytes of one file to what it holds, checked; the one way in for every
//! kind of file.

use std::cell::OnceCell;

use toml::de::{DeTable, DeValue};

use crate::file::conflict::without_conflicts;
use crate::file::decode::decode;
use crate::file::document::{Document, parse_to_end};
use crate::file::foreign::other_text;
use crate::file::nearest::nearest;
use crate::file::quoted::{quoted_bytes, signs};
use crate::file::scan::Scanner;
use crate::file::table::{Value, cut, written};
use crate::file::text::Text;
use crate::file::{assessment, plan, response, rubric};
use crate::model::assessment::Assessment;
use crate::model::response::Response;
use crate::model::rubric::Rubric;
use crate::problem::{Code, Problem};

/// The most bytes of a response that are read, forty times a form that is full; and of a file
/// that does not say what it is.
pub const MOST_BYTES: u64 = 4 << 20;
/// The most bytes of a file of another kind: the comments of a thousand forms in one.
pub const MOST_BYTES_OF_OTHERS: u64 = 64 << 20;

/// What a file says it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// One respondent's answers.
    Response,
    /// The single assessment of a team.
    TeamAssessment,
    /// Who does what by when.
    Plan,
    /// Ingredients and practices.
    Rubric,
}

impl Kind {
    /// The word in the file's first key; a rubric has none.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Response => "response",
            Self::TeamAssessment => "team-assessment",
            Self::Plan => "plan",
            Self::Rubric => "rubric",
        }
    }

    /// As messages call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Response => "a response",
            Self::TeamAssessment => "a team assessment",
            Self::Plan => "a plan",
            Self::Rubric => "a rubric",
        }
    }

    const WRITTEN: [Self; 3] = [Self::Response, Self::TeamAssessment, Self::Plan];
}

/// The most bytes of a file that are read, by how it begins.
#[must_use]
pub fn most_bytes(beginning: &[u8]) -> u64 {
    let is_rubric = || {
        let text = text_of_bytes(beginning);
        text.lines().any(|line| {
            let key = line.trim_start().trim_start_matches('[');
            key.trim_start().starts_with("ingredient")
        })
    };
    match kind_of(beginning) {
        Some(Kind::Response) => MOST_BYTES,
        Some(_) => MOST_BYTES_OF_OTHERS,
        None if is_rubric() => MOST_BYTES_OF_OTHERS,
        None => MOST_BYTES,
    }
}

/// Whether no command would read this text of a file of this kind again, so that it is
/// not to be written.
#[must_use]
pub fn is_too_large(kind: Kind, text: &str) -> bool {
    let most = match kind {
        Kind::Response => MOST_BYTES,
        Kind::TeamAssessment | Kind::Plan | Kind::Rubric => MOST_BYTES_OF_OTHERS,
    };
    text.len() as u64 > most || too_much(text).is_some()
}

/// What a file that people write in says it is, however damaged the rest may be.
#[must_use]
pub fn kind_of(bytes: &[u8]) -> Option<Kind> {
    let text = text_of_bytes(bytes);
    let top = text
        .lines()
        .take_while(|line| !line.trim().starts_with('['));
    let mut values = top.filter_map(|line| {
        let (key, value) = line.split_once('=')?;
        (key.trim() == "kind").then_some(value)
    });
    let value = values.next()?;
    let mut kinds = Kind::WRITTEN.into_iter();
    kinds.find(|kind| value.contains(kind.id()))
}

/// The text of a file, as far as it is one.
pub(super) fn text_of_bytes(bytes: &[u8]) -> String {
    match decode(bytes) {
        Ok(decoded) => decoded.text.into_string(),
        Err(_) => String::from_utf8_lossy(bytes).into_owned(),
    }
}

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
    #[must_use]
    pub fn new(value: T, problems: Vec<Problem>) -> Self {
        let sound = !problems.iter().any(Problem::is_error);
        Self {
            value: sound.then_some(value),
            problems,
        }
    }

    fn map<U>(self, into: impl FnOnce(T) -> U) -> Checked<U> {
        Checked {
            value: self.value.map(into),
            problems: self.problems,
        }
    }
}

/// What a file holds.
#[derive(Debug, Clone)]
pub enum Content {
    /// One respondent's answers.
    Response(Response),
    /// The single assessment of a team.
    Assessment(Assessment),
    /// The same, made from another version of the rubric in use: with a rubric of the
    /// file's own sections, which has no texts. Only from [`BytesReader::of_any_version`].
    OtherVersion(Assessment, Box<Rubric>),
    /// A plan, as far as it could be read: also where it is not complete or, as its
    /// problems and [`plan::WrittenPlan::is_sound`] say, not right.
    Plan(Box<plan::WrittenPlan>),
    /// A rubric.
    Rubric(Box<Rubric>),
}

/// A file, read.
#[derive(Debug, Clone)]
pub struct Reading {
    /// What it says it is, where it says so.
    pub kind: Option<Kind>,
    /// What it holds, when nothing in it is an error; and the problems.
    pub checked: Checked<Content>,
}

impl Reading {
    /// Whether this is a sound TOML file of another program, which has none of the keys by
    /// which a file of ours is known.
    #[must_use]
    pub fn is_others(&self) -> bool {
        let of_all = |p: &Problem| p.code == Code::MissingKind && p.place.is_none();
        self.kind.is_none() && self.checked.problems.iter().any(of_all)
    }
}

/// Reads the bytes of one file after the other against a rubric. Nothing is opened.
#[derive(Debug)]
pub struct BytesReader<'r> {
    rubric: &'r Rubric,
    scanner: Scanner<'r>,
    any_version: bool,
}

impl<'r> BytesReader<'r> {
    /// A reader of files of this rubric.
    #[must_use]
    pub fn new(rubric: &'r Rubric) -> Self {
        Self {
            rubric,
            scanner: Scanner::new(rubric),
            any_version: false,
        }
    }

    /// One that takes a team assessment of any version of the rubric, to be compared with
    /// another: it is then [`Content::OtherVersion`], read by its own sections.
    #[must_use]
    pub fn of_any_version(rubric: &'r Rubric) -> Self {
        Self {
            any_version: true,
            ..Self::new(rubric)
        }
    }

    /// Reads the bytes of a file of any kind. What was read before makes no difference.
    ///
    /// The one place where the way of reading is chosen: a form in the layout that `init`
    /// writes is [scanned](Scanner), all else is [read in full](read_in_full). Both give the
    /// same.
    #[must_use]
    pub fn read(&mut self, bytes: &[u8]) -> Reading {
        let quick = self.scanner.scan(bytes);
        quick.unwrap_or_else(|| read_versions(bytes, self.rubric, self.any_version))
    }
}

/// Reads the bytes of a single file, as a [`BytesReader`] does.
#[must_use]
pub fn read(bytes: &[u8], rubric: &Rubric) -> Reading {
    BytesReader::new(rubric).read(bytes)
}

/// As [`read`], for any file and slower.
#[must_use]
pub fn read_in_full(bytes: &[u8], rubric: &Rubric) -> Reading {
    read_versions(bytes, rubric, false)
}

fn read_versions(bytes: &[u8], rubric: &Rubric, any_version: bool) -> Reading {
    let decoded = match decode(bytes) {
        Ok(decoded) => decoded,
        Err(problem) => {
            return Reading {
                kind: None,
                checked: Checked {
                    value: None,
                    problems: vec![problem],
                },
            };
        }
    };
    let text = decoded.text.as_str();
    if let Some(problem) = too_much(text).or_else(|| other_text(text)) {
        return Reading {
            kind: None,
            checked: Checked {
                value: None,
                problems: vec![problem],
            },
        };
    }
    let mut reading = read_text(&decoded.text, rubric, any_version);
    if let Some(warning) = decoded.warning {
        reading.checked.problems.insert(0, warning);
        reading.checked.problems.sort_by_key(Problem::order);
    }
    reading
}

/// A text that is no form by its size alone. What people write stands between quotes, and
/// costs little; the rest costs a few hundred bytes of memory for each of its signs.
fn too_much(text: &str) -> Option<Problem> {
    const LINES: usize = 100_000;
    const OUTSIDE_QUOTES: usize = 1 << 20;
    if text.len() <= OUTSIDE_QUOTES.min(LINES) {
        return None;
    }
    if most_bytes(text.as_bytes()) > MOST_BYTES {
        let is_too_much = text.lines().count() > 10 * LINES || signs(text) > OUTSIDE_QUOTES;
        return is_too_much.then(|| {
            Problem::new(
                Code::TooLarge,
                "The file has over 1,000,000 lines or over 100,000 entries, so it was not read.",
                "Is it the right file? A team assessment without comments is small: chronic tally with --no-documentation writes one.",
            )
        });
    }
    let message = if text.bytes().filter(|b| *b == b'\n').count() > LINES {
        "The file has over 100,000 lines, so it was not read. A completed form has a few hundred."
    } else if text.len() > OUTSIDE_QUOTES && text.len() - quoted_bytes(text) > OUTSIDE_QUOTES {
        "The file has over 1 MB of text that isn't between quotation marks, so it was not read. A completed form is only a few pages."
    } else {
        return None;
    };
    Some(Problem::new(
        Code::TooLarge,
        message,
        "Copy only the answers into a blank form.",
    ))
}

fn read_text(text: &Text, rubric: &Rubric, any_version: bool) -> Reading {
    let (source, conflicts) = without_conflicts(text);
    let spare = OnceCell::new();
    let mut document = parse_to_end(text, &source, &spare);
    document.faults.extend(conflicts);
    let (kind, problem) = kind(text, &document.root, rubric);
    // Known by having no place in the file: see `Reading::is_others`.
    let problem = problem.map(|problem| {
        if kind.is_none() && document.faults.is_empty() && is_others(&document.root) {
            Problem::new(
                Code::MissingKind,
                "This isn't one of chronic's files. It has none of the lines they have.",
                "If it belongs to another program, leave it out of this command. If it's a completed form, type kind = \"response\" at the very top.",
            )
        } else {
            problem
        }
    });
    let problem = problem.filter(|_| {
        !(kind_is_in_fault(text, &document) || kind.is_some() && kind_is_misspelt(&document.root))
    });
    if let Some(problem) = joined(text, kind.is_some() && document.faults.is_empty()) {
        document.faults = vec![problem];
    } else if let Some(problem) = problem
        // Where a heading or the first line is damaged the kind may only seem to be missing.
        && (kind.is_some() || document.faults.is_empty() || !text.as_str().contains("kind"))
    {
        document.faults.push(problem);
    }
    let checked = match kind {
        Some(Kind::Response) => response::check(text, document, rubric).map(Content::Response),
        Some(Kind::TeamAssessment) => {
            match assessment::other_version(&document.root, rubric).filter(|_| any_version) {
                Some(own) => assessment::check(text, document, &own)
                    .map(|read| Content::OtherVersion(read, Box::new(own))),
                None => assessment::check(text, document, rubric).map(Content::Assessment),
            }
        }
        Some(Kind::Plan) => plan::check(text, document, rubric).map(|p| Content::Plan(Box::new(p))),
        Some(Kind::Rubric) => rubric::check(text, document).map(|r| Content::Rubric(Box::new(r))),
        None => Checked {
            value: None,
            problems: document.problems(text, Vec::new()),
        },
    };
    Reading { kind, checked }
}

/// Whether these keys are another program's. The sections of a form have been looked for.
fn is_others(root: &DeTable<'_>) -> bool {
    let is_ours = |key: &str| matches!(key, "kind" | "rubric" | "respondent" | "ingredient");
    let mut keys = root.keys().map(|key| key.get_ref().as_ref());
    !root.is_empty() && !keys.any(is_ours) && !kind_is_misspelt(root)
}

/// Whether the line that says the kind could not be read, which is told.
fn kind_is_in_fault(text: &Text, document: &Document<'_>) -> bool {
    document.faulty.iter().any(|line| {
        let line = &text.as_str()[text.line_range(*line)];
        line.contains("kind") || line.contains("response")
    })
}

/// Whether there is an unknown key, which is told, that was meant as the kind.
fn kind_is_misspelt(root: &DeTable<'_>) -> bool {
    let mut keys = root.keys().map(|key| key.get_ref().as_ref());
    !root.contains_key("kind") && keys.any(|key| nearest(key, ["kind"]).is_some())
}

/// A form whose line ends were lost, so that all of it is one remark or one odd line.
fn joined(text: &Text, is_sound: bool) -> Option<Problem> {
    const LONG: usize = 1000;
    let long = text.lines() < 4 && text.as_str().len() > LONG && text.as_str().contains("rating");
    (long && !is_sound).then(|| {
        Problem::new(
            Code::Syntax,
            "The whole file is on one line because its line breaks were lost, so we can't read it.",
            "Ask for the file again as an attachment.",
        )
        .at(text.place(0..0))
    })
}

/// What the file is, and what is wrong with how it says so.
fn kind(text: &Text, root: &DeTable<'_>, rubric: &Rubric) -> (Option<Kind>, Option<Problem>) {
    let Some(value) = written(root, "kind") else {
        if root
            .get("ingredient")
            .is_some_and(|v| v.get_ref().is_array())
        {
            return (Some(Kind::Rubric), None);
        }
        let likely = likely_kind(root, rubric);
        let id = likely.unwrap_or(Kind::Response).id();
        let help = match likely {
            None | Some(Kind::Response) => "If it's a completed form, type kind = \"response\" at the very top. If it's something else, move it out of the folder.".to_owned(),
            Some(_) => format!("Type kind = \"{id}\" at the very top."),
        };
        let missing = Problem::new(
            Code::MissingKind,
            format!(
                "The file doesn't say what it is. The first line, kind = \"{id}\", is missing."
            ),
            help,
        )
        .at(text.place_of_line(0));
        return (likely, Some(missing));
    };
    let written = text_of(text, value);
    if let Some(kind) = Kind::WRITTEN.into_iter().find(|k| k.id() == written) {
        return (Some(kind), None);
    }
    let near = || nearest(written, Kind::WRITTEN.map(Kind::id));
    let likely = likely_kind(root, rubric).map(Kind::id).or_else(near);
    let message = format!(
        "\"{}\" isn't a kind of file that chronic knows.",
        cut(written)
    );
    let problem = match likely {
        Some(id) => Problem::new(
            Code::WrongKind,
            format!("{message} Did you mean {id}?"),
            format!("Type kind = \"{id}\""),
        ),
        None => Problem::new(
            Code::WrongKind,
            message,
            "A completed form says kind = \"response\". The others are \"team-assessment\" and \"plan\".",
        ),
    }
    .at(text.place(value.span()));
    (None, Some(problem))
}

/// The kind of file that has such keys.
fn likely_kind(root: &DeTable<'_>, rubric: &Rubric) -> Option<Kind> {
    const OF_A_PLAN: [&str; 6] = [
        "action",
        "goal",
        "defer",
        "communication",
        "adopted",
        "assessment",
    ];
    let has = |key: &str| root.contains_key(key);
    if OF_A_PLAN.into_iter().any(has) {
        return Some(Kind::Plan);
    }
    if has("responses") {
        return Some(Kind::TeamAssessment);
    }
    let has_practices = rubric.ingredients.iter().any(|i| has(&i.id));
    (has("respondent") || has_practices).then_some(Kind::Response)
}

/// What a value says, or how it is written where it is no text.
fn text_of<'a>(text: &'a Text, value: &'a Value<'_>) -> &'a str {
    match value.get_ref() {
        DeValue::String(written) => written.trim(),
        _ => &text.as_str()[value.span()],
    }
}

/// Whether this file is of the rubric in use; the problem where it is not.
pub(super) fn other_rubric(
    text: &Text,
    document: &Document<'_>,
    rubric: &Rubric,
) -> Option<Problem> {
    let value = written(&document.root, "rubric")?;
    let written = text_of(text, value);
    (written != rubric.reference()).then(|| {
        Problem::new(
            Code::OtherRubric,
            format!(
                "This file was made from the rubric \"{}\", but you're using {}.",
                cut(written),
                rubric.reference()
            ),
            "Use a blank form of this rubric (chronic init), or add --rubric FILE to use the other one.",
        )
        .at(text.place(value.span()))
    })
}
