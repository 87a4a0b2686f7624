//! What is said of responses that may be one person's.

use crate::command::output;
use crate::model::duplicate::Finding;
use crate::problem::{Code, Problem};
use crate::report::problem as report;

/// So many files are named in one message.
const NAMED: usize = 10;

/// Prints a finding, and gives the responses that it is about; `file` gives the path of a
/// response as it is shown, and `copies` what is known of one by its name.
pub(super) fn show<'f>(
    finding: &'f Finding,
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

fn problem<'f>(finding: &'f Finding, file: &dyn Fn(usize) -> String) -> (&'f [usize], Problem) {
    const CHOOSE: &str = "Keep the right one and take the other out of the folder; or run this again with --duplicates latest (the later date counts) or --duplicates all (they are two people).";
    let named = |files: &[usize]| named(files, file);
    match finding {
        Finding::SameAnswers(files) => (files, Problem::new(
            Code::SamePersonSameAnswers,
            format!("{} are from one person with the same answers: counted once.", named(files)),
            "Nothing needs to be done; all but one can be taken out of the folder.",
        )),
        Finding::Differ(files, practices) => (files, Problem::new(
            Code::SamePerson,
            format!("{} are from one person (the same district, name and role), and their answers differ: {}.", named(files), numbers(practices)),
            CHOOSE,
        )),
        Finding::NoLatest(files, practices) => (files, Problem::new(
            Code::SamePerson,
            format!("{} are from one person (the same district, name and role), and their answers differ: {}. Their dates do not tell which is the latest.", named(files), numbers(practices)),
            "Keep the right one, most likely the one that came last, and take the other out of the folder. If they are two people, run this again with --duplicates all.",
        )),
        Finding::Latest(files, latest) => (files, Problem::new(
            Code::SamePerson,
            format!("{} are from one person with different answers: {}, which has the latest date, is counted.", named(files), file(*latest)),
            "",
        ).plain_warning()),
        Finding::AllCounted(files) => (files, Problem::new(
            Code::SamePerson,
            format!("{} have the same district, name and role and different answers: each is counted.", named(files)),
            "",
        ).plain_warning()),
        Finding::SameFile(files) => (files, Problem::new(
            Code::SameFile,
            format!("{} have no name and are the same to the letter: nobody can tell whether they are copies of one response.", named(files)),
            "Take the copies out of the folder; or run this again with --duplicates latest (counted once) or --duplicates all (each is counted).",
        )),
        Finding::SameWords(files) => (files, Problem::new(
            Code::SameFile,
            format!("{} have no name and say the same of every practice, in the same words: each is counted.", named(files)),
            "If one is a copy of the other, take it out of the folder.",
        ).plain_warning()),
        Finding::SameName(files) => (
            files,
            Problem::new(
                Code::SameName,
                format!(
                    "{} have the same name, and another role or district: each is counted, as another person.",
                    named(files)
                ),
                "If it is one person who answered twice, take one of them out of the folder.",
            ),
        ),
        Finding::SameFileOnce(files) => (files, Problem::new(
            Code::SameFile,
            format!("{} have no name and are the same to the letter: counted once.", named(files)),
            "",
        ).plain_warning()),
    }
}

impl Problem {
    /// What was an error until somebody decided.
    fn plain_warning(mut self) -> Self {
        self.severity = crate::problem::Severity::Warning;
        self
    }
}

fn named(files: &[usize], file: &dyn Fn(usize) -> String) -> String {
    let names: Vec<String> = files.iter().take(NAMED).map(|at| file(*at)).collect();
    let more = files.len() - names.len();
    if more > 0 {
        return format!("{} and {more} more files", names.join(", "));
    }
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => names.join(""),
    }
}

fn numbers(practices: &[usize]) -> String {
    let numbers: Vec<String> = practices.iter().map(|p| (p + 1).to_string()).collect();
    let word = if numbers.len() == 1 {
        "practice"
    } else {
        "practices"
    };
    format!("{word} {}", numbers.join(", "))
}
