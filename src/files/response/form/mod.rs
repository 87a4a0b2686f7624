//! The form that a respondent fills in by hand, blank, or with the answers that somebody
//! gave elsewhere. Whatever a rubric, a head or an answer holds, it is a TOML file with
//! those answers in it and no others.

use std::fmt::Write as _;

use jiff::civil::Date;

use crate::model::rating::{Labels, Rating};
use crate::model::response::Answer;
use crate::model::rubric::Rubric;
use crate::toml::writing::{WIDTH, comment, empty_comment, plain, quoted, several_lines};
use crate::words;

/// What stands above the place for the documentation.
pub(crate) const HOW_WE_KNOW: &str = "How do we know?";

/// The remarks beside keys that are still blank: cycle, date, name.
pub(crate) const REMARKS: [&str; 4] = [
    "the school year, for example 2026-27",
    "the day you answered, for example 2026-10-01",
    "leave blank to answer anonymously",
    "leave blank: this form is anonymous",
];

/// The same in forms that were sent out before these words were chosen.
pub(crate) const FORMER_REMARKS: [&str; 4] = [
    "the school year, e.g. 2026-27",
    "the day you answered, e.g. 2026-10-01",
    "leave empty to answer anonymously",
    "stays empty: this form is anonymous",
];

/// Where the remark beside a value begins, in columns.
const REMARK: usize = 19;

/// What is known of the respondent before the form goes out. Any text; blank is left open.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Head {
    /// The respondent.
    pub name: String,
    /// The respondent's post.
    pub role: String,
    /// The respondent's department.
    pub department: String,
    /// The school district.
    pub district: String,
    /// The school year.
    pub cycle: String,
    /// Of a form that is to stay without a name: its number, and how many there are.
    pub anonymous: Option<(u32, u32)>,
    /// Whom or where to send it to; blank is whoever gave it out.
    pub return_to: String,
    /// By when.
    pub return_by: Option<Date>,
}

impl Head {
    /// `Maria Chen by October 9, 2026`, with other words for the person where no one is
    /// named.
    pub fn receiver(&self, unnamed: &str) -> String {
        let to = plain(&self.return_to);
        let to = if to.is_empty() { unnamed } else { &to };
        match self.return_by {
            Some(day) if to == unnamed => format!("{to}, by {}", words::day(day)),
            Some(day) => format!("{to} by {}", words::day(day)),
            None => to.to_owned(),
        }
    }

    /// Who will read what is written in this form.
    pub const fn readers(&self) -> &'static str {
        if self.anonymous.is_some() {
            "Your team sees how many people chose each rating, and your comments. This form \
             doesn't ask for your name. If only one person has your role, leave the role blank."
        } else {
            "The person who collects the forms can read all of it. Your team's copy has the \
             counts and the comments, but it names no one. If only one person has your role, \
             your team may still recognize what you wrote."
        }
    }
}

/// A blank form for this rubric (docs/files.md, "A response").
pub fn form(rubric: &Rubric, head: &Head) -> String {
    filled(rubric, head, None, &[])
}

/// The same form as if the respondent had filled it in by hand: the day, and the answers
/// by the rubric's flat index; what is missing there is left blank.
pub fn filled(rubric: &Rubric, head: &Head, date: Option<Date>, answers: &[Answer]) -> String {
    let mut out = String::with_capacity(2_000 + 700 * rubric.len());
    instructions(&mut out, rubric, head);
    header(&mut out, rubric, head, date);
    let hint = hint(&rubric.labels);
    let names = names(&rubric.labels);
    for ingredient in &rubric.ingredients {
        let title = plain(&ingredient.title).to_uppercase();
        let rule = "-".repeat(WIDTH.saturating_sub(10 + textwrap::core::display_width(&title)));
        out.push('\n');
        comment(&mut out, "---- ", &format!("{title} {rule}"));
        for index in ingredient.practices.clone() {
            out.push('\n');
            practice_in_words(&mut out, rubric, index);
            let _ = writeln!(out, "\n[{}]", rubric.practices()[index].id);
            comment(&mut out, "", &hint);
            answer(&mut out, &names, answers.get(index));
        }
    }
    out
}

fn instructions(out: &mut String, rubric: &Rubric, head: &Head) {
    if let Some((number, count)) = head.anonymous {
        paragraph(out, &format!("Form {number} of {count}, anonymous."));
    }
    comment(out, "", &rubric.title);
    paragraph(out, &rubric.question);
    if !plain(&rubric.purpose).is_empty() {
        paragraph(out, &rubric.purpose);
    }
    how_to_fill_in(out, rubric);
    ratings(out, &rubric.labels);
    empty_comment(out);
    if !plain(&rubric.vulnerable_populations).is_empty() {
        out.push_str("# WHICH STUDENTS TO KEEP IN MIND\n");
        paragraph(out, &rubric.vulnerable_populations);
    }
    out.push_str("# WHO WILL READ THIS\n");
    paragraph(out, head.readers());
    out.push_str("# BEFORE YOU SEND IT\n");
    let receiver = head.receiver("the person who gave it to you");
    let before = "Don't name students or write anything that could identify one. Keep the file name, \
        which must end in .toml. Save the file and send it back to";
    comment(out, "", &format!("{before} {receiver}."));
}

/// A paragraph with a blank line below.
fn paragraph(out: &mut String, text: &str) {
    comment(out, "", text);
    empty_comment(out);
}

fn how_to_fill_in(out: &mut String, rubric: &Rubric) {
    let practices = match rubric.len() {
        1 => "There is one practice below. Type".to_owned(),
        count => format!("There are {count} practices below. For each one, type"),
    };
    out.push_str("# HOW TO FILL THIS IN\n");
    paragraph(
        out,
        &format!(
            "{practices} a rating between the two quotation marks. Then say how you know, in your \
             own words: press Enter after the first ''' and type there. When you finish, it will \
             look like this, but without the # at the start of each line:"
        ),
    );
    let rating = quoted(&names(&rubric.labels)[1]);
    comment(out, "    ", &format!("rating = {rating}"));
    out.push_str(
        "#     documentation = '''\n\
         #     The team's minutes on the shared drive. It met twice in May.\n\
         #     '''\n\
         #\n",
    );
    paragraph(
        out,
        "Don't change anything else. Leave all the quotation marks where they are. Answer on \
         your own. Your team will compare answers later. If you skip a practice, it counts as \
         unanswered. Use a plain text editor such as Notepad or TextEdit, not Word.",
    );
}

fn ratings(out: &mut String, labels: &Labels) {
    out.push_str("# THE FIVE RATINGS\n");
    for (name, rating) in names(labels).iter().zip(Rating::ALL) {
        if labels.are_own() {
            comment(out, "    ", name);
        } else {
            comment(out, &format!("    {name:<17}"), rating.meaning());
        }
    }
}

/// What to type for each rating, in the order of [`Rating::ALL`]: the ids, or the
/// rubric's own labels where these are read back without what is hidden in them.
pub fn names(labels: &Labels) -> [String; 5] {
    if !labels.are_own() {
        return Rating::ALL.map(|rating| rating.id().to_owned());
    }
    Rating::ALL.map(|rating| {
        let label = plain(labels.of(rating));
        if !label.is_empty() && labels.read(&label) == Some(rating) {
            label
        } else {
            rating.id().to_owned()
        }
    })
}

fn hint(labels: &Labels) -> String {
    let [a, b, c, d, e] = names(labels);
    format!("{a}, {b}, {c}, {d} or {e}")
}

/// What to type, as it stands below the heading of each practice: line by line, without
/// the hash signs.
pub(crate) fn hint_lines(labels: &Labels) -> Vec<String> {
    let mut lines = String::new();
    comment(&mut lines, "", &hint(labels));
    let said = |line: &str| line.trim_start_matches('#').trim().to_owned();
    lines.lines().map(said).collect()
}

fn header(out: &mut String, rubric: &Rubric, head: &Head, date: Option<Date>) {
    out.push_str("\nkind = \"response\"\n");
    line(out, "rubric", &rubric.reference(), "");
    line(out, "district", &head.district, "");
    let [cycle, day, open, anonymous] = REMARKS;
    line(out, "cycle", &head.cycle, cycle);
    out.push_str("\n[respondent]\n");
    let about_name = match head.anonymous {
        Some(_) => anonymous,
        None => open,
    };
    line(out, "name", &head.name, about_name);
    line(out, "role", &head.role, "");
    line(out, "department", &head.department, "");
    let date = date.map_or_else(String::new, |date| date.to_string());
    line(out, "date", &date, day);
}

/// A key and its value, and what to write there as long as it is empty.
fn line(out: &mut String, key: &str, value: &str, remark: &str) {
    let value = value.trim();
    let assignment = format!("{key} = {}", quoted(value));
    if value.is_empty() && !remark.is_empty() {
        let _ = writeln!(out, "{assignment:<REMARK$}# {remark}");
    } else {
        out.push_str(&assignment);
        out.push('\n');
    }
}

/// A practice's number and title, and below them its statement, as comments.
pub(crate) fn practice_in_words(out: &mut String, rubric: &Rubric, index: usize) {
    let practice = &rubric.practices()[index];
    let number = format!("{} of {}. ", index + 1, rubric.len());
    comment(out, &number, &practice.title);
    if !practice.statement.trim().is_empty() {
        empty_comment(out);
        comment(out, "  ", &practice.statement);
    }
}

fn answer(out: &mut String, names: &[String; 5], answer: Option<&Answer>) {
    // What the hint above it says.
    let typed = |rating: Rating| names[rating.index()].as_str();
    let rating = answer.and_then(|a| a.rating).map_or("", typed);
    let _ = writeln!(out, "rating = {}\n# {HOW_WE_KNOW}", quoted(rating));
    let text = answer.map_or("", |a| a.documentation.trim());
    several_lines(out, "documentation", text);
}

#[cfg(test)]
mod tests;
