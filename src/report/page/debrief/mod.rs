//! The debrief as a page: a team assessment filled in with a browser, practice by practice in
//! the order of what to talk about. It holds the file; what is saved from it is that file with
//! other ratings, decisions, and notes between its quotes, and nothing else changed.

use maud::{Markup, html};

use crate::model::assessment::{Assessed, Decision};
use crate::model::comparison::Side;
use crate::model::finding::Class;
use crate::model::rating::Rating;
use crate::model::settled::is_left;
use crate::report::formats::Page;
use crate::report::formats::frame::{Frame, PICTURE, Said, page};
use crate::report::formats::html::blocks;
use crate::report::formats::seal::{Readers, sealed};
use crate::report::page::parts::{
    DRAFT, FILE, PAGE, PRINT, SCREEN, STRINGS, TOML, dock, held, open_newer, preview, when_saved,
};
use crate::report::picture::mark::patterns;
use crate::report::results::group::{GroupView, for_people::of_practice};
use crate::report::results::tally::{UNANSWERED, View, too_close};
use crate::report::summary::entries::{last_year, quotes};
use crate::report::summary::words;
use crate::report::summary::{pictures, split_question};
use crate::words::{capitalized, counted};

static SCRIPT: &[&str] = &[
    "\"use strict\";\n",
    STRINGS,
    PAGE,
    DRAFT,
    TOML,
    FILE,
    include_str!("debrief.js"),
];
static STYLE: &[&str] = &[PICTURE, SCREEN, PRINT, include_str!("debrief.css")];

/// What the page is made from.
#[derive(Debug, Clone, Copy)]
pub struct Debriefing<'a> {
    /// The assessment, as the team left it, and the groups where they are asked for.
    pub view: &'a View<'a>,
    /// Its file, to the byte.
    pub file: &'a [u8],
    /// The name of the file, and of what is saved.
    pub name: &'a str,
    /// Earlier years, the oldest first.
    pub earlier: &'a [Side<'a>],
}

/// The page, with its last line.
pub fn debrief(of: Debriefing<'_>) -> String {
    let whose = of.view.whose();
    let title = whose.map_or_else(|| "Debrief".to_owned(), |whose| format!("Debrief: {whose}"));
    let frame = Frame {
        title: &title,
        description: "The team's debrief of its self-assessment, to fill in on this page.",
        style: STYLE,
        script: SCRIPT,
    };
    // What is said of a practice is what the answers say: what the team agrees on may change
    // on the page.
    let mut answers = of.view.assessment.clone();
    for assessed in &mut answers.practices {
        assessed.agreed = None;
    }
    let answers = View::new(of.view.rubric, &answers);
    sealed(&page(frame, &body(of, &answers, &title)), Readers::Team)
}

fn body(of: Debriefing<'_>, answers: &View<'_>, title: &str) -> Markup {
    let lists = lists(of.view);
    let progress = html! {
        p #progress role="status" {}
        progress #done max=(of.view.rubric.len()) value="0" aria-hidden="true" {}
    };
    let switch = html! {
        label .switch { input #comments type="checkbox" autocomplete="off"; " Show comments" }
    };
    let small = of.view.small_team();
    let mut key = Page::new(true);
    pictures::key(&mut key, of.view);
    html! {
        (patterns())
        a .skip href="#index" { "Skip to the practices" }
        header {
            h1 { (Said(title)) }
            p .lead { (Said(&of.view.coverage())) }
            @if let Some(small) = small { p { b { (small) } } }
            (preview(" Or print it and write on paper."))
        }
        main {
            (how_to(of))
            nav #index tabindex="-1" aria-labelledby="all" {
                h2 #all { "Practices, in the order to discuss" }
                @if let Some(close) = too_close(of.view) { p { (close) } }
                @if let Some(hidden) = of.view.groups.as_ref().and_then(GroupView::on_hidden) { p { (hidden) } }
                @for (heading, practices) in &lists {
                    h3 { (heading) }
                    ol { @for index in practices { li {
                        a href=(format!("#p{}", index + 1)) { (index + 1) ". " (Said(&of.view.rubric.practices()[*index].title)) }
                        " " span .state data-of=(format!("p{}", index + 1)) {}
                    } } }
                }
            }
            (blocks(&key))
            @for (heading, practices) in &lists {
                section {
                    h2 { (heading) }
                    @for index in practices { (one(of, answers, *index)) }
                }
            }
            (when_saved("the team's file"))
            (dock(&progress, &switch, ["Next to settle", "Save the file"]))
        }
        (held(of.file, of.name))
    }
}

/// The lists of a debrief, each practice in the first that it belongs to; what no one answered
/// is the last.
fn lists(view: &View<'_>) -> Vec<(&'static str, Vec<usize>)> {
    let [(first, priorities), differences, find_out, keep] = view.lists();
    let mut priorities = priorities.to_vec();
    priorities.retain(|index| !differences.1.contains(index));
    let lists = [
        differences,
        find_out,
        (first, &priorities),
        keep,
        (UNANSWERED, &view.debrief.unanswered),
    ];
    let lists = lists.into_iter().filter(|(_, list)| !list.is_empty());
    lists.map(|(name, list)| (name, list.to_vec())).collect()
}

fn how_to(of: Debriefing<'_>) -> Markup {
    html! {
        section aria-labelledby="how-to" {
            h2 #how-to { "How to use this page" }
            ul {
                li { "For each practice, agree on a rating and a decision, and note why in a sentence or two." }
                li .on-screen { "When you finish, save the file. It's your team's file with your ratings, decisions, and notes in it. Nothing else in it changes." }
                li .on-screen { span #keeping { "Until you save, what you type is kept only in this browser, on this device." } }
                li { "This page contains everything in the team's file. Don't share it outside the team." }
            }
            div .on-screen hidden data-needs-script {
                (open_newer(of.name))
            }
        }
    }
}

fn one(of: Debriefing<'_>, answers: &View<'_>, index: usize) -> Markup {
    let row = of.view.row(index);
    let labels = &of.view.rubric.labels;
    let id = format!("p{}", row.number);
    let [title, agreed, decision, notes] =
        ["title", "agreed", "decision", "notes"].map(|part| format!("{id}-{part}"));
    html! {
        fieldset #(id) data-practice=(row.practice.id) data-number=(row.number) data-open=(open_states(row.assessed)) {
            legend { h3 #(title) tabindex="-1" { span .number { (row.number) "." } " " (Said(&row.practice.title)) } }
            p { (Said(&row.practice.statement)) }
            (blocks(&said(of, answers, index)))
            (comments(of, index))
            (choices(&agreed, &title, "Agreed rating", Rating::ALL.map(|r| {
                (r.id(), labels.of(r).to_owned(), labels.spellings(r).join(" "), row.assessed.agreed == Some(r))
            })))
            (choices(&decision, &title, "Decision", Decision::ALL.map(|d| {
                (d.id(), capitalized(d.words()), d.id().to_owned(), row.assessed.decision == Some(d))
            })))
            label .how #(format!("{notes}-label")) for=(notes) { "Notes" }
            textarea #(notes) rows="3" aria-labelledby=(format!("{notes}-label {title}")) {}
            div .on-paper .written {}
            div .on-paper .lines { span {} span {} }
        }
    }
}

/// What there is to know before talking.
fn said(of: Debriefing<'_>, answers: &View<'_>, index: usize) -> Page {
    let mut page = Page::new(true);
    let row = answers.row(index);
    pictures::bar(&mut page, answers, row);
    let said = words::said(answers, row);
    page.paragraph(match row.standing {
        Class::Strength | Class::Maintain => format!("**{}.** {said}", row.sentence()),
        _ => said,
    });
    page.paragraphs(answers.could_tip(index));
    if row.standing == Class::Split {
        page.paragraph(split_question::question(row));
    }
    page.paragraphs(last_year(row, of.earlier));
    if let Some(groups) = of.view.groups.as_ref().filter(|by| !by.shown.is_empty()) {
        let by = groups.by.id();
        let groups = of_practice(groups, index).join("; ");
        page.paragraph(format!("**By {by}:** {groups}."));
    }
    page
}

/// What respondents wrote, by rating; out of sight until somebody wants it seen.
fn comments(of: Debriefing<'_>, index: usize) -> Markup {
    let comments = &of.view.assessment.practices[index].documentation;
    let mut page = Page::new(true);
    quotes(&mut page, comments, &of.view.rubric.labels);
    html! {
        @if !comments.is_empty() {
            p .on-screen .hint .hidden-comments { (counted(comments.len(), "comment")) ", hidden" }
            div .comments hidden { (blocks(&page)) }
        }
    }
}

fn choices<const N: usize>(
    id: &str,
    title: &str,
    name: &str,
    of: [(&'static str, String, String, bool); N],
) -> Markup {
    let label = format!("{id}-label");
    html! {
        div role="radiogroup" aria-labelledby=(format!("{label} {title}")) {
            button .clear type="button" hidden data-clears=(id) aria-labelledby=(format!("{id}-clear {label} {title}")) {
                span #(format!("{id}-clear")) { "Clear" }
            }
            p .how #(label) { (name) }
            div .choices .four[N == 4] {
                @for (value, shown, spelled, checked) in of {
                    label { input type="radio" name=(id) value=(value) data-spelled=(Said(&spelled)) checked[checked]; " " span { (Said(&shown)) } }
                }
            }
        }
    }
}

/// For each agreed rating and none, and each decision and none, whether the practice is still
/// to be settled: 1 where it is. So the page knows the rule without having one.
fn open_states(assessed: &Assessed) -> String {
    let ratings = std::iter::once(None).chain(Rating::ALL.map(Some));
    let decisions = || std::iter::once(None).chain(Decision::ALL.map(Some));
    let states = ratings.flat_map(|agreed| decisions().map(move |decision| (agreed, decision)));
    let is_open = |(agreed, decision)| {
        is_left(&Assessed {
            agreed,
            decision,
            counts: assessed.counts,
            ..Assessed::default()
        })
    };
    states
        .map(|state| if is_open(state) { '1' } else { '0' })
        .collect()
}
