//! `chronic diff`.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::bail;

use crate::cli::{Diff, DiffFormat};
use crate::command::source::{Counting, load_any_version};
use crate::command::{Exit, output, rubric_for, tally, target};
use crate::file::folder::STDIN;
use crate::model::comparison::Side;
use crate::model::rating::folded;
use crate::report::diff::{DiffView, csv, json, markdown, table};
use crate::report::escape;
use crate::words::day;

const ENDINGS: &[(&str, DiffFormat)] = &[
    ("csv", DiffFormat::Csv),
    ("json", DiffFormat::Json),
    ("md", DiffFormat::Markdown),
    ("markdown", DiffFormat::Markdown),
    ("txt", DiffFormat::Table),
];

/// Runs the subcommand.
///
/// # Errors
/// Wrong usage, or the system refuses a file.
pub(super) fn run(args: &Diff, rubric: Option<&Path>) -> anyhow::Result<Exit> {
    let file = args.output.as_deref();
    let format = target::format(args.format, file, ENDINGS, DiffFormat::Table)?;
    if args.old.as_os_str() == STDIN && args.new.as_os_str() == STDIN {
        bail!(
            "you can use - for only one of the two sources. Name a file or a folder for the other"
        );
    }
    let rubric = match rubric_for(rubric)? {
        Ok(rubric) => rubric,
        Err(exit) => return Ok(exit),
    };
    let counting = Counting {
        keep_going: args.counted.keep_going,
        duplicates: tally::policy(args.counted.duplicates),
        documentation: false,
        names: false,
    };
    // What is wrong with either is said in one run.
    let sources = [&args.old, &args.new]
        .map(|path| load_any_version(std::slice::from_ref(path), &rubric, counting));
    let [old, new] = match sources {
        [Ok(old), Ok(new)] => [old, new],
        [Err(one), Err(other)] => return Ok(one.max(other)),
        [Err(exit), Ok(source)] | [Ok(source), Err(exit)] => return Ok(exit.max(source.exit)),
    };
    if let Some(file) = file {
        let read: Vec<PathBuf> = old.files.iter().chain(&new.files).cloned().collect();
        target::not_a_source(file, &read)?;
    }
    let sides = [&old, &new].map(|source| source.side(&rubric));
    say_what_is_odd(args, &sides);
    let view = DiffView::new(&rubric, &sides[0], &sides[1]);
    let mut out = Vec::new();
    match format {
        DiffFormat::Table => {
            target::write_table(file, &table::text(&view, args.all), args.force)?;
            return Ok(old.exit.max(new.exit));
        }
        DiffFormat::Csv => csv::write(&view, &mut out)?,
        DiffFormat::Json => out.write_all(json::json(&view)?.as_bytes())?,
        DiffFormat::Markdown => {
            out.write_all(markdown::page(&view, args.all).as_bytes())?;
        }
    }
    target::write(file, &out, args.force)?;
    Ok(old.exit.max(new.exit))
}

/// Says on stderr what makes it look as if the wrong sources were named.
fn say_what_is_odd(args: &Diff, [old, new]: &[Side; 2]) {
    if crate::file::bytes::is_one_file(&args.old, &args.new) {
        output::note(
            "warning: OLD and NEW are the same file or folder, so nothing can have changed.",
        );
    }
    if let (Some(one), Some(other)) = (&old.district, &new.district)
        && folded(one) != folded(other)
    {
        output::note(format_args!(
            "warning: OLD is from {}, but NEW is from {}. They were compared anyway.",
            escape::terminal(one),
            escape::terminal(other)
        ));
    }
    let teams = old.responses > 1 && new.responses > 1;
    if let (Some(from), Some(to)) = (old.from, new.to)
        && teams
        && from > to
    {
        output::note(format_args!(
            "warning: OLD was answered on {} or later, which is after NEW (until {}). Name the older one first.",
            day(from),
            day(to)
        ));
    }
}
