//! What `validate` says of a plan, for a page on which one is filled in. The page has no words
//! and no rule of its own: here the checker itself is asked about small plans that lack one
//! thing each, and what it answers is what the page shows where the same is lacking. The page
//! tells only in which of these states an entry is (`report/page/plan/checked.js`).

mod small_plans;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, date};
use serde_json::{Map, Value, json};

use crate::files::content::Content;
use crate::files::plan::check::WrittenPlan;
use crate::files::plan::coverage::{MOST_AT_ONCE, PlanCommands, coverage, on_day};
use crate::files::plan::rules::small_plans::{ADOPTED, Small, with};
use crate::files::read::read;
use crate::model::assessment::{Assessed, Assessment, Decision};
use crate::model::day::{Day, day, readings};
use crate::model::placeholder::{FIRST, NOTHING};
use crate::model::plan::keys::{Holds, Key, TOP};
use crate::model::plan::{Action, Audience, Communication, Defer, Plan, Status};
use crate::model::rubric::Rubric;
use crate::model::timestamp::YEARS;
use crate::model::year::since;
use crate::problem::{Code, Problem};
use crate::toml::writing::quoted;
use crate::words;

/// A text that says nothing and is the id of no goal, and three that aren't dates.
const TEXT: &str = "tbd (placeholder)";
const NO_DATE: &str = "placeholder spring";
const OTHER_YEAR: &str = "0026-10-01";
const UNCLEAR: &str = "10/5/2026";

/// Which rules a plan is held to, and in which words.
#[derive(Debug)]
pub struct Rules {
    /// For the page.
    pub json: Value,
    /// What the page says by itself.
    pub codes: BTreeSet<Code>,
}

/// The rules for a plan whose text is `written`, which follows from an assessment.
#[must_use]
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
    asking.whole();
    let covers = assessment.map(|assessment| asking.covers(assessment));
    let json = json!({
        "keys": keys(TOP),
        "said": asking.said,
        "words": asking.words,
        "covers": covers,
        "since": assessment.and_then(since).map(|day| day.to_string()),
        "improve": assessment.map(improve).unwrap_or_default(),
        "most": MOST_AT_ONCE,
        "nothing": NOTHING,
        "first": FIRST,
        "years": [YEARS.start(), YEARS.end()],
        "days": other_days(written),
        "status": Status::ALL.map(|status| [status.id(), status.words()]),
        "audience": Audience::ALL.map(|audience| [audience.id(), audience.name()]),
    });
    Rules {
        json,
        codes: asking.codes,
    }
}

/// The keys of a plan as its page needs them.
fn keys(of: &[Key]) -> Value {
    let key = |key: &Key| {
        let (holds, below) = match key.holds {
            Holds::Fixed => ("fixed", None),
            Holds::Text => ("text", None),
            Holds::Day => ("day", None),
            Holds::Days => ("days", None),
            Holds::Number => ("number", None),
            Holds::Status => ("status", None),
            Holds::Audience => ("audience", None),
            Holds::Practice => ("practice", None),
            Holds::Practices => ("practices", None),
            Holds::Texts => ("texts", None),
            Holds::Figure(below) => ("figure", Some(below)),
            Holds::Figures(below) => ("figures", Some(below)),
            Holds::Entries(below) => ("entries", Some(below)),
        };
        json!({
            "name": key.name,
            "label": key.label,
            "about": key.about,
            "holds": holds,
            "drafted": key.is_drafted,
            "keys": below.map(keys),
        })
    };
    of.iter().map(key).collect()
}

/// The texts of a plan that say a day in another way than year-month-day, with that day, or with
/// what they could say: there is only one place that knows such ways.
fn other_days(written: &str) -> Map<String, Value> {
    let texts = written.split(['"', '\'', '\n']).map(str::trim);
    let days = texts.filter_map(|text| match day(text) {
        Day::Day(date) if date.to_string() != text => {
            Some((text.to_owned(), json!(date.to_string())))
        }
        Day::OtherYear => Some((text.to_owned(), json!({ "state": "year" }))),
        Day::Unclear => Some((
            text.to_owned(),
            json!({ "state": "unclear", "could": could_be(text) }),
        )),
        _ => None,
    });
    days.collect()
}

/// The days that an unclear text could say.
fn could_be(text: &str) -> String {
    words::either_day(&readings(text))
}

fn improve(assessment: &Assessment) -> Vec<usize> {
    let practices = assessment.practices.iter().enumerate();
    practices
        .filter(|(_, p)| p.decision == Some(Decision::Improve))
        .map(|(at, _)| at)
        .collect()
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
    fn small(&self) -> Small {
        Small::new(self.practice)
    }

    /// Asks what is said of a plan, on its day.
    fn ask(&mut self, name: &str, small: &Small, places: &[(&str, &str)]) {
        let reading = read(small.text(self.rubric).as_bytes(), self.rubric);
        let mut problems = reading.checked.problems;
        if let Some(Content::Plan(written)) = &reading.checked.value {
            problems.extend(on_day(written, small.today));
        }
        self.note(name, &problems, places);
    }

    /// Keeps what was said, with names in the places of these texts.
    fn note(&mut self, name: &str, problems: &[Problem], places: &[(&str, &str)]) {
        let practice = self.rubric.named(0);
        let own = [(&*practice, "{practice}"), (TEXT, "{text}")];
        let mut said = Vec::new();
        for problem in problems {
            let line = problem.place.as_ref().map_or("", |place| &place.text);
            let key = line.split_once(" = ").map_or("", |(key, _)| key);
            let mut message = problem.message.clone();
            for (text, name) in own.iter().chain(places) {
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
        let small = self.small();
        for (state, text) in [("empty", ""), ("nothing", TEXT)] {
            for status in Status::ALL {
                let action = with(&small.action, "status", status.id());
                // Nothing is said of a day here.
                let action = with(&action, "done", "2027-01-01");
                for key in ["action", "owner", "measure"] {
                    let action = with(&action, key, text);
                    let name = format!("action.{key} {state} {}", status.id());
                    self.ask(&name, &small.action(action), &[]);
                }
            }
            let told = with(&with(&small.told, "audience", "schools"), "owner", text);
            let told = format!("{}{told}", small.told);
            let name = format!("communication.owner {state}");
            self.ask(&name, &small.told(told), &[]);
            let action = format!(
                "{}[[defer]]\npractice = {}\nreason = {}\n",
                small.action,
                quoted(self.practice),
                quoted(text)
            );
            let name = format!("defer.reason {state}");
            self.ask(&name, &small.action(action), &[]);
        }
        let twice = small.action.clone();
        let action = format!("{twice}{}", with(&twice, "id", "b"));
        self.ask("action.action same", &small.action(action), &[]);
        let action = format!(
            "{0}{1}",
            with(&twice, "id", TEXT),
            with(&with(&twice, "id", TEXT), "action", "That.")
        );
        self.ask("action.id same", &small.action(action), &[]);
        let goal = with(&small.goal, "id", TEXT).repeat(2);
        let action = with(&small.action, "goal", TEXT);
        self.ask("goal.id same", &small.goal(goal).action(action), &[]);
        let action = with(&small.action, "goal", TEXT);
        self.ask("action.goal unknown", &small.action(action), &[]);
    }

    /// Days that are missing, no days, past, or before the plan was adopted; for each status.
    fn days(&mut self) {
        let small = self.small();
        for status in Status::ALL {
            for (state, text) in [
                ("none", ""),
                ("other", NO_DATE),
                ("year", OTHER_YEAR),
                ("unclear", UNCLEAR),
            ] {
                let action = with(&with(&small.action, "status", status.id()), "due", text);
                let name = format!("action.due {state} {}", status.id());
                let could = could_be(UNCLEAR);
                let places = [(text_of(text), "{text}"), (&*could, "{could}")];
                self.ask(&name, &small.action(action), &places);
                let told = with(&with(&small.told, "audience", "schools"), "due", text);
                let told = format!("{}{}", small.told, with(&told, "status", status.id()));
                let name = format!("communication.due {state} {}", status.id());
                self.ask(&name, &small.told(told), &places);
            }
            for (order, due) in [("before", date(2026, 11, 1)), ("after", date(2027, 3, 31))] {
                for (now, days) in [("past", 1), ("today", 0), ("future", -1)] {
                    let today = due + jiff::Span::new().days(days);
                    let said = words::day(due);
                    let places = [(&*said, "{due}"), (&*words::day(ADOPTED), "{adopted}")];
                    let later = today + jiff::Span::new().days(1);
                    for (state, done) in [
                        ("none", String::new()),
                        ("reached", today.to_string()),
                        ("later", later.to_string()),
                    ] {
                        let action =
                            with(&with(&small.action, "due", &due.to_string()), "done", &done);
                        let action = with(&action, "status", status.id());
                        let name = format!("action.due {order} {now} {} {state}", status.id());
                        self.ask(
                            &name,
                            &small
                                .action(action)
                                .told(with(&small.told, "due", "2027-12-31"))
                                .today(today),
                            &places,
                        );
                    }
                    let told = with(
                        &with(&small.told, "audience", "schools"),
                        "due",
                        &due.to_string(),
                    );
                    let told = with(&small.told, "due", "2027-12-31")
                        + &with(&told, "status", status.id());
                    let action = with(&small.action, "due", "2027-12-31");
                    let name = format!("communication.due {now} {}", status.id());
                    self.ask(
                        &name,
                        &small.action(action).told(told).today(today),
                        &places,
                    );
                }
            }
        }
        for (state, text) in [
            ("other", NO_DATE),
            ("year", OTHER_YEAR),
            ("unclear", UNCLEAR),
        ] {
            let action = with(&small.action, "done", text);
            let could = could_be(UNCLEAR);
            self.ask(
                &format!("day {state}"),
                &small.action(action),
                &[(text, "{text}"), (&could, "{could}")],
            );
        }
    }

    /// Goals, with what they have.
    fn goals(&mut self) {
        let small = self.small();
        for (state, text) in [("empty", ""), ("nothing", TEXT), ("said", "Students")] {
            for (baseline, target) in [(true, true), (true, false), (false, true), (false, false)] {
                let has = |line: &&str| {
                    (baseline || !line.starts_with("baseline"))
                        && (target || !line.starts_with("target"))
                };
                let goal = with(&small.goal, "what", text);
                let goal: String = goal
                    .lines()
                    .filter(has)
                    .map(|line| format!("{line}\n"))
                    .collect();
                let name = format!("goal {state} {baseline} {target}");
                self.ask(&name, &small.goal(goal), &[]);
            }
        }
        let action = with(&small.action, "goal", "");
        self.ask("goal none", &small.goal(String::new()).action(action), &[]);
    }

    /// The communication to the district office, with what it lacks.
    fn office(&mut self) {
        let small = self.small();
        for lacks in 0..8_u8 {
            let keys = ["channel", "owner", "due"];
            let lacks: Vec<&str> = (0..3)
                .filter(|at| lacks & 1 << at != 0)
                .map(|at| keys[at])
                .collect();
            let told = lacks
                .iter()
                .fold(small.told.clone(), |told, key| with(&told, key, ""));
            let name = format!("office {}", lacks.join(" "));
            self.ask(&name, &small.told(told), &[]);
        }
        self.ask("office none", &small.told(String::new()), &[]);
    }

    fn whole(&mut self) {
        let small = self.small();
        self.ask("plan empty", &small.action(String::new()), &[]);
    }

    /// What is said of each practice, by whether actions count toward it, were done before the
    /// assessment, or dropped; whether it is on hold; and whether the plan is an older year's.
    fn covers(&mut self, assessment: &Assessment) -> Vec<Map<String, Value>> {
        let since = since(assessment);
        let before = since.map(|since| since - jiff::Span::new().days(1));
        let action = |practice, status, done| Action {
            practices: vec![practice],
            status,
            done,
            ..Action::default()
        };
        let mut covers = vec![Map::new(); self.rubric.len()];
        for (older, adopted) in [("", None), ("older ", before)] {
            if adopted.is_none() && !older.is_empty() {
                continue;
            }
            let states = [
                ("none", None),
                ("dropped", Some((Status::Dropped, None))),
                ("before", before.map(|day| (Status::Done, Some(day)))),
                ("counts", Some((Status::NotStarted, None))),
            ];
            for (state, of) in states {
                for (hold, is_on_hold) in [("", false), (" on-hold", true)] {
                    for (at, cover) in covers.iter_mut().enumerate() {
                        let others = (0..self.rubric.len()).filter(|other| *other != at);
                        let others = others.map(|other| action(other, Status::NotStarted, None));
                        let own = of.map(|(status, done)| action(at, status, done));
                        let defer = is_on_hold.then(|| Defer {
                            practice: at,
                            reason: "x".to_owned(),
                        });
                        let plan = Plan {
                            adopted,
                            actions: others.chain(own).collect(),
                            defers: defer.into_iter().collect(),
                            ..Plan::default()
                        };
                        let problems = self.coverage(plan, assessment);
                        let mut of_practice = problems
                            .iter()
                            .filter(|p| matches!(p.code, Code::NotCovered | Code::Undecided));
                        if let Some(problem) = of_practice.next() {
                            let name = format!("{older}{state}{hold}");
                            let message = problem.message.clone();
                            cover.insert(name, json!(self.place_of(problem, "", message)));
                        }
                    }
                }
            }
        }
        self.codes.extend([Code::NotCovered, Code::Undecided]);
        self.years(assessment, before);
        covers
    }

    /// What is said of a plan of an older year, and of one with much to improve at once.
    fn years(&mut self, assessment: &Assessment, before: Option<Date>) {
        let said = before.map(words::day).unwrap_or_default();
        let all = || {
            (0..self.rubric.len())
                .map(|practice| Action {
                    practices: vec![practice],
                    ..Action::default()
                })
                .collect()
        };
        let told = |due| Communication {
            audience: Audience::DistrictOffice,
            message: String::new(),
            ask: String::new(),
            channel: "Mail".to_owned(),
            owner: "Ana".to_owned(),
            due,
            status: Status::NotStarted,
        };
        if let Some(before) = before {
            for (name, adopted, renewed) in [
                ("adopted", Some(before), None),
                ("renewed", None, Some(before)),
            ] {
                let plan = Plan {
                    adopted,
                    renewed,
                    actions: all(),
                    ..Plan::default()
                };
                let problems: Vec<_> = self.only(Code::OlderPlan, plan, assessment);
                self.note(
                    &format!("plan older {name}"),
                    &problems,
                    &[(&said, "{from}")],
                );
            }
            let plan = Plan {
                adopted: Some(before),
                actions: all(),
                communications: vec![told(Some(before))],
                ..Plan::default()
            };
            let problems = self.only(Code::MissingCommunication, plan, assessment);
            self.note("office older", &problems, &[]);
        }
        let many = vec![
            Assessed {
                decision: Some(Decision::Improve),
                ..Assessed::default()
            };
            MOST_AT_ONCE + 1
        ];
        let mut practices = many;
        practices.truncate(self.rubric.len());
        practices.resize(self.rubric.len(), Assessed::default());
        let many = Assessment {
            practices,
            ..Assessment::default()
        };
        let plan = Plan {
            actions: all(),
            ..Plan::default()
        };
        let problems = self.only(Code::ManyPriorities, plan, &many);
        let number = words::counted(MOST_AT_ONCE + 1, "practice");
        self.note("plan many", &problems, &[(&number, "{number} practices")]);
    }

    fn only(&self, code: Code, plan: Plan, assessment: &Assessment) -> Vec<Problem> {
        let mut problems = self.coverage(plan, assessment);
        problems.retain(|problem| problem.code == code);
        problems
    }

    fn coverage(&self, plan: Plan, assessment: &Assessment) -> Vec<Problem> {
        let written = WrittenPlan {
            plan,
            is_sound: true,
            assessment: None,
            from: None,
            actions: Vec::new(),
            communications: Vec::new(),
        };
        coverage(&written, assessment, self.rubric, &PlanCommands::default())
    }
}

/// What stands for a text in a message; a text that is empty stands nowhere.
const fn text_of(text: &str) -> &str {
    if text.is_empty() { "{text}" } else { text }
}

#[cfg(test)]
mod tests;
