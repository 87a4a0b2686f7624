//! The summary as a page, in a browser: phone, desktop, paper, axe-core, hostile text.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::Check;
use crate::browser::drive;
use crate::common::examples;
use crate::program::CHROMIUM;

pub(crate) fn checks() -> Vec<Check> {
    let check = |name, run| Check {
        name,
        needs: &CHROMIUM,
        run,
    };
    vec![
        check("summary::the_examples_pages", the_examples_pages),
        check("summary::groups_and_two_people", groups_and_two_people),
        check("summary::one_sheet_or_two", one_sheet_or_two),
        check("summary::hostile_text_stays_text", hostile_text_stays_text),
    ]
}

/// Renders into this folder, from files of the example and of the folder.
fn render(folder: &Path, file: &str, arguments: &[&str]) {
    let output = Command::new(env!("CARGO_BIN_EXE_chronic"))
        .arg("render")
        .args(arguments)
        .arg("-o")
        .arg(folder.join(file))
        .current_dir(examples())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

const EVERYTHING: [&str; 5] = [
    "team-2026.toml",
    "--plan",
    "plan-2026.toml",
    "--previous",
    "team-2025.toml",
];

fn the_examples_pages() {
    let folder = tempfile::tempdir().unwrap();
    render(folder.path(), "team.html", &EVERYTHING);
    let public = [&EVERYTHING[..], &["--audience", "public", "--show-owners"]].concat();
    render(folder.path(), "public.html", &public);
    drive("summary.mjs", folder.path(), &["team.html", "public.html"]);
}

/// What is made for the room or for one audience is as long as it is meant to be.
fn one_sheet_or_two() {
    let folder = tempfile::tempdir().unwrap();
    let plan = fs::read_to_string(examples().join("plan-2026.toml")).unwrap();
    let families = "\n[[communication]]\naudience = \"families\"\nmessage = \"We want every child in school, every day. People from our district looked at what we do about absence. We watch the numbers well. We need to reach out to you in plain words and in your language.\"\nask = \"Tell us what keeps your child from school. Come to a workshop in your language.\"\n";
    let path = folder.path().join("plan.toml");
    fs::write(&path, plan + families).unwrap();
    let plan = path.to_str().unwrap();
    let audiences = [
        "school-board",
        "district-office",
        "schools",
        "partners",
        "families",
    ];
    let files = audiences.map(|audience| format!("{audience}.html"));
    for (audience, file) in audiences.into_iter().zip(&files) {
        let arguments = ["team-2026.toml", "--audience", audience, "--plan", plan];
        render(folder.path(), file, &arguments);
    }
    let files = files.each_ref().map(String::as_str);
    drive("sheets.mjs", folder.path(), &[&["1"], &files[..]].concat());
    render(folder.path(), "forms.html", &["responses", "--brief"]);
    render(folder.path(), "team.html", &["team-2026.toml", "--brief"]);
    drive(
        "sheets.mjs",
        folder.path(),
        &["2", "forms.html", "team.html"],
    );
}

fn groups_and_two_people() {
    let folder = tempfile::tempdir().unwrap();
    let by = ["responses", "--by", "department", "--min-group", "3"];
    render(folder.path(), "groups.html", &by);
    let [one, other] = ["registrar", "elementary-principal"].map(|f| format!("responses/{f}.toml"));
    render(folder.path(), "two.html", &[&one, "--previous", &other]);
    drive("summary.mjs", folder.path(), &["groups.html", "two.html"]);
}

fn hostile_text_stays_text() {
    let folder = tempfile::tempdir().unwrap();
    let text = "</title></style><script>alert(1)</script><img src=//a.example/x onerror=alert(2)> \" onload=\"alert(3) <svg/onload=alert(4)> <a href=javascript:alert(5)>x</a>";
    let form = fs::read_to_string(examples().join("responses/registrar.toml")).unwrap();
    let opens = "\ndocumentation = '''\n";
    let hostile = form.replace(opens, &format!("{opens}{text}\n\n"));
    assert!(hostile.matches(text).count() > 10);
    let path = folder.path().join("form.toml");
    fs::write(&path, hostile).unwrap();
    let form = path.to_str().unwrap();
    for (file, more) in [
        ("team.html", &["--by", "role"][..]),
        (
            "public.html",
            &["--before-debrief", "--audience", "public", "--yes-small"],
        ),
    ] {
        let arguments = [&[form, "--title", text], more].concat();
        render(folder.path(), file, &arguments);
        drive("hostile.mjs", folder.path(), &[file, text]);
    }
}
