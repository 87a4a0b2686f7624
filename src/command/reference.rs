//! `chronic schema`, `chronic completions` and `chronic man`: what editors, shells and
//! packagers need, made from the types.

use std::path::Path;

use anyhow::bail;
use clap::CommandFactory;
use clap_mangen::roff::{Roff, bold, roman};

use crate::cli::{Cli, Completions, Man, Schema, SchemaKind, examples_of};
use crate::command::{Exit, output, rubric_for};
use crate::file::read::Kind;
use crate::file::schema;
use crate::report::escape;

/// Runs `schema`.
///
/// # Errors
/// When the system refuses a file.
pub(super) fn schema(args: &Schema, rubric: Option<&Path>) -> anyhow::Result<Exit> {
    let rubric = match rubric_for(rubric)? {
        Ok(rubric) => rubric,
        Err(exit) => return Ok(exit),
    };
    let kind = match args.kind {
        SchemaKind::Response => Kind::Response,
        SchemaKind::TeamAssessment => Kind::TeamAssessment,
        SchemaKind::Plan => Kind::Plan,
        SchemaKind::Rubric => Kind::Rubric,
    };
    let text = escape::json(&format!("{:#}\n", schema::schema(kind, &rubric)));
    output::result_with(|out| out.write_all(text.as_bytes()))?;
    Ok(Exit::Well)
}

/// Runs `completions`.
///
/// # Errors
/// When the system refuses the output.
pub(super) fn completions(args: &Completions) -> anyhow::Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "chronic", &mut script);
    output::result_with(|out| out.write_all(&script))?;
    Ok(Exit::Well)
}

/// The day on which the pages of the manual last changed in what they say.
const DATE: &str = "2026-11-29";

/// What the exit codes say.
const EXIT_STATUS: [(&str, &str); 3] = [
    ("0", "All is well. There may be warnings."),
    (
        "1",
        "The files were read and something in them is wrong: a damaged response, an incomplete plan.",
    ),
    (
        "2",
        "Wrong usage, nothing to count, or the system refused: no such file, no permission, a full disk.",
    ),
];

/// The files that a run reads, writes or leaves.
const FILES: [(&str, &str); 4] = [
    (
        "*.toml",
        "Responses, team assessments, plans, and self-assessments: plain text that people fill in.",
    ),
    (
        "*.bak",
        "What validate --fix keeps of a file that it changes.",
    ),
    (
        ".chronic-lock",
        "Who is writing into a folder, so that a second run waits. It's gone when that run ends. If that run was stopped, others go on after two minutes.",
    ),
    (
        ".chronic-*.tmp",
        "A file that was being written when a run was stopped. It's never counted, and a later run removes it after a day.",
    ),
];

/// The sections of a page that are not made from the types.
fn own_sections(command: &str) -> Roff {
    let mut page = Roff::new();
    let items = |page: &mut Roff, of: &[(&str, &str)]| {
        for (what, means) in of {
            page.control("TP", []);
            page.text([bold(*what)]);
            page.text([roman(*means)]);
        }
    };
    page.control("SH", ["EXIT STATUS"]);
    items(&mut page, &EXIT_STATUS);
    page.control("SH", ["FILES"]);
    items(&mut page, &FILES);
    page.control("SH", ["EXAMPLES"]);
    for line in examples_of(command) {
        page.control("PP", []);
        page.text([bold(format!("chronic {line}"))]);
    }
    page
}

/// Runs `man`.
///
/// # Errors
/// Wrong usage: there is no such command; or the system refuses the output.
pub(super) fn man(args: &Man) -> anyhow::Result<Exit> {
    let mut command = Cli::command();
    command.build();
    for name in &args.command {
        let Some(inner) = command.find_subcommand(name) else {
            bail!("there is no command {name}. `chronic help` lists them");
        };
        // A page is called after all of its words: chronic-plan-draft.
        let title = format!("{}-{}", command.get_name(), inner.get_name());
        command = inner.clone().name(title);
    }
    let mut page = Vec::new();
    let own = own_sections(&args.command.join(" "));
    let page_of = clap_mangen::Man::new(command).date(DATE);
    page_of.render(&mut page)?;
    own.to_writer(&mut page)?;
    output::result_with(|out| out.write_all(&page))?;
    Ok(Exit::Well)
}
