//! What stands before and after the questions: how to fill the form in, on a screen and
//! on paper, who answers, and what to do when done.

use maud::{Markup, html};

use crate::model::rating::Rating;
use crate::report::formats::frame::Said;
use crate::report::page::form::{Form, field};
use crate::report::page::parts::preview;
use crate::words::joined_by;

/// District, year, title and question.
pub(super) fn heading(form: Form<'_>) -> Markup {
    let of = [&form.head.district, &form.head.cycle].into_iter();
    let of = joined_by(of.filter(|text| !text.trim().is_empty()), ", ");
    let rubric = form.rubric;
    html! {
        @if let Some(of) = of {
            p .of { (Said(&of)) }
        }
        h1 { (Said(&rubric.title)) }
        @if !rubric.question.is_empty() {
            p .lead { (Said(&rubric.question)) }
        }
        @if let Some((number, count)) = form.head.anonymous {
            p { "Form " (number) " of " (count) ", anonymous." }
        }
        (preview(" (On a phone, save the file first.) Or print it and answer on paper."))
    }
}

/// How to fill the form in, what the ratings mean, and whom to think of.
pub(super) fn how_to(form: Form<'_>) -> Markup {
    let rubric = form.rubric;
    html! {
        section aria-labelledby="how-to" {
            h2 #how-to { "How to fill this in" }
            @if !rubric.purpose.is_empty() {
                p { (Said(&rubric.purpose)) }
            }
            ul {
                li {
                    @match rubric.len() {
                        1 => { "There is one practice below. For it, " }
                        count => { "There are " (count) " practices below. For each one, " }
                    }
                    span .on-screen { "choose a rating. " }
                    span .on-paper { "fill in one circle. " }
                    "Then say how you know, in your own words. What did you see? Where is it written \
                     down? A few words are enough."
                }
                li { "Answer on your own. Your team will compare answers later. If you skip a practice, it counts as unanswered." }
                li { "Don't name students or write anything that could identify one." }
                li { (form.head.readers()) }
                li .on-screen {
                    span #keeping { "What you type is saved only in this browser, on this device." }
                }
            }
            h3 { "The five ratings" }
            (ratings(form))
            @if !rubric.vulnerable_populations.is_empty() {
                h3 { "Which students to keep in mind" }
                p { (Said(&rubric.vulnerable_populations)) }
            }
            div .on-screen hidden data-needs-script {
                h3 { "Already started?" }
                p .field {
                    label for="open" { "Continue a response you saved earlier" }
                    input #open type="file";
                }
                div #opened role="status" {}
            }
        }
    }
}

fn ratings(form: Form<'_>) -> Markup {
    let labels = &form.rubric.labels;
    html! {
        @if labels.are_own() {
            ul .ratings { @for rating in Rating::ALL { li { (Said(labels.of(rating))) } } }
        } @else {
            dl .ratings {
                @for rating in Rating::ALL {
                    div { dt { (labels.of(rating)) } dd { (rating.meaning()) } }
                }
            }
        }
    }
}

/// The head of the form: what is not known yet.
pub(super) fn about_you(form: Form<'_>) -> Markup {
    let is_open = |text: &str| text.trim().is_empty();
    html! {
        section aria-labelledby="about-you" {
            h2 #about-you { "About you" }
            @if form.head.anonymous.is_some() {
                p { "This form is anonymous. It doesn't ask for your name." }
            }
            div .fields {
                @if form.head.anonymous.is_none() {
                    (field("respondent.name", "Name", &form.head.name, Some("Leave this blank to answer anonymously."), Some("name")))
                }
                (field("respondent.role", "Role", &form.head.role, None, Some("organization-title")))
                (field("respondent.department", "Department", &form.head.department, None, None))
                @if is_open(&form.head.district) {
                    (field("district", "School district", "", None, None))
                }
                @if is_open(&form.head.cycle) {
                    (field("cycle", "School year", "", Some("For example 2026-27."), None))
                }
                (field("respondent.date", "Date", "", Some("The date you answer. If you leave this blank, we'll use the date you save."), None))
            }
        }
    }
}

/// What to do at the end.
pub(super) fn when_done(form: Form<'_>) -> Markup {
    let back = form.head.receiver("the person who gave it to you");
    let asked = "the person who asked you for it, for example as an email attachment,";
    let to = form.head.receiver(asked);
    html! {
        section aria-labelledby="when-done" {
            h2 #when-done { "When you finish" }
            p .on-paper { "Return this form to " (Said(&back)) "." }
            ol .on-screen {
                li { "Press " b { "Save my response" } ". You'll get a small file, most likely in your Downloads folder." }
                li { "Send that file to " (Said(to.trim_end_matches(','))) "." }
                li {
                    "If other people use this device, erase your answers after you send the file."
                    button #erase hidden type="button" data-needs-script { "Erase my answers from this browser" }
                }
            }
        }
    }
}
