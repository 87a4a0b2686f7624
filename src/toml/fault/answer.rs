//! Lines that were meant as `key = "answer"`, or as text between quotes.

use unicode_normalization::UnicodeNormalization;

use crate::model::punctuation::is_unseen;
use crate::problem::{Code, Problem};
use crate::text::nearest::nearest;
use crate::toml::cause::Cause;
use crate::toml::key::{is_key, is_known, is_of, known};
use crate::toml::quoted::{Quoted, is_quote};

use super::layout::Layout;
use super::line::Fault;
use super::typed::{canonical, typed, without_remark};

impl Fault<'_> {
    /// The faults that have a story of their own.
    pub(super) fn known(&self) -> Option<Problem> {
        let content = self.content().trim();
        if self.cause == Cause::TooDeep {
            let problem = Problem::new(
                Code::TooDeep,
                "There are too many brackets inside brackets here. These files don't use them.",
                "Delete this line, or type it again.",
            );
            return Some(problem.at(self.layout.text.place(self.at..self.at + 1)));
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
        let what = if is_unseen(odd) {
            "an invisible character in it"
        } else {
            "a letter in it that only looks like the usual one"
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
        let Some((key, value)) = self.content().split_once('=') else {
            // The equals sign went to the next line.
            return self
                .next_line()
                .filter(|l| self.layout.trimmed(*l).starts_with('='));
        };
        if !is_key(key) || !without_remark(value).is_empty() {
            return None;
        }
        let below = self.next_line()?;
        let Layout { text, strings, .. } = self.layout;
        let content = self.layout.trimmed(below);
        if content.starts_with('{') {
            let mut list = self.layout.below(below);
            return list.find(|line| self.layout.trimmed(*line) == "]");
        }
        if content.ends_with(['"', '\''])
            && !content.contains('=')
            && !content.starts_with(['"', '\''])
        {
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

    /// Text behind the `'''` that ends a text.
    fn behind_text(&self) -> Option<Problem> {
        let quoted = self.after_quote?;
        let end = quoted.span.end;
        if !quoted.is_of_lines() || self.layout.text.line_of(end) != self.line {
            return None;
        }
        let quote = quoted.quote;
        // A text of more lines than that is looked through by no one.
        let below = self.layout.below(self.line).take(1000);
        let mut text = below.take_while(|line| !self.layout.trimmed(*line).starts_with('['));
        let again = text.find(|line| self.layout.trimmed(*line) == quote);
        let help = match again {
            Some(line) => format!(
                "Delete the {quote} inside the text (a plain ' or \" is fine). The one on line {} ends it. Fix this first. Then the rest of the file will be checked.",
                line + 1
            ),
            None => format!(
                "Move what comes after the {quote} to the line above it, so that the {quote} is on a line by itself."
            ),
        };
        let message = format!("The text ends at this {quote}, but there is more after it.");
        let place = self.layout.text.place(end - quote.len()..end);
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
        let start = self.layout.text.line_range(self.line).start;
        let before = self
            .content()
            .get(..self.at - start)
            .unwrap_or(self.content());
        let at = before.rfind('\\').map_or(self.at, |at| start + at);
        let inside = self
            .layout
            .strings
            .iter()
            .find(|text| text.span.contains(&self.at));
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
        .at(self.layout.text.place(at..at + 1))
    }

    fn answer(&self, content: &str) -> Option<Problem> {
        if let Some((key, value)) = content.split_once('=') {
            return if is_key(key) && !key.trim().starts_with('.') && !key.trim().ends_with('.') {
                Some(self.with_key(&canonical(key.trim()), value.trim()))
            } else {
                self.more_than_a_key(key, value.trim())
            };
        }
        if let Some((key, value)) = content.split_once([':', '\u{ff1a}', '\u{ff1d}'])
            && (is_known(key) || is_key(key) && value.trim().starts_with(is_quote))
            // These begin lines of a mail.
            && !["from", "to"].contains(&key.to_lowercase().as_str())
        {
            let sign = if content[key.len()..].starts_with('\u{ff1d}') {
                "another character"
            } else {
                "a colon"
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
        let value = value
            .trim_start_matches([' ', '\t', '-', '>', '\u{2013}', '\u{2014}'])
            .trim();
        let value = match self.next_content().strip_prefix('=') {
            Some(rest) if value.is_empty() => rest.trim(),
            _ => value,
        };
        let answers = ["rating", "documentation"].contains(&canonical(key).as_str());
        let meant = value.is_empty()
            || value.starts_with(is_quote)
            || answers && value.split_whitespace().count() < 4;
        (is_known(key) && meant).then(|| {
            self.syntax(
                "This line is missing an equals sign (=).",
                typed("Type", &canonical(key), value),
            )
        })
    }

    /// `my rating = "Strength"`, `- rating = "Strength"`.
    fn more_than_a_key(&self, key: &str, value: &str) -> Option<Problem> {
        // The question that a form asks above it.
        let asked = self.layout.is_form() && key.to_lowercase().contains("how do we know");
        let mut words = key.split(is_between);
        let word = match asked {
            true => "documentation",
            false => words.find(|word| is_of(self.layout.kind(), word))?,
        };
        // In stray text such a word may be anything.
        (value.starts_with(is_quote) && key.len() < 40 && !key.contains(is_quote)).then(|| {
            let word = canonical(word);
            let mut help = typed("Type", &word, value);
            if words_besides(key, &word) {
                help = format!("{}. If other words before the equals sign belong to the answer, move them between the quotation marks.", help.trim_end_matches('.'));
            }
            self.syntax(
                format!("Only the word {word} can go before the equals sign."),
                help,
            )
        })
    }
}

fn is_between(c: char) -> bool {
    !c.is_alphanumeric() && c != '_'
}

/// Whether something is said before the equals sign, beside the key.
fn words_besides(key: &str, word: &str) -> bool {
    let mut words = key.split(is_between).filter(|other| !other.is_empty());
    words.any(|other| {
        !other.eq_ignore_ascii_case(word) && !other.bytes().all(|b| b.is_ascii_digit())
    })
}
