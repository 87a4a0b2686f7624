//! One thing wrong in a file: how bad, where, what, and how to mend it. A value,
//! collected so that one run shows all of them; how it looks is `report`'s.

use std::fmt;
use std::ops::Range;

/// So many problems of one file are told: past that it is no form, and the first ones say so.
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
    #[must_use]
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
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)+ }
            }

            /// What it means, in a sentence.
            #[must_use]
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$name => concat!($($doc),*).trim(),)+ }
            }

            /// What this kind of problem is worth.
            #[must_use]
            pub const fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)+ }
            }
        }
    };
}

codes! {
    /// NUL bytes, another program's format, or nothing at all.
    NotText "not-text" Error,
    /// Over the size that is read.
    TooLarge "too-large" Error,
    /// Nested deeper than any form.
    TooDeep "too-deep" Error,
    /// Text that does not follow the rules of the format.
    Syntax "syntax" Error,
    /// A quote that opens and does not close.
    UnclosedQuote "unclosed-quote" Error,
    /// Curly quotes where straight ones belong.
    CurlyQuotes "curly-quotes" Error,
    /// The same key twice in a section.
    DuplicateKey "duplicate-key" Error,
    /// The same section twice.
    DuplicateSection "duplicate-section" Error,
    /// Markers of an unfinished merge.
    MergeConflict "merge-conflict" Error,
    /// No `kind` line.
    MissingKind "missing-kind" Error,
    /// A kind that is unknown, or not the one that is wanted here.
    WrongKind "wrong-kind" Error,
    /// Made from another rubric or version.
    OtherRubric "other-rubric" Error,
    /// A key that no such file has.
    UnknownKey "unknown-key" Error,
    /// A practice that the rubric does not have.
    UnknownPractice "unknown-practice" Error,
    /// A value of another type.
    WrongType "wrong-type" Error,
    /// A rating that is none of the five.
    UnknownRating "unknown-rating" Error,
    /// A day that is on no calendar.
    ImpossibleDate "impossible-date" Error,
    /// One person with different answers.
    SamePerson "same-person" Error,
    /// Two anonymous files that say the same to the letter.
    SameFile "same-file" Error,
    /// A row of an export that may be in the folder already, and was changed there.
    AlreadyThere "already-there" Error,
    /// Counts that are not counts or do not add up.
    Counts "counts" Error,
    /// A decision that is none of the four.
    UnknownDecision "unknown-decision" Error,
    /// A rubric that cannot be used as one.
    BadRubric "bad-rubric" Error,
    /// A roster row that names nobody or nobody else.
    BadRoster "bad-roster" Error,
    /// An export of a form tool that cannot be read as answers.
    BadExport "bad-export" Error,
    /// Nobody is responsible.
    MissingOwner "missing-owner" Error,
    /// No day by which it is done.
    MissingDue "missing-due" Error,
    /// Nothing that will be done.
    MissingAction "missing-action" Error,
    /// The assessment asks for it and the plan does not.
    NotCovered "not-covered" Error,
    /// A gap that is on hold, without a reason.
    MissingReason "missing-reason" Error,
    /// Nobody tells the district office.
    MissingCommunication "missing-communication" Error,
    /// Due before the plan was adopted.
    DueBeforeAdopted "due-before-adopted" Error,
    /// Two actions that are word for word the same, or share an id.
    SameAction "same-action" Error,
    /// The assessment that the plan names is not there.
    AssessmentNotFound "assessment-not-found" Error,
    /// A plan from before its assessment, which nobody has gone over since.
    OlderPlan "older-plan" Error,
    /// An action that names a goal the plan does not have.
    UnknownGoal "unknown-goal" Error,
    /// Two goals with one id.
    SameGoal "same-goal" Error,
    /// A plan without an action or defer.
    EmptyPlan "empty-plan" Error,
    /// A status, audience or the like that is not one of those there are.
    UnknownChoice "unknown-choice" Error,
    /// Read, but not UTF-8.
    Encoding "encoding" Warning,
    /// `.toml.txt`.
    Extension "extension" Warning,
    /// Letters that were lost before the file got here.
    GarbledText "garbled-text" Warning,
    /// What looks like a student's ID or date of birth.
    StudentData "student-data" Warning,
    /// A control character in a text.
    ControlCharacter "control-character" Warning,
    /// A practice or the respondent is not in the file.
    MissingSection "missing-section" Warning,
    /// A key is not in its section.
    MissingKey "missing-key" Warning,
    /// A date that is not written YYYY-MM-DD.
    OtherDate "other-date" Warning,
    /// Practices without a rating.
    Unanswered "unanswered" Warning,
    /// Something behind a `#` where the answer is missing.
    InComment "in-comment" Warning,
    /// Ratings that do not say how we know.
    Undocumented "undocumented" Warning,
    /// One person twice with the same answers.
    SamePersonSameAnswers "same-person-same-answers" Warning,
    /// One name with two roles, or with and without a district.
    SameName "same-name" Warning,
    /// By its name a copy of another file beside it.
    Copy "copy" Warning,
    /// A form that nobody filled in.
    NobodyAnswered "nobody-answered" Warning,
    /// A name on a form that isn't on the roster.
    NotOnRoster "not-on-roster" Warning,
    /// People on the roster who haven't answered.
    NoAnswerFrom "no-answer-from" Warning,
    /// Two districts, two years, or dates far apart.
    MixedCycles "mixed-cycles" Warning,
    /// The team has not settled on a practice.
    NotAgreed "not-agreed" Warning,
    /// A quote that holds a respondent's name.
    NameInQuote "name-in-quote" Warning,
    /// Past due and neither done nor dropped.
    Overdue "overdue" Warning,
    /// Split or unknown, and nobody decided.
    Undecided "undecided" Warning,
    /// Done before a due date that is still to come.
    DoneEarly "done-early" Warning,
    /// No goal, or one without a baseline or a target.
    MissingGoal "missing-goal" Warning,
    /// Nothing says how the team will know that an action worked.
    MissingMeasure "missing-measure" Warning,
    /// More to improve at once than a team can carry.
    ManyPriorities "many-priorities" Note,
    /// A plan of an earlier school year, with actions that are still open.
    EarlierYear "earlier-year" Note,
}

impl Code {
    /// Whether it says that something is not in a section of a file.
    #[must_use]
    pub const fn is_missing_in_section(self) -> bool {
        matches!(
            self,
            Self::MissingKey
                | Self::MissingOwner
                | Self::MissingDue
                | Self::MissingAction
                | Self::MissingReason
                | Self::MissingCommunication
        )
    }

    /// Whether a plan that has it was read all the same, and is only not yet complete.
    #[must_use]
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
/// to a length that can be shown, so that nobody keeps the whole file for it.
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
    #[must_use]
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
    pub place: Option<Place>,
    /// A second place that belongs to it, and what it is: `first written here`.
    pub also: Option<(Place, String)>,
    /// What is wrong, in one or two sentences for a school principal.
    pub message: String,
    /// What to type or do instead; may be empty.
    pub help: String,
    /// The entry of a plan in which something is still empty, where that is all.
    pub unfilled: Option<Box<Unfilled>>,
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
    #[must_use]
    pub fn new(code: Code, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            severity: code.severity(),
            code,
            place: None,
            also: None,
            message: message.into(),
            help: help.into(),
            unfilled: None,
        }
    }

    /// The same problem at a place.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// The same problem with a second place and what it is.
    #[must_use]
    pub fn with(mut self, place: Place, what: impl Into<String>) -> Self {
        self.also = Some((place, what.into()));
        self
    }

    /// Whether the file cannot be used.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// Line and column for putting problems in order; those of the whole file first.
    #[must_use]
    pub fn order(&self) -> (usize, usize, Code) {
        let (line, column) = self.place.as_ref().map_or((0, 0), |p| (p.line, p.column));
        (line, column, self.code)
    }
}
