//! `chronic schema`, `chronic completions` and `chronic man`: what editors, shells and
//! packagers need, made from the types.

use std::path::Path;

use anyhow::bail;
use clap::CommandFactory;

use crate::cli::{Cli, Completions, Man, Schema, SchemaKind};
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
    clap_mangen::Man::new(command).render(&mut page)?;
    output::result_with(|out| out.write_all(&page))?;
    Ok(Exit::Well)
}
