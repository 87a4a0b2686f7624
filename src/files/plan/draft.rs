//! A plan as a new file: an entry for all that the assessment asks for, and above each
//! what is known, so that the plan can be written from this file alone.

use std::collections::HashSet;
use std::fmt::Write as _;

use crate::files::content::Kind;
use crate::files::plan::across_entries::numbered;
use crate::files::plan::carried_over::{Carried, carried};
use crate::files::plan::new_entry::{Drafting, NewEntry, about, blank, new_id};
use crate::model::keys::plan::{GOAL, TOP};
use crate::model::keys::{Key, Need};
use crate::model::plan::Plan;
use crate::model::plan::agenda::{AgendaPart, asked, practices_of};
use crate::model::plan::audience::Audience;
use crate::model::plan::id::plan_id;
use crate::model::plan::year::PlanYear;
use crate::toml::key::statement;
use crate::toml::writing::{comment, empty_comment, quoted};

/// The file, with LF line ends.
pub fn draft(drafting: &Drafting<'_>) -> String {
    let mut out = String::new();
    head(&mut out, drafting);
    let carried = drafting.after.map(|before| carried(before, drafting));
    let Carried {
        mut entries,
        plan: known,
        done,
    } = carried.unwrap_or_default();
    if known.goals.is_empty() {
        entries.push(goal(&known));
    }
    // An action is new only where nothing that goes on deals with its practice; and no id is
    // used again.
    let ids = drafting.after.map(|before| before.plan);
    entries.extend(missing(drafting, &known, ids.unwrap_or(&known)));
    for (kind, heading) in [
        ("goal", "GOALS FOR STUDENTS"),
        ("action", "ACTIONS"),
        ("continue", "STRENGTHS TO CONTINUE"),
        ("communication", "SHARING THE RESULTS"),
    ] {
        let of_kind = entries.iter().filter(|e| e.kind == kind);
        let done = Some(&*done).filter(|done| kind == "action" && !done.is_empty());
        if of_kind.clone().next().is_none() && done.is_none() {
            continue;
        }
        out.push('\n');
        comment(&mut out, "---- ", heading);
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
        "Type between the quotation marks. Every action needs action (what you will do), owner (a person or a job title), due (a date such as 2027-03-31), and measure (what will show that it worked). List the actions in order of priority.",
        "To plan more than one action for a practice, copy the entry and change the number at the end of its id. If one action serves several practices, list them: practice = [\"...\", \"...\"]. To put a practice on hold, replace its action with this:",
    ] {
        comment(out, "", line);
    }
    out.push_str("#   [[defer]]\n#   practice = \"...\"\n#   reason = \"...\"\n");
    for line in [
        "Use one of these for status: not-started, in-progress, done, or dropped. To see what's still missing, run chronic validate with the name of this file.",
        "reviews are the dates of your check-ins, such as [\"2027-01-29\", \"2027-04-30\"]. Don't change id. Calendars use it to recognize the plan.",
    ] {
        comment(out, "", line);
    }
    out.push('\n');
    let (assessment, before) = (drafting.assessment, drafting.after);
    let after = before.map(|before| before.plan.id.as_str());
    let is_drafted = |key: &&Key| !key.has_entries() && key.need != Need::Optional;
    for key in TOP.iter().filter(is_drafted) {
        let value = match key.name {
            "kind" => quoted(Kind::Plan.id()),
            "id" => quoted(&plan_id(assessment, after)),
            "rubric" => quoted(&drafting.rubric.reference()),
            "assessment" => quoted(drafting.from),
            "cycle" => quoted(assessment.cycle.as_deref().unwrap_or_default()),
            "contact" => before
                .and_then(|before| before.value("contact"))
                .unwrap_or_else(|| blank(key.holds)),
            _ => blank(key.holds),
        };
        let _ = writeln!(out, "{} = {value}", key.name);
    }
}

/// A goal to be filled in.
fn goal(known: &Plan) -> NewEntry {
    let taken: HashSet<String> = known.goals.iter().map(|g| g.id.clone()).collect();
    let id = numbered("goal", 1, &taken);
    let mut goal = NewEntry::new("goal", &[("id", quoted(&id))]);
    comment(
        &mut goal.comment,
        "",
        "For example, students who miss 10% or more of school: unit \"%\", and source where the number comes from. Then delete the # below, and type your own numbers and dates.",
    );
    let figures = GOAL.iter().filter(|key| !key.keys.is_empty());
    for typed in figures.filter_map(|key| statement(key.name)) {
        let _ = writeln!(goal.below, "# {typed}");
    }
    goal
}

/// What a draft has and the plan has not, in the order of the layout: actions for what
/// the assessment asks for, strengths to continue, and the usual three to be told. No id
/// that is in `ids` is used again.
pub(crate) fn missing(drafting: &Drafting<'_>, plan: &Plan, ids: &Plan) -> Vec<NewEntry> {
    let assessment = drafting.assessment;
    let year = PlanYear::new(plan, assessment);
    let mut taken: HashSet<String> = ids.actions.iter().map(|a| a.id.clone()).collect();
    let mut entries = Vec::new();
    let mut about_practice = |kind, practice: usize, id: Option<String>| {
        let known = &drafting.rubric.practices()[practice];
        let id = id.map(|id| ("id", quoted(&id)));
        let practice_id = ("practice", quoted(&known.id));
        let values: Vec<_> = id.into_iter().chain([practice_id]).collect();
        entries.push(NewEntry {
            about: known.title.clone(),
            comment: about(drafting, practice),
            ..NewEntry::new(kind, &values)
        });
    };
    let open = asked(assessment).into_iter().filter(|p| !year.covers(*p));
    for practice in open {
        let known = &drafting.rubric.practices()[practice];
        let id = new_id(known, practice, ids, &taken);
        taken.insert(id.clone());
        about_practice("action", practice, Some(id));
    }
    for practice in practices_of(assessment, &[AgendaPart::KeepUp]) {
        if plan.continues.iter().all(|c| c.practice != practice) {
            about_practice("continue", practice, None);
        }
    }
    let usual = Audience::USUAL.into_iter();
    entries.extend(usual.filter(|a| !year.tells(*a)).map(communication));
    entries
}

fn communication(audience: Audience) -> NewEntry {
    let mut lines = String::new();
    let whom = match audience {
        Audience::DistrictOffice => "the people in the district office",
        _ => audience.words(),
    };
    let what = format!("What {whom} will hear, and what you ask of them.");
    comment(&mut lines, "", &what);
    NewEntry {
        about: audience.words().to_owned(),
        comment: lines,
        ..NewEntry::new("communication", &[("audience", quoted(audience.id()))])
    }
}
