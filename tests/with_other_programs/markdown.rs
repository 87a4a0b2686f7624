//! The pages in Markdown, as other programs read them.

use std::fs;
use std::io::{Cursor, Read as _, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::Check;
use crate::common::{examples, run};
use crate::program::{CMARK, PANDOC};

pub(crate) fn checks() -> Vec<Check> {
    vec![
        Check {
            name: "markdown::no_text_becomes_a_link_or_a_note",
            needs: &CMARK,
            run: no_text_becomes_a_link_or_a_note,
        },
        Check {
            name: "markdown::a_document_has_room_in_its_first_table",
            needs: &PANDOC,
            run: a_document_has_room_in_its_first_table,
        },
    ]
}

/// What some reader of Markdown makes something of, without a sign that CommonMark knows.
const LIVE: [&str; 24] = [
    "a@b.co",
    "mail maria.alvarez+x@school.k12.oh.us.",
    "mailto:a@b.co",
    "xmpp:a@b.co/x",
    "xmpp:a@b",
    "http://a.example/x",
    "https://a.example",
    "ftp://a.example/x",
    "HTTP://A.EXAMPLE",
    "www.a.example",
    "WWW.a.example/x?y=z",
    "//a.example/x",
    "<a@b.co>",
    "<http://a.example>",
    "[x][y] [^1] [^note]: text",
    "text[^1]",
    "@name @org/team",
    "#1 GH-1 org/repo#1 abc@0123456",
    "$x$ and $$y$$ and $`z`$",
    "~~gone~~ ~gone~",
    ":smile: :+1:",
    "[ ] [x]",
    "a@b.co|c@d.co",
    "(a@b.co) \"c@d.co\" a@@b.co a@b@c.co",
];

/// Markdown as a reader of GitHub's kind makes HTML of it, with all that it knows.
fn html(page: &str) -> String {
    let mut command = Command::new("cmark-gfm");
    for extension in [
        "footnotes",
        "table",
        "strikethrough",
        "autolink",
        "tasklist",
    ] {
        command.args(["-e", extension]);
    }
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let page = page.to_owned();
    let writing = std::thread::spawn(move || input.write_all(page.as_bytes()).unwrap());
    let output = child.wait_with_output().unwrap();
    writing.join().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

fn is_plain(html: &str, what: &str) {
    for live in [
        "<a ", "<a>", "<img", "<del>", "<sup", "<section", "<input", "<code",
    ] {
        assert!(!html.contains(live), "{live} in {what}: {html}");
    }
}

fn no_text_becomes_a_link_or_a_note() {
    // First that they are live as they are, else this would find nothing.
    let live = LIVE.iter().filter(|text| html(text).contains("<a "));
    assert!(live.count() > 8);
    let folder = tempfile::tempdir().unwrap();
    let form = fs::read_to_string(examples().join("responses/registrar.toml")).unwrap();
    let opens = "\ndocumentation = '''\n";
    let mut texts = LIVE.iter().cycle();
    let mut parts = form.split(opens);
    let mut hostile = parts.next().unwrap().to_owned();
    for part in parts {
        let text = texts.next().unwrap();
        hostile.push_str(&format!("{opens}{text}\n{part}"));
    }
    assert!(hostile.matches("a@b.co").count() > 4);
    fs::write(folder.path().join("form.toml"), hostile).unwrap();
    let lines = [
        "render form.toml",
        "render form.toml --title a@b.co",
        "render form.toml --title xmpp:a@b.co/x",
        "tally form.toml --format markdown",
        "diff form.toml form.toml --all --format markdown",
    ];
    for line in lines {
        let words: Vec<&str> = line.split(' ').collect();
        let ended = run(folder.path(), &words);
        assert_eq!(ended.code, 0, "{line}: {}", ended.err);
        is_plain(&html(&ended.out), line);
    }
    let page = run(folder.path(), &["render", "form.toml"]).out;
    let shown = html(&page).replace("<!-- raw HTML omitted -->", "");
    for text in [
        "maria.alvarez+x@school.k12.oh.us",
        "@name @org/team",
        "text[^1]",
        "$x$ and $$y$$",
    ] {
        assert!(shown.contains(text), "{text} is not in {shown}");
    }
}

/// The widths of the columns of a document's first table, each as a part of all.
fn widths(docx: &Path) -> Vec<f64> {
    let bytes = fs::read(docx).unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut document = String::new();
    let mut part = archive.by_name("word/document.xml").unwrap();
    part.read_to_string(&mut document).unwrap();
    let grid = document.split("<w:tblGrid>").nth(1).unwrap();
    let grid = grid.split("</w:tblGrid>").next().unwrap();
    let widths: Vec<f64> = grid
        .split("w:w=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().parse().unwrap())
        .collect();
    let all: f64 = widths.iter().sum();
    widths.into_iter().map(|width| width / all).collect()
}

/// A column with long texts is not as narrow as one with numbers.
fn a_document_has_room_in_its_first_table() {
    let folder = tempfile::tempdir().unwrap();
    let page = run(
        &examples(),
        &["render", "team-2026.toml", "--plan", "plan-2026.toml"],
    );
    fs::write(folder.path().join("summary.md"), &page.out).unwrap();
    let done = Command::new("pandoc")
        .args(["summary.md", "-o", "summary.docx"])
        .current_dir(folder.path())
        .status();
    assert!(done.unwrap().success());
    let lines: Vec<&str> = page.out.lines().collect();
    let rule = lines
        .iter()
        .position(|line| line.starts_with("|") && line.contains("--"))
        .unwrap();
    let head: Vec<usize> = lines[rule]
        .split('|')
        .filter(|c| !c.is_empty())
        .map(|c| c.trim().len())
        .collect();
    let widths = widths(&folder.path().join("summary.docx"));
    assert_eq!(head.len(), widths.len());
    let widest = (0..head.len()).max_by_key(|at| head[*at]).unwrap();
    // As wide as its texts, and no column without room for a word.
    assert!(
        widths.iter().all(|width| *width <= widths[widest] + 0.01),
        "{widths:?}"
    );
    assert!(widths.iter().all(|width| *width > 0.02), "{widths:?}");
}
