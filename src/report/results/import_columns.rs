//! What the columns of an export were taken for, as a table for a terminal that fits 80
//! columns.

use crate::report::formats::table::{Column, Room, TableCell};
use crate::report::formats::terminal;
use crate::text::on_one_line;

/// A column of an export, as the table shows it.
#[derive(Debug, Clone)]
pub struct Shown {
    /// As a spreadsheet calls it: `C`.
    pub letters: String,
    /// Its heading; may be blank.
    pub heading: String,
    /// What it was taken for.
    pub taken_for: String,
    /// Whether somebody has to look at it.
    pub doubtful: bool,
    /// The text that the heading is only like.
    pub like: Option<String>,
}

/// The longest part of a heading that is shown, in characters: a statement is a paragraph.
const HEADING: usize = 100;

/// The table, without a line end after the last row.
pub fn table(columns: &[Shown]) -> String {
    let rows = columns.iter().map(|column| {
        let (heading, taken_for) = match (column.heading.as_str(), &column.like) {
            ("", _) => ("(none)".to_owned(), column.taken_for.clone()),
            (heading, None) => (cut(heading), column.taken_for.clone()),
            (heading, Some(like)) => {
                let [heading, like] = around_the_difference(heading, like);
                (heading, format!("{}{like}", column.taken_for))
            }
        };
        vec![
            TableCell::own(if column.doubtful { "?" } else { "" }),
            TableCell::own(&column.letters),
            TableCell::said(&heading),
            TableCell::said(&taken_for),
        ]
    });
    let heads = [
        Column::text("").gap(2),
        Column::text("").gap(2),
        Column::text("Heading").room(Room::Most(38)).gap(2),
        Column::text("Read as").room(Room::Most(38)).gap(0),
    ];
    let lines = terminal::table(&heads, rows.collect());
    lines.trim_end().to_owned()
}

/// Two texts so that one sees where they differ: in whole, or, where they are long, from a few
/// words before the first that differs.
fn around_the_difference(heading: &str, like: &str) -> [String; 2] {
    let words = [heading, like].map(|text| text.split_whitespace().collect::<Vec<_>>());
    let same = words[0].iter().zip(&words[1]);
    let same = same.take_while(|(a, b)| a.eq_ignore_ascii_case(b)).count();
    let from = match words.iter().all(|w| w.join(" ").chars().count() <= HEADING) {
        true => 0,
        false => same.saturating_sub(3),
    };
    let start = if from > 0 { "... " } else { "" };
    words.map(|words| {
        let rest = words.get(from..).unwrap_or_default().join(" ");
        start.to_owned() + &cut(&rest)
    })
}

fn cut(heading: &str) -> String {
    let words = on_one_line(heading);
    match words.char_indices().nth(HEADING) {
        Some((end, _)) => format!("{}...", &words[..end]),
        None => words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_two_texts_differ_can_be_seen() {
        let long =
            "The district reviews attendance data every two weeks with principals and nurses, ";
        let [a, b] = ["counselors", "teachers"].map(|who| format!("{long}{long}and {who}"));
        let [heading, like] = around_the_difference(&a, &b);
        assert_eq!(heading, "... and nurses, and counselors");
        assert!(like.ends_with("and teachers"), "{like}");
        let short = around_the_difference("Staff training", "Staff training to tailor");
        assert_eq!(short, ["Staff training", "Staff training to tailor"]);
    }
}
