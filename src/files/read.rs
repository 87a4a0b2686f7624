//! From the bytes of one file to what it holds, checked; the one way in for every
//! kind of file.

use std::cell::OnceCell;

use toml::de::DeTable;

use crate::files::content::{Content, Kind, OF_AN_IMPORT, Reading, too_much};
use crate::files::named_rubric::{other_rubric, text_of, version_of_another};
use crate::files::plan;
use crate::files::plan::read::WrittenPlan;
use crate::files::response;
use crate::files::response::scan::Scanner;
use crate::files::rubric;
use crate::files::section::pasted;
use crate::files::team;
use crate::model::rubric::Rubric;
use crate::problem::{Code, Problem};
use crate::text::nearest::nearest;
use crate::text::{Text, cut};
use crate::toml::conflict::without_conflicts;
use crate::toml::decode::decode;
use crate::toml::document::{Checked, Document, parse_to_end};
use crate::toml::other_formats::other_text;
use crate::toml::table::{is_misspelt, written};

/// Reads the bytes of one file after the other against a rubric. Nothing is opened.
#[derive(Debug)]
pub struct BytesReader<'r> {
    rubric: &'r Rubric,
    scanner: Scanner<'r>,
    any_version: bool,
}

impl<'r> BytesReader<'r> {
    /// A reader of files of this rubric.
    pub fn new(rubric: &'r Rubric) -> Self {
        Self {
            rubric,
            scanner: Scanner::new(rubric),
            any_version: false,
        }
    }

    /// One that takes a team assessment of any version of the rubric, to be compared with
    /// another: it is then [`Content::OtherVersion`], read by its own sections. A plan of another
    /// version is taken where it names practices of this one only.
    pub fn of_any_version(rubric: &'r Rubric) -> Self {
        Self {
            any_version: true,
            ..Self::new(rubric)
        }
    }

    /// The rubric that files are read against.
    pub const fn rubric(&self) -> &'r Rubric {
        self.rubric
    }

    /// Reads the bytes of a file of any kind. What was read before makes no difference.
    ///
    /// The one place where the way of reading is chosen: a form in the layout that `init`
    /// writes is [scanned](Scanner), all else is [read in full](read_in_full). Both give the
    /// same.
    pub fn read(&mut self, bytes: &[u8]) -> Reading {
        let quick = self.scanner.scan(bytes);
        quick.unwrap_or_else(|| read_versions(bytes, self.rubric, self.any_version))
    }
}

/// Reads the bytes of a single file, as a [`BytesReader`] does.
pub fn read(bytes: &[u8], rubric: &Rubric) -> Reading {
    BytesReader::new(rubric).read(bytes)
}

/// As [`read`], for any file and slower.
pub fn read_in_full(bytes: &[u8], rubric: &Rubric) -> Reading {
    read_versions(bytes, rubric, false)
}

/// Whether the full reading says the same of these bytes, where a scanner for this rubric says
/// anything: kind, answers, problems. What tests and fuzz targets hold of any bytes, any
/// rubric and whatever was scanned before.
pub fn agrees(scanner: &mut Scanner<'_>, bytes: &[u8], rubric: &Rubric) -> bool {
    let said = |reading: &Reading| format!("{reading:?}");
    let quick = scanner.scan(bytes);
    quick.is_none_or(|quick| said(&quick) == said(&read_in_full(bytes, rubric)))
}

fn read_versions(bytes: &[u8], rubric: &Rubric, any_version: bool) -> Reading {
    let decoded = decode(bytes).and_then(|decoded| {
        let text = decoded.text.as_str();
        match too_much(text).or_else(|| other_text(text)) {
            Some(problem) => Err(problem),
            None => Ok(decoded),
        }
    });
    let decoded = match decoded {
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
    let mut reading = read_text(&decoded.text, rubric, any_version);
    if let Some(warning) = decoded.warning {
        reading.checked.problems.insert(0, warning);
        reading.checked.problems.sort_by_key(Problem::order);
    }
    reading
}

fn read_text(text: &Text, rubric: &Rubric, any_version: bool) -> Reading {
    let (source, conflicts) = without_conflicts(text);
    let spare = OnceCell::new();
    let mut document = parse_to_end(text, &source, &spare);
    document.faults.problems.extend(conflicts);
    let (kind, problem) = kind(text, &document.root, rubric);
    // Known by having no place in the file: see `Reading::is_others`.
    let problem = problem.map(|problem| {
        let of_all = |message, help| Problem::new(Code::MissingKind, message, help);
        if kind.is_some() || !document.faults.problems.is_empty() {
            problem
        } else if is_others(&document.root) {
            of_all(
                "This isn't one of chronic's files. It has none of the lines they have.",
                "If it belongs to another program, don't name it in this command. If it's a completed form, type kind = \"response\" at the very top.",
            )
        } else if is_of_an_import(text, &document.root) {
            of_all(
                "This is where chronic import keeps what you confirmed, so there's nothing in it to read.",
                "Don't name it in this command.",
            )
        } else {
            problem
        }
    });
    let problem = problem.filter(|_| {
        !(kind_is_in_fault(text, &document)
            || kind.is_some() && is_misspelt(&document.root, "kind"))
    });
    if let Some(problem) = joined(text, kind.is_some() && document.faults.problems.is_empty()) {
        document.faults.problems = vec![problem];
    } else if let Some(problem) = problem
        // Where a heading or the first line is damaged the kind may only seem to be missing.
        && (kind.is_some() || document.faults.problems.is_empty() || !text.as_str().contains("kind"))
    {
        document.faults.problems.push(problem);
    }
    let own = match kind {
        Some(Kind::TeamAssessment) if any_version => {
            team::read::other_version(&document.root, rubric)
        }
        _ => None,
    };
    let rubric = own.as_ref().unwrap_or(rubric);
    let is_other_version = any_version && version_of_another(&document.root, rubric).is_some();
    let is_older_plan = kind == Some(Kind::Plan) && is_other_version;
    let other = kind
        .filter(|kind| *kind != Kind::Rubric && !is_older_plan)
        .and_then(|kind| other_rubric(text, &document, rubric, kind))
        .or_else(|| pasted(text, &document.root, kind?));
    let checked = match kind.filter(|_| other.is_none()) {
        Some(Kind::Response) => response::read::read(text, document, rubric).map(Content::Response),
        Some(Kind::TeamAssessment) => {
            let read = team::read::read(text, document, rubric);
            read.map(|read| match own {
                Some(own) => Content::OtherVersion(read, Box::new(own)),
                None => Content::Assessment(read),
            })
        }
        Some(Kind::Plan) => plan::read::read(text, document, rubric).map(|written| {
            Content::Plan(Box::new(WrittenPlan {
                is_other_version,
                ..written
            }))
        }),
        Some(Kind::Rubric) => rubric::check(text, document).map(|r| Content::Rubric(Box::new(r))),
        None => Checked {
            value: None,
            problems: document.problems(text, other.into_iter().collect()),
        },
    };
    Reading { kind, checked }
}

/// Whether these keys are another program's. The sections of a form have been looked for.
fn is_others(root: &DeTable<'_>) -> bool {
    let is_ours = |key: &str| matches!(key, "kind" | "rubric" | "respondent" | "ingredient");
    let mut keys = root.keys().map(|key| key.get_ref().as_ref());
    !root.is_empty() && !keys.any(is_ours) && !is_misspelt(root, "kind")
}

/// Whether an import keeps here what was confirmed; a form that only says so has more in it.
fn is_of_an_import(text: &Text, root: &DeTable<'_>) -> bool {
    let mut keys = root.keys().map(|key| key.get_ref().as_ref());
    let kind = written(root, "kind").map(|value| text_of(text, value));
    kind == Some(OF_AN_IMPORT) && keys.all(|key| matches!(key, "kind" | "export"))
}

/// Whether the line that says the kind could not be read, which is told.
fn kind_is_in_fault(text: &Text, document: &Document<'_>) -> bool {
    document.faults.lines.iter().any(|line| {
        let line = &text.as_str()[text.line_range(*line)];
        line.contains("kind") || line.contains("response")
    })
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
        // A section only where it lacks the second pair of brackets.
        if root
            .get("ingredient")
            .is_some_and(|v| v.get_ref().is_array() || v.get_ref().is_table())
        {
            return (Some(Kind::Rubric), None);
        }
        let likely = likely_kind(root, rubric);
        if let Some(problem) = all_in_comments(text, root) {
            return (likely, Some(problem));
        }
        let (id, what) = match likely {
            None | Some(Kind::Response) => (Kind::Response.id(), "a completed form"),
            Some(other) => (other.id(), other.words()),
        };
        let help = format!(
            "If it's {what}, type kind = \"{id}\" at the very top. If it's something else, move it out of the folder."
        );
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
    if let Some(kind) = Kind::written(written) {
        let is_form = kind != Kind::Response && is_filled_in_form(root, rubric);
        let problem = is_form.then(|| {
            let message = format!("This is a form, but it says that it's {}.", kind.words());
            Problem::new(Code::WrongKind, message, "Type kind = \"response\"")
                .at(text.place(value.span()))
        });
        let kind = if is_form { Kind::Response } else { kind };
        return (Some(kind), problem);
    }
    let near = || nearest(written, Kind::WRITTEN.map(Kind::id));
    let likely = likely_kind(root, rubric).map(Kind::id).or_else(near);
    let message = format!(
        "\"{}\" isn't a kind of file that chronic knows.",
        cut(written)
    );
    let (message, help) = match likely {
        Some(id) => (
            format!("{message} Did you mean {id}?"),
            format!("Type kind = \"{id}\""),
        ),
        None => (
            message,
            "A completed form says kind = \"response\". The others are \"team-assessment\" and \"plan\".".to_owned(),
        ),
    };
    let problem = Problem::new(Code::WrongKind, message, help).at(text.place(value.span()));
    (None, Some(problem))
}

/// A file in which a # is in front of every line, also of the one that says the kind.
fn all_in_comments(text: &Text, root: &DeTable<'_>) -> Option<Problem> {
    let mut lines = text.as_str().lines();
    let line = lines.position(|line| {
        let said = line.trim_start_matches(['#', ' ', '\t']);
        let kind = said.strip_prefix("kind").map(str::trim_start);
        kind.is_some_and(|rest| rest.starts_with('='))
    });
    let line = line.filter(|_| root.is_empty())?;
    let problem = Problem::new(
        Code::MissingKind,
        "There is a # in front of every line of this file, so all of it is ignored.",
        "Delete the # in front of this line, of every heading such as [respondent], and of every line with an answer.",
    );
    Some(problem.at(text.place_of_line(line)))
}

/// The sections of practices.
fn practices<'r, 't>(
    root: &'r DeTable<'t>,
    rubric: &'r Rubric,
) -> impl Iterator<Item = &'r DeTable<'t>> {
    let ingredients = rubric.ingredients.iter();
    let ingredients = ingredients.filter_map(|i| root.get(&*i.id)?.get_ref().as_table());
    let sections = ingredients.flat_map(|ingredient| ingredient.values());
    sections.filter_map(|section| section.get_ref().as_table())
}

/// Whether no other kind of file has such sections.
fn is_filled_in_form(root: &DeTable<'_>, rubric: &Rubric) -> bool {
    root.contains_key("respondent")
        && practices(root, rubric).any(|practice| practice.contains_key("rating"))
}

/// The kind of file that has such keys.
fn likely_kind(root: &DeTable<'_>, rubric: &Rubric) -> Option<Kind> {
    const OF_A_PLAN: &str = "action, goal, defer, communication, adopted, assessment";
    let has = |key: &str| root.contains_key(key);
    let mut practices = practices(root, rubric).peekable();
    // Answers come first: no response is to be taken for a file that isn't counted.
    let has_practices = practices.peek().is_some();
    if has("respondent") || practices.any(|practice| practice.contains_key("rating")) {
        Some(Kind::Response)
    } else if has("responses") {
        Some(Kind::TeamAssessment)
    } else if has_practices {
        Some(Kind::Response)
    } else {
        OF_A_PLAN.split(", ").any(has).then_some(Kind::Plan)
    }
}
