//! The single assessment of a team: the counts of all responses, what the
//! respondents documented, and what the team made of it.

use jiff::civil::Date;

use crate::model::choice::choices;
use crate::model::dates::cycle::agreed_on;
use crate::model::finding::{Class, Ratio, finding, one_could_tip};
use crate::model::rating::Rating;
use crate::model::response::responses::Responses;
use crate::model::tally::Counts;

/// Counted responses, from a folder of forms or from a team assessment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Assessment {
    /// Where the responses agree on one that is not empty, or the team wrote one.
    pub district: Option<String>,
    /// Likewise, such as `2026-27`.
    pub cycle: Option<String>,
    /// How many responses were counted.
    pub responses: u32,
    /// How many people were asked, where a roster told.
    pub invited: Option<u32>,
    /// How many could not be read and are therefore missing.
    pub not_read: u32,
    /// The first date in the responses.
    pub from: Option<Date>,
    /// The last date in the responses.
    pub to: Option<Date>,
    /// By the rubric's flat index.
    pub practices: Vec<Assessed>,
}

impl Assessment {
    /// Tallies responses to a rubric of so many practices. Their order does not matter.
    /// Nothing is agreed or decided yet.
    pub fn of(responses: &Responses, practices: usize) -> Self {
        let dates = || responses.iter().filter_map(|r| r.date);
        let mut assessment = Self {
            district: agreed_on(&responses.districts()),
            cycle: agreed_on(&responses.cycles()),
            responses: u32::try_from(responses.len()).unwrap_or(u32::MAX),
            from: dates().min(),
            to: dates().max(),
            practices: vec![Assessed::default(); practices],
            ..Self::default()
        };
        for response in responses.iter() {
            for (assessed, rating) in assessment.practices.iter_mut().zip(response.ratings) {
                assessed.counts.add(*rating);
            }
        }
        for (practice, rating, text) in responses.documentation() {
            assessment.practices[practice].documentation.push(Quote {
                rating,
                text: text.to_owned(),
            });
        }
        for assessed in &mut assessment.practices {
            assessed
                .documentation
                .sort_by(|a, b| a.order().cmp(&b.order()));
        }
        assessment
    }

    /// The counts of every practice, in survey order.
    pub fn counts(&self) -> Vec<Counts> {
        self.practices.iter().map(|p| p.counts).collect()
    }

    /// The practices of which something holds, by flat index and in survey order.
    pub fn which(&self, holds: impl Fn(&Assessed) -> bool) -> Vec<usize> {
        let all = 0..self.practices.len();
        all.filter(|at| holds(&self.practices[*at])).collect()
    }

    /// The practices, by flat index, whose result could be another had one person not
    /// answered (docs/method.md, "How firm this is").
    pub fn could_tip(&self) -> Vec<usize> {
        self.which(|practice| one_could_tip(&practice.counts))
    }

    /// How many answers were given, and how many could have been.
    pub fn answered(&self) -> (u64, u64) {
        let given = self
            .practices
            .iter()
            .map(|p| u64::from(p.counts.answered()));
        let all = u64::from(self.responses) * self.practices.len() as u64;
        (given.sum(), all)
    }
}

/// One practice of the single assessment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Assessed {
    /// How many gave each answer.
    pub counts: Counts,
    /// What respondents wrote: by rating from Strength to Unsure and then without
    /// one, within that by text, so that the order tells nothing of who.
    pub documentation: Vec<Quote>,
    /// The rating that the team settled on.
    pub agreed: Option<Rating>,
    /// What the team decided to do.
    pub decision: Option<Decision>,
    /// The team's notes; may be empty.
    pub notes: String,
}

impl Assessed {
    /// Whether the team agreed on a rating or decided anything.
    pub const fn is_settled(&self) -> bool {
        self.agreed.is_some() || self.decision.is_some()
    }

    /// Where the practice stands: what the team agreed on, and where it agreed on nothing
    /// yet, what the counts say (docs/method.md, "What the team settles").
    pub fn standing(&self) -> Class {
        match self.agreed {
            Some(agreed) => Class::of(agreed),
            None => finding(&self.counts).class,
        }
    }

    /// How far from Strength, 0, to Urgent Gap, 1, it stands; none where nobody rated it and
    /// the team agreed on nothing that is on the scale.
    pub fn concern(&self) -> Option<Ratio> {
        let agreed = self.agreed.and_then(Rating::step);
        match agreed {
            Some(step) => Ratio::new(u128::from(4 - step), 3),
            None => finding(&self.counts).concern,
        }
    }
}

/// What one respondent documented, without saying who.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Quote {
    /// The rating that it came with.
    pub rating: Option<Rating>,
    /// Never empty.
    pub text: String,
}

impl Quote {
    /// What quotes are put in order by: rating from Strength to Unsure, then none; then text.
    pub fn order(&self) -> (usize, &str) {
        let rating = self.rating.map_or(Rating::ALL.len(), Rating::index);
        (rating, &self.text)
    }
}

choices! {
    /// What a team decides to do about a practice.
    pub enum Decision {
        /// Keep it up.
        Continue = "continue" "continue",
        /// Make it better: the plan needs an action.
        Improve = "improve" "improve",
        /// Nobody knows enough: the plan needs an action.
        FindOut = "find-out" "find out",
        /// Look again next time.
        Watch = "watch" "review next time",
    }
}

#[cfg(test)]
impl Assessed {
    /// With these counts, and nothing settled.
    pub(crate) fn counted(by_rating: [u32; 5]) -> Self {
        Self {
            counts: Counts::new(by_rating, 0),
            ..Self::default()
        }
    }
}

#[cfg(test)]
impl FromIterator<Assessed> for Assessment {
    fn from_iter<I: IntoIterator<Item = Assessed>>(practices: I) -> Self {
        Self {
            practices: practices.into_iter().collect(),
            ..Self::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_practice_stands_where_the_team_put_it() {
        let mut practice = Assessed::counted([0, 0, 4, 4, 0]);
        let ids = |practice: &Assessed| (practice.standing().id(), practice.concern());
        assert_eq!(ids(&practice), ("urgent-gap", Ratio::new(5, 6)));
        for (agreed, standing, thirds) in [
            (Rating::Strength, "strength", 0),
            (Rating::OkForNow, "maintain", 1),
            (Rating::CouldBeBetter, "improve", 2),
            (Rating::UrgentGap, "urgent-gap", 3),
        ] {
            practice.agreed = Some(agreed);
            assert_eq!(ids(&practice), (standing, Ratio::new(thirds, 3)));
        }
        practice.agreed = Some(Rating::Unsure);
        assert_eq!(ids(&practice), ("dont-know", Ratio::new(5, 6)));
    }
}
