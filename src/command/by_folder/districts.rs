//! Which folders are districts.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::bail;

use crate::command::Exit;
use crate::command::source::remarks::{say_refused, say_twice};
use crate::disk::folder::{Found, STDIN};
use crate::disk::subfolders::{below, common_folder};
use crate::report::results::problem::{path as shown, raw_path};

/// A folder to be counted by itself.
pub(super) struct District {
    /// As it is named in the result.
    pub(super) name: String,
    pub(super) path: PathBuf,
    /// The forms that lie in a folder of folders and in none of these; else everything
    /// below the path.
    pub(super) strays: Option<Found>,
}

/// The districts in these folders, in the order of their names; not well where one of
/// them is refused by the system, which has been said.
///
/// # Errors
/// Wrong usage: what is no folder, and a district in another one.
pub(super) fn districts(given: &[PathBuf]) -> anyhow::Result<(Vec<District>, Exit)> {
    let mut exit = Exit::Well;
    let mut districts: Vec<District> = Vec::new();
    let mut known: HashMap<PathBuf, PathBuf> = HashMap::new();
    let mut tops = Vec::new();
    // What all names begin with tells no folder from another.
    let common = match given {
        [only] => only.clone(),
        _ => common_folder(given.iter().map(PathBuf::as_path)),
    };
    for top in given {
        let is_folder = top.as_os_str() != STDIN && fs::metadata(top).map_or(true, |m| m.is_dir());
        if !is_folder {
            bail!(
                "--by folder needs folders, but {} isn't one. Name the folder that contains the district folders",
                shown(top)
            );
        }
        let below = match below(top) {
            Ok(below) => below,
            Err(error) => {
                say_refused(top, &error);
                exit = Exit::Refused;
                continue;
            }
        };
        let top_real = real(top);
        if tops.contains(&top_real) {
            say_twice(top, "counted");
            continue;
        }
        tops.push(top_real);
        if below.folders.is_empty() {
            districts.push(District {
                name: name(top, Some(&*common).filter(|_| given.len() > 1)),
                path: top.clone(),
                strays: None,
            });
            continue;
        }
        let own = (!below.own.is_empty()).then(|| (top.clone(), Some(below.own)));
        let folders = below.folders.into_iter().map(|path| (path, None));
        let each = own.into_iter().chain(folders);
        districts.extend(each.map(|(path, strays)| District {
            name: name(&path, Some(&common)),
            path,
            strays,
        }));
    }
    districts.retain(|District { path, strays, .. }| {
        let real = real(path);
        let is_twice = strays.is_none() && known.contains_key(&real);
        if is_twice {
            say_twice(path, "counted");
        } else if strays.is_none() {
            known.insert(real, path.clone());
        }
        !is_twice
    });
    none_in_another(&known)?;
    districts.sort_by(|a, b| a.path.cmp(&b.path));
    Ok((districts, exit))
}

/// A folder in another one would be counted there and by itself.
fn none_in_another(known: &HashMap<PathBuf, PathBuf>) -> anyhow::Result<()> {
    let inside = known.iter().filter_map(|(real, path)| {
        let mut above = real.ancestors().skip(1);
        Some((path, above.find_map(|outer| known.get(outer))?))
    });
    if let Some((path, outer)) = inside.min() {
        bail!(
            "{} is inside {}, which is a district's folder too, so its forms would be counted twice. Name only one of them",
            shown(path),
            shown(outer)
        );
    }
    Ok(())
}

fn real(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

/// A path below the folder that all are in, `.` for that itself; else as given.
fn name(path: &Path, common: Option<&Path>) -> String {
    let common = common.filter(|common| common.parent().is_some());
    match common.and_then(|common| path.strip_prefix(common).ok()) {
        Some(rest) if rest.as_os_str().is_empty() => ".".to_owned(),
        Some(rest) => raw_path(rest),
        None => raw_path(path),
    }
}
