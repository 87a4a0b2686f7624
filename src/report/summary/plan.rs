//! The plan in a summary: what is done about each priority, everything by its due date,
//! what is on hold, and how the results are shared.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::model::placeholder::says_nothing;
use crate::model::plan::audience::Audience;
use crate::model::plan::year::PlanYear;
use crate::model::plan::{Action, Communication, Plan, Status};
use crate::model::rubric::Rubric;
use crate::report::formats::Page;
use crate::report::formats::inline::text;
use crate::report::picture::timeline::{TimelineEntry, timeline};
use crate::words::{capitalized, joined_by, number, short_day};

/// A plan to be shown, and to whom.
#[derive(Debug, Clone, Copy)]
pub struct Planned<'a> {
    /// Sound, complete or not.
    pub plan: &'a Plan,
    /// Whether who is responsible is named.
    pub owners: bool,
    /// Whether what concerns only the team is left out: partners, progress, what was
    /// dropped.
    pub public: bool,
    /// The day as of which it is shown.
    pub today: Date,
    /// The plan beside the assessment that the page is of.
    pub year: Option<PlanYear<'a>>,
}

impl Planned<'_> {
    /// Others are told nothing of what was over before people answered.
    fn is_over_before(&self, is_before: impl Fn(PlanYear<'_>) -> bool) -> bool {
        self.public && self.year.is_some_and(is_before)
    }

    /// The actions of the page's year.
    fn own(&self) -> impl Iterator<Item = &Action> {
        let actions = self.plan.actions.iter();
        actions.filter(|a| !self.is_over_before(|year| year.was_done_before(a)))
    }

    fn actions(&self) -> impl Iterator<Item = &Action> {
        let shown = |a: &&Action| !self.public || a.status != Status::Dropped && self.tells(a);
        self.own().filter(shown)
    }

    /// What it tells this audience, in its order: what was dropped or has no message isn't among
    /// it. Without any there is no page for them.
    pub fn messages(&self, audience: Audience) -> impl Iterator<Item = &Communication> {
        let told = move |c: &&Communication| {
            c.audience == audience && c.status != Status::Dropped && !says_nothing(&c.message)
        };
        self.told_now().filter(told)
    }

    /// The communications of the page's year.
    fn told_now(&self) -> impl Iterator<Item = &Communication> {
        let told = self.plan.communications.iter();
        told.filter(|c| !self.is_over_before(|year| !year.is_of_this_year(c)))
    }

    /// Whether readers would learn anything of an action: a draft's say nothing yet.
    fn tells(&self, action: &Action) -> bool {
        action.status != Status::NotStarted
            || action.due.is_some()
            || !says_nothing(&action.action)
            || !says_nothing(&action.measure)
            || self.owners && !says_nothing(&action.owner)
    }

    /// The place of a practice in that order, from 1.
    pub(super) fn number(&self, practice: usize) -> Option<usize> {
        let mut order = self.order().into_iter();
        order.position(|p| p == practice).map(|at| at + 1)
    }

    /// The practices that it acts on, in the team's order of priority: for others only
    /// those of which it tells them something.
    pub(super) fn order(&self) -> Vec<usize> {
        let mut order = self.plan.in_order();
        order.retain(|practice| self.actions().any(|a| a.serves(*practice)));
        order
    }

    /// The due dates for one practice that are still ahead of somebody, earliest first.
    pub(super) fn days(&self, practice: usize) -> Vec<Date> {
        let open = self.actions().filter(|a| !a.status.is_over());
        let days = open.filter(|a| a.serves(practice)).filter_map(|a| a.due);
        days.collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// What it does about this practice, also what readers aren't told of.
    fn own_for(&self, practice: usize) -> impl Iterator<Item = &Action> {
        self.own().filter(move |a| a.serves(practice))
    }

    /// Whether every action for this practice is done.
    pub(super) fn is_done(&self, practice: usize) -> bool {
        let mut own = self.own_for(practice).peekable();
        own.peek().is_some() && own.all(|a| a.status == Status::Done)
    }

    /// Whether something was done about this practice, and nothing is left to do.
    pub(super) fn is_over(&self, practice: usize) -> bool {
        let is_done = |a: &Action| a.status == Status::Done;
        self.own_for(practice).any(is_done) && self.own_for(practice).all(|a| a.status.is_over())
    }

    /// How many priorities have nothing that readers could be shown.
    fn unplanned(&self) -> usize {
        let is_left = |p| {
            let mut own = self.own_for(p);
            own.any(|a| a.status != Status::Dropped) && self.plan.defer(p).is_none()
        };
        let order = self.plan.in_order().into_iter().filter(|p| is_left(*p));
        order
            .filter(|p| !self.actions().any(|a| a.serves(*p)))
            .count()
    }

    /// What is done about one practice, in a few words each.
    pub(super) fn for_practice(&self, practice: usize) -> Vec<String> {
        let actions = self.actions().filter(|a| a.serves(practice));
        let mut lines: Vec<String> = actions.map(|a| self.in_brief(a)).collect();
        let on_hold = self.plan.defer(practice);
        lines.extend(on_hold.map(|defer| self.with_reason("", "On hold", &defer.reason)));
        lines
    }

    fn in_brief(&self, action: &Action) -> String {
        let owner = self.owners.then(|| self.said(&action.owner));
        let open = action.due.filter(|_| !action.status.is_over());
        let due = open.map(|day| {
            let due = if day < self.today { "was due" } else { "due" };
            format!("{due} {}", short_day(day))
        });
        let facts = [owner, due, Some(Self::status(action))];
        let facts = facts.iter().flatten().filter(|fact| !fact.is_empty());
        let facts = joined_by(facts, ", ").unwrap_or_default();
        match self.said(&action.action) {
            none if none.is_empty() => capitalized(&facts),
            action => format!("{action} ({facts})"),
        }
    }

    /// Something between these marks, and what somebody wrote of it, where there is anything to print.
    fn with_reason(&self, mark: &str, of: &str, reason: &str) -> String {
        match self.said(reason) {
            none if none.is_empty() => format!("{mark}{of}{mark}"),
            reason => format!("{mark}{of}:{mark} {reason}"),
        }
    }

    /// Text from people, or that there is none. Others are shown no such note: they can't fill
    /// anything in.
    fn said(&self, from_people: &str) -> String {
        match text(from_people) {
            none if none.is_empty() && !self.public => "*not filled in yet*".to_owned(),
            said => said,
        }
    }

    fn due(&self, date: Option<Date>) -> String {
        let none = if self.public { "" } else { "*no date yet*" };
        date.map_or_else(|| none.to_owned(), short_day)
    }

    /// The sections of the plan; `is_strength` is whether a practice is one to continue.
    pub(super) fn sections(
        &self,
        page: &mut Page,
        rubric: &Rubric,
        is_strength: impl Fn(usize) -> bool,
    ) {
        let heading = if self.public { "Our plan" } else { "The plan" };
        page.heading(2, heading);
        self.timeline(page, rubric);
        self.table(page, rubric);
        let of = |practice: usize| text(&rubric.practices()[practice].title);
        let on_hold = self.plan.defers.iter();
        let on_hold = on_hold.map(|d| self.with_reason("**", &of(d.practice), &d.reason));
        page.list(3, "On hold", on_hold);
        let continued = self.plan.continues.iter();
        let continued = continued.filter(|c| !c.how.trim().is_empty() && is_strength(c.practice));
        let continued = continued.map(|c| format!("**{}:** {}", of(c.practice), text(&c.how)));
        page.list(3, "What we will continue", continued);
        self.told(page);
    }

    fn table(&self, page: &mut Page, rubric: &Rubric) {
        let unplanned = match self.unplanned() {
            0 => None,
            1 => Some("One priority in the plan has no details yet.".to_owned()),
            n => Some(capitalized(&number(n)) + " priorities in the plan have no details yet."),
        };
        let mut actions: Vec<&Action> = self.actions().collect();
        if actions.is_empty() {
            page.paragraph(unplanned.as_deref().unwrap_or("No actions are planned."));
            return;
        }
        // The order of the file is the team's order of priority; it decides within a day.
        actions.sort_by_key(|a| (a.due.is_none(), a.due));
        page.paragraph("Sorted by due date. \"No.\" is the team's order of priority.");
        let place = |a: &Action| self.first_number(a).as_ref().map(ToString::to_string);
        let columns: [PlanColumn<'_, Action>; 8] = [
            ("Due", true, &|a| self.due(a.due)),
            ("No.", true, &|a| place(a).unwrap_or_default()),
            ("Action", true, &|a| self.said(&a.action)),
            ("Practice", true, &|a| text(&a.titles(rubric))),
            ("Owner", self.owners, &|a| self.said(&a.owner)),
            ("Partners", !self.public, &|a| text(&a.partners.join(", "))),
            ("Measure of success", true, &|a| text(&a.measure)),
            ("Status", true, &|a| self.state(a)),
        ];
        table(page, &columns, &actions);
        page.paragraphs(unplanned);
    }

    /// The place in the team's order of what an action is for.
    fn first_number(&self, action: &Action) -> Option<usize> {
        self.number(*action.practices.first()?)
    }

    /// Everything that has a day. Who is responsible is not in it, and the public is told of those
    /// who tell others only what they have shared, here as in the tables.
    fn timeline(&self, page: &mut Page, rubric: &Rubric) {
        let actions = self.actions().filter_map(|a| {
            let number = self.first_number(a).map(|n| format!("No. {n}: "));
            Some(TimelineEntry {
                due: a.due?,
                title: number.unwrap_or_default() + &a.titles(rubric),
                status: Some(a.status),
            })
        });
        let told = self.communications().filter_map(|c| {
            Some(TimelineEntry {
                due: c.due?,
                title: format!("Share with {}", c.audience.words()),
                status: Some(c.status).filter(|s| !self.public || *s == Status::Done),
            })
        });
        let timeline = timeline(actions.chain(told).collect());
        timeline.into_iter().for_each(|drawn| page.picture(drawn));
    }

    fn communications(&self) -> impl Iterator<Item = &Communication> {
        let shown =
            |c: &&Communication| !self.public || c.status != Status::Dropped && self.told_of(c);
        self.told_now().filter(shown)
    }

    /// Whether readers would learn more of a communication than that it is planned.
    fn told_of(&self, told: &Communication) -> bool {
        let said = [&told.message, &told.ask, &told.channel].into_iter();
        let owner = Some(&told.owner).filter(|_| self.owners);
        told.due.is_some() || said.chain(owner).any(|text| !says_nothing(text))
    }

    /// Where it stands, and since when where it is done.
    fn status(action: &Action) -> String {
        let status = action.status.words();
        match action.done.filter(|_| action.status == Status::Done) {
            Some(done) => format!("{status}, {}", short_day(done)),
            None => status.to_owned(),
        }
    }

    fn state(&self, action: &Action) -> String {
        let status = Self::status(action);
        match text(&action.progress) {
            progress if !self.public && !progress.is_empty() => format!("{status}: {progress}"),
            _ => status,
        }
    }

    /// What became of an earlier year's plan, action by action.
    pub(super) fn what_became(&self, page: &mut Page, rubric: &Rubric) {
        page.heading(2, "Progress on our last plan");
        let actions: Vec<&Action> = self.actions().collect();
        if actions.is_empty() {
            page.paragraph(match self.plan.actions.is_empty() {
                true => "It had no actions.",
                false => "None of its actions was carried out.",
            });
            return;
        }
        let columns: [PlanColumn<'_, Action>; 5] = [
            ("Action", true, &|a| self.said(&a.action)),
            ("Practice", true, &|a| text(&a.titles(rubric))),
            ("Due", true, &|a| self.due(a.due)),
            ("Owner", self.owners, &|a| self.said(&a.owner)),
            ("Status", true, &|a| self.state(a)),
        ];
        table(page, &columns, &actions);
    }

    fn told(&self, page: &mut Page) {
        let mut told: Vec<&Communication> = self.communications().collect();
        if told.is_empty() {
            return;
        }
        told.sort_by_key(|c| (c.due.is_none(), c.due));
        page.heading(2, "How we share the results");
        let status = |c: &Communication| match c.status {
            Status::Done => "shared".to_owned(),
            _ if self.public => String::new(),
            status => status.words().to_owned(),
        };
        let columns: [PlanColumn<'_, Communication>; 7] = [
            ("Due", true, &|c| self.due(c.due)),
            ("Audience", true, &|c| c.audience.words().to_owned()),
            ("Message", true, &|c| self.said(&c.message)),
            ("What we ask of them", true, &|c| text(&c.ask)),
            ("Channel", true, &|c| self.said(&c.channel)),
            ("Who shares it", self.owners, &|c| self.said(&c.owner)),
            ("Status", true, &status),
        ];
        table(page, &columns, &told);
    }
}

/// A column: its head, whether these readers see it, and its cell of a row. One that is empty in
/// every row is left out.
type PlanColumn<'c, T> = (&'c str, bool, &'c dyn Fn(&T) -> String);

fn table<T>(page: &mut Page, columns: &[PlanColumn<'_, T>], rows: &[&T]) {
    let is_filled = |cell: &dyn Fn(&T) -> String| rows.iter().any(|row| !cell(row).is_empty());
    let columns = columns.iter();
    let columns = columns.filter(|(_, is_shown, cell)| *is_shown && is_filled(cell));
    let columns: Vec<_> = columns.collect();
    let cells = |row: &&T| columns.iter().map(|(.., cell)| cell(row)).collect();
    let head = columns.iter().map(|(head, ..)| *head);
    page.table(head, [], rows.iter().map(cells));
}
