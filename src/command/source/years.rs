//! Which forms of a folder are counted together: last year's folder beside this year's is a source
//! of its own.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::model::assessment::Assessment;
use crate::model::dates::cycle::key;
use crate::model::dates::year::{begins_in, is_later_year};
use crate::model::response::responses::Responses;

/// What is counted together: the folder that was given (none for files given by name), and
/// in it one folder, or the school year.
pub(in crate::command) type CountedTogether<'p> = (Option<&'p Path>, Option<PathBuf>, String);

/// The forms directly in one folder.
struct FolderOfForms<'p> {
    /// The folder that was given; none for a file that was.
    root: Option<&'p Path>,
    folder: &'p Path,
    forms: Vec<usize>,
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
    let folders = folders(heads, given, by_folder, path);
    // What the folders of a root say: one thing, where all that name years name the same.
    let mut said: BTreeMap<Option<&Path>, BTreeSet<&BTreeSet<String>>> = BTreeMap::new();
    for of in folders.iter().filter(|of| !of.years.is_empty()) {
        said.entry(of.root).or_default().insert(&of.years);
    }
    let mut sources: BTreeMap<CountedTogether<'p>, Vec<usize>> = BTreeMap::new();
    for (of, part) in folders.iter().zip(apart(heads, &folders)) {
        let is_one = said.get(&of.root).is_none_or(|said| said.len() <= 1);
        let source = match (of.root, of.years.first()) {
            (Some(root), _) if is_one => (Some(root), None, part.to_string()),
            // Last year's folder beside this year's is a source of its own.
            (Some(root), Some(year)) if of.years.len() == 1 => (Some(root), None, year.clone()),
            // As many files as a shell made of `responses/*.toml`, or a hook was given.
            (root, _) => (root, Some(of.folder.to_owned()), String::new()),
        };
        sources.entry(source).or_default().extend(&of.forms);
    }
    sources.values_mut().for_each(|forms| forms.sort_unstable());
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
fn apart(heads: &Responses, folders: &[FolderOfForms<'_>]) -> Vec<usize> {
    let span = |(at, of): (usize, &FolderOfForms<'_>)| {
        let days = || of.forms.iter().filter_map(|form| heads.date(*form));
        Some((days().min()?, days().max()?, !of.years.is_empty(), at))
    };
    let mut spans: Vec<_> = folders.iter().enumerate().filter_map(span).collect();
    spans.sort_unstable();
    let mut found = vec![0; folders.len()];
    let mut part: BTreeMap<Option<&Path>, (usize, Date, bool)> = BTreeMap::new();
    for (from, to, is_named, at) in spans {
        let (number, last, names) = part.entry(folders[at].root).or_insert((0, to, is_named));
        if is_later_year(*last, from) && !(*names && is_named) {
            (*number, *last, *names) = (*number + 1, to, is_named);
        }
        *last = to.max(*last);
        *names |= is_named;
        found[at] = *number;
    }
    found
}

/// The folders that the forms are in.
fn folders<'p>(
    heads: &Responses,
    given: &'p [PathBuf],
    by_folder: bool,
    path: &dyn Fn(usize) -> &'p Path,
) -> Vec<FolderOfForms<'p>> {
    let mut folders: Vec<FolderOfForms<'p>> = Vec::new();
    let mut known = BTreeMap::new();
    let mut last: (&Path, Option<&Path>, &str) = (Path::new(""), None, "");
    let mut at = usize::MAX;
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
        let goes_on = at < folders.len()
            && last.0.as_os_str() == folder.as_os_str()
            && last.1.map(Path::as_os_str) == root.map(Path::as_os_str);
        if !goes_on {
            at = *known.entry((root, folder)).or_insert(folders.len());
        }
        if at == folders.len() {
            folders.push(FolderOfForms {
                root,
                folder,
                forms: Vec::new(),
                years: BTreeSet::new(),
            });
        }
        folders[at].forms.push(form);
        if !(head.cycle.is_empty() || goes_on && head.cycle == last.2) {
            folders[at].years.insert(key(head.cycle));
        }
        last = (folder, root, head.cycle);
    }
    folders
}
