//! A sheet for a check-in, on one page: what was due since the last one, what is due before
//! the next, the goals with their readings, and lines to write on.

use jiff::civil::Date;

use crate::report::formats::Page;
use crate::report::formats::inline::text;
use crate::report::results::plan::goal::numbers;
use crate::report::results::plan::{EntryRow, Standing, word};
use crate::words::day;

/// Room to write on; Markdown has no other.
const LINE: &str = "____________________________";

/// The days that a sheet is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Days {
    last: Option<Date>,
    this: Date,
    next: Option<Date>,
}

impl Days {
    /// The check-in of this day, or the first that comes; a team that named none has one
    /// today.
    fn of(reviews: &[Date], today: Date) -> Self {
        let reviews = reviews.iter().copied();
        let this = reviews.clone().filter(|day| *day >= today).min();
        let this = this.unwrap_or(today);
        Self {
            last: reviews.clone().filter(|day| *day < this).max(),
            this,
            next: reviews.filter(|day| *day > this).min(),
        }
    }
}

/// The sheet.
pub fn review(standing: &Standing<'_>) -> Page {
    let days = Days::of(&standing.plan.reviews, standing.today);
    let mut page = Page::new(false);
    page.heading_of(1, &format!("Check-in on {}", standing.plan.heading()));
    let [this, today] = [days.this, standing.today].map(day);
    page.paragraph(format!("{this}. Status as of {today}."));
    goals(standing, &mut page);
    let is_open = |row: &&EntryRow<'_>| row.state.is_open();
    let since = |row: &&EntryRow<'_>| {
        let is_new = |due| days.last.is_none_or(|last| due > last) || row.state.is_open();
        row.due().is_some_and(|due| due <= days.this && is_new(due))
    };
    let heading = match days.last {
        Some(last) => format!("Overdue, or due since the last check-in on {}", day(last)),
        None if days.this == standing.today => "Due by now".to_owned(),
        None => "Due by this check-in".to_owned(),
    };
    rows(&mut page, &heading, standing.tasks().filter(since));
    let before = |row: &&EntryRow<'_>| {
        let is_before = |due| days.next.is_none_or(|next| due <= next);
        row.due()
            .is_some_and(|due| due > days.this && is_before(due))
    };
    let heading = match days.next {
        Some(next) => format!("Due by the next check-in on {}", day(next)),
        None => "Still to come".to_owned(),
    };
    let coming = standing.tasks().filter(before).filter(is_open);
    rows(&mut page, &heading, coming);
    let undated = standing.tasks().filter(|row| row.due().is_none());
    let mut undated = undated.filter(is_open).peekable();
    if undated.peek().is_some() {
        rows(&mut page, "Without a due date", undated);
    }
    page.heading(2, "What we decide today");
    page.items([LINE, LINE, LINE].map(str::to_owned));
    page
}

fn goals(standing: &Standing<'_>, page: &mut Page) {
    let mut goals = standing.goals().peekable();
    if goals.peek().is_none() {
        return;
    }
    page.heading(2, "Goals");
    let rows = goals.map(|goal| {
        let so_far = text(&numbers(goal, standing.today));
        vec![text(&goal.what), so_far, LINE.to_owned()]
    });
    page.table(["Goal", "So far", "New number and date"], [], rows);
}

fn rows<'r, 'p: 'r>(page: &mut Page, heading: &str, rows: impl Iterator<Item = &'r EntryRow<'p>>) {
    let mut rows: Vec<_> = rows.collect();
    rows.sort_by_key(|row| (row.due().is_none(), row.due()));
    page.heading(2, heading);
    if rows.is_empty() {
        page.paragraph("Nothing.");
        return;
    }
    let cells = rows.into_iter().map(|row| {
        vec![
            row.short_due(),
            text(&row.what),
            text(row.owner.unwrap_or_default()),
            word(row),
            text(row.progress.unwrap_or_default()),
            LINE.to_owned(),
        ]
    });
    let head = ["Due", "What", "Owner", "Status", "Progress", "Notes"];
    page.table(head, [], cells);
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_sheet_is_for_the_check_in_that_comes() {
        let [a, b, c] = [date(2027, 1, 29), date(2027, 4, 30), date(2027, 6, 11)];
        let reviews = [b, a, c];
        let of = |last, this, next| Days { last, this, next };
        for (today, expected) in [
            (date(2026, 12, 1), of(None, a, Some(b))),
            (a, of(None, a, Some(b))),
            (date(2027, 2, 1), of(Some(a), b, Some(c))),
            (c, of(Some(b), c, None)),
            (date(2027, 7, 1), of(Some(c), date(2027, 7, 1), None)),
        ] {
            assert_eq!(Days::of(&reviews, today), expected, "{today}");
        }
        let today = date(2027, 7, 1);
        assert_eq!(Days::of(&[], today), of(None, today, None));
    }
}
