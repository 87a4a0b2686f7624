//! Lines that were meant as `key = "answer"`, or as text between quotes.

use unicode_normalization::UnicodeNormalization;

use crate::model::punctuation::is_unseen;
use crate::problem::{Code, Problem};
use crate::text::cut;
use crate::text::nearest::nearest;
use crate::toml::cause::Cause;
use crate::toml::key::{assignment, is_bare, is_key, is_known, is_of, keys_below, known};
use crate::toml::quoted::{Quoted, is_quote, opening_marks};
use crate::words::any_of;

use super::LATER;
use super::layout::Layout;
use super::line::Fault;
use super::typed::{canonical, typed, without_remark};

impl Fault<'_> {
    /// The faults that have a story of their own.
    pub(super) fn known(&self) -> Option<Problem> {
        let content = self.content().trim();
        if self.cause == Cause::TooDeep {
            let message =
                "There are too many brackets inside brackets here. These files don't use them.";
            let help = "Delete this line, or type it again.";
            let place = self.layout.text.place(self.at..self.at + 1);
            return Some(Problem::new(Code::TooDeep, message, help).at(place));
        }
        if content.starts_with("```") || content.starts_with("~~~") {
            return Some(self.syntax(
                "This line (a code fence) came from another program. It isn't part of the file.",
                "Delete the line.",
            ));
        }
        if self.cause == Cause::Escape {
            return Some(self.backslash());
        }
        if content.contains('\u{fffd}') {
            return Some(self.syntax(
                "Some characters on this line were lost before you got the file (each shows as \u{fffd}).",
                "Type the line again.",
            ));
        }
        self.entry()
            .or_else(|| self.item())
            .or_else(|| self.only_marks())
            .or_else(|| self.disguised_key())
            .or_else(|| self.behind_text())
            .or_else(|| self.below_closed_quotes())
            .or_else(|| self.answer(content))
    }

    /// A key with a sign in it that no one sees, or a letter that only looks like its own.
    fn disguised_key(&self) -> Option<Problem> {
        let (written, _) = self.content().split_once('=')?;
        let written = written.trim();
        let odd = written.chars().find(|c| !c.is_ascii())?;
        if written.contains([' ', '"', '\'', '#']) {
            return None;
        }
        let plain: String = written.nfkd().filter(|c| !is_unseen(*c)).collect();
        let key = nearest(&plain, known().map(|key| key.name))?;
        let what = match is_unseen(odd) {
            true => "an invisible character in it",
            false => "a letter in it that only looks like the usual one",
        };
        let message = format!(
            "The word before the equals sign looks like {key}, but it has {what} (U+{:04X}).",
            u32::from(odd)
        );
        let help = format!("Type {key} over the word. The rest of the line is fine.");
        Some(self.syntax(message, help).at(self.character(|c| c == odd)))
    }

    /// The last line that only seems to be wrong because of this one, from 0.
    pub(super) fn reaches(&self) -> Option<usize> {
        if let Some(close) = self.end_of_items() {
            return Some(close);
        }
        let Layout { text, strings, .. } = self.layout;
        if self.only_marks().is_some() {
            let start = text.line_range(self.line).start;
            let quoted = strings.get(strings.partition_point(|s| s.span.end <= start))?;
            return Some(text.line_of(quoted.span.end));
        }
        let Some((key, value)) = self.content().split_once('=') else {
            // The equals sign went to the next line.
            let next = self.next_line();
            return next.filter(|line| self.layout.trimmed(*line).starts_with('='));
        };
        if !is_key(key) || !without_remark(value).is_empty() {
            return None;
        }
        let lines = self.value_below(&canonical(key.trim())).len();
        if lines > 0 {
            return Some(self.line + lines);
        }
        let below = self.next_line()?;
        let content = self.layout.trimmed(below);
        if content.starts_with('{') {
            let mut list = self.layout.below(below);
            return list.find(|line| self.layout.trimmed(*line) == "]");
        }
        let quotes = ['"', '\''];
        if content.ends_with(quotes) && !content.contains('=') && !content.starts_with(quotes) {
            return Some(below);
        }
        let start = text.line_range(below).start;
        let quoted = strings.get(strings.partition_point(|s| s.span.end <= start))?;
        let begins = text.line_of(quoted.span.start) == below && content.starts_with(is_quote);
        begins.then(|| text.line_of(quoted.span.end))
    }

    /// The next line that is not blank.
    pub(super) fn next_line(&self) -> Option<usize> {
        let mut below = self.layout.below(self.line);
        below.find(|line| !self.layout.trimmed(*line).is_empty())
    }

    /// What stands on it.
    pub(super) fn next_content(&self) -> &str {
        self.next_line()
            .map_or("", |line| self.layout.trimmed(line))
    }

    /// The marks of a text whose key is lost, below its rating.
    fn only_marks(&self) -> Option<Problem> {
        let marks = opening_marks(self.content().trim())?;
        let above = (0..self.line).rev().map(|line| self.layout.trimmed(line));
        let mut above = above.filter(|content| !content.is_empty() && !content.starts_with('#'));
        let (key, _) = assignment(above.next()?)?;
        (self.layout.is_form() && key.trim() == "rating").then(|| {
            self.syntax(
                "This line has only the marks that begin a text.",
                format!("Type documentation = {marks}"),
            )
        })
    }

    /// Text behind the `'''` that ends a text.
    fn behind_text(&self) -> Option<Problem> {
        let Quoted { span, quote } = self.after_quote.filter(|_| self.closes_text())?;
        // A text of more lines than that is looked through by no one.
        let below = self.layout.below(self.line).take(1000);
        let mut text = below.take_while(|line| !self.layout.trimmed(*line).starts_with('['));
        let again = text.find(|line| self.layout.trimmed(*line) == *quote);
        let help = match again.map(|line| line + 1) {
            Some(line) => format!(
                "Delete the {quote} inside the text (a plain ' or \" is fine). The one on line {line} ends it. {LATER}"
            ),
            None => format!(
                "Move what comes after the {quote} to the line above it, so that the {quote} is on a line by itself."
            ),
        };
        let message = format!("The text ends at this {quote}, but there is more after it.");
        let place = self.layout.text.place(span.end - quote.len()..span.end);
        Some(self.syntax(message, help).at(place))
    }

    /// Text below a line such as `documentation = ''`, which has one mark too few.
    fn below_closed_quotes(&self) -> Option<Problem> {
        let content = self.layout.trimmed(self.line.checked_sub(1)?);
        let (key, value) = content.split_once('=')?;
        let next = self.content();
        let is_answer =
            next.contains('=') || next.split_once(':').is_some_and(|(k, _)| is_known(k));
        (matches!(value.trim(), "''" | "\"\"") && !is_answer).then(|| {
            let key = key.trim();
            self.syntax(
                format!("This text isn't between quotation marks. The ones on the line above ({content}) have nothing between them."),
                format!("On the line above, type {key} = ''' (three marks). Then type ''' on its own line below the text."),
            )
        })
    }

    fn backslash(&self) -> Problem {
        let Layout { text, strings, .. } = self.layout;
        let start = text.line_range(self.line).start;
        let before = self.content().get(..self.at - start);
        let before = before.unwrap_or(self.content());
        let at = before.rfind('\\').map_or(self.at, |at| start + at);
        let inside = strings.iter().find(|text| text.span.contains(&self.at));
        let help = match inside.is_some_and(Quoted::is_of_lines) {
            true => "Type ''' in place of each \"\"\". Or type each backslash twice: \\\\.",
            false => {
                "Put the text between single quotation marks instead, for example documentation = '\\\\server\\share'. Or type each backslash twice: \\\\."
            }
        };
        self.syntax(
            "A backslash (\\) has a special meaning between double quotation marks, so we can't read this.",
            help,
        )
        .at(text.place(at..at + 1))
    }

    fn answer(&self, content: &str) -> Option<Problem> {
        if let Some((key, value)) = content.split_once('=') {
            let (name, value) = (key.trim(), value.trim());
            let is_name = is_key(name) && !name.starts_with('.') && !name.ends_with('.');
            return match is_name {
                true => Some(self.with_key(&canonical(name), value)),
                false => self
                    .more_than_a_key(key, value)
                    .or_else(|| self.unknown_word(name, value)),
            };
        }
        if let Some((key, value)) = content.split_once([':', '\u{ff1a}', '\u{ff1d}'])
            && (is_known(key) || is_key(key) && value.trim().starts_with(is_quote))
            // These begin lines of a mail.
            && !["from", "to"].contains(&key.to_lowercase().as_str())
        {
            let sign = match content[key.len()..].starts_with('\u{ff1d}') {
                true => "another character",
                false => "a colon",
            };
            return Some(self.syntax(
                format!("This line has {sign} where it needs an equals sign (=)."),
                typed("Type", &canonical(key.trim()), value),
            ));
        }
        self.without_sign(content)
    }

    /// `rating Strength`, `rating "Strength"`, `rating`.
    fn without_sign(&self, content: &str) -> Option<Problem> {
        let end = content.find(|c: char| c.is_whitespace() || is_quote(c));
        let (key, value) = content.split_at(end.unwrap_or(content.len()));
        let begins = |c: char| c.is_alphanumeric() || is_quote(c) || "[{#".contains(c);
        let value = value.trim_start_matches(|c| !begins(c)).trim();
        let value = match self.next_content().strip_prefix('=') {
            Some(rest) if value.is_empty() => rest.trim(),
            _ => value,
        };
        let answers = ["rating", "documentation"].contains(&canonical(key).as_str());
        let is_its = is_of(self.layout.kind(), key) && !["from", "to"].contains(&key);
        let meant = value.is_empty()
            || value.starts_with(is_quote)
            || answers && value.split_whitespace().count() < 4;
        (is_its && meant).then(|| {
            self.syntax(
                "This line is missing an equals sign (=).",
                typed("Type", &canonical(key), value),
            )
        })
    }

    /// `calificaci\u{f3}n = "Strength"`, `job title = "Nurse"`.
    fn unknown_word(&self, key: &str, value: &str) -> Option<Problem> {
        let heading = self.layout.trimmed(self.section_start());
        let keys = keys_below(self.layout.kind(), heading).iter();
        let keys = keys.map(|key| key.name).filter(|key| is_known(key));
        let keys: Vec<&str> = keys.collect();
        let is_value = value.starts_with(|c: char| is_quote(c) || "[{".contains(c));
        (!keys.is_empty() && is_value && is_few_words(key)).then(|| {
            let message = format!("\"{}\" isn't the name of a line in this section.", cut(key));
            let help = match opening_marks(value) {
                None => " If it belongs in none of them, put # in front of the line, which keeps it as a note.",
                Some(_) => "",
            };
            self.syntax(message, format!("Type the right name before the equals sign: {}.{help}", any_of(&keys)))
        })
    }

    /// `my rating = "Strength"`, `- rating = "Strength"`.
    fn more_than_a_key(&self, key: &str, value: &str) -> Option<Problem> {
        // The question that a form asks above it.
        let asked = self.layout.is_form() && key.to_lowercase().contains("how do we know");
        let joined: String = key.split_whitespace().collect();
        let mut words = key.split(is_between).chain([joined.as_str()]);
        let word = match asked {
            true => "documentation",
            false => words.find(|word| is_of(self.layout.kind(), word))?,
        };
        let is_bare = is_bare(word) && value.starts_with(['[', '{']);
        // In stray text such a word may be anything.
        ((is_bare || value.starts_with(is_quote)) && key.len() < 40 && !key.contains(is_quote)).then(|| {
            let word = canonical(word);
            let mut help = typed("Type", &word, value);
            if word != joined && words_besides(key, &word) {
                help = format!("{}. If other words before the equals sign belong to the answer, move them between the quotation marks.", help.trim_end_matches('.'));
            }
            self.syntax(
                format!("Only the word {word} can go before the equals sign."),
                help,
            )
        })
    }
}

/// Whether the words before the equals sign are few, and nothing else.
fn is_few_words(key: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || " -_".contains(c);
    key.starts_with(char::is_alphabetic) && key.chars().all(is_word) && key.split(' ').count() < 4
}

fn is_between(c: char) -> bool {
    !c.is_alphanumeric() && c != '_'
}

/// Whether something is said before the equals sign, beside the key.
fn words_besides(key: &str, word: &str) -> bool {
    let mut words = key.split(is_between);
    words.any(|other| {
        !other.eq_ignore_ascii_case(word) && !other.bytes().all(|b| b.is_ascii_digit())
    })
}
