//! A plan as a new file: an entry for all that the assessment asks for, and above each
//! what is known, so that the plan can be written from this file alone.

use std::collections::HashSet;
use std::fmt::Write as _;

use crate::file::key::statement;
use crate::file::plan_after::{Before, carried};
use crate::file::plan_check::free_id;
use crate::file::plan_keys::{ACTION, COMMUNICATION, CONTINUE, GOAL, Holds, Key, TOP};
use crate::file::read::Kind;
use crate::file::toml_text::{comment, empty_comment, plain, quoted};
use crate::model::agenda::{Agenda, agenda};
use crate::model::assessment::{Assessed, Assessment, Decision, Quote};
use crate::model::finding::class;
use crate::model::nothing::says_nothing;
use crate::model::plan::{Audience, Plan, Status};
use crate::model::plan_id::plan_id;
use crate::model::plan_year::PlanYear;
use crate::model::rating::{Labels, Rating};
use crate::model::rubric::{Practice, Rubric};

/// So many quotes of one practice are repeated, the most pressing first.
const MOST_QUOTES: usize = 8;
/// So many characters of a quote or a note are repeated.
const MOST_OF_QUOTE: usize = 240;

/// An entry to be written into a plan.
#[derive(Debug, Clone)]
pub(super) struct NewEntry {
    /// The key of its list, such as `action`.
    pub(super) kind: &'static str,
    /// What it is about, for people: the practice's title, or the audience.
    pub(super) about: String,
    /// Lines of comment, each with its line feed.
    pub(super) comment: String,
    /// Keys and values as they are written.
    keys: Vec<(&'static str, String)>,
    /// Lines of comment below the last key.
    below: String,
}

impl NewEntry {
    /// An entry with these values, written as TOML, and else what a draft has.
    pub(super) fn new(kind: &'static str, keys: &[Key], values: &[(&str, String)]) -> Self {
        let given = |key: &Key| {
            let mut values = values.iter();
            values
                .find(|(name, _)| *name == key.name)
                .map(|(_, value)| value.clone())
        };
        let value = |key: &Key| given(key).or_else(|| key.is_drafted.then(|| blank(key.holds)));
        Self {
            kind,
            about: String::new(),
            comment: String::new(),
            keys: keys
                .iter()
                .filter_map(|key| Some((key.name, value(key)?)))
                .collect(),
            below: String::new(),
        }
    }

    /// With its comment above, as a section of its own.
    pub(super) fn section(&self) -> String {
        let mut out = format!("{}[[{}]]\n", self.comment, self.kind);
        for (key, value) in &self.keys {
            let _ = writeln!(out, "{key} = {value}");
        }
        out.push_str(&self.below);
        out
    }

    /// On one line, for a list that is written inline.
    pub(super) fn inline(&self) -> String {
        let keys: Vec<String> = self
            .keys
            .iter()
            .map(|(key, value)| format!("{key} = {value}"))
            .collect();
        format!("{{ {} }}", keys.join(", "))
    }
}

/// What a new plan is made from.
#[derive(Debug, Clone, Copy)]
pub struct Drafting<'a> {
    /// Its practices.
    pub rubric: &'a Rubric,
    /// What it follows from.
    pub assessment: &'a Assessment,
    /// The path of the team assessment relative to the plan; empty where there is none.
    pub from: &'a str,
    /// Whether comments say how many gave which answer, and what they wrote: what a file
    /// that is passed on must not.
    pub shows_answers: bool,
    /// The plan of the year before, which it goes on from.
    pub after: Option<&'a Before<'a>>,
}

impl<'a> Drafting<'a> {
    /// A plan for the team itself, which goes on from none.
    #[must_use]
    pub const fn new(rubric: &'a Rubric, assessment: &'a Assessment, from: &'a str) -> Self {
        Self {
            rubric,
            assessment,
            from,
            shows_answers: true,
            after: None,
        }
    }
}

/// The file, with LF line ends.
#[must_use]
pub fn draft(drafting: &Drafting<'_>) -> String {
    let mut out = String::new();
    head(&mut out, drafting);
    let carried = drafting.after.map(|before| carried(before, drafting));
    let known = carried
        .as_ref()
        .map_or_else(Plan::default, |c| c.plan.clone());
    let (mut entries, done) = match carried {
        Some(carried) => (carried.entries, carried.done),
        None => (Vec::new(), String::new()),
    };
    if known.goals.iter().all(|goal| says_nothing(&goal.what)) {
        entries.push(goal(&known));
    }
    // An action is new only where nothing that goes on deals with its practice; and no id is
    // used again.
    let ids = drafting.after.map(|before| before.plan);
    entries.extend(missing(drafting, &known, ids.unwrap_or(&known)));
    for kind in ["goal", "action", "continue", "communication"] {
        let of_kind = entries.iter().filter(|e| e.kind == kind);
        let done = Some(&*done).filter(|done| kind == "action" && !done.is_empty());
        if of_kind.clone().next().is_none() && done.is_none() {
            continue;
        }
        out.push('\n');
        comment(&mut out, "---- ", heading(kind));
        if let Some(done) = done {
            out.push('\n');
            out.push_str(done);
        }
        for entry in of_kind {
            out.push('\n');
            out.push_str(&entry.section());
        }
    }
    out
}

fn head(out: &mut String, drafting: &Drafting<'_>) {
    comment(out, "", "Plan: who does what by when.");
    empty_comment(out);
    for line in [
        "Type between the quotation marks. Every action needs action (what you will do), owner (a person or a job title), due (a date such as 2027-03-31), and measure (how you will know that it worked). List the actions in order of priority.",
        "To plan more than one action for a practice, copy the entry and change the number at the end of its id. If one action serves several practices, list them: practice = [\"...\", \"...\"]. If something has to wait, replace its action with this:",
    ] {
        comment(out, "", line);
    }
    out.push_str("#   [[defer]]\n#   practice = \"...\"\n#   reason = \"...\"\n");
    for line in [
        "Use one of these for status: not-started, in-progress, done, or dropped. To see what's still missing, run chronic validate with the name of this file.",
        "reviews are the dates of your check-ins, such as [\"2027-01-29\", \"2027-04-30\"]. Leave id as it is: calendars know the plan by it.",
    ] {
        comment(out, "", line);
    }
    out.push('\n');
    let (assessment, before) = (drafting.assessment, drafting.after);
    let after = before.map(|before| before.plan.id.as_str());
    for key in TOP {
        let value = match (key.name, key.holds) {
            (_, Holds::Entries(_)) => continue,
            ("kind", _) => quoted(Kind::Plan.id()),
            ("id", _) => quoted(&plan_id(assessment, after)),
            ("rubric", _) => quoted(&drafting.rubric.reference()),
            ("assessment", _) => quoted(drafting.from),
            ("cycle", _) => quoted(assessment.cycle.as_deref().unwrap_or_default()),
            ("contact", _) => before
                .and_then(|before| before.value("contact"))
                .unwrap_or_else(|| blank(key.holds)),
            _ if key.is_drafted => blank(key.holds),
            _ => continue,
        };
        let _ = writeln!(out, "{} = {value}", key.name);
    }
}

/// What a draft has where people have to write.
fn blank(holds: Holds) -> String {
    match holds {
        Holds::Days | Holds::Texts => "[]".to_owned(),
        Holds::Status => quoted(Status::NotStarted.id()),
        _ => quoted(""),
    }
}

const fn heading(kind: &str) -> &'static str {
    match kind.as_bytes() {
        b"goal" => "WHAT IS TO CHANGE FOR STUDENTS",
        b"action" => "WHAT WILL BE DONE",
        b"continue" => "STRENGTHS TO CONTINUE",
        _ => "SHARING THE RESULTS",
    }
}

/// A goal to be filled in.
fn goal(known: &Plan) -> NewEntry {
    let taken: HashSet<String> = known.goals.iter().map(|g| g.id.clone()).collect();
    let id = unused("goal-1", &taken);
    let mut goal = NewEntry::new("goal", GOAL, &[("id", quoted(&id))]);
    comment(
        &mut goal.comment,
        "",
        "For example, students who miss 10% or more of school: unit \"%\", and source where the number comes from. Then delete the # below, and type your own numbers and dates.",
    );
    for key in GOAL {
        if let (Holds::Figure(_) | Holds::Figures(_), Some(typed)) =
            (key.holds, statement(key.name))
        {
            let _ = writeln!(goal.below, "# {typed}");
        }
    }
    goal
}

/// What a draft has and the plan has not, in the order of the layout: actions for what
/// the assessment asks for, strengths to continue, and the usual three to be told. No id
/// that is in `ids` is used again.
pub(super) fn missing(drafting: &Drafting<'_>, plan: &Plan, ids: &Plan) -> Vec<NewEntry> {
    let (rubric, assessment) = (drafting.rubric, drafting.assessment);
    let year = PlanYear::new(plan, assessment);
    let agenda = agenda(assessment);
    let mut entries = actions(drafting, &agenda, &year, ids);
    for practice in agenda.keep_up {
        if plan.continues.iter().all(|c| c.practice != practice) {
            let known = &rubric.practices()[practice];
            entries.push(NewEntry {
                about: known.title.clone(),
                comment: about(drafting, practice),
                ..NewEntry::new("continue", CONTINUE, &[("practice", quoted(&known.id))])
            });
        }
    }
    for audience in Audience::USUAL {
        if !year.tells(audience) {
            entries.push(communication(audience));
        }
    }
    entries
}

fn actions(
    drafting: &Drafting<'_>,
    agenda: &Agenda,
    year: &PlanYear<'_>,
    plan: &Plan,
) -> Vec<NewEntry> {
    let mut ids: HashSet<String> = plan.actions.iter().map(|a| a.id.clone()).collect();
    let mut entries = Vec::new();
    for practice in agenda.asked().filter(|p| !year.covers(*p)) {
        let known = &drafting.rubric.practices()[practice];
        let id = new_id(known, practice, plan, &ids);
        entries.push(NewEntry {
            about: known.title.clone(),
            comment: about(drafting, practice),
            ..NewEntry::new(
                "action",
                ACTION,
                &[("id", quoted(&id)), ("practice", quoted(&known.id))],
            )
        });
        ids.insert(id);
    }
    entries
}

/// This id, or one like it that is free.
pub(super) fn unused(id: &str, taken: &HashSet<String>) -> String {
    if taken.contains(id) {
        free_id(id, taken)
    } else {
        id.to_owned()
    }
}

/// The next id for an action about a practice.
pub(super) fn new_id(
    practice: &Practice,
    index: usize,
    plan: &Plan,
    taken: &HashSet<String>,
) -> String {
    let before = plan.actions.iter().filter(|a| a.serves(index)).count();
    (before + 1..)
        .map(|number| format!("{}-{number}", practice.short_id()))
        .find(|id| !taken.contains(id))
        .unwrap_or_default()
}

fn communication(audience: Audience) -> NewEntry {
    let mut lines = String::new();
    comment(
        &mut lines,
        "",
        &format!(
            "What {} will hear, and what you ask of them.",
            plural(audience)
        ),
    );
    NewEntry {
        about: audience.name().to_owned(),
        comment: lines,
        ..NewEntry::new(
            "communication",
            COMMUNICATION,
            &[("audience", quoted(audience.id()))],
        )
    }
}

const fn plural(audience: Audience) -> &'static str {
    match audience {
        Audience::DistrictOffice => "the people in the district office",
        _ => audience.name(),
    }
}

/// What is known of a practice, as comment lines: its title, the counts and what they
/// say, what the team made of it, and what respondents wrote, in short.
pub(super) fn about(drafting: &Drafting<'_>, practice: usize) -> String {
    let labels = &drafting.rubric.labels;
    let assessed = &drafting.assessment.practices[practice];
    let mut out = String::new();
    comment(&mut out, "", &drafting.rubric.practices()[practice].title);
    if drafting.shows_answers {
        comment(&mut out, "  ", &counts(labels, assessed));
        comment(&mut out, "  ", &format!("{}.", result(assessed)));
    }
    comment(&mut out, "  ", &agreement(labels, assessed));
    if !drafting.shows_answers {
        return out;
    }
    if !assessed.notes.is_empty() {
        comment(
            &mut out,
            "  ",
            &format!("Notes: {}", in_short(&assessed.notes)),
        );
    }
    documentation(&mut out, labels, &assessed.documentation);
    out
}

/// What the answers say, and of whom; what the team agreed on is in the line below.
fn result(assessed: &Assessed) -> String {
    let said = class(&assessed.counts).sentence();
    let of_whom = assessed.counts.of_whom();
    let of_whom = of_whom.map_or_else(String::new, |of_whom| format!(" ({of_whom})"));
    let alone = if assessed.agreed.is_some() {
        "The answers alone: "
    } else {
        ""
    };
    format!("{alone}{said}{of_whom}")
}

fn counts(labels: &Labels, assessed: &Assessed) -> String {
    let given = Rating::ALL
        .into_iter()
        .map(|r| (assessed.counts.of(r), labels.of(r)));
    let mut parts: Vec<String> = given
        .chain([(assessed.counts.unanswered, "unanswered")])
        .filter(|(count, _)| *count > 0)
        .map(|(count, label)| format!("{count} {label}"))
        .collect();
    if parts.is_empty() {
        parts.push("No responses".to_owned());
    }
    format!("{}.", parts.join(", "))
}

fn agreement(labels: &Labels, assessed: &Assessed) -> String {
    let mut out = String::new();
    if let Some(agreed) = assessed.agreed {
        let _ = write!(out, "The team agreed on {}. ", labels.of(agreed));
    }
    out.push_str(match assessed.decision {
        Some(Decision::Improve) => "It decided to improve this.",
        Some(Decision::FindOut) => "It decided to find out more.",
        Some(Decision::Continue) => "It decided to continue this.",
        Some(Decision::Watch) => "It decided to review this next time.",
        None => "",
    });
    if assessed.agreed.is_none() {
        out = out.replacen("It decided", "The team decided", 1);
    }
    out
}

fn documentation(out: &mut String, labels: &Labels, quotes: &[Quote]) {
    if quotes.is_empty() {
        return;
    }
    comment(out, "  ", "What respondents wrote:");
    // Most pressing first; the usual order within one rating.
    let mut shown: Vec<&Quote> = quotes.iter().collect();
    shown.sort_by_key(|quote| match quote.rating {
        Some(Rating::Unsure) => 4,
        Some(rating) => 3 - rating.index(),
        None => 5,
    });
    for quote in shown.iter().take(MOST_QUOTES) {
        let rating = quote.rating.map_or("no rating", |r| labels.of(r));
        comment(out, "  - ", &format!("{rating}: {}", in_short(&quote.text)));
    }
    let more = quotes.len().saturating_sub(MOST_QUOTES);
    if more > 0 {
        comment(out, "  ", &format!("and {more} more in the assessment"));
    }
}

/// On one line, cut between two words.
fn in_short(text: &str) -> String {
    let line = plain(text);
    let Some((end, _)) = line.char_indices().nth(MOST_OF_QUOTE) else {
        return line;
    };
    let cut = &line[..end];
    let cut = cut.rsplit_once(' ').map_or(cut, |(whole, _)| whole);
    format!("{cut} ...")
}
