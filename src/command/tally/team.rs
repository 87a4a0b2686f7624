//! `chronic tally` into a team assessment: a new file, or new numbers in one that is there.

use std::cmp::Ordering;
use std::path::Path;

use crate::cli::Tally;
use crate::command::names_in_comments::warn_of_names;
use crate::command::next::{NextStep, Wrote, ratings_gone, team_for};
use crate::command::source::Source;
use crate::command::{Exit, output, printed_commands, target};
use crate::disk::folder::STDIN;
use crate::disk::save;
use crate::files::content::{Content, Kind};
use crate::files::read::read;
use crate::files::schema::with_hint;
use crate::files::team;
use crate::files::team::renew::{OtherQuotes, Quotes, holds_team_assessment, renew};
use crate::model::assessment::{Assessed, Assessment};
use crate::model::dates::cycle::key;
use crate::model::dates::year::is_another;
use crate::model::finding::finding;
use crate::model::quote::Names;
use crate::model::rubric::Rubric;
use crate::report::formats::command_line::{word, words};
use crate::report::formats::escape;
use crate::report::results::problem as report;
use crate::text::cut;
use crate::words::{agreeing, counted, days, list, numbered};

/// Writes a team assessment: a new file, or the header and counts of one that is there.
///
/// # Errors
/// When the system refuses the file.
pub(super) fn write(
    args: &Tally,
    rubric: &Rubric,
    source: &Source,
    names: &Names,
) -> anyhow::Result<Exit> {
    let fresh = || {
        let text = team::new::write(rubric, &source.assessment, !args.no_documentation);
        let text = with_hint(args.schema.as_deref(), text);
        let way = match args.no_documentation {
            true => target::SHORTER,
            false => "To omit the respondents' comments, add --no-documentation.",
        };
        target::readable(Kind::TeamAssessment, &text, way).map(|()| text)
    };
    let Some(file) = args.output.as_deref().filter(|f| f.as_os_str() != STDIN) else {
        let text = fresh()?;
        warn_of_names(names, &source.assessment, rubric);
        output::result_with(|out| out.write_all(text.as_bytes()))?;
        return Ok(Exit::Well);
    };
    let shown = report::path(file);
    let wrote = match source.responses.is_empty() {
        true => Wrote::Team(file),
        false => Wrote::Counted(file, &args.sources),
    };
    let Some(there) = target::existing_team_file(file)? else {
        warn_of_names(names, &source.assessment, rubric);
        save::create_new(file, fresh()?.as_bytes())?;
        output::note(format_args!(
            "Wrote {shown}.\n{}",
            NextStep::after_team(wrote, file, &source.assessment, rubric)
        ));
        return Ok(Exit::Well);
    };
    let quotes = if args.no_documentation {
        Quotes::None
    } else if args.renew_documentation {
        Quotes::Renew
    } else {
        Quotes::Keep
    };
    let old = match read(&there, rubric).checked.value {
        Some(Content::Assessment(old)) => Some(old),
        _ => None,
    };
    // What a new file is called depends on what is there before this one is written.
    let another = old
        .as_ref()
        .filter(|old| is_another(old, &source.assessment))
        .map(|old| another_year(args, file, [old, &source.assessment], rubric));
    let not_yet = match (&another, &old) {
        _ if args.force => None,
        (Some((refused, _)), _) => Some(refused.clone()),
        (None, Some(old)) => other_district(file, old, source).or_else(|| fewer(file, old, source)),
        (None, None) => None,
    };
    match renew(&there, rubric, &source.assessment, quotes) {
        Ok(renewed) => {
            if let Some(why) = not_yet {
                output::note(why);
                return Ok(Exit::Wrong);
            }
            warn_of_names(names, &renewed.written, rubric);
            if renewed.bytes == there {
                output::note(format_args!("{shown} is up to date. Nothing was changed."));
            } else {
                let text = String::from_utf8_lossy(&renewed.bytes);
                let way = "Run this without --renew-documentation, or write to a new file with --no-documentation.";
                target::readable(Kind::TeamAssessment, &text, way)?;
                save::replace(file, &there, &renewed.bytes)?;
                let what = match quotes {
                    Quotes::Renew => "counts and comments",
                    Quotes::Keep | Quotes::None => "counts",
                };
                output::note(format_args!(
                    "Updated the {what} in {shown}. Nothing else was changed."
                ));
                match (another, &old) {
                    (Some((_, anyway)), _) => output::note(anyway),
                    (None, Some(old)) if !source.responses.is_empty() => {
                        say_what_is_gone(old, &source.assessment);
                    }
                    (None, _) => {}
                }
                if let Some(old) = &old {
                    say_what_moved(old, &source.assessment);
                }
            }
            if quotes == Quotes::Keep {
                say_other_quotes(args, (file, source), &renewed.quotes, names);
            }
            let next = NextStep::after_team(wrote, file, &renewed.written, rubric);
            output::note(next);
            Ok(Exit::Well)
        }
        Err(_) if args.force && !target::is_filled_in(&there) && !holds_team_assessment(&there) => {
            save::replace(file, &there, fresh()?.as_bytes())?;
            output::note(format_args!("Replaced {shown}."));
            Ok(Exit::Well)
        }
        Err(problems) => {
            output::problems(file, &problems);
            let why = match args.force {
                true => {
                    " --force won't replace a file people have written in because their work would be lost. Fix it, or move it first."
                }
                false => "",
            };
            output::note(format_args!("error: {shown} wasn't changed.{why}"));
            Ok(Exit::Wrong)
        }
    }
}

/// Why the counts of one year aren't put in the place of another's, and what is said once they are:
/// what the team agreed on there would be taken for this year's.
fn another_year(
    args: &Tally,
    file: &Path,
    [old, new]: [&Assessment; 2],
    rubric: &Rubric,
) -> (String, String) {
    let of = |assessment: &Assessment| {
        let answered = assessment.from.zip(assessment.to);
        let answered = answered.map(|(from, to)| days(from, to));
        let cycle = assessment.cycle.as_ref();
        let cycle = cycle.map(|cycle| format!("\"{}\"", cut(cycle)));
        let all: Vec<String> = [cycle, answered].into_iter().flatten().collect();
        all.join(", ")
    };
    let beside = file.parent().unwrap_or(Path::new(""));
    let again = printed_commands::tally(&args.sources, &team_for(beside, new, rubric));
    let (shown, then) = (report::path(file), of(old));
    (
        format!(
            "error: {shown} wasn't changed. Its counts are from another school year ({then}) than these ({}). To put these in their place anyway, add --force. To keep both years, count these into a new file: {again}",
            of(new)
        ),
        format!(
            "warning: the agreed ratings, decisions, and notes in {shown} are still about another school year ({then})."
        ),
    )
}

/// Says where the new counts give another result, and where the team had settled on something
/// by the old ones; `old` is what the team has. Where a practice stands elsewhere than before in
/// an assessment in which anything is settled, two pages of it tell what the new form said.
fn say_what_moved(old: &Assessment, new: &Assessment) {
    let mut moved = Vec::new();
    let mut settled = Vec::new();
    let mut unsettled = Vec::new();
    for (number, (old, new)) in (1_usize..).zip(old.practices.iter().zip(&new.practices)) {
        let [was, is] = [old, new].map(|side| finding(&side.counts).class);
        if was == is {
            continue;
        }
        let (was, is) = (was.words(), is.words());
        moved.push(format!("{number} (now {is}, was {was})"));
        if old.agreed.is_none() {
            unsettled.push(number);
        }
        if old.is_settled() {
            settled.push(number);
        }
    }
    if moved.is_empty() {
        return;
    }
    let look = match settled.len() {
        0 => String::new(),
        n if n == moved.len() => format!(
            " Check what you settled for {}.",
            agreeing(n, "that practice", "those practices")
        ),
        _ => format!(
            " Check what you settled for {}.",
            numbered("practice", &settled)
        ),
    };
    output::note(format_args!(
        "note: the new counts changed the result for {}.{look}",
        numbered("practice", &moved)
    ));
    if !unsettled.is_empty() && old.practices.iter().any(Assessed::is_settled) {
        let (before, now) = (old.responses, new.responses);
        let forms = |one, several| agreeing(before.abs_diff(now) as usize, one, several);
        let which = match now.cmp(&before) {
            Ordering::Greater => forms("the late form", "the late forms"),
            Ordering::Equal => "forms that were changed",
            Ordering::Less => forms("the form that was removed", "the forms that were removed"),
        };
        output::note(format_args!(
            "warning: anyone who compares a page made before this with one made after it can tell what {which} said on {}. Agree on {} there first, and then make pages for others.",
            numbered("practice", &unsettled),
            agreeing(unsettled.len(), "a rating", "ratings")
        ));
    }
}

/// Says how many texts the responses and the team assessment don't both have, and what would bring
/// those of the responses there: what someone edited or removed in it on purpose would be back too.
fn say_other_quotes(
    args: &Tally,
    (file, source): (&Path, &Source),
    quotes: &OtherQuotes,
    names: &Names,
) {
    let shown = report::path(file);
    let comments = |n: usize| counted(n, "comment");
    let (n, gone) = (quotes.missing.len(), quotes.gone);
    let arent = |n: usize| agreeing(n, "isn't", "aren't");
    // A team assessment may be what was counted.
    let is_forms = !source.responses.is_empty();
    let from = args
        .sources
        .first()
        .map_or_else(String::new, |p| report::path(p));
    let (on, on_any, why) = match is_forms {
        true if source.assessment.not_read > 0 => (
            "on the forms".to_owned(),
            "on any form that could be read".to_owned(),
            "They may be on the others, or someone edited".to_owned(),
        ),
        true => (
            "on the forms".to_owned(),
            "on any form now".to_owned(),
            "Forms were changed or removed, or someone edited".to_owned(),
        ),
        false => (
            format!("in {from}"),
            format!("in {from}"),
            format!("Someone edited {from} or"),
        ),
    };
    if n == 0 && gone > 0 {
        return output::note(format_args!(
            "note: {} in {shown} {} {on_any}. {why} {shown}. The comments there weren't changed.",
            comments(gone),
            arent(gone)
        ));
    } else if n == 0 {
        return;
    }
    let mut back: Vec<String> = Vec::new();
    for name in quotes.missing.iter().flat_map(|text| names.found_in(text)) {
        if !back.contains(&name) {
            back.push(name);
        }
    }
    let missing = format!("{} {on} {} in {shown}", comments(n), arent(n));
    let back = escape::terminal(&list(&back)).into_owned();
    let names = match &*back {
        "" => String::new(),
        back => format!(" {} {back}.", agreeing(n, "It names", "They name")),
    };
    if gone > 0 {
        return output::note(format_args!(
            "note: {missing}, and {gone} in {shown} {} {on_any}. {why} {shown}, so the comments there weren't changed. --renew-documentation would put back all comments as they are {on}.{names}",
            arent(gone)
        ));
    }
    let duplicates = args.counted.duplicates;
    let duplicates = duplicates.map(|policy| format!(" --duplicates {}", policy.id()));
    let duplicates = duplicates.unwrap_or_default();
    let going = match args.counted.keep_going {
        true => " --keep-going",
        false => "",
    };
    let again = printed_commands::command(format_args!(
        "tally {} -o {} --renew-documentation{duplicates}{going}",
        words(&args.sources),
        word(file)
    ));
    let them = agreeing(n, "it", "them");
    output::note(format_args!(
        "note: {missing}, because {} new or someone removed {them} there.{names} To replace all comments there with those {on}: {again}\nWhat you agreed on, your decisions, and your notes won't change. A comment that someone removed there would be back as it is {on}.",
        agreeing(n, "it's", "they're")
    ));
}

/// Why answers of another district aren't put into a file beside those of its own.
fn other_district(file: &Path, old: &Assessment, source: &Source) -> Option<String> {
    let own = old.district.as_deref()?;
    let of_forms = source.responses.districts().into_iter();
    let of_forms = of_forms.map(|(district, _)| district);
    let named = of_forms.chain(source.assessment.district.as_deref());
    // Where no form names the file's, the team calls it otherwise.
    let (own_too, others): (Vec<_>, Vec<_>) = named.partition(|of| key(of) == key(own));
    let other = others.first().filter(|_| !own_too.is_empty()).copied()?;
    let shown = report::path(file);
    let [own, other] = [own, other].map(escape::terminal);
    Some(format!(
        "error: {shown} wasn't changed. It's from {own}, but some of these answers are from {other}. Name only the forms from {own}, or correct the district in them. If both are right, add --force."
    ))
}

/// Why fewer responses than a file counts aren't put into it: most likely some are elsewhere.
fn fewer(file: &Path, old: &Assessment, source: &Source) -> Option<String> {
    let new = &source.assessment;
    let now = new.responses + new.not_read;
    let gone = old.responses.saturating_sub(now);
    if gone == 0 {
        return None;
    }
    let shown = report::path(file);
    let responses = counted(old.responses as usize, "response");
    Some(format!(
        "error: {shown} wasn't changed. It counts {responses}, but {gone} of {} {} here. If there are forms in another folder, name that too. If forms were taken out for good, add --force.",
        agreeing(old.responses as usize, "it", "them"),
        agreeing(gone as usize, "isn't", "aren't")
    ))
}

/// Says that the forms that were counted before aren't all as they were.
fn say_what_is_gone(old: &Assessment, new: &Assessment) {
    if let (Some(ratings), true) = (ratings_gone(old, new), old.responses <= new.responses) {
        output::note(format_args!("warning: {ratings}"));
    }
}
