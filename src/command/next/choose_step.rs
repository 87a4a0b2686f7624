//! The one next step of a year: what is to be done, and the command for it. Where the step is
//! a command's, running it changes what comes next; where it is people's, the command shows
//! what they have to do. What other commands say comes next is taken from here.

use std::path::{Path, PathBuf};

use crate::command::next::folder_contents::Team;
use crate::command::next::names::{free, slug};
use crate::command::next::next_step::{NextStep, option};
use crate::command::next::year::{SOON, Year};
use crate::files::content::Kind;
use crate::model::dates::year::{self, since};
use crate::model::plan::Audience;
use crate::model::plan::status::State;
use crate::model::rubric::Rubric;
use crate::report::formats::command_line::{word, words};
use crate::words::{agreeing, counted, day};

/// A page for others is made of so many responses or more, unless somebody says otherwise.
const SMALLEST: u32 = 5;

/// The next step of this year, whose files are below `dir`.
pub(super) fn next(year: &Year, dir: &Path, rubric: &Rubric) -> NextStep {
    if let Some(first) = year.districts.first() {
        return NextStep {
            or: Some(format!("tally --by folder {}", word(&year.above))),
            ..NextStep::new(
                format!(
                    "These are several districts' or schools' folders. Look at one at a time, such as {}. To count each and compare them",
                    word(first)
                ),
                format!("next {}", word(first)),
            )
        };
    }
    let roster = year.roster.as_ref().map(|(path, _)| path.as_path());
    if let Some(step) = exports(year, dir).or_else(|| broken(year)) {
        return step;
    }
    let Some(team) = &year.team else {
        if year.files.forms.is_empty() && year.files.pages.is_empty() {
            return hand_out(year, dir);
        }
        return forms(year, dir, rubric, roster);
    };
    // A folder may have only some of the forms, where the others were put away.
    let differs = year.would_count() > 0 && !year.holds(&team.assessment);
    let is_later = differs && year.would_count() >= team.assessment.responses;
    if differs && year.is_from_another(&team.assessment) {
        let cycle = new_cycle(year);
        let to = free(dir, "team", "toml", Some(&cycle));
        return NextStep::new(
            format!(
                "The forms now have answers from a year after {}. Count them into a new file. What your team wrote there won't change.",
                word(&team.path)
            ),
            tally(year, &to, roster),
        );
    }
    if is_later {
        return NextStep::new(
            format!(
                "The forms have changed since {} was written. Count them again. What your team wrote won't change.",
                word(&team.path)
            ),
            tally(year, &team.path, roster),
        );
    }
    if is_due(year, year.today) {
        let mut step = hand_out(year, dir);
        let since = match year.team.as_ref().and_then(|team| since(&team.assessment)) {
            None => "A new school year has begun".to_owned(),
            Some(day) => match (year.today - day).get_days() / 365 {
                0 | 1 => "It's been a year since people last answered".to_owned(),
                n => format!("It's been {n} years since people last answered"),
            },
        };
        step.say = format!("{since}. Start this year's self-assessment. {}", step.say);
        return step;
    }
    if differs {
        return NextStep::new(
            format!(
                "{} has {}, but {} here now. If the others were taken out for good, count again. What your team wrote won't change.",
                word(&team.path),
                counted(team.assessment.responses as usize, "response"),
                match year.would_count() as usize {
                    1 => "only 1 answered form is".to_owned(),
                    n => format!("only {n} answered forms are"),
                },
            ),
            tally(year, &team.path, roster),
        );
    }
    let open = year.open().len();
    if open > 0 {
        let last_year = year.previous.as_ref().map(|old| &*old.path);
        let mut step = NextStep::debrief(&team.path, last_year);
        let verb = agreeing(open, "isn't", "aren't");
        step.say = format!(
            "{} {verb} settled yet. {}",
            counted(open, "practice"),
            step.say
        );
        return step;
    }
    let Some(plan) = &year.plan else {
        let to = free(dir, "plan", "toml", year.cycle.as_deref());
        return NextStep::draft(&team.path, &to, year.previous_plan.as_deref());
    };
    let errors = year.plan_errors();
    if errors > 0 {
        let mut step = NextStep::fill_in(&plan.path);
        step.command.push_str(&year.assessment_option());
        step.say = format!(
            "The plan has {} to fix. {}",
            counted(errors, "problem"),
            step.say
        );
        return step;
    }
    carry_out(year, team, &plan.path)
}

/// Whether the yearly round is due by this day: a year after people answered, or where no form
/// says when that was, once the school year is over.
fn is_due(year: &Year, day: jiff::civil::Date) -> bool {
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

/// What a form tool collected and nobody imported.
fn exports(year: &Year, dir: &Path) -> Option<NextStep> {
    let export = year
        .files
        .exports
        .iter()
        .min_by_key(|export| export.is_unread)?;
    let is_new_round = is_due(year, export.newest.unwrap_or(year.today))
        || export.newest.is_some_and(|day| year.is_over_by(day));
    let new_cycle = is_new_round.then(|| new_cycle(year));
    let to = match (&new_cycle, year.sources.first()) {
        (Some(cycle), _) => free(dir, &format!("responses-{}", slug(cycle)), "", None),
        (None, Some(folder))
            if folder.is_dir() && year.files.forms.iter().any(|f| f.answered > 0) =>
        {
            folder.clone()
        }
        _ => free(dir, "responses", "", year.cycle.as_deref()),
    };
    let cycle = new_cycle.as_ref().or(year.cycle.as_ref());
    let import = format!(
        "import {} {}{}",
        word(&export.path),
        word(&to),
        heads(year, cycle)
    );
    if export.is_unread && year.answered().next().is_some() {
        return Some(NextStep::new(
            format!(
                "{} looks like a form tool's export, but can't be read as one. See what's wrong, and fix it there, or move the file out of this folder.",
                word(&export.path)
            ),
            import,
        ));
    }
    Some(if export.is_doubtful {
        NextStep::new(
            format!(
                "{} has answers that aren't imported yet. Check how its columns will be read. If that's right, run this again with --yes and without --dry-run.",
                word(&export.path)
            ),
            format!("{import} --yes --dry-run"),
        )
    } else {
        NextStep::new(
            format!(
                "{} has answers that aren't imported yet.",
                word(&export.path)
            ),
            import,
        )
    })
}

/// What new forms of a year have at their tops.
fn heads(year: &Year, cycle: Option<&String>) -> String {
    option("district", year.district.as_ref()) + &option("cycle", cycle)
}

/// Files that nothing can be counted or told without.
fn broken(year: &Year) -> Option<NextStep> {
    let held = year.team.as_ref().map(|team| &team.assessment);
    let held = held.filter(|assessment| year.holds(assessment));
    let fix = |what: &str, files: &[PathBuf]| {
        NextStep::new(format!("Fix {what}."), format!("validate {}", words(files)))
    };
    let forms = year.files.broken_forms.iter();
    let forms: Vec<PathBuf> = forms.map(|(path, _)| path.clone()).collect();
    let is_counted = held.is_some_and(|held| held.not_read as usize == forms.len());
    if !forms.is_empty() && !is_counted {
        let what = match forms.len() {
            1 => "the form that can't be read".to_owned(),
            n => format!("the {n} forms that can't be read"),
        };
        return Some(fix(&what, &forms));
    }
    if year.unclear && held.is_none() {
        return Some(NextStep::new(
            "Two forms may be from the same person. See which ones they are, and keep the right one.",
            format!("tally {}", words(&year.sources)),
        ));
    }
    // One of them may be the team assessment.
    let beside = &year.broken_above;
    if year.team.is_none() && !beside.is_empty() {
        let what = match beside.len() {
            1 => "the file that can't be read, or move it out of the folder".to_owned(),
            n => format!("the {n} files that can't be read, or move them out of the folder"),
        };
        return Some(fix(&what, beside));
    }
    // The plan is the next thing once there is a team assessment.
    let (kind, what) = match (&year.team, &year.plan) {
        (None, _) => (
            Kind::TeamAssessment,
            "the team assessment, which can't be read",
        ),
        (Some(_), None) => (Kind::Plan, "the plan, which can't be read"),
        (Some(_), Some(_)) => return None,
    };
    let broken = year.files.broken.iter().filter(|(_, of)| *of == kind);
    let broken: Vec<PathBuf> = broken.map(|(path, _)| path.clone()).collect();
    let mut misnamed = year.files.misnamed.iter();
    if let Some((path, _, why)) = misnamed.find(|(_, of, _)| *of == kind) {
        let say = format!("{}: {why}.", word(path));
        return Some(NextStep::new(say, format!("validate {}", word(path))));
    }
    (!broken.is_empty()).then(|| fix(what, &broken))
}

/// Blank forms for everyone.
fn hand_out(year: &Year, dir: &Path) -> NextStep {
    let new_cycle = year.team.as_ref().map(|_| new_cycle(year));
    let options = heads(year, new_cycle.as_ref().or(year.cycle.as_ref()));
    let to = match &new_cycle {
        Some(cycle) => free(dir, &format!("forms-{}", slug(cycle)), "", None),
        None => free(dir, "forms", "", year.cycle.as_deref()),
    };
    let to = word(&to);
    match &year.roster {
        Some((roster, people)) => NextStep::new(
            match people.members.len() {
                1 => "Make a form for the one person on the roster.".to_owned(),
                n => format!(
                    "Make a form for each of the {} on the roster.",
                    counted(n, "person")
                ),
            },
            format!("init --team {} {to}{options}", word(roster)),
        ),
        None => NextStep::new(
            "Make a form for each person on your team. In the command below, change 9 to the \
             number of people. If you put a roster here first, each form has the person's name \
             on it, and you can see who hasn't answered. A roster is a CSV file or workbook \
             with the headings Name, Role, and Department.",
            format!("init --anonymous 9 {to}{options}"),
        ),
    }
}

/// Forms that are out, until they are counted.
fn forms(year: &Year, dir: &Path, rubric: &Rubric, roster: Option<&Path>) -> NextStep {
    let (full, begun) = year.answered_and_begun(rubric);
    let turnout = year.turnout();
    let is_full = begun == 0
        && match &turnout {
            Some(turnout) => turnout.is_full(),
            None => full > 0 && !year.is_any_out(full),
        };
    let out = match &turnout {
        Some(turnout) => turnout.people.saturating_sub(turnout.answered),
        None => year.files.forms.len() + year.files.pages.len() - full,
    };
    let people = year.roster.as_ref().map(|(_, people)| people.members.len());
    let for_one = people == Some(1);
    let team = free(dir, "team", "toml", year.cycle.as_deref());
    if is_full {
        // Without a roster, nobody knows who everyone is.
        let say = match turnout {
            Some(_) => "Everyone has answered. Count the answers.",
            None if !year.files.unknown.is_empty() => {
                "Every form here that can be read has been answered. If that's everyone, count the answers."
            }
            None => "Every form here has been answered. If that's everyone, count the answers.",
        };
        return NextStep::new(say, tally(year, &team, roster));
    }
    // Pages hold no answer themselves; what they save is put beside them.
    if year.files.forms.is_empty() {
        return NextStep::pages(dir, for_one);
    }
    let mut step = NextStep::wait(&year.sources, roster, for_one);
    if full + begun > 0 {
        let forms = agreeing(full + begun, "the one", "the ones");
        let out = agreeing(out, "One form hasn't", "Some forms haven't");
        step.say = format!("{out} come back yet. To count {forms} you have now");
        step.or = Some(tally(year, &team, roster));
    }
    step
}

fn tally(year: &Year, team: &Path, roster: Option<&Path>) -> String {
    let roster = option("roster", roster);
    format!("tally {} -o {}{roster}", words(&year.sources), word(team))
}

/// Sharing and check-ins, as their days come.
fn carry_out(year: &Year, team: &Team, plan: &Path) -> NextStep {
    let today = if year.is_asked {
        format!(" --today {}", year.today)
    } else {
        String::new()
    };
    let status = format!("plan status {}{today}", word(plan));
    let soon = |due: Option<jiff::civil::Date>| {
        due.is_none_or(|due| {
            year.today
                .until(due)
                .is_ok_and(|span| span.get_days() <= SOON as i32)
        })
    };
    let to_tell = year.to_tell();
    let tell = |(audience, due): &(Audience, Option<jiff::civil::Date>)| {
        let by = due.map_or_else(String::new, |due| {
            let is = if due < year.today { "It was" } else { "It's" };
            format!(" {is} due on {}.", day(due))
        });
        let say = format!(
            "Share the results with {}. Once that's done, type status = \"done\" for it in {}.{by}",
            audience.name(),
            word(plan)
        );
        let is_small = team.assessment.responses < SMALLEST;
        if is_small || *audience == Audience::Other {
            return NextStep::new(say, status.clone());
        }
        NextStep::new(
            say,
            format!(
                "render {} --plan {} --audience {}{today}",
                word(&team.path),
                word(plan),
                audience.id()
            ),
        )
    };
    if let Some(first) = to_tell.first().filter(|(_, due)| soon(*due)) {
        return tell(first);
    }
    if let Some(review) = year.next_review().filter(|day| soon(Some(*day))) {
        return NextStep::new(
            format!("Check in with your team on {}.", day(review)),
            format!("plan review {}{today}", word(plan)),
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
    match (to_tell.first(), year.next_review()) {
        (Some(first @ (_, Some(due))), review) if review.is_none_or(|review| *due <= review) => {
            tell(first)
        }
        (_, Some(review)) => NextStep::new(
            format!(
                "Nothing is {due} now. The next check-in is on {}.",
                day(review)
            ),
            status,
        ),
        (Some(first), None) => tell(first),
        (None, None) => {
            let again = year.next_round().map_or_else(String::new, |due| {
                format!(" The next round is due on {}.", day(due))
            });
            NextStep::new(
                format!("The results are shared, and nothing is {due}.{again}"),
                status,
            )
        }
    }
}
