//! An HTML page, read as a browser reads it.

use scraper::node::Node;
use scraper::{ElementRef, Html};

use super::{Checked, Counted, counted, same_counts};

/// Attributes that are shown or read aloud, so that a person's text may be their value; so
/// may it in `data-...`, which no browser acts on.
const SHOWN: [&str; 6] = [
    "title",
    "alt",
    "aria-label",
    "placeholder",
    "value",
    "label",
];

/// What a page says of a cell that holds more than a word.
const LENGTHS: [&str; 2] = ["some", "long"];

pub(super) fn check(hostile: &str, twin: &str) -> Checked {
    same_elements(hostile, twin)?;
    has_policy(hostile)
}

/// The same elements as with harmless words, and nothing fetched or run.
pub(super) fn same_elements(hostile: &str, twin: &str) -> Checked {
    let [hostile, twin] = [hostile, twin].map(Html::parse_document);
    same_counts("elements", &elements(&hostile), &elements(&twin))?;
    fetches_nothing(&hostile)
}

/// Every element with its place, its attributes and, but for those that are shown, their
/// values; every script, style and comment with all that is in it.
fn elements(page: &Html) -> Counted {
    let mut found: Vec<String> = page
        .errors
        .iter()
        .map(|error| format!("error: {error}"))
        .collect();
    for node in page.tree.nodes() {
        match node.value() {
            Node::Element(_) => found.extend(ElementRef::wrap(node).map(element)),
            // The last line of a page holds a digest of it.
            // It takes a mail address in Markdown apart, and says nothing.
            Node::Comment(comment) if comment.trim().is_empty() => {}
            Node::Comment(comment) => found.push(format!("comment {}", without_digest(comment))),
            Node::ProcessingInstruction(what) => found.push(format!("{what:?}")),
            Node::Doctype(doctype) => found.push(format!("doctype {}", doctype.name())),
            _ => {}
        }
    }
    counted(found)
}

fn element(element: ElementRef<'_>) -> String {
    let parents = element.ancestors().filter_map(ElementRef::wrap);
    let mut path: Vec<&str> = parents.map(|parent| parent.value().name()).collect();
    path.reverse();
    let mut all = format!("{}/{}", path.join("/"), element.value().name());
    let mut attributes: Vec<(&str, &str)> = element.value().attrs().collect();
    attributes.sort_unstable();
    for (name, value) in attributes {
        // By the length of what stands in a cell.
        if (element.value().name(), name) == ("td", "class") && LENGTHS.contains(&value) {
            continue;
        }
        let value = if SHOWN.contains(&name) || name.starts_with("data-") {
            "..."
        } else {
            value
        };
        all.push_str(&format!(" {name}={value:?}"));
    }
    if matches!(element.value().name(), "script" | "style") {
        all.push_str(&element.text().collect::<String>());
    }
    all
}

fn without_digest(comment: &str) -> String {
    let words = comment
        .split_whitespace()
        .filter(|word| !(word.len() >= 8 && word.bytes().all(|b| b.is_ascii_hexdigit())));
    words.collect::<Vec<_>>().join(" ")
}

/// A policy that allows nothing but what it names.
fn has_policy(page: &str) -> Checked {
    let page = Html::parse_document(page);
    let elements = page
        .tree
        .nodes()
        .filter_map(ElementRef::wrap)
        .map(|e| e.value());
    let policies: Vec<&str> = elements
        .filter(|e| e.name() == "meta")
        .filter(|e| {
            e.attr("http-equiv")
                .is_some_and(|name| name.eq_ignore_ascii_case("content-security-policy"))
        })
        .filter_map(|e| e.attr("content"))
        .collect();
    match policies.as_slice() {
        [policy] if policy.contains("default-src 'none'") && !policy.contains("unsafe") => Ok(()),
        other => Err(format!("no policy, or a weak one: {other:?}")),
    }
}

/// No address but a place in the page itself, nothing to run in an attribute.
fn fetches_nothing(page: &Html) -> Checked {
    const ADDRESSES: [&str; 10] = [
        "src",
        "href",
        "srcset",
        "action",
        "formaction",
        "data",
        "poster",
        "background",
        "xlink:href",
        "ping",
    ];
    for element in page.tree.nodes().filter_map(ElementRef::wrap) {
        for (name, value) in element.value().attrs() {
            let is_away = ADDRESSES.contains(&name) && !value.starts_with('#');
            if is_away || name.starts_with("on") {
                return Err(format!("{} {name}={value:?}", element.value().name()));
            }
        }
    }
    Ok(())
}

#[test]
fn what_a_text_made_is_found() {
    let page = |said: &str| {
        format!(
            "<!DOCTYPE html><html><head><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\"><title>x</title><style>p{{}}</style></head><body><p title=\"a\">{said}</p></body></html>"
        )
    };
    let twin = page("x");
    assert_eq!(check(&page("y &lt;b&gt; &amp;"), &twin), Ok(()));
    for evil in [
        "<b>y</b>",
        "<!-- y -->",
        "<a href=http://a.b>y</a>",
        "</p><p title=\"a\">",
        "<script>1</script>",
        "<?x?>",
        "<",
    ] {
        assert!(check(&page(evil), &twin).is_err(), "{evil}");
    }
    let changed = |from: &str, to: &str| check(&twin.replace(from, to), &twin);
    assert!(changed("title=\"a\"", "title=\"b\"").is_ok());
    for (from, to) in [
        ("title=\"a\"", "title=\"a\" class=\"b\""),
        ("p{}", "p{} b{}"),
        ("default-src 'none'", "default-src *"),
        ("<meta", "<nometa"),
    ] {
        assert!(changed(from, to).is_err(), "{to}");
        assert!(has_policy(&twin).is_ok());
    }
    assert!(has_policy(&twin.replace("'none'", "'none'; script-src 'unsafe-inline'")).is_err());
    let away = |page| fetches_nothing(&Html::parse_document(page)).is_err();
    assert!(away("<img src=x>") && away("<p onclick=x>"));
    assert!(!away("<a href='#x'>"));
}
