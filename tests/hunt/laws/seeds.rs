//! Where a hunt begins: the files of `examples` and `tests/corpus`, cut down to the small
//! rubric, and the bases.

use std::path::PathBuf;

use super::merging::CHOICES;
use super::small;

/// At most so many bytes of a file: what is longer makes a run slow and finds no more.
pub const LONGEST: usize = 4096;

/// Begin or hold what means something at some exit.
const TEXTS: &[&str] = &[
    "Agendas on the shared drive, since 2024.",
    "=1+1",
    "@SUM(A1)",
    "\u{ff1d}1",
    "a;=1",
    "-0.25",
    "\t=x",
    "::error::x",
    "##[add-mask]y",
    "\u{1b}[31mred\u{1b}[0m",
    "\u{1b}]0;t\u{7}",
    "\u{202e}\u{2066}\u{2028}\u{61c}",
    "![x](http://a.b/c)",
    "[x]: javascript:1",
    "<img src=x onerror=1>",
    "\"><script>alert(1)</script>&amp;",
    "| a | b |\n|---|---|",
    "# h\n- i\n1. n\n> q\n```\nf",
    "`<!--` -->",
    "www.a.b mailto:a@b.c :smile: $x$ ~~s~~ [^1]",
    "'''\n[x.y]\nkind = \"plan\"\n\"\"\"",
    "\\u0000 \\\\server\\share",
    "../../etc/passwd",
    "CON\nnul.\nCOM1\nLpt\u{b9}",
    "Ana Diaz\nANA  DIAZ\nAna Diaz 2\nana-diaz",
    "Stra\u{df}e\nSTRASSE\n\u{1e9e}",
    "Jose\u{301} D\u{cd}AZ\u{200b}",
    "50%\r\n%0A,:",
    "a,b:c;d\\,e\nBEGIN:VEVENT\r\n",
    "\u{738b}\u{5c0f}\u{660e}\u{1f600}",
    "{\"a\": [\"b\"]}",
];

/// The seeds of a target.
#[must_use]
pub fn seeds(target: &str) -> Vec<Vec<u8>> {
    let files = || {
        files()
            .iter()
            .filter_map(|path| std::fs::read(path).ok())
            .collect::<Vec<_>>()
    };
    let bases: Vec<&str> = match target {
        "read_response" => small::RESPONSES.to_vec(),
        "read_assessment" | "renew_assessment" => small::TEAMS.to_vec(),
        "read_plan" | "update_plan" => small::PLANS.to_vec(),
        "read_rubric" => small::RUBRICS.to_vec(),
        "read_roster" => small::ROSTERS.to_vec(),
        "read_export" => small::EXPORTS.to_vec(),
        _ => return TEXTS.iter().map(|text| text.as_bytes().to_vec()).collect(),
    };
    let mut seeds: Vec<Vec<u8>> = bases.iter().map(|base| base.as_bytes().to_vec()).collect();
    // Each base with one change that is none.
    seeds.extend((0..bases.len()).map(|at| vec![u8::try_from(at).unwrap_or(0), 0, 0, 0, 252]));
    seeds.extend(files().iter().map(|file| cut_down(file)));
    if matches!(target, "renew_assessment" | "update_plan") {
        // What is new comes first.
        for (at, seed) in seeds.iter_mut().enumerate() {
            let new = (0..CHOICES).map(|n| (at * 31 + n * 47) as u8);
            seed.splice(0..0, new.collect::<Vec<u8>>());
        }
    }
    seeds
}

/// A file without the comments above its first line, and without the sections of practices
/// that the small rubric has not.
fn cut_down(file: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut is_kept = true;
    let mut has_begun = false;
    for line in file.split_inclusive(|byte| *byte == b'\n') {
        let shown = String::from_utf8_lossy(line);
        let shown = shown.trim();
        has_begun |= !(shown.is_empty() || shown.starts_with('#'));
        if let Some(heading) = shown.strip_prefix('[').filter(|h| h.contains(']')) {
            let heading = heading.split(']').next().unwrap_or_default();
            is_kept = !heading.contains('.')
                || small::rubric().practices().iter().any(|p| p.id == heading)
                || heading.starts_with('[');
        }
        if is_kept && has_begun {
            out.extend_from_slice(line);
        }
    }
    out.truncate(LONGEST - CHOICES);
    out
}

/// Every file below `examples` and `tests/corpus`, in order, as seen from the project's folder.
fn files() -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = ["examples", "tests/corpus"].map(PathBuf::from).to_vec();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => folders.push(path),
                Ok(kind) if kind.is_file() => files.push(path),
                _ => {}
            }
        }
    }
    files.sort();
    files
}
