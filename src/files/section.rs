//! The sections of practices in a file: which are there, which are not, and what the
//! others were most likely meant to be.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use crate::files::content::Kind;
use crate::model::each_once::only;
use crate::model::keys::response::RESPONDENT;
use crate::model::keys::{Key, has};
use crate::model::rubric::{Practice, Rubric};
use crate::problem::{Code, MOST_OF_A_FILE, Problem};
use crate::text::nearest::nearest;
use crate::text::{Text, cut};
use crate::toml::document::Document;
use crate::toml::fault::Faults;
use crate::toml::table::{Reader, Value};

/// What a file has of a practice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Presence {
    /// Nothing.
    Missing,
    /// Its section.
    Read,
    /// Something that is reported already: nothing more is said of it.
    Damaged,
}

/// Walks the sections of practices that a file has, and says of each practice whether
/// it is there; ingredients and practices that the rubric does not have are reported.
/// A file's own keys are `top`.
pub(crate) fn practices(
    reader: &mut Reader<'_>,
    root: &DeTable<'_>,
    rubric: &Rubric,
    top: &[Key],
    mut each: impl FnMut(&mut Reader<'_>, &DeTable<'_>, usize, Range<usize>),
) -> Vec<Presence> {
    let mut presence = vec![Presence::Missing; rubric.len()];
    let mut meant = Vec::new();
    // A key that stands right below the heading of an ingredient.
    let mut nameless = Vec::new();
    // A key at the top of the file that it does not have.
    let mut bare = Vec::new();
    for (key, value) in root {
        let name = key.get_ref().as_ref();
        // A heading without a name is a fault of the format, and is reported as that.
        if has(top, name) || name.is_empty() {
            continue;
        }
        let DeValue::Table(table) = value.get_ref() else {
            if rubric.ingredient(name).is_some() && value.get_ref().is_array() {
                double_brackets(reader, name, value);
            } else {
                bare.push((name, key.span()));
            }
            continue;
        };
        if is_respondent((name, value), top) {
            misspelt_respondent(reader, name, value.span());
            continue;
        }
        for (practice, section) in table {
            let id = format!("{name}.{}", practice.get_ref());
            let index = rubric.index_of(&id);
            match (section.get_ref(), index) {
                (DeValue::Table(content), Some(index)) => {
                    presence[index] = Presence::Read;
                    each(reader, content, index, section.span());
                }
                (DeValue::Table(content), None) => {
                    // A dot too many makes one name more; braces make a value.
                    let below = content.iter().find(|(_, value)| {
                        let is_heading = !reader.text.as_str()[value.span()].starts_with('{');
                        value.get_ref().is_table() && is_heading
                    });
                    let id = below.map_or(id.clone(), |(key, _)| format!("{id}.{}", key.get_ref()));
                    meant.extend(unknown_practice(reader, rubric, &id, section.span()));
                }
                (_, Some(index)) => {
                    presence[index] = Presence::Damaged;
                    not_a_section(reader, &id, section);
                }
                (_, None) => nameless.push((name, id, practice.span())),
            }
        }
        // The bare heading of an ingredient holds no answer that could be lost.
        if table.is_empty() && rubric.ingredient(name).is_none() {
            meant.extend(unknown_practice(reader, rubric, name, value.span()));
        }
    }
    bare_keys(reader, bare, top);
    damage(&mut presence, meant);
    nameless.sort_by_key(|(.., span)| span.start);
    nameless.dedup_by_key(|(name, ..)| *name);
    for (name, id, span) in nameless {
        let heading = reader.heading_above(span.start);
        let named = heading.filter(|h| reader.text.as_str()[h.clone()].contains(name));
        let index = match named {
            Some(place) => without_practice(reader, rubric, name, place, &presence),
            None => unknown_practice(reader, rubric, &id, span),
        };
        damage(&mut presence, index);
    }
    presence
}

/// Takes note of practices of which something is reported.
fn damage(presence: &mut [Presence], practices: impl IntoIterator<Item = usize>) {
    for index in practices {
        if presence[index] == Presence::Missing {
            presence[index] = Presence::Damaged;
        }
    }
}

/// That the top of a second file is in a section or an entry of the first: then nothing in this file
/// is what it seems.
pub(crate) fn pasted(text: &Text, root: &DeTable<'_>, kind: Kind) -> Option<Problem> {
    fn first(value: &Value<'_>) -> Option<Range<usize>> {
        match value.get_ref() {
            DeValue::Table(table) => top_of(table).or_else(|| table.values().find_map(first)),
            DeValue::Array(entries) => entries.iter().find_map(first),
            _ => None,
        }
    }
    fn top_of(table: &DeTable<'_>) -> Option<Range<usize>> {
        let (kind, _) = table.get_key_value("kind")?;
        Some(kind.span())
    }
    let span = top_of(root).and_then(|_| root.values().find_map(first))?;
    let what = match kind {
        Kind::Response => "form",
        other => other.words().trim_start_matches("a "),
    };
    let problem = Problem::new(
        Code::UnknownKey,
        format!(
            "The top of a {what} is in the middle of this file. A second {what} was probably pasted below the first."
        ),
        format!("Keep only one {what} in the file, and move the other to a file of its own."),
    );
    Some(problem.at(text.place(span)))
}

/// Whether a section that nothing knows was meant as the respondent's, by its name or its keys.
pub(crate) fn is_respondent((name, value): (&str, &Value<'_>), top: &[Key]) -> bool {
    let has_its_keys = || {
        let keys = value.get_ref().as_table().into_iter().flatten();
        keys.filter(|(key, _)| has(RESPONDENT, key.get_ref()))
            .count()
            > 1
    };
    has(top, "respondent") && (nearest(name, ["respondent"]).is_some() || has_its_keys())
}

fn misspelt_respondent(reader: &mut Reader<'_>, name: &str, span: Range<usize>) {
    reader.report(
        Code::UnknownKey,
        span,
        format!(
            "[{}] isn't a section of this file. Did you mean [respondent]?",
            cut(name)
        ),
        "Type the heading as [respondent].",
    );
}

/// Keys at the top that do not belong there: the respondent's have lost their heading.
fn bare_keys(reader: &mut Reader<'_>, bare: Vec<(&str, Range<usize>)>, top: &[Key]) {
    let is_respondents = |name: &str| has(top, "respondent") && has(RESPONDENT, name);
    let (mut lost, others): (Vec<_>, Vec<_>) =
        bare.into_iter().partition(|(name, _)| is_respondents(name));
    lost.sort_by_key(|(_, span)| span.start);
    if let Some((name, span)) = lost.into_iter().next() {
        reader.report(
            Code::UnknownKey,
            span,
            format!("\"{name}\" doesn't belong at the top of the file. The heading [respondent] above it is missing."),
            "Type [respondent] on its own line above this line.",
        );
    }
    for (name, span) in others {
        reader.unknown_key(name, span, top, "this file");
    }
}

fn double_brackets(reader: &mut Reader<'_>, name: &str, value: &Value<'_>) {
    reader.report(
        Code::WrongType,
        value.span(),
        "This heading has two brackets at each end. It should have one.",
        format!("Type [{name}]"),
    );
}

fn not_a_section(reader: &mut Reader<'_>, id: &str, value: &Value<'_>) {
    if let DeValue::Array(array) = value.get_ref()
        && array.iter().any(|item| item.get_ref().is_table())
    {
        double_brackets(reader, id, value);
        return;
    }
    reader.report(
        Code::WrongType,
        value.span(),
        format!("\"{id}\" isn't a section with answers."),
        format!("Type [{id}], and below it rating = \"\"."),
    );
}

/// A section with answers whose heading is the name of an ingredient, or of nothing; the
/// practice that is meant, where only one can be.
fn without_practice(
    reader: &mut Reader<'_>,
    rubric: &Rubric,
    name: &str,
    place: Range<usize>,
    presence: &[Presence],
) -> Option<usize> {
    let Some(ingredient) = rubric.ingredient(name) else {
        return unknown_practice(reader, rubric, name, place);
    };
    let is_open = |index: &usize| presence[*index] == Presence::Missing;
    let meant = only(ingredient.practices.clone().filter(is_open));
    let help = match meant {
        Some(index) => format!("Type the heading as [{}].", rubric.practices()[index].id),
        None => format!(
            "Type the heading of the practice, for example [{}]. To see all practices: chronic rubric",
            rubric.practices()[ingredient.practices.start].id
        ),
    };
    reader.report(
        Code::UnknownPractice,
        place,
        format!("The heading [{name}] doesn't name a practice, so we can't tell what the lines below it belong to."),
        help,
    );
    meant
}

/// Reports a practice that the rubric does not have; the one that is most likely meant.
pub(crate) fn unknown_practice(
    reader: &mut Reader<'_>,
    rubric: &Rubric,
    id: &str,
    span: Range<usize>,
) -> Option<usize> {
    // What the file has already was not meant: it would be there twice.
    let text = reader.text.as_str();
    let is_there = |p: &&Practice| p.id != id && text.contains(&format!("[{}]", p.id));
    let practices = || rubric.practices().iter().filter(|p| !is_there(p));
    let exact = practices().find(|p| p.id == id);
    // A file that has too many of them is no form.
    let is_form = reader.problems.len() < MOST_OF_A_FILE;
    let meant = exact.or_else(|| practice_meant(id, &practices()).filter(|_| is_form));
    let index = meant.and_then(|p| rubric.index_of(&p.id));
    if meant.is_some_and(|p| p.id == id) {
        reader.report(
            Code::UnknownPractice,
            span,
            "This heading has quotation marks in it. It shouldn't.",
            format!("Type the heading as [{id}]."),
        );
        return index;
    }
    let id = cut(id);
    let (message, help) = match meant.map(|p| &p.id) {
        Some(near) => (
            format!("[{id}] isn't a practice in this self-assessment. Did you mean [{near}]?"),
            format!("Type the heading as [{near}]."),
        ),
        None => (
            format!("[{id}] isn't a practice in this self-assessment."),
            "Type the heading of a practice in this self-assessment, or delete the section if it has no answer to one. To see all practices: chronic rubric".to_owned(),
        ),
    };
    reader.report(Code::UnknownPractice, span, message, help);
    index
}

/// The one of these practices that a name means which is none: an id without its ingredient or with
/// another one, a title, or nearly one of them.
pub(crate) fn practice_meant<'r, P>(written: &str, among: &P) -> Option<&'r Practice>
where
    P: Iterator<Item = &'r Practice> + Clone,
{
    let is_around = |c: char| c.is_whitespace() || "[]\"'".contains(c);
    let written = written.trim_matches(is_around);
    let near = |name: fn(&Practice) -> &str| {
        let near = nearest(written, among.clone().map(name))?;
        among.clone().find(|p| name(p) == near)
    };
    let is_named = |p: &&Practice| {
        let mut parts = written.split('.');
        parts.any(|part| part.eq_ignore_ascii_case(p.short_id()))
    };
    only(among.clone().filter(is_named))
        .or_else(|| titled(written, among.clone()))
        .or_else(|| near(|p| &p.id))
        .or_else(|| near(Practice::short_id))
        .or_else(|| near(|p| &p.title))
}

/// The practice whose id or title these are the words of, whatever is between them.
fn titled<'r>(
    words: &str,
    practices: impl IntoIterator<Item = &'r Practice>,
) -> Option<&'r Practice> {
    let plain = |text: &str| -> String {
        let letters = text.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let words = plain(words);
    let mut practices = practices.into_iter();
    // The ingredient or a number may be before it.
    practices.find(|p| {
        words == plain(p.short_id()) || {
            let ends = |name: &str| words.ends_with(&plain(name));
            ends(&p.id) || ends(&p.title)
        }
    })
}

/// The practices of which a file has nothing.
fn missing<'r>(rubric: &'r Rubric, presence: &[Presence]) -> impl Iterator<Item = &'r Practice> {
    let practices = rubric.practices().iter().zip(presence);
    let missing = practices.filter(|(_, presence)| **presence == Presence::Missing);
    missing.map(|(practice, _)| practice)
}

/// Says which practice a damaged heading was most likely meant to name.
pub(crate) fn name_the_damaged(
    text: &Text,
    document: &mut Document<'_>,
    rubric: &Rubric,
    presence: &[Presence],
) {
    let practices = rubric.practices().iter().zip(presence);
    let missing = practices.filter(|(_, presence)| **presence != Presence::Read);
    let missing: Vec<&Practice> = missing.map(|(practice, _)| practice).collect();
    let Faults {
        problems, headings, ..
    } = &mut document.faults;
    for problem in problems.iter_mut().filter(|p| p.code == Code::Syntax) {
        let line = problem.place.as_ref().map_or(0, |place| place.line);
        if line == 0 || !headings.contains(&(line - 1)) {
            continue;
        }
        let content = |line: usize| match line < text.lines() {
            true => text.as_str()[text.line_range(line)].trim(),
            false => "",
        };
        let (written, below) = (content(line - 1), content(line));
        let said = written.trim_matches(|c: char| !c.is_alphanumeric());
        // It goes on in the next line, or has more than a name in it.
        if below.ends_with(']') && !below.starts_with('[') || said.contains([']', '=', '"']) {
            continue;
        }
        let meant = practice_meant(said, &missing.iter().copied());
        let mut cut = missing.iter().filter(|p| p.id.starts_with(said));
        match (meant.or(cut.next().copied()), cut.next()) {
            (Some(first), Some(_)) if meant.is_none() => problem.help = such_as(first),
            (Some(practice), _) => problem.help = format!("Type [{}]", practice.id),
            (None, _) => {
                let is_known = titled(said, rubric.practices()).is_some()
                    || nearest(said, ["respondent"]).is_some();
                match missing.first() {
                    _ if is_known => {}
                    Some(first) => problem.help = such_as(first),
                    None => {
                        problem.help = "If no answer belongs to it, delete this line. Otherwise, type the heading of a practice. To see all practices: chronic rubric".to_owned();
                    }
                }
            }
        }
    }
}

fn such_as(practice: &Practice) -> String {
    format!(
        "Type the whole heading of the practice, for example [{}]. To see all practices: chronic rubric",
        practice.id
    )
}

/// Reports the practices that a file lacks. `help` says what to do about it.
pub(crate) fn missing_sections(
    reader: &mut Reader<'_>,
    rubric: &Rubric,
    presence: &[Presence],
    help: &str,
) {
    let missing = missing(rubric, presence).map(|practice| format!("[{}]", practice.id));
    let missing: Vec<String> = missing.collect();
    let message = match missing.len() {
        0 => return,
        1 => format!(
            "One practice is missing from the file and counts as unanswered: {}.",
            missing[0]
        ),
        n if n == rubric.len() => {
            "All practices are missing from the file and count as unanswered.".to_owned()
        }
        n => format!(
            "{n} practices are missing from the file and count as unanswered: {}.",
            missing.join(", ")
        ),
    };
    reader.report_whole(Code::MissingSection, message, help);
}

/// Says which heading was lost, where only one can have been, or may have been above a key that is
/// there twice; `others` what to do where several were.
pub(crate) fn name_the_lost(
    document: &mut Document<'_>,
    rubric: &Rubric,
    presence: &[Presence],
    others: Option<&str>,
) {
    const KEEP: &str = "put all that you want to keep in one of them, and delete the other.";
    let mut missing = missing(rubric, presence);
    let (first, second) = (missing.next(), missing.next());
    let above = match (first, second) {
        (Some(practice), None) => Some(format!(
            "Type [{}] on its own line above this one.",
            practice.id
        )),
        _ => others.map(str::to_owned),
    };
    let faults = &mut document.faults;
    let is_whole = faults.stop.is_none() && first.is_some();
    for fault in &mut faults.problems {
        let is_on = |lines: &[usize]| {
            let line = fault.place.as_ref().map_or(0, |place| place.line);
            fault.code == Code::DuplicateKey && lines.iter().any(|at| at + 1 == line)
        };
        if let Some(above) = above.as_ref().filter(|_| is_on(&faults.lost)) {
            fault.help = format!("{above} If both are answers to the same practice, {KEEP}");
        } else if is_whole && is_on(&faults.doubtful) {
            let above = above
                .as_deref()
                .unwrap_or("Type its heading above this line again as it is in the blank form.");
            fault
                .message
                .push_str(" Or is the heading of another practice missing above this line?");
            fault.help = format!("If it is: {above} If not, {KEEP}");
        }
    }
}
