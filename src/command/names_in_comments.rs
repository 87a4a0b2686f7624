//! Whose names are in comments: every command that shows comments warns of them.

use crate::command::output;
use crate::command::source::Source;
use crate::import::roster::Roster;
use crate::model::assessment::Assessment;
use crate::model::quote::Names;
use crate::model::rating::folded;
use crate::model::rubric::Rubric;
use crate::problem::{Code, Problem};
use crate::report::results::problem as report;
use crate::words::{agreeing, counted, list};

/// Whose names a text may give away: who responded, and who is on the roster, since a form may
/// have no name.
pub(super) fn names(source: &Source, roster: Option<&Roster>) -> Names {
    let members = roster.iter().flat_map(|roster| &roster.members);
    let members = members.map(|member| &*member.name);
    Names::new(source.responses.iter().map(|r| r.name).chain(members))
}

/// As [`warn_of_names`], of what is made of a source without a roster.
pub(super) fn warn_of_its_names(source: &Source, rubric: &Rubric) {
    warn_of_names(&names(source, None), &source.assessment, rubric);
}

/// A text can give its writer away, although no name stands beside it: a warning for each
/// name that was found, however many texts of what is shown hold it.
pub(super) fn warn_of_names(names: &Names, shown: &Assessment, rubric: &Rubric) {
    let mut found: Vec<(String, usize, Vec<String>)> = Vec::new();
    for (practice, assessed) in rubric.practices().iter().zip(&shown.practices) {
        let texts = assessed.documentation.iter().map(|quote| &quote.text);
        for word in texts.flat_map(|text| names.found_in(text)) {
            let at = found
                .iter()
                .position(|(name, ..)| folded(name) == folded(&word));
            let at = at.unwrap_or_else(|| {
                found.push((word, 0, Vec::new()));
                found.len() - 1
            });
            let (_, texts, titles) = &mut found[at];
            *texts += 1;
            let title = format!("\"{}\"", practice.title);
            if titles.last() != Some(&title) {
                titles.push(title);
            }
        }
    }
    for (word, texts, titles) in found {
        let name = agreeing(texts, "names", "name");
        let problem = Problem::new(
            Code::NameInQuote,
            format!(
                "{} {name} someone on the team ({word}), on {}.",
                counted(texts, "comment"),
                list(&titles)
            ),
            "Remove the name before you share the result, or omit comments with --no-documentation.",
        );
        output::note(report::note(&problem));
    }
}
