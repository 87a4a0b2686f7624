//! What `import` promises: what people answered in a form tool, as response files.

mod again;
mod causes;
mod columns;
mod exports;
mod hostile;
mod kinds;
mod layouts;
mod misread;
mod odd;
mod own_words;
mod refused;
mod round_trip;
mod told;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::common::{Run, run};

/// The folder of exports as form tools write them.
fn export(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/exports");
    folder.join(name).to_str().unwrap().to_owned()
}

/// Imports into `forms` of an empty folder.
fn import(file: &str, more: &[&str]) -> (Run, TempDir) {
    let folder = TempDir::new().unwrap();
    let run = run(folder.path(), &[&["import", file, "forms"], more].concat());
    (run, folder)
}

/// Imports a table that is made here.
fn import_bytes(name: &str, bytes: &[u8], more: &[&str]) -> (Run, TempDir) {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join(name), bytes).unwrap();
    let run = run(folder.path(), &[&["import", name, "forms"], more].concat());
    (run, folder)
}

/// The forms that were written, by their names.
fn forms(folder: &TempDir) -> BTreeMap<String, toml::Table> {
    let Ok(entries) = fs::read_dir(folder.path().join("forms")) else {
        return BTreeMap::new();
    };
    // What the import keeps for itself is hidden.
    let is_hidden = |path: &PathBuf| path.file_name().unwrap().to_str().unwrap().starts_with('.');
    let files = entries.map(|entry| entry.unwrap().path());
    let files = files.filter(|path| !is_hidden(path));
    let form = |path: PathBuf| {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        (name, fs::read_to_string(&path).unwrap().parse().unwrap())
    };
    files.map(form).collect()
}

fn names(folder: &TempDir) -> Vec<String> {
    forms(folder).into_keys().collect()
}

/// A table with a name and a time stamp in front, and the 25 practices by number.
fn table(rows: &[(&str, &str, &str)]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let head = ["Timestamp", "Name"].map(String::from).into_iter();
    let numbers = (1..=25).map(|n| n.to_string());
    writer.write_record(head.chain(numbers)).unwrap();
    for (when, name, rating) in rows {
        let cells = [*when, *name].into_iter();
        writer
            .write_record(cells.chain(std::iter::repeat_n(*rating, 25)))
            .unwrap();
    }
    writer.into_inner().unwrap()
}

fn text<'a>(form: &'a toml::Table, keys: &[&str]) -> &'a str {
    let (last, sections) = keys.split_last().unwrap();
    let mut table = form;
    for key in sections {
        table = table[*key].as_table().unwrap();
    }
    table[*last].as_str().unwrap()
}
