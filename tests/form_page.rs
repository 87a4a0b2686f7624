//! `init --format html` and `csv`: what whoever hands out the page or the questions gets.
//! What the page does in a browser is tried in `with_other_programs`.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::common::{Run, examples, names, run};

fn init(folder: &Path, arguments: &[&str]) -> Run {
    run(folder, &[&["init"], arguments].concat())
}

fn text(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap()
}

/// The blank form that a page fills in, as a browser reads it out of the markup.
fn blank(page: &str) -> String {
    let from = page.find("<pre id=\"blank\"").unwrap();
    let from = from + page[from..].find('>').unwrap() + 1;
    let to = from + page[from..].find("</pre>").unwrap();
    page[from..to]
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}

#[test]
fn the_name_of_the_file_or_the_format_makes_it_a_page() {
    let folder = TempDir::new().unwrap();
    let path = folder.path();
    for arguments in [
        &["a.html"][..],
        &["-o", "b.HTML"],
        &["c.htm"],
        &["--format", "html", "d.html"],
        &["--format", "html"],
        &["--format", "html", "--name", "Ana D\u{ed}az"],
        &["--format", "html", "-o", "."],
    ] {
        let run = init(path, arguments);
        let is_there = arguments.contains(&".");
        assert_eq!(run.code, if is_there { 2 } else { 0 }, "{}", run.err);
        assert!(is_there || run.err.contains("opens in any browser"));
    }
    assert_eq!(
        names(path),
        [
            "a.html",
            "ana-d\u{ed}az.html",
            "b.HTML",
            "c.htm",
            "d.html",
            "response.html"
        ]
    );
    let page = text(path, "a.html");
    assert!(page.starts_with("<!DOCTYPE html>"));
    assert!(page.len() < 150_000, "{}", page.len());
    for other in ["b.HTML", "c.htm", "d.html", "response.html"] {
        assert_eq!(text(path, other), page);
    }
    assert_eq!(init(path, &["--format", "html", "-"]).out, page);
}

#[test]
fn a_name_that_says_otherwise_is_refused_and_nothing_is_replaced() {
    let folder = TempDir::new().unwrap();
    let path = folder.path();
    for (arguments, word) in [
        (&["--format", "html", "a.toml"][..], "ends in .toml"),
        (&["--format", "toml", "-o", "a.html"], "ends in .html"),
        (&["--format", "csv", "a.html"], "ends in .html"),
        (&["--format", "html", "a.txt"], "a.html"),
        (&["--format", "html", "a"], "a.html"),
        (&["a.pdf"], "a.toml"),
    ] {
        let run = init(path, arguments);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{arguments:?}");
        assert!(run.err.contains(word), "{arguments:?}: {}", run.err);
    }
    assert!(names(path).is_empty());
    fs::write(path.join("form.html"), "mine").unwrap();
    let run = init(path, &["form.html"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("already exists"), "{}", run.err);
    assert_eq!(text(path, "form.html"), "mine");
}

#[test]
fn a_page_holds_the_form_that_init_writes() {
    let folder = TempDir::new().unwrap();
    let path = folder.path();
    let head = [
        "--name",
        "O'Neill & <b>",
        "--role",
        "\"Lead\"\\",
        "--department",
        "d\te",
        "--district",
        "North",
        "--cycle",
        "2026-27",
        "--schema",
        "https://example.org/response.json",
    ];
    init(path, &[&["a.html"], &head[..]].concat());
    init(path, &[&["a.toml"], &head[..]].concat());
    let page = text(path, "a.html");
    assert_eq!(blank(&page), text(path, "a.toml"));
    assert!(page.contains("data-stem=\"oneill-b\""));
    assert!(page.contains("<p class=\"of\">North, 2026-27</p>"));
    // What is known already is not asked for.
    assert!(!page.contains("data-line=\"district\"") && !page.contains("data-line=\"cycle\""));
    init(path, &["b.html"]);
    let open = text(path, "b.html");
    assert!(open.contains("data-line=\"district\"") && open.contains("data-line=\"cycle\""));
}

#[test]
fn a_team_and_anonymous_respondents_get_a_page_each() {
    let folder = TempDir::new().unwrap();
    let path = folder.path();
    fs::write(path.join("roster.csv"), "name,role\nAna,Lead\nAna,Aide\n").unwrap();
    let run = init(path, &["--team", "roster.csv", "--format", "html", "forms"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let forms = path.join("forms");
    assert_eq!(names(&forms), ["ana-2.html", "ana.html"]);
    let second = text(&forms, "ana-2.html");
    assert!(second.contains("data-stem=\"ana-2\"") && second.contains("value=\"Aide\""));
    let run = init(path, &["--anonymous", "2", "--format", "html", "forms"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let page = text(&forms, "response-02.html");
    assert!(page.contains("Form 2 of 2, anonymous.") && page.contains("data-stem=\"response-02\""));
    assert!(!page.contains("id=\"name\""));
    assert!(blank(&page).starts_with("# Form 2 of 2, anonymous."));
    // None of them, where one is there.
    fs::remove_file(forms.join("response-02.html")).unwrap();
    let run = init(path, &["--anonymous", "2", "--format", "html", "forms"]);
    assert_eq!(run.code, 2);
    assert!(!forms.join("response-02.html").exists());
}

#[test]
fn a_rubric_of_its_own_is_asked_in_its_words_and_acts_nowhere() {
    let folder = TempDir::new().unwrap();
    let path = folder.path();
    let evil = "</script><img src=x onerror=alert(1)>\\u202e\\u001b[31m";
    let labels = ["Bien", "Bastante bien", "Regular", "Urgente", "No s\u{e9}"];
    let [a, b, c, d, e] = labels;
    let rubric = format!(
        "id = \"own\"\nversion = 3\ntitle = \"{evil}\"\npurpose = \"{evil}\"\n[ratings]\n\
         strength = \"{a}\"\nok-for-now = \"{b}\"\ncould-be-better = \"{c}\"\nurgent-gap = \"{d}\"\n\
         unsure = \"{e}\"\n[[ingredient]]\nid = \"one\"\ntitle = \"{evil}\"\n\
         [[ingredient.practice]]\nid = \"only\"\ntitle = \"{evil}\"\nstatement = \"=1+1 {evil}\"\n"
    );
    fs::write(path.join("own.toml"), rubric).unwrap();
    let arguments = ["--rubric", "own.toml", "--district", "<script>x</script>"];
    for file in ["own.html", "blank.toml"] {
        let run = init(path, &[&[file], &arguments[..]].concat());
        assert_eq!(run.code, 0, "{}", run.err);
    }
    let page = text(path, "own.html");
    assert_eq!(page.matches("<script").count(), 1);
    assert!(!page.contains("<img") && !page.contains('\u{202e}') && !page.contains('\u{1b}'));
    assert!(page.contains("There is one practice below."));
    assert_eq!(blank(&page), text(path, "blank.toml"));
    for label in labels {
        assert!(
            page.contains(&format!("data-written=\"{label}\"")),
            "{label}"
        );
        assert!(page.contains(&format!("<span>{label}</span>")), "{label}");
    }
    assert!(!page.contains("in place and working well"));
    let table = init(path, &["--rubric", "own.toml", "--format", "csv", "-"]).out;
    let statement = "\"'=1+1 </script><img src=x onerror=alert(1)>\\u{202e}\\u{1b}[31m\"";
    assert!(table.contains(statement), "{table}");
    assert!(table.contains("\"Bien\",\"Bastante bien\",\"Regular\",\"Urgente\",\"No s\u{e9}\""));
}

/// The one file in a folder.
fn only(folder: &Path) -> String {
    let names = names(folder);
    assert_eq!(names.len(), 1, "{names:?}");
    text(folder, &names[0])
}

#[test]
fn a_form_says_where_it_goes_by_when_and_who_will_read_it() {
    let to = ["--return-to", "Maria <Chen>", "--return-by", "2026-10-09"];
    for who in [&["--name", "Ana"][..], &["--anonymous", "1"]] {
        for format in ["toml", "html"] {
            let folder = TempDir::new().unwrap();
            let run = init(
                folder.path(),
                &[who, &to, &["--format", format, "."]].concat(),
            );
            assert_eq!(run.code, 0, "{}", run.err);
            let form = only(folder.path())
                .replace("\n#", "")
                .replace("&lt;", "<")
                .replace("&gt;", ">");
            let words: Vec<&str> = form.split_whitespace().collect();
            let form = words.join(" ");
            let reads = if who.len() == 2 && who[0] == "--name" {
                "names no one"
            } else {
                "leave the role blank"
            };
            for said in [reads, "Maria <Chen> by October 9, 2026."] {
                assert!(form.contains(said), "{said}: {form}");
            }
        }
    }
    let folder = TempDir::new().unwrap();
    for (arguments, said) in [
        (["--return-to", "x", "--format=csv"], "--return-to"),
        (
            ["--return-by", "10/9/2026", "x.toml"],
            "type 2026-10-09 or 2026-09-10",
        ),
        (["--return-by", "in fall", "x.toml"], "year-month-day"),
    ] {
        let run = init(folder.path(), &arguments);
        assert!(run.code == 2 && run.err.contains(said), "{}", run.err);
    }
}

/// The grade in school that a text takes, after Flesch and Kincaid:
/// 0.39 words a sentence + 11.8 syllables a word - 15.59.
fn grade(text: &str) -> f64 {
    let is_end = |c: char| matches!(c, '.' | '!' | '?' | ':');
    let has_word = |part: &&str| part.chars().any(char::is_alphabetic);
    let sentences = text.split_inclusive(is_end).filter(has_word).count();
    let words = || {
        text.split(|c: char| !c.is_alphabetic() && c != '\'' && c != '-')
            .filter(has_word)
    };
    let syllables: usize = words().map(syllables).sum();
    let [sentences, syllables, words] =
        [sentences, syllables, words().count()].map(|n| f64::from(u32::try_from(n).unwrap()));
    0.39 * words / sentences + 11.8 * syllables / words - 15.59
}

/// Groups of vowels, without the silent endings of English.
fn syllables(word: &str) -> usize {
    let word: String = word
        .to_lowercase()
        .chars()
        .filter(char::is_ascii_alphabetic)
        .collect();
    let is_vowel = |c: char| "aeiouy".contains(c);
    let groups = word
        .split(|c| !is_vowel(c))
        .filter(|group| !group.is_empty())
        .count();
    let silent = word.ends_with('e') && !word.ends_with("le") && !word.ends_with("ee")
        || word.ends_with("ed") && !word.ends_with("ted") && !word.ends_with("ded")
        || word.ends_with("es")
            && !["ses", "zes", "ces", "ges", "ches", "shes", "xes", "ies"]
                .iter()
                .any(|end| word.ends_with(end));
    (groups - usize::from(silent && groups > 1)).max(1)
}

#[test]
fn the_words_of_the_form_are_plain() {
    assert!((grade("The cat sat on the mat.") - -1.45).abs() < 0.01);
    assert!((grade("Organizations collaborate: nobody deteriorates.") - 32.39).abs() < 0.01);
    let folder = TempDir::new().unwrap();
    let path = folder.path();
    // A rubric without texts of its own, so that all words are the form's.
    let rubric = "id = \"own\"\nversion = 1\ntitle = \"1\"\nquestion = \"1\"\n[[ingredient]]\nid = \"a\"\ntitle = \"1\"\n\
                  [[ingredient.practice]]\nid = \"b\"\ntitle = \"1\"\nstatement = \"1\"\n";
    fs::write(path.join("own.toml"), rubric).unwrap();
    for who in [&["--name", "1"][..], &["--anonymous", "1"]] {
        let written = |format: &str| {
            let folder = TempDir::new_in(path).unwrap();
            let to = [folder.path().to_str().unwrap(), "--format", format];
            let run = init(path, &[who, &to, &["--rubric", "own.toml"]].concat());
            assert_eq!(run.code, 0, "{}", run.err);
            only(folder.path())
        };
        let comments = written("toml");
        let comments = comments.lines().filter_map(|line| line.strip_prefix('#'));
        // An indented line is an example, and a heading or an empty line ends a paragraph.
        let told = comments.filter(|line| !line.starts_with("   "));
        let told: Vec<String> = told
            .map(|line| match line.trim() {
                "" => ".".to_owned(),
                heading if heading == heading.to_uppercase() => format!("{heading}."),
                line => line.to_owned(),
            })
            .collect();
        let form = grade(&told.join(" "));
        assert!(form <= 8.0, "the form: {form:.1}");
        let page = scraper::Html::parse_document(&written("html"));
        let blocks =
            scraper::Selector::parse("p, li, h2, h3, dt, dd, label, button, .hint").unwrap();
        let blocks = page
            .select(&blocks)
            .map(|block| block.text().collect::<String>() + ".");
        let page = grade(&blocks.collect::<Vec<_>>().join(" "));
        assert!(page <= 8.0, "the page: {page:.1}");
    }
    let statements: Vec<String> = chronic::files::rubric::builtin()
        .practices()
        .iter()
        .map(|practice| practice.statement.clone())
        .collect();
    assert_eq!(statements.len(), 25);
    let statements = grade(&statements.join(" "));
    assert!(statements <= 12.0, "the statements: {statements:.1}");
}

#[test]
fn a_page_asks_nobody_for_anything() {
    let folder = TempDir::new().unwrap();
    init(folder.path(), &["a.html"]);
    let page = text(folder.path(), "a.html");
    let policy = page
        .split("Content-Security-Policy\" content=\"")
        .nth(1)
        .unwrap();
    let policy = policy.split('"').next().unwrap();
    assert!(policy.starts_with("default-src 'none'; base-uri 'none'; form-action 'none'"));
    assert!(!policy.contains("unsafe") && !policy.contains("http"));
    for word in [
        "http:",
        "https:",
        "src=\"",
        "@import",
        "url(",
        "fetch(",
        "XMLHttpRequest",
        " style=\"",
        " onclick",
    ] {
        assert!(!page.contains(word), "{word}");
    }
}

#[test]
fn a_page_that_comes_back_in_place_of_a_response_is_told_as_that() {
    let folder = TempDir::new().unwrap();
    let path = folder.path();
    init(path, &["ana.html"]);
    init(path, &["blank.toml"]);
    for arguments in [["validate", "ana.html"], ["validate", "."], ["tally", "."]] {
        let run = run(path, &arguments);
        let printed = format!("{}{}", run.out, run.err);
        assert!(printed.contains("\"Save my response\""), "{printed}");
    }
}

#[test]
fn the_questions_come_in_the_order_of_the_form() {
    let folder = TempDir::new().unwrap();
    let path = folder.path();
    let run = init(path, &["--format", "csv"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.contains("questions.csv"), "{}", run.err);
    assert_eq!(init(path, &["other.csv"]).code, 0);
    let table = text(path, "questions.csv");
    assert_eq!(table, text(path, "other.csv"));
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let head = reader
        .headers()
        .unwrap()
        .iter()
        .collect::<Vec<_>>()
        .join(" ");
    assert_eq!(
        head,
        "question description answer choice_1 choice_2 choice_3 choice_4 choice_5"
    );
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 3 + 2 * 25);
    let questions: Vec<&str> = rows.iter().map(|row| &row[0]).collect();
    assert_eq!(questions[..3], ["Name", "Role", "Department"]);
    assert_eq!(
        questions[3],
        "1. Review of attendance data by a district team"
    );
    assert_eq!(questions[4], "How do we know?");
    assert_eq!(
        questions[51],
        "25. Partners who can serve vulnerable students"
    );
    assert!(rows[3][1].starts_with("At least every two weeks, and ideally"));
    let choices: Vec<&str> = rows[3].iter().skip(2).collect();
    let expected = [
        "one choice",
        "Strength",
        "OK for Now",
        "Could be Better",
        "Urgent Gap",
        "Unsure",
    ];
    assert_eq!(choices, expected);
    assert_eq!(
        rows[4].iter().collect::<String>(),
        "How do we know?long text"
    );
}

#[test]
fn the_questions_are_nobodys_own() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("roster.csv"), "name\nAna\n").unwrap();
    for (arguments, word) in [
        (&["--name", "Ana"][..], "--name"),
        (
            &["--district", "North", "--cycle", "2026-27"],
            "--district, --cycle",
        ),
        (&["--schema", "x.json"], "--schema"),
        (&["--team", "roster.csv", "forms"], "--team"),
        (&["--anonymous", "3", "forms"], "--anonymous"),
    ] {
        let run = init(folder.path(), &[&["--format", "csv"], arguments].concat());
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{arguments:?}");
        assert!(run.err.contains(word), "{}", run.err);
    }
    assert_eq!(names(folder.path()), ["roster.csv"]);
}

#[test]
fn the_page_of_the_example_is_what_its_command_makes() {
    let readme = text(&examples(), "README.md");
    let command = readme
        .lines()
        .find_map(|line| line.trim().strip_prefix("chronic init "))
        .unwrap();
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("examples")).unwrap();
    let parts: Vec<&str> = command.split('"').collect();
    let arguments: Vec<&str> = parts
        .iter()
        .enumerate()
        .flat_map(|(at, part)| match at % 2 {
            1 => vec![*part],
            _ => part.split_whitespace().collect(),
        })
        .collect();
    let run = init(folder.path(), &arguments);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        text(folder.path(), "examples/form.html") == text(&examples(), "form.html"),
        "examples/form.html is not what its command makes; delete it and run the command again"
    );
}
