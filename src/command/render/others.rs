//! `render` for others than the team: only what the team settled, unless somebody says that
//! the page is wanted before that; and of a small team only with a yes.

use std::collections::HashSet;
use std::path::Path;

use anyhow::bail;

use crate::cli::{ReadBy, Render};
use crate::command::render::{SummaryParts, title};
use crate::command::source::Source;
use crate::command::{Exit, output};
use crate::model::placeholder::says_nothing;
use crate::model::plan::audience::Audience;
use crate::model::plan::{self, Plan, owners};
use crate::model::quote::Names;
use crate::model::rating::folded;
use crate::model::rubric::Rubric;
use crate::model::settled::{ENOUGH_TO_SHARE, unsettled};
use crate::report::formats::Page;
use crate::report::formats::escape;
use crate::report::results::problem as report;
use crate::report::summary::{Departments, EarlierYear, PlanForOthers, Shared, audience, public};
use crate::text::cut;
use crate::words::{agreeing, capitalized, counted, list};

/// The audience of a plan that this is, where it is one.
const fn of_plan(audience: ReadBy) -> Option<Audience> {
    match audience {
        ReadBy::Team | ReadBy::Public => None,
        ReadBy::SchoolBoard => Some(Audience::SchoolBoard),
        ReadBy::DistrictOffice => Some(Audience::DistrictOffice),
        ReadBy::Schools => Some(Audience::Schools),
        ReadBy::Partners => Some(Audience::Partners),
        ReadBy::Families => Some(Audience::Families),
    }
}

/// Whom the page is for, in a message.
fn whom(audience: ReadBy) -> &'static str {
    of_plan(audience).map_or("the public", Audience::words)
}

/// What such a page can't be asked for.
///
/// # Errors
/// Wrong usage.
pub(super) fn usage(args: &Render) -> anyhow::Result<()> {
    let whom = whom(args.audience);
    if args.grouped.by.is_some() {
        bail!("a page for {whom} has no groups. Run this without --by");
    }
    if args.brief {
        bail!("--brief is the team's handout. Use it without --audience");
    }
    if of_plan(args.audience).is_some() && args.plan.is_none() {
        bail!(
            "a page for {whom} has the plan's message to them, so it needs the plan. Add --plan and the plan's file"
        );
    }
    Ok(())
}

/// What a plan has for an audience in the place of a message, and where one is typed: in the entry
/// that there is, or a new one.
fn what_to_type(plan: &Plan, to: Audience) -> (&'static str, String) {
    let id = to.id();
    let new = format!("add a [[communication]] with audience = \"{id}\" and message = \"...\"");
    let told = plan.communications.iter().filter(|c| c.audience == to);
    let is_open: Vec<bool> = told.map(|c| c.status != plan::Status::Dropped).collect();
    match is_open[..] {
        [] => ("no message", capitalized(&new)),
        _ if is_open.contains(&true) => (
            "no message",
            format!("In the [[communication]] with audience = \"{id}\", type message = \"...\""),
        ),
        _ => (
            "only a message that was dropped",
            format!("Change its status, or {new}"),
        ),
    }
}

/// The page.
///
/// # Errors
/// Wrong usage: a small team, and nobody has said that the page is wanted anyway. When it isn't
/// made: an [`Exit`].
pub(super) fn page(args: &Render, rubric: &Rubric, read: &SummaryParts) -> anyhow::Result<Page> {
    if !args.before_debrief && !settled(args, rubric, read) {
        return Err(read.exit.max(Exit::Wrong).into());
    }
    let audience_of_plan = of_plan(args.audience);
    let [plan, last_plan] = read.plans(args.show_owners, true);
    if let (Some(to), Some(plan)) = (audience_of_plan, plan)
        && plan.messages(to).next().is_none()
    {
        let (lacks, instead) = what_to_type(plan.plan, to);
        output::note(format_args!(
            "error: {} has {lacks} for {}, so no page was made. {instead}. For one page for everyone: --audience public",
            args.plan.as_deref().map(report::path).unwrap_or_default(),
            to.words(),
        ));
        return Err(read.exit.max(Exit::Wrong).into());
    }
    small_team(read.source.assessment.responses, "", args)?;
    let earlier = read.earlier(rubric);
    for side in &earlier {
        let year = side.name().unwrap_or_else(|| "an earlier year".into());
        let of_year = format!(" for {}", escape::terminal(&year));
        small_team(side.assessment.responses, &of_year, args)?;
    }
    let earlier: Vec<EarlierYear> = earlier.iter().map(EarlierYear::of).collect();
    let beside = PlanForOthers {
        title: title(args),
        plan,
        last_plan,
        earlier: &earlier,
        departments: departments(&read.source),
        as_of: read.today,
    };
    if !args.show_owners {
        let plans = args.plan.iter().zip(&read.plan);
        for (path, plan) in plans.chain(args.previous_plan.iter().zip(&read.last_plan)) {
            warn_of_owners(path, &plan.written.plan, audience_of_plan, args);
        }
    }
    let shared = Shared::of(rubric, &read.source.assessment, beside);
    Ok(match (audience_of_plan, plan) {
        (Some(to), Some(plan)) => audience(&shared, plan, to),
        _ => public(&shared),
    })
}

/// A page without owners can still name one in the words of a plan.
fn warn_of_owners(file: &Path, plan: &Plan, to: Option<Audience>, args: &Render) {
    let in_plan = format!(" in {}", report::path(file));
    let names = Names::new(owners::people(plan));
    let is_told = |told: &&plan::Communication| to.is_none_or(|to| told.audience == to);
    let actions = plan.actions.iter();
    let actions = actions.filter(|action| action.status != plan::Status::Dropped);
    let told = plan.communications.iter().filter(is_told);
    // A page for one audience has less of a plan.
    let is_whole = to.is_none();
    let of_public = |text| Some(text).filter(|_| is_whole);
    let actions = actions.flat_map(|action| [Some(&action.action), of_public(&action.measure)]);
    let goals = plan.goals.iter();
    let goals = goals.flat_map(|goal| [&goal.what, &goal.unit, &goal.source]);
    let kept = plan.continues.iter().map(|kept| of_public(&kept.how));
    let on_hold = plan.defers.iter().map(|defer| of_public(&defer.reason));
    let told = told.flat_map(|told| [&told.message, &told.ask, &told.channel]);
    let texts = actions.chain(goals.map(Some)).chain(kept).chain(on_hold);
    let texts = texts.chain(told.map(Some)).flatten();
    let texts = texts.map(|text| (text, &*in_plan, "reword it there"));
    let title = args.title.iter();
    let texts = texts.chain(title.map(|title| (title, "", "give it another --title")));
    for (text, place, instead) in texts {
        let found = names.found_in(text);
        if !found.is_empty() {
            output::note(format_args!(
                "warning: the page doesn't show owners, but \"{}\"{place} names {} ({}). If it shouldn't, {instead}.",
                escape::terminal(&cut(text)),
                agreeing(found.len(), "an owner", "owners"),
                escape::terminal(&list(&found))
            ));
        }
    }
}

/// Whether the team settled what the page shows; says what it didn't.
fn settled(args: &Render, rubric: &Rubric, read: &SummaryParts) -> bool {
    const ANYWAY: &str = "To make the page before the debrief anyway, add --before-debrief.";
    let whom = whom(args.audience);
    let mut sources = [&read.source].into_iter().chain(&read.previous);
    if sources.any(|source| !source.responses.is_empty()) {
        output::note(format_args!(
            "error: a page for {whom} shows what the team agreed on, but forms have only each person's answers. First make a team assessment: chronic tally FORMS -o team.toml\nThen fill in what the team agrees on, and use that file here. {ANYWAY}"
        ));
        return false;
    }
    // Next to an earlier year's, the answers of a year that isn't settled would be told as well.
    let earlier = read.previous.iter();
    let earlier = earlier.map(|source| (source, ", or run this without that file"));
    let mut is_settled = true;
    for (source, or) in [(&read.source, "")].into_iter().chain(earlier) {
        let open = unsettled(&source.assessment);
        if !open.is_empty() {
            is_settled = false;
            say_open(&open, source, rubric, &format!("{or}. {ANYWAY}"), whom);
        }
    }
    is_settled
}

/// Says which practices of an assessment aren't settled.
fn say_open(open: &[usize], source: &Source, rubric: &Rubric, way: &str, whom: &str) {
    let practices = source.side(rubric).rubric.practices();
    let titles = open.iter().map(|index| {
        let practice = &practices[*index];
        let title = match &*practice.title {
            "" => &practice.id,
            title => title,
        };
        format!("\n  {}. {}", index + 1, escape::terminal(title))
    });
    let titles: String = titles.collect();
    let (n, file) = (open.len(), source.files.first());
    let file = file.map(|file| report::path(file)).unwrap_or_default();
    let (these, isnt) = (counted(n, "practice"), agreeing(n, "isn't", "aren't"));
    let each = agreeing(n, "it", "each of them");
    output::note(format_args!(
        "error: {these} {isnt} settled yet, so there is no page for {whom}:{titles}\nFill in agreed or decision for {each} in {file}{way}"
    ));
}

/// The departments of those who filled in the forms; unknown from a team assessment.
fn departments(source: &Source) -> Option<Departments> {
    let responses = source.responses.iter();
    let written: Vec<&str> = responses.map(|r| r.department).collect();
    let named = || written.iter().filter(|d| !says_nothing(d));
    let distinct: HashSet<_> = named().map(|d| folded(d)).collect();
    (!written.is_empty()).then(|| Departments {
        named: distinct.len(),
        all: named().count() == written.len(),
    })
}

/// A page of a small team is made only when somebody said so; `of_year` says which year's team,
/// where it isn't this one's.
fn small_team(responses: u32, of_year: &str, args: &Render) -> anyhow::Result<()> {
    if responses >= ENOUGH_TO_SHARE {
        return Ok(());
    }
    let n = responses as usize;
    let were = agreeing(n, "was", "were");
    let how_many = format!("only {} {were}", counted(n, "response"));
    if !args.yes_small {
        bail!(
            "{how_many} counted{of_year}. In a team this small, readers may recognize whose view a page shows, even though it names no one. Ask the respondents first, and then add --yes-small"
        );
    }
    output::note(format_args!(
        "note: {how_many} counted{of_year}. Readers may recognize whose view this page shows."
    ));
    Ok(())
}
