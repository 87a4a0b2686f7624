//! A plan as a page: filled in with a browser, with what is still to be fixed beside each field.
//! It holds the file; what is saved from it is that file with other values, and entries that were
//! added, moved, or removed, and nothing else changed. The entries are put on the page by its
//! script, from the keys of a plan that it gets with the rules.

use maud::{Markup, html};
use serde_json::{Value, json};

use crate::model::plan::Plan;
use crate::model::plan::audience::Audience;
use crate::model::rubric::Rubric;
use crate::problem::Problem;
use crate::report::formats::frame::{Frame, Said, page};
use crate::report::formats::seal::{Readers, sealed};
use crate::report::page::parts::{
    DRAFT, FILE, PAGE, PRINT, SCREEN, STRINGS, TOML, dock, held, open_newer, preview, when_saved,
};

static SCRIPT: &[&str] = &[
    "\"use strict\";\n",
    STRINGS,
    PAGE,
    DRAFT,
    TOML,
    FILE,
    include_str!("../../script/entries.js"),
    include_str!("checked.js"),
    include_str!("page.js"),
    include_str!("open.js"),
    include_str!("start.js"),
];
static STYLE: &[&str] = &[SCREEN, PRINT, include_str!("page.css")];

/// What the page is made from.
#[derive(Debug, Clone, Copy)]
pub struct PlanPage<'a> {
    /// Its practices.
    pub rubric: &'a Rubric,
    /// The plan, as the team left it.
    pub plan: &'a Plan,
    /// Its file, to the byte.
    pub file: &'a [u8],
    /// The name of the file, and of what is saved.
    pub name: &'a str,
    /// The keys of a plan, and what is said of one that lacks something.
    pub rules: &'a Value,
    /// What else is said of this file, which the page can't change.
    pub other: &'a [Problem],
}

/// The page, with its last line.
pub fn plan_page(of: PlanPage<'_>) -> String {
    let title = &of.plan.heading();
    let frame = Frame {
        title,
        description: "The team's plan, to fill in on this page: who does what by when.",
        style: STYLE,
        script: SCRIPT,
    };
    sealed(&page(frame, &body(of, title)), Readers::Team)
}

fn body(of: PlanPage<'_>, title: &str) -> Markup {
    html! {
        a .skip href="#index" { "Skip to the plan" }
        header {
            h1 { (Said(title)) }
            (preview(""))
        }
        main {
            (how_to(of))
            section #whole hidden aria-labelledby="whole-heading" {
                h2 #whole-heading tabindex="-1" { "The plan as a whole" }
                ul #whole-list {}
                div #other hidden {
                    p { "This page can't change the following. Correct it in the file:" }
                    ul { @for problem in of.other { li { (Said(&line(problem))) } } }
                }
            }
            nav #index hidden tabindex="-1" aria-labelledby="all" data-needs-script {
                h2 #all { "All entries" }
                p .hint { "Drag an entry to move it, or use Move up and Move down below." }
                @for (kind, heading, ..) in KINDS {
                    h3 { (heading) }
                    ol #(format!("index-{kind}")) {}
                    p .hint #(format!("none-{kind}")) { "None yet" }
                }
            }
            section aria-labelledby="about" {
                h2 #about { "About the plan" }
                div #top {}
            }
            @for (kind, heading, about, adding) in KINDS {
                section aria-labelledby=(format!("of-{kind}")) {
                    h2 #(format!("of-{kind}")) { (heading) }
                    p .on-screen { (about) }
                    div #(format!("list-{kind}")) {}
                    ul .gone #(format!("gone-{kind}")) {}
                    (self::adding(of, kind, adding))
                }
            }
            datalist #owners {}
            (when_saved("the plan"))
            (dock(&html! { p #progress role="status" {} }, &html! {}, ["Next to fix", "Save the file"]))
        }
        pre #rules hidden { (rules(of)) }
        (held(of.file, of.name))
    }
}

/// Of each kind of entries: its heading, what is said of it, and what adds one: words for the choice
/// before it, where there is one, and for the button.
const KINDS: [(&str, &str, &str, [&str; 2]); 5] = [
    (
        "goal",
        "Goals",
        "What should change for students, in numbers.",
        ["", "Add a goal"],
    ),
    (
        "action",
        "Actions, in order of priority",
        "Who does what by when.",
        ["Practice for a new action", "Add an action"],
    ),
    (
        "continue",
        "Strengths to continue",
        "What works, and how you will continue it.",
        ["Strength to add", "Add a strength"],
    ),
    (
        "defer",
        "On hold",
        "Gaps that are on hold, and why.",
        ["Practice to put on hold", "Put it on hold"],
    ),
    (
        "communication",
        "Sharing the results",
        "Who hears about the results, and what you ask of them.",
        ["Audience to add", "Add an audience"],
    ),
];

fn rules(of: PlanPage<'_>) -> String {
    let practices = of.rubric.practices().iter();
    let practices = practices.map(|p| json!({ "id": p.id, "title": p.title }));
    let mut rules = of.rules.clone();
    rules["practices"] = practices.collect();
    rules["other"] = of.other.iter().map(|p| p.severity.id()).collect();
    rules.to_string()
}

fn line(problem: &Problem) -> String {
    match &problem.place {
        Some(place) => format!("Line {}: {}", place.line, problem.message),
        None => problem.message.clone(),
    }
}

fn how_to(of: PlanPage<'_>) -> Markup {
    html! {
        section .on-screen aria-labelledby="how-to" {
            h2 #how-to { "How to use this page" }
            ul {
                li { "Say who does what by when. What's still missing is next to each field, and it goes away as you type." }
                li { "When you finish, save the file. It's your plan with what you typed in it. Its comments and everything you didn't change stay as they are." }
                li { span #keeping { "Until you save, what you type is kept only in this browser, on this device." } }
                li { "This page contains everything in the plan's file, names included. Don't share it outside the team." }
            }
            div hidden data-needs-script {
                (open_newer(of.name))
            }
        }
    }
}

/// What adds an entry of a kind.
fn adding(of: PlanPage<'_>, kind: &str, [label, button]: [&str; 2]) -> Markup {
    let id = format!("new-{kind}");
    html! {
        div .adding.on-screen hidden data-needs-script {
            @if !label.is_empty() {
                label for=(id) { (label) }
                select #(id) {
                    @if kind == "communication" {
                        @for audience in Audience::ALL { option value=(audience.id()) { (audience.words()) } }
                    } @else {
                        @for (at, practice) in of.rubric.practices().iter().enumerate() {
                            option value=(practice.id) { (at + 1) ". " (Said(&practice.title)) }
                        }
                    }
                }
            }
            button #(format!("add-{kind}")) type="button" { (button) }
        }
    }
}
