//! The handout for the debrief: two printed pages with where every practice stands, what to
//! talk about in which order, and space to write.

use crate::model::finding::Class;
use crate::report::formats::inline::{ended, text};
use crate::report::formats::{Page, PaperSize};
use crate::report::results::tally::View;
use crate::report::summary::words::NO_ONE;
use crate::report::summary::{glance, opening};

/// The handout.
pub fn brief(view: &View<'_>, title: Option<&str>) -> Page {
    let mut page = Page::new(false);
    page.sheet = PaperSize::Two;
    opening(&mut page, view, title);
    glance::squares(&mut page, view);
    let agenda = view.debrief.to_discuss();
    if !agenda.is_empty() {
        page.heading(2, "What to talk about");
        page.paragraph(format!(
            "{}Agree on a rating and a decision for each one (continue, improve, find out, or review next time).",
            order(view)
        ));
        let notes = "Agreed rating, decision, notes";
        let head = ["No.", "Practice", "Answers", notes];
        let rows = view.rows_of(&agenda).map(|row| {
            let statement = text(&row.practice.statement);
            vec![
                row.number.to_string(),
                format!("**{}** {statement}", ended(&row.title())),
                match row.standing {
                    Class::NoAnswers => NO_ONE.to_owned(),
                    _ => format!("**{}.** {}", row.sentence(), row.answers()),
                },
                String::new(),
            ]
        });
        page.table(head, [0], rows);
    }
    let rest = view.rows_of(&view.debrief.keep);
    let rest = rest.map(|row| {
        let agreed = row.answers_alone().map_or_else(String::new, |alone| {
            format!(" The team agreed on this (the answers alone: {alone}).")
        });
        format!("{}: {}.{agreed}", row.named(), row.answers())
    });
    page.list(2, "What to continue", rest);
    page
}

/// In which order the parts of the agenda come, where it has several.
fn order(view: &View<'_>) -> String {
    let lists = &view.debrief;
    let parts = [
        (lists.differences.len(), "differences of opinion"),
        (lists.find_out.len(), "what to find out"),
        (lists.unanswered.len(), "what no one answered"),
        (
            lists.priorities.len() - lists.differences.len(),
            "gaps, from most to least concern",
        ),
    ];
    let parts = parts.into_iter().filter(|(n, _)| *n > 0);
    let parts: Vec<&str> = parts.map(|(_, part)| part).collect();
    match &parts[..] {
        [] | [_] => String::new(),
        [first @ .., last] => {
            format!("Start with {}, and then {last}. ", first.join(", then "))
        }
    }
}
