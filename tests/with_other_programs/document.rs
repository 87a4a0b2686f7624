//! The questions as a Word document, read by pandoc and by LibreOffice: one paragraph for each
//! question and choice, as the quick import of Microsoft Forms takes them. That service itself is
//! never called.

use std::process::{Command, Stdio};

use chronic::files::rubric::builtin;
use tempfile::TempDir;

use crate::Check;
use crate::common::run;
use crate::program::{PANDOC, WRITER};
use crate::spreadsheet::saved;

pub(crate) fn checks() -> Vec<Check> {
    vec![
        Check {
            name: "document::pandoc_reads_every_question",
            needs: &PANDOC,
            run: pandoc_reads_every_question,
        },
        Check {
            name: "document::libreoffice_reads_every_question",
            needs: &WRITER,
            run: libreoffice_reads_every_question,
        },
    ]
}

fn document() -> TempDir {
    let folder = TempDir::new().unwrap();
    let init = run(folder.path(), &["init", "questions.docx"]);
    assert_eq!(init.code, 0, "{}", init.err);
    folder
}

fn pandoc_reads_every_question() {
    let folder = document();
    let read = Command::new("pandoc")
        .args(["questions.docx", "-t", "plain", "--wrap=none"])
        .current_dir(folder.path())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert!(read.status.success(), "{read:?}");
    has_every_question(&String::from_utf8(read.stdout).unwrap());
}

fn libreoffice_reads_every_question() {
    let folder = document();
    let saved = saved(folder.path(), &[], "txt", &["questions.docx".to_owned()]);
    has_every_question(&String::from_utf8_lossy(&saved["questions.docx"]));
}

fn has_every_question(text: &str) {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let lines: Vec<&str> = lines.collect();
    let rubric = builtin();
    assert!(lines[0].ends_with(&rubric.title), "{}", lines[0]);
    assert!(lines[1].contains("Don't name any students"), "{}", lines[1]);
    // Three about the person, and for each practice its rating with five choices and its comment.
    assert_eq!(lines.len(), 2 + 3 + 25 * 7);
    let numbered: Vec<&&str> = lines[2..]
        .iter()
        .filter(|line| line.starts_with(|c: char| c.is_ascii_digit()))
        .collect();
    assert_eq!(numbered.len(), 53);
    for (number, line) in (1..).zip(numbered) {
        assert!(line.starts_with(&format!("{number}. ")), "{line}");
    }
    for (practice, of) in rubric.practices().iter().zip(lines[5..].chunks(7)) {
        assert!(
            of[0].contains(&format!(". {} (", practice.title)),
            "{}",
            of[0]
        );
        let choices = [
            "A. Strength",
            "B. OK for Now",
            "C. Could be Better",
            "D. Urgent Gap",
            "E. Unsure",
        ];
        assert_eq!(of[1..6], choices);
        assert!(
            of[6].ends_with(&format!("How do we know? {}", practice.title)),
            "{}",
            of[6]
        );
    }
}
