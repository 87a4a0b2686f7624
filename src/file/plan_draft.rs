//! A plan as a new file: an entry for whatever the assessment asks for, and above each
//! what is known, so that the plan can be written from this file alone.

use std::collections::HashSet;
use std::fmt::Write as _;

use crate::file::toml_text::{comment, empty_comment, plain, quoted};
use crate::model::agenda::{Agenda, agenda};
use crate::model::assessment::{Assessed, Assessment, Decision, Quote};
use crate::model::finding::class;
use crate::model::plan::{Audience, Plan, Status};
use crate::model::rating::{Labels, Rating};
use crate::model::rubric::Rubric;

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
}

impl NewEntry {
    /// With its comment above, as a section of its own.
    pub(super) fn section(&self) -> String {
        let mut out = format!("{}[[{}]]\n", self.comment, self.kind);
        for (key, value) in &self.keys {
            let _ = writeln!(out, "{key} = {value}");
        }
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

/// The file, with LF line ends. `from` is the path of the team assessment relative to
/// it; empty where there is none.
#[must_use]
pub fn draft(rubric: &Rubric, assessment: &Assessment, from: &str) -> String {
    let mut out = String::new();
    head(&mut out, rubric, from);
    let mut kind = "";
    for entry in missing(rubric, assessment, &Plan::default()) {
        if entry.kind != kind {
            kind = entry.kind;
            out.push('\n');
            comment(&mut out, "---- ", of_kind(kind));
        }
        out.push('\n');
        out.push_str(&entry.section());
    }
    out
}

fn head(out: &mut String, rubric: &Rubric, from: &str) {
    comment(out, "", "Plan: who does what by when.");
    empty_comment(out);
    for line in [
        "Type between the quotes. Every action needs action (what will be done), owner (a person or a post) and due (a day such as 2027-03-31). The order of the actions is your order of priority.",
        "To plan several actions for one practice, copy the entry and give its id the next number. When something has to wait, put this in the place of its action:",
    ] {
        comment(out, "", line);
    }
    out.push_str("#   [[defer]]\n#   practice = \"...\"\n#   reason = \"...\"\n");
    comment(
        out,
        "",
        "status is not-started, in-progress, done or dropped. To see what is still missing, run chronic validate with the name of this file.",
    );
    out.push('\n');
    let _ = writeln!(out, "kind = \"plan\"");
    let _ = writeln!(out, "rubric = {}", quoted(&rubric.reference()));
    let _ = writeln!(out, "assessment = {}", quoted(from));
    let _ = writeln!(out, "title = \"\"");
    let _ = writeln!(out, "adopted = \"\"");
}

const fn of_kind(kind: &str) -> &'static str {
    match kind.as_bytes() {
        b"action" => "WHAT WILL BE DONE",
        b"continue" => "WHAT IS KEPT UP",
        _ => "WHO HEARS OF THE RESULTS",
    }
}

/// What a draft has and the plan has not, in the order of the layout: actions for what
/// the assessment asks for, strengths to keep up, and the usual three to be told.
pub(super) fn missing(rubric: &Rubric, assessment: &Assessment, plan: &Plan) -> Vec<NewEntry> {
    let agenda = agenda(assessment);
    let mut entries = actions(rubric, assessment, plan, &agenda);
    for practice in agenda.keep_up {
        if plan.continues.iter().all(|c| c.practice != practice) {
            entries.push(NewEntry {
                kind: "continue",
                about: rubric.practices()[practice].title.clone(),
                comment: about(rubric, practice, &assessment.practices[practice]),
                keys: vec![
                    ("practice", quoted(&rubric.practices()[practice].id)),
                    ("how", quoted("")),
                ],
            });
        }
    }
    for audience in Audience::USUAL {
        if plan.communications.iter().all(|c| c.audience != audience) {
            entries.push(communication(audience));
        }
    }
    entries
}

fn actions(
    rubric: &Rubric,
    assessment: &Assessment,
    plan: &Plan,
    agenda: &Agenda,
) -> Vec<NewEntry> {
    let mut ids: HashSet<String> = plan.actions.iter().map(|a| a.id.clone()).collect();
    let mut entries = Vec::new();
    for practice in agenda.asked() {
        if plan.acts_on(practice) || plan.defer(practice).is_some() {
            continue;
        }
        let known = &rubric.practices()[practice];
        let before = plan
            .actions
            .iter()
            .filter(|a| a.practice == practice)
            .count();
        let id = (before + 1..)
            .map(|number| format!("{}-{number}", known.short_id()))
            .find(|id| !ids.contains(id))
            .unwrap_or_default();
        ids.insert(id.clone());
        let empty = || quoted("");
        entries.push(NewEntry {
            kind: "action",
            about: known.title.clone(),
            comment: about(rubric, practice, &assessment.practices[practice]),
            keys: vec![
                ("id", quoted(&id)),
                ("practice", quoted(&known.id)),
                ("action", empty()),
                ("owner", empty()),
                ("due", empty()),
                ("status", quoted(Status::NotStarted.id())),
                ("done", empty()),
                ("progress", empty()),
                ("measure", empty()),
                ("partners", "[]".to_owned()),
            ],
        });
    }
    entries
}

fn communication(audience: Audience) -> NewEntry {
    let mut lines = String::new();
    comment(
        &mut lines,
        "",
        &format!("What {} hear, and what you ask of them.", plural(audience)),
    );
    let empty = || quoted("");
    NewEntry {
        kind: "communication",
        about: audience.name().to_owned(),
        comment: lines,
        keys: vec![
            ("audience", quoted(audience.id())),
            ("message", empty()),
            ("ask", empty()),
            ("channel", empty()),
            ("owner", empty()),
            ("due", empty()),
            ("status", quoted(Status::NotStarted.id())),
        ],
    }
}

const fn plural(audience: Audience) -> &'static str {
    match audience {
        Audience::DistrictOffice => "the people in the district office",
        _ => audience.name(),
    }
}

/// What is known of a practice, as comment lines: its title, the counts and what they
/// say, what the team made of it, and what respondents documented, in short.
fn about(rubric: &Rubric, practice: usize, assessed: &Assessed) -> String {
    let mut out = String::new();
    comment(&mut out, "", &rubric.practices()[practice].title);
    comment(&mut out, "  ", &counts(&rubric.labels, assessed));
    comment(&mut out, "  ", &format!("{}.", result(assessed)));
    comment(&mut out, "  ", &agreement(&rubric.labels, assessed));
    if !assessed.notes.is_empty() {
        comment(
            &mut out,
            "  ",
            &format!("Notes: {}", in_short(&assessed.notes)),
        );
    }
    documentation(&mut out, &rubric.labels, &assessed.documentation);
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
        Some(Decision::FindOut) => "It decided to find out about this.",
        Some(Decision::Continue) => "It decided to keep this up.",
        Some(Decision::Watch) => "It decided to look again next time.",
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
    comment(out, "  ", "How respondents know:");
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
