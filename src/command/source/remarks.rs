//! What is said on stderr of a source: what was left out, what is wrong in a file,
//! what does not belong together.

use std::path::{Path, PathBuf};

use crate::command::printed_commands::command;
use crate::command::source::duplicates::mixed_problems;
use crate::command::{Exit, output};
use crate::disk::folder::Found;
use crate::disk::refusal::in_words;
use crate::files::content::Kind;
use crate::model::dates::mixed::Mixed;
use crate::problem::{Code, Problem};
use crate::report::formats::command_line::word;
use crate::report::formats::escape;
use crate::report::results::problem::{self as report, path};
use crate::words::{agreeing, counted, named};

/// Names on stderr every file below the paths that was not `done` (counted, checked).
pub fn name_what_is_left_out(found: &Found, done: &str) {
    for (file, error) in &found.refused {
        let folder = folder_of_many(file).map_or_else(String::new, |folder| {
            format!(" Just name the folder, without * or ?: {}", word(&folder))
        });
        output::note(format_args!(
            "error: {} can't be read: {}.{folder}",
            path(file),
            in_words(error)
        ));
    }
    for file in &found.not_downloaded {
        output::note(format_args!(
            "warning: {} wasn't {done} because your cloud drive hasn't downloaded it yet. Open it once, then run this again.",
            path(file)
        ));
    }
    for (file, why) in &found.no_plain_files {
        output::note(format_args!(
            "warning: {} wasn't {done}: {}.",
            path(file),
            escape::terminal(why)
        ));
    }
    for (file, why) in &found.passed_over {
        output::note(format_args!("note: {} wasn't {done}: {why}.", path(file)));
    }
    for file in &found.twice {
        output::note(format_args!(
            "note: {} was named more than once but {done} only once.",
            path(file)
        ));
    }
    for (n, why) in &found.skipped() {
        let were = agreeing(*n, "file or folder was", "files and folders were");
        output::note(format_args!("note: {n} {were} skipped: {why}."));
    }
    say_system(found.system, done);
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
    Some(match before.rfind(['/', '\\']) {
        None => PathBuf::from("."),
        Some(0) => PathBuf::from(&before[..1]),
        Some(end) => PathBuf::from(&before[..end]),
    })
}

/// Says that there was nothing in these paths but for these team assessments, and what was looked
/// for.
pub fn say_nothing_in(paths: &[PathBuf], assessments: &[PathBuf]) {
    let paths: Vec<String> = paths.iter().map(|p| path(p)).collect();
    output::note(format_args!(
        "error: there are no forms here: {}\nA form's file name ends in .toml. It can be in this folder or a subfolder. To make a blank one: {}\nTo read a form tool's export: {}",
        paths.join(", "),
        command("init"),
        command("import EXPORT FOLDER"),
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
    /// How many are blank, and in how many forms.
    unanswered: (usize, usize),
    /// How many ratings do not say how we know, and in how many forms.
    undocumented: (usize, usize),
}

impl Totals {
    /// Adds a form, by how many answers are blank in it, and how many have no comment.
    pub(super) fn add(&mut self, [unanswered, undocumented]: [u32; 2], practices: usize) {
        self.answers += practices;
        for (total, gap) in [
            (&mut self.unanswered, unanswered),
            (&mut self.undocumented, undocumented),
        ] {
            total.0 += gap as usize;
            total.1 += usize::from(gap > 0);
        }
    }

    /// One line, where anything is missing.
    pub(super) fn say(&self) {
        let ((blank, blank_in), (bare, bare_in)) = (self.unanswered, self.undocumented);
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
