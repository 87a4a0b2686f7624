//! Brackets that open a list and have no end: what follows is taken for more of it.

use toml_parser::Source;
use toml_parser::lexer::TokenKind;

use crate::problem::{Code, Problem};
use crate::text::Text;
use crate::toml::quoted::is_heading;

/// Where the first bracket stands that opens a value and is not closed before the next
/// heading or the end of the file.
pub(crate) fn open_bracket(text: &Text, source: &str) -> Option<usize> {
    let mut open: Vec<usize> = Vec::new();
    let mut in_value = false;
    for token in Source::new(source).lex() {
        let start = token.span().start();
        match token.kind() {
            TokenKind::Equals => in_value = true,
            TokenKind::LeftSquareBracket | TokenKind::LeftCurlyBracket if in_value => {
                open.push(start);
            }
            TokenKind::RightSquareBracket | TokenKind::RightCurlyBracket => {
                open.pop();
            }
            TokenKind::Newline if open.is_empty() => in_value = false,
            TokenKind::Newline => {
                let below = text.line_range(text.line_of(token.span().end()));
                if is_heading(&source[below]) {
                    break;
                }
            }
            _ => {}
        }
    }
    open.first().copied()
}

/// What is wrong with a bracket that is not closed.
pub(crate) fn unclosed(text: &Text, source: &str, at: usize) -> Problem {
    let (open, close) = if source[at..].starts_with('{') {
        ('{', '}')
    } else {
        ('[', ']')
    };
    let line = text.line_range(text.line_of(at));
    let key = source[line.start..at]
        .split('=')
        .next()
        .unwrap_or("")
        .trim();
    let help = if ["documentation", "partners", "counts"].contains(&key) {
        format!("Type {close} after the last entry.")
    } else {
        format!("Delete the {open}. An answer goes between quotation marks and nothing else.")
    };
    Problem::new(
        Code::Syntax,
        format!("The bracket {open} that opens here is never closed."),
        format!("{help} Fix this first. Then the rest of the file will be checked."),
    )
    .at(text.place(at..at + 1))
}
