//! A rubric, built in or from a file, checked: ids that sections can be named by,
//! labels that can be told apart, and something to rate.

use std::collections::HashMap;
use std::ops::Range;

use toml::de::{DeTable, DeValue};

use crate::model::keys::rubric::{DEPARTMENT, INGREDIENT, PRACTICE, RATINGS, STEP, TOP};
use crate::model::keys::{has, response, team};
use crate::model::rating::{Labels, Rating};
use crate::model::rubric::{Department, Focus, Outline, Practice, Rubric, Step, is_id};
use crate::problem::Code;
use crate::text::Text;
use crate::toml::document::{Checked, Document};
use crate::toml::table::{Reader, Value};

/// The district self-assessment, as it is embedded.
pub const BUILTIN: &str = include_str!("../../assessments/district.toml");

/// The embedded rubric, as `build.rs` read it.
pub fn builtin() -> Rubric {
    include!(concat!(env!("OUT_DIR"), "/rubric.rs"))
}

/// Reads a rubric's document.
pub fn check(text: &Text, document: Document<'_>) -> Checked<Rubric> {
    let mut check = RubricCheck {
        reader: Reader::new(text),
    };
    let rubric = check.rubric(&document.root);
    let problems = document.problems(text, check.reader.problems);
    Checked::new(rubric, problems)
}

struct RubricCheck<'t> {
    reader: Reader<'t>,
}

impl RubricCheck<'_> {
    fn bad(&mut self, span: Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        self.reader.report(Code::BadRubric, span, message, help);
    }

    fn rubric(&mut self, root: &DeTable<'_>) -> Rubric {
        let labels = root.iter().filter(|(key, _)| has(RATINGS, key.get_ref()));
        match labels
            .map(|(key, _)| key.span())
            .min_by_key(|span| span.start)
        {
            Some(span) if !root.contains_key("ratings") => self.bad(
                span,
                "The heading [ratings] above this line is missing.",
                "Type [ratings] on its own line above this line.",
            ),
            _ => self.reader.unknown_keys(root, TOP, "a rubric"),
        }
        let heading = self.heading(root);
        let labels = self.labels(root);
        let steps = self
            .sections(root, "step")
            .into_iter()
            .map(|(table, _)| {
                self.reader.unknown_keys(table, STEP, "a step");
                Step {
                    id: self.reader.plain(table, "id"),
                    title: self.reader.plain(table, "title"),
                    text: self.reader.plain(table, "text"),
                }
            })
            .collect();
        let ingredients = self.ingredients(root);
        let rubric = Rubric {
            labels,
            steps,
            ..heading
        };
        rubric.with(ingredients)
    }

    fn heading(&mut self, root: &DeTable<'_>) -> Rubric {
        let version = if root.contains_key("version") {
            self.reader
                .number(root, "version", Code::BadRubric, "")
                .unwrap_or_default()
        } else {
            self.bad(
                0..0,
                "The rubric has no version.",
                "Type version = 1 near the top. Raise the number when practices change.",
            );
            0
        };
        Rubric {
            id: self.id(root, 0..0, "The rubric"),
            version,
            title: self.required(root, "title", 0..0, "The rubric"),
            question: self.reader.plain(root, "question"),
            source: self.reader.plain(root, "source"),
            purpose: self.reader.plain(root, "purpose"),
            vulnerable_populations: self.reader.plain(root, "vulnerable-populations"),
            frequency: self.reader.plain(root, "frequency"),
            suggested_departments: self.departments(root),
            ..Rubric::default()
        }
    }

    fn id(&mut self, table: &DeTable<'_>, place: Range<usize>, whose: &str) -> String {
        const HELP: &str = "Type small letters a to z, digits, and single hyphens, for example id = \"team-review\".";
        let Some((id, span)) = self.text(table, "id", place, whose, HELP) else {
            return String::new();
        };
        if !is_id(&id) {
            self.bad(span, format!("\"{id}\" can't be an id."), HELP);
        }
        id
    }

    fn required(
        &mut self,
        table: &DeTable<'_>,
        key: &str,
        place: Range<usize>,
        whose: &str,
    ) -> String {
        let help = format!("Add {key} = \"...\" to it.");
        let Some((text, span)) = self.text(table, key, place, whose, &help) else {
            return String::new();
        };
        if text.is_empty() {
            self.bad(
                span,
                format!("{whose} has a blank {key}."),
                format!("Type the {key} between the quotation marks."),
            );
        }
        text
    }

    /// The text of a key that has to be there.
    fn text(
        &mut self,
        table: &DeTable<'_>,
        key: &str,
        place: Range<usize>,
        whose: &str,
        help: &str,
    ) -> Option<(String, Range<usize>)> {
        if !table.contains_key(key) {
            self.bad(place, format!("{whose} has no {key}."), help);
        }
        self.reader.text(table, key)
    }

    fn labels(&mut self, root: &DeTable<'_>) -> Labels {
        let mut labels = Labels::default();
        let Some(value) = root.get("ratings") else {
            return labels;
        };
        let DeValue::Table(table) = value.get_ref() else {
            self.bad(
                value.span(),
                "\"ratings\" isn't a section.",
                "Type [ratings], and below it a label for each of the five ratings.",
            );
            return labels;
        };
        self.reader.unknown_keys(table, RATINGS, "the ratings");
        let mut written = Rating::ALL.map(|r| labels.of(r).to_owned());
        for rating in Rating::ALL {
            let label = self.required(table, rating.id(), value.span(), "The section [ratings]");
            if !label.is_empty() {
                written[rating.index()] = label;
            }
        }
        labels = Labels::new(written);
        for rating in Rating::ALL {
            let read = labels.read(labels.of(rating));
            if read != Some(rating) {
                let span = table.get(rating.id()).map_or(value.span(), Value::span);
                self.bad(
                    span,
                    format!(
                        "The label \"{}\" is used for more than one rating.",
                        labels.of(rating)
                    ),
                    "Give each rating its own label, different from every other label and id.",
                );
            }
        }
        labels
    }

    fn ingredients(&mut self, root: &DeTable<'_>) -> Vec<Outline> {
        let mut seen: HashMap<String, Range<usize>> = HashMap::new();
        let mut outlines = Vec::new();
        for (table, place) in self.sections(root, "ingredient") {
            self.reader.unknown_keys(table, INGREDIENT, "an ingredient");
            let id = self.id(table, place.clone(), "This ingredient");
            let span = table.get("id").map_or(place.clone(), Value::span);
            let kinds = [("forms", response::TOP), ("team assessments", team::TOP)];
            if let Some((files, _)) = kinds.into_iter().find(|(_, top)| has(top, &id)) {
                self.bad(
                    span.clone(),
                    format!(
                        "No ingredient can have the id \"{id}\", because {files} use that word at their top."
                    ),
                    "Choose another id.",
                );
            }
            self.only_once(&mut seen, &id, span, "ingredient");
            let title = self.required(table, "title", place.clone(), "This ingredient");
            let practices = self.practices(table, &id);
            if practices.is_empty() {
                self.bad(place, format!("The ingredient \"{id}\" has no practices."), "Add [[ingredient.practice]] sections below it, each with id, title, and statement.");
            }
            outlines.push(Outline {
                id,
                title,
                practices,
            });
        }
        if outlines.is_empty() {
            self.bad(0..0, "The rubric has no ingredients, so there is nothing to rate.", "Add [[ingredient]] sections. To print a rubric to start from: chronic rubric --format toml");
        }
        outlines
    }

    fn practices(&mut self, ingredient: &DeTable<'_>, ingredient_id: &str) -> Vec<Practice> {
        let mut seen = HashMap::new();
        let mut practices = Vec::new();
        for (table, place) in self.sections(ingredient, "practice") {
            self.reader.unknown_keys(table, PRACTICE, "a practice");
            let id = self.id(table, place.clone(), "This practice");
            let span = table.get("id").map_or(place.clone(), Value::span);
            self.only_once(
                &mut seen,
                &id,
                span,
                &format!("practice of \"{ingredient_id}\""),
            );
            let title = self.required(table, "title", place.clone(), "This practice");
            let statement = self.required(table, "statement", place, "This practice");
            practices.push(Practice {
                focus: self.focus(table),
                ..Practice::from([id, title, statement])
            });
        }
        practices
    }

    /// The departments that the team should include or invite.
    fn departments(&mut self, root: &DeTable<'_>) -> Vec<Department> {
        const HELP: &str =
            "Type suggested-departments = [{ name = \"Special Education\", also = [\"SPED\"] }].";
        const NO_LIST: &str = "\"suggested-departments\" isn't a list of departments.";
        const NO_DEPARTMENT: &str = "This isn't a department with a name.";
        let [no_list, no_department] =
            [NO_LIST, NO_DEPARTMENT].map(|message| (Code::BadRubric, message, HELP));
        let key = "suggested-departments";
        let sections = self.reader.sections(root, key, no_list, no_department);
        let departments = sections.into_iter().map(|(table, place)| {
            self.reader
                .unknown_keys(table, DEPARTMENT, "a suggested department");
            let name = self.required(table, "name", place, "This department");
            let also = self.reader.names(
                table,
                "also",
                Code::BadRubric,
                "Type also = [\"Transportation\", \"Facilities\"], each name in quotation marks.",
            );
            let also = also.into_iter().map(|(name, _)| name).collect();
            Department { name, also }
        });
        departments.collect()
    }

    /// The students whom a practice names.
    fn focus(&mut self, practice: &DeTable<'_>) -> Vec<Focus> {
        const HELP: &str =
            "Type focus = [\"disabilities\"], [\"vulnerable\"], or both, or delete the line.";
        let mut focus = Vec::new();
        for (name, span) in self.reader.names(practice, "focus", Code::BadRubric, HELP) {
            match Focus::from_id(&name) {
                Some(known) if focus.contains(&known) => {}
                Some(known) => focus.push(known),
                None => self.bad(span, format!("\"{name}\" isn't a focus."), HELP),
            }
        }
        focus
    }

    fn only_once(
        &mut self,
        seen: &mut HashMap<String, Range<usize>>,
        id: &str,
        span: Range<usize>,
        what: &str,
    ) {
        if id.is_empty() {
            return;
        }
        if let Some(first) = seen.insert(id.to_owned(), span.clone()) {
            let line = self.reader.text.line_of(first.start) + 1;
            self.bad(
                span,
                format!("\"{id}\" is already the id of another {what}, on line {line}."),
                "Give each its own id.",
            );
        }
    }

    /// The `[[name]]` sections, each with its place.
    fn sections<'a, 'b>(
        &mut self,
        table: &'a DeTable<'b>,
        name: &str,
    ) -> Vec<(&'a DeTable<'b>, Range<usize>)> {
        let heading = match name {
            "practice" => "ingredient.practice",
            name => name,
        };
        let start = &format!("Start each one with [[{heading}]]");
        let no_list = (
            Code::BadRubric,
            &*format!("\"{name}\" isn't a list of sections."),
            &*format!("{start}, with two brackets at each end."),
        );
        let no_section = (
            Code::BadRubric,
            &*format!("This isn't a section of \"{name}\"."),
            &*format!("{start}."),
        );
        self.reader.sections(table, name, no_list, no_section)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_was_built_in_as_it_reads() {
        let text = Text::new(BUILTIN.to_owned());
        let document = crate::toml::document::parse(&text, text.as_str());
        let read = check(&text, document);
        assert_eq!(read.problems, []);
        assert_eq!(read.value, Some(builtin()));
        assert_eq!(builtin().steps.len(), 4);
    }
}
