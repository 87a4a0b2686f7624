//! `chronic diff`.

use std::path::{Path, PathBuf};

use crate::cli::{Diff, DiffFormat};
use crate::command::compared::{ComparedSource, say_what_is_odd};
use crate::command::source::{Counting, Source, load};
use crate::command::{Exit, rubric_for, target};
use crate::model::comparison::Side;
use crate::model::rubric::Rubric;
use crate::report::formats::{html, markdown};
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
    let named = paths.iter().map(|path| std::slice::from_ref(*path));
    let mut compared: Vec<ComparedSource<'_>> = named
        .zip(&sources)
        .map(|(named, source)| ComparedSource::at(named, source, &rubric))
        .collect();
    if let [old, new] = compared.as_mut_slice() {
        (old.name, new.name) = ("OLD".to_owned(), "NEW".to_owned());
    }
    say_what_is_odd(&compared, false);
    let sides: Vec<Side<'_>> = compared.iter().map(|source| source.side).collect();
    let text = text(format, args.all, &rubric, &sides)?;
    target::write_text(file, &text, format == DiffFormat::Table, args.force)?;
    Ok(exit)
}

/// The comparison of two, or the trend of more.
fn text(
    format: DiffFormat,
    all: bool,
    rubric: &Rubric,
    sides: &[Side<'_>],
) -> anyhow::Result<String> {
    if let [old, new] = *sides {
        let view = DiffView::new(rubric, old, new);
        return Ok(match format {
            DiffFormat::Table => for_people::table(&view, all),
            DiffFormat::Csv => target::text_of(|out| for_programs::csv(&view, out))?,
            DiffFormat::Json => for_programs::json(&view)?,
            DiffFormat::Markdown => markdown::written(&for_people::page(&view, all)),
            DiffFormat::Html => html::written(&for_people::page(&view, all)),
        });
    }
    let view = TrendView::new(rubric, sides, all);
    Ok(match format {
        DiffFormat::Table => view.table(),
        DiffFormat::Csv => target::text_of(|out| view.csv(out))?,
        DiffFormat::Json => view.json()?,
        DiffFormat::Markdown => markdown::written(&view.page()),
        DiffFormat::Html => html::written(&view.page()),
    })
}
