//! What is said of responses that may be one person's.

use jiff::civil::Date;

use crate::command::output;
use crate::model::dates::cycle::MOST_DAYS;
use crate::model::dates::mixed::Mixed;
use crate::model::response::duplicate::DuplicateFinding;
use crate::problem::{Code, Problem, Severity};
use crate::report::results::problem as report;
use crate::text::cut;
use crate::toml::writing::quoted;
use crate::words::{self, agreeing, day, days, the_first};

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
    const DIFFER: &str =
        "look like the same person (same district, name, and role), but their answers differ on";
    const CHOOSE: &str = "Keep the right one and move the other out of the folder. Or run tally with --duplicates latest (count the later date) or --duplicates all (they are two people).";
    use DuplicateFinding as Found;
    let code = match finding {
        Found::SameAnswers(_) => Code::SamePersonSameAnswers,
        Found::SameFile(_)
        | Found::SameFileOnce(_)
        | Found::SameWords(_)
        | Found::SameComments(..) => Code::SameFile,
        Found::SameName(_) => Code::SameName,
        _ => Code::SamePerson,
    };
    let (what, help) = match finding {
        Found::SameAnswers(_) => (
            "are from the same person and have the same answers, so they count once.".to_owned(),
            "You don't need to do anything. You can remove all but one of them from the folder.",
        ),
        Found::Differ(_, practices) => (format!("{DIFFER} {}.", numbers(practices)), CHOOSE),
        Found::NoLatest(_, practices) => (
            format!("{DIFFER} {}. Their dates don't show which is newer.", numbers(practices)),
            "Keep the right one (probably the one you received last) and move the other out of the folder. If they are two different people, run tally with --duplicates all.",
        ),
        Found::SeveralYears(_, people) => (
            format!(
                "are from {} who answered in more than one school year.",
                agreeing(*people, "a person", "people")
            ),
            "Count one school year at a time: keep its forms in a folder of their own, and name only that folder.",
        ),
        Found::Latest(_, latest) => (
            format!("are from the same person with different answers. {} has the latest date, so it was counted.", file(*latest)),
            "",
        ),
        Found::AllCounted(_) => (
            "have the same district, name, and role but different answers. Each was counted.".to_owned(),
            "",
        ),
        Found::SameFile(_) => (
            "have no name and are identical. They could be copies of one response.".to_owned(),
            "Move the copies out of the folder. Or run tally with --duplicates latest (count one) or --duplicates all (count each).",
        ),
        Found::SameWords(_) => (
            "have the same answers, word for word. Each counts.".to_owned(),
            "If one is a copy of the other, move it out of the folder.",
        ),
        Found::SameComments(_, practices) => (
            format!("have the same comments, word for word, but their answers differ on {}. Each counts.", numbers(practices)),
            "If they're from one person, keep the right one and move the other out of the folder.",
        ),
        Found::SameName(_) => (
            "have the same name but a different role or district, so they count as different people.".to_owned(),
            "If one person answered twice, move one of the files out of the folder.",
        ),
        Found::SameFileOnce(_) => (
            "have no name and are identical, so they were counted once.".to_owned(),
            "",
        ),
    };
    let files = finding.responses();
    let first: Vec<String> = files.iter().take(NAMED).map(|at| file(*at)).collect();
    let named = words::named(&first, files.len(), "file");
    let mut problem = Problem::new(code, format!("{named} {what}"), help);
    // What was an error until somebody decided.
    if !finding.is_error() {
        problem.severity = Severity::Warning;
    }
    (files, problem)
}

/// What doesn't belong together in one source, as problems.
pub(crate) fn mixed_problems(mixed: &Mixed) -> Vec<Problem> {
    let several = |what: &str, names: &[String]| {
        let names = the_first(names, NAMED);
        (!names.is_empty()).then(|| format!("are from more than one {what} ({names})."))
    };
    let apart = mixed.dates.map(|(from, to)| {
        let (from, to) = (day(from), day(to));
        format!("are more than {MOST_DAYS} days apart ({from} to {to}).")
    });
    let said = [
        several("district", &mixed.districts),
        several("school year", &mixed.cycles),
        apart,
    ];
    let problem = |what: String, help: &str| Problem::new(Code::MixedCycles, what, help);
    let said = said.into_iter().flatten().map(|what| {
        let help = "Is there an old form, or one from another district, in the folder?";
        problem(format!("The responses {what}"), help)
    });
    let outside = mixed.outside.as_ref();
    let outside = outside.map(|of| problem(other_year(of), USED_AGAIN));
    said.chain(outside).collect()
}

/// What to do about forms of which [`other_year`] is said.
pub(crate) const USED_AGAIN: &str =
    "If the forms were used again, change the school year (cycle) in each.";

/// That forms name another school year than that of their days.
pub(crate) fn other_year((cycle, from, to): &(String, Date, Date)) -> String {
    format!(
        "The responses name the school year {}, but their dates are {}.",
        quoted(&cut(cycle)),
        days(*from, *to)
    )
}

fn numbers(practices: &[usize]) -> String {
    let numbers = practices.iter().map(|p| p + 1);
    words::numbered("practice", &numbers.collect::<Vec<_>>())
}
