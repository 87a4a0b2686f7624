use super::*;

#[test]
fn what_acts_on_a_terminal_is_shown() {
    assert_eq!(
        terminal("a\u{1b}[31m\r\n\u{9b}\u{202e}\u{2028}\u{e9}"),
        "a\\u{1b}[31m\\u{d}\\u{a}\\u{9b}\\u{202e}\\u{2028}\u{e9}"
    );
    assert_eq!(terminal_lines("a\nb"), "a\nb");
    assert_eq!(
        terminal("::error::x ##[add-mask]y :::"),
        ":\\u{3a}error:\\u{3a}x #\\u{23}[add-mask]y :\\u{3a}:"
    );
    assert_eq!(within_line("a::b ##[x]\n"), "a::b #\\u{23}[x]\\u{a}");
    assert_eq!(terminal_styled("\u{1b}[8mx"), "\\u{1b}[8mx");
    let styled = terminal_styled("\u{1b}[1m\u{1b}[31mred\u{1b}[0m \u{1b}[2J\u{1b}]0;x\u{7}");
    assert_eq!(
        styled,
        "\u{1b}[1m\u{1b}[31mred\u{1b}[0m \\u{1b}[2J\\u{1b}]0;x\\u{7}"
    );
}

#[test]
fn markdown_means_nothing_but_its_letters() {
    for (text, expected) in [
        (
            "Agendas on the shared drive, since 2024.",
            "Agendas on the shared drive, since 2024.",
        ),
        ("  two\n\nlines\t", "two lines"),
        ("# Not a heading #", "\\# Not a heading \\#"),
        ("- item", "\\- item"),
        ("1. one", "1\\. one"),
        ("(a) one", "\\(a\\) one"),
        ("iv) one", "iv\\) one"),
        ("Done. 2. is next", "Done. 2. is next"),
        ("[x](javascript:1)", "\\[x\\](javascript:1)"),
        ("![x](http://a.b/c)", "!\\[x\\](http\\:\\//a.b/c)"),
        (
            "WWW.a.b or mailto:a@b.c",
            "WWW\\.a.b or mailto\\:a@<!-- -->b.c",
        ),
        ("@name, a @ b, c@", "@<!-- -->name, a \\@ b, c\\@"),
        ("see //a.b/c (//d)", "see \\//a.b/c (\\//d)"),
        ("5//6 and C:/a//b/c", "5//6 and C:/a//b/c"),
        ("a.com, b.co.uk/x", "a\\.com, b\\.co\\.uk/x"),
        ("plan.toml. Yes, e.g. 1.5", "plan.toml. Yes, e.g. 1.5"),
        ("<b>&amp;</b>", "&lt;b\\>\\&amp;&lt;/b\\>"),
        ("`<!-- `", "&#96;&lt;!-- &#96;"),
        ("::error::x", "\\:\\:error::x"),
        ("\\|", "\\\\\\|"),
        ("10:30 - 11:00", "10:30 - 11:00"),
        ("a :smile: b: c:", "a \\:smile: b: c:"),
    ] {
        assert_eq!(markdown(text), expected, "{text:?}");
    }
}

#[test]
fn a_csv_cell_is_no_formula() {
    for (text, expected) in [
        ("=1+1", "'=1+1"),
        (" @SUM(A1)", "'@SUM(A1)"),
        ("\u{feff}\u{ff1d}1", "'\u{feff}\u{ff1d}1"),
        ("\tx", "'x"),
        ("-", "'-"),
        ("a\r\nb\t=c", "a b =c"),
        ("a \"quote\"", "a \"quote\""),
        ("a;=1+1;b; -2", "a;'=1+1;b;' -2"),
        ("a;\"=1", "a;'\"=1"),
        ("\"=1", "'\"=1"),
        ("a; b - c", "a; b - c"),
        ("", ""),
    ] {
        assert_eq!(csv_cell(text), expected, "{text:?}");
    }
}

#[test]
fn a_cell_of_a_workbook_holds_any_text() {
    let evil = "=a\r\n\u{1b}\u{0}\u{ffff}\u{202e}";
    assert_eq!(sheet_cell(evil), "=a \\u{1b}\\u{0}\\u{ffff}\\u{202e}");
    let units = |text: &str| text.encode_utf16().count();
    for text in [
        "\u{1f600}".repeat(20_000),
        "\u{ffff}".repeat(32_767),
        "x".repeat(32_768),
    ] {
        let long = sheet_cell(&text);
        assert!(
            (32_760..=32_767).contains(&units(&long)),
            "{}",
            units(&long)
        );
        assert!(long.ends_with(" ... (cut: too long for one cell)"));
    }
    for whole in ["x".repeat(32_767), "\u{e9}".repeat(32_767)] {
        assert_eq!(sheet_cell(&whole), whole);
    }
}

#[test]
fn a_message_in_sarif_has_no_link_and_no_place_for_an_argument() {
    for (text, expected) in [
        (
            "[Fix it](https://x.example) {0}",
            "[Fix it] (https://x.example) {{0}}",
        ),
        ("[[action]] {", "[[action]] {{"),
        ("{a} {12} }", "{{a}} {{12}} }}"),
    ] {
        assert_eq!(sarif(text), expected);
    }
    assert_eq!(
        annotation("a ##vso[x]y\n##[z]"),
        "a #\\u{23}vso[x]y%0A#\\u{23}[z]"
    );
}
