//! One printed page for one audience of the plan: what the team tells them and asks of them,
//! with what they need to know for it.

use crate::model::placeholder::says_nothing;
use crate::model::plan::Audience;
use crate::report::formats::words::{ended, text};
use crate::report::formats::{Page, PaperSize};
use crate::report::summary::goals;
use crate::report::summary::others::Shared;
use crate::report::summary::others::public::{contact, found};
use crate::report::summary::plan::Planned;
use crate::words::{joined_by, list, short_day};

/// How many priorities are shown with what will be done about them.
const FOCUS: usize = 3;

/// The page for this audience of the plan.
#[must_use]
pub fn audience(shared: &Shared<'_>, plan: Planned<'_>, audience: Audience) -> Page {
    let mut page = shared.page();
    page.sheet = PaperSize::One;
    let whom = audience.name();
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
    page.heading(2, "This year's focus");
    for (number, index) in (1..).zip(first) {
        page.paragraph(format!(
            "**{number}. {}** ({})",
            shared.title(*index),
            shared.words(*index)
        ));
        page.items(plan.for_practice(*index));
    }
    let later = (FOCUS + 1..).zip(rest).map(|(number, index)| {
        let days: Vec<String> = plan.days(*index).into_iter().map(short_day).collect();
        let by = match days[..] {
            [] => String::new(),
            _ => format!(" (by {})", list(&days)),
        };
        format!("{number}. {}{by}", shared.title(*index))
    });
    let on_hold = plan.plan.defers.iter().map(|d| shared.title(d.practice));
    let lists = [
        ("In the order of our plan", joined_by(later, "; ")),
        ("On hold", joined_by(on_hold, "; ")),
    ];
    let lists = lists.into_iter();
    let lists = lists.filter_map(|(name, titles)| Some(format!("**{name}:** {}", ended(&titles?))));
    let lists: Vec<String> = lists.collect();
    if !lists.is_empty() {
        page.heading(2, "What comes next");
        page.paragraphs(lists);
    }
}
