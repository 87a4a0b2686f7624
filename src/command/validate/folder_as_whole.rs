//! What `validate` says of a folder as a whole: what `tally` of the same forms would say.
//! One person's answers that differ, copies, and forms that don't belong together are wrong
//! in no single file.

use std::path::{Path, PathBuf};

use crate::command::source::duplicates;
use crate::command::source::years::counted_together;
use crate::model::dates::mixed::{mixed, odd_one};
use crate::model::rating::Rating;
use crate::model::response::Response;
use crate::model::response::duplicate::{Fingerprint, Fingerprints, Policy, resolve};
use crate::model::response::responses::Responses;
use crate::problem::Problem;
use crate::report::results::problem::path as shown;

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
    ) -> Vec<(usize, Problem)> {
        let mut found = Vec::new();
        let path_of = |form: usize| path(self.files[form]);
        for forms in counted_together(&self.heads, given, by_folder, &path_of).values() {
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
            for problem in duplicates::mixed_problems(&mixed) {
                let odd_one = counted[odd_one(&heads, &mixed)];
                found.push((self.files[odd_one], problem));
            }
        }
        found
    }
}
