//! What decides which files are of one year. Forms are of one round, however each spells the school
//! year, by what they name, by their days, and by the folders they are in; of several team assessments
//! or plans, one is the year's.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::command::in_context::beside;
use crate::command::next::folder_contents::{FoundForm, FoundPlan, Team, folder};
use crate::disk::copies::copy_of;
use crate::files::bytes::is_one_file;
use crate::model::assessment::Assessment;
use crate::model::dates::cycle::{MOST_DAYS, key};
use crate::model::dates::year::{begun_in, by_year, first_number, is_later_year, is_same, since};
use crate::model::plan::year::PlanYear;
use crate::model::rating::folded;

/// The forms of one round; without any, the round of a team assessment.
#[derive(Debug, Clone, Default)]
pub(super) struct Round {
    /// How many forms spell the school year in each way.
    spelled: BTreeMap<String, usize>,
    days: Option<(Date, Date)>,
    folders: BTreeSet<PathBuf>,
    forms: Vec<usize>,
}

impl Round {
    fn of(forms: &[FoundForm], at: Vec<usize>, today: Date) -> Self {
        let mut round = Self::default();
        for &at in &at {
            let form = &forms[at];
            let cycle = &form.response.cycle;
            if !cycle.is_empty() {
                *round.spelled.entry(cycle.clone()).or_default() += 1;
            }
            round.spread(day_of(form, today).map(|day| (day, day)));
            round.folders.insert(folder(&form.path));
        }
        round.forms = at;
        round
    }

    /// Of one form.
    pub(super) fn answered(form: &FoundForm, today: Date) -> Self {
        Self::of(std::slice::from_ref(form), vec![0], today)
    }

    /// Of what a team assessment counts.
    pub(super) fn counted_in(assessment: &Assessment) -> Self {
        let cycle = assessment.cycle.iter();
        Self {
            spelled: cycle.map(|cycle| (cycle.clone(), 1)).collect(),
            days: assessment.from.zip(assessment.to.or(assessment.from)),
            ..Self::default()
        }
    }

    fn spread(&mut self, days: Option<(Date, Date)>) {
        let both = self.days.zip(days);
        let all = both.map(|((from, to), (other, last))| (from.min(other), to.max(last)));
        self.days = all.or(self.days).or(days);
    }

    /// Takes in forms of the same name, where the days of the fewer are wrong: one odd date makes no
    /// round that goes from one year to the next.
    fn take_misdated(&mut self, other: Self) {
        let of = |round: &Self| (round.forms.len(), round.names_its_days(0));
        let days = match of(self).cmp(&of(&other)) {
            Ordering::Greater => self.days,
            Ordering::Less => other.days,
            Ordering::Equal => None,
        };
        self.take(other);
        self.days = days.or(self.days);
    }

    fn take(&mut self, other: Self) {
        for (cycle, forms) in other.spelled {
            *self.spelled.entry(cycle).or_default() += forms;
        }
        self.spread(other.days);
        self.folders.extend(other.folders);
        self.forms.extend(other.forms);
    }

    /// The school year as most spell it.
    pub(super) fn cycle(&self) -> Option<&str> {
        let spelled = self.spelled.iter();
        let most = spelled.max_by(|(a, of), (b, than)| {
            let years = first_number(a).cmp(&first_number(b));
            // As a tally has it.
            of.cmp(than).then(years).then_with(|| b.cmp(a))
        });
        most.map(|(cycle, _)| &**cycle)
    }

    /// In which the school year began, as far as its name says.
    fn number(&self) -> Option<u64> {
        first_number(self.cycle()?)
    }

    pub(super) fn is_dated(&self) -> bool {
        self.days.is_some()
    }

    /// Whether who answers on this day is of a later one.
    pub(super) fn is_over_by(&self, day: Date) -> bool {
        self.days.is_some_and(|(_, last)| is_later_year(last, day))
    }

    /// Which of two rounds is the later.
    pub(super) fn order(&self, other: &Self) -> Ordering {
        if let (Some((_, a)), Some((_, b))) = (self.days, other.days) {
            return a.cmp(&b);
        }
        let year = |of: &Self| of.number().or(of.days.map(|(from, _)| begun_in(from)));
        let cycle = |of: &Self| of.cycle().unwrap_or_default().to_owned();
        year(self)
            .cmp(&year(other))
            .then_with(|| by_year(&cycle(self), &cycle(other)))
    }

    /// Whether two are of one round, whatever their school years are called.
    pub(super) fn is_one_with(&self, other: &Self) -> bool {
        let numbers = self.number().zip(other.number());
        let is_one_number = numbers.is_none_or(|(a, b)| a == b);
        let is_one_name = self
            .cycle()
            .zip(other.cycle())
            .is_some_and(|(a, b)| folded(a) == folded(b));
        let is_near = !self.folders.is_disjoint(&other.folders);
        let ((from, to), (others, last)) = match (self.days, other.days) {
            (Some(days), Some(others)) => (days, others),
            (None, None) => return is_one_name || numbers.is_some() && is_one_number,
            (Some(_), None) => return is_one_name || self.is_one_with_undated(other, is_near),
            (None, Some(_)) => return is_one_name || other.is_one_with_undated(self, is_near),
        };
        let [before, after] = if from <= others {
            [to, others]
        } else {
            [last, from]
        };
        if begun_in(before) == begun_in(after) && is_one_number {
            return true;
        }
        let is_soon = before.checked_add(MOST_DAYS.days());
        if is_soon.is_ok_and(|until| after > until) {
            return false;
        }
        let both = |slack| self.names_its_days(slack) && other.names_its_days(slack);
        is_one_number || !both(0) && (is_near || !both(MOST_DAYS))
    }

    /// As [`Round::is_one_with`]: what someone typed may name another year than that of the day.
    fn is_one_with_undated(&self, undated: &Self, is_near: bool) -> bool {
        let begun = self.days.map(|(from, _)| begun_in(from));
        match (self.number(), undated.number()) {
            (Some(this), Some(other)) if this == other => true,
            (this, other) => begun == other && (is_near || this.is_none() || this > begun),
        }
    }

    /// Whether the school year that is named is that of its days, or that of some days away.
    fn names_its_days(&self, slack: i32) -> bool {
        let Some((from, to)) = self.days else {
            return true;
        };
        let near = [from.checked_sub(slack.days()), to.checked_add(slack.days())];
        let mut near = near.into_iter().flatten().chain([from, to]);
        near.any(|day| Some(begun_in(day)) == self.number())
    }
}

/// The day on which someone answered; none that is of a year to come.
fn day_of(form: &FoundForm, today: Date) -> Option<Date> {
    let day = form.response.date.filter(|_| form.answered > 0);
    day.filter(|day| !is_later_year(today, *day))
}

/// The newest round of these forms and team assessments, with the forms that are of it by their
/// places. Forms in a folder of their own that name no year and no day are a new one, where it is
/// time for that `today`.
pub(super) fn newest(forms: &[FoundForm], teams: &[Team], today: Date) -> (Round, BTreeSet<usize>) {
    let rounds = rounds(forms, teams, today);
    let mut newest = rounds.iter().reduce(later).cloned().unwrap_or_default();
    let teams = teams.iter().map(|team| Round::counted_in(&team.assessment));
    let teams: Vec<Round> = teams.collect();
    if let Some(team) = teams.iter().reduce(later)
        && newest.order(team) == Ordering::Less
        && !newest.is_one_with(team)
    {
        newest = team.clone();
    }
    let is_alone = |form: &FoundForm| {
        let among = folder(&form.path);
        !rounds.iter().any(|round| round.folders.contains(&among))
    };
    let unnamed = (0..forms.len()).filter(|at| is_alone(&forms[*at]));
    let unnamed: Vec<usize> = unnamed.collect();
    let is_answered = unnamed.iter().any(|at| forms[*at].answered > 0);
    if !teams.is_empty() && is_answered && newest.is_over_by(today) {
        newest = Round::of(forms, unnamed, today);
        newest.spread(Some((today, today)));
    }
    let is_only = rounds.is_empty() || rounds.len() == 1 && teams.is_empty();
    let mut this: BTreeSet<usize> = newest.forms.iter().copied().collect();
    // One that has no year and no day is of the round of those that it is among; a blank one
    // that was handed out, of this one, unless it is among an earlier one's.
    let placed: BTreeSet<usize> = rounds.iter().flat_map(|r| r.forms.clone()).collect();
    for (at, form) in forms.iter().enumerate() {
        let is_this = newest.folders.contains(&folder(&form.path))
            || is_alone(form) && (form.answered == 0 || is_only);
        if !placed.contains(&at) && is_this {
            this.insert(at);
        }
    }
    (newest, this)
}

fn later<'r>(a: &'r Round, b: &'r Round) -> &'r Round {
    match a.order(b) {
        Ordering::Greater => a,
        _ => b,
    }
}

/// The rounds of all forms that name a year or a day.
fn rounds(forms: &[FoundForm], teams: &[Team], today: Date) -> Vec<Round> {
    let mut named: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, form) in forms.iter().enumerate() {
        let cycle = &form.response.cycle;
        if !cycle.is_empty() || day_of(form, today).is_some() {
            named.entry(key(cycle)).or_default().push(at);
        }
    }
    let named = named.into_values();
    let mut apart: Vec<Round> = named
        .flat_map(|at| by_days(forms, at, teams, today))
        .collect();
    // The fewest are those that are spelled in another way.
    apart.sort_by_key(|round| Reverse(round.forms.len()));
    let mut rounds: Vec<Round> = Vec::new();
    for round in apart {
        let is_typo = |there: &Round| {
            let is_lone =
                round.forms.iter().all(|at| forms[*at].answered > 0) && round.forms.len() == 1;
            let is_dated = there.is_dated() && round.is_dated();
            is_lone && !is_dated && teams.is_empty() && !there.folders.is_disjoint(&round.folders)
        };
        let there = rounds
            .iter()
            .position(|there| there.is_one_with(&round) || is_typo(there));
        // By its day alone, one that names no year isn't taken from among more that are of another.
        let is_away = |at: &usize| {
            round.cycle().is_none()
                && rounds[*at].cycle().is_some()
                && rounds[*at].folders.is_disjoint(&round.folders)
        };
        let is_home = |there: &Round| {
            there.forms.len() > round.forms.len() && round.folders.is_subset(&there.folders)
        };
        let home = there.filter(is_away);
        let home = home.and_then(|_| rounds.iter().position(is_home));
        match (home, there) {
            (Some(home), _) => rounds[home].take_misdated(round),
            (None, Some(there)) => rounds[there].take(round),
            (None, None) => rounds.push(round),
        }
    }
    rounds
}

/// Forms that name one school year, or none, in the rounds that their days tell: nobody may have
/// changed the name in the second year.
fn by_days(forms: &[FoundForm], at: Vec<usize>, teams: &[Team], today: Date) -> Vec<Round> {
    let (mut dated, undated): (Vec<usize>, Vec<usize>) = at
        .into_iter()
        .partition(|at| day_of(&forms[*at], today).is_some());
    dated.sort_by_key(|at| day_of(&forms[*at], today));
    let is_one = |a: &usize, b: &usize| {
        let days = day_of(&forms[*a], today).zip(day_of(&forms[*b], today));
        !days.is_some_and(|(last, day)| is_later_year(last, day))
    };
    let mut rounds: Vec<Round> = Vec::new();
    for part in dated.chunk_by(is_one) {
        let round = Round::of(forms, part.to_vec(), today);
        match rounds.last_mut() {
            Some(last) if is_misdated(last, &round, teams) => last.take_misdated(round),
            _ => rounds.push(round),
        }
    }
    for at in undated {
        let form = Round::of(forms, vec![at], today);
        let is_among = |round: &&mut Round| !round.folders.is_disjoint(&form.folders);
        if let Some(round) = rounds.iter_mut().rev().find(is_among) {
            round.take(form);
        } else if let Some(round) = rounds.last_mut() {
            round.take(form);
        } else {
            rounds.push(form);
        }
    }
    rounds
}

/// Whether two that name one year are only apart because someone typed a wrong day: no team
/// assessment counts the earlier without the later.
fn is_misdated(earlier: &Round, later: &Round, teams: &[Team]) -> bool {
    let counts = |team: &Team, round: &Round| {
        let counted = Round::counted_in(&team.assessment).days.zip(round.days);
        counted.is_some_and(|((from, to), (first, last))| from <= first && last <= to)
    };
    let divides = |team: &Team| counts(team, earlier) && !counts(team, later);
    let is_lone = earlier.cycle().is_some() && earlier.forms.len().min(later.forms.len()) == 1;
    let is_among = !earlier.folders.is_disjoint(&later.folders);
    (is_lone || is_among) && !teams.iter().any(divides)
}

/// By the first date, else by the year.
pub(super) fn by_day(a: &Assessment, b: &Assessment) -> Ordering {
    let cycle = |of: &Assessment| of.cycle.clone().unwrap_or_default();
    match (since(a), since(b)) {
        (Some(a), Some(b)) if a != b => a.cmp(&b),
        _ => by_year(&cycle(a), &cycle(b)),
    }
}

/// Whether a plan is this year's: it names the assessment, or it was adopted for it, or
/// nothing says otherwise.
pub(super) fn is_of_year(plan: &FoundPlan, team: Option<&Team>, previous: Option<&Path>) -> bool {
    if plan.written.is_other_version {
        return false;
    }
    let Some(team) = team else {
        // Before this year's assessment there is nothing that a plan could follow from.
        return previous.is_none();
    };
    let written = &plan.written.plan;
    let year = PlanYear::new(written, &team.assessment);
    let day = written.renewed.or(written.adopted).and(year.since());
    if day.is_some() && !year.is_older() {
        return true;
    }
    let cycle = team.assessment.cycle.as_ref();
    let cycle = cycle.filter(|_| !written.cycle.is_empty());
    let is_cycles = cycle.map(|cycle| is_same(cycle, &written.cycle));
    if day.is_some() {
        // A date can be mistyped, where nothing else says that it's another year's.
        return names(plan, team) && is_cycles != Some(false)
            || written.assessment.is_empty() && is_cycles == Some(true);
    }
    // What is named may be gone.
    let is_gone = !beside(&plan.path, &written.assessment).exists() && previous.is_none();
    is_cycles.unwrap_or_else(|| written.assessment.is_empty() || names(plan, team) || is_gone)
}

/// The one that is nearer the top of the folder; of two there, that which is by its name no
/// copy of another, and else the first by name.
pub(super) fn nearer(a: &Path, b: &Path) -> Ordering {
    place(a).cmp(&place(b)).then(a.cmp(b))
}

/// How deep a file is, and whether it is a copy by its name.
fn place(path: &Path) -> (usize, bool) {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    (path.components().count(), copy_of(&name).is_some())
}

/// Why the first is the nearer, in words.
pub(super) fn why_nearer(used: &Path, also: &Path) -> &'static str {
    let ((deep, copy), (other, other_copy)) = (place(used), place(also));
    match (deep < other, !copy && other_copy) {
        (true, _) => "it's nearer the top of the folder",
        (_, true) => "the other name looks like a copy's",
        _ => "it's first by name",
    }
}

/// Whether a plan names this assessment.
pub(super) fn names(plan: &FoundPlan, team: &Team) -> bool {
    !plan.written.plan.assessment.is_empty()
        && is_one_file(
            &beside(&plan.path, &plan.written.plan.assessment),
            &team.path,
        )
}
