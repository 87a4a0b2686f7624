//! Who is asked: the roster of the year, what is told by it of people and departments, and the
//! reminders for those who have not answered.

use std::collections::BTreeSet;
use std::path::Path;

use crate::command::next::folder_contents::FoundForm;
use crate::command::next::steps::is_due;
use crate::command::next::year::Year;
use crate::command::roster::{in_words, unread, why_anyones};
use crate::model::dates::year::{after, begun_in, first_year, is_over};
use crate::model::rating::{Rating, folded};
use crate::model::response::person::person;
use crate::model::rubric::Rubric;
use crate::model::turnout::Member;
use crate::report::results::problem::path as shown;
use crate::words::{agreeing, counted, list};

/// The year in which the school year begins that a roster's name or folder has.
fn year_of(path: &Path) -> Option<u64> {
    let mut parts = path.iter().rev();
    parts.find_map(|part| first_year(&part.to_string_lossy()))
}

impl Year {
    /// The school year whose people are to answer: the one after the year of the team assessment,
    /// where that is due.
    fn asked_in(&self) -> u64 {
        let team = self.team.as_ref().map(|team| &team.assessment);
        let cycle = self.cycle.as_ref().or_else(|| team?.cycle.as_ref());
        let is_due = match (self.next_round(), cycle) {
            (Some(due), _) => due <= self.today,
            (None, Some(cycle)) => team.is_some() && is_over(cycle, self.today),
            (None, None) => false,
        };
        let begins = match (is_due, cycle) {
            (true, Some(cycle)) => first_year(&after(cycle, self.today)),
            (false, Some(cycle)) => first_year(cycle),
            (_, None) => None,
        };
        begins.unwrap_or_else(|| begun_in(self.today))
    }

    /// The roster whose name or folder has the school year that it is for; of several, or where none
    /// has, the nearest to the forms that names no other year; of several there, the last by name.
    pub(super) fn take_roster(&mut self) {
        let year = self.asked_in();
        let named =
            |path: &Path| year_of(path).map_or(1, |named| if named == year { 2 } else { 0 });
        // Whom a later year asks answers nothing of this one.
        let is_begun = self.team.is_some() || self.answered().next().is_some();
        let is_later = |path: &Path| is_begun && year_of(path).is_some_and(|named| named > year);
        let rosters = std::mem::take(&mut self.files.rosters).into_iter();
        let (later, mut rosters): (Vec<_>, Vec<_>) = rosters.partition(|(path, _)| is_later(path));
        let why = "its name has a later school year, so it's used from then on.";
        let later = later.into_iter().map(|(path, _)| (path, why.to_owned()));
        self.also.extend(later);
        // For a new round, forms tell only which roster was the last one's.
        let is_due = is_due(self, self.today);
        let near = |path: &Path| {
            if is_due {
                return usize::MAX - path.components().count();
            }
            let shared = |form: &FoundForm| {
                let both = path.components().zip(form.path.components());
                both.take_while(|(a, b)| a == b).count()
            };
            self.files.forms.iter().map(shared).max().unwrap_or(0)
        };
        rosters.sort_by_key(|(path, _)| (named(path), near(path), path.clone()));
        self.roster = rosters.pop();
        if let Some((used, _)) = &self.roster {
            let used = shown(used);
            self.also.extend(
                rosters
                    .into_iter()
                    .map(|(path, _)| (path, format!("the roster {used} is used."))),
            );
        }
    }

    /// People without an answer and without a form here, where most have one.
    pub(super) fn without_form(&self) -> Vec<&Member> {
        let (Some(turnout), []) = (self.turnout(), &*self.files.pages) else {
            return Vec::new();
        };
        let forms = self.files.forms.iter();
        let names: BTreeSet<String> = forms.map(|form| person(&form.response.name)).collect();
        let missing = turnout.missing.into_iter();
        let without = missing.filter(|member| !names.contains(&person(&member.name)));
        let without: Vec<&Member> = without.collect();
        let are_few = 2 * without.len() < turnout.people && !names.contains("");
        without.into_iter().filter(|_| are_few).collect()
    }

    /// That there's none for them, without a full stop.
    pub(super) fn no_form_for(&self) -> Option<String> {
        let without = self.without_form();
        let names: Vec<&str> = without.iter().map(|member| &*member.name).collect();
        (!names.is_empty()).then(|| format!("There's no form here for {}", list(&names)))
    }

    /// Departments that the self-assessment suggests and the roster lacks.
    pub(super) fn departments_missing<'r>(&self, rubric: &'r Rubric) -> Vec<&'r str> {
        let Some((_, roster)) = &self.roster else {
            return Vec::new();
        };
        let has = |name: &str| {
            let name = folded(name);
            roster.members.iter().any(|member| {
                [&member.department, &member.role].iter().any(|text| {
                    let text = folded(text).replace('&', "and");
                    text.contains(&*name)
                })
            })
        };
        let suggested = rubric.suggested_departments.iter();
        suggested
            .filter(|department| {
                !has(&department.name) && !department.also.iter().any(|also| has(also))
            })
            .map(|department| department.name.as_str())
            .collect()
    }
}

/// A reminder for each person who has not answered, to paste into an e-mail: with nobody
/// else's name in it. Where a form has no name, one for everyone.
pub(super) fn reminders(year: &Year, rubric: &Rubric) -> String {
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
    let to = |member: &Member| format!("To: {}\n\nHello {},", in_words(member), member.name);
    for member in &turnout.missing {
        let (to, file) = (to(member), file_of(year, member, |answered| answered == 0));
        out.push(format!(
            "{to}\n\nWe haven't received your form yet: {what}.{file} Please answer it on your own \
             and send it back. {unsure} Thank you!\n"
        ));
    }
    for member in &turnout.who_began {
        let left = left_of(year, member, rubric);
        let (practices, need) = (counted(left, "practice"), agreeing(left, "needs", "need"));
        let (to, file) = (to(member), file_of(year, member, |answered| answered > 0));
        out.push(format!(
            "{to}\n\nThank you for starting your form: {what}. {practices} still {need} an \
             answer.{file} Please finish it and send it back. {unsure}\n"
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
