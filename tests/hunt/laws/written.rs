//! A file with all that was read from another, laid out in the plainest way.

use std::fmt::Write as _;

use chronic::model::plan::{Figure, Plan};
use chronic::model::rating::Rating;
use chronic::model::response::Response;
use chronic::model::rubric::Rubric;
use chronic::toml::writing::quoted;
use jiff::civil::Date;

use super::small;

fn line(out: &mut String, key: &str, text: &str) {
    let _ = writeln!(out, "{key} = {}", quoted(text));
}

fn day(out: &mut String, key: &str, day: Option<Date>) {
    if let Some(day) = day {
        let _ = writeln!(out, "{key} = {day}");
    }
}

fn figure(figure: Figure, at: &str) -> String {
    let day = figure.day.map(|day| format!(", {at} = {day}"));
    format!(
        "{{ value = {:?}{} }}",
        figure.value,
        day.unwrap_or_default()
    )
}

pub(super) fn response(response: &Response) -> String {
    let mut out = String::from("kind = \"response\"\nrubric = \"district/1\"\n");
    line(&mut out, "district", &response.district);
    line(&mut out, "cycle", &response.cycle);
    out.push_str("[respondent]\n");
    line(&mut out, "name", &response.name);
    line(&mut out, "role", &response.role);
    line(&mut out, "department", &response.department);
    day(&mut out, "date", response.date);
    for (practice, answer) in small::rubric().practices().iter().zip(&response.answers) {
        let _ = writeln!(out, "[{}]", practice.id);
        line(&mut out, "rating", answer.rating.map_or("", Rating::id));
        line(&mut out, "documentation", &answer.documentation);
    }
    out
}

pub(super) fn plan(plan: &Plan, rubric: &Rubric) -> String {
    let practice = |at: usize| rubric.practices()[at].id.as_str();
    let mut out = String::from("kind = \"plan\"\nrubric = \"district/1\"\n");
    line(&mut out, "id", &plan.id);
    line(&mut out, "assessment", &plan.assessment);
    line(&mut out, "title", &plan.title);
    line(&mut out, "cycle", &plan.cycle);
    day(&mut out, "adopted", plan.adopted);
    day(&mut out, "renewed", plan.renewed);
    line(&mut out, "contact", &plan.contact);
    let reviews: Vec<String> = plan.reviews.iter().map(Date::to_string).collect();
    let _ = writeln!(out, "reviews = [{}]", reviews.join(", "));
    for goal in &plan.goals {
        out.push_str("[[goal]]\n");
        line(&mut out, "id", &goal.id);
        line(&mut out, "what", &goal.what);
        line(&mut out, "unit", &goal.unit);
        line(&mut out, "source", &goal.source);
        for (key, at, value) in [
            ("baseline", "on", goal.baseline),
            ("target", "by", goal.target),
        ] {
            if let Some(value) = value {
                let _ = writeln!(out, "{key} = {}", figure(value, at));
            }
        }
        let readings: Vec<String> = goal.readings.iter().map(|r| figure(*r, "on")).collect();
        let _ = writeln!(out, "readings = [{}]", readings.join(", "));
    }
    for action in &plan.actions {
        out.push_str("[[action]]\n");
        if !action.id.is_empty() {
            line(&mut out, "id", &action.id);
        }
        let practices: Vec<String> = action
            .practices
            .iter()
            .map(|p| quoted(practice(*p)))
            .collect();
        let _ = writeln!(out, "practice = [{}]", practices.join(", "));
        line(&mut out, "action", &action.action);
        line(&mut out, "owner", &action.owner);
        day(&mut out, "due", action.due);
        line(&mut out, "status", action.status.id());
        day(&mut out, "done", action.done);
        line(&mut out, "progress", &action.progress);
        line(&mut out, "measure", &action.measure);
        line(&mut out, "goal", &action.goal);
        let partners: Vec<String> = action.partners.iter().map(|p| quoted(p)).collect();
        let _ = writeln!(out, "partners = [{}]", partners.join(", "));
    }
    for kept in &plan.continues {
        out.push_str("[[continue]]\n");
        line(&mut out, "practice", practice(kept.practice));
        line(&mut out, "how", &kept.how);
    }
    for defer in &plan.defers {
        out.push_str("[[defer]]\n");
        line(&mut out, "practice", practice(defer.practice));
        line(&mut out, "reason", &defer.reason);
    }
    for told in &plan.communications {
        out.push_str("[[communication]]\n");
        line(&mut out, "audience", told.audience.id());
        line(&mut out, "message", &told.message);
        line(&mut out, "ask", &told.ask);
        line(&mut out, "channel", &told.channel);
        line(&mut out, "owner", &told.owner);
        day(&mut out, "due", told.due);
        line(&mut out, "status", told.status.id());
    }
    out
}

pub(super) fn rubric(rubric: &Rubric) -> String {
    let mut out = String::new();
    line(&mut out, "id", &rubric.id);
    let _ = writeln!(out, "version = {}", rubric.version);
    for (key, text) in [
        ("title", &rubric.title),
        ("question", &rubric.question),
        ("source", &rubric.source),
        ("purpose", &rubric.purpose),
        ("vulnerable-populations", &rubric.vulnerable_populations),
        ("frequency", &rubric.frequency),
    ] {
        line(&mut out, key, text);
    }
    out.push_str("[ratings]\n");
    for rating in Rating::ALL {
        line(&mut out, rating.id(), rubric.labels.of(rating));
    }
    for step in &rubric.steps {
        out.push_str("[[step]]\n");
        line(&mut out, "id", &step.id);
        line(&mut out, "title", &step.title);
        line(&mut out, "text", &step.text);
    }
    for ingredient in &rubric.ingredients {
        out.push_str("[[ingredient]]\n");
        line(&mut out, "id", &ingredient.id);
        line(&mut out, "title", &ingredient.title);
        for practice in &rubric.practices()[ingredient.practices.clone()] {
            out.push_str("[[ingredient.practice]]\n");
            line(&mut out, "id", practice.short_id());
            line(&mut out, "title", &practice.title);
            line(&mut out, "statement", &practice.statement);
        }
    }
    out
}
