//! The one next step of a year: what is to be done, and the command for it. Where the step is
//! a command's, running it changes what comes next; where it is people's, the command shows
//! what they have to do. What other commands say comes next is taken from here.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::command::next::folder_contents::{MayBe, Team, folder, is_below};
use crate::command::next::shared_steps::{NextStep, free, option, slug};
use crate::command::next::year::{SOON, Year};
use crate::command::printed_commands;
use crate::files::content::Kind;
use crate::model::dates::year;
use crate::model::plan::audience::Audience;
use crate::model::plan::status::{State, days_between};
use crate::model::rubric::Rubric;
use crate::model::settled::ENOUGH_TO_SHARE;
use crate::report::formats::command_line::{word, words};
use crate::words::{agreeing, counted, day, list};

/// The next step of this year.
pub(super) fn next(year: &Year, rubric: &Rubric) -> NextStep {
    if let Some(first) = year.districts.first() {
        let first = word(first);
        let say = format!(
            "Each of these folders has files of its own. Look at one at a time, such as {first}. If they're several districts' or schools', to count each and compare them"
        );
        return NextStep {
            or: Some(format!("tally --by folder {}", word(&year.above))),
            ..NextStep::new(say, format!("next {first}{}", as_of(year)))
        };
    }
    if let Some(step) = exports(year).or_else(|| broken(year)) {
        return step;
    }
    let Some(team) = &year.team else {
        let step = match year.files.has_forms_or_pages() {
            true => forms(year, rubric),
            false => hand_out(year),
        };
        let Some((plan, team)) = year.gone_team() else {
            return step;
        };
        let (plan, team) = (word(plan), word(team));
        return step.because(&format!(
            "First look for {team}, which {plan} names, and put it back: it has what your team agreed on. If it's lost, start again."
        ));
    };
    // Once the answers are counted again, a workbook that was made before can't be read back.
    if let Some(step) = year.read_back().or_else(|| answers_since(year, team)) {
        return step;
    }
    let open = year.undecided().len();
    if open > 0 {
        let (open, isnt) = (counted(open, "practice"), agreeing(open, "isn't", "aren't"));
        let why = format!("{open} {isnt} settled yet.");
        if let Some(step) = year.copy_over() {
            return step.because(&why);
        }
        return NextStep::debrief(&team.path, year.earlier()).because(&why);
    }
    let Some(plan) = &year.plan else {
        let to = year.new_file("plan");
        return NextStep::draft(&team.path, &to, year.previous_plan.as_deref());
    };
    let errors = year.plan_errors();
    if errors > 0 {
        let why = format!("The plan has {} to fix.", counted(errors, "problem"));
        let mut step = NextStep::fill_in(&plan.path).because(&why);
        step.command += &(year.assessment_option() + &as_of(year));
        return step;
    }
    carry_out(year, team, &plan.path)
}

/// What to do about answers that the team assessment doesn't have, and about the next round, once
/// it is due.
fn answers_since(year: &Year, team: &Team) -> Option<NextStep> {
    // A folder may have only some of the forms, where the others were put away.
    let differs = year.differs_from(team);
    let path = word(&team.path);
    if differs && year.is_from_another(&team.assessment) {
        let say = format!(
            "The forms now have answers from a year after {path}. Count them into a new file. What your team wrote there won't change."
        );
        let to = free(&year.dir, "team", "toml", Some(&new_cycle(year)));
        return Some(NextStep::new(say, tally(year, &to)));
    }
    if differs && year.would_count() >= team.assessment.responses {
        let say = format!(
            "The forms have changed since {path} was written. Count them again. What your team wrote won't change."
        );
        return Some(NextStep::new(say, tally(year, &team.path)));
    }
    let answered = year::since(&team.assessment);
    let years = answered.map(|day| (year.today - day).get_days() / 365);
    let since = match (year.next_round(), years) {
        (None, _) => "A new school year has begun".to_owned(),
        (_, Some(1)) => "It's been a year since the last round began".to_owned(),
        (_, Some(n @ 2..)) => format!("It's been {n} years since the last round began"),
        (Some(due), _) => format!("The yearly round is due as of {}", day(due)),
    };
    let why = format!("{since}. Start this year's self-assessment.");
    is_due(year, year.today).then(|| hand_out(year).because(&why))
}

/// Whether the yearly round is due by this day: a year after people answered, or where no form
/// says when that was, once the school year is over.
pub(super) fn is_due(year: &Year, day: Date) -> bool {
    match (year.next_round(), &year.team, &year.cycle) {
        (Some(due), ..) => due <= day,
        (None, Some(_), Some(cycle)) => year::is_over(cycle, day),
        (None, ..) => false,
    }
}

/// What the school year of the round that is due is called.
fn new_cycle(year: &Year) -> String {
    year::after(year.cycle.as_deref().unwrap_or_default(), year.today)
}

/// A folder that isn't there yet, for the forms of this year or of a new one.
fn new_folder(year: &Year, stem: &str, new_cycle: Option<&str>) -> PathBuf {
    match new_cycle {
        Some(cycle) => free(&year.dir, &format!("{stem}-{}", slug(cycle)), "", None),
        None => free(&year.dir, stem, "", year.cycle.as_deref()),
    }
}

/// What new forms of this year, or of a new one, have at their tops.
pub(super) fn heads(year: &Year, new_cycle: Option<&str>) -> String {
    let cycle = new_cycle.or(year.cycle.as_deref());
    option("district", year.district.as_ref()) + &option("cycle", cycle)
}

/// What a form tool collected and nobody imported.
fn exports(year: &Year) -> Option<NextStep> {
    let exports = year.files.exports.iter();
    let export = exports.min_by_key(|export| export.is_unread)?;
    let is_new_round = is_due(year, export.newest.unwrap_or(year.today))
        || export.newest.is_some_and(|day| year.round.is_over_by(day));
    let new_cycle = is_new_round.then(|| new_cycle(year));
    let answered: BTreeSet<PathBuf> = year.answered().map(|form| folder(&form.path)).collect();
    // The rows that are here already are known only in their own folder.
    let own = export.folders.iter().filter(|of| answered.contains(*of));
    let has_answers = |source: &&PathBuf| answered.iter().any(|of| is_below(of, source));
    let sources = year.sources.iter().filter(has_answers);
    let mut there = own.chain(sources).filter(|folder| folder.is_dir());
    let there = there.next().filter(|_| !is_new_round);
    let new = || new_folder(year, "responses", new_cycle.as_deref());
    let to = there.cloned().unwrap_or_else(new);
    let (what, options) = if export.is_unread && !answered.is_empty() {
        let what = "looks like a form tool's export, but can't be read as one. See what's wrong, and fix it there, or move the file out of this folder.";
        (what, "")
    } else if export.is_doubtful {
        let what = "has answers that aren't imported yet. Check how its columns will be read. If that's right, run this again with --yes and without --dry-run.";
        (what, " --yes --dry-run")
    } else {
        ("has answers that aren't imported yet.", "")
    };
    let path = word(&export.path);
    let heads = heads(year, new_cycle.as_deref());
    Some(NextStep::new(
        format!("{path} {what}"),
        format!("import {path} {}{heads}{options}", word(&to)),
    ))
}

/// Files that nothing can be counted or told without.
fn broken(year: &Year) -> Option<NextStep> {
    let fix = |what: &str, files: &[PathBuf]| {
        NextStep::new(format!("Fix {what}."), format!("validate {}", words(files)))
    };
    let team = year.team.as_ref().map(|team| &team.assessment);
    let held = team.filter(|assessment| year.holds(assessment));
    let forms = &year.broken_forms;
    let is_counted = held.is_some_and(|held| held.not_read as usize == forms.len());
    if !forms.is_empty() && !is_counted {
        let what = match forms.len() {
            1 => "the form that can't be read".to_owned(),
            n => format!("the {n} forms that can't be read"),
        };
        return Some(fix(&what, forms));
    }
    // What isn't opened may be what comes next here.
    let closed = year.files.closed();
    let is_counted = held.is_some_and(|held| held.not_read as usize >= closed.len());
    if !(closed.is_empty() || is_counted || team.is_some() && year.plan.is_some()) {
        let say = match closed[..] {
            [file] => format!(
                "{}: {}. When that's fixed, run this again.",
                word(&file.path),
                file.why
            ),
            ref several => format!(
                "{} here weren't opened. They may be forms, the team assessment, or the plan. What's wrong with each is above. When that's fixed, run this again.",
                counted(several.len(), "file")
            ),
        };
        // No other command could open them.
        return Some(NextStep::new(
            say,
            printed_commands::next(&year.dir) + &as_of(year),
        ));
    }
    if year.unclear && held.is_none() {
        return Some(NextStep::new(
            "Two forms may be from the same person. See which ones they are, and keep the right one.",
            format!("tally {}", words(&year.sources)),
        ));
    }
    // One of them may be the team assessment.
    let above = &year.broken_above;
    if team.is_none() && !above.is_empty() {
        let what = match above.len() {
            1 => "the file that can't be read, or move it out of the folder".to_owned(),
            n => format!("the {n} files that can't be read, or move them out of the folder"),
        };
        return Some(fix(&what, above));
    }
    // The plan is the next thing once there is a team assessment.
    let (kind, what) = match (team, &year.plan) {
        (None, _) => (
            Kind::TeamAssessment,
            "the team assessment, which can't be read",
        ),
        (Some(_), None) => (Kind::Plan, "the plan, which can't be read"),
        (Some(_), Some(_)) => return None,
    };
    if let Some(file) = year.files.unknown_as(MayBe::Misnamed(kind)).next() {
        let path = word(&file.path);
        return Some(NextStep::new(
            format!("{path}: {}.", file.why),
            format!("validate {path}"),
        ));
    }
    let broken = year.files.unknown_as(MayBe::Broken(kind));
    let broken: Vec<PathBuf> = broken.map(|file| file.path.clone()).collect();
    (!broken.is_empty()).then(|| fix(what, &broken))
}

/// Blank forms for everyone.
fn hand_out(year: &Year) -> NextStep {
    let cycle = new_cycle(year);
    let is_new = year.team.is_some();
    let of_folder = Some(&*cycle).filter(|_| is_new);
    // Else nothing but their dates would tell them from next year's.
    let of_forms = Some(&*cycle).filter(|_| is_new || year.cycle.is_none());
    let to = word(&new_folder(year, "forms", of_folder));
    let heads = heads(year, of_forms);
    match &year.roster {
        Some((roster, people)) => NextStep::new(
            match people.members.len() {
                1 => "Make a form for the one person on the roster.".to_owned(),
                n => format!("Make a form for each of the {n} people on the roster."),
            },
            format!("init --team {} {to}{heads}", word(roster)),
        ),
        None => {
            let mut say = String::new();
            if let Some((export, _)) = year.files.changed.first() {
                let export = word(export);
                say = format!(
                    "If you'll use the form that {export} came from again, send that out instead, and put its new export here. "
                );
            }
            say += "Make a form for each person on your team. In the command below, change 9 to the number of people. If you put a roster here first, each form has the person's name on it, and you can see who hasn't answered. A roster is a CSV file or workbook with the headings Name, Role, and Department.";
            NextStep::new(say, format!("init --anonymous 9 {to}{heads}"))
        }
    }
}

/// Forms that are out, until they are counted.
fn forms(year: &Year, rubric: &Rubric) -> NextStep {
    let (full, begun) = year.answered_and_begun(rubric);
    let (is_full, out) = match year.turnout() {
        Some(turnout) => (
            turnout.is_full(),
            turnout.people.saturating_sub(turnout.answered),
        ),
        None => (
            full > 0 && !year.is_any_out(full),
            year.files.forms.len() + year.files.pages.len() - full,
        ),
    };
    let team = year.new_file("team");
    if is_full && begun == 0 {
        // Without a roster, nobody knows who everyone is.
        let say = match &year.roster {
            Some(_) if year.turnout().is_some_and(|t| t.is_too_full()) => {
                "More forms have answers than there are people on the roster. Check that the roster is this year's, and that no form is here twice. Then count the answers."
            }
            Some(_) => "Everyone has answered. Count the answers.",
            None if !year.files.unknown.is_empty() => {
                "Every form here that can be read has been answered. If that's everyone, count the answers."
            }
            None => "Every form here has been answered. If that's everyone, count the answers.",
        };
        return NextStep::new(say, tally(year, &team));
    }
    let roster = year.roster.as_ref();
    let for_one = roster.is_some_and(|(_, people)| people.members.len() == 1);
    // Pages hold no answer themselves; what they save is put beside them.
    if year.files.forms.is_empty() {
        let mut step = NextStep::pages(&year.dir, for_one);
        step.command.push_str(&as_of(year));
        return step;
    }
    let without = year.without_form();
    if let Some(first) = without.first() {
        let folder = year.sources.first().filter(|source| source.is_dir());
        let folder = folder.map_or_else(|| year.dir.clone(), Clone::clone);
        let file = free(&folder, &slug(&first.name), "toml", None);
        let of = |name, text: &str| option(name, Some(text).filter(|text| !text.is_empty()));
        let is_begun = full + begun > 0;
        let mut say = year.no_form_for().unwrap_or_default();
        say += match without.len() {
            1 => ". Make one, and send it.",
            _ => ". Make one for each, and send them.",
        };
        if is_begun {
            say += " To count the forms you have now";
        }
        let head = [
            of("name", &first.name),
            of("role", &first.role),
            of("department", &first.department),
            heads(year, None),
        ];
        return NextStep {
            or: is_begun.then(|| tally(year, &team)),
            ..NextStep::new(say, format!("init {}{}", word(&file), head.concat()))
        };
    }
    let mut step = NextStep::wait(&year.sources, roster.map(|(path, _)| &**path), for_one);
    if full + begun > 0 {
        let forms = agreeing(full + begun, "the one", "the ones");
        let open = match (out.saturating_sub(begun), begun) {
            (0, 1) => "One form isn't finished",
            (0, _) => "Some forms aren't finished",
            (1, 0) => "One form hasn't come back",
            (_, 0) => "Some forms haven't come back",
            _ => "Some forms haven't come back or aren't finished",
        };
        step.say = format!("{open} yet. To count {forms} you have now");
        step.or = Some(tally(year, &team));
    }
    step
}

pub(super) fn tally(year: &Year, team: &Path) -> String {
    let roster = option("roster", year.roster.as_ref().map(|(path, _)| path));
    format!("tally {} -o {}{roster}", words(&year.sources), word(team))
}

/// Sharing and check-ins, as their days come.
fn carry_out(year: &Year, team: &Team, plan: &Path) -> NextStep {
    let status = status(year, plan);
    let is_soon = |due: Date| days_between(year.today, due) <= SOON as i32;
    let to_tell = year.to_tell();
    let first = to_tell.first();
    if let Some(first) = first.filter(|(_, due)| due.is_none_or(is_soon)) {
        return tell(year, team, plan, first);
    }
    if let Some(review) = year.next_review().filter(|day| is_soon(*day)) {
        return NextStep::new(
            format!("Check in with your team on {}.", day(review)),
            format!("plan review {}{}", word(plan), as_of(year)),
        );
    }
    let overdue = year.in_state(State::Overdue);
    if overdue > 0 {
        return NextStep::new(
            match overdue {
                1 => "1 item is overdue. Update the plan with its owner.".to_owned(),
                n => format!("{n} items are overdue. Update the plan with their owners."),
            },
            status,
        );
    }
    let due = match year.in_state(State::DueSoon) {
        0 => "due",
        _ => "overdue",
    };
    let before = year.told_before();
    let say = match (first, year.next_review()) {
        (Some(first), None) => return tell(year, team, plan, first),
        (Some(first @ (_, Some(due))), Some(review)) if *due <= review => {
            return tell(year, team, plan, first);
        }
        (_, Some(review)) => {
            let review = day(review);
            format!("Nothing is {due} now. The next check-in is on {review}.")
        }
        (None, None) if !before.is_empty() => {
            let names: Vec<&str> = before.iter().map(|audience| audience.words()).collect();
            format!(
                "What was shared with {} was due before people answered. In {}, add how they hear this year's results, or type the day they heard them for due.",
                list(&names),
                word(plan)
            )
        }
        (None, None) => {
            let again = year.next_round().map_or_else(String::new, |due| {
                format!(" The next round is due on {}.", day(due))
            });
            format!("The results are shared, and nothing is {due}.{again}")
        }
    };
    NextStep::new(say, status)
}

/// To share the results with somebody.
fn tell(
    year: &Year,
    team: &Team,
    plan: &Path,
    (audience, due): &(Audience, Option<Date>),
) -> NextStep {
    let by = due.map_or_else(String::new, |due| match due < year.today {
        true => format!(" It was due on {}.", day(due)),
        false => format!(" It's due on {}.", day(due)),
    });
    let is_small = team.assessment.responses < ENOUGH_TO_SHARE;
    let has_message = year.has_message(*audience);
    let (file, whom) = (word(plan), audience.words());
    let command = if is_small || *audience == Audience::Other || !has_message {
        status(year, plan)
    } else {
        let (team, to) = (word(&team.path), audience.id());
        format!("render {team} --plan {file} --audience {to}{}", as_of(year))
    };
    let share = match has_message {
        true => format!("Share the results with {whom}"),
        false => format!(
            "The plan has no message for {whom} yet. Type one for message, and share the results with them"
        ),
    };
    let say = format!("{share}. Once that's done, type status = \"done\" for it in {file}.{by}");
    NextStep::new(say, command)
}

fn status(year: &Year, plan: &Path) -> String {
    format!("plan status {}{}", word(plan), as_of(year))
}

/// The day that was asked for, as an option.
pub(super) fn as_of(year: &Year) -> String {
    match year.is_asked {
        true => format!(" --today {}", year.today),
        false => String::new(),
    }
}
