//! What new files of a year are called.

use std::path::{Path, PathBuf};

use crate::command::next::folder_contents::typed;
use crate::command::source;
use crate::files::content::Content;
use crate::model::assessment::Assessment;
use crate::model::dates::year::is_another;
use crate::model::rubric::Rubric;

/// A name in this folder that no file has yet: `team.toml`, else with the school year, else
/// with a number.
pub(super) fn free(dir: &Path, stem: &str, ending: &str, cycle: Option<&str>) -> PathBuf {
    let mut names = candidates(dir, stem, ending, cycle);
    // A number is free some time.
    names
        .find(|path| path.symlink_metadata().is_err())
        .unwrap_or_default()
}

/// The team assessment in this folder that these counts go into: a new one where one that is
/// there is another school year's.
pub(in crate::command) fn team_for(dir: &Path, counted: &Assessment, rubric: &Rubric) -> PathBuf {
    let takes = |path: &PathBuf| {
        path.symlink_metadata().is_err()
            || matches!(
                source::content(path, rubric),
                Some(Content::Assessment(there)) if !is_another(&there, counted)
            )
    };
    let mut names = candidates(dir, "team", "toml", counted.cycle.as_deref());
    names.find(takes).unwrap_or_default()
}

fn candidates(
    dir: &Path,
    stem: &str,
    ending: &str,
    cycle: Option<&str>,
) -> impl Iterator<Item = PathBuf> {
    let cycle = cycle.map(slug).filter(|slug| !slug.is_empty());
    let with_cycle = cycle.map(|cycle| format!("{stem}-{cycle}"));
    let numbered = (2..).map(move |n| format!("{stem}-{n}"));
    let names = std::iter::once(stem.to_owned())
        .chain(with_cycle)
        .chain(numbered);
    names.map(move |name| match ending {
        "" => typed(dir).join(name),
        _ => typed(dir).join(format!("{name}.{ending}")),
    })
}

/// A year as a part of a file's name.
pub(in crate::command) fn slug(cycle: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    let slug: String = cycle.to_lowercase().chars().map(plain).collect();
    slug.trim_matches('-').to_owned()
}
