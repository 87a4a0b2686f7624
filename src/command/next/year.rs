//! Which of the files in a folder are this school year's, which are last year's, and what
//! the year has come to.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::command::in_context::{PlanContext, beside, today_or};
use crate::command::next::districts;
use crate::command::next::folder_contents::{Files, FoundForm, FoundPlan, Team, folder};
use crate::command::next::rounds::{self, Round};
use crate::disk::copies::copy_of;
use crate::files::bytes::is_one_file;
use crate::import::roster::Roster;
use crate::model::assessment::Assessment;
use crate::model::dates::cycle::agreed_on;
use crate::model::dates::year::{by_year, due_again, is_another, is_same, since};
use crate::model::rating::folded;
use crate::model::response::duplicate::{DuplicateFinding, Fingerprints, Policy, resolve};
use crate::model::response::responses::Responses;
use crate::model::roster::Turnout;
use crate::model::rubric::Rubric;
use crate::problem::Problem;
use crate::report::results::problem::path as shown;

/// What is to be done where two files could be this year's.
const KEEP_ONE: &str = "Keep one, and move the other to a folder outside this one.";

/// How many days ahead are soon.
pub(super) const SOON: u32 = 30;

/// A school year, with everything that is there of it.
#[derive(Default)]
pub(super) struct Year {
    /// The folder that was looked into.
    pub(super) dir: PathBuf,
    /// What is in the folder: this year's forms, blank ones included, and of the broken ones
    /// those that keep a tally from counting. Team assessments, plans, and rosters are told
    /// apart below.
    pub(super) files: Files,
    /// Folders that are each another district's or school's, in that above. Nothing else is
    /// known of them.
    pub(super) districts: Vec<PathBuf>,
    pub(super) above: PathBuf,
    pub(super) district: Option<String>,
    pub(super) cycle: Option<String>,
    pub(super) today: Date,
    /// Whether somebody asked for that day.
    pub(super) is_asked: bool,
    pub(super) roster: Option<(PathBuf, Roster)>,
    /// What `tally` is to be given for these forms, and no others.
    pub(super) sources: Vec<PathBuf>,
    /// The round that is this year's, as its forms tell, else its team assessment.
    round: Round,
    /// Answered forms of other years.
    other_years: Vec<PathBuf>,
    others_counted: Assessment,
    /// Files beside the folders of the forms that may be of any kind, and cannot be read.
    pub(super) broken_above: Vec<PathBuf>,
    /// The names on the forms that can't be read; empty where one can't be told.
    unread: Vec<String>,
    /// Whether it is not clear which forms count, so that a tally counts none.
    pub(super) unclear: bool,
    pub(super) team: Option<Team>,
    pub(super) plan: Option<FoundPlan>,
    /// Last year's.
    pub(super) previous: Option<Team>,
    pub(super) previous_plan: Option<PathBuf>,
    /// Of several that could be this year's, those that are not used.
    pub(super) also: Vec<(PathBuf, String)>,
    /// What `validate` would say of the plan.
    pub(super) plan_problems: Vec<Problem>,
    /// The forms that have an answer.
    pub(super) responses: Responses,
    counted: Vec<Assessment>,
}

impl Year {
    /// The year that the files in this folder are about, on this day or else today.
    pub(super) fn of(dir: &Path, rubric: &Rubric, asked: Option<Date>) -> Self {
        let mut year = Self {
            dir: dir.to_owned(),
            today: today_or(asked),
            is_asked: asked.is_some(),
            files: Files::below(dir, rubric),
            ..Self::default()
        };
        if let Some((top, districts)) = districts::several(&year.files) {
            year.files = Files {
                unknown: std::mem::take(&mut year.files.unknown),
                ..Files::default()
            };
            (year.above, year.districts) = (top, districts);
            return year;
        }
        let earlier = year.take_forms(rubric);
        year.take_sources(&earlier);
        year.count(rubric);
        year.take_teams();
        year.take_plans(rubric);
        year.take_roster();
        let forms = year.files.forms.iter();
        let districts = forms.map(|form| (form.response.district.as_str(), 1));
        let districts: Vec<(&str, u32)> = districts.filter(|(name, _)| !name.is_empty()).collect();
        let team = year.team.as_ref().map(|team| &team.assessment);
        year.district = agreed_on(&districts).or_else(|| team?.district.clone());
        if year.cycle.is_none() {
            year.cycle = team.and_then(|team| team.cycle.clone());
        }
        year
    }

    /// Keeps this year's forms, and the paths of the others apart.
    fn take_forms(&mut self, rubric: &Rubric) -> Vec<PathBuf> {
        let (round, this) = rounds::newest(&self.files.forms, &self.files.teams);
        self.cycle = round.cycle().map(str::to_owned);
        self.round = round;
        let forms = std::mem::take(&mut self.files.forms)
            .into_iter()
            .enumerate();
        let (this, others): (Vec<_>, Vec<_>) = forms.partition(|(at, _)| this.contains(at));
        self.files.forms = this.into_iter().map(|(_, form)| form).collect();
        let others = others.into_iter().map(|(_, form)| form);
        let (answered, blank): (Vec<FoundForm>, Vec<FoundForm>) =
            others.partition(|form| form.answered > 0);
        let responses = answered.iter().map(|form| form.response.clone()).collect();
        self.others_counted = Assessment::of(&responses, rubric.len());
        self.other_years = answered.into_iter().map(|form| form.path).collect();
        let blank = blank.into_iter().map(|form| form.path);
        self.other_years.iter().cloned().chain(blank).collect()
    }

    /// The answered forms of other years: each that is in a folder of this year's, and of the
    /// other folders how many each has.
    pub(super) fn other_forms(&self) -> (Vec<&Path>, BTreeMap<PathBuf, usize>) {
        let here: BTreeSet<PathBuf> = self.files.forms.iter().map(|f| folder(&f.path)).collect();
        let mut among = Vec::new();
        let mut folders = BTreeMap::new();
        for path in &self.other_years {
            let of = folder(path);
            if here.contains(&of) {
                among.push(&**path);
            } else {
                *folders.entry(of).or_default() += 1;
            }
        }
        (among, folders)
    }

    /// The folders of this year's forms, or the forms themselves where others are among them.
    fn take_sources(&mut self, earlier: &[PathBuf]) {
        let forms = &self.files.forms;
        let folders: BTreeSet<PathBuf> = forms.iter().map(|form| folder(&form.path)).collect();
        let is_below =
            |path: &Path, above: &Path| above == Path::new(".") || path.starts_with(above);
        let is_top = |at: &&PathBuf| {
            let mut others = folders.iter().filter(|above| above != at);
            !others.any(|above| is_below(at, above))
        };
        let tops: Vec<PathBuf> = folders.iter().filter(is_top).cloned().collect();
        let in_sources = |path: &PathBuf| tops.iter().any(|top| is_below(path, top));
        // Where no form could be read, one that is damaged may be all there is.
        let broken = std::mem::take(&mut self.files.broken_forms);
        let (broken, mut others): (Vec<_>, Vec<_>) = broken
            .into_iter()
            .partition(|(path, _)| in_sources(path) || forms.is_empty());
        others.retain(|(path, _)| tops.iter().all(|top| is_below(top, &folder(path))));
        let names = broken
            .iter()
            .map(|(_, name)| name.clone().unwrap_or_default());
        let above = others.iter().filter_map(|(_, name)| name.clone());
        let closed = std::iter::repeat_n(String::new(), self.files.closed);
        self.unread = names.chain(above).chain(closed).collect();
        self.broken_above = others.into_iter().map(|(path, _)| path).collect();
        self.files.broken_forms = broken;
        let broken = &self.files.broken_forms;
        let is_only = forms.len() == 1 && broken.is_empty();
        let is_mixed = earlier.iter().any(in_sources);
        self.sources = if is_mixed || is_only && tops == [PathBuf::from(".")] {
            forms.iter().map(|form| form.path.clone()).collect()
        } else {
            tops
        };
    }

    /// Counts the forms as `tally` would, by each way of telling who answered twice.
    fn count(&mut self, rubric: &Rubric) {
        let prints: Fingerprints = self.answered().filter_map(|f| f.print.clone()).collect();
        self.responses = self.answered().map(|f| f.response.clone()).collect();
        for policy in [Policy::Ask, Policy::Latest, Policy::All] {
            let resolved = resolve(&prints, policy);
            if resolved.findings.iter().any(DuplicateFinding::is_error) {
                self.unclear |= policy == Policy::Ask;
                continue;
            }
            let counts = (0..).zip(&resolved.counts).filter(|(_, counts)| **counts);
            let counted: Vec<usize> = counts.map(|(at, _)| at).collect();
            let counted = self.responses.chosen(&counted);
            self.counted.push(Assessment::of(&counted, rubric.len()));
        }
    }

    /// `District, 2026-27`, as far as these are known.
    pub(super) fn named(&self) -> String {
        let of = [&self.district, &self.cycle].into_iter().flatten();
        of.map(String::as_str).collect::<Vec<_>>().join(", ")
    }

    /// Forms with an answer.
    pub(super) fn answered(&self) -> impl Iterator<Item = &FoundForm> {
        let forms = self.files.forms.iter();
        forms.filter(|form| form.answered > 0)
    }

    /// How many have answered half of the practices or more, and how many fewer.
    pub(super) fn answered_and_begun(&self, rubric: &Rubric) -> (usize, usize) {
        let full = self
            .answered()
            .filter(|form| 2 * form.answered >= rubric.len())
            .count();
        (full, self.answered().count() - full)
    }

    /// Whether more forms were handed out than these that came back, without a roster: pages, and
    /// blank forms, which stay where they are when the answered ones are put in another folder.
    pub(super) fn is_any_out(&self, back: usize) -> bool {
        let answered: BTreeSet<PathBuf> = self.answered().map(|form| folder(&form.path)).collect();
        let blank = self.files.forms.iter().filter(|form| form.answered == 0);
        let (among, elsewhere): (Vec<&FoundForm>, Vec<&FoundForm>) =
            blank.partition(|form| answered.contains(&folder(&form.path)));
        !among.is_empty() || elsewhere.len() + self.files.pages.len() > back
    }

    fn take_teams(&mut self) {
        let mut teams = std::mem::take(&mut self.files.teams);
        // The newest first.
        teams.sort_by(|a, b| {
            newest(&b.assessment, &a.assessment).then_with(|| nearer(&a.path, &b.path))
        });
        let (this, earlier): (Vec<Team>, Vec<Team>) = teams
            .into_iter()
            .partition(|team| team.is_current && self.is_this_years(&team.assessment));
        let mut this = this.into_iter();
        self.team = this.next();
        // Last year's may name the same school year, where nobody changed it in the forms.
        let is_before = |old: &Team| {
            let team = self.team.as_ref();
            team.is_some_and(|team| is_another(&old.assessment, &team.assessment))
        };
        let (before, also): (Vec<Team>, Vec<Team>) = this.partition(is_before);
        if let Some(team) = &self.team {
            self.also.extend(also.into_iter().map(|also| {
                let (used, why) = (shown(&team.path), why_first(team, &also));
                let why = format!("{used} is used because {why}. {KEEP_ONE}");
                (also.path, why)
            }));
        }
        self.previous = before.into_iter().chain(earlier).next();
    }

    fn is_this_years(&self, assessment: &Assessment) -> bool {
        let counted = Round::counted_in(assessment);
        match (&self.cycle, &assessment.cycle) {
            (Some(year), Some(cycle)) => is_same(year, cycle) || self.round.is_one_with(&counted),
            (None, Some(_)) => !self.round.is_dated() || self.round.is_one_with(&counted),
            // It names no year: what it counts tells.
            (_, None) if self.holds(assessment) => true,
            (_, None) if self.round.is_dated() && counted.is_dated() => {
                self.round.is_one_with(&counted)
            }
            (_, None) if self.other_years.len() == assessment.responses as usize => {
                self.others_counted.counts() != assessment.counts()
            }
            (_, None) => {
                let first = self.answered().filter_map(|form| form.response.date).min();
                let day = first.unwrap_or(self.today);
                due_again(assessment).is_none_or(|again| day < again)
            }
        }
    }

    /// Whether who answers on this day is of a later round.
    pub(super) fn is_over_by(&self, day: Date) -> bool {
        self.round.is_over_by(day)
    }

    /// Exports that have other answers in some rows than the forms that are likely made of them:
    /// with the numbers of the rows, and the folder of the forms.
    pub(super) fn changed_exports(&self) -> impl Iterator<Item = (&Path, Vec<usize>, PathBuf)> {
        let is_this = |path: &PathBuf| self.files.forms.iter().any(|form| form.path == *path);
        self.files
            .changed
            .iter()
            .filter_map(move |(export, changed)| {
                let this = changed.iter().filter(|(_, form)| is_this(form));
                let rows: Vec<usize> = this.clone().map(|(row, _)| *row).collect();
                let (_, first) = this.clone().next()?;
                Some((&**export, rows, folder(first)))
            })
    }

    /// Whether the forms there are were answered a year after those of an assessment.
    pub(super) fn is_from_another(&self, assessment: &Assessment) -> bool {
        let counted = self.counted.first();
        counted.is_some_and(|counted| is_another(assessment, counted))
    }

    /// Whether an assessment holds the counts of the forms there are.
    pub(super) fn holds(&self, assessment: &Assessment) -> bool {
        self.counted.iter().any(|counted| {
            counted.responses == assessment.responses
                && counted.counts() == assessment.counts()
                && !is_another(assessment, counted)
        })
    }

    /// The newest assessment of the years before.
    pub(super) fn earlier(&self) -> Option<&Path> {
        self.previous.as_ref().map(|team| &*team.path)
    }

    /// How many forms a tally would count.
    pub(super) fn would_count(&self) -> u32 {
        self.counted.first().map_or(0, |counted| counted.responses)
    }

    fn take_plans(&mut self, rubric: &Rubric) {
        let mut plans = std::mem::take(&mut self.files.plans);
        // The last adopted first.
        plans.sort_by(|a, b| {
            let [a_day, b_day] = [a, b].map(|plan| plan.written.plan.adopted);
            b_day.cmp(&a_day).then_with(|| nearer(&a.path, &b.path))
        });
        let team = self.team.as_ref();
        let (this, earlier): (Vec<FoundPlan>, Vec<FoundPlan>) = plans
            .into_iter()
            .partition(|plan| is_of_year(plan, team, self.earlier()));
        let mut this = this.into_iter();
        self.plan = this.next();
        if let Some(plan) = &self.plan {
            let used = shown(&plan.path);
            let why = format!("{used} is used. {KEEP_ONE}");
            self.also.extend(this.map(|also| (also.path, why.clone())));
            let beside = PlanContext {
                today: self.today,
                // As `validate` does, which is given it where the plan names none.
                assessment: team
                    .filter(|_| plan.written.plan.assessment.is_empty())
                    .map(|team| (team.path.clone(), team.assessment.clone())),
            };
            self.plan_problems = plan.problems.clone();
            self.plan_problems
                .extend(beside.of_written(&plan.path, &plan.written, rubric));
        }
        self.previous_plan = earlier.into_iter().map(|plan| plan.path).next();
    }

    /// The roster that is nearest to the forms; of several there, the last by name.
    fn take_roster(&mut self) {
        let mut rosters = std::mem::take(&mut self.files.rosters);
        let near = |path: &Path| {
            let shared = |form: &FoundForm| {
                let both = path.components().zip(form.path.components());
                both.take_while(|(a, b)| a == b).count()
            };
            self.files.forms.iter().map(shared).max().unwrap_or(0)
        };
        rosters.sort_by_key(|(path, _)| (near(path), path.clone()));
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

    /// Who of the roster has answered.
    pub(super) fn turnout(&self) -> Option<Turnout<'_>> {
        let (_, roster) = self.roster.as_ref()?;
        Some(Turnout::of(&roster.members, &self.responses, &self.unread))
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

/// By the first date, else by the year.
fn newest(a: &Assessment, b: &Assessment) -> Ordering {
    let cycle = |of: &Assessment| of.cycle.clone().unwrap_or_default();
    match (since(a), since(b)) {
        (Some(a), Some(b)) if a != b => a.cmp(&b),
        _ => by_year(&cycle(a), &cycle(b)),
    }
}

/// Why a team assessment comes before another one.
fn why_first(used: &Team, other: &Team) -> &'static str {
    let name = other.path.file_name().unwrap_or_default();
    let deep = |team: &Team| team.path.components().count();
    match newest(&used.assessment, &other.assessment) {
        Ordering::Greater => "it's newer",
        _ if deep(used) < deep(other) => "it's nearer the top of the folder",
        _ if copy_of(&name.to_string_lossy()).is_some() => "the other's name is that of a copy",
        _ => "it's first by name",
    }
}

/// Whether a plan is this year's: it names the assessment, or it was adopted for it, or
/// nothing says otherwise.
fn is_of_year(plan: &FoundPlan, team: Option<&Team>, previous: Option<&Path>) -> bool {
    let Some(team) = team else {
        // Before this year's assessment there is nothing that a plan could follow from.
        return previous.is_none();
    };
    let written = &plan.written.plan;
    let since = since(&team.assessment);
    let day = written.renewed.or(written.adopted);
    if let (Some(day), Some(since)) = (day, since) {
        return day >= since;
    }
    match &team.assessment.cycle {
        Some(cycle) if !written.cycle.is_empty() => return is_same(cycle, &written.cycle),
        _ if written.assessment.is_empty() => return true,
        _ => {}
    }
    let named = beside(&plan.path, &written.assessment);
    // What is named may be gone.
    is_one_file(&named, &team.path) || !named.exists() && previous.is_none()
}

/// The one that is nearer the top of the folder; of two there, that which is by its name no
/// copy of another, and else the first by name.
fn nearer(a: &Path, b: &Path) -> Ordering {
    let key = |path: &Path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        (path.components().count(), copy_of(&name).is_some())
    };
    key(a).cmp(&key(b)).then(a.cmp(b))
}
