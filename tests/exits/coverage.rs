//! The list of forms is whole: it has every command, every option and every value that an
//! option or argument can take, as the program itself declares them.

use std::collections::BTreeSet;

use chronic::cli::Cli;
use clap::{ArgMatches, Command, CommandFactory as _};

use crate::exits::forms::FORMS;

/// What the lists below are of: `render`, `render --title`, `render --format markdown`.
type Declared = BTreeSet<String>;

/// All that a command declares, and the commands below it.
fn declare(command: &Command, called: &str, all: &mut Declared) {
    let below = command.get_subcommands();
    let below: Vec<&Command> = below.filter(|c| c.get_name() != "help").collect();
    for command in &below {
        let called = format!("{called} {}", command.get_name());
        declare(command, called.trim(), all);
    }
    if !below.is_empty() {
        return;
    }
    all.insert(called.to_owned());
    for argument in command.get_arguments() {
        if ["help", "version", "rubric"].contains(&argument.get_id().as_str()) {
            continue;
        }
        let id = argument.get_id();
        all.insert(format!("{called} {id}"));
        // Of a flag these are true and false.
        if argument.get_action().takes_values() {
            let values = argument.get_possible_values();
            all.extend(
                values
                    .iter()
                    .map(|v| format!("{called} {id} {}", v.get_name())),
            );
        }
    }
}

/// With the arguments of every command, which are otherwise set up for the one that runs.
fn built(mut command: Command) -> Command {
    command.build();
    command
}

/// What a line of the list uses of it; nothing where it is a mistake on purpose.
fn used(line: &str, all: &mut Declared) {
    let words = std::iter::once("chronic").chain(line.split(' '));
    let Ok(found) = Cli::command().try_get_matches_from(words) else {
        return;
    };
    let (mut called, mut at): (String, &ArgMatches) = (String::new(), &found);
    while let Some((name, below)) = at.subcommand() {
        called = format!("{called} {name}").trim().to_owned();
        at = below;
    }
    all.insert(called.clone());
    for id in at.ids().map(clap::Id::as_str) {
        let is_asked = at.value_source(id) != Some(clap::parser::ValueSource::DefaultValue);
        if is_asked {
            all.insert(format!("{called} {id}"));
        }
        for value in at.try_get_raw(id).ok().flatten().into_iter().flatten() {
            all.insert(format!("{called} {id} {}", value.to_string_lossy()));
        }
    }
}

#[test]
fn every_command_option_and_value_is_in_the_list() {
    let (mut declared, mut listed) = (Declared::new(), Declared::new());
    declare(&built(Cli::command()), "", &mut declared);
    FORMS.iter().for_each(|(line, _)| used(line, &mut listed));
    let missing: Vec<&String> = declared.difference(&listed).collect();
    assert!(
        missing.is_empty(),
        "hostile text is not tried with these (command, option, value): {missing:#?}\n\
         Add a line that uses each to FORMS in tests/exits/forms.rs, with the kind of its result."
    );
}

#[test]
fn what_is_not_in_the_list_is_found() {
    let (mut declared, mut listed) = (Declared::new(), Declared::new());
    let more = Cli::command().mut_subcommand("render", |render| {
        render.arg(
            clap::Arg::new("paper")
                .long("paper")
                .value_parser(["a4", "letter"]),
        )
    });
    declare(&built(more), "", &mut declared);
    FORMS.iter().for_each(|(line, _)| used(line, &mut listed));
    let missing: Vec<&String> = declared.difference(&listed).collect();
    assert_eq!(
        missing,
        ["render paper", "render paper a4", "render paper letter"]
    );
}

/// What changes who may read a result; a row of docs/confidentiality.md has to say so.
const REVEALING: &[&str] = &[
    "--audience",
    "--before-debrief",
    "--brief",
    "--by",
    "--long",
    "--previous",
    "--previous-plan",
    "--roster",
    "--show-owners",
    "department",
    "district-office",
    "families",
    "folder",
    "partners",
    "public",
    "role",
    "school-board",
    "schools",
];

/// The commands of the table's rows, each as its words: those between backquotes in the
/// first cell.
fn rows() -> Vec<Vec<&'static str>> {
    let page = include_str!("../../docs/confidentiality.md");
    let table = page.split_once("## What each command reveals").unwrap().1;
    let rows = table
        .lines()
        .skip(2)
        .skip_while(|line| !line.starts_with("| `"));
    let cells = rows
        .take_while(|line| line.starts_with('|'))
        .map(|line| line.split(" | ").next().unwrap());
    let commands = cells.flat_map(|cell| cell.split('`').skip(1).step_by(2));
    commands.map(|c| c.split(' ').collect()).collect()
}

/// Who may see what a command makes is said for every way out, and for none that isn't there.
#[test]
fn every_way_out_has_its_row_in_the_table_of_who_may_see_it() {
    let (mut missing, rows) = (Vec::new(), rows());
    let lines: Vec<Vec<&str>> = FORMS
        .iter()
        .map(|(line, _)| line.split([' ', '=']).collect())
        .filter(|words: &Vec<&str>| !words[0].starts_with("WORDS"))
        .collect();
    let is_of = |row: &[&str], line: &[&str]| row.iter().all(|word| line.contains(word));
    for line in &lines {
        let said: Vec<&&str> = rows
            .iter()
            .filter(|row| is_of(row, line))
            .flatten()
            .collect();
        let unsaid = line
            .iter()
            .filter(|word| REVEALING.contains(word) && !said.contains(word));
        let unsaid: Vec<&&str> = unsaid.collect();
        if said.is_empty() || !unsaid.is_empty() {
            missing.push(format!("{} {unsaid:?}", line.join(" ")));
        }
    }
    for row in &rows {
        if !lines.iter().any(|line| is_of(row, line)) {
            missing.push(format!("no line of FORMS is of the row {}", row.join(" ")));
        }
    }
    assert!(
        missing.is_empty(),
        "docs/confidentiality.md, \"What each command reveals\", lacks a row: {missing:#?}"
    );
}
