//! One respondent's answers.

pub mod duplicate;
pub mod person;
pub mod responses;
pub mod student;

use jiff::civil::Date;

use crate::model::rating::Rating;

/// A checked response. Text values are trimmed; an empty text is one that was
/// left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Response {
    /// The school district; may be empty.
    pub district: String,
    /// The school year, such as `2026-27`; may be empty.
    pub cycle: String,
    /// Empty for an anonymous response.
    pub name: String,
    /// The respondent's post; may be empty.
    pub role: String,
    /// The respondent's department; may be empty.
    pub department: String,
    /// The day on which it was answered.
    pub date: Option<Date>,
    /// By the rubric's flat index, one for each practice.
    pub answers: Vec<Answer>,
}

/// What one respondent says of one practice.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answer {
    /// `None` is unanswered, which is not `Unsure`.
    pub rating: Option<Rating>,
    /// How the respondent knows; may be empty.
    pub documentation: Box<str>,
}

impl Response {
    /// How many practices have an answer, Unsure included.
    pub fn answered(&self) -> usize {
        self.answers.iter().filter(|a| a.rating.is_some()).count()
    }

    /// How each practice is rated, and whether it is documented how the respondent knows.
    pub fn rated(&self) -> impl Iterator<Item = (Option<Rating>, bool)> {
        let all = self.answers.iter();
        all.map(|answer| (answer.rating, !answer.documentation.is_empty()))
    }

    /// Leaves only the ratings of its answers.
    pub fn forget_texts(&mut self) {
        for answer in &mut self.answers {
            answer.documentation = Box::default();
        }
    }
}
