//! The roster that a command is given: read, or why not; and what is said of who answered.

use std::path::Path;

use anyhow::bail;

use crate::command::source::{FirstNames, why};
use crate::command::{Exit, output, printed_commands};
use crate::files::bytes::bytes;
use crate::import::roster::{self, Roster};
use crate::import::table::Table;
use crate::model::turnout::{Member, Turnout};
use crate::problem::{Code, Problem};
use crate::report::formats::escape;
use crate::report::results::problem::path as shown;
use crate::words::{agreeing, counted, the_first};

/// Reads the roster at this path, or says what is wrong in it.
///
/// # Errors
/// When the system refuses the file.
pub(super) fn read(path: &Path) -> anyhow::Result<Result<Roster, Vec<Problem>>> {
    if path.is_dir() {
        bail!(
            "{} is a folder. Name the roster's CSV file or workbook.",
            shown(path)
        );
    }
    let shown = shown(path);
    let bytes = bytes(path).map_err(why(format!("the roster {shown} can't be read"), |_| {
        format!("{shown} is too large to be a roster. Is it the right file?")
    }))?;
    Ok(roster::read(Table::read(&bytes)).map_err(|no_roster| no_roster.problems))
}

/// As [`read`], for a run that does nothing without it, as `nothing` says.
///
/// # Errors
/// As [`read`], and an [`Exit`] where something is wrong in it.
pub(super) fn wanted(path: &Path, nothing: &str) -> anyhow::Result<Roster> {
    Ok(read(path)?.map_err(|problems| {
        output::problems(path, &problems);
        output::note(format_args!(
            "{nothing} Fix the roster, then run this again."
        ));
        Exit::Wrong
    })?)
}

/// Says how the roster was read, and which of its columns nobody needs.
pub(super) fn say_how_read(path: &Path, roster: &Roster) {
    let file = shown(path);
    output::how_read(path, &roster.remarks, &roster.unseen);
    if !roster.ignored.is_empty() {
        let these = agreeing(roster.ignored.len(), "this column", "these columns");
        let are = agreeing(roster.ignored.len(), "isn't", "aren't");
        output::note(format_args!(
            "note: {these} of {file} {are} used: {}.",
            escape::terminal(&roster.ignored.join(", "))
        ));
    }
}

/// How many have answered, in a few words: `9 of 12 answered, 1 started`.
pub(super) fn in_numbers(turnout: &Turnout<'_>) -> String {
    let (answered, people) = (turnout.answered, turnout.people);
    let mut text = if turnout.is_too_full() {
        let (forms, people) = (counted(answered, "form"), counted(people, "person"));
        format!("{forms} with answers for {people} on the roster")
    } else {
        format!("{answered} of {people} answered")
    };
    let (begun, anonymous) = (turnout.begun, turnout.anonymous);
    for (n, what) in [(begun, "started"), (anonymous, "of them without a name")] {
        if n > 0 {
            text += &format!(", {n} {what}");
        }
    }
    text
}

/// Why nobody can be told to be missing, where any form may be anyone's.
pub(super) fn why_anyones(turnout: &Turnout<'_>) -> Option<&'static str> {
    match (turnout.anonymous, turnout.unread_names) {
        (0, 0) => None,
        (0, 1) => Some("We can't read the name on one form"),
        (0, _) => Some("We can't read the names on some forms"),
        (1, _) => Some("One form has no name"),
        _ => Some("Some forms have no name"),
    }
}

/// That nobody whose name is on a form that can't be read is told to be missing.
pub(super) fn unread(turnout: &Turnout<'_>) -> Option<String> {
    let n = turnout.unread;
    (n > 0).then(|| {
        let it = agreeing(n, "on it", "on them");
        let forms = counted(n, "form");
        match turnout.is_anyones() {
            true => format!("{forms} can't be read."),
            false => format!("{forms} can't be read. No one whose name is {it} is called missing."),
        }
    })
}

/// A person with role or department, as a list for the facilitator has them.
pub(super) fn in_words(member: &Member) -> String {
    let more = [&member.role, &member.department];
    match more.into_iter().find(|text| !text.is_empty()) {
        Some(more) => format!("{} ({more})", member.name),
        None => member.name.clone(),
    }
}

/// So many people are named in one line.
const NAMED: usize = 30;

/// That nobody can be told to be missing, and why, where that is so.
pub(super) fn no_one_missing(turnout: &Turnout<'_>) -> Option<String> {
    why_anyones(turnout).map(|why| format!("{why}, so no one can be called missing."))
}

/// Says which forms tell nothing of who has answered, since they are of an earlier school year.
pub(super) fn say_earlier(path: &Path, forms: &[&Path]) {
    let (are, they) = match forms.len() {
        0 => return,
        1 => ("is", "it doesn't"),
        _ => ("are", "they don't"),
    };
    output::note(format_args!(
        "note: {} {are} from an earlier school year, so {they} count as answers from people on {}.",
        FirstNames::of(forms).words("form"),
        shown(path)
    ));
}

/// Who hasn't answered, who hasn't finished, as `started` says it, and which departments, a
/// sentence each.
pub(super) fn who_is_missing(turnout: &Turnout<'_>, started: &str) -> Vec<String> {
    let names = |members: &[&Member]| {
        let names: Vec<String> = members.iter().map(|member| in_words(member)).collect();
        the_first(&names, NAMED)
    };
    let who = [
        ("No answer from", names(&turnout.missing)),
        (started, names(&turnout.who_began)),
        ("Departments with no answer", turnout.silent.join(", ")),
    ];
    let who = who.iter().filter(|(_, names)| !names.is_empty());
    who.map(|(what, names)| format!("{what}: {names}."))
        .collect()
}

/// What is to be said of the roster as a whole, where not everyone has answered. Names are
/// told only where only the facilitator reads.
pub(super) fn no_answer_from(turnout: &Turnout<'_>, roster: &Path, named: bool) -> Option<Problem> {
    if turnout.is_full() {
        return None;
    }
    let mut said = vec![format!("{}.", in_numbers(turnout))];
    said.extend(unread(turnout));
    said.extend(no_one_missing(turnout));
    if named {
        said.extend(who_is_missing(turnout, "Started but not finished"));
    }
    let remind = printed_commands::remind(roster.parent().unwrap_or(Path::new("")));
    let remind = printed_commands::command(remind);
    let help = format!("To get a reminder to send: {remind}");
    Some(Problem::new(Code::NoAnswerFrom, said.join(" "), help))
}

/// What is said of a form whose name isn't on the roster.
pub(super) fn not_on_roster(roster: &Path) -> Problem {
    Problem::new(
        Code::NotOnRoster,
        format!(
            "The name on this form isn't on the roster {}.",
            shown(roster)
        ),
        "Check how the name is spelled in both files, or add the person to the roster.",
    )
}

/// The same of all forms together.
pub(super) fn names_not_on_roster(roster: &Path, names: &[&str], named: bool) -> Option<Problem> {
    let (forms, have) = match names.len() {
        0 => return None,
        1 => ("1 name on the forms isn't".to_owned(), "it"),
        n => (format!("{n} names on the forms aren't"), "them"),
    };
    let who = match named {
        true => format!(": {}", names.join(", ")),
        false => String::new(),
    };
    Some(Problem::new(
        Code::NotOnRoster,
        format!("{forms} on the roster {}{who}.", shown(roster)),
        format!(
            "The answers are counted. Check how each name is spelled, or add {have} to the roster."
        ),
    ))
}
