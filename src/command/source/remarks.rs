//! What is said on stderr of a source: what was left out, what is wrong in a file,
//! what does not belong together, and what may be one person's.

use std::io;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::command::printed_commands::command;
use crate::command::{Exit, output};
use crate::disk::folder::Found;
use crate::disk::refusal::in_words;
use crate::files::content::Kind;
use crate::model::dates::cycle::MOST_DAYS;
use crate::model::dates::mixed::Mixed;
use crate::model::response::duplicate::{Alike, DuplicateFinding};
use crate::problem::{Code, Problem, Severity};
use crate::report::formats::command_line::word;
use crate::report::formats::escape;
use crate::report::results::problem::{self as report, path};
use crate::text::cut;
use crate::toml::writing::quoted;
use crate::words::{self, agreeing, counted, day, days, named, the_first};

/// Names on stderr every file below the paths that was not `done` (counted, checked).
pub fn name_what_is_left_out(found: &Found, done: &str) {
    for (file, error) in &found.refused {
        let folder = folder_of_many(file).map_or_else(String::new, |folder| {
            format!(" Just name the folder, without * or ?: {}", word(&folder))
        });
        let (file, why) = (path(file), in_words(error));
        output::note(format_args!("error: {file} can't be read: {why}.{folder}"));
    }
    for file in &found.not_downloaded {
        output::note(format_args!(
            "warning: {} wasn't {done} because your cloud drive hasn't downloaded it yet. Open it once, then run this again.",
            path(file)
        ));
    }
    for (file, why) in &found.no_plain_files {
        let (file, why) = (path(file), escape::terminal(why));
        output::note(format_args!("warning: {file} wasn't {done}: {why}."));
    }
    for (file, why) in &found.passed_over {
        output::note(format_args!("note: {} wasn't {done}: {why}.", path(file)));
    }
    for file in &found.twice {
        say_twice(file, done);
    }
    for (n, why) in &found.skipped() {
        let were = agreeing(*n, "file or folder was", "files and folders were");
        output::note(format_args!("note: {n} {were} skipped: {why}."));
    }
    say_system(found.system, done);
}

/// Says that a file or folder was named again, for nothing.
pub fn say_twice(file: &Path, done: &str) {
    let file = path(file);
    output::note(format_args!(
        "note: {file} was named more than once but {done} only once."
    ));
}

/// Says why the system would not hand over a file or folder.
pub fn say_refused(file: &Path, error: &io::Error) {
    let (file, why) = (path(file), in_words(error));
    output::note(format_args!("error: {file} can't be read: {why}."));
}

/// Says how many files are the system's or hidden.
pub(super) fn say_system(files: usize, done: &str) {
    if files > 0 {
        let were = agreeing(files, "file wasn't", "files weren't");
        output::note(format_args!(
            "note: {files} system, lock, backup, or hidden {were} {done}."
        ));
    }
}

/// The folder in what was typed for all files in it, such as `responses\*.toml`, where no
/// shell made names of that.
fn folder_of_many(typed: &Path) -> Option<PathBuf> {
    let typed = typed.to_str()?;
    let before = &typed[..typed.find(['*', '?'])?];
    let folder = match before.rfind(['/', '\\']) {
        None => ".",
        Some(end) => &before[..end.max(1)],
    };
    Some(PathBuf::from(folder))
}

/// Says that there was nothing in these paths but for these team assessments, and what was looked
/// for.
pub fn say_nothing_in(paths: &[PathBuf], assessments: &[PathBuf]) {
    let paths: Vec<String> = paths.iter().map(|p| path(p)).collect();
    let (here, init, import) = (
        paths.join(", "),
        command("init"),
        command("import EXPORT FOLDER"),
    );
    output::note(format_args!(
        "error: there are no forms here: {here}\nA form's file name ends in .toml. It can be in this folder or a subfolder. To make a blank one: {init}\nTo read a form tool's export: {import}"
    ));
    if !assessments.is_empty() {
        let first: Vec<String> = assessments.iter().take(3).map(|file| path(file)).collect();
        output::note(format_args!(
            "To use a team assessment, name it and not its folder: {}",
            named(&first, assessments.len(), "team assessment")
        ));
    }
}

/// Says why a file that was named is not of the kind that is wanted, or what keeps it from
/// being one: what it is and its problems, the kind and who wants it, and how to get one.
pub fn not_wanted(
    file: &Path,
    (kind, mut problems): (Option<Kind>, Vec<Problem>),
    (wanted, by): (Kind, &str),
    help: &str,
) -> Exit {
    if let Some(kind) = kind.filter(|kind| *kind != wanted) {
        let message = format!("This is {}, but {by}.", kind.words());
        problems = vec![Problem::new(Code::WrongKind, message, help)];
    }
    output::problems(file, &problems);
    Exit::Wrong
}

/// What is missing in the answers of a source.
#[derive(Debug, Default)]
pub(super) struct Totals {
    /// How many answers there could be.
    answers: usize,
    /// How many are blank and how many ratings do not say how we know, and in how many forms.
    missing: [(usize, usize); 2],
}

impl Totals {
    /// Adds a form, by how many answers are blank in it, and how many have no comment.
    pub(super) fn add(&mut self, gaps: [u32; 2], practices: usize) {
        self.answers += practices;
        for (total, gap) in self.missing.iter_mut().zip(gaps) {
            total.0 += gap as usize;
            total.1 += usize::from(gap > 0);
        }
    }

    /// One line, where anything is missing.
    pub(super) fn say(&self) {
        let [(blank, blank_in), (bare, bare_in)] = self.missing;
        let [blank_in, bare_in] = [blank_in, bare_in].map(|n| counted(n, "form"));
        let (are, all) = (agreeing(blank, "is", "are"), self.answers);
        let (ratings, have) = (counted(bare, "rating"), agreeing(bare, "has", "have"));
        let blank =
            (blank > 0).then(|| format!("{blank} of {all} answers {are} blank (in {blank_in})"));
        let bare = (bare > 0)
            .then(|| format!("{ratings} {have} no comment on how we know (in {bare_in})"));
        let parts: Vec<String> = [blank, bare].into_iter().flatten().collect();
        if !parts.is_empty() {
            output::note(format_args!(
                "note: {}. For details, run chronic validate on these files.",
                parts.join(", and ")
            ));
        }
    }
}

/// Prints what is wrong in one file, but for what is told in totals.
pub(super) fn show_problems(file: &Path, problems: &[Problem]) {
    let mut shown: Vec<&Problem> = problems.iter().collect();
    shown.retain(|p| !matches!(p.code, Code::Unanswered | Code::Undocumented));
    if !shown.is_empty() {
        // A blank line stays between this and what comes next.
        let said = report::human(&path(file), &shown);
        output::note(format_args!("{}\n", said.trim_end_matches('\n')));
    }
}

/// `whose` is what stands before the words: nothing, or a folder and a colon.
pub(super) fn say_mixed(whose: &str, mixed: &Mixed, odd_one: &Path) {
    for mut problem in mixed_problems(mixed) {
        problem.message.insert_str(0, whose);
        problem.help = format!("{} Look at {} first.", problem.help, path(odd_one));
        output::note(report::note(&problem));
    }
}

/// So many files are named in one message.
const NAMED: usize = 10;

/// Prints a finding, and gives the responses that it is about; `file` gives the path of a
/// response as it is shown, and `copies` what is known of one by its name.
pub(super) fn show_duplicates<'f>(
    finding: &'f DuplicateFinding,
    file: &dyn Fn(usize) -> String,
    copies: &dyn Fn(usize) -> Option<Problem>,
) -> &'f [usize] {
    let (files, mut problem) = duplicates(finding, file);
    if let Some(copy) = files.iter().take(NAMED).find_map(|at| copies(*at)) {
        problem.message.push(' ');
        problem.message.push_str(&copy.message);
    }
    let first = files.first().map_or_else(String::new, |at| file(*at));
    output::note(report::human(&first, &[&problem]).trim_end());
    files
}

/// A finding as a problem, and the responses that it is about.
pub(crate) fn duplicates<'f>(
    finding: &'f DuplicateFinding,
    file: &dyn Fn(usize) -> String,
) -> (&'f [usize], Problem) {
    const DIFFER: &str =
        "look like the same person (same district, name, and role), but their answers differ on";
    const CHOOSE: &str = "Keep the right one and move the other out of the folder. Or run tally with --duplicates latest (count the later date) or --duplicates all (they are two people).";
    let code = match &finding.alike {
        Alike::SameAnswers => Code::SamePersonSameAnswers,
        Alike::SameFile | Alike::SameFileOnce | Alike::SameWords | Alike::SameComments(_) => {
            Code::SameFile
        }
        Alike::SameName => Code::SameName,
        _ => Code::SamePerson,
    };
    let (what, help) = match &finding.alike {
        Alike::SameAnswers => (
            "are from the same person and have the same answers, so they count once.".to_owned(),
            "You don't need to do anything. You can remove all but one of them from the folder.",
        ),
        Alike::Differ(practices) => (format!("{DIFFER} {}.", numbers(practices)), CHOOSE),
        Alike::NoLatest(practices) => (
            format!("{DIFFER} {}. Their dates don't show which is newer.", numbers(practices)),
            "Keep the right one (probably the one you received last) and move the other out of the folder. If they are two different people, run tally with --duplicates all.",
        ),
        Alike::SeveralYears(people) => (
            format!(
                "are from {} who answered in more than one school year.",
                agreeing(*people, "a person", "people")
            ),
            "Count one school year at a time: keep its forms in a folder of their own, and name only that folder.",
        ),
        Alike::Latest(latest) => (
            format!("are from the same person with different answers. {} has the latest date, so it was counted.", file(*latest)),
            "",
        ),
        Alike::AllCounted => (
            "have the same district, name, and role but different answers. Each was counted.".to_owned(),
            "",
        ),
        Alike::SameFile => (
            "have no name and are identical. They could be copies of one response.".to_owned(),
            "Move the copies out of the folder. Or run tally with --duplicates latest (count one) or --duplicates all (count each).",
        ),
        Alike::SameWords => (
            "have the same answers, word for word. Each counts.".to_owned(),
            "If one is a copy of the other, move it out of the folder.",
        ),
        Alike::SameComments(practices) => (
            format!("have the same comments, word for word, but their answers differ on {}. Each counts.", numbers(practices)),
            "If they're from one person, keep the right one and move the other out of the folder.",
        ),
        Alike::SameName => (
            "have the same name but a different role or district, so they count as different people.".to_owned(),
            "If one person answered twice, move one of the files out of the folder.",
        ),
        Alike::SameFileOnce => (
            "have no name and are identical, so they were counted once.".to_owned(),
            "",
        ),
    };
    let files = finding.of.as_slice();
    let first: Vec<String> = files.iter().take(NAMED).map(|at| file(*at)).collect();
    let named = named(&first, files.len(), "file");
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
