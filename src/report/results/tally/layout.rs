//! The lines of a tally's table: columns as wide as what stands in them, and the titles
//! wrapped into what is left. Written here because a table library measures every cell
//! several times for styles, which was half of the time of a run on a dozen responses.

use std::fmt::Write as _;
use std::iter::repeat_n;

use anstyle::Style;
use textwrap::{Options, WordSplitter, WrapAlgorithm};
use unicode_width::UnicodeWidthStr;

/// Number, title, five ratings, blanks, bar, word.
const COLUMNS: usize = 10;
/// The one that is wrapped.
const TITLE: usize = 1;
/// Those after it up to here hold counts, to the right.
const BAR: usize = 8;
/// The last.
const WORD: usize = 9;

/// One row of the table.
#[derive(Debug, Default)]
pub(super) struct TableLine {
    /// What stands in each column, harmless and without styles.
    pub(super) cells: [String; COLUMNS],
    /// Of the title and of the word.
    pub(super) styles: [Style; 2],
}

/// Writes the rows, none of them wider than `width` columns unless nothing is left for the
/// titles; the bar has as many as `bar` in every row, or none.
pub(super) fn write(out: &mut String, lines: &[TableLine], width: usize, bar: usize) {
    let mut widths: [usize; COLUMNS] = std::array::from_fn(|at| match at {
        BAR => bar,
        _ => {
            let cells = lines.iter().map(|line| width_of(&line.cells[at]));
            cells.max().unwrap_or(0)
        }
    });
    let others: usize = widths.iter().sum::<usize>() - widths[TITLE] + COLUMNS;
    let left = width.saturating_sub(others).max(1);
    widths[TITLE] = widths[TITLE].min(left);
    for line in lines {
        write_line(out, line, &widths);
    }
}

/// Columns that a cell takes. What it holds has been made safe to show, so a letter of
/// ASCII takes one.
fn width_of(cell: &str) -> usize {
    if cell.is_ascii() {
        cell.len()
    } else {
        cell.width()
    }
}

fn write_line(out: &mut String, line: &TableLine, widths: &[usize; COLUMNS]) {
    let options = Options::new(widths[TITLE])
        .word_splitter(WordSplitter::NoHyphenation)
        .wrap_algorithm(WrapAlgorithm::FirstFit);
    for (at, title) in textwrap::wrap(&line.cells[TITLE], options)
        .iter()
        .enumerate()
    {
        let start = out.len();
        for (column, cell) in line.cells.iter().enumerate() {
            let text = match column {
                TITLE => title,
                _ if at == 0 => cell.as_str(),
                _ => "",
            };
            let taken = match column {
                BAR if !text.is_empty() => widths[BAR],
                _ => width_of(text),
            };
            let free = repeat_n(' ', widths[column].saturating_sub(taken));
            let [title, word] = line.styles;
            match column {
                TITLE => {
                    let _ = write!(out, "{title}{text}{title:#}");
                    out.extend(free);
                }
                // Else the blanks before it would stay.
                WORD if text.is_empty() => {}
                WORD => {
                    let _ = write!(out, "{word}{text}{word:#}");
                }
                BAR => {
                    out.push_str(text);
                    out.extend(free);
                }
                _ => {
                    out.extend(free);
                    out.push_str(text);
                }
            }
            out.push(' ');
        }
        let written = out[start..].trim_end().len();
        out.truncate(start + written);
        out.push('\n');
    }
}
