//! Sources, as every command takes them: files, folders, a team assessment. Files are
//! read side by side and come back in the order of their names.

use std::io;
use std::path::PathBuf;

use crate::cli::Counted;
use crate::command::Exit;
use crate::command::output::progress::Progress;
use crate::command::side_by_side::side_by_side;
use crate::command::source::gathered::Gathered;
use crate::disk::folder::{self, Found, FoundFile};
use crate::files::read::BytesReader;
use crate::model::rubric::Rubric;

mod counted_source;
mod gathered;
mod reading;
pub mod remarks;
mod together;
pub mod years;

pub use counted_source::{Counting, Kept, Source};
pub use reading::{FileReader, bytes_of, read_file};
pub(in crate::command) use reading::{Weighed, content, why, why_no};
pub use remarks::{name_what_is_left_out, not_wanted, say_nothing_in};
pub use together::{FirstNames, Together};

/// Reads and counts what the paths stand for. What is wrong has been printed on stderr
/// when the answer is an exit.
///
/// # Errors
/// How the run ends when there is nothing that could be counted.
pub fn load(paths: &[PathBuf], rubric: &Rubric, counting: Counting) -> Result<Source, Exit> {
    let progress = Progress::new("files");
    let mut found = folder::find(paths);
    found.look_into_misnamed(rubric);
    progress.of(found.files.len());
    let counting = (counting, Some(&progress));
    load_found((paths, found), rubric, counting, &mut Together::default())
}

/// As [`load`], with what respondents wrote, or without, also where a team assessment has it.
///
/// # Errors
/// As [`load`].
pub fn load_with(
    texts: bool,
    paths: &[PathBuf],
    rubric: &Rubric,
    counted: Counted,
) -> Result<Source, Exit> {
    let mut counting = Counting::of(counted);
    if texts {
        counting.kept = Kept::Texts;
    }
    let mut source = load(paths, rubric, counting)?;
    if !texts {
        let practices = source.assessment.practices.iter_mut();
        practices.for_each(|assessed| assessed.documentation.clear());
    }
    Ok(source)
}

/// As [`load`], of one of several sources that are counted one after the other: `found`
/// is what the path stands for. What would be said of each of them in the same words is
/// left to [`Together::say`].
///
/// # Errors
/// As [`load`]; [`Together::left_out`] then has how many forms are in no count.
pub fn load_one_of(
    path: PathBuf,
    mut found: Found,
    rubric: &Rubric,
    counting: Counting,
    together: &mut Together,
) -> Result<Source, Exit> {
    found.look_into_misnamed(rubric);
    together.begin(&path, &mut found);
    // Where several are counted, their caller shows how far they have come.
    load_found((&[path], found), rubric, (counting, None), together)
}

fn load_found(
    (paths, found): (&[PathBuf], Found),
    rubric: &Rubric,
    (counting, progress): (Counting, Option<&Progress>),
    together: &mut Together,
) -> Result<Source, Exit> {
    name_what_is_left_out(&found, "counted");
    let mut gathered = Gathered::without(&found);
    let reader = match counting.any_version {
        true => BytesReader::of_any_version,
        false => BytesReader::new,
    };
    let each = |file: &FoundFile, weighed| {
        gathered.file(file, weighed, together);
        progress.inspect(|progress| progress.one_more());
    };
    weigh_all(&found, || reader(rubric), counting.kept, each);
    gathered.source((paths, found.files), rubric, counting, together)
}

/// Reads what was found, side by side and in its order, and keeps of responses what is wanted.
pub(in crate::command) fn weigh_all<'r>(
    found: &Found,
    reader: impl Fn() -> BytesReader<'r> + Sync,
    kept: Kept,
    each: impl FnMut(&FoundFile, io::Result<Weighed>),
) {
    let bench = || FileReader::new(reader());
    let weigh = |files: &mut FileReader<'r>, file| files.weigh(file, kept);
    side_by_side(&found.files, bench, weigh, each);
}
