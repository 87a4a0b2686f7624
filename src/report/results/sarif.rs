//! Problems as a SARIF log, version 2.1.0, for code scanning.

use std::fmt::Write as _;
use std::ops::Range;
use std::path::Path;

use serde_json::{Value, json};

use crate::model::response::student::student_data;
use crate::problem::{Code, Fix, Place, Problem, Severity};
use crate::report::formats::escape;
use crate::report::results::problem::{FileProblems, plain_path, refusal, sentences};

/// At most so many letters are replaced by so many: a rating, or a quotation mark.
const MOST_REPLACED: usize = 30;

/// The log: one run with a result for each problem.
pub fn log<'f>(files: impl Iterator<Item = FileProblems<'f>>) -> String {
    let mut results = Vec::new();
    let mut refusals = Vec::new();
    for file in files {
        let uri = uri(file.path);
        results.extend(file.problems.iter().map(|problem| result(&uri, problem)));
        refusals.extend(file.refused.map(|why| {
            json!({
                "level": "error",
                "message": { "text": refusal(why).message },
                "locations": [location(&uri, None)],
            })
        }));
    }
    let value = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "chronic",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "informationUri": env!("CARGO_PKG_REPOSITORY"),
                "rules": Code::ALL.iter().map(|code| rule(*code)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "invocations": [{
                "executionSuccessful": refusals.is_empty(),
                "toolExecutionNotifications": refusals,
            }],
            "results": results,
        }],
    });
    escape::json(&format!("{value:#}\n"))
}

fn rule(code: Code) -> Value {
    json!({
        "id": code.id(),
        "shortDescription": { "text": code.meaning() },
        "fullDescription": { "text": format!("{} {}", code.meaning(), worth(code.severity())) },
        "help": { "text": format!(
            "{} The message of each result says what to type instead. docs/reference.md lists every problem.",
            code.meaning()
        ) },
        "helpUri": concat!(env!("CARGO_PKG_REPOSITORY"), "#readme"),
        "properties": { "tags": ["chronic"], "precision": "very-high" },
        "defaultConfiguration": { "level": code.severity().id() },
    })
}

const fn worth(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "An error: an answer could be lost or misread, so the file isn't used.",
        Severity::Warning => {
            "A warning: the file is used, but look at it. With --strict it is an error."
        }
        Severity::Note => "A note: worth knowing. It never fails a check.",
    }
}

fn result(uri: &str, problem: &Problem) -> Value {
    let mut result = json!({
        "ruleId": problem.code.id(),
        "ruleIndex": Code::ALL.iter().position(|code| *code == problem.code),
        "level": problem.severity.id(),
        "message": { "text": escape::sarif(&sentences(problem)) },
        "locations": [location(uri, problem.place.as_deref())],
    });
    if let Some((place, what)) = problem.also.as_deref() {
        let mut related = location(uri, Some(place));
        related["id"] = json!(1);
        related["message"] = json!({ "text": what });
        result["relatedLocations"] = json!([related]);
    }
    if let Some(replacements) = problem.fix.as_deref().and_then(replacements) {
        result["fixes"] = json!([{
            "description": { "text": "What chronic validate --fix changes." },
            "artifactChanges": [{
                "artifactLocation": { "uri": uri },
                "replacements": replacements,
            }],
        }]);
    }
    result
}

/// What stands in the place of what: only the letters that differ, so that no answer is in a log.
/// None where that can't be said so, or a line is nobody's to see.
fn replacements(changes: &[Fix]) -> Option<Vec<Value>> {
    let mut all = Vec::new();
    for change in changes {
        let Fix::Line {
            line,
            before,
            after,
        } = change
        else {
            return None;
        };
        if student_data(before).or(student_data(after)).is_some() {
            return None;
        }
        let [old, new]: [Vec<char>; 2] = [before, after].map(|text| text.chars().collect());
        if old.len() == new.len() {
            let differ = (0..old.len()).filter(|at| old[*at] != new[*at]);
            all.extend(differ.map(|at| replacement(*line, at..at + 1, &new[at..=at])));
            continue;
        }
        let same = |pairs: &mut dyn Iterator<Item = (&char, &char)>| {
            pairs.take_while(|(a, b)| a == b).count()
        };
        let start = same(&mut old.iter().zip(&new));
        let end = same(&mut old[start..].iter().rev().zip(new[start..].iter().rev()));
        let (differs, by) = (start..old.len() - end, &new[start..new.len() - end]);
        if differs.len().max(by.len()) > MOST_REPLACED {
            return None;
        }
        all.push(replacement(*line, differs, by));
    }
    Some(all)
}

fn replacement(line: usize, letters: Range<usize>, by: &[char]) -> Value {
    json!({
        "deletedRegion": {
            "startLine": line,
            "startColumn": letters.start + 1,
            "endColumn": letters.end + 1,
        },
        "insertedContent": { "text": by.iter().collect::<String>() },
    })
}

fn location(uri: &str, place: Option<&Place>) -> Value {
    // What is wrong with a file as a whole is shown at its first line: GitHub shows no result
    // without one.
    let region = match place {
        None => json!({ "startLine": 1 }),
        Some(place) => {
            let marked = place.text.get(place.marked()).unwrap_or_default();
            json!({
                "startLine": place.line,
                "startColumn": place.column,
                "endColumn": place.column + marked.chars().count(),
            })
        }
    };
    json!({ "physicalLocation": { "artifactLocation": { "uri": uri }, "region": region } })
}

/// A path as a URI reference; an absolute one names its scheme.
fn uri(path: &Path) -> String {
    let path = plain_path(path);
    let mut out = String::with_capacity(path.len() + 8);
    if path.starts_with('/') {
        out.push_str("file://");
    } else if Path::new(&path).is_absolute() {
        out.push_str("file:///");
    }
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_a_reference_that_nothing_in_it_breaks() {
        for (path, expected) in [
            ("plans/plan.toml", "plans/plan.toml"),
            ("a b:c%#?\u{e9}.toml", "a%20b%3Ac%25%23%3F%C3%A9.toml"),
            ("/home/x.toml", "file:///home/x.toml"),
        ] {
            assert_eq!(uri(Path::new(path)), expected);
        }
    }

    #[test]
    fn a_fix_replaces_only_the_letters_that_differ() {
        let line = |before: &str, after: &str| Fix::Line {
            line: 3,
            before: before.to_owned(),
            after: after.to_owned(),
        };
        let places = |changes: &[Fix]| -> Option<Vec<(u64, u64, String)>> {
            let column = |of: &Value, key: &str| of["deletedRegion"][key].as_u64().unwrap();
            let all = replacements(changes)?.into_iter().map(|one| {
                let by = one["insertedContent"]["text"].as_str().unwrap().to_owned();
                (column(&one, "startColumn"), column(&one, "endColumn"), by)
            });
            Some(all.collect())
        };
        let quoted = line("a = \u{201c}We met.\u{201d}", "a = \"We met.\"");
        let both = vec![(5, 6, "\"".to_owned()), (13, 14, "\"".to_owned())];
        assert_eq!(places(&[quoted]), Some(both));
        let rating = line("a = \"OKfor now\"", "a = \"OK for Now\"");
        assert_eq!(places(&[rating]), Some(vec![(8, 13, " for N".to_owned())]));
        let long = line(&"x".repeat(99), &"y".repeat(40));
        let born = line("born 3/4/2015 \u{201c}", "born 3/4/2015 \"");
        for none in [long, born, Fix::Whole("encoding")] {
            assert_eq!(places(&[none]), None);
        }
    }

    #[test]
    fn every_rule_says_what_it_means() {
        for code in Code::ALL {
            let meaning = code.meaning();
            assert!(
                meaning.ends_with('.') && !meaning.starts_with(' '),
                "{meaning}"
            );
        }
    }
}
