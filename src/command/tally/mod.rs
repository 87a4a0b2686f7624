//! `chronic tally`.

use std::io::{self, IsTerminal as _};
use std::path::Path;

use anyhow::{Context, bail};

use crate::cli::{Tally, TallyFormat};
use crate::command::diff::{ComparedSource, say_what_is_odd};
use crate::command::plan::{self, CheckedPlan};
use crate::command::source::{Counting, Kept, Source, load};
use crate::command::{
    Exit, by_folder, filled_workbook, names_in_comments, output, printed_commands, roster,
    rubric_for, target,
};
use crate::disk::folder::STDIN;
use crate::files::content::Kind;
use crate::import::filled_workbook as workbook_read;
use crate::import::roster::Roster;
use crate::import::table::Table;
use crate::model::rubric::Rubric;
use crate::model::turnout::Turnout;
use crate::report::formats::command_line::word;
use crate::report::results::group::{self, GroupView};
use crate::report::results::problem as report;
use crate::report::results::tally::{View, for_people, for_programs};
use crate::report::workbook::{self, Contents};

mod team;

/// Runs the subcommand.
///
/// # Errors
/// Wrong usage, or the system refuses a file.
pub(super) fn run(args: &Tally, path: Option<&Path>) -> anyhow::Result<Exit> {
    let workbook = filled_workbook::workbook(&args.sources, args.prefer)?;
    let file = args.output.as_deref();
    let usual = match args.long {
        true => TallyFormat::Csv,
        false => TallyFormat::Table,
    };
    let format = target::format(args.format, file, usual)?;
    let in_rows = args.long && format == TallyFormat::Csv;
    if args.long && !in_rows && format != TallyFormat::Xlsx {
        bail!(
            "--long works only with CSV and workbooks. Run this without --format, or use --format csv"
        );
    }
    by_folder::usage(args, format)?;
    if args.grouped.respondents().is_some() && (in_rows || format == TallyFormat::Toml) {
        bail!(
            "--by works with table, csv, json, markdown, and xlsx. A team assessment and --long have no groups"
        );
    }
    if args.renew_documentation && format != TallyFormat::Toml {
        bail!(
            "--renew-documentation works only with a team assessment. Add -o and a name that ends in .toml"
        );
    }
    if args.plan.is_some() && format != TallyFormat::Xlsx {
        bail!("--plan works only with a workbook. Add -o and a name that ends in .xlsx");
    }
    if args.previous.is_some() && format != TallyFormat::Xlsx {
        bail!(
            "--previous works only with a workbook. Add -o and a name that ends in .xlsx. Or compare two years: chronic diff OLD NEW"
        );
    }
    if format == TallyFormat::Xlsx {
        not_to_a_terminal(file)?;
    }
    let rubric = rubric_for(path)?;
    if let Some(workbook) = workbook {
        return filled_workbook::team(args, workbook, &rubric);
    }
    let roster = args.roster.as_deref();
    let roster = roster.map(|path| roster::wanted(path, "Nothing was counted."));
    let roster = roster.transpose()?;
    let has_texts = matches!(format, TallyFormat::Toml | TallyFormat::Markdown)
        && !(args.no_documentation || args.grouped.is_folders());
    let counting = Counting {
        kept: match roster {
            _ if has_texts => Kept::Texts,
            Some(_) => Kept::Names,
            None => Kept::Heads,
        },
        ..Counting::of(args.counted)
    };
    if args.grouped.is_folders() {
        return by_folder::run(args, format, &rubric, counting);
    }
    let plan = named_plan(args, &rubric)?;
    // What is wrong with the plan and with the responses is said in one run.
    let previous = previous(args, &rubric, counting);
    let unread = [plan.as_ref().err(), previous.as_ref().err()];
    let unread = unread.into_iter().flatten().max().copied();
    let unread = unread.unwrap_or_default();
    let loaded = load(&args.sources, &rubric, counting);
    let mut source = loaded.map_err(|exit| exit.max(unread))?;
    if let (Some(path), Some(roster)) = (&args.roster, &roster) {
        invite((path, roster), &mut source, format)?;
    }
    let (Ok(plan), Ok(previous)) = (plan, previous) else {
        return Ok(source.exit.max(unread));
    };
    let sources = [Some(&source), previous.as_ref()].into_iter().flatten();
    let sources = sources.flat_map(|source| &source.files);
    target::not_a_source(file, sources.chain(&args.plan).chain(&args.roster))?;
    let names = names_in_comments::names(&source, roster.as_ref());
    if format == TallyFormat::Toml {
        return Ok(team::write(args, &rubric, &source, &names)?.max(source.exit));
    }
    names_in_comments::warn_of_names(&names, &source.assessment, &rubric);
    if args.long && source.responses.is_empty() {
        bail!(
            "--long needs individual responses, but a team assessment has only counts. Name the responses instead"
        );
    }
    if in_rows {
        let content = |out: &mut dyn io::Write| for_programs::long(&rubric, &source.responses, out);
        target::write_by(file, &content, args.force)?;
        return Ok(source.exit);
    }
    if format == TallyFormat::Xlsx {
        return write_workbook(args, &rubric, (&source, previous.as_ref()), plan.as_ref());
    }
    let text = text(args, format, &rubric, &source)?;
    target::write_text(file, &text, format == TallyFormat::Table, args.force)?;
    Ok(source.exit)
}

/// Says who of the roster has answered, and has the assessment say how many were asked.
///
/// # Errors
/// Wrong usage: a team assessment does not know who responded.
fn invite(
    (path, roster): (&Path, &Roster),
    source: &mut Source,
    format: TallyFormat,
) -> anyhow::Result<()> {
    if source.responses.is_empty() {
        bail!(
            "--roster needs individual responses, but a team assessment has only counts. Name the responses instead"
        );
    }
    roster::say_how_read(path, roster);
    let earlier: Vec<&Path> = source.earlier.iter().map(|(_, file)| &**file).collect();
    roster::say_earlier(path, &earlier);
    let is_this = |at: &usize| !source.earlier.iter().any(|(other, _)| other == at);
    let this: Vec<usize> = (0..source.responses.len()).filter(is_this).collect();
    let responses = source.responses.chosen(&this);
    let turnout = Turnout::of(&roster.members, &responses, &source.unread);
    // What is made for programs is often made where a log is public.
    let named = !matches!(format, TallyFormat::Csv | TallyFormat::Json);
    let problems = [
        roster::no_answer_from(&turnout, path, named),
        roster::names_not_on_roster(path, &turnout.strangers(&responses), named),
    ];
    for problem in problems.iter().flatten() {
        output::note(report::note(problem));
    }
    if turnout.is_too_full() {
        output::note(format_args!(
            "warning: There are {}, so the roster doesn't say how many people were invited. Check that it's this year's, and that no form is here twice.",
            roster::in_numbers(&turnout)
        ));
        return Ok(());
    }
    // Whoever answered was asked, on the roster or not.
    let on_roster = u32::try_from(roster.members.len()).ok();
    source.assessment.invited = on_roster.map(|people| people.max(source.assessment.responses));
    Ok(())
}

/// What there is to show of a source, with the groups that were asked for.
///
/// # Errors
/// Wrong usage: there are no responses to group.
fn view<'a>(args: &Tally, rubric: &'a Rubric, source: &'a Source) -> anyhow::Result<View<'a>> {
    let mut view = View::new(rubric, &source.assessment);
    view.groups = source.groups(args.grouped.respondents(), args.grouped.min_group, rubric)?;
    Ok(view)
}

fn text(
    args: &Tally,
    format: TallyFormat,
    rubric: &Rubric,
    source: &Source,
) -> anyhow::Result<String> {
    let view = view(args, rubric, source)?;
    if let Some(why) = view.groups.as_ref().and_then(GroupView::why_none)
        && matches!(format, TallyFormat::Csv | TallyFormat::Json)
    {
        output::note(format_args!("note: {why}"));
    }
    Ok(match format {
        TallyFormat::Csv => target::text_of(|out| match &view.groups {
            Some(groups) => group::for_programs::csv(groups, out),
            None => for_programs::csv(&view, out),
        })?,
        TallyFormat::Json => for_programs::json(&view)?,
        TallyFormat::Markdown => for_people::markdown(&view, args.sort, !args.no_documentation),
        TallyFormat::Table | TallyFormat::Toml | TallyFormat::Xlsx => {
            for_people::table(&view, args.sort)
        }
    })
}

/// A workbook in a terminal is noise, and may do harm; `-o -` says that it is meant.
///
/// # Errors
/// Wrong usage.
fn not_to_a_terminal(file: Option<&Path>) -> anyhow::Result<()> {
    if file.is_none() && io::stdout().is_terminal() {
        bail!("a workbook can't be shown on the screen. Save it to a file: -o team.xlsx");
    }
    Ok(())
}

/// The plan that is named, if one is. What is wrong with it has been printed when the
/// answer is an exit.
///
/// # Errors
/// When the system refuses the file.
fn named_plan(args: &Tally, rubric: &Rubric) -> anyhow::Result<Result<Option<CheckedPlan>, Exit>> {
    let Some(path) = &args.plan else {
        return Ok(Ok(None));
    };
    let read = plan::read_plan(path, rubric, None)?;
    Ok(read.inspect(|plan| plan.say(path, None)).map(Some))
}

/// Last year's source, if one is named. What is wrong with it has been printed when the answer
/// is an exit.
///
/// # Errors
/// How to exit.
fn previous(args: &Tally, rubric: &Rubric, counting: Counting) -> Result<Option<Source>, Exit> {
    let previous = args.previous.as_ref().map(std::slice::from_ref);
    let counting = counting.of_any_version();
    let previous = previous.map(|previous| load(previous, rubric, counting));
    previous.transpose()
}

/// Refuses to replace a workbook of another program, such as a form tool's export or a roster, and
/// one in which somebody typed what `new` doesn't have.
///
/// # Errors
/// That it is one, or the system refuses it.
fn nothing_is_lost(file: &Path, args: &Tally, new: &[u8], rubric: &Rubric) -> anyhow::Result<()> {
    let there = target::existing(file)?;
    let is_other = |old: &[u8]| old.starts_with(b"PK") && old != new;
    let Some(there) = there.filter(|there| is_other(&there.bytes)) else {
        return Ok(());
    };
    let shown = report::path(file);
    let read = |bytes: &[u8]| workbook_read::read(&Table::read(bytes), rubric);
    let Ok(old) = read(&there.bytes) else {
        bail!(
            "{shown} isn't a workbook that chronic made for this self-assessment, so --force won't replace it: it could be someone's answers. It wasn't changed. Choose another name, or move the file first"
        );
    };
    let Ok(new) = read(new) else { return Ok(()) };
    let back = old
        .typed_since(&new)
        .map(|kind| match (kind, &args.plan, &*args.sources) {
            (Kind::Plan, Some(plan), _) => format!("plan update {} {}", word(plan), word(file)),
            (Kind::Plan, None, _) => format!("plan update plan.toml {}", word(file)),
            (_, _, [team]) if team.is_file() => format!("tally {} -o {}", word(file), word(team)),
            _ => format!("tally {} -o team.toml", word(file)),
        });
    let back: Vec<String> = back.map(printed_commands::command).collect();
    if let [first, others @ ..] = &*back {
        let others: String = others.iter().map(|also| format!(" And: {also}")).collect();
        bail!(
            "people typed in {shown}, and the new workbook wouldn't have all of it, so it wasn't changed. Put what they typed into its file: {first}{others}. Or choose another name, or move the workbook first"
        );
    }
    if !args.force {
        bail!(
            "{shown} already exists, so it wasn't changed. The new workbook has all that was typed in the cells to fill in. Choose another name, or add --force to replace it"
        );
    }
    Ok(())
}

/// Writes the workbook of a source, with last year's, and the plan that follows from it.
///
/// # Errors
/// Wrong usage, or the system refuses a file.
fn write_workbook(
    args: &Tally,
    rubric: &Rubric,
    (source, previous): (&Source, Option<&Source>),
    plan: Option<&CheckedPlan>,
) -> anyhow::Result<Exit> {
    let view = view(args, rubric, source)?;
    let long = args.long.then_some(&source.responses);
    let fitting = long.filter(|responses| workbook::fits(rubric, responses));
    if long.is_some() && fitting.is_none() {
        output::note(
            "note: the sheet with one row per answer would have too many rows, so it isn't in the workbook. To get it as CSV: chronic tally --long",
        );
    }
    if let Some(previous) = previous {
        let compared = [
            ComparedSource::at(args.previous.as_slice(), previous, rubric),
            ComparedSource::at(&args.sources, source, rubric),
        ];
        say_what_is_odd(&compared, true);
    }
    if let (Some(path), Some(plan)) = (&args.plan, plan) {
        plan.say_of_another_year(path, (&args.sources, source), rubric);
    }
    let contents = Contents {
        view: &view,
        long: fitting,
        plan: plan.map(|checked| &checked.written.plan),
        previous: previous.map(|previous| previous.side(rubric)),
    };
    let bytes = workbook::write(&contents).context("the workbook couldn't be made")?;
    let file = args.output.as_deref();
    if let Some(there) = file.filter(|file| file.as_os_str() != STDIN) {
        nothing_is_lost(there, args, &bytes, rubric)?;
    }
    target::write(file, &bytes, args.force)?;
    Ok(previous.map_or(source.exit, |previous| previous.exit.max(source.exit)))
}
