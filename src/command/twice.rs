//! What `validate` says of responses that may be one person's: nothing is wrong in any of
//! these files, but `tally` stops at them.

use std::path::{Path, PathBuf};

use crate::command::output;
use crate::command::source::Names;
use crate::model::duplicate::{Fingerprint, Fingerprints, Policy, resolve};
use crate::report::command_line::word;

/// The responses among what is checked, by the source in which `tally` would count them:
/// each folder that was given is one by itself, and the files that were given are one
/// together.
pub(super) struct Sources<'g> {
    given: &'g [PathBuf],
    sources: Vec<Source<'g>>,
}

struct Source<'g> {
    /// None for files that were given by name.
    folder: Option<&'g Path>,
    /// Which of all checked files.
    files: Vec<usize>,
    prints: Fingerprints,
}

impl<'g> Sources<'g> {
    /// No response yet, of these arguments.
    pub(super) const fn of(given: &'g [PathBuf]) -> Self {
        let sources = Vec::new();
        Self { given, sources }
    }

    /// Adds a response that somebody answered; it is the checked file with this index.
    pub(super) fn push(&mut self, index: usize, file: &Path, print: &Fingerprint) {
        let folder = self
            .given
            .iter()
            .find(|g| file.starts_with(g) && file != *g);
        let folder = folder.map(PathBuf::as_path);
        let at = self.sources.iter().position(|s| s.folder == folder);
        let at = at.unwrap_or_else(|| {
            self.sources.push(Source {
                folder,
                files: Vec::new(),
                prints: Fingerprints::default(),
            });
            self.sources.len() - 1
        });
        let source = &mut self.sources[at];
        source.files.push(index);
        source.prints.push(print);
    }

    /// Says where a tally would stop. `path` knows the checked files by their index.
    pub(super) fn say_where_a_tally_stops<'p>(&self, path: impl Fn(usize) -> &'p Path) {
        for Source {
            folder,
            files,
            prints,
        } in &self.sources
        {
            let findings = resolve(prints, Policy::Ask).findings;
            let unclear = findings.iter().filter(|finding| finding.is_error());
            let unclear: Vec<String> = unclear
                .map(|finding| {
                    let files = finding.responses().iter().map(|at| path(files[*at]));
                    Names::of(files).words("file")
                })
                .collect();
            if unclear.is_empty() {
                continue;
            }
            let tally = match folder {
                Some(folder) => format!("`chronic tally {}`", word(folder)),
                None => "`chronic tally` of these files".to_owned(),
            };
            output::note(format_args!(
                "warning: {tally} would stop, since it is not clear which of these responses count: {}. It says why, and what to do.",
                unclear.join("; ")
            ));
        }
    }
}
