//! What the pages that people fill in have in common, each once in the program.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use maud::{Markup, html};

use crate::report::formats::frame::Said;
use crate::report::formats::seal::digest;

/// Reads and writes the texts of a file.
pub(super) static STRINGS: &str = include_str!("../script/strings.js");
/// Messages, the bar and saving.
pub(super) static PAGE: &str = include_str!("../script/page.js");
/// Keeps what is typed.
pub(super) static DRAFT: &str = include_str!("../script/draft.js");
/// Reads a file, and knows where its values are.
pub(super) static TOML: &str = include_str!("../script/toml.js");
/// The file that a page fills in, kept, opened, and saved.
pub(super) static FILE: &str = include_str!("../script/file.js");
/// The look on a screen.
pub(super) static SCREEN: &str = include_str!("form/screen.css");
/// The look on paper.
pub(super) static PRINT: &str = include_str!("form/print.css");

/// What is there until the script has run, and where none does; `or` is what to do instead.
pub(super) fn preview(or: &str) -> Markup {
    html! {
        p #script-off .notice {
            "You're looking at a preview, so you can't fill it in here. Open the file in a browser \
             such as Chrome, Edge, Firefox, or Safari."
            (or)
        }
    }
}

/// Where the file with this name is opened again once somebody else has changed it.
pub(super) fn open_newer(name: &str) -> Markup {
    html! {
        p .field {
            label for="open" { "Open a newer " span { (Said(name)) } }
            input #open type="file";
        }
        div #opened role="status" {}
        p #conflicts hidden { button type="button" { "Use the file's version of these" } }
    }
}

/// What to do once a page has saved a file, which goes in the place of this one.
pub(super) fn when_saved(file: &str) -> Markup {
    html! {
        section .on-screen aria-labelledby="when-done" {
            h2 #when-done { "When you finish" }
            ol {
                li { "Press " b { "Save the file" } ". You'll find it in your Downloads folder." }
                li { "Put it where " (file) " is, and replace the old one." }
                li {
                    "If other people use this device, erase what this browser kept."
                    button #erase hidden type="button" data-needs-script { "Erase what this browser kept" }
                }
            }
        }
    }
}

/// What stays in view: how far one is, what else is switched there, and the buttons for the
/// next place and for saving.
pub(super) fn dock(progress: &Markup, switch: &Markup, [next, save]: [&str; 2]) -> Markup {
    html! {
        section .dock hidden aria-label="Progress and save" data-needs-script {
            div #said role="status" {}
            div .progress { (progress) }
            (switch)
            div .buttons {
                button #next type="button" { (next) }
                button #save .main type="button" { (save) }
            }
        }
    }
}

/// The file that a page is of, to the byte, and the name of what is saved. What is typed is kept
/// apart from that of other pages in the same browser by all that is in the file.
pub(super) fn held(file: &[u8], name: &str) -> Markup {
    html! {
        pre #file hidden data-name=(Said(name)) data-key=(digest(file)) { (BASE64_STANDARD.encode(file)) }
    }
}
