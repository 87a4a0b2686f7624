//! A Markdown page, rendered as the strictest and the most generous of renderers do, and
//! looked at as the page that comes out.

use pulldown_cmark::{Event, Options, Parser, html::push_html};

use super::{Checked, counted, html, same_counts};

pub(super) fn check(hostile: &str, twin: &str) -> Checked {
    for options in [Options::empty(), Options::all()] {
        let [hostile, twin] = [hostile, twin].map(|page| rendered(page, options));
        html::same_elements(&hostile, &twin)?;
    }
    // A comment that says nothing takes a name or an address apart behind its sign.
    let [hostile, twin] = [hostile, twin].map(|page| page.replace("@<!-- -->", "\\@"));
    let [hostile, twin] = [hostile.as_str(), twin.as_str()];
    let [hostile_events, twin_events] = [hostile, twin].map(events);
    same_counts("events", &counted(hostile_events), &counted(twin_events))?;
    same_counts("signs", &signs(hostile), &signs(twin))
}

fn rendered(page: &str, options: Options) -> String {
    let mut html = String::new();
    push_html(&mut html, Parser::new_ext(page, options));
    html
}

/// All that a page is but text, and where a line of its source ends.
fn events(page: &str) -> Vec<String> {
    let events = Parser::new_ext(page, Options::all());
    let meant = events.filter(|event| !matches!(event, Event::Text(_) | Event::Html(_)));
    meant.map(|event| format!("{event:?}")).collect()
}

/// What other renderers than this one take for something: comments and code that they look
/// for before all else, and bare addresses.
fn signs(page: &str) -> super::Counted {
    let lower = page.to_lowercase();
    let signs = ["<!--", "`", "www.", "mailto:", "xmpp:", "\n::", "\n~~~"];
    let found = signs
        .iter()
        .flat_map(|sign| lower.match_indices(sign).map(|(_, sign)| sign.to_owned()));
    let mut all = counted(found);
    let before = |at: usize| page[..at].chars().next_back();
    let after_word = |at: usize| before(at).is_some_and(char::is_alphanumeric);
    let slashes = page.match_indices("//").filter(|(at, _)| !after_word(*at));
    let ends = lower_ends(&page.to_ascii_lowercase());
    let ends = ends.into_iter().filter(|(at, _)| after_word(*at));
    let bare = page
        .match_indices(['@', '$', '|', '[', '<'])
        .chain(page.match_indices("://"))
        .chain(slashes)
        .chain(ends);
    for (_, sign) in bare.filter(|(at, _)| before(*at) != Some('\\')) {
        *all.entry(sign.to_owned()).or_default() += 1;
    }
    all
}

/// Where an address may end that has nothing before it to know it by, as `a.com`.
fn lower_ends(lower: &str) -> Vec<(usize, &'static str)> {
    let ends = [".com", ".org", ".uk", ".co", ".md"].into_iter();
    let found = ends.flat_map(|end| lower.match_indices(end).map(move |(at, _)| (at, end)));
    let ended = |(at, end): &(usize, &str)| {
        !lower[at + end.len()..].starts_with(|c: char| c.is_alphanumeric())
    };
    found.filter(ended).collect()
}

#[test]
fn markup_is_found() {
    let twin = "# T\n\n- a b\n\n| a |\n|---|\n| b |\n";
    assert!(check(twin, twin).is_ok());
    for evil in [
        "*b*",
        "`b`",
        "[b](c)",
        "![b](c)",
        "<b>",
        "<!-- b",
        "http://b.c",
        "www.b.c",
        "//b.c",
        "(//b.c)",
        "http\\://b.c",
        "b.com",
        "b.c.org/d",
        "$b$",
        "b@c.d",
        "~~b~~",
        "b | c",
        "b\n\n# c",
        "b\nc",
        "b  \nc",
        "&lt;\n\n    c",
        "[^1]\n\n[^1]: b",
        "[[b]]",
    ] {
        let page = twin.replace("a b", evil);
        assert!(check(&page, twin).is_err(), "{evil}");
    }
}
