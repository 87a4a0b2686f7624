//! How a row and a file of its folder differ, and whether one can be another state of the
//! other.

use jiff::civil::Date;

use crate::files::content::Content;
use crate::files::read::BytesReader;
use crate::files::response::form::{Head, filled};
use crate::import::responses::Imported;
use crate::model::dates::year::is_later_year;
use crate::model::response::person::person;
use crate::model::response::{Answer, Response};
use crate::model::rubric::Rubric;
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
    // A year later it's the same person's next answer.
    if let (Some(a), Some(b)) = (a.date, b.date)
        && is_later_year(a.min(b), a.max(b))
        && !Date::new(a.year(), a.day(), a.month()).is_ok_and(|turned| turned == b)
    {
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
            "{} ({} in this import, {} in the file)",
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
    where_they(|a, b| a != b, a, b)
}

fn where_they(differ: fn(&Answer, &Answer) -> bool, a: &Response, b: &Response) -> Vec<usize> {
    let both = a.answers.iter().zip(&b.answers).enumerate();
    let differ = both.filter(|(_, (a, b))| differ(a, b));
    differ.map(|(index, _)| index).collect()
}

/// The comments, where the file has some, the row has none, and nothing else of the answers differs.
pub(super) fn without_comments(here: &Response, there: &Response) -> Option<HeadDifference> {
    let mut comments = there.answers.iter().map(|answer| &answer.documentation);
    let first = comments.find(|text| !text.is_empty())?;
    let mut both = here.answers.iter().zip(&there.answers);
    let is_same = both.all(|(a, b)| a.rating == b.rating && a.documentation.is_empty());
    is_same.then(|| HeadDifference {
        field: "the comments",
        here: String::new(),
        there: first.to_string(),
    })
}

/// What differs in the answers: `the ratings of practices 3 and 7`, `the comment on practice 4`.
pub(super) fn differing(a: &Response, b: &Response) -> Vec<String> {
    let ratings = where_they(|a, b| a.rating != b.rating, a, b);
    let comments = where_they(|a, b| a.documentation != b.documentation, a, b);
    let all = [
        (ratings, "the rating of", "the ratings of"),
        (comments, "the comment on", "the comments on"),
    ];
    let differ = all
        .into_iter()
        .filter(|(practices, ..)| !practices.is_empty());
    let said = differ.map(|(practices, one, several)| {
        let shown: Vec<usize> = practices.iter().map(|at| at + 1).collect();
        let which = match shown.len() {
            0..=5 => words::numbered("practice", &shown),
            many => words::counted(many, "practice"),
        };
        format!("{} {which}", words::agreeing(shown.len(), one, several))
    });
    said.collect()
}

/// What most likely is behind it, where that can be typed.
pub(super) fn hint(heads: &[HeadDifference]) -> &'static str {
    let is_of_folder = |d: &HeadDifference| matches!(d.field, "the district" | "the school year");
    if heads.iter().any(|d| d.field == "the comments") {
        "If the form tool has the comments, export them as well."
    } else if heads.iter().any(is_of_folder) {
        "Type --district and --cycle the way the files have them, or omit them if the files don't have them."
    } else if let [only] = heads
        && only.field == "the date"
        && !only.here.is_empty()
        && !only.there.is_empty()
    {
        "If day and month are the other way around, add the --date-order that the files were made with."
    } else {
        ""
    }
}

/// How the rows of an export and the responses that are there compare.
#[derive(Default)]
pub(in crate::command) struct Compared {
    /// How many rows say what no response does, however that was changed since.
    pub(in crate::command) new: usize,
    /// Rows by their numbers, each with the place of the response that is likely its own and has
    /// other answers.
    pub(in crate::command) changed: Vec<(usize, usize)>,
    /// The places of the responses that rows are likely to be.
    pub(in crate::command) there: Vec<usize>,
}

/// Compares them.
pub(in crate::command) fn compare<'r>(
    imported: &Imported,
    there: impl Iterator<Item = &'r Response>,
    rubric: &Rubric,
) -> Compared {
    // A form that nobody has answered is no response.
    let there = there.map(|form| Some(form).filter(|form| form.answered() > 0));
    let mut there: Vec<Option<&Response>> = there.collect();
    let mut reader = BytesReader::new(rubric);
    let mut compared = Compared::default();
    let mut left = Vec::new();
    for (number, row) in &imported.responses {
        let row = Response {
            cycle: String::new(),
            date: imported.day_of(*number, row),
            ..row.clone()
        };
        let read = as_read(&row, rubric, &mut reader);
        let says_it = |form: &Response| {
            form.answers == read.answers
                && person(&form.name) == person(&read.name)
                && likeness(&read, form).is_some()
        };
        match there.iter().position(|form| form.is_some_and(says_it)) {
            Some(at) => {
                compared.there.push(at);
                there[at] = None;
            }
            None => left.push((*number, read)),
        }
    }
    for (number, row) in left {
        let likeness = |form: &Option<&Response>| likeness(&row, (*form)?);
        let likest = (0..there.len()).max_by_key(|at| likeness(&there[*at]));
        match likest.filter(|at| likeness(&there[*at]).is_some()) {
            Some(at) => {
                if there[at].is_some_and(|form| !practices(&row, form).is_empty()) {
                    compared.changed.push((number, at));
                }
                compared.there.push(at);
                there[at] = None;
            }
            None => compared.new += 1,
        }
    }
    compared
}

/// A row as it would be read from its file.
pub(super) fn as_read(
    response: &Response,
    rubric: &Rubric,
    reader: &mut BytesReader<'_>,
) -> Response {
    let head = head(response, None);
    let form = filled(rubric, &head, response.date, &response.answers);
    match reader.read(form.as_bytes()).checked.value {
        Some(Content::Response(read)) => read,
        _ => response.clone(),
    }
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
