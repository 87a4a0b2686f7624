//! `chronic tally --by folder`: each folder directly below the ones that are given is a
//! district of its own, counted with all that is below it.

use std::io;

use anyhow::bail;

use crate::cli::{Tally, TallyFormat};
use crate::command::by_folder::counted::CountedFolders;
use crate::command::by_folder::districts::districts;
use crate::command::output::progress::Progress;
use crate::command::source::Counting;
use crate::command::{Exit, output, target};
use crate::files::section::practice_meant;
use crate::model::group::DEFAULT_MINIMUM;
use crate::model::rubric::{Practice, Rubric};
use crate::report::results::by_folder::for_programs::{Answers, csv, json, long};
use crate::report::results::by_folder::{FoldersView, for_people};

mod counted;
mod districts;

/// Refuses what does not go with `--by folder`, or only with it.
///
/// # Errors
/// Wrong usage.
pub(super) fn usage(args: &Tally, format: TallyFormat) -> anyhow::Result<()> {
    if !args.grouped.is_folders() {
        if args.yes_small {
            bail!(
                "--yes-small works only with --by folder. It shows figures of fewer than 3 people"
            );
        }
        if args.practice.is_some() {
            bail!("--practice works only with --by folder. It compares folders on one practice");
        }
        return Ok(());
    }
    if !matches!(
        format,
        TallyFormat::Table | TallyFormat::Csv | TallyFormat::Json | TallyFormat::Markdown
    ) {
        bail!(
            "--by folder works with table, csv, json, and markdown. For a single folder: chronic tally FOLDER"
        );
    }
    if args.roster.is_some() {
        bail!(
            "--roster doesn't go with --by folder: a roster is one team's. For one folder: chronic tally FOLDER --roster roster.csv"
        );
    }
    if args.no_documentation || args.schema.is_some() {
        bail!(
            "--no-documentation and --schema don't apply to --by folder. It never shows comments and doesn't write a team assessment"
        );
    }
    if args.grouped.min_group != DEFAULT_MINIMUM {
        bail!(
            "--min-group works only with --by role or --by department. --by folder always shows every folder"
        );
    }
    Ok(())
}

/// Counts each folder and prints a line, or rows, for each.
///
/// # Errors
/// Wrong usage, or the system refuses a file.
pub(super) fn run(
    args: &Tally,
    format: TallyFormat,
    rubric: &Rubric,
    counting: Counting,
) -> anyhow::Result<Exit> {
    let practice = args.practice.as_deref();
    let practice = practice.map(|asked| self::practice(asked, rubric));
    let practice = practice.transpose()?;
    let progress = Progress::new("folders");
    let (districts, mut exit) = districts(&args.sources)?;
    let mut counted = CountedFolders::new(args, rubric, counting);
    progress.of(districts.len());
    for district in districts {
        exit = exit.max(counted.district(district)?);
        progress.one_more();
    }
    drop(progress);
    counted.say();
    if counted.responses() == 0 {
        output::note("error: there is nothing to count in any folder.");
        return Ok(match counted.failed.is_empty() || counting.keep_going {
            true => Exit::Refused,
            false => exit.max(Exit::Wrong),
        });
    }
    if exit != Exit::Well && !counting.keep_going {
        output::note(
            "error: there is no result because not everything could be counted. Fix what's wrong, or use --keep-going to count the rest.",
        );
        return Ok(exit);
    }
    let view = FoldersView {
        rubric,
        folders: &counted.folders,
        practice,
    };
    print(args, format, view, &counted.answers)?;
    if !counted.empty.is_empty() {
        exit = exit.max(Exit::Wrong);
    }
    Ok(exit)
}

/// The flat index of a practice that is asked for by its id, the part of it after the
/// dot, or its number.
fn practice(asked: &str, rubric: &Rubric) -> anyhow::Result<usize> {
    let asked = asked.trim();
    let practices = rubric.practices();
    let number = asked.parse::<usize>().ok();
    if let Some(number) = number.filter(|n| (1..=practices.len()).contains(n)) {
        return Ok(number - 1);
    }
    if let Some(index) = practices.iter().position(|p| p.id == asked) {
        return Ok(index);
    }
    let n = practices.len();
    let help = match practice_meant(asked, &practices.iter()) {
        Some(Practice { id, .. }) => {
            format!("Did you mean {id}? You can also use a number from 1 to {n}")
        }
        None => format!("Type an id or a number from 1 to {n}. For a list: chronic rubric"),
    };
    bail!("\"{asked}\" isn't a practice. {help}")
}

fn print(
    args: &Tally,
    format: TallyFormat,
    view: FoldersView<'_>,
    answers: &[Answers],
) -> anyhow::Result<()> {
    let file = args.output.as_deref();
    let order = args.sort;
    if format == TallyFormat::Table {
        return target::write_text(file, &for_people::table(view, order), true, args.force);
    }
    if format != TallyFormat::Markdown {
        for small in view.small(args.long) {
            output::note(format_args!("note: {small}"));
        }
    }
    let write = |out: &mut dyn io::Write| match format {
        TallyFormat::Json => json(view, out),
        TallyFormat::Markdown => out.write_all(for_people::markdown(view, order).as_bytes()),
        _ if args.long => long(view.rubric, answers, view.practice, out),
        _ => csv(view, out),
    };
    target::write_by(file, &write, args.force)
}
