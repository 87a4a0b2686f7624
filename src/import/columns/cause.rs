//! One cause behind many cells: a table that is laid out another way than an export with a row
//! for each respondent, or answers that are no labels. It is named once, with what to export
//! instead.

use std::collections::BTreeSet;

use crate::import::columns::{CellContents, ExportColumn, SeenColumn, Use};
use crate::import::form_export::answer::is_code;
use crate::import::form_export::{Export, answer, bad};
use crate::import::grid::{Row, TOP, texts_in};
use crate::import::headings::{Questions, Says, asks_in_other_words, plain, without_counter};
use crate::model::letters::letters;
use crate::model::rating::{Labels, Rating};
use crate::model::rubric::Rubric;
use crate::problem::Problem;
use crate::text::cut;
use crate::words::same_of;

/// What is wrong with the whole table.
pub(super) fn of_the_table(
    export: &Export,
    seen: &[SeenColumn],
    questions: &Questions,
    rubric: &Rubric,
) -> Option<Problem> {
    column_for_each_choice(seen, rubric)
        .or_else(|| practices_in_rows(export, seen, questions))
        .or_else(|| several_in_a_cell(export, seen, questions))
        .or_else(|| no_headings(seen, rubric))
}

/// Cells with several practices, as in a table with a column for each ingredient, or for each rating.
fn several_in_a_cell(
    export: &Export,
    seen: &[SeenColumn],
    questions: &Questions,
) -> Option<Problem> {
    let named = seen.iter().filter_map(|s| s.says.practice());
    let named: BTreeSet<usize> = named.collect();
    if 2 * named.len() > questions.len() {
        return None;
    }
    let has_several = |s: &&SeenColumn| {
        let rows = export.rows.iter().take(10 * TOP);
        let mut texts = rows.map(|row| row.text(s.column.at));
        texts.any(|text| questions.titles_in(&text) > 1)
    };
    let column = seen.iter().find(has_several)?;
    Some(bad(
        format!(
            "Column {} has several practices in one cell.",
            column.column.named()
        ),
        "Export a column for each practice, with only the rating in its cells. If the form tool can't, make that table in a spreadsheet program: a row for each person, and the practices' titles as headings.",
    ))
}

/// Ratings in place of most headings.
fn no_headings(seen: &[SeenColumn], rubric: &Rubric) -> Option<Problem> {
    let is_rating = |s: &&SeenColumn| rubric.labels.read(&s.column.heading).is_some();
    let mut rated = seen.iter().filter(is_rating);
    let first = rated.next()?;
    (2 * (rated.count() + 1) > rubric.len()).then(|| {
        bad(
            format!(
                "The table has no row of headings: in place of one, column {} has the rating \"{}\".",
                letters(first.column.at),
                cut(&first.column.heading)
            ),
            "In a copy of the export, insert a row above the first one, and type each column's heading there: the practice's title as chronic rubric prints it, Name, Role, and so on.",
        )
    })
}

/// Practices that are named down a column.
fn practices_in_rows(
    export: &Export,
    seen: &[SeenColumn],
    questions: &Questions,
) -> Option<Problem> {
    for column in seen.iter().filter(|s| !s.holds.rates()) {
        let at = column.column.at;
        let named = texts_in(&export.rows, at).filter_map(|text| questions.named(&text));
        let named: Vec<usize> = named.collect();
        let distinct = named.iter().collect::<BTreeSet<_>>().len();
        if distinct < 2 || 2 * distinct <= questions.len() {
            continue;
        }
        // What can be chosen is the same in every row.
        let is_answer = |s: &SeenColumn| {
            let mut ratings = texts_in(&export.rows, s.column.at);
            let first = ratings.next();
            ratings.any(|text| Some(text) != first)
        };
        let rated = seen.iter().filter(|s| s.holds.rates());
        let is_list = rated.clone().count() != 1 && !rated.clone().any(is_answer);
        let once = named.len() < 2 * distinct;
        let has = |heading| {
            let mut above = export.rows.iter().take(TOP).flat_map(Row::texts);
            seen.iter().any(|s| s.column.heading == heading) || above.any(|text| text == heading)
        };
        if once && ["Agreed", "Decision", "Notes"].into_iter().all(has) {
            return Some(bad(
                "This is a workbook that chronic made, not an export of a form.",
                "To put what was typed in it into your team assessment, with the names of your files: chronic tally team.xlsx -o team.toml",
            ));
        }
        // People's columns are next to each other, but for those of their comments.
        let first = rated.clone().map(|s| s.column.at).min();
        let are_headed = rated.clone().any(|s| !s.column.heading.is_empty());
        let is_comments = |s: &&SeenColumn| {
            let heading = &s.column.heading;
            s.holds.filled > 0
                && (!s.holds.rates()
                    || are_headed && heading.is_empty()
                    || matches!(s.says, Says::Comment(_))
                    || asks_in_other_words(heading))
        };
        let mut after = seen.iter().filter(|s| Some(s.column.at) > first);
        let has_comments = rated.count() == 1 || after.any(|s| is_comments(&s));
        return Some(if is_list && once {
            bad(
                format!(
                    "This table lists the practices in column {} but has no answers.",
                    letters(at)
                ),
                "Name the file that the form tool exported, with a row for each respondent.",
            )
        } else if once {
            bad(
                format!(
                    "The practices are in the rows, in column {}, not in the headings: this table is turned around.",
                    letters(at)
                ),
                if has_comments {
                    "Make a table with a row for each person: a column for the name, and for each practice one for the rating and one for the comment. If there are sheets for other people, each is a row."
                } else {
                    "In the spreadsheet, copy the table, choose Paste Special, Transpose, type Name above people's names in the result, and save it as CSV or as an Excel workbook."
                },
            )
        } else {
            bad(
                format!(
                    "This table has a row for each answer: the practices are down the rows, in column {}.",
                    letters(at)
                ),
                "Export one row for each respondent, with a column for each question.",
            )
        });
    }
    None
}

/// A column for each of the five ratings of each practice.
fn column_for_each_choice(seen: &[SeenColumn], rubric: &Rubric) -> Option<Problem> {
    let labelled = seen
        .iter()
        .filter_map(|s| Some((s, label_of(&s.column.heading, &rubric.labels)?)));
    let labelled: Vec<(&SeenColumn, Rating)> = labelled.collect();
    let labels: BTreeSet<Rating> = labelled.iter().map(|(_, label)| *label).collect();
    let many = labelled.len() > rubric.len().max(4) && labels.len() >= 3;
    let rated = seen.iter().filter(|s| s.holds.rates());
    let first = if many {
        labelled.first().map(|(column, _)| *column)
    } else if rated.clone().count() > (2 * rubric.len()).max(4) {
        rated.clone().next()
    } else {
        None
    }?;
    Some(bad(
        format!(
            "This table has a column for each choice, from column {} on, not one for each practice.",
            letters(first.column.at)
        ),
        "In the form tool, export one column for each question, with the text of the answer. It is often called condensed, or actual answer text.",
    ))
}

/// The rating that a heading ends in.
fn label_of(heading: &str, labels: &Labels) -> Option<Rating> {
    let words = plain(heading);
    let words = without_counter(&words);
    let ends = |label: &str| {
        let label = plain(label);
        !label.is_empty() && (words == label || words.ends_with(&format!(" {label}")))
    };
    let mut all = Rating::ALL.into_iter();
    all.find(|rating| ends(labels.of(*rating)) || ends(rating.id()))
}

/// What is wrong with the answers as a whole.
pub(super) fn of_the_answers(
    export: &Export,
    seen: &[SeenColumn],
    rubric: &Rubric,
) -> Option<Problem> {
    let is_rated = |s: &&SeenColumn| matches!(s.column.used, Use::Rating(_));
    let of = seen.iter().filter(is_rated);
    let sum =
        |count: fn(&CellContents) -> usize| of.clone().map(|s| count(&s.holds)).sum::<usize>();
    let (filled, ratings, codes) = (sum(|h| h.filled), sum(|h| h.ratings), sum(|h| h.codes));
    if filled >= 3 && 10 * ratings < filled && 3 * codes >= 2 * filled {
        let cells = of.flat_map(|s| texts_in(&export.rows, s.column.at));
        let mut codes = cells.filter(|text| is_code(text));
        return Some(bad(
            format!(
                "The answers are numbers or codes, such as \"{}\", not the five ratings.",
                cut(&codes.next().unwrap_or_default())
            ),
            &format!(
                "In the form tool, export the text of the choices (labels, answer text), not their numbers: {}. chronic doesn't guess whether 1 or 5 is best.",
                rubric.labels.phrase()
            ),
        ));
    }
    None
}

/// The columns for ratings that have none, and what is said of them.
pub(in crate::import) fn without_ratings(
    export: &Export,
    columns: &[ExportColumn],
    rubric: &Rubric,
) -> Option<(Vec<usize>, Problem)> {
    let rated = columns.iter().filter(|c| matches!(c.used, Use::Rating(_)));
    let without = rated.filter(|column| {
        let holds = CellContents::of(export, column.at, &rubric.labels);
        holds.filled >= 3 && holds.ratings == 0
    });
    let without: Vec<&ExportColumn> = without.collect();
    let first = without.first()?;
    let more = same_of(without.len() - 1, "more column");
    let example = texts_in(&export.rows, first.at).next().unwrap_or_default();
    let problem = bad(
        format!(
            "Column {} has no ratings, but texts such as \"{}\".{more}",
            first.named(),
            cut(&example)
        ),
        &match answer::label_in(&rubric.labels, &example) {
            Some(label) => format!(
                "In a copy of the export, replace every \"{}\" with {label}, and the other texts likewise.",
                cut(&example)
            ),
            None => format!(
                "The only answers are {}. If these texts mean them, replace each in a copy of the export. If the column isn't the practice's, change its heading.",
                rubric.labels.phrase()
            ),
        },
    );
    Some((without.iter().map(|column| column.at).collect(), problem))
}
