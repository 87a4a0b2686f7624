//! About how long a page is on paper, for those that are made for one sheet or two: counted
//! by the sizes in the print style, since only a browser could measure it. Whoever wrote the
//! texts is told before the printer shows it.

use crate::report::formats::inline::plain;
use crate::report::formats::{Block, Item, Page, PaperSize};

/// The height of a Letter sheet between its margins, in points, as every height here.
const SHEET: usize = 728;
/// How many letters of running text a line takes, and what it takes in height.
const LETTERS: usize = 113;
const LINE: usize = 11;
/// In the cells of the handout's widest column, which is set smaller.
const IN_A_CELL: usize = 72;
const CELL_LINE: usize = 10;

/// For how many sheets it is meant, where it will probably need more.
pub fn too_long(page: &Page) -> Option<&'static str> {
    let (sheets, words) = match page.sheet {
        PaperSize::Any => return None,
        PaperSize::One => (1, "one page"),
        PaperSize::Two => (2, "two pages"),
    };
    let height: usize = page.blocks.iter().map(height).sum();
    (height > sheets * SHEET).then_some(words)
}

fn lines(words: &str, letters: usize) -> usize {
    plain(words).chars().count().div_ceil(letters).max(1)
}

fn height(block: &Block) -> usize {
    match block {
        Block::Heading(1, words) => 16 * lines(words, 60),
        Block::Heading(_, words) => 14 * lines(words, 90) + 8,
        Block::Paragraph(words) => LINE * lines(words, LETTERS) + 2,
        Block::Items(items) | Block::Numbered(items) => items.iter().map(item).sum(),
        Block::Boxed(paragraphs) => {
            let paragraphs = paragraphs.iter().map(|words| 13 * lines(words, 94) + 2);
            paragraphs.sum::<usize>() + 12
        }
        Block::Table(table) => {
            let rows = table.rows.iter().map(|row| {
                let cells = row.iter().map(|cell| lines(cell, IN_A_CELL));
                CELL_LINE * cells.max().unwrap_or(1) + 5
            });
            rows.sum::<usize>() + 20
        }
        Block::Picture(picture) => 45 + 25 * picture.rows,
    }
}

fn item(item: &Item) -> usize {
    let all = [&item.line]
        .into_iter()
        .chain(&item.more)
        .chain(&item.below);
    all.map(|words| LINE * lines(words, LETTERS - 3) + 1).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_too_long_by_one_line_more_than_a_sheet_takes() {
        for (lines, said) in [(66, None), (67, Some("one page"))] {
            let mut page = Page::new(false);
            page.sheet = PaperSize::One;
            page.paragraph("a".repeat(lines * LETTERS));
            assert_eq!(too_long(&page), said, "{lines}");
        }
    }
}
