//! One printed page for one audience of the plan: what the team tells them and asks of them,
//! with what they need to know for it.

use crate::model::placeholder::says_nothing;
use crate::model::plan::audience::Audience;
use crate::report::formats::inline::{ended, text};
use crate::report::formats::{Page, PaperSize};
use crate::report::summary::goals;
use crate::report::summary::others::Shared;
use crate::report::summary::others::public::{DONE, contact, found, titles};
use crate::report::summary::plan::Planned;
use crate::words::{joined_by, list, short_day};

/// How many priorities are shown with what will be done about them.
const FOCUS: usize = 3;

/// The page for this audience of the plan.
pub fn audience(shared: &Shared<'_>, plan: Planned<'_>, audience: Audience) -> Page {
    let mut page = shared.page();
    page.sheet = PaperSize::One;
    let whom = audience.words();
    let about = shared.about().into_iter().chain([format!("For {whom}")]);
    page.paragraphs(joined_by(about, " \u{b7} "));
    for told in plan.messages(audience) {
        let mut box_ = vec![text(&told.message)];
        if !says_nothing(&told.ask) {
            box_.push(format!("**How you can help:** {}", text(&told.ask)));
        }
        page.boxed(box_);
    }
    goals::section(&mut page, Some(plan), shared.rubric);
    page.heading(2, "What we found");
    page.paragraph(shared.who());
    page.items(found(shared));
    focus(&mut page, shared, plan);
    // The district office isn't told to ask itself.
    if audience != Audience::DistrictOffice || !says_nothing(&plan.plan.contact) {
        page.paragraph(contact(shared));
    }
    page
}

/// The first priorities with what will be done, and the others by title and day.
fn focus(page: &mut Page, shared: &Shared<'_>, plan: Planned<'_>) {
    let order = plan.order();
    let (first, rest) = order.split_at(order.len().min(FOCUS));
    if first.is_empty() {
        return;
    }
    let heading = match &*plan.plan.cycle {
        "" => "This year's focus".to_owned(),
        cycle => format!("Our focus for {}", text(cycle)),
    };
    page.heading(2, heading);
    for (number, index) in (1..).zip(first) {
        let (title, words) = (shared.title(*index), shared.words(*index));
        page.paragraph(format!("**{number}. {title}** ({words})"));
        page.items(plan.for_practice(*index));
    }
    let done: Vec<usize> = rest.iter().copied().filter(|p| plan.is_done(*p)).collect();
    let open = (FOCUS + 1..).zip(rest);
    let open = open.filter(|(_, index)| !plan.is_over(**index));
    let open = open.map(|(number, index)| {
        let title = shared.title(*index);
        format!("{number}. {title}{}", when(plan, *index))
    });
    let on_hold = plan.plan.defers.iter().map(|d| shared.title(d.practice));
    let next = joined_by(open, "; ").map(|next| format!("**In the order of our plan:** {next}"));
    let on_hold = joined_by(on_hold, "; ").map(|on_hold| format!("**On hold:** {on_hold}"));
    for (heading, lines) in [
        ("What comes next", [next, on_hold]),
        ("What we have done", [titles(shared, DONE, done), None]),
    ] {
        if lines.iter().any(Option::is_some) {
            page.heading(2, heading);
            page.paragraphs(lines.iter().flatten().map(|line| ended(line)));
        }
    }
}

/// By when something will be done about a practice, and when it was to be done.
fn when(plan: Planned<'_>, practice: usize) -> String {
    let days = plan.days(practice).into_iter();
    let (past, ahead): (Vec<_>, Vec<_>) = days.partition(|day| *day < plan.today);
    let said = [("was due", past), ("by", ahead)].into_iter();
    let said = said.filter(|(_, days)| !days.is_empty());
    let listed = |days: Vec<_>| list(days.into_iter().map(short_day));
    let said = said.map(|(word, days)| format!("{word} {}", listed(days)));
    joined_by(said, "; ").map_or_else(String::new, |said| format!(" ({said})"))
}
