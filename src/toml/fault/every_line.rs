//! What another program put on every line of a file, told once.

use crate::problem::{Code, Problem};
use crate::toml::key::assignment;

use super::layout::Layout;

/// Signs that lines are made a list, a table, or a change with.
const SIGNS: &[char] = &['-', '*', '+', '|', '\u{2022}', '\u{b7}'];

const AGAIN: &str = "Use a copy from before that, or ask for the file again as an attachment. If there is none, copy what was typed into a blank form, or a new plan.";

/// What (nearly) all lines have that no line should.
pub(super) fn told(layout: &Layout<'_>) -> Option<Problem> {
    let lines = || {
        let lines = (0..layout.text.lines()).map(|line| layout.trimmed(line));
        lines.filter(|line| !line.is_empty())
    };
    let count = lines().count();
    let begin_most = |is_first: &dyn Fn(char) -> bool| {
        let n = lines().filter(|line| line.starts_with(is_first)).count();
        count > 5 && 10 * n >= 9 * count
    };
    let in_cell = |line: &&str| {
        let cell = line.strip_prefix('"').and_then(assignment);
        cell.is_some_and(|(_, value)| value.trim().starts_with("\"\""))
    };
    let sign = lines().find_map(|line| line.chars().next().filter(|c| SIGNS.contains(c)));
    let starts = |shown: &str, named: &str| {
        (
            format!("Every line of this file starts with {shown}, which doesn't belong to it."),
            format!("Delete the {named} and the space after it on every line. {AGAIN}"),
        )
    };
    let (message, help) = match sign {
        Some(sign) if begin_most(&|c| c == sign) => {
            starts(&format!("\"{sign}\""), &sign.to_string())
        }
        _ if begin_most(&|c| c.is_ascii_digit()) => starts("a number", "number"),
        _ if lines().filter(in_cell).count() > 2 => (
            "A spreadsheet program saved this file: its lines are between quotation marks, and those in them are doubled.".to_owned(),
            AGAIN.to_owned(),
        ),
        _ => return None,
    };
    Some(Problem::new(Code::Syntax, message, help).at(layout.text.place_of_line(0)))
}
