//! Three sources and more side by side, oldest first, in every form that they can be printed
//! in: where each practice stood, and what the answers say of each step.

use std::io;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::json;

use crate::model::comparison::Side;
use crate::model::comparison::change::{self, Label};
use crate::model::comparison::trend::{At, Trend, trend};
use crate::model::finding::{Class, class, position};
use crate::model::rating::Rating;
use crate::model::rubric::Rubric;
use crate::report::formats::Page;
use crate::report::formats::csv;
use crate::report::formats::escape;
use crate::report::formats::json::{self, JsonDay, JsonDocument};
use crate::report::formats::terminal::{self, Column, Room, wrap};
use crate::report::formats::words::{self as page_words, plain, text};
use crate::report::picture::bars::{Bar, Extent, bars};
use crate::report::results::diff::heading;
use crate::report::results::tally::json::Numbers;
use crate::words;

/// Said below every one.
const LEGEND: &str = "Results, oldest first: what the team agreed on. If it agreed on nothing, what the answers say. Change: from one year to the next, by the answers alone.";

/// The names of the columns.
pub const COLUMNS: [&str; 10] = [
    "source", "cycle", "practice", "title", "position", "class", "standing", "rated", "unsure",
    "label",
];

/// The sources with what is needed to print them.
#[derive(Debug)]
pub struct TrendView<'a> {
    rubric: &'a Rubric,
    sides: &'a [Side<'a>],
    practices: Vec<Trend>,
    /// Whether those that did not change are listed for people too.
    all: bool,
}

/// Three sources or more side by side, oldest first.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TrendJson<'a> {
    sources: Vec<SourceJson<'a>>,
    practices: Vec<TrendPractice<'a>>,
}

impl JsonDocument for TrendJson<'_> {
    const KIND: &'static str = "trend";
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
    #[must_use]
    pub fn new(rubric: &'a Rubric, sides: &'a [Side<'a>], all: bool) -> Self {
        Self {
            rubric,
            sides,
            practices: trend(sides, rubric),
            all,
        }
    }

    fn listed(&self) -> impl Iterator<Item = &Trend> {
        self.practices
            .iter()
            .filter(|trend| self.all || trend.is_changed())
    }

    /// How many change nothing and are left out; nothing where all are listed.
    fn left_out(&self) -> Option<String> {
        let left = self.practices.len() - self.listed().count();
        (left > 0).then(|| {
            let of = words::counted(self.practices.len(), "practice");
            let verb = if left == 1 { "wasn't" } else { "weren't" };
            format!(
                "{left} of {of} {verb} called improved or declined and stood the same throughout."
            )
        })
    }

    fn known_title(&self, trend: &Trend) -> Option<&'a str> {
        let index = trend.index;
        index.map(|at| self.rubric.practices()[at].title.as_str())
    }

    fn title<'t>(&'t self, trend: &'t Trend) -> &'t str {
        self.known_title(trend).unwrap_or(&trend.id)
    }

    fn number(trend: &Trend) -> String {
        trend
            .index
            .map_or_else(String::new, |at| (at + 1).to_string())
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

    /// Says what the fewest raters of any source allow to conclude.
    fn caution(&self) -> &'static str {
        let fewest = self.sides.iter().map(|side| {
            let rated = side.assessment.practices.iter().map(|p| p.counts.rated());
            rated.max().unwrap_or(0)
        });
        change::caution(fewest.min().unwrap_or(0))
    }

    /// The table for a terminal and what belongs to it; fits 80 columns.
    #[must_use]
    pub fn table(&self) -> String {
        let mut out = String::new();
        wrap(&mut out, "", &escape::terminal(&self.rubric.title));
        for (at, side) in self.sides.iter().enumerate() {
            let lead = format!("{:<4}", format!("{}.", at + 1));
            wrap(
                &mut out,
                &lead,
                &escape::terminal(&heading(side.assessment)),
            );
        }
        if self.listed().next().is_some() {
            let rows = self.listed().map(|trend| {
                let [standings, labels] = in_words(trend).map(|all| all.join(" ->\n"));
                vec![
                    Self::number(trend),
                    escape::terminal(self.title(trend)).into_owned(),
                    standings,
                    labels.replace(" ->", ","),
                ]
            });
            let text = |head| Column::text(head, Room::Rest);
            let number = Column {
                right: true,
                ..text("")
            };
            let columns = [number, text("Practice"), text("Results"), text("Change")];
            out.push('\n');
            out.push_str(&terminal::table(&columns, rows.collect()));
        }
        out.push('\n');
        if let Some(left_out) = self.left_out() {
            wrap(
                &mut out,
                "",
                &format!("{left_out} Use --all to list every practice."),
            );
        }
        wrap(&mut out, "", LEGEND);
        wrap(&mut out, "", self.caution());
        out
    }

    /// The page; as HTML also with a bar for each practice and source.
    #[must_use]
    pub fn page(&self) -> Page {
        let mut page = Page::new(false);
        page.heading_of(1, &self.rubric.title);
        page.numbered(
            self.sides
                .iter()
                .map(|side| text(&heading(side.assessment))),
        );
        page.heading(2, "Practice by practice");
        let names = (0..self.sides.len()).map(|at| text(&self.name(at)));
        let head = ["No.".to_owned(), "Practice".to_owned()].into_iter();
        let head: Vec<String> = head.chain(names).chain(["Change".to_owned()]).collect();
        let rows = self.listed().map(|trend| {
            let [standings, labels] = in_words(trend);
            let lead = [Self::number(trend), text(self.title(trend))];
            lead.into_iter()
                .chain(standings.into_iter().map(str::to_owned))
                .chain([labels.join(", ")])
                .collect()
        });
        let rows: Vec<Vec<String>> = rows.collect();
        if rows.is_empty() {
            page.paragraph("No practice changed.");
        } else {
            page.tight_table(head, [0], rows);
            page.picture(bars(&self.bars()));
        }
        if let Some(left_out) = self.left_out() {
            page.paragraph(format!("{left_out} They aren't listed here."));
        }
        page.paragraph(LEGEND);
        page.paragraph(self.caution());
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
                let title = plain(&text(self.title(trend)));
                Some(Bar {
                    title: format!("{} {title}, {name}", Self::number(trend)),
                    counts,
                    words: plain(&page_words::counts(&counts, &self.rubric.labels)),
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
            self.practices.iter().filter_map(move |trend| {
                let at = trend.at[source].as_ref()?;
                let step = source.checked_sub(1).map(|step| trend.labels[step]);
                Some(json!({
                    "source": source + 1,
                    "cycle": side.assessment.cycle,
                    "practice": trend.id,
                    "title": self.known_title(trend),
                    "rated": at.counts.rated(),
                    "label": step,
                    "json": AtJson::from(at),
                }))
            })
        });
        csv::write(out, &COLUMNS, rows)
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
            title: self.known_title(trend),
            at: trend
                .at
                .iter()
                .map(|at| at.as_ref().map(AtJson::from))
                .collect(),
            labels: trend.labels.clone(),
        });
        json::write(&TrendJson {
            sources: self.sides.iter().map(source).collect(),
            practices: practices.collect(),
        })
    }
}

/// Where it stood in each source, and what each step is called.
fn in_words(trend: &Trend) -> [Vec<&'static str>; 2] {
    let standing = |at: &Option<At>| at.map_or("-", |at| at.standing.words());
    [
        trend.at.iter().map(standing).collect(),
        trend.labels.iter().copied().map(Label::words).collect(),
    ]
}
