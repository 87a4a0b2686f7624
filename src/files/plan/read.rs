//! A plan: drafted from an assessment, finished by the team. Here it is read; whether
//! it is complete is `completeness`'s, and whether it deals with what an assessment asks
//! for `coverage`'s.

use std::ops::Range;

use toml::de::DeArray;

use crate::files::hash_comment::report_blank;
use crate::files::named_rubric::no_rubric;
use crate::files::plan::across_entries::{SameActions, gather};
use crate::files::plan::entry::{PlanReader, ReadEntry, status};
use crate::model::keys::{has, plan as keys};
use crate::model::placeholder::says_nothing;
use crate::model::plan::{Action, Communication, Continue, Defer, Goal, Plan};
use crate::model::rubric::Rubric;
use crate::problem::{Code, Place};
use crate::text::Text;
use crate::toml::document::{Checked, Document};
use crate::toml::table::Reader;

/// A plan with the places of its entries, for what can only be checked with an
/// assessment or on a day.
#[derive(Debug, Clone, Default)]
pub struct WrittenPlan {
    /// What was read. Where the file is not sound, as far as it could be.
    pub plan: Plan,
    /// Whether nothing but completeness is wrong with it.
    pub is_sound: bool,
    /// Whether it is of another version of the rubric in use.
    pub is_other_version: bool,
    /// The line that names the assessment, else the one that says what the file is.
    pub assessment: Option<Place>,
    /// The day from which the plan is: `renewed`, else `adopted`, else what the file is.
    pub from: Option<Place>,
    /// The heading of each goal in turn.
    pub goals: Vec<Place>,
    /// For each action in turn.
    pub actions: Vec<Places>,
    /// For each communication in turn.
    pub communications: Vec<Places>,
}

/// Where an entry and some of its values stand.
#[derive(Debug, Clone)]
pub struct Places {
    /// The heading of the entry, or its braces.
    pub heading: Place,
    /// The value of `due`, else the heading of the entry.
    pub due: Place,
    /// The value of `status`, else the heading of the entry.
    pub status: Place,
}

/// Reads a plan's document, and checks what can be checked without an assessment and
/// on any day. The value is there unless the text itself cannot be read, also where
/// the plan is not complete.
pub fn read(text: &Text, document: Document<'_>, rubric: &Rubric) -> Checked<WrittenPlan> {
    let root = &document.root;
    let top = root.get("kind").map_or(0..0, toml::Spanned::span);
    // Entries under another heading may be what seems to be missing.
    let has_others = root.iter().any(|(key, value)| {
        let has_entries = |items: &DeArray<'_>| items.iter().any(|item| item.get_ref().is_table());
        !has(keys::TOP, key.get_ref()) && value.get_ref().as_array().is_some_and(has_entries)
    });
    let is_whole = document.faults.problems.is_empty() && !has_others;
    let mut check = PlanReader {
        reader: Reader::new(text),
        root,
        rubric,
        whole: is_whole.then(|| top.clone()),
        has_all_headings: !(has_others || document.faults.hide_an_entry()),
    };
    let written = check.plan(top);
    if is_whole {
        report_blank(&mut check.reader, root, |heading| match heading {
            "" => keys::TOP,
            _ => keys::of_entries(heading),
        });
    }
    let problems = check.reader.problems;
    let problems = document.problems(text, problems);
    let mut sound = problems.iter();
    let is_sound = sound.all(|p| !p.is_error() || p.code.is_incompleteness());
    Checked {
        value: is_whole.then_some(WrittenPlan {
            is_sound,
            ..written
        }),
        problems,
    }
}

impl PlanReader<'_, '_> {
    /// All of it; what is wrong with the whole plan stands at `top`.
    fn plan(&mut self, top: Range<usize>) -> WrittenPlan {
        let root = self.root;
        if !root.contains_key("rubric") {
            let place = self.reader.text.place(top.clone());
            self.reader.problems.push(no_rubric(self.rubric).at(place));
        }
        self.unknown_keys(root, keys::TOP, "a plan");
        let reviews = self.days(root, "reviews");
        let reader = &mut self.reader;
        let place = |keys: &[&str]| {
            let mut values = keys.iter().filter_map(|key| root.get(*key));
            let span = values.next().map_or(top.clone(), toml::Spanned::span);
            Some(reader.text.place(span))
        };
        let mut written = WrittenPlan {
            assessment: place(&["assessment"]),
            from: place(&["renewed", "adopted"]),
            plan: Plan {
                id: reader.plain(root, "id"),
                assessment: reader.plain(root, "assessment"),
                title: reader.plain(root, "title"),
                cycle: reader.cycle(root),
                adopted: reader.date(root, "adopted"),
                renewed: reader.date(root, "renewed"),
                contact: reader.plain(root, "contact"),
                reviews,
                ..Plan::default()
            },
            ..WrittenPlan::default()
        };
        self.goals(&mut written);
        let actions = self.actions(&mut written);
        let others = self.others(&mut written.plan);
        self.communications(&mut written);
        if actions + others == 0 {
            self.no_entries();
        }
        written
    }

    fn goals(&mut self, written: &mut WrittenPlan) {
        let (entries, is_all) = self.entries("goal", "a goal");
        for entry in &entries {
            let [baseline, target] =
                ["baseline", "target"].map(|key| self.figure(entry.table, key));
            let readings = self.figures(entry.table, "readings");
            let reader = &mut self.reader;
            let goal = Goal {
                id: reader.plain(entry.table, "id"),
                what: reader.plain(entry.table, "what"),
                unit: reader.plain(entry.table, "unit"),
                source: reader.plain(entry.table, "source"),
                baseline,
                target,
                readings,
            };
            self.check_goal(entry, &goal);
            written.plan.goals.push(goal);
            written.goals.push(self.place(entry));
        }
        self.check_ids(&entries, Code::SameGoal);
        if is_all && entries.is_empty() {
            self.no_goal();
        }
    }

    /// Reads the actions, and says how many entries there are.
    fn actions(&mut self, written: &mut WrittenPlan) -> usize {
        let (entries, _) = self.entries("action", "an action");
        let adopted = self.root.get("adopted").map(toml::Spanned::span);
        let adopted = written.plan.adopted.zip(adopted);
        let mut same = SameActions::new();
        for entry in &entries {
            let practices = self.practices(entry);
            let due = self.action_due(entry, practices.first());
            let reader = &mut self.reader;
            let action = Action {
                id: reader.plain(entry.table, "id"),
                practices,
                action: reader.plain(entry.table, "action"),
                owner: reader.plain(entry.table, "owner"),
                due,
                status: status(reader, entry.table),
                done: reader.date(entry.table, "done"),
                progress: reader.plain(entry.table, "progress"),
                measure: reader.plain(entry.table, "measure"),
                goal: reader.plain(entry.table, "goal"),
                partners: self.partners(entry.table),
            };
            self.check_action(entry, &action);
            if self.has_all_headings {
                self.check_named_goal(entry, &action.goal, &written.plan.goals);
            }
            self.check_adoption(entry, &action, adopted.as_ref());
            gather(&mut same, entry, &action);
            if !action.practices.is_empty() {
                written.plan.actions.push(action);
                written.actions.push(self.places(entry));
            }
        }
        self.check_repeated(&same);
        self.check_ids(&entries, Code::SameAction);
        entries.len()
    }

    /// Reads what continues and what is on hold, and says how many entries are on hold, or say
    /// how something continues.
    fn others(&mut self, plan: &mut Plan) -> usize {
        let (kept, _) = self.entries("continue", "a strength to continue");
        let mut said = 0;
        for entry in &kept {
            let how = self.reader.plain(entry.table, "how");
            said += usize::from(!says_nothing(&how));
            if let Some(practice) = self.practice(entry, "continue") {
                plan.continues.push(Continue { practice, how });
            }
        }
        let (entries, _) = self.entries("defer", "a gap that is on hold");
        for entry in &entries {
            let reason = self.reader.plain(entry.table, "reason");
            let practice = self.practice(entry, "defer");
            self.check_defer(entry, practice);
            if let Some(practice) = practice {
                plan.defers.push(Defer { practice, reason });
            }
        }
        entries.len() + said
    }

    /// Reads who is told.
    fn communications(&mut self, written: &mut WrittenPlan) {
        let (entries, is_all) = self.entries("communication", "a communication");
        for entry in &entries {
            let audience = self.audience(entry).unwrap_or_default();
            let reader = &mut self.reader;
            let communication = Communication {
                audience,
                message: reader.plain(entry.table, "message"),
                ask: reader.plain(entry.table, "ask"),
                channel: reader.plain(entry.table, "channel"),
                owner: reader.plain(entry.table, "owner"),
                due: reader.date(entry.table, "due"),
                status: status(reader, entry.table),
            };
            self.check_communication(entry, &communication);
            written.plan.communications.push(communication);
            written.communications.push(self.places(entry));
        }
        self.check_office(&entries, &written.plan.communications, is_all);
    }

    fn place(&self, entry: &ReadEntry<'_>) -> Place {
        self.reader.text.place(entry.heading.clone())
    }

    fn places(&self, entry: &ReadEntry<'_>) -> Places {
        Places {
            heading: self.place(entry),
            due: self.reader.text.place(entry.at("due")),
            status: self.reader.text.place(entry.at("status")),
        }
    }
}
