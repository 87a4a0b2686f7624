//! Which forms of a folder are counted together: last year's folder beside this year's is a source
//! of its own.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::model::assessment::Assessment;
use crate::model::dates::cycle::key;
use crate::model::dates::year::{begins_in, is_later_year};
use crate::model::response::responses::Responses;

/// What is counted together: the folder that was given (none for files given by name), and
/// in it one folder, or the school year.
pub(in crate::command) type CountedTogether<'p> = (Option<&'p Path>, Option<PathBuf>, String);

/// Forms that follow on each other in one folder.
struct FolderRun<'p> {
    /// The folder that was given; none for a file that was.
    root: Option<&'p Path>,
    folder: &'p Path,
    forms: Range<usize>,
    years: BTreeSet<String>,
}

/// The forms that are counted together, by their places; `path` is where each is. With `by_folder`,
/// each folder in those that were given is taken by itself.
pub(in crate::command) fn counted_together<'p>(
    heads: &Responses,
    given: &'p [PathBuf],
    by_folder: bool,
    path: &dyn Fn(usize) -> &'p Path,
) -> BTreeMap<CountedTogether<'p>, Vec<usize>> {
    let runs = runs(heads, given, by_folder, path);
    // Last year's folder beside this year's is a source of its own.
    let mut years: BTreeMap<(Option<&Path>, &Path), BTreeSet<String>> = BTreeMap::new();
    for run in &runs {
        let years = years.entry((run.root, run.folder)).or_default();
        years.extend(run.years.iter().cloned());
    }
    // What the folders of a root say: one thing, where all that name years name the same.
    let mut said: BTreeMap<Option<&Path>, BTreeSet<&BTreeSet<String>>> = BTreeMap::new();
    for ((root, _), of) in &years {
        let said = said.entry(*root).or_default();
        said.extend((!of.is_empty()).then_some(of));
    }
    let apart = apart(heads, &runs);
    let mut sources: BTreeMap<CountedTogether<'p>, Vec<usize>> = BTreeMap::new();
    for FolderRun {
        root,
        folder,
        forms,
        ..
    } in runs
    {
        let own = &years[&(root, folder)];
        let source = match root {
            // As many files as a shell made of `responses/*.toml`, or a hook was given.
            None => (None, Some(folder.to_owned()), String::new()),
            Some(root) if said[&Some(root)].len() <= 1 => {
                let part = apart
                    .get(&(Some(root), folder))
                    .copied()
                    .unwrap_or_default();
                (Some(root), None, part.to_string())
            }
            Some(root) => match own.iter().next() {
                Some(year) if own.len() == 1 => (Some(root), None, year.clone()),
                _ => (Some(root), Some(folder.to_owned()), String::new()),
            },
        };
        sources.entry(source).or_default().extend(forms);
    }
    sources
}

/// Of forms of several school years the places of those of the newest, and of those of earlier
/// ones; none where all are of one. The parameters are those of [`counted_together`].
pub(in crate::command) fn newest_and_earlier<'p>(
    heads: &Responses,
    given: &'p [PathBuf],
    path: &dyn Fn(usize) -> &'p Path,
) -> Option<(Vec<usize>, Vec<usize>)> {
    let sources = counted_together(heads, given, false, path);
    if sources.len() < 2 {
        return None;
    }
    let year = |forms: Vec<usize>| {
        let all = Assessment::of(&heads.chosen(&forms), heads.practices());
        (begins_in(&all), forms)
    };
    let years: Vec<_> = sources.into_values().map(year).collect();
    let newest = years.iter().filter_map(|(year, _)| *year).max();
    let (mut kept, mut earlier) = (Vec::new(), Vec::new());
    for (year, forms) in years {
        let of = if year.is_none() || year == newest {
            &mut kept
        } else {
            &mut earlier
        };
        of.extend(forms);
    }
    kept.sort_unstable();
    earlier.sort_unstable();
    (!earlier.is_empty()).then_some((kept, earlier))
}

/// Which of the years that only their days tell each folder is of, where a folder that names
/// no year is among them: nobody has to type one.
fn apart<'p>(
    heads: &Responses,
    runs: &[FolderRun<'p>],
) -> BTreeMap<(Option<&'p Path>, &'p Path), usize> {
    let mut folders = BTreeMap::new();
    for run in runs {
        let entry = folders.entry((run.root, run.folder));
        let (days, is_named) = entry.or_insert((Vec::new(), false));
        days.extend(run.forms.clone().filter_map(|at| heads.date(at)));
        *is_named |= !run.years.is_empty();
    }
    let spans = folders.into_iter().filter_map(|(of, (days, is_named))| {
        Some((*days.iter().min()?, *days.iter().max()?, is_named, of))
    });
    let mut spans: Vec<_> = spans.collect();
    spans.sort_unstable();
    let mut found = BTreeMap::new();
    let mut part: BTreeMap<Option<&Path>, (usize, Date, bool)> = BTreeMap::new();
    for (from, to, is_named, of) in spans {
        let (number, last, names) = part.entry(of.0).or_insert((0, to, is_named));
        if is_later_year(*last, from) && !(*names && is_named) {
            (*number, *last, *names) = (*number + 1, to, is_named);
        }
        *last = to.max(*last);
        *names |= is_named;
        found.insert(of, *number);
    }
    found
}

/// The forms one after the other, as long as they are in one folder.
fn runs<'p>(
    heads: &Responses,
    given: &'p [PathBuf],
    by_folder: bool,
    path: &dyn Fn(usize) -> &'p Path,
) -> Vec<FolderRun<'p>> {
    let mut runs: Vec<FolderRun<'p>> = Vec::new();
    let mut cycle = "";
    for (form, head) in heads.iter().enumerate() {
        let path = path(form);
        let folder = path.parent().unwrap_or(Path::new(""));
        let mut roots = given.iter().map(PathBuf::as_path);
        let root = roots.find(|given| path.starts_with(given) && path != *given);
        let district = |root: &'p Path| {
            let mut above = folder.ancestors().filter(|_| by_folder);
            above
                .find(|above| above.parent() == Some(root))
                .unwrap_or(root)
        };
        let root = root.map(district);
        // As bytes: to compare paths part by part takes longer than all else here.
        let is_same = |last: &FolderRun<'_>| {
            last.folder.as_os_str() == folder.as_os_str()
                && last.root.map(Path::as_os_str) == root.map(Path::as_os_str)
        };
        let goes_on = runs.last().is_some_and(is_same);
        if !goes_on {
            runs.push(FolderRun {
                root,
                folder,
                forms: form..form,
                years: BTreeSet::new(),
            });
        }
        if let Some(run) = runs.last_mut() {
            run.forms.end = form + 1;
            if !(head.cycle.is_empty() || goes_on && head.cycle == cycle) {
                run.years.insert(key(head.cycle));
            }
        }
        cycle = head.cycle;
    }
    runs
}
