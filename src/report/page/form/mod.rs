//! The form as a page: filled in with a browser, or printed and filled in by hand. Saved
//! from the page, it is the text file that a respondent would otherwise have typed into.

use maud::{Markup, html};

use crate::files::response::form::Head;
use crate::model::rubric::Rubric;
use crate::report::formats::frame::{Frame, Said, page};
use crate::report::formats::seal::digest;
use crate::report::page::parts::{DRAFT, PAGE, PRINT, SCREEN, STRINGS, dock};

mod instructions;
mod questions;

/// The whole script: reading and writing the file, naming it, and the page itself.
static SCRIPT: &[&str] = &[
    "\"use strict\";\n",
    STRINGS,
    PAGE,
    DRAFT,
    include_str!("read.js"),
    include_str!("write.js"),
    include_str!("page.js"),
    include_str!("open.js"),
    include_str!("start.js"),
];
static STYLE: &[&str] = &[SCREEN, PRINT];

/// What a page is made from. All texts may be anything that somebody typed.
#[derive(Debug, Clone, Copy)]
pub struct Form<'a> {
    /// What is asked.
    pub rubric: &'a Rubric,
    /// The blank form as a file; saving fills in this text and changes nothing else of it.
    pub blank: &'a str,
    /// What that file has between its quotes for each rating, in the order of all ratings.
    pub written: &'a [String; 5],
    /// The name of the saved file without its extension, as long as the respondent's name
    /// is the one below: letters, digits and hyphens.
    pub stem: &'a str,
    /// What is known of the respondent; blank is left open, and asked for.
    pub head: &'a Head,
}

/// The page (issue 8, "A form in the browser"): one file that fetches and sends nothing.
pub fn form(form: Form<'_>) -> String {
    let frame = Frame {
        title: &form.rubric.title,
        description: "A self-assessment to fill in on this page, in this browser.",
        style: STYLE,
        script: SCRIPT,
    };
    page(frame, &body(form))
}

fn body(form: Form<'_>) -> Markup {
    let count = form.rubric.len();
    let progress = html! {
        p #progress role="status" { "0 of " (count) " answered" }
        progress #done max=(count) value="0" aria-hidden="true" {}
    };
    html! {
        a .skip href="#questions" { "Skip to the questions" }
        header { (instructions::heading(form)) }
        main {
            (instructions::how_to(form))
            (instructions::about_you(form))
            (questions::questions(form))
            (instructions::when_done(form))
            (dock(&progress, &html! {}, ["Next unanswered question", "Save my response"]))
        }
        // Kept apart from others in the same browser by all that is in it.
        pre #blank hidden data-stem=(form.stem) data-key=(digest(form.blank.as_bytes())) {
            (form.blank)
        }
    }
}

/// A line to type into, for the line of the file that is called `line`.
fn field(
    line: &str,
    label: &str,
    value: &str,
    hint: Option<&str>,
    autocomplete: Option<&str>,
) -> Markup {
    let id = line.rsplit('.').next().unwrap_or(line);
    let hint_id = format!("{id}-hint");
    html! {
        p .field {
            label for=(id) { (label) }
            input #(id) type=(if id == "date" { "date" } else { "text" }) value=(Said(value))
                data-line=(line) autocomplete=[autocomplete]
                aria-describedby=[hint.is_some().then_some(&hint_id)];
            @if let Some(hint) = hint {
                span .hint .on-screen[id == "date"] #(hint_id) { (hint) }
            }
        }
    }
}
