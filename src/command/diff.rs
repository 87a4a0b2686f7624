//! `chronic diff`.

use std::path::{Path, PathBuf};

use anyhow::bail;

use crate::cli::{Diff, DiffFormat};
use crate::command::source::{Counting, Source, load};
use crate::command::{Exit, output, rubric_for, target};
use crate::disk::folder::STDIN;
use crate::files::bytes::is_one_file;
use crate::model::comparison::Side;
use crate::model::rating::folded;
use crate::model::rubric::Rubric;
use crate::report::formats::escape;
use crate::report::formats::{Page, html, markdown as page};
use crate::report::results::diff::trend::TrendView;
use crate::report::results::diff::{DiffView, for_people, for_programs};
use crate::report::results::problem as report;
use crate::words::day;

/// Runs the subcommand.
///
/// # Errors
/// Wrong usage, or the system refuses a file.
pub(super) fn run(args: &Diff, rubric: Option<&Path>) -> anyhow::Result<Exit> {
    let file = args.output.as_deref();
    let format = target::format(args.format, file, DiffFormat::Table)?;
    let paths: Vec<&PathBuf> = [&args.old, &args.new]
        .into_iter()
        .chain(&args.newer)
        .collect();
    if paths
        .iter()
        .filter(|path| path.as_os_str() == STDIN)
        .count()
        > 1
    {
        bail!("you can use - for only one of the sources. Name a file or a folder for the others");
    }
    let rubric = rubric_for(rubric)?;
    let counting = Counting::of(args.counted).of_any_version();
    // What is wrong with any of them is said in one run.
    let sources: Vec<Result<Source, Exit>> = paths
        .iter()
        .map(|path| load(std::slice::from_ref(*path), &rubric, counting))
        .collect();
    let exit = sources.iter().map(Source::exit).max().unwrap_or(Exit::Well);
    let Ok(sources) = sources.into_iter().collect::<Result<Vec<Source>, Exit>>() else {
        return Ok(exit);
    };
    target::not_a_source(file, sources.iter().flat_map(|source| &source.files))?;
    let sides: Vec<Side<'_>> = sources.iter().map(|source| source.side(&rubric)).collect();
    for (paths, sides) in paths.windows(2).zip(sides.windows(2)) {
        let names = match args.newer.as_slice() {
            [] => ["OLD".to_owned(), "NEW".to_owned()],
            _ => [paths[0], paths[1]].map(|path| report::path(path)),
        };
        say_what_is_odd(names, [paths[0], paths[1]], [sides[0], sides[1]]);
    }
    write(args, format, &rubric, &sides)?;
    Ok(exit)
}

fn write(
    args: &Diff,
    format: DiffFormat,
    rubric: &Rubric,
    sides: &[Side<'_>],
) -> anyhow::Result<()> {
    let file = args.output.as_deref();
    let mut out = Vec::new();
    let written = |page: &Page| match format {
        DiffFormat::Html => html::written(page),
        _ => page::written(page),
    };
    if let [old, new] = *sides {
        let view = DiffView::new(rubric, old, new);
        match format {
            DiffFormat::Table => {
                return target::write_table(file, &for_people::table(&view, args.all), args.force);
            }
            DiffFormat::Csv => for_programs::csv(&view, &mut out)?,
            DiffFormat::Json => out.extend(for_programs::json(&view)?.into_bytes()),
            DiffFormat::Markdown | DiffFormat::Html => {
                out.extend(written(&for_people::page(&view, args.all)).into_bytes());
            }
        }
    } else {
        let view = TrendView::new(rubric, sides, args.all);
        match format {
            DiffFormat::Table => return target::write_table(file, &view.table(), args.force),
            DiffFormat::Csv => view.csv(&mut out)?,
            DiffFormat::Json => out.extend(view.json()?.into_bytes()),
            DiffFormat::Markdown | DiffFormat::Html => {
                out.extend(written(&view.page()).into_bytes());
            }
        }
    }
    target::write(file, &out, args.force)
}

/// Says on stderr what makes it look as if the wrong sources were named.
fn say_what_is_odd([first, second]: [String; 2], paths: [&Path; 2], sides: [Side<'_>; 2]) {
    let [old, new] = sides.map(|side| side.assessment);
    if is_one_file(paths[0], paths[1]) {
        output::note(format_args!(
            "warning: {first} and {second} are the same file or folder, so nothing can have changed."
        ));
    }
    if let (Some(one), Some(other)) = (&old.district, &new.district)
        && folded(one) != folded(other)
    {
        output::note(format_args!(
            "warning: {first} is from {}, but {second} is from {}. They were compared anyway.",
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
            "warning: the answers in {first} begin on {}, after those in {second} end ({}). Name the older one first.",
            day(from),
            day(to)
        ));
    }
}
