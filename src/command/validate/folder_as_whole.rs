//! What `validate` says of a folder as a whole: what `tally` of the same forms would say.
//! One person's answers that differ, copies, and forms that don't belong together are wrong
//! in no single file.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::command::source::duplicates;
use crate::model::dates::cycle::{Mixed, mixed};
use crate::model::dates::year::is_later_year;
use crate::model::rating::{Rating, folded};
use crate::model::response::Response;
use crate::model::response::duplicate::{Fingerprint, Fingerprints, Policy, resolve};
use crate::model::response::responses::{Respondent, Responses};
use crate::problem::Problem;

/// The answered forms among what is checked, in little memory.
#[derive(Default)]
pub(super) struct CheckedForms {
    /// Which of all checked files each is.
    pub(super) files: Vec<usize>,
    /// What the forms of a folder have in common; names and answers only where a roster is given.
    pub(super) heads: Responses,
    /// The names on the forms that can't be read, where a roster is given; empty where one can't
    /// be told.
    pub(super) unread: Vec<String>,
    prints: Fingerprints,
}

/// What is counted together: the folder that was given (none for files given by name), and
/// in it one folder, or the school year.
type CountedTogether<'p> = (Option<&'p Path>, Option<PathBuf>, String);

/// Forms that follow on each other in one folder.
struct FolderRun<'p> {
    /// The folder that was given; none for a file that was.
    root: Option<&'p Path>,
    folder: &'p Path,
    forms: Range<usize>,
    years: BTreeSet<String>,
}

impl CheckedForms {
    /// Adds the form that is the checked file with this index, and says which number it has
    /// here.
    pub(super) fn push(&mut self, file: usize, head: Response, print: &Fingerprint) -> u32 {
        let number = u32::try_from(self.files.len()).unwrap_or(u32::MAX);
        self.files.push(file);
        self.heads.push(head);
        self.prints.push(print);
        number
    }

    /// How the form with this number rates each practice, and whether it documents how they
    /// know.
    pub(super) fn answers(&self, number: u32) -> impl Iterator<Item = (Option<Rating>, bool)> {
        self.prints.answered(number as usize)
    }

    /// The problems of the folders among `given`, each with the checked file that it is shown
    /// at; `path` is where a checked file is. With `by_folder`, each folder in them is taken by
    /// itself.
    pub(super) fn problems<'p>(
        &self,
        given: &'p [PathBuf],
        by_folder: bool,
        path: &dyn Fn(usize) -> &'p Path,
        shown: &dyn Fn(&Path) -> String,
    ) -> Vec<(usize, Problem)> {
        let mut found = Vec::new();
        for forms in self.sources(given, by_folder, path).values() {
            let file = |at: usize| self.files[forms[at]];
            let prints = self.prints.chosen(forms);
            let resolved = resolve(&prints, Policy::Ask);
            for finding in resolved.findings {
                let (of, problem) = duplicates::problem(&finding, &|at| shown(path(file(at))));
                if let Some(first) = of.first() {
                    found.push((file(*first), problem));
                }
            }
            // Of copies, one counts.
            let counts = forms.iter().zip(resolved.counts);
            let counted = counts.filter_map(|(at, counts)| counts.then_some(*at));
            let counted: Vec<usize> = counted.collect();
            let heads = self.heads.chosen(&counted);
            let mixed = mixed(&heads);
            let problems = duplicates::mixed_problems(&mixed).into_iter();
            let odd_one = |_: &Problem| self.files[counted[odd_one(&heads, &mixed)]];
            found.extend(problems.map(|problem| (odd_one(&problem), problem)));
        }
        found
    }

    /// The forms that are counted together, by their numbers here.
    fn sources<'p>(
        &self,
        given: &'p [PathBuf],
        by_folder: bool,
        path: &dyn Fn(usize) -> &'p Path,
    ) -> BTreeMap<CountedTogether<'p>, Vec<usize>> {
        let runs = self.runs(given, path);
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
        let apart = self.apart(&runs);
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
                Some(root) if by_folder => {
                    let below = folder.strip_prefix(root).unwrap_or(folder);
                    let first = below.components().next();
                    let first = first.map(|first| PathBuf::from(first.as_os_str()));
                    (Some(root), first, String::new())
                }
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

    /// Which of the years that only their days tell each folder is of, where a folder that names
    /// no year is among them: nobody has to type one.
    fn apart<'p>(&self, runs: &[FolderRun<'p>]) -> BTreeMap<(Option<&'p Path>, &'p Path), usize> {
        let mut folders = BTreeMap::new();
        for run in runs {
            let entry = folders.entry((run.root, run.folder));
            let (days, is_named) = entry.or_insert((Vec::new(), false));
            days.extend(run.forms.clone().filter_map(|at| self.heads.date(at)));
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
        &self,
        given: &'p [PathBuf],
        path: &dyn Fn(usize) -> &'p Path,
    ) -> Vec<FolderRun<'p>> {
        let mut runs: Vec<FolderRun<'p>> = Vec::new();
        let mut cycle = "";
        for (form, head) in self.heads.iter().enumerate() {
            let path = path(self.files[form]);
            let folder = path.parent().unwrap_or(Path::new(""));
            let mut roots = given.iter().map(PathBuf::as_path);
            let root = roots.find(|given| path.starts_with(given) && path != *given);
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
                    run.years.insert(folded(head.cycle).into_owned());
                }
            }
            cycle = head.cycle;
        }
        runs
    }
}

/// The form that most likely does not belong to the others: of the year or district that
/// fewest name, or else the oldest.
fn odd_one(forms: &Responses, mixed: &Mixed) -> usize {
    let all = || forms.iter().enumerate();
    let text = |form: &Respondent<'_>| {
        let text = if mixed.cycles.is_empty() {
            form.district
        } else {
            form.cycle
        };
        folded(text).into_owned()
    };
    if mixed.cycles.is_empty() && mixed.districts.is_empty() {
        let dated = all().filter_map(|(at, form)| Some((form.date?, at)));
        return dated.min_by_key(|(date, _)| *date).map_or(0, |(_, at)| at);
    }
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for (_, form) in all() {
        *times.entry(text(&form)).or_default() += 1;
    }
    let named = all().filter(|(_, form)| !text(form).is_empty());
    let rarest = named.min_by_key(|(_, form)| times[&text(form)]);
    rarest.map_or(0, |(at, _)| at)
}
