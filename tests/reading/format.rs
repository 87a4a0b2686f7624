//! What word processors, mail programs, merges and a slip of the hand do to a form.

use chronic::files::read::read;
use chronic::files::rubric::builtin;
use chronic::problem::Code;

use crate::reading::form::{
    DOCUMENTATION, HEADING, RATING, form, form_with, one, problems, spot, told,
};

#[test]
fn curly_quotes_of_every_kind() {
    for (open, close) in [
        ("\u{201c}", "\u{201d}"),
        ("\u{201d}", "\u{201d}"),
        ("\u{201e}", "\u{201c}"),
        ("\u{ab}", "\u{bb}"),
        ("\u{ab} ", " \u{bb}"),
        ("\u{2039}", "\u{203a}"),
        ("\u{2018}", "\u{2019}"),
        ("\u{201a}", "\u{2018}"),
        ("\u{2033}", "\u{2033}"),
        ("\u{ff02}", "\u{ff02}"),
        ("\u{300c}", "\u{300d}"),
        ("\u{201f}", "\u{201d}"),
        ("\u{201b}", "\u{2019}"),
        ("\u{2036}", "\u{2033}"),
        ("\u{2035}", "\u{2032}"),
        ("\u{275d}", "\u{275e}"),
        ("\u{275b}", "\u{275c}"),
        ("\u{301d}", "\u{301e}"),
        ("\u{301d}", "\u{301f}"),
        ("\u{ff07}", "\u{ff07}"),
        ("\u{5f4}", "\u{5f4}"),
        ("`", "`"),
        ("\u{b4}", "\u{b4}"),
        ("\u{201c}", "\""),
        ("\u{201c}\"", "\"\u{201d}"),
    ] {
        let words = &["curly", "straight"];
        let rating = form_with(RATING, &format!("rating = {open}Strength{close}\n"));
        one(open, rating, "18:10 curly-quotes", words);
        let text = form_with(
            DOCUMENTATION,
            &format!("documentation = {open}Minutes of it.{close}\n"),
        );
        one(open, text, "19:17 curly-quotes", words);
    }
    let name = form_with("\"Ann Lee\"", "\u{201c}Ann Lee\u{201d}");
    one("name", name, "7:8 curly-quotes", &[]);
    let kind = form_with("\"response\"", "\u{201c}response\u{201d}");
    one("kind", kind, "1:8 curly-quotes", &[]);
    let colon = form_with(RATING, "rating: \u{201c}Strength\u{201d}\n");
    one("colon", colon, "18:9 curly-quotes", &[]);
    let end = form_with(RATING, "rating = \"Strength\u{201d}\n");
    one("end", end, "18:19 curly-quotes", &["straight one (\")"]);
    let last = form_with(RATING, "rating = Strength\u{201d}\n");
    one("last", last, "18:18 curly-quotes", &[]);
}

#[test]
fn a_whole_form_of_curly_quotes_is_one_problem() {
    let mut open = false;
    let all: String = form()
        .replace("'''", "\u{2019}\u{2019}\u{2019}")
        .chars()
        .map(|c| {
            open ^= c == '"';
            match c {
                '"' if open => '\u{201c}',
                '"' => '\u{201d}',
                _ => c,
            }
        })
        .collect();
    // Each says which marks belong there.
    let two = told("all", all, &["1:8 curly-quotes", "13:17 curly-quotes"]);
    assert!(two[0].help.contains("marks (\") over") && two[1].help.contains("(''') over"));
    let triple = form().replace("'''", "\u{2018}\u{2019}\u{2019}");
    one("triple", triple, "13:17 curly-quotes", &["49 more lines"]);
    let ends = form().replace("\"\n", "\u{201d}\n");
    one("ends", ends, "1:17 curly-quotes", &["more lines"]);
}

#[test]
fn the_straight_marks_fit_what_is_between_the_curly_ones() {
    for (said, marks) in [
        ("Minutes.", "\""),
        ("It's there.", "\""),
        ("See P:\\new\\tables", "'"),
        ("The \"red\" list", "'"),
        ("P:\\new, Ann's", "'''"),
    ] {
        let text = format!("documentation = \u{201c}{said}\u{201d}\n");
        let help = format!("Type straight quotation marks ({marks}) over them");
        let form = form_with(DOCUMENTATION, &text);
        one(said, form, "19:17 curly-quotes", &[&help]);
        let right = format!("documentation = {marks}{said}{marks}\n");
        let response = crate::reading::form::response(form_with(DOCUMENTATION, &right));
        assert_eq!(&*response.answers[1].documentation, said);
    }
}

#[test]
fn what_keeps_the_rest_from_being_read_says_so() {
    for begins in ["= \u{a0}'''", "= \u{2018}\u{2019}\u{2019}", "="] {
        let form = form_with(
            DOCUMENTATION,
            &format!("documentation {begins}\nMinutes of it.\n'''\n"),
        );
        let problems = problems(form);
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert!(
            problems[0]
                .help
                .ends_with("Then the rest of the file will be checked.")
        );
    }
    let hidden = form_with(DOCUMENTATION, &format!("# How do we know? {DOCUMENTATION}"));
    let words = &["to a line of its own", "the rest of the file"];
    one("hidden", hidden, "19:1 syntax", words);
}

#[test]
fn curly_marks_around_a_text_of_several_lines() {
    for (text, spot, words) in [
        (
            "\u{2018}\u{2019}\u{2019}\nThe district\u{2019}s minutes.\nMore.\n\u{2019}\u{2019}\u{2019}",
            "19:17 curly-quotes",
            &["line 22"][..],
        ),
        (
            "\u{201c}Minutes of\nthe meeting.\u{201d}",
            "19:17 curly-quotes",
            &["line 20"],
        ),
        (
            "'''\nMinutes.\n\u{2019}\u{2019}\u{2019}",
            "19:17 unclosed-quote",
            &["On line 21, type '''"],
        ),
        (
            "'''\nMinutes.\n'\u{2019}'",
            "19:17 unclosed-quote",
            &["On line 21, type '''"],
        ),
    ] {
        one(
            text,
            form_with(DOCUMENTATION, &format!("documentation = {text}\n")),
            spot,
            words,
        );
    }
}

#[test]
fn a_quote_that_is_not_closed_is_told_where_it_opens() {
    for (old, new, spot) in [
        (
            "Minutes of meeting 1.\n'''\n",
            "Minutes of meeting 1.\n",
            "13:17 unclosed-quote",
        ),
        (
            "Minutes of meeting 2.\n'''\n",
            "Minutes of meeting 2.\n",
            "19:17 unclosed-quote",
        ),
        (
            "Minutes of meeting 25.\n'''\n",
            "Minutes of meeting 25.\n",
            "157:17 unclosed-quote",
        ),
        (
            "Minutes of meeting 2.\n'''\n",
            "Minutes of meeting 2.\n''\n",
            "19:17 unclosed-quote",
        ),
        (
            "Minutes of meeting 2.\n'''\n",
            "Minutes of meeting 2.\n\"\"\"\n",
            "19:17 unclosed-quote",
        ),
        (
            DOCUMENTATION,
            "documentation = \"\"\"\nMinutes.\n",
            "19:17 unclosed-quote",
        ),
        (
            DOCUMENTATION,
            "documentation = \"\"\"\nMinutes.\n'''\n",
            "19:17 unclosed-quote",
        ),
        (
            DOCUMENTATION,
            "documentation = \"Minutes of\nmeeting 2.\"\n",
            "19:17 unclosed-quote",
        ),
        (
            DOCUMENTATION,
            "documentation = '\nMinutes.\n'''\n",
            "19:17 unclosed-quote",
        ),
        (
            "name = \"Ann Lee\"",
            "name = \"Ann Lee",
            "7:8 unclosed-quote",
        ),
        (
            "kind = \"response\"",
            "kind = \"response",
            "1:8 unclosed-quote",
        ),
    ] {
        one(
            new,
            form_with(old, new),
            spot,
            &["Then the rest of the file will be checked."],
        );
    }
    let marks = &["closing ''' is missing", "''' on its own line"];
    one(
        "marks",
        form_with("meeting 2.\n'''\n", "meeting 2.\n"),
        "19:17 unclosed-quote",
        marks,
    );
}

#[test]
fn texts_that_are_not_closed_twice_do_not_hide_in_each_other() {
    // The second opening would close the first text, so that all of it could be read.
    for (first, second) in [(2, 3), (2, 7), (1, 25), (24, 25)] {
        let form = ["", "."].concat();
        let mut text = crate::reading::form::form();
        for n in [first, second] {
            text = text.replace(
                &format!("meeting {n}.\n'''\n"),
                &format!("meeting {n}{form}\n"),
            );
        }
        let line = 13 + (first - 1) * 6;
        told("two", text, &[&format!("{line}:17 unclosed-quote")]);
    }
    let none: String = form().replace("\n'''\n", "\n");
    told("none closed", none, &["13:17 unclosed-quote"]);
}

#[test]
fn marks_in_the_wrong_place() {
    for (text, spot, words) in [
        (
            "documentation = ''\nMinutes.\n'''",
            "20:1 syntax",
            &["line above", "documentation = '''"][..],
        ),
        (
            "documentation = \"\"\nMinutes.\n\"\"\"",
            "20:1 syntax",
            &["line above"],
        ),
        (
            "documentation =\nMinutes.\n'''",
            "19:1 syntax",
            &["nothing after", "documentation = '''"],
        ),
        (
            "documentation =\n'''\nMinutes.\n'''",
            "19:1 syntax",
            &["documentation = ''' on this line"],
        ),
        ("Minutes.\n'''", "19:1 syntax", &["read this line"]),
        (
            "documentation = '''\nMinutes '''of''' it.\n'''",
            "20:9 syntax",
            &["ends at this '''", "line 21"],
        ),
        (
            "documentation = '''\nMinutes '''of it.\n'''",
            "20:9 syntax",
            &["ends at this '''"],
        ),
        (
            "documentation = '''\n''' Minutes.",
            "20:1 syntax",
            &["Move what comes after"],
        ),
        (
            "documentation = '''\n'''\nMinutes.",
            "21:1 syntax",
            &["move it between the two lines of '''"],
        ),
        (
            "documentation = '''\nMinutes.\n''''''",
            "21:1 syntax",
            &["too many quotation marks"],
        ),
        (
            "documentation = Minutes. '''\n'''",
            "19:1 syntax",
            &["before the '''"],
        ),
        (
            "documentation = 'It's here'",
            "19:21 syntax",
            &["two lines of '''"],
        ),
        (
            "documentation = \"The \"team\" met\"",
            "19:23 syntax",
            &["only single ones"],
        ),
    ] {
        one(
            text,
            form_with(DOCUMENTATION, &format!("{text}\n")),
            spot,
            words,
        );
    }
}

#[test]
fn marks_of_mail_and_of_other_programs() {
    let all = |mark: &str| {
        form()
            .lines()
            .map(|l| format!("{mark}{l}\n"))
            .collect::<String>()
    };
    one(
        "reply",
        all("> "),
        "1:1 syntax",
        &["email programs", "more lines"],
    );
    one(
        "reply",
        all(">"),
        "1:1 syntax",
        &["email programs", "more lines"],
    );
    one(
        "line",
        form_with(RATING, "> rating = \"strength\"\n"),
        "18:1 syntax",
        &["Delete the >"],
    );
    let rewritten = form().replace('=', "=3D");
    one("mail", rewritten, "1:1 syntax", &["=3D", "attachment"]);
    let page = form().replace('"', "&quot;");
    one("page", page, "1:1 syntax", &["attachment"]);
    let signed = format!("{}--\nAnn Lee\n\nPrincipal\n", form());
    one("signature", signed, "160:1 syntax", &["lines 160 to 163"]);
    let fence = format!("```toml\n{}```\n", form());
    told("fence", fence, &["1:1 syntax", "161:1 syntax"]);
    let wrapped = form_with(
        HEADING,
        "# strength, ok-for-now or\nunsure\n[actionable-data.school-reports]\n",
    );
    one("wrapped", wrapped, "18:1 syntax", &["# in front"]);
    let joined = form().replace('\n', " ");
    one("joined", joined, "1:1 syntax", &["one line", "attachment"]);
    let heads = format!(
        "From: ann@example.org\nTo: bo@example.org\n\nHi Bo.\n\n{}",
        form()
    );
    one("heads", heads, "1:1 syntax", &["lines 1 to 4"]);
}

#[test]
fn merges_that_nobody_finished() {
    let both =
        "<<<<<<< HEAD\nrating = \"ok-for-now\"\n=======\nrating = \"unsure\"\n>>>>>>> other\n";
    for merge in [
        both.to_owned(),
        both.replace(" HEAD", "").replace(" other", ""),
        both.replace("=======", "||||||| base\nrating = \"\"\n======="),
        both.replace('\n', "\r\n"),
    ] {
        let problems = told(
            "rating",
            form_with(RATING, &merge),
            &["18:1 merge-conflict"],
        );
        assert!(problems[0].also.is_some());
    }
    let whole = format!("<<<<<<< HEAD\n{0}=======\n{0}>>>>>>> other\n", form());
    told("whole", whole, &["1:1 merge-conflict"]);
    for (old, mine, other) in [
        (
            "kind = \"response\"\n",
            "kind = \"response\"\n",
            "kind = \"plan\"\n",
        ),
        (HEADING, HEADING, "[actionable-data.family-access]\n"),
        (
            "documentation = '''\nMinutes of meeting 2.\n",
            "documentation = '''\nA\n",
            "documentation = '''\nB\n",
        ),
        (
            "Minutes of meeting 2.\n",
            "Minutes of A.\n",
            "Minutes of B.\n",
        ),
    ] {
        let merge = format!("<<<<<<< HEAD\n{mine}=======\n{other}>>>>>>> other\n");
        let found = problems(form_with(old, &merge));
        let codes: Vec<&str> = found.iter().map(|p| p.code.id()).collect();
        assert_eq!(codes, ["merge-conflict"], "{found:?}");
    }
    for rest in [
        "<<<<<<< HEAD\nrating = \"ok-for-now\"\n",
        "rating = \"ok-for-now\"\n>>>>>>> other\n",
        "rating = \"ok-for-now\"\n=======\n",
        "<<<<<<< HEAD\nrating = \"ok-for-now\"\n=======\n",
    ] {
        let found = problems(form_with(RATING, rest));
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].code.id(), "merge-conflict");
    }
}

#[test]
fn every_independent_fault_is_told_in_one_run() {
    let form = form()
        .replace("date = \"2026-10-01\"", "date = 10/1/2026")
        .replacen(RATING, "rating Strength\n", 1)
        .replacen(
            "meeting 3.\n'''\n",
            "meeting 3.\n'''\nand of meeting 4\n",
            1,
        )
        .replace(
            "[capacity-building.policy-manual]",
            "[capacity-building.policy-manuel]",
        )
        .replace(
            "[positive-engagement.recognition]",
            "positive-engagement.recognition",
        )
        .replacen(
            "[shared-accountability.public-goals]\nrating = \"strength\"",
            "[shared-accountability.public-goals]\nrating = \"so so\"",
            1,
        );
    let found: Vec<String> = problems(&form).iter().map(spot).collect();
    let spots = [
        "9:8 syntax",
        "18:1 syntax",
        "28:1 syntax",
        "60:1 syntax",
        "72:1 unknown-practice",
        "103:10 unknown-rating",
    ];
    assert_eq!(found, spots);
}

#[test]
fn far_too_many_brackets() {
    let deep = form_with(RATING, &format!("rating = {}\n", "[".repeat(100_000)));
    let found = problems(deep);
    assert!(
        found.iter().any(|p| p.code.id() == "too-deep"),
        "{:?}",
        found.iter().map(spot).collect::<Vec<_>>()
    );
    assert!(found.len() < 4);
    let dots = form_with(RATING, &format!("{}a = 1\n", "a.".repeat(50_000)));
    assert!(
        problems(dots)
            .iter()
            .any(chronic::problem::Problem::is_error)
    );
}

#[test]
fn a_line_of_nothing_but_brackets_takes_no_time() {
    // Read from each bracket to the end of the line, this would take minutes.
    let many = "[".repeat(1_000_000);
    let found = read(
        format!("kind = \"response\"\nrubric = \"district/1\"\na={many}\n").as_bytes(),
        &builtin(),
    );
    let problems = found.checked.problems;
    assert!(
        problems.iter().any(|p| p.code == Code::TooDeep),
        "{problems:?}"
    );
}

#[test]
fn a_section_is_named_with_all_its_brackets() {
    let text = "id = \"own\"\nversion = 1\ntitle = \"T\"\n[[ingredient]]\nid = \"a\"\ntitle = \"A\"\n[[ingredient.practice]]\nid = \"b\"\ntitle = \"B \\u0007\"\nstatement = \"S\"\n";
    let problems = read(text.as_bytes(), &builtin()).checked.problems;
    let odd = problems.iter().find(|p| p.code == Code::ControlCharacter);
    let message = &odd.unwrap().message;
    assert!(
        message.contains(" in [[ingredient.practice]] "),
        "{message}"
    );
}
