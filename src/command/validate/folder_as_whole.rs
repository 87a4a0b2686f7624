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
use crate::model::response::responses::Responses;
use crate::problem::Problem;

/// The answered forms among what is checked.
#[derive(Default)]
pub(super) struct CheckedForms(Vec<CheckedForm>);

struct CheckedForm {
    /// Which of all checked files.
    at: usize,
    path: PathBuf,
    /// What the forms of a folder have in common; no answers.
    head: Response,
    print: Fingerprint,
}

/// What is counted together: the folder that was given (none for files given by name), and
/// in it one folder, or the school year.
type CountedTogether<'p> = (Option<&'p Path>, Option<PathBuf>, String);

impl CheckedForms {
    /// Adds the form that is the checked file with this index.
    pub(super) fn push(&mut self, at: usize, path: &Path, head: Response, print: Fingerprint) {
        let path = path.to_owned();
        self.0.push(CheckedForm {
            at,
            path,
            head,
            print,
        });
    }

    /// The problems of the folders among `given`, each with the checked file that it is shown
    /// at. With `by_folder`, each folder in them is taken by itself.
    pub(super) fn problems(
        &self,
        given: &[PathBuf],
        by_folder: bool,
        shown: &dyn Fn(&Path) -> String,
    ) -> Vec<(usize, Problem)> {
        let mut found = Vec::new();
        for forms in self.sources(given, by_folder).values() {
            let prints: Fingerprints = forms.iter().map(|form| form.print.clone()).collect();
            let path = |at: usize| shown(&forms[at].path);
            for finding in resolve(&prints, Policy::Ask).findings {
                let (of, problem) = duplicates::problem(&finding, &path);
                if let Some(first) = of.first() {
                    found.push((forms[*first].at, problem));
                }
            }
            let heads: Responses = forms.iter().map(|form| form.head.clone()).collect();
            let mixed = mixed(&heads);
            found.extend(
                duplicates::mixed_problems(&mixed)
                    .into_iter()
                    .map(|problem| (odd_one(forms, &mixed).at, problem)),
            );
        }
        found
    }

    fn sources<'f>(
        &'f self,
        given: &'f [PathBuf],
        by_folder: bool,
    ) -> BTreeMap<CountedTogether<'f>, Vec<&'f CheckedForm>> {
        let folder_of = |form: &'f CheckedForm| {
            let mut folders = given.iter().map(PathBuf::as_path);
            folders.find(|given| form.path.starts_with(given) && form.path != **given)
        };
        // Last year's folder beside this year's is a source of its own.
        let mut years: BTreeMap<(Option<&Path>, &Path), BTreeSet<String>> = BTreeMap::new();
        for form in &self.0 {
            let folder = form.path.parent().unwrap_or(Path::new(""));
            let years = years.entry((folder_of(form), folder)).or_default();
            if !form.head.cycle.is_empty() {
                years.insert(folded(&form.head.cycle).into_owned());
            }
        }
        let mut sources: BTreeMap<CountedTogether<'f>, Vec<&CheckedForm>> = BTreeMap::new();
        for form in &self.0 {
            let root = folder_of(form);
            let folder = form.path.parent().unwrap_or(Path::new(""));
            let own = &years[&(root, folder)];
            let mut others = years.iter().filter(|((of, _), _)| *of == root);
            let source = match root {
                // As many files as a shell made of `responses/*.toml`, or a hook was given.
                None => (None, Some(folder.to_owned()), String::new()),
                Some(root) if by_folder => {
                    let below = form.path.strip_prefix(root).unwrap_or(&form.path);
                    let first = below.components().next().filter(|_| below != Path::new(""));
                    let first = first.filter(|_| below.components().count() > 1);
                    let first = first.map(|first| PathBuf::from(first.as_os_str()));
                    (Some(root), first, String::new())
                }
                Some(root) if others.all(|(_, years)| years == own) => {
                    (Some(root), None, String::new())
                }
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
fn odd_one<'f>(forms: &[&'f CheckedForm], mixed: &Mixed) -> &'f CheckedForm {
    let text = |form: &CheckedForm| {
        let text = if mixed.cycles.is_empty() {
            &form.head.district
        } else {
            &form.head.cycle
        };
        folded(text).into_owned()
    };
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    if mixed.cycles.is_empty() && mixed.districts.is_empty() {
        let dated = forms.iter().filter(|form| form.head.date.is_some());
        return dated.min_by_key(|form| form.head.date).unwrap_or(&forms[0]);
    }
    for form in forms {
        *times.entry(text(form)).or_default() += 1;
    }
    let named = forms.iter().filter(|form| !text(form).is_empty());
    named
        .min_by_key(|form| times[&text(form)])
        .unwrap_or(&forms[0])
}
