//! Whether a folder is that of one team's year, or has a folder for each of several districts
//! or schools.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::command::next::folder_contents::{Files, folder};
use crate::command::next::rounds::Round;
use crate::disk::folder::as_folder;
use crate::disk::subfolders::common_folder;
use crate::model::rating::folded;

/// What is in one of the folders.
#[derive(Default)]
struct Part {
    forms: usize,
    teams: Vec<Round>,
    /// Whether a form is among its team assessments, as where these are one folder of forms.
    is_flat: bool,
    /// Of any of its forms: whether it's of the year of another folder.
    round: Option<Round>,
    districts: BTreeSet<String>,
}

/// The folder that has the folders, and these; none where all is one team's.
pub(super) fn several(files: &Files, today: Date) -> Option<(PathBuf, Vec<PathBuf>)> {
    let forms = files.forms.iter().filter(|form| form.answered > 0);
    let paths = forms.clone().map(|form| &*form.path);
    let top = common_folder(paths.chain(files.teams.iter().map(|team| &*team.path)));
    // None of a file that is in the folder itself.
    let below = |path: &Path| {
        let mut rest = path.strip_prefix(&top).unwrap_or(path).components();
        let first = rest.next()?;
        rest.next().map(|_| top.join(first))
    };
    let mut parts: BTreeMap<Option<PathBuf>, Part> = BTreeMap::new();
    for form in forms {
        let part = parts.entry(below(&form.path)).or_default();
        part.forms += 1;
        let mut teams = files.teams.iter();
        part.is_flat |= teams.any(|team| folder(&team.path) == folder(&form.path));
        part.round
            .get_or_insert_with(|| Round::answered(form, today));
        part.is_of(&form.response.district);
    }
    for team in &files.teams {
        let part = parts.entry(below(&team.path)).or_default();
        part.teams.push(Round::counted_in(&team.assessment));
        part.is_of(team.assessment.district.as_deref().unwrap_or_default());
    }
    let is_beside = parts.remove(&None).is_some();
    let all: Vec<&Part> = parts.values().collect();
    let are_several = all.iter().enumerate().any(|(at, a)| {
        all[at + 1..]
            .iter()
            .any(|b| are_apart(a, b) || are_apart(b, a) || !is_beside && have_two_names(a, b))
    });
    let top = as_folder(&top).to_owned();
    are_several.then(|| (top, parts.into_keys().flatten().collect()))
}

impl Part {
    /// Takes note of a district that one of its files names.
    fn is_of(&mut self, district: &str) {
        if !district.is_empty() {
            self.districts.insert(folded(district).into_owned());
        }
    }
}

/// Whether each has forms and a team assessment of its own, of one year: those of two years are
/// the years of one team. One of them may have none yet.
fn are_apart(a: &Part, b: &Part) -> bool {
    let are_one = |team: &Round| {
        let is_begun = b.teams.is_empty() && !a.is_flat;
        let begun = b.round.iter().filter(|_| is_begun);
        b.teams
            .iter()
            .chain(begun)
            .any(|other| team.is_one_with(other))
    };
    a.forms > 0 && b.forms > 0 && a.teams.iter().any(are_one)
}

/// Whether they are two districts' by their names, in one year: one form may have a typo.
fn have_two_names(a: &Part, b: &Part) -> bool {
    let is_named =
        |part: &Part| !part.districts.is_empty() && (part.forms > 1 || !part.teams.is_empty());
    let rounds = |part: &Part| part.teams.iter().chain(&part.round).cloned().collect();
    let [a_rounds, b_rounds]: [Vec<Round>; 2] = [rounds(a), rounds(b)];
    is_named(a)
        && is_named(b)
        && a.districts.is_disjoint(&b.districts)
        && a_rounds
            .iter()
            .any(|round| b_rounds.iter().any(|other| round.is_one_with(other)))
}
