//! Faults of the format, in words for people who never heard of it: each line that
//! could not be read is told once, by what most likely happened to it.

use std::ops::Range;

use toml::de::Error;

use crate::file::document::{Quoted, heading};
use crate::file::text::Text;
use crate::problem::{Code, Place, Problem};

const CURLY: &[char] = &[
    '\u{201c}', '\u{201d}', '\u{201e}', '\u{201f}', '\u{2018}', '\u{2019}', '\u{201a}', '\u{201b}',
    '\u{ab}', '\u{bb}', '\u{2032}', '\u{2033}', '\u{ff02}', '\u{ff07}',
];

/// What the faults mean, a problem a line, in order.
pub(super) fn explain(
    text: &Text,
    source: &str,
    strings: &[Quoted],
    errors: &[&Error],
) -> Vec<Problem> {
    let mut problems: Vec<Problem> = Vec::new();
    let mut curly: Vec<usize> = Vec::new();
    let mut stray: Option<(usize, usize)> = None;
    let mut last = None;
    let mut repeated_section = None;
    let mut boxes: Option<usize> = None;
    for error in errors {
        let span = error.span().unwrap_or(0..0);
        let at = fault_position(source, &span);
        let line = text.line_of(at);
        if last == Some(line) {
            continue;
        }
        last = Some(line);
        let fault = Fault {
            text,
            source,
            line,
            at,
            end: span.end,
            message: error.message(),
            after_quote: strings.iter().rev().find(|s| s.span.end <= at),
        };
        if fault.message.contains("duplicate key") {
            let section = fault.section_start();
            if repeated_section == Some(section) && !fault.content().trim().starts_with('[') {
                continue;
            }
            if fault.content().trim().starts_with('[') {
                repeated_section = Some(line);
            }
            problems.push(fault.duplicate());
        } else if fault.has_curly_quotes() {
            curly.push(line);
        } else if fault.is_box() {
            if boxes.is_none_or(|until| until + 1 < line) {
                problems.push(fault.ticked());
            }
            boxes = Some(line);
        } else if let Some(problem) = fault.known() {
            problems.push(problem);
        } else {
            // Several such lines in a row are one piece of stray text.
            if let Some((first, until)) = stray
                && until + 1 >= line
            {
                stray = Some((first, line));
                continue;
            }
            problems.extend(stray.map(|range| stray_lines(text, range)));
            stray = Some((line, line));
        }
    }
    problems.extend(stray.map(|range| stray_lines(text, range)));
    problems.extend(curly_quotes(text, &curly));
    problems.sort_by_key(Problem::order);
    problems
}

/// A fault after the last character of a line belongs to that line.
fn fault_position(source: &str, span: &Range<usize>) -> usize {
    let at = span.start.min(source.len());
    if at > 0 && at == source.len() && source.ends_with('\n') {
        at - 1
    } else {
        at
    }
}

struct Fault<'t> {
    text: &'t Text,
    source: &'t str,
    /// From 0.
    line: usize,
    at: usize,
    end: usize,
    message: &'t str,
    after_quote: Option<&'t Quoted>,
}

impl<'t> Fault<'t> {
    fn content(&self) -> &'t str {
        &self.source[self.text.line_range(self.line)]
    }

    fn whole_line(&self) -> Place {
        self.text.place_of_line(self.line)
    }

    /// The number of the line with the heading above, from 0.
    fn section_start(&self) -> usize {
        (0..=self.line)
            .rev()
            .find(|line| {
                self.source[self.text.line_range(*line)]
                    .trim_start()
                    .starts_with('[')
            })
            .unwrap_or(0)
    }

    /// Whether curly quotes stand where straight ones belong: first after the equals
    /// sign, or in a line without straight ones.
    fn has_curly_quotes(&self) -> bool {
        let content = self.content();
        let value = content.split_once('=').map_or(content, |(_, v)| v).trim();
        value.starts_with(CURLY)
            || (content.contains(CURLY) && !content.contains(['"', '\'']))
            || (value.ends_with(CURLY) && value.starts_with(['"', '\'']))
    }

    fn duplicate(&self) -> Problem {
        let content = self.content().trim();
        let earlier = |wanted: &dyn Fn(&str) -> bool, from: usize| {
            (from..self.line).find(|line| wanted(&self.source[self.text.line_range(*line)]))
        };
        if content.starts_with('[') {
            let name = content.trim_matches(['[', ']', ' ']);
            let first = earlier(&|line| line.trim().trim_matches(['[', ']', ' ']) == name, 0);
            let problem = Problem::new(
                Code::DuplicateSection,
                format!("The section [{name}] is in the file twice; only one of the two can count."),
                "Keep the one that holds the right answer, and delete the other with all lines below it up to the next heading.",
            )
            .at(self.whole_line());
            return self.with_first(problem, first);
        }
        let key = self.source[self.at..self.end.max(self.at)].to_owned();
        let is_same = |line: &str| line.split('=').next().is_some_and(|k| k.trim() == key);
        let first = earlier(&is_same, self.section_start());
        let problem = Problem::new(
            Code::DuplicateKey,
            format!("\"{key}\" is there twice in this section; only one of the two can count."),
            "Keep the line with the right answer and delete the other.",
        )
        .at(self.whole_line());
        self.with_first(problem, first)
    }

    fn with_first(&self, problem: Problem, first: Option<usize>) -> Problem {
        match first {
            Some(line) => problem.with(
                self.text.place_of_line(line),
                format!("first written here, on line {}", line + 1),
            ),
            None => problem,
        }
    }

    /// The faults that have a story of their own.
    fn known(&self) -> Option<Problem> {
        let content = self.content().trim();
        let syntax = |message: &str, help: &str| {
            Some(Problem::new(Code::Syntax, message, help).at(self.whole_line()))
        };
        if self.message.contains("recursion") || self.message.contains("too deep") {
            return Some(
                Problem::new(
                    Code::TooDeep,
                    "There are far too many brackets, one inside the other: no form has these.",
                    "Delete this line, or start again from the blank form.",
                )
                .at(self.text.place(self.at..self.at + 1)),
            );
        }
        if let Some(problem) = self.unusual_space() {
            return Some(problem);
        }
        if content.starts_with('>') {
            return syntax(
                "This line begins with \">\", as a mail program marks a reply.",
                "Delete the > and the space after it, here and on every line that begins so.",
            );
        }
        if content.starts_with("```") || content.starts_with("~~~") {
            return syntax(
                "This line is a mark of another program (a code fence) and no part of the form.",
                "Delete the line.",
            );
        }
        if self.message.contains("escape") || self.message.contains("unicode") {
            return Some(self.backslash());
        }
        if self.message.contains("control character") || self.message.contains("invisible") {
            return syntax(
                "There is an invisible control character in this line.",
                "Delete the line and type it again.",
            );
        }
        if let Some(problem) = self.below_closed_quotes() {
            return Some(problem);
        }
        self.answer_line(content)
            .or_else(|| self.heading_line(content))
    }

    fn is_box(&self) -> bool {
        const BOXES: &[&str] = &[
            "[x]", "[X]", "[ ]", "[]", "\u{2610}", "\u{2611}", "\u{2612}", "(x)", "( )",
        ];
        BOXES
            .iter()
            .any(|mark| self.content().trim().starts_with(mark))
    }

    fn ticked(&self) -> Problem {
        Problem::new(
            Code::Syntax,
            "Answers are not ticked here: these boxes are no part of the form.",
            "Delete the lines with boxes, and type the rating between the quotes: for example rating = \"Strength\".",
        )
        .at(self.whole_line())
    }

    /// Text below a line such as `documentation = ''`, which has one mark too few.
    fn below_closed_quotes(&self) -> Option<Problem> {
        let above = self.line.checked_sub(1)?;
        let content = self.source[self.text.line_range(above)].trim();
        let (key, value) = content.split_once('=')?;
        (matches!(value.trim(), "''" | "\"\"") && !self.content().contains('=')).then(|| {
            let key = key.trim();
            Problem::new(
                Code::Syntax,
                format!("This text is not between quotes: those in the line above it ({content}) close at once."),
                format!("Type {key} = ''' in the line above, with three marks, and ''' on a line of its own below the text."),
            )
            .at(self.whole_line())
        })
    }

    fn unusual_space(&self) -> Option<Problem> {
        let range = self.text.line_range(self.line);
        let content = self.content();
        let unusual = |c: char| {
            matches!(
                c,
                '\u{a0}' | '\u{1680}' | '\u{2000}'
                    ..='\u{200d}' | '\u{202f}' | '\u{205f}' | '\u{2060}' | '\u{3000}' | '\u{feff}'
            )
        };
        // Inside quotes such a space is plain text.
        let outside = content.find(['"', '\'']).unwrap_or(content.len());
        let at = content.find(unusual)?;
        if at > outside && content[..at].matches(['"', '\'']).count() % 2 == 1 {
            return None;
        }
        let c = content[at..].chars().next()?;
        let start = range.start + at;
        Some(
            Problem::new(
                Code::Syntax,
                format!(
                    "There is an unusual space here that looks like a plain one (U+{:04X}, such as the non-breaking space that comes with text pasted from Word).",
                    u32::from(c)
                ),
                "Delete the space and type it again; if you cannot see it, delete the line and type it anew.",
            )
            .at(self.text.place(start..start + c.len_utf8())),
        )
    }

    fn backslash(&self) -> Problem {
        let line = self.text.line_range(self.line);
        let at = self.source[line.start..self.at.min(line.end)]
            .rfind('\\')
            .map_or(self.at, |b| line.start + b);
        Problem::new(
            Code::Syntax,
            "A backslash (\\) between plain quotes has a special meaning, so this path or text cannot be read.",
            "Put the text between single quotes instead, for example documentation = '\\\\server\\share', or double every backslash: \\\\.",
        )
        .at(self.text.place(at..at + 1))
    }

    /// A line that was meant as `key = "answer"`.
    fn answer_line(&self, content: &str) -> Option<Problem> {
        let is_key = |k: &str| {
            !k.is_empty()
                && k.chars()
                    .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
        };
        let at_fault = || self.text.place(self.at..self.end.max(self.at + 1));
        if let Some((key, value)) = content.split_once('=')
            && is_key(key.trim())
        {
            let (key, value) = (key.trim(), value.trim());
            if let Some(second) = value.strip_prefix('=') {
                return Some(
                    Problem::new(
                        Code::Syntax,
                        "There are two equals signs in this line.",
                        format!("Type one: {key} = {}", second.trim()),
                    )
                    .at(self.whole_line()),
                );
            }
            if value.is_empty() {
                return Some(
                    Problem::new(
                        Code::Syntax,
                        format!("There is nothing after \"{key} =\", not even the quotes."),
                        format!(
                            "Type {key} = \"\" to leave it blank, or the answer between the quotes."
                        ),
                    )
                    .at(self.whole_line()),
                );
            }
            if value.starts_with(['"', '\'']) {
                return Some(self.outside_quotes(key, value).at(at_fault()));
            }
            let shown = value
                .split('#')
                .next()
                .unwrap_or(value)
                .trim()
                .replace(['"', '\''], "");
            return Some(
                Problem::new(
                    Code::Syntax,
                    "The answer is not between quotes.",
                    format!(
                        "Put it between straight quotes: {key} = \"{}\"",
                        excerpt(&shown)
                    ),
                )
                .at(at_fault()),
            );
        }
        let (key, value) = content.split_once(':')?;
        (is_key(key.trim()) && !value.starts_with("//")).then(|| {
            let value = value.trim();
            let shown = if value.starts_with(['"', '\'']) {
                excerpt(value)
            } else {
                format!("\"{}\"", excerpt(value))
            };
            Problem::new(
                Code::Syntax,
                "There is a colon where an equals sign (=) belongs.",
                format!("Type {} = {shown}", key.trim()),
            )
            .at(self.whole_line())
        })
    }

    /// `"" word`, `""word""`, `"a "b" c"`, `'''a''' b`.
    fn outside_quotes(&self, key: &str, value: &str) -> Problem {
        if value.starts_with("''") && !value.starts_with("'''") {
            return Problem::new(
                Code::Syntax,
                format!(
                    "Only two quote marks follow \"{key} =\"; a text of several lines begins with three."
                ),
                format!(
                    "Type {key} = ''' on this line, then the text, then ''' on a line of its own."
                ),
            );
        }
        if value.len() > 2 && value.starts_with("\"\"") && value.trim_end().ends_with("\"\"") {
            let inner = value.trim_matches('"').trim();
            return Problem::new(
                Code::Syntax,
                "The answer stands between two pairs of quotes.",
                format!("One pair is enough: {key} = \"{}\"", excerpt(inner)),
            );
        }
        if let Some(rest) = value
            .strip_prefix("\"\"")
            .or_else(|| value.strip_prefix("''"))
        {
            let rest = rest.trim();
            if !rest.contains(['"', '\'']) {
                return Problem::new(
                    Code::Syntax,
                    "The answer stands behind the quotes instead of between them.",
                    format!("Move it between the quotes: {key} = \"{}\"", excerpt(rest)),
                );
            }
        }
        Problem::new(
            Code::Syntax,
            "The text ends at the second quote, and more follows behind it.",
            "Between double quotes use only single quote marks ('), or put the whole text between two lines of '''.",
        )
    }

    /// A line that was meant as `[ingredient.practice]`, or text behind a closing `'''`.
    fn heading_line(&self, content: &str) -> Option<Problem> {
        if let Some(quoted) = self.after_quote
            && quoted.multi_line
            && self.text.line_of(quoted.span.end) == self.line
        {
            let end = quoted.span.end;
            return Some(Problem::new(
                Code::Syntax,
                format!("The text ends at this {}, and more follows behind it.", quoted.quote),
                format!("Take the {} out of the text (a plain ' or \" is fine) and keep the one on the line of its own below it. What follows in the file is checked after that.", quoted.quote),
            ).at(self.text.place(end - quoted.quote.len()..end)));
        }
        let name = content
            .split('#')
            .next()
            .unwrap_or(content)
            .trim()
            .trim_matches(['[', ']'])
            .trim();
        let dotted = name.contains('.') && !name.contains(' ') && !name.ends_with('.');
        let bracket = content.starts_with('[') || content.ends_with(']');
        (bracket || (dotted && heading(&format!("[{name}]")).is_some())).then(|| {
            Problem::new(
                Code::Syntax,
                "This heading is damaged: a heading has one square bracket at each end and nothing else.",
                format!("Type [{}]", excerpt(&name.replace(' ', ""))),
            )
            .at(self.whole_line())
        })
    }
}

/// A few words of what somebody typed, to be typed again.
fn excerpt(text: &str) -> String {
    const LENGTH: usize = 60;
    if text.chars().count() <= LENGTH {
        return text.to_owned();
    }
    let start: String = text.chars().take(LENGTH).collect();
    format!("{start}...")
}

fn stray_lines(text: &Text, (first, last): (usize, usize)) -> Problem {
    let message = if first == last {
        "This line is neither an answer nor between quotes, so it cannot be read.".to_owned()
    } else {
        format!(
            "Lines {} to {} are neither answers nor between quotes, so they cannot be read.",
            first + 1,
            last + 1
        )
    };
    Problem::new(
        Code::Syntax,
        message,
        "If it belongs to your documentation, move it between the two lines of '''. If it is a remark, type # in front. Else delete it.",
    )
    .at(text.place_of_line(first))
}

fn curly_quotes(text: &Text, lines: &[usize]) -> Option<Problem> {
    let (first, others) = lines.split_first()?;
    let range = text.line_range(*first);
    let content = &text.as_str()[range.clone()];
    let at = content.find(CURLY).unwrap_or(0);
    let length = content[at..].chars().next().map_or(1, char::len_utf8);
    let more = match others.len() {
        0 => String::new(),
        1 => format!(", and so it is on line {}", others[0] + 1),
        n => format!(", and so it is on {n} more lines"),
    };
    Some(
        Problem::new(
            Code::CurlyQuotes,
            format!(
                "There are curly quotes here where straight ones belong (a word processor puts them in){more}."
            ),
            "Type straight quotes (\") over them, for example rating = \"Strength\". A plain text editor such as Notepad keeps them straight.",
        )
        .at(text.place(range.start + at..range.start + at + length)),
    )
}
