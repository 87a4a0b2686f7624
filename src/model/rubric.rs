//! A rubric: ingredients, their practices, the labels of the ratings, and the
//! steps of the exercise.

use std::collections::HashMap;

use crate::model::choice::choices;
use crate::model::rating::Labels;

/// A checked rubric. Practices have a flat index, 0 to [`Rubric::len`] - 1, in
/// survey order; everything that is counted is kept by that index.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rubric {
    /// Such as `district`.
    pub id: String,
    /// Counted up when practices change.
    pub version: u32,
    /// Heading of the assessment.
    pub title: String,
    /// The question that the whole assessment answers.
    pub question: String,
    /// Where the rubric comes from; may be empty.
    pub source: String,
    /// What it is for; may be empty.
    pub purpose: String,
    /// The note on vulnerable populations; may be empty.
    pub vulnerable_populations: String,
    /// How often a team goes through the steps; may be empty.
    pub frequency: String,
    /// What the five ratings are called.
    pub labels: Labels,
    /// Departments that the team should include or invite.
    pub suggested_departments: Vec<Department>,
    /// What a team does, in order.
    pub steps: Vec<Step>,
    /// In survey order, each with one practice or more.
    pub ingredients: Vec<Ingredient>,
    /// Those of all ingredients.
    pub practices: Practices,
}

/// Practices in survey order, as [`Rubric::with`] lays them out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Practices {
    all: Vec<Practice>,
    by_id: HashMap<String, usize>,
}

/// A department, and what else its office is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Department {
    /// Such as `Special Education`.
    pub name: String,
    /// Other names for the same office.
    pub also: Vec<String>,
}

choices! {
    /// The students whom a practice names, for the summary to gather.
    pub enum Focus {
        /// Students with disabilities.
        Disabilities = "disabilities",
        /// Vulnerable student populations.
        Vulnerable = "vulnerable",
    }
}

/// One step of the exercise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Such as `debrief`.
    pub id: String,
    /// A few words.
    pub title: String,
    /// One paragraph.
    pub text: String,
}

/// A key ingredient of the approach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ingredient {
    /// Such as `actionable-data`.
    pub id: String,
    /// Such as `Actionable Data`.
    pub title: String,
    /// Flat indexes of its practices.
    pub practices: std::ops::Range<usize>,
}

/// A practice that respondents rate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Practice {
    /// The full id, such as `actionable-data.team-review`; in an [`Outline`] the part after the dot.
    pub id: String,
    /// Index of its ingredient, once it is laid out.
    pub ingredient: usize,
    /// A few words.
    pub title: String,
    /// One paragraph: what the practice looks like when it is in place.
    pub statement: String,
    /// The students whom it names.
    pub focus: Vec<Focus>,
}

impl Practice {
    /// The part of the id after the dot, such as `team-review`.
    pub fn short_id(&self) -> &str {
        self.id.split_once('.').map_or(&self.id, |(_, short)| short)
    }
}

/// An ingredient before it is laid out flat.
#[derive(Debug, Clone, Default)]
pub struct Outline {
    /// See [`Ingredient::id`].
    pub id: String,
    /// See [`Ingredient::title`].
    pub title: String,
    /// In survey order.
    pub practices: Vec<Practice>,
}

/// From id, title, and statement.
impl From<[String; 3]> for Practice {
    fn from([id, title, statement]: [String; 3]) -> Self {
        Self {
            id,
            ingredient: 0,
            title,
            statement,
            focus: Vec::new(),
        }
    }
}

impl Rubric {
    /// A practice as messages name it, so that it's found in a file and known by its words:
    /// `actionable-data.board-reporting (Yearly reporting to the School Board)`.
    pub fn named(&self, practice: usize) -> String {
        let Practice { id, title, .. } = &self.practices()[practice];
        format!("{id} ({title})")
    }

    /// The rubric with these ingredients. The caller has checked that the ids are distinct.
    #[must_use]
    pub fn with(self, ingredients: Vec<Outline>) -> Self {
        let mut all = Vec::new();
        let mut groups = Vec::new();
        for (at, outline) in ingredients.into_iter().enumerate() {
            let first = all.len();
            all.extend(outline.practices.into_iter().map(|practice| Practice {
                id: format!("{}.{}", outline.id, practice.id),
                ingredient: at,
                ..practice
            }));
            groups.push(Ingredient {
                id: outline.id,
                title: outline.title,
                practices: first..all.len(),
            });
        }
        let places = all.iter().enumerate();
        let by_id = places.map(|(index, practice)| (practice.id.clone(), index));
        Self {
            ingredients: groups,
            practices: Practices {
                by_id: by_id.collect(),
                all,
            },
            ..self
        }
    }

    /// How files name this rubric: `district/1`.
    pub fn reference(&self) -> String {
        format!("{}/{}", self.id, self.version)
    }

    /// Every practice in survey order.
    pub fn practices(&self) -> &[Practice] {
        &self.practices.all
    }

    /// The titles of some practices, as one text.
    pub fn titles(&self, practices: &[usize]) -> String {
        let titles = practices
            .iter()
            .map(|at| self.practices()[*at].title.as_str());
        titles.collect::<Vec<_>>().join("; ")
    }

    /// How many practices there are.
    pub fn len(&self) -> usize {
        self.practices.all.len()
    }

    /// Whether there is no practice at all; a checked rubric never is.
    pub fn is_empty(&self) -> bool {
        self.practices.all.is_empty()
    }

    /// The flat index of the practice with this full id.
    pub fn index_of(&self, id: &str) -> Option<usize> {
        self.practices.by_id.get(id).copied()
    }

    /// The ingredient with this id.
    pub fn ingredient(&self, id: &str) -> Option<&Ingredient> {
        self.ingredients.iter().find(|i| i.id == id)
    }
}

/// Whether this can be an id.
pub fn is_id(text: &str) -> bool {
    text.split('-').all(|part| {
        !part.is_empty()
            && part
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_small_letters_digits_and_single_hyphens() {
        for good in ["a", "tier-1-messaging", "2"] {
            assert!(is_id(good), "{good}");
        }
        for bad in ["", "-a", "a-", "a--b", "A", "a_b", "a.b", "\u{e9}"] {
            assert!(!is_id(bad), "{bad}");
        }
    }
}
