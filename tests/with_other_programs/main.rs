//! What needs more than Rust: the pages in a real browser, the workbooks in a real
//! spreadsheet program, the recipes of the corpus in a shell, packages installed as a user would. What a machine lacks is skipped, and said on the last lines.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test ends where it fails, and says what it did"
)]

use std::panic;
use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};

mod browser;
#[path = "../common/mod.rs"]
mod common;
mod debrief;
mod document;
#[cfg(unix)]
mod faults;
#[path = "../exits/files.rs"]
mod files;
mod form;
#[path = "../exits/forms.rs"]
#[allow(dead_code, reason = "only the lines are used here")]
mod forms;
mod google_form;
mod markdown;
mod packages;
mod plan_page;
mod program;
mod sarif;
#[cfg(unix)]
mod special;
mod spreadsheet;
mod summary;
#[path = "../exits/texts.rs"]
#[allow(dead_code, reason = "floods are for the exits")]
mod texts;
mod web;
#[path = "../exits/written.rs"]
#[allow(dead_code, reason = "twins are for the exits")]
mod written;

use program::Program;

/// One test, and the program that it needs.
struct Check {
    name: &'static str,
    needs: &'static Program,
    run: fn(),
}

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let checks: Vec<Check> = [
        browser::checks(),
        debrief::checks(),
        form::checks(),
        google_form::checks(),
        summary::checks(),
        spreadsheet::checks(),
        document::checks(),
        packages::checks(),
        plan_page::checks(),
        markdown::checks(),
        sarif::checks(),
        web::checks(),
        #[cfg(unix)]
        faults::checks(),
        #[cfg(unix)]
        special::checks(),
    ]
    .into_iter()
    .flatten()
    .collect();
    let lacking: Vec<&Program> = program::ALL
        .iter()
        .copied()
        .filter(|program| !program.is_there())
        .collect();
    let skipped = |program: &Program| lacking.iter().any(|p| p.name == program.name);
    let count = |program: &Program| {
        checks
            .iter()
            .filter(|c| c.needs.name == program.name)
            .count()
    };
    let said: Vec<String> = lacking
        .iter()
        .map(|p| {
            format!(
                "skipped: {} tests that need {}. {}",
                count(p),
                p.name,
                p.get
            )
        })
        .collect();
    let trials = checks
        .iter()
        .map(|check| {
            let run = check.run;
            Trial::test(check.name, move || ended(run)).with_ignored_flag(skipped(check.needs))
        })
        .collect();
    let conclusion = libtest_mimic::run(&arguments, trials);
    if !arguments.list {
        for line in &said {
            println!("{line}");
        }
    }
    // Where everything was installed on purpose, a skipped test is a failed one.
    let asked = lacking.iter().any(|program| program.is_installed_by_ci);
    if asked && std::env::var_os("CHRONIC_TESTS_SKIP_NOTHING").is_some() {
        return ExitCode::FAILURE;
    }
    conclusion.exit_code()
}

/// A panic is a failure with its words.
fn ended(run: fn()) -> Result<(), Failed> {
    panic::catch_unwind(run).map_err(|panic| {
        let text = panic
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| panic.downcast_ref::<&str>().copied());
        Failed::from(text.unwrap_or("a test failed"))
    })
}
