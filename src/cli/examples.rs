//! What to type: an example or two of each command, for its help, its manual page, and for who
//! names nothing. They work as typed where the files of `examples/` are; a test runs them.

use clap::Command;

/// The words after `chronic` of each command's examples, those of one command in a row.
pub const EXAMPLES: &[&str] = &[
    "init --name \"Ana Ruiz\" --role \"School nurse\"",
    "init --anonymous 9 forms",
    "validate responses",
    "validate responses --fix",
    "tally responses",
    "tally responses -o team.toml",
    "tally workbook.xlsx -o team-2026.toml",
    "diff team-2025.toml team-2026.toml",
    "diff team-2025.toml team-2026.toml responses -o trend.html",
    "render team-2026.toml -o summary-2026.html",
    "render team-2026.toml --plan plan-2026.toml",
    "page team-2026.toml -o debrief.html",
    "page team-2026.toml --previous team-2025.toml -o debrief.html",
    "page plan-2026.toml -o plan.html",
    "plan draft team-2026.toml -o plan.toml",
    "plan update plan-2026.toml team-2026.toml",
    "plan update plan-2026.toml workbook.xlsx",
    "plan status plan-2026.toml",
    "plan status plan-2026.toml --by owner",
    "plan review plan-2026.toml",
    "plan calendar plan-2026.toml -o plan.ics",
    "import form-export.csv forms --dry-run",
    "import form-export.csv forms",
    "next",
    "next --today 2026-11-02",
    "rubric",
    "rubric --format toml",
    "schema response",
    "schema tally",
    "completions bash",
    "man",
    "man tally",
];

/// Those of the program itself.
const OF_ALL: &[&str] = &[
    "init --anonymous 9 forms",
    "tally responses",
    "render team-2026.toml -o summary-2026.html",
    "plan draft team-2026.toml -o plan.toml",
];
/// Those of all that is done with a plan.
const OF_PLANS: &[&str] = &[
    "plan draft team-2026.toml -o plan.toml",
    "plan status plan-2026.toml",
];

/// The command of an example, such as `plan draft`.
pub(super) fn command_of(line: &str) -> &str {
    let words = if line.starts_with("plan ") { 2 } else { 1 };
    let end = line.match_indices(' ').nth(words - 1);
    end.map_or(line, |(end, _)| &line[..end])
}

/// The examples of a command, such as `plan draft`.
#[must_use]
pub fn examples_of(command: &str) -> Vec<&'static str> {
    match command {
        "" => OF_ALL.to_vec(),
        "plan" => OF_PLANS.to_vec(),
        _ => {
            let lines = EXAMPLES.iter().copied();
            lines.filter(|line| command_of(line) == command).collect()
        }
    }
}

/// Puts its examples at the end of each command's help.
#[must_use]
pub fn with_examples(command: Command) -> Command {
    below(command, "")
}

fn below(command: Command, path: &str) -> Command {
    let names: Vec<String> = command
        .get_subcommands()
        .map(|inner| inner.get_name().to_owned())
        .collect();
    let command = names.into_iter().fold(command, |command, name| {
        let path = format!("{path} {name}");
        command.mut_subcommand(&name, |inner| below(inner, path.trim_start()))
    });
    let lines = examples_of(path).into_iter();
    match &*lines
        .map(|line| format!("\n  chronic {line}"))
        .collect::<String>()
    {
        "" => command,
        lines => command.after_help(format!("Examples:{lines}")),
    }
}
