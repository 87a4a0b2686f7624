//! What `validate` says of a plan, for a page on which one is filled in. The page has no words
//! and no rule of its own: here the checker itself is asked about small plans that lack one
//! thing each, and what it answers is what the page shows where the same is lacking. The page
//! tells only in which of these states an entry is (`report/page/plan/checked.js`).

mod small_plans;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, date};
use serde_json::{Map, Value, json};

use crate::files::content::Content;
use crate::files::plan::coverage::{MOST_AT_ONCE, PlanCommands, coverage, on_day};
use crate::files::plan::page_states::small_plans::{ADOPTED, Small};
use crate::files::plan::read::WrittenPlan;
use crate::files::read::read;
use crate::model::assessment::{Assessed, Assessment, Decision};
use crate::model::dates::day::{day, readings};
use crate::model::dates::read_date::{Stamp, YEARS};
use crate::model::dates::year::since;
use crate::model::keys::plan::TOP;
use crate::model::keys::{Key, Need};
use crate::model::placeholder::{FIRST, NOTHING};
use crate::model::plan::audience::Audience;
use crate::model::plan::{Action, Communication, Defer, Plan, Status};
use crate::model::rubric::Rubric;
use crate::problem::{Code, Problem};
use crate::toml::writing::quoted;
use crate::words;

/// A text that says nothing and is the id of no goal, and three that aren't dates.
const TEXT: &str = "tbd (placeholder)";
const NO_DATE: &str = "placeholder spring";
const OTHER_YEAR: &str = "0026-10-01";
const UNCLEAR: &str = "10/5/2026";
/// A day before a small plan was adopted, and one after it.
const BEFORE: Date = date(2026, 11, 1);
const AFTER: Date = date(2027, 3, 31);
/// A day on which something was done.
const DONE: &str = "2027-01-01";

/// Which rules a plan is held to, and in which words.
#[derive(Debug)]
pub struct Rules {
    /// For the page.
    pub json: Value,
    /// What the page says by itself.
    pub codes: BTreeSet<Code>,
}

/// The rules for a plan whose text is `written`, which follows from an assessment.
pub fn rules(written: &str, assessment: Option<&Assessment>, rubric: &Rubric) -> Rules {
    let mut asking = Asking {
        rubric,
        practice: rubric.practices().first().map_or("", |p| p.id.as_str()),
        said: Vec::new(),
        words: BTreeMap::new(),
        codes: BTreeSet::new(),
    };
    asking.texts();
    asking.days();
    asking.goals();
    asking.office();
    let covers = assessment.map(|assessment| asking.covers(assessment));
    let improve = assessment.map(|of| of.which(|p| p.decision == Some(Decision::Improve)));
    let json = json!({
        "keys": keys(TOP),
        "said": asking.said,
        "words": asking.words,
        "covers": covers,
        "since": assessment.and_then(since).map(|day| day.to_string()),
        "improve": improve.unwrap_or_default(),
        "most": MOST_AT_ONCE,
        "nothing": NOTHING.split(", ").collect::<Vec<_>>(),
        "first": FIRST,
        "years": [YEARS.start(), YEARS.end()],
        "days": other_days(written),
        "status": Status::ALL.map(|status| [status.id(), status.words()]),
        "audience": Audience::ALL.map(|audience| [audience.id(), audience.words()]),
    });
    Rules {
        json,
        codes: asking.codes,
    }
}

/// The keys of a plan as its page needs them.
fn keys(of: &[Key]) -> Value {
    let key = |key: &Key| {
        json!({
            "name": key.name,
            "label": key.label,
            "about": key.about,
            "holds": key.holds.id(),
            "drafted": key.need != Need::Optional,
            "keys": (!key.keys.is_empty()).then(|| keys(key.keys)),
        })
    };
    of.iter().map(key).collect()
}

/// The texts of a plan that say a day in another way than year-month-day, with that day, or with
/// what they could say: there is only one place that knows such ways.
fn other_days(written: &str) -> Map<String, Value> {
    let texts = written.split(['"', '\'', '\n']).map(str::trim);
    let days = texts.filter_map(|text| match day(text)? {
        Stamp::Day(date, _) if date.to_string() != text => {
            Some((text.to_owned(), json!(date.to_string())))
        }
        Stamp::OtherYear => Some((text.to_owned(), json!({ "state": "year" }))),
        Stamp::Unclear => Some((
            text.to_owned(),
            json!({ "state": "unclear", "could": could_be(text) }),
        )),
        _ => None,
    });
    days.collect()
}

/// The days that an unclear text could say.
fn could_be(text: &str) -> String {
    words::could_be(&readings(text))
}

struct Asking<'r> {
    rubric: &'r Rubric,
    practice: &'r str,
    /// Severity, key and message of each problem, once.
    said: Vec<[String; 3]>,
    /// By the name of what is lacking: which of them are said.
    words: BTreeMap<String, Vec<usize>>,
    codes: BTreeSet<Code>,
}

impl Asking<'_> {
    /// Asks what is said of a plan, on its day.
    fn ask(&mut self, name: &str, small: &Small) {
        let reading = read(small.text(self.rubric).as_bytes(), self.rubric);
        let mut problems = reading.checked.problems;
        if let Some(Content::Plan(written)) = &reading.checked.value {
            problems.extend(on_day(written, small.today));
        }
        self.note(name, &problems, None);
    }

    /// Keeps what was said, with names in the places of this text and of those of small plans.
    fn note(&mut self, name: &str, problems: &[Problem], own: Option<(String, &str)>) {
        let usual = [
            (could_be(UNCLEAR), "{could}"),
            (words::day(ADOPTED), "{adopted}"),
            (words::day(BEFORE), "{due}"),
            (words::day(AFTER), "{due}"),
        ];
        let texts = [TEXT, NO_DATE, OTHER_YEAR, UNCLEAR].map(|text| (text.to_owned(), "{text}"));
        let practice = std::iter::once((self.rubric.named(0), "{practice}"));
        let places: Vec<_> = practice.chain(own).chain(usual).chain(texts).collect();
        let mut said = Vec::new();
        for problem in problems {
            let line = problem.place.as_ref().map_or("", |place| &place.text);
            let key = line.split_once(" = ").map_or("", |(key, _)| key);
            let mut message = problem.message.clone();
            for (text, name) in &places {
                message = message.replace(text, name);
            }
            said.push(self.place_of(problem, key, message));
            self.codes.insert(problem.code);
        }
        if !said.is_empty() {
            self.words.insert(name.to_owned(), said);
        }
    }

    /// Where something that is said is in the list of all that is.
    fn place_of(&mut self, problem: &Problem, key: &str, message: String) -> usize {
        let one = [problem.severity.id().to_owned(), key.to_owned(), message];
        if let Some(at) = self.said.iter().position(|said| *said == one) {
            return at;
        }
        self.said.push(one);
        self.said.len() - 1
    }

    /// Texts that are empty, or say nothing.
    fn texts(&mut self) {
        let small = Small::new(self.practice);
        for (state, text) in [("empty", ""), ("nothing", TEXT)] {
            for status in Status::ALL.map(Status::id) {
                for key in ["action.action", "action.owner", "action.measure"] {
                    // Nothing is said of a day here.
                    let is_done = status == Status::Done.id();
                    let done = ("action.done", if is_done { DONE } else { "" });
                    let small = small.with(&[("action.status", status), done, (key, text)]);
                    self.ask(&format!("{key} {state} {status}"), &small);
                }
            }
            let told = small.with_schools().with(&[("communication.owner", text)]);
            self.ask(&format!("communication.owner {state}"), &told);
            let on_hold = small.with_on_hold(self.practice, text);
            self.ask(&format!("defer.reason {state}"), &on_hold);
        }
        let twice = small.twice("action").with(&[("action.id", "b")]);
        self.ask("action.action same", &twice);
        let twice = small.with(&[("action.id", TEXT)]).twice("action");
        self.ask("action.id same", &twice.with(&[("action.action", "That.")]));
        let unknown = small.with(&[("action.goal", TEXT)]);
        let twice = unknown.with(&[("goal.id", TEXT)]).twice("goal");
        self.ask("goal.id same", &twice);
        self.ask("action.goal unknown", &unknown);
    }

    /// Days that are missing, no days, past, or before the plan was adopted; for each status.
    fn days(&mut self) {
        let no_days = [
            ("none", ""),
            ("other", NO_DATE),
            ("year", OTHER_YEAR),
            ("unclear", UNCLEAR),
        ];
        let small = Small::new(self.practice);
        // Where the day of one is asked about, nothing is said of the other's.
        let of_action = small.with(&[("communication.due", "2027-12-31")]);
        let of_told = of_action.with(&[("action.due", "2027-12-31")]);
        let of_told = of_told.with_schools();
        for status in Status::ALL.map(Status::id) {
            let [action, told] = ["action.status", "communication.status"].map(|key| (key, status));
            for (state, text) in no_days {
                let small = small.with(&[action, ("action.due", text)]);
                self.ask(&format!("action.due {state} {status}"), &small);
                let told = of_told.with(&[told, ("communication.due", text)]);
                self.ask(&format!("communication.due {state} {status}"), &told);
            }
            for (order, due) in [("before", BEFORE), ("after", AFTER)] {
                let said = due.to_string();
                let of_action = of_action.with(&[action, ("action.due", &said)]);
                let of_told = of_told.with(&[told, ("communication.due", &said)]);
                for (now, days) in [("past", 1), ("today", 0), ("future", -1)] {
                    let today = due + jiff::Span::new().days(days);
                    let later = today + jiff::Span::new().days(1);
                    let days = [None, Some(today), Some(later)];
                    for (state, done) in ["none", "reached", "later"].into_iter().zip(days) {
                        let done = done.map(|day| day.to_string()).unwrap_or_default();
                        let small = of_action.with(&[("action.done", &done)]).on(today);
                        let name = format!("action.due {order} {now} {status} {state}");
                        self.ask(&name, &small);
                    }
                    let name = format!("communication.due {now} {status}");
                    self.ask(&name, &of_told.clone().on(today));
                }
            }
        }
        for status in Status::ALL.map(Status::id) {
            let small = of_told.with(&[("action.status", status), ("action.done", DONE)]);
            for (state, today) in [("reached", AFTER), ("later", BEFORE)] {
                let small = small.clone().on(today);
                self.ask(&format!("action.done {status} {state}"), &small);
            }
        }
        for (state, text) in no_days.into_iter().skip(1) {
            let small = small.with(&[("action.done", text)]);
            self.ask(&format!("day {state}"), &small);
        }
    }

    /// Goals, with what they have.
    fn goals(&mut self) {
        let small = Small::new(self.practice);
        let without: [(&str, &[&str]); 4] = [
            ("true true", &[]),
            ("true false", &["target"]),
            ("false true", &["baseline"]),
            ("false false", &["baseline", "target"]),
        ];
        for (state, text) in [("empty", ""), ("nothing", TEXT), ("said", "Students")] {
            let goal = small.with(&[("goal.what", text)]);
            for (has, without) in without {
                let goal = goal.with_goal(without, &[]);
                self.ask(&format!("goal {state} {has}"), &goal);
            }
        }
        let share = [
            ("unit", quoted("%")),
            ("target", "{ value = 101 }".to_owned()),
        ];
        self.ask("goal.percent over", &small.with_goal(&["target"], &share));
        for (state, from, since) in [("future", BEFORE, AFTER), ("before", ADOPTED, BEFORE)] {
            let measured = [
                ("baseline", format!("{{ value = 2, on = {from} }}")),
                ("readings", format!("[{{ value = 1, on = {since} }}]")),
            ];
            let small = small.with_goal(&["baseline"], &measured);
            self.ask(&format!("goal.days {state}"), &small);
        }
        let none = small.with(&[("action.goal", "")]).without("goal");
        self.ask("goal none", &none);
    }

    /// The communication to the district office, with what it lacks; and what a plan as a whole
    /// lacks.
    fn office(&mut self) {
        let small = Small::new(self.practice);
        for lacks in 0..8_u8 {
            let keys = ["channel", "owner", "due"].into_iter().enumerate();
            let keys = keys.filter(|(at, _)| lacks & 1 << at != 0);
            let keys: Vec<&str> = keys.map(|(_, key)| key).collect();
            let told = keys.iter().fold(small.clone(), |small, key| {
                small.with(&[(&format!("communication.{key}"), "")])
            });
            self.ask(&format!("office {}", keys.join(" ")), &told);
        }
        self.ask("office none", &small.without("communication"));
        self.ask("plan empty", &small.without("action"));
    }

    /// What is said of each practice, by whether actions count toward it, were done before the
    /// assessment, or dropped; whether it is on hold; and whether the plan is an older year's.
    fn covers(&mut self, assessment: &Assessment) -> Vec<Map<String, Value>> {
        let before = since(assessment).map(|since| since - jiff::Span::new().days(1));
        let states = [
            ("none", None),
            ("dropped", Some((Status::Dropped, None))),
            ("before", before.map(|day| (Status::Done, Some(day)))),
            ("counts", Some((Status::NotStarted, None))),
        ];
        let states = states.map(|of| [("", of), (" on-hold", of)]);
        let older = before.map(|before| ("older ", Some(before)));
        let mut covers = vec![Map::new(); self.rubric.len()];
        for (older, adopted) in std::iter::once(("", None)).chain(older) {
            for (on_hold, (state, of)) in states.as_flattened() {
                for (at, cover) in covers.iter_mut().enumerate() {
                    let mut plan = self.plan(adopted);
                    plan.actions.retain(|action| !action.serves(at));
                    plan.actions.extend(of.map(|(status, done)| Action {
                        status,
                        done,
                        ..action(at)
                    }));
                    plan.defers.extend((!on_hold.is_empty()).then(|| Defer {
                        practice: at,
                        reason: "x".to_owned(),
                    }));
                    let of_practice = [Code::NotCovered, Code::Undecided];
                    if let Some(problem) = self.coverage(&of_practice, plan, assessment).first() {
                        let message = problem.message.clone();
                        let said = self.place_of(problem, "", message);
                        cover.insert(format!("{older}{state}{on_hold}"), json!(said));
                    }
                }
            }
        }
        self.codes.extend([Code::NotCovered, Code::Undecided]);
        if let Some(before) = before {
            self.older(assessment, before);
        }
        self.many();
        covers
    }

    /// What is said of a plan of an older year, from the day before the assessment.
    fn older(&mut self, assessment: &Assessment, before: Date) {
        for (name, adopted, renewed) in [
            ("adopted", Some(before), None),
            ("renewed", None, Some(before)),
        ] {
            let plan = Plan {
                renewed,
                ..self.plan(adopted)
            };
            let problems = self.coverage(&[Code::OlderPlan], plan, assessment);
            let from = Some((words::day(before), "{from}"));
            self.note(&format!("plan older {name}"), &problems, from);
        }
        let told = Communication {
            audience: Audience::DistrictOffice,
            channel: "Mail".to_owned(),
            owner: "Ana".to_owned(),
            due: Some(before),
            ..Communication::default()
        };
        let plan = Plan {
            communications: vec![told],
            ..self.plan(Some(before))
        };
        let problems = self.coverage(&[Code::MissingCommunication], plan, assessment);
        self.note("office older", &problems, None);
    }

    /// What is said of a plan with much to improve at once.
    fn many(&mut self) {
        let many = (0..self.rubric.len()).map(|at| Assessed {
            decision: (at <= MOST_AT_ONCE).then_some(Decision::Improve),
            ..Assessed::default()
        });
        let many = Assessment {
            practices: many.collect(),
            ..Assessment::default()
        };
        let problems = self.coverage(&[Code::ManyPriorities], self.plan(None), &many);
        let number = words::counted(MOST_AT_ONCE + 1, "practice");
        let number = Some((number, "{number} practices"));
        self.note("plan many", &problems, number);
    }

    /// A plan that was adopted on this day, with an action for each practice.
    fn plan(&self, adopted: Option<Date>) -> Plan {
        Plan {
            adopted,
            actions: (0..self.rubric.len()).map(action).collect(),
            ..Plan::default()
        }
    }

    /// What is said of a plan beside an assessment, as far as it is of these kinds.
    fn coverage(&self, codes: &[Code], plan: Plan, assessment: &Assessment) -> Vec<Problem> {
        let written = WrittenPlan {
            plan,
            is_sound: true,
            ..WrittenPlan::default()
        };
        let mut problems = coverage(&written, assessment, self.rubric, &PlanCommands::default());
        problems.retain(|problem| codes.contains(&problem.code));
        problems
    }
}

/// An action for a practice, which no one has begun.
fn action(practice: usize) -> Action {
    Action {
        practices: vec![practice],
        ..Action::default()
    }
}

#[cfg(test)]
mod tests;
