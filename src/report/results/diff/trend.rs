//! Three sources and more side by side, oldest first, in every form that they can be printed
//! in: where each practice stood, and what the answers say of each step.

use std::io;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::json;

use crate::model::comparison::change::Label;
use crate::model::comparison::{At, Compared, Side, caution, practices};
use crate::model::finding::{Class, class, position};
use crate::model::rating::Rating;
use crate::model::rubric::Rubric;
use crate::report::formats::inline::{self, plain, text};
use crate::report::formats::json::{self, JsonDay};
use crate::report::formats::table::{Column, Room, TableCell};
use crate::report::formats::terminal::{self, wrap};
use crate::report::formats::{Page, Rule, csv, escape};
use crate::report::picture::bars::{Bar, Extent, bars};
use crate::report::results::diff::{heading, not_listed, numbered};
use crate::report::results::tally::for_programs::Numbers;
use crate::words;

/// Said below every one.
const LEGEND: &str = "Results, oldest first: what the team agreed on. If it agreed on nothing, what the answers say. Change: from one year to the next, by the answers alone.";

/// The first line of the CSV.
const HEAD: &str = "source,cycle,practice,title,position,class,standing,rated,unsure,label";

/// The sources with what is needed to print them.
#[derive(Debug)]
pub struct TrendView<'a> {
    rubric: &'a Rubric,
    sides: &'a [Side<'a>],
    practices: Vec<Compared>,
    /// Whether those that did not change are listed for people too.
    all: bool,
}

/// Three sources or more side by side, oldest first.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TrendJson<'a> {
    sources: Vec<SourceJson<'a>>,
    practices: Vec<TrendPractice<'a>>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct SourceJson<'a> {
    cycle: Option<&'a str>,
    responses: u32,
    from: Option<JsonDay>,
    to: Option<JsonDay>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct TrendPractice<'a> {
    id: &'a str,
    title: Option<&'a str>,
    /// One for each source; null where it doesn't have the practice.
    at: Vec<Option<AtJson>>,
    /// One for each step from a source to the next.
    labels: Vec<Label>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct AtJson {
    counts: Numbers,
    position: Option<Rating>,
    class: Class,
    standing: Class,
}

impl From<&At> for AtJson {
    fn from(at: &At) -> Self {
        Self {
            counts: (&at.counts).into(),
            position: position(&at.counts),
            class: class(&at.counts),
            standing: at.standing,
        }
    }
}

impl<'a> TrendView<'a> {
    /// Compares each source with the one after it.
    pub fn new(rubric: &'a Rubric, sides: &'a [Side<'a>], all: bool) -> Self {
        Self {
            rubric,
            sides,
            practices: practices(sides, rubric),
            all,
        }
    }

    fn listed(&self) -> impl Iterator<Item = &Compared> {
        self.practices
            .iter()
            .filter(|trend| self.all || trend.is_changed())
    }

    /// How many change nothing and are left out, and that in a sentence; nothing where all
    /// are listed.
    fn left_out(&self) -> Option<(usize, String)> {
        let left = self.practices.len() - self.listed().count();
        (left > 0).then(|| {
            let some = words::out_of(left, self.practices.len(), "practice");
            let said = format!(
                "{} had the same result throughout and {} called improved or declined.",
                words::capitalized(&some),
                words::agreeing(left, "wasn't", "weren't")
            );
            (left, said)
        })
    }

    /// The school year, or which of the sources it is where that tells them apart.
    fn name(&self, source: usize) -> String {
        let cycle = &self.sides[source].assessment.cycle;
        let all = self.sides.iter();
        let same = all.filter(|side| &side.assessment.cycle == cycle);
        match cycle {
            Some(cycle) if same.count() == 1 => cycle.clone(),
            _ => format!("Source {}", source + 1),
        }
    }

    /// The columns of a table. A terminal has the results of all sources in one.
    fn columns(&self) -> Vec<Column> {
        let names = (0..self.sides.len()).map(|at| text(&self.name(at)));
        let mut columns = Column::practice(1);
        columns.push(Column::text("Results").only_in_terminal());
        columns.extend(names.map(|name| Column::text(name).only_on_page()));
        columns.push(Column::text("Change"));
        let rest = |column: Column| column.room(Room::Rest);
        columns.into_iter().map(rest).collect()
    }

    /// What stands in them: where a practice stood in each source, and what each step is called.
    fn cells(&self, trend: &Compared) -> Vec<TableCell> {
        let [number, title] = numbered(self.rubric, trend);
        let standing = |at: &Option<At>| at.map_or("-", |at| at.standing.words());
        let standings: Vec<&str> = trend.at.iter().map(standing).collect();
        let labels: Vec<&str> = trend.changes.iter().map(|c| c.label.words()).collect();
        let mut cells = TableCell::practice(number, &title);
        cells.push(TableCell::own(standings.join(" ->\n")));
        cells.extend(standings.into_iter().map(TableCell::own));
        cells.push(TableCell::new(labels.join(",\n"), labels.join(", ")));
        cells
    }

    /// The table for a terminal and what belongs to it; fits 80 columns.
    pub fn table(&self) -> String {
        let mut out = String::new();
        wrap(&mut out, "", &escape::terminal(&self.rubric.title));
        for (at, side) in self.sides.iter().enumerate() {
            let lead = format!("{:<4}", format!("{}.", at + 1));
            let heading = heading(side.assessment);
            wrap(&mut out, &lead, &escape::terminal(&heading));
        }
        if self.listed().next().is_some() {
            let rows = self.listed().map(|trend| self.cells(trend));
            out.push('\n');
            out.push_str(&terminal::table(&self.columns(), rows.collect()));
        }
        out.push('\n');
        if let Some((_, left_out)) = self.left_out() {
            let text = format!("{left_out} Use --all to list every practice.");
            wrap(&mut out, "", &text);
        }
        wrap(&mut out, "", LEGEND);
        wrap(&mut out, "", &caution(&self.practices));
        out
    }

    /// The page; as HTML also with a bar for each practice and source.
    pub fn page(&self) -> Page {
        let mut page = Page::new(false);
        page.heading_of(1, &self.rubric.title);
        let sides = self.sides.iter();
        page.numbered(sides.map(|side| text(&heading(side.assessment))));
        page.heading(2, "Practice by practice");
        if self.listed().next().is_some() {
            let rows = self.listed().map(|trend| self.cells(trend));
            page.result(&self.columns(), Rule::Tight, rows);
            page.picture(bars(&self.bars()));
        } else {
            page.paragraph("No practice changed.");
        }
        page.paragraphs(self.left_out().map(not_listed));
        page.paragraph(LEGEND);
        page.paragraph(caution(&self.practices));
        page
    }

    /// The answers to each practice that is listed, source by source, on one scale.
    fn bars(&self) -> Vec<Bar> {
        let all = self.listed().flat_map(|t| t.at.iter().flatten());
        let extent = Extent::of(&all.map(|at| at.counts).collect::<Vec<_>>());
        let bars = self.listed().flat_map(|trend| {
            let there = trend.at.iter().enumerate();
            there.filter_map(move |(source, at)| {
                let counts = (*at)?.counts;
                let name = plain(&text(&self.name(source)));
                let [number, title] = numbered(self.rubric, trend);
                let title = plain(&text(&title));
                Some(Bar {
                    title: format!("{number} {title}, {name}"),
                    counts,
                    words: plain(&inline::counts(&counts, &self.rubric.labels).unwrap_or_default()),
                    extent,
                })
            })
        });
        bars.collect()
    }

    /// A row for each source and practice.
    ///
    /// # Errors
    /// When `out` refuses.
    pub fn csv(&self, out: &mut dyn io::Write) -> io::Result<()> {
        let sides = self.sides.iter().enumerate();
        let rows = sides.flat_map(|(source, side)| {
            self.practices.iter().map(move |trend| {
                let at = trend.at[source].as_ref();
                let step = source.checked_sub(1).map(|step| trend.changes[step].label);
                json!({
                    "source": source + 1,
                    "cycle": side.assessment.cycle,
                    "practice": trend.id,
                    "title": trend.title(self.rubric),
                    "rated": at.map(|at| at.counts.rated()),
                    "label": step,
                    "json": at.map(AtJson::from),
                })
            })
        });
        csv::write(out, HEAD, rows)
    }

    /// The whole, with a line end.
    ///
    /// # Errors
    /// None that a trend can cause.
    pub fn json(&self) -> serde_json::Result<String> {
        let source = |side: &Side<'a>| SourceJson {
            cycle: side.assessment.cycle.as_deref(),
            responses: side.assessment.responses,
            from: side.assessment.from.map(JsonDay),
            to: side.assessment.to.map(JsonDay),
        };
        let practices = self.practices.iter().map(|trend| TrendPractice {
            id: &trend.id,
            title: trend.title(self.rubric),
            at: trend
                .at
                .iter()
                .map(|at| at.as_ref().map(AtJson::from))
                .collect(),
            labels: trend.changes.iter().map(|change| change.label).collect(),
        });
        let trend = TrendJson {
            sources: self.sides.iter().map(source).collect(),
            practices: practices.collect(),
        };
        json::write("trend", &trend)
    }
}
