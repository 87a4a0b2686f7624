//! A reminder for each person who has not answered, to paste into an e-mail: with nobody
//! else's name in it. Where a form has no name, one for everyone.

use std::path::Path;

use crate::command::next::folder_contents::FoundForm;
use crate::command::next::steps::is_due;
use crate::command::next::year::Year;
use crate::command::roster::{in_words, unread, why_anyones};
use crate::model::rating::Rating;
use crate::model::response::person::person;
use crate::model::rubric::Rubric;
use crate::model::turnout::Member;
use crate::report::formats::escape;
use crate::report::results::problem::path as shown;
use crate::words::{agreeing, counted};

/// All reminders.
pub(super) fn text(year: &Year, rubric: &Rubric) -> String {
    escape::terminal_lines(&reminders(year, rubric)).into_owned()
}

fn reminders(year: &Year, rubric: &Rubric) -> String {
    let of = match &*year.named() {
        "" => String::new(),
        of => format!(" ({of})"),
    };
    // What it is about is on the form.
    let title = rubric.title.split(':').next().unwrap_or_default().trim();
    let what = format!("{title}{of}");
    let unsure = rubric.labels.of(Rating::Unsure);
    let unsure =
        format!("If you don't know about a practice, choose {unsure}. It's a useful answer.");
    if is_due(year, year.today) {
        return "The next yearly round is due, and its forms aren't here yet. There's no one to remind.\n".to_owned();
    }
    let Some(turnout) = year.turnout() else {
        return everyone(&what, &unsure);
    };
    const NO_ONE: &str = "Everyone on the roster has answered. There's no one to remind.\n";
    if turnout.is_full() && turnout.begun == 0 {
        return NO_ONE.to_owned();
    }
    if let Some(why) = why_anyones(&turnout) {
        return format!(
            "{why}, so this is for everyone on the roster.\n\n{}",
            everyone(&what, &unsure)
        );
    }
    let mut out: Vec<String> = unread(&turnout)
        .map(|unread| unread + "\n")
        .into_iter()
        .collect();
    let no_form = year.no_form_for();
    out.extend(no_form.map(|no_form| no_form + ". If they don't have one, make one first.\n"));
    for member in &turnout.missing {
        out.push(format!(
            "To: {}\n\nHello {},\n\nWe haven't received your form yet: {what}.{} Please answer it \
             on your own and send it back. {unsure} Thank you!\n",
            in_words(member),
            member.name,
            file_of(year, member, |answered| answered == 0),
        ));
    }
    for member in &turnout.who_began {
        let left = left_of(year, member, rubric);
        let practices = counted(left, "practice");
        out.push(format!(
            "To: {}\n\nHello {},\n\nThank you for starting your form: {what}. {practices} still {} an \
             answer.{} Please finish it and send it back. {unsure}\n",
            in_words(member),
            member.name,
            agreeing(left, "needs", "need"),
            file_of(year, member, |answered| answered > 0),
        ));
    }
    match out.as_slice() {
        [] => return NO_ONE.to_owned(),
        [unread] if turnout.unread > 0 => {
            return format!("{unread}There's no one else to remind.\n");
        }
        _ => {}
    }
    out.join("\n----\n\n")
}

fn everyone(what: &str, unsure: &str) -> String {
    format!(
        "Hello,\n\nThis is about your form: {what}. If you haven't answered it yet, please answer \
         it on your own and send it back. {unsure} If you've already answered, thank you!\n"
    )
}

/// The forms of one person.
fn forms<'y>(year: &'y Year, member: &Member) -> impl Iterator<Item = &'y FoundForm> {
    let who = person(&member.name);
    let forms = year.files.forms.iter();
    forms.filter(move |form| person(&form.response.name) == who)
}

/// The name of a person's own form.
fn file_of(year: &Year, member: &Member, wanted: impl Fn(usize) -> bool) -> String {
    let form = forms(year, member).find(|form| wanted(form.answered));
    let name = form.and_then(|form| form.path.file_name());
    name.map_or_else(String::new, |name| {
        format!(" Your form is the file {}.", shown(Path::new(name)))
    })
}

/// How many practices a person has left.
fn left_of(year: &Year, member: &Member, rubric: &Rubric) -> usize {
    let most = forms(year, member).map(|form| form.answered).max();
    rubric.len() - most.unwrap_or_default().min(rubric.len())
}
