//! Text from forms and rubrics, and names: harmless in whatever form they come out.

use pulldown_cmark::{Event, Options, Parser, Tag};

use crate::common::Run;
use crate::common::world::{RUBRIC, World, form};

const FORMATS: [&str; 5] = ["table", "csv", "json", "markdown", "toml"];

/// Text that would act on whatever shows it.
const HOSTILE: &str =
    "=1+1 | <img src=x> [a](javascript:1) `x` \\u001b[31m \\u202e # ![i](http://a.b)";

fn hostile() -> World {
    let world = World::new();
    let rubric = RUBRIC
        .replace("\"Alerts\"", &format!("\"{HOSTILE}\""))
        .replace(
            "title = \"Tiny\"",
            "title = \"# Tiny | \\u001b[2J ::error::x\"",
        );
    world.put("tiny.toml", rubric);
    let ana = form("Ana", "Nurse", "", ["strength", "unsure", "urgent-gap"])
        .replace(
            "'''\nSeen strength.\n'''",
            &format!("\"\"\"::error::x\n{HOSTILE}\n\n# Head\n\n- item\n<!-- x\n::error::y\"\"\""),
        )
        .replace("\"North\"", &format!("\"{HOSTILE}\""));
    world.put("forms/\u{1b}[31m ana.toml", ana);
    world
}

fn lines_with_commands(run: &Run) -> Vec<String> {
    let all = format!("{}\n{}", run.out, run.err);
    let command =
        |line: &&str| line.trim_start().starts_with("::") || line.trim_start().starts_with("##[");
    all.lines().filter(command).map(str::to_owned).collect()
}

#[test]
fn no_form_holds_an_escape_code_or_a_command() {
    let world = hostile();
    for format in FORMATS {
        let run = world.tally(&["forms", "--format", format]);
        run.ends(0);
        for text in [&run.out, &run.err] {
            assert!(
                !text.contains(['\u{1b}', '\u{202e}', '\r']),
                "{format}: {text:?}"
            );
        }
        assert_eq!(lines_with_commands(&run), [""; 0], "{format}");
        assert!(
            !run.out.contains("\n# Head") && !run.out.contains("\n- item"),
            "{format}"
        );
    }
}

#[cfg(unix)]
#[test]
fn a_file_name_is_no_command() {
    let world = World::of_three();
    world.put("::error::x.toml", "");
    world.put("##[warning]y.toml", "kind = 3");
    let run = world.tally(&["::error::x.toml", "##[warning]y.toml"]);
    run.ends(1).says(&["./::error::x.toml"]);
    assert_eq!(lines_with_commands(&run), [""; 0]);
    let run = world.run(&["validate", "::error::x.toml", "##[warning]y.toml"]);
    assert_eq!(lines_with_commands(&run), [""; 0], "{}", run.whole());
}

#[cfg(not(windows))]
#[test]
fn a_file_name_is_escaped_in_every_message() {
    let world = World::new();
    world.put(
        "forms/\u{1b}[31m\n::error::x.toml",
        "kind = \"response\"\nrubric = \"tiny/1\"\nrating = 1\n",
    );
    world.put("forms/\u{1b}]0;x.txt", "");
    let run = world.tally(&["forms"]);
    run.ends(1)
        .says(&["\\u{1b}[31m\\u{a}::error::x.toml", "\\u{1b}]0;x.txt"]);
    assert!(!run.err.contains('\u{1b}'));
}

#[test]
fn markdown_is_a_page_of_tables_whatever_the_texts() {
    let world = hostile();
    let page = world.tally(&["forms", "--format", "markdown"]).out;
    let (mut cells, mut in_row, mut tables) = (Vec::new(), 0, 0);
    for event in Parser::new_ext(&page, Options::all()) {
        match event {
            Event::Start(Tag::Table(columns)) => {
                assert_eq!(columns.len(), 9);
                tables += 1;
            }
            Event::Start(Tag::TableRow | Tag::TableHead) => in_row = 0,
            Event::Start(Tag::TableCell) => in_row += 1,
            Event::End(pulldown_cmark::TagEnd::TableRow | pulldown_cmark::TagEnd::TableHead) => {
                cells.push(in_row);
            }
            Event::Start(
                Tag::Link { .. }
                | Tag::Image { .. }
                | Tag::CodeBlock(_)
                | Tag::BlockQuote(_)
                | Tag::FootnoteDefinition(_),
            )
            | Event::Code(_)
            | Event::InlineHtml(_)
            | Event::Rule => panic!("{event:?} in\n{page}"),
            Event::Html(html) => assert!(html.starts_with("<!-- Written by chronic"), "{html}"),
            _ => {}
        }
    }
    assert_eq!((tables, cells), (2, vec![9; 5]));
    let shown: String = Parser::new_ext(&page, Options::ENABLE_TABLES)
        .filter_map(|event| match event {
            Event::Text(text) => Some(text.into_string()),
            _ => None,
        })
        .collect();
    let text = HOSTILE
        .replace("\\u001b", "\\u{1b}")
        .replace("\\u202e", "\\u{202e}");
    assert_eq!(
        shown.matches(&text).count(),
        5,
        "district, title, list, heading and quote:\n{shown}"
    );
}

#[test]
fn no_cell_of_a_csv_is_a_formula() {
    let world = hostile();
    let csv = world.tally(&["forms", "--format", "csv"]).out;
    let titles: Vec<String> = csv::Reader::from_reader(csv.as_bytes())
        .records()
        .map(|row| row.unwrap()[2].to_owned())
        .collect();
    assert_eq!(&titles[1][..4], "'=1+");
    assert_eq!(csv.lines().count(), 4);
}

#[test]
fn no_form_holds_a_name() {
    let world = World::of_three();
    for format in FORMATS {
        for more in [&[][..], &["--no-documentation"]] {
            let run = world.tally(&[&["forms", "--format", format], more].concat());
            for name in ["Ana", "Reyes", "Bo ", "Lind", "Nurse", "Clerk", "none.toml"] {
                assert!(!run.ends(0).out.contains(name), "{format}: {name}");
            }
        }
    }
    let long = world.tally(&["forms", "--long"]);
    assert!(!long.out.contains("Ana") && !long.out.contains("Lind"));
}

#[test]
fn a_text_that_gives_its_writer_away_is_a_warning_where_it_is_shown() {
    let world = World::of_three();
    let ana = world
        .text("forms/ana.toml")
        .replace("Seen unsure.", "Ask LIND at the office.");
    world.put("forms/ana.toml", ana);
    for format in ["markdown", "toml"] {
        let run = world.tally(&["forms", "--format", format]);
        run.ends(0)
            .says(&["warning[name-in-quote]", "Alerts", "LIND"]);
        assert_eq!(run.err.matches("name-in-quote").count(), 1);
    }
    for quiet in [
        &["--format", "toml", "--no-documentation"][..],
        &["--format", "csv"],
        &[],
    ] {
        let run = world.tally(&[&["forms"], quiet].concat());
        assert!(!run.ends(0).err.contains("name-in-quote") && !run.out.contains("LIND"));
    }
}

#[test]
fn the_table_fits_a_terminal_of_80_columns() {
    let world = World::of_three();
    let long = "Donaudampfschifffahrtsgesellschaftskapitänsmützenverordnungsbeauftragtentreffen";
    world.put(
        "tiny.toml",
        RUBRIC
            .replace("\"Alerts\"", &format!("\"{long}{long}\""))
            .replace("\"Tiny\"", &format!("\"{long} {long}\"")),
    );
    for sort in ["survey", "concern", "spread"] {
        let run = world.tally(&["forms", "--sort", sort]);
        for line in run.ends(0).out.lines() {
            assert!(line.chars().count() <= 80, "{line}");
        }
    }
}
