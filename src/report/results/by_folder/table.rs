//! Districts for a terminal, a line for each. Fits 80 columns: what is too long of a
//! folder's name is left out in its middle.

use std::fmt::Write as _;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::report::formats::escape;
use crate::report::formats::terminal::{WIDTH, wrap};
use crate::report::results::by_folder::{CLASSES, FIRST, FoldersView, first_priorities, responses};
use crate::report::results::tally::Order;
use crate::report::results::tally::table::{BAR, MARKS, agreed_mark, bar, legend, style};

/// The heads of the columns of [`CLASSES`].
const HEADS: [&str; 7] = ["Str", "OK", "Could", "Gap", "Split", "Find", "None"];
/// A folder's name has so much room at least.
const NAME: usize = 12;

/// The whole text. Styled; whoever prints it takes the styles off where nobody would
/// see them.
#[must_use]
pub fn text(view: FoldersView<'_>, order: Order) -> String {
    let mut out = String::new();
    wrap(&mut out, "", &escape::terminal(&view.rubric.title));
    wrap(&mut out, "", &view.coverage());
    for small in view.small() {
        wrap(&mut out, "", &small);
    }
    out.push('\n');
    let places = view.ordered(order);
    match view.practice {
        Some(practice) => one_practice(&mut out, view, practice, &places),
        None => all_practices(&mut out, view, &places),
    }
    out
}

fn all_practices(out: &mut String, view: FoldersView<'_>, places: &[usize]) {
    let mut heads = vec![
        TextCell::left("Folder"),
        TextCell::right("Resp"),
        TextCell::right("Done"),
    ];
    heads.extend(HEADS.map(TextCell::right));
    heads.push(TextCell::left("First"));
    let mut rows = vec![heads];
    for place in places {
        let folder = &view.folders[*place];
        let tally = view.view(folder);
        let classes = folder.classes();
        let mut row = vec![
            TextCell::left(escape::terminal(&folder.name)),
            TextCell::right(responses(&folder.assessment)),
            TextCell::right(folder.completeness()),
        ];
        let says_nothing = folder.says_nothing(view.practices());
        row.extend(CLASSES.map(|class| match classes.count(class) {
            _ if says_nothing => TextCell::right("-"),
            n => TextCell::number(n),
        }));
        row.push(TextCell::left(first_priorities(&tally)));
        rows.push(row);
    }
    aligned(out, rows);
    out.push('\n');
    let words = HEADS.iter().zip(CLASSES);
    let words: Vec<String> = words
        .map(|(head, class)| format!("{head} = {}", class.words()))
        .collect();
    wrap(
        out,
        "",
        &format!(
            "Each column shows how many practices got that result: {}. Done: share of questions answered. First: the top {FIRST} priorities, by number.",
            words.join(", ")
        ),
    );
    firsts(out, view);
}

/// What the numbers of the first priorities mean.
fn firsts(out: &mut String, view: FoldersView<'_>) {
    let firsts = view.firsts();
    if firsts.is_empty() {
        return;
    }
    let _ = write!(
        out,
        "\nHow many folders have each practice in their top {FIRST}:\n"
    );
    for (index, folders) in firsts {
        let title = escape::terminal(&view.rubric.practices()[index].title);
        wrap(out, &format!("{folders:>6}  {:>3} ", index + 1), &title);
    }
}

fn one_practice(out: &mut String, view: FoldersView<'_>, practice: usize, places: &[usize]) {
    let asked = &view.rubric.practices()[practice];
    let title = format!("{}  ({})", asked.title, asked.id);
    wrap(
        out,
        &format!("{}. ", practice + 1),
        &escape::terminal(&title),
    );
    out.push('\n');
    let mut heads = vec![TextCell::left("Folder"), TextCell::right("Resp")];
    heads.extend(MARKS.map(|(mark, _)| TextCell::right(mark)));
    heads.extend([
        TextCell::right("-"),
        TextCell::left(""),
        TextCell::left("Result"),
    ]);
    let mut rows = vec![heads];
    for place in places {
        let folder = &view.folders[*place];
        let tally = view.view(folder);
        let found = tally.row(practice);
        let counts = found.assessed.counts;
        let mut row = vec![
            TextCell::left(escape::terminal(&folder.name)),
            TextCell::right(responses(&folder.assessment)),
        ];
        let numbers = counts.by_rating().into_iter().chain([counts.unanswered]);
        row.extend(numbers.map(|n| {
            if found.withheld {
                TextCell::right("-")
            } else {
                TextCell::number(n)
            }
        }));
        let is_answered = counts.answered() > 0;
        row.push(TextCell {
            text: bar(&counts),
            width: if is_answered { BAR as usize } else { 0 },
            is_right: false,
        });
        let word = format!("{}{}", found.word(), agreed_mark(found));
        let style = style(found);
        row.push(TextCell {
            width: word.width(),
            text: format!("{style}{word}{style:#}"),
            is_right: false,
        });
        rows.push(row);
    }
    aligned(out, rows);
    out.push('\n');
    legend(out, &view.rubric.labels);
    // The legend ends with a blank line, for what comes below it in a tally.
    out.truncate(out.trim_end().len());
    out.push('\n');
}

/// A cell and how many columns it takes; escape codes take none.
struct TextCell {
    text: String,
    width: usize,
    is_right: bool,
}

impl TextCell {
    fn left(text: impl Into<String>) -> Self {
        let text = text.into();
        Self {
            width: text.width(),
            text,
            is_right: false,
        }
    }

    fn right(text: impl Into<String>) -> Self {
        Self {
            is_right: true,
            ..Self::left(text)
        }
    }

    /// A number; none is easier to pass over as a point.
    fn number(n: u32) -> Self {
        Self::right(if n == 0 {
            ".".to_owned()
        } else {
            n.to_string()
        })
    }
}

/// The rows below each other, a blank between columns, names cut to what is left.
fn aligned(out: &mut String, mut rows: Vec<Vec<TextCell>>) {
    let columns = rows.first().map_or(0, Vec::len);
    let mut widths: Vec<usize> = (0..columns)
        .map(|at| rows.iter().map(|row| row[at].width).max().unwrap_or(0))
        .collect();
    let others: usize = widths.iter().skip(1).map(|width| width + 1).sum();
    let room = usize::from(WIDTH).saturating_sub(others).max(NAME);
    for row in &mut rows {
        row[0] = TextCell::left(cut(&row[0].text, room));
    }
    widths[0] = widths[0].min(room);
    for row in rows {
        let mut line = String::new();
        for (at, (cell, width)) in row.iter().zip(&widths).enumerate() {
            let blanks = " ".repeat(width - cell.width);
            let gap = if at == 0 { "" } else { " " };
            let _ = if cell.is_right {
                write!(line, "{gap}{blanks}{}", cell.text)
            } else {
                write!(line, "{gap}{}{blanks}", cell.text)
            };
        }
        let _ = writeln!(out, "{}", line.trim_end());
    }
}

/// A text of at most so many columns: names of districts differ at either end, so what
/// does not fit is left out in the middle.
fn cut(text: &str, room: usize) -> String {
    if text.width() <= room {
        return text.to_owned();
    }
    let tail_room = (room - 1) / 2;
    let head = fitting(text.chars(), room - 1 - tail_room);
    let tail: String = fitting(text.chars().rev(), tail_room)
        .chars()
        .rev()
        .collect();
    format!("{head}\u{2026}{tail}")
}

fn fitting(letters: impl Iterator<Item = char>, room: usize) -> String {
    let mut left = room;
    letters
        .take_while(|c| {
            let width = c.width().unwrap_or(0);
            let fits = width <= left;
            left = left.saturating_sub(width);
            fits
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_keeps_both_its_ends() {
        assert_eq!(cut("adams", 12), "adams");
        assert_eq!(cut("unified-district-a", 12), "unifie\u{2026}ict-a");
        let wide = cut(
            "\u{5b66}\u{6821}\u{5b66}\u{6821}\u{5b66}\u{6821}\u{5b66}",
            12,
        );
        assert!(wide.width() <= 12, "{wide}");
    }

    #[test]
    fn no_line_is_wider_than_a_terminal() {
        let row = |name: &str| {
            let mut row = vec![TextCell::left(name), TextCell::right("99999 of 100000")];
            row.extend([25; 7].map(TextCell::number));
            row.push(TextCell::left("12, 13, 14"));
            row
        };
        let mut out = String::new();
        aligned(&mut out, vec![row(&"n".repeat(200)), row("b")]);
        assert!(out.lines().all(|line| line.width() <= 80), "{out}");
    }
}
