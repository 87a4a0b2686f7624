//! One thing wrong in a file: how bad, where, what, and how to fix it. A value,
//! collected so that one run shows all of them; how it looks is `report`'s.

use std::fmt;
use std::ops::Range;

/// So many problems of one file are shown: past that it isn't a form, and the first ones say so.
pub const MOST_OF_A_FILE: usize = 5_000;

/// Whether an answer could be lost or misread.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// An answer could be lost or misread; the file is not used.
    Error,
    /// Worth a look; the file is used.
    Warning,
    /// Worth knowing; changes neither the status of a file nor the exit code.
    Note,
}

impl Severity {
    /// `error`, `warning` or `note`.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])* $name:ident $id:literal $severity:ident,)+) => {
        /// The stable name of a kind of problem.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($(#[doc = $doc])* $name,)+ }

        impl Code {
            /// Every code, as docs/reference.md lists them.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// As it is printed, such as `unknown-rating`.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)+ }
            }

            /// What it means, in a sentence.
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$name => concat!($($doc),*).trim(),)+ }
            }

            /// What this kind of problem is worth.
            pub const fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)+ }
            }
        }
    };
}

codes! {
    /// The file is empty, or it's in another program's format.
    NotText "not-text" Error,
    /// The system doesn't let the file be read.
    Refused "refused" Error,
    /// The file is larger than the size that is read.
    TooLarge "too-large" Error,
    /// Brackets are nested deeper than in any form.
    TooDeep "too-deep" Error,
    /// The text doesn't follow the rules of the format.
    Syntax "syntax" Error,
    /// A quotation mark opens a text that never ends.
    UnclosedQuote "unclosed-quote" Error,
    /// Quotation marks are curly and need to be straight.
    CurlyQuotes "curly-quotes" Error,
    /// The same key appears twice in a section.
    DuplicateKey "duplicate-key" Error,
    /// The same section appears twice.
    DuplicateSection "duplicate-section" Error,
    /// Two versions of the file were merged, but no one chose which to keep.
    MergeConflict "merge-conflict" Error,
    /// The `kind` line is missing.
    MissingKind "missing-kind" Error,
    /// The kind is unknown, or isn't the one needed here.
    WrongKind "wrong-kind" Error,
    /// The file was made from another rubric or version.
    OtherRubric "other-rubric" Error,
    /// The key isn't part of this kind of file.
    UnknownKey "unknown-key" Error,
    /// The practice isn't in the rubric.
    UnknownPractice "unknown-practice" Error,
    /// The value has the wrong type, such as a number instead of text.
    WrongType "wrong-type" Error,
    /// The rating isn't one of the five.
    UnknownRating "unknown-rating" Error,
    /// The date doesn't exist.
    ImpossibleDate "impossible-date" Error,
    /// One person has two responses with different answers.
    SamePerson "same-person" Error,
    /// Two anonymous files are identical.
    SameFile "same-file" Error,
    /// A row of an export may already be in the folder, where it was changed.
    AlreadyThere "already-there" Error,
    /// The counts aren't numbers or don't add up.
    Counts "counts" Error,
    /// The decision isn't one of the four.
    UnknownDecision "unknown-decision" Error,
    /// The rubric can't be used.
    BadRubric "bad-rubric" Error,
    /// A row of the roster is unclear or repeats another.
    BadRoster "bad-roster" Error,
    /// The export of a form tool can't be read as answers.
    BadExport "bad-export" Error,
    /// No one is responsible.
    MissingOwner "missing-owner" Error,
    /// There is no due date.
    MissingDue "missing-due" Error,
    /// There is nothing that will be done.
    MissingAction "missing-action" Error,
    /// The assessment asks for it, but it isn't in the plan.
    NotCovered "not-covered" Error,
    /// A gap is on hold without a reason.
    MissingReason "missing-reason" Error,
    /// The plan doesn't say how the district office will hear about the results.
    MissingCommunication "missing-communication" Error,
    /// The due date is before the date the plan was adopted.
    DueBeforeAdopted "due-before-adopted" Error,
    /// Two actions are word for word the same, or have the same id.
    SameAction "same-action" Error,
    /// The assessment that the plan names wasn't found, or it's another year's.
    AssessmentNotFound "assessment-not-found" Error,
    /// The plan is older than its assessment, and the team hasn't gone over it since.
    OlderPlan "older-plan" Error,
    /// The action names a goal that isn't in the plan.
    UnknownGoal "unknown-goal" Error,
    /// Two goals have the same id.
    SameGoal "same-goal" Error,
    /// The plan has no actions, and nothing is on hold.
    EmptyPlan "empty-plan" Error,
    /// The status, audience, or similar isn't one of the choices.
    UnknownChoice "unknown-choice" Error,
    /// The file was read, but it isn't saved as UTF-8.
    Encoding "encoding" Warning,
    /// The file name ends in `.toml.txt`.
    Extension "extension" Warning,
    /// Characters were lost before you got the file.
    GarbledText "garbled-text" Warning,
    /// A text has what looks like a student's ID or date of birth.
    StudentData "student-data" Warning,
    /// A text has an invisible control character in it.
    ControlCharacter "control-character" Warning,
    /// A practice or the respondent is missing from the file.
    MissingSection "missing-section" Warning,
    /// A key is missing from its section.
    MissingKey "missing-key" Warning,
    /// The date isn't written as YYYY-MM-DD.
    OtherDate "other-date" Warning,
    /// Practices have no rating.
    Unanswered "unanswered" Warning,
    /// Something comes after a `#` where the answer is blank.
    InComment "in-comment" Warning,
    /// Ratings don't say how we know.
    Undocumented "undocumented" Warning,
    /// One person has two responses with the same answers.
    SamePersonSameAnswers "same-person-same-answers" Warning,
    /// One name has two roles, or appears with and without a district.
    SameName "same-name" Warning,
    /// The file name looks like a copy of another file next to it.
    Copy "copy" Warning,
    /// No one has filled in the form.
    NobodyAnswered "nobody-answered" Warning,
    /// Rows, columns, or cells of a workbook are hidden or merged, and were read anyway.
    HiddenRow "hidden-row" Warning,
    /// A name on a form that isn't on the roster.
    NotOnRoster "not-on-roster" Warning,
    /// People on the roster who haven't answered.
    NoAnswerFrom "no-answer-from" Warning,
    /// There are two districts, two years, dates far apart, or dates of another year.
    MixedCycles "mixed-cycles" Warning,
    /// The team hasn't agreed on a practice.
    NotAgreed "not-agreed" Warning,
    /// A comment has a respondent's name in it.
    NameInQuote "name-in-quote" Warning,
    /// It's past its due date but isn't marked done or dropped.
    Overdue "overdue" Warning,
    /// Opinions differ or many don't know, but no one has decided what to do.
    Undecided "undecided" Warning,
    /// Its status, its due date, and the day it was done don't agree.
    DoneEarly "done-early" Warning,
    /// A goal's number is from a day to come, or older than its baseline.
    GoalDate "goal-date" Warning,
    /// A goal's number is more than 100%.
    GoalNumber "goal-number" Warning,
    /// There is no goal, or a goal has no baseline or target.
    MissingGoal "missing-goal" Warning,
    /// Nothing says how the team will know that an action worked.
    MissingMeasure "missing-measure" Warning,
    /// There is more to improve at once than a team can take on.
    ManyPriorities "many-priorities" Note,
    /// A plan of an earlier school year has actions that are still open.
    EarlierYear "earlier-year" Note,
}

impl Code {
    /// Whether it says that something is not in a section of a file.
    pub const fn is_missing_in_section(self) -> bool {
        matches!(
            self,
            Self::MissingKey
                | Self::MissingOwner
                | Self::MissingDue
                | Self::MissingAction
                | Self::MissingReason
                | Self::MissingCommunication
                | Self::MissingGoal
        )
    }

    /// Whether it is of several files together, which is told after what is wrong in each.
    pub const fn is_of_folder(self) -> bool {
        matches!(
            self,
            Self::SamePersonSameAnswers
                | Self::SameFile
                | Self::SameName
                | Self::SamePerson
                | Self::MixedCycles
                | Self::Copy
        )
    }

    /// Whether a plan that has it was read all the same, and is only not yet complete.
    pub const fn is_incompleteness(self) -> bool {
        matches!(
            self,
            Self::MissingOwner
                | Self::MissingDue
                | Self::MissingAction
                | Self::MissingReason
                | Self::MissingCommunication
                | Self::DueBeforeAdopted
                | Self::SameAction
                | Self::OlderPlan
                | Self::UnknownGoal
                | Self::SameGoal
                | Self::EmptyPlan
                | Self::NotCovered
                | Self::AssessmentNotFound
        )
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// Where in a file: a line, and what of it is marked. Holds the line itself, cut
/// to a length that can be shown, so that no one keeps the whole file for it.
/// The text is as it stands in the file: whoever prints it makes it harmless.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// The line, or the part of it around the mark; no line end. Empty where it is not to be
    /// shown.
    pub text: String,
    /// What is marked, in bytes of `text`; may be empty.
    pub mark: (usize, usize),
    /// Whether `text` begins or ends in the middle of the line.
    pub cut: (bool, bool),
}

impl Place {
    /// Keeps where it is and not what is written there.
    pub fn hide(&mut self) {
        self.text.clear();
        self.mark = (0, 0);
        self.cut = (false, false);
    }

    /// The marked bytes of `text`.
    pub fn marked(&self) -> Range<usize> {
        self.mark.0..self.mark.1
    }
}

/// One thing wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What it is worth; [`Code::severity`] but where an option says otherwise.
    pub severity: Severity,
    /// Its stable name.
    pub code: Code,
    /// Where, when there is such a place.
    pub place: Option<Box<Place>>,
    /// A second place that belongs to it, and what it is: `first written here`.
    pub also: Option<Box<(Place, String)>>,
    /// What is wrong, in one or two sentences for a school principal.
    pub message: String,
    /// What to type or do instead; may be empty.
    pub help: String,
    /// The entry of a plan in which something is still empty, where that is all.
    pub unfilled: Option<Box<Unfilled>>,
    /// What fixes it, where there is one safe way: what `validate --fix` does.
    pub fix: Option<Box<[Fix]>>,
}

/// One thing that is different in a fixed file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fix {
    /// Of the file as a whole, in words.
    Whole(&'static str),
    /// Of one line.
    Line {
        /// From 1.
        line: usize,
        /// As it was, without its line end.
        before: String,
        /// As it is.
        after: String,
    },
}

/// An entry of a plan in which something is still empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfilled {
    /// Where the entry begins, in bytes of the file's text.
    pub start: usize,
    /// What the entry is about: the title of its practice.
    pub about: String,
    /// The key that is empty or not there.
    pub key: &'static str,
}

impl Problem {
    /// A problem of the file as a whole.
    pub fn new(code: Code, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            severity: code.severity(),
            code,
            place: None,
            also: None,
            message: message.into(),
            help: help.into(),
            unfilled: None,
            fix: None,
        }
    }

    /// The same problem at a place.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(Box::new(place));
        self
    }

    /// The same problem at its own place, or else at this one.
    #[must_use]
    pub fn or_at(mut self, place: Option<&Place>) -> Self {
        self.place = self.place.or_else(|| place.cloned().map(Box::new));
        self
    }

    /// The same problem with a second place and what it is.
    #[must_use]
    pub fn with(mut self, place: Place, what: impl Into<String>) -> Self {
        self.also = Some(Box::new((place, what.into())));
        self
    }

    /// Whether the file cannot be used.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// Line and column for putting problems in order; those of the whole file first.
    pub fn order(&self) -> (usize, usize, Code) {
        let (line, column) = self.place.as_ref().map_or((0, 0), |p| (p.line, p.column));
        (line, column, self.code)
    }
}
