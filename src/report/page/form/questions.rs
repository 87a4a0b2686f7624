//! The questions: ingredients, and of each practice its statement, the five ratings, and
//! how we know.

use maud::{Markup, html};

use crate::model::rating::Rating;
use crate::model::rubric::Practice;
use crate::report::formats::frame::Said;
use crate::report::page::form::Form;

/// Lines to write on, on paper.
const LINES: usize = 3;

/// All of them, by ingredient.
pub(super) fn questions(form: Form<'_>) -> Markup {
    let rubric = form.rubric;
    html! {
        div #questions tabindex="-1" {
            @for (at, ingredient) in rubric.ingredients.iter().enumerate() {
                @let id = format!("i{}", at + 1);
                section aria-labelledby=(id) {
                    h2 #(id) { (Said(&ingredient.title)) }
                    @for index in ingredient.practices.clone() {
                        (question(form, index + 1, &rubric.practices()[index]))
                    }
                }
            }
        }
    }
}

fn question(form: Form<'_>, number: usize, practice: &Practice) -> Markup {
    let id = format!("p{number}");
    let statement = format!("{id}-statement");
    let [text, label, title] = ["text", "how", "title"].map(|part| format!("{id}-{part}"));
    html! {
        fieldset #(id) data-practice=(practice.id) data-number=(number) aria-describedby=(statement) {
            legend {
                h3 #(title) { span .number { (number) " of " (form.rubric.len()) "." } " " (Said(&practice.title)) }
            }
            p #(statement) { (Said(&practice.statement)) }
            div .choices {
                @for (rating, written) in Rating::ALL.into_iter().zip(form.written) {
                    label {
                        input type="radio" name=(id) value=(rating.id()) data-written=(written);
                        " " span { (Said(form.rubric.labels.of(rating))) }
                    }
                }
            }
            button .clear type="button" hidden aria-label=(format!("Clear the rating for practice {number}")) { "Clear the rating" }
            label .how #(label) for=(text) { "How do we know?" }
            // Read aloud by itself, it says which practice it is about.
            textarea #(text) rows="3" aria-labelledby=(format!("{label} {title}")) {}
            // What a printed page shows of the box above.
            div .on-paper .written {}
            div .on-paper .lines { @for _ in 0..LINES { span {} } }
        }
    }
}
