//! What is said of an export's rows of other school years: where they are already, or how to import
//! them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::command::import::likeness::compare;
use crate::command::import::years::OtherYear;
use crate::command::output;
use crate::command::source::{Kept, Weighed, weigh_all};
use crate::disk::folder::{find, folder_of, is_large};
use crate::files::bytes::is_one_file;
use crate::files::content::Content;
use crate::files::read::BytesReader;
use crate::import::responses::Imported;
use crate::model::dates::cycle::key;
use crate::model::response::Response;
use crate::model::rubric::Rubric;
use crate::report::formats::escape;
use crate::report::results::problem::path as shown;
use crate::words::{counted, counted_first};

/// Says which rows were taken out; `elsewhere` is how to import those of a year into a folder, or into
/// one that isn't there yet.
pub(super) fn say(
    folder: &Path,
    imported: &mut Imported,
    others: Vec<OtherYear>,
    elsewhere: impl Fn(Option<&Path>, &str) -> String,
    rubric: &Rubric,
) {
    if others.is_empty() {
        return;
    }
    let forms = forms_beside(folder, rubric);
    for of in others {
        let is_one = of.rows.len() == 1;
        let [were, they, them] = match is_one {
            true => ["was", "it's", "it"],
            false => ["were", "they're", "them"],
        };
        let rows = counted_first(of.rows.len(), "row");
        let days = escape::terminal(&of.days).into_owned();
        let this = std::mem::replace(&mut imported.responses, of.rows);
        let compared = compare(imported, forms.iter().map(|(_, form)| form), rubric);
        imported.responses = this;
        let there = compared.there.iter().map(|at| &forms[*at]);
        let is_of_year = |(_, form): &&(PathBuf, Response)| key(&form.cycle) == key(&of.cycle);
        let folder = most(there).or_else(|| most(forms.iter().filter(is_of_year)));
        let then = match &folder {
            Some((folder, _)) if compared.new == 0 && compared.changed.is_empty() => {
                format!("{} already has {them}.", shown(folder))
            }
            Some((folder, _)) if compared.new == 0 => format!(
                "{} already has {them}, with other answers in {}.",
                shown(folder),
                counted(compared.changed.len(), "form")
            ),
            Some((folder, cycle)) => {
                let new = match compared.new {
                    1 if is_one => "It isn't".to_owned(),
                    1 => "One of them isn't".to_owned(),
                    n => format!("{n} of them aren't"),
                };
                let cycle = if cycle.is_empty() { &of.cycle } else { cycle };
                let missing = elsewhere(Some(folder), cycle);
                let folder = shown(folder);
                format!("{new} in {folder} yet. To import what is missing there: {missing}")
            }
            None => format!(
                "If you haven't imported {them} yet: {}",
                elsewhere(None, &of.cycle)
            ),
        };
        output::note(format_args!(
            "note: {rows} from {days} {were} skipped because {they} from another school year. {then}"
        ));
    }
}

/// The folder that most of these forms are in, with the school year of the first there.
fn most<'f>(forms: impl Iterator<Item = &'f (PathBuf, Response)>) -> Option<(PathBuf, String)> {
    let mut folders: BTreeMap<&Path, (usize, &str)> = BTreeMap::new();
    for (path, form) in forms {
        let folder = path.parent().unwrap_or(Path::new(""));
        folders.entry(folder).or_insert((0, &form.cycle)).0 += 1;
    }
    let most = folders.into_iter().max_by_key(|(_, (forms, _))| *forms);
    most.map(|(folder, (_, cycle))| (folder.to_owned(), cycle.to_owned()))
}

/// The answered forms in other folders next to this one.
fn forms_beside(folder: &Path, rubric: &Rubric) -> Vec<(PathBuf, Response)> {
    let above = folder_of(folder);
    let mut forms = Vec::new();
    if folder.file_name().is_none() || is_large(above) {
        return forms;
    }
    let reader = || BytesReader::new(rubric);
    let found = find(&[above.to_owned()]);
    weigh_all(&found, reader, Kept::Texts, |file, weighed| {
        let path = file.path.strip_prefix("./").unwrap_or(&file.path);
        let is_its_own = path.parent().is_some_and(|at| is_one_file(at, folder));
        let Ok(Weighed { reading, .. }) = weighed else {
            return;
        };
        if let (Some(Content::Response(form)), false) = (reading.checked.value, is_its_own)
            && form.answered() > 0
        {
            forms.push((path.to_owned(), form));
        }
    });
    forms
}
