//! `chronic diff`.

use std::path::{Path, PathBuf};

use anyhow::bail;

use crate::cli::{Diff, DiffFormat};
use crate::command::compared::{ComparedSource, say_what_is_odd};
use crate::command::source::{Counting, Source, load};
use crate::command::{Exit, rubric_for, target};
use crate::disk::folder::STDIN;
use crate::model::comparison::Side;
use crate::model::rubric::Rubric;
use crate::report::formats::{Page, html, markdown as page};
use crate::report::results::diff::trend::TrendView;
use crate::report::results::diff::{DiffView, for_people, for_programs};

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
    let mut compared: Vec<ComparedSource<'_>> = paths
        .iter()
        .zip(&sources)
        .map(|(path, source)| {
            let named = std::slice::from_ref(*path);
            ComparedSource::at(named, &source.files, source.side(&rubric))
        })
        .collect();
    if let [old, new] = compared.as_mut_slice() {
        (old.name, new.name) = ("OLD".to_owned(), "NEW".to_owned());
    }
    say_what_is_odd(&compared, false);
    let sides: Vec<Side<'_>> = compared.iter().map(|source| source.side).collect();
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
