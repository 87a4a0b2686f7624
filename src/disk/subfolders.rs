//! A folder of folders, one for each district, as a state office keeps them.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::disk::folder::{Found, SeenPaths, is_system};

/// What stands directly in a folder.
#[derive(Debug, Default)]
pub struct Below {
    /// The folders in it, in the order of their names; hidden ones and those of the
    /// system are counted in `own`.
    pub folders: Vec<PathBuf>,
    /// The files in it that are in none of these folders, and what is passed over.
    pub own: Found,
}

/// Looks into a folder, and not into the folders in it. A link to a folder is named and
/// not followed, since it can lead to forms that are counted already.
///
/// # Errors
/// When the system refuses the folder, or it is none.
pub fn below(folder: &Path) -> io::Result<Below> {
    let mut below = Below::default();
    let mut seen = SeenPaths::of(&[folder.to_owned()]);
    for (name, kind) in below.own.listed(folder, fs::read_dir(folder)?) {
        let path = folder.join(&name);
        let name = name.to_string_lossy();
        match (kind.is_symlink(), path.is_dir()) {
            (true, true) => {
                let why = "it's a link to a folder. Put the folder itself there";
                below.own.no_plain_files.push((path, why.into()));
            }
            (false, true) if is_system(&name) => below.own.system += 1,
            (false, true) => below.folders.push(path),
            _ => below.own.entry(path, &name, kind, &mut seen),
        }
    }
    Ok(below)
}

/// The deepest folder that all of these are in, as far as their paths are typed alike; empty
/// where that is none.
pub fn common_folder<'p>(paths: impl IntoIterator<Item = &'p Path>) -> PathBuf {
    let folders = paths.into_iter().map(|p| p.parent().unwrap_or(p));
    let common = folders.reduce(|common, folder| {
        let mut above = common.ancestors();
        above
            .find(|above| folder.starts_with(above))
            .unwrap_or(Path::new(""))
    });
    common.map_or_else(PathBuf::new, Path::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_several_paths_have_in_common_is_a_folder() {
        for (paths, common) in [
            (&["s/a/1.toml", "s/a/2.toml"][..], "s/a"),
            (&["s/a/1.toml", "s/ab/2.toml"], "s"),
            (&["s/a", "s/a/2"], "s"),
            (&["/s/a", "/t/b"], "/"),
            (&["/s/a", "s/b"], ""),
            (&["a", "b"], ""),
            (&["../a", "../b"], ".."),
            (&[], ""),
        ] {
            let found = common_folder(paths.iter().map(Path::new));
            assert_eq!(found, Path::new(common), "{paths:?}");
        }
    }

    #[test]
    fn folders_are_told_from_what_lies_beside_them() {
        let top = tempfile::tempdir().unwrap();
        for folder in ["b", "a/deep", ".git", "__MACOSX"] {
            fs::create_dir_all(top.path().join(folder)).unwrap();
        }
        for file in ["stray.toml", "notes.docx", "a/inside.toml"] {
            fs::write(top.path().join(file), "").unwrap();
        }
        let below = below(top.path()).unwrap();
        assert_eq!(below.folders, [top.path().join("a"), top.path().join("b")]);
        assert_eq!(below.own.system, 2);
        assert_eq!(below.own.files.len(), 1);
        assert!(!below.own.files[0].given);
        assert_eq!(below.own.passed_over.len(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_a_folder_is_named_and_not_followed() {
        let top = tempfile::tempdir().unwrap();
        fs::create_dir(top.path().join("a")).unwrap();
        std::os::unix::fs::symlink(top.path().join("a"), top.path().join("z")).unwrap();
        let below = below(top.path()).unwrap();
        assert_eq!(below.folders.len(), 1);
        assert_eq!(below.own.no_plain_files[0].0, top.path().join("z"));
    }
}
