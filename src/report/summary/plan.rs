//! The plan in a summary: what is done about each priority, everything by its due date,
//! what is on hold, and how the results are shared.

use jiff::civil::Date;

use crate::model::placeholder::says_nothing;
use crate::model::plan::{Action, Communication, Plan, Status};
use crate::model::rubric::Rubric;
use crate::report::formats::Page;
use crate::report::formats::words::text;
use crate::report::picture::timeline::{TimelineEntry, timeline};
use crate::words::short_day;

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
}

impl Planned<'_> {
    fn actions(&self) -> impl Iterator<Item = &Action> {
        let shown = |a: &&Action| !self.public || a.status != Status::Dropped && self.tells(a);
        self.plan.actions.iter().filter(shown)
    }

    /// Whether readers would learn anything of an action: a draft's say nothing yet.
    fn tells(&self, action: &Action) -> bool {
        action.status != Status::NotStarted
            || action.due.is_some()
            || !says_nothing(&action.action)
            || !says_nothing(&action.measure)
            || self.owners && !says_nothing(&action.owner)
    }

    /// The place of a practice in the team's order of priority, from 1.
    pub(in crate::report) fn number(&self, practice: usize) -> Option<usize> {
        let mut order = self.plan.in_order().into_iter();
        order.position(|p| p == practice).map(|at| at + 1)
    }

    /// The practices that it acts on, in the team's order of priority: for others only
    /// those of which it tells them something.
    pub(in crate::report) fn order(&self) -> Vec<usize> {
        let mut order = self.plan.in_order();
        order.retain(|practice| self.actions().any(|a| a.serves(*practice)));
        order
    }

    /// The due dates for one practice that are still ahead of somebody, earliest first.
    pub(in crate::report) fn days(&self, practice: usize) -> Vec<Date> {
        let open = self.actions().filter(|a| !a.status.is_over());
        let mut days: Vec<Date> = open
            .filter(|a| a.serves(practice))
            .filter_map(|a| a.due)
            .collect();
        days.sort_unstable();
        days.dedup();
        days
    }

    /// How many priorities have nothing that readers could be shown.
    fn unplanned(&self) -> usize {
        let mut order = self.plan.in_order();
        order.retain(|p| self.plan.defer(*p).is_none() && !self.actions().any(|a| a.serves(*p)));
        order.len()
    }

    /// What is done about one practice, in a few words each.
    pub(in crate::report) fn for_practice(&self, practice: usize) -> Vec<String> {
        let actions = self.actions().filter(|a| a.serves(practice));
        let mut lines: Vec<String> = actions.map(|a| self.in_brief(a)).collect();
        if let Some(defer) = self.plan.defer(practice) {
            let reason = said(&defer.reason);
            lines.push(format!("On hold: {reason}"));
        }
        lines
    }

    fn in_brief(&self, action: &Action) -> String {
        let mut behind = Vec::new();
        if self.owners {
            behind.push(said(&action.owner));
        }
        behind.push(due(action.due));
        behind.push(action.status.words().to_owned());
        format!("{} ({})", said(&action.action), behind.join(", "))
    }

    /// The sections of the plan.
    pub(in crate::report) fn sections(&self, page: &mut Page, rubric: &Rubric) {
        page.heading(
            2,
            if self.public {
                "What we will do"
            } else {
                "The plan"
            },
        );
        self.timeline(page, rubric);
        self.table(page, rubric);
        self.on_hold(page, rubric);
        self.continued(page, rubric);
        self.told(page);
    }

    fn table(&self, page: &mut Page, rubric: &Rubric) {
        let unplanned = match self.unplanned() {
            0 => None,
            1 => Some("1 priority isn't in the plan yet.".to_owned()),
            n => Some(format!("{n} priorities aren't in the plan yet.")),
        };
        let mut actions: Vec<&Action> = self.actions().collect();
        if actions.is_empty() {
            page.paragraph(
                unplanned
                    .as_deref()
                    .unwrap_or("No actions are planned yet."),
            );
            return;
        }
        // The order of the file is the team's order of priority; it decides within a day.
        actions.sort_by_key(|a| (a.due.is_none(), a.due));
        page.paragraph("Sorted by due date. \"No.\" is the team's order of priority.");
        let mut head = vec!["Due", "No.", "Action", "Practice"];
        if self.owners {
            head.push("Owner");
        }
        if !self.public {
            head.push("Partners");
        }
        head.extend(["Measure of success", "Status"]);
        let rows: Vec<Vec<String>> = actions
            .into_iter()
            .map(|a| {
                let number = a.practices.first().and_then(|p| self.number(*p));
                let mut row = vec![
                    due(a.due),
                    number.map_or_else(String::new, |n| n.to_string()),
                    said(&a.action),
                    text(&a.titles(rubric)),
                ];
                if self.owners {
                    row.push(said(&a.owner));
                }
                if !self.public {
                    row.push(text(&a.partners.join(", ")));
                }
                row.push(text(&a.measure));
                row.push(self.state(a));
                row
            })
            .collect();
        table(page, &head, rows);
        if let Some(unplanned) = unplanned {
            page.paragraph(&unplanned);
        }
    }

    /// Everything that has a day. Who is responsible is not in it, and the public is not
    /// told how far those are who tell others, here as in the tables.
    fn timeline(&self, page: &mut Page, rubric: &Rubric) {
        let actions = self.actions().filter_map(|a| {
            let title = a.titles(rubric);
            let number = a.practices.first().and_then(|p| self.number(*p));
            let number = number.map_or_else(String::new, |n| format!("No. {n}: "));
            Some(TimelineEntry {
                due: a.due?,
                title: format!("{number}{title}"),
                status: Some(a.status),
            })
        });
        let told = self.communications().filter_map(|c| {
            Some(TimelineEntry {
                due: c.due?,
                title: format!("Share with {}", c.audience.name()),
                status: (!self.public).then_some(c.status),
            })
        });
        if let Some(timeline) = timeline(actions.chain(told).collect()) {
            page.picture(timeline);
        }
    }

    fn communications(&self) -> impl Iterator<Item = &Communication> {
        let shown =
            |c: &&Communication| !self.public || c.status != Status::Dropped && self.told_of(c);
        self.plan.communications.iter().filter(shown)
    }

    /// Whether readers would learn more of a communication than that it is planned.
    fn told_of(&self, told: &Communication) -> bool {
        let said = [&told.message, &told.ask, &told.channel].into_iter();
        let owner = Some(&told.owner).filter(|_| self.owners);
        told.due.is_some() || said.chain(owner).any(|text| !says_nothing(text))
    }

    fn state(&self, action: &Action) -> String {
        let mut state = action.status.words().to_owned();
        if let Some(done) = action.done.filter(|_| action.status == Status::Done) {
            state.push_str(&format!(", {}", short_day(done)));
        }
        let progress = text(&action.progress);
        if !self.public && !progress.is_empty() {
            state.push_str(&format!(": {progress}"));
        }
        state
    }

    /// What became of an earlier year's plan, action by action.
    pub(in crate::report) fn what_became(&self, page: &mut Page, rubric: &Rubric) {
        let mut head = vec!["Action", "Practice", "Due"];
        if self.owners {
            head.push("Owner");
        }
        head.push("What was done");
        let rows: Vec<Vec<String>> = self
            .actions()
            .map(|a| {
                let mut row = vec![said(&a.action), text(&a.titles(rubric)), due(a.due)];
                if self.owners {
                    row.push(said(&a.owner));
                }
                row.push(self.state(a));
                row
            })
            .collect();
        page.heading(2, "What was done about last year's plan");
        if rows.is_empty() {
            page.paragraph("It had no actions.");
        } else {
            table(page, &head, rows);
        }
    }

    fn on_hold(&self, page: &mut Page, rubric: &Rubric) {
        if self.plan.defers.is_empty() {
            return;
        }
        page.heading(3, "On hold");
        page.items(self.plan.defers.iter().map(|d| {
            format!(
                "**{}:** {}",
                text(&rubric.practices()[d.practice].title),
                said(&d.reason)
            )
        }));
    }

    fn continued(&self, page: &mut Page, rubric: &Rubric) {
        let said_how = self
            .plan
            .continues
            .iter()
            .filter(|c| !c.how.trim().is_empty());
        let items: Vec<String> = said_how
            .map(|c| {
                format!(
                    "**{}:** {}",
                    text(&rubric.practices()[c.practice].title),
                    text(&c.how)
                )
            })
            .collect();
        if !items.is_empty() {
            page.heading(3, "How we will continue our strengths");
            page.items(items);
        }
    }

    fn told(&self, page: &mut Page) {
        let mut told: Vec<_> = self.communications().collect();
        if told.is_empty() {
            return;
        }
        told.sort_by_key(|c| (c.due.is_none(), c.due));
        page.heading(2, "How we will share the results");
        let mut head = vec![
            "Due",
            "Audience",
            "Message",
            "What we ask of them",
            "Channel",
        ];
        if self.owners {
            head.push("Who shares it");
        }
        if !self.public {
            head.push("Status");
        }
        let rows: Vec<Vec<String>> = told
            .into_iter()
            .map(|c| {
                let mut row = vec![
                    due(c.due),
                    c.audience.name().to_owned(),
                    said(&c.message),
                    text(&c.ask),
                    said(&c.channel),
                ];
                if self.owners {
                    row.push(said(&c.owner));
                }
                if !self.public {
                    row.push(c.status.words().to_owned());
                }
                row
            })
            .collect();
        table(page, &head, rows);
    }
}

fn table(page: &mut Page, head: &[&str], rows: Vec<Vec<String>>) {
    let head: Vec<String> = head.iter().map(|h| (*h).to_owned()).collect();
    let right = vec![false; head.len()];
    page.table(head, right, rows);
}

/// Text from people, or that there is none.
fn said(from_people: &str) -> String {
    let text = text(from_people);
    if text.is_empty() {
        "*not filled in yet*".to_owned()
    } else {
        text
    }
}

fn due(date: Option<Date>) -> String {
    date.map_or_else(|| "*no date yet*".to_owned(), short_day)
}
