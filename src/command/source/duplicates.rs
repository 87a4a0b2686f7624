//! What is said of responses that may be one person's.

use crate::command::output;
use crate::model::dates::cycle::{MOST_DAYS, Mixed};
use crate::model::response::duplicate::DuplicateFinding;
use crate::problem::{Code, Problem};
use crate::report::results::problem as report;
use crate::words::{self, day, the_first};

/// So many files are named in one message.
const NAMED: usize = 10;

/// Prints a finding, and gives the responses that it is about; `file` gives the path of a
/// response as it is shown, and `copies` what is known of one by its name.
pub(crate) fn show<'f>(
    finding: &'f DuplicateFinding,
    file: &dyn Fn(usize) -> String,
    copies: &dyn Fn(usize) -> Option<Problem>,
) -> &'f [usize] {
    let (files, mut problem) = problem(finding, file);
    if let Some(copy) = files.iter().take(NAMED).find_map(|at| copies(*at)) {
        problem.message.push(' ');
        problem.message.push_str(&copy.message);
    }
    let first = files.first().map_or_else(String::new, |at| file(*at));
    output::note(report::human(&first, &[&problem]).trim_end());
    files
}

/// A finding as a problem, and the responses that it is about.
pub(crate) fn problem<'f>(
    finding: &'f DuplicateFinding,
    file: &dyn Fn(usize) -> String,
) -> (&'f [usize], Problem) {
    const CHOOSE: &str = "Keep the right one and move the other out of the folder. Or run tally with --duplicates latest (count the later date) or --duplicates all (they are two people).";
    let named = |files: &[usize]| named(files, file);
    match finding {
        DuplicateFinding::SameAnswers(files) => (files, Problem::new(
            Code::SamePersonSameAnswers,
            format!("{} are from the same person and have the same answers, so they count once.", named(files)),
            "You don't need to do anything. You can remove all but one of them from the folder.",
        )),
        DuplicateFinding::Differ(files, practices) => (files, Problem::new(
            Code::SamePerson,
            format!("{} look like the same person (same district, name, and role), but their answers differ on {}.", named(files), numbers(practices)),
            CHOOSE,
        )),
        DuplicateFinding::NoLatest(files, practices) => (files, Problem::new(
            Code::SamePerson,
            format!("{} look like the same person (same district, name, and role), but their answers differ on {}. Their dates don't show which is newer.", named(files), numbers(practices)),
            "Keep the right one (probably the one you received last) and move the other out of the folder. If they are two different people, run tally with --duplicates all.",
        )),
        DuplicateFinding::Latest(files, latest) => (files, Problem::new(
            Code::SamePerson,
            format!("{} are from the same person with different answers. {} has the latest date, so it was counted.", named(files), file(*latest)),
            "",
        ).plain_warning()),
        DuplicateFinding::AllCounted(files) => (files, Problem::new(
            Code::SamePerson,
            format!("{} have the same district, name, and role but different answers. Each was counted.", named(files)),
            "",
        ).plain_warning()),
        DuplicateFinding::SameFile(files) => (files, Problem::new(
            Code::SameFile,
            format!("{} have no name and are identical. They could be copies of one response.", named(files)),
            "Move the copies out of the folder. Or run tally with --duplicates latest (count one) or --duplicates all (count each).",
        )),
        DuplicateFinding::SameWords(files) => (files, Problem::new(
            Code::SameFile,
            format!("{} have the same answers, word for word. Each counts.", named(files)),
            "If one is a copy of the other, move it out of the folder.",
        ).plain_warning()),
        DuplicateFinding::SameName(files) => (
            files,
            Problem::new(
                Code::SameName,
                format!(
                    "{} have the same name but a different role or district, so they count as different people.",
                    named(files)
                ),
                "If one person answered twice, move one of the files out of the folder.",
            ),
        ),
        DuplicateFinding::SameFileOnce(files) => (files, Problem::new(
            Code::SameFile,
            format!("{} have no name and are identical, so they were counted once.", named(files)),
            "",
        ).plain_warning()),
    }
}

/// What doesn't belong together in one source, as problems.
pub(crate) fn mixed_problems(mixed: &Mixed) -> Vec<Problem> {
    let mut found = Vec::new();
    let mut say = |message: String| {
        found.push(Problem::new(
            Code::MixedCycles,
            message,
            "Is there an old form, or one from another district, in the folder?",
        ));
    };
    if !mixed.districts.is_empty() {
        say(format!(
            "The responses are from more than one district ({}).",
            the_first(&mixed.districts, NAMED)
        ));
    }
    if !mixed.cycles.is_empty() {
        say(format!(
            "The responses are from more than one school year ({}).",
            the_first(&mixed.cycles, NAMED)
        ));
    }
    if let Some((from, to)) = mixed.dates {
        say(format!(
            "The responses are more than {MOST_DAYS} days apart ({} to {}).",
            day(from),
            day(to)
        ));
    }
    found
}

impl Problem {
    /// What was an error until somebody decided.
    fn plain_warning(mut self) -> Self {
        self.severity = crate::problem::Severity::Warning;
        self
    }
}

fn named(files: &[usize], file: &dyn Fn(usize) -> String) -> String {
    let first: Vec<String> = files.iter().take(NAMED).map(|at| file(*at)).collect();
    words::named(&first, files.len(), "file")
}

fn numbers(practices: &[usize]) -> String {
    let numbers = practices.iter().map(|p| p + 1);
    words::numbered("practice", &numbers.collect::<Vec<_>>())
}
