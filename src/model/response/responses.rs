//! The responses of a source, kept small: a state's worth of them fits into memory. What
//! many of them share is there once, an answer is one byte.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::model::rating::Rating;
use crate::model::response::Response;

/// Responses to one rubric, in the order in which they were added.
#[derive(Debug, Clone, Default)]
pub struct Responses {
    heads: Vec<KeptHead>,
    /// As many for each response as the rubric has practices.
    ratings: Vec<Option<Rating>>,
    practices: usize,
    texts: Texts,
    /// What was written, where it was kept: response, practice, text; in this order.
    documentation: Vec<(u32, u32, Box<str>)>,
}

/// What stands at the top of a response.
#[derive(Debug, Clone, Copy)]
struct KeptHead {
    /// District, school year, name, role, and department, by the numbers of their texts.
    texts: [u32; 5],
    date: Option<Date>,
}

/// Each text once; number 0 is the empty one.
#[derive(Debug, Clone)]
struct Texts {
    all: Vec<Arc<str>>,
    numbers: HashMap<Arc<str>, u32>,
}

impl Default for Texts {
    fn default() -> Self {
        let empty: Arc<str> = Arc::from("");
        Self {
            all: vec![empty.clone()],
            numbers: HashMap::from([(empty, 0)]),
        }
    }
}

impl Texts {
    fn number(&mut self, text: &str) -> u32 {
        if text.is_empty() {
            return 0;
        }
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let number = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        let text: Arc<str> = Arc::from(text);
        self.all.push(text.clone());
        self.numbers.insert(text, number);
        number
    }
}

/// One of the responses; see [`Response`] for what the fields mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Respondent<'r> {
    /// May be empty.
    pub district: &'r str,
    /// May be empty.
    pub cycle: &'r str,
    /// Empty where anonymous, and where names were not kept.
    pub name: &'r str,
    /// May be empty.
    pub role: &'r str,
    /// May be empty.
    pub department: &'r str,
    /// The day on which it was answered.
    pub date: Option<Date>,
    /// By the rubric's flat index.
    pub ratings: &'r [Option<Rating>],
}

impl Responses {
    /// Adds one; every response has as many answers. What is empty in it, such as
    /// documentation that nobody wants, takes no room.
    pub fn push(&mut self, response: Response) {
        let number = u32::try_from(self.heads.len()).unwrap_or(u32::MAX);
        let texts = [
            &response.district,
            &response.cycle,
            &response.name,
            &response.role,
            &response.department,
        ];
        self.heads.push(KeptHead {
            texts: texts.map(|text| self.texts.number(text)),
            date: response.date,
        });
        self.practices = response.answers.len();
        for (practice, answer) in response.answers.into_iter().enumerate() {
            self.ratings.push(answer.rating);
            if !answer.documentation.is_empty() {
                let practice = u32::try_from(practice).unwrap_or(u32::MAX);
                self.documentation
                    .push((number, practice, answer.documentation));
            }
        }
    }

    /// How many there are.
    pub const fn len(&self) -> usize {
        self.heads.len()
    }

    /// How many answers each has.
    pub const fn practices(&self) -> usize {
        self.practices
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.heads.is_empty()
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Respondent<'_>> + Clone {
        (0..self.len()).map(|at| self.respondent(at))
    }

    /// One of them.
    pub fn respondent(&self, at: usize) -> Respondent<'_> {
        let KeptHead { texts, date } = self.heads[at];
        let [district, cycle, name, role, department] =
            texts.map(|number| &*self.texts.all[number as usize]);
        Respondent {
            district,
            cycle,
            name,
            role,
            department,
            date,
            ratings: self.ratings(at),
        }
    }

    /// The answers of one response, by the rubric's flat index.
    pub fn ratings(&self, at: usize) -> &[Option<Rating>] {
        &self.ratings[at * self.practices..][..self.practices]
    }

    /// The day of one response.
    pub fn date(&self, at: usize) -> Option<Date> {
        self.heads[at].date
    }

    /// What was written, where it was kept: the practice by the rubric's flat index, the
    /// rating that it came with, the text.
    pub fn documentation(&self) -> impl Iterator<Item = (usize, Option<Rating>, &str)> {
        self.documentation.iter().map(|(of, practice, text)| {
            let practice = *practice as usize;
            (practice, self.ratings(*of as usize)[practice], &**text)
        })
    }

    /// The districts that are named, each spelling with how often, in no order.
    pub fn districts(&self) -> Vec<(&str, u32)> {
        self.spellings(|[district, ..]| district)
    }

    /// Likewise the school years.
    pub fn cycles(&self) -> Vec<(&str, u32)> {
        self.spellings(|[_, cycle, ..]| cycle)
    }

    fn spellings(&self, of: impl Fn([u32; 5]) -> u32) -> Vec<(&str, u32)> {
        let mut times = vec![0; self.texts.all.len()];
        for head in &self.heads {
            times[of(head.texts) as usize] += 1;
        }
        let all = self.texts.all.iter().zip(times);
        all.filter(|(text, times)| *times > 0 && !text.is_empty())
            .map(|(text, times)| (&**text, times))
            .collect()
    }

    /// Some of the responses with all that is theirs, given by their places, rising.
    pub fn chosen(&self, places: &[usize]) -> Cow<'_, Self> {
        if places.len() == self.heads.len() {
            return Cow::Borrowed(self);
        }
        let ratings = places.iter().flat_map(|at| self.ratings(*at));
        let documentation = self
            .documentation
            .iter()
            .filter_map(|(of, practice, text)| {
                let at = places.binary_search(&(*of as usize)).ok()?;
                Some((u32::try_from(at).ok()?, *practice, text.clone()))
            });
        Cow::Owned(Self {
            heads: places.iter().map(|at| self.heads[*at]).collect(),
            ratings: ratings.copied().collect(),
            practices: self.practices,
            texts: self.texts.clone(),
            documentation: documentation.collect(),
        })
    }

    /// Leaves only these of the responses, given by their places, rising.
    pub fn retain(&mut self, places: &[usize]) {
        if let Cow::Owned(chosen) = self.chosen(places) {
            *self = chosen;
        }
    }
}

impl FromIterator<Response> for Responses {
    fn from_iter<I: IntoIterator<Item = Response>>(all: I) -> Self {
        let mut responses = Self::default();
        for response in all {
            responses.push(response);
        }
        responses
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::response::Answer;

    fn response(district: &str, ratings: &[(usize, &str)]) -> Response {
        let answer = |(rating, text): &(usize, &str)| Answer {
            rating: Rating::ALL.get(*rating).copied(),
            documentation: (*text).into(),
        };
        Response {
            district: district.to_owned(),
            date: Some(jiff::civil::date(2026, 10, 1)),
            answers: ratings.iter().map(answer).collect(),
            ..Response::default()
        }
    }

    #[test]
    fn what_was_added_is_there() {
        let all: Responses = [
            response("North", &[(0, "a"), (9, "")]),
            response("", &[(4, ""), (1, "b")]),
            response("North", &[(9, "c"), (2, "")]),
        ]
        .into_iter()
        .collect();
        let ratings: Vec<_> = all.iter().map(|r| r.ratings.to_vec()).collect();
        assert_eq!(ratings[1], [Some(Rating::Unsure), Some(Rating::OkForNow)]);
        assert_eq!(all.districts(), [("North", 2)]);
        assert!(all.cycles().is_empty());
        let [strength, ok] = [Rating::Strength, Rating::OkForNow].map(Some);
        let texts = [(0, strength, "a"), (1, ok, "b"), (0, None, "c")];
        assert!(all.documentation().eq(texts));
    }

    #[test]
    fn what_does_not_count_goes_with_all_that_is_its() {
        let each = [
            response("A", &[(0, "a"), (1, "")]),
            response("B", &[(2, "b"), (3, "bb")]),
            response("C", &[(4, ""), (9, "c")]),
        ];
        for mask in 0..8_u32 {
            let kept: Vec<usize> = (0..3).filter(|at| mask & 1 << at != 0).collect();
            let mut all: Responses = each.iter().cloned().collect();
            all.retain(&kept);
            let only: Responses = kept.iter().map(|at| each[*at].clone()).collect();
            assert!(all.iter().eq(only.iter()), "{kept:?}");
            assert!(all.documentation().eq(only.documentation()), "{kept:?}");
        }
    }
}
