//! Headings that could not be read, and what they were most likely meant to be.

use crate::model::keys::plan::names_entries;
use crate::model::punctuation::is_dash;
use crate::problem::Problem;
use crate::text::excerpt;
use crate::toml::key::{assignment, is_key, is_known};
use crate::toml::quoted::{heading, is_heading};

use super::line::Fault;

const OPEN: &[char] = &['[', '(', '{', '<', '\u{ff3b}', '\u{3010}'];
const CLOSE: &[char] = &[']', ')', '}', '>', '\u{ff3d}', '\u{3011}'];

impl Fault<'_> {
    /// Whether a heading stands at the end of this line, behind what does not belong there.
    pub(super) fn holds_heading(&self) -> bool {
        // A heading has one or two of them, and a remark behind it some more; a line of
        // nothing but brackets is not to be read from each of them to its end.
        const LAST: usize = 8;
        let content = self.content();
        let mut opens = content.rmatch_indices('[').take(LAST);
        opens.any(|(at, _)| is_heading(&content[at..]))
    }

    /// A heading that goes on in the next line, as mail programs break long lines; and the
    /// number of that line, from 0.
    pub(super) fn broken_heading(&self) -> Option<(Problem, usize)> {
        let first = self.content().trim();
        let below = self.layout.below(self.line).next()?;
        if !first.starts_with('[') || first.contains(']') {
            return None;
        }
        let whole = format!("{first}{}", self.layout.trimmed(below));
        let name = heading(&whole)?;
        let help = format!("Type it on one line: [{}]", excerpt(name));
        let problem = self.syntax("This heading is split across two lines.", help);
        Some((problem, below))
    }

    /// Whether nothing stands right above, and a key right below, as with a heading.
    fn begins_an_entry(&self) -> bool {
        let content = |line: usize| self.layout.trimmed(line);
        let above = self.line.checked_sub(1).map_or("", content);
        let mut below = self.layout.below(self.line).map(content);
        (above.is_empty() || above.starts_with('#'))
            && below.next().is_some_and(|next| assignment(next).is_some())
    }

    /// A line that was meant as `[ingredient.practice]`.
    pub(super) fn damaged_heading(&self) -> Option<Problem> {
        let content = self.content().trim();
        let before = content.split_once(':');
        if self.closes_text()
            || content.ends_with(']') && self.layout.is_in_list(self.line)
            || before.is_some_and(|(key, _)| is_known(key))
            || assignment(content).is_some() && !content.starts_with(OPEN)
        {
            return None;
        }
        let is_plan = self.layout.kind().is_some_and(|kind| kind.contains("plan"));
        let meant = meant(content).map(|name| {
            let small = name.to_lowercase();
            // In a plan nothing but these has a name of two parts.
            let first = small.split('.').next().unwrap_or_default();
            match () {
                () if small == "respondent" => small,
                () if is_plan && names_entries(first) => first.to_owned(),
                () => name,
            }
        });
        let bare = content.trim_end_matches(':').trim();
        let looks = content.starts_with('[')
            || content.ends_with(']')
            || content.starts_with(OPEN) && meant.as_ref().is_some_and(|name| name.contains('.'))
            || self.layout.is_form()
                && meant.as_deref() == Some("respondent")
                && (content.starts_with(OPEN) || !bare.contains(char::is_whitespace))
            || bare.contains('.') && meant.as_deref() == Some(bare)
            || is_plan && names_entries(bare) && self.begins_an_entry();
        if !looks {
            return None;
        }
        let rest = content.split_once(CLOSE).map_or("", |(_, rest)| rest);
        let help = match meant {
            None if self.layout.is_form() => "Type the heading as it is in the blank form, for example [actionable-data.team-review].".to_owned(),
            None => "Type the heading again, for example [actionable-data.team-review] in a team assessment or [[action]] in a plan.".to_owned(),
            Some(name) if rest.contains(char::is_alphanumeric) => {
                let heading = match names_entries(&name) {
                    true => format!("[[{name}]]"),
                    false => format!("[{}]", excerpt(&name)),
                };
                match rest.contains('=') {
                    true => format!("Type {heading}, and move what follows it to its own line."),
                    false => format!("Type {heading} alone. If what follows it is an answer, type it between the quotation marks of that answer, below."),
                }
            }
            // In a plan each entry has a heading of its own.
            Some(name) if names_entries(&name) => {
                let message = format!("This heading is damaged. The heading of an entry has two square brackets at each end, [[{name}]], and nothing else.");
                return Some(self.syntax(message, format!("Type [[{name}]]")));
            }
            Some(name) => format!("Type [{}]", excerpt(&name)),
        };
        Some(self.syntax(
            "This heading is damaged. A heading has one square bracket at each end, [like-this], and nothing else.",
            help,
        ))
    }
}

/// The name in a damaged heading.
fn meant(content: &str) -> Option<String> {
    // A number or a bullet of a list.
    let content = match content.find(OPEN) {
        Some(at) if !content[..at].contains(char::is_alphabetic) => &content[at..],
        _ => content,
    };
    let inner = content.trim_start_matches(|c: char| OPEN.contains(&c) || c.is_whitespace());
    let inner = inner.split(CLOSE).next()?.split('#').next()?;
    let inner = inner.trim().trim_end_matches([':', '.', ',']);
    let dashed = inner.replace(is_dash, "-");
    let mut parts: Vec<String> = dashed.split('.').map(joined).collect();
    if let [only] = &parts[..]
        && let Some((ingredient, practice)) = dashed.split_once(['/', ' ', ':', ','])
        && !only.is_empty()
    {
        // A title has more words than an ingredient and a practice.
        if dashed.split_whitespace().count() > 2 {
            return None;
        }
        parts = vec![joined(ingredient), joined(practice)];
    }
    let name = parts.join(".");
    let sound = parts.iter().all(|part| !part.is_empty()) && is_key(&name);
    sound.then_some(name)
}

/// Words joined by hyphens.
fn joined(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join("-")
}
