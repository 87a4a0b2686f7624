//! What the files hold that people write in, which kind each is, and how large each may be.

use crate::files::plan;
use crate::model::assessment::Assessment;
use crate::model::choice::choices;
use crate::model::response::Response;
use crate::model::rubric::Rubric;
use crate::problem::{Code, Problem};
use crate::toml::decode::decode;
use crate::toml::document::Checked;
use crate::toml::quoted::{quoted_bytes, signs};

/// The most bytes of a response that are read, forty times a form that is full; and of a file
/// that does not say what it is.
pub const MOST_BYTES: u64 = 4 << 20;
/// The most bytes of a file of another kind: the comments of a thousand forms in one.
pub const MOST_BYTES_OF_OTHERS: u64 = 64 << 20;

choices! {
    /// What a file says it is: the word in its first key, which a rubric doesn't have.
    pub enum Kind {
        /// One respondent's answers.
        Response = "response" "a response",
        /// The single assessment of a team.
        TeamAssessment = "team-assessment" "a team assessment",
        /// Who does what by when.
        Plan = "plan" "a plan",
        /// Ingredients and practices.
        Rubric = "rubric" "a rubric",
    }
}

impl Kind {
    /// The most bytes of such a file that are read.
    pub const fn most_bytes(self) -> u64 {
        match self {
            Self::Response => MOST_BYTES,
            Self::TeamAssessment | Self::Plan | Self::Rubric => MOST_BYTES_OF_OTHERS,
        }
    }

    pub(crate) const WRITTEN: [Self; 3] = [Self::Response, Self::TeamAssessment, Self::Plan];

    /// The kind of which a file says so.
    pub(crate) fn written(id: &str) -> Option<Self> {
        Self::from_id(id).filter(|kind| *kind != Self::Rubric)
    }
}

/// The most bytes of a file that are read, by how it begins.
pub fn most_bytes(beginning: &[u8]) -> u64 {
    let is_rubric = || {
        let text = text_of_bytes(beginning);
        text.lines().any(|line| {
            let key = line.trim_start().trim_start_matches('[');
            key.trim_start().starts_with("ingredient")
        })
    };
    match kind_of(beginning) {
        Some(kind) => kind.most_bytes(),
        None if is_rubric() => MOST_BYTES_OF_OTHERS,
        None => MOST_BYTES,
    }
}

/// Whether no command would read this text of a file of this kind again, so that it is
/// not to be written.
pub fn is_too_large(kind: Kind, text: &str) -> bool {
    text.len() as u64 > kind.most_bytes() || too_much(text).is_some()
}

/// What a file that people write in says it is, however damaged the rest may be.
pub fn kind_of(bytes: &[u8]) -> Option<Kind> {
    let text = text_of_bytes(bytes);
    let (_, value) = keys_at_top(&text, &['=']).find(|(key, _)| *key == "kind")?;
    let mut kinds = Kind::WRITTEN.into_iter();
    kinds.find(|kind| value.contains(kind.id()))
}

/// The keys above the first heading, each with what follows the sign after it.
pub(crate) fn keys_at_top<'t>(
    text: &'t str,
    signs: &'t [char],
) -> impl Iterator<Item = (&'t str, &'t str)> {
    let top = text.lines();
    let top = top.take_while(|line| !line.trim().starts_with('['));
    top.filter_map(move |line| line.split_once(signs))
        .map(|(key, value)| (key.trim(), value))
}

/// The text of a file, as far as it is one.
pub(crate) fn text_of_bytes(bytes: &[u8]) -> String {
    match decode(bytes) {
        Ok(decoded) => decoded.text.into_string(),
        Err(_) => String::from_utf8_lossy(bytes).into_owned(),
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
    /// file's own sections, which has no texts. Only from [`of_any_version`](crate::files::read::BytesReader::of_any_version).
    OtherVersion(Assessment, Box<Rubric>),
    /// A plan, as far as it could be read: also where it is not complete or, as its
    /// problems and [`plan::read::WrittenPlan::is_sound`] say, not right.
    Plan(Box<plan::read::WrittenPlan>),
    /// A rubric.
    Rubric(Box<Rubric>),
}

/// The kind of the file in which an import keeps what was confirmed of an export's columns.
pub const OF_AN_IMPORT: &str = "import";

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
    /// which a file of ours is known, or one in which an import keeps what was confirmed.
    pub fn is_others(&self) -> bool {
        let of_all = |p: &Problem| p.code == Code::MissingKind && p.place.is_none();
        self.kind.is_none() && self.checked.problems.iter().any(of_all)
    }
}

/// A text that is no form by its size alone. What people write stands between quotes, and
/// costs little; the rest costs a few hundred bytes of memory for each of its signs.
pub(crate) fn too_much(text: &str) -> Option<Problem> {
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
                "The file has over 1,000,000 lines or over 100,000 entries, so it wasn't read.",
                "Is it the right file? A team assessment without comments is small: chronic tally with --no-documentation writes one.",
            )
        });
    }
    let message = if text.bytes().filter(|b| *b == b'\n').count() > LINES {
        "The file has over 100,000 lines, so it wasn't read. A completed form has a few hundred."
    } else if text.len() > OUTSIDE_QUOTES && text.len() - quoted_bytes(text) > OUTSIDE_QUOTES {
        "The file has over 1 MB of text that isn't between quotation marks, so it wasn't read. A completed form is only a few pages."
    } else {
        return None;
    };
    Some(Problem::new(
        Code::TooLarge,
        message,
        "Copy only the answers into a blank form.",
    ))
}
