//! `chronic render`.

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::cli::{ReadBy, Render, RenderFormat};
use crate::command::diff::{ComparedSource, say_what_is_odd};
use crate::command::in_context::today_or;
use crate::command::plan::CheckedPlan;
use crate::command::source::{Counting, Source, load, load_with};
use crate::command::{Exit, names_in_comments, output, plan, rubric_for, target};
use crate::model::comparison::Side;
use crate::model::plan::year::PlanYear;
use crate::model::rubric::Rubric;
use crate::report::formats::{Page, html, length, markdown};
use crate::report::results::diff::DiffView;
use crate::report::results::tally::View;
use crate::report::summary::{Extras, Planned, brief, team};

mod others;

/// All that a page is made from.
struct SummaryParts {
    source: Source,
    /// The oldest first.
    previous: Vec<Source>,
    plan: Option<CheckedPlan>,
    last_plan: Option<CheckedPlan>,
    today: Date,
    /// What the run has come to so far.
    exit: Exit,
}

/// Runs the subcommand.
///
/// # Errors
/// Wrong usage, or the system refuses a file.
pub(super) fn run(args: &Render, rubric: Option<&Path>) -> anyhow::Result<Exit> {
    let file = args.output.as_deref();
    let format = target::format(args.format, file, RenderFormat::Markdown)?;
    let rubric = rubric_for(rubric)?;
    let for_team = args.audience == ReadBy::Team;
    if !for_team {
        others::usage(args)?;
    }
    let read = read(args, &rubric, for_team)?;
    let page = if for_team {
        team_page(args, &rubric, &read)?
    } else {
        others::page(args, &rubric, &read)?
    };
    if let Some(sheets) = length::too_long(&page) {
        let shorten = match args.plan {
            Some(_) => " To shorten it, shorten what the plan says.",
            None => "",
        };
        output::note(format_args!(
            "note: this will probably take more than {sheets} when printed.{shorten}"
        ));
    }
    target::write(file, format.written(&page).as_bytes(), args.force)?;
    Ok(read.exit)
}

impl RenderFormat {
    /// A page as this has it.
    pub(super) fn written(self, page: &Page) -> String {
        match self {
            Self::Markdown => markdown::written(page),
            Self::Html => html::written(page),
        }
    }
}

/// Reads everything, so that what is wrong with any of it has been said in one run.
fn read(args: &Render, rubric: &Rubric, for_team: bool) -> anyhow::Result<SummaryParts> {
    let read_plan = |path: &Option<PathBuf>| {
        let path = path.as_ref();
        let plan = path.map(|path| plan::read_plan(path, rubric, args.today));
        plan.transpose()
    };
    let (plan, last_plan) = (read_plan(&args.plan)?, read_plan(&args.previous_plan)?);
    let texts = for_team && !args.no_documentation;
    let source = load_with(texts, &args.source, rubric, args.counted);
    let counting = Counting::of(args.counted).of_any_version();
    let previous = args.previous.iter().map(std::slice::from_ref);
    let previous = previous.map(|path| load(path, rubric, counting));
    let previous: Vec<_> = previous.collect();
    let plans = [&plan, &last_plan].into_iter().flatten();
    let plans = plans.filter_map(|plan| plan.as_ref().err().copied());
    let sources = previous.iter().chain([&source]).map(Source::exit);
    let exit = plans.chain(sources).max().unwrap_or_default();
    let previous: Result<Vec<Source>, Exit> = previous.into_iter().collect();
    let (Ok(source), Ok(previous), Ok(plan), Ok(last_plan)) =
        (source, previous, plan.transpose(), last_plan.transpose())
    else {
        return Err(exit.into());
    };
    let file = args.output.as_deref();
    let sources = [&source].into_iter().chain(&previous);
    let sources = sources.flat_map(|source| &source.files);
    let plans = args.plan.iter().chain(&args.previous_plan);
    target::not_a_source(file, sources.chain(plans))?;
    let mut previous: Vec<(&PathBuf, Source)> = args.previous.iter().zip(previous).collect();
    // Where a year has no dates, they stay in the order given.
    if previous.iter().all(|(_, p)| p.assessment.from.is_some()) {
        previous.sort_by_key(|(_, p)| p.assessment.from);
    }
    let earlier = previous.iter();
    let earlier = earlier.map(|(path, source)| (std::slice::from_ref(*path), source));
    let compared = earlier.chain([(&*args.source, &source)]);
    let compared = compared.map(|(named, source)| ComparedSource::at(named, source, rubric));
    say_what_is_odd(&compared.collect::<Vec<_>>(), true);
    let previous = previous.into_iter().map(|(_, source)| source).collect();
    if let (Some(path), Some(plan)) = (&args.plan, &plan) {
        plan.say(path, args.today);
        plan.say_of_another_year(path, (&args.source, &source), rubric);
    }
    if let (Some(path), Some(plan)) = (&args.previous_plan, &last_plan) {
        output::oddities(path, &plan.problems);
    }
    Ok(SummaryParts {
        source,
        previous,
        plan,
        last_plan,
        today: today_or(args.today),
        exit,
    })
}

impl SummaryParts {
    /// The earlier years.
    fn earlier<'a>(&'a self, rubric: &'a Rubric) -> Vec<Side<'a>> {
        let earlier = self.previous.iter();
        earlier.map(|source| source.side(rubric)).collect()
    }

    /// The plans of this year and of last, as these readers see them.
    fn plans<'a>(&'a self, owners: bool, public: bool) -> [Option<Planned<'a>>; 2] {
        let [plan, last_plan] = [&self.plan, &self.last_plan].map(|plan| {
            plan.as_ref().map(|checked| Planned {
                plan: &checked.written.plan,
                owners,
                public,
                today: self.today,
                year: None,
            })
        });
        let of_year = |plan: Planned<'a>| Planned {
            year: Some(PlanYear::new(plan.plan, &self.source.assessment)),
            ..plan
        };
        [plan.map(of_year), last_plan]
    }
}

/// The title that was given; a blank one is none.
fn title(args: &Render) -> Option<&str> {
    let title = args.title.as_deref().map(str::trim);
    title.filter(|title| !title.is_empty())
}

fn team_page(args: &Render, rubric: &Rubric, read: &SummaryParts) -> anyhow::Result<Page> {
    let source = &read.source;
    let mut view = View::new(rubric, &source.assessment);
    if args.brief {
        return Ok(brief(&view, title(args)));
    }
    if !args.no_documentation {
        names_in_comments::warn_of_its_names(source, rubric);
    }
    view.groups = source.groups(args.grouped.by, args.grouped.min_group, rubric)?;
    let last = read.previous.last();
    let compared = last.map(|last| DiffView::new(rubric, last.side(rubric), source.side(rubric)));
    let earlier = read.earlier(rubric);
    let [plan, last_plan] = read.plans(true, false);
    let extras = Extras {
        title: title(args),
        plan,
        last_plan,
        previous: compared.as_ref(),
        earlier: &earlier,
        no_documentation: args.no_documentation,
    };
    Ok(team(&view, &extras))
}
