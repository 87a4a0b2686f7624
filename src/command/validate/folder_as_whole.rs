//! What `validate` says of a folder as a whole: what `tally` of the same forms would say.
//! One person's answers that differ, copies, and forms that don't belong together are wrong
//! in no single file.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::command::source::duplicates;
use crate::model::cycle::{Mixed, mixed};
use crate::model::rating::folded;
use crate::model::response::Response;
use crate::model::response::duplicate::{Fingerprint, Fingerprints, Policy, resolve};
use crate::model::response::responses::{Respondent, Responses};
use crate::problem::Problem;

/// The answered forms among what is checked, in little memory.
#[derive(Default)]
pub(super) struct CheckedForms {
    /// Which of all checked files each is.
    files: Vec<usize>,
    /// What the forms of a folder have in common; no answers.
    heads: Responses,
    prints: Fingerprints,
}

/// What is counted together: the folder that was given (none for files given by name), and
/// in it one folder, or the school year.
type CountedTogether<'p> = (Option<&'p Path>, Option<PathBuf>, String);

impl CheckedForms {
    /// Adds the form that is the checked file with this index.
    pub(super) fn push(&mut self, file: usize, head: Response, print: &Fingerprint) {
        self.files.push(file);
        self.heads.push(head);
        self.prints.push(print);
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
            for finding in resolve(&prints, Policy::Ask).findings {
                let (of, problem) = duplicates::problem(&finding, &|at| shown(path(file(at))));
                if let Some(first) = of.first() {
                    found.push((file(*first), problem));
                }
            }
            let heads = self.heads.chosen(forms);
            let mixed = mixed(&heads);
            let problems = duplicates::mixed_problems(&mixed).into_iter();
            found.extend(problems.map(|problem| (file(odd_one(&heads, &mixed)), problem)));
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
        let place = |form: usize| {
            let path = path(self.files[form]);
            let mut folders = given.iter().map(PathBuf::as_path);
            let root = folders.find(|given| path.starts_with(given) && path != *given);
            (path, root, path.parent().unwrap_or(Path::new("")))
        };
        // Last year's folder beside this year's is a source of its own.
        let mut years: BTreeMap<(Option<&Path>, &Path), BTreeSet<String>> = BTreeMap::new();
        for (form, head) in self.heads.iter().enumerate() {
            let (_, root, folder) = place(form);
            let years = years.entry((root, folder)).or_default();
            if !head.cycle.is_empty() {
                years.insert(folded(head.cycle).into_owned());
            }
        }
        // Whether all folders of a root say the same years.
        let mut alike: BTreeMap<Option<&Path>, bool> = BTreeMap::new();
        let mut first: BTreeMap<Option<&Path>, &BTreeSet<String>> = BTreeMap::new();
        for ((root, _), of) in &years {
            let same = *first.entry(*root).or_insert(of) == of;
            *alike.entry(*root).or_insert(true) &= same;
        }
        let mut sources: BTreeMap<CountedTogether<'p>, Vec<usize>> = BTreeMap::new();
        for form in 0..self.files.len() {
            let (path, root, folder) = place(form);
            let own = &years[&(root, folder)];
            let source = match root {
                // As many files as a shell made of `responses/*.toml`, or a hook was given.
                None => (None, Some(folder.to_owned()), String::new()),
                Some(root) if by_folder => {
                    let below = path.strip_prefix(root).unwrap_or(path);
                    let first = below.components().next().filter(|_| below != Path::new(""));
                    let first = first.filter(|_| below.components().count() > 1);
                    let first = first.map(|first| PathBuf::from(first.as_os_str()));
                    (Some(root), first, String::new())
                }
                Some(root) if alike[&Some(root)] => (Some(root), None, String::new()),
                Some(root) => match own.iter().next() {
                    Some(year) if own.len() == 1 => (Some(root), None, year.clone()),
                    _ => (Some(root), Some(folder.to_owned()), String::new()),
                },
            };
            sources.entry(source).or_default().push(form);
        }
        sources
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
