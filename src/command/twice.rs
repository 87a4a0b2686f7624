//! What `validate` says of responses that may be one person's: nothing is wrong in any of
//! these files, but `tally` stops at them.

use std::path::{Path, PathBuf};

use crate::command::output;
use crate::command::source::Names;
use crate::model::duplicate::{Fingerprint, Fingerprints, Policy, resolve};
use crate::report::command_line::word;

/// Says where a tally of these would stop; each folder in `given` is a source by itself, and
/// the files that are given are one together.
pub(super) fn say_where_a_tally_stops<'a>(
    given: &[PathBuf],
    responses: impl Iterator<Item = (&'a Path, &'a Fingerprint)>,
) {
    let mut sources: Vec<(Option<&Path>, Vec<&Path>, Fingerprints)> = Vec::new();
    for (file, print) in responses {
        let folder = given.iter().find(|g| file.starts_with(g) && file != *g);
        let folder = folder.map(PathBuf::as_path);
        let at = sources.iter().position(|(source, ..)| *source == folder);
        let at = at.unwrap_or_else(|| {
            sources.push((folder, Vec::new(), Fingerprints::default()));
            sources.len() - 1
        });
        let (_, files, prints) = &mut sources[at];
        files.push(file);
        prints.push(print);
    }
    for (source, files, prints) in &sources {
        let findings = resolve(prints, Policy::Ask).findings;
        let unclear = findings.iter().filter(|finding| finding.is_error());
        let unclear: Vec<String> = unclear
            .map(|finding| Names::of(finding.responses().iter().map(|at| files[*at])).words("file"))
            .collect();
        if unclear.is_empty() {
            continue;
        }
        let tally = match source {
            Some(folder) => format!("`chronic tally {}`", word(folder)),
            None => "`chronic tally` of these files".to_owned(),
        };
        output::note(format_args!(
            "warning: {tally} would stop, since it is not clear which of these responses count: {}. It says why, and what to do.",
            unclear.join("; ")
        ));
    }
}
