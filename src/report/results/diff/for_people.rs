//! A comparison for people: a table of at most 80 columns, and a page in Markdown and HTML, which
//! is also a section of other pages. What changed comes first.

use anstyle::{AnsiColor, Style};

use crate::model::comparison::change::{Delta, Label};
use crate::model::comparison::{Compared, Comparison, sole_rating};
use crate::model::finding::position;
use crate::model::rating::Rating;
use crate::model::tally::Counts;
use crate::report::formats::inline::text;
use crate::report::formats::table::{Column, Room, TableCell};
use crate::report::formats::terminal::{self, wrap};
use crate::report::formats::{Page, Rule, escape};
use crate::report::picture::changes::{Arrow, changes};
use crate::report::results::diff::sections::Section;
use crate::report::results::diff::{DiffView, heading, not_listed, numbered};

/// What stands for a value that a side does not have.
const NONE: &str = "-";

/// Whom a comparison is of: nothing is said to have changed between a person and the team.
#[derive(Debug, Clone, Copy)]
enum Kind {
    People,
    PersonFirst,
    PersonSecond,
    Years,
}

const STEPS: &str =
    "Steps: how far the second answer is from the first, from +3 (much better) to -3 (much worse).";

/// What the columns mean, by [`Kind`], in a terminal.
const TERMINAL: [&str; 4] = [
    STEPS,
    "Delta compares the person's rating with every one of the team's: the share of the team's that are better minus the share that are worse, from -1 to +1.",
    "Delta compares the person's rating with every one of the team's: the share that it is better than minus the share that it is worse than, from -1 to +1.",
    "Delta compares every old rating with every new one: the share that got better minus the share that got worse, from -1 to +1.",
];
/// The same on a page.
const PAGE: [&str; 4] = [
    STEPS,
    "Team is the middle answer. Delta, from -1 to +1, compares the person's rating with every one of the team's. It is the share of the team's ratings that are better, minus the share that are worse.",
    "Team is the middle answer. Delta, from -1 to +1, compares the person's rating with every one of the team's. It is the share of the team's ratings that the person's is better than, minus the share that it is worse than.",
    "Old and New are the middle answers. Delta, from -1 to +1, pairs every old rating with every new one. It is the share of pairs in which the new rating is better, minus the share in which it's worse.",
];

/// How to read the arrows.
const CAPTIONS: [&str; 4] = [
    "The ring is the first answer, and the arrowhead is the second. Right is better.",
    "The ring is the person's answer, and the arrowhead is the team's middle answer. Right is better.",
    "The ring is the team's middle answer, and the arrowhead is the person's answer. Right is better.",
    "The ring is the old middle answer, and the arrowhead is the new one. Right is better. A short arrow means better or worse with the same middle answer. A thin arrow may be chance.",
];

/// The most columns that the two answers take, or each of two people's.
const POSITIONS: u16 = 22;
const ANSWER: u16 = 17;

/// The whole text; with the practices that show no change where `all`. Styled; the
/// caller takes the styles off where nobody would see them.
pub fn table(view: &DiffView<'_>, all: bool) -> String {
    let mut out = String::new();
    wrap(&mut out, "", &escape::terminal(&view.rubric.title));
    for (name, heading) in view.headings() {
        let lead = format!("{:<8}", format!("{name}:"));
        wrap(&mut out, &lead, &escape::terminal(&heading));
    }
    wrap(&mut out, "", &view.summary());
    let (sections, left_out) = view.sections(all);
    let explained = view.explained(&sections, TERMINAL);
    if !sections.is_empty() {
        let mut rows = Vec::new();
        for section in sections {
            let title = TableCell::own(section.title.to_uppercase());
            let title = title.styled(style(section.title));
            rows.push(vec![TableCell::default(), title]);
            rows.extend(section.practices.into_iter().map(|p| view.cells(p)));
        }
        out.push('\n');
        out.push_str(&terminal::table(&view.columns(), rows));
    }
    out.push('\n');
    if let Some((_, left_out)) = left_out {
        let text = format!("{left_out} Use --all to list every practice.");
        wrap(&mut out, "", &text);
    }
    for line in explained {
        wrap(&mut out, "", &line);
    }
    out
}

fn style(title: &str) -> Style {
    let style = Style::new().bold();
    match title {
        "Improved" => style.fg_color(Some(AnsiColor::Green.into())),
        "Declined" => style.fg_color(Some(AnsiColor::Red.into())),
        _ => style,
    }
}

/// The whole page; with the practices that show no change where `all`.
pub fn page(view: &DiffView<'_>, all: bool) -> Page {
    let mut page = Page::new(false);
    page.heading_of(1, &view.rubric.title);
    body(&mut page, view, all, 2);
    page
}

/// All below the title; the headings in it are of this level.
pub(in crate::report) fn body(page: &mut Page, view: &DiffView<'_>, all: bool, level: usize) {
    let headings = view.headings();
    page.items(headings.map(|(name, heading)| format!("{name}: {}", text(&heading))));
    page.paragraph(view.summary());
    let (sections, left_out) = view.sections(all);
    let explained = view.explained(&sections, PAGE);
    draw(page, view, &sections);
    for section in sections {
        page.heading(level, section.title);
        let rows = section.practices.iter().map(|p| view.cells(p));
        page.result(&view.columns(), Rule::Tight, rows);
    }
    page.paragraphs(left_out.map(not_listed));
    page.paragraphs(explained);
}

/// Draws as arrows along the scale those of which both sides have a middle answer; nothing where
/// there is none.
fn draw(page: &mut Page, view: &DiffView<'_>, sections: &[Section<'_>]) {
    let groups = sections.iter().map(|section| {
        let arrows = section.practices.iter().filter_map(|p| arrow(view, p));
        (section.title, arrows.collect::<Vec<_>>())
    });
    let groups: Vec<_> = groups.filter(|(_, arrows)| !arrows.is_empty()).collect();
    if groups.is_empty() {
        return;
    }
    let caption = CAPTIONS[view.kind() as usize];
    let labels = &view.rubric.labels;
    page.picture(changes(caption, view.sides(), labels, &groups));
}

fn arrow(view: &DiffView<'_>, practice: &Compared) -> Option<Arrow> {
    let people = view.comparison.two_people;
    let on_scale = |counts| view.rating(counts).filter(|r| r.step().is_some());
    let (old, new) = practice.both()?;
    let delta = practice.change().delta.map_or(0.0, Delta::value);
    Some(Arrow {
        title: numbered(view.rubric, practice)[1].clone(),
        old: on_scale(old)?,
        new: on_scale(new)?,
        called: people || matches!(practice.change().label, Label::Improved | Label::Declined),
        leans: i8::from(delta > 0.0) - i8::from(delta < 0.0),
    })
}

impl DiffView<'_> {
    /// Whom it compares.
    const fn kind(&self) -> Kind {
        let Comparison {
            two_people,
            one_person,
            ..
        } = self.comparison;
        match self.old.assessment.responses {
            _ if two_people => Kind::People,
            1 if one_person => Kind::PersonFirst,
            _ if one_person => Kind::PersonSecond,
            _ => Kind::Years,
        }
    }

    /// What the two sides are called, such as `Old` and `New`.
    const fn sides(&self) -> [&'static str; 2] {
        match self.kind() {
            Kind::People => ["First", "Second"],
            Kind::PersonFirst => ["Person", "Team"],
            Kind::PersonSecond => ["Team", "Person"],
            Kind::Years => ["Old", "New"],
        }
    }

    /// What can be concluded, and what the columns mean, in the words of a terminal or of a page.
    /// Without a table there is nothing to explain, without a number in its last column not that
    /// either, and two people who agree have nothing to ask.
    fn explained(&self, sections: &[Section<'_>], words: [&str; 4]) -> Vec<String> {
        let kind = self.kind();
        let mut lines = Vec::new();
        let mut shown = sections.iter().flat_map(|section| &section.practices);
        let has_numbers = shown.any(|practice| match self.comparison.two_people {
            true => practice.steps().is_some(),
            false => practice.change().delta.is_some(),
        });
        if !sections.is_empty() || matches!(kind, Kind::Years) {
            lines.push(self.comparison.caution());
        }
        if has_numbers {
            lines.push(words[kind as usize].to_owned());
        }
        lines
    }

    /// A line for each side: whose it is, how many responses, from when to when.
    fn headings(&self) -> [(&'static str, String); 2] {
        let [old, new] = self.sides();
        [(old, self.old), (new, self.new)].map(|(name, side)| (name, heading(side.assessment)))
    }

    /// What one side says: the middle answer, or the answer of one of two people.
    fn rating(&self, counts: Counts) -> Option<Rating> {
        match self.comparison.two_people {
            true => sole_rating(&counts),
            false => position(&counts),
        }
    }

    fn answer(&self, side: Option<Counts>) -> &str {
        let rating = side.and_then(|counts| self.rating(counts));
        rating.map_or(NONE, |rating| self.rubric.labels.of(rating))
    }

    /// The columns of a table. A terminal has what two teams say in one.
    fn columns(&self) -> Vec<Column> {
        let side = |name| Column::text(name).room(Room::Most(ANSWER));
        let mut columns = Column::practice(1);
        if self.comparison.two_people {
            columns.extend(self.sides().map(side));
            columns.push(Column::number("Steps"));
        } else {
            let both = Column::text("Middle answer").room(Room::Most(POSITIONS));
            columns.push(both.only_in_terminal());
            columns.extend(self.sides().map(|name| side(name).only_on_page()));
            columns.extend(["Rated", "Unsure", "Delta"].map(Column::number));
        }
        columns
    }

    /// What stands in them.
    fn cells(&self, practice: &Compared) -> Vec<TableCell> {
        let [number, title] = numbered(self.rubric, practice);
        let [old, new] = practice.sides().map(|side| self.answer(side));
        let mut cells = TableCell::practice(number, &title);
        let sides = [old, new].map(TableCell::said);
        if self.comparison.two_people {
            cells.extend(sides);
            cells.push(TableCell::own(steps(practice)));
        } else {
            let both = match old == new {
                true => format!("{}, same", sides[0].short),
                false => format!("{} ->\n{}", sides[0].short, sides[1].short),
            };
            cells.push(TableCell::own(both));
            cells.extend(sides);
            cells.extend([rated, unsure, delta].map(|of| TableCell::own(of(practice))));
        }
        cells
    }
}

/// `8 -> 9`.
fn rated(practice: &Compared) -> String {
    let number = |side: Option<Counts>| side.map_or(NONE.to_owned(), |c| c.rated().to_string());
    let [old, new] = practice.sides().map(number);
    format!("{old} -> {new}")
}

/// `4 of 8 -> 1 of 8`, of those who answered; nothing where nobody is unsure.
fn unsure(practice: &Compared) -> String {
    let of = |side: Option<Counts>| side.map_or(0, |c| c.of(Rating::Unsure));
    if practice.sides().map(of) == [0, 0] {
        return String::new();
    }
    let [old, new] = practice.sides().map(|side| match side {
        Some(c) => format!("{} of {}", c.of(Rating::Unsure), c.answered()),
        None => NONE.to_owned(),
    });
    format!("{old} -> {new}")
}

/// `+0.72`.
fn delta(practice: &Compared) -> String {
    let Some(delta) = practice.change().delta else {
        return NONE.to_owned();
    };
    let text = format!("{:+.2}", delta.value());
    if matches!(text.as_str(), "+0.00" | "-0.00") {
        "0.00".to_owned()
    } else {
        text
    }
}

/// `+2`.
fn steps(practice: &Compared) -> String {
    match practice.steps() {
        None => NONE.to_owned(),
        Some(0) => "0".to_owned(),
        Some(steps) => format!("{steps:+}"),
    }
}
