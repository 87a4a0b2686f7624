//! `chronic diff`, and what is said of sources that are compared, such as last year's and this year's.

use std::path::{Path, PathBuf};

use crate::cli::{Diff, DiffFormat};
use crate::command::source::{Counting, Source, load};
use crate::command::{Exit, output, rubric_for, target};
use crate::files::bytes::is_one_file;
use crate::model::comparison::Side;
use crate::model::dates::year::first_number;
use crate::model::rating::folded;
use crate::model::rubric::Rubric;
use crate::report::formats::escape::terminal;
use crate::report::formats::{html, markdown};
use crate::report::results::diff::trend::TrendView;
use crate::report::results::diff::{DiffView, for_people, for_programs};
use crate::report::results::problem::path;
use crate::words::day;

/// Runs the subcommand.
///
/// # Errors
/// Wrong usage, or the system refuses a file.
pub(super) fn run(args: &Diff, rubric: Option<&Path>) -> anyhow::Result<Exit> {
    let file = args.output.as_deref();
    let format = target::format(args.format, file, DiffFormat::Table)?;
    let paths = [&args.old, &args.new].into_iter().chain(&args.newer);
    let paths: Vec<&[PathBuf]> = paths.map(std::slice::from_ref).collect();
    let rubric = rubric_for(rubric)?;
    let counting = Counting::of(args.counted).of_any_version();
    // What is wrong with any of them is said in one run.
    let sources = paths.iter().map(|paths| load(paths, &rubric, counting));
    let sources: Vec<Result<Source, Exit>> = sources.collect();
    let exit = sources.iter().map(Source::exit).max().unwrap_or_default();
    let Ok(sources) = sources.into_iter().collect::<Result<Vec<Source>, Exit>>() else {
        return Ok(exit);
    };
    target::not_a_source(file, sources.iter().flat_map(|source| &source.files))?;
    let compared = paths.iter().zip(&sources);
    let compared = compared.map(|(named, source)| ComparedSource::at(named, source, &rubric));
    let mut compared: Vec<ComparedSource<'_>> = compared.collect();
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

/// A source as messages call it, the files that were read for it, and what it came to.
pub(super) struct ComparedSource<'a> {
    pub(super) name: String,
    pub(super) files: &'a [PathBuf],
    pub(super) side: Side<'a>,
}

impl<'a> ComparedSource<'a> {
    /// One that was named by these paths; `rubric` is the one in use.
    pub(super) fn at(named: &[PathBuf], source: &'a Source, rubric: &'a Rubric) -> Self {
        let name = match named {
            [named] => path(named),
            _ => "SOURCE".to_owned(),
        };
        Self {
            name,
            files: &source.files,
            side: source.side(rubric),
        }
    }
}

/// Says on stderr what makes it look as if the wrong sources were named: of each of these, the
/// oldest first, and the next. All but the last are `earlier` years where they were named so;
/// otherwise they may be two people, who answer in any order.
pub(super) fn say_what_is_odd(sources: &[ComparedSource<'_>], earlier: bool) {
    for pair in sources.windows(2) {
        let [first, second] = [&pair[0], &pair[1]];
        let warn = |what: String| output::note(format_args!("warning: {what}"));
        if is_same(first.files, second.files) {
            let (one, other) = (&first.name, &second.name);
            let twice = match one == other {
                true => format!("{one} was named twice"),
                false => format!("{one} and {other} are the same file or folder"),
            };
            warn(format!("{twice}, so nothing can have changed."));
        }
        let [old, new] = [first, second].map(|source| source.side.assessment);
        if let (Some(one), Some(other)) = (&old.district, &new.district)
            && folded(one) != folded(other)
        {
            let ([one, other], first, second) = (
                [one, other].map(|of| terminal(of)),
                &first.name,
                &second.name,
            );
            warn(format!(
                "{first} is from {one}, but {second} is from {other}. They were compared anyway."
            ));
        }
        let is_later = later(first, second);
        if earlier {
            if let Some(odd) = is_later.or_else(|| same_year(first, second)) {
                let advice = "Name only earlier years with --previous, the oldest first.";
                warn(format!("{odd} {advice}"));
            }
        } else if let Some(odd) = is_later.filter(|_| old.responses > 1 && new.responses > 1) {
            warn(format!("{odd} Name the older one first."));
        }
    }
}

/// Whether the same files were read for both.
fn is_same(one: &[PathBuf], other: &[PathBuf]) -> bool {
    let mut pairs = one.iter().zip(other);
    one.len() == other.len() && pairs.all(|(one, other)| is_one_file(one, other))
}

/// That two that were named as an earlier and a later year's are of one, and of the same days.
fn same_year(first: &ComparedSource<'_>, second: &ComparedSource<'_>) -> Option<String> {
    let [old, new] = [first, second].map(|source| source.side.assessment);
    let (one, other) = (old.cycle.as_deref()?, new.cycle.as_deref()?);
    let is_before = matches!((old.to, new.from), (Some(to), Some(from)) if to < from);
    let is_one = first_number(one).is_some() && first_number(one) == first_number(other);
    let (one, first_name, second_name) = (terminal(one), &first.name, &second.name);
    (is_one && !is_before && !is_same(first.files, second.files))
        .then(|| format!("{first_name} and {second_name} are both from {one}."))
}

/// That the first is the later one, by its answers, or without dates by its year.
fn later(first: &ComparedSource<'_>, second: &ComparedSource<'_>) -> Option<String> {
    let [old, new] = [first, second].map(|source| source.side.assessment);
    let (first, second) = (&first.name, &second.name);
    if let (Some(from), Some(to)) = (old.from, new.to) {
        let [from_day, to_day] = [from, to].map(day);
        return (from > to).then(|| {
            format!("the answers in {first} begin on {from_day}, after those in {second} end ({to_day}).")
        });
    }
    let (one, other) = (old.cycle.as_deref()?, new.cycle.as_deref()?);
    let is_later = first_number(one)? > first_number(other)?;
    let [one, other] = [one, other].map(terminal);
    is_later.then(|| format!("{first} is from {one}, which is after {second} ({other})."))
}
