//! Who answered more than once. One person is one district, name and role, compared
//! without regard to case, spacing, composition of accents and order ("Last, First"); an
//! empty name is anonymous and equals nobody. Answers of two school years are nobody's mistake, but
//! don't belong in one count.

use std::borrow::Cow;
use std::collections::HashMap;
use std::num::NonZeroU64;

use jiff::civil::Date;
use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed, xxh3_128};

use crate::model::choice::choices;
use crate::model::dates::cycle::key;
use crate::model::dates::year::is_later_year;
use crate::model::rating::{Rating, folded};
use crate::model::response::Response;
use crate::model::response::person::person;

/// What is compared of one response: texts are there as digests.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Fingerprint {
    head: ComparedHead,
    answers: Vec<ComparedAnswer>,
}

/// No two people write so many different comments alike.
const MANY_COMMENTS: usize = 3;

/// What is compared of one answer; see [`compared`].
type ComparedAnswer = [u8; 3];

/// What is compared of a response as a whole. Small, so that a state's worth of them fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct ComparedHead {
    /// Digest of district, name and role, folded; of what the file says when anonymous.
    who: [u64; 2],
    is_anonymous: bool,
    /// Digest of the name, folded.
    name: u64,
    /// The same of the district; none where it was left blank.
    district: Option<NonZeroU64>,
    /// Digest of the school year that it names.
    year: Option<NonZeroU64>,
    /// The day on which it was answered.
    date: Option<Date>,
    /// Digest of all documentation.
    texts: u64,
    /// Digest of the texts at the top: of responses that are else alike it decides, so
    /// that the names of the files never do.
    spelling: u64,
}

impl Fingerprint {
    /// Of a response that stands in a file which says this, however it was saved.
    pub fn new(response: &Response, file: &[u8]) -> Self {
        let is_anonymous = response.name.is_empty();
        let [district, role] = [&response.district, &response.role].map(|text| folded(text));
        let name = person(&response.name);
        let who = if is_anonymous {
            xxh3_128(file)
        } else {
            xxh3_128(&joined([&district, &name, &role]))
        };
        let some =
            |text: &str| (!text.is_empty()).then(|| NonZeroU64::MIN | xxh3_64(text.as_bytes()));
        let spelling = joined([
            &response.district,
            &response.cycle,
            &response.name,
            &response.role,
            &response.department,
        ]);
        let mut texts = 0;
        let mut answers = Vec::with_capacity(response.answers.len());
        for answer in &response.answers {
            let text = match &*answer.documentation {
                "" => 0,
                text => xxh3_64(text.as_bytes()),
            };
            texts = xxh3_64_with_seed(&text.to_le_bytes(), texts);
            answers.push(compared(answer.rating, text));
        }
        Self {
            head: ComparedHead {
                who: [(who >> 64) as u64, who as u64],
                is_anonymous,
                name: xxh3_64(name.as_bytes()),
                district: some(&district),
                year: some(&key(&response.cycle)),
                date: response.date,
                texts,
                spelling: xxh3_64(&spelling),
            },
            answers,
        }
    }
}

/// A rating in the lowest three bits, and above it a part of the documentation's digest:
/// enough to name the practices that differ; whether any does, [`ComparedHead::texts`] says.
/// The part is 0 only where there is no text.
fn compared(rating: Option<Rating>, text: u64) -> ComparedAnswer {
    const PART: u64 = (1 << 21) - 1;
    let rating = rating.map_or(Rating::ALL.len(), Rating::index) as u64;
    let part = (text & PART).max(u64::from(text != 0));
    let [a, b, c, ..] = (part << 3 | rating).to_le_bytes();
    [a, b, c]
}

/// The rating that was compared.
fn rating(answer: &ComparedAnswer) -> Option<Rating> {
    Rating::ALL.get(usize::from(answer[0] & 7)).copied()
}

/// The part of the documentation's digest.
const fn comment(answer: &ComparedAnswer) -> [u8; 3] {
    let [a, b, c] = *answer;
    [a >> 3, b, c]
}

/// Whether there is a text beside the rating.
fn has_text(answer: &ComparedAnswer) -> bool {
    comment(answer) != [0; 3]
}

/// Texts one behind the other, so that each can be told from the next.
fn joined<const N: usize>(texts: [&str; N]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(128);
    for text in texts {
        bytes.extend(text.len().to_le_bytes());
        bytes.extend(text.as_bytes());
    }
    bytes
}

/// The fingerprints of all responses of a source.
#[derive(Debug, Clone, Default)]
pub struct Fingerprints {
    heads: Vec<ComparedHead>,
    /// As many for each as there are practices.
    answers: Vec<ComparedAnswer>,
    practices: usize,
}

impl Fingerprints {
    /// Adds the next response's.
    pub fn push(&mut self, print: &Fingerprint) {
        self.heads.push(print.head);
        self.answers.extend(&print.answers);
        self.practices = print.answers.len();
    }

    /// Those of some of the responses, given by their places, rising.
    pub fn chosen(&self, places: &[usize]) -> Cow<'_, Self> {
        if places.len() == self.heads.len() {
            return Cow::Borrowed(self);
        }
        let answers = places.iter().flat_map(|at| self.answers(*at));
        Cow::Owned(Self {
            heads: places.iter().map(|at| self.heads[*at]).collect(),
            answers: answers.copied().collect(),
            practices: self.practices,
        })
    }

    fn answers(&self, at: usize) -> &[ComparedAnswer] {
        &self.answers[at * self.practices..][..self.practices]
    }

    /// How this response rates each practice, and whether it documents how they know.
    pub fn answered(&self, at: usize) -> impl Iterator<Item = (Option<Rating>, bool)> {
        let answers = self.answers(at).iter();
        answers.map(|answer| (rating(answer), has_text(answer)))
    }
}

impl FromIterator<Fingerprint> for Fingerprints {
    fn from_iter<I: IntoIterator<Item = Fingerprint>>(all: I) -> Self {
        let mut prints = Self::default();
        for print in all {
            prints.push(&print);
        }
        prints
    }
}

choices! {
    /// What to do about a person who answered twice and differently, and about anonymous
    /// files that are the same to the letter.
    pub enum Policy {
        /// Neither is counted until somebody decides.
        Ask = "ask",
        /// The later date counts; one of two same files.
        Latest = "latest",
        /// Both count.
        All = "all",
    }
}

/// What was found about responses that may be one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DuplicateFinding {
    /// Their places in the list of responses, rising.
    pub of: Vec<usize>,
    /// What they are to each other.
    pub alike: Alike,
}

/// What responses that may be one are to each other; practices are numbered from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Alike {
    /// One person with the same answers, counted once.
    SameAnswers,
    /// One person with different answers: nobody knows which count. With the practices that differ.
    Differ(Vec<usize>),
    /// As [`Alike::Differ`], and the dates do not tell which is the latest: to count the latest is no
    /// way out.
    NoLatest(Vec<usize>),
    /// People with different answers of several school years, and how many people: nobody knows
    /// which year is to be counted.
    SeveralYears(usize),
    /// One person with different answers: this one, by its place, is the latest and counts.
    Latest(usize),
    /// One person with different answers, all of them counted.
    AllCounted,
    /// Anonymous files that say the same to the letter: nobody knows whether they are
    /// copies.
    SameFile,
    /// As [`Alike::SameFile`], counted once.
    SameFileOnce,
    /// Responses that are not known to be one person's and say the same of every practice in
    /// the same words: each is counted.
    SameWords,
    /// As [`Alike::SameWords`], but for the ratings of these practices.
    SameComments(Vec<usize>),
    /// One name with different roles, or with and without a district: counted as different
    /// people.
    SameName,
}

impl DuplicateFinding {
    /// Whether nothing can be counted because of it.
    pub const fn is_error(&self) -> bool {
        use Alike::{Differ, NoLatest, SameFile, SeveralYears};
        matches!(
            self.alike,
            Differ(_) | NoLatest(_) | SeveralYears(_) | SameFile
        )
    }
}

/// Which responses count, and what was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Resolved {
    /// For each response, whether it counts.
    pub counts: Vec<bool>,
    /// In the order of the first response of each.
    pub findings: Vec<DuplicateFinding>,
}

/// Decides which responses count.
pub fn resolve(prints: &Fingerprints, policy: Policy) -> Resolved {
    let mut resolved = Resolved {
        counts: vec![true; prints.heads.len()],
        findings: Vec::new(),
    };
    let places = |anonymous: bool| -> Vec<u32> {
        let all = (0..).zip(&prints.heads);
        all.filter(|(_, head)| head.is_anonymous == anonymous)
            .map(|(at, _)| at)
            .collect()
    };
    let (mut named, mut anonymous) = (places(false), places(true));
    let who = |at: u32| prints.heads[at as usize].who;
    let name = |at: u32| prints.heads[at as usize].name;
    let mut firsts: Vec<u32> = alike(&mut named, who).map(|of| of[0]).collect();
    let district = |at: u32| prints.heads[at as usize].district;
    let namesakes = alike(&mut firsts, name).filter(|same| same.len() > 1);
    for mut same in namesakes.map(<[u32]>::to_vec).collect::<Vec<_>>() {
        // Who left the district blank may be any of them.
        let is_open = same.iter().any(|at| district(*at).is_none());
        let whose = |at: u32| district(at).filter(|_| !is_open);
        for same in several(alike(&mut same, whose)) {
            resolved.found(same, Alike::SameName);
        }
    }
    for same in several(alike(&mut named, who)) {
        resolved.person(prints, same, policy);
    }
    resolved.join_years();
    named.retain(|at| resolved.counts[*at as usize]);
    let mut different = named;
    for same in alike(&mut anonymous, who) {
        different.extend(&same[..1]);
        if same.len() > 1 {
            let same = same.iter().map(|at| *at as usize).collect();
            resolved.same_files(same, policy);
        }
    }
    resolved.same_words(prints, different);
    resolved
        .findings
        .sort_by_key(|found| found.of.first().copied());
    resolved
}

/// The places that have the same key, each group in rising order.
fn alike<K: Ord>(
    places: &mut [u32],
    key: impl Fn(u32) -> K + Copy,
) -> impl Iterator<Item = &[u32]> {
    places.sort_unstable_by_key(|at| (key(*at), *at));
    places.chunk_by(move |a, b| key(*a) == key(*b))
}

/// Those groups that are more than one response.
fn several<'p>(groups: impl Iterator<Item = &'p [u32]>) -> impl Iterator<Item = Vec<usize>> {
    groups
        .filter(|of| of.len() > 1)
        .map(|of| of.iter().map(|at| *at as usize).collect())
}

impl Resolved {
    /// The places of those that count, rising.
    pub fn counted(&self) -> Vec<usize> {
        let all = 0..self.counts.len();
        all.filter(|at| self.counts[*at]).collect()
    }

    fn found(&mut self, of: Vec<usize>, alike: Alike) {
        self.findings.push(DuplicateFinding { of, alike });
    }

    fn only(&mut self, of: &[usize], kept: &[usize]) {
        for at in of {
            self.counts[*at] = kept.contains(at);
        }
    }

    /// Says once of all people that they answered in several years: whole folders are of other years.
    fn join_years(&mut self) {
        let is_of_years = |f: &mut DuplicateFinding| matches!(f.alike, Alike::SeveralYears(_));
        let found: Vec<_> = self.findings.extract_if(.., is_of_years).collect();
        let mut of: Vec<usize> = found.iter().flat_map(|found| &found.of).copied().collect();
        of.sort_unstable();
        if !of.is_empty() {
            self.found(of, Alike::SeveralYears(found.len()));
        }
    }

    fn same_files(&mut self, same: Vec<usize>, policy: Policy) {
        match policy {
            Policy::Ask => self.found(same, Alike::SameFile),
            Policy::All => {}
            Policy::Latest => {
                self.only(&same, &same[..1]);
                self.found(same, Alike::SameFileOnce);
            }
        }
    }

    /// Of responses that are different people's by their names, those that hardly can be.
    fn same_words(&mut self, prints: &Fingerprints, mut different: Vec<u32>) {
        different.retain(|at| prints.answers(*at as usize).iter().any(has_text));
        let texts = |at: u32| prints.heads[at as usize].texts;
        for same in several(alike(&mut different, texts)) {
            let mut by_answers: HashMap<&[ComparedAnswer], Vec<usize>> = HashMap::new();
            let first = prints.answers(same[0]).iter();
            let mut comments: Vec<_> = first.filter(|a| has_text(a)).map(comment).collect();
            comments.sort_unstable();
            comments.dedup();
            for at in &same {
                by_answers.entry(prints.answers(*at)).or_default().push(*at);
            }
            // What one person sent twice is told as that.
            let who = |at: &usize| prints.heads[*at].who;
            let are_several = same.iter().any(|at| who(at) != who(&same[0]));
            if by_answers.len() > 1 && are_several && comments.len() >= MANY_COMMENTS {
                let differing = differing(prints, &same);
                self.found(same, Alike::SameComments(differing));
                continue;
            }
            for same in by_answers.into_values().filter(|same| same.len() > 1) {
                self.found(same, Alike::SameWords);
            }
        }
    }

    fn person(&mut self, prints: &Fingerprints, all: Vec<usize>, policy: Policy) {
        // One response for each set of answers: the latest of those that have it.
        let order = |at: &usize| (prints.heads[*at].date, prints.heads[*at].spelling);
        let mut distinct: HashMap<(&[ComparedAnswer], u64), Vec<usize>> = HashMap::new();
        for at in &all {
            let answers = (prints.answers(*at), prints.heads[*at].texts);
            distinct.entry(answers).or_default().push(*at);
        }
        let same: Vec<Vec<usize>> = distinct.into_values().collect();
        let latest_of = |same: &Vec<usize>| same.iter().copied().rev().max_by_key(order);
        let mut kept: Vec<usize> = same.iter().filter_map(latest_of).collect();
        kept.sort_unstable();
        self.only(&all, &kept);
        if kept.len() == 1 {
            self.found(all, Alike::SameAnswers);
            return;
        }
        match policy {
            Policy::All => {
                for same in same.into_iter().filter(|same| same.len() > 1) {
                    self.found(same, Alike::SameAnswers);
                }
                self.found(kept, Alike::AllCounted);
            }
            Policy::Ask if are_of_several_years(prints, &kept) => {
                self.found(kept, Alike::SeveralYears(1));
            }
            Policy::Ask | Policy::Latest => match latest(prints, &all, &kept) {
                Some(latest) if policy == Policy::Latest => {
                    self.only(&all, &[latest]);
                    self.found(all, Alike::Latest(latest));
                }
                Some(_) => self.found(all, Alike::Differ(differing(prints, &kept))),
                None => self.found(all, Alike::NoLatest(differing(prints, &kept))),
            },
        }
    }
}

/// Whether these responses name several school years, or where one names none, their days are too
/// far apart for one.
fn are_of_several_years(prints: &Fingerprints, of: &[usize]) -> bool {
    let heads = || of.iter().map(|at| &prints.heads[*at]);
    let mut years = heads().map(|head| head.year);
    let first = years.next().flatten();
    if years.all(|year| year == first) && first.is_some() {
        return false;
    }
    let named = || heads().filter_map(|head| head.year);
    let days = || heads().filter_map(|head| head.date);
    let are_apart = days().min().zip(days().max());
    named().min() != named().max() || are_apart.is_some_and(|(from, to)| is_later_year(from, to))
}

/// The latest of the responses kept of a person; none where that, or any copy of it, has no date.
fn latest(prints: &Fingerprints, all: &[usize], kept: &[usize]) -> Option<usize> {
    let date = |at: &usize| prints.heads[*at].date;
    if all.iter().any(|at| date(at).is_none()) {
        return None;
    }
    let mut dated: Vec<(Option<Date>, usize)> = kept.iter().map(|at| (date(at), *at)).collect();
    dated.sort_unstable();
    match dated[..] {
        [.., (before, _), (last, at)] if before < last => Some(at),
        _ => None,
    }
}

fn differing(prints: &Fingerprints, of: &[usize]) -> Vec<usize> {
    let Some((first, others)) = of.split_first() else {
        return Vec::new();
    };
    let first = prints.answers(*first);
    (0..first.len())
        .filter(|practice| {
            others
                .iter()
                .any(|other| prints.answers(*other)[*practice] != first[*practice])
        })
        .collect()
}

#[cfg(test)]
mod tests;
