//! The log of a scan, as the format's own checker reads it.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::Check;
use crate::common::{examples, run};
use crate::program::{SARIF, folder};

pub(crate) fn checks() -> Vec<Check> {
    vec![Check {
        name: "sarif::a_log_is_as_the_format_and_the_code_scanning_want_it",
        needs: &SARIF,
        run: a_log_is_as_the_format_and_the_code_scanning_want_it,
    }]
}

/// The checker of those who made the format.
pub(crate) fn checker() -> PathBuf {
    folder().join("node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool")
}

/// What the checker finds in a log.
fn found(log: &str) -> Vec<serde_json::Value> {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("log.sarif"), log).unwrap();
    let done = Command::new(checker())
        .args(["validate", "log.sarif", "--rule-kind", "Sarif;Ghas"])
        .args(["-o", "found.sarif"])
        .current_dir(folder.path())
        // What it unpacks of itself goes with the folder.
        .env("DOTNET_BUNDLE_EXTRACT_BASE_DIR", folder.path())
        .env("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1")
        .output()
        .unwrap();
    let found = fs::read_to_string(folder.path().join("found.sarif")).unwrap_or_else(|_| {
        panic!("{}", String::from_utf8_lossy(&done.stdout));
    });
    let found: serde_json::Value =
        serde_json::from_str(found.trim_start_matches('\u{feff}')).unwrap();
    let results = found["runs"][0]["results"].as_array();
    results.cloned().unwrap_or_default()
}

fn a_log_is_as_the_format_and_the_code_scanning_want_it() {
    let corpus = examples().join("../tests/corpus");
    let log = run(&corpus, &["validate", "files", "--format", "sarif"]).out;
    assert!(log.len() > 10_000, "{log}");
    let results = found(&log);
    let wrong = |r: &&serde_json::Value| r["level"] == "error" || r["level"].is_null();
    let wrong: Vec<_> = results.iter().filter(wrong).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    // It looks.
    let broken = log.replacen("\"ruleIndex\":", "\"ruleIndex\": -7, \"was\":", 1);
    let broken = broken.replacen("\"startLine\":", "\"startLine\": 0, \"was\":", 1);
    assert!(!found(&broken).is_empty());
}
