//! What stands behind a `#` and was meant as an answer: a remark is not read, and who types
//! behind one the form has would not know.

use toml::de::DeTable;
use toml_parser::Source;
use toml_parser::lexer::TokenKind;

use crate::files::hash_comment::{Remark, assigned, remarks, report_remark};
use crate::files::response::form::{FORMER_REMARKS, HOW_WE_KNOW, REMARKS, hint_lines};
use crate::files::section::Presence;
use crate::model::keys::response::{RESPONDENT, TOP};
use crate::model::rating::Labels;
use crate::model::response::Response;
use crate::model::rubric::Rubric;
use crate::problem::Code;
use crate::text::cut;
use crate::toml::quoted::heading;
use crate::toml::table::{Reader, at_path};
use crate::words::words_of;

/// The remarks that a form comes with next to and below its keys.
#[derive(Debug)]
pub(crate) struct OwnRemarks {
    hints: Vec<String>,
    labels: Labels,
}

impl OwnRemarks {
    /// Those of a form with these labels.
    pub(crate) fn new(labels: &Labels) -> Self {
        let hints = hint_lines(labels);
        // Those of a form for the usual labels, which another rubric may be read with.
        let usual = hint_lines(&Labels::default());
        let hints = hints.into_iter().chain(usual).collect();
        Self {
            hints,
            labels: labels.clone(),
        }
    }

    /// What someone wrote into a remark, without the form's own words; empty where it is
    /// the form's, or a mere rule.
    fn added<'c>(&self, remark: &'c str) -> &'c str {
        let said = remark.trim_start_matches('#').trim();
        if !said.contains(char::is_alphanumeric) {
            return "";
        }
        let own = self.hints.iter().map(String::as_str);
        let mut own = own
            .chain(REMARKS)
            .chain(FORMER_REMARKS)
            .chain([HOW_WE_KNOW]);
        let is_exact = own.clone().find_map(|own| said.strip_prefix(own));
        let added = is_exact.or_else(|| own.find_map(|own| self.without(own, said)));
        let added = added.unwrap_or(said);
        if added.contains(char::is_alphanumeric) {
            added.trim()
        } else {
            ""
        }
    }

    /// What is left of a remark that begins with the words of the form's own, or is a part of them
    /// that a program moved to a line of its own, whatever dashes, spaces, and capitals it put there.
    fn without<'c>(&self, own: &str, said: &'c str) -> Option<&'c str> {
        let words = |text: &str| -> Vec<String> { words_of(text).map(str::to_lowercase).collect() };
        let (own, all) = (words(own), words(said));
        // A word of them alone is an answer.
        let is_part = all.len() > 1 && self.labels.read(said).is_none();
        if is_part && own.windows(all.len()).any(|part| part == all) {
            return Some("");
        }
        if own.is_empty() || !all.starts_with(&own) {
            return None;
        }
        let mut ends = said.char_indices().filter(|(at, c)| {
            let next = said[at + c.len_utf8()..].chars().next();
            c.is_alphanumeric() && !next.is_some_and(char::is_alphanumeric)
        });
        let (at, last) = ends.nth(own.len() - 1)?;
        Some(said[at + last.len_utf8()..].trim_start_matches(['.', ':', '?', ',', ';', ' ']))
    }

    /// Whether no one added anything to the remarks in these lines, which hold nothing
    /// between quotes.
    pub(crate) fn are_own(&self, lines: &[u8]) -> bool {
        let is_own = |line: &str| {
            let (_, remark) = line.split_once('#').unwrap_or_default();
            self.added(remark).is_empty()
        };
        memchr::memchr(b'#', lines).is_none()
            || std::str::from_utf8(lines).is_ok_and(|lines| lines.lines().all(is_own))
    }
}

/// Reports each remark that someone wrote where the answer is missing.
pub(crate) fn report(
    reader: &mut Reader<'_>,
    root: &DeTable<'_>,
    response: &Response,
    rubric: &Rubric,
) {
    let own = OwnRemarks::new(&rubric.labels);
    let text = reader.text.as_str();
    for remark in remarks(text) {
        let added = own.added(&text[remark.span.clone()]);
        // A rating that someone took out with a hash sign is missed already, and one without an
        // answer says nothing.
        let taken_out = taken_out(added);
        let is_missed = taken_out.is_some_and(|answer| {
            !answer.contains(char::is_alphanumeric) || !has_rating(root, remark.section)
        });
        if added.is_empty() || is_missed {
            continue;
        }
        if let Some(what) = missing(&remark, added, response, rubric) {
            report_remark(reader, remark.span, &what, added);
        } else if remark.key == Some("rating")
            && let Some(index) = rubric.index_of(remark.section)
            && let Some(rating) = response.answers[index].rating
            && rubric.labels.name_another(rating, added)
        {
            reader.report(
                Code::InComment,
                remark.span,
                format!(
                    "Anything after a # is ignored, but this may be another rating for practice {}: \"{}\".",
                    index + 1,
                    cut(added)
                ),
                "If that's the rating, type it between the quotation marks. If it's just a note, leave it.",
            );
        }
    }
}

/// What is after the equals sign of a rating with a hash sign in front.
fn taken_out(added: &str) -> Option<&str> {
    added.strip_prefix("rating")?.trim_start().strip_prefix('=')
}

/// Whether this section has a line for the rating, with an answer or without.
fn has_rating(root: &DeTable<'_>, section: &str) -> bool {
    let table = at_path(root, section).and_then(|section| section.get_ref().as_table());
    table.is_some_and(|table| table.contains_key("rating"))
}

/// Reports each section that is missing because all of it, with its answer, is behind hash signs.
pub(crate) fn report_sections(reader: &mut Reader<'_>, rubric: &Rubric, presence: &mut [Presence]) {
    if !presence.contains(&Presence::Missing) {
        return;
    }
    let text = reader.text;
    let tokens = Source::new(text.as_str()).lex();
    let comments = tokens.filter(|token| token.kind() == TokenKind::Comment);
    // The heading that the comments below belong to.
    let mut above = None;
    for token in comments {
        let span = token.span().start()..token.span().end();
        let said = text.as_str()[span.clone()].trim_matches(['#', ' ', '\t', '\r']);
        if let Some(name) = heading(said) {
            above = rubric.index_of(name).map(|index| (index, span));
            continue;
        }
        let answer = taken_out(said).filter(|answer| answer.contains(char::is_alphanumeric));
        if let Some((index, span)) = above.take_if(|_| answer.is_some())
            && presence[index] == Presence::Missing
        {
            presence[index] = Presence::Damaged;
            reader.report(
                Code::InComment,
                span,
                format!(
                    "Anything after a # is ignored, so [{}] and its answer aren't counted.",
                    rubric.practices()[index].id
                ),
                "If that's the answer, delete the # in front of this heading and of each line that belongs to it.",
            );
        }
    }
}

/// What is empty where the remark stands, which says this.
fn missing(
    remark: &Remark<'_>,
    said: &str,
    response: &Response,
    rubric: &Rubric,
) -> Option<String> {
    let Remark { section, key, .. } = *remark;
    if let Some(index) = rubric.index_of(section) {
        let answer = &response.answers[index];
        let rating = answer.rating.is_none() && key.is_none_or(|key| key == "rating");
        // What stands beside a rating is a reason for it.
        let is_text = |key| key == "documentation" || key == "rating" && !rating;
        let text = answer.documentation.is_empty() && key.is_none_or(is_text);
        let what = match (rating, text) {
            (true, true) => "the answer to",
            (true, false) => "the rating of",
            (false, true) => "\"How do we know?\" for",
            (false, false) => return None,
        };
        return Some(format!("{what} practice {}", index + 1));
    }
    // A line that somebody put away.
    let put_away = || {
        let keys = TOP.iter().chain(RESPONDENT).map(|key| key.name);
        let mut values = keys.filter_map(|key| Some((key, assigned(said, key)?)));
        let (key, value) = values.next()?;
        let value = value.split('#').next().unwrap_or_default();
        value.contains(char::is_alphanumeric).then_some(key)
    };
    let key = key.or_else(put_away)?;
    let value = match (section, key) {
        ("", "district") => &response.district,
        ("", "cycle") => &response.cycle,
        ("respondent", "name") => &response.name,
        ("respondent", "role") => &response.role,
        ("respondent", "department") => &response.department,
        ("respondent", "date") if response.date.is_none() => "",
        _ => return None,
    };
    value.is_empty().then(|| key.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::read::read;
    use crate::files::response::form::{Head, form};
    use crate::files::rubric::builtin;

    /// What is said to be empty, for each remark that is told.
    fn told(form: &str) -> Vec<String> {
        let problems = read(form.as_bytes(), &builtin()).checked.problems;
        let told = problems.iter().filter(|p| p.code == Code::InComment);
        told.map(|p| {
            assert!(p.place.as_ref().unwrap().text.contains('#'));
            p.message.split([',', ':']).nth(1).unwrap().to_owned()
        })
        .collect()
    }

    #[test]
    fn what_stands_in_a_remark_is_told_where_the_answer_is_missing() {
        let blank = form(&builtin(), &Head::default());
        assert_eq!(told(&blank), [""; 0]);
        let (rating, answer) = ("rating = \"\"", "the answer to practice 1");
        let (only, reason) = (
            "the rating of practice 1",
            "\"How do we know?\" for practice 1",
        );
        for (from, to, what) in [
            (rating, "rating = \"\" # strength", only),
            (rating, "rating = \"\"\n# [x] strength", answer),
            ("know?", "know? We meet every Tuesday", answer),
            ("'''\n'''\n\n", "''\n# Tuesdays\n\n", answer),
            (
                "documentation = '''\n'''",
                "#documentation = \"-x-\"",
                answer,
            ),
            ("name = \"\"          #", "name = \"\" # Ana, as we", "name"),
            ("role = \"\"", "role = \"\" # Nurse", "role"),
            ("name = \"\" ", "# name = \"Ana\" ", "name"),
            ("name = \"\"", "# name = \"Ana\"\nname = \"\"", "name"),
            ("date = \"\"", "# date = 2026-10-01", "date"),
            ("district = \"\"", "# district = \"Elm\"", "district"),
            ("cycle = \"\"", "# cycle = \"2026-27\"", "cycle"),
            (rating, "rating = \"Strength\" # We meet", reason),
            (rating, "# rating = \"OK\"\nrating = \"\"", answer),
        ] {
            let form = blank.replacen(from, to, 1);
            assert_ne!(form, blank, "{from}");
            let said = format!(" but {what} is blank and this comes after a #");
            assert_eq!(told(&form), [said], "{to}");
        }
    }

    #[test]
    fn a_remark_beside_an_answer_is_a_remark() {
        let blank = form(&builtin(), &Head::default());
        let filled = form(&builtin(), &Head::default())
            .replace("rating = \"\"", "rating = \"unsure\" # as we said")
            .replace("'''\n'''\n", "'''\nMinutes\n''' # so\n# and so\n");
        assert_eq!(told(&filled), [""; 0]);
        // One without an answer says nothing, nor does one that there is already.
        for (form, remark) in [(&blank, ""), (&filled, "Strength")] {
            let remark = format!("# rating = \"{remark}\"\nrating = ");
            assert_eq!(told(&form.replace("rating = ", &remark)), [""; 0]);
        }
        let without = blank.replace("name = \"\"", "# name = \"\"");
        assert_eq!(told(&without), [""; 0]);
        // The remarks above a heading belong to it.
        let bare = "kind = \"response\"\nrubric = \"district/1\"\n\
             [actionable-data.team-review]\nrating = \"\"\n# The next one\n\
             [actionable-data.school-reports]\nrating = \"\"\n\n# The end\n";
        assert_eq!(told(bare), [""; 0]);
    }

    #[test]
    fn the_forms_own_words_are_its_own_whatever_a_program_did_to_them() {
        let blank = form(&builtin(), &Head::default());
        let hint = "strength, ok-for-now, could-be-better, urgent-gap or unsure";
        for changed in [
            hint.replace('-', "\u{2013}"),
            hint.replace(' ', "\u{a0}"),
            hint.replacen('s', "S", 1),
            hint.replace("better, ", "better,\n# "),
        ] {
            assert_eq!(told(&blank.replace(hint, &changed)), [""; 0], "{changed}");
        }
        for (added, expected) in [(" urgent", "the answer to practice 1"), ("", "")] {
            let changed = hint.replace('-', "\u{2013}") + added;
            let told = told(&blank.replacen(hint, &changed, 1)).concat();
            assert_eq!(told.is_empty(), expected.is_empty(), "{told}");
            assert!(told.contains(expected), "{told}");
        }
        let labels = ["Yes", "Mostly", "Partly", "No", "Unsure"].map(String::from);
        assert!(OwnRemarks::new(&Labels::new(labels)).added(hint).is_empty());
    }

    #[test]
    fn another_rating_beside_a_rating_is_told() {
        let blank = form(&builtin(), &Head::default());
        let with = |remark: &str| {
            let filled = format!("rating = \"strength\" # {remark}\ndocumentation = \"Minutes\"");
            let from = "rating = \"\"\n# How do we know?\ndocumentation = '''\n'''";
            told(&blank.replacen(from, &filled, 1)).concat()
        };
        let another = " but this may be another rating for practice 1";
        assert_eq!(with("changed my mind: urgent gap"), another);
        assert_eq!(with("a strength since May"), "");
    }

    #[test]
    fn a_section_behind_hash_signs_is_told_where_it_has_an_answer() {
        let form = form(&builtin(), &Head::default());
        let start = form.find("[actionable-data.school-reports]").unwrap();
        let end = start + form[start..].find("\n\n").unwrap() + 1;
        let sections = |answer: &str| {
            let section = form[start..end].replace("\"\"", answer);
            let hashed: String = section.lines().map(|line| format!("# {line}\n")).collect();
            format!("{}{hashed}{}", &form[..start], &form[end..])
        };
        let problems = |form: &str| read(form.as_bytes(), &builtin()).checked.problems;
        let with = problems(&sections("\"Strength\""));
        let told = with.iter().find(|p| p.code == Code::InComment).unwrap();
        let name = "[actionable-data.school-reports]";
        assert!(told.message.contains(name), "{told:?}");
        assert!(!with.iter().any(|p| p.code == Code::MissingSection));
        let without = problems(&sections("\"\""));
        assert!(without.iter().any(|p| p.code == Code::MissingSection));
        assert!(!without.iter().any(|p| p.code == Code::InComment));
    }
}
