//! A team assessment as a new file. An existing one is renewed, by [`renew`](crate::files::team::renew).

use std::fmt::Write as _;

use jiff::civil::Date;

use crate::files::content::Kind;
use crate::files::response::form::practice_in_words;
use crate::model::assessment::{Assessed, Assessment, Decision, Quote};
use crate::model::keys::team::TOP;
use crate::model::rating::Rating;
use crate::model::rubric::Rubric;
use crate::model::tally::Counts;
use crate::toml::writing::{comment, quoted, several_lines};

/// The file, with LF line ends. Quotes of respondents are left out unless
/// `documentation`.
pub fn write(rubric: &Rubric, assessment: &Assessment, documentation: bool) -> String {
    let mut out = String::new();
    comment(&mut out, "", &format!("Team assessment. {}", rubric.title));
    out.push_str("#\n");
    for line in [
        "chronic tally fills in the counts and everything above the first section. The rest is for the team: type between the quotation marks.",
        "agreed: the rating the team settles on (strength, ok-for-now, could-be-better, urgent-gap, or unsure).",
        "decision: continue, improve, find-out, or watch.",
        "notes: a short summary of what was said, between the two lines of '''.",
    ] {
        comment(&mut out, "", line);
    }
    out.push('\n');
    header(&mut out, rubric, assessment);
    for ingredient in &rubric.ingredients {
        let title = ingredient.title.to_uppercase();
        out.push_str("\n\n");
        comment(&mut out, "---- ", &title);
        for index in ingredient.practices.clone() {
            out.push('\n');
            practice_in_words(&mut out, rubric, index);
            let _ = writeln!(out, "[{}]", rubric.practices()[index].id);
            section(&mut out, &assessment.practices[index], documentation);
        }
    }
    out
}

fn header(out: &mut String, rubric: &Rubric, assessment: &Assessment) {
    let text = |text: &Option<String>| Some(quoted(text.as_deref().unwrap_or_default()));
    let number = |number: u32| number.to_string();
    let not_read = Some(assessment.not_read).filter(|number| *number > 0);
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    let values = [
        Some(quoted(Kind::TeamAssessment.id())),
        Some(quoted(&rubric.reference())),
        text(&assessment.district),
        text(&assessment.cycle),
        Some(number(assessment.responses)),
        assessment.invited.map(number),
        not_read.map(number),
        day(assessment.from),
        day(assessment.to),
    ];
    for (key, value) in TOP.iter().zip(values) {
        if let Some(value) = value {
            let _ = writeln!(out, "{} = {value}", key.name);
        }
    }
}

/// The five keys of a practice below its heading.
pub(crate) fn section(out: &mut String, assessed: &Assessed, documentation: bool) {
    let quotes: &[Quote] = if documentation {
        &assessed.documentation
    } else {
        &[]
    };
    let _ = writeln!(out, "counts = {}", counts(&assessed.counts));
    let _ = writeln!(out, "documentation = {}", quotes_array(quotes, "\n"));
    let agreed = quoted(assessed.agreed.map_or("", Rating::id));
    let decision = quoted(assessed.decision.map_or("", Decision::id));
    let _ = writeln!(out, "agreed = {agreed}\ndecision = {decision}");
    several_lines(out, "notes", &assessed.notes);
}

/// The counts as an inline table.
pub(crate) fn counts(counts: &Counts) -> String {
    let each = Rating::ALL.map(|rating| format!("{} = {}", rating.id(), counts.of(rating)));
    let unanswered = counts.unanswered;
    format!("{{ {}, unanswered = {unanswered} }}", each.join(", "))
}

/// What respondents wrote as an array with a line for each.
pub(crate) fn quotes_array(quotes: &[Quote], line_end: &str) -> String {
    if quotes.is_empty() {
        return "[]".to_owned();
    }
    let line = |quote: &Quote| {
        let rating = quoted(quote.rating.map_or("", Rating::id));
        format!(
            "{line_end}  {{ rating = {rating}, text = {} }},",
            quoted(&quote.text)
        )
    };
    let lines: String = quotes.iter().map(line).collect();
    format!("[{lines}{line_end}]")
}
