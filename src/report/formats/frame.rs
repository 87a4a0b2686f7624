//! The frame of every HTML page, and the one way for a person's text into it: a page is
//! one file that fetches nothing, and says so in a content security policy that its
//! reader's browser enforces.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, Render, html};
use sha2::{Digest as _, Sha256};

use crate::report::formats::escape;

/// The look of pictures.
pub static PICTURE: &str = include_str!("../picture/picture.css");

/// What a page has besides its body.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    /// The title of its window.
    pub title: &'a str,
    /// What it is, in a sentence, for whoever lists files or bookmarks.
    pub description: &'a str,
    /// All of its style, in parts that pages share; the policy forbids any other, also in attributes.
    pub style: &'static [&'static str],
    /// All of its script, where it has one, in parts that pages share; the policy forbids any other.
    pub script: &'static [&'static str],
}

/// A person's text, or any other that is not a page's own: control characters and
/// bidirectional overrides become visible, blank space becomes one space, and nothing in
/// it is markup. For running text and for the values of attributes that are shown.
#[derive(Debug, Clone, Copy)]
pub struct Said<'a>(pub &'a str);

impl Render for Said<'_> {
    fn render_to(&self, out: &mut String) {
        let mut written = String::new();
        escape::html(self.0).render_to(&mut written);
        out.push_str(&escape::written_html(written));
    }
}

/// A whole page. Its policy allows its own style and script, by their digests, and no
/// request of any kind: no picture, font, frame, form or connection.
pub fn page(frame: Frame<'_>, body: &Markup) -> String {
    let page = html! {
        (DOCTYPE)
        // What the program itself says; a rubric does not tell its language.
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy(frame));
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="referrer" content="no-referrer";
                meta name="description" content=(Said(frame.description));
                title { (Said(frame.title)) }
                style { @for part in frame.style { (PreEscaped(part)) } }
            }
            body {
                (body)
                @if !frame.script.is_empty() {
                    script { @for part in frame.script { (PreEscaped(part)) } }
                }
            }
        }
    };
    page.into_string()
}

fn policy(frame: Frame<'_>) -> String {
    let mut policy = format!(
        "default-src 'none'; base-uri 'none'; form-action 'none'; style-src '{}'",
        source(frame.style)
    );
    if !frame.script.is_empty() {
        policy.push_str("; script-src '");
        policy.push_str(&source(frame.script));
        policy.push('\'');
    }
    policy
}

/// The digest by which a policy knows a style or script.
fn source(parts: &[&str]) -> String {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update(part);
    }
    format!("sha256-{}", BASE64_STANDARD.encode(digest.finalize()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_no_command_of_a_log() {
        let said = html! { (Said("a ##vso[x]y ##[z] ## [")) }.into_string();
        assert_eq!(said, "a #&#35;vso[x]y #&#35;[z] ## [");
    }

    #[test]
    fn the_policy_names_what_is_in_the_page() {
        let frame = Frame {
            title: "A & B",
            description: "C & D",
            style: &["p{color", ":red}"],
            script: &["let a", " = 1 < 2;"],
        };
        let page = page(frame, &html! { p { "x" } });
        assert!(page.contains("<style>p{color:red}</style>"), "{page}");
        assert!(page.contains("<script>let a = 1 < 2;</script>"), "{page}");
        assert!(page.contains("<title>A &amp; B</title>"), "{page}");
        let described = "<meta name=\"description\" content=\"C &amp; D\">";
        assert!(page.contains(described), "{page}");
        assert!(page.contains("default-src 'none'"), "{page}");
        // Of "let a = 1 < 2;", by another implementation.
        assert!(
            page.contains("script-src 'sha256-Xd/xFl+DmsVqHczJvGQWMh7nLH7H7r5iGmQKRm0JimU='"),
            "{page}"
        );
    }
}
