//! Forms under a name that no form has, such as `ana.txt`: an answer that would be missing
//! without anybody knowing. Only plain-text names are opened, and only their beginnings
//! read, so that a folder of thousands of other files costs nothing.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use encoding_rs::{Encoding, UTF_8};
use strsim::osa_distance;

use crate::disk::folder::Found;
use crate::disk::name::clash_key;
use crate::disk::regular_file;
use crate::files::content::{Kind, MOST_BYTES};
use crate::model::rubric::Rubric;
use crate::toml::decode::unmarked_utf16;

/// So much of a file is read: in UTF-16 too more than half of a form that says much.
const BEGINNING: u64 = 1 << 17;

impl Found {
    /// Looks into the files that were passed over and may be forms by their names: one that
    /// is a response of this rubric is then one of those that are missed.
    pub fn look_into_misnamed(&mut self, rubric: &Rubric) {
        let passed_over = std::mem::take(&mut self.passed_over);
        let (missed, passed_over): (Vec<_>, _) = passed_over
            .into_iter()
            .partition(|(path, _)| kind_of(path, rubric) == Some(Kind::Response));
        self.passed_over = passed_over;
        if missed.is_empty() {
            return;
        }
        let right = self.files.iter().map(|file| match file.extra_ending {
            true => clash(&renamed(&file.path)),
            false => clash(&file.path),
        });
        let wanted = missed.iter().map(|(path, _)| clash(&renamed(path)));
        let mut times: BTreeMap<_, u32> = BTreeMap::new();
        for name in right.chain(wanted) {
            *times.entry(name).or_default() += 1;
        }
        for (path, _) in missed {
            let is_taken = times[&clash(&renamed(&path))] > 1;
            let why = why_not_read(Kind::Response, &path, is_taken);
            self.no_plain_files.push((path, Cow::Owned(why)));
        }
        self.no_plain_files.sort();
    }
}

/// What two files have in common of which one would replace the other on some system.
fn clash(path: &Path) -> (PathBuf, String) {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let folder = path.parent().unwrap_or(Path::new(""));
    (folder.to_owned(), clash_key(&name))
}

/// What a team assessment or a plan is whose name is that of a plain text, and what to do, as
/// [`Found::look_into_misnamed`] says it of forms.
pub fn kind_of_misnamed(path: &Path, rubric: &Rubric) -> Option<(Kind, String)> {
    let kind = kind_of(path, rubric).filter(|kind| *kind != Kind::Response)?;
    Some((kind, why_not_read(kind, path, false)))
}

fn why_not_read(kind: Kind, path: &Path, is_taken: bool) -> String {
    let (what, todo) = (kind.words(), what_to_do(path, is_taken));
    format!("it's {what}, but its name doesn't end in .toml. {todo}")
}

fn kind_of(path: &Path, rubric: &Rubric) -> Option<Kind> {
    let read = may_be_form(path).then(|| reads_as(path, rubric));
    read?.ok()?
}

/// Whether a name is that of a plain text, has no ending, or one that is nearly `.toml`.
fn may_be_form(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let name = name.to_lowercase();
    name.contains(".toml")
        || match ending(&name) {
            None | Some("txt" | "text") => true,
            Some(ending) => osa_distance(ending, "toml") == 1,
        }
}

/// What stands after the last dot, where it can be an ending: in `Dr. Lee` and `2026.10.01`
/// it is none.
fn ending(name: &str) -> Option<&str> {
    let (_, ending) = name.rsplit_once('.')?;
    let is_word = ending.chars().all(char::is_alphanumeric) && ending.contains(char::is_alphabetic);
    is_word.then_some(ending)
}

/// What the file is, as far as its beginning tells.
fn reads_as(path: &Path, rubric: &Rubric) -> io::Result<Option<Kind>> {
    let file = regular_file::open(path, false)?;
    if file.metadata()?.len() > MOST_BYTES {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    file.take(BEGINNING).read_to_end(&mut bytes)?;
    Ok(kind_in(&text(&bytes), rubric))
}

/// The letters, as well as they can be told: only plain ones are looked for.
fn text(bytes: &[u8]) -> Cow<'_, str> {
    match Encoding::for_bom(bytes) {
        Some((encoding, mark)) if encoding != UTF_8 => {
            encoding.decode_without_bom_handling(&bytes[mark..]).0
        }
        _ => unmarked_utf16(bytes)
            .map_or_else(|| UTF_8.decode_without_bom_handling(bytes).0, Cow::Owned),
    }
}

/// By the line that says the kind, whatever quotes it has; else a response by its headings.
fn kind_in(text: &str, rubric: &Rubric) -> Option<Kind> {
    let kind = text.split(['\n', '\r']).find_map(|line| {
        let value = line.trim().strip_prefix("kind")?.trim_start();
        value.strip_prefix('=')
    });
    if let Some(kind) = kind {
        let kind = kind.trim_matches(|c: char| !c.is_alphanumeric());
        return Kind::written(&kind.to_ascii_lowercase());
    }
    let practices = rubric.practices().iter();
    let there = practices.filter(|p| text.contains(&format!("[{}]", p.id)));
    (there.count() * 2 > rubric.len()).then_some(Kind::Response)
}

/// The file under the name that it should have.
fn renamed(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let lower = name.to_ascii_lowercase();
    let stem = match (lower.find(".toml"), ending(&name)) {
        (Some(at), _) => &name[..at],
        (None, Some(ending)) => &name[..name.len() - ending.len() - 1],
        (None, None) => &name,
    };
    path.with_file_name(format!("{stem}.toml"))
}

/// What is to be typed, where another file has this name already or is to be called so too.
fn what_to_do(path: &Path, is_taken: bool) -> String {
    let renamed = renamed(path);
    let wanted = renamed.file_name().unwrap_or_default().to_string_lossy();
    // To rename it would replace that one.
    if renamed.symlink_metadata().is_ok() {
        return format!("{wanted} is also in this folder. Look at both, and keep the right one");
    }
    if is_taken {
        return format!(
            "Another file in this folder could be {wanted} too. Look at both, and give each its own name that ends in .toml"
        );
    }
    format!("Rename it to {wanted}, and run this again")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::response::form::{Head, form};
    use crate::files::rubric::builtin;

    #[test]
    fn only_names_of_plain_text_are_opened() {
        let plain = "ana.txt, ANA.TXT, ana.text, ana, Dr. Lee, ana 2026.10.01, ana.tml, ana.tom, \
             ana.tolm, ana.toml (1), ana.toml.text";
        for name in plain.split(", ") {
            assert!(may_be_form(Path::new(name)), "{name}");
        }
        for name in ["a.docx", "a.pdf", "a.html", "a.csv", "a.md", "a.jpg"] {
            assert!(!may_be_form(Path::new(name)), "{name}");
        }
    }

    #[test]
    fn a_name_to_give_it() {
        for (name, wanted) in [
            ("ana.txt", "ana.toml"),
            ("ana", "ana.toml"),
            ("Dr. Lee", "Dr. Lee.toml"),
            ("ana.TOML.text", "ana.toml"),
            ("ana.toml (1)", "ana.toml"),
        ] {
            let said = what_to_do(Path::new(name), false);
            assert!(said.contains(&format!(" {wanted},")), "{said}");
        }
    }

    #[test]
    fn a_response_is_known_by_its_kind_or_its_headings() {
        let rubric = builtin();
        let form = form(&rubric, &Head::default());
        let is_response = |text: &str| kind_in(text, &rubric) == Some(Kind::Response);
        assert!(is_response(&form));
        let curly = form.replace("\"response\"", "\u{201c}response\u{201d}");
        assert!(is_response(&curly));
        let cut = &form[form.find("[respondent]").unwrap()..];
        assert!(is_response(cut));
        let other = form.replace("\"response\"", "\"team-assessment\"");
        assert_eq!(kind_in(&other, &rubric), Some(Kind::TeamAssessment));
        for text in ["", "To do: rate [actionable-data.team-review].", "kind"] {
            assert!(!is_response(text), "{text}");
        }
    }

    #[test]
    fn letters_of_two_bytes_are_read() {
        let wide = |mark: &str| -> Vec<u8> {
            let text = format!("{mark}kind = \"response\"\nrubric = \"district/1\"\n");
            text.encode_utf16().flat_map(u16::to_le_bytes).collect()
        };
        assert!(text(&wide("\u{feff}")).starts_with("kind = "));
        assert!(text(&wide("")).starts_with("kind = "));
    }
}
