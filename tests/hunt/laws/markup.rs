//! Text at the exits that are pages.

use chronic::report::formats::escape;
use chronic::report::formats::frame::Said;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::escapes::is_harmless_but_for;
use super::input::text;

/// The text that a reader of a page sees, how many elements it is in, and whether anything
/// else came out: a line break, raw HTML, a rule.
fn parsed(page: &str, options: Options) -> (String, Vec<Tag<'_>>) {
    let mut shown = String::new();
    let mut tags = Vec::new();
    for event in Parser::new_ext(page, options) {
        match event {
            Event::Text(text) => shown.push_str(&text),
            Event::Start(tag) => tags.push(tag),
            Event::End(_) => {}
            // It takes a mail address apart, and says nothing.
            Event::InlineHtml(html) if &*html == "<!-- -->" => {}
            other => panic!("{other:?} in {page:?}"),
        }
    }
    (shown, tags)
}

/// Without what smart punctuation changes.
fn unsmart(text: &str) -> String {
    let smart = "'\"-.\u{2018}\u{2019}\u{201c}\u{201d}\u{2013}\u{2014}\u{2026}";
    text.chars().filter(|c| !smart.contains(*c)).collect()
}

/// The law of Markdown: a text is the text of what it stands in and nothing else, by
/// CommonMark alone and with every extension.
pub fn markdown(data: &[u8]) {
    let text = text(data);
    let written = escape::markdown(&text);
    is_harmless_but_for(&written, &[]);
    let plain = escape::html(&text);
    if plain.is_empty() {
        assert!(written.is_empty());
        return;
    }
    is_no_address(&written);
    let (shown, tags) = parsed(&written, Options::empty());
    assert_eq!(shown, plain, "{written}");
    assert_eq!(tags, [Tag::Paragraph], "{written}");
    let (shown, tags) = parsed(&written, Options::all());
    assert_eq!(unsmart(&shown), unsmart(&plain), "{written}");
    assert_eq!(tags, [Tag::Paragraph], "{written}");
    let page = format!(
        "## {written}\n\n- **{written}**\n\n> {written}\n\n| a | b |\n|---|---|\n| {written} | end |\n"
    );
    let (shown, tags) = parsed(&page, Options::all());
    // Heading; list, item, bold; quotation, paragraph; table, head, two cells, row, two cells.
    assert_eq!(tags.len(), 13, "{page}");
    let end = tags
        .iter()
        .map(Tag::to_end)
        .filter(|end| *end == TagEnd::TableCell);
    assert_eq!(end.count(), 4, "{page}");
    let times = format!("{plain}{plain}{plain}ab{plain}end");
    assert_eq!(unsmart(&shown), unsmart(&times), "{page}");
}

/// Nothing is left that a reader who looks for bare addresses would begin one at.
fn is_no_address(written: &str) {
    let before = |at: usize| written[..at].chars().next_back();
    for (at, _) in written.match_indices("//") {
        let is_inside = before(at).is_some_and(|c| c.is_alphanumeric() || c == '\\');
        assert!(is_inside, "{written}");
    }
    let lower = written.to_ascii_lowercase();
    assert!(!lower.contains("://"), "{written}");
    for (at, _) in lower.match_indices('@') {
        let after = &lower[at + 1..];
        let is_apart = after.is_empty() || after.starts_with([' ', '<']);
        assert!(is_apart, "{written}");
    }
    for (at, _) in lower.match_indices(".com") {
        let ends = !lower[at + 4..].starts_with(|c: char| c.is_alphanumeric());
        let begins = before(at).is_some_and(char::is_alphanumeric);
        assert!(!(ends && begins), "{written}");
    }
}

/// The law of HTML: between the tags of a page, and in an attribute, a text is no tag and
/// ends nothing; read back, it is the text on one line.
pub fn html(data: &[u8]) {
    let text = text(data);
    let page = maud::html! { p title=(Said(&text)) { (Said(&text)) } }.into_string();
    is_harmless_but_for(&page, &[]);
    let inner = page
        .strip_prefix("<p title=\"")
        .and_then(|p| p.strip_suffix("</p>"));
    let inner = inner.unwrap_or_else(|| panic!("{page}"));
    let (attribute, running) = inner.split_once("\">").unwrap_or_else(|| panic!("{page}"));
    let plain = escape::html(&text);
    assert!(!plain.contains("  ") && plain.trim() == plain);
    for part in [attribute, running] {
        assert!(!part.contains(['<', '>', '"']), "{page}");
        assert_eq!(unescaped(part), plain, "{page}");
    }
}

/// A text of a page as a browser reads it.
fn unescaped(markup: &str) -> String {
    let mut out = String::new();
    let mut rest = markup;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let names = [
            ("&amp;", '&'),
            ("&lt;", '<'),
            ("&gt;", '>'),
            ("&quot;", '"'),
            ("&#35;", '#'),
        ];
        let name = names.iter().find(|(name, _)| rest[at..].starts_with(name));
        let (name, letter) = name.unwrap_or_else(|| panic!("{markup}"));
        out.push(*letter);
        rest = &rest[at + name.len()..];
    }
    out + rest
}
