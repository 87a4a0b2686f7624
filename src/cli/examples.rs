//! What to type: an example or two of each command, for its help, its manual page, and for who
//! names nothing. They work as typed where the files of `examples/` are; a test runs them.

use clap::Command;

/// The words after `chronic` of each command's examples; those of the program itself come first.
pub const EXAMPLES: &[(&str, &[&str])] = &[
    (
        "",
        &[
            "init --anonymous 9 forms",
            "tally responses",
            "render team-2026.toml -o summary-2026.html",
            "plan draft team-2026.toml -o plan.toml",
        ],
    ),
    (
        "init",
        &[
            "init --name \"Ana Ruiz\" --role \"School nurse\"",
            "init --anonymous 9 forms",
        ],
    ),
    (
        "validate",
        &["validate responses", "validate responses --fix"],
    ),
    (
        "tally",
        &[
            "tally responses",
            "tally responses -o team.toml",
            "tally workbook.xlsx -o team-2026.toml",
        ],
    ),
    (
        "diff",
        &[
            "diff team-2025.toml team-2026.toml",
            "diff team-2025.toml team-2026.toml responses -o trend.html",
        ],
    ),
    (
        "render",
        &[
            "render team-2026.toml -o summary-2026.html",
            "render team-2026.toml --plan plan-2026.toml",
        ],
    ),
    (
        "page",
        &[
            "page team-2026.toml -o debrief.html",
            "page team-2026.toml --previous team-2025.toml -o debrief.html",
            "page plan-2026.toml -o plan.html",
        ],
    ),
    (
        "plan",
        &[
            "plan draft team-2026.toml -o plan.toml",
            "plan status plan-2026.toml",
        ],
    ),
    ("plan draft", &["plan draft team-2026.toml -o plan.toml"]),
    (
        "plan update",
        &[
            "plan update plan-2026.toml team-2026.toml",
            "plan update plan-2026.toml workbook.xlsx",
        ],
    ),
    (
        "plan status",
        &[
            "plan status plan-2026.toml",
            "plan status plan-2026.toml --by owner",
        ],
    ),
    ("plan review", &["plan review plan-2026.toml"]),
    (
        "plan calendar",
        &["plan calendar plan-2026.toml -o plan.ics"],
    ),
    (
        "import",
        &[
            "import form-export.csv forms --dry-run",
            "import form-export.csv forms",
        ],
    ),
    ("next", &["next", "next --today 2026-11-02"]),
    ("rubric", &["rubric", "rubric --format toml"]),
    ("schema", &["schema response", "schema tally"]),
    ("completions", &["completions bash"]),
    ("man", &["man", "man tally"]),
];

/// Those of a command, such as `plan draft`.
#[must_use]
pub fn examples_of(command: &str) -> &'static [&'static str] {
    let of = EXAMPLES.iter().find(|(of, _)| *of == command);
    of.map_or(&[], |(_, lines)| lines)
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
    let lines = examples_of(path);
    if lines.is_empty() {
        return command;
    }
    let mut help = String::from("Examples:");
    for line in lines {
        help.push_str("\n  chronic ");
        help.push_str(line);
    }
    command.after_help(help)
}
