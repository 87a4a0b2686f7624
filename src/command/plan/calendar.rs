//! `chronic plan calendar`.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::bail;
use jiff::tz::Offset;

use crate::cli::PlanCalendar;
use crate::command::in_context::assessment_of;
use crate::command::plan::read_plan;
use crate::command::{Exit, output, target};
use crate::model::assessment::Assessment;
use crate::model::placeholder::says_nothing;
use crate::model::plan::Plan;
use crate::model::plan::id::plan_id;
use crate::model::plan::owners::parts;
use crate::model::rating::folded;
use crate::model::rubric::Rubric;
use crate::report::formats::escape;
use crate::report::results::plan::calendar::{Exported, calendar};
use crate::report::results::problem as report;
use crate::text::on_one_line;
use crate::words::list;

/// Runs the subcommand.
///
/// # Errors
/// Wrong usage, or the system refuses a file.
pub(super) fn run(args: &PlanCalendar, rubric: &Rubric) -> anyhow::Result<Exit> {
    let file = args.output.as_deref();
    target::only_format(file, "a calendar", "ics")?;
    let checked = read_plan(&args.plan, rubric, args.today)??;
    let plan = &checked.written.plan;
    let owners = args.owner.as_deref();
    let owners = owners.map(|name| self::owners(name, plan, &args.plan));
    let owners = owners.transpose()?;
    let without_id = plan.id.is_empty().then(|| {
        let assessment = assessment_of(&args.plan, &plan.assessment, rubric);
        let of_plan = || Assessment {
            district: Some(plan.title.clone()),
            cycle: Some(plan.cycle.clone()),
            from: plan.adopted,
            ..Assessment::default()
        };
        plan_id(&assessment.unwrap_or_else(of_plan), None)
    });
    let now = || Offset::UTC.to_datetime(jiff::Timestamp::now());
    let at = args.today.map_or_else(now, |day| day.at(0, 0, 0, 0));
    let (text, without) = calendar(&Exported {
        plan,
        rubric,
        id: without_id.as_ref().unwrap_or(&plan.id),
        at,
        owners: owners.as_deref(),
    });
    target::not_a_source(file, [&args.plan])?;
    target::write(file, text.as_bytes(), args.force)?;
    if let Some(id) = &without_id {
        output::note(format_args!(
            "note: {} has no id. Near its top, type id = \"{id}\". Then calendars will recognize its entries if the assessment changes.",
            report::path(&args.plan)
        ));
    }
    say_without(&args.plan, plan, owners.as_deref(), without);
    checked.say(&args.plan, args.today);
    Ok(Exit::Well)
}

/// The owners that are meant by a name, as the plan has them, with those who share an action:
/// who is called just that, or the only one with these words.
fn owners(name: &str, plan: &Plan, path: &Path) -> anyhow::Result<Vec<String>> {
    let wanted = folded(name).into_owned();
    let all = || plan.owners().filter(|owner| !says_nothing(owner));
    let names = all().flat_map(|owner| parts(owner).chain([&**owner]));
    let names: BTreeMap<String, &str> = names
        .map(|name| (folded(name).into_owned(), name))
        .collect();
    let with_words = |name: &str| format!(" {name} ").contains(&format!(" {wanted} "));
    let is_near = |(key, name): &(&String, &&str)| with_words(key) && parts(name).count() == 1;
    let near = names.iter().filter(is_near);
    let near: Vec<&str> = near.map(|(_, name)| *name).collect();
    let meant = match (names.get(&wanted), &near[..]) {
        (Some(exact), _) => *exact,
        (None, [one]) => *one,
        (None, []) => {
            let owners = all().map(|owner| (folded(owner), &**owner));
            bail!(
                "no one called {} owns anything in {}. Owners: {}",
                escape::terminal(name),
                report::path(path),
                shown(owners.collect::<BTreeMap<_, _>>().into_values())
            )
        }
        (None, several) => bail!(
            "{} could be several owners in {}: {}. Type one in full",
            escape::terminal(name),
            report::path(path),
            shown(several.iter().copied())
        ),
    };
    let is_theirs = |owner: &&String| {
        let mut names = parts(owner).chain([&***owner]);
        names.any(|name| folded(name) == folded(meant))
    };
    Ok(all().filter(is_theirs).cloned().collect())
}

fn shown<'o>(owners: impl Iterator<Item = &'o str>) -> String {
    let quoted = owners.map(|owner| format!("\"{}\"", escape::terminal(&on_one_line(owner))));
    match &*quoted.collect::<Vec<_>>() {
        [] => "none".to_owned(),
        quoted => list(quoted),
    }
}

/// Says how many entries are not in the calendar.
fn say_without(path: &Path, plan: &Plan, owners: Option<&[String]>, without: usize) {
    let is_wanted = |owner: &&String| owners.is_none_or(|owners| owners.contains(owner));
    let all = plan.owners().filter(is_wanted).count();
    let shown = report::path(path);
    let what = match without {
        0 if all > 0 => return,
        0 => format!("{shown} has no actions yet, so no due date is in the calendar"),
        n if n == all => format!("nothing in {shown} has a due date, so the calendar is empty"),
        1 => format!(
            "1 of the {all} entries in {shown} has no due date, so it isn't in the calendar"
        ),
        n => format!(
            "{n} of the {all} entries in {shown} have no due date, so they aren't in the calendar"
        ),
    };
    output::note(format_args!("warning: {what}."));
}
