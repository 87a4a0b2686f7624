//! `chronic render`.

use std::path::Path;

use anyhow::bail;

use crate::cli::{Audience, Render, RenderFormat};
use crate::command::source::{Counting, Source, load, load_any_version};
use crate::command::{Exit, output, plan, rubric_for, tally, target};
use crate::report::diff::DiffView;
use crate::report::page::{html, markdown};
use crate::report::render::{Extras, Planned, public, team};
use crate::report::tally::View;

pub(super) const ENDINGS: &[(&str, RenderFormat)] = &[
    ("md", RenderFormat::Markdown),
    ("markdown", RenderFormat::Markdown),
    ("html", RenderFormat::Html),
    ("htm", RenderFormat::Html),
];

/// With fewer responses a page for the public can show who said what.
const ENOUGH: u32 = 5;

/// Runs the subcommand.
///
/// # Errors
/// Wrong usage, or the system refuses a file.
pub(super) fn run(args: &Render, rubric: Option<&Path>) -> anyhow::Result<Exit> {
    let file = args.output.as_deref();
    let format = target::format(args.format, file, ENDINGS, RenderFormat::Markdown)?;
    let rubric = match rubric_for(rubric)? {
        Ok(rubric) => rubric,
        Err(exit) => return Ok(exit),
    };
    let for_team = args.audience == Audience::Team;
    if args.grouped.by.is_some() && !for_team {
        bail!("a page for the public has no groups: leave --by out");
    }
    let plan = args.plan.as_ref();
    let plan = plan
        .map(|path| plan::read_plan(path, &rubric, None))
        .transpose()?;
    let counting = Counting {
        keep_going: args.counted.keep_going,
        duplicates: tally::policy(args.counted.duplicates),
        documentation: for_team && !args.no_documentation,
        names: false,
    };
    let source = load(&args.source, &rubric, counting);
    let previous = args.previous.as_ref().map(|path| {
        let counting = Counting {
            documentation: false,
            ..counting
        };
        load_any_version(std::slice::from_ref(path), &rubric, counting)
    });
    // What is wrong with any of them has been said in one run.
    let ended = |source: &Result<Source, Exit>| source.as_ref().map_or_else(|e| *e, |s| s.exit);
    let not_planned = plan.as_ref().and_then(|p| p.as_ref().err().copied());
    let exit = [
        Some(ended(&source)),
        previous.as_ref().map(ended),
        not_planned,
    ];
    let exit = exit.into_iter().flatten().max().unwrap_or(Exit::Well);
    let (Ok(source), Ok(previous), Ok(plan)) = (source, previous.transpose(), plan.transpose())
    else {
        return Ok(exit);
    };
    if let Some(file) = file {
        target::not_a_source(file, &source.files)?;
        target::not_a_source(file, args.plan.as_slice())?;
        target::not_a_source(file, previous.as_ref().map_or(&[], |p| &p.files))?;
    }
    let sides = previous
        .as_ref()
        .map(|previous| [previous.side(&rubric), source.side(&rubric)]);
    let compared = sides
        .as_ref()
        .map(|[old, new]| DiffView::new(&rubric, old, new));
    let view = View::new(&rubric, &source.assessment);
    let planned = plan.as_ref().map(|checked| Planned {
        plan: &checked.written.plan,
        owners: for_team || args.show_owners,
        public: !for_team,
    });
    if let (Some(path), Some(checked)) = (&args.plan, &plan) {
        checked.say(path, None);
    }
    let page = if for_team {
        if counting.documentation {
            tally::warn_of_names(&source, &rubric);
        }
        let groups = tally::groups(args.grouped.by, args.grouped.min_group, &rubric, &source)?;
        let extras = Extras {
            title: args.title.as_deref(),
            plan: planned,
            groups: groups.as_ref(),
            previous: compared.as_ref(),
            no_documentation: args.no_documentation,
        };
        team(&view, &extras)
    } else {
        small_team(source.assessment.responses, args.yes_small)?;
        public(&view, args.title.as_deref(), compared.as_ref(), planned)
    };
    let written = match format {
        RenderFormat::Markdown => markdown::written(&page),
        RenderFormat::Html => html::written(&page),
    };
    target::write(file, written.as_bytes(), args.force)?;
    Ok(exit)
}

/// A small team's public page is written only when somebody said so.
fn small_team(responses: u32, yes: bool) -> anyhow::Result<()> {
    if responses >= ENOUGH {
        return Ok(());
    }
    let how_many = if responses == 1 {
        "only 1 response is"
    } else {
        &format!("only {responses} responses are")
    };
    if !yes {
        bail!(
            "{how_many} counted. In a team this small readers may recognize whose view a page shows, although it names nobody. Ask the respondents, and then add --yes-small"
        );
    }
    output::note(format_args!(
        "note: {how_many} counted: readers may recognize whose view this page shows."
    ));
    Ok(())
}
