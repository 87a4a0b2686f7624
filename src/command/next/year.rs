//! Which of the files in a folder are this school year's, which are last year's, and what
//! the year has come to.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::command::in_context::{PlanContext, assessment_of};
use crate::command::next::districts;
use crate::command::next::folder_contents::{
    Files, FoundForm, FoundPlan, MayBe, Team, TypedWorkbook, Unknown, folder, is_below,
};
use crate::command::next::rounds::{self, Round, by_day, is_of_year, names, nearer, why_nearer};
use crate::files::bytes::bytes;
use crate::files::content::Kind;
use crate::import::roster::Roster;
use crate::model::assessment::Assessment;
use crate::model::dates::cycle::{agreed_on, key};
use crate::model::dates::year::{due_again, is_another, is_same};
use crate::model::response::duplicate::{DuplicateFinding, Fingerprints, Policy, resolve};
use crate::model::response::responses::Responses;
use crate::model::rubric::Rubric;
use crate::model::settled::left_to_settle;
use crate::model::turnout::Turnout;
use crate::report::results::problem::path as shown;

/// Of two files that could be this year's, the one that isn't used, and what is to be done.
fn keep_one(used: &Path, also: &Path, why: &str) -> (PathBuf, String) {
    let is_same = matches!((bytes(used), bytes(also)), (Ok(used), Ok(also)) if used == also);
    let used = shown(used);
    let keep = match is_same {
        true => "They're the same, so you can delete the other.".to_owned(),
        false => format!(
            "They differ. If people typed in both, put all of it in {used} first. Then move the other to a folder outside this one."
        ),
    };
    let why = format!("{used} is used because {why}. {keep}");
    (also.to_owned(), why)
}

/// How many days ahead are soon.
pub(super) const SOON: u32 = 30;

/// A school year, with everything that is there of it.
#[derive(Default)]
pub(super) struct Year {
    /// The folder that was looked into.
    pub(super) dir: PathBuf,
    /// What is in the folder: this year's forms, blank ones included. Team assessments, plans,
    /// and rosters are told apart below.
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
    pub(super) round: Round,
    /// Answered forms of other years.
    other_years: Vec<PathBuf>,
    others_counted: Assessment,
    /// Forms that name another district than this year's team assessment.
    pub(super) other_districts: Vec<FoundForm>,
    /// Forms that can't be read, and keep a tally from counting.
    pub(super) broken_forms: Vec<PathBuf>,
    /// Files beside the folders of the forms that may be of any kind, and cannot be read.
    pub(super) broken_above: Vec<PathBuf>,
    /// The names on the forms that can't be read; empty where one can't be told.
    unread: Vec<String>,
    /// Whether it is not clear which forms count, so that a tally counts none.
    pub(super) unclear: bool,
    pub(super) team: Option<Team>,
    /// With all that `validate` would say of it.
    pub(super) plan: Option<FoundPlan>,
    /// The workbooks in which the team typed what its files don't have.
    pub(super) workbooks: Vec<TypedWorkbook>,
    /// Those of the years before, the newest first.
    pub(super) previous: Vec<Team>,
    pub(super) previous_plan: Option<PathBuf>,
    /// Of several that could be this year's, those that are not used.
    pub(super) also: Vec<(PathBuf, String)>,
    /// Whether `validate` has to be given the team assessment with the plan.
    pub(super) is_assessment_given: bool,
    /// The forms that have an answer.
    pub(super) responses: Responses,
    counted: Vec<Assessment>,
}

impl Year {
    /// The year that the files in this folder are about, on this day.
    pub(super) fn of(dir: &Path, rubric: &Rubric, today: Date) -> Self {
        let mut year = Self {
            dir: dir.to_owned(),
            today,
            files: Files::below(dir, rubric),
            ..Self::default()
        };
        year.also = year.files.take_copies();
        if let Some((top, districts)) = districts::several(&year.files, today) {
            year.files = Files {
                unknown: std::mem::take(&mut year.files.unknown),
                others: std::mem::take(&mut year.files.others),
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
        year.take_workbooks(rubric);
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
        let (round, this) = rounds::newest(&self.files.forms, &self.files.teams, self.today);
        self.cycle = round.cycle().map(str::to_owned);
        self.round = round;
        let away = self.of_other_districts(&this);
        let (mut others, mut responses) = (Vec::new(), Responses::default());
        for (at, form) in std::mem::take(&mut self.files.forms)
            .into_iter()
            .enumerate()
        {
            if this.contains(&at) && !away.contains(&at) {
                self.files.forms.push(form);
                continue;
            }
            others.push(form.path.clone());
            if away.contains(&at) {
                self.other_districts.push(form);
            } else if form.answered > 0 {
                self.other_years.push(form.path);
                responses.push(form.response);
            }
        }
        self.others_counted = Assessment::of(&responses, rubric.len());
        others
    }

    /// Of this year's forms those that name another district than the team assessment of the year,
    /// where others name that.
    fn of_other_districts(&self, this: &BTreeSet<usize>) -> BTreeSet<usize> {
        let counted = |team: &&Team| {
            let counted = Round::counted_in(&team.assessment);
            self.round.is_one_with(&counted)
        };
        let teams = self.files.teams.iter().filter(counted);
        let named = teams.filter_map(|team| Some(key(team.assessment.district.as_ref()?)));
        let named: BTreeSet<String> = named.collect();
        let district = |at: &usize| key(&self.files.forms[*at].response.district);
        let (own, others): (Vec<usize>, Vec<usize>) = this
            .iter()
            .filter(|at| !district(at).is_empty())
            .partition(|at| named.contains(&district(at)));
        others.into_iter().filter(|_| !own.is_empty()).collect()
    }

    /// The answered forms of other years: each that is in a folder of this year's, and of the
    /// other folders how many each has.
    pub(super) fn other_forms(&self) -> (Vec<&Path>, BTreeMap<PathBuf, usize>) {
        let (strays, _) = self.strays();
        let this = self.files.forms.iter().map(|form| &*form.path);
        let this = this.filter(|path| !strays.contains(path));
        let here: BTreeSet<PathBuf> = this.map(folder).collect();
        let (among, others): (Vec<&Path>, Vec<&Path>) = (self.other_years.iter())
            .map(|path| &**path)
            .partition(|path| here.contains(&folder(path)));
        let mut folders = BTreeMap::new();
        for path in others {
            *folders.entry(folder(path)).or_default() += 1;
        }
        (among, folders)
    }

    /// This year's forms in folders that have more of other years, and the folder that most of this
    /// year's are in.
    pub(super) fn strays(&self) -> (Vec<&Path>, PathBuf) {
        let mut here: BTreeMap<PathBuf, usize> = BTreeMap::new();
        for form in &self.files.forms {
            *here.entry(folder(&form.path)).or_default() += 1;
        }
        let most = here.iter().max_by_key(|(_, forms)| **forms);
        let most = most.map(|(of, _)| of.clone()).unwrap_or_default();
        let is_among = |path: &&Path| {
            let of = folder(path);
            let others = self.other_years.iter().filter(|path| folder(path) == of);
            of != most && here[&of] < others.count()
        };
        let forms = self.files.forms.iter().map(|form| &*form.path);
        (forms.filter(is_among).collect(), most)
    }

    /// The folders of this year's forms, or the forms themselves where others are among them.
    fn take_sources(&mut self, earlier: &[PathBuf]) {
        let forms = &self.files.forms;
        let folders: BTreeSet<PathBuf> = forms.iter().map(|form| folder(&form.path)).collect();
        let is_top = |at: &&PathBuf| {
            let mut others = folders.iter().filter(|above| above != at);
            !others.any(|above| is_below(at, above))
        };
        let tops: Vec<PathBuf> = folders.iter().filter(is_top).cloned().collect();
        let in_sources = |path: &PathBuf| tops.iter().any(|top| is_below(path, top));
        for Unknown { path, may_be, .. } in &self.files.unknown {
            match may_be {
                // Where no form could be read, one that is damaged may be all there is.
                MayBe::Form(name) if in_sources(path) || forms.is_empty() => {
                    self.broken_forms.push(path.clone());
                    self.unread.push(name.clone().unwrap_or_default());
                }
                MayBe::Form(name) if tops.iter().all(|top| is_below(top, &folder(path))) => {
                    self.broken_above.push(path.clone());
                    self.unread.extend(name.clone());
                }
                MayBe::Anything => self.unread.push(String::new()),
                _ => {}
            }
        }
        let is_only = forms.len() == 1 && self.broken_forms.is_empty();
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
            let counted = self.responses.chosen(&resolved.counted());
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
        let is_full = |form: &&FoundForm| 2 * form.answered >= rubric.len();
        let full = self.answered().filter(is_full).count();
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
        let plans = std::mem::take(&mut self.files.plans);
        let is_planned = |team: &Team| plans.iter().any(|plan| names(plan, team));
        let open = |team: &Team| left_to_settle(&team.assessment).len();
        // The newest first; of one year, that which a plan follows from, else the most settled.
        teams.sort_by(|a, b| {
            by_day(&b.assessment, &a.assessment)
                .then_with(|| is_planned(b).cmp(&is_planned(a)))
                .then_with(|| open(a).cmp(&open(b)))
                .then_with(|| nearer(&a.path, &b.path))
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
            let why = |also: &Team| match by_day(&team.assessment, &also.assessment) {
                Ordering::Greater => "it's newer",
                _ if is_planned(team) && !is_planned(also) => "the plan names it",
                _ if open(team) < open(also) => "more is settled in it",
                _ => why_nearer(&team.path, &also.path),
            };
            let also = also
                .iter()
                .map(|also| keep_one(&team.path, &also.path, why(also)));
            self.also.extend(also);
        }
        self.previous = before.into_iter().chain(earlier).collect();
        self.files.plans = plans;
    }

    fn is_this_years(&self, assessment: &Assessment) -> bool {
        let counted = Round::counted_in(assessment);
        match (&self.cycle, &assessment.cycle) {
            (Some(year), Some(cycle)) => is_same(year, cycle) || self.round.is_one_with(&counted),
            (None, Some(_)) => !self.round.is_dated() || self.round.is_one_with(&counted),
            // It names no year: what it counts tells.
            (_, None) if self.holds(assessment) => true,
            (_, None) if self.are_others(assessment) => false,
            // Blank forms that name one were made since.
            (Some(_), None) if !counted.is_dated() && self.answered().next().is_none() => false,
            (_, None) if self.round.is_dated() && counted.is_dated() => {
                self.round.is_one_with(&counted)
            }
            (_, None) if self.other_years.len() == assessment.responses as usize => true,
            (_, None) => {
                let first = self.answered().filter_map(|form| form.response.date).min();
                let day = first.unwrap_or(self.today);
                due_again(assessment).is_none_or(|again| day < again)
            }
        }
    }

    /// Whether an assessment counts just the forms of other years.
    fn are_others(&self, assessment: &Assessment) -> bool {
        self.others_counted.responses == assessment.responses
            && self.others_counted.counts() == assessment.counts()
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
        let counted = self.counted();
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
        self.previous.first().map(|team| &*team.path)
    }

    /// What a tally would count.
    pub(super) fn counted(&self) -> Option<&Assessment> {
        self.counted.first()
    }

    /// How many forms that are.
    pub(super) fn would_count(&self) -> u32 {
        self.counted().map_or(0, |counted| counted.responses)
    }

    /// Whether a file of this kind is here that can't be read, or may be.
    pub(super) fn may_have(&self, kind: Kind) -> bool {
        let in_sources = |path| self.sources.iter().any(|source| is_below(path, source));
        let mut unknown = self.files.unknown.iter();
        unknown.any(|file| match file.may_be {
            MayBe::Broken(of) | MayBe::Misnamed(of) => of == kind,
            MayBe::Anything => !in_sources(&file.path),
            MayBe::Form(_) | MayBe::Nothing => false,
        })
    }

    fn take_plans(&mut self, rubric: &Rubric) {
        let mut plans = std::mem::take(&mut self.files.plans);
        let day = |plan: &FoundPlan| plan.written.plan.renewed.or(plan.written.plan.adopted);
        let open = |plan: &FoundPlan| plan.problems.iter().filter(|p| p.is_error()).count();
        // The last adopted first; of one day, the most complete.
        plans.sort_by(|a, b| {
            (day(b).cmp(&day(a)))
                .then_with(|| open(a).cmp(&open(b)))
                .then_with(|| nearer(&a.path, &b.path))
        });
        let team = self.team.as_ref();
        let (this, earlier): (Vec<FoundPlan>, Vec<FoundPlan>) = plans
            .into_iter()
            .partition(|plan| is_of_year(plan, team, self.earlier()));
        let mut this = this.into_iter();
        self.plan = this.next();
        if let Some(plan) = &mut self.plan {
            let why = |also: &FoundPlan| match day(plan).cmp(&day(also)) {
                Ordering::Greater => "it was adopted later",
                _ if open(plan) < open(also) => "it's more complete",
                _ => why_nearer(&plan.path, &also.path),
            };
            let also = this.map(|also| keep_one(&plan.path, &also.path, why(&also)));
            self.also.extend(also);
            let name = &plan.written.plan.assessment;
            let is_earliers = |team: &&Team| {
                let named = assessment_of(&plan.path, name, rubric);
                named.is_some_and(|named| is_another(&named, &team.assessment))
            };
            // As `validate` does, which is given it where the plan names none, or another year's.
            let given = team.filter(|team| name.is_empty() || is_earliers(team));
            self.is_assessment_given = given.is_some();
            let beside = PlanContext {
                today: self.today,
                assessment: given.map(|team| (team.path.clone(), team.assessment.clone())),
            };
            let more = beside.of_written(&plan.path, &plan.written, rubric);
            plan.problems.extend(more);
        }
        self.previous_plan = earlier.into_iter().map(|plan| plan.path).next();
    }

    /// Who of the roster has answered.
    pub(super) fn turnout(&self) -> Option<Turnout<'_>> {
        let (_, roster) = self.roster.as_ref()?;
        Some(Turnout::of(&roster.members, &self.responses, &self.unread))
    }
}
