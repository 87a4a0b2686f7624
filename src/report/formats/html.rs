//! A page as HTML: one file without a script that fetches nothing, readable on a phone
//! and on paper, with pictures.

use maud::{Markup, PreEscaped, Render, html};

use crate::report::formats::frame::{Frame, PICTURE, Said, page};
use crate::report::formats::inline::{Run, plain, runs};
use crate::report::formats::seal::{Readers, sealed};
use crate::report::formats::{Block, Item, Page, PageTable, PaperSize};
use crate::report::picture::mark::patterns;

/// How many letters of own words stay on one line in a table.
const SHORT: usize = 12;
/// More columns than that are set small on paper.
const MANY: usize = 8;
/// So many bytes are a text of a few lines, and so many a long one.
const SOME: usize = 60;
const LONG: usize = 140;

static STYLE: &[&str] = &[PICTURE, include_str!("page.css")];

/// The whole page, with its last line.
pub fn written(written: &Page) -> String {
    let blocks = &written.blocks;
    let mut each = blocks.iter();
    let first = each.position(|b| matches!(b, Block::Heading(2, _)));
    let (opening, sections) = blocks.split_at(first.unwrap_or(blocks.len()));
    let title = blocks.iter().find_map(|block| match block {
        Block::Heading(1, words) => Some(plain(words)),
        _ => None,
    });
    let frame = Frame {
        title: title.as_deref().unwrap_or_default(),
        description: match written.readers {
            Readers::Team => "The team's own summary of its self-assessment.",
            Readers::Public => "What a district's self-assessment found, and what comes next.",
        },
        style: STYLE,
        script: &[],
    };
    let body = html! {
        (patterns())
        main class=[(written.sheet != PaperSize::Any).then_some("sheet")] {
            header { @for block in opening { (one_block(block, None)) } }
            (contents(sections))
            @for (at, block) in sections.iter().enumerate() { (one_block(block, Some(at))) }
        }
    };
    sealed(&page(frame, &body), written.readers)
}

/// The blocks of a page alone, to stand in another one.
pub(in crate::report) fn blocks(page: &Page) -> Markup {
    html! { @for block in &page.blocks { (one_block(block, None)) } }
}

/// Where to find what, for a screen; on paper it would lead nowhere.
fn contents(sections: &[Block]) -> Markup {
    html! {
        nav aria-label="On this page" {
            ul {
                @for (at, block) in sections.iter().enumerate() {
                    @if let Block::Heading(2, words) = block {
                        li { a href=(format!("#s{at}")) { (line(words)) } }
                    }
                }
            }
        }
        "\n"
    }
}

/// A block; headings of sections are numbered by their place.
fn one_block(block: &Block, place: Option<usize>) -> Markup {
    html! {
        @match block {
            Block::Heading(1, words) => h1 { (line(words)) },
            Block::Heading(2, words) => h2 id=[place.map(|at| format!("s{at}"))] { (line(words)) },
            Block::Heading(_, words) => h3 { (line(words)) },
            Block::Paragraph(words) => p { (line(words)) },
            Block::Items(items) => ul { (list(items)) },
            Block::Numbered(items) => ol { (list(items)) },
            Block::Table(table) => (one_table(table)),
            Block::Boxed(paragraphs) => div class="aside" { @for words in paragraphs { p { (line(words)) } } },
            Block::Picture(picture) => (picture.drawn),
        }
        "\n"
    }
}

fn list(items: &[Item]) -> Markup {
    html! {
        @for item in items {
            li {
                (line(&item.line))
                @for more in &item.more { p { (line(more)) } }
                @if !item.below.is_empty() { ul { @for below in &item.below { li { (line(below)) } } } }
            }
            "\n"
        }
    }
}

/// A table that becomes a list of cards on a phone. Such a display takes its roles away
/// from it in some browsers, so that they are written down; what a card's lines are is
/// shown from an attribute, since screen readers say the column's head anyway.
fn one_table(table: &PageTable) -> Markup {
    let named = table.right.iter().position(|right| !right).unwrap_or(0);
    let heads: Vec<String> = table.head.iter().map(|head| plain(head)).collect();
    html! {
        table role="table" class=[(table.head.len() > MANY).then_some("many")] {
            thead role="rowgroup" {
                tr role="row" {
                    @for (at, head) in table.head.iter().enumerate() {
                        th role="columnheader" scope="col" class=[number(table, at)] { (line(head)) }
                    }
                }
            }
            tbody role="rowgroup" {
                @for row in &table.rows {
                    tr role="row" {
                        @for (at, cell) in row.iter().enumerate() {
                            @if at == named {
                                th role="rowheader" scope="row" class=[title(cell)] { (line(cell)) }
                            } @else {
                                td role="cell" class=[number(table, at).or_else(|| length(cell))] data-head=(Said(&heads[at])) { (line(cell)) }
                            }
                        }
                    }
                    "\n"
                }
            }
        }
    }
}

fn number(table: &PageTable, column: usize) -> Option<&'static str> {
    table.right[column].then_some("n")
}

/// The title of a row takes the room that its words need.
fn title(cell: &str) -> Option<&'static str> {
    let said = runs(cell).any(|run| matches!(run, Run::Said(_)));
    if said { Some("title") } else { short(cell) }
}

/// Longer texts get more room, and a few own words stay on one line.
fn length(cell: &str) -> Option<&'static str> {
    match cell.len() {
        LONG.. => Some("long"),
        SOME.. => Some("some"),
        _ => short(cell),
    }
}

/// A few own words, such as a date, stay on one line.
fn short(cell: &str) -> Option<&'static str> {
    let own = runs(cell).all(|run| matches!(run, Run::Own(_)));
    (own && (1..=SHORT).contains(&cell.len())).then_some("short")
}

/// A line with its marks as tags. Only these are written here; all text is escaped by
/// the template library.
fn line(words: &str) -> Markup {
    let mut out = String::new();
    let mut open: Vec<&str> = Vec::new();
    for run in runs(words) {
        match run {
            Run::Said(said) => html! { bdi { (Said(said)) } }.render_to(&mut out),
            Run::Own(own) => own_words(&mut out, &mut open, own),
        }
    }
    let rest = open.iter().rev().map(|tag| format!("</{tag}>"));
    PreEscaped(out + &rest.collect::<String>())
}

fn own_words(out: &mut String, open: &mut Vec<&str>, own: &str) {
    let mut rest = own;
    while let Some(at) = rest.find('*') {
        rest[..at].render_to(out);
        let (tag, mark) = match rest[at..].starts_with("**") {
            true => ("strong", 2),
            false => ("em", 1),
        };
        let is_closed = open.pop_if(|last| *last == tag).is_some();
        let slash = if is_closed { "/" } else { "" };
        out.push_str(&format!("<{slash}{tag}>"));
        open.extend((!is_closed).then_some(tag));
        rest = &rest[at + mark..];
    }
    rest.render_to(out);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::formats::inline::text;

    #[test]
    fn own_marks_are_tags_and_peoples_text_is_none() {
        let words = format!("**{}** (x): *{}* <", text("a **b** <i>"), text("c*"));
        assert_eq!(
            line(&words).into_string(),
            "<strong><bdi>a **b** &lt;i&gt;</bdi></strong> (x): <em><bdi>c*</bdi></em> &lt;"
        );
        // However a line ends, its tags do.
        assert_eq!(line("**a").into_string(), "<strong>a</strong>");
    }
}
