//! Who answered more than once. One person is one district, name and role, compared
//! without regard to case, spacing and composition of accents; an empty name is
//! anonymous and equals nobody (DESIGN.md, "What each file is worth").

use std::borrow::Borrow;
use std::collections::HashMap;

use jiff::civil::Date;

use crate::model::rating::{Rating, folded};
use crate::model::response::Response;

/// What is compared of one response. Small, so that a state's worth of them fits:
/// texts are there as digests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fingerprint {
    /// District, name and role, folded; `None` when anonymous.
    person: Option<[Box<str>; 3]>,
    /// The day on which it was answered.
    date: Option<Date>,
    /// Each practice's rating, and a digest of its documentation.
    answers: Box<[(Option<Rating>, u64)]>,
    /// Digest of the file's bytes.
    bytes: u128,
}

impl Fingerprint {
    /// Of a response whose file's bytes have this digest.
    #[must_use]
    pub fn new(response: &Response, bytes: u128, digest: impl Fn(&str) -> u64) -> Self {
        let person = (!response.name.is_empty()).then(|| {
            [&response.district, &response.name, &response.role]
                .map(|text| folded(text).into_owned().into_boxed_str())
        });
        let answers = response.answers.iter();
        Self {
            person,
            date: response.date,
            answers: answers
                .map(|a| (a.rating, digest(&a.documentation)))
                .collect(),
            bytes,
        }
    }
}

/// What to do about a person who answered twice and differently, and about anonymous
/// files that are byte for byte the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Policy {
    /// Neither is counted until somebody decides.
    Ask,
    /// The later date counts; one of two same files.
    Latest,
    /// Both count.
    All,
}

/// What was found about responses that may be one; numbers are places in the list of
/// responses, rising.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// One person with the same answers, counted once.
    SameAnswers(Vec<usize>),
    /// One person with different answers: nobody knows which count. With the numbers
    /// of the practices that differ, from 0.
    Differ(Vec<usize>, Vec<usize>),
    /// As [`Finding::Differ`], and the dates do not tell which is the latest.
    NoLatest(Vec<usize>, Vec<usize>),
    /// One person with different answers: the last one named is the latest and counts.
    Latest(Vec<usize>, usize),
    /// One person with different answers, all of them counted.
    AllCounted(Vec<usize>),
    /// Anonymous files that are byte for byte the same: nobody knows whether they are
    /// copies.
    SameFile(Vec<usize>),
    /// As [`Finding::SameFile`], counted once.
    SameFileOnce(Vec<usize>),
    /// One name with different roles: counted as different people.
    SameName(Vec<usize>),
}

impl Finding {
    /// Whether nothing can be counted because of it.
    #[must_use]
    pub const fn is_error(&self) -> bool {
        matches!(
            self,
            Self::Differ(..) | Self::NoLatest(..) | Self::SameFile(_)
        )
    }
}

/// Which responses count, and what was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Resolved {
    /// For each response, whether it counts.
    pub counts: Vec<bool>,
    /// In the order of the first response of each.
    pub findings: Vec<Finding>,
}

/// Decides which responses count.
#[must_use]
pub fn resolve<F: Borrow<Fingerprint>>(responses: &[F], policy: Policy) -> Resolved {
    let responses: Vec<&Fingerprint> = responses.iter().map(Borrow::borrow).collect();
    let mut resolved = Resolved {
        counts: vec![true; responses.len()],
        findings: Vec::new(),
    };
    let mut persons: HashMap<&[Box<str>; 3], Vec<usize>> = HashMap::new();
    let mut files: HashMap<u128, Vec<usize>> = HashMap::new();
    for (at, response) in responses.iter().enumerate() {
        match &response.person {
            Some(person) => persons.entry(person).or_default().push(at),
            None => files.entry(response.bytes).or_default().push(at),
        }
    }
    let mut names: HashMap<[&str; 2], Vec<usize>> = HashMap::new();
    for ([district, name, _], of) in &persons {
        names.entry([district, name]).or_default().push(of[0]);
    }
    for mut same in names.into_values().filter(|same| same.len() > 1) {
        same.sort_unstable();
        resolved.findings.push(Finding::SameName(same));
    }
    for same in persons.into_values().filter(|same| same.len() > 1) {
        resolved.person(&responses, same, policy);
    }
    for same in files.into_values().filter(|same| same.len() > 1) {
        resolved.same_files(same, policy);
    }
    resolved.findings.sort_by_key(Finding::first);
    resolved
}

impl Finding {
    fn first(&self) -> usize {
        match self {
            Self::SameAnswers(of)
            | Self::Differ(of, _)
            | Self::NoLatest(of, _)
            | Self::Latest(of, _)
            | Self::AllCounted(of)
            | Self::SameFile(of)
            | Self::SameFileOnce(of)
            | Self::SameName(of) => of.first().copied().unwrap_or_default(),
        }
    }
}

impl Resolved {
    fn only(&mut self, of: &[usize], kept: &[usize]) {
        for at in of {
            self.counts[*at] = kept.contains(at);
        }
    }

    fn same_files(&mut self, same: Vec<usize>, policy: Policy) {
        match policy {
            Policy::Ask => self.findings.push(Finding::SameFile(same)),
            Policy::All => {}
            Policy::Latest => {
                self.only(&same, &same[..1]);
                self.findings.push(Finding::SameFileOnce(same));
            }
        }
    }

    fn person(&mut self, responses: &[&Fingerprint], all: Vec<usize>, policy: Policy) {
        // One response for each set of answers: the latest of those that have it. Of
        // equal dates the bytes decide, so that the names of the files never do.
        let order = |at: usize| (responses[at].date, responses[at].bytes);
        let mut distinct: HashMap<&[(Option<Rating>, u64)], usize> = HashMap::new();
        for at in &all {
            let kept = distinct.entry(&responses[*at].answers).or_insert(*at);
            if order(*at) > order(*kept) {
                *kept = *at;
            }
        }
        let mut kept: Vec<usize> = distinct.into_values().collect();
        kept.sort_unstable();
        self.only(&all, &kept);
        if kept.len() == 1 {
            self.findings.push(Finding::SameAnswers(all));
            return;
        }
        let finding = match policy {
            Policy::All => Finding::AllCounted(all),
            Policy::Ask => Finding::Differ(all, differing(responses, &kept)),
            Policy::Latest => match latest(responses, &kept) {
                Some(latest) => {
                    self.only(&all, &[latest]);
                    Finding::Latest(all, latest)
                }
                None => Finding::NoLatest(all, differing(responses, &kept)),
            },
        };
        self.findings.push(finding);
    }
}

fn latest(responses: &[&Fingerprint], of: &[usize]) -> Option<usize> {
    let mut dated: Vec<(Date, usize)> = Vec::new();
    for at in of {
        dated.push((responses[*at].date?, *at));
    }
    dated.sort_unstable();
    match dated[..] {
        [.., (before, _), (last, at)] if before < last => Some(at),
        _ => None,
    }
}

fn differing(responses: &[&Fingerprint], of: &[usize]) -> Vec<usize> {
    let Some((first, others)) = of.split_first() else {
        return Vec::new();
    };
    let first = &responses[*first].answers;
    (0..first.len())
        .filter(|practice| {
            others
                .iter()
                .any(|other| responses[*other].answers[*practice] != first[*practice])
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::response::Answer;

    fn response(name: &str, rating: Rating, day: Option<i8>, bytes: u128) -> Fingerprint {
        let response = Response {
            name: name.to_owned(),
            role: "Nurse".to_owned(),
            date: day.map(|day| jiff::civil::date(2026, 10, day)),
            answers: vec![Answer {
                rating: Some(rating),
                documentation: String::new(),
            }],
            ..Response::default()
        };
        Fingerprint::new(&response, bytes, |text| text.len() as u64)
    }

    #[test]
    fn the_same_answers_count_once_under_every_policy() {
        let twice = [
            response("Ana", Rating::Unsure, None, 1),
            response(" ANA ", Rating::Unsure, Some(2), 2),
        ];
        for policy in [Policy::Ask, Policy::Latest, Policy::All] {
            let resolved = resolve(&twice, policy);
            assert_eq!(resolved.counts, [false, true]);
            assert_eq!(resolved.findings, [Finding::SameAnswers(vec![0, 1])]);
        }
    }

    #[test]
    fn different_answers_are_somebodys_decision() {
        let twice = [
            response("Ana", Rating::Strength, Some(3), 1),
            response("Ana", Rating::Unsure, Some(2), 2),
        ];
        let asked = resolve(&twice, Policy::Ask);
        assert_eq!(asked.findings, [Finding::Differ(vec![0, 1], vec![0])]);
        assert!(asked.findings[0].is_error());
        let latest = resolve(&twice, Policy::Latest);
        assert_eq!(latest.counts, [true, false]);
        assert_eq!(resolve(&twice, Policy::All).counts, [true, true]);
    }

    #[test]
    fn equal_or_missing_dates_tell_no_latest() {
        for day in [None, Some(3)] {
            let twice = [
                response("Ana", Rating::Strength, Some(3), 1),
                response("Ana", Rating::Unsure, day, 2),
            ];
            let resolved = resolve(&twice, Policy::Latest);
            assert!(matches!(resolved.findings[..], [Finding::NoLatest(..)]));
        }
    }

    #[test]
    fn one_name_in_two_posts_is_two_people_and_worth_a_word() {
        let mut second = response("ana", Rating::Unsure, None, 2);
        second.person = Some(["", "ana", "clerk"].map(Into::into));
        let resolved = resolve(
            &[response("Ana", Rating::Unsure, None, 1), second],
            Policy::Ask,
        );
        assert_eq!(resolved.counts, [true, true]);
        assert_eq!(resolved.findings, [Finding::SameName(vec![0, 1])]);
    }

    #[test]
    fn anonymous_responses_equal_nobody_but_their_own_bytes() {
        let some = [
            response("", Rating::Unsure, None, 1),
            response("", Rating::Unsure, None, 2),
            response("", Rating::Unsure, None, 1),
        ];
        let asked = resolve(&some, Policy::Ask);
        assert_eq!(asked.findings, [Finding::SameFile(vec![0, 2])]);
        assert_eq!(resolve(&some, Policy::Latest).counts, [true, true, false]);
        assert_eq!(resolve(&some, Policy::All).counts, [true, true, true]);
    }
}
