//! How a row and a file of its folder differ, and whether one can be another state of the
//! other.

use crate::files::response::form::Head;
use crate::import::responses::Imported;
use crate::model::response::person::person;
use crate::model::response::{Answer, Response};
use crate::text::cut;
use crate::words;

/// How likely two responses are states of one, the greater the likelier: whether they have
/// one name, in how many practices they say the same, whether on one day and from one post.
pub(super) type Likeness = (bool, usize, bool, bool);

/// None where they hardly are.
pub(super) fn likeness(a: &Response, b: &Response) -> Option<Likeness> {
    if !a.cycle.is_empty() && !b.cycle.is_empty() && a.cycle != b.cycle {
        return None;
    }
    let [here, there] = [a, b].map(|response| person(&response.name));
    let one_name = !here.is_empty() && here == there;
    let two_names = !here.is_empty() && !there.is_empty() && here != there;
    let one_day = a.date.is_some() && a.date == b.date;
    let one_post = a.role == b.role && a.department == b.department;
    let both = || a.answers.iter().zip(&b.answers);
    let (mut said, mut same, mut same_ratings, mut same_words) = (0, 0, 0, 0);
    for (a, b) in both().filter(|(a, b)| **a != Answer::default() || **b != Answer::default()) {
        said += 1;
        same += usize::from(a == b);
        same_ratings += usize::from(a.rating == b.rating);
        same_words += usize::from(a == b && !a.documentation.is_empty());
    }
    // Of a short rubric, one practice is more than a fifth.
    let most = |same: usize| same > 0 && (5 * same >= 4 * said || said - same <= 1);
    let alike = most(same)
        || one_day && most(same_ratings)
        || one_day && one_post && 5 * same_ratings >= 3 * said;
    // People of two names can answer alike, but hardly in the same words.
    let is_one = !two_names || same_words > 2 || a.date == b.date && one_post;
    let likely = one_name || alike && is_one;
    likely.then_some((one_name, same, one_day, one_post))
}

/// What stands at the top of a row and of its file.
pub(super) struct HeadDifference {
    /// Such as `the date`.
    pub(super) field: &'static str,
    /// In the row.
    here: String,
    /// In the file.
    there: String,
}

impl HeadDifference {
    /// What either says.
    pub(super) fn words(&self) -> String {
        let shown = |text: &str| match text {
            "" => "nothing".to_owned(),
            text => format!("\"{}\"", cut(text)),
        };
        format!(
            "{} ({} in the export, {} in the file)",
            self.field,
            shown(&self.here),
            shown(&self.there)
        )
    }
}

/// What differs at the top.
pub(super) fn heads(here: &Response, there: &Response) -> Vec<HeadDifference> {
    let top = |response: &Response| {
        let date = response.date.map(|date| date.to_string());
        [
            ("the name", response.name.clone()),
            ("the role", response.role.clone()),
            ("the department", response.department.clone()),
            ("the district", response.district.clone()),
            ("the school year", response.cycle.clone()),
            ("the date", date.unwrap_or_default()),
        ]
    };
    let both = top(here).into_iter().zip(top(there));
    let both = both.map(|((field, here), (_, there))| HeadDifference { field, here, there });
    both.filter(|field| field.here != field.there).collect()
}

/// The practices on which two responses differ, by flat index.
pub(super) fn practices(a: &Response, b: &Response) -> Vec<usize> {
    let both = a.answers.iter().zip(&b.answers).enumerate();
    let differ = both.filter(|(_, (a, b))| a != b);
    differ.map(|(index, _)| index).collect()
}

/// `practices 3 and 7`; of many, how many.
pub(super) fn numbers(practices: &[usize]) -> String {
    let shown: Vec<String> = practices.iter().map(|p| (p + 1).to_string()).collect();
    let shown: Vec<&str> = shown.iter().map(String::as_str).collect();
    match shown.as_slice() {
        [one] => format!("practice {one}"),
        few if few.len() <= 5 => format!("practices {}", words::list(few)),
        many => format!("{} practices", many.len()),
    }
}

/// What most likely is behind it, where that can be typed.
pub(super) fn hint(fields: &[&str]) -> &'static str {
    if fields
        .iter()
        .any(|f| ["the district", "the school year"].contains(f))
    {
        "Type --district and --cycle the way the files have them, or omit them if the files don't have them."
    } else if fields == ["the date"] {
        "If day and month are the other way around, add the --date-order that the files were made with."
    } else {
        ""
    }
}

/// Whether a row says what no response does that is there, however that was changed since.
pub(in crate::command) fn is_new<'r>(
    imported: &Imported,
    there: impl Iterator<Item = &'r Response>,
) -> bool {
    // A form that nobody has answered is no response.
    let there = there.filter(|form| form.answered() > 0);
    let mut there: Vec<Option<&Response>> = there.map(Some).collect();
    let mut rows = imported.responses.iter().map(|(_, row)| Response {
        cycle: String::new(),
        ..row.clone()
    });
    rows.any(|row| {
        let likeness = |form: &Option<&Response>| likeness(&row, (*form)?);
        let likest = (0..there.len()).max_by_key(|at| likeness(&there[*at]));
        match likest.filter(|at| likeness(&there[*at]).is_some()) {
            Some(at) => {
                there[at] = None;
                false
            }
            None => true,
        }
    })
}

/// What stands at the top of the form of a response.
pub(super) fn head(response: &Response, anonymous: Option<(u32, u32)>) -> Head {
    Head {
        name: response.name.clone(),
        role: response.role.clone(),
        department: response.department.clone(),
        district: response.district.clone(),
        cycle: response.cycle.clone(),
        anonymous,
        ..Head::default()
    }
}
